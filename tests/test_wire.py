"""JSON in and out: strict, whole, and never anything but a case or a `CaseError`."""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from immconseq import schemas, wire
from immconseq.case import (
    Admission,
    Case,
    Confinement,
    Disposition,
    Event,
    Facts,
    HistoryItem,
    ImmigrationStatus,
    Offense,
    Person,
    Relatives,
    Sentence,
    Term,
)
from immconseq.errors import CaseError
from immconseq.kinds import Record
from tests import strategies

ROOT = Path(__file__).parent.parent

WHOLE: dict[str, Any] = {
    "schema": "immconseq/case/1",
    "case_id": "an opaque text",
    "as_of": "2026-11-24",
    "circuit": "9",
    "person": {
        "status": "lpr",
        "admitted": True,
        "admitted_on": "2018-03-01",
        "lpr_on": "2018-03-01",
        "lpr_by": "admission",
        "detention_circuit": "5",
        "nta_served_on": None,
        "relatives": {"usc_or_lpr_spouse": True, "usc_or_lpr_parent": None},
        "history": {
            "removal_order": [{"on": "2010-03-01", "basis": "aggravated_felony"}],
            "unlawful_voting": False,
            "crime_victim": None,
        },
        "history_complete": False,
    },
    "dispositions": [
        {
            "ref": "count-1",
            "offense": {
                "jurisdiction": "US-CA",
                "code": "PC 459",
                "variant": "residential",
                "level": "felony",
                "inchoate": None,
                "enhancements": [],
                "profile": {"theft": "yes", "cimt": "contested"},
            },
            "charged_with": [{"jurisdiction": "US-CA", "code": "PC 211"}],
            "outcome": "convicted",
            "committed_on": "2021-05-02",
            "disposed_on": "2021-11-10",
            "plea": "nolo",
            "sentence": {
                "imposed": {"years": 1},
                "suspended_days": 365,
                "max_possible_days": 2190,
                "confined": [{"from": "2021-05-02", "to": "2021-06-02"}],
                "fine_usd": 100.5,
            },
            "facts": {"loss_usd": 900, "substance": None, "defendant_age": 24, "scheme": "A"},
            "events": [{"kind": "vacated", "on": "2024-02-01", "reason": "legal_defect"}],
        }
    ],
}

WRITTEN: dict[str, Any] = {
    "schema": "immconseq/case/1",
    "case_id": "an opaque text",
    "as_of": "2026-11-24",
    "circuit": "9",
    "person": {
        "status": "lpr",
        "admitted": True,
        "admitted_on": "2018-03-01",
        "lpr_on": "2018-03-01",
        "lpr_by": "admission",
        "detention_circuit": "5",
        "relatives": {"usc_or_lpr_spouse": True},
        "history": {
            "removal_order": [{"on": "2010-03-01", "basis": "aggravated_felony"}],
            "unlawful_voting": False,
        },
        "history_complete": False,
    },
    "dispositions": [
        {
            "ref": "count-1",
            "offense": {
                "jurisdiction": "US-CA",
                "code": "PC 459",
                "variant": "residential",
                "level": "felony",
                "profile": {"cimt": "contested", "theft": "yes"},
            },
            "charged_with": [{"jurisdiction": "US-CA", "code": "PC 211"}],
            "outcome": "convicted",
            "committed_on": "2021-05-02",
            "disposed_on": "2021-11-10",
            "plea": "nolo",
            "sentence": {
                "imposed": {"years": 1},
                "suspended_days": 365,
                "max_possible_days": 2190,
                "confined": [{"from": "2021-05-02", "to": "2021-06-02"}],
                "fine_usd": 100.5,
            },
            "facts": {"loss_usd": 900, "defendant_age": 24, "scheme": "A"},
            "events": [{"kind": "vacated", "on": "2024-02-01", "reason": "legal_defect"}],
        }
    ],
}


def least(**fields: Any) -> dict[str, Any]:
    return {"as_of": "2026-11-24", "dispositions": [], **fields}


