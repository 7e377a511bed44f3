"""What an alternative does not do, or what may spoil it: travel, relief to come, other circuits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from immconseq.case import Disposition, EventKind, EventReason, ImmigrationStatus, Level, Outcome
from immconseq.explain.text import circuit_name, families
from immconseq.findings import Status
from immconseq.mitigation.charges import charged_with_sale
from immconseq.mitigation.comparing import Found
from immconseq.mitigation.effects import ESTABLISHED
from immconseq.mitigation.parity import standing
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
        yield from _of_counting(subject, found)
    if status is not ImmigrationStatus.CITIZEN:
        yield from _of_the_charge(subject, found, now)
        yield from _of_an_offer(found, now)


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


def _of_counting(subject: Subject, found: Found) -> Iterator[str]:
    """TPS: one felony or two misdemeanors (8 USC 1254a(c)(2)(B)(i)); DACA: 8 CFR 236.22(b)(6)."""
    after = found.draft.standing
    if not after.convicted or not after.levels:
        return
    others = _levels_of_others(subject)
    if after.levels[0] == Level.FELONY:
        yield "TPS and DACA: one felony closes both."
    elif after.levels[0] == Level.MISDEMEANOR:
        if Level.FELONY in others:
            yield "TPS and DACA: another count of the case is a felony, and one closes both."
            return
        own = len(after.entries)
        yield (
            "TPS and DACA: two misdemeanors of any kind close TPS, three of different days and acts"
            f" close DACA, and some close DACA alone; {_counted(own, others.count('misdemeanor'))}"
        )


def _counted(own: int, others: int) -> str:
    """How many misdemeanors there are then, in words."""
    if own + others == 1:
        return "this is one."
    if not others:
        return f"these are {own}, and close TPS."
    which = "the second" if own + others == 2 else f"{own + others} in all"
    return f"with the other counts of the case this is {which}, and closes TPS."


def _levels_of_others(subject: Subject) -> list[str]:
    """The gravest level of every other count that is, or would be, a conviction."""
    found: list[str] = []
    for one in subject.case.dispositions:
        if one.ref == subject.given.ref or one.outcome not in _CONVICTED or _is_vacated(one):
            continue
        found += standing(one, subject.catalog, subject.as_of).levels[:1]
    return found


_CONVICTED = (Outcome.OFFERED, Outcome.CONVICTED, Outcome.DEFERRED)


def _is_vacated(one: Disposition) -> bool:
    return any(
        event.kind is EventKind.VACATED and event.reason is EventReason.LEGAL_DEFECT
        for event in one.events
    )


def _of_the_charge(subject: Subject, found: Found, now: Mapping[str, Status]) -> Iterator[str]:
    """What follows from the charge, and outlives whatever is pleaded to in its place."""
    if charged_with_sale(subject):
        yield (
            "The charge of sale outlives it: an officer who has reason to believe that the person"
            " took part in dealing finds them inadmissible without a conviction, and 212(h) waives"
            " none of it (8 USC 1182(a)(2)(C), 1182(h))."
        )
    diverted = found.draft.counts[0].outcome is Outcome.DIVERTED_BEFORE_PLEA
    if diverted and now["detention.laken_riley"] in ESTABLISHED:
        yield (
            "While diversion lasts the charge is pending, and whoever is charged with such an"
            " offense and inadmissible under the Act is detained without bond"
            " (8 USC 1226(c)(1)(E)); a charge of something else from the start avoids it."
        )


def _of_an_offer(found: Found, now: Mapping[str, Status]) -> Iterator[str]:
    left = tuple(i for i, s in now.items() if i.startswith("deport.") and s in ESTABLISHED)
    if left and "standard_offer" in found.draft.strategies:
        yield (
            "The standard offer comes first because it is the office's own, and leaves a ground of"
            f" deportability: {families(left)}."
        )
