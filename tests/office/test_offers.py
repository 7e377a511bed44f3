"""Standard offers: what follows for whom, and that what is offered depends on no status."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from immconseq import Case, CaseError, mitigate
from immconseq.case import ImmigrationStatus
from immconseq.mitigation.moves import standard_offers
from immconseq.mitigation.subject import State
from immconseq.office import (
    OFFERS_CODES,
    OffersCheck,
    Office,
    Severity,
    check_offers,
    check_program,
    offer_checks,
)
from immconseq.status_table import ROWS

FOLDER = Path(__file__).parents[2] / "docs" / "examples" / "offices"
CA, NY = (Office.from_toml((FOLDER / f"{n}.toml").read_text("utf-8")) for n in ("us-ca", "us-ny"))


def offer(code: str, *answers: str, place: str = "US-CA", **more: Any) -> dict[str, Any]:
    one = {"jurisdiction": place, "code": code, **more.pop("offense", {})}
    return {"offer_id": "o", "offense": one, "for_codes": list(answers), **more}


def office_of(*offers: dict[str, Any], **more: Any) -> Office:
    return Office.from_dict(
        {
            "office_id": "sample",
            "jurisdiction": "US-CA",
            "circuit": "9",
            "standard_offers": [{**one, "offer_id": f"o-{at}"} for at, one in enumerate(offers)],
            **more,
        }
    )


def check(*offers: dict[str, Any], **more: Any) -> OffersCheck:
    return check_offers(office_of(*offers, **more), as_of=dt.date(2026, 11, 24))


def codes(result: OffersCheck, severity: Severity | None = None) -> set[str]:
    return {i.code for i in result.items if severity in (None, i.severity)}


GRAND = offer("PC 487(a)", "PC 487(a)", offense={"level": "felony"}, imposed_days=30)
FOR_PETTY = {**GRAND, "for_codes": ["PC 484(a)"]}
TRESPASS = offer("PC 602", "PC 484(a)", offense={"variant": "general"}, imposed_days=0)

# Each code, where it is said and where it almost is.

SAID: dict[str, tuple[Office, Office]] = {
    "offer_triggers": (
        office_of(GRAND),
        office_of(TRESPASS),
    ),
    "offer_open": (
        office_of(offer("PC 273.5(a)", "PC 273.5(a)", offense={"level": "misdemeanor"})),
        office_of(TRESPASS),
    ),
    "offer_bars": (office_of(TRESPASS), office_of(offer("PC 999999"))),
    "offer_unknown_offense": (office_of(offer("PC 999999")), office_of(TRESPASS)),
    "offer_not_lawful": (
        office_of({**TRESPASS, "imposed_days": 181}),
        office_of({**TRESPASS, "imposed_days": 180}),
    ),
    "offer_worse_than_charge": (
        office_of(FOR_PETTY),
        office_of(GRAND),
    ),
    "offer_excluded": (
        office_of(TRESPASS, excluded_offenses=["PC 602"]),
        office_of(TRESPASS, excluded_offenses=["PC 602.5"]),
    ),
    "offer_elsewhere": (
        office_of(offer("PL 240.20", "PL 155.25", place="US-NY")),
        office_of(TRESPASS),
    ),
    "offer_clear": (
        office_of(TRESPASS),
        office_of(GRAND),
    ),
    "no_offers": (office_of(), office_of(TRESPASS)),
}


@pytest.mark.parametrize("code", SAID)
def test_a_code_is_said_and_is_not_where_it_almost_would_be(code: str) -> None:
    said, almost = (check_offers(one, as_of=dt.date(2026, 11, 24)) for one in SAID[code])
    assert code in codes(said)
    assert code not in codes(almost)


def test_every_code_is_shown() -> None:
    assert set(SAID) | {"offer_not_blind"} == set(OFFERS_CODES)


# What is said of an offer.


def test_a_ground_is_a_barrier_and_says_for_whom() -> None:
    result = check(GRAND)
    assert result.ok is False
    found = [i for i in result.items if i.code == "offer_triggers"]
    assert {i.path for i in found} == {"$.standard_offers[0]"}
    assert any("lpr" in i.text for i in found if i.severity is Severity.BARRIER)
    rows = {(r.status.value, r.admitted): r for r in result.offers[0].rows}
    assert "deport.cimt_within_5y" in rows["lpr", True].triggered
    citizen = rows["citizen", None]
    assert (citizen.triggered, citizen.contested, citizen.undetermined) == ((), (), ())


@pytest.mark.parametrize(
    ("one", "path"),
    [
        (offer("PC 999999"), "$.standard_offers[0].offense.code"),
        (
            {**TRESPASS, "for_codes": ["PC 484(a)", "PC 999999"]},
            "$.standard_offers[0].for_codes[1]",
        ),
        ({**TRESPASS, "for_families": ["piracy"]}, "$.standard_offers[0].for_families[0]"),
        (offer("PC 602", offense={"variant": "lunar"}), "$.standard_offers[0].offense"),
    ],
)
def test_what_the_catalog_does_not_have(one: dict[str, Any], path: str) -> None:
    result = check(one)
    assert [i.path for i in result.items if i.code == "offer_unknown_offense"] == [path]


@pytest.mark.parametrize(
    ("one", "path"),
    [
        ({**TRESPASS, "imposed_days": 181}, "$.standard_offers[0].imposed_days"),
        (
            offer("PC 602", "PC 484(a)", offense={"level": "felony"}),
            "$.standard_offers[0].offense.level",
        ),
    ],
)
def test_what_is_not_lawful_is_a_barrier(one: dict[str, Any], path: str) -> None:
    found = [i for i in check(one).items if i.code == "offer_not_lawful"]
    assert [(i.path, i.severity) for i in found] == [(path, Severity.BARRIER)]


def test_what_is_not_known_is_not_called_clear() -> None:
    result = check(offer("PC 999999"))
    assert result.ok is None
    assert "offer_clear" not in codes(result)
    assert any(row.undetermined for row in result.offers[0].rows)
    assert check(offer("PC 602", offense={"variant": "lunar"})).offers[0].rows == ()


def test_the_day_is_the_last_on_which_the_place_s_rows_were_read() -> None:
    result = check_offers(office_of(TRESPASS))
    assert result.as_of == dt.date(2026, 11, 24)
    assert check_offers(office_of(TRESPASS), as_of=dt.date(2020, 1, 1)).as_of.year == 2020


def test_as_json_every_key_is_there() -> None:
    document = check(TRESPASS).to_dict()
    assert list(document) == ["schema", "ok", "items", "as_of", "offers"]
    assert document["schema"] == "immconseq/offers-check/1"
    [seen] = document["offers"]
    assert list(seen) == ["offer_id", "offers", "rows", "status_blind"]
    assert [(r["status"], r["admitted"]) for r in seen["rows"]] == [(s.value, a) for s, a in ROWS]
    assert all(
        list(r) == ["status", "admitted", "triggered", "contested", "undetermined"]
        for r in seen["rows"]
    )


# The sample offices.


@pytest.mark.parametrize("office", [CA, NY], ids=["california", "new-york"])
def test_the_sample_offices_offer_nothing_that_is_barred(office: Office) -> None:
    result = check_offers(office)
    assert not codes(result, Severity.BARRIER)
    assert result.ok is True
    assert [seen.offer_id for seen in result.offers] == [o.offer_id for o in office.standard_offers]
    assert all(seen.status_blind for seen in result.offers)


def test_of_the_sample_programs_the_drug_court_alone_fails() -> None:
    found = {p.program_id: check_program(p, o).ok for o in (CA, NY) for p in o.programs}
    assert {name for name, ok in found.items() if ok is False} == {"drug-court"}
    assert found["first-step"] is True


def test_a_plan_puts_the_standard_offer_first() -> None:
    case = Case.from_dict(
        {
            "as_of": "2026-11-24",
            "circuit": "9",
            "person": {"status": "lpr", "admitted_on": "2018-03-01", "lpr_on": "2018-03-01"},
            "dispositions": [
                {
                    "ref": "count-1",
                    "outcome": "offered",
                    "committed_on": "2026-05-02",
                    "offense": {"jurisdiction": "US-CA", "code": "PC 273.5(a)"},
                    "sentence": {"imposed_days": 90},
                    "facts": {"victim_relationship": "spouse"},
                }
            ],
        }
    )
    plan = mitigate(case, office=CA)
    seen = next(s for s in check_offers(CA).offers if s.offer_id == "domestic-1")
    assert "standard_offer" in plan[0].strategies
    assert plan[0].offer == seen.offers[0]


# Nothing depends on the status.


@given(
    st.lists(
        st.sampled_from(
            [
                TRESPASS,
                offer("PC 484(a)", "PC 459.5", imposed_days=30),
                offer("PC 243(e)(1)", "PC 273.5(a)", "PC 422", imposed_days=30),
                offer("HS 11350(a)", "HS 11351"),
                offer("PC 999999"),
            ]
        ),
        min_size=1,
        max_size=2,
    )
)
def test_what_is_offered_is_the_same_for_every_status(offers: list[dict[str, Any]]) -> None:
    result = check(*offers)
    assert all(seen.status_blind for seen in result.offers)
    assert "offer_not_blind" not in codes(result)
    assert codes(result) <= set(OFFERS_CODES)
    for seen in result.offers:
        assert {(r.status, r.admitted) for r in seen.rows} in (set(), set(ROWS))


@pytest.mark.parametrize("what", ["term", "words"])
def test_an_offer_that_depends_on_the_status_is_found_out(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is computed: somebody makes the offer harder for one status alone."""
    made = offer_checks._made

    def harder(asked: Any, person: Any, one: Any, charge: Any) -> tuple[State, str]:
        state, text = made(asked, person, one, charge)
        if person.status is not ImmigrationStatus.DACA:
            return state, text
        if what == "words":
            return state, f"{text} You will be deported."
        count = state.count
        sentence = attrs.evolve(count.sentence, imposed_days=10)
        return attrs.evolve(state, counts=(attrs.evolve(count, sentence=sentence),)), text

    monkeypatch.setattr(offer_checks, "_made", harder)
    result = check(TRESPASS)
    assert not result.offers[0].status_blind
    [item] = [i for i in result.items if i.code == "offer_not_blind"]
    assert item.severity is Severity.BARRIER
    assert result.ok is False
    assert "NOT the same for all" in result.to_text()


def test_the_search_itself_depending_on_the_status_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def harder(subject: Any, start: Any) -> Any:
        for state in standard_offers(subject, start):
            if subject.case.person.status is ImmigrationStatus.LPR:
                count = attrs.evolve(state.count, outcome="convicted")
                yield attrs.evolve(state, counts=(count,))
            else:
                yield state

    monkeypatch.setattr(offer_checks, "standard_offers", harder)
    assert not check(TRESPASS).offers[0].status_blind


def test_every_fault_at_once() -> None:
    with pytest.raises(CaseError) as error:
        check_offers(
            {
                "office_id": "",
                "jurisdiction": "California",
                "standard_offers": [{"offense": {"code": 5}, "imposed_days": -1}],
                "secret": "hunter2",
            }
        )
    paths = {fault.path for fault in error.value.faults}
    assert paths >= {
        *("$.office_id", "$.jurisdiction", "$.secret", "$.standard_offers[0].offer_id"),
        *("$.standard_offers[0].imposed_days", "$.standard_offers[0].offense.code"),
        "$.standard_offers[0].offense.jurisdiction",
    }
    assert "hunter2" not in str(error.value)
