"""What durable-rules does when it is left alone, and that none of it gets through the fences.

Each test fails when its fence is taken away; most were seen to. What would hang or kill the
process runs in one of its own, with allocated memory filled with rubbish.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import textwrap
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immconseq.engine import durable
from immconseq.engine.durable import DurableEngine, available
from immconseq.engine.lint import (
    MOST_CONDITIONS,
    MOST_RULES,
    MOST_TOKENS,
    engine_faults,
    name_hash,
    properties_of,
)
from immconseq.engine.port import (
    CASE,
    FIRST,
    PAIR,
    SECOND,
    CompiledRule,
    CompiledStratum,
    Tokens,
)
from immconseq.engine.reference import ReferenceEngine
from immconseq.errors import EngineError, EngineUnavailable
from tests.engine_strategies import strata

needs_durable = pytest.mark.skipif(not available(), reason="durable-rules does not import here")

NOTHING = Tokens({}, [], {})
ONE = CompiledStratum("one", (CompiledRule(0, 0, ((CASE, "x"),)),))
LIT = Tokens({"x": 3}, [], {})
THREE = (
    CompiledRule(0, 1, ((FIRST, "x"),)),
    CompiledRule(1, 2, ((FIRST, "x"), (SECOND, "x"), (PAIR, "y"))),
    CompiledRule(2, 0, ((CASE, "x"),)),
)
PAIRS = CompiledStratum("pairs", THREE)
ALL_LIT = Tokens({"x": 3}, [{"x": 2}] * 3, {(0, 1): {"y": 1}, (2, 1): {"y": 3}})


# Another distribution may have a package of this name; a program means this folder.
PRELUDE = f"""
import sys, types
sys.modules["tests"] = types.ModuleType("tests")
sys.modules["tests"].__path__ = [{str(Path(__file__).parent)!r}]
from tests.test_engine_hazards import *
from tests.test_engine_hazards import durable, provoke
"""


def in_a_process(program: str, prelude: str = PRELUDE) -> None:
    """Run a program to its end; memory that nobody wrote is not zero in it."""
    done = subprocess.run(
        [sys.executable, "-c", prelude + textwrap.dedent(program)],
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"MALLOC_PERTURB_": "165"},
    )
    assert done.returncode == 0, f"ended with {done.returncode}: {done.stderr[-2000:]}"


def agree(stratum: CompiledStratum, tokens: Tokens) -> int:
    found = sorted(DurableEngine().run(stratum, tokens))
    assert found == sorted(ReferenceEngine().run(stratum, tokens))
    return len(found)


def conjunctions(terms: object) -> Iterator[tuple[str, object]]:
    """Every key of a ruleset's conditions with its value."""
    if isinstance(terms, dict):
        for key, value in terms.items():
            yield key, value
            yield from conjunctions(value)
    elif isinstance(terms, list):
        for term in terms:
            yield from conjunctions(term)


class Faulty:
    """The C module, but one call of it, counted from 1, goes wrong in one of three ways."""

    def __init__(self, number: int, how: str, error: type[BaseException]) -> None:
        self._module = durable._module()
        self._calls = itertools.count(1)
        self._number, self._how, self._raised = number, how, error
        self.error = self._module.error
        self.fired = False

    def __getattr__(self, name: str) -> Any:
        function = getattr(self._module, name)

        def call(*args: object) -> object:
            if next(self._calls) != self._number:
                return function(*args)
            self.fired = True
            if self._how == "before":
                raise self._raised("provoked")
            result = function(*args)
            if self._how == "after":
                raise self._raised("provoked")
            # It says that the fact is a repeat, or that nothing (more) fires.
            return (2, result[1]) if name == "assert_fact" else None

        return call


def provoke(number: int, how: str, error: type[BaseException]) -> bool:
    """One run with one fault; was there so many a call?

    The ruleset is new, for what a session of it leaves behind is clean for the next.
    """
    fresh = CompiledStratum(f"fresh {how} {error.__name__} {number}", THREE)
    engine = DurableEngine()
    free = set(durable._FREE_SESSIONS)
    faulty = engine._module = Faulty(number, how, error)  # type: ignore[assignment]
    expected = sorted(ReferenceEngine().run(fresh, ALL_LIT))
    try:
        found = engine.run(fresh, ALL_LIT)
    except (EngineError, KeyboardInterrupt):
        assert faulty.fired
    else:
        # Only where nothing went wrong, or the answer of the last call of all is not read.
        assert sorted(found) == expected
    # A session that could not be deleted is lost, and its id with it: it must not be used again.
    assert len(free - set(durable._FREE_SESSIONS)) <= 1
    assert sorted(DurableEngine().run(fresh, ALL_LIT)) == expected
    return faulty.fired


