"""What an alternative does not do, or what may spoil it: travel, relief to come, other circuits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from immconseq.case import ImmigrationStatus, Level
from immconseq.explain.text import circuit_name, families
from immconseq.findings import Status
from immconseq.mitigation.comparing import Found
from immconseq.mitigation.effects import ESTABLISHED
from immconseq.mitigation.subject import Subject

__all__ = ["warnings"]

_WITHOUT_STATUS = (
    ImmigrationStatus.UNKNOWN,
    ImmigrationStatus.UNDOCUMENTED,
    ImmigrationStatus.NONIMMIGRANT,
    ImmigrationStatus.PAROLEE,
    ImmigrationStatus.TPS,
    ImmigrationStatus.DACA,
)
"""Of whom TPS or DACA may be asked; a resident needs neither."""

_RESIDENT = (
    ImmigrationStatus.UNKNOWN,
    ImmigrationStatus.LPR,
    ImmigrationStatus.CONDITIONAL_LPR,
)


def warnings(
    subject: Subject,
    found: Found,
    elsewhere: Mapping[str, Status],
) -> tuple[str, ...]:
    """What to say beside an alternative.

    Args:
        subject: The count.
        found: The alternative.
        elsewhere: The same where no circuit is named.
    """
    return (*found.draft.warnings, *_warnings(subject, found, elsewhere))


def _warnings(subject: Subject, found: Found, elsewhere: Mapping[str, Status]) -> Iterator[str]:
    status, now = subject.case.person.status, found.consequence.statuses
    if status in _RESIDENT and now["travel.seeking_admission"] is not Status.NOT_TRIGGERED:
        yield (
            "Travel: a resident who goes abroad with this on the record may be treated as seeking"
            " admission on return."
        )
    inadmissible = [i for i, s in now.items() if i.startswith("inadmit.") and s in ESTABLISHED]
    if inadmissible and status is not ImmigrationStatus.CITIZEN:
        yield (
            "Relief not yet applied for: it leaves grounds of inadmissibility, which whoever"
            " applies for a visa, a green card or admission will meet: "
            f"{families(tuple(inadmissible))}."
        )
    yield from _of_circuits(subject, found.effect.avoids, elsewhere)
    if status in _WITHOUT_STATUS:
        yield from _of_counting(found)


def _of_circuits(
    subject: Subject, avoids: Sequence[str] | frozenset[str], elsewhere: Mapping[str, Status]
) -> Iterator[str]:
    """What is avoided by this circuit's law alone."""
    if subject.case.circuit is None:
        return
    lost = tuple(i for i, s in elsewhere.items() if i in avoids and s is not Status.NOT_TRIGGERED)
    if lost:
        yield (
            f"Other circuits: proceedings are not always held in the"
            f" {circuit_name(subject.case.circuit)}, and without its law this is not settled:"
            f" {families(lost)}."
        )


def _of_counting(found: Found) -> Iterator[str]:
    after = found.draft.standing
    if not after.convicted or not after.levels:
        return
    if after.levels[0] == Level.FELONY:
        yield "TPS and DACA: one felony closes both."
    elif after.levels[0] == Level.MISDEMEANOR:
        several = len(after.entries) > 1
        yield (
            "TPS and DACA: two misdemeanors of any kind close TPS, three of different days and acts"
            " close DACA, and some close DACA alone; "
            + ("these count." if several else "this is one.")
        )
