"""240A(a)(2) and (b)(1)(A): residence and presence that an offense cuts short."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable

from immconseq.authority import Authority
from immconseq.case import ImmigrationStatus
from immconseq.facts.aggregates import WHICH_COMPLETED, alike_for_each
from immconseq.facts.context import Context
from immconseq.facts.history import of_item, what
from immconseq.facts.model import (
    CasePremise,
    DispositionPremise,
    PairPremise,
    Reading,
    Shortfall,
    all_of,
    case_premise,
)
from immconseq.facts.person import RESIDENTS, STATUS, years_after
from immconseq.facts.stop_time import DEANDA, SEVEN, conduct_counts, presence_began, residence_began
from immconseq.values import NO

__all__ = [
    "conduct_cuts_presence",
    "conduct_cuts_residence",
    "every_offense_within_seven_years",
    "every_offense_within_ten_years",
    "relief_granted_before_is_unclear",
    "stopped_within_seven_years",
    "stopped_within_seven_years_by_two",
    "stopped_within_ten_years",
    "stopped_within_ten_years_by_two",
    "was_ever_a_resident",
]

TEN = 10
RESIDENCE = Authority(cite="8 USC 1229b(a)(2), (d)(1)(B)")
PRESENCE = Authority(cite="8 USC 1229b(b)(1)(A), (d)(1)(B)")


def _within(
    years: int,
    begun: tuple[dt.date | None, str],
    day: dt.date | None,
    at: tuple[str, ...],
) -> Reading:
    """Did the clock stop on *day*, before so many *years* from the day it had *begun*?

    The last day of a period is complete: an offense on the anniversary or later leaves it whole.
    """
    start, path = begun
    if day is None or start is None:
        return Reading.unknown(*(at if day is None else ()), *((path,) if start is None else ()))
    full = years_after(start, years)
    if day < start:
        return Reading.unbuilt("whether an offense stops a clock that had not begun", *at, path)
    if day < full:
        return Reading.yes(*at, path, found=f"the clock stopped {day}, {years} years end {full}")
    return Reading.no(
        *at,
        path,
        found=f"the clock stopped {day}, {years} years ended {full}",
        short_by=Shortfall(amount=str((day - full).days), unit="days"),
    )


def _within_by_two(
    years: int, begun: tuple[dt.date | None, str], ctx: Context, one: int, two: int
) -> Reading:
    """A first petty crime counts only from the commission of the second."""
    days = [ctx.disposition(i).committed_on for i in (one, two)]
    paths = tuple(ctx.path(i, "committed_on") for i in (one, two))
    if days[0] is None or days[1] is None:
        # One day that lies beyond the period settles it, whatever the other is.
        known = [d for d in days if d is not None]
        if known:
            alone = _within(years, begun, known[0], paths)
            if alone.value is NO:
                return alone
        missing = tuple(p for p, d in zip(paths, days, strict=True) if d is None)
        return Reading.unknown(*missing)
    return _within(years, begun, max(days[0], days[1]), paths)


def _cut_short(
    word: str,
    of: str,
    period: Authority,
    years: int,
    begins: Callable[[Context], tuple[dt.date | None, str]],
) -> tuple[DispositionPremise, PairPremise, CasePremise]:
    """Premises: an offense, the later of two, and each of several came before a period was whole.

    One on the last anniversary or later leaves the period whole. A first petty crime counts only
    from the commission of the second. Where some of several came before and some after, the
    library does not say which count.
    """
    complete = f"before {word} years of {of} were complete."

    def alone(ctx: Context, index: int) -> Reading:
        at = (ctx.path(index, "committed_on"),)
        return _within(years, begins(ctx), ctx.disposition(index).committed_on, at)

    def by_two(ctx: Context, one: int, two: int) -> Reading:
        return _within_by_two(years, begins(ctx), ctx, one, two)

    one = DispositionPremise(
        name=f"stopped_within_{word}_years",
        text=f"It was committed {complete}",
        ask=alone,
        authority=(period,),
    )
    return (
        one,
        PairPremise(
            name=f"stopped_within_{word}_years_by_two",
            text=f"The later of the two was committed {complete}",
            ask=by_two,
            authority=(period, DEANDA),
        ),
        CasePremise(
            name=f"every_offense_within_{word}_years",
            text=f"Offenses whose terms come to five years were committed {complete}",
            ask=lambda ctx: alike_for_each(ctx, lambda i: ctx.of(one, i), WHICH_COMPLETED),
            authority=(period,),
        ),
    )


(
    stopped_within_seven_years,
    stopped_within_seven_years_by_two,
    every_offense_within_seven_years,
) = _cut_short("seven", "residence after an admission", RESIDENCE, SEVEN, residence_began)
(
    stopped_within_ten_years,
    stopped_within_ten_years_by_two,
    every_offense_within_ten_years,
) = _cut_short("ten", "presence since arrival", PRESENCE, TEN, presence_began)


def _conduct_cuts(
    item: str,
    name: str,
    years: int,
    begun: Callable[[Context], tuple[dt.date | None, str]],
    words: str,
    authority: Authority,
) -> CasePremise:
    path = f"$.person.history.{item}"

    def one(ctx: Context, on: dt.date) -> Reading:
        return all_of(conduct_counts(ctx, on, path), _within(years, begun(ctx), on, (path,)))

    return CasePremise(
        name=f"{name}_{item}",
        text=f"The history says so: {what(item)}; before {words} were complete.",
        ask=lambda ctx: of_item(ctx, item, lambda on: one(ctx, on)),
        authority=(authority,),
    )


@functools.cache
def conduct_cuts_residence(item: str) -> CasePremise:
    """A premise: conduct that the history tells of came before seven years were complete."""
    return _conduct_cuts(
        item,
        "residence_cut_by",
        SEVEN,
        residence_began,
        "seven years of residence after an admission",
        RESIDENCE,
    )


@functools.cache
def conduct_cuts_presence(item: str) -> CasePremise:
    """A premise: conduct that the history tells of came before ten years were complete."""
    return _conduct_cuts(
        item,
        "presence_cut_by",
        TEN,
        presence_began,
        "ten years of presence since arrival",
        PRESENCE,
    )


@case_premise(
    "The person is or was a permanent resident, for whom alone there was 212(c) relief.",
    Authority(cite="8 CFR 1212.3"),
)
def was_ever_a_resident(ctx: Context) -> Reading:
    """By the status, or by a day of residence or an admission as a resident that the case gives."""
    person = ctx.case.person
    if person.status in RESIDENTS or person.lpr_on is not None:
        return Reading.yes(STATUS)
    if any(a.as_status in RESIDENTS for a in person.admissions or ()):
        return Reading.yes("$.person.admissions")
    if person.status is ImmigrationStatus.UNKNOWN:
        return Reading.unknown(STATUS)
    return Reading.no(STATUS, "$.person.lpr_on")


@case_premise(
    "Whether what was granted before was 212(c) relief, which alone is a bar, is not decided.",
    Authority(cite="8 USC 1229b(c)(6)"),
)
def relief_granted_before_is_unclear(ctx: Context) -> Reading:
    """One item of the history covers two kinds of relief, of which one alone is a bar."""
    return Reading.unbuilt("whether what was granted before was 212(c) or 212(h) relief")
