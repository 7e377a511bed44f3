"""The term of imprisonment: what was ordered, what it became, and what could have been ordered.

INA 101(a)(48)(B), 8 USC 1101(a)(48)(B): confinement ordered, whatever was suspended.
"""

from __future__ import annotations

import datetime as dt
import functools

from immconseq import case_checks
from immconseq.authority import Answer, Authority, Court, Holding, Side
from immconseq.case import Event, EventKind, EventReason, Inchoate, Outcome, Sentence
from immconseq.facts.context import Context
from immconseq.facts.model import (
    DispositionPremise,
    Issue,
    Reading,
    Shortfall,
    any_of,
    case_premise,
    disposition_premise,
)
from immconseq.values import NO, SILENT, UNKNOWN, YES, Pair

__all__ = [
    "SIX_MONTHS",
    "YEAR",
    "custody_for_some_count",
    "imposed_bounds",
    "in_custody_for_offense",
    "maximum_at_most_a_year",
    "maximum_bounds",
    "may_carry_a_year",
    "released_after_transition",
    "six_months_or_less_imposed",
    "term_days",
    "term_of_a_year_or_more",
    "underlying_max_at_least",
]

YEAR = 365
SIX_MONTHS = 180
SIX_CALENDAR_MONTHS = 184
LIFE = 36_500

TERM = Authority(cite="8 USC 1101(a)(48)(B)")
THOMAS = Authority(
    cite="Matter of Thomas & Thompson, 27 I&N Dec. 674 (A.G. 2019)",
    court=Court.AG,
    date=dt.date(2019, 10, 25),
)
COTA_VARGAS = Authority(
    cite="Matter of Cota-Vargas, 23 I&N Dec. 849 (BIA 2005)",
    court=Court.BIA,
    date=dt.date(2005, 11, 18),
)
CARVE_OUT = Authority(cite="8 CFR 1003.55(a)(1)", court=Court.REGULATION, date=dt.date(2024, 7, 29))
AZRAG = Authority(
    cite="Matter of Azrag, 28 I&N Dec. 784 (BIA 2024)", court=Court.BIA, date=dt.date(2024, 2, 23)
)

THOMAS_DAY = dt.date(2019, 10, 25)
CARVE_OUT_DAY = dt.date(2024, 7, 29)


def term_days(sentence: Sentence, which: str) -> int | None:
    """A term in days, however it was given; ``None``: not known.

    *which* is ``imposed``, ``suspended`` or ``max_possible``.
    """
    return case_checks.term_days(getattr(sentence, f"{which}_days"), getattr(sentence, which))


def _by_calendar(sentence: Sentence) -> bool:
    """Was the imposed term given in months or years rather than in days alone?"""
    term = sentence.imposed
    return term is not None and bool(term.years or term.months)


def imposed_bounds(ctx: Context, index: int) -> tuple[int, int]:
    """The least and the most days that may stand as imposed, all doubts included."""
    low, high, _ = _imposed(ctx, index)
    return low, high


def _imposed(ctx: Context, index: int) -> tuple[int, int, Reading]:
    """Least and most days, and a reading that says what the doubt is (its value is no answer)."""
    disposition = ctx.disposition(index)
    at = ctx.path(index, "sentence", "imposed_days")
    original = term_days(disposition.sentence, "imposed")
    if original is None:
        known = disposition.sentence.suspended_days or 0
        low, high, doubt = known, LIFE, Reading.unknown(at)
    else:
        low = high = original
        doubt = Reading.yes(at, found=f"{original} days imposed")
    changes = [
        (k, e)
        for k, e in enumerate(disposition.events)
        if e.kind is EventKind.SENTENCE_MODIFIED and (e.on is None or e.on <= ctx.case.as_of)
    ]
    for k, event in changes:
        here = ctx.path(index, f"events[{k}]")
        if event.imposed_days is None:
            if _modification_counts(ctx, index, here, event).pair == Pair.of(NO):
                continue
            return 0, LIFE, Reading.unknown(f"{here}.imposed_days")
        counts = _modification_counts(ctx, index, here, event)
        if counts.pair == Pair.of(NO):
            continue
        if counts.pair == Pair.of(YES):
            low = high = event.imposed_days
            doubt = Reading(
                pair=Pair.of(YES),
                paths=(f"{here}.imposed_days",),
                authorities=counts.authorities,
                found=f"{event.imposed_days} days after the change",
            )
            continue
        low, high = min(low, event.imposed_days), max(high, event.imposed_days)
        doubt = counts
    return low, high, doubt


