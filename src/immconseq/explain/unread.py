"""The facts of a case that no rule reads yet, and law beside its findings that none answers."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import attrs

from immconseq.case import Case, ImmigrationStatus, Outcome
from immconseq.facts.person import admission_days
from immconseq.findings import NotModelled

__all__ = ["unread_facts"]

_UNREAD_OF_PERSON = (
    "nta_incomplete",
    "asylum_filed_on",
    "fears_return",
)
_UNREAD_OF_HISTORY = (
    "crime_victim",
    "domestic_abuse_victim",
    "served_in_armed_forces",
    "trafficking_victim",
)
_UNREAD_OF_DISPOSITION = (("sentence", "revocation_days"),)


_CONVICTED = (Outcome.CONVICTED, Outcome.DEFERRED, Outcome.DIVERTED)


def unread_facts(case: Case) -> Iterator[NotModelled]:
    """Facts that the case gives and no rule reads yet."""
    person = case.person
    for name in _UNREAD_OF_PERSON:
        if getattr(person, name) is not None:
            yield _no_rule_reads(f"$.person.{name}")
    for field in attrs.fields(type(person.relatives)):
        if getattr(person.relatives, field.name) is not None:
            yield _no_rule_reads(f"$.person.relatives.{field.name}")
    for name in _UNREAD_OF_HISTORY:
        if person.history.get(name) is not None:
            yield _no_rule_reads(f"$.person.history.{name}")
    for i, disposition in enumerate(case.dispositions):
        for keys in _UNREAD_OF_DISPOSITION:
            if functools.reduce(getattr, keys, disposition) is not None:
                yield _no_rule_reads(".".join((f"$.dispositions[{i}]", *keys)))
        if disposition.offense.profile:
            for k in range(len(disposition.offense.enhancements)):
                yield NotModelled(
                    id=None,
                    path=f"$.dispositions[{i}].offense.enhancements[{k}]",
                    what="an entry of the case's own profile is read as it stands, without what an"
                    " enhancement adds",
                    authority=("Matter of Khan, 28 I&N Dec. 850 (BIA 2024)",),
                )
    if _convicted_before_admission(case):
        yield NotModelled(
            id=None,
            path=None,
            what="who was inadmissible for a crime on entry or on adjusting is deportable for that,"
            " although the conviction came before any admission; no finding answers it",
            authority=("INA 237(a)(1)(A), 8 USC 1227(a)(1)(A)",),
        )


def _convicted_before_admission(case: Case) -> bool:
    """Is there a conviction from before every admission that the case names?"""
    if case.person.status is ImmigrationStatus.CITIZEN:
        return False
    first = min((day for day in admission_days(case.person).values() if day), default=None)
    return first is not None and any(
        d.outcome in _CONVICTED and d.disposed_on is not None and d.disposed_on < first
        for d in case.dispositions
    )


def _no_rule_reads(path: str) -> NotModelled:
    return NotModelled(id=None, path=path, what="no rule reads this fact yet")
