"""How alternatives compare: which is better than which, and which to name first.

Nothing is weighed against anything else: an alternative is better than another only where it is no
worse in anything. The others stand side by side, and are ordered as the plan's notes say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import attrs

from immconseq.mitigation.drafts import Draft
from immconseq.mitigation.effects import Consequence, Effect
from immconseq.mitigation.moves.endings import UNNAMED

__all__ = ["FURTHER", "ORDER", "Found", "ordered", "without_idle_changes"]

ORDER = (
    "Order, in steps: an office's own standard offers; what leaves nothing triggered or contested,"
    " on facts that the case shows; the same on facts of which it says nothing; what leaves"
    " something, for somebody who may have been admitted no ground of deportability first; what"
    " introduces more than it avoids; of such a person, what brings about or opens a ground of"
    " deportability; what makes the count an aggravated felony of a kind that it"
    " was not; and diversion where no program of the place is known to take the count. In each step"
    " first come those that no other is better than. One is better than another if it"
    " avoids at least the same, leaves no more triggered or contested, introduces and opens nothing"
    " more, is at least as near to the proposal and takes no more changes; a plea is held against"
    " pleas alone. Then the one that avoids more comes first, then the one that leaves less,"
    " introduces less, opens less, is nearer (the same facts, kind of offense, level,"
    " priorability, exposure, term) and takes fewer changes. Relief for people of other statuses"
    " is set aside until nothing else decides."
)
FURTHER = (
    "A further change that avoids nothing more, and leaves no less, is not listed beside the"
    " alternative that does without it; nor one that does more for relief alone that is for people"
    " of other statuses, unless that was asked for. One plea with several terms is listed once, and"
    " again only with a term that does more or is nearer."
)


@attrs.frozen(kw_only=True, eq=False)
class Found:
    """A candidate, and what follows from it."""

    draft: Draft
    consequence: Consequence

    @property
    def effect(self) -> Effect:
        """What it does, whatever it costs."""
        return self.consequence.effect

    @property
    def cost(self) -> tuple[tuple[int, ...], int]:
        """How far it is from the proposal, and how many changes it takes."""
        return self.draft.parity.distance, len(self.draft.strategies)

    def step(self, less: frozenset[str], *, admitted: bool) -> tuple[bool | int, ...]:
        """The step of the order that it stands on, the first one least.

        Whatever is better than it stands on no later one.

        Args:
            less: What matters less: relief that is for people of other statuses.
            admitted: May the person have been admitted, and so be deportable?
        """
        left = self.effect.remains - less
        deportable = admitted and any(name.startswith("deport.") for name in left)
        return (
            "standard_offer" not in self.draft.strategies,
            UNNAMED in self.draft.changes,
            _worsens(self.effect, admitted=admitted),
            len(self.effect.introduces) > len(self.effect.avoids),
            bool(left) + deportable,
            self.draft.parity.asks_more and not left,
        )

    def order(self, less: frozenset[str]) -> tuple[Any, ...]:
        """Where it stands among those of one step that none is better than; *less* likewise."""
        every, rest = self.effect, self.effect.without(less)
        return (
            -len(rest.avoids),
            len(rest.remains),
            -len(every.avoids),
            len(every.remains),
            len(every.introduces),
            len(every.opens),
            *self.cost,
            # Nothing is left to chance: the offense's code, prong and level, and the term.
            tuple(sorted(self.draft.changes)),
        )


def _worsens(effect: Effect, *, admitted: bool) -> int:
    """Is it an aggravated felony only then (2), or a new ground to deport who was admitted (1)?"""
    if any(name.startswith("aggfel.") for name in effect.introduces):
        return 2
    new = effect.introduces | effect.opens
    return int(admitted and any(name.startswith("deport.") for name in new))


def without_idle_changes(found: Sequence[Found]) -> list[Found]:
    """Those of which no part alone does as well."""
    by_changes = {f.draft.changes: f for f in found}

    def idle(one: Found) -> bool:
        changes = sorted(one.draft.changes)
        return any(
            part in by_changes
            and by_changes[part].consequence.matters.as_good_as(one.consequence.matters)
            for size in range(1, len(changes))
            for part in map(frozenset, combinations(changes, size))
        )

    return [f for f in found if not idle(f)]


def ordered(
    found: Iterable[Found], less: frozenset[str], *, admitted: bool
) -> list[tuple[Found, bool]]:
    """Each, best first, and whether another is better than it; *less* as for `Found.order`.

    What makes an aggravated felony of a count comes last, and before it what makes a permanent
    somebody *admitted* deportable, or may, on a ground that the proposal does not have.

    A plea is held against pleas, and what ends the count without one against its like: an office
    that will not divert still asks which plea is the best.
    """
    pleas: list[Found] = []
    endings: list[Found] = []
    for one in found:
        (pleas if one.draft.standing.convicted else endings).append(one)
    judged = [*_judged(pleas), *_judged(endings)]
    return sorted(
        judged,
        key=lambda pair: (pair[0].step(less, admitted=admitted), pair[1], pair[0].order(less)),
    )


def _judged(found: Iterable[Found]) -> list[tuple[Found, bool]]:
    effects: dict[Effect, list[Found]] = {}
    for one in found:
        effects.setdefault(one.effect, []).append(one)
    # Of those that do the same only the cheapest can be better than another.
    cheapest = {effect: _cheapest(those) for effect, those in effects.items()}
    judged: list[tuple[Found, bool]] = []
    for effect, those in effects.items():
        rivals = [
            (cost, other == effect)
            for other, costs in cheapest.items()
            if other.as_good_as(effect)
            for cost in costs
        ]
        for one in those:
            distance, changes = one.cost
            beaten = any(
                cost[0] <= distance and cost[1] <= changes and not (same and cost == one.cost)
                for cost, same in rivals
            )
            judged.append((one, beaten))
    return judged


def _cheapest(those: Iterable[Found]) -> list[tuple[tuple[int, ...], int]]:
    """The costs that no other is below in both."""
    kept: list[tuple[tuple[int, ...], int]] = []
    for cost in sorted({one.cost for one in those}):
        if all(cost[1] < other[1] for other in kept):
            kept.append(cost)
    return kept
