"""Residence and the clock: when an offense was committed against the seven years of 240A(a)(2)."""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Answer, Authority, Court, Holding, Side
from immconseq.case import LprBy, Outcome
from immconseq.facts.context import MAY_CONVICT, Context
from immconseq.facts.model import (
    Issue,
    Reading,
    Shortfall,
    case_premise,
    disposition_premise,
    pair_premise,
)
from immconseq.facts.offense import profile_of_charges
from immconseq.facts.person import RESIDENTS, history_says, years_after
from immconseq.values import NO

__all__ = [
    "charge_may_lead_to_inadmissibility",
    "committed_on_or_after_april_1997",
    "day_committed",
    "every_offense_within_seven_years",
    "offense_before_1997_counts",
    "stopped_within_seven_years",
    "stopped_within_seven_years_by_two",
]

APRIL_1997 = dt.date(1997, 4, 1)
SEVEN = 7
RESIDENCE = Authority(cite="8 USC 1229b(a)(2), (d)(1)(B)")

BOARD_ON_THE_CLOCK = Authority(
    cite="Matter of Robles-Urrea, 24 I&N Dec. 22 (BIA 2006)",
    court=Court.BIA,
    date=dt.date(2006, 9, 27),
)

BEFORE_1997 = Issue(
    name="offense_before_1997_stops_clock",
    text="An offense committed before 1 April 1997 stops the clock.",
    holdings=(
        Holding(
            answer=Answer.YES,
            court=Court.BIA,
            decided=dt.date(1999, 5, 12),
            cite="Matter of Perez, 22 I&N Dec. 689 (BIA 1999)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.BIA,
            decided=dt.date(2006, 9, 27),
            cite="Matter of Robles-Urrea, 24 I&N Dec. 22 (BIA 2006)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA2,
            decided=dt.date(2008, 4, 23),
            cite="Zuluaga Martinez v. INS, 523 F.3d 365 (2d Cir. 2008)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA3,
            decided=dt.date(2014, 11, 3),
            cite="Guzman v. Attorney General, 770 F.3d 1077 (3d Cir. 2014)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.CA9,
            decided=dt.date(2006, 11, 22),
            cite="Sinotes-Cruz v. Gonzales, 468 F.3d 1190 (9th Cir. 2006)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.CA4,
            decided=dt.date(2014, 11, 18),
            cite="Jaghoori v. Holder, 772 F.3d 764 (4th Cir. 2014)",
        ),
    ),
)


@disposition_premise(
    "It was committed on or after 1 April 1997, or an earlier offense stops the clock too.",
    Authority(cite="8 USC 1229b(d)(1)(B)"),
)
def offense_before_1997_counts(ctx: Context, index: int) -> Reading:
    """Whether the clock rule reaches back is a split of the circuits.

    The two that say no spoke of pleas from before that day as well; of a later plea to an earlier
    offense they have not spoken.
    """
    at, day = ctx.path(index, "committed_on"), ctx.disposition(index).committed_on
    if day is None:
        return Reading.unknown(at)
    if day >= APRIL_1997:
        return Reading.yes(at)
    settled = BEFORE_1997.read(ctx)
    if settled.value is not NO:
        return settled
    here, pleaded = ctx.path(index, "disposed_on"), ctx.disposed_on(index)
    if pleaded is None:
        return Reading.unknown(here)
    if pleaded < APRIL_1997:
        return settled
    return Reading.contested((*settled.authorities, (BOARD_ON_THE_CLOCK, Side.FOR)), at, here)


@disposition_premise(
    "It was committed on or after 1 April 1997.",
    Authority(
        cite="Vartelas v. Holder, 566 U.S. 257 (2012)",
        court=Court.SCOTUS,
        date=dt.date(2012, 3, 28),
    ),
)
def committed_on_or_after_april_1997(ctx: Context, index: int) -> Reading:
    """Of earlier conduct the old law on a resident's return governs."""
    at, day = ctx.path(index, "committed_on"), ctx.disposition(index).committed_on
    return Reading.unknown(at) if day is None else Reading.of(day >= APRIL_1997, at)


