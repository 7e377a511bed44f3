"""The facts of a case that no rule reads yet: a gap that is flagged by its path."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import attrs

from immconseq.case import Case
from immconseq.findings import NotModelled

__all__ = ["unread_facts"]

_UNREAD_OF_PERSON = (
    "resided_since",
    "nta_served_on",
    "nta_incomplete",
    "in_proceedings",
    "asylum_filed_on",
    "reentered_on",
    "detention_circuit",
    "fears_return",
)
_UNREAD_OF_HISTORY = (
    "crime_victim",
    "domestic_abuse_victim",
    "served_in_armed_forces",
    "trafficking_victim",
)
_UNREAD_OF_DISPOSITION = (
    ("plea_on",),
    ("sentence", "probation_violated"),
    ("sentence", "revocation_days"),
    ("facts", "victim_age"),
)


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
        for k in range(len(disposition.offense.enhancements)):
            yield NotModelled(
                id=None,
                path=f"$.dispositions[{i}].offense.enhancements[{k}]",
                what="what an enhancement adds to the offense is not encoded yet",
                authority=("Matter of Khan, 28 I&N Dec. 850 (BIA 2024)",),
            )


def _no_rule_reads(path: str) -> NotModelled:
    return NotModelled(id=None, path=path, what="no rule reads this fact yet")
