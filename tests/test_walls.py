"""The walls of the house that no import linter sees: what an import does, and what is shipped."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import json
import pkgutil
import subprocess
import sys
import tomllib
from importlib import resources
from pathlib import Path

import pytest

import immconseq

ROOT = Path(__file__).resolve().parent.parent
SOURCE = Path(immconseq.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
MODULES = sorted(
    m.name
    for m in pkgutil.walk_packages([str(SOURCE)], "immconseq.")
    # Running it is its import; an extra, or durable-rules, may not be there.
    if m.name not in {"immconseq.__main__", "immconseq.batch", "immconseq.engine.durable"}
)

FORBIDDEN_AT_IMPORT = {
    "asyncio",
    "dask",
    "durable",
    "durable_rules_engine",
    "hypothesis",
    "immconseq.cli",
    "immconseq.engine.durable",
    "immconseq.testing",
    "logging",
    "multiprocessing",
    "pyarrow",
    "socket",
    "sqlite3",
    "ssl",
    "subprocess",
}

CLOCKS = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "localtime"),
    ("time", "monotonic"),
    ("time", "perf_counter"),
    ("time", "time"),
    ("time", "time_ns"),
}


def place(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


# What is loaded, what is opened and how many threads run once the library is imported.
AFTER_IMPORT = """
import json, sys, threading
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import immconseq
print(json.dumps([sorted(sys.modules), opened, threading.active_count()]))
"""


def test_an_import_is_light() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", AFTER_IMPORT],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    modules, opened, threads = json.loads(done.stdout)
    assert sorted(FORBIDDEN_AT_IMPORT & set(modules)) == []
    assert [name for name in opened if name.endswith((".toml", ".json"))] == []
    assert threads == 1


def test_the_public_names_are_sorted_and_are_what_completion_shows() -> None:
    assert immconseq.__all__ == sorted(set(immconseq.__all__))
    assert dir(immconseq) == immconseq.__all__
    assert all(getattr(immconseq, name) is not None for name in immconseq.__all__)


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_offers(name: str) -> None:
    module = importlib.import_module(name)
    assert len(module.__all__) == len(set(module.__all__))
    assert [n for n in module.__all__ if not hasattr(module, n)] == []


@pytest.mark.parametrize("path", FILES, ids=place)
def test_nothing_but_the_command_line_reads_the_clock(path: Path) -> None:
    reads = {
        (node.lineno, node.attr)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (getattr(node.value, "attr", getattr(node.value, "id", "")), node.attr) in CLOCKS
    }
    assert place(path) == "cli.py" or not reads


def test_types_packs_and_schemas_are_shipped() -> None:
    package = resources.files("immconseq")
    assert package.joinpath("py.typed").is_file()
    assert package.joinpath("schemas", "case.json").is_file()
    packs = {p.name for p in package.joinpath("offenses", "packs").iterdir()}
    assert {name for name in packs if name.endswith(".toml")}


def test_the_version_is_the_one_that_is_installed() -> None:
    project = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text(encoding="utf-8"))["project"]
    installed = importlib.metadata.metadata("immconseq")
    assert installed["Version"] == project["version"]
    assert f"## {project['version']}" in ROOT.joinpath("CHANGELOG.md").read_text(encoding="utf-8")
    assert installed["Requires-Python"] == project["requires-python"]
    assert installed["License-Expression"] == project["license"]