@needs_durable
def test_no_fault_of_the_c_module_passes_for_an_answer_or_kills_the_process() -> None:
    in_a_process(
        """
        import itertools
        error = durable._module().error
        for how in ("before", "after", "instead"):
            for kind in (error, MemoryError, KeyboardInterrupt):
                for number in itertools.count(1):
                    if not provoke(number, how, kind):
                        break
                assert number > 15
        """
    )


@needs_durable
def test_a_session_in_which_nothing_fired_is_deleted_without_a_crash() -> None:
    in_a_process(
        """
        engine = DurableEngine()
        for _ in range(3000):
            assert engine.run(ONE, NOTHING) == []
            assert engine.run(PAIRS, Tokens({"z": 3}, [{}, {"z": 1}], {})) == []
        """
    )


@needs_durable
def test_more_runs_than_there_is_room_for_sessions() -> None:
    engine = DurableEngine()
    assert all(engine.run(ONE, LIT) == [(0, (), 3)] for _ in range(3000))


@needs_durable
def test_more_failed_runs_than_there_is_room_for_sessions() -> None:
    engine = DurableEngine()
    for _ in range(1500):
        engine._module = Faulty(2, "instead", Exception)  # type: ignore[assignment]
        with pytest.raises(EngineError, match="repeat"):
            engine.run(ONE, LIT)
    assert DurableEngine().run(ONE, LIT) == [(0, (), 3)]


@needs_durable
def test_too_many_runs_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "_FREE_SESSIONS", deque())
    with pytest.raises(EngineError, match="under way"):
        DurableEngine().run(ONE, LIT)


@given(strata())
def test_only_there_is_and_equal_strings_are_asked(stratum: CompiledStratum) -> None:
    used = sorted({(durable._kind(p), t) for rule in stratum.rules for p, t in rule.tokens})
    properties = dict(zip(used, durable._PROPERTIES.first(len(used)), strict=False))
    definition = durable._definition(stratum.rules, properties)
    assert list(definition)[-1] == "end"
    assert definition["end"]["pri"] > 0
    for rule in definition.values():
        assert set(rule) <= {"all", "pri"}
        for key, value in conjunctions(rule["all"]):
            assert key in {"$and", "$ex", *"kabcdfsp"} or key in properties.values()
            assert isinstance(value, str | dict | list) or (key in properties.values())


@needs_durable
def test_only_strings_go_in() -> None:
    engine = DurableEngine()
    module = durable._module()
    texts: list[str] = []

    class Listening:
        error = module.error

        def __getattr__(self, name: str) -> Any:
            return getattr(module, name)

        def assert_fact(self, handle: int, text: str) -> Any:
            texts.append(text)
            return module.assert_fact(handle, text)

    engine._module = Listening()  # type: ignore[assignment]
    engine.run(PAIRS, ALL_LIT)
    facts = [json.loads(text) for text in texts]
    assert json.loads(texts[0])["k"] == "end"
    assert len({fact["id"] for fact in facts}) == len(facts) == 7
    assert all(isinstance(value, str) for fact in facts for value in fact.values())


@needs_durable
def test_a_disposition_is_never_both_of_two() -> None:
    rule = CompiledStratum("self", (CompiledRule(0, 2, ((FIRST, "x"), (SECOND, "x"))),))
    assert DurableEngine().run(rule, Tokens({}, [{"x": 3}], {})) == []


@needs_durable
def test_dispositions_with_equal_tokens_are_no_repeat() -> None:
    rule = CompiledStratum("equal", (CompiledRule(0, 1, ((FIRST, "x"),)),))
    assert agree(rule, Tokens({}, [{"x": 3}] * 8, {})) == 8


@needs_durable
def test_a_fact_that_meets_no_condition_does_not_stop_the_rest() -> None:
    rule = CompiledStratum("rest", (CompiledRule(0, 1, ((FIRST, "x"),)),))
    assert agree(rule, Tokens({"q": 3}, [{}, {"y": 1}, {"x": 3}], {})) == 1


