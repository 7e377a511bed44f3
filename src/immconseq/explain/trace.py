"""Reading a finding's grounds back from the slots of a run; nothing was recorded during it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TypeVar

import attrs

from immconseq.authority import Side, Sided
from immconseq.engine.evaluation import Slots
from immconseq.engine.port import CASE, FIRST, PAIR
from immconseq.engine.program import Atom, parts
from immconseq.facts.model import CasePremise, DispositionPremise, PairPremise, Reading
from immconseq.rules.model import (
    Aggregate,
    CaseConclusion,
    Conclusion,
    DispositionConclusion,
    DispositionRule,
    Literal,
    PairRule,
    Rule,
)
from immconseq.values import CONTESTED, NO, UNKNOWN, Pair, Value, conjunction, negation

__all__ = ["Fired", "Kind", "Term", "Trace", "bind", "end", "fired", "open_terms"]

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Term:
    """A literal of a rule under a binding, at one end.

    Attributes:
        atom: The premise or conclusion.
        binding: What it speaks of.
        negated: Is it an exception, so that its complement counts?
        high: The end at which the atom itself is read.
        value: The value that counts for the rule.
    """

    atom: Atom
    binding: tuple[int, ...]
    negated: bool
    high: bool
    value: Value


@attrs.frozen(kw_only=True)
class Fired:
    """A rule under a binding, at one end, with the value it gives."""

    rule: Rule
    binding: tuple[int, ...]
    value: Value
    terms: tuple[Term, ...]


def end(pair: Pair, high: bool) -> Value:
    """One end of a pair."""
    return pair.high if high else pair.low


def bind(literal: Literal, binding: tuple[int, ...]) -> tuple[Atom, tuple[int, ...]]:
    """What a literal of a rule under *binding* speaks of."""
    place, atom = parts(literal)
    if place == CASE:
        return atom, ()
    if place == PAIR:
        return atom, binding
    return atom, (binding[0] if place == FIRST else binding[1],)


def fired(slots: Slots, rule: Rule, binding: tuple[int, ...], high: bool) -> Fired:
    """The value of a rule under a binding, and of each of its literals."""
    terms = []
    for literals, negated in ((rule.when, False), (rule.unless, True)):
        for literal in literals:
            atom, at = bind(literal, binding)
            own_end = high is not negated  # an exception is read at the other end
            value = end(slots.of(atom, at), own_end)
            terms.append(
                Term(
                    atom=atom,
                    binding=at,
                    negated=negated,
                    high=own_end,
                    value=negation(value) if negated else value,
                )
            )
    return Fired(
        rule=rule,
        binding=binding,
        value=conjunction(t.value for t in terms),
        terms=tuple(terms),
    )


def open_terms(one: Fired) -> tuple[Term, ...]:
    """The unknown terms of a rule that are worth asking for.

    While it is not known what the offense is at all, the rule's other facts are not asked for.
    """
    unknown = tuple(t for t in one.terms if t.value is UNKNOWN)
    profile = tuple(t for t in unknown if t.atom.name.startswith("profile_"))
    return profile or unknown


class Kind(Enum):
    """What is asked of the facts behind a conclusion."""

    PATHS = "paths"
    MISSING = "missing"
    GAPS = "gaps"


class Trace:
    """The grounds of a conclusion at one end: paths, missing facts, gaps, authorities.

    Findings share most of what stands behind them, so what was read back is kept.
    """

    def __init__(self, slots: Slots) -> None:
        self.slots = slots
        self._fired: dict[tuple[Rule, tuple[int, ...], bool], Fired] = {}
        self._found: dict[tuple[Atom, tuple[int, ...], bool, Kind], tuple[str, ...]] = {}
        self._sides: dict[tuple[Atom, tuple[int, ...], bool], tuple[Sided, ...]] = {}

    def firings(self, conclusion: Conclusion, at: tuple[int, ...], high: bool) -> Iterator[Fired]:
        """Every rule that could give a conclusion, under every binding that speaks of *at*."""
        count = len(self.slots.context.case.dispositions)
        about = at if isinstance(conclusion, DispositionConclusion) else ()
        for giver in self.slots.program.gives.get(conclusion, ()):
            if isinstance(giver, Aggregate):
                continue
            bindings: Iterable[tuple[int, ...]]
            if isinstance(giver, DispositionRule):
                bindings = [about] if about else [(i,) for i in range(count)]
            elif isinstance(giver, PairRule):
                bindings = [
                    (i, j)
                    for i, j in itertools.permutations(range(count), 2)
                    if not about or i == about[0]
                ]
            else:
                bindings = [()]
            for binding in bindings:
                key = (giver, binding, high)
                if key not in self._fired:
                    self._fired[key] = fired(self.slots, giver, binding, high)
                yield self._fired[key]

    def reading(self, term: Term) -> Reading | None:
        """The reading of a term's premise; ``None`` of a conclusion."""
        context = self.slots.context
        if isinstance(term.atom, CasePremise):
            return context.of_case(term.atom)
        if isinstance(term.atom, DispositionPremise):
            return context.of(term.atom, term.binding[0])
        if isinstance(term.atom, PairPremise):
            return context.of_pair(term.atom, term.binding[0], term.binding[1])
        return None

    def giving(
        self, conclusion: Conclusion, at: tuple[int, ...], high: bool, value: Value
    ) -> list[Fired]:
        """The rules that give a conclusion its value."""
        return [f for f in self.firings(conclusion, at, high) if f.value is value]

    def paths(self, term: Term) -> tuple[str, ...]:
        """The paths that a term rests on, through what it concludes from."""
        return self._strings(term, Kind.PATHS)

    def missing(self, term: Term) -> tuple[str, ...]:
        """The facts that would settle a term that is unknown."""
        return self._strings(term, Kind.MISSING)

    def gaps(self, term: Term) -> tuple[str, ...]:
        """Why a term is unknown although no fact is missing."""
        return self._strings(term, Kind.GAPS)

    def sides(self, term: Term) -> tuple[Sided, ...]:
        """The authorities on both sides of a term, for and against its rule."""
        said = self._said(term)
        if not term.negated:
            return said
        return tuple((a, Side.AGAINST if s is Side.FOR else Side.FOR) for a, s in said)

    def _said(self, term: Term) -> tuple[Sided, ...]:
        reading = self.reading(term)
        if reading is not None:
            return reading.authorities
        key = (term.atom, term.binding, term.high)
        if key not in self._sides:
            behind = self._behind(term, CONTESTED)
            self._sides[key] = _once(side for one in behind for side in self.sides(one))
        return self._sides[key]

    def _strings(self, term: Term, kind: Kind) -> tuple[str, ...]:
        reading = self.reading(term)
        if reading is not None:
            if kind is Kind.PATHS:
                return _once(reading.paths)
            if kind is Kind.MISSING:
                return _once(reading.missing)
            return () if reading.gap is None else (reading.gap,)
        key = (term.atom, term.binding, term.high, kind)
        if key not in self._found:
            behind = self._behind(term, None if kind is Kind.PATHS else UNKNOWN)
            self._found[key] = _once(
                itertools.chain(
                    self._numbers(term, kind),
                    (text for one in behind for text in self._strings(one, kind)),
                )
            )
        return self._found[key]

    def _numbers(self, term: Term, kind: Kind) -> Iterator[str]:
        """The paths of the numbers that an aggregate adds up."""
        if kind is Kind.GAPS or not isinstance(term.atom, CaseConclusion):
            return
        for giver in self.slots.program.gives.get(term.atom, ()):
            if isinstance(giver, Aggregate):
                for i, pair in enumerate(self.slots.each.get(giver.members, ())):
                    if end(pair, term.high) is not NO:
                        yield from giver.paths(self.slots.context, i)

    def _behind(self, term: Term, only: Value | None) -> Iterator[Term]:
        """The terms of the rules that give a conclusion its value; *only* those of a value.

        Of a conclusion that is no, the first term that fails in each rule.
        """
        atom = term.atom
        assert isinstance(atom, CaseConclusion | DispositionConclusion)
        value = end(self.slots.of(atom, term.binding), term.high)
        if value is NO:
            if only is None:
                for one in self.firings(atom, term.binding, term.high):
                    yield from (t for t in one.terms if t.value is NO)
            return
        for giver in self.slots.program.gives.get(atom, ()):
            if isinstance(giver, Aggregate):
                for i, pair in enumerate(self.slots.each.get(giver.members, ())):
                    counted = end(pair, term.high)
                    if counted is not NO and only in (None, counted):
                        yield Term(
                            atom=giver.members,
                            binding=(i,),
                            negated=False,
                            high=term.high,
                            value=counted,
                        )
        for one in self.giving(atom, term.binding, term.high, value):
            if only is UNKNOWN:
                yield from open_terms(one)
            else:
                yield from (t for t in one.terms if only in (None, t.value))


def _once(things: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(things))
