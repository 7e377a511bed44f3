"""Files that a program writes: written, or held against what the program says now."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

__all__ = ["as_json", "write_or_check"]


def as_json(value: Any) -> str:
    """A JSON document as the project keeps it."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def write_or_check(files: Mapping[Path, Callable[[], str]], about: str) -> int:
    """Write each file; with ``--check`` on the command line write nothing, and 1 if one is stale.

    *about* is the program's own docstring, whose first line the command's help shows.
    """
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; compare")
    check = parser.parse_args().check
    stale = []
    for file, make in files.items():
        text = make()
        if file.exists() and file.read_text("utf-8") == text:
            continue
        stale.append(file)
        if not check:
            file.write_text(text, "utf-8")
    for file in stale:
        print(f"{file.name} {'is not what its program says' if check else 'written'}")
    return int(check and bool(stale))