def one_count(**fields: Any) -> dict[str, Any]:
    offense = {"jurisdiction": "US-CA", "code": "PC 459"}
    return least(
        dispositions=[{"ref": "count-1", "offense": offense, "outcome": "convicted", **fields}]
    )


def refused(data: object, record: type[Record] = Case) -> list[tuple[str, str]]:
    with pytest.raises(CaseError) as error:
        record.from_dict(data)
    text = str(error.value)
    assert len(text.splitlines()) == len(error.value.faults)
    json.dumps(error.value.to_dict(), ensure_ascii=False).encode()
    text.encode()
    return [(fault.path, fault.code) for fault in error.value.faults]


# --- there and back --------------------------------------------------------------------------


def test_a_whole_case() -> None:
    case = Case.from_dict(WHOLE)
    assert case.as_of == dt.date(2026, 11, 24)
    assert case.person.status is ImmigrationStatus.LPR
    assert case.dispositions[0].sentence.imposed == Term(years=1)
    assert case.dispositions[0].sentence.confined[0].from_ == dt.date(2021, 5, 2)
    assert case.dispositions[0].facts.loss_usd == Decimal(900)
    assert case.to_dict() == WRITTEN
    assert Case.from_dict(WRITTEN) == case
    assert list(case.to_dict()) == [
        "schema",
        "case_id",
        "as_of",
        "circuit",
        "person",
        "dispositions",
    ]


def test_the_least_case() -> None:
    case = Case.from_dict(least())
    assert case.to_dict() == {"schema": "immconseq/case/1", **least()}
    spelled_out = least(schema=None, case_id=None, circuit=None, person=None)
    assert Case.from_dict(spelled_out) == case
    assert Case.from_dict(least(person={"status": "unknown", "relatives": {}})) == case
    assert Case.from_dict(one_count(sentence=None, facts=None, events=None)).to_dict() == {
        "schema": "immconseq/case/1",
        **one_count(),
    }


@given(strategies.cases())
def test_what_is_written_is_read_back(case: Case) -> None:
    data = case.to_dict()
    assert Case.from_dict(data) == case
    assert Case.from_dict(json.loads(json.dumps(data))) == case
    assert Case.from_json(case.to_json()) == case
    assert Case.from_json(case.to_json(indent=2).encode()) == case
    assert Case.from_dict(data).to_dict() == data
    for count in case.dispositions:
        assert Disposition.from_dict(count.to_dict()) == count
        assert "schema" not in count.to_dict()


@given(strategies.cases())
def test_what_is_written_has_nothing_in_it_that_says_nothing(case: Case) -> None:
    def look(value: Any, path: str) -> None:
        # The two that say something: a required list, and null beside a complete history.
        if path != "$.dispositions" and not re.fullmatch(r"\$\.person\.history\.\w+", path):
            # An item of a list keeps its place, even where nothing is known of it.
            assert path.endswith("]") or (value is not None and value not in ({}, []))
        if isinstance(value, dict):
            for key, item in value.items():
                look(item, f"{path}.{key}")
        elif isinstance(value, list):
            for i, item in enumerate(value):
                look(item, f"{path}[{i}]")
        else:
            assert value is None or isinstance(value, str | int | float)

    look(case.to_dict(), "$")


@pytest.mark.parametrize(
    "record",
    [
        Admission(on=dt.date(2020, 2, 29), as_status=ImmigrationStatus.REFUGEE),
        Confinement(from_=dt.date(2020, 2, 29)),
        Disposition(
            ref="a",
            offense=Offense(jurisdiction="MX", code="robo"),
            outcome="civil",  # type: ignore[arg-type]
        ),
        Event(kind="pardoned", by="governor", full_and_unconditional=False),  # type: ignore[arg-type]
        Facts(loss_usd=Decimal("0.10"), grams=Decimal("28.349523125")),
        HistoryItem(basis="other"),  # type: ignore[arg-type]
        Offense(jurisdiction="US", code="18 USC 1341", profile={"cimt": "yes"}),  # type: ignore[dict-item]
        Person(
            history={"crime_victim": None, "removal_order": (HistoryItem(),)}, history_complete=True
        ),
        Person(history={"crime_victim": None}),
        Relatives(usc_or_lpr_child=False),
        Sentence(imposed=Term(years=0), suspended=Term(), fine_usd=Decimal("1E+3")),
        Term(),
    ],
    ids=lambda record: type(record).__name__,
)
def test_every_input_class_goes_there_and_back(record: Record) -> None:
    data = record.to_dict()
    assert type(record).from_dict(data) == record
    assert type(record).from_dict(json.loads(json.dumps(data))) == record
    assert hash(type(record).from_dict(data)) == hash(record)


