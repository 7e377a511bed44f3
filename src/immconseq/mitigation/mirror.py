"""The mirror of the front end: an old conviction vacated, and what would have been agreed to then.

The new plea does not sentence anew what was served: time under a vacated sentence is credited in
full (*North Carolina v. Pearce*, 395 U.S. 711 (1969)). A vacatur counts for immigration law where
it cures a procedural or substantive defect (*Matter of Pickering*, 23 I&N Dec. 621), and a changed
sentence, since 25 October 2019, on the same test (*Matter of Thomas & Thompson*, 27 I&N Dec. 674;
8 CFR 1003.55).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from immconseq.authority import Answer
from immconseq.case import Disposition, Event, EventKind, EventReason, Outcome, Sentence
from immconseq.mitigation.programs import named, open_to
from immconseq.mitigation.subject import Subject, imposed_days, suspended_days
from immconseq.offenses.entry import Vehicle

__all__ = [
    "Mirror",
    "VehicleNote",
    "begun_anew",
    "crediting",
    "mirror",
    "offered_credit",
    "vacated",
    "vacating",
]


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
            an offense, at that level, with so long a term, or a program of diversion that might
            take the count? ``None``: a day is not known, or no program of the place is.
        vehicles: What the place has that may be for this count, that which counts first.
        programs_then: Of a diversion, the programs of that day that might take the count, each
            with what it asks; of anything else none.
    """

    open_then: bool | None
    vehicles: tuple[VehicleNote, ...]
    programs_then: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As JSON, every key always there."""
        return {
            "open_then": self.open_then,
            "vehicles": [vehicle.to_dict() for vehicle in self.vehicles],
            "programs_then": list(self.programs_then),
        }


_ORDER = (Answer.YES, Answer.CONTESTED, Answer.NO)


def mirror(subject: Subject, substitutes: tuple[Disposition, ...]) -> Mirror:
    """What is to be said of an alternative to an old count."""
    open_then = _open_then(subject, substitutes)
    programs: tuple[str, ...] = ()
    if substitutes[0].outcome is Outcome.DIVERTED_BEFORE_PLEA:
        open_then, programs = _diversion_then(subject)
    return Mirror(
        open_then=open_then,
        vehicles=tuple(
            _note(vehicle)
            for vehicle in sorted(_vehicles(subject), key=lambda v: _ORDER.index(v.counts))
        ),
        programs_then=programs,
    )


def _vehicles(subject: Subject) -> list[Vehicle]:
    """Those of the place that may be for this count, on the day of the question."""
    given, own = subject.given, subject.standing
    level = own.levels[0] if len(own.levels) == 1 else None
    stages = _stages(subject)
    return [
        v
        for v in subject.catalog.vehicles(given.offense.jurisdiction)
        if v.on(subject.as_of)
        and "arrest" not in v.acts_on
        and (given.outcome is Outcome.DEFERRED or not v.for_deferred)
        and (not v.open_while or not stages.isdisjoint(v.open_while))
        and _by_probation(given, v.probation)
        and v.may_reach(own.prong or own.entry, own.entry, level, given.disposed_on)
    ]


def _by_probation(given: Disposition, probation: str | None) -> bool:
    """Is it for one who was put on probation, or was not, as far as that is known?"""
    days = given.sentence.probation_days
    return probation is None or days is None or (days > 0) == (probation == "with")


SIX_MONTHS = dt.timedelta(days=184)
"""As long as six months of the calendar may be."""

_SUPERVISED = dt.timedelta(days=5 * 366)
"""For how long, at most, a person is taken to be supervised after a term where nothing says."""


def _stages(subject: Subject) -> frozenset[str]:
    """How far the case may have come; where a day is not known, each that it may be."""
    given = subject.given
    found = set()
    if given.outcome is Outcome.DEFERRED and not given.judgment_entered:
        found.add("before_sentence")
    on, probation = given.disposed_on, given.sentence.probation_days
    if probation != 0 and (on is None or subject.as_of <= on + SIX_MONTHS):
        found.add("early_probation")
    last = _over_on(given)
    if last is None or subject.as_of <= last:
        found.add("restrained")
    served = _served_by(given)
    if last is None or subject.as_of > last or (probation is None and _after(subject, served)):
        found.add("released")
    return frozenset(found)


def _after(subject: Subject, day: dt.date | None) -> bool:
    return day is None or subject.as_of > day


def _to_serve(given: Disposition) -> int | None:
    """The days that were not suspended; ``None``: not known."""
    imposed = imposed_days(given.sentence)
    return None if imposed is None else imposed - (suspended_days(given.sentence) or 0)


def _served_by(given: Disposition) -> dt.date | None:
    """The last day on which the term can have been served; ``None``: not known."""
    if given.sentence.released_on is not None:
        return given.sentence.released_on
    days = _to_serve(given)
    if given.disposed_on is None or days is None:
        return None
    return _later(given.disposed_on, dt.timedelta(days=days))


def _over_on(given: Disposition) -> dt.date | None:
    """The last day of custody and supervision for the count; ``None``: not known."""
    served = _served_by(given)
    if served is None:
        return None
    days = given.sentence.probation_days
    return _later(served, _SUPERVISED if days is None else dt.timedelta(days=days))


def _later(day: dt.date, by: dt.timedelta) -> dt.date:
    return day + min(by, dt.date.max - day)


def _note(vehicle: Vehicle) -> VehicleNote:
    return VehicleNote(
        code=vehicle.code,
        name=vehicle.names[0],
        cures=vehicle.cures,
        counts=vehicle.counts.value,
        authority=tuple(holding.cite for holding in vehicle.holdings),
    )


def _open_then(subject: Subject, substitutes: tuple[Disposition, ...]) -> bool | None:
    """Was there such an offense, at that level, when the plea was made?"""
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


def _diversion_then(subject: Subject) -> tuple[bool | None, tuple[str, ...]]:
    """Whether a program of the day of the plea might have taken the count, and which."""
    on = subject.given.disposed_on
    if on is None:
        return None, ()
    found = open_to(subject, on)
    if found:
        return True, tuple(named(program) for program in found)
    known = bool(subject.catalog.programs(subject.given.offense.jurisdiction))
    return (False if known else None), ()


def vacating(subject: Subject) -> tuple[str, str]:
    """What is done first, and what it must rest on."""
    codes = [
        v.code for v in _vehicles(subject) if v.counts is Answer.YES and "conviction" in v.acts_on
    ]
    by = f", for instance under {' or '.join(codes)}" * bool(codes)
    return (
        f"Vacate the conviction of {subject.count.offense.code}{by}",
        "The order that vacates the conviction rests on a procedural or substantive defect, and"
        " says so; one for rehabilitation or to spare immigration hardship does not count.",
    )


_CREDIT = {"US-CA": "PC 2900.5", "US-NY": "PL 70.30(3), (5)", "US": "18 USC 3585(b)"}
"""Where the place itself says that time served under a vacated sentence is credited."""


def crediting(subject: Subject) -> tuple[str, str]:
    """How the new plea is sentenced, and what that rests on."""
    place = _CREDIT.get(subject.given.offense.jurisdiction)
    cites = "North Carolina v. Pearce, 395 U.S. 711" + (f"; {place}" if place else "")
    rests_on = f"Everything served under the vacated sentence is credited ({cites})"
    if _still_runs(subject):
        return (
            "Sentence with credit for all that was served, and order no more than was left.",
            f"{rests_on}, and custody and probation end no later than they would have.",
        )
    return (
        "Sentence with credit for time served, and order nothing further.",
        f"{rests_on}, and no new term, probation or program is ordered.",
    )


def offered_credit(subject: Subject, substitutes: tuple[Disposition, ...]) -> str:
    """The same in the words of an offer; what an office's own offer asks for stays."""
    if _still_runs(subject):
        return "with credit for all that was served and no more than was left"
    if any(count.sentence.probation_days for count in substitutes):
        return "with credit for time served"
    return "with credit for time served and nothing further"


