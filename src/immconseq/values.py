"""Four values, and the two ends of a silent record.

A *fact* is yes, no or unknown; a *holding* is yes, no or contested; a *premise* combines them into
one of four values. Conjunction is the least of ``NO < UNKNOWN < CONTESTED < YES``; disjunction is
the most of ``NO < CONTESTED < UNKNOWN < YES``; negation changes yes and no and leaves the middle
alone. This is a three-valued logic of law made strict in what is not known: a value other than
``UNKNOWN`` stays as it is when facts are filled in.

The logic is neither distributive nor absorptive (``a or (a and b)`` is unknown for a contested
``a`` and an unknown ``b``), so nothing in the library simplifies a rule.

A record that does not say is not an unknown fact: the burden of proof decides what follows from
it. So every premise is a `Pair`: its *low* end reads a silent record against the proposition, its
*high* end for it. What is not silent has both ends alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

import attrs

__all__ = [
    "CONTESTED",
    "NO",
    "SILENT",
    "UNKNOWN",
    "YES",
    "Pair",
    "Value",
    "conjunction",
    "disjunction",
    "negation",
]


class Value(IntEnum):
    """One of the four values; the number is its grade in a conjunction."""

    NO = 0
    UNKNOWN = 1
    CONTESTED = 2
    YES = 3

    @property
    def word(self) -> str:
        """The value as the public JSON spells it: ``yes``, ``no``, ``unknown``, ``contested``."""
        return self.name.lower()


NO, UNKNOWN, CONTESTED, YES = Value.NO, Value.UNKNOWN, Value.CONTESTED, Value.YES

_NEGATED = (YES, UNKNOWN, CONTESTED, NO)
_RANK_IN_DISJUNCTION = (0, 2, 1, 3)


def conjunction(values: Iterable[Value]) -> Value:
    """The least of *values* in the order no, unknown, contested, yes; ``YES`` of none."""
    return min(values, default=YES)


def disjunction(values: Iterable[Value]) -> Value:
    """The most of *values* in the order no, contested, unknown, yes; ``NO`` of none."""
    return max(values, key=_RANK_IN_DISJUNCTION.__getitem__, default=NO)


def negation(value: Value) -> Value:
    """Yes and no change places; unknown and contested stay."""
    return _NEGATED[value]


@attrs.frozen
class Pair:
    """A value at the two ends of a silent record.

    Attributes:
        low: The value when a silent record counts as *no*.
        high: The value when a silent record counts as *yes*.
    """

    low: Value
    high: Value

    @classmethod
    def of(cls, value: Value) -> Pair:
        """A pair that no silence touches."""
        return _ALIKE[value]

    @classmethod
    def between(cls, low: Value, high: Value) -> Pair:
        """The pair of two ends; each of the sixteen is one object."""
        return _PAIRS[low][high]

    @property
    def silent(self) -> bool:
        """Does the answer turn on the burden of proof?"""
        return self.low is not self.high

    def negated(self) -> Pair:
        """The complement: each end is the negation of the *other* end."""
        return Pair.between(negation(self.high), negation(self.low))


_PAIRS = tuple(tuple(Pair(low, high) for high in Value) for low in Value)
_ALIKE = tuple(_PAIRS[value][value] for value in Value)
SILENT = _PAIRS[NO][YES]
