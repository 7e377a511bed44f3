"""Hypothesis strategies for what an engine is given: a compiled stratum, and the tokens of a case.

The alphabet is small, so that tokens meet rules, and nasty: the names that durable-rules keeps to
itself, two whose hashes are alike, and some that JSON has to escape.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from immconseq.engine.port import (
    CASE,
    FIRST,
    PAIR,
    SECOND,
    CompiledRule,
    CompiledStratum,
    Tokens,
)

__all__ = ["ALPHABET", "large_problems", "problems", "strata", "tokens_for"]

ALPHABET = ("p0", "p1", "n2", "id", "sid", "k", "d", "$s", "lnovth", "wcynxn", 'a"b\\', "é")

PLACES = {0: (CASE,), 1: (CASE, FIRST), 2: (CASE, FIRST, SECOND, PAIR)}

Problem = tuple[CompiledStratum, Tokens]


@st.composite
def rules(draw: st.DrawFn, index: int, alphabet: Sequence[str]) -> CompiledRule:
    arity = draw(st.integers(0, 2))
    token = st.tuples(st.sampled_from(PLACES[arity]), st.sampled_from(alphabet))
    found = draw(st.lists(token, min_size=1, max_size=5, unique=True))
    return CompiledRule(index, arity, tuple(found))


@st.composite
def strata(
    draw: st.DrawFn, alphabet: Sequence[str] = ALPHABET, *, most_rules: int = 12
) -> CompiledStratum:
    """Of no rule to *most_rules*; several may be equal."""
    count = draw(st.integers(0, most_rules))
    found = tuple(draw(rules(index, alphabet)) for index in range(count))
    return CompiledStratum("generated", found)


@st.composite
def tokens_for(
    draw: st.DrawFn, alphabet: Sequence[str] = ALPHABET, *, most_dispositions: int = 8
) -> Tokens:
    """Of no disposition to *most_dispositions*, some of them equal; any of it may be empty."""
    sets = st.dictionaries(st.sampled_from(alphabet), st.integers(1, 3))
    kinds = draw(st.lists(sets, min_size=1, max_size=4))
    dispositions = draw(st.lists(st.sampled_from(kinds), max_size=most_dispositions))
    pairs: dict[tuple[int, int], Mapping[str, int]] = {}
    for one in range(len(dispositions)):
        for two in range(len(dispositions)):
            # A pair without a token may be there or not.
            if one != two and draw(st.booleans()):
                pairs[one, two] = draw(st.sampled_from(kinds))
    return Tokens(draw(sets), dispositions, pairs)


def problems() -> st.SearchStrategy[Problem]:
    """A small stratum and tokens for it."""
    return st.tuples(strata(), tokens_for())


@st.composite
def large_problems(draw: st.DrawFn) -> Problem:
    """Hundreds of rules over hundreds of tokens, from one number; every token may be there."""
    source = random.Random(draw(st.integers(0, 2**32)))
    names = [f"p{number}" for number in range(draw(st.sampled_from((5, 40, 300))))]
    # Rules over two dispositions fire often; with few names to a rule, few of them are enough.
    arities = draw(st.sampled_from(((0, 1), (1,), (0, 1, 1, 1, 2), (2,))))
    found = []
    for index in range(draw(st.sampled_from((61, 150, 400)))):
        arity = source.choice(arities)
        size = source.randint(1, 5)
        spoken = {(source.choice(PLACES[arity]), source.choice(names)) for _ in range(size)}
        found.append(CompiledRule(index, arity, tuple(sorted(spoken))))
    share = draw(st.sampled_from((0.3, 0.7, 1.0)))

    def some() -> dict[str, int]:
        return {name: source.randint(1, 3) for name in names if source.random() < share}

    count = draw(st.integers(0, 3))
    places = [(one, two) for one in range(count) for two in range(count) if one != two]
    return (
        CompiledStratum("large", tuple(found)),
        Tokens(some(), [some() for _ in range(count)], {place: some() for place in places}),
    )