def _still_runs(subject: Subject) -> bool:
    """Is some of the old sentence certainly left: a term, or probation?"""
    given = subject.given
    on, probation = given.disposed_on, given.sentence.probation_days or 0
    if on is None:
        return False
    days = max(probation, _to_serve(given) or 0)
    return _later(on, dt.timedelta(days=days)) > subject.as_of


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
        sentence=_what_is_left(subject),
        events=(),
    )


def _what_is_left(subject: Subject) -> Sentence:
    """The old sentence as time served; where it still runs, with what is left of its probation.

    A part that was suspended is not ordered again. When it was served stays as it was: a release
    that nobody has dated came at the latest when the term was over.
    """
    given, sentence = subject.given, subject.count.sentence
    on, days = given.disposed_on, sentence.probation_days
    if _still_runs(subject) and on is not None:
        over = 0 if days is None else max(0, days - (subject.as_of - on).days)
        return attrs.evolve(sentence, probation_days=None if days is None else over)
    imposed, served = _to_serve(given), _served_by(given)
    if sentence.confined or not imposed or served is None:
        served = sentence.released_on
    return attrs.evolve(
        sentence,
        imposed_days=imposed,
        imposed=None,
        suspended_days=0,
        suspended=None,
        revocation_days=None,
        probation_days=0,
        probation_violated=None,
        released_on=served,
    )
