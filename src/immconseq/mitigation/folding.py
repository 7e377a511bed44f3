"""One line for one plea: what differs in the term or in the number of counts is folded.

Relief for people of other statuses than the person's justifies no line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from immconseq.mitigation.comparing import Found

__all__ = ["FOLDED", "folded"]

FOLDED = (
    " that differ from one listed only in the term, in how it is served or in the number of counts"
    " are folded into it: it does as much for this person."
)

_TERM = ("term:", "serve:")
_COUNTS = ("split:", "bear:")


def folded(found: Sequence[Found]) -> list[Found]:
    """Those that deserve a line.

    Of one plea with several terms each is kept that no other is better than: that does as much, or
    does it nearer to the proposal. Several counts are kept where one count of the same offense does
    not do as much, whatever its term. Prongs are listed apart though they do the same: which of
    them the facts are of, nobody can say here.
    """
    return _no_idle_counts(_nearest_terms(found))


def _without(one: Found, *kinds: str) -> frozenset[str]:
    """What is changed, changes of these kinds left out."""
    return frozenset(key for key in one.draft.changes if not key.startswith(kinds))


def _grouped(found: Iterable[Found], key: Callable[[Found], Any]) -> list[list[Found]]:
    groups: dict[Any, list[Found]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return list(groups.values())


def _nearness(one: Found) -> tuple[Any, ...]:
    return *one.cost, len(one.draft.changes), tuple(sorted(one.draft.changes))


def _nearest_terms(found: Sequence[Found]) -> list[Found]:
    kept = []
    for group in _grouped(found, lambda one: _without(one, *_TERM)):
        group = _no_idle_service(group)
        best: list[Found] = []
        # Only what is nearer can be in the way of another: of one distance, what does more.
        for one in sorted(group, key=_nearness):
            mine = one.consequence.matters
            best = [
                other
                for other in best
                if _is_nearer(other, one)
                or not mine.as_good_as(other.consequence.matters)
                or mine == other.consequence.matters
            ]
            if not any(other.consequence.matters.as_good_as(mine) for other in best):
                best.append(one)
        kept += best
    return kept


def _is_nearer(one: Found, other: Found) -> bool:
    """Is it nearer to the proposal, by more than a day of the term?"""
    (*first, days), (*second, more) = one.draft.parity.distance, other.draft.parity.distance
    return (first, days) < (second, more) and (first != second or more - days > 1)


def _no_idle_service(group: Sequence[Found]) -> list[Found]:
    """No part suspended that helps people of other statuses alone, though it save a day or two."""
    known = {one.draft.changes: one.consequence.matters for one in group}

    def idle(one: Found) -> bool:
        parts = (one.draft.changes - {key} for key in one.draft.changes if key.startswith("serve:"))
        return any(
            part in known and known[part].as_good_as(known[one.draft.changes]) for part in parts
        )

    return [one for one in group if not idle(one)]


def _no_idle_counts(found: Sequence[Found]) -> list[Found]:
    """No split, and no second count, that does no more than one count of the same does."""
    kept = []
    for group in _grouped(found, lambda one: _without(one, *_TERM, *_COUNTS)):
        single = [one.consequence.matters for one in group if len(one.draft.counts) == 1]
        kept += [
            one
            for one in group
            if len(one.draft.counts) == 1
            or not any(other.as_good_as(one.consequence.matters) for other in single)
        ]
    return kept