def test_null_beside_a_complete_history_is_kept() -> None:
    person = Person(history={"crime_victim": None}, history_complete=True)
    assert person.to_dict() == {"history": {"crime_victim": None}, "history_complete": True}
    assert Person(history={"crime_victim": None}).to_dict() == {}


def test_amounts_are_numbers() -> None:
    written = Facts(loss_usd=Decimal("900.00"), funds_usd=Decimal("900.10")).to_dict()
    assert written == {"loss_usd": 900, "funds_usd": 900.1}
    assert type(written["loss_usd"]) is int
    for amount in (900, 900.0, Decimal("900.00")):
        assert Facts.from_dict({"loss_usd": amount}) == Facts(loss_usd=Decimal(900))
    assert Facts.from_json('{"loss_usd": 10000.01}').loss_usd == Decimal("10000.01")
    assert Facts.from_json('{"loss_usd": 9e2}').loss_usd == Decimal(900)


def test_canonical_json() -> None:
    assert wire.canonical_json({"b": [1, 2.5], "a": "é"}) == '{"a":"é","b":[1,2.5]}'.encode()
    one = Case.from_dict(WHOLE)
    other = Case.from_dict(dict(reversed(WHOLE.items())))
    assert wire.canonical_json(one.to_dict()) == wire.canonical_json(other.to_dict())


# --- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize("data", [None, [], "x", 3, True, (), b"{}", Decimal(3), {1, 2}])
def test_a_case_is_an_object(data: object) -> None:
    assert refused(data) == [
        ("$", "type"),
    ]


def test_what_is_required() -> None:
    assert refused({}) == [("$.as_of", "missing"), ("$.dispositions", "missing")]
    assert refused(least(as_of=None)) == [("$.as_of", "missing")]
    assert refused(least(dispositions=[{}, {"offense": {}}])) == [
        ("$.dispositions[0].ref", "missing"),
        ("$.dispositions[0].offense", "missing"),
        ("$.dispositions[0].outcome", "missing"),
        ("$.dispositions[1].ref", "missing"),
        ("$.dispositions[1].offense.jurisdiction", "missing"),
        ("$.dispositions[1].offense.code", "missing"),
        ("$.dispositions[1].outcome", "missing"),
    ]


@pytest.mark.parametrize("value", ["immconseq/case/2", "immconseq/assessment/1", 1, "", []])
def test_a_schema_that_is_not_known(value: object) -> None:
    assert refused(least(schema=value)) == [("$.schema", "schema")]


def test_only_the_top_has_a_schema() -> None:
    assert refused({"schema": "immconseq/case/1"}, Person) == [("$.schema", "unknown_key")]


@pytest.mark.parametrize(
    "value",
    [
        "2026-2-3",
        "20260203",
        "2026-W05-2",
        "2026-02-30",
        "2026-02-03T00:00:00",
        "٢٠٢٦-٠٢-٠٣",
        "1899-12-31",
        "3000-01-01",
        "2026-02-03\n",
        "",
        20260203,
        dt.date(2026, 2, 3),
        ["2026-02-03"],
    ],
)
def test_dates_are_iso_text(value: object) -> None:
    assert [path for path, _ in refused(least(as_of=value))] == ["$.as_of"]


