"""The catalog of offenses: packs of data, what courts say of each, and how codes are written."""

from __future__ import annotations

from immconseq.offenses.catalog import Catalog, Resolved, load_default
from immconseq.offenses.entry import (
    Enhancement,
    Entry,
    FelonyTerms,
    LevelRange,
    Profile,
    ProfileItem,
    Program,
    Variant,
    Vehicle,
)
from immconseq.offenses.pack import Pack, check, parse

__all__ = [
    "Catalog",
    "Enhancement",
    "Entry",
    "FelonyTerms",
    "LevelRange",
    "Pack",
    "Profile",
    "ProfileItem",
    "Program",
    "Resolved",
    "Variant",
    "Vehicle",
    "check",
    "load_default",
    "parse",
]


def __dir__() -> list[str]:
    return __all__
