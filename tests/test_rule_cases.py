"""Every rule has its cases: one that it reaches, one that misses by a fact, each side of a line.

They stand in `tests/rules`, a file for each module of rules, as plain JSON:

    {"<rule id>": {
        "authority": what the cases rest on, one of the rule's own,
        "fires": a case in which the rule itself is yes,
        "reaches": {"value", "case"}: in place of it, where the library can never say yes,
        "misses": the same case but for one fact, in which one premise fails the rule,
        "boundary": [{"premise", "value", "why", "case"}]: the rule's value on each side of what
            holds a number or a day, and for each exception,
        "before": a case of the day before the rule came into force}}

Offenses are described by profile, so that no case depends on what the catalog holds; the few
premises that ask for a row of the catalog find one in the packs below.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib
import json
import pkgutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import immconseq.rules
from immconseq import Case
from immconseq.case_checks import FIRST_AS_OF
from immconseq.engine import choose_engine
from immconseq.engine.durable import available
from immconseq.engine.evaluation import Slots, evaluate
from immconseq.engine.program import program_of
from immconseq.explain.trace import Fired, Trace
from immconseq.facts.context import Context
from immconseq.offenses.catalog import Catalog
from immconseq.rules import AGGREGATES, RULES, in_force
from immconseq.rules.model import DispositionConclusion, Literal, Rule
from immconseq.values import NO, YES, Value, disjunction

FOLDER = Path(__file__).parent / "rules"
ENGINES = (
    "reference",
    pytest.param(
        "durable",
        marks=pytest.mark.skipif(not available(), reason="durable-rules does not import here"),
    ),
)
BY_ID = {rule.id: rule for rule in RULES}
MODULES = {
    info.name: module.RULES
    for info in pkgutil.iter_modules(immconseq.rules.__path__)
    if hasattr(
        module := importlib.import_module(f"immconseq.rules.{info.name}"),
        "RULES",
    )
    and info.name != "lint"
}

SHOWN_BY_EACH_RULE = {
    "accessory_shares_turpitude",
    "aggravated_felony_ground_reaches_conviction",
    "arrested_inside_is_held_without_bond",
    "attempt_is_crime_of_violence",
    "came_back_after_order",
    "charge_pending_or_arrest",
    "cocaine_base_over_five_grams_before_2010",
    "conduct_counts_for_return",
    "committed_under_18_and_over_five_years_ago",
    "committed_within_10_years",
    "committed_within_3_years",
    "committed_within_5_years",
    "committed_within_five_years_of_admission",
    "conspiracy_or_attempt_is_generic",
    "convicted_after_admission",
    "convicted_of_felony",
    "convicted_on_or_after_29_november_1990",
    "convicted_since_admission_as_resident",
    "custody_for_some_count",
    "different_episodes",
    "direct_review_over",
    "disposed_after_30_september_1996",
    "every_offense_counts_for_clock",
    "every_offense_counts_for_return",
    "every_offense_within_seven_years",
    "every_offense_within_ten_years",
    "entered_after_repeal",
    "entered_from_aedpa_to_repeal",
    "entered_from_november_1990_to_aedpa",
    "entered_before_repeal",
    "former_law_of_212c",
    "foreign_term_ended_within_fifteen_years",
    "funds_exceed_10k",
    "imposed_restraint_on_liberty",
    "in_custody_for_offense",
    "intended_loss_exceeds_10k",
    "later_offense_counts_for_clock",
    "loss_exceeds_10k",
    "is_listed_misdemeanor",
    "is_specified_offense",
    "may_carry_a_year",
    "maximum_at_least_366_days",
    "maximum_at_least_6_days",
    "maximum_at_least_1825_days",
    "maximum_at_most_a_year",
    "misdemeanor_there_with_a_year_or_less",
    "more_than_ninety_days_to_serve",
    "offense_before_1997_counts",
    "reinstatement_reaches_reentry",
    "proceedings_began_after_aedpa",
    "released_after_transition",
    "six_months_or_less_imposed",
    "some_committed_within_10_years",
    "some_committed_within_3_years",
    "some_committed_within_5_years",
    "stopped_within_seven_years",
    "stopped_within_seven_years_by_two",
    "stopped_within_ten_years",
    "stopped_within_ten_years_by_two",
    "term_of_a_year_or_more",
    "thirty_grams_or_less_for_own_use",
    "underlying_max_at_least_1825_days",
    "underlying_max_at_least_730_days",
    "violated_after_30_september_1996",
    *(aggregate.gives.name for aggregate in AGGREGATES),
    "unlawful_act_within_3_years",
    "unlawful_act_within_5_years",
}
"""What holds a number or a day: each rule that reads one shows both of its sides."""

SHOWN_ONCE = {"finality_not_needed", "petty_alone", "petty_offense_exception", "undone"}
"""The same, where it is enough that one of the rules that read it does."""

FEDERAL_ALONE = {
    ("aggfel.drug_trafficking/cocaine_base", "foreign_term_ended_within_fifteen_years"),
    (
        "aggfel.attempt_conspiracy/drug_trafficking_cocaine_base",
        "foreign_term_ended_within_fifteen_years",
    ),
    ("aggfel.reentry_after_aggfel/reentry", "foreign_term_ended_within_fifteen_years"),
    (
        "aggfel.attempt_conspiracy/reentry_after_aggfel_reentry",
        "foreign_term_ended_within_fifteen_years",
    ),
}
"""Paragraph (O) names two federal sections, and the weight of cocaine base is an element of one, so
that no foreign law falls under them."""


NEVER_IN_THE_WAY: set[tuple[str, str]] = set()
"""Exceptions that no case can show, for the rule's own premises rule them out."""


