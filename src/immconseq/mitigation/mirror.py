"""The mirror of the front end: an old conviction vacated, and what would have been agreed to then.

A vacatur counts for immigration law where it cures a procedural or substantive defect (*Matter of
Pickering*, 23 I&N Dec. 621), and a changed sentence, since 25 October 2019, on the same test
(*Matter of Thomas & Thompson*, 27 I&N Dec. 674; 8 CFR 1003.55).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from immconseq.authority import Answer
from immconseq.case import Disposition, Event, EventKind, EventReason, Outcome
from immconseq.mitigation.subject import Subject
from immconseq.offenses.entry import Vehicle

__all__ = ["Mirror", "VehicleNote", "begun_anew", "mirror", "vacated", "vacating"]


@attrs.frozen(kw_only=True)
class VehicleNote:
    """A way in which the place undoes or changes a conviction, and whether that counts.

    Attributes:
        code: The statute.
        name: What people call it.
        cures: What it cures or does.
        counts: ``yes``, ``no`` or ``contested``: does immigration law take what it does as done?
        authority: Who says so.
    """

    code: str
    name: str
    cures: str
    counts: str
    authority: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON, every key always there."""
        return {
            "code": self.code,
            "name": self.name,
            "cures": self.cures,
            "counts": self.counts,
            "authority": list(self.authority),
        }


@attrs.frozen(kw_only=True)
class Mirror:
    """How an old count is brought to where a new one would be.

    Attributes:
        open_then: Could the substitute have been had on the day of the conviction: was there such
            an offense, at that level, with so long a term? ``None``: a day is not known.
        vehicles: What the place has, that which counts first.
    """

    open_then: bool | None
    vehicles: tuple[VehicleNote, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON, every key always there."""
        return {
            "open_then": self.open_then,
            "vehicles": [vehicle.to_dict() for vehicle in self.vehicles],
        }


_ORDER = (Answer.YES, Answer.CONTESTED, Answer.NO)


def mirror(subject: Subject, substitutes: tuple[Disposition, ...]) -> Mirror:
    """What is to be said of an alternative to an old count."""
    vehicles = [
        v
        for v in subject.catalog.vehicles(subject.given.offense.jurisdiction)
        if v.on(subject.as_of) and "arrest" not in v.acts_on
    ]
    return Mirror(
        open_then=_open_then(subject, substitutes),
        vehicles=tuple(
            _note(vehicle) for vehicle in sorted(vehicles, key=lambda v: _ORDER.index(v.counts))
        ),
    )


def _note(vehicle: Vehicle) -> VehicleNote:
    return VehicleNote(
        code=vehicle.code,
        name=vehicle.names[0],
        cures=vehicle.cures,
        counts=vehicle.counts.value,
        authority=tuple(holding.cite for holding in vehicle.holdings),
    )


def _open_then(subject: Subject, substitutes: tuple[Disposition, ...]) -> bool | None:
    """A count that was diverted instead needed no offense to be there."""
    given = subject.given
    if given.committed_on is None or given.disposed_on is None:
        return None
    for count in substitutes:
        if count.outcome is not Outcome.CONVICTED:
            continue
        try:
            resolved = subject.catalog.resolve(count.offense.jurisdiction, count.offense.code)
        except LookupError:
            return None
        row = next(
            (v for v in resolved.entry.variants if v.id == count.offense.variant), resolved.entry
        )
        level = None if count.offense.level is None else count.offense.level.value
        if not row.maxima(level, given.committed_on, given.disposed_on):
            return False
    return True


def vacating(subject: Subject) -> tuple[str, str]:
    """What is done first, and what it must rest on."""
    codes = [
        v.code
        for v in subject.catalog.vehicles(subject.given.offense.jurisdiction)
        if v.on(subject.as_of)
        and v.counts is Answer.YES
        and "conviction" in v.acts_on
        and (subject.given.outcome is Outcome.DEFERRED or not v.for_deferred)
    ]
    by = f", for instance under {' or '.join(codes)}" * bool(codes)
    return (
        f"Vacate the conviction of {subject.count.offense.code}{by}",
        "The order that vacates the conviction rests on a procedural or substantive defect, and"
        " says so; one for rehabilitation or to spare immigration hardship does not count.",
    )


def vacated(count: Disposition, on: dt.date) -> Disposition:
    """The old count, vacated for a legal defect on a day."""
    event = Event(kind=EventKind.VACATED, on=on, reason=EventReason.LEGAL_DEFECT)
    return attrs.evolve(count, events=(*count.events, event))


def begun_anew(subject: Subject, ref: str, count: Disposition) -> Disposition:
    """The count that is pleaded to in the old one's place, on the day of the question."""
    return attrs.evolve(
        count,
        ref=ref,
        outcome=Outcome.CONVICTED,
        disposed_on=subject.as_of,
        plea_on=None,
        judgment_entered=None,
        appeal_pending=None,
        appeal_waived=True,
        events=(),
    )
