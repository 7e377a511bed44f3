"""The rulebook of an era, sorted into strata and compiled for an engine.

Strata come from the dependency graph: no rule reads what another rule of its own stratum gives.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

import attrs

from immconseq.engine.port import (
    CASE,
    FIRST,
    PAIR,
    SECOND,
    CompiledRule,
    CompiledStratum,
)
from immconseq.facts.model import CasePremise, DispositionPremise, PairPremise
from immconseq.rules import AGGREGATES, RULES, era
from immconseq.rules.model import (
    Aggregate,
    CaseConclusion,
    CaseRule,
    Conclusion,
    DispositionConclusion,
    DispositionRule,
    First,
    Literal,
    Rule,
    Second,
)

__all__ = [
    "Atom",
    "Giving",
    "Program",
    "Read",
    "Stratum",
    "parts",
    "program_of",
    "sort_into_strata",
]

Atom = CasePremise | DispositionPremise | PairPremise | CaseConclusion | DispositionConclusion


AtomT = TypeVar("AtomT", bound=Atom)


@attrs.frozen(eq=False)
class Read(Generic[AtomT]):
    """What a token stands for: an atom, or its complement where *negated*."""

    token: str
    atom: AtomT
    negated: bool


@attrs.frozen(eq=False)
class Stratum:
    """Rules that one pass evaluates.

    Attributes:
        rules: As the law has them, in the order of `compiled`.
        compiled: As the engine sees them.
        aggregates: Those computed before the rules, from earlier strata.
        of_case: The premises that rules read of the case, and no earlier stratum did.
        of_each: The same of each disposition.
        of_pairs: The same of each two different dispositions.
        given_case: What earlier strata concluded of the case, and these are the first to read.
        given_each: The same of each disposition.
    """

    rules: tuple[Rule, ...]
    compiled: CompiledStratum
    aggregates: tuple[Aggregate, ...]
    of_case: tuple[Read[CasePremise], ...] = ()
    of_each: tuple[Read[DispositionPremise], ...] = ()
    of_pairs: tuple[Read[PairPremise], ...] = ()
    given_case: tuple[Read[CaseConclusion], ...] = ()
    given_each: tuple[Read[DispositionConclusion], ...] = ()

    @functools.cached_property
    def by_conclusion(self) -> dict[Conclusion, Giving]:
        """The rules that give each conclusion."""
        found: dict[Conclusion, list[int]] = {}
        for number, rule in enumerate(self.rules):
            found.setdefault(rule.gives, []).append(number)
        return {c: self._giving(c, numbers) for c, numbers in found.items()}

    def _giving(self, conclusion: Conclusion, numbers: Sequence[int]) -> Giving:
        rules = tuple(self.rules[n] for n in numbers)
        compiled = CompiledStratum(
            f"{self.compiled.key}-{conclusion.name}",
            tuple(
                attrs.evolve(self.compiled.rules[n], index=index) for index, n in enumerate(numbers)
            ),
        )
        literals = (parts(x) for rule in rules for x in (*rule.when, *rule.unless))
        return Giving(
            alone=Stratum(rules=rules, compiled=compiled, aggregates=()),
            asks=tuple(dict.fromkeys(literals)),
        )


@attrs.frozen(eq=False)
class Giving:
    """The rules of a stratum that give one conclusion.

    Attributes:
        alone: These as a stratum, for what its whole has read.
        asks: What they turn on: the place that each literal speaks of, and what it says there.
    """

    alone: Stratum
    asks: tuple[tuple[str, Atom], ...]


@attrs.frozen(eq=False)
class Program:
    """The compiled rulebook of one era."""

    strata: tuple[Stratum, ...]
    rules: tuple[Rule, ...]
    aggregates: tuple[Aggregate, ...]
    gives: dict[Conclusion, tuple[Rule | Aggregate, ...]]


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
    names: dict[tuple[Atom, bool], str] = {}
    for number in range(1, max(levels.values(), default=0) + 1):
        here = tuple(r for r in rules if levels[r.gives] == number)
        out.append(
            _compiled(
                here,
                tuple(a for a in aggregates if levels[a.gives] == number),
                f"{key}-{number}",
                names,
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


def _compiled(
    rules: tuple[Rule, ...],
    aggregates: tuple[Aggregate, ...],
    key: str,
    names: dict[tuple[Atom, bool], str],
) -> Stratum:
    """One stratum; *names* has the tokens of the earlier ones, and gets its own."""
    earlier = len(names)
    asked = []
    for rule in rules:
        tokens: dict[tuple[str, str], None] = {}
        for literals, negated in ((rule.when, False), (rule.unless, True)):
            for literal in literals:
                place, atom = parts(literal)
                tokens[place, names.setdefault((atom, negated), f"t{len(names)}")] = None
        asked.append(tokens)
    # What few rules ask for is seldom there; asked first, it spares the rest.
    uses = Counter(token for tokens in asked for _, token in tokens)
    compiled = tuple(
        CompiledRule(index, arity(rule), tuple(sorted(tokens, key=lambda t: uses[t[1]])))
        for index, (rule, tokens) in enumerate(zip(rules, asked, strict=True))
    )
    new = [
        Read(token, atom, negated)
        for (atom, negated), token in itertools.islice(names.items(), earlier, None)
    ]
    return Stratum(
        rules=rules,
        compiled=CompiledStratum(key, compiled),
        aggregates=aggregates,
        of_case=_of(CasePremise, new),
        of_each=_of(DispositionPremise, new),
        of_pairs=_of(PairPremise, new),
        given_case=_of(CaseConclusion, new),
        given_each=_of(DispositionConclusion, new),
    )


def _of(kind: type[AtomT], reads: Iterable[Read[Any]]) -> tuple[Read[AtomT], ...]:
    return tuple(read for read in reads if isinstance(read.atom, kind))


@functools.lru_cache(maxsize=16)
def _program(number: int, day: dt.date) -> Program:
    rules = tuple(r for r in RULES if r.in_force.on(day))
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