def pack(jurisdiction: str) -> dict[str, Any]:
    """A possession; a statute of two indivisible prongs, theft and fraud; arson and its attempt."""
    yes = [{"is": "yes", "by_text": "for tests", "against": "x"}]
    row = {"read_on": "2026-11-20", "levels": [{"level": "felony", "max_days": 1095}], "rest": "no"}
    return {
        "schema": "immconseq/offense-pack/1",
        "name": f"xx-{jurisdiction.lower()}",
        "version": "1",
        "jurisdiction": jurisdiction,
        "offense": [
            {**row, "code": "Sec. 1", "names": ["possession"], "family": "drug_possession"},
            {
                **row,
                "code": "Sec. 2",
                "names": ["theft or fraud"],
                "family": "theft",
                "divisible": [{"is": "no", "by_text": "for tests", "against": "x"}],
                "variant": [
                    {"id": "theft", "name": "theft", "elements": "x", "profile": {"theft": yes}},
                    {
                        "id": "fraud",
                        "name": "fraud",
                        "elements": "x",
                        "profile": {"fraud_or_deceit": yes},
                    },
                ],
            },
            {
                **row,
                "code": "Sec. 3",
                "names": ["arson"],
                "family": "property_damage",
                "attempt": {
                    "profile": {
                        "federal_firearms_or_explosives": [
                            {"is": "yes", "court": "ca2", "decided": "2014-08-20", "cite": "x"},
                            {"is": "no", "court": "ca3", "decided": "2014-02-28", "cite": "x"},
                        ]
                    }
                },
            },
        ],
    }


CATALOG = Catalog(packs=()).with_pack(pack("US-ZZ")).with_pack(pack("MX"))


def load(name: str) -> dict[str, Any]:
    found = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


CASES: dict[str, dict[str, Any]] = {
    id_: cases for path in sorted(FOLDER.glob("*.json")) for id_, cases in load(path.stem).items()
}


@functools.cache
def _run(text: str, engine: str) -> Slots:
    case = Case.from_json(text)
    return evaluate(program_of(case.as_of), Context(case, CATALOG), choose_engine(engine))


def run(case: dict[str, Any], engine: str = "reference") -> Slots:
    return _run(json.dumps(case), engine)


