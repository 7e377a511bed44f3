"""The four-valued logic: each table whole, and the promise that facts filled in turn nothing."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immconseq.values import (
    CONTESTED,
    NO,
    SILENT,
    UNKNOWN,
    YES,
    Pair,
    Value,
    conjunction,
    disjunction,
    negation,
)

N, U, C, Y = NO, UNKNOWN, CONTESTED, YES

AND = {
    (N, N): N, (N, U): N, (N, C): N, (N, Y): N,
    (U, N): N, (U, U): U, (U, C): U, (U, Y): U,
    (C, N): N, (C, U): U, (C, C): C, (C, Y): C,
    (Y, N): N, (Y, U): U, (Y, C): C, (Y, Y): Y,
}  # fmt: skip
OR = {
    (N, N): N, (N, U): U, (N, C): C, (N, Y): Y,
    (U, N): U, (U, U): U, (U, C): U, (U, Y): Y,
    (C, N): C, (C, U): U, (C, C): C, (C, Y): Y,
    (Y, N): Y, (Y, U): Y, (Y, C): Y, (Y, Y): Y,
}  # fmt: skip
NOT = {N: Y, U: U, C: C, Y: N}

values = st.sampled_from(Value)


@pytest.mark.parametrize(("pair", "out"), AND.items())
def test_the_table_of_and(pair: tuple[Value, Value], out: Value) -> None:
    assert conjunction(pair) is out


@pytest.mark.parametrize(("pair", "out"), OR.items())
def test_the_table_of_or(pair: tuple[Value, Value], out: Value) -> None:
    assert disjunction(pair) is out


@pytest.mark.parametrize(("value", "out"), NOT.items())
def test_the_table_of_not(value: Value, out: Value) -> None:
    assert negation(value) is out


def test_the_tables_are_whole() -> None:
    everything = set(itertools.product(Value, Value))
    assert set(AND) == set(OR) == everything
    assert set(NOT) == set(Value)


def test_nothing_joined_is_the_neutral_element() -> None:
    assert conjunction(()) is YES
    assert disjunction(()) is NO


@given(st.lists(values))
def test_de_morgan(all_: list[Value]) -> None:
    assert negation(conjunction(all_)) is disjunction(negation(v) for v in all_)


@given(st.lists(st.tuples(values, values), min_size=1), st.randoms())
def test_what_is_not_unknown_stays_when_facts_are_filled_in(
    pairs: list[tuple[Value, Value]], random: object
) -> None:
    """An unknown may become anything; no other value turns, and neither does the outcome."""
    before = [a for a, _ in pairs]
    after = [b if a is UNKNOWN else a for a, b in pairs]
    for join in (conjunction, disjunction):
        if join(before) is not UNKNOWN:
            assert join(after) is join(before)


def test_the_logic_is_not_absorptive_so_that_no_rule_may_be_simplified() -> None:
    assert disjunction((CONTESTED, conjunction((CONTESTED, UNKNOWN)))) is UNKNOWN


def test_a_silent_record_is_read_at_the_other_end_under_an_exception() -> None:
    assert SILENT.negated() == SILENT
    assert Pair(NO, CONTESTED).negated() == Pair(CONTESTED, YES)
    assert SILENT.silent
    assert not Pair.of(YES).silent
