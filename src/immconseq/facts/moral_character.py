"""Good moral character: what falls within its period, and how long the person was confined in it.

INA 101(f), 8 USC 1101(f). Each relief has a period of its own, which runs back from `as_of`.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable

from immconseq.authority import Authority, Court, Side
from immconseq.case import EventKind, Outcome
from immconseq.facts.context import MAY_CONVICT, Context
from immconseq.facts.conviction import fully_pardoned
from immconseq.facts.model import (
    CasePremise,
    DispositionPremise,
    Member,
    Reading,
    all_of,
    case_premise,
    disposition_premise,
)
from immconseq.facts.person import years_after
from immconseq.facts.sentence import LIFE, imposed_bounds, term_days
from immconseq.values import NO, YES

__all__ = [
    "committed_within_years",
    "confined_days_within",
    "confined_paths",
    "confinement_test",
    "convicted_within_years",
    "driving_presumption_not_overcome",
    "most_served",
    "no_count_pardoned_within_years",
    "not_pardoned_before_years",
    "not_pardoned_within_years",
    "of_the_history_within_years",
    "some_committed_within_years",
    "unlawful_act_within_years",
    "violated_law_without_conviction",
]

CONFINED = Authority(cite="8 USC 1101(f)(7)")
CLASSES = Authority(cite="8 USC 1101(f)(3)")
FOR_EVER = Authority(cite="8 USC 1101(f)(8)")
PARDONED_BEFORE = Authority(cite="8 CFR 316.10(c)(2)(i)", court=Court.REGULATION)
PARDONED_WITHIN = Authority(cite="8 CFR 316.10(c)(2)(ii)", court=Court.REGULATION)
CASTILLO_PEREZ = Authority(
    cite="Matter of Castillo-Perez, 27 I&N Dec. 664 (A.G. 2019)",
    court=Court.AG,
    date=dt.date(2019, 10, 25),
)


def period_start(as_of: dt.date, years: int) -> dt.date:
    """The first day of the *years* before *as_of*."""
    return years_after(as_of, -years)


@functools.cache
def committed_within_years(years: int) -> DispositionPremise:
    """A premise: the offense was committed within the *years* before `as_of`, both ends in."""

    def ask(ctx: Context, index: int) -> Reading:
        at, day = ctx.path(index, "committed_on"), ctx.disposition(index).committed_on
        if day is None:
            return Reading.unknown(at)
        return Reading.of(day >= period_start(ctx.case.as_of, years), at, found=f"committed {day}")

    return DispositionPremise(
        name=f"committed_within_{years}_years",
        text=f"It was committed within the {years} years before the application.",
        ask=ask,
        authority=(CLASSES,),
    )


@functools.cache
def convicted_within_years(years: int) -> DispositionPremise:
    """A premise: the conviction came within the *years* before `as_of`, both ends in."""

    def ask(ctx: Context, index: int) -> Reading:
        at, day = ctx.path(index, "disposed_on"), ctx.disposed_on(index)
        if day is None:
            return Reading.unknown(at)
        return Reading.of(day >= period_start(ctx.case.as_of, years), at, found=f"convicted {day}")

    return DispositionPremise(
        name=f"convicted_within_{years}_years",
        text=f"The conviction came within the {years} years before the application.",
        ask=ask,
        authority=(CASTILLO_PEREZ,),
    )


@case_premise("The presumption that two such convictions raise is not overcome.", CASTILLO_PEREZ)
def driving_presumption_not_overcome(ctx: Context) -> Reading:
    """Reform after them does not overcome it; what else does is for whoever decides."""
    return Reading.unbuilt(
        "two convictions of driving under the influence in the period are presumed to show a lack"
        " of good moral character (Matter of Castillo-Perez, 27 I&N Dec. 664); whether the"
        " presumption is overcome is the judge's or the officer's to say"
    )


def _pardon_days(ctx: Context, index: int) -> list[dt.date | None]:
    return [
        event.on
        for event in ctx.disposition(index).events
        if event.kind is EventKind.PARDONED and (event.on is None or event.on <= ctx.case.as_of)
    ]


def _not_pardoned(ctx: Context, index: int, years: int, *, before: bool) -> Reading:
    """No full pardon before the period, or in it; of one that was granted the law is open."""
    pardoned = ctx.of(fully_pardoned, index)
    at = ctx.path(index, "events")
    if pardoned.value is NO:
        return Reading.yes(*pardoned.paths)
    start = period_start(ctx.case.as_of, years)
    days = _pardon_days(ctx, index)
    if all(day is not None and (day < start) is not before for day in days):
        return Reading.yes(at)
    if pardoned.value is not YES:
        return Reading.unknown(*pardoned.missing)
    undated = [k for k, e in enumerate(ctx.disposition(index).events) if e.on is None]
    if undated:
        return Reading.unknown(*(ctx.path(index, f"events[{k}]", "on") for k in undated))
    bar, pardon = (FOR_EVER, PARDONED_BEFORE) if before else (CLASSES, PARDONED_WITHIN)
    return Reading.contested(((bar, Side.FOR), (pardon, Side.AGAINST)), *pardoned.paths)


@functools.cache
def not_pardoned_before_years(years: int) -> DispositionPremise:
    """A premise: no full pardon was granted before the *years* that run back from `as_of`.

    The regulation lets one who reformed be of good moral character; the statute is silent.
    """

    def ask(ctx: Context, index: int) -> Reading:
        return _not_pardoned(ctx, index, years, before=True)

    return DispositionPremise(
        name=f"not_pardoned_before_{years}_years",
        text=f"No full pardon was granted before the last {years} years, or one does not help.",
        ask=ask,
        authority=(FOR_EVER, PARDONED_BEFORE),
    )


@functools.cache
def not_pardoned_within_years(years: int) -> DispositionPremise:
    """A premise: no full pardon was granted within the *years* before `as_of`."""

    def ask(ctx: Context, index: int) -> Reading:
        return _not_pardoned(ctx, index, years, before=False)

    return DispositionPremise(
        name=f"not_pardoned_within_{years}_years",
        text=f"No full pardon was granted within the last {years} years, or one does not help.",
        ask=ask,
        authority=(CLASSES, PARDONED_WITHIN),
    )


@functools.cache
def no_count_pardoned_within_years(years: int) -> CasePremise:
    """A premise: no count that may be a conviction was pardoned within the *years*."""
    each = not_pardoned_within_years(years)

    def ask(ctx: Context) -> Reading:
        counted = [i for i, d in enumerate(ctx.case.dispositions) if d.outcome in MAY_CONVICT]
        return all_of(*(ctx.of(each, i) for i in counted)) if counted else Reading.yes()

    return CasePremise(
        name=f"no_count_pardoned_within_{years}_years",
        text=f"No full pardon was granted within the last {years} years, or one does not help.",
        ask=ask,
        authority=each.authority,
    )


@functools.cache
def of_the_history_within_years(item: str, years: int, *, of_conduct: bool = True) -> CasePremise:
    """A premise: what an item of the history says fell within the *years* before `as_of`.

    Args:
        item: The item.
        years: The years; both ends are in.
        of_conduct: The item's day is that of the conduct. Where it may be the day on which
            conduct was admitted, or of one offense of several, a day in the period settles
            nothing, and one before it settles that the conduct was no later.
    """
    path = f"$.person.history.{item}"

    def ask(ctx: Context) -> Reading:
        start = period_start(ctx.case.as_of, years)
        days = [entry.on for entry in ctx.case.person.history_entries(item)]
        if days and all(day is not None and day < start for day in days):
            return Reading.no(path)
        if of_conduct and any(day is not None and day >= start for day in days):
            return Reading.yes(path)
        return Reading.unbuilt("on which day conduct fell that was found without a conviction")

    return CasePremise(
        name=f"{item}_within_{years}_years",
        text=f"It fell within the {years} years before the application.",
        ask=ask,
        authority=(CLASSES,),
    )


@disposition_premise(
    "The law was violated, although no conviction says so.",
    Authority(cite="8 CFR 316.10(b)(2)(iii)", court=Court.REGULATION),
)
def violated_law_without_conviction(ctx: Context, index: int) -> Reading:
    """The regulation asks for the violation; the statute for a conviction or an admission."""
    at = ctx.path(index, "outcome")
    if ctx.disposition(index).outcome is Outcome.ACQUITTED:
        return Reading.no(at)
    return Reading.unbuilt(
        "whether a law on controlled substances was violated in the period, for which the"
        " regulation on naturalization asks no conviction (8 CFR 316.10(b)(2)(iii))",
        at,
    )


@functools.cache
def unlawful_act_within_years(years: int) -> DispositionPremise:
    """A premise: an act was done, or punished, within the *years* before `as_of`.

    The regulations ask for an act committed, or for conviction or imprisonment for one; no
    conviction is needed, but an acquittal speaks against the act.
    """

    def ask(ctx: Context, index: int) -> Reading:
        disposition = ctx.disposition(index)
        outcome, at = ctx.path(index, "outcome"), ctx.path(index, "committed_on")
        if disposition.outcome is Outcome.ACQUITTED:
            return Reading.no(outcome)
        start = period_start(ctx.case.as_of, years)
        done, ended = disposition.committed_on, ctx.disposed_on(index)
        if done is not None and done >= start:
            return Reading.yes(at, found=f"committed {done}")
        if disposition.outcome not in MAY_CONVICT:
            return Reading.unknown(at) if done is None else Reading.no(at)
        there = ctx.path(index, "disposed_on")
        if ended is not None and ended >= start:
            return Reading.yes(there, found=f"convicted {ended}")
        if done is None or ended is None:
            days = ((at, done), (there, ended))
            return Reading.unknown(*(path for path, day in days if day is None))
        return _imprisoned_since(ctx, index, start, ended)

    return DispositionPremise(
        name=f"unlawful_act_within_{years}_years",
        text=f"It was committed, or the person convicted or imprisoned for it, within the {years}"
        " years before the application.",
        ask=ask,
        authority=(Authority(cite="8 CFR 316.10(b)(3)(iii)", court=Court.REGULATION),),
    )


def _imprisoned_since(ctx: Context, index: int, start: dt.date, ended: dt.date) -> Reading:
    """Was the person confined on or after *start* for a conviction that *ended* before it?"""
    sentence = ctx.disposition(index).sentence
    paths = tuple(ctx.path(index, "sentence", name) for name in ("confined", "released_on"))
    if sentence.confined:
        return Reading.of(any(s.to is None or s.to >= start for s in sentence.confined), paths[0])
    if sentence.released_on is not None:
        return Reading.of(sentence.released_on >= start, paths[1])
    served = most_served(ctx, index)
    if served == 0 or (start - ended).days > served:
        return Reading.no(ctx.path(index, "sentence", "served_days"))
    return Reading.unknown(*confined_paths(ctx, index))


@functools.cache
def some_committed_within_years(years: int) -> CasePremise:
    """A premise: of several offenses, one that counts was committed within the *years*.

    Where some were and some were not, the library does not say whether the sum still counts.
    """

    def ask(ctx: Context) -> Reading:
        start = period_start(ctx.case.as_of, years)
        counted = [i for i, d in enumerate(ctx.case.dispositions) if d.outcome in MAY_CONVICT]
        days = [ctx.disposition(i).committed_on for i in counted]
        paths = [ctx.path(i, "committed_on") for i in counted]
        if all(day is not None and day < start for day in days):
            return Reading.no(*paths)
        if all(day is not None and day >= start for day in days):
            return Reading.yes(*paths)
        missing = [p for p, day in zip(paths, days, strict=True) if day is None]
        if missing:
            return Reading.unknown(*missing)
        return Reading.unbuilt(
            "terms that come to five years, of offenses part of which lie outside the period"
        )

    return CasePremise(
        name=f"some_committed_within_{years}_years",
        text=f"The offenses were committed within the {years} years before the application.",
        ask=ask,
        authority=(CLASSES,),
    )


def confined_days_within(years: int) -> Callable[[Context, int], tuple[int, int]]:
    """The least and the most days confined for a count within the *years* before `as_of`.

    Days are days, whenever the crime was; pretrial days that were credited count.
    """

    def number(ctx: Context, index: int) -> tuple[int, int]:
        disposition = ctx.disposition(index)
        sentence = disposition.sentence
        start, end = period_start(ctx.case.as_of, years), ctx.case.as_of
        if sentence.confined:
            least = most = 0
            for stretch in sentence.confined:
                inside = _overlap(stretch.from_, stretch.to or end, start, end)
                most += inside
                least += inside if stretch.to is not None else 0
            return least, most
        most = most_served(ctx, index)
        if sentence.released_on is not None and sentence.released_on < start:
            return 0, 0
        committed = disposition.committed_on
        inside_whole = committed is not None and committed >= start
        return (sentence.served_days or 0) if inside_whole else 0, most

    return number


def most_served(ctx: Context, index: int) -> int:
    """The most days that may have been served: those said, or what was not suspended."""
    sentence = ctx.disposition(index).sentence
    if sentence.served_days is not None:
        return sentence.served_days
    _, imposed = imposed_bounds(ctx, index)
    suspended = term_days(sentence, "suspended") or 0
    original = term_days(sentence, "imposed")
    # A sentence changed later may still have been served as it first stood.
    if original is None:
        return LIFE
    return max(imposed, original) - suspended


def _overlap(first: dt.date, last: dt.date, start: dt.date, end: dt.date) -> int:
    days = (min(last, end) - max(first, start)).days + 1
    return max(days, 0)


def confined_paths(ctx: Context, index: int) -> tuple[str, ...]:
    """What would settle the days confined."""
    sentence = ctx.disposition(index).sentence
    if sentence.confined:
        return ()
    return tuple(
        ctx.path(index, "sentence", name)
        for name in ("served_days", "released_on", "confined")
        if name == "confined" or getattr(sentence, name) is None
    )


def confinement_test(years: int) -> Callable[[tuple[Member, ...], Context, bool], bool]:
    """Do days in the *years* before `as_of` come to 180 (inclusive), as a result of conviction?

    A day in custody on two counts is one day. Where only numbers are known they are added at the
    most, and at the least they may all be the same days.
    """

    def test(members: tuple[Member, ...], ctx: Context, at_most: bool) -> bool:
        start, end = period_start(ctx.case.as_of, years), ctx.case.as_of
        days: set[int] = set()
        numbers: list[int] = []
        for member in members:
            stretches = ctx.disposition(member.index).sentence.confined
            if not stretches:
                numbers.append(member.number)
            for stretch in stretches:
                if at_most or stretch.to is not None:
                    first, last = max(stretch.from_, start), min(stretch.to or end, end)
                    days.update(range(first.toordinal(), last.toordinal() + 1))
        if at_most:
            return len(days) + sum(numbers) >= 180
        return max([len(days), *numbers]) >= 180

    return test
