"""What the documentation says runs, and names what there is.

The Python of each page is run as one program, block after block, in a folder of its own. There are
the worked case as `case.json`, and the pack that `packs.md` shows. A page may speak of `data` and
`case` without saying where they come from.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import immconseq

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
DEMO = DOCS / "examples" / "demo" / "domestic-violence-offer.json"
PAGES = (ROOT / "README.md", *sorted(DOCS.glob("*.md")), *sorted(DOCS.glob("how-to/*.md")))
GIVEN = """\
import json
from pathlib import Path
import immconseq

data = json.loads(Path("case.json").read_bytes())
case = immconseq.Case.from_dict(data)
"""
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"(?<=\n\n)(?: {4}.*\n|\n(?= {4}))+")
LINK = re.compile(r"\]\(([^)#:]+)\)")


def python_of(page: Path) -> Iterator[str]:
    """The blocks that are marked as Python, and those set in that begin with an import."""
    text = page.read_text("utf-8")
    yield from (block for language, block in FENCED.findall(text) if language == "python")
    for block in INDENTED.findall(FENCED.sub("", text)):
        if re.match(r" {4}(from|import) \w", block):
            yield re.sub(r"^ {4}", "", block, flags=re.MULTILINE)


WITH_PYTHON = [page for page in PAGES if any(python_of(page))]


def pack_of(page: Path) -> str:
    blocks = FENCED.findall(page.read_text("utf-8"))
    return next(block for language, block in blocks if language == "toml")


@pytest.mark.parametrize("page", WITH_PYTHON, ids=lambda page: page.name)
def test_the_python_of_a_page_runs(page: Path, tmp_path: Path) -> None:
    (tmp_path / "case.json").write_bytes(DEMO.read_bytes())
    (tmp_path / "us-wa-theft.toml").write_text(pack_of(DOCS / "packs.md"), "utf-8")
    program = tmp_path / "page.py"
    program.write_text("\n".join((GIVEN, *python_of(page))), "utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", str(program)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_pages_that_show_python_are_found() -> None:
    assert {"README.md", "embedding.md", "how-it-works.md", "packs.md"} <= {
        page.name for page in WITH_PYTHON
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_every_page_is_in_the_index() -> None:
    index = (DOCS / "index.md").read_text("utf-8")
    for page in DOCS.glob("*.md"):
        assert page.name == "index.md" or re.search(rf"^{page.stem}$", index, re.MULTILINE), page


def test_every_export_is_documented() -> None:
    text = (DOCS / "embedding.md").read_text("utf-8").partition("## What is exported")[2]
    named = set(re.findall(r"`(\w+)`", text))
    assert set(immconseq.__all__) <= named
