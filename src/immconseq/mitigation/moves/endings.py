"""No plea: the count diverted before one, declined, or cited as no crime.

Each stands alone, and leaves no term and no conviction. The charge stays charged, so that nothing
else that is changed could make a difference.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from immconseq.case import Disposition, Level, Outcome, Plea, Sentence
from immconseq.mitigation.programs import named, open_to
from immconseq.mitigation.subject import Change, State, Subject

__all__ = ["UNNAMED", "endings"]

UNNAMED = "by agreement alone"
"""What a diversion is that no program of the place takes; it comes after every plea."""


def endings(subject: Subject, start: State) -> Iterator[State]:
    """Diversion for any count; of what an office might decline, declining and a civil citation."""
    yield _diverted(subject, start)
    own = subject.standing
    if own.entry is None or not own.entry.low_level or "felony" in own.levels:
        return
    if subject.disposed_of:
        return  # after a conviction was vacated the count is diverted or is pleaded to
    yield _ended(
        subject,
        start,
        Outcome.DECLINED,
        Change(
            key=("decline",),
            strategy="decline_or_civil",
            step="Decline the count.",
            requires=("It is not filed, or is dismissed; it was charged until then.",),
        ),
    )
    if not any(level.level == Level.INFRACTION for level in own.entry.levels):
        return  # what the law makes a crime alone, no ordinance makes less
    yield _ended(
        subject,
        start,
        Outcome.CIVIL,
        Change(
            key=("civil",),
            strategy="decline_or_civil",
            step="Cite it under a civil ordinance, where the place has one that fits.",
            requires=(
                "The citation is no criminal charge: it is not tried as one, guilt need not be"
                " proved beyond a reasonable doubt, and nobody can be jailed for it.",
                "The criminal charge is not filed, or is dismissed; it was charged until then.",
            ),
            warnings=(
                "What a State calls an infraction may yet be a conviction where it is proved as a"
                " crime is (Matter of Eslamizar, 23 I&N Dec. 684).",
            ),
        ),
    )


def _diverted(subject: Subject, start: State) -> State:
    programs = open_to(subject, subject.as_of)
    key: tuple[str, ...] = ("divert",)
    if programs:
        by = f", for instance under {' or '.join(p.code for p in programs)}"
        asked: tuple[str, ...] = tuple(
            f"{named(program)}. A court or an office may still say no." for program in programs
        )
    else:
        key = ("divert", UNNAMED)
        by = ", by an agreement of the office's own"
        asked = (_none_of(subject),)
    return _ended(
        subject,
        start,
        Outcome.DIVERTED_BEFORE_PLEA,
        Change(
            key=key,
            strategy="divert_before_plea",
            step=f"Divert the count before any plea{by}.",
            requires=(
                *asked,
                "No plea, no admission of facts that would warrant guilt and no finding of guilt,"
                " on entry or later.",
                "The charge is dismissed on completion; until then, and after, it was still"
                " charged.",
            ),
        ),
    )


def _none_of(subject: Subject) -> str:
    place = subject.given.offense.jurisdiction
    if subject.catalog.programs(place):
        return (
            "No program of the place that the catalog has takes this count without a plea; an"
            " office may agree to hold a charge back before it is filed, where the law lets it."
        )
    return "The catalog names no program of the place: ask whether there is one that takes it."


def _ended(subject: Subject, start: State, outcome: Outcome, change: Change) -> State:
    """The count ended without a plea, a finding or a term."""
    count: Disposition = start.count
    planned = count.disposed_on
    offense = count.offense
    if outcome is Outcome.CIVIL:
        offense = attrs.evolve(offense, level=Level.INFRACTION)
    ended = attrs.evolve(
        count,
        outcome=outcome,
        offense=offense,
        # A plea may be planned for a later day; what comes in its place is assessed as of today.
        disposed_on=None if planned is None else min(planned, subject.as_of),
        plea=Plea.NONE,
        plea_on=None,
        found_guilty=None,
        judgment_entered=None,
        restraint=None,
        appeal_pending=None,
        appeal_waived=None,
        sentence=Sentence(),
        events=(),
    )
    return start.after(change, ended)
