"""A request on release: status is no argument, and the charge itself may bring detention."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immconseq import assess
from immconseq.case import Case, Disposition, Facts, ImmigrationStatus, Offense, Outcome, Person
from immconseq.errors import CaseError
from immconseq.findings import Status
from immconseq.office import (
    Office,
    ReleaseRequest,
    Severity,
    check_release_request,
    exposure,
    release,
)
from immconseq.status_table import ROWS, person_with_status

STATUS = [
    "Defendant is undocumented.",
    "He is not a U.S. citizen.",
    "The defendant is a citizen of Honduras.",
    "She is a noncitizen with nothing to keep her here",
    "non-citizen",
    "There is an ICE detainer on the defendant",
    "ICE has lodged a hold",
    "An immigration hold will keep him from appearing",
    "He faces deportation and will not come back",
    "Likely to be deported before trial",
    "Defendant has no legal status",
    "no lawful status in this country",
    "in the country illegally",
    "entered without inspection",
    "An illegal alien",
    "He is in removal proceedings",
    "Subject to an order of removal",
    "Strong ties to Mexico",
    "family in Guatemala",
    "All of his family is abroad",
    "He may flee to his home country",
    "could return to El Salvador",
    "foreign national with a foreign passport",
    "overstayed a visa",
    "DACA has expired",
    "His asylum claim is pending",
    "lawful permanent resident, at risk of removal",
    "Defendant was born abroad",
    "DHS wants him",
    "Es indocumentado",
]
PROPER = [
    "Failed to appear on three court dates in this case.",
    "Convicted of robbery in 2023.",
    "The victim has been threatened since the arrest.",
    "On probation for the same offense.",
    "A juvenile adjudication and two open warrants",
    "Found in possession of ice and a scale",
    "Stole ice cream from a citizen's porch",
    "The victim is a senior citizen.",
    "Law-abiding citizens of this county are afraid",
    "An illegal firearm was found",
    "Custody status: in custody; next status conference on Monday",
    "Removal from the home is not enough",
    "Drove from New Mexico to sell methamphetamine",
    "Alienation of affection between the parents",
    "Struck with a foreign object",
    "The residents of the building are afraid",
]
UNSURE = ["He holds a passport", "There is a detainer from Arizona", "may flee the country"]


def check(**given_: Any) -> release.ReleaseCheck:
    return check_release_request({"ref": "r-1", **given_})


def found(result: release.ReleaseCheck) -> list[tuple[str, Severity, str]]:
    return [(i.code, i.severity, i.path) for i in result.items]


def charge(code: str, jurisdiction: str = "US-CA", **more: str) -> dict[str, str]:
    return {"jurisdiction": jurisdiction, "code": code, **more}


@pytest.mark.parametrize("argument", STATUS)
def test_status_is_no_argument(argument: str) -> None:
    result = check(arguments=["A proper one", argument])
    assert ("status_as_argument", Severity.BARRIER, "$.arguments[1]") in found(result)
    assert result.ok is False


@pytest.mark.parametrize("argument", PROPER)
def test_what_the_person_has_done_is(argument: str) -> None:
    assert "status_as_argument" not in {i.code for i in check(arguments=[argument]).items}


@pytest.mark.parametrize("argument", UNSURE)
def test_what_may_stand_for_status_is_looked_at(argument: str) -> None:
    result = check(arguments=[argument])
    assert ("status_as_argument", Severity.WARNING, "$.arguments[0]") in found(result)
    assert result.ok is None


def test_an_argument_is_not_repeated() -> None:
    result = check(arguments=["Maria Lopez is undocumented"])
    assert "Maria" not in json.dumps(result.to_dict()) + result.to_text()


@pytest.mark.parametrize(("bail", "flagged"), [(5000, True), (1, True), (0, False), (None, False)])
def test_money(bail: int | None, flagged: bool) -> None:
    result = check(bail_usd=bail, charges=[charge("PC 242")])
    assert (("cash_bail", Severity.BARRIER, "$.bail_usd") in found(result)) is flagged
    assert result.ok is not flagged


def test_detention_needs_a_reason_besides_status() -> None:
    alone = check(detain=True, arguments=["He is undocumented"], charges=[charge("PC 242")])
    reasoned = check(detain=True, arguments=["Threatened the victim"], charges=[charge("PC 242")])
    assert "detention_without_reason" in {i.code for i in alone.items}
    assert alone.ok is False
    assert ("detention", Severity.WARNING, "$.detain") in found(reasoned)
    assert reasoned.ok is None
    assert "detention" not in {i.code for i in check(detain=False).items}


def test_the_law_of_the_place_is_told_or_its_want() -> None:
    ca = check(detain=True, charges=[charge("PC 242")])
    cited = {cite for item in ca.items for cite in item.authority}
    assert "In re Humphrey, 11 Cal.5th 135 (2021)" in cited
    ny = check(detain=True, charges=[charge("PL 120.00(1)", "US-NY")])
    assert "N.Y. CPL 510.10(1)" in {cite for item in ny.items for cite in item.authority}
    elsewhere = check_release_request(
        {"ref": "r", "bail_usd": 1}, Office(office_id="o", jurisdiction="US-NV")
    )
    assert ("no_law_recorded", Severity.WARNING, "$") in found(elsewhere)


def test_booking_and_what_spares_it() -> None:
    ca = {i.code: i for i in check(charges=[charge("PC 242")]).items}
    assert ca["booking"].authority[0] == "8 USC 1722(a)(2), (5)"
    assert ca["cite_and_release"].authority == ("Cal. Penal Code 853.6(a), (g), (i)",)
    nowhere = {i.code for i in check().items}
    assert nowhere == {"booking"}


@pytest.mark.parametrize(
    ("code", "jurisdiction", "status"),
    [
        ("PC 459", "US-CA", Status.TRIGGERED),
        ("PC 459.5", "US-CA", Status.TRIGGERED),
        ("PC 484(a)", "US-CA", Status.TRIGGERED),
        ("PC 211", "US-CA", Status.TRIGGERED),
        ("PC 602", "US-CA", Status.NOT_TRIGGERED),
        ("PC 242", "US-CA", Status.NOT_TRIGGERED),
        ("VC 23152(a)", "US-CA", Status.NOT_TRIGGERED),
        ("PC 496(a)", "US-CA", Status.CONTESTED),
        ("PL 155.25", "US-NY", Status.TRIGGERED),
        ("PL 140.10", "US-NY", Status.NOT_TRIGGERED),
        ("XX 1", "US-CA", Status.UNDETERMINED),
    ],
)
def test_what_a_charge_brings(code: str, jurisdiction: str, status: Status) -> None:
    assert check(charges=[charge(code, jurisdiction)]).charges[0].status is status


def test_how_a_charge_is_told() -> None:
    codes = ("PC 459", "PC 242", "XX 1")
    result = check(charges=[charge(c) for c in codes])
    told = [(i.code, i.severity, i.path) for i in result.items if i.path.startswith("$.charges")]
    assert told == [
        ("detention_on_charge", Severity.WARNING, "$.charges[0]"),
        ("no_detention_on_charge", Severity.NOTE, "$.charges[1]"),
        ("detention_on_charge_open", Severity.WARNING, "$.charges[2]"),
    ]
    assert "In place of PC 459: " in result.to_text()
    assert "602" in result.to_text()


def test_other_charges_bring_nothing_and_are_near() -> None:
    result = check(charges=[charge("PC 459"), charge("PC 242")])
    others = result.charges[0].alternatives
    assert "PC 602" in {o.code for o in others}
    assert [o.same_facts for o in others] == sorted((o.same_facts for o in others), reverse=True)
    assert len(others) <= exposure.MOST_ALTERNATIVES
    for other in others:
        more = {} if other.variant is None else {"variant": other.variant}
        again = check(charges=[charge(other.code, other.jurisdiction, **more)])
        assert again.charges[0].status is Status.NOT_TRIGGERED
    assert result.charges[1].alternatives == ()


def test_what_the_office_does_not_offer_is_not_named() -> None:
    office = Office(office_id="o", jurisdiction="US-CA", excluded_offenses=("PC 415",))
    request = {"ref": "r", "charges": [charge("PC 245(c)")]}
    every, rest = (
        {o.code for o in check_release_request(request, of).charges[0].alternatives}
        for of in (None, office)
    )
    assert "PC 415" in every
    assert rest
    assert "PC 415" not in rest


def test_before_the_act_no_charge_brings_it() -> None:
    result = check(charges=[charge("PC 459")], as_of="2025-01-28")
    assert result.charges[0].status is Status.NOT_TRIGGERED
    assert check(charges=[charge("PC 459")], as_of="2025-01-29").charges[0].status == "triggered"
    assert check().as_of == release.READ_ON


@pytest.mark.parametrize("code", ["PC 459", "PC 242", "PC 496(a)", "PC 69", "PC 187(a)", "XX 1"])
def test_the_row_that_is_asked_is_the_gravest(code: str) -> None:
    """Nobody of another status is reached where the one that is asked is not."""
    offense = Offense(jurisdiction="US-CA", code=code)
    count = Disposition(
        ref="c",
        offense=offense,
        outcome=Outcome.CHARGED,
        committed_on=release.READ_ON,
        facts=Facts(death_or_serious_injury=False),
    )

    def of(status: ImmigrationStatus, admitted: bool | None) -> Status:
        person = person_with_status(Person(history_complete=True), status, admitted)
        case = Case(as_of=release.READ_ON, person=person, dispositions=(count,))
        return assess(case)["detention.laken_riley"].status

    order = (Status.TRIGGERED, Status.CONTESTED, Status.UNDETERMINED, Status.NOT_TRIGGERED)
    gravest = min((of(*row) for row in ROWS), key=order.index)
    asked = check(charges=[{"jurisdiction": "US-CA", "code": code}]).charges[0].status
    assert order.index(asked) <= order.index(gravest)


def test_no_status_is_named() -> None:
    result = check(detain=True, bail_usd=9, arguments=["x"], charges=[charge("PC 459")])
    words = json.dumps(result.to_dict()).lower()
    for status in ("undocumented", "permanent resident", "lpr", "parolee", "refugee"):
        assert status not in words


def test_the_document() -> None:
    request = ReleaseRequest.from_dict(
        {
            "schema": "immconseq/release-request/1",
            "ref": "r-1",
            "arguments": ["text"],
            "bail_usd": 1000.5,
            "detain": False,
            "charges": [charge("PC 459")],
        }
    )
    assert ReleaseRequest.from_dict(request.to_dict()) == request
    assert check_release_request(request) == check_release_request(request.to_dict())
    document = check_release_request(request).to_dict()
    assert list(document) == ["schema", "ok", "items", "ref", "as_of", "charges"]
    assert document["schema"] == "immconseq/release-check/1"


def test_every_fault_at_once() -> None:
    with pytest.raises(CaseError) as error:
        check_release_request({"arguments": [1], "bail_usd": -1, "defendant": "Maria Lopez"})
    assert {f.path for f in error.value.faults} == {
        "$.ref",
        "$.arguments[0]",
        "$.bail_usd",
        "$.defendant",
    }
    assert "Maria" not in str(error.value)


@given(
    st.lists(st.sampled_from(STATUS + PROPER + UNSURE), max_size=4),
    st.none() | st.integers(0, 10**6),
    st.none() | st.booleans(),
)
def test_it_is_never_ok_with_status_or_money(
    arguments: list[str], bail: int | None, detain: bool | None
) -> None:
    result = check(arguments=arguments, bail_usd=bail, detain=detain)
    assert {i.code for i in result.items} <= set(release.CODES)
    bad = bool(bail) or bool(set(arguments) & set(STATUS))
    if bad:
        assert result.ok is False
    assert result.as_of == dt.date(2026, 11, 25)
