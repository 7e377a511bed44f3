"""Temporary protected status: what its own regulation calls a felony and a misdemeanor.

8 CFR 244.1, by which the place counts, and the State's name for the offense with the sentence
actually imposed.
"""

from __future__ import annotations

from immconseq.authority import Authority, Court, Side
from immconseq.facts.context import Context
from immconseq.facts.grades import levels, was_modified
from immconseq.facts.model import Reading, all_of, disposition_premise
from immconseq.facts.sentence import YEAR, imposed_bounds, term_days

__all__ = [
    "committed_in_the_united_states",
    "is_a_crime_where_tried",
    "misdemeanor_there_with_a_year_or_less",
]

DEFINITIONS = Authority(cite="8 CFR 244.1", court=Court.REGULATION)
SUSPENDED_COUNTS = Authority(cite="8 USC 1101(a)(48)(B)")

_UNITED_STATES = ("US", "PR", "GU", "VI", "MP")
"""The country and its parts by ISO 3166-1: 8 USC 1101(a)(38), which leaves out American Samoa."""


@disposition_premise(
    "It was committed in the United States.", DEFINITIONS, Authority(cite="8 USC 1101(a)(38)")
)
def committed_in_the_united_states(ctx: Context, index: int) -> Reading:
    """The place whose law it broke is taken for the place where it was committed."""
    at = ctx.path(index, "offense", "jurisdiction")
    place = ctx.disposition(index).offense.jurisdiction
    return Reading.of(place[:2] in _UNITED_STATES and place != "US-AS", at)


@disposition_premise("It is a crime under the law of its place.", DEFINITIONS)
def is_a_crime_where_tried(ctx: Context, index: int) -> Reading:
    """Of an infraction that may carry more than five days the regulation does not say.

    It speaks of a crime, and of the longest term alone.
    """
    at = ctx.path(index, "offense", "level")
    known = levels(ctx, index)
    if known == {"infraction"}:
        return Reading.contested(((DEFINITIONS, Side.FOR), (DEFINITIONS, Side.AGAINST)), at)
    if not known or "infraction" in known:
        return Reading.unknown(at)
    return Reading.yes(at)


@disposition_premise(
    "The State defines it as a misdemeanor, and the sentence actually imposed is one year or less.",
    DEFINITIONS,
)
def misdemeanor_there_with_a_year_or_less(ctx: Context, index: int) -> Reading:
    """At 365 days it is met; at 366 it is not, whatever was served.

    Whether a part that was suspended is *actually imposed* nobody has settled.
    """
    at = ctx.path(index, "offense", "level")
    known = levels(ctx, index)
    if known == {"misdemeanor"}:
        defined = Reading.yes(at)
    elif known and "misdemeanor" not in known:
        defined = Reading.no(at)
    else:
        defined = Reading.unknown(at)
    return all_of(defined, _a_year_or_less_imposed(ctx, index))


def _a_year_or_less_imposed(ctx: Context, index: int) -> Reading:
    sentence = ctx.disposition(index).sentence
    imposed, suspended = (
        ctx.path(index, "sentence", name) for name in ("imposed_days", "suspended_days")
    )
    low, high = imposed_bounds(ctx, index)
    if high <= YEAR:
        return Reading.yes(imposed)
    if term_days(sentence, "imposed") is None:
        return Reading.unknown(imposed)
    if was_modified(ctx, index):
        return Reading.unbuilt(
            "which sentence 8 CFR 244.1 means, the one before a change or the one after, and what"
            " was suspended of it",
            imposed,
        )
    off = term_days(sentence, "suspended")
    if off is None:
        return Reading.unknown(suspended)
    if low - off > YEAR:
        return Reading.no(imposed, suspended)
    return Reading.contested(
        ((DEFINITIONS, Side.FOR), (SUSPENDED_COUNTS, Side.AGAINST)), imposed, suspended
    )
