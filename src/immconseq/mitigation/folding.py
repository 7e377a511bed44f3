"""One line for one plea: what differs in the term or in the number of counts is folded.

Relief for people of other statuses than the person's justifies no line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from immconseq.mitigation.comparing import Effect, Found, as_good

__all__ = ["FOLDED", "folded"]

FOLDED = (
    " that differ from one listed only in the term, in how it is served or in the number of counts"
    " are folded into it: it does as much for this person."
)

_TERM = ("term:", "serve:")
_COUNTS = ("split:", "bear:")


def folded(found: Sequence[Found], less: frozenset[str]) -> list[Found]:
    """Those that deserve a line.

    Of one plea with several terms each is kept that no other is better than: that does as much, or
    does it nearer to the proposal. Several counts are kept where one count of the same offense does
    not do as much, whatever its term. Prongs are listed apart though they do the same: which of
    them the facts are of, nobody can say here.

    Args:
        found: What will do.
        less: What matters less: relief that is for people of other statuses.
    """
    return _no_idle_counts(_nearest_terms(found, less), less)


def _weighed(one: Found, less: frozenset[str]) -> Effect:
    avoids, remains, introduces, opens = one.effect
    return avoids - less, remains - less, introduces - less, opens - less


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


def _nearest_terms(found: Sequence[Found], less: frozenset[str]) -> list[Found]:
    kept = []
    for group in _grouped(found, lambda one: _without(one, *_TERM)):
        group = _no_idle_service(group, less)
        best: list[Found] = []
        # Only what is nearer can be in the way of another: of one distance, what does more.
        for one in sorted(group, key=_nearness):
            mine = _weighed(one, less)
            best = [
                other
                for other in best
                if other.draft.parity.distance < one.draft.parity.distance
                or not as_good(mine, _weighed(other, less))
                or mine == _weighed(other, less)
            ]
            if not any(as_good(_weighed(other, less), mine) for other in best):
                best.append(one)
        kept += best
    return kept


def _no_idle_service(group: Sequence[Found], less: frozenset[str]) -> list[Found]:
    """No part suspended that helps people of other statuses alone, though it save a day or two."""
    known = {one.draft.changes: _weighed(one, less) for one in group}

    def idle(one: Found) -> bool:
        parts = (one.draft.changes - {key} for key in one.draft.changes if key.startswith("serve:"))
        return any(
            part in known and as_good(known[part], known[one.draft.changes]) for part in parts
        )

    return [one for one in group if not idle(one)]


def _no_idle_counts(found: Sequence[Found], less: frozenset[str]) -> list[Found]:
    """No split, and no second count, that does no more than one count of the same does."""
    kept = []
    for group in _grouped(found, lambda one: _without(one, *_TERM, *_COUNTS)):
        single = [_weighed(one, less) for one in group if len(one.draft.counts) == 1]
        kept += [
            one
            for one in group
            if len(one.draft.counts) == 1
            or not any(as_good(other, _weighed(one, less)) for other in single)
        ]
    return kept