def _start(ctx: Context) -> tuple[dt.date | None, str]:
    """The day from which the seven years run, and its path."""
    person = ctx.case.person
    if person.first_admitted_on is not None:
        return person.first_admitted_on, "$.person.first_admitted_on"
    if (
        person.lpr_by is LprBy.ADJUSTMENT
        and person.admitted is False
        and person.status in RESIDENTS
    ):
        return person.lpr_on, "$.person.lpr_on"
    return None, "$.person.first_admitted_on"


def _within(ctx: Context, day: dt.date | None, at: tuple[str, ...]) -> Reading:
    start, path = _start(ctx)
    if day is None or start is None:
        return Reading.unknown(*(at if day is None else ()), *((path,) if start is None else ()))
    full = years_after(start, SEVEN)
    if day < full:
        return Reading.yes(*at, path, found=f"the clock stopped {day}, seven years end {full}")
    return Reading.no(
        *at,
        path,
        found=f"the clock stopped {day}, seven years ended {full}",
        short_by=Shortfall(amount=str((day - full).days), unit="days"),
    )


@disposition_premise(
    "It was committed before seven years of residence after an admission were complete.", RESIDENCE
)
def stopped_within_seven_years(ctx: Context, index: int) -> Reading:
    """An offense on the seventh anniversary or later leaves the seven years whole."""
    return _within(ctx, ctx.disposition(index).committed_on, (ctx.path(index, "committed_on"),))


@pair_premise(
    "The later of the two was committed before seven years of residence were complete.",
    RESIDENCE,
    Authority(
        cite="Matter of Deanda-Romo, 23 I&N Dec. 597 (BIA 2003)",
        court=Court.BIA,
        date=dt.date(2003, 5, 8),
    ),
)
def stopped_within_seven_years_by_two(ctx: Context, one: int, two: int) -> Reading:
    """A first petty crime counts only from the commission of the second."""
    days = [ctx.disposition(i).committed_on for i in (one, two)]
    paths = tuple(ctx.path(i, "committed_on") for i in (one, two))
    if days[0] is None or days[1] is None:
        # One day that lies beyond the seven years settles it, whatever the other is.
        known = [d for d in days if d is not None]
        if known:
            alone = _within(ctx, known[0], paths)
            if alone.value is NO:
                return alone
        missing = tuple(p for p, d in zip(paths, days, strict=True) if d is None)
        return Reading.unknown(*missing)
    return _within(ctx, max(days[0], days[1]), paths)


@case_premise(
    "Offenses whose terms come to five years were committed before seven years of residence were"
    " complete.",
    RESIDENCE,
)
def every_offense_within_seven_years(ctx: Context) -> Reading:
    """Where some were committed before and some after, the library does not say which count."""
    readings = [
        _within(ctx, d.committed_on, (ctx.path(i, "committed_on"),))
        for i, d in enumerate(ctx.case.dispositions)
        if d.outcome in MAY_CONVICT
    ]
    values = {r.value for r in readings}
    if len(values) == 1:
        return readings[0]
    unknown = next((r for r in readings if r.missing), None)
    if unknown is not None:
        return unknown
    return Reading.unbuilt("which of several offenses completed the five years, and when")


@disposition_premise(
    "A charge is pending that would make a returning resident inadmissible.",
    Authority(
        cite="Blanche v. Lau, No. 25-429 (U.S. June 23, 2026)",
        court=Court.SCOTUS,
        date=dt.date(2026, 6, 23),
    ),
)
def charge_may_lead_to_inadmissibility(ctx: Context, index: int) -> Reading:
    """On a charge alone the point is open: commission must be proved at the hearing."""
    at = ctx.path(index, "outcome")
    if ctx.disposition(index).outcome not in (
        Outcome.ARRESTED,
        Outcome.CHARGED,
        Outcome.DIVERTED_BEFORE_PLEA,
        Outcome.DIVERTED,
    ):
        return Reading.no(at)
    named = profile_of_charges(ctx, index, "cimt", "controlled_substance", "drug_trafficking")
    if named.pair.high is NO:
        return Reading.no(at, *named.paths)
    return Reading.unknown(at)


waived_since = history_says("prior_212c_or_212h")


def day_committed(ctx: Context, binding: tuple[int, ...]) -> dt.date | None:
    """The day on which the last of the offenses bound was committed; ``None``: not known."""
    days = [ctx.disposition(i).committed_on for i in binding]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None
