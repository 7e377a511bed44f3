"""What the library raises, and what a fault in its input looks like.

Every error is an `ImmconseqError`, and also the builtin that it is a kind of, so that either can
be caught. A fault says where it is, what was found and what was expected; it never repeats what
stands under a key that the library does not know, for that may be a name or a number of a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs

__all__ = [
    "MOST_FAULTS",
    "AmbiguousOffense",
    "CaseError",
    "EngineError",
    "EngineUnavailable",
    "Fault",
    "ImmconseqError",
    "UnknownName",
    "UnknownOffense",
    "shown",
]

MOST_FAULTS = 100
"""A `CaseError` lists no more faults than this."""

_LONGEST = 80


def shown(value: object) -> str:
    """A value as a fault shows it: one line, text quoted, containers by their kind alone.

    Containers are never spelled out: what somebody put there by mistake may name a person.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        # Python refuses to spell out very long numbers, and nobody wants to read them.
        return str(value) if value.bit_length() <= 256 else "a whole number of over 77 digits"
    if isinstance(value, str):
        return repr(str.__str__(value[: _LONGEST + 1]))
    if isinstance(value, float | Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, bytes | bytearray):
        return f"a list of {len(value)}"
    return f"a value of type {type(value).__name__}"


def _line(text: str) -> str:
    """Text on one line that any terminal and any UTF-8 file can take."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _short(text: str) -> str:
    line = _line(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


@attrs.frozen(kw_only=True)
class Fault:
    """One thing that is wrong with an input.

    Attributes:
        path: Where: ``$``, then ``.key`` and ``[index]``.
        found: What stands there, on one line, shortened to 80 characters.
        expected: What should.
        code: The kind of fault, for programs: ``missing``, ``type``, ``value``, ``range``,
            ``unknown_key``, ``duplicate``, ``order``, ``conflict`` and others to come.
    """

    path: str = attrs.field(converter=_line)
    found: str = attrs.field(converter=_short)
    expected: str = attrs.field(converter=_line)
    code: str

    def __str__(self) -> str:
        return f"{self.path}: found {self.found}, expected {self.expected}"

    def to_dict(self) -> dict[str, str]:
        """The fault as JSON has it."""
        return {
            "path": self.path,
            "found": self.found,
            "expected": self.expected,
            "code": self.code,
        }


class ImmconseqError(Exception):
    """The root of everything that the library raises on purpose."""


class CaseError(ImmconseqError, ValueError):
    """Bad input; it lists every fault at once, up to 100.

    Attributes:
        faults: The faults, in the order in which they were found.
    """

    faults: tuple[Fault, ...]

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)[:MOST_FAULTS]
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))

    def to_dict(self) -> dict[str, Any]:
        """``{"faults": [{"path", "found", "expected", "code"}]}``."""
        return {"faults": [fault.to_dict() for fault in self.faults]}


class EngineUnavailable(ImmconseqError, RuntimeError):
    """An engine was asked for by name, and is not there."""


class EngineError(ImmconseqError, RuntimeError):
    """An engine failed a run. No other engine answers in its place."""


class UnknownName(ImmconseqError, LookupError):
    """An id, a ref or a name that does not exist."""


class UnknownOffense(ImmconseqError, LookupError):
    """The catalog has no offense with this code.

    Attributes:
        candidates: The entries that may be meant; empty where none comes near.
    """

    candidates: tuple[Any, ...]

    def __init__(self, message: str, *, candidates: Iterable[Any] = ()) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class AmbiguousOffense(ImmconseqError, LookupError):
    """The catalog has more than one offense that this code may mean.

    Attributes:
        candidates: The entries that it may mean, two or more.
    """

    candidates: tuple[Any, ...]

    def __init__(self, message: str, *, candidates: Iterable[Any] = ()) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)