@needs_durable
@pytest.mark.parametrize("name", ["id", "sid", "$s", "k", "d", "a", "b", "f", "$and", 'x":"', ""])
def test_a_token_may_have_any_name(name: str) -> None:
    rules = (
        CompiledRule(0, 1, ((FIRST, name), (CASE, name))),
        CompiledRule(1, 2, ((FIRST, name), (SECOND, name), (PAIR, name))),
    )
    tokens = Tokens({name: 2}, [{name: 3}, {name: 1}, {}], {(0, 1): {name: 3}})
    assert agree(CompiledStratum(f"named {name}", rules), tokens) == 3


@needs_durable
def test_tokens_whose_hashes_are_alike_are_told_apart() -> None:
    assert name_hash("lnovth") == name_hash("wcynxn")
    rules = (CompiledRule(0, 0, ((CASE, "lnovth"),)), CompiledRule(1, 0, ((CASE, "wcynxn"),)))
    alike = CompiledStratum("alike", rules)
    assert agree(alike, Tokens({"lnovth": 3}, [], {})) == 1
    assert agree(alike, Tokens({"wcynxn": 3}, [], {})) == 1


def test_all_names_that_are_made_differ_by_their_hash() -> None:
    sessions = [f"s{number}" for number in range(512)]
    facts = durable._FACTS.first(5000)
    properties = durable._PROPERTIES.first(1000)
    for names in (
        sessions,
        [*facts, "again", *(f"sid-{session}" for session in sessions)],
        [*properties, *durable._OWN_NAMES],
    ):
        assert len({name_hash(name) for name in names}) == len(names)
    assert durable._FACTS.first(5000) == facts


def test_a_name_whose_hash_is_taken_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "name_hash", lambda name: len(name))
    assert durable._Names("t", ["xx"]).first(2)[:2] == ["t10", "t100"]


@needs_durable
def test_no_thread_is_started_and_durable_itself_is_not_imported() -> None:
    in_a_process(
        """
        import sys, threading
        from immconseq.engine.durable import DurableEngine
        from immconseq.engine.port import CompiledRule, CompiledStratum, Tokens
        assert "durable_rules_engine" not in sys.modules
        rules = CompiledStratum("one", (CompiledRule(0, 0, (("c", "x"),)),))
        assert DurableEngine().run(rules, Tokens({"x": 3}, [], {})) == [(0, (), 3)]
        assert threading.active_count() == 1
        assert not {"durable", "durable.engine", "durable.lang"} & set(sys.modules)
        """,
        prelude="",
    )


@needs_durable
@pytest.mark.parametrize("end", [14, 15, 16, 17, 40, MOST_TOKENS])
def test_rules_of_many_tokens(end: int) -> None:
    names = [f"p{number}" for number in range(end)]
    rules = (
        CompiledRule(0, 0, tuple((CASE, name) for name in names)),
        CompiledRule(1, 1, tuple((FIRST, name) for name in names)),
        CompiledRule(2, 2, tuple((place, n) for n in names for place in (FIRST, SECOND, PAIR))),
    )
    lit = dict.fromkeys(names, 3)
    stratum = CompiledStratum(f"long {end}", rules)
    assert agree(stratum, Tokens(lit, [lit, lit], {(0, 1): lit, (1, 0): lit})) == 5
    for missing in (names[0], names[-1]):
        less = {name: 3 for name in names if name != missing}
        assert agree(stratum, Tokens(less, [lit, less], {(0, 1): lit, (1, 0): lit})) == 1


def test_more_tokens_than_fit_on_a_fact_are_refused() -> None:
    tokens = tuple((FIRST, f"p{number}") for number in range(MOST_TOKENS + 1))
    too_large = CompiledStratum("large", (CompiledRule(0, 1, tokens),))
    (fault,) = engine_faults(too_large)
    assert fault == "large: rule 0 has 241 tokens on one fact of kind d; at most 240 fit"
    if available():
        with pytest.raises(EngineError, match="241 tokens"):
            DurableEngine().run(too_large, NOTHING)