def _modification_counts(ctx: Context, index: int, here: str, event: Event) -> Reading:
    """Does a changed sentence count for immigration purposes?

    Before 25 October 2019 it always did (*Cota-Vargas*); from then on only if it cures a defect
    (*Thomas & Thompson*), save, from 29 July 2024 on, where it was requested by that day or
    relied on (8 CFR 1003.55).
    """
    reason = event.reason
    if ctx.case.as_of < THOMAS_DAY:
        return Reading(pair=Pair.of(YES), authorities=((COTA_VARGAS, Side.FOR),))
    if reason is EventReason.LEGAL_DEFECT:
        return Reading(pair=Pair.of(YES), authorities=((THOMAS, Side.FOR),))
    if ctx.case.as_of >= CARVE_OUT_DAY:
        requested, relied, on = event.requested_on, event.relied_on, event.on
        disposed = ctx.disposed_on(index)
        if disposed is not None and disposed > THOMAS_DAY:
            relied = False  # the reliance meant is upon a plea or sentence of that day or earlier
        # An order of that day or earlier was asked for by then.
        filed = requested or (on if on is not None and on <= THOMAS_DAY else None)
        if (filed is not None and filed <= THOMAS_DAY) or relied:
            return Reading(pair=Pair.of(YES), paths=(here,), authorities=((CARVE_OUT, Side.FOR),))
        if requested is None or relied is None:
            if reason is not None:
                return Reading.unknown(
                    *([f"{here}.requested_on"] if requested is None else []),
                    *([f"{here}.relied_on"] if relied is None else []),
                )
            return Reading.unknown(f"{here}.reason", f"{here}.requested_on", f"{here}.relied_on")
    if reason is None:
        return Reading.unknown(f"{here}.reason")
    if reason is EventReason.INCONCLUSIVE:
        return Reading(pair=SILENT, paths=(f"{here}.reason",), authorities=((AZRAG, Side.AGAINST),))
    return Reading(
        pair=Pair.of(NO), paths=(f"{here}.reason",), authorities=((THOMAS, Side.AGAINST),)
    )


def _between(low: bool, high: bool, doubt: Reading) -> Reading:
    """A threshold read at the least and at the most that may stand."""
    if low == high:
        return Reading(
            pair=Pair.of(YES if low else NO),
            paths=doubt.paths,
            authorities=doubt.authorities if doubt.pair == Pair.of(YES) else (),
            found=doubt.found,
        )
    return doubt


@disposition_premise(
    "The term of imprisonment is a year or more: 365 days, suspended time included.", TERM
)
def term_of_a_year_or_more(ctx: Context, index: int) -> Reading:
    """At 365 days it is met; at 364 it is not."""
    low, high, doubt = _imposed(ctx, index)
    if low < YEAR <= high and doubt.pair == SILENT:
        return Reading(pair=SILENT, paths=doubt.paths, authorities=doubt.authorities)
    reading = _between(low >= YEAR, high >= YEAR, doubt)
    if reading.pair == Pair.of(NO):
        return Reading.no(
            *reading.paths,
            found=reading.found,
            short_by=Shortfall(amount=str(YEAR - high), unit="days"),
        )
    return reading


