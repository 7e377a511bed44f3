"""Certifying victims: what qualifies, by when the office answers, what it may not refuse for."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
import runpy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from immconseq import catalog, office, schemas
from immconseq.case import Offense
from immconseq.errors import CaseError
from immconseq.office import CERTIFICATION_CODES, Office, VictimCase, certify
from immconseq.office.place_law import TOPICS, place_law, place_tables
from immconseq.office.qualifying import category_names
from tests.office.qualifying_crimes import BY_CODE, BY_TEXT

ROOT = Path(__file__).parents[2]
DAY = dt.date(2026, 11, 2)


def desk(place: str = "US-CA", **terms: int) -> Office:
    more: dict[str, Any] = {"certification": terms} if terms else {}
    return Office.from_dict({"office_id": "sample", "jurisdiction": place, **more})


def asked(crime: Any = "domestic violence", **more: Any) -> dict[str, Any]:
    known = {
        "crime": crime,
        "victim": "direct",
        "helpful": True,
        "requested_on": "2026-11-02",
        "in_removal_proceedings": False,
    }
    return {key: value for key, value in {**known, **more}.items() if value is not None}


def codes(check: office.Check) -> list[str]:
    return [item.code for item in check.items]


def severity(check: office.Check, code: str) -> str:
    return next(item.severity.value for item in check.items if item.code == code)


def text_of(check: office.Check, code: str) -> str:
    return next(item.text for item in check.items if item.code == code)


# The crime.


@pytest.mark.parametrize(
    ("place", "code", "expected", "category"), BY_CODE, ids=lambda v: str(v) if v else "-"
)
def test_a_crime_by_its_code(place: str, code: str, expected: bool | None, category: str) -> None:
    check = certify(asked({"jurisdiction": place, "code": code}), desk(place))
    assert check.qualifying is expected
    assert next(iter(check.categories), "") == category


@pytest.mark.parametrize(("text", "expected", "category"), BY_TEXT, ids=lambda v: str(v))
def test_a_crime_in_words(text: str, expected: bool | None, category: str) -> None:
    check = certify(asked(text), desk())
    assert check.qualifying is expected
    assert next(iter(check.categories), "") == category


def test_the_table_is_large_enough() -> None:
    assert len(BY_CODE) + len(BY_TEXT) >= 60


def test_an_item_says_what_the_crime_is_and_how_it_weighs() -> None:
    assert severity(certify(asked("rape"), desk()), "qualifying") == "note"
    assert severity(certify(asked("robbery"), desk()), "similar_activity") == "warning"
    assert severity(certify(asked("petty theft"), desk()), "not_qualifying") == "barrier"
    assert certify(asked("rape"), desk()).ok is True
    assert certify(asked("robbery"), desk()).ok is None
    assert certify(asked("petty theft"), desk()).ok is False


@pytest.mark.parametrize("inchoate", ["attempt", "conspiracy", "solicitation"])
def test_an_inchoate_form_counts_as_the_crime(inchoate: str) -> None:
    crime = {"jurisdiction": "US-CA", "code": "PC 207(a)", "inchoate": inchoate}
    assert certify(asked(crime), desk()).qualifying is True


def test_an_accessory_is_judged_by_the_facts() -> None:
    crime = {"jurisdiction": "US-CA", "code": "PC 207(a)", "inchoate": "accessory_after"}
    assert certify(asked(crime), desk()).qualifying is None


def test_a_prong_settles_what_the_code_leaves_open() -> None:
    crime = {"jurisdiction": "US", "code": "18 USC 875"}
    assert certify(asked(crime), desk("US")).qualifying is None
    assert certify(asked({**crime, "variant": "extortion"}), desk("US")).qualifying is True
    assert certify(asked({**crime, "variant": "threat"}), desk("US")).qualifying is None
    assert certify(asked({**crime, "variant": "inconclusive"}), desk("US")).qualifying is None


def test_a_prong_that_is_none_is_a_fault() -> None:
    crime = {"jurisdiction": "US", "code": "18 USC 875", "variant": "no-such"}
    with pytest.raises(CaseError) as error:
        certify(asked(crime), desk("US"))
    assert [fault.path for fault in error.value.faults] == ["$.crime.variant"]


def test_a_section_above_its_parts_is_what_all_of_them_are() -> None:
    kidnap = {"jurisdiction": "US-CA", "code": "PC 209"}
    assert certify(asked(kidnap), desk()).qualifying is True
    sodomy = {"jurisdiction": "US-CA", "code": "PC 286"}
    assert certify(asked(sodomy), desk()).qualifying is None


def test_every_code_of_the_table_is_one_of_the_catalog_or_of_a_place_it_lacks() -> None:
    """A code that names nothing would silently leave its crime to its family."""
    absent = {
        (row["jurisdiction"], code)
        for row in place_tables("crime")
        for code in row.get("codes", ())
        if not catalog.find(code, row["jurisdiction"])
    }
    assert {place for place, _ in absent} <= {"US", "US-NY", "US-CA"}
    assert {code for place, code in absent if place == "US-CA"} <= {"PC 653.25(a)"}
    assert {code for place, code in absent if place == "US"} <= {
        "18 USC 116",
        "18 USC 1351",
        "18 USC 1582",
        "18 USC 1583",
        "18 USC 1585",
    }


def test_no_code_stands_in_two_rows_and_every_category_is_known() -> None:
    seen = []
    for row in place_tables("crime"):
        assert set(row.get("like", ())) <= set(category_names())
        assert row["is"] != "yes" or row["like"]
        for code in row.get("codes", ()):
            for variant in row.get("variants", (None,)):
                seen.append((row["jurisdiction"], code, variant))
    assert len(seen) == len(set(seen))


def test_the_list_is_that_of_the_statute() -> None:
    assert len(category_names()) == 28
    assert {"stalking", "fraud_in_foreign_labor_contracting"} <= set(category_names())


AGAINST_PERSONS = {
    "assault",
    "battery",
    "burglary",
    "child_endangerment",
    "domestic_violence",
    "fraud",
    "homicide",
    "kidnapping_false_imprisonment",
    "obstruction",
    "property_damage",
    "prostitution",
    "robbery",
    "stalking",
    "threats",
    "trespass",
}


def test_what_may_have_a_person_for_its_victim_is_never_a_plain_no() -> None:
    refused = [
        (entry.jurisdiction, entry.code)
        for entry in catalog
        if entry.family in AGAINST_PERSONS
        and certify(
            asked({"jurisdiction": entry.jurisdiction, "code": entry.code}),
            desk(entry.jurisdiction),
        ).qualifying
        is False
    ]
    assert refused == []


# The victim.


def test_a_bystander_is_looked_at() -> None:
    check = certify(asked(victim="bystander"), desk())
    assert severity(check, "bystander") == "warning"
    assert check.ok is None


@pytest.mark.parametrize(
    ("relation", "unavailable", "under_21", "expected"),
    [
        ("spouse", True, None, "note"),
        ("child", True, False, "note"),
        ("parent", True, True, "note"),
        ("parent", True, None, "warning"),
        ("parent", True, False, "barrier"),
        ("sibling", True, False, "barrier"),
        ("spouse", None, None, "warning"),
        ("spouse", False, None, "barrier"),
        ("other", True, True, "barrier"),
        (None, True, True, "warning"),
        (None, None, None, "warning"),
    ],
)
def test_family_of_a_direct_victim(
    relation: str | None, unavailable: bool | None, under_21: bool | None, expected: str
) -> None:
    check = certify(
        asked(
            "murder",
            victim="indirect",
            relation=relation,
            direct_victim_unavailable=unavailable,
            direct_victim_under_21=under_21,
        ),
        desk(),
    )
    assert severity(check, "indirect_victim") == expected
    shut_out = text_of(check, "indirect_victim").startswith("As told")
    assert shut_out is (expected == "barrier")


def test_who_the_person_is_has_to_be_said() -> None:
    assert "victim_open" in codes(certify(asked(victim=None), desk()))
    assert "victim_open" not in codes(certify(asked(), desk()))


def test_the_victim_of_a_crime_against_justice_is_narrower() -> None:
    perjury = {"jurisdiction": "US-CA", "code": "PC 118(a)"}
    assert severity(certify(asked(perjury), desk()), "obstruction_victim") == "warning"
    assert "obstruction_victim" not in codes(certify(asked("rape"), desk()))


def test_helpfulness_is_presumed_where_the_law_of_the_place_presumes_it() -> None:
    assert severity(certify(asked(helpful=None), desk()), "helpful_presumed") == "note"
    assert severity(certify(asked(helpful=None), desk("US-NY")), "helpfulness_open") == "warning"
    refused = certify(asked(helpful=False), desk())
    assert severity(refused, "not_helpful") == "warning"
    assert text_of(refused, "not_helpful").startswith("Said to have refused")
    assert severity(certify(asked(helpful=True), desk()), "helpful") == "note"


# The day.


def day_after(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("more", "terms", "expected"),
    [
        ({"in_removal_proceedings": False}, {}, day_after(30)),
        ({"in_removal_proceedings": True}, {}, day_after(7)),
        ({"in_removal_proceedings": None}, {}, day_after(7)),
        ({"family_aging_out": True}, {}, day_after(7)),
        ({"family_aging_out": False}, {}, day_after(30)),
        ({}, {"within_days": 10}, day_after(10)),
        ({}, {"within_days": 90}, day_after(30)),
        ({}, {"within_days_in_removal": 3}, day_after(30)),
        ({"in_removal_proceedings": True}, {"within_days_in_removal": 3}, day_after(3)),
        ({"in_removal_proceedings": True}, {"within_days_in_removal": 300}, day_after(7)),
        ({"in_removal_proceedings": True}, {"within_days": 5}, day_after(5)),
        ({"requested_on": None}, {}, None),
        ({"asked_for": "t"}, {}, day_after(30)),
        ({"asked_for": "s"}, {}, None),
        ({"asked_for": "s"}, {"within_days": 10}, day_after(10)),
        ({"requested_on": "2023-11-02"}, {}, None),
    ],
)
def test_by_when_in_california(
    more: dict[str, Any], terms: dict[str, int], expected: dt.date | None
) -> None:
    check = certify(asked(**more), desk(**terms))
    assert check.deadline == expected
    assert check.to_dict()["deadline"] == (None if expected is None else expected.isoformat())


def test_elsewhere_there_is_a_day_only_where_the_office_sets_one() -> None:
    assert certify(asked(), desk("US-NY")).deadline is None
    assert certify(asked(), desk("US-NY", within_days=14)).deadline == day_after(14)


def test_the_days_rest_on_the_law_of_the_office() -> None:
    item = next(i for i in certify(asked(), desk()).items if i.code == "deadline")
    assert "Cal. Penal Code 679.10(j)(1)" in item.authority
    crime = {"jurisdiction": "US-NY", "code": "PL 120.10(1)"}
    assert certify(asked(crime), desk()).deadline == day_after(30)


def test_without_the_day_of_the_request_it_is_asked_for() -> None:
    assert "request_day_open" in codes(certify(asked(requested_on=None), desk()))
    assert "request_day_open" not in codes(certify(asked(requested_on=None), desk("US-NY")))


def test_a_day_that_has_passed_is_named_only_against_a_day_that_is_given() -> None:
    assert "deadline_passed" not in codes(certify(asked(), desk()))
    assert "deadline_passed" not in codes(certify(asked(), desk(), on=day_after(30)))
    late = certify(asked(), desk(), on=day_after(31))
    assert severity(late, "deadline_passed") == "barrier"
    own = certify(asked(), desk(within_days=10), on=day_after(20))
    assert severity(own, "deadline_passed") == "warning"


def test_the_last_days_that_can_be_counted_do_not_overflow() -> None:
    assert certify(asked(requested_on="2999-12-31"), desk()).deadline == dt.date(3000, 1, 30)


# The terms.


def test_no_refusal_for_the_record_or_for_immigration_history() -> None:
    for place in ("US-CA", "US-NY", "US-WA", "US"):
        found = codes(certify(asked(), desk(place)))
        assert {"no_refusal_for_history", "no_refusal_for_status", "no_charge_needed"} <= set(found)
    ours = certify(asked(), desk())
    assert {"reasons_in_writing", "no_identity_document"} <= set(codes(ours))
    history = next(i for i in ours.items if i.code == "no_refusal_for_history")
    assert any("679.10(k)(3)" in cite for cite in history.authority)


def test_where_no_law_of_the_place_is_recorded_an_item_says_so() -> None:
    assert "federal_law_only" not in codes(certify(asked(), desk()))
    assert "federal_law_only" not in codes(certify(asked("rape", jurisdiction="US"), desk("US")))
    assert "642-b" in text_of(certify(asked(), desk("US-NY")), "federal_law_only")
    elsewhere = certify(asked(), desk("US-WA"))
    assert "not to say" in text_of(elsewhere, "federal_law_only")
    assert "reasons_in_writing" not in codes(elsewhere)
    assert "federal_law_only" in codes(certify(asked(requested_on="2023-11-02"), desk()))


def test_trafficking_may_ask_for_a_declaration() -> None:
    labor = {"jurisdiction": "US-CA", "code": "PC 236.1(a)"}
    assert "trafficking_declaration" in codes(certify(asked(labor), desk()))
    assert "trafficking_declaration" not in codes(certify(asked("rape"), desk()))
    assert certify(asked(labor, asked_for="t"), desk()).qualifying is True


def test_for_t_status_another_charge_is_judged_by_the_facts() -> None:
    check = certify(asked("petty theft", asked_for="t"), desk())
    assert check.qualifying is None
    assert "not trafficking by that name" in text_of(check, "similar_activity")
    assert "trafficking_declaration" in codes(check)


def test_for_s_status_the_office_applies() -> None:
    check = certify(asked(asked_for="s"), desk())
    assert check.qualifying is None
    assert "s_visa" in codes(check)
    assert not {"qualifying", "helpful", "no_refusal_for_history"} & set(codes(check))


def test_an_earlier_refusal_is_no_reason() -> None:
    assert "refused_before" in codes(certify(asked(refused_before=True), desk()))
    assert "refused_before" not in codes(certify(asked(refused_before=False), desk()))


def test_a_crime_under_other_law_is_named() -> None:
    there = {"jurisdiction": "US-NY", "code": "PL 120.10(1)"}
    assert "other_jurisdiction" in codes(certify(asked(there), desk()))
    assert "other_jurisdiction" in codes(certify(asked(jurisdiction="US-NY"), desk()))
    assert "other_jurisdiction" not in codes(certify(asked(), desk()))


def test_who_signs_and_what_is_not_disclosed_is_always_said() -> None:
    for place, kind in itertools.product(("US-CA", "US-NY", "US"), ("u", "t", "s")):
        found = codes(certify(asked(asked_for=kind), desk(place)))
        assert {"certifying_official", "law_enforcement_privacy"} <= set(found)


# The shape.


def test_the_request_as_the_contract_has_it() -> None:
    data = {
        "schema": "immconseq/victim-case/1",
        "crime": {"jurisdiction": "US-CA", "code": "PC 273.5(a)"},
        "jurisdiction": "US-CA",
        "victim": "direct",
        "helpful": True,
        "requested_on": "2026-11-02",
        "in_removal_proceedings": True,
    }
    case = VictimCase.from_dict(data)
    assert case.to_dict() == data
    assert isinstance(case.crime, Offense)
    assert certify(case, desk()) == certify(data, desk().to_dict())
    jsonschema.validate(data, schemas.load("victim-case"))
    words = VictimCase(crime="rape")
    assert VictimCase.from_dict(words.to_dict()) == words
    jsonschema.validate(words.to_dict(), schemas.load("victim-case"))
    assert hash(case) == hash(VictimCase.from_dict(data))


def test_every_fault_at_once_and_no_value_under_an_unknown_key() -> None:
    data = {
        "crime": {"jurisdiction": "US-CA", "code": 7},
        "victim": "somebody",
        "helpful": "yes",
        "requested_on": "yesterday",
        "victim_name": "Maria Example",
        "criminal_history": "none",
    }
    with pytest.raises(CaseError) as error:
        VictimCase.from_dict(data)
    paths = {fault.path for fault in error.value.faults}
    assert paths == {
        "$.crime.code",
        "$.victim",
        "$.helpful",
        "$.requested_on",
        "$.victim_name",
        "$.criminal_history",
    }
    assert "Maria" not in str(error.value)


@pytest.mark.parametrize("crime", [7, None, [], " ", True])
def test_a_crime_is_an_offense_or_a_text(crime: object) -> None:
    with pytest.raises(CaseError) as error:
        VictimCase.from_dict({"crime": crime})
    assert [fault.path for fault in error.value.faults] == ["$.crime"]
    with pytest.raises(CaseError):
        VictimCase(crime=crime)


def test_two_jurisdictions_contradict_each_other() -> None:
    crime = {"jurisdiction": "US-NY", "code": "PL 120.10(1)"}
    with pytest.raises(CaseError) as error:
        certify(asked(crime, jurisdiction="US-CA"), desk())
    assert error.value.faults[0].code == "conflict"


def test_the_result_has_its_keys_and_its_text() -> None:
    check = certify(asked(), desk())
    data = check.to_dict()
    assert list(data) == ["schema", "ok", "items", "qualifying", "categories", "deadline"]
    assert data["schema"] == "immconseq/certification/1"
    assert json.loads(json.dumps(data)) == data
    assert "Answer by: 2026-12-02" in str(check)
    assert "Qualifying crime: yes" in str(check)


def test_every_code_is_a_public_name_and_every_one_can_be_reached() -> None:
    seen: set[str] = set()
    kinds = [None, "u", "t", "s"]
    crimes: list[Any] = ["rape", "robbery", "petty theft", "perjury", "human trafficking"]
    for crime, kind, place in itertools.product(crimes, kinds, ("US-CA", "US-NY")):
        for victim, helpful in (
            ("direct", True),
            ("indirect", False),
            ("bystander", None),
            (None, None),
        ):
            for more in (
                {},
                {"requested_on": None},
                {"jurisdiction": "US", "refused_before": True},
            ):
                request = asked(crime, victim=victim, helpful=helpful, asked_for=kind, **more)
                seen |= set(codes(certify(request, desk(place), on=dt.date(2027, 1, 1))))
    assert seen == set(CERTIFICATION_CODES)


def test_every_item_cites() -> None:
    for place, crime in itertools.product(
        ("US-CA", "US-NY", "US-WA"), ("rape", "theft", "assault")
    ):
        for item in certify(asked(crime, victim=None, helpful=None), desk(place)).items:
            assert item.authority, item.code


def test_what_was_typed_is_never_repeated() -> None:
    words = "assault on Maria Example by Juan"
    check = certify(asked(words), desk())
    assert "Maria" not in check.to_text() + json.dumps(check.to_dict())
    crime = {"jurisdiction": "US-CA", "code": "PC 999 Maria"}
    check = certify(asked(crime), desk())
    assert "Maria" not in check.to_text() + json.dumps(check.to_dict())


def test_the_law_of_the_places_can_be_read() -> None:
    for topic in TOPICS:
        for place in ("US-CA", "US-NY", "US"):
            place_law(place, topic)
    ids = [row["id"] for row in place_tables("rule")]
    assert len(ids) == len(set(ids))


# What always holds.

FLAGS = st.sampled_from([None, True, False])
CRIMES = st.sampled_from(
    [*({"jurisdiction": place, "code": code} for place, code, *_ in BY_CODE)]
    + [text for text, *_ in BY_TEXT]
)
FACTS = {
    "victim": st.sampled_from([None, "direct", "indirect", "bystander"]),
    "helpful": FLAGS,
    "in_removal_proceedings": FLAGS,
    "family_aging_out": FLAGS,
    "refused_before": FLAGS,
    "relation": st.sampled_from([None, "spouse", "child", "parent", "sibling", "other"]),
    "direct_victim_unavailable": FLAGS,
    "direct_victim_under_21": FLAGS,
}
TERMS = st.fixed_dictionaries(
    {},
    optional={
        "within_days": st.integers(0, 365),
        "within_days_in_removal": st.integers(0, 365),
    },
)


@given(crime=CRIMES, facts=st.fixed_dictionaries(FACTS), terms=TERMS)
def test_never_later_than_the_law(crime: Any, facts: dict[str, Any], terms: dict[str, int]) -> None:
    check = certify(asked(crime, **facts), desk(**terms))
    assert check.deadline is not None
    assert check.deadline <= day_after(30)
    if facts["in_removal_proceedings"] is not False or facts["family_aging_out"]:
        assert check.deadline <= day_after(7)
    for days in (terms.get("within_days"),):
        assert days is None or check.deadline <= day_after(days)


@given(crime=CRIMES, facts=st.fixed_dictionaries(FACTS), place=st.sampled_from(["US-CA", "US-NY"]))
def test_a_fact_filled_in_never_turns_a_definite_answer(
    crime: Any, facts: dict[str, Any], place: str
) -> None:
    bare = certify({"crime": crime}, desk(place)).qualifying
    full = certify(asked(crime, **facts), desk(place)).qualifying
    assert bare is full


@given(crime=CRIMES, facts=st.fixed_dictionaries(FACTS))
def test_removal_proceedings_move_the_day_and_nothing_else(
    crime: Any, facts: dict[str, Any]
) -> None:
    without = {key: value for key, value in facts.items() if key != "in_removal_proceedings"}
    found = [
        certify(asked(crime, **without, in_removal_proceedings=known), desk())
        for known in (True, None, False)
    ]
    assert found[0] == found[1]
    assert {check.qualifying for check in found} == {found[0].qualifying}
    assert {tuple(codes(check)) for check in found} == {tuple(codes(found[0]))}


@given(text=st.text(min_size=1).filter(str.strip))
def test_any_text_is_read(text: str) -> None:
    try:
        check = certify(asked(text), desk())
    except CaseError:
        return  # half a surrogate pair
    assert check.qualifying in (True, False, None)


# Immigration-service fraud.


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("US-CA", {"BP 22440", "BP 22444", "BP 6126(a)", "PC 653.55", "PC 532(a)", "PC 518"}),
        ("US-NY", {"PL 190.87", "GBL 460-d", "JUD 478", "JUD 485-a", "PL 135.60"}),
        ("US", {"18 USC 1546(a)", "8 USC 1324c(e)(1)", "8 USC 1324c(a)(5)"}),
    ],
)
def test_the_sections_on_immigration_fraud(place: str, expected: set[str]) -> None:
    found = office.fraud_sections(place)
    assert found.recorded
    assert expected <= {s.code for s in found.sections if s.jurisdiction == place}
    assert any(s.jurisdiction == "US" for s in found.sections)
    assert all(s.authority and s.sources for s in found.sections)
    assert found.to_dict()["schema"] == "immconseq/immigration-fraud/1"
    assert json.loads(json.dumps(found.to_dict())) == found.to_dict()
    assert all(code in str(found) for code in expected)


def test_a_place_without_sections_says_so_and_has_the_federal_ones() -> None:
    found = office.fraud_sections("US-WA")
    assert not found.recorded
    assert {s.jurisdiction for s in found.sections} == {"US"}
    assert "not to say" in found.notes[0]


def test_a_second_violation_of_most_of_the_chapter_is_a_felony() -> None:
    by_code = {s.code: s for s in office.fraud_sections("US-CA").sections}
    assert by_code["BP 22440"].levels == ("misdemeanor", "felony")
    assert by_code["BP 22442.3"].levels == ("misdemeanor", "civil")


def test_a_section_is_left_out_of_days_on_which_it_was_not_in_force() -> None:
    before = {s.code for s in office.fraud_sections("US-NY", on=dt.date(2013, 10, 31)).sections}
    after = {s.code for s in office.fraud_sections("US-NY", on=dt.date(2013, 11, 1)).sections}
    assert "JUD 485-a" not in before
    assert "JUD 485-a" in after


def test_the_federal_sections_stand_once() -> None:
    found = [s.code for s in office.fraud_sections("US").sections]
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("place", "on"), [("california", None), (7, None), ("US-CA", "2026-01-01"), ("", "x")]
)
def test_what_is_no_place_or_day_is_a_fault(place: Any, on: Any) -> None:
    with pytest.raises(CaseError):
        office.fraud_sections(place, on=on)


# The pages.


@pytest.mark.parametrize("page", ["certify-victims", "immigration-fraud"])
def test_the_python_of_a_page_runs(page: str, tmp_path: Path) -> None:
    text = (ROOT / "docs" / "how-to" / f"{page}.md").read_text("utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert blocks
    program = tmp_path / "page.py"
    program.write_text("\n".join(blocks), "utf-8")
    runpy.run_path(str(program))


def test_the_page_names_every_code() -> None:
    text = (ROOT / "docs" / "how-to" / "certify-victims.md").read_text("utf-8")
    assert [code for code in CERTIFICATION_CODES if f"`{code}`" not in text] == []
