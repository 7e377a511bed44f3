"""Good moral character: what falls within its period, and how long the person was confined in it.

INA 101(f), 8 USC 1101(f). Each relief has a period of its own, which runs back from `as_of`.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable

from immconseq.authority import Authority
from immconseq.facts.context import MAY_CONVICT, Context
from immconseq.facts.model import CasePremise, DispositionPremise, Member, Reading
from immconseq.facts.person import years_after
from immconseq.facts.sentence import LIFE, imposed_bounds, term_days

__all__ = [
    "committed_within_years",
    "confined_days_within",
    "confined_paths",
    "confinement_test",
    "some_committed_within_years",
]

CONFINED = Authority(cite="8 USC 1101(f)(7)")
CLASSES = Authority(cite="8 USC 1101(f)(3)")


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
        most = _most_served(ctx, index)
        if sentence.released_on is not None and sentence.released_on < start:
            return 0, 0
        committed = disposition.committed_on
        inside_whole = committed is not None and committed >= start
        return (sentence.served_days or 0) if inside_whole else 0, most

    return number


def _most_served(ctx: Context, index: int) -> int:
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