@disposition_premise(
    "The sentence imposed is no more than six months, suspended time included.",
    Authority(cite="8 USC 1182(a)(2)(A)(ii)(II)"),
    TERM,
)
def six_months_or_less_imposed(ctx: Context, index: int) -> Reading:
    """At 180 days it is met; from 181 to 184 days, counted in days alone, it is unsettled.

    Six months by the calendar are 181 to 184 days; a term given in months is read as months.
    """
    low, high, doubt = _imposed(ctx, index)
    if _by_calendar(ctx.disposition(index).sentence) or high <= SIX_MONTHS:
        return _between(high <= SIX_MONTHS, low <= SIX_MONTHS, doubt)
    if low > SIX_CALENDAR_MONTHS:
        return _between(False, False, doubt)
    if low == high:
        six = Authority(cite="8 USC 1182(a)(2)(A)(ii)(II)")
        return Reading.contested(((six, Side.FOR), (six, Side.AGAINST)), *doubt.paths)
    return doubt


_HALF_FOR_ATTEMPTS = ("US-CA",)
"""Where an attempt carries half of what the completed offense does: Cal. Penal Code 664(a), (b)."""
_ATTEMPT_AT_LIFE_CRIME = 1825


def maximum_bounds(ctx: Context, index: int) -> tuple[int, int]:
    """The least and the most that may be the maximum possible term, in days."""
    sentence, view = ctx.disposition(index).sentence, ctx.views[index]
    stated = term_days(sentence, "max_possible")
    if stated is not None:
        return stated, stated
    halved = view.inchoate is Inchoate.ATTEMPT and view.offense.jurisdiction in _HALF_FOR_ATTEMPTS
    if view.entry is None or (view.inchoate is not None and not halved):
        # An attempt's own maximum is not the completed offense's.
        return term_days(sentence, "imposed") or 0, LIFE
    row = view.prong or view.entry
    level = view.offense.level.value if view.offense.level is not None else None
    when = (ctx.disposition(index).committed_on, ctx.disposed_on(index))
    # A level that the entry does not have says nothing of its maximum.
    maxima = row.maxima(level, *when) or row.maxima(None, *when)
    if not maxima:
        return term_days(sentence, "imposed") or 0, LIFE
    if halved:
        # Some sections punish their attempts in full; of a life crime an attempt carries less.
        return min(min(maxima) // 2, _ATTEMPT_AT_LIFE_CRIME), max(maxima)
    return min(maxima), max(maxima)


LATER_REDUCTION_COUNTS = Issue(
    name="later_reduction_counts",
    text="A reduction to a lesser degree, later than the sentence, makes the lesser degree's"
    " maximum the one that counts.",
    holdings=(
        Holding(
            answer=Answer.YES,
            court=Court.CA9,
            decided=dt.date(2003, 6, 26),
            cite="Garcia-Lopez v. Ashcroft, 334 F.3d 840 (9th Cir. 2003)",
        ),
        # Of a maximum lowered by statute: it is that of the day of conviction.
        Holding(
            answer=Answer.CONTESTED,
            court=Court.BIA,
            decided=dt.date(2018, 10, 4),
            cite="Matter of Velasquez-Rios, 27 I&N Dec. 470 (BIA 2018)",
        ),
        # Of a sentence changed for rehabilitation.
        Holding(
            answer=Answer.CONTESTED,
            court=Court.AG,
            decided=dt.date(2019, 10, 25),
            cite="Matter of Thomas & Thompson, 27 I&N Dec. 674 (A.G. 2019)",
        ),
        Holding(
            answer=Answer.CONTESTED,
            court=Court.CA9,
            decided=dt.date(2020, 10, 28),
            cite="Velasquez-Rios v. Barr, 979 F.3d 690 (9th Cir. 2020)",
        ),
    ),
)


def _reductions(ctx: Context, index: int) -> list[tuple[str, Reading]]:
    """Each reduction in effect: its path, and whether the lesser degree's maximum counts."""
    disposition = ctx.disposition(index)
    sentenced = ctx.disposed_on(index)
    found = []
    for k, event in enumerate(disposition.events):
        if event.kind is not EventKind.REDUCED or (
            event.on is not None and event.on > ctx.case.as_of
        ):
            continue
        here = ctx.path(index, f"events[{k}]")
        if event.reason is EventReason.LEGAL_DEFECT:
            counts = Reading.yes(f"{here}.reason")
        elif event.on is None or sentenced is None:
            counts = Reading.unknown(
                *((f"{here}.on",) if event.on is None else ()),
                *((ctx.path(index, "disposed_on"),) if sentenced is None else ()),
            )
        elif event.on <= sentenced:
            # What the court designates as it sentences is the degree of conviction.
            counts = Reading.yes(f"{here}.on")
        else:
            counts = LATER_REDUCTION_COUNTS.read(ctx)
            if counts.value is not YES and event.reason is None:
                counts = Reading.unknown(f"{here}.reason")
        found.append((here, counts))
    return found


def _reduced_bounds(ctx: Context, index: int) -> tuple[int, int] | None:
    """The bounds of a misdemeanor's maximum; ``None`` where the catalog does not say."""
    view = ctx.views[index]
    if view.entry is None or view.inchoate is not None:
        return None
    row = view.prong or view.entry
    maxima = row.maxima("misdemeanor", ctx.disposition(index).committed_on, ctx.disposed_on(index))
    return (min(maxima), max(maxima)) if maxima else None


def _maximum(ctx: Context, index: int, at_most: bool, days: int) -> Reading:
    """Is the maximum at least, or at most, *days* (inclusive), reductions weighed?"""

    def meets(bounds: tuple[int, int]) -> tuple[bool, bool]:
        low, high = bounds
        return (high <= days, low <= days) if at_most else (low >= days, high >= days)

    reading = _maximum_reading(ctx, index, *meets(maximum_bounds(ctx, index)))
    for here, counts in _reductions(ctx, index):
        if reading.value is (YES if at_most else NO) or counts.value is NO:
            continue  # a lesser degree carries no more
        lesser = _reduced_bounds(ctx, index)
        after = (
            Reading.unbuilt("the maximum of the degree to which it was reduced", here)
            if lesser is None
            else _maximum_reading(ctx, index, *meets(lesser))
        )
        reading = _either(reading, after, counts, here)
    return reading


def _either(before: Reading, after: Reading, counts: Reading, here: str) -> Reading:
    """The answer before a reduction or after it, by whether the reduction counts."""
    if counts.value is YES:
        return after
    if before.value is None or before.value is UNKNOWN or before.pair == after.pair:
        return before
    if counts.value is UNKNOWN:
        return counts
    flipped = {Side.FOR: Side.AGAINST, Side.AGAINST: Side.FOR}
    return Reading.contested(
        ((a, flipped[s]) for a, s in counts.authorities)
        if before.value is YES
        else counts.authorities,
        here,
    )


def _maximum_reading(ctx: Context, index: int, low: bool, high: bool) -> Reading:
    at = ctx.path(index, "sentence", "max_possible_days")
    if low == high:
        least, most = maximum_bounds(ctx, index)
        return Reading.of(low, at, found=f"the maximum is {most} days" if least == most else None)
    level = ctx.path(index, "offense", "level")
    needed = [at]
    if ctx.views[index].entry is not None and ctx.views[index].offense.level is None:
        needed.insert(0, level)
    return Reading.unknown(*needed)


@disposition_premise(
    "A sentence of one year or longer may be imposed for it: a maximum of 365 days or more.",
    Authority(cite="8 USC 1227(a)(2)(A)(i)(II)"),
    Authority(
        cite="Matter of Velasquez-Rios, 27 I&N Dec. 470 (BIA 2018)",
        court=Court.BIA,
        date=dt.date(2018, 10, 4),
    ),
    issues=(LATER_REDUCTION_COUNTS,),
)
def may_carry_a_year(ctx: Context, index: int) -> Reading:
    """The maximum is that of the offense of conviction, at conviction.

    A law that lowers it later does not count, although it says that it speaks of earlier sentences
    too (*Velasquez-Rios*; *Peguero Vasquez v. Garland*, 80 F.4th 422, of New York's).
    """
    return _maximum(ctx, index, False, YEAR)


@disposition_premise(
    "The maximum penalty possible does not exceed imprisonment for one year: 365 days or less.",
    Authority(cite="8 USC 1182(a)(2)(A)(ii)(II)"),
    issues=(LATER_REDUCTION_COUNTS,),
)
def maximum_at_most_a_year(ctx: Context, index: int) -> Reading:
    """At 365 days it is met; at 366 it is not."""
    return _maximum(ctx, index, True, YEAR)


@functools.cache
def maximum_at_least(days: int, authority: Authority) -> DispositionPremise:
    """A premise: the offense of conviction carries at least *days* (inclusive)."""

    def ask(ctx: Context, index: int) -> Reading:
        return _maximum(ctx, index, False, days)

    return DispositionPremise(
        name=f"maximum_at_least_{days}_days",
        text=f"The offense may carry {days} days or more.",
        ask=ask,
        authority=(authority,),
        issues=(LATER_REDUCTION_COUNTS,),
    )


def underlying_max_at_least(days: int, authority: Authority) -> DispositionPremise:
    """A premise: the charge that the person failed to answer carried at least *days*."""

    def ask(ctx: Context, index: int) -> Reading:
        at = ctx.path(index, "facts", "underlying_max_days")
        carried = ctx.disposition(index).facts.underlying_max_days
        return Reading.unknown(at) if carried is None else Reading.of(carried >= days, at)

    return DispositionPremise(
        name=f"underlying_max_at_least_{days}_days",
        text=f"The underlying charge may carry {days} days or more.",
        ask=ask,
        authority=(authority,),
    )


TRANSITION_END = dt.date(1998, 10, 8)
TPCR = Authority(cite="IIRIRA 303(b)(2)")
ADENIJI = Authority(
    cite="Matter of Adeniji, 22 I&N Dec. 1102 (BIA 1999)",
    court=Court.BIA,
    date=dt.date(1999, 11, 3),
)
GARCIA_ARREOLA = Authority(
    cite="Matter of Garcia Arreola, 25 I&N Dec. 267 (BIA 2010)",
    court=Court.BIA,
    date=dt.date(2010, 6, 23),
)


LATER_ARREST_COUNTS = Issue(
    name="later_arrest_counts",
    text="Whoever is arrested long after the release is held without bond too.",
    holdings=(
        Holding(
            answer=Answer.YES,
            court=Court.BIA,
            decided=dt.date(2001, 5, 18),
            cite="Matter of Rojas, 23 I&N Dec. 117 (BIA 2001)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA4,
            decided=dt.date(2012, 5, 25),
            cite="Hosh v. Lucero, 680 F.3d 375 (4th Cir. 2012)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA3,
            decided=dt.date(2013, 4, 22),
            cite="Sylvain v. Attorney General, 714 F.3d 150 (3d Cir. 2013)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.CA9,
            decided=dt.date(2016, 8, 4),
            cite="Preap v. Johnson, 831 F.3d 1193 (9th Cir. 2016)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.SCOTUS,
            decided=dt.date(2019, 3, 19),
            cite="Nielsen v. Preap, 586 U.S. 392 (2019)",
        ),
    ),
)
ANY_RELEASE_COUNTS = Issue(
    name="any_release_counts",
    text="A release after 8 October 1998 from custody for something else is enough.",
    holdings=(
        Holding(
            answer=Answer.YES,
            court=Court.BIA,
            decided=dt.date(2008, 8, 27),
            cite="Matter of Saysana, 24 I&N Dec. 602 (BIA 2008)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.CA1,
            decided=dt.date(2009, 12, 22),
            cite="Saysana v. Gillen, 590 F.3d 7 (1st Cir. 2009)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.BIA,
            decided=dt.date(2010, 6, 23),
            cite="Matter of Garcia Arreola, 25 I&N Dec. 267 (BIA 2010)",
        ),
    ),
)
PROMPT = 30
"""Days: the panel in *Preap* did not say what is prompt; an arrest later than this is not."""


@disposition_premise(
    "The person was released from criminal custody for it after 8 October 1998.",
    TPCR,
    ADENIJI,
    issues=(LATER_ARREST_COUNTS, ANY_RELEASE_COUNTS),
)
def released_after_transition(ctx: Context, index: int) -> Reading:
    """How long after the release the arrest comes does not matter (*Nielsen v. Preap*).

    The day of the case is taken for that of the arrest, where a circuit asked for a prompt one.
    """
    at = ctx.path(index, "sentence", "released_on")
    released = ctx.disposition(index).sentence.released_on
    if released is not None and released <= TRANSITION_END:
        return _released_for_another(ctx, index, at)
    later = LATER_ARREST_COUNTS.read(ctx)
    if later.value is NO:
        if released is None:
            return Reading.unknown(at)
        if (ctx.case.as_of - released).days > PROMPT:
            return later
        return Reading.contested(((ADENIJI, Side.FOR), *later.authorities), at)
    day = ctx.disposed_on(index) if released is None else released
    if day is None:
        return Reading.unknown(ctx.path(index, "disposed_on"), at)
    return Reading.yes(at) if day > TRANSITION_END else Reading.unknown(at)


def _released_for_another(ctx: Context, index: int, at: str) -> Reading:
    """Of a count from which the release came too early, whether a later release helps."""
    settled = ANY_RELEASE_COUNTS.read(ctx)
    if settled.value in (NO, UNKNOWN):
        return Reading.no(at)
    others = {
        ctx.path(i, "sentence", "released_on"): d.sentence.released_on
        for i, d in enumerate(ctx.case.dispositions)
        if i != index
    }
    if any(day is not None and day > TRANSITION_END for day in others.values()):
        return settled
    missing = [path for path, day in others.items() if day is None]
    return Reading.unknown(*missing) if missing else Reading.no(at, *others)


@disposition_premise("The person was in criminal custody for it.", GARCIA_ARREOLA)
def in_custody_for_offense(ctx: Context, index: int) -> Reading:
    """Custody upon arrest is enough; for one never in custody the point is unsettled."""
    sentence = ctx.disposition(index).sentence
    released, served = (ctx.path(index, "sentence", k) for k in ("released_on", "served_days"))
    if sentence.released_on is not None:
        return Reading.yes(released)
    imposed, suspended = term_days(sentence, "imposed"), term_days(sentence, "suspended")
    if imposed is not None and suspended is not None and imposed > suspended:
        # What was ordered and not suspended is custody, whenever it is served.
        return Reading.yes(ctx.path(index, "sentence", "imposed_days"))
    if sentence.served_days is None:
        if ctx.disposition(index).outcome is Outcome.OFFERED:
            return Reading.unknown(served, found="whether there was or will be any custody")
        return Reading.unknown(released, served)
    if sentence.served_days > 0:
        return Reading.yes(served)
    return Reading.contested(((GARCIA_ARREOLA, Side.FOR), (GARCIA_ARREOLA, Side.AGAINST)), served)


@case_premise("The person was in criminal custody for some count.", GARCIA_ARREOLA)
def custody_for_some_count(ctx: Context) -> Reading:
    """Of conduct that no conviction stands for; custody upon an arrest for it is enough."""
    counts = range(len(ctx.case.dispositions))
    if not counts:
        return Reading.contested(
            ((GARCIA_ARREOLA, Side.FOR), (GARCIA_ARREOLA, Side.AGAINST)), "$.dispositions"
        )
    return any_of(*(ctx.of(in_custody_for_offense, i) for i in counts))
