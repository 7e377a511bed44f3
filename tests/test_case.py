"""The input classes: what they take, what they refuse, and that they are values."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given

from immconseq.case import (
    HISTORY_ITEMS,
    Admission,
    Case,
    Confinement,
    Disposition,
    Event,
    EventKind,
    Facts,
    HistoryItem,
    ImmigrationStatus,
    Inchoate,
    LprBy,
    Offense,
    Outcome,
    Person,
    Relatives,
    Sentence,
    Term,
    VictimRelationship,
)
from immconseq.case_checks import faults, term_days
from immconseq.errors import (
    AmbiguousOffense,
    CaseError,
    EngineError,
    EngineUnavailable,
    Fault,
    ImmconseqError,
    UnknownName,
    UnknownOffense,
    shown,
)
from immconseq.kinds import FrozenMap
from immconseq.profile import PROFILE_ENTRIES, ProfileAnswer
from tests import strategies

AS_OF = dt.date(2026, 11, 24)
HUGE = 2**20_000
"""A number that Python refuses to spell out."""
OFFENSE = Offense(jurisdiction="US-CA", code="PC 459")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def count(ref: str = "count-1", **fields: Any) -> Disposition:
    return Disposition(ref=ref, **{"offense": OFFENSE, "outcome": "convicted", **fields})


def case(*counts: Disposition, **fields: Any) -> Case:
    return Case(**{"as_of": AS_OF, "dispositions": counts, **fields})


def altered(**fields: Any) -> Offense:
    return Offense(**{"jurisdiction": "US-CA", "code": "PC 459", **fields})


def found(error: pytest.ExceptionInfo[CaseError]) -> list[tuple[str, str]]:
    return [(fault.path, fault.code) for fault in error.value.faults]


# --- values ---------------------------------------------------------------------------------


@given(strategies.cases())
def test_a_case_is_a_value(one: Case) -> None:
    other = copy.deepcopy(one)
    assert other == one
    assert hash(other) == hash(one)
    assert pickle.loads(pickle.dumps(one)) == one
    assert hash(pickle.loads(pickle.dumps(one))) == hash(one)
    assert attrs.evolve(one) == one
    assert faults(one) == ()


def test_fields_are_frozen_and_keyword_only() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        case().circuit = "9"  # type: ignore[misc]
    with pytest.raises(TypeError):
        Sentence(365)  # type: ignore[call-arg]


def test_little_is_required() -> None:
    least = case(count())
    assert least.person == Person()
    assert least.person.status is ImmigrationStatus.UNKNOWN
    assert least.dispositions[0].sentence == Sentence()
    assert least.dispositions[0].facts == Facts()
    assert case().dispositions == ()


def test_equal_values_have_one_form() -> None:
    assert Person(status="lpr").status is ImmigrationStatus.LPR  # type: ignore[arg-type]
    assert isinstance(case(dispositions=[count()]).dispositions, tuple)
    for amount in (900, 900.0, Decimal(900), Decimal("900.00"), Decimal("9E+2")):
        loss = Facts(loss_usd=amount).loss_usd  # type: ignore[arg-type]
        assert str(loss) == "900"
    assert str(Facts(loss_usd=900.10).loss_usd) == "900.1"  # type: ignore[arg-type]
    assert Sentence(imposed=Term()) == Sentence()
    assert Person(status=None) == Person()  # type: ignore[arg-type]
    backwards = dict.fromkeys(reversed(PROFILE_ENTRIES), ProfileAnswer.NO)
    profile = attrs.evolve(OFFENSE, profile=backwards).profile
    assert tuple(profile) == PROFILE_ENTRIES


def test_inconclusive_where_it_is_allowed() -> None:
    facts = Facts(
        loss_usd="inconclusive",
        substance="inconclusive",
        victim_relationship=VictimRelationship.INCONCLUSIVE,
    )
    assert (facts.loss_usd, facts.substance, facts.victim_relationship) == ("inconclusive",) * 3
    assert attrs.evolve(OFFENSE, variant="inconclusive").variant == "inconclusive"
    given = attrs.evolve(OFFENSE, profile={"cimt": ProfileAnswer.INCONCLUSIVE}).profile["cimt"]
    assert given is ProfileAnswer.INCONCLUSIVE
    with pytest.raises(CaseError):
        Facts(intended_loss_usd="inconclusive")  # type: ignore[arg-type]


def test_a_frozen_map_is_a_value() -> None:
    one, other = FrozenMap({"a": 1, "b": 2}), FrozenMap({"b": 2, "a": 1})
    assert one == other == {"a": 1, "b": 2}
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one
    assert "a" in repr(one)
    with pytest.raises(AttributeError):
        one._items = {}
    with pytest.raises(TypeError):
        one["a"] = 2  # type: ignore[index]


def test_what_a_history_says() -> None:
    person = Person(
        history={
            "removal_order": (HistoryItem(on=day("2010-03-01")),),
            "crime_victim": None,
            "unlawful_voting": False,
        },
        history_complete=True,
    )
    assert person.history_item("removal_order") is True
    assert person.history_entries("removal_order") == (HistoryItem(on=day("2010-03-01")),)
    assert person.history_item("crime_victim") is None
    assert person.history_item("unlawful_voting") is False
    assert person.history_item("alien_smuggling") is False
    assert person.history_entries("alien_smuggling") == ()
    open_ended = attrs.evolve(person, history_complete=None)
    assert open_ended.history_item("alien_smuggling") is None
    assert "crime_victim" not in open_ended.history
    for ask in (person.history_item, person.history_entries):
        with pytest.raises(UnknownName):
            ask("no such item")
    assert len(set(HISTORY_ITEMS)) == len(HISTORY_ITEMS) == 21


def test_a_count_is_found_by_its_ref() -> None:
    one = case(count("a"), count("b"))
    assert one.disposition("b") is one.dispositions[1]
    with pytest.raises(LookupError):
        one.disposition("c")


def test_the_profile_has_each_entry_once() -> None:
    assert len(PROFILE_ENTRIES) == len(set(PROFILE_ENTRIES)) == 40


# --- types ----------------------------------------------------------------------------------


class Text(str):
    """A text that would rather be another."""

    def __str__(self) -> str:
        return "another"


@pytest.mark.parametrize(
    "value", ["365", 3.9, 365.0, True, -1, 36_501, Decimal(3), [3], HUGE], ids=type
)
def test_days_are_whole_numbers(value: Any) -> None:
    with pytest.raises(CaseError) as error:
        Sentence(imposed_days=value)
    assert [path for path, _ in found(error)] == ["$.imposed_days"]
    assert len(error.value.faults[0].found) <= 80


@pytest.mark.parametrize(
    "value",
    [
        "900",
        True,
        -1,
        -0.01,
        0.001,
        Decimal("0.001"),
        Decimal("1E-999999"),
        Decimal("1E+999999"),
        Decimal("NaN"),
        Decimal("sNaN"),
        float("nan"),
        float("inf"),
        Decimal("-Infinity"),
        10**13 + 1,
        1e300,
        HUGE,
        "Inconclusive",
        [900],
    ],
    ids=type,
)
def test_dollars_are_finite_and_have_two_places(value: Any) -> None:
    with pytest.raises(CaseError) as error:
        Facts(loss_usd=value)
    assert [path for path, _ in found(error)] == ["$.loss_usd"]


def test_grams_have_as_many_places_as_a_number_of_json() -> None:
    assert Facts(grams=Decimal("28.349523125")).grams == Decimal("28.349523125")
    with pytest.raises(CaseError):
        Facts(grams=Decimal("0.1000000000000000000001"))


@pytest.mark.parametrize(
    "value",
    [
        "2024-01-01",
        dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
        20240101,
        dt.date(1899, 12, 31),
        dt.date(3000, 1, 1),
    ],
)
def test_dates_are_dates(value: Any) -> None:
    with pytest.raises(CaseError) as error:
        Person(admitted_on=value)
    assert [path for path, _ in found(error)] == ["$.admitted_on"]


@pytest.mark.parametrize("value", ["", " \n", 3, b"x", None, "\ud800", ["x"]])
def test_text_is_text(value: Any) -> None:
    with pytest.raises(CaseError) as error:
        count(ref=value)
    assert [path for path, _ in found(error)] == ["$.ref"]
    str(error.value).encode()


def test_text_is_kept_as_what_it_is() -> None:
    kept = count(ref=Text("count-1")).ref
    assert type(kept) is str
    assert kept == "count-1"


@pytest.mark.parametrize("value", ["us-ca", "USA", "US-CALI", "California", "US-", "ÜS", "US-CA\n"])
def test_jurisdictions_are_iso_codes(value: str) -> None:
    with pytest.raises(CaseError):
        attrs.evolve(OFFENSE, jurisdiction=value)


@pytest.mark.parametrize("value", ["US", "US-CA", "US-PR", "MX", "CA-ON", "MX-BCN", "GB-ENG"])
def test_jurisdictions_of_every_kind(value: str) -> None:
    assert attrs.evolve(OFFENSE, jurisdiction=value).jurisdiction == value


@pytest.mark.parametrize(
    ("make", "paths"),
    [
        (lambda: Person(status="LPR", admitted="yes"), ["$.status", "$.admitted"]),  # type: ignore[arg-type]
        (lambda: Person(status=3, fears_return=0), ["$.status", "$.fears_return"]),  # type: ignore[arg-type]
        (lambda: Person(relatives={}), ["$.relatives"]),  # type: ignore[arg-type]
        (lambda: Person(detention_circuit="12"), ["$.detention_circuit"]),
        (lambda: Person(admissions=(Relatives(),)), ["$.admissions[0]"]),  # type: ignore[arg-type]
        (lambda: Person(admissions={Admission()}), ["$.admissions"]),  # type: ignore[arg-type]
        (lambda: Person(history={"removal_order": ()}), ["$.history.removal_order"]),
        (lambda: Person(history={"removal_order": "yes"}), ["$.history.removal_order"]),  # type: ignore[dict-item]
        (lambda: Person(history={"crime": True}), ["$.history.crime"]),
        (lambda: Person(history=[]), ["$.history"]),  # type: ignore[arg-type]
        (lambda: altered(profile={"cimt": "y"}), ["$.profile.cimt"]),
        (lambda: altered(enhancements="PC 12022.7"), ["$.enhancements"]),
        (lambda: altered(enhancements=("x", 3)), ["$.enhancements[1]"]),
        (lambda: count(outcome=None, events=(Event(kind=None),)), ["$.kind"]),  # type: ignore[arg-type]
        (lambda: count(outcome=None, plea="guilt"), ["$.outcome", "$.plea"]),
        (lambda: Term(years=-1, months=True, days=36_501), ["$.years", "$.months", "$.days"]),
        (lambda: Confinement(from_=None), ["$.from"]),  # type: ignore[arg-type]
        (lambda: Admission(as_status="resident"), ["$.as"]),  # type: ignore[arg-type]
        (lambda: case(circuit=9), ["$.circuit"]),
        (lambda: case(dispositions=None, as_of=None), ["$.as_of", "$.dispositions"]),
    ],
)
def test_every_fault_of_an_object_at_once(make: Any, paths: list[str]) -> None:
    with pytest.raises(CaseError) as error:
        make()
    assert [path for path, _ in found(error)] == paths


# --- what spans fields and objects ------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: case(as_of=day("1997-03-31")), [("$.as_of", "range")]),
        (lambda: case(count(), count()), [("$.dispositions[1].ref", "duplicate")]),
        (lambda: case(count("none")), [("$.dispositions[0].ref", "value")]),
        (
            lambda: case(count(committed_on=day("2020-01-02"), disposed_on=day("2020-01-01"))),
            [("$.dispositions[0].disposed_on", "order")],
        ),
        (
            lambda: case(count(disposed_on=day("2026-11-25"))),
            [("$.dispositions[0].disposed_on", "order")],
        ),
        (
            lambda: case(count(committed_on=day("2026-11-25"))),
            [("$.dispositions[0].committed_on", "order")],
        ),
        (
            lambda: case(count(outcome="charged", disposed_on=day("2026-11-25"))),
            [("$.dispositions[0].disposed_on", "order")],
        ),
        (
            lambda: case(count(committed_on=day("2020-01-02"), plea_on=day("2020-01-01"))),
            [("$.dispositions[0].plea_on", "order")],
        ),
        (
            lambda: case(count(disposed_on=day("2020-01-01"), plea_on=day("2020-01-02"))),
            [("$.dispositions[0].plea_on", "order")],
        ),
        (
            lambda: case(count(plea_on=day("2026-11-25"))),
            [("$.dispositions[0].plea_on", "order")],
        ),
        (
            lambda: case(
                count(
                    disposed_on=day("2020-01-02"),
                    events=(Event(kind=EventKind.VACATED, on=day("2020-01-01")),),
                )
            ),
            [("$.dispositions[0].events[0].on", "order")],
        ),
        (
            lambda: case(
                count(
                    committed_on=day("2020-01-02"),
                    events=(Event(kind=EventKind.SEALED, on=day("2020-01-01")),),
                )
            ),
            [("$.dispositions[0].events[0].on", "order")],
        ),
        (
            lambda: case(
                count(
                    events=(
                        Event(
                            kind=EventKind.SENTENCE_MODIFIED,
                            on=day("2020-01-01"),
                            requested_on=day("2020-01-02"),
                        ),
                    )
                )
            ),
            [("$.dispositions[0].events[0].requested_on", "order")],
        ),
        (
            lambda: case(
                count(
                    committed_on=day("2020-01-02"), sentence=Sentence(released_on=day("2020-01-01"))
                )
            ),
            [("$.dispositions[0].sentence.released_on", "order")],
        ),
        (
            lambda: case(count(charged_with=(altered(code="664/459 PC", inchoate="conspiracy"),))),
            [("$.dispositions[0].charged_with[0].inchoate", "conflict")],
        ),
    ],
)
def test_what_contradicts_itself(make: Any, expected: list[tuple[str, str]]) -> None:
    with pytest.raises(CaseError) as error:
        make()
    assert found(error) == expected


@pytest.mark.parametrize(
    ("sentence", "path"),
    [
        (Sentence(imposed_days=364, suspended_days=365), "suspended_days"),
        (Sentence(imposed_days=365, max_possible_days=364), "imposed_days"),
        (Sentence(suspended_days=365, max_possible_days=364), "suspended_days"),
        (Sentence(imposed_days=10, revocation_days=11), "revocation_days"),
        (Sentence(imposed=Term(months=12), max_possible_days=364), "imposed"),
        (Sentence(imposed=Term(months=11), suspended=Term(years=1)), "suspended"),
        (Sentence(imposed=Term(months=6), suspended_days=181), "suspended_days"),
        (Sentence(imposed_days=365, max_possible=Term(days=364)), "imposed_days"),
        (Sentence(imposed_days=1, imposed=Term(days=1)), "imposed"),
        (Sentence(suspended_days=1, suspended=Term(days=1)), "suspended"),
        (Sentence(max_possible_days=1, max_possible=Term(days=1)), "max_possible"),
        (
            Sentence(confined=(Confinement(from_=day("2020-01-02"), to=day("2020-01-01")),)),
            "confined[0].to",
        ),
        (Sentence(consecutive_to="count-1"), "consecutive_to"),
        (Sentence(consecutive_to="count-9"), "consecutive_to"),
    ],
)
def test_sentences_that_contradict_themselves(sentence: Sentence, path: str) -> None:
    with pytest.raises(CaseError) as error:
        case(count(sentence=sentence), count("count-2"))
    assert [path for path, _ in found(error)] == [f"$.dispositions[0].sentence.{path}"]


@pytest.mark.parametrize(
    "sentence",
    [
        Sentence(imposed_days=365, suspended_days=365, max_possible_days=365),
        Sentence(imposed=Term(months=12), max_possible_days=365),
        Sentence(imposed=Term(years=150), suspended=Term(years=120), max_possible_days=36_500),
        Sentence(imposed=Term(months=6), suspended_days=180),
        Sentence(suspended_days=100),
        Sentence(imposed_days=30, served_days=400),
        Sentence(consecutive_to="none"),
        Sentence(consecutive_to="count-2"),
    ],
)
def test_sentences_that_courts_order(sentence: Sentence) -> None:
    assert case(count(sentence=sentence), count("count-2")).dispositions[0].sentence == sentence


def test_terms_that_run_in_a_circle() -> None:
    after = {"a": "b", "b": "c", "c": "a", "d": "a"}
    counts = [count(ref, sentence=Sentence(consecutive_to=to)) for ref, to in after.items()]
    with pytest.raises(CaseError) as error:
        case(*counts)
    at = "$.dispositions[{}].sentence.consecutive_to"
    assert found(error) == [(at.format(i), "conflict") for i in range(3)]


@pytest.mark.parametrize(
    ("term", "days"),
    [
        (Term(years=1), 365),
        (Term(months=12), 365),
        (Term(months=24), 730),
        (Term(months=6), 180),
        (Term(months=11), 330),
        (Term(months=13), 395),
        (Term(years=1, months=6), 545),
        (Term(years=2, months=12, days=5), 1100),
        (Term(days=364), 364),
        (Term(years=400), 36_500),
    ],
)
def test_terms_convert_by_the_calendar(term: Term, days: int) -> None:
    assert term_days(None, term) == days


def test_days_of_a_term() -> None:
    assert term_days(None, None) is None
    assert term_days(3, None) == 3


@pytest.mark.parametrize(
    ("person", "paths"),
    [
        (Person(status=ImmigrationStatus.LPR, admitted=False), ["admitted"]),
        (Person(status=ImmigrationStatus.CITIZEN, admitted=False), ["admitted"]),
        (
            Person(
                admissions=(Admission(),), admitted_on=day("2020-01-01"), lpr_by=LprBy.ADMISSION
            ),
            ["admitted_on", "lpr_by"],
        ),
        (Person(admissions=(Admission(),), lpr_on=day("2020-01-01")), ["lpr_on"]),
        (Person(lpr_on=day("2026-11-25")), ["lpr_on"]),
        (
            Person(admitted_on=day("2027-01-01"), resided_since=day("2027-01-01")),
            ["admitted_on", "resided_since"],
        ),
        (Person(admissions=(Admission(on=day("2027-01-01")),)), ["admissions[0].on"]),
        (
            Person(history={"removal_order": (HistoryItem(), HistoryItem(on=day("2027-01-01")))}),
            ["history.removal_order[1].on"],
        ),
    ],
)
def test_persons_that_contradict_themselves(person: Person, paths: list[str]) -> None:
    with pytest.raises(CaseError) as error:
        case(person=person)
    assert [path for path, _ in found(error)] == [f"$.person.{path}" for path in paths]


@pytest.mark.parametrize(
    "person",
    [
        Person(status=ImmigrationStatus.LPR, admitted=False, lpr_on=day("2020-01-01")),
        Person(
            status=ImmigrationStatus.LPR,
            admitted=False,
            admissions=(Admission(as_status=ImmigrationStatus.LPR),),
        ),
        Person(
            status=ImmigrationStatus.UNDOCUMENTED, admitted=False, admitted_on=day("2020-01-01")
        ),
        Person(nta_served_on=day("2020-01-01"), nta_incomplete=True),
    ],
)
def test_persons_that_there_are(person: Person) -> None:
    assert case(person=person).person == person


@pytest.mark.parametrize(
    ("jurisdiction", "code", "inchoate", "contradicts"),
    [
        ("US-CA", "PC 664/459", Inchoate.ATTEMPT, False),
        ("US-CA", "PC 664/459", Inchoate.SOLICITATION, True),
        ("US-CA", "PC 459/664", Inchoate.CONSPIRACY, True),
        ("US-CA", "PC 664/459", None, False),
        ("US-CA", "PC 182(a)(1)/459", Inchoate.ATTEMPT, True),
        ("US-CA", "PC 182/664", Inchoate.ATTEMPT, False),
        ("US-CA", "PC 182", Inchoate.ATTEMPT, False),
        ("US-CA", "PC 459/460(b)", Inchoate.CONSPIRACY, False),
        ("US-CA", "PC 664.5/459", Inchoate.CONSPIRACY, False),
        ("US-NY", "PL 110/120.05", Inchoate.CONSPIRACY, True),
        ("US-NY", "PL 110.00/120.05", Inchoate.ATTEMPT, False),
        ("US", "18 U.S.C. 371/1341", Inchoate.ATTEMPT, True),
        ("US", "21 USC 846/841", Inchoate.CONSPIRACY, False),
        ("US-TX", "PC 664/459", Inchoate.CONSPIRACY, False),
    ],
)
def test_codes_that_name_an_inchoate_form(
    jurisdiction: str, code: str, inchoate: Inchoate | None, contradicts: bool
) -> None:
    offense = Offense(jurisdiction=jurisdiction, code=code, inchoate=inchoate)
    if not contradicts:
        assert case(count(offense=offense)).dispositions[0].offense == offense
        return
    with pytest.raises(CaseError) as error:
        case(count(offense=offense))
    assert found(error) == [("$.dispositions[0].offense.inchoate", "conflict")]


def test_a_planned_plea_may_lie_ahead() -> None:
    ahead = day("2026-12-24")
    offered = count(outcome=Outcome.OFFERED, disposed_on=ahead, plea_on=ahead)
    assert case(offered).dispositions == (offered,)


def test_days_that_are_equal_are_in_order() -> None:
    one = count(
        committed_on=AS_OF,
        plea_on=AS_OF,
        disposed_on=AS_OF,
        events=(Event(kind=EventKind.VACATED, on=AS_OF, requested_on=AS_OF),),
        sentence=Sentence(released_on=AS_OF, confined=(Confinement(from_=AS_OF, to=AS_OF),)),
    )
    assert case(one, person=Person(admitted_on=AS_OF), as_of=AS_OF).dispositions == (one,)
    assert case(as_of=day("1997-04-01")).dispositions == ()


def test_faults_of_fields_and_of_the_whole_come_together() -> None:
    with pytest.raises(CaseError) as error:
        case(count(), count(), circuit="9th", case_id=3)
    assert [path for path, _ in found(error)] == [
        "$.case_id",
        "$.circuit",
        "$.dispositions[1].ref",
    ]


# --- errors -----------------------------------------------------------------------------------


def test_a_case_error_lists_a_hundred_faults() -> None:
    with pytest.raises(CaseError) as error:
        case(*[count() for _ in range(150)])
    assert len(error.value.faults) == 100
    assert len(str(error.value).splitlines()) == 100
    assert len(error.value.to_dict()["faults"]) == 100
    assert isinstance(error.value, ValueError)
    assert pickle.loads(pickle.dumps(error.value)).faults == error.value.faults


def test_a_fault_is_one_line_of_eighty_characters() -> None:
    fault = Fault(path="$.a", found="x\n\u2028\ud800" * 40, expected="a\nb", code="type")
    assert len(fault.found) == 80
    assert len(str(fault).splitlines()) == 1
    str(fault).encode()
    assert fault.to_dict() == {
        "path": "$.a",
        "found": fault.found,
        "expected": "a\\nb",
        "code": "type",
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (3, "3"),
        (3.5, "3.5"),
        (HUGE, "a whole number of over 77 digits"),
        ("x", "'x'"),
        ({"name": "N"}, "an object"),
        (["N"], "a list of 1"),
        (b"N", "a value of type bytes"),
        (AS_OF, "a value of type date"),
    ],
    ids=type,
)
def test_how_values_are_shown(value: object, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize("error", [UnknownOffense, AmbiguousOffense])
def test_offense_errors_have_candidates(error: type[UnknownOffense | AmbiguousOffense]) -> None:
    raised = error("text", candidates=["a", "b"])
    assert isinstance(raised, ImmconseqError)
    assert isinstance(raised, LookupError)
    again = pickle.loads(pickle.dumps(raised))
    assert again.candidates == raised.candidates == ("a", "b")
    assert str(again) == "text"


@pytest.mark.parametrize("error", [CaseError, EngineError, EngineUnavailable, UnknownName])
def test_every_error_has_one_root(error: type[Exception]) -> None:
    assert issubclass(error, ImmconseqError)
