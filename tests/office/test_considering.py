"""The record of consideration: what it holds, what it never holds, and that it verifies."""

from __future__ import annotations

import json
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import immconseq
from immconseq import Case, CaseError, mitigate, office
from immconseq.case import ImmigrationStatus
from immconseq.mitigation import Mitigation
from immconseq.rules.vocabulary import CASE_FINDINGS, DISPOSITION_FINDINGS
from immconseq.wire import canonical_json

DESK = office.Office.from_dict(
    {
        "office_id": "sample",
        "jurisdiction": "US-CA",
        "circuit": "9",
        "point_person": {"role": "immigration point person", "contact": "desk@da.example"},
        "constraints": {"strike_by_plead_up_or_sentence": True},
        "excluded_offenses": ["PC 32"],
    }
)
RESIDENT = {"status": "lpr", "admitted_on": "2018-03-01", "lpr_on": "2018-03-01"}
CHARGES: tuple[dict[str, Any], ...] = (
    {
        "offense": {"jurisdiction": "US-CA", "code": "PC 273.5(a)", "level": "felony"},
        "sentence": {"imposed_days": 365},
        "facts": {"victim_relationship": "spouse", "victim_age": 31, "defendant_age": 24},
    },
    {
        "offense": {"jurisdiction": "US-CA", "code": "PC 459", "variant": "residential"},
        "sentence": {"imposed_days": 400, "suspended_days": 100},
        "facts": {"loss_usd": 12345},
    },
    {
        "offense": {"jurisdiction": "US-CA", "code": "HS 11377(a)", "level": "misdemeanor"},
        "sentence": {"imposed_days": 30},
        "facts": {"substance": "methamphetamine"},
    },
    {
        "offense": {"jurisdiction": "US-CA", "code": "PC 484(a)", "level": "misdemeanor"},
        "sentence": {"imposed_days": 364},
    },
)
OFFERED = {"outcome": "offered", "rank": 1, "reason": "A first offense, and the victim agrees."}


def case_of(charge: dict[str, Any] = CHARGES[0], **rest: Any) -> Case:
    person = rest.pop("person", RESIDENT)
    count = {"ref": "count-1", "outcome": "offered", "committed_on": "2026-05-02", **charge}
    count |= rest.pop("count", {})
    return Case.from_dict(
        {
            "case_id": "F-2026-0815",
            "as_of": "2026-11-24",
            "circuit": "9",
            "person": person,
            "dispositions": [count],
        }
    )


CASE = case_of()
PLAN = mitigate(CASE, office=DESK)


def record(decision: Any = OFFERED, by: office.Office = DESK) -> office.ConsiderationRecord:
    return office.consideration(CASE, PLAN, decision, by)


def faults(decision: Any) -> list[tuple[str, str]]:
    with pytest.raises(CaseError) as error:
        record(decision)
    return [(fault.path, fault.code) for fault in error.value.faults]


# What it holds.


def test_it_holds_what_was_charged_offered_and_why() -> None:
    made = record()
    offered = PLAN[0].dispositions[0]
    assert made.office_id == "sample"
    assert made.point_person == "immigration point person"
    assert made.as_of == CASE.as_of
    assert made.charge.code == "PC 273.5(a)"
    assert made.charge.family == "domestic_violence"
    assert made.dispositions[0].code == offered.offense.code
    assert made.dispositions[0].imposed_days == offered.sentence.imposed_days
    assert made.offer == PLAN[0].offer
    assert made.parity is not None
    assert made.parity.exposure_days_delta == PLAN[0].parity.exposure_days_delta
    assert made.within_terms
    assert made.authority == ("Cal. Penal Code 1016.3(b)", "Cal. Penal Code 1016.2")
    assert made.rules == PLAN.receipt.rules
    assert {(p.name, p.version) for p in made.packs} == set(PLAN.receipt.packs)
    assert not made.vacates


def test_every_key_is_always_there_and_it_is_read_back() -> None:
    for made in (record(), record({"outcome": "no_change", "reason": "The offer stands."})):
        data = made.to_dict()
        assert json.loads(json.dumps(data)) == data
        keys = {"schema", *(field.name for field in attrs.fields(type(made)))}
        assert set(data) == keys
        assert office.ConsiderationRecord.from_dict(data) == made
        assert office.ConsiderationRecord.from_dict(data).to_dict() == data
    assert set(record().to_dict()["dispositions"][0]) == {
        field.name for field in attrs.fields(type(record().dispositions[0]))
    }


