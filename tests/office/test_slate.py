"""Clean slate: what an office does about old counts, one case and many."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immconseq import Case, CaseError, mitigate, office
from immconseq.errors import EngineError, EngineUnavailable
from immconseq.offenses.catalog import Catalog
from immconseq.offenses.entry import Vehicle
from immconseq.office.place_law import place_law
from immconseq.office.results import Severity
from immconseq.office.slate import CLEAN_SLATE_CODES, _months_later

RESIDENT = {
    "status": "lpr",
    "admitted_on": "2012-01-01",
    "lpr_on": "2012-01-01",
    "history_complete": True,
}


def count(code: str = "PC 273.5(a)", ref: str = "count-1", **rest: Any) -> dict[str, Any]:
    offense = {"jurisdiction": "US-CA", "code": code, **rest.pop("offense", {})}
    return {
        "ref": ref,
        "offense": offense,
        "outcome": "convicted",
        "committed_on": "2018-05-02",
        "disposed_on": "2018-11-10",
        **rest,
    }


def spouse(ref: str = "count-1", **rest: Any) -> dict[str, Any]:
    return count(
        ref=ref,
        offense={"level": "felony"},
        sentence={"imposed_days": 365, "probation_days": 1095},
        facts={"victim_relationship": "spouse"},
        **rest,
    )


def case_of(*counts: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {
        "as_of": "2026-11-24",
        "circuit": "9",
        "person": RESIDENT,
        "dispositions": list(counts),
        **rest,
    }


def desk(**rest: Any) -> office.Office:
    return office.Office.from_dict(
        {
            "office_id": "sample",
            "jurisdiction": "US-CA",
            "circuit": "9",
            "constraints": {"max_changes": 2},
            **rest,
        }
    )


DESK = desk()
OFFER = {
    "offer_id": "peace",
    "for_codes": ["PC 273.5(a)"],
    "offense": {"jurisdiction": "US-CA", "code": "PC 415", "level": "misdemeanor"},
    "imposed_days": 30,
    "probation_days": 0,
}


def slate(*counts: dict[str, Any], by: office.Office = DESK, **rest: Any) -> office.CleanSlate:
    return office.clean_slate(case_of(*counts, **rest), by)


def codes(result: office.CleanSlate) -> list[str]:
    return [item.code for item in result.items]


def test_what_would_have_been_agreed_to_then_is_stipulated_to() -> None:
    result = slate(spouse())
    (told,) = result.counts
    assert told.action == "stipulate"
    assert (told.vehicle, told.counts_for_immigration) == ("PC 1473.7", "yes")
    assert told.alternative is not None
    assert told.alternative.strategies[0] == "vacate_and_substitute"
    assert "PC 273.5(a)" in told.alternative.offer
    assert result.ok is True
    assert codes(result) == ["agreed_then", "name_the_defect", "word_of_the_prosecution"]


def test_what_is_stipulated_to_brings_nothing_of_what_the_count_brings() -> None:
    (told,) = slate(spouse()).counts
    assert told.alternative is not None
    case = Case.from_dict(case_of(*told.alternative.dispositions))
    statuses = office_assess(case)
    assert statuses["deport.domestic_violence"] == "not_triggered"
    assert statuses["deport.aggravated_felony"] == "not_triggered"


def office_assess(case: Case) -> dict[str, str]:
    from immconseq import assess

    return {i: s.value for i, s in assess(case).statuses().items()}


def test_a_standard_offer_comes_before_what_a_plan_has_before_it() -> None:
    (told,) = slate(spouse(), by=desk(standard_offers=[OFFER])).counts
    assert told.action == "stipulate"
    assert told.alternative is not None
    assert "standard_offer" in told.alternative.strategies


def test_where_the_days_are_not_known_the_office_does_not_object() -> None:
    given_ = spouse()
    del given_["committed_on"]
    result = slate(given_)
    assert result.counts[0].action == "no_objection"
    assert codes(result)[0] == "open_then_unknown"
    assert result.ok is None


def test_where_facts_of_the_person_decide_the_office_does_not_object() -> None:
    result = slate(spouse(), person={"status": "unknown"})
    assert result.counts[0].action == "no_objection"
    assert codes(result)[0] == "conditional"


def test_without_terms_the_office_is_told_to_look() -> None:
    bare = office.Office.from_dict({"office_id": "sample", "jurisdiction": "US-CA"})
    result = slate(spouse(), by=bare)
    assert "no_terms" in codes(result)
    assert result.ok is None
    assert "no_terms" not in codes(slate(spouse()))


def test_what_the_terms_do_not_allow_is_referred() -> None:
    bound = desk(constraints={"min_imposed_days": 365, "levels": ["felony"], "same_family": True})
    result = slate(spouse(), by=bound)
    assert result.counts[0].action == "refer"
    assert result.counts[0].alternative is None
    assert codes(result) == ["not_avoided"]


def test_an_offense_that_is_not_known_is_referred() -> None:
    result = slate(count("PC 99999"))
    assert (result.counts[0].action, codes(result)) == ("refer", ["offense_unknown"])


def test_missing_facts_are_referred_and_no_clean_bill() -> None:
    """Whether a deferral is a conviction turns on the plea and the restraint."""
    given_ = count(
        "HS 11377(a)",
        offense={"level": "misdemeanor"},
        outcome="deferred",
        facts={"substance": "methamphetamine"},
    )
    result = slate(given_)
    assert (result.counts[0].action, codes(result)) == ("refer", ["facts_missing"])


def test_a_conviction_of_another_place_is_referred() -> None:
    given_ = spouse()
    given_["offense"] = {"jurisdiction": "US-NY", "code": "PL 155.25", "level": "misdemeanor"}
    result = slate(given_)
    assert (result.counts[0].action, codes(result)) == ("refer", ["another_place"])


def test_nothing_is_done_where_nothing_follows() -> None:
    citizen = slate(spouse(), person={"status": "citizen"})
    assert (citizen.counts[0].action, codes(citizen)) == ("none", ["nothing_follows"])
    assert citizen.ok is True
    gone = spouse(events=[{"kind": "vacated", "on": "2024-02-01", "reason": "legal_defect"}])
    assert slate(gone).counts[0].action == "none"


def test_a_reward_for_rehabilitation_leaves_something_to_do() -> None:
    kept = spouse(events=[{"kind": "vacated", "on": "2024-02-01", "reason": "rehabilitation"}])
    assert slate(kept).counts[0].action == "stipulate"


@pytest.mark.parametrize("outcome", ["charged", "offered", "dismissed", "acquitted"])
def test_what_is_not_old_is_not_asked_about(outcome: str) -> None:
    given_ = spouse()
    given_["outcome"] = outcome
    if outcome in ("charged", "offered"):
        del given_["disposed_on"]
    result = slate(given_)
    assert (result.counts[0].action, codes(result)) == ("none", ["not_old"])


def test_two_old_counts_do_not_hide_behind_each_other() -> None:
    result = slate(spouse(), spouse("count-2"))
    assert [told.action for told in result.counts] == ["no_objection", "no_objection"]
    assert codes(result)[0] == "with_other_counts"
    assert "count-2" in result.items[0].text


def test_what_a_count_does_not_bring_is_no_reason_to_do_anything() -> None:
    """All that there is to avoid in the case is of the other count."""
    peace = count("PC 415", "count-2", offense={"level": "infraction"})
    peace |= {"sentence": {"imposed_days": 0, "probation_days": 0}}
    result = slate(spouse(), peace)
    assert [told.action for told in result.counts] == ["stipulate", "none"]
    assert codes(result)[-1] == "nothing_follows"


def test_diversion_is_agreed_to_where_the_office_has_a_program_that_asks_for_no_plea() -> None:
    given_ = count(
        "HS 11377(a)",
        offense={"level": "misdemeanor"},
        sentence={"imposed_days": 0, "probation_days": 365},
        facts={"substance": "methamphetamine"},
        plea="guilty",
    )
    bounds = {"exclude": [], "max_imposed_days": 0, "max_exposure_days": 0}
    steps = [{"kind": "screening"}, {"kind": "treatment"}, {"kind": "dismissal"}]
    with_plea = [{"kind": "plea"}, *steps]
    found = {}
    for name, programs in {
        "none": [],
        "safe": [{"program_id": "p", "steps": steps, "for_families": ["drug_possession"]}],
        "any": [{"program_id": "p", "steps": steps}],
        "by code": [{"program_id": "p", "steps": steps, "for_codes": ["HS 11377(a)"]}],
        "plea": [{"program_id": "p", "steps": with_plea}],
        "other": [{"program_id": "p", "steps": steps, "for_families": ["theft"]}],
    }.items():
        result = slate(given_, by=desk(constraints=bounds, programs=programs))
        found[name] = (result.counts[0].action.value, codes(result)[0])
    agreed, asked = ("stipulate", "agreed_then"), ("no_objection", "no_program")
    assert found == {
        "none": asked,
        "safe": agreed,
        "any": agreed,
        "by code": agreed,
        "plea": asked,
        "other": asked,
    }


POSSESSION = count(
    "HS 11377(a)",
    offense={"level": "misdemeanor"},
    sentence={"imposed_days": 0, "probation_days": 365},
    facts={"substance": "methamphetamine"},
    plea="guilty",
)


@pytest.mark.parametrize(("year", "there"), [(2018, False), (2024, True)])
def test_what_was_not_to_be_had_then_is_not_agreed_to_now(year: int, there: bool) -> None:
    """PC 372.5 stands in for drug offenses, and is an offense of these years alone."""
    offer = {
        "offer_id": "drugs",
        "for_codes": ["HS 11377(a)"],
        "offense": {
            "jurisdiction": "US-CA",
            "code": "PC 372.5",
            "variant": "misdemeanor",
            "level": "misdemeanor",
        },
        "imposed_days": 0,
        "probation_days": 0,
    }
    days = {"committed_on": f"{year}-05-02", "disposed_on": f"{year}-11-10"}
    (told,) = slate({**POSSESSION, **days}, by=desk(standard_offers=[offer])).counts
    assert told.alternative is not None
    pleas = [d["offense"]["code"] for d in told.alternative.dispositions]
    assert ("PC 372.5" in pleas) is there


def test_what_brings_something_else_is_not_agreed_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def worse(*args: Any, **named: Any) -> Any:
        plan = mitigate(*args, **named)
        made = tuple(attrs.evolve(a, introduces=("deport.firearms",)) for a in plan)
        return attrs.evolve(plan, alternatives=made)

    monkeypatch.setattr("immconseq.office.slate_judging.mitigate", worse)
    result = slate(spouse())
    assert (result.counts[0].action, codes(result)) == ("refer", ["not_avoided"])


def test_a_heavier_plea_is_not_pressed_on_anybody() -> None:
    """Where a strike may only be pleaded up, what does is a heavier offense."""
    given_ = count(
        "PC 459",
        offense={"level": "felony", "variant": "residential"},
        sentence={"imposed_days": 730, "probation_days": 0},
    )
    result = slate(given_, by=desk(constraints={"strike_by_plead_up_or_sentence": True}))
    assert result.counts[0].action == "no_objection"
    assert codes(result)[0] == "heavier"


# By when, and by what way.


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> Callable[..., office.SlateCount]:
    """What is said of a count where the place has these ways alone."""
    whole = Catalog.vehicles

    def of(*codes_: str, **changes: Any) -> office.SlateCount:
        def some(self: Catalog, jurisdiction: str) -> tuple[Vehicle, ...]:
            return tuple(v for v in whole(self, jurisdiction) if v.code in codes_)

        monkeypatch.setattr(Catalog, "vehicles", some)
        return slate({**spouse(), **changes}).counts[0]

    return of


Ways = Callable[..., office.SlateCount]


def test_a_way_whose_time_runs_has_its_last_day(ways: Ways) -> None:
    told = ways("PC 1018", committed_on="2026-05-02", disposed_on="2026-08-31")
    assert (told.vehicle, told.deadline) == ("PC 1018", dt.date(2027, 2, 28))
    assert told.deadline_rule is not None
    assert "Cal. Penal Code 1018" in told.deadline_rule


def test_a_way_whose_time_is_over_is_not_named(ways: Ways) -> None:
    told = ways("PC 1018", committed_on="2026-05-02", disposed_on="2026-05-23")
    assert told.alternative is not None
    assert (told.vehicle, told.deadline) == (None, None)
    told = ways("PC 1018", committed_on="2026-05-02", disposed_on="2026-05-24")
    assert (told.vehicle, told.deadline) == ("PC 1018", dt.date(2026, 11, 24))


def test_before_judgment_no_time_has_begun_to_run(ways: Ways) -> None:
    """PC 1018: at any time before judgment."""
    told = ways(
        "PC 1018",
        outcome="deferred",
        restraint=True,
        committed_on="2025-05-02",
        disposed_on="2026-01-23",
    )
    assert (told.vehicle, told.deadline) == ("PC 1018", None)


def test_a_way_that_does_not_count_is_not_named_and_it_is_said_so(ways: Ways) -> None:
    told = ways("PC 1203.425")
    assert (told.vehicle, told.counts_for_immigration) == (None, "no")
    told = ways()
    assert (told.vehicle, told.counts_for_immigration) == (None, None)


@pytest.mark.parametrize("way", ["PC 1170.18", "PC 1172.1", "PC 18.5(b)", "PC 1203.43"])
def test_what_changes_a_sentence_or_is_for_deferred_judgments_undoes_no_conviction(
    ways: Ways, way: str
) -> None:
    told = ways(way)
    assert (told.vehicle, told.counts_for_immigration) == (None, None)


def test_new_york_sets_no_day() -> None:
    given_ = count(
        offense={"jurisdiction": "US-NY", "code": "PL 220.03", "level": "misdemeanor"},
        sentence={"imposed_days": 30, "probation_days": 0},
        facts={"substance": "cocaine"},
    )
    york = desk(jurisdiction="US-NY", circuit="2")
    (told,) = slate(given_, by=york, circuit="2").counts
    assert told.vehicle == "CPL 440.10"
    assert told.deadline is None
    assert told.deadline_rule is not None
    assert "At any time after judgment" in told.deadline_rule


def test_of_a_place_without_rules_it_is_said_so() -> None:
    given_ = count(
        offense={
            "jurisdiction": "US-WA",
            "code": "RCW 9A.36.041",
            "level": "misdemeanor",
        },
        sentence={"imposed_days": 30},
        facts={"victim_relationship": "spouse"},
    )
    result = slate(given_, by=desk(jurisdiction="US-WA"))
    if result.counts[0].alternative is not None:
        assert "law_not_recorded" in codes(result)
    assert place_law("US-WA", "post_conviction_time") == ()


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-01-15", 6, "2026-07-15"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-05-31", 1, "2026-06-30"),
    ],
)
def test_months_are_of_the_calendar(day: str, months: int, then: str) -> None:
    assert _months_later(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(then)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2900, 1, 1)), st.integers(1, 600))
def test_later_months_are_later_by_that_many(day: dt.date, months: int) -> None:
    then = _months_later(day, months)
    assert (then.year - day.year) * 12 + then.month - day.month == months
    assert then.day <= day.day


# Many.


def test_a_bad_case_neither_stops_nor_is_lost() -> None:
    good = case_of(spouse())
    given_: list[Any] = [good, {}, "no case", None, good]
    given_[1] = {**case_of(spouse()), "case_id": "b-2", "a_number": "A12345678", "as_of": "soon"}
    results = list(office.clean_slate_many(given_, DESK))
    assert [r.ok for r in results] == [True, False, False, False, True]
    assert results[1].case_id == "b-2"
    assert [item.path for item in results[1].items] == ["$.a_number", "$.as_of"]
    assert {item.code for r in results[1:4] for item in r.items} == {"bad_case"}
    assert "12345678" not in json.dumps([r.to_dict() for r in results])
    assert results[0] == results[4]


def test_a_prong_that_the_catalog_lacks_is_a_bad_case_too() -> None:
    bad = count("PC 459", offense={"variant": "no such prong"})
    (result,) = office.clean_slate_many([case_of(bad)], DESK)
    assert codes(result) == ["bad_case"]
    with pytest.raises(CaseError):
        slate(bad)


def test_many_are_taken_one_by_one() -> None:
    taken = []

    def cases() -> Iterator[dict[str, Any]]:
        for number in range(3):
            taken.append(number)
            yield case_of(spouse(), case_id=str(number))

    results = office.clean_slate_many(cases(), DESK)
    assert taken == []
    assert next(results).case_id == "0"
    assert taken == [0]


def test_the_faults_of_an_office_are_told_at_once_and_not_for_each_case() -> None:
    with pytest.raises(CaseError):
        office.clean_slate_many([], {"office_id": "sample"})


def test_an_engine_that_is_not_there_is_no_fault_of_a_case() -> None:
    with pytest.raises(EngineUnavailable):
        list(office.clean_slate_many([case_of(spouse())], DESK, engine="no such engine"))


def test_an_engine_that_fails_on_a_case_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def failing(*_: Any) -> Any:
        raise EngineError("of a case with a secret in it")

    monkeypatch.setattr("immconseq.office.slate.judge", failing)
    (result,) = office.clean_slate_many([case_of(spouse())], DESK)
    assert codes(result) == ["bad_case"]
    assert "secret" not in result.to_text()


def test_the_order_of_an_event() -> None:
    def of(action: str, deadline: str | None = None) -> office.CleanSlate:
        return office.CleanSlate(
            case_id=f"{action} {deadline}",
            counts=(
                office.SlateCount(ref="x", action=office.Action.NONE),
                office.SlateCount(
                    ref="y",
                    action=office.Action(action),
                    deadline=None if deadline is None else dt.date.fromisoformat(deadline),
                ),
            ),
        )

    bad = office.CleanSlate(
        items=(office.Item(code="bad_case", severity=Severity.BARRIER, path="$", text=""),)
    )
    empty = office.CleanSlate()
    results = [
        bad,
        empty,
        of("none"),
        of("refer"),
        of("no_objection"),
        of("no_objection", "2027-01-01"),
        of("stipulate"),
        of("stipulate", "2027-05-01"),
        of("stipulate", "2027-02-01"),
    ]
    assert office.clean_slate_order(results) == tuple(
        results[at] for at in (8, 7, 6, 5, 4, 3, 2, 1, 0)
    )


# What is written.


def test_every_key_is_always_there() -> None:
    data = slate(spouse(), count("PC 99999", "count-2")).to_dict()
    assert json.loads(json.dumps(data)) == data
    assert set(data) == {"schema", "ok", "items", "case_id", "counts"}
    assert data["schema"] == "immconseq/clean-slate/1"
    keys = {
        "ref",
        "action",
        "vehicle",
        "counts_for_immigration",
        "deadline",
        "deadline_rule",
        "alternative",
    }
    assert [set(told) for told in data["counts"]] == [keys, keys]
    assert set(data["counts"][0]["alternative"]) == {
        "strategies",
        "steps",
        "offer",
        "dispositions",
    }


def test_the_text_says_what_is_done() -> None:
    text = slate(spouse(), count("PC 99999", "count-2")).to_text()
    assert "count-1: do not object" in text
    assert "count-2: refer to the point person" in text
    assert "count-1: stipulate" in slate(spouse()).to_text()
    assert "PC 1473.7" in text


@settings.get_profile("costly")
@given(
    st.sampled_from(["PC 273.5(a)", "PC 459", "PC 484(a)", "PC 415", "HS 11377(a)", "no code"]),
    st.sampled_from(["convicted", "deferred", "dismissed"]),
    st.sampled_from(["lpr", "undocumented", "citizen", "unknown", "refugee"]),
    st.sampled_from([None, 0, 364, 365]),
)
def test_whatever_the_case_what_is_said_holds_together(
    code: str, outcome: str, status: str, days: int | None
) -> None:
    given_ = count(code, outcome=outcome, sentence={} if days is None else {"imposed_days": days})
    result = slate(given_, person={"status": status})
    (told,) = result.counts
    assert {item.code for item in result.items} <= set(CLEAN_SLATE_CODES)
    acts = told.action in ("stipulate", "no_objection")
    assert acts == (told.alternative is not None)
    assert told.vehicle is None or acts
    assert told.deadline is None or told.deadline >= dt.date(2026, 11, 24)
    assert result.ok is not False
    if status == "citizen" or outcome == "dismissed":
        assert told.action == "none"
    if told.alternative is not None:
        case = Case.from_dict(case_of(*told.alternative.dispositions))
        assert case.dispositions[0].ref == told.ref


def test_the_law_of_the_places_is_cited_and_says_what_was_read() -> None:
    for place in ("US-CA", "US-NY"):
        rules = [*place_law(place, "post_conviction_time"), *place_law(place, "post_conviction")]
        assert rules
        for rule in rules:
            assert rule.sources
            assert rule.vehicle
    assert place_law("US-CA", "consideration", dt.date(2026, 1, 1))
    assert place_law("US-CA", "consideration", dt.date(2015, 12, 31)) == ()
    assert place_law("US-NY", "consideration") == ()
