"""Plans: every alternative is what it says it is, and none that there is is left out."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import pickle
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

import immconseq.offenses
from immconseq import schemas
from immconseq.assessing import Assessment, assess, verify
from immconseq.case import Case, Disposition, Offense, Outcome, Sentence
from immconseq.errors import CaseError
from immconseq.explain.text import relief_of_others
from immconseq.findings import Status
from immconseq.mitigation import Alternative, Constraints, Mitigation, mitigate
from immconseq.mitigation.parity import standing, standing_together
from immconseq.mitigation.plan import STRATEGIES
from immconseq.offenses import load_default
from immconseq.offenses.catalog import Catalog
from immconseq.offenses.entry import Entry
from immconseq.offenses.pack import parse
from immconseq.status_table import by_status
from tests.strategies import cases
from tools import make_mitigation_schema

GOALS = ("aggfel.", "deport.", "inadmit.", "bar.", "detention.", "removal.", "reentry.")
BAD = (Status.TRIGGERED, Status.CONTESTED)

UNKNOWN: dict[str, Any] = {"status": "unknown"}
RESIDENT: dict[str, Any] = {
    "status": "lpr",
    "admitted": True,
    "admitted_on": "2018-03-01",
    "first_admitted_on": "2018-03-01",
    "lpr_on": "2018-03-01",
    "lpr_by": "admission",
    "history_complete": True,
}
NOT_ADMITTED: dict[str, Any] = {"status": "undocumented", "admitted": False}
CITIZEN: dict[str, Any] = {"status": "citizen"}

ASSAULT: dict[str, Any] = {
    "ref": "count-1",
    "offense": {"jurisdiction": "US-CA", "code": "PC 273.5(a)", "level": "felony"},
    "outcome": "offered",
    "committed_on": "2026-05-02",
    "sentence": {"imposed_days": 365, "suspended_days": 300, "probation_days": 1095},
    "facts": {"victim_relationship": "spouse"},
}
BURGLARY: dict[str, Any] = {
    "ref": "count-1",
    "offense": {
        "jurisdiction": "US-CA",
        "code": "PC 459",
        "variant": "residential",
        "level": "felony",
    },
    "outcome": "offered",
    "committed_on": "2026-05-02",
    "sentence": {"imposed_days": 365, "suspended_days": 365},
}


def case_of(*dispositions: dict[str, Any], person: dict[str, Any] = RESIDENT) -> Case:
    return Case.from_dict(
        {
            "as_of": "2026-11-24",
            "circuit": "9",
            "person": person,
            "dispositions": list(dispositions),
        }
    )


def plan_of(count: dict[str, Any], person: dict[str, Any] = RESIDENT, **rest: Any) -> Mitigation:
    return mitigate(case_of(count, person=person), engine="reference", **rest)


def replaced(case: Case, ref: str, alternative: Alternative) -> Case:
    dispositions: list[Disposition] = []
    for d in case.dispositions:
        dispositions += alternative.dispositions if d.ref == ref else (d,)
    return attrs.evolve(case, dispositions=tuple(dispositions))


def as_offered(case: Case, ref: str) -> Case:
    return attrs.evolve(
        case,
        dispositions=tuple(
            attrs.evolve(d, outcome=Outcome.OFFERED)
            if d.ref == ref and d.outcome is Outcome.CHARGED
            else d
            for d in case.dispositions
        ),
    )


def check(case: Case, plan: Mitigation, catalog: Catalog | None = None) -> None:
    """Everything that a plan says, held against `assess`; of a long plan a part, to save time."""
    read = as_offered(case, plan.ref)
    before = assess(read, engine="reference", catalog=catalog)
    statuses = before.statuses()
    assert plan.receipt == before.receipt
    assert verify(plan.receipt, read, catalog=catalog).ok
    assert all(statuses[i] is not Status.NOT_TRIGGERED for i in plan.avoid)
    assert all(statuses[i] is Status.NOT_TRIGGERED for i in plan.already_clear)
    assert (plan.why_empty is None) == bool(plan.alternatives)
    assert [a.rank for a in plan] == list(range(1, len(plan) + 1))
    assert len({a.dispositions for a in plan}) == len(plan)
    assert plan.searched.assessed <= plan.searched.candidates
    others = {d.ref for d in case.dispositions if d.ref != plan.ref}
    for one in plan:
        assert one.dispositions[0].ref == plan.ref
        refs = [d.ref for d in one.dispositions]
        assert len(set(refs)) == len(refs)
        assert not others & set(refs)
        check_shape(plan, one)
        if one.rank <= 20 or one.rank % 15 == 0:
            now = assess(replaced(read, plan.ref, one), engine="reference", catalog=catalog)
            check_alternative(plan, one, before, now)
    if len(plan) <= 20:
        schema = schemas.load("mitigation")
        jsonschema.Draft202012Validator(schema).validate(plan.to_dict())
    assert all(len(line) <= 100 for line in plan.to_text().splitlines())


def check_alternative(
    plan: Mitigation, one: Alternative, before: Assessment, now: Assessment
) -> None:
    assert one.assessment.case == now.case
    assert one.assessment.statuses() == now.statuses()
    was, then = before.statuses(), now.statuses()
    assert one.avoids == tuple(i for i in plan.avoid if then[i] is Status.NOT_TRIGGERED)
    assert [c.id for c in one.conditional] == [
        i for i in plan.avoid if then[i] is Status.UNDETERMINED
    ]
    assert one.remains == tuple(i for i in plan.avoid if then[i] in BAD)
    rest = [i for i in then if i not in plan.avoid]
    assert set(one.introduces) == {i for i in rest if then[i] in BAD and was[i] not in BAD}
    assert set(one.opens) == {
        i for i in rest if then[i] is Status.UNDETERMINED and was[i] is Status.NOT_TRIGGERED
    }
    assert one.authority
    status = before.case.person.status
    assert (one.safe_for is not None) == (status == "unknown")


def check_shape(plan: Mitigation, one: Alternative) -> None:
    assert one.avoids
    assert set(one.strategies) <= set(STRATEGIES)
    assert one.steps
    assert len(one.strategies) <= plan.constraints.max_changes
    assert one.requires
    assert ("plead_up" in one.strategies) == one.parity.heavier
    disposed_of = plan.proposal.outcome in ("convicted", "deferred")
    assert (one.mirror is not None) == disposed_of
    assert "vacate_and_substitute" not in one.strategies or disposed_of
    pleas = one.dispositions[1:] if disposed_of else one.dispositions
    assert "split_counts" not in one.strategies or len(pleas) > 1
    for new in pleas:
        # No fact of the count is denied, and the charge stays a charge.
        check_facts(plan.proposal, new, one)
        assert new.committed_on == plan.proposal.committed_on
        assert set(plan.proposal.charged_with) <= set(new.charged_with)
        if plan.proposal.outcome is Outcome.CHARGED or not plan.proposal.charged_with:
            assert plan.proposal.offense in new.charged_with
        sentence = new.sentence
        if sentence.imposed_days is not None and sentence.suspended_days is not None:
            assert sentence.suspended_days <= sentence.imposed_days
    if "split_counts" in one.strategies:
        for name in ("loss_usd", "intended_loss_usd", "funds_usd"):
            whole = getattr(plan.proposal.facts, name)
            parts = [getattr(new.facts, name) for new in pleas]
            assert parts == [whole] * len(pleas) or sum(parts) == whole


SILENT = ("substance", "victim_relationship")
DIVIDED = ("loss_usd", "intended_loss_usd", "funds_usd")


def check_facts(proposal: Disposition, new: Disposition, one: Alternative) -> None:
    for field in attrs.fields(type(new.facts)):
        was, now = getattr(proposal.facts, field.name), getattr(new.facts, field.name)
        if was == now:
            continue
        if field.name in SILENT:
            # Left out of the record, and never something else.
            assert now == "inconclusive"
            assert {"specify_record", "plead_up"} & set(one.strategies)
        else:
            assert field.name in DIVIDED
            assert "split_counts" in one.strategies
            assert 0 < now < was


# What a plan is for.


@pytest.mark.parametrize("person", [UNKNOWN, RESIDENT, NOT_ADMITTED], ids=lambda p: p["status"])
@pytest.mark.parametrize("count", [ASSAULT, BURGLARY], ids=["assault", "burglary"])
def test_a_plan_is_what_it_says(count: dict[str, Any], person: dict[str, Any]) -> None:
    case = case_of(count, person=person)
    plan = mitigate(case, engine="reference", limit=None)
    assert len(plan) > 3
    check(case, plan)


def test_a_term_of_364_days_is_no_aggravated_felony() -> None:
    plan = plan_of(ASSAULT, limit=None)
    one = next(a for a in plan if a.strategies == ("modify_sentence",))
    assert "deport.aggravated_felony" in one.avoids
    assert "deport.domestic_violence" in one.remains
    (count,) = one.dispositions
    assert count.sentence.imposed_days == 364
    assert count.sentence.suspended_days == 300 * 364 // 365
    assert count.sentence.probation_days == 1095
    assert one.parity.imposed_days_delta == -1
    assert one.parity.exposure_days_delta == 0
    assert (one.parity.family, one.parity.level, one.parity.heavier) == ("same", "same", False)
    assert one.parity.priorable["dv_prior"] == "kept"


def test_diversion_leaves_no_conviction_and_the_charge() -> None:
    plan = plan_of(ASSAULT, limit=None)
    one = next(a for a in plan if a.strategies == ("divert_before_plea",))
    (count,) = one.dispositions
    assert count.outcome is Outcome.DIVERTED_BEFORE_PLEA
    assert count.sentence.imposed_days is None
    assert plan.proposal.offense in count.charged_with
    assert one.assessment["conviction"].status is Status.NOT_TRIGGERED
    assert one.parity.level == "lower"


def test_a_count_diverted_today_though_its_plea_was_planned_for_later() -> None:
    case = case_of({**ASSAULT, "disposed_on": "2027-02-01"})
    check(case, mitigate(case, engine="reference"))


def test_six_months_where_they_help() -> None:
    # The petty-offense exception asks for a maximum of a year and a term of six months.
    petty = {
        **BURGLARY,
        "offense": {"jurisdiction": "US-ZZ", "code": "1", "level": "misdemeanor"},
        "sentence": {"imposed_days": 300},
    }
    catalog = pack([row("1", "theft", cimt="yes", levels=(("misdemeanor", 364),))])
    case = case_of(petty)
    plan = mitigate(case, avoid=["inadmit.cimt"], limit=None, engine="reference", catalog=catalog)
    terms = [a for a in plan if "modify_sentence" in a.strategies]
    assert [a.dispositions[0].sentence.imposed_days for a in terms] == [180]
    check(case, plan, catalog)


def test_a_term_given_in_words_is_read() -> None:
    plan = plan_of(
        {**ASSAULT, "sentence": {"imposed": {"years": 2}, "suspended": {"years": 1}}}, limit=None
    )
    one = next(a for a in plan if a.strategies == ("modify_sentence",))
    sentence = one.dispositions[0].sentence
    assert (sentence.imposed_days, sentence.imposed) == (364, None)
    assert (sentence.suspended_days, sentence.suspended) == (182, None)


def test_a_term_that_nobody_has_named_is_fixed() -> None:
    count = {k: v for k, v in ASSAULT.items() if k != "sentence"}
    plan = plan_of(count, avoid=["aggfel.crime_of_violence"], limit=None)
    assert any(
        a.strategies == ("modify_sentence",) and a.dispositions[0].sentence.imposed_days == 364
        for a in plan
    )


def test_naming_the_prong_is_no_other_offense() -> None:
    open_prong = {
        **BURGLARY,
        "offense": {"jurisdiction": "US-CA", "code": "PC 459", "level": "felony"},
    }
    plan = plan_of(open_prong, avoid=["inadmit.cimt"], limit=None)
    named = [a for a in plan if a.strategies == ("specify_record",)]
    assert [a.dispositions[0].offense.variant for a in named] == ["commercial"]
    assert named[0].parity.exposure_days_delta is None  # the degree decides, and is not known
    assert named[0].parity.family == "same"
    stated = plan_of(BURGLARY, avoid=["inadmit.cimt"], limit=None)
    assert not any("specify_record" in a.strategies for a in stated)


def test_the_facts_name_the_prong_where_they_can() -> None:
    plan = plan_of(BURGLARY | {"facts": {"victim_relationship": "stranger"}}, limit=None)
    assert not any(a.dispositions[0].offense.code == "PC 273.5(a)" for a in plan)


# What is to be avoided.


@pytest.mark.parametrize("person", [UNKNOWN, RESIDENT, NOT_ADMITTED], ids=lambda p: p["status"])
def test_the_default_goal(person: dict[str, Any]) -> None:
    case = case_of(ASSAULT, person=person)
    statuses = assess(case, engine="reference").statuses()
    rows = [r.assessment.statuses() for r in by_status(case, engine="reference")]
    expected = {
        i
        for i, s in statuses.items()
        if i.startswith(GOALS)
        and (s in BAD or (s is Status.UNDETERMINED and any(r[i] in BAD for r in rows)))
    }
    assert set(mitigate(case, engine="reference", limit=1).avoid) == expected


def test_a_deputy_who_does_not_know_the_status_gets_a_plan() -> None:
    plan = plan_of(BURGLARY, UNKNOWN)
    assert len(plan)
    everyone = {(row.status, row.admitted) for row in by_status(case_of(BURGLARY))}
    for one in plan:
        assert one.safe_for is not None
        table = by_status(one.assessment.case, engine="reference")
        assert {(r.status, r.admitted) for r in one.safe_for} == {
            (row.status, row.admitted)
            for row in table
            if all(row.assessment.status(i) is Status.NOT_TRIGGERED for i in plan.avoid)
        }
    assert {(r.status, r.admitted) for r in plan[0].safe_for or ()} <= everyone


def test_a_citizen_has_nothing_to_avoid() -> None:
    plan = plan_of(ASSAULT, CITIZEN)
    assert (len(plan), plan.avoid) == (0, ())
    assert plan.why_empty is not None
    assert plan.why_empty.reason == "nothing_to_avoid"
    check(case_of(ASSAULT, person=CITIZEN), plan)


def test_nothing_to_avoid_is_no_clean_bill_where_facts_are_missing() -> None:
    offense = {"jurisdiction": "US-ZZ", "code": "1", "level": "misdemeanor"}
    count = {**BURGLARY, "offense": offense, "sentence": {"imposed_days": 10}}
    catalog = pack([row("1", "regulatory", levels=(("misdemeanor", 180),))])
    person = {k: v for k, v in RESIDENT.items() if k != "history_complete"}
    case = case_of(count, person=person)
    plan = mitigate(case, engine="reference", catalog=catalog)
    open_ones = [i for i in assess(case, catalog=catalog).undetermined if i.startswith("inadmit.")]
    assert open_ones
    assert plan.why_empty is not None
    assert "no clean bill" in plan.why_empty.text
    assert any(open_ones[0] in note for note in plan.notes)
    check(case, plan, catalog)


def test_what_is_clear_already_is_no_goal() -> None:
    plan = plan_of(ASSAULT, avoid=["deport.firearms", "deport.aggravated_felony"])
    assert plan.already_clear == ("deport.firearms",)
    assert plan.avoid == ("deport.aggravated_felony",)
    clear = plan_of(ASSAULT, avoid=["deport.firearms"])
    assert clear.why_empty is not None
    assert clear.why_empty.reason == "nothing_to_avoid"
    check(case_of(ASSAULT), clear)


@pytest.mark.parametrize("code", ["PC 999999", "no code at all"])
@pytest.mark.parametrize("person", [UNKNOWN, RESIDENT], ids=lambda p: p["status"])
def test_an_offense_that_nobody_knows(code: str, person: dict[str, Any]) -> None:
    count = {**ASSAULT, "offense": {"jurisdiction": "US-CA", "code": code}, "sentence": {}}
    case = case_of(count, person=person)
    plan = mitigate(case, engine="reference")
    assert plan.why_empty is not None
    assert plan.why_empty.reason == "offense_unknown"
    check(case, plan)


def test_a_profile_is_enough_for_another_term() -> None:
    offense = {"jurisdiction": "US-GA", "code": "16-8-2", "level": "felony"}
    count = {**BURGLARY, "offense": {**offense, "profile": {"theft": "yes", "cimt": "yes"}}}
    case = case_of(count)
    plan = mitigate(case, engine="reference", limit=None)
    assert any(a.strategies == ("modify_sentence",) for a in plan)
    check(case, plan)


# Charged, and disposed of.


def test_a_charge_is_read_as_an_offer_and_stays_charged() -> None:
    case = case_of({**ASSAULT, "outcome": "charged"})
    plan = mitigate(case, engine="reference")
    assert plan.proposal.outcome is Outcome.CHARGED
    assert {d.outcome for a in plan for d in a.dispositions} <= {
        Outcome.OFFERED,
        Outcome.DIVERTED_BEFORE_PLEA,
    }
    check(case, plan)


@pytest.mark.parametrize("outcome", ["convicted", "deferred"])
def test_a_conviction_is_vacated_and_another_takes_its_place(outcome: str) -> None:
    count = {
        **ASSAULT,
        "outcome": outcome,
        "committed_on": "2021-05-02",
        "disposed_on": "2021-11-10",
    }
    case = case_of(count)
    plan = mitigate(case, engine="reference")
    assert len(plan)
    check(case, plan)
    for one in plan:
        old, new = one.dispositions
        event = old.events[-1]
        assert (event.kind, event.on, event.reason) == (
            "vacated",
            dt.date(2026, 11, 24),
            "legal_defect",
        )
        assert attrs.evolve(old, events=old.events[:-1]) == plan.proposal
        ended = "divert_before_plea" in one.strategies
        assert new.outcome is (Outcome.DIVERTED_BEFORE_PLEA if ended else Outcome.CONVICTED)
        assert new.disposed_on == case.as_of
        assert one.strategies[0] == "vacate_and_substitute"


# What every alternative keeps to.


def test_keep_is_measured_by_the_case_without_the_count() -> None:
    kept = plan_of(ASSAULT, keep=["deport.domestic_violence"], limit=None)
    assert len(kept)
    for one in kept:
        assert one.assessment.status("deport.domestic_violence") is Status.NOT_TRIGGERED
    other = {
        **ASSAULT,
        "ref": "old",
        "outcome": "convicted",
        "committed_on": "2020-01-01",
        "disposed_on": "2020-06-01",
    }
    plan = mitigate(
        case_of(ASSAULT, other),
        ref="count-1",
        keep=["deport.domestic_violence"],
        engine="reference",
        limit=None,
    )
    assert any("deport.domestic_violence" in note for note in plan.notes)


def test_nothing_satisfies_and_what_would_help() -> None:
    plan = plan_of(ASSAULT, avoid=["deport.aggravated_felony"], constraints={"min_imposed_days": 1})
    assert len(plan)
    tight = plan_of(
        ASSAULT,
        avoid=["deport.aggravated_felony"],
        constraints={"min_imposed_days": 36_500},
    )
    assert tight.why_empty is not None
    assert tight.why_empty.reason == "nothing_satisfies"
    assert tight.why_empty.loosen == "min_imposed_days"


@pytest.mark.parametrize(
    "constraints",
    [
        {"same_family": True},
        {"min_imposed_days": 364},
        {"max_imposed_days": 200},
        {"max_exposure_days": 364},
        {"levels": ["felony"]},
        {"levels": ["misdemeanor", "infraction"]},
        {"keep_priorability": ["dv_prior"]},
        {"keep_priorability": ["firearm_ban", "dv_prior"]},
        {"exclude": ["PC 243(e)(1)", "PC 273.5(a)"]},
        {"plead_up": False},
        {"max_changes": 1},
    ],
    ids=str,
)
def test_constraints_are_kept(constraints: dict[str, Any]) -> None:
    case = case_of(ASSAULT)
    plan = mitigate(case, engine="reference", constraints=constraints, limit=None)
    bounds = plan.constraints
    assert bounds == Constraints.from_dict(constraints)
    assert Constraints.from_dict(bounds.to_dict()) == bounds
    check(case, plan)
    for one in plan:
        new = standing_together([standing(d, load_default(), case.as_of) for d in one.dispositions])
        if bounds.same_family:
            assert one.parity.family == "same"
        if bounds.min_imposed_days is not None:
            assert new.imposed is not None
            assert new.imposed >= bounds.min_imposed_days
        if bounds.max_imposed_days is not None:
            assert new.imposed is not None
            assert new.imposed <= bounds.max_imposed_days
        if bounds.max_exposure_days is not None:
            assert max(new.maxima) <= bounds.max_exposure_days
        if bounds.levels:
            assert set(new.levels) <= set(bounds.levels)
        for name in bounds.keep_priorability:
            assert one.parity.priorable[name] != "lost"
        if one.dispositions[-1].outcome is Outcome.OFFERED:
            assert one.dispositions[-1].offense.code not in bounds.exclude
        assert bounds.plead_up or not one.parity.heavier
        assert len(one.strategies) <= bounds.max_changes


@pytest.mark.parametrize(
    ("constraints", "path"),
    [
        ({"min_imposed_days": 10, "max_imposed_days": 5}, "$.constraints.max_imposed_days"),
        ({"min_imposed_days": 10, "max_exposure_days": 5}, "$.constraints.max_exposure_days"),
        ({"levels": ["crime"]}, "$.constraints.levels[0]"),
        ({"keep_priorability": ["stroke"]}, "$.constraints.keep_priorability[0]"),
        ({"exclude": ["PC 999999"]}, "$.constraints.exclude[0]"),
        ({"max_changes": 0}, "$.constraints.max_changes"),
        ({"max_imposed_days": "10"}, "$.constraints.max_imposed_days"),
        ({"no_such": 1}, "$.constraints.no_such"),
        ([], "$.constraints"),
    ],
)
def test_faulty_constraints(constraints: Any, path: str) -> None:
    with pytest.raises(CaseError) as caught:
        plan_of(ASSAULT, constraints=constraints)
    assert [f.path for f in caught.value.faults] == [path]


def test_every_fault_of_the_constraints_at_once() -> None:
    with pytest.raises(CaseError) as caught:
        plan_of(
            ASSAULT,
            constraints={
                "min_imposed_days": 10,
                "max_imposed_days": 5,
                "max_exposure_days": 6,
                "levels": ["x"],
            },
        )
    assert len(caught.value.faults) == 3


# The other arguments.


def test_names_that_do_not_exist() -> None:
    for rest in ({"ref": "count-9"}, {"avoid": ["deport.x"]}, {"keep": ["x"]}):
        with pytest.raises(LookupError):
            plan_of(ASSAULT, **rest)  # type: ignore[arg-type]


def test_which_count() -> None:
    second = {**BURGLARY, "ref": "count-2"}
    with pytest.raises(CaseError):
        mitigate(case_of(ASSAULT, second))
    with pytest.raises(CaseError):
        mitigate(case_of({**ASSAULT, "outcome": "dismissed"}))
    with pytest.raises(CaseError):
        mitigate(case_of({**ASSAULT, "outcome": "dismissed"}), ref="count-1")
    old = {**second, "outcome": "convicted", "disposed_on": "2026-06-01"}
    assert plan_of(ASSAULT).ref == "count-1"
    assert mitigate(case_of(old, ASSAULT), engine="reference", limit=1).ref == "count-1"


def test_other_counts_stay_as_they_are() -> None:
    later = {
        **BURGLARY,
        "ref": "count-2",
        "sentence": {"imposed_days": 100, "consecutive_to": "count-1"},
    }
    case = case_of(ASSAULT, later)
    plan = mitigate(case, ref="count-1", keep=["deport.firearms"], engine="reference", limit=3)
    check(case, plan)


@pytest.mark.parametrize("limit", [0, -1, True, "3"])
def test_a_faulty_limit(limit: Any) -> None:
    with pytest.raises(CaseError):
        plan_of(ASSAULT, limit=limit)


def test_the_limit_cuts_the_end_off() -> None:
    every = plan_of(ASSAULT, limit=None)
    some = plan_of(ASSAULT, limit=3)
    assert some.alternatives == every.alternatives[:3]
    assert any(str(len(every) - 3) in note for note in some.notes)


def test_an_empty_plan_names_the_facts_of_the_count_that_grounds_turn_on() -> None:
    offense = {"jurisdiction": "US-CA", "code": "PC 273.6(a)", "level": "misdemeanor"}
    facts = {"victim_relationship": "spouse"}
    sentence = {"imposed_days": 30}
    count = {**ASSAULT, "offense": offense, "sentence": sentence, "facts": facts}
    plan = plan_of(count)
    assert plan.why_empty is not None
    assert "dispositions[0].offense.variant (deport.protective_order)" in plan.why_empty.text
    named = {**count, "offense": {**offense, "variant": "inconclusive"}}
    found = plan_of(named).why_empty
    assert found is None or "offense.variant" not in found.text


def test_one_text_is_no_list_of_ids() -> None:
    with pytest.raises(CaseError):
        plan_of(ASSAULT, avoid="deport.firearms")


def test_progress_is_told() -> None:
    told: list[int] = []
    plan = plan_of(ASSAULT, progress=told.append)
    assert sum(told) == plan.searched.assessed


def test_a_search_that_is_cut_short_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("immconseq.mitigation.search.MOST_ASSESSED", 2)
    plan = plan_of(ASSAULT)
    assert (plan.searched.complete, plan.searched.assessed) == (False, 2)
    monkeypatch.setattr("immconseq.mitigation.search.MOST_ASSESSED", 0)
    empty = plan_of(ASSAULT)
    assert empty.why_empty is not None
    assert empty.why_empty.reason == "search_cut_short"


def test_a_plan_is_a_sequence_and_a_value() -> None:
    plan = plan_of(ASSAULT)
    assert plan[0] == plan.alternatives[0] == next(iter(plan))
    assert plan[-1] == plan.alternatives[-1]
    assert plan[:2] == plan.alternatives[:2]
    assert plan == plan_of(ASSAULT)
    assert pickle.loads(pickle.dumps(plan)) == plan
    assert str(plan) == plan.to_text()
    assert hash(plan) == hash(plan_of(ASSAULT))


def test_both_engines_plan_alike() -> None:
    pytest.importorskip("durable")
    case = case_of(ASSAULT)
    one, two = (mitigate(case, engine=e, limit=5) for e in ("reference", "durable"))
    assert one.alternatives == two.alternatives
    assert two.receipt.engine == "durable"


def test_the_schema_is_what_the_classes_say() -> None:
    assert schemas.load("mitigation") == make_mitigation_schema.mitigation()


OFFENSES = ("PC 459", "PC 273.5(a)", "HS 11377(a)", "VC 23152(a)", "PC 484(a)")


@functools.cache
def some_of_california() -> Catalog:
    """The offenses that the next test draws, and of the others every twentieth."""
    files = sorted((Path(immconseq.offenses.__file__).parent / "packs").glob("us_ca*.toml"))
    return Catalog(
        packs=[
            attrs.evolve(
                pack,
                entries=tuple(
                    entry
                    for n, entry in enumerate(pack.entries)
                    if n % 20 == 0 or entry.code in OFFENSES
                ),
            )
            for pack in map(parse, files)
        ]
    )


@settings.get_profile("costly")
@given(st.data())
def test_whatever_the_case_a_plan_is_what_it_says(data: st.DataObject) -> None:
    case = data.draw(cases())
    assume(case.dispositions)
    at = data.draw(st.integers(0, len(case.dispositions) - 1))
    code, variant = data.draw(
        st.sampled_from(
            [
                ("PC 459", None),
                ("PC 459", "residential"),
                ("PC 664/459", None),
                ("PC 273.5(a)", None),
                ("HS 11377(a)", None),
                ("VC 23152(a)", None),
                ("PC 484(a)", "inconclusive"),
                ("PC 999999", None),
            ]
        )
    )
    offense = Offense(jurisdiction="US-CA", code=code, variant=variant)
    outcome = data.draw(st.sampled_from(["offered", "charged", "convicted", "deferred"]))
    dispositions = list(case.dispositions)
    try:
        dispositions[at] = attrs.evolve(dispositions[at], offense=offense, outcome=outcome)
        case = attrs.evolve(case, dispositions=tuple(dispositions))
    except CaseError:
        reject()  # a day of an offered count may lie ahead, and of no other
    try:
        assess(case, engine="reference", catalog=some_of_california())
    except CaseError:
        reject()
    keep = data.draw(st.lists(st.sampled_from(["bar.asylum", "deport.firearms"]), max_size=2))
    catalog = some_of_california()
    ref = dispositions[at].ref
    plan = mitigate(case, ref=ref, keep=keep, limit=3, engine="reference", catalog=catalog)
    check(case, plan, catalog)


# Small catalogs, gone through by hand.

HOLDINGS = ("yes", "no", "contested")
FAMILIES = ("theft", "burglary", "fraud", "dui")
KIN = {frozenset(p) for p in (("theft", "burglary"), ("theft", "fraud"))}
RANGES = (("felony", 1095), ("misdemeanor", 364), ("misdemeanor", 180), ("infraction", 0))


def row(
    code: str,
    family: str,
    *,
    levels: tuple[tuple[str, int], ...],
    variants: tuple[dict[str, Any], ...] = (),
    **profile: str,
) -> dict[str, Any]:
    return {
        "code": code,
        "names": [f"offense {code}"],
        "family": family,
        "read_on": dt.date(2026, 11, 20),
        "levels": [{"level": level, "max_days": days} for level, days in levels],
        "profile": {
            k: [{"is": v, "by_text": "its words", "against": "the Act"}] for k, v in profile.items()
        },
        "rest": "no",
        **({"variant": list(variants)} if variants else {}),
    }


def pack(rows: list[dict[str, Any]]) -> Catalog:
    return Catalog(packs=()).with_pack(
        {
            "schema": "immconseq/offense-pack/1",
            "name": "us-zz-test",
            "version": "1",
            "jurisdiction": "US-ZZ",
            "offense": rows,
        }
    )


@st.composite
def rows(draw: st.DrawFn, code: str) -> dict[str, Any]:
    answers = {
        name: draw(st.sampled_from(HOLDINGS)) for name in ("cimt", "theft", "crime_of_violence")
    }
    variants = draw(st.sampled_from((0, 0, 2)))
    levels = draw(
        st.lists(st.sampled_from(RANGES), min_size=1, max_size=2, unique_by=lambda r: r[0])
    )
    made = row(
        code,
        draw(st.sampled_from(FAMILIES)),
        levels=tuple(levels),
        variants=tuple(
            {
                "id": f"v{n}",
                "name": f"prong {n}",
                "elements": "its elements",
                "profile": {
                    "cimt": [
                        {
                            "is": draw(st.sampled_from(HOLDINGS)),
                            "by_text": "its words",
                            "against": "the Act",
                        }
                    ]
                },
            }
            for n in range(variants)
        ),
        **answers,
    )
    if variants:
        made["divisible"] = [{"is": "yes", "by_text": "its words", "against": "the Act"}]
    return made


Labels = frozenset[str]


def by_hand(case: Case, catalog: Catalog) -> dict[Labels, tuple[Disposition, ...]]:
    """Everything that two changes may make of the count, by what was changed."""
    (count,) = case.dispositions
    own = catalog.get("US-ZZ", count.offense.code)
    base = attrs.evolve(count, charged_with=(count.offense,))
    found: dict[Labels, tuple[Disposition, ...]] = {frozenset(): (base,)}
    offenses = {frozenset({label}): one for label, one in offenses_by_hand(base, own, catalog)}
    silent: dict[Labels, Disposition] = {}
    if own.variants and count.offense.variant != "inconclusive":
        offense = attrs.evolve(base.offense, variant="inconclusive")
        silent[frozenset({"silent"})] = attrs.evolve(base, offense=offense)
        for labels, one in offenses.items():
            if one.offense.code == own.code and one.offense.variant == count.offense.variant:
                offense = attrs.evolve(one.offense, variant="inconclusive")
                silent[labels | {"silent"}] = attrs.evolve(one, offense=offense)
    # Whom it was done to is left out of the record too, for the Ninth Circuit looks nowhere else.
    for labels, one in ({frozenset(): base} | offenses).items():
        facts = attrs.evolve(one.facts, victim_relationship="inconclusive")
        silent[labels | {"nobody"}] = attrs.evolve(one, facts=facts)
    found |= {labels: (one,) for labels, one in (offenses | silent).items()}
    for labels, counts in list(found.items()):
        if len(labels) < 2:
            for more, sentence in terms_by_hand(counts[0]):
                found[labels | more] = (attrs.evolve(counts[0], sentence=sentence),)
                if not labels:
                    split = divided_by_hand(*found[more])
                    found |= {more | {label}: parts for label, parts in split}
            for label, parts in divided_by_hand(counts[0]):
                found[labels | {label}] = parts
    for other in own.shares_basis_with:
        found |= borne_by_hand(base, catalog.get("US-ZZ", other), own)
    del found[frozenset()]
    return found


def offenses_by_hand(
    base: Disposition, own: Entry, catalog: Catalog
) -> Iterator[tuple[str, Disposition]]:
    imposed = base.sentence.imposed_days
    assert imposed is not None
    order = [name for name, _ in RANGES]
    for entry in catalog:
        kin = entry.family == own.family or frozenset((entry.family, own.family)) in KIN
        if not kin and entry.code not in own.shares_basis_with:
            continue
        for prong, level in itertools.product(entry.variants or (None,), dict(RANGES)):
            most = (prong or entry).maxima(level)
            named = None if prong is None else prong.id
            if not most:
                continue
            if entry == own:
                lower = order.index(level) > order.index(str(base.offense.level))
                same = named == base.offense.variant
                if same and not lower:
                    continue
                if base.offense.variant is None and level != base.offense.level and prong:
                    continue
            yield (
                f"{entry.code}:{named}:{level}",
                attrs.evolve(
                    base,
                    offense=attrs.evolve(base.offense, code=entry.code, variant=named, level=level),
                    sentence=sentence_by_hand(base, level, min(imposed, most[0])),
                ),
            )
    if own.variants and base.offense.variant is None:
        # Another level of the whole statute, no prong named.
        for level in dict(RANGES):
            most = own.maxima(level)
            if most and order.index(level) > order.index(str(base.offense.level)):
                yield (
                    f"{own.code}:None:{level}",
                    attrs.evolve(
                        base,
                        offense=attrs.evolve(base.offense, level=level),
                        sentence=sentence_by_hand(base, level, min(imposed, most[0])),
                    ),
                )


def sentence_by_hand(base: Disposition, level: str, days: int) -> Sentence:
    """For an infraction nobody is put on probation."""
    probation = 0 if level == "infraction" else base.sentence.probation_days
    return attrs.evolve(base.sentence, imposed_days=days, probation_days=probation)


def terms_by_hand(count: Disposition) -> Iterator[tuple[Labels, Sentence]]:
    imposed = count.sentence.imposed_days
    assert imposed is not None
    for days in (imposed, 1824, 364, 180, 0):
        if days > imposed:
            continue
        labels = {f"term {n}" for n in (1824, 364, 180, 0) if days <= n < imposed}
        for served in (days, 179, 90):
            if served > days or (served == days and not labels):
                continue
            more = {f"serve {n}" for n in (179, 90) if served <= n < days}
            if days - served == 1:
                shorter = attrs.evolve(count.sentence, imposed_days=served, suspended_days=None)
                yield frozenset(labels | more), shorter
                continue
            suspended = count.sentence.suspended_days if served == days else days - served
            yield (
                frozenset(labels | more),
                attrs.evolve(count.sentence, imposed_days=days, suspended_days=suspended),
            )


def divided_by_hand(count: Disposition) -> Iterator[tuple[str, tuple[Disposition, ...]]]:
    imposed, loss = count.sentence.imposed_days, count.facts.loss_usd
    assert imposed is not None
    wanted = {n for n in range(2, 11) if 364 * (n - 1) < imposed <= 364 * n}
    if isinstance(loss, Decimal):
        wanted |= {n for n in range(2, 11) if 10_000 * (n - 1) < loss <= 10_000 * n}
    for parts in wanted:
        counts = []
        for at in range(parts):
            days = imposed // parts + (imposed % parts if at == 0 else 0)
            share = loss
            if isinstance(loss, Decimal):
                cents = int(loss * 100)
                share = Decimal(cents // parts + (cents % parts if at == 0 else 0)) / 100
            after = None
            if at and imposed:
                after = "count-1" if at == 1 else f"count-1-{at}"
            suspended = count.sentence.suspended_days
            if suspended is not None and imposed:
                suspended = suspended * days // imposed
            counts.append(
                attrs.evolve(
                    count,
                    ref="count-1" if at == 0 else f"count-1-{at + 1}",
                    facts=attrs.evolve(count.facts, loss_usd=share),
                    sentence=attrs.evolve(
                        count.sentence,
                        imposed_days=days,
                        suspended_days=suspended,
                        consecutive_to=after,
                    ),
                )
            )
        yield f"split {parts}", tuple(counts)


def borne_by_hand(
    base: Disposition, entry: Entry, own: Entry
) -> dict[Labels, tuple[Disposition, ...]]:
    """A second count bears what is more than 364 days."""
    imposed = base.sentence.imposed_days
    assert imposed is not None
    found: dict[Labels, tuple[Disposition, ...]] = {}
    if imposed <= 364 or entry == own:
        return found
    for prong, level in itertools.product(entry.variants or (None,), dict(RANGES)):
        most = (prong or entry).maxima(level)
        if not most or most[0] < imposed - 364:
            continue
        named = None if prong is None else prong.id
        first, second = (
            attrs.evolve(base, sentence=attrs.evolve(base.sentence, imposed_days=days))
            for days in (364, imposed - 364)
        )
        second = attrs.evolve(
            second,
            ref="count-1-2",
            offense=attrs.evolve(base.offense, code=entry.code, variant=named, level=level),
            sentence=attrs.evolve(second.sentence, consecutive_to="count-1"),
        )
        found[frozenset({f"bear {entry.code}:{named}:{level}"})] = (first, second)
    return found


@settings.get_profile("costly")
@given(st.data())
def test_nothing_is_left_out(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 3))
    made = [data.draw(rows(f"{n}")) for n in range(1, size + 1)]
    if size > 1 and data.draw(st.booleans()):
        made[0]["shares_basis_with"] = ["2"]
    catalog = pack(made)
    own = next(iter(catalog))
    prong = data.draw(st.sampled_from([None, *(v.id for v in own.variants)]))
    level = data.draw(st.sampled_from(sorted({r.level for r in own.levels})))
    most = own.maxima(level)[-1]
    imposed = data.draw(st.sampled_from([d for d in (0, 100, 200, 365, 730) if d <= most]))
    loss = data.draw(st.sampled_from([None, 10_000, 20_000, 20_000.01]))
    count = {
        "ref": "count-1",
        "offense": {"jurisdiction": "US-ZZ", "code": own.code, "variant": prong, "level": level},
        "outcome": "offered",
        "committed_on": "2021-05-02",
        "sentence": {"imposed_days": imposed},
        "facts": {"loss_usd": loss},
    }
    person = data.draw(st.sampled_from([UNKNOWN, RESIDENT, NOT_ADMITTED]))
    case = case_of(count, person=person)
    most_days = data.draw(st.sampled_from([None, None, 180, 364]))
    constraints = {"max_changes": 4, "max_imposed_days": most_days}
    plan = mitigate(case, engine="reference", catalog=catalog, limit=None, constraints=constraints)
    check(case, plan, catalog)
    listed = {a.dispositions for a in plan}
    hand = {
        labels: counts
        for labels, counts in by_hand(case, catalog).items()
        if most_days is None or sum(d.sentence.imposed_days or 0 for d in counts) <= most_days
    }
    goals = frozenset(plan.avoid)
    before = assess(case, engine="reference", catalog=catalog).statuses()
    effects: dict[Labels, tuple[frozenset[str], ...]] = {}
    for labels, counts in hand.items():
        now = assess(
            attrs.evolve(case, dispositions=counts), engine="reference", catalog=catalog
        ).statuses()
        rest = [i for i in now if i not in goals]
        effects[labels] = (
            frozenset(i for i in goals if now[i] is Status.NOT_TRIGGERED),
            frozenset(i for i in goals if now[i] in BAD),
            frozenset(i for i in rest if now[i] in BAD and before[i] not in BAD),
            frozenset(
                i
                for i in rest
                if now[i] is Status.UNDETERMINED and before[i] is Status.NOT_TRIGGERED
            ),
        )
    seldom = relief_of_others(case.person.status)
    shown = {labels for labels, counts in hand.items() if counts in listed}
    for labels, counts in hand.items():
        mine = effects[labels]
        if not mine[0]:
            assert counts not in listed
        elif counts not in listed:
            # Only where a part of the changes does as well, or another form of the same plea does.
            assert any(
                less < labels
                and effects[less][0] - seldom >= mine[0] - seldom
                and all(effects[less][k] - seldom <= mine[k] - seldom for k in (1, 2, 3))
                for less in hand
            ) or any(
                does_no_less(effects[other], mine, seldom) and form_of(other, labels)
                for other in hand
                if other != labels
            )
            # Whatever is not listed, something that is does as much.
            assert any(does_no_less(effects[other], mine, seldom) for other in shown)
    # And of two terms of one plea that are listed, the longer does less.
    for one, other in itertools.permutations(shown, 2):
        if but_for_terms(one) == but_for_terms(other) and does_no_less(
            effects[one], effects[other], seldom
        ):
            assert terms_of(hand[one]) < terms_of(hand[other])
            assert not does_no_less(effects[other], effects[one], seldom)
    two = {a.dispositions for a in plan if len(set(a.strategies) - {"plead_up"}) <= 2}
    ended = {d for d in two if d[0].outcome is not Outcome.OFFERED}
    assert len(ended) <= 3
    assert {d for d in two - ended if not deeper(d, plan)} <= set(hand.values())


def does_no_less(
    one: tuple[frozenset[str], ...], other: tuple[frozenset[str], ...], seldom: frozenset[str]
) -> bool:
    """For this person: relief that is for others is set aside."""
    first, second = ([part - seldom for part in effect] for effect in (one, other))
    return first[0] >= second[0] and all(first[k] <= second[k] for k in (1, 2, 3))


def but_for_terms(labels: Labels) -> Labels:
    return frozenset(label for label in labels if not label.startswith(("term ", "serve ")))


def form_of(one: Labels, other: Labels) -> bool:
    """Is the one the same plea as the other, in another term, or in one count only?"""
    first, second = but_for_terms(one), but_for_terms(other)
    alone = frozenset(x for x in second if not x.startswith(("split ", "bear ")))
    return first in (second, alone)


def terms_of(counts: tuple[Disposition, ...]) -> int:
    return sum(count.sentence.imposed_days or 0 for count in counts)


def deeper(counts: tuple[Disposition, ...], plan: Mitigation) -> bool:
    """Does it take three changes, one of them called pleading up?"""
    one = next(a for a in plan if a.dispositions == counts)
    return len(one.steps) > 2


@functools.cache
def long_plan(assault: bool, unknown: bool) -> Mitigation:
    count, person = ASSAULT if assault else BURGLARY, UNKNOWN if unknown else RESIDENT
    return plan_of(count, person, limit=None)


@given(st.data())
def test_the_order_puts_nothing_before_what_is_better(data: st.DataObject) -> None:
    count = data.draw(st.sampled_from([ASSAULT, BURGLARY]))
    person = data.draw(st.sampled_from([UNKNOWN, RESIDENT]))
    plan = long_plan(count is ASSAULT, person is UNKNOWN)
    at, later = sorted(
        data.draw(st.lists(st.integers(0, len(plan) - 1), min_size=2, max_size=2, unique=True))
    )
    first, second = plan[at], plan[later]
    better = (
        set(second.avoids) >= set(first.avoids)
        and set(second.remains) <= set(first.remains)
        and set(second.introduces) <= set(first.introduces)
        and set(second.opens) <= set(first.opens)
        and second.parity.distance <= first.parity.distance
        and len(second.strategies) <= len(first.strategies)
    )
    worse_somewhere = (
        set(second.avoids) != set(first.avoids)
        or set(second.introduces) != set(first.introduces)
        or set(second.opens) != set(first.opens)
        or second.parity.distance != first.parity.distance
        or len(second.strategies) != len(first.strategies)
    )
    assert not (better and worse_somewhere)


# Another level, and no charge at all.

POSSESSION: dict[str, Any] = {
    "ref": "count-1",
    "offense": {"jurisdiction": "US-CA", "code": "HS 11377(a)", "level": "misdemeanor"},
    "outcome": "charged",
    "committed_on": "2026-05-02",
    "facts": {"substance": "methamphetamine"},
}


def test_a_wobbler_may_be_a_misdemeanor() -> None:
    plan = plan_of(ASSAULT, limit=None)
    one = next(a for a in plan if a.strategies == ("reduce_level",))
    (count,) = one.dispositions
    assert count.offense.code == "PC 273.5(a)"
    assert str(count.offense.level) == "misdemeanor"
    assert count.sentence.imposed_days == 364
    assert "deport.aggravated_felony" in one.avoids
    assert (one.parity.family, one.parity.level) == ("same", "lower")
    assert any("no later than at sentencing" in text for text in one.requires)


def test_a_felony_alone_has_no_other_level() -> None:
    plan = plan_of({**ASSAULT, "offense": {**ASSAULT["offense"], "code": "PC 211"}}, limit=None)
    assert plan.alternatives
    assert not any("reduce_level" in a.strategies for a in plan)


def test_a_low_level_charge_may_be_declined() -> None:
    plan = plan_of(POSSESSION, limit=None)
    ended = [a for a in plan if a.strategies == ("decline_or_civil",)]
    # There is no ordinance in place of a section that knows no infraction.
    assert {a.dispositions[0].outcome for a in ended} == {Outcome.DECLINED}
    for one in ended:
        (count,) = one.dispositions
        assert set(one.avoids) >= {"deport.controlled_substance", "inadmit.controlled_substance"}
        assert plan.proposal.offense in count.charged_with


def test_a_felony_is_not_declined() -> None:
    assert not any("decline_or_civil" in a.strategies for a in plan_of(ASSAULT, limit=None))


def test_no_substitute_supposes_what_the_facts_do_not_hold() -> None:
    """No officer for a spouse, no prisoner, no prior; no cannabis for methamphetamine."""
    named = {a.dispositions[0].offense.code for a in plan_of(ASSAULT, limit=None)}
    assert "PC 243(e)(1)" in named
    unlike = {"official_victim", "prisoner", "prior", "order", "school", "child", "firearm"}
    assert not {e.code for e in load_default().of("US-CA") if unlike & set(e.supposes)} & named
    sale = {"jurisdiction": "US-CA", "code": "HS 11378", "level": "felony"}
    named = {
        a.dispositions[0].offense.code for a in plan_of({**POSSESSION, "offense": sale}, limit=None)
    }
    assert named
    assert not {e.code for e in load_default().of("US-CA") if "marijuana" in e.substances} & named