def test_it_holds_no_fact_of_the_case_and_nothing_of_the_person() -> None:
    text = json.dumps(record().to_dict()) + record().to_text()
    for word in ("F-2026-0815", "count-1", "spouse", "victim_age", "lpr", "2018-03-01", "circuit"):
        assert word not in text
    ids = {c.name for c in (*CASE_FINDINGS, *DISPOSITION_FINDINGS)}
    assert not [name for name in ids if f'"{name}"' in text]
    assert record().consequences is None
    assert PLAN.receipt.case_sha256 not in text


def test_a_refusal_may_be_of_one_alternative_or_of_all() -> None:
    one = record({"outcome": "refused", "rank": 2, "reason": "The injury is grave."})
    assert one.dispositions
    assert one.offer == PLAN[1].offer
    every = record({"outcome": "refused", "reason": "The injury is grave."})
    assert every.dispositions == ()
    assert every.offer is None


def test_an_old_count_is_vacated_and_not_among_what_is_offered() -> None:
    old = case_of(count={"outcome": "convicted", "disposed_on": "2026-06-01"})
    made = office.consideration(old, mitigate(old, office=DESK), OFFERED, DESK)
    assert made.vacates
    assert len(made.dispositions) == 1
    assert made.offer is not None
    assert made.dispositions[0].code in made.offer
    assert "2026-06-01" not in json.dumps(made.to_dict())
    assert "June" not in made.to_text()
    assert "vacated first" in made.to_text()


def test_what_the_record_of_the_plea_does_not_name_is_kept() -> None:
    case = case_of(CHARGES[2])
    plan = mitigate(case, limit=None)
    rank = next(a.rank for a in plan if "specify_record" in a.strategies)
    made = office.consideration(case, plan, {**OFFERED, "rank": rank}, DESK)
    assert made.dispositions[0].unnamed == ("substance",)


def test_a_plan_outside_the_terms_is_marked() -> None:
    assert not office.consideration(CASE, mitigate(CASE), OFFERED, DESK).within_terms
    tighter = mitigate(CASE, office=DESK, constraints={"min_imposed_days": 5})
    assert office.consideration(CASE, tighter, OFFERED, DESK).within_terms


def test_consequences_only_where_the_office_records_them() -> None:
    telling = attrs.evolve(DESK, record_consequences=True)
    made = record(by=telling)
    assert made.consequences == PLAN.avoid
    assert office.ConsiderationRecord.from_dict(made.to_dict()) == made
    assert "may reveal a status" in made.to_text()
    assert record(by=attrs.evolve(DESK, record_consequences=False)).consequences is None


def test_of_a_place_without_a_statute_none_is_named() -> None:
    made = record(by=attrs.evolve(DESK, jurisdiction="US-NY"))
    assert made.authority == ()
    assert "no law of the place is recorded" in made.to_text()


# Decisions.


def test_the_faults_of_a_decision() -> None:
    assert faults({"outcome": "offered"}) == [("$.rank", "missing")]
    assert faults({"outcome": "refused", "rank": 1}) == [("$.reason", "missing")]
    assert faults({"outcome": "no_change", "rank": 1}) == [
        ("$.rank", "conflict"),
        ("$.reason", "missing"),
    ]
    assert faults({"outcome": "granted", "why": "x"}) == [
        ("$.why", "unknown_key"),
        ("$.outcome", "value"),
    ]
    assert faults({"outcome": "offered", "rank": 0}) == [("$.rank", "range"), ("$.rank", "missing")]


def test_a_rank_that_the_plan_lacks_is_a_fault() -> None:
    assert faults({**OFFERED, "rank": len(PLAN) + 1}) == [("$.rank", "value")]
    citizen = case_of(person={"status": "citizen"})
    with pytest.raises(CaseError, match="it is empty"):
        office.consideration(citizen, mitigate(citizen), OFFERED, DESK)


def test_a_plan_of_another_case_or_none_is_a_fault() -> None:
    with pytest.raises(CaseError, match=r"\$\.plan"):
        office.consideration(case_of(CHARGES[1]), PLAN, OFFERED, DESK)
    not_a_plan: Any = PLAN.to_dict()
    with pytest.raises(CaseError, match=r"\$\.plan"):
        office.consideration(CASE, not_a_plan, OFFERED, DESK)


