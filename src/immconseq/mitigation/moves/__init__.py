"""Moves: what can be changed of one count, and what the plea must then do.

A move changes the offense, what the record says, the term, the number of counts, or whether there
is a plea at all. It never denies a fact that the case states: loss, relationship and every other
circumstance that may be proved outside the record go with the count.

Each stage takes what was done so far and says what can be done besides; they follow each other in
the order in which a plea is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from immconseq.mitigation.moves.counts import splits
from immconseq.mitigation.moves.endings import endings
from immconseq.mitigation.moves.offense import offenses
from immconseq.mitigation.moves.offers import standard_offers
from immconseq.mitigation.moves.record import silences
from immconseq.mitigation.moves.term import terms
from immconseq.mitigation.subject import State, Subject

__all__ = ["STAGES", "endings", "standard_offers", "states"]

Stage = Callable[[Subject, State], Iterator[State]]

STAGES: tuple[Stage, ...] = (offenses, silences, terms, splits)
"""What is done first stands first; of each stage one thing at most is done."""


def states(subject: Subject, start: State, depth: int) -> Iterator[State]:
    """Everything that at most *depth* changes of different stages make of the count."""
    made = [start]
    for stage in STAGES:
        made += [
            new for state in made if len(state.changes) < depth for new in stage(subject, state)
        ]
    return iter(made[1:])