@pytest.mark.parametrize(
    ("record", "data"),
    [
        (Sentence, {"imposed_days": "365"}),
        (Sentence, {"imposed_days": 3.9}),
        (Sentence, {"imposed_days": 365.0}),
        (Sentence, {"imposed_days": True}),
        (Sentence, {"imposed_days": Decimal(3)}),
        (Sentence, {"imposed": 365}),
        (Sentence, {"confined": {}}),
        (Sentence, {"confined": ({"from": "2020-01-01"},)}),
        (Sentence, {"probation_violated": 1}),
        (Facts, {"loss_usd": "900"}),
        (Facts, {"loss_usd": 900.001}),
        (Facts, {"loss_usd": float("nan")}),
        (Facts, {"victim_relationship": "Spouse"}),
        (Person, {"status": "LPR"}),
        (Person, {"status": ["lpr"]}),
        (Person, {"admitted": "true"}),
        (Person, {"history": {"removal_order": []}}),
        (Person, {"history": {"removal_order": ()}}),
        (Person, {"history": [["removal_order", True]]}),
        (Person, {"detention_circuit": 9}),
        (Disposition, {**WRITTEN["dispositions"][0], "charged_with": ["PC 211"]}),
        (Disposition, {**WRITTEN["dispositions"][0], "outcome": "guilty"}),
    ],
)
def test_nothing_is_coerced(record: type[Record], data: dict[str, Any]) -> None:
    assert len(refused(data, record)) == 1


def test_every_fault_at_once_with_its_whole_path() -> None:
    data = copy.deepcopy(WHOLE)
    data["schema"] = "immconseq/case/7"
    data["circuit"] = 9
    data["person"]["admitted_on"] = "2018-3-1"
    data["person"]["history"]["removal_order"] = [{"on": 3}, 4, {"basis": "none"}]
    first = data["dispositions"][0]
    first["offense"]["profile"]["cimt"] = "maybe"
    first["charged_with"].append({"jurisdiction": "US-CA"})
    first["sentence"]["fine_usd"] = -1
    first["sentence"]["confined"][0]["to"] = "2021-04-02"
    first["facts"] = {"loss_usd": 1.005, "grams": "2", "victim_age": 151}
    first["events"][0]["on"] = "2020-01-01"
    data["dispositions"] += [3, {**copy.deepcopy(WRITTEN["dispositions"][0]), "plea": "innocent"}]
    assert refused(data) == [
        ("$.schema", "schema"),
        ("$.circuit", "type"),
        ("$.person.admitted_on", "value"),
        ("$.person.history.removal_order[0].on", "type"),
        ("$.person.history.removal_order[1]", "type"),
        ("$.person.history.removal_order[2].basis", "value"),
        ("$.dispositions[0].offense.profile.cimt", "value"),
        ("$.dispositions[0].charged_with[1].code", "missing"),
        ("$.dispositions[0].sentence.fine_usd", "range"),
        ("$.dispositions[0].facts.loss_usd", "places"),
        ("$.dispositions[0].facts.grams", "type"),
        ("$.dispositions[0].facts.victim_age", "range"),
        ("$.dispositions[1]", "type"),
        ("$.dispositions[2].plea", "value"),
        # What spans objects is looked at in the same go.
        ("$.dispositions[2].ref", "duplicate"),
        ("$.dispositions[0].sentence.confined[0].to", "order"),
        ("$.dispositions[0].events[0].on", "order"),
    ]


def test_a_faulty_ref_makes_no_other_fault() -> None:
    counts = [
        {**one_count()["dispositions"][0], "ref": 2},
        {**one_count()["dispositions"][0], "sentence": {"consecutive_to": "2"}},
    ]
    assert refused(least(dispositions=counts)) == [("$.dispositions[0].ref", "type")]


# --- keys that are not known -----------------------------------------------------------------

SECRET = "Maria-Example-1980"


