"""240A(d)(1)(B): the clock that an offense stops."""

from __future__ import annotations

import datetime as dt
import functools

from immconseq.authority import Answer, Authority, Court, Holding, Side
from immconseq.case import ImmigrationStatus, LprBy
from immconseq.facts.aggregates import WHICH_COMPLETED, alike_for_each
from immconseq.facts.context import Context
from immconseq.facts.history import of_item, what
from immconseq.facts.model import (
    CasePremise,
    Issue,
    Reading,
    case_premise,
    disposition_premise,
    pair_premise,
)
from immconseq.facts.offense import profile_of_charges
from immconseq.facts.person import RESIDENTS, STATUS, years_after
from immconseq.values import NO, YES

__all__ = [
    "APRIL_1997",
    "DEANDA",
    "SEVEN",
    "conduct_counts",
    "conduct_stops_clock",
    "day_committed",
    "every_offense_counts_for_clock",
    "inadmissible_though_admitted",
    "later_offense_counts_for_clock",
    "offense_before_1997_counts",
    "presence_began",
    "removable_on_another_ground",
    "residence_began",
    "terms_render_inadmissible",
]

APRIL_1997 = dt.date(1997, 4, 1)
FIRST_ADMITTED_ON = "$.person.first_admitted_on"
RESIDED_SINCE = "$.person.resided_since"
SEVEN = 7
IIRIRA_ENACTED = dt.date(1996, 9, 30)
BOARD_ON_THE_CLOCK = Authority(
    cite="Matter of Robles-Urrea, 24 I&N Dec. 22 (BIA 2006)",
    court=Court.BIA,
    date=dt.date(2006, 9, 27),
)
DEANDA = Authority(
    cite="Matter of Deanda-Romo, 23 I&N Dec. 597 (BIA 2003)",
    court=Court.BIA,
    date=dt.date(2003, 5, 8),
)
INADMISSIBLE_THOUGH_ADMITTED = Issue(
    name="inadmissible_though_not_seeking_admission",
    text="An offense renders inadmissible one who was admitted and seeks no admission.",
    holdings=(
        Holding(
            answer=Answer.YES,
            court=Court.TEXT,
            cite="8 USC 1229b(d)(1)(B)",
            by_text="renders inadmissible or removable, and no word on who seeks admission",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA5,
            decided=dt.date(2015, 4, 28),
            cite="Calix v. Lynch, 784 F.3d 1000 (5th Cir. 2015)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA2,
            decided=dt.date(2017, 7, 27),
            cite="Heredia v. Sessions, 865 F.3d 60 (2d Cir. 2017)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.CA9,
            decided=dt.date(2018, 8, 23),
            cite="Nguyen v. Sessions, 901 F.3d 1093 (9th Cir. 2018)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA11,
            decided=dt.date(2018, 9, 25),
            cite="Barton v. U.S. Attorney General, 904 F.3d 1294 (11th Cir. 2018)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.SCOTUS,
            decided=dt.date(2020, 4, 23),
            cite="Barton v. Barr, 590 U.S. 222 (2020)",
        ),
    ),
)
SEVEN_YEARS_BY_1997 = Issue(
    name="seven_years_by_april_1997_needed",
    text="Only who had seven years of residence on 1 April 1997 is spared for an earlier offense.",
    holdings=(
        Holding(
            answer=Answer.NO,
            court=Court.CA9,
            decided=dt.date(2006, 11, 22),
            cite="Sinotes-Cruz v. Gonzales, 468 F.3d 1190 (9th Cir. 2006)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA9,
            decided=dt.date(2006, 12, 6),
            cite="Valencia-Alvarez v. Gonzales, 469 F.3d 1319 (9th Cir. 2006)",
        ),
        Holding(
            answer=Answer.CONTESTED,
            court=Court.CA4,
            decided=dt.date(2014, 11, 18),
            cite="Jaghoori v. Holder, 772 F.3d 764 (4th Cir. 2014)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.CA11,
            decided=dt.date(2020, 8, 26),
            effective=dt.date(2020, 7, 14),
            cite="Rendon v. U.S. Attorney General, 972 F.3d 1252 (11th Cir. 2020)",
        ),
    ),
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
        Holding(
            answer=Answer.YES,
            court=Court.CA5,
            decided=dt.date(2006, 12, 14),
            cite="Heaven v. Gonzales, 473 F.3d 167 (5th Cir. 2006)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.CA11,
            decided=dt.date(2020, 8, 26),
            effective=dt.date(2020, 7, 14),
            cite="Rendon v. U.S. Attorney General, 972 F.3d 1252 (11th Cir. 2020)",
        ),
    ),
)


