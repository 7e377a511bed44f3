"""The port between the rulebook and an engine.

A stratum is handed over as plain data: rules as conjunctions of *tokens*, and facts as graded
tokens. A token is the name of a premise, or of its complement, that is not ``no``; its grade is 1
(unknown), 2 (contested) or 3 (yes). An engine finds every binding of every rule whose tokens are
all there and says the least grade among them. It evaluates nothing, negates nothing and
concludes nothing: complements are made, and conclusions drawn, outside.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Protocol

import attrs

__all__ = [
    "CASE",
    "FIRST",
    "PAIR",
    "SECOND",
    "CompiledRule",
    "CompiledStratum",
    "Engine",
    "Firing",
    "Grades",
    "Tokens",
]

CASE, FIRST, SECOND, PAIR = "c", "a", "b", "p"
"""The places a token may speak of: the case; the one or first disposition; the second; the pair."""

Grades = Mapping[str, int]
"""Token to grade, 1 to 3; a grade of 0 is as good as no token at all."""


@attrs.frozen
class CompiledRule:
    """A rule as an engine sees it.

    Attributes:
        index: Its number within the stratum, from 0.
        arity: How many dispositions it ranges over: 0, 1 or 2 (two different ones, ordered).
        tokens: Pairs of place and token, all of which must be there. A rule of arity 0 has only
            ``CASE``; of arity 1 ``CASE`` and ``FIRST``; of arity 2 all four. At least one token.
    """

    index: int
    arity: int
    tokens: tuple[tuple[str, str], ...]

    @functools.cached_property
    def by_place(self) -> tuple[tuple[str, ...], ...]:
        """The tokens of the case, the first, the second and the pair, in this order."""
        return tuple(
            tuple(token for at, token in self.tokens if at == place)
            for place in (CASE, FIRST, SECOND, PAIR)
        )


@attrs.frozen
class CompiledStratum:
    """The rules that are evaluated in one pass; none reads what another of them gives.

    Attributes:
        key: A name unlike any other stratum's of the process; a compiled form is kept by it.
        rules: In order of `CompiledRule.index`.
    """

    key: str
    rules: tuple[CompiledRule, ...]

    @functools.cached_property
    def by_case(self) -> tuple[tuple[tuple[str, ...], tuple[CompiledRule, ...]], ...]:
        """The rules by the tokens of the case that they ask for: many ask for the same."""
        groups: dict[tuple[str, ...], list[CompiledRule]] = {}
        for rule in self.rules:
            groups.setdefault(rule.by_place[0], []).append(rule)
        return tuple((asked, tuple(rules)) for asked, rules in groups.items())


@attrs.frozen
class Tokens:
    """The facts of one stratum at one end: token to grade, 1 to 3; what is ``no`` is left out.

    Attributes:
        case: Of the case.
        dispositions: Of each disposition, in the case's order.
        pairs: Of each ordered pair of different dispositions, where a rule asks; may be partial
            only in that a pair without any token may be left out.
    """

    case: Grades
    dispositions: Sequence[Grades]
    pairs: Mapping[tuple[int, int], Grades]


Firing = tuple[int, tuple[int, ...], int]
"""A rule's index, the dispositions bound (0, 1 or 2 of them), and the least grade, 1 to 3."""


class Engine(Protocol):
    """What evaluates a stratum. Stateless between calls as far as anybody can see."""

    @property
    def name(self) -> str:
        """``durable`` or ``reference``."""

    @property
    def piecemeal(self) -> bool:
        """Does it cost less to run a few rules of a stratum alone, however often?"""

    def run(self, stratum: CompiledStratum, tokens: Tokens) -> list[Firing]:
        """Every binding of every rule with all its tokens there, each once, in any order.

        Raises:
            EngineError: The engine failed; no other engine answers in its place.
        """
