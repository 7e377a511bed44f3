"""Crimes of those who sell immigration services: the sections a place has to charge them under."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from typing import Any

import attrs

from immconseq.errors import CaseError
from immconseq.kinds import Day, Items, Note, OneOf, Record, Text, says
from immconseq.office.place_law import place_tables
from immconseq.office.results import Result, wrapped

__all__ = ["FraudSection", "ImmigrationFraud", "fraud_sections"]

_TEXTS = Items(of=Text())


@attrs.frozen(kw_only=True)
class FraudSection(Record):
    """One section.

    Raises:
        CaseError: With every fault.
    """

    code: str = attrs.field(metadata=says(Text(), "The section, as the catalog writes codes."))
    jurisdiction: str = attrs.field(metadata=says(Text(), "Whose law it is."))
    levels: tuple[str, ...] = attrs.field(
        default=(),
        metadata=says(
            Items(of=OneOf(("felony", "misdemeanor", "civil"))),
            "How it may be brought; empty: not read.",
        ),
    )
    text: str = attrs.field(metadata=says(Text(), "What it forbids, in a few words."))
    penalty: str = attrs.field(metadata=says(Text(), "What it carries."))
    authority: tuple[str, ...] = attrs.field(metadata=says(Items(of=Text(), least=1), "Cited."))
    from_: dt.date | None = attrs.field(
        default=None, metadata=says(Day(), "The first day in force, inclusive.", key="from")
    )
    until: dt.date | None = attrs.field(
        default=None, metadata=says(Day(), "The last day in force, inclusive.")
    )
    read_on: dt.date = attrs.field(metadata=says(Day(), "The day on which it was read."))
    sources: tuple[str, ...] = attrs.field(
        default=(), metadata=says(_TEXTS, "What it was read in; what was not opened says so.")
    )

    def in_force(self, day: dt.date | None) -> bool:
        """Is it in force on a day? ``None``: has it no last day?"""
        if day is None:
            return self.until is None
        return (self.from_ is None or self.from_ <= day) and (
            self.until is None or day <= self.until
        )


@attrs.frozen(kw_only=True)
class ImmigrationFraud(Result):
    """The sections under which immigration-service fraud may be charged, or sued over.

    Attributes:
        jurisdiction: The place that was asked about.
        recorded: Has it sections of its own here? ``False`` does not say that it has none.
        sections: Its own, then those of the Union, which a State's prosecutor refers.
        notes: What to keep in mind.
    """

    schema_id = "immconseq/immigration-fraud/1"

    jurisdiction: str
    recorded: bool
    sections: tuple[FraudSection, ...]
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "schema": self.schema_id,
            "jurisdiction": self.jurisdiction,
            "recorded": self.recorded,
            "sections": [_section(each) for each in self.sections],
            "notes": list(self.notes),
        }

    def to_text(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"Immigration-service fraud, {self.jurisdiction}"
        for each in self.sections:
            levels = " or ".join(each.levels) or "level not read"
            said = f"{each.code} ({levels}): {each.text} {each.penalty}"
            yield from wrapped(f"{said} ({'; '.join(each.authority)})", "  - ", "    ")
        for note in self.notes:
            yield from wrapped(note)


def _section(each: FraudSection) -> dict[str, Any]:
    return {
        "code": each.code,
        "jurisdiction": each.jurisdiction,
        "levels": list(each.levels),
        "text": each.text,
        "penalty": each.penalty,
        "authority": list(each.authority),
        "from": None if each.from_ is None else each.from_.isoformat(),
        "until": None if each.until is None else each.until.isoformat(),
        "read_on": each.read_on.isoformat(),
        "sources": list(each.sources),
    }


_NOTES = (
    "A person whom such fraud has harmed may be a victim of a crime on the list for U status, as"
    " extortion or obstruction of justice: look with certify.",
    "What a client paid, signed or filed is evidence of the crime against the client; ask nothing"
    " about status that the case does not need.",
)


def fraud_sections(jurisdiction: str, *, on: dt.date | None = None) -> ImmigrationFraud:
    """Under which sections may those who sell immigration services by fraud be charged?

    Args:
        jurisdiction: As ``US-CA``; ``US`` gives the federal sections alone.
        on: The day of the offense; ``None``: the sections with no last day.

    Raises:
        CaseError: What is no jurisdiction, or no day.
    """
    _check(jurisdiction, on)
    own = _of(jurisdiction, on)
    federal = () if jurisdiction == "US" else _of("US", on)
    return ImmigrationFraud(
        jurisdiction=jurisdiction,
        recorded=bool(own),
        sections=(*own, *federal),
        notes=(*_about(jurisdiction, bool(own)), *_NOTES),
    )


def _check(jurisdiction: object, on: object) -> None:
    note = Note()
    kind = Text(expected="a jurisdiction, as US-CA", pattern=r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
    kind.take(jurisdiction, "$.jurisdiction", note)
    if on is not None:
        Day().take(on, "$.on", note)
    if note.faults:
        raise CaseError(note.faults)


def _of(jurisdiction: str, on: dt.date | None) -> tuple[FraudSection, ...]:
    return tuple(s for s in _sections() if s.jurisdiction == jurisdiction and s.in_force(on))


@functools.cache
def _sections() -> tuple[FraudSection, ...]:
    return tuple(FraudSection.from_dict(row) for row in place_tables("fraud"))


def _about(jurisdiction: str, recorded: bool) -> Iterator[str]:
    if not recorded:
        yield (
            f"No section of {jurisdiction} is recorded here, which is not to say that it has none:"
            " theft by deception, unauthorized practice of law and laws on consultants and notaries"
            " are found in most States."
        )
    if jurisdiction != "US":
        yield "Sections of the United States Code are for the United States Attorney: refer them."
