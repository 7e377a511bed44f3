"""Every published case in `docs/examples` gives the answers that its decision requires."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from immconseq import Case, Status, assess
from immconseq.offenses import check

EXAMPLES = Path(__file__).resolve().parent.parent / "docs" / "examples"
FILES = sorted(EXAMPLES.glob("*.json"))
NAMED = {
    "esquivel-quintana",
    "leocal",
    "mellouli",
    "moncrieffe",
    "nijhawan",
    "padilla",
    "padilla-negotiated",
    "pereida",
    "pickering",
}


def load(path: Path) -> dict[str, Any]:
    data = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def test_the_named_cases_are_there() -> None:
    names = {path.stem for path in FILES}
    assert names >= NAMED
    assert len(names) >= 8


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_has_these_four_keys(path: Path) -> None:
    data = load(path)
    assert set(data) == {"case", "expect", "authority", "facts"}
    assert data["case"]["case_id"] == path.stem
    assert data["expect"]
    assert data["authority"]
    assert all(isinstance(cite, str) and cite for cite in data["authority"])
    assert isinstance(data["facts"], str)
    assert "Assumed:" in data["facts"]
    for allowed in data["expect"].values():
        assert allowed
        assert set(allowed) <= {status.value for status in Status}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_case_is_read_and_written_back(path: Path) -> None:
    case = Case.from_dict(load(path)["case"])
    assert Case.from_dict(case.to_dict()) == case


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_gives_what_the_decision_requires(path: Path) -> None:
    data = load(path)
    result = assess(Case.from_dict(data["case"]))
    # An id that does not exist is a LookupError, so a misspelt one cannot pass unseen.
    found = {id_: result[id_].status.value for id_ in data["expect"]}
    wrong = {id_: got for id_, got in found.items() if got not in data["expect"][id_]}
    assert not wrong, {id_: (got, data["expect"][id_]) for id_, got in wrong.items()}


def test_the_readme_lists_every_file() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in FILES if f"`{path.name}`" not in readme] == []


PACK = EXAMPLES / "pack"


def test_the_example_package_offers_its_pack(tmp_path: Path) -> None:
    """As installed: its entry point is found, its codes answer, and the receipt names it."""
    project = tomllib.loads((PACK / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = project["entry-points"]["immconseq.packs"]
    info = tmp_path / "example_offense_pack-1.0.dist-info"
    info.mkdir()
    head = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (info / "METADATA").write_text(head, encoding="utf-8")
    listed = "".join(f"{name} = {where}\n" for name, where in points.items())
    (info / "entry_points.txt").write_text(f"[immconseq.packs]\n{listed}", encoding="utf-8")
    program = (
        "from immconseq import catalog\n"
        "print(catalog.get('XX', '11').code, catalog.packs['example-theft'])\n"
    )
    path = os.pathsep.join((str(PACK / "src"), str(tmp_path), *sys.path))
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert (ran.stdout.strip(), ran.stderr) == ("CC 11 1.0", "")


def test_the_example_pack_has_no_fault() -> None:
    assert check(PACK / "src" / "example_offense_pack" / "theft.toml") == ()
