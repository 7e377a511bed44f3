"""What follows from candidates, beside what followed from the proposal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs

from immconseq.case import Disposition
from immconseq.findings import Status

__all__ = ["ESTABLISHED", "Consequence", "Effect", "Effects"]

ESTABLISHED = (Status.TRIGGERED, Status.CONTESTED)
"""What has to be got rid of: the facts are there, whether or not the law is settled."""

Dispositions = tuple[Disposition, ...]


@attrs.frozen
class Effect:
    """What a candidate does beside the proposal, whatever it costs.

    Attributes:
        avoids: The goals that are then not triggered.
        remains: The goals that are then triggered or contested.
        introduces: What else is triggered or contested then, and was neither.
        opens: What else is undetermined then, and was not triggered.
    """

    avoids: frozenset[str]
    remains: frozenset[str]
    introduces: frozenset[str]
    opens: frozenset[str]

    def as_good_as(self, other: Effect) -> bool:
        """Does it do no worse than another in anything?"""
        return (
            self.avoids >= other.avoids
            and self.remains <= other.remains
            and self.introduces <= other.introduces
            and self.opens <= other.opens
        )

    def without(self, ids: frozenset[str]) -> Effect:
        """What is left of it where some findings are set aside."""
        return Effect(
            self.avoids - ids, self.remains - ids, self.introduces - ids, self.opens - ids
        )


@attrs.frozen(eq=False)
class Consequence:
    """What follows from a candidate.

    Attributes:
        statuses: The gravest status of every id.
        effect: What that is beside the proposal.
        matters: The same without relief for people of other statuses, unless that was asked for.
    """

    statuses: Mapping[str, Status]
    effect: Effect
    matters: Effect


class Effects:
    """What follows from each candidate; one after another is asked about, up to a number.

    Args:
        statuses: What follows from dispositions in the count's place; many share one mapping.
        before: What followed from the proposal.
        goals: What is to be avoided.
        less: What a further change is not worth: relief for people of other statuses.
        most: How many candidates are asked about at most.
        progress: Called with 1 after each.
    """

    def __init__(
        self,
        statuses: Callable[[Dispositions], Mapping[str, Status]],
        before: Mapping[str, Status],
        goals: Sequence[str],
        less: frozenset[str],
        most: int,
        progress: Callable[[int], object] | None,
    ) -> None:
        self._statuses = statuses
        self._before = before
        self._goals = frozenset(goals)
        self._less = less
        self._most = most
        self._progress = progress
        # By the ids of dispositions, which are kept with it; and of mappings, likewise.
        self._known: dict[tuple[int, ...], tuple[Dispositions, Consequence]] = {}
        self._of: dict[int, Consequence] = {}
        self._asked: set[tuple[int, ...]] = set()

    def of(self, dispositions: Dispositions, *, candidate: bool = True) -> Consequence | None:
        """What follows from dispositions in the count's place.

        Args:
            dispositions: What takes the count's place.
            candidate: Do they count as a candidate?

        Returns:
            ``None`` where as many candidates as may be were asked about.
        """
        key = tuple(map(id, dispositions))
        new = candidate and key not in self._asked
        if new and len(self._asked) >= self._most:
            return None
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = dispositions, self._consequence(dispositions)
        if new:
            self._asked.add(key)
            if self._progress is not None:
                self._progress(1)
        return known[1]

    @property
    def asked(self) -> int:
        """About how many candidates it was asked."""
        return len(self._asked)

    def _consequence(self, dispositions: Dispositions) -> Consequence:
        now = self._statuses(dispositions)
        found = self._of.get(id(now))
        if found is None:
            effect = self._effect(now)
            found = self._of[id(now)] = Consequence(now, effect, effect.without(self._less))
        return found

    def _effect(self, now: Mapping[str, Status]) -> Effect:
        before, wanted = self._before, self._goals
        rest = [i for i in now if i not in wanted]
        return Effect(
            avoids=frozenset(i for i in wanted if now[i] is Status.NOT_TRIGGERED),
            remains=frozenset(i for i in wanted if now[i] in ESTABLISHED),
            introduces=frozenset(
                i for i in rest if now[i] in ESTABLISHED and before[i] not in ESTABLISHED
            ),
            opens=frozenset(
                i
                for i in rest
                if now[i] is Status.UNDETERMINED and before[i] is Status.NOT_TRIGGERED
            ),
        )
