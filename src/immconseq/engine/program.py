"""The rulebook of an era, sorted into strata and compiled for an engine; and its evaluation.

Strata come from the dependency graph: no rule reads what another rule of its own stratum gives.
Each stratum is run once for each end of a silent record, and once alone where nothing is silent.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Sequence

import attrs

from immconseq.authority import Authority
from immconseq.engine.port import (
    CASE,
    FIRST,
    PAIR,
    SECOND,
    CompiledRule,
    CompiledStratum,
    Engine,
    Tokens,
)
from immconseq.facts.context import Context
from immconseq.facts.model import CasePremise, DispositionPremise, Member, PairPremise, Reading
from immconseq.facts.person import not_a_citizen
from immconseq.rules import AGGREGATES, GAPS, RULES, era
from immconseq.rules.model import (
    Aggregate,
    CaseConclusion,
    CaseRule,
    Conclusion,
    DispositionConclusion,
    DispositionRule,
    First,
    Gap,
    Literal,
    Rule,
    Second,
)
from immconseq.rules.vocabulary import case_finding
from immconseq.values import CONTESTED, NO, UNKNOWN, YES, Pair, Value, disjunction, negation

__all__ = ["Program", "Slots", "Stratum", "evaluate", "program_of", "sort_into_strata"]

Atom = CasePremise | DispositionPremise | PairPremise | CaseConclusion | DispositionConclusion


@attrs.frozen(eq=False)
class Stratum:
    """Rules that one pass evaluates.

    Attributes:
        rules: As the law has them, in the order of `compiled`.
        compiled: As the engine sees them.
        aggregates: Those computed before the rules, from earlier strata.
        plain: The atoms that some rule reads under ``when``.
        complemented: The atoms that some rule reads under ``unless``.
    """

    rules: tuple[Rule, ...]
    compiled: CompiledStratum
    aggregates: tuple[Aggregate, ...]
    plain: dict[Atom, str]
    complemented: dict[Atom, str]


@attrs.frozen(eq=False)
class Program:
    """The compiled rulebook of one era."""

    strata: tuple[Stratum, ...]
    rules: tuple[Rule, ...]
    aggregates: tuple[Aggregate, ...]
    gives: dict[Conclusion, tuple[Rule | Aggregate, ...]]


@attrs.frozen(eq=False)
class Slots:
    """Every value of one evaluation; what explanations are read back from."""

    program: Program
    context: Context
    case: dict[CaseConclusion, Pair]
    each: dict[DispositionConclusion, list[Pair]]

    def of(self, atom: Atom, binding: tuple[int, ...] = ()) -> Pair:
        """The value of a premise or a conclusion for a binding."""
        if isinstance(atom, CasePremise):
            return self.context.of_case(atom).pair
        if isinstance(atom, DispositionPremise):
            return self.context.of(atom, binding[0]).pair
        if isinstance(atom, PairPremise):
            return self.context.of_pair(atom, binding[0], binding[1]).pair
        if isinstance(atom, CaseConclusion):
            return self.case.get(atom, _NO)
        values = self.each.get(atom)
        return values[binding[0]] if values is not None else _NO


_NO = Pair.of(NO)


def parts(literal: Literal) -> tuple[str, Atom]:
    """The place that a literal speaks of, and what it says there."""
    if isinstance(literal, First):
        return FIRST, literal.of
    if isinstance(literal, Second):
        return SECOND, literal.of
    if isinstance(literal, PairPremise):
        return PAIR, literal
    if isinstance(literal, DispositionPremise | DispositionConclusion):
        return FIRST, literal
    return CASE, literal


def arity(rule: Rule) -> int:
    """Over how many dispositions a rule ranges."""
    return 0 if isinstance(rule, CaseRule) else 1 if isinstance(rule, DispositionRule) else 2


def gap_rule(gap: Gap) -> CaseRule:
    """A gap as a rule that can never be a clean no."""
    given = case_finding(gap.gives)

    def ask(ctx: Context) -> Reading:
        return Reading.unbuilt(f"not encoded yet: {gap.what}")

    premise = CasePremise(name=f"gap_{gap.gives}", text=f"Not encoded yet: {gap.what}.", ask=ask)
    concerns_citizens = gap.gives == "bar.family_petition"
    return CaseRule(
        id=f"{gap.gives}/not_encoded",
        gives=given,
        text=f"Not encoded yet: {gap.what}.",
        authority=gap.authority or (Authority(cite=gap.gives),),
        when=(premise,) if concerns_citizens else (not_a_citizen, premise),
    )


def sort_into_strata(
    rules: Sequence[Rule], aggregates: Sequence[Aggregate], key: str
) -> tuple[Stratum, ...]:
    """Sort rules by what they read.

    Raises:
        ValueError: The rules form a cycle; the message names it.
    """
    givers: dict[Conclusion, list[Rule | Aggregate]] = {}
    for giver in (*rules, *aggregates):
        givers.setdefault(giver.gives, []).append(giver)
    levels: dict[Conclusion, int] = {}

    def level(of: Conclusion, path: tuple[Conclusion, ...]) -> int:
        if of in path:
            names = " <- ".join(c.name for c in (*path[path.index(of) :], of))
            raise ValueError(f"the rules form a cycle: {names}")
        if of not in levels:
            levels[of] = 1 + max(
                (
                    level(read, (*path, of))
                    for giver in givers.get(of, ())
                    for read in _reads(giver)
                ),
                default=0,
            )
        return levels[of]

    for conclusion in givers:
        level(conclusion, ())
    out = []
    for number in range(1, max(levels.values(), default=0) + 1):
        here = tuple(r for r in rules if levels[r.gives] == number)
        out.append(
            _compiled(
                here,
                tuple(a for a in aggregates if levels[a.gives] == number),
                f"{key}-{number}",
            )
        )
    return tuple(out)


def _reads(giver: Rule | Aggregate) -> Iterable[Conclusion]:
    if isinstance(giver, Aggregate):
        yield giver.members
        return
    for literal in (*giver.when, *giver.unless):
        atom = parts(literal)[1]
        if isinstance(atom, CaseConclusion | DispositionConclusion):
            yield atom


def _compiled(rules: tuple[Rule, ...], aggregates: tuple[Aggregate, ...], key: str) -> Stratum:
    plain: dict[Atom, str] = {}
    complemented: dict[Atom, str] = {}
    compiled = []
    for index, rule in enumerate(rules):
        tokens: dict[tuple[str, str], None] = {}
        for literals, names, letter in ((rule.when, plain, "p"), (rule.unless, complemented, "n")):
            for literal in literals:
                place, atom = parts(literal)
                tokens[place, names.setdefault(atom, f"{letter}{len(names)}")] = None
        compiled.append(CompiledRule(index, arity(rule), tuple(tokens)))
    return Stratum(
        rules=rules,
        compiled=CompiledStratum(key, tuple(compiled)),
        aggregates=aggregates,
        plain=plain,
        complemented=complemented,
    )


@functools.lru_cache(maxsize=16)
def _program(number: int, day: dt.date) -> Program:
    rules = (
        *(r for r in RULES if r.in_force.on(day)),
        *(gap_rule(gap) for gap in GAPS),
    )
    aggregates = tuple(a for a in AGGREGATES if a.in_force.on(day))
    gives: dict[Conclusion, list[Rule | Aggregate]] = {}
    for giver in (*rules, *aggregates):
        gives.setdefault(giver.gives, []).append(giver)
    return Program(
        strata=sort_into_strata(rules, aggregates, f"era{number}"),
        rules=rules,
        aggregates=aggregates,
        gives={c: tuple(g) for c, g in gives.items()},
    )


_first_day_of_era: dict[int, dt.date] = {}


def program_of(as_of: dt.date) -> Program:
    """The compiled rulebook in force on a day; one a process for each era."""
    number = era(as_of)
    return _program(number, _first_day_of_era.setdefault(number, as_of))


def evaluate(program: Program, context: Context, engine: Engine) -> Slots:
    """Run every stratum in turn."""
    count = len(context.case.dispositions)
    slots = Slots(program, context, {}, {})
    for stratum in program.strata:
        for aggregate in stratum.aggregates:
            slots.case[aggregate.gives] = aggregate_value(aggregate, slots)
        low_tokens, high_tokens = _tokens(stratum, slots, count)
        low = _run(stratum, low_tokens, engine, count)
        high = low if low_tokens == high_tokens else _run(stratum, high_tokens, engine, count)
        for conclusion, values in low.items():
            ends = [Pair(a, b) for a, b in zip(values, high[conclusion], strict=True)]
            if isinstance(conclusion, CaseConclusion):
                earlier = slots.case.get(conclusion)
                slots.case[conclusion] = ends[0] if earlier is None else _either(earlier, ends[0])
            else:
                slots.each[conclusion] = ends
    return slots


def _either(one: Pair, two: Pair) -> Pair:
    return Pair(disjunction((one.low, two.low)), disjunction((one.high, two.high)))


def _run(
    stratum: Stratum, tokens: Tokens, engine: Engine, count: int
) -> dict[Conclusion, list[Value]]:
    """The value of each conclusion of a stratum at one end: of the case, or of each disposition."""
    rules = stratum.rules
    values: dict[Conclusion, list[Value]] = {
        r.gives: [NO] * (1 if isinstance(r.gives, CaseConclusion) else count) for r in rules
    }
    for index, binding, grade in engine.run(stratum.compiled, tokens):
        gives = rules[index].gives
        place = 0 if isinstance(gives, CaseConclusion) else binding[0]
        value = Value(grade)
        mine = values[gives]
        mine[place] = disjunction((mine[place], value))
    return values


def _tokens(stratum: Stratum, slots: Slots, count: int) -> tuple[Tokens, Tokens]:
    case: tuple[dict[str, int], dict[str, int]] = ({}, {})
    each: tuple[list[dict[str, int]], list[dict[str, int]]] = (
        [{} for _ in range(count)],
        [{} for _ in range(count)],
    )
    pairs: tuple[dict[tuple[int, int], dict[str, int]], dict[tuple[int, int], dict[str, int]]] = (
        {},
        {},
    )
    for negated, names in ((False, stratum.plain), (True, stratum.complemented)):
        for atom, token in names.items():
            if isinstance(atom, CasePremise | CaseConclusion):
                _put(case[0], case[1], token, slots.of(atom), negated)
            elif isinstance(atom, PairPremise):
                for i in range(count):
                    for j in range(count):
                        if i != j:
                            _put(
                                pairs[0].setdefault((i, j), {}),
                                pairs[1].setdefault((i, j), {}),
                                token,
                                slots.of(atom, (i, j)),
                                negated,
                            )
            else:
                for i in range(count):
                    _put(each[0][i], each[1][i], token, slots.of(atom, (i,)), negated)
    return Tokens(case[0], each[0], pairs[0]), Tokens(case[1], each[1], pairs[1])


def _put(low: dict[str, int], high: dict[str, int], token: str, pair: Pair, negated: bool) -> None:
    at_low = negation(pair.high) if negated else pair.low
    at_high = negation(pair.low) if negated else pair.high
    if at_low:
        low[token] = int(at_low)
    if at_high:
        high[token] = int(at_high)


def aggregate_value(aggregate: Aggregate, slots: Slots) -> Pair:
    """A count or sum at both ends of a silent record."""
    return Pair(_aggregate(aggregate, slots, False), _aggregate(aggregate, slots, True))


def _aggregate(aggregate: Aggregate, slots: Slots, high_end: bool) -> Value:
    values = [pair.high if high_end else pair.low for pair in slots.each.get(aggregate.members, ())]
    if NO is disjunction(values):
        return NO
    context = slots.context
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
