"""101(a)(13)(C): the permanent resident who returns from abroad."""

from __future__ import annotations

import datetime as dt
import functools

from immconseq.authority import Answer, Authority, Court, Holding
from immconseq.case import Outcome
from immconseq.facts.aggregates import WHICH_COMPLETED, alike_for_each
from immconseq.facts.context import Context
from immconseq.facts.grounds import GROUNDS
from immconseq.facts.history import of_item, what
from immconseq.facts.model import (
    CasePremise,
    Issue,
    Reading,
    all_of,
    any_of,
    case_premise,
    disposition_premise,
)
from immconseq.facts.offense import profile_of_charges
from immconseq.facts.stop_time import APRIL_1997
from immconseq.values import NO

__all__ = [
    "charge_may_lead_to_inadmissibility",
    "conduct_counts_for_return",
    "conduct_makes_returning_seek_admission",
    "every_offense_counts_for_return",
    "relieved_since",
    "smuggling_was_on_this_trip",
]

RETURN = Authority(cite="8 USC 1101(a)(13)(C)(v)")
VARTELAS = Authority(
    cite="Vartelas v. Holder, 566 U.S. 257 (2012)",
    court=Court.SCOTUS,
    date=dt.date(2012, 3, 28),
)
LAU = Authority(
    cite="Blanche v. Lau, No. 25-429 (U.S. June 23, 2026)",
    court=Court.SCOTUS,
    date=dt.date(2026, 6, 23),
)
_ENTRIES = tuple(entry for ground in GROUNDS for entry in ground.entries)


EARLIER_CONDUCT_COUNTS = Issue(
    name="conduct_before_april_1997_counts_for_return",
    text="Conduct before 1 April 1997 makes a resident who returns seek admission.",
    holdings=(
        Holding(
            answer=Answer.YES,
            court=Court.BIA,
            # The reporter gives the year; the day is not known here.
            decided=dt.date(1998, 1, 1),
            cite="Matter of Collado-Munoz, 21 I&N Dec. 1061 (BIA 1998)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.CA4,
            decided=dt.date(2004, 10, 19),
            cite="Olatunji v. Ashcroft, 387 F.3d 383 (4th Cir. 2004)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.CA9,
            decided=dt.date(2007, 8, 28),
            cite="Camins v. Gonzales, 500 F.3d 872 (9th Cir. 2007)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA2,
            decided=dt.date(2010, 9, 9),
            cite="Vartelas v. Holder, 620 F.3d 108 (2d Cir. 2010)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.SCOTUS,
            decided=dt.date(2012, 3, 28),
            cite="Vartelas v. Holder, 566 U.S. 257 (2012)",
        ),
    ),
)


@disposition_premise(
    "It was committed on or after 1 April 1997, or earlier conduct counts too.",
    VARTELAS,
    issues=(EARLIER_CONDUCT_COUNTS,),
)
def conduct_counts_for_return(ctx: Context, index: int) -> Reading:
    """For earlier conduct the earlier law of returning residents governs: *Vartelas*."""
    at, day = ctx.path(index, "committed_on"), ctx.disposition(index).committed_on
    return Reading.unknown(at) if day is None else _day_counts(ctx, day, at)


def _day_counts(ctx: Context, day: dt.date, at: str) -> Reading:
    return Reading.yes(at) if day >= APRIL_1997 else EARLIER_CONDUCT_COUNTS.read(ctx)


def _granted_since(ctx: Context, day: dt.date | None, at: str) -> Reading:
    """Was relief under 212(h) or 240A(a) granted after an offense of *day*, whose path is *at*?

    Each of two items of the history covers more than the one kind of relief that counts. But
    cancellation granted to one who became a resident after 1 April 1997, and before the offense,
    can only be that of 240A(a): suspension was gone by then, and 240A(b) is not for residents.
    """
    person = ctx.case.person
    readings = [
        of_item(ctx, item, functools.partial(_granted, ctx, item, day, at))
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
        ctx.of(conduct_counts_for_return, index),
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
    return alike_for_each(ctx, lambda i: _counts_for_return(ctx, i), WHICH_COMPLETED)


@functools.cache
def conduct_makes_returning_seek_admission(item: str) -> CasePremise:
    """A premise: conduct that the history tells of counts against a resident who returns."""
    path = f"$.person.history.{item}"

    def one(ctx: Context, on: dt.date) -> Reading:
        relieved = _granted_since(ctx, on, path)
        return all_of(
            _day_counts(ctx, on, path),
            _not(relieved),
        )

    return CasePremise(
        name=f"return_burdened_by_{item}",
        text=f"The history says so: {what(item)}; on or after 1 April 1997, and no waiver under"
        " 212(h) or cancellation under 240A(a) was granted since.",
        ask=lambda ctx: of_item(ctx, item, lambda on: one(ctx, on)),
        authority=(RETURN, VARTELAS),
    )


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


@case_premise(
    "The help to another to enter was given on the trip from which the resident returns.",
    Authority(cite="8 USC 1101(a)(13)(C)(iii)"),
)
def smuggling_was_on_this_trip(ctx: Context) -> Reading:
    """No fact of a case speaks of a trip."""
    return Reading.unbuilt(
        "whether the smuggling was on the trip from which the resident returns (INA"
        " 101(a)(13)(C)(iii); Matter of Guzman Martinez, 25 I&N Dec. 845)"
    )
