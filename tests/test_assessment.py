"""An assessment as those who embed it meet it."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import assume, given

from immconseq import Assessment, Case, CaseError, Status, assess, by_status, rulebook, verify
from immconseq.case import (
    Facts,
    Offense,
    Sentence,
)
from immconseq.rules.requirements import REQUIREMENTS
from immconseq.rules.vocabulary import CASE_FINDINGS
from tests.rows import prepared, rows
from tests.strategies import cases


def case(**changes: Any) -> Case:
    data: dict[str, Any] = {
        "as_of": "2026-11-24",
        "circuit": "9",
        "person": {
            "status": "lpr",
            "admitted": True,
            "admitted_on": "2018-03-01",
            "first_admitted_on": "2018-03-01",
            "lpr_on": "2018-03-01",
            "history_complete": True,
        },
        "dispositions": [
            {
                "ref": "count-1",
                "offense": {"jurisdiction": "US-CA", "code": "PC 273.5(a)", "level": "felony"},
                "outcome": "offered",
                "committed_on": "2022-08-15",
                "sentence": {"imposed_days": 365, "suspended_days": 0},
                "facts": {"victim_relationship": "spouse"},
            }
        ],
    }
    data.update(changes)
    return Case.from_dict(data)


def test_every_id_once_for_the_case_and_once_for_each_disposition() -> None:
    result = assess(case())
    ids = [(f.id, f.disposition) for f in result.findings]
    assert len(ids) == len(set(ids))
    assert [f.id for f in result.findings if f.disposition][:2] == ["conviction", "cimt"]
    groups = (result.triggered, result.contested, result.undetermined, result.not_triggered)
    everything = [name for group in groups for name in group]
    assert sorted(everything) == sorted(set(everything)) == sorted(result.statuses())


def test_without_dispositions_the_findings_of_each_are_the_cases() -> None:
    result = assess(case(dispositions=[]))
    finding = result["conviction"]
    assert (finding.status, finding.scope, finding.disposition) == ("not_triggered", "case", None)
    assert result["aggfel.crime_of_violence"].status is Status.NOT_TRIGGERED
    assert result.why("cimt").to_dict()["rules"] == []
    assert result.why_not("cimt").to_dict()["rules"] == []


def test_a_name_that_is_not_there_is_a_lookup_error() -> None:
    result = assess(case())
    for ask in (
        lambda: result["deport.nothing"],
        lambda: result.of("count-2"),
        lambda: result.of("count-1", "deport.firearms"),
        lambda: result.why("nothing"),
        lambda: result.why_not("cimt", ref="count-9"),
    ):
        with pytest.raises(LookupError):
            ask()


def test_frozen_equal_hashable_and_picklable() -> None:
    result = assess(case())
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        result.case = case()  # type: ignore[misc]
    again = pickle.loads(pickle.dumps(result))
    assert again == result
    assert hash(again) == hash(result)
    assert again.to_dict() == result.to_dict()


def test_because_carries_paths_and_never_values() -> None:
    finding = assess(case())["deport.domestic_violence"]
    assert [b.rule for b in finding.because] == ["deport.domestic_violence/convicted"]
    paths = {p for b in finding.because for premise in b.premises for p in premise.paths}
    assert "$.dispositions[0].facts.victim_relationship" in paths
    assert all(p.startswith("$.") for p in paths)
    assert finding.refs == ("count-1",)


def test_why_not_says_by_how_much_a_threshold_was_missed() -> None:
    changed = case()
    count = attrs.evolve(
        changed.dispositions[0], sentence=Sentence(imposed_days=364, suspended_days=0)
    )
    result = assess(attrs.evolve(changed, dispositions=(count,)))
    assert result["aggfel.crime_of_violence"].status is Status.NOT_TRIGGERED
    failed = {
        rule["rule"]: rule["failed"]
        for rule in result.why_not("aggfel.crime_of_violence", ref="count-1").to_dict()["rules"]
    }
    short = failed["aggfel.crime_of_violence/force"]
    assert short["premise"] == "term_of_a_year_or_more"
    assert short["short_by"] == {"amount": "1", "unit": "days"}


def test_a_missing_fact_becomes_a_question_that_names_what_it_bears_on() -> None:
    changed = case()
    count = attrs.evolve(changed.dispositions[0], facts=Facts(), sentence=Sentence())
    questions = assess(attrs.evolve(changed, dispositions=(count,))).questions()
    by_path = {q.path: q for q in questions}
    term = by_path["$.dispositions[0].sentence.imposed_days"]
    assert "aggfel.crime_of_violence" in term.settles
    assert "spouse" in by_path["$.dispositions[0].facts.victim_relationship"].accepts
    sizes = [len(q.settles) for q in questions]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("file", ["rulings", "circuit_reading", "version_pairs"])
def test_every_question_is_in_words_of_its_own(file: str) -> None:
    asked = [q for row in rows(file) for q in assess(prepared(row)[0]).questions()]
    assert len(asked) > 100
    assert not [q.path for q in asked if q.accepts == "see the case schema"]


def test_an_unknown_offense_is_asked_for_and_its_candidates_named() -> None:
    changed = case()
    count = attrs.evolve(
        changed.dispositions[0], offense=Offense(jurisdiction="US-CA", code="PC 245")
    )
    result = assess(attrs.evolve(changed, dispositions=(count,)))
    assert result["cimt"].status is Status.UNDETERMINED
    question = next(q for q in result.questions() if q.path == "$.dispositions[0].offense.code")
    assert "PC 245(a)(1)" in question.accepts


def test_a_prong_that_the_entry_lacks_is_a_fault_that_lists_those_it_has() -> None:
    changed = case()
    count = attrs.evolve(
        changed.dispositions[0],
        offense=Offense(jurisdiction="US-CA", code="PC 459", variant="garage"),
    )
    with pytest.raises(CaseError) as caught:
        assess(attrs.evolve(changed, dispositions=(count,)))
    (fault,) = caught.value.faults
    assert fault.path == "$.dispositions[0].offense.variant"
    assert "residential" in fault.expected


def test_an_attempt_takes_its_objects_turpitude_save_where_a_court_spoke_of_the_attempt() -> None:
    def cimt(as_of: str, inchoate: str | None) -> Status:
        offense = {"jurisdiction": "US-NY", "code": "PL 120.25", "inchoate": inchoate}
        count = {"ref": "count-1", "offense": offense, "outcome": "convicted"}
        days = {"committed_on": "2000-02-01", "disposed_on": "2000-08-01"}
        person = {"status": "lpr", "admitted": True, "history_complete": True}
        some = case(as_of=as_of, circuit="3", person=person, dispositions=[{**count, **days}])
        return assess(some)["cimt"].status

    assert cimt("2005-03-15", None) is Status.TRIGGERED
    # Knapik v. Ashcroft, 384 F.3d 84 (3d Cir. 2004): recklessness cannot be attempted.
    assert cimt("2005-03-15", "attempt") is Status.NOT_TRIGGERED
    assert cimt("2004-03-15", "attempt") is Status.TRIGGERED


def test_what_the_library_cannot_decide_is_flagged_and_never_looks_clean() -> None:
    abroad = case(person={"status": "asylee"})
    data = abroad.to_dict()
    data["dispositions"][0]["offense"]["jurisdiction"] = "MX"
    result = assess(Case.from_dict(data))
    assert result["bar.asylum"].status is not Status.NOT_TRIGGERED
    assert "bar.withholding" in {n.id for n in result.not_modelled}
    assert result["bar.cat_deferral"].status is Status.NOT_TRIGGERED


def test_a_fact_that_no_rule_reads_is_named_by_its_path() -> None:
    person = {"status": "lpr", "fears_return": True, "relatives": {"usc_or_lpr_spouse": True}}
    paths = {n.path for n in assess(case(person=person)).not_modelled}
    assert {"$.person.fears_return", "$.person.relatives.usc_or_lpr_spouse"} <= paths


def test_a_receipt_is_verified_and_says_what_differs() -> None:
    result = assess(case())
    assert verify(result.receipt, case()).ok
    other = verify(result.receipt, case(circuit="5"))
    assert {d.what for d in other.differences} >= {"case"}
    engines = {assess(case(), engine=e).receipt.findings_sha256 for e in ("reference",)}
    assert engines == {result.receipt.findings_sha256}


def test_the_table_of_statuses_is_the_same_whatever_was_typed() -> None:
    table = by_status(case())
    for status in ("unknown", "undocumented", "tps"):
        person = {"status": status, "admitted_on": "2018-03-01", "lpr_on": "2018-03-01"}
        person |= {"first_admitted_on": "2018-03-01", "history_complete": True}
        other = by_status(case(person=person))
        assert [r.assessment.statuses() for r in other] == [r.assessment.statuses() for r in table]
    assert len(table["undocumented"]) == 2
    citizen = table["citizen"][0].assessment.triggered
    assert all(name.startswith(("conviction", "cimt", "aggfel.")) for name in citizen)


@given(cases())
def test_an_assessment_survives_copying(some: Case) -> None:
    try:
        result = assess(some, engine="reference")
    except CaseError:
        assume(False)
        return
    assert isinstance(copy.deepcopy(result), Assessment)
    assert copy.deepcopy(result).to_dict() == result.to_dict()


def test_the_rulebook_is_whole_and_dated() -> None:
    everything = rulebook()
    assert len({r.id for r in everything}) == len(everything)
    assert all(r.authority and r.text.endswith(".") and r.when for r in everything)
    before = {r.id for r in rulebook(as_of=case().as_of.replace(year=2024))}
    assert "detention.laken_riley/theft_charged" not in before
    assert "detention.laken_riley/theft_charged" in {r.id for r in everything}


def test_a_finding_names_the_waiver_that_may_lift_it_and_what_closes_that() -> None:
    def convicted(**yes: str) -> Assessment:
        offense = {
            "jurisdiction": "US-ZZ",
            "code": "sample offense",
            "profile": {"controlled_substance": "no", "drug_trafficking": "no"} | yes,
        }
        count = {
            "ref": "count-1",
            "offense": offense,
            "outcome": "convicted",
            "disposed_on": "2020-06-10",
            "sentence": {"imposed_days": 200, "max_possible_days": 1095},
            "facts": {"defendant_age": 30},
        }
        person = {"status": "refugee", "history_complete": True}
        return assess(
            Case.from_dict({**case().to_dict(), "person": person, "dispositions": [count]})
        )

    open_ = convicted(cimt="yes")["bar.refugee_adjustment"]
    assert open_.status is Status.TRIGGERED
    assert [(w.authority, w.status) for w in open_.waiver] == [
        ("INA 209(c), 8 USC 1159(c)", Status.NOT_TRIGGERED)
    ]
    dealt = convicted(controlled_substance="yes", drug_trafficking="yes")
    waivers = {
        name: [(w.finding, w.status) for w in dealt[name].waiver]
        for name in (
            "bar.refugee_adjustment",
            "inadmit.controlled_substance",
            "reentry.permanent_bar",
        )
    }
    assert waivers == {
        "bar.refugee_adjustment": [
            ("inadmit.drug_trafficking_reason_to_believe", Status.TRIGGERED)
        ],
        "inadmit.controlled_substance": [("bar.212h", Status.TRIGGERED)],
        "reentry.permanent_bar": [(None, Status.NOT_TRIGGERED)],
    }


def test_what_a_relief_asks_for_besides_is_listed_in_its_note() -> None:
    bars = {c.name for c in CASE_FINDINGS if c.name.startswith("bar.")}
    assert set(REQUIREMENTS) == bars - {"bar.good_moral_character"}
    result = assess(case())
    for name, text in REQUIREMENTS.items():
        note = result[name].note
        assert note is not None
        assert text in note


@pytest.mark.parametrize(
    ("substance", "deportable", "inadmissible"),
    [
        (None, Status.UNDETERMINED, Status.UNDETERMINED),
        ("inconclusive", Status.NOT_TRIGGERED, Status.CONTESTED),
        ("methamphetamine", Status.CONTESTED, Status.CONTESTED),
        ("chorionic gonadotropin", Status.NOT_TRIGGERED, Status.NOT_TRIGGERED),
    ],
)
def test_whether_the_substance_is_an_element_matters_only_for_a_listed_one(
    substance: str | None, deportable: Status, inadmissible: Status
) -> None:
    """Of HS 11364 nobody has ruled it; a record that names no listed drug is clear either way."""
    changed = case()
    count = attrs.evolve(
        changed.dispositions[0],
        offense=Offense(jurisdiction="US-CA", code="HS 11364"),
        facts=Facts(substance=substance),
    )
    result = assess(attrs.evolve(changed, dispositions=(count,)))
    assert result["deport.controlled_substance"].status is deportable
    assert result["inadmit.controlled_substance"].status is inadmissible