def residence_began(ctx: Context) -> tuple[dt.date | None, str]:
    """The day from which the seven years run, and its path."""
    person = ctx.case.person
    if person.first_admitted_on is not None:
        return person.first_admitted_on, FIRST_ADMITTED_ON
    if (
        person.lpr_by is LprBy.ADJUSTMENT
        and person.admitted is False
        and person.status in RESIDENTS
    ):
        return person.lpr_on, "$.person.lpr_on"
    return None, FIRST_ADMITTED_ON


def presence_began(ctx: Context) -> tuple[dt.date | None, str]:
    """The day from which the ten years run, and its path."""
    return ctx.case.person.resided_since, RESIDED_SINCE


def _before_1997(ctx: Context, pleaded: dt.date | None, at: str, *paths: str) -> Reading:
    """Does an offense from before 1 April 1997 stop the clock? *at* is the path of the plea.

    The circuits that say no spoke of pleas from before that day as well; of a later plea to an
    earlier offense they have not spoken. The Ninth spares only those who had their seven years.
    """
    settled = BEFORE_1997.read(ctx)
    if settled.value is not NO:
        return settled
    needed = SEVEN_YEARS_BY_1997.read(ctx)
    start, here = residence_began(ctx)
    if needed.value is not NO:
        if start is None:
            return Reading.unknown(here)
        full = years_after(start, SEVEN)
        if full > APRIL_1997:
            return needed
        if full > IIRIRA_ENACTED:
            return Reading.contested(
                (*settled.authorities, (BOARD_ON_THE_CLOCK, Side.FOR)), *paths, here
            )
    if pleaded is None:
        return Reading.unknown(at)
    if pleaded < APRIL_1997:
        return settled
    return Reading.contested((*settled.authorities, (BOARD_ON_THE_CLOCK, Side.FOR)), *paths, at)


@disposition_premise(
    "It was committed on or after 1 April 1997, or an earlier offense stops the clock too.",
    Authority(cite="8 USC 1229b(d)(1)(B)"),
)
def offense_before_1997_counts(ctx: Context, index: int) -> Reading:
    """Whether the clock rule reaches back is a split of the circuits."""
    at, day = ctx.path(index, "committed_on"), ctx.disposition(index).committed_on
    if day is None:
        return Reading.unknown(at)
    if day >= APRIL_1997:
        return Reading.yes(at)
    return _before_1997(ctx, ctx.disposed_on(index), ctx.path(index, "disposed_on"), at)


@pair_premise(
    "The later of the two was committed on or after 1 April 1997, or an earlier offense stops the"
    " clock too.",
    Authority(cite="8 USC 1229b(d)(1)(B)"),
    DEANDA,
)
def later_offense_counts_for_clock(ctx: Context, one: int, two: int) -> Reading:
    """The clock stops with the second crime, so that the day of the first does not matter."""
    days = {i: ctx.disposition(i).committed_on for i in (one, two)}
    for i, day in days.items():
        if day is not None and day >= APRIL_1997:
            return Reading.yes(ctx.path(i, "committed_on"))
    missing = [ctx.path(i, "committed_on") for i, day in days.items() if day is None]
    if missing:
        return Reading.unknown(*missing)
    later = max(days, key=lambda i: (days[i] or dt.date.min, i))
    return ctx.of(offense_before_1997_counts, later)


