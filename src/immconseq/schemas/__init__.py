"""The JSON Schemas (2020-12) of what the library reads and writes, as data."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from immconseq.errors import UnknownName

__all__ = ["load", "names"]


def names() -> tuple[str, ...]:
    """The names of the schemas there are, sorted."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(f.name.removesuffix(".json") for f in files if f.name.endswith(".json")))


def load(name: str) -> dict[str, Any]:
    """A schema by its name, as ``case``; each call gives a new `dict`.

    Raises:
        UnknownName: There is no schema of that name; a `LookupError`.
    """
    if name not in names():
        raise UnknownName(f"no schema {name!r}; there are: {', '.join(names())}")
    schema: dict[str, Any] = json.loads(
        resources.files(__name__).joinpath(f"{name}.json").read_text("utf-8")
    )
    return schema