def bindings(rule: Rule, slots: Slots) -> list[Fired]:
    """The rule under each binding; no case here is silent, so that either end will do."""
    low, high = (
        [one for one in Trace(slots).firings(rule.gives, (), end) if one.rule is rule]
        for end in (False, True)
    )
    assert [one.value for one in low] == [one.value for one in high]
    return low


def value_of(rule: Rule, slots: Slots) -> Value:
    return disjunction(one.value for one in bindings(rule, slots))


def concluded(rule: Rule, slots: Slots) -> Value:
    """What the engine made of all the rules that give the same."""
    if isinstance(rule.gives, DispositionConclusion):
        return disjunction(pair.low for pair in slots.each[rule.gives])
    return slots.case[rule.gives].low


def names(literals: Sequence[Literal]) -> set[str]:
    return {getattr(literal, "of", literal).name for literal in literals}  # type: ignore[union-attr]


def premises(rule: Rule) -> set[str]:
    return names(rule.when) | names(rule.unless)


def differences(one: Any, two: Any) -> int:
    """The number of facts in which two cases differ; events and stretches are facts as a whole."""
    if isinstance(one, dict) and isinstance(two, dict):
        return sum(
            differences(one[key], two[key]) if key in one and key in two else 1
            for key in {*one, *two}
        )
    if isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        return sum(map(differences, one, two))
    return int(one != two)


def lacking(rule: Rule, cases: dict[str, Any]) -> Iterator[str]:
    """What the cases of a rule lack, or have too much of."""
    start = rule.in_force.start
    wanted = {"authority", "misses"}
    if not rule.never_fires:
        wanted.add("reaches" if "reaches" in cases else "fires")
    # No case can be asked about a day before the first.
    if start is not None and start > FIRST_AS_OF:
        wanted.add("before")
    yield from (f"no {key}" for key in sorted(wanted - set(cases)))
    yield from (f"{key} is too much" for key in sorted(set(cases) - wanted - {"boundary"}))
    if cases.get("authority") not in {a.cite for a in rule.authority}:
        yield "the authority is none of the rule's"
    shown = {entry.get("premise") for entry in cases.get("boundary", ())}
    for name in sorted(premises(rule) & SHOWN_BY_EACH_RULE - shown):
        if (rule.id, name) not in FEDERAL_ALONE:
            yield f"no boundary of {name}"


def test_every_module_of_rules_has_its_file() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(MODULES)
    assert sum(map(len, MODULES.values())) == len(RULES)


@pytest.mark.parametrize("name", MODULES)
def test_a_file_has_the_rules_of_its_module_in_order(name: str) -> None:
    assert list(load(name)) == [rule.id for rule in MODULES[name]]


@pytest.mark.parametrize("id_", BY_ID)
def test_a_rule_lacks_no_case(id_: str) -> None:
    assert list(lacking(BY_ID[id_], CASES.get(id_, {}))) == []


