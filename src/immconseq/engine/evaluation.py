"""Running a compiled rulebook on a case: stratum by stratum, at both ends of a silent record.

A stratum is run once for each end, and once alone while nothing that was read is silent.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import attrs

from immconseq.engine.port import Engine, Tokens
from immconseq.engine.program import Atom, Program, Read, Stratum
from immconseq.facts.context import Context
from immconseq.facts.model import CasePremise, DispositionPremise, Member, PairPremise
from immconseq.rules.model import (
    Aggregate,
    CaseConclusion,
    Conclusion,
    DispositionConclusion,
)
from immconseq.values import CONTESTED, NO, UNKNOWN, YES, Pair, Value, disjunction, negation

__all__ = ["Slots", "aggregate_value", "conclude", "either", "evaluate"]

_NO = Pair.of(NO)


@attrs.frozen(eq=False)
class Slots:
    """Every value of one evaluation; what explanations are read back from."""

    program: Program
    context: Context
    case: dict[CaseConclusion, Pair]
    each: dict[DispositionConclusion, list[Pair]]

    def of(self, atom: Atom, binding: tuple[int, ...] = ()) -> Pair:
        """The value of a premise or a conclusion for a binding."""
        if isinstance(atom, CasePremise | CaseConclusion):
            return self.of_case(atom)
        if isinstance(atom, PairPremise):
            return self.context.of_pair(atom, binding[0], binding[1]).pair
        return self.of_disposition(atom, binding[0])

    def of_conclusion(self, of: Conclusion, index: int | None) -> Pair:
        """The value of a conclusion of the case, or of one about the disposition at *index*."""
        if isinstance(of, CaseConclusion):
            return self.case.get(of, _NO)
        return _NO if index is None else self.of_disposition(of, index)

    def of_case(self, atom: CasePremise | CaseConclusion) -> Pair:
        """The value of a premise or a conclusion about the case."""
        if isinstance(atom, CasePremise):
            return self.context.of_case(atom).pair
        return self.case.get(atom, _NO)

    def of_disposition(self, atom: DispositionPremise | DispositionConclusion, index: int) -> Pair:
        """The value of a premise or a conclusion about a disposition."""
        if isinstance(atom, DispositionPremise):
            return self.context.of(atom, index).pair
        values = self.each.get(atom)
        return values[index] if values is not None else _NO


def evaluate(program: Program, context: Context, engine: Engine) -> Slots:
    """Run every stratum in turn."""
    slots = Slots(program, context, {}, {})
    known = _Known(len(context.case.dispositions))
    for stratum in program.strata:
        for aggregate in stratum.aggregates:
            members = slots.each.get(aggregate.members, ())
            slots.case[aggregate.gives] = aggregate_value(aggregate, members, context)
        known.read(stratum, slots)
        for conclusion, ends in conclude(
            stratum, known.low, known.high if known.silent else known.low, engine
        ).items():
            if isinstance(conclusion, CaseConclusion):
                earlier = slots.case.get(conclusion)
                slots.case[conclusion] = ends[0] if earlier is None else either(earlier, ends[0])
            else:
                slots.each[conclusion] = ends
    return slots


class _Known:
    """The tokens of a run as far as strata have read them; an engine picks out what it needs."""

    def __init__(self, count: int) -> None:
        # The engine's port takes mappings, and these are what they are filled through.
        self._case: tuple[dict[str, int], dict[str, int]] = ({}, {})
        self._each: list[tuple[dict[str, int], dict[str, int]]] = [({}, {}) for _ in range(count)]
        self._pairs: dict[tuple[int, int], tuple[dict[str, int], dict[str, int]]] = {
            two: ({}, {}) for two in itertools.permutations(range(count), 2)
        }
        self.silent = False
        self.low, self.high = (
            Tokens(
                self._case[at],
                [each[at] for each in self._each],
                {two: pair[at] for two, pair in self._pairs.items()},
            )
            for at in (0, 1)
        )

    def read(self, stratum: Stratum, slots: Slots) -> None:
        """Read what the rules of a stratum ask for and those of no earlier one did."""
        put, context = self._put, slots.context
        for read in stratum.of_case:
            put(read, context.of_case(read.atom).pair, self._case)
        for given in stratum.given_case:
            put(given, slots.case.get(given.atom, _NO), self._case)
        of = context.of
        for index, grades in enumerate(self._each):
            for read_of in stratum.of_each:
                pair = of(read_of.atom, index).pair
                # Most are plainly no, and leave no token.
                if pair is not _NO or read_of.negated:
                    put(read_of, pair, grades)
            for given_of in stratum.given_each:
                values = slots.each.get(given_of.atom)
                if values is not None or given_of.negated:
                    put(given_of, _NO if values is None else values[index], grades)
        if stratum.of_pairs:
            for two, grades in self._pairs.items():
                for read_two in stratum.of_pairs:
                    put(read_two, context.of_pair(read_two.atom, *two).pair, grades)

    def _put(
        self, read: Read[Any], pair: Pair, grades: tuple[dict[str, int], dict[str, int]]
    ) -> None:
        low, high = pair.low, pair.high
        if read.negated:
            low, high = negation(high), negation(low)
        if low:
            grades[0][read.token] = low
        if high:
            grades[1][read.token] = high
        if low is not high:
            self.silent = True


def either(one: Pair, two: Pair) -> Pair:
    """The disjunction of two values, end by end."""
    return Pair.between(disjunction((one.low, two.low)), disjunction((one.high, two.high)))


def conclude(
    stratum: Stratum, low: Tokens, high: Tokens, engine: Engine
) -> dict[Conclusion, list[Pair]]:
    """What a stratum concludes of the case or of each disposition; what is *no* may be left out.

    The engine is asked once where *high* is *low* itself.
    """
    at_low = _run(stratum, low, engine)
    if high is low:
        return {c: [Pair.of(value) for value in values] for c, values in at_low.items()}
    at_high = _run(stratum, high, engine)
    found = {}
    for conclusion in at_low | at_high:
        one, two = at_low.get(conclusion), at_high.get(conclusion)
        found[conclusion] = [
            Pair.between(one[i] if one else NO, two[i] if two else NO)
            for i in range(len(one or two or ()))
        ]
    return found


_VALUES = tuple(Value)


def _run(stratum: Stratum, tokens: Tokens, engine: Engine) -> dict[Conclusion, list[Value]]:
    """What a stratum concludes at one end, of the case or of each disposition; no *no* alone."""
    count = len(tokens.dispositions)
    values: dict[Conclusion, list[Value]] = {}
    for index, binding, grade in engine.run(stratum.compiled, tokens):
        gives = stratum.rules[index].gives
        of_case = isinstance(gives, CaseConclusion)
        mine = values.get(gives)
        if mine is None:
            mine = values[gives] = [NO] * (1 if of_case else count)
        place = 0 if of_case else binding[0]
        mine[place] = disjunction((mine[place], _VALUES[grade]))
    return values


def aggregate_value(aggregate: Aggregate, members: Sequence[Pair], context: Context) -> Pair:
    """A count or sum at both ends of a silent record; *members* says of each whether it counts."""
    low = _aggregate(aggregate, [pair.low for pair in members], context)
    if not any(pair.silent for pair in members):
        return Pair.of(low)
    return Pair.between(low, _aggregate(aggregate, [pair.high for pair in members], context))


def _aggregate(aggregate: Aggregate, values: Sequence[Value], context: Context) -> Value:
    if NO is disjunction(values):
        return NO
    numbers = [aggregate.number(context, i) for i in range(len(values))]

    def verdict(counted: frozenset[Value], at_most: bool) -> bool:
        members = tuple(
            Member(i, numbers[i][1] if at_most else numbers[i][0])
            for i, value in enumerate(values)
            if value in counted
        )
        return aggregate.test(members, context, at_most)

    def law(facts_at_most: bool) -> Value:
        unknown = {UNKNOWN} if facts_at_most else set()
        if verdict(frozenset({YES} | unknown), facts_at_most):
            return YES
        if not verdict(frozenset({YES, CONTESTED} | unknown), facts_at_most):
            return NO
        return CONTESTED

    least, most = law(False), law(True)
    return least if least is most else UNKNOWN