def test_a_rule_that_says_nothing_or_speaks_of_what_it_has_not_is_refused() -> None:
    rules = (
        CompiledRule(0, 0, ()),
        CompiledRule(2, 1, ((SECOND, "x"), (PAIR, "x"))),
        CompiledRule(2, 3, ((CASE, "x"),)),
        CompiledRule(3, 2, ((CASE, "x"), (FIRST, "x"), (SECOND, "x"), (PAIR, "x"))),
    )
    assert engine_faults(CompiledStratum("odd", rules)) == (
        "odd: rule 0 has no token; it needs at least one",
        "odd: rule 2 stands at place 1; an index is the place, from 0",
        "odd: rule 2 speaks of b, p; arity 1 has a, c",
        "odd: rule 2 ranges over 3 dispositions; it may be 0, 1 or 2",
    )


@needs_durable
@pytest.mark.parametrize("count", [59, 60, 61, 63, 64, 128, 300])
@pytest.mark.parametrize("arity", [0, 1, 2])
def test_any_number_of_conditions_that_all_hold(count: int, arity: int) -> None:
    names = [f"p{number}" for number in range(count)]
    places = {0: (CASE,), 1: (FIRST,), 2: (FIRST, SECOND, PAIR)}[arity]
    rules = [
        CompiledRule(index, arity, tuple((place, name) for place in places))
        for index, name in enumerate(names)
    ]
    lit = dict.fromkeys(names, 3)
    tokens = Tokens(lit, [lit, lit], {(0, 1): lit, (1, 0): lit})
    stratum = CompiledStratum(f"wide {count} {arity}", tuple(rules))
    assert agree(stratum, tokens) == count * (1, 2, 2)[arity]


@needs_durable
def test_any_number_of_tokens_that_are_all_there() -> None:
    names = [f"p{number}" for number in range(500)]
    rules = [
        CompiledRule(index, 1, tuple((FIRST, name) for name in names[index * 10 : index * 10 + 10]))
        for index in range(50)
    ]
    lit = dict.fromkeys(names, 3)
    assert agree(CompiledStratum("full", tuple(rules)), Tokens({}, [lit, lit], {})) == 100


@needs_durable
def test_any_number_of_rules_that_end_in_one_condition() -> None:
    in_a_process(
        """
        for arity, tokens in ((1, ((FIRST, "x"),)), (2, ((FIRST, "x"), (SECOND, "x")))):
            rules = tuple(CompiledRule(index, arity, tokens) for index in range(600))
            stratum = CompiledStratum(f"alike {arity}", rules)
            assert agree(stratum, Tokens({}, [{"x": 3}, {"x": 1}], {})) == 1200
        """
    )


@needs_durable
def test_any_number_of_conditions_under_one_prefix() -> None:
    in_a_process(
        """
        rules = tuple(
            CompiledRule(i, 1, ((FIRST, "a"), (FIRST, f"b{i}"))) for i in range(1100)
        )
        lit = {"a": 3} | {f"b{i}": 3 for i in range(1100)}
        assert agree(CompiledStratum("prefix", rules), Tokens({}, [lit], {})) == 1100
        """
    )


@given(strata(most_rules=30), st.integers(1, 4))
def test_each_part_of_a_stratum_keeps_within_the_limits(
    stratum: CompiledStratum, factor: int
) -> None:
    rules = [
        CompiledRule(index, rule.arity, tuple((p, f"{t}{index % 97}") for p, t in rule.tokens))
        for index, rule in enumerate(stratum.rules * (10 * factor))
    ]
    parts = list(durable._parts(rules))
    assert [rule for part in parts for rule in part] == rules
    for part in parts:
        assert len(part) <= MOST_RULES
        for kind in "cdp":
            asked = set().union(*(durable._conditions(rule)[kind] for rule in part))
            needed = set().union(*(properties_of(rule)[kind] for rule in part))
            assert len(asked) <= MOST_CONDITIONS
            assert len(needed) <= MOST_TOKENS


@needs_durable
def test_a_rule_that_fired_without_its_token_is_an_error() -> None:
    engine = DurableEngine()
    (ruleset,) = durable._compiled(durable._Asked(ONE.key, ONE.rules))
    with pytest.raises(KeyError):
        ruleset.firing('{"0":{"c":{"k":"c","t0":"1"}}}', NOTHING)
    assert engine.run(ONE, NOTHING) == []


def test_where_it_does_not_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    assert not available()
    with pytest.raises(EngineUnavailable, match="does not import here"):
        DurableEngine()
