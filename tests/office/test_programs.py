"""A diversion program: is it a conviction, at which step, and whom does it shut out?"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from immconseq import CaseError
from immconseq.authority import Answer
from immconseq.offenses import load_default
from immconseq.office import (
    PROGRAM_CODES,
    Office,
    Program,
    ProgramCheck,
    Severity,
    StepKind,
    check_program,
)

CA = Office(office_id="sample", jurisdiction="US-CA")
SAFE: dict[str, Any] = {
    "program_id": "first-step",
    "steps": [{"kind": "screening"}, {"kind": "treatment"}, {"kind": "dismissal"}],
    "fees_usd": 0,
    "restraint": False,
}


def steps(*kinds: str, **more: Any) -> list[dict[str, Any]]:
    """Each required, and dismissed at the end; what is said besides is said of the first."""
    made: list[dict[str, Any]] = [{"kind": kind, "required": True} for kind in kinds]
    made[0] |= more
    return [*made, {"kind": "dismissal", "required": True}]


def check(office: Office | None = CA, as_of: dt.date | None = None, **more: Any) -> ProgramCheck:
    return check_program({**SAFE, **more}, office, as_of=as_of)


def codes(result: ProgramCheck, severity: Severity | None = None) -> set[str]:
    return {i.code for i in result.items if severity in (None, i.severity)}


# Is it a conviction?


@pytest.mark.parametrize(
    ("why", "given", "conviction", "at_step"),
    [
        ("treatment before any plea", {"restraint": True}, False, None),
        ("a plea, with restraint", {"steps": steps("plea"), "restraint": True}, True, 0),
        ("a plea, restraint not known", {"steps": steps("plea"), "restraint": None}, None, 0),
        ("a plea, neither restraint nor penalty", {"steps": steps("plea")}, False, None),
        ("a plea, and costs", {"steps": steps("plea"), "fees_usd": 50}, None, 0),
        ("a plea, costs not known", {"steps": steps("plea"), "fees_usd": None}, None, 0),
        (
            "a plea, and a fee that no judge orders",
            {"steps": steps("plea"), "fees_usd": 50, "judge_orders": False},
            False,
            None,
        ),
        (
            "admitted to the court, in an approved agreement",
            {
                "steps": steps("admission", made_to="court"),
                "restraint": True,
                "judge_orders": True,
            },
            True,
            0,
        ),
        (
            "admitted to whom is not known: read as to the court",
            {"steps": steps("admission"), "restraint": True},
            True,
            0,
        ),
        (
            "admitted to the court, and no judge has a part in it",
            {
                "steps": steps("admission", made_to="court"),
                "restraint": True,
                "judge_orders": False,
            },
            None,
            0,
        ),
        (
            "admitted to the program alone",
            {"steps": steps("admission", made_to="program"), "restraint": True},
            None,
            0,
        ),
        (
            "admitted to the program alone, and no judge",
            {
                "steps": steps("admission", made_to="program"),
                "restraint": True,
                "judge_orders": False,
            },
            False,
            None,
        ),
        ("admitted, no restraint", {"steps": steps("admission")}, False, None),
        (
            "a finding, with restraint",
            {"steps": steps("screening", "finding"), "restraint": True},
            True,
            1,
        ),
        ("a finding, no restraint", {"steps": steps("finding")}, False, None),
        ("a judgment, without restraint", {"steps": steps("judgment")}, True, 0),
        (
            "a judgment, not for all",
            {"steps": steps("judgment", required=False)},
            None,
            0,
        ),
        (
            "a plea that not everybody makes",
            {"steps": steps("plea", required=False), "restraint": True},
            None,
            0,
        ),
        (
            "whether everybody pleads is not known: read as yes",
            {"steps": [{"kind": "plea"}, {"kind": "dismissal"}], "restraint": True},
            True,
            0,
        ),
        (
            "what is certain goes before what may be",
            {"steps": [{"kind": "plea", "required": False}, *steps("judgment")]},
            True,
            1,
        ),
        ("no step", {"steps": []}, None, None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_definition(
    why: str, given: dict[str, Any], conviction: bool | None, at_step: int | None
) -> None:
    result = check(None, **given)
    assert (result.conviction, result.at_step) == (conviction, at_step), why
    assert (result.safe_change is None) is (conviction is False)
    assert ("conviction_before_diversion" in codes(result)) is (conviction is True)


def test_a_dismissal_changes_nothing_and_the_change_is_named() -> None:
    with_it = check(steps=steps("plea", "treatment"), restraint=True)
    without = check(steps=steps("plea", "treatment")[:-1], restraint=True)
    assert with_it.conviction is without.conviction is True
    assert with_it.ok is False
    assert with_it.safe_change is not None
    assert "Take out the plea." in with_it.safe_change
    [barrier] = [i for i in with_it.items if i.code == "conviction_before_diversion"]
    assert barrier.path == "$.steps[0]"
    assert barrier.severity is Severity.BARRIER
    assert any("Roldan" in cite for cite in barrier.authority)
    assert "with step 1" in with_it.to_text()


def test_every_word_of_guilt_is_to_go() -> None:
    safe = check(steps=steps("admission", "plea", "finding", "judgment")).safe_change
    assert safe is not None
    assert "the admission and the plea and the finding of guilt and the judgment" in safe


# Each code, where it is said and where it almost is.


def of(**more: Any) -> dict[str, Any]:
    return {**SAFE, **more}


SAID: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "conviction_before_diversion": (
        of(steps=steps("plea"), restraint=True),
        of(steps=steps("plea"), restraint=None),
    ),
    "plea_required": (of(steps=steps("plea")), of(steps=steps("screening"))),
    "admission_of_facts": (
        of(steps=steps("admission")),
        of(steps=steps("admission", made_to="program")),
    ),
    "admission_to_program": (
        of(steps=steps("admission", made_to="program")),
        of(steps=steps("admission", made_to="court")),
    ),
    "finding_required": (of(steps=steps("finding")), of(steps=steps("screening"))),
    "judgment_required": (of(steps=steps("judgment")), of(steps=steps("finding"))),
    "restraint_not_known": (
        of(steps=steps("finding"), restraint=None),
        of(steps=steps("judgment"), restraint=None),
    ),
    "penalty_not_known": (
        of(steps=steps("plea"), fees_usd=1),
        of(steps=steps("plea"), fees_usd=0),
    ),
    "treatment_may_restrain": (
        of(steps=steps("plea", "treatment")),
        of(steps=steps("plea", "screening")),
    ),
    "no_judge": (
        of(steps=steps("admission"), judge_orders=False),
        of(steps=steps("plea"), judge_orders=False),
    ),
    "addiction_admitted": (of(admits_addiction=True), of(admits_addiction=False)),
    "addiction_not_known": (
        of(for_families=["drug_possession"]),
        of(for_families=["drug_possession"], admits_addiction=False),
    ),
    "no_steps": (of(steps=[]), of(steps=steps("screening"))),
    "no_dismissal": (of(steps=[{"kind": "treatment"}]), of(steps=steps("treatment"))),
    "safe": (of(), of(steps=steps("plea"))),
    "status_document": (of(documents=["Green card"]), of(documents=["Greeting card"])),
    "social_security_number": (
        of(documents=["Social Security card"]),
        of(documents=["Proof of a social worker's visit"]),
    ),
    "driver_license": (of(documents=["driver\u2019s license"]), of(documents=["license plate"])),
    "identity_document": (of(documents=["Photo ID"]), of(documents=["Photos of the fence"])),
    "document_to_look_at": (of(documents=["Pay stub"]), of(documents=["Signed consent form"])),
    "document_allowed": (of(documents=["Citation"]), of(documents=["Citation and pay stub"])),
    "fee": (of(fees_usd=100, fee_waiver=True), of(fees_usd=0)),
    "fee_without_waiver": (of(fees_usd=100, fee_waiver=False), of(fees_usd=100)),
    "fee_not_known": (of(fees_usd=None), of(fees_usd=0)),
    "section_makes_conviction": (of(code="PC 1210.1"), of(code="PC 1001.95")),
    "section_makes_none": (of(code="PC 1001.95"), of(code="PC 1001.95", steps=steps("judgment"))),
    "section_asks_less": (of(code="PC 1001.95", steps=steps("judgment")), of(code="PC 1001.95")),
    "section_not_known": (of(code="PC 9999"), of(code="PC 1001.95")),
}


@pytest.mark.parametrize("code", SAID)
def test_a_code_is_said_and_is_not_where_it_almost_would_be(code: str) -> None:
    said, almost = (check_program(one, CA) for one in SAID[code])
    assert code in codes(said)
    assert code not in codes(almost)


def test_the_law_of_the_place() -> None:
    there = check()
    assert {"place_law", "fee_of_the_place"} <= codes(there)
    assert "place_law_not_recorded" not in codes(there)
    elsewhere = Office(office_id="o", jurisdiction="US-TX")
    for office in (elsewhere, None):
        other = check(office)
        assert "place_law_not_recorded" in codes(other)
        assert not {"place_law", "fee_of_the_place"} & codes(other)
    assert "fee_of_the_place" not in codes(check(Office(office_id="o", jurisdiction="US-NY")))
    assert "fee_of_the_place" not in codes(check(as_of=dt.date(2021, 12, 31)))


def test_a_section_of_a_day() -> None:
    """PC 1000 asked for a plea until the end of 2017."""
    since = check(code="PC 1000", as_of=dt.date(2018, 1, 1))
    before = check(code="PC 1000", as_of=dt.date(2017, 12, 31))
    assert "section_makes_none" in codes(since)
    assert "section_makes_conviction" in codes(before)
    assert "section_not_in_force" in codes(check(code="PC 1001.95", as_of=dt.date(2020, 12, 31)))
    assert "section_not_in_force" not in codes(check(code="PC 1001.95", as_of=dt.date(2021, 1, 1)))


def test_every_code_is_shown() -> None:
    shown = {
        *SAID,
        *("place_law", "fee_of_the_place", "place_law_not_recorded", "section_not_in_force"),
        "section_contested",
    }
    assert shown == set(PROGRAM_CODES)


def test_a_section_of_which_it_is_open() -> None:
    places = {entry.jurisdiction for entry in load_default()}
    rows = [row for place in sorted(places) for row in load_default().programs(place)]
    open_ones = [row for row in rows if row.counts not in (Answer.YES, Answer.NO)]
    assert open_ones
    row = open_ones[0]
    office = Office(office_id="o", jurisdiction=row.jurisdiction)
    found = check_program(of(code=row.code), office, as_of=row.until or row.read_on)
    assert "section_contested" in codes(found)
    assert "section_contested" not in codes(check(code="PC 1001.95"))


# Papers.


@pytest.mark.parametrize(
    ("name", "code", "severity"),
    [
        ("State driver's license", "driver_license", Severity.BARRIER),
        ("driver's license or other photo ID of any kind", "driver_license", Severity.WARNING),
        ("Passport", "identity_document", Severity.BARRIER),
        ("Foreign passport or consular ID", "identity_document", Severity.WARNING),
        ("Licencia de manejar", "driver_license", Severity.BARRIER),
        ("Número de seguro social", "social_security_number", Severity.BARRIER),
        ("SSN, optional", "social_security_number", Severity.BARRIER),
        ("Proof of legal status, if available", "status_document", Severity.BARRIER),
        ("Employment authorization", "status_document", Severity.BARRIER),
        ("Certificate of completion", "document_allowed", Severity.NOTE),
        ("Lease", "document_to_look_at", Severity.WARNING),
    ],
)
def test_papers(name: str, code: str, severity: Severity) -> None:
    result = check(documents=["none", name])
    [item] = [i for i in result.items if i.path == "$.documents[1]"]
    assert (item.code, item.severity) == (code, severity)


# Fees.


@pytest.mark.parametrize(
    ("fees", "waiver", "said"),
    [
        (Decimal(0), None, None),
        (None, None, ("fee_not_known", Severity.WARNING)),
        (Decimal("0.01"), None, ("fee", Severity.WARNING)),
        (Decimal(250), True, ("fee", Severity.WARNING)),
        (Decimal(250), False, ("fee_without_waiver", Severity.BARRIER)),
    ],
)
def test_fees(fees: Decimal | None, waiver: bool | None, said: tuple[str, Severity] | None) -> None:
    program = Program(program_id="p", fees_usd=fees, fee_waiver=waiver)
    found = [(i.code, i.severity) for i in check_program(program).items if "fee" in i.code]
    assert found == ([] if said is None else [said])


# What must always hold.


@st.composite
def programs(draw: st.DrawFn) -> Program:
    flag = st.sampled_from([True, False, None])
    each = st.fixed_dictionaries(
        {"kind": st.sampled_from([k.value for k in StepKind])},
        optional={
            "required": st.booleans(),
            "made_to": st.sampled_from(["court", "program"]),
        },
    )
    return Program.from_dict(
        {
            "program_id": "p",
            "steps": draw(st.lists(each, max_size=5)),
            "documents": draw(st.lists(st.sampled_from(["Passport", "SSN", "Lease"]), max_size=2)),
            "fees_usd": draw(st.sampled_from([None, 0, 10])),
            "fee_waiver": draw(flag),
            "restraint": draw(flag),
            "judge_orders": draw(flag),
            "admits_addiction": draw(flag),
        }
    )


@given(programs())
def test_what_holds_of_every_program(program: Program) -> None:
    result = check_program(program, CA)
    assert codes(result) <= set(PROGRAM_CODES)
    assert (result.safe_change is None) is (result.conviction is False)
    assert (result.at_step is None) is (result.conviction is False or not program.steps)
    if result.conviction:
        assert result.ok is False
    guilt = {"plea", "admission", "finding", "judgment"}
    if program.steps and not guilt & {step.kind.value for step in program.steps}:
        assert result.conviction is False
    document = result.to_dict()
    assert list(document) == ["schema", "ok", "items", "conviction", "at_step", "safe_change"]
    assert Program.from_dict(program.to_dict()) == program
    assert check_program(program.to_dict(), CA.to_dict()) == result


@given(programs())
def test_more_restraint_and_less_knowledge_make_nothing_safer(program: Program) -> None:
    def conviction(restraint: bool | None) -> bool | None:
        return check_program(attrs.evolve(program, restraint=restraint)).conviction

    order = (False, None, True)
    weights = [order.index(conviction(r)) for r in (False, None, True)]
    assert weights == sorted(weights)


def test_every_fault_at_once_and_no_unknown_key_s_value() -> None:
    with pytest.raises(CaseError) as error:
        check_program(
            {
                "steps": [{"kind": "prayer"}, {"required": "yes"}],
                "fees_usd": -1,
                "restraint": "some",
                "secret": "hunter2",
            }
        )
    assert {fault.path for fault in error.value.faults} == {
        *("$.program_id", "$.steps[0].kind", "$.steps[1].kind", "$.steps[1].required"),
        *("$.fees_usd", "$.restraint", "$.secret"),
    }
    assert "hunter2" not in str(error.value)
    with pytest.raises(CaseError):
        check_program(SAFE, {"jurisdiction": "US-CA"})
