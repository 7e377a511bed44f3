"""How alternatives compare: which is better than which, and which to name first.

Nothing is weighed against anything else: an alternative is better than another only where it is no
worse in anything. The others stand side by side, and are ordered as the plan's notes say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import attrs

from immconseq.findings import Status
from immconseq.mitigation.drafts import Draft

__all__ = [
    "ESTABLISHED",
    "FURTHER",
    "ORDER",
    "Effect",
    "Found",
    "as_good",
    "effect",
    "ordered",
    "without_idle_changes",
]

ESTABLISHED = (Status.TRIGGERED, Status.CONTESTED)
"""What has to be got rid of: the facts are there, whether or not the law is settled."""

ORDER = (
    "Order: first the alternatives that no other is better than. One is better than another if it"
    " avoids at least the same, leaves no more triggered or contested, introduces and opens nothing"
    " more, is at least as near to the proposal and takes no more changes; a plea is held against"
    " pleas alone. Then those that some other is better than. After both come those that bring"
    " about or open a ground of deportability for a permanent resident, and last those that make"
    " the count an aggravated felony of a kind that it was not. In each part an alternative that"
    " introduces more than it avoids comes last; else the one that avoids more comes first, relief"
    " for people of other statuses set aside, then the one that leaves less triggered or contested,"
    " introduces less, opens less, is nearer (the same facts, kind of offense, level, priorability,"
    " exposure, term) and takes fewer changes. An office's own standard offers come before all."
)
FURTHER = (
    "A further change that avoids nothing more, and leaves no less, is not listed beside the"
    " alternative that does without it. One plea with several terms is listed once, and again only"
    " with a term that does more or is nearer."
)


@attrs.frozen(kw_only=True, eq=False)
class Found:
    """A candidate that was assessed.

    Attributes:
        draft: The candidate.
        avoids: The goals that are then not triggered.
        remains: The goals that are then triggered or contested.
        introduces: What else is triggered or contested then, and was neither.
        opens: What else is undetermined then, and was not triggered.
    """

    draft: Draft
    avoids: frozenset[str]
    remains: frozenset[str]
    introduces: frozenset[str]
    opens: frozenset[str]

    @property
    def effect(self) -> Effect:
        """What it does, whatever it costs."""
        return self.avoids, self.remains, self.introduces, self.opens

    @property
    def cost(self) -> tuple[tuple[int, ...], int]:
        """How far it is from the proposal, and how many changes it takes."""
        return self.draft.parity.distance, len(self.draft.strategies)

    def order(self, less: frozenset[str]) -> tuple[Any, ...]:
        """Where it stands among those that none is better than.

        Args:
            less: What matters less: relief that is for people of other statuses.
        """
        return (
            len(self.introduces) > len(self.avoids),
            -len(self.avoids - less),
            len(self.remains - less),
            -len(self.avoids),
            len(self.remains),
            len(self.introduces),
            len(self.opens),
            *self.cost,
            # Nothing is left to chance: the offense's code, prong and level, and the term.
            tuple(sorted(self.draft.changes)),
        )


Effect = tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]
"""What a candidate avoids, leaves, introduces and opens."""


def effect(before: Mapping[str, Status], now: Mapping[str, Status], goals: Sequence[str]) -> Effect:
    """What follows from a candidate, beside what followed from the proposal."""
    wanted = frozenset(goals)
    rest = [i for i in now if i not in wanted]
    return (
        frozenset(i for i in wanted if now[i] is Status.NOT_TRIGGERED),
        frozenset(i for i in wanted if now[i] in ESTABLISHED),
        frozenset(i for i in rest if now[i] in ESTABLISHED and before[i] not in ESTABLISHED),
        frozenset(
            i for i in rest if now[i] is Status.UNDETERMINED and before[i] is Status.NOT_TRIGGERED
        ),
    )


def as_good(one: Effect, other: Effect) -> bool:
    """Does *one* do no worse than *other* in anything?"""
    return one[0] >= other[0] and one[1] <= other[1] and one[2] <= other[2] and one[3] <= other[3]


def without_idle_changes(found: Sequence[Found]) -> list[Found]:
    """Those of which no part alone does as well."""
    by_changes = {f.draft.changes: f for f in found}

    def idle(one: Found) -> bool:
        changes = sorted(one.draft.changes)
        return any(
            part in by_changes and as_good(by_changes[part].effect, one.effect)
            for size in range(1, len(changes))
            for part in map(frozenset, combinations(changes, size))
        )

    return [f for f in found if not idle(f)]


def ordered(
    found: Iterable[Found], less: frozenset[str], *, resident: bool
) -> list[tuple[Found, bool]]:
    """Each, best first, and whether another is better than it; *less* as for `Found.order`.

    What makes an aggravated felony of a count comes last, and before it what makes a permanent
    *resident* deportable, or may, on a ground that the proposal does not have.

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
        key=lambda pair: (
            _not_offered(pair[0]),
            _worsens(pair[0], resident),
            pair[1],
            pair[0].order(less),
        ),
    )


def _worsens(one: Found, resident: bool) -> int:
    """Is it an aggravated felony only then (2), or a new ground to deport a resident (1)?"""
    if any(name.startswith("aggfel.") for name in one.introduces):
        return 2
    new = one.introduces | one.opens
    return int(resident and any(name.startswith("deport.") for name in new))


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
            if as_good(other, effect)
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


def _not_offered(one: Found) -> bool:
    return "standard_offer" not in one.draft.strategies


def _cheapest(those: Iterable[Found]) -> list[tuple[tuple[int, ...], int]]:
    """The costs that no other is below in both."""
    kept: list[tuple[tuple[int, ...], int]] = []
    for cost in sorted({one.cost for one in those}):
        if all(cost[1] < other[1] for other in kept):
            kept.append(cost)
    return kept
