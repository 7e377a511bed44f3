"""Moves: what can be changed of one count, and what the plea must then do.

A move changes the offense, what the record says, the term, the number of counts, or whether there
is a plea at all. It never denies a fact that the case states: loss, relationship and every other
circumstance that may be proved outside the record go with the count.

Each stage takes what was done so far and says what can be done besides; they follow each other in
the order in which a plea is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from immconseq.mitigation.lawful import lawful
from immconseq.mitigation.moves.counts import splits
from immconseq.mitigation.moves.endings import endings
from immconseq.mitigation.moves.offense import offenses
from immconseq.mitigation.moves.offers import standard_offers
from immconseq.mitigation.moves.record import silences
from immconseq.mitigation.moves.term import terms
from immconseq.mitigation.subject import State, Subject

__all__ = ["STAGES", "endings", "explore", "standard_offers"]

Stage = Callable[[Subject, State], Iterator[State | None]]
"""``None`` stands for a candidate that need not be looked at, for what follows from another."""

STAGES: tuple[Stage, ...] = (offenses, silences, terms, splits)
"""What is done first stands first; of each stage one thing at most is done."""


def explore(subject: Subject, start: State, depth: int, look: Callable[[State], bool]) -> int:
    """Look at all that at most *depth* changes of different stages make of the count.

    What one change makes is followed at once by what can be done besides: what follows from a state
    is quickly said after one that is much like it.

    Args:
        subject: The count.
        start: Where the changes begin.
        depth: How many there may be.
        look: Called with each state, save those that are idle beside what they are made from; says
            whether it will do.

    Returns:
        How many candidates were idle.
    """

    def further(state: State, possible: State | None, stages: tuple[Stage, ...]) -> int:
        idle = 0
        if len(state.changes) == depth:
            return idle
        for at, stage in enumerate(stages, 1):
            last = len(state.changes) + 1 == depth or at == len(stages)
            for new in stage(subject, state):
                if new is None:
                    idle += 1
                    continue
                # What no court can impose may yet become what one can.
                there = lawful(subject, new)
                will_do = False
                if there is not None:
                    if last and possible and state.will_do and not subject.gains(possible, there):
                        idle += 1
                        continue
                    will_do = look(there)
                if not last:
                    idle += further(attrs.evolve(new, will_do=will_do), there, stages[at:])
        return idle

    return further(start, start, STAGES)
