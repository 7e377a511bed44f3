"""Diversion before a plea: the programs of the place that may take a count, and what they ask."""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Answer
from immconseq.mitigation.subject import Subject
from immconseq.offenses.entry import Program

__all__ = ["named", "open_to"]


def open_to(subject: Subject, day: dt.date) -> tuple[Program, ...]:
    """The programs that leave no conviction and might take the count on a day, each code once."""
    own = subject.standing
    level = own.levels[0] if len(own.levels) == 1 else None
    found: dict[str, Program] = {}
    for program in subject.catalog.programs(subject.given.offense.jurisdiction):
        if (
            program.counts is Answer.NO
            and program.on(day)
            and program.may_take(own.entry, level, own.priorability)
        ):
            found.setdefault(program.code, program)
    return tuple(found.values())


def named(program: Program) -> str:
    """Its code and name, and what it asks for."""
    asks = f"; it asks for {program.asks}" if program.asks else ""
    return f"{program.code} ({program.names[0]}{asks})"