TELLING = (
    "He is undocumented.",
    "Her immigration status is at stake",
    "would be deported",
    "not a citizen",
    "a noncitizen",
    "green card holder",
    "He has a green-card.",
    "lawful permanent resident",
    "a legal resident",
    "has DACA",
    "TPS from Honduras",
    "an LPR for ten years",
    "asylum pending",
    "the refugee family",
    "ICE detainer",
    "picked up by ICE",
    "a removal order from 2010",
    "in removal proceedings",
    "cancellation of removal",
    "would be removable",
    "inadmissible after this",
    "a crime of moral turpitude",
    "an aggravated felony",
    "two CIMTs",
    "visa overstay",
    "no legal status",
    "born in another country of origin",
    "an alien",
    "A 123456789",
    "A123456789",
    "filed an I-485",
    "avoids deport.firearms",
    "bar.asylum is open",
    "estatus migratorio",
    "indocumentado",
    "no es ciudadano",
    "naturalization pending",
    "his foreign nationality",
    "foreign born",
    "USCIS interview",
)
PLAIN = (
    "It avoids adverse immigration consequences, as 1016.3 bids weigh of anybody.",
    "First offense; the victim agrees.",
    "Removal of the graffiti was paid for.",
    "The evidence of entry is weak.",
    "Restitution was paid in full; ice on the sidewalk caused the fall.",
    "Detention hearing set; bar fight.",
    "The residence was empty.",
    "Status conference held; offer within policy.",
    "Conditional discharge would do.",
    "The lab report names methamphetamine, also called ice.",
    "He is 19 and employed.",
    "The insurer was made whole.",
    "Alienated family; treatment is under way.",
)


@pytest.mark.parametrize("reason", TELLING)
def test_a_reason_that_tells_of_a_status_is_a_fault_and_is_not_repeated(reason: str) -> None:
    with pytest.raises(CaseError) as error:
        office.Decision(outcome=office.DecisionOutcome.OFFERED, rank=1, reason=reason)
    (fault,) = error.value.faults
    assert (fault.path, fault.code) == ("$.reason", "status")
    assert reason not in str(error.value)
    with pytest.raises(CaseError):
        office.ConsiderationRecord.from_dict({**record().to_dict(), "reason": reason})


@pytest.mark.parametrize("reason", PLAIN)
def test_a_reason_that_could_be_given_of_anybody_is_taken(reason: str) -> None:
    assert record({**OFFERED, "reason": reason}).reason == reason


# One decision, whatever the status.


def persons() -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from(
        [
            RESIDENT,
            {"status": "lpr", "admitted_on": "2009-01-01", "lpr_on": "2012-01-01"},
            {"status": "conditional_lpr", "lpr_on": "2025-01-01"},
            {"status": "refugee"},
            {"status": "asylee"},
            {"status": "nonimmigrant", "admitted_on": "2024-01-01"},
            {"status": "tps"},
            {"status": "daca"},
            {"status": "parolee"},
            {"status": "undocumented", "admitted": False},
            {"status": "undocumented", "admitted": True, "admitted_on": "2020-01-01"},
            {"status": "unknown"},
            {"status": "citizen"},
        ]
    )


_PLANS: dict[tuple[int, str, str], tuple[Case, Mitigation]] = {}


def planned(
    charge: int, outcome: dict[str, Any], person: dict[str, Any]
) -> tuple[Case, Mitigation]:
    key = (charge, json.dumps(outcome), json.dumps(person))
    if key not in _PLANS:
        case = case_of(CHARGES[charge], count=outcome, person=person)
        _PLANS[key] = case, mitigate(case, office=DESK, limit=60)
    return _PLANS[key]


OUTCOMES: tuple[dict[str, Any], ...] = (
    {"outcome": "offered"},
    {"outcome": "charged"},
    {"outcome": "convicted", "disposed_on": "2026-06-01"},
)


