"""The durable engine gives what the reference engine gives, whatever it is given."""

from __future__ import annotations

import gc
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immconseq.engine import durable
from immconseq.engine.durable import DurableEngine, available
from immconseq.engine.port import (
    CASE,
    FIRST,
    PAIR,
    SECOND,
    CompiledRule,
    CompiledStratum,
    Firing,
    Tokens,
)
from immconseq.engine.reference import ReferenceEngine
from tests.engine_strategies import Problem, large_problems, problems

pytestmark = pytest.mark.skipif(not available(), reason="durable-rules does not import here")

REFERENCE = ReferenceEngine()


def both(stratum: CompiledStratum, tokens: Tokens) -> tuple[list[Firing], list[Firing]]:
    return (
        sorted(DurableEngine().run(stratum, tokens)),
        sorted(REFERENCE.run(stratum, tokens)),
    )


def stratum(*rules: tuple[int, tuple[tuple[str, str], ...]], key: str = "test") -> CompiledStratum:
    return CompiledStratum(
        key, tuple(CompiledRule(index, *rule) for index, rule in enumerate(rules))
    )


@settings.get_profile("thorough")
@given(problems())
def test_the_same_firings_as_the_reference(problem: Problem) -> None:
    # As lists, not as sets: each binding of a rule comes once.
    found, expected = both(*problem)
    assert found == expected


@given(large_problems())
def test_the_same_of_hundreds_of_rules(problem: Problem) -> None:
    found, expected = both(*problem)
    assert found == expected


@given(problems(), st.randoms())
def test_the_order_of_tokens_and_pairs_does_not_matter(problem: Problem, random: object) -> None:
    given_rules, tokens = problem
    pairs = list(tokens.pairs.items())
    random.shuffle(pairs)  # type: ignore[attr-defined]
    case = dict(reversed(list(tokens.case.items())))
    shuffled = Tokens(case, tokens.dispositions, dict(pairs))
    engine = DurableEngine()
    assert sorted(engine.run(given_rules, tokens)) == sorted(engine.run(given_rules, shuffled))


def test_the_least_grade_of_each_place() -> None:
    rule = stratum((2, ((CASE, "x"), (FIRST, "x"), (SECOND, "x"), (PAIR, "x"))))
    for least in range(4):
        grades = [{"x": 1 if place == least else 3} for place in range(4)]
        tokens = Tokens(grades[0], [grades[1], grades[2]], {(0, 1): grades[3]})
        assert DurableEngine().run(rule, tokens) == [(0, (0, 1), 1)]


def test_places_are_kept_apart() -> None:
    rule = stratum((2, ((FIRST, "x"), (SECOND, "y"))))
    tokens = Tokens({"x": 3, "y": 3}, [{"x": 3}, {"y": 2}], {(1, 0): {"x": 3, "y": 3}})
    assert DurableEngine().run(rule, tokens) == [(0, (0, 1), 2)]


def test_the_case_alone_lights_a_rule_over_each_disposition() -> None:
    rules = stratum((0, ((CASE, "x"),)), (1, ((CASE, "x"),)), (2, ((CASE, "x"),)))
    assert sorted(DurableEngine().run(rules, Tokens({"x": 1}, [{}, {}], {}))) == [
        (0, (), 1),
        (1, (0,), 1),
        (1, (1,), 1),
        (2, (0, 1), 1),
        (2, (1, 0), 1),
    ]


def test_nothing_comes_of_nothing() -> None:
    nothing = Tokens({}, [], {})
    assert DurableEngine().run(stratum(), nothing) == []
    assert DurableEngine().run(stratum((0, ((CASE, "x"),)), key="one"), nothing) == []


def test_twenty_dispositions() -> None:
    rule = stratum((2, ((FIRST, "x"), (SECOND, "x"), (PAIR, "y"))))
    places = [(one, two) for one in range(20) for two in range(20) if one != two]
    tokens = Tokens({}, [{"x": 3}] * 20, {place: {"y": 2} for place in places})
    assert sorted(DurableEngine().run(rule, tokens)) == [(0, place, 2) for place in places]


def test_strata_of_one_key_are_told_apart_by_their_rules() -> None:
    tokens = Tokens({"x": 3}, [], {})
    assert DurableEngine().run(stratum((0, ((CASE, "x"),)), key="same"), tokens) == [(0, (), 3)]
    assert DurableEngine().run(stratum((0, ((CASE, "y"),)), key="same"), tokens) == []


def test_a_stratum_is_compiled_once() -> None:
    rules, tokens = stratum((0, ((CASE, "x"),)), key="once"), Tokens({"x": 3}, [], {})
    DurableEngine().run(rules, tokens)
    before = durable._compiled.cache_info().misses
    DurableEngine().run(stratum((0, ((CASE, "x"),)), key="once"), tokens)
    assert durable._compiled.cache_info().misses == before


def test_rulesets_out_of_the_cache_are_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    durable._compiled.cache_clear()
    gc.collect()
    module = durable._module()
    freed: list[int] = []
    delete = module.delete_ruleset

    def free(handle: int) -> None:
        freed.append(handle)
        delete(handle)

    monkeypatch.setattr(module, "delete_ruleset", free)
    for number in range(durable.MOST_STRATA + 10):
        rules = stratum((0, ((CASE, "x"),)), key=f"kept-{number}")
        assert DurableEngine().run(rules, Tokens({"x": 3}, [], {})) == [(0, (), 3)]
    gc.collect()
    assert len(freed) == len(set(freed)) == 10


def test_threads() -> None:
    rules = stratum(
        *((1, ((FIRST, f"p{number % 7}"), (CASE, "x"))) for number in range(70)),
        (2, ((FIRST, "p1"), (SECOND, "p2"), (PAIR, "q"))),
        key="threads",
    )
    engine = DurableEngine()
    work = [
        Tokens(
            {"x": 3},
            [{f"p{(seed + step) % 7}": 1 + seed % 3} for step in range(seed % 5)],
            {(0, 1): {"q": 3}} if seed % 5 > 1 else {},
        )
        for seed in range(35)
    ] * 20
    expected = [sorted(REFERENCE.run(rules, tokens)) for tokens in work]
    before = threading.active_count()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda tokens: sorted(engine.run(rules, tokens)), work))
    assert found == expected
    assert threading.active_count() == before


def test_a_run_from_within_a_run() -> None:
    engine = DurableEngine()
    outer, inner = stratum((0, ((CASE, "x"),))), Tokens({"x": 2}, [], {})

    class Asking(dict[str, int]):
        asked = 0

        def get(self, *args: object) -> int:  # type: ignore[override]
            self.asked += 1
            assert engine.run(outer, inner) == [(0, (), 2)]
            return 3

        def __getitem__(self, key: str) -> int:
            assert engine.run(outer, inner) == [(0, (), 2)]
            return 3

    case = Asking()
    assert engine.run(outer, Tokens(case, [], {})) == [(0, (), 3)]
    assert case.asked
