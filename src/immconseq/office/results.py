"""What the calls of an office give: a verdict with its items, or a record, as JSON and as text."""

from __future__ import annotations

import textwrap
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, ClassVar

import attrs

__all__ = [
    "Check",
    "Item",
    "Result",
    "Severity",
    "item_of",
    "note",
    "verdict",
    "warning",
    "wrapped",
]

_WIDTH = 100


class Severity(StrEnum):
    """How much an item of a check weighs."""

    BARRIER = "barrier"
    """It shuts people out, breaks the policy or the law, or makes a conviction: to be changed."""
    WARNING = "warning"
    """It may, and somebody has to look."""
    NOTE = "note"
    """Nothing is wrong with it; it is said."""


@attrs.frozen(kw_only=True)
class Item:
    """One thing that a check has found.

    Attributes:
        code: What it is, a public name.
        severity: How much it weighs.
        path: Where in the input, as ``$.steps[0]``; ``$`` is the whole.
        text: What is to be said, and what would mend it.
        authority: The law or the practice that it rests on, cited.
    """

    code: str
    severity: Severity
    path: str
    text: str
    authority: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As JSON, every key always there."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "path": self.path,
            "text": self.text,
            "authority": list(self.authority),
        }

    def lines(self) -> Iterator[str]:
        """For people: what weighs most is marked, the citations stand at the end."""
        mark = {Severity.BARRIER: "!!", Severity.WARNING: "! ", Severity.NOTE: "- "}[self.severity]
        cites = f" ({'; '.join(self.authority)})" if self.authority else ""
        yield from wrapped(f"{self.text}{cites}", mark + " ", "   ")


def item_of(code: str, severity: Severity, path: str, text: str, *authority: str) -> Item:
    """An item, its citations last."""
    return Item(code=code, severity=severity, path=path, text=text, authority=authority)


def warning(code: str, path: str, text: str, *authority: str) -> Item:
    """An item that somebody has to look at."""
    return item_of(code, Severity.WARNING, path, text, *authority)


def note(code: str, path: str, text: str, *authority: str) -> Item:
    """An item with which nothing is wrong."""
    return item_of(code, Severity.NOTE, path, text, *authority)


class Result(ABC):
    """What a call of the office gives: written, and not read back."""

    __slots__ = ()

    schema_id: ClassVar[str]
    """What the document says under ``schema``."""

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """As JSON, every key always there."""

    @abstractmethod
    def to_text(self) -> str:
        """For people."""

    def __str__(self) -> str:
        return self.to_text()


@attrs.frozen(kw_only=True)
class Check(Result):
    """What was found about something that an office does or asks.

    Attributes:
        items: What was found, in the order of the input.
    """

    title: ClassVar[str]
    """What the text is headed with."""

    items: tuple[Item, ...] = ()

    @property
    def ok(self) -> bool | None:
        """Is nothing in the way? ``None``: somebody has to look."""
        return verdict(self.items)

    def to_dict(self) -> dict[str, Any]:
        return {
            "schema": self.schema_id,
            "ok": self.ok,
            "items": [item.to_dict() for item in self.items],
            **self._more(),
        }

    def _more(self) -> dict[str, Any]:
        """The keys that this check has besides."""
        return {}

    def to_text(self) -> str:
        found = {True: "nothing in the way", False: "not as it should be", None: "to be looked at"}
        lines = [f"{self.title}: {found[self.ok]}"]
        for item in sorted(self.items, key=lambda item: list(Severity).index(item.severity)):
            lines += [f"  {line}" for line in item.lines()]
        return "\n".join((*lines, *self._more_lines()))

    def _more_lines(self) -> Iterable[str]:
        """The lines that this check has besides."""
        return ()


def verdict(items: Iterable[Item]) -> bool | None:
    """``False`` with a barrier; else ``None``, not known, with a warning; else ``True``."""
    found = {item.severity for item in items}
    if Severity.BARRIER in found:
        return False
    return None if Severity.WARNING in found else True


def wrapped(text: str, first: str = "", then: str = "") -> list[str]:
    """A paragraph in lines, the first and the others begun with so much."""
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    )