@settings.get_profile("thorough")
@given(
    st.integers(0, len(CHARGES) - 1),
    st.sampled_from(OUTCOMES),
    persons(),
    persons(),
    st.sampled_from(["offered", "refused", "no_change"]),
    st.randoms(use_true_random=False),
)
def test_a_record_is_the_same_byte_for_byte_whatever_the_status_is(
    charge: int,
    count: dict[str, Any],
    one: dict[str, Any],
    two: dict[str, Any],
    outcome: str,
    random: Any,
) -> None:
    case, plan = planned(charge, count, one)
    other_case, other = planned(charge, count, two)
    decision: dict[str, Any] = {"outcome": outcome, "reason": "Within policy."}
    again = dict(decision)
    if outcome != "no_change":
        pairs = [(a.rank, b.rank) for a in plan for b in other if a.dispositions == b.dispositions]
        assume(pairs)
        decision["rank"], again["rank"] = random.choice(pairs)
    made = office.consideration(case, plan, decision, DESK)
    same = office.consideration(other_case, other, again, DESK)
    assert canonical_json(made.to_dict()) == canonical_json(same.to_dict())
    assert json.dumps(made.to_dict()) == json.dumps(same.to_dict())
    assert made.to_text() == same.to_text()
    assert office.verify_consideration(made, other_case, other, DESK).ok


# Verifying.


def test_a_record_verifies_against_its_plan() -> None:
    kept = json.loads(json.dumps(record().to_dict()))
    result = office.verify_consideration(kept, CASE, PLAN, DESK)
    assert result.ok
    assert result.to_dict() == {
        "schema": "immconseq/consideration-verification/1",
        "ok": True,
        "differences": [],
    }
    assert "as it was made" in result.to_text()


def differences(changed: Any, **now: Any) -> list[str]:
    result = office.verify_consideration(
        changed, now.get("case", CASE), now.get("plan", PLAN), now.get("desk", DESK)
    )
    assert not result.ok
    assert all(d.what in result.to_text() for d in result.differences)
    return [d.what for d in result.differences]


def test_what_is_otherwise_is_named() -> None:
    kept = record().to_dict()
    plea = {**kept["dispositions"][0], "imposed_days": 1}
    assert differences({**kept, "dispositions": [plea]}) == ["plan_sha256", "dispositions"]
    charge = {**kept["charge"], "level": "misdemeanor"}
    assert differences({**kept, "charge": charge}) == ["plan_sha256", "charge"]
    assert differences({**kept, "constraints": {}}) == ["plan_sha256", "constraints"]
    assert differences({**kept, "plan_sha256": "0" * 64}) == ["plan_sha256"]
    assert differences({**kept, "library": "0.0.9"}) == ["library"]
    assert differences({**kept, "rules": "0"}) == ["rules"]
    assert differences({**kept, "packs": []}) == ["packs"]
    assert differences({**kept, "as_of": "2026-11-23"}) == ["as_of"]
    assert differences({**kept, "office_id": "another"}) == ["office_id"]
    desk = attrs.evolve(DESK, excluded_offenses=())
    assert differences(kept, desk=desk) == ["constraints"]
    case = case_of(CHARGES[3])
    plan = mitigate(case, office=DESK)
    assert "charge" in differences(kept, case=case, plan=plan)


def test_the_hash_is_over_the_charge_the_offer_and_the_constraints_alone() -> None:
    kept = record()
    assert kept.plan_sha256 == record({**OFFERED, "reason": "Another."}).plan_sha256
    assert kept.plan_sha256 != record({**OFFERED, "rank": 2}).plan_sha256
    assert kept.plan_sha256 != record(by=attrs.evolve(DESK, excluded_offenses=())).plan_sha256
    other = case_of(CHARGES[0], person={"status": ImmigrationStatus.UNKNOWN.value})
    plan = mitigate(other, office=DESK, limit=60)
    rank = next(a.rank for a in plan if a.dispositions == PLAN[0].dispositions)
    made = office.consideration(other, plan, {**OFFERED, "rank": rank}, DESK)
    assert made.plan_sha256 == kept.plan_sha256


def test_the_faults_of_a_record_never_repeat_what_is_under_an_unknown_key() -> None:
    with pytest.raises(CaseError) as error:
        office.ConsiderationRecord.from_dict({**record().to_dict(), "name": "Ana Perez"})
    assert "Ana" not in str(error.value)


def test_what_is_written_is_what_the_schemas_say() -> None:
    """A record names the kind of another document, so it is read by the same schema as written."""
    for name, document in (
        ("consideration", record().to_dict()),
        ("consideration", record({"outcome": "refused", "reason": "No."}).to_dict()),
        ("decision", OFFERED),
    ):
        jsonschema.validate(document, json.loads(json.dumps(immconseq.schema(name))))