@pytest.mark.parametrize(
    "key",
    [
        "name",
        "first_name",
        "lastName",
        "Full Name",
        "dob",
        "date_of_birth",
        "birthDate",
        "country",
        "country_of_birth",
        "nationality",
        "a_number",
        "A-Number",
        "alien_number",
        "passport_number",
        "ssn",
        "documents",
        "alien_registration_number",
    ],
)
def test_what_would_identify_a_person_is_not_asked_for(key: str) -> None:
    for data in (least(**{key: SECRET}), least(person={key: {"x": SECRET}})):
        with pytest.raises(CaseError) as error:
            Case.from_dict(data)
        (fault,) = error.value.faults
        assert fault.code == "unknown_key"
        assert fault.path.endswith(f".{key}")
        assert "is asked for" in fault.expected
        assert SECRET not in str(error.value) + repr(error.value) + str(error.value.to_dict())


@given(st.text(max_size=90), st.sampled_from(("", "person", "history")))
def test_the_value_of_an_unknown_key_is_never_repeated(key: str, where: str) -> None:
    data: dict[str, Any] = {f"x{key}": SECRET}
    whole = {"": least(**data), "person": least(person=data)}.get(
        where, least(person={"history": data})
    )
    assert [code for _, code in refused(whole)] == ["unknown_key"]
    with pytest.raises(CaseError) as error:
        Case.from_dict(whole)
    assert SECRET not in str(error.value)


def test_a_misspelt_key_is_answered_with_the_right_one() -> None:
    with pytest.raises(CaseError) as error:
        Sentence.from_dict({"imposed_day": 365, "maxPossibleDays": 3, "zzzz": 1, 3: 4})
    expected = [fault.expected for fault in error.value.faults]
    assert expected[0] == "a known key, perhaps imposed_days"
    assert expected[1] == "a known key, perhaps max_possible_days"
    assert expected[2].startswith("a known key: imposed_days, imposed, ")
    assert error.value.faults[3].path == "$.?"


def test_very_many_faults() -> None:
    assert len(refused(least(**{f"key{i}": i for i in range(5000)}))) == 100
    assert len(refused(least(dispositions=[0] * 5000))) == 100


# --- anything at all -------------------------------------------------------------------------


@given(strategies.json_values())
def test_any_value_gives_a_case_or_its_faults(value: Any) -> None:
    for record in (Case, Person, Disposition, Offense, Sentence, Facts, Event, Term):
        try:
            read = record.from_dict(value)
        except CaseError as error:
            str(error).encode()
        else:
            assert record.from_dict(read.to_dict()) == read


@given(strategies.cases(max_dispositions=1), st.data())
def test_any_value_in_any_place_gives_a_case_or_its_faults(case: Case, data: st.DataObject) -> None:
    document: Any = case.to_dict()
    place = document
    while True:
        choices = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not choices:
            return
        at = data.draw(st.sampled_from(choices))
        if isinstance(place[at], dict | list) and data.draw(st.booleans()):
            place = place[at]
            continue
        place[at] = data.draw(strategies.json_values())
        break
    try:
        read = Case.from_dict(document)
    except CaseError as error:
        str(error).encode()
    else:
        assert Case.from_dict(read.to_dict()) == read
        jsonschema.validate(read.to_dict(), schemas.load("case"))


def test_nesting_without_end() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    assert refused(least(person=deep)) == [("$.person", "type")]
    assert refused(least(person={"history": {"removal_order": deep}})) == [
        ("$.person.history.removal_order[0]", "type")
    ]
    with pytest.raises(CaseError):
        Case.from_json("[" * 100_000)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{'a': 1}",
        b"\xff",
        "nul",
        "[1,]",
        b"\xef\xbb\xbf{}",
        "NaN",
        "-Infinity",
        "9" * 5000,
    ],
)
def test_texts_that_are_no_case(text: str | bytes) -> None:
    with pytest.raises(CaseError) as error:
        Case.from_json(text)
    assert error.value.faults[0].path.startswith("$")


