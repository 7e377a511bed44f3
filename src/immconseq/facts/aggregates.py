"""Numbers that aggregates add up, and the monotone functions that judge the sum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from immconseq.facts.context import MAY_CONVICT, Context
from immconseq.facts.model import Member, Reading
from immconseq.facts.sentence import imposed_bounds

__all__ = [
    "WHICH_COMPLETED",
    "aggregate_term_test",
    "alike_for_each",
    "imposed_days_of",
    "imposed_paths",
    "once_each",
]


WHICH_COMPLETED = "which of several offenses completed the five years, and when"


def imposed_days_of(ctx: Context, index: int) -> tuple[int, int]:
    """The least and the most days imposed, suspended time included."""
    return imposed_bounds(ctx, index)


def imposed_paths(ctx: Context, index: int) -> tuple[str, ...]:
    """What the sum reads of one disposition."""
    sentence = ctx.disposition(index).sentence
    paths = []
    low, high = imposed_bounds(ctx, index)
    if low != high:
        paths.append(ctx.path(index, "sentence", "imposed_days"))
    if sentence.consecutive_to is None and len(ctx.case.dispositions) > 1:
        paths.append(ctx.path(index, "sentence", "consecutive_to"))
    return tuple(paths)


def once_each(ctx: Context, index: int) -> tuple[int, int]:
    """The number of an aggregate that counts: one for each."""
    return 1, 1


def aggregate_term_test(
    *, days: int, at_least_members: int
) -> Callable[[tuple[Member, ...], Context, bool], bool]:
    """Do at least so many members carry at least *days* (inclusive) in all?

    Concurrent terms count once. Where it is not known how two terms run, they count once at the
    least if they may have overlapped, and are added at the most.
    """

    def test(members: tuple[Member, ...], ctx: Context, at_most: bool) -> bool:
        if len(members) < at_least_members:
            return False
        return _total(members, ctx, at_most) >= days

    return test


def _total(members: tuple[Member, ...], ctx: Context, at_most: bool) -> int:
    """Terms laid end to end where they follow each other; the greatest of those that overlap."""
    by_ref = {ctx.disposition(m.index).ref: m for m in members}

    def chain(member: Member, seen: frozenset[int]) -> int:
        """The length of a term and of those that it is said to follow."""
        after = ctx.disposition(member.index).sentence.consecutive_to
        before = by_ref.get(after) if after is not None else None
        if before is None or before.index in seen:
            return member.number
        return member.number + chain(before, seen | {member.index})

    def is_loose(member: Member) -> bool:
        return ctx.disposition(member.index).sentence.consecutive_to is None

    if not at_most:
        return _greatest_sum_in_time(members, chain, ctx)
    tied = tuple(m for m in members if not is_loose(m))
    return _greatest_sum_in_time(tied, chain, ctx) + sum(m.number for m in members if is_loose(m))


def _greatest_sum_in_time(
    members: tuple[Member, ...], chain: Callable[[Member, frozenset[int]], int], ctx: Context
) -> int:
    """The greatest sum of terms of which each begins after the one before it must have ended.

    When a term must have ended is reckoned from the most that it may be, or what is not known
    could turn terms that follow each other into terms that overlap.
    """
    best: list[tuple[dt.date, int]] = []
    total = 0
    spans = sorted(
        (
            ctx.disposed_on(m.index) or dt.date.max,
            chain(m, frozenset()),
            imposed_bounds(ctx, m.index)[1],
        )
        for m in members
    )
    for start, length, longest in spans:
        reach = length + max((sum_ for end, sum_ in best if end <= start), default=0)
        total = max(total, reach)
        if (dt.date.max - start).days > max(length, longest):
            best.append((start + dt.timedelta(days=max(length, longest)), reach))
    return total


def alike_for_each(ctx: Context, ask: Callable[[int], Reading], gap: str) -> Reading:
    """What is so of each offense that may count toward five years; where they differ, *gap*."""
    readings = [ask(i) for i, d in enumerate(ctx.case.dispositions) if d.outcome in MAY_CONVICT]
    values = {r.value for r in readings}
    if len(values) == 1:
        return readings[0]
    unknown = next((r for r in readings if r.missing), None)
    if unknown is not None:
        return unknown
    return Reading.unbuilt(gap)
