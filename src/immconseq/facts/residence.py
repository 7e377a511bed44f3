"""Residence, presence and the clock of 240A(d)(1)(B), and the resident who returns."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Sequence

from immconseq.authority import Answer, Authority, Court, Holding, Side
from immconseq.case import ImmigrationStatus, LprBy, Outcome
from immconseq.facts.context import MAY_CONVICT, Context
from immconseq.facts.grounds import GROUNDS
from immconseq.facts.model import (
    CasePremise,
    DispositionPremise,
    Issue,
    PairPremise,
    Reading,
    Shortfall,
    all_of,
    any_of,
    case_premise,
    disposition_premise,
    pair_premise,
)
from immconseq.facts.offense import profile_of_charges
from immconseq.facts.person import RESIDENTS, STATUS, years_after
from immconseq.values import NO, YES

__all__ = [
    "INADMISSIBLE_THOUGH_ADMITTED",
    "charge_may_lead_to_inadmissibility",
    "committed_on_or_after_april_1997",
    "conduct_cuts_presence",
    "conduct_cuts_residence",
    "conduct_makes_returning_seek_admission",
    "conduct_stops_clock",
    "day_committed",
    "day_of_conduct",
    "every_offense_counts_for_clock",
    "every_offense_counts_for_return",
    "every_offense_within_seven_years",
    "every_offense_within_ten_years",
    "inadmissible_though_admitted",
    "later_offense_counts_for_clock",
    "offense_before_1997_counts",
    "relief_granted_before_is_unclear",
    "relieved_since",
    "removable_on_another_ground",
    "stopped_within_seven_years",
    "stopped_within_seven_years_by_two",
    "stopped_within_ten_years",
    "stopped_within_ten_years_by_two",
    "terms_render_inadmissible",
]

IIRIRA_ENACTED = dt.date(1996, 9, 30)
APRIL_1997 = dt.date(1997, 4, 1)
SEVEN, TEN = 7, 10
RESIDENCE = Authority(cite="8 USC 1229b(a)(2), (d)(1)(B)")
PRESENCE = Authority(cite="8 USC 1229b(b)(1)(A), (d)(1)(B)")
RETURN = Authority(cite="8 USC 1101(a)(13)(C)(v)")
FIRST_ADMITTED_ON = "$.person.first_admitted_on"
RESIDED_SINCE = "$.person.resided_since"

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
VARTELAS = Authority(
    cite="Vartelas v. Holder, 566 U.S. 257 (2012)",
    court=Court.SCOTUS,
    date=dt.date(2012, 3, 28),
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


def _start(ctx: Context) -> tuple[dt.date | None, str]:
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


def _arrival(ctx: Context) -> tuple[dt.date | None, str]:
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
    start, here = _start(ctx)
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


@disposition_premise("It was committed on or after 1 April 1997.", VARTELAS)
def committed_on_or_after_april_1997(ctx: Context, index: int) -> Reading:
    """For conduct before that day the earlier law of returning residents governs."""
    at, day = ctx.path(index, "committed_on"), ctx.disposition(index).committed_on
    return Reading.unknown(at) if day is None else Reading.of(day >= APRIL_1997, at)


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


def _alike(ctx: Context, ask: Callable[[int], Reading], gap: str) -> Reading:
    """What is so of each offense that may count toward five years; where they differ, *gap*."""
    readings = [ask(i) for i, d in enumerate(ctx.case.dispositions) if d.outcome in MAY_CONVICT]
    values = {r.value for r in readings}
    if len(values) == 1:
        return readings[0]
    unknown = next((r for r in readings if r.missing), None)
    if unknown is not None:
        return unknown
    return Reading.unbuilt(gap)


_WHICH = "which of several offenses completed the five years, and when"


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
            ask=lambda ctx: _alike(ctx, lambda i: ctx.of(one, i), _WHICH),
            authority=(period,),
        ),
    )


(
    stopped_within_seven_years,
    stopped_within_seven_years_by_two,
    every_offense_within_seven_years,
) = _cut_short("seven", "residence after an admission", RESIDENCE, SEVEN, _start)
(
    stopped_within_ten_years,
    stopped_within_ten_years_by_two,
    every_offense_within_ten_years,
) = _cut_short("ten", "presence since arrival", PRESENCE, TEN, _arrival)


@case_premise(
    "Offenses whose terms come to five years were committed on or after 1 April 1997, or earlier"
    " ones stop the clock too.",
    Authority(cite="8 USC 1229b(d)(1)(B)"),
)
def every_offense_counts_for_clock(ctx: Context) -> Reading:
    """Where they differ the library does not say which completed the five years."""
    return _alike(ctx, lambda i: ctx.of(offense_before_1997_counts, i), _WHICH)


# -- the resident who returns --------------------------------------------------------------------


def _granted_since(ctx: Context, day: dt.date | None, at: str) -> Reading:
    """Was relief under 212(h) or 240A(a) granted after an offense of *day*, whose path is *at*?

    Each of two items of the history covers more than the one kind of relief that counts. But
    cancellation granted to one who became a resident after 1 April 1997, and before the offense,
    can only be that of 240A(a): suspension was gone by then, and 240A(b) is not for residents.
    """
    person = ctx.case.person
    readings = [
        _of_item(ctx, item, functools.partial(_granted, ctx, item, day, at))
        for item in ("prior_cancellation", "prior_212c_or_212h")
        if person.history_item(item) is not False
    ]
    return any_of(*readings) if readings else Reading.no("$.person.history")


def _granted(ctx: Context, item: str, day: dt.date | None, at: str, granted: dt.date) -> Reading:
    path = f"$.person.history.{item}"
    if day is None:
        return Reading.unknown(at)
    if granted <= day:
        return Reading.no(path, at, found=f"granted {granted}, and the offense is of {day}")
    became = ctx.case.person.lpr_on
    if item == "prior_cancellation" and became is not None and APRIL_1997 <= became <= day:
        return Reading.yes(path, at, found=f"granted {granted}, after the offense of {day}")
    return Reading.unbuilt(
        "whether what was granted since was a waiver under 212(h) or cancellation under 240A(a)",
        path,
    )


def _of_item(ctx: Context, item: str, ask: Callable[[dt.date], Reading]) -> Reading:
    """What is so of some instance of an item of the history, by its day."""
    path = f"$.person.history.{item}"
    known = ctx.case.person.history_item(item)
    if known is False:
        return Reading.no(path)
    entries = ctx.case.person.history_entries(item)
    if known is None or not entries:
        return Reading.unknown(path)
    return any_of(*(Reading.unknown(path) if e.on is None else ask(e.on) for e in entries))


@disposition_premise(
    "A waiver under 212(h) or cancellation under 240A(a) was granted since the offense.", RETURN
)
def relieved_since(ctx: Context, index: int) -> Reading:
    """A grant before the offense does not help, nor does former 212(c) relief."""
    return _granted_since(ctx, ctx.disposition(index).committed_on, ctx.path(index, "committed_on"))


def _not(reading: Reading) -> Reading:
    return Reading(
        pair=reading.pair.negated(),
        paths=reading.paths,
        missing=reading.missing,
        found=reading.found,
        gap=reading.gap,
    )


def _counts_for_return(ctx: Context, index: int) -> Reading:
    relieved = ctx.of(relieved_since, index)
    return all_of(
        ctx.of(committed_on_or_after_april_1997, index),
        _not(relieved),
    )


@case_premise(
    "Offenses whose terms come to five years were committed on or after 1 April 1997, and no"
    " waiver under 212(h) or cancellation under 240A(a) was granted since.",
    RETURN,
    VARTELAS,
)
def every_offense_counts_for_return(ctx: Context) -> Reading:
    """Where they differ the library does not say which completed the five years."""
    return _alike(ctx, lambda i: _counts_for_return(ctx, i), _WHICH)


# -- conduct that the history tells of ------------------------------------------------------------

# The day of such an item is that of the conduct, and not of the finding or the admission of it.


def _what(item: str) -> str:
    return item.replace("_", " ")


@functools.cache
def conduct_stops_clock(item: str) -> CasePremise:
    """A premise: conduct that the history tells of stops the clock, whenever it was."""

    def ask(ctx: Context) -> Reading:
        path = f"$.person.history.{item}"
        if ctx.case.person.history_item(item) and BEFORE_1997.read(ctx).value is YES:
            return Reading.yes(path)
        return _of_item(ctx, item, lambda on: _conduct_counts(ctx, on, path))

    return CasePremise(
        name=f"clock_stopped_by_{item}",
        text=f"The history says so: {_what(item)}; on or after 1 April 1997, or earlier conduct"
        " stops the clock too.",
        ask=ask,
        authority=(Authority(cite="8 USC 1229b(d)(1)(B)"),),
    )


def _conduct_counts(ctx: Context, on: dt.date, path: str) -> Reading:
    return Reading.yes(path) if on >= APRIL_1997 else _before_1997(ctx, on, path, path)


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
        return all_of(_conduct_counts(ctx, on, path), _within(years, begun(ctx), on, (path,)))

    return CasePremise(
        name=f"{name}_{item}",
        text=f"The history says so: {_what(item)}; before {words} were complete.",
        ask=lambda ctx: _of_item(ctx, item, lambda on: one(ctx, on)),
        authority=(authority,),
    )


@functools.cache
def conduct_cuts_residence(item: str) -> CasePremise:
    """A premise: conduct that the history tells of came before seven years were complete."""
    return _conduct_cuts(
        item,
        "residence_cut_by",
        SEVEN,
        _start,
        "seven years of residence after an admission",
        RESIDENCE,
    )


@functools.cache
def conduct_cuts_presence(item: str) -> CasePremise:
    """A premise: conduct that the history tells of came before ten years were complete."""
    return _conduct_cuts(
        item, "presence_cut_by", TEN, _arrival, "ten years of presence since arrival", PRESENCE
    )


@functools.cache
def conduct_makes_returning_seek_admission(item: str) -> CasePremise:
    """A premise: conduct that the history tells of counts against a resident who returns."""
    path = f"$.person.history.{item}"

    def one(ctx: Context, on: dt.date) -> Reading:
        relieved = _granted_since(ctx, on, path)
        return all_of(
            Reading.of(on >= APRIL_1997, path),
            _not(relieved),
        )

    return CasePremise(
        name=f"return_burdened_by_{item}",
        text=f"The history says so: {_what(item)}; on or after 1 April 1997, and no waiver under"
        " 212(h) or cancellation under 240A(a) was granted since.",
        ask=lambda ctx: _of_item(ctx, item, lambda on: one(ctx, on)),
        authority=(RETURN, VARTELAS),
    )


LAU = Authority(
    cite="Blanche v. Lau, No. 25-429 (U.S. June 23, 2026)",
    court=Court.SCOTUS,
    date=dt.date(2026, 6, 23),
)
_ENTRIES = tuple(entry for ground in GROUNDS for entry in ground.entries)


@disposition_premise("A charge is pending that would make a returning resident inadmissible.", LAU)
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
    named = profile_of_charges(ctx, index, *_ENTRIES)
    if named.pair.high is NO:
        return Reading.no(at, *named.paths)
    return Reading.unknown(at)


def day_committed(ctx: Context, binding: tuple[int, ...]) -> dt.date | None:
    """The day on which the last of the offenses bound was committed; ``None``: not known."""
    days = [ctx.disposition(i).committed_on for i in binding]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def day_of_conduct(item: str) -> Callable[[Context, Sequence[int]], dt.date | None]:
    """The first day of conduct that the history tells of; ``None``: some day is not known."""

    def day(ctx: Context, _: Sequence[int]) -> dt.date | None:
        days = [entry.on for entry in ctx.case.person.history_entries(item)]
        known = [on for on in days if on is not None]
        return min(known) if known and len(known) == len(days) else None

    return day


@case_premise(
    "Whether what was granted before was 212(c) relief, which alone is a bar, is not decided.",
    Authority(cite="8 USC 1229b(c)(6)"),
)
def relief_granted_before_is_unclear(ctx: Context) -> Reading:
    """One item of the history covers two kinds of relief, of which one alone is a bar."""
    return Reading.unbuilt("whether what was granted before was 212(c) or 212(h) relief")
