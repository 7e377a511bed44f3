"""What the history tells of, by its days: those of the conduct, and not of a finding of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from immconseq.facts.context import Context
from immconseq.facts.model import Reading, any_of

__all__ = ["day_of_conduct", "of_item", "what"]


def what(item: str) -> str:
    """An item in words."""
    return item.replace("_", " ")


def of_item(ctx: Context, item: str, ask: Callable[[dt.date], Reading]) -> Reading:
    """What is so of some instance of an item of the history, by its day."""
    path = f"$.person.history.{item}"
    known = ctx.case.person.history_item(item)
    if known is False:
        return Reading.no(path)
    entries = ctx.case.person.history_entries(item)
    if known is None or not entries:
        return Reading.unknown(path)
    return any_of(*(Reading.unknown(path) if e.on is None else ask(e.on) for e in entries))


def day_of_conduct(item: str) -> Callable[[Context, Sequence[int]], dt.date | None]:
    """The first day of conduct that the history tells of; ``None``: some day is not known."""

    def day(ctx: Context, _: Sequence[int]) -> dt.date | None:
        days = [entry.on for entry in ctx.case.person.history_entries(item)]
        known = [on for on in days if on is not None]
        return min(known) if known and len(known) == len(days) else None

    return day