def test_what_is_lacking_is_noticed() -> None:
    rule = BY_ID["detention.laken_riley/theft_charged"]
    cases = CASES[rule.id]
    assert list(lacking(rule, {"authority": cases["authority"]})) == [
        "no before",
        "no fires",
        "no misses",
        "no boundary of charge_pending_or_arrest",
    ]
    assert list(lacking(rule, {**cases, "authority": "x", "after": {}})) == [
        "after is too much",
        "the authority is none of the rule's",
    ]
    never = BY_ID["bar.cat_deferral/never"]
    assert list(lacking(never, {**CASES[never.id], "fires": {}})) == ["fires is too much"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("id_", [id_ for id_ in BY_ID if "fires" in CASES.get(id_, {})])
def test_fires(id_: str, engine: str) -> None:
    slots = run(CASES[id_]["fires"], engine)
    assert value_of(BY_ID[id_], slots) is YES
    assert concluded(BY_ID[id_], slots) is YES


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("id_", [id_ for id_ in BY_ID if "reaches" in CASES.get(id_, {})])
def test_reaches_what_it_can(id_: str, engine: str) -> None:
    expected = CASES[id_]["reaches"]
    assert expected["value"] in ("unknown", "contested")
    slots = run(expected["case"], engine)
    assert value_of(BY_ID[id_], slots).word == expected["value"]
    assert concluded(BY_ID[id_], slots) is not NO


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("id_", [id_ for id_ in BY_ID if id_ in CASES])
def test_misses_by_one_premise(id_: str, engine: str) -> None:
    rule, cases = BY_ID[id_], CASES[id_]
    near = bindings(rule, run(cases["misses"], engine))
    assert YES not in {one.value for one in near}
    if "reaches" in cases:
        # Its open premise stays open; beside it one fails.
        failed = min(sum(term.value is NO for term in one.terms) for one in near)
    else:
        failed = min(sum(term.value is not YES for term in one.terms) for one in near)
    assert failed == 1


@pytest.mark.parametrize(
    "id_", [id_ for id_ in BY_ID if id_ in CASES and not BY_ID[id_].never_fires]
)
def test_misses_by_one_fact(id_: str) -> None:
    cases = CASES[id_]
    base = cases["fires"] if "fires" in cases else cases["reaches"]["case"]
    assert differences(base, cases["misses"]) == 1


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("id_", [id_ for id_ in BY_ID if "boundary" in CASES.get(id_, {})])
def test_boundary(id_: str, engine: str) -> None:
    wrong = [
        (entry["why"], value.word)
        for entry in CASES[id_]["boundary"]
        if (value := value_of(BY_ID[id_], run(entry["case"], engine))).word != entry["value"]
    ]
    assert wrong == []


@pytest.mark.parametrize("id_", [id_ for id_ in BY_ID if "boundary" in CASES.get(id_, {})])
def test_boundary_shows_both_sides(id_: str) -> None:
    rule = BY_ID[id_]
    cases = CASES[id_]
    usual = cases["fires"] if "fires" in cases else cases["reaches"]["case"]
    found: dict[str, set[tuple[Value, ...]]] = {}
    for entry in cases["boundary"]:
        assert set(entry) == {"premise", "value", "why", "case"}
        assert entry["why"].endswith(".")
        # An exception shows its other side where the rule holds.
        excepted = entry["premise"] in names(rule.unless)
        for case in (entry["case"], *((usual,) if excepted else ())):
            terms = [t for one in bindings(rule, run(case)) for t in one.terms]
            values = tuple(t.value for t in terms if t.atom.name == entry["premise"])
            assert values, f"the rule does not read {entry['premise']}"
            found.setdefault(entry["premise"], set()).add(values)
    assert [name for name, values in found.items() if len(values) < 2] == []


@pytest.mark.parametrize(
    "id_", [r.id for r in RULES if r.unless and not r.never_fires and r.id in CASES]
)
def test_each_exception_is_shown(id_: str) -> None:
    rule, cases = BY_ID[id_], CASES[id_]
    shown = {
        term.atom.name
        for case in (cases["misses"], *(entry["case"] for entry in cases.get("boundary", ())))
        for one in bindings(rule, run(case))
        for term in one.terms
        if term.negated
        and term.value is NO
        and YES not in {other.value for other in bindings(rule, run(case))}
    }
    missing = {(id_, name) for name in names(rule.unless) - shown}
    assert missing == {pair for pair in NEVER_IN_THE_WAY if pair[0] == id_}


def test_what_need_be_shown_once_is() -> None:
    shown = {e["premise"] for cases in CASES.values() for e in cases.get("boundary", ())}
    assert sorted(SHOWN_ONCE - shown) == []
    read = {name for rule in RULES for name in premises(rule)}
    assert sorted((SHOWN_BY_EACH_RULE | SHOWN_ONCE) - read) == []


@pytest.mark.parametrize("id_", [id_ for id_ in BY_ID if "before" in CASES.get(id_, {})])
def test_is_not_there_before_it_is_in_force(id_: str) -> None:
    rule, case = BY_ID[id_], Case.from_dict(CASES[id_]["before"])
    assert rule.in_force.start == case.as_of + dt.timedelta(days=1)
    assert rule not in in_force(case.as_of)
    assert rule in in_force(rule.in_force.start)
    assert bindings(rule, run(CASES[id_]["before"])) == []
