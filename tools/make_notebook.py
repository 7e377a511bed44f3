"""Run the notebooks of the documentation, each in a new kernel, and write what their cells print.

Run it from the project's root. With ``--check`` it writes nothing, and exits 1 if a cell fails or
prints something else than the file has.
"""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from tools.generated import write_or_check

FOLDER = Path(__file__).parents[1] / "docs/examples"
SECONDS = 300


def _run(path: Path) -> str:
    notebook: Any = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=SECONDS,
        record_timing=False,
        coalesce_streams=True,  # a slow cell prints in several pieces, or in one
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()
    # What a kernel says of itself differs from machine to machine.
    notebook.metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    text: str = nbformat.writes(notebook)
    return text.rstrip() + "\n"


def main() -> int:
    return write_or_check(
        {path: functools.partial(_run, path) for path in sorted(FOLDER.glob("*.ipynb"))},
        __doc__ or "",
    )


if __name__ == "__main__":
    sys.exit(main())
