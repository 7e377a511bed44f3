"""Shapes of data: each reads a value strictly, noting every fault, and can say itself as a schema.

A pack is read, and its JSON Schema is made, from the same shapes, so that the two agree.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import attrs

from immconseq.errors import Fault, shown

__all__ = [
    "INVALID",
    "Choice",
    "Date",
    "Fixed",
    "Flag",
    "ListOf",
    "MapOf",
    "Note",
    "Shape",
    "Table",
    "Text",
    "Whole",
]

INVALID: Any = object()
"""What reading a value gives where the value has a fault; tables leave it out."""


def _shown(value: object) -> str:
    """A value as a fault shows it; TOML has dates, which cases have not."""
    return value.isoformat() if isinstance(value, dt.date | dt.time) else shown(value)


class Note:
    """The faults of one reading, in the order in which they were found."""

    __slots__ = ("faults",)

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def __call__(self, path: str, found: str, expected: str, code: str) -> Any:
        """Note one fault, and give `INVALID`."""
        self.faults.append(Fault(path=path, found=found, expected=expected, code=code))
        return INVALID


class Shape(Protocol):
    """What a value has to look like."""

    def read(self, value: object, path: str, note: Note) -> Any:
        """The value, checked, or `INVALID` with a fault noted."""
        ...

    def schema(self) -> dict[str, Any]:
        """The same in JSON Schema (2020-12)."""
        ...


@attrs.frozen(kw_only=True)
class Text:
    """A text that is not blank, and fits a pattern if there is one."""

    what: str = "a text"
    pattern: str | None = None

    def read(self, value: object, path: str, note: Note) -> Any:
        if not isinstance(value, str):
            return note(path, _shown(value), self.what, "type")
        if not value.strip() or (self.pattern and not re.fullmatch(self.pattern, value)):
            return note(path, _shown(value), self.what, "value")
        return str(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^(?:{self.pattern})$" if self.pattern else r"\S"}


@attrs.frozen
class Fixed:
    """One text and no other."""

    value: str

    def read(self, value: object, path: str, note: Note) -> Any:
        if value != self.value:
            return note(path, _shown(value), repr(self.value), "value")
        return self.value

    def schema(self) -> dict[str, Any]:
        return {"const": self.value}


@attrs.frozen
class Choice:
    """One of a few texts."""

    values: tuple[str, ...]

    def read(self, value: object, path: str, note: Note) -> Any:
        expected = "one of: " + ", ".join(self.values)
        if not isinstance(value, str):
            return note(path, _shown(value), expected, "type")
        if value not in self.values:
            return note(path, _shown(value), expected, "value")
        return str(value)

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.values)}


@attrs.frozen
class Date:
    """A date of TOML, or its ISO text as JSON has it; a time of day is none."""

    def read(self, value: object, path: str, note: Note) -> Any:
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        if not isinstance(value, str):
            return note(path, _shown(value), "a date, as in 2026-11-24", "type")
        try:
            # Python also reads 20261124 and 2026-W48-2, which JSON Schema's dates are not.
            day = dt.date.fromisoformat(value)
        except ValueError:
            return note(path, _shown(value), "a date, as in 2026-11-24", "value")
        if day.isoformat() != value:
            return note(path, _shown(value), "a date, as in 2026-11-24", "value")
        return day

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


@attrs.frozen(kw_only=True)
class Whole:
    """A whole number, both bounds inclusive."""

    least: int
    most: int

    def read(self, value: object, path: str, note: Note) -> Any:
        expected = f"a whole number from {self.least} to {self.most}"
        if not isinstance(value, int) or isinstance(value, bool):
            return note(path, _shown(value), expected, "type")
        if not self.least <= value <= self.most:
            return note(path, _shown(value), expected, "range")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@attrs.frozen
class Flag:
    """True or false, and nothing that merely looks so."""

    def read(self, value: object, path: str, note: Note) -> Any:
        if not isinstance(value, bool):
            return note(path, _shown(value), "true or false", "type")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@attrs.frozen(kw_only=True)
class ListOf:
    """A list of values of one shape."""

    of: Shape
    least: int = 0
    distinct: bool = False

    def read(self, value: object, path: str, note: Note) -> Any:
        if not isinstance(value, list | tuple):
            return note(path, _shown(value), "a list", "type")
        if len(value) < self.least:
            return note(path, "an empty list", f"at least {self.least}", "value")
        read = []
        for i, item in enumerate(value):
            got = self.of.read(item, f"{path}[{i}]", note)
            if self.distinct and got is not INVALID and got in read:
                note(f"{path}[{i}]", _shown(item), "each only once", "duplicate")
            read.append(got)
        # A faulty item keeps its place, so that later faults name the right index.
        return read

    def schema(self) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "array", "items": self.of.schema()}
        if self.least:
            schema["minItems"] = self.least
        if self.distinct:
            schema["uniqueItems"] = True
        return schema


@attrs.frozen(kw_only=True)
class MapOf:
    """A table from names to values of one shape.

    Attributes:
        of: The shape of each value.
        names: The names there are; ``None``: any that fit `pattern`.
        pattern: What a name looks like, where `names` is ``None``.
        what: What a name is, for faults.
    """

    of: Shape
    what: str
    names: tuple[str, ...] | None = None
    pattern: str = ".+"

    def read(self, value: object, path: str, note: Note) -> Any:
        if not isinstance(value, Mapping):
            return note(path, _shown(value), "a table", "type")
        read = {}
        for key, item in value.items():
            if not isinstance(key, str) or not self._named(key):
                note(f"{path}.{key}", "an unknown key", self.what, "unknown_key")
                continue
            got = self.of.read(item, f"{path}.{key}", note)
            if got is not INVALID:
                read[str(key)] = got
        return read

    def _named(self, key: str) -> bool:
        return (
            key in self.names if self.names is not None else bool(re.fullmatch(self.pattern, key))
        )

    def schema(self) -> dict[str, Any]:
        if self.names is None:
            return {
                "type": "object",
                "patternProperties": {f"^(?:{self.pattern})$": self.of.schema()},
                "additionalProperties": False,
            }
        return {
            "type": "object",
            "propertyNames": {"enum": list(self.names)},
            "additionalProperties": self.of.schema(),
        }


@attrs.frozen(kw_only=True)
class Table:
    """A table with known keys, each with its own shape.

    Attributes:
        keys: The keys there are.
        required: Those that must be there.
        also_check: Looks at what was read for what spans keys, and notes its faults.
        says: The same in JSON Schema, as far as that can say it.
    """

    keys: Mapping[str, Shape]
    required: tuple[str, ...] = ()
    also_check: Callable[[dict[str, Any], str, Note], None] | None = None
    says: Mapping[str, Any] = attrs.field(factory=dict)

    def read(self, value: object, path: str, note: Note) -> Any:
        if not isinstance(value, Mapping):
            return note(path, _shown(value), "a table", "type")
        read: dict[str, Any] = {}
        for key, item in value.items():
            shape = self.keys.get(key) if isinstance(key, str) else None
            if shape is None:
                # The key is named, its value is not: it may be anything.
                expected = "one of: " + ", ".join(self.keys)
                note(f"{path}.{key}", "an unknown key", expected, "unknown_key")
                continue
            got = shape.read(item, f"{path}.{key}", note)
            read[str(key)] = got
        for key in self.required:
            if key not in read:
                note(f"{path}.{key}", "nothing", "this is required", "missing")
        # A key whose value has a fault is not left out for the checks to call missing.
        if self.also_check is not None:
            self.also_check(read, path, note)
        return {key: got for key, got in read.items() if got is not INVALID}

    def schema(self) -> dict[str, Any]:
        schema: dict[str, Any] = {
            "type": "object",
            "properties": {key: shape.schema() for key, shape in self.keys.items()},
            "additionalProperties": False,
        }
        if self.required:
            schema["required"] = list(self.required)
        return {**schema, **self.says}