@case_premise(
    "The ground of inadmissibility reaches one who was admitted and seeks no admission.",
    Authority(cite="8 USC 1229b(d)(1)(B)"),
)
def inadmissible_though_admitted(ctx: Context) -> Reading:
    """*Nguyen* spoke of a permanent resident; of others who were admitted it said nothing."""
    settled = INADMISSIBLE_THOUGH_ADMITTED.read(ctx)
    status = ctx.case.person.status
    if settled.value is not NO or status in RESIDENTS:
        return settled
    if status is ImmigrationStatus.UNKNOWN:
        return Reading.unknown(STATUS)
    text = INADMISSIBLE_THOUGH_ADMITTED.holdings[0].authority
    return Reading.contested((*settled.authorities, (text, Side.FOR)), STATUS)


@case_premise(
    "Terms of five years in all render the person inadmissible, or an offense behind them makes"
    " the person removable.",
    Authority(cite="8 USC 1229b(d)(1)(B)"),
)
def terms_render_inadmissible(ctx: Context) -> Reading:
    """Under *Nguyen* each offense must be looked at by itself, which is not encoded."""
    settled = ctx.of_case(inadmissible_though_admitted)
    if settled.value is not NO:
        return settled
    return Reading.unbuilt(
        "whether one of the offenses whose terms come to five years makes the person removable",
        STATUS,
    )


@disposition_premise(
    "It may be within a ground of removal on firearms, domestic violence, children or another"
    " (not decided).",
    Authority(cite="8 USC 1229b(d)(1)(B)"),
)
def removable_on_another_ground(ctx: Context, index: int) -> Reading:
    """Asked only of the days of *Nguyen*, under which what makes removable stops the clock."""
    named = profile_of_charges(
        ctx,
        index,
        "firearm_or_destructive_device",
        "crime_of_violence",
        "stalking",
        "child_abuse",
        "protective_order_violation",
        "human_trafficking",
    )
    if named.pair.high is NO:
        return Reading.no(*named.paths)
    return Reading.unbuilt(
        "whether an offense that 212(a)(2) names makes the person removable on another ground",
        *named.paths,
    )


@case_premise(
    "Offenses whose terms come to five years were committed on or after 1 April 1997, or earlier"
    " ones stop the clock too.",
    Authority(cite="8 USC 1229b(d)(1)(B)"),
)
def every_offense_counts_for_clock(ctx: Context) -> Reading:
    """Where they differ the library does not say which completed the five years."""
    return alike_for_each(ctx, lambda i: ctx.of(offense_before_1997_counts, i), WHICH_COMPLETED)


@functools.cache
def conduct_stops_clock(item: str) -> CasePremise:
    """A premise: conduct that the history tells of stops the clock, whenever it was."""

    def ask(ctx: Context) -> Reading:
        path = f"$.person.history.{item}"
        if ctx.case.person.history_item(item) and BEFORE_1997.read(ctx).value is YES:
            return Reading.yes(path)
        return of_item(ctx, item, lambda on: conduct_counts(ctx, on, path))

    return CasePremise(
        name=f"clock_stopped_by_{item}",
        text=f"The history says so: {what(item)}; on or after 1 April 1997, or earlier conduct"
        " stops the clock too.",
        ask=ask,
        authority=(Authority(cite="8 USC 1229b(d)(1)(B)"),),
    )


def conduct_counts(ctx: Context, on: dt.date, path: str) -> Reading:
    """Does conduct of a day, told at *path*, stop the clock?"""
    return Reading.yes(path) if on >= APRIL_1997 else _before_1997(ctx, on, path, path)


def day_committed(ctx: Context, binding: tuple[int, ...]) -> dt.date | None:
    """The day on which the last of the offenses bound was committed; ``None``: not known."""
    days = [ctx.disposition(i).committed_on for i in binding]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None