@pytest.mark.parametrize(
    "number", ["9" * 5000, "1e999999999", "1e99999999999999999999", "-1", "NaN", "1e-9999999"]
)
def test_numbers_that_are_no_amount(number: str) -> None:
    for record, key in ((Facts, "loss_usd"), (Sentence, "imposed_days"), (Facts, "grams")):
        with pytest.raises(CaseError) as error:
            record.from_json(f'{{"{key}": {number}}}')
        assert [fault.path for fault in error.value.faults] == [f"$.{key}"]


def test_a_key_given_twice() -> None:
    text = '{"as_of": "2026-11-24", "as_of": "2020-01-01", "dispositions": [], "x": 1, "x": 2}'
    with pytest.raises(CaseError) as error:
        Case.from_json(text)
    assert [(f.path, f.code) for f in error.value.faults] == [
        ("$.x", "unknown_key"),
        ("$.as_of", "duplicate"),
    ]
    twice = '{"history": {"removal_order": true, "removal_order": false}}'
    with pytest.raises(CaseError) as error:
        Person.from_json(twice)
    assert [fault.path for fault in error.value.faults] == ["$.history.removal_order"]


# --- the schema ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = schemas.load("case")
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_schemas_by_name() -> None:
    assert "case" in schemas.names()
    schema = schemas.load("case")
    schema["title"] = "mine"
    assert schemas.load("case")["title"] != "mine"
    for name in ("no such schema", "../case", "", "case.json"):
        with pytest.raises(LookupError):
            schemas.load(name)


def test_the_schemas_are_what_the_classes_say() -> None:
    # A run of its own, as the change's own check does it.
    check = [sys.executable, "-m", "tools.make_schemas", "--check"]
    done = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_objects_are_closed_and_every_key_is_described() -> None:
    schema = schemas.load("case")
    for record in (schema, *schema["$defs"].values()):
        assert record["additionalProperties"] is False
        assert record["description"]
        for key, item in record["properties"].items():
            assert key == "schema" or item["description"]
    assert schema["required"] == ["as_of", "dispositions"]
    assert schema["$defs"]["Disposition"]["required"] == ["ref", "offense", "outcome"]


def test_the_schema_of_a_case_is_what_the_classes_say() -> None:
    assert schemas.load("case") == wire.case_schema()


@given(strategies.cases())
def test_what_is_written_fits_the_schema(
    validator: jsonschema.Draft202012Validator, case: Case
) -> None:
    validator.validate(case.to_dict())


@pytest.mark.parametrize(
    "data",
    [
        WHOLE,
        WRITTEN,
        least(),
        one_count(),
        one_count(facts={"loss_usd": "inconclusive", "victim_relationship": "inconclusive"}),
    ],
)
def test_schema_and_reading_accept_the_same(
    validator: jsonschema.Draft202012Validator, data: dict[str, Any]
) -> None:
    validator.validate(data)
    Case.from_dict(data)


@pytest.mark.parametrize(
    "data",
    [
        {},
        least(name="x"),
        least(circuit="12"),
        least(as_of="2026-1-1"),
        least(as_of=None),
        least(case_id=" "),
        least(schema="immconseq/case/2"),
        least(person={"status": "LPR"}),
        least(person={"history": {"removal_order": []}}),
        least(person={"history": {"crime": True}}),
        least(person={"admissions": [{"as": "resident"}]}),
        one_count(ref=""),
        one_count(plea="innocent"),
        one_count(offense={"jurisdiction": "us-ca", "code": "PC 459"}),
        one_count(sentence={"imposed_days": "365"}),
        one_count(sentence={"imposed_days": 3.9}),
        one_count(sentence={"imposed_days": True}),
        one_count(sentence={"imposed_days": 36_501}),
        one_count(sentence={"confined": [{}]}),
        one_count(facts={"loss_usd": -1}),
        one_count(facts={"loss_usd": "inconclusiv"}),
        one_count(facts={"intended_loss_usd": "inconclusive"}),
        one_count(events=[{"on": "2020-01-01"}]),
    ],
)
def test_schema_and_reading_refuse_the_same(
    validator: jsonschema.Draft202012Validator, data: dict[str, Any]
) -> None:
    assert not validator.is_valid(data)
    assert refused(data)
