"""Felony and misdemeanor as regulations count them: by the longest term that the law allows.

18 USC 3559(a): a felony may carry more than a year; what carries five days or less is an
infraction. A State's own name for the offense matters only where a regulation says so.
"""

from __future__ import annotations

from immconseq.authority import Authority
from immconseq.case import EventKind
from immconseq.facts.context import Context
from immconseq.facts.sentence import maximum_at_least

__all__ = [
    "levels",
    "punishable_by_more_than_a_year",
    "punishable_by_more_than_five_days",
    "was_modified",
]

GRADES = Authority(cite="18 USC 3559(a)")

punishable_by_more_than_a_year = maximum_at_least(366, GRADES)
"""At 365 days it is not met; at 366 it is."""

punishable_by_more_than_five_days = maximum_at_least(6, GRADES)
"""At five days it is not met; at six it is."""


def levels(ctx: Context, index: int) -> frozenset[str]:
    """The grades that the conviction may have under the law of its place; empty: not known.

    A grade that some prong of the catalog's entry that it may be does not have says nothing.
    """
    view = ctx.views[index]
    given = view.offense.level.value if view.offense.level is not None else None
    if view.entry is None:
        return frozenset() if given is None else frozenset((given,))
    rows = (view.prong,) if view.prong is not None else view.entry.variants or (view.entry,)
    each = [frozenset(r.level for r in row.levels) for row in rows]
    if given is not None and all(given in known for known in each):
        return frozenset((given,))
    return frozenset().union(*each)


def was_modified(ctx: Context, index: int) -> bool:
    """Was the sentence changed afterwards, so that what was suspended is said of another one?"""
    return any(event.kind is EventKind.SENTENCE_MODIFIED for event in ctx.disposition(index).events)
