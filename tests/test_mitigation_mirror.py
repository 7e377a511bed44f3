"""The mirror of an old count, diversion, what a charge does, and what a plan says of its limits."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from immconseq.case import Case, Outcome
from immconseq.errors import CaseError
from immconseq.findings import Status
from immconseq.mitigation import Alternative, Mitigation, mitigate
from immconseq.office import Office
from tests.test_mitigation import ASSAULT, BURGLARY, NOT_ADMITTED, RESIDENT, UNKNOWN, case_of, check

PARENT: dict[str, Any] = {
    **NOT_ADMITTED,
    "resided_since": "2010-01-01",
    "relatives": {"usc_or_lpr_child": True},
    "history_complete": True,
}
SHELTERED: dict[str, Any] = {"status": "tps", "admitted": False, "history_complete": True}


def californian(code: str, level: str = "felony", **rest: Any) -> dict[str, Any]:
    offense = {"jurisdiction": "US-CA", "code": code, "level": level}
    variant = rest.pop("variant", None)
    if variant is not None:
        offense["variant"] = variant
    return {
        "ref": "count-1",
        "outcome": "offered",
        "committed_on": "2026-08-15",
        "offense": offense,
        "sentence": {"imposed_days": 365},
        **rest,
    }


def old(count: dict[str, Any], on: str, **sentence: Any) -> dict[str, Any]:
    """The count as one that a court disposed of on a day, the offense a year before."""
    before = dt.date.fromisoformat(on).replace(year=int(on[:4]) - 1)
    return {
        **count,
        "outcome": "convicted",
        "committed_on": before.isoformat(),
        "disposed_on": on,
        "sentence": sentence,
    }


SALE = californian("HS 11379(a)", facts={"substance": "methamphetamine"})


def plan_of(count: dict[str, Any], person: dict[str, Any] = RESIDENT, **rest: Any) -> Mitigation:
    return mitigate(case_of(count, person=person), engine="reference", **rest)


def diverted(plan: Mitigation) -> Alternative:
    (found,) = (a for a in plan if "divert_before_plea" in a.strategies)
    return found


# The mirror.


def test_what_was_served_is_not_sentenced_anew() -> None:
    """A term and probation of 2019 are over: the new plea carries no more, on the true days."""
    count = old(SALE, "2019-09-09", imposed_days=365, suspended_days=185, probation_days=1095)
    case = case_of(count)
    plan = mitigate(case, engine="reference", limit=None)
    check(case, plan)
    pleas = [a for a in plan if a.dispositions[-1].outcome is Outcome.CONVICTED]
    assert pleas
    for one in pleas:
        for new in one.dispositions[1:]:
            sentence = new.sentence
            assert (sentence.probation_days, sentence.suspended_days) == (0, 0)
            assert sentence.imposed_days in range(181)
            assert sentence.released_on in (None, dt.date(2020, 3, 7))
        assert one.steps[-1].startswith("Sentence with credit for time served")
        assert any("North Carolina v. Pearce" in text for text in one.requires)
        assert "with credit for time served and nothing further" in one.offer
        assert one.assessment.status("bar.naturalization") is not Status.TRIGGERED
    for one in plan:
        assert one.offer.startswith(
            "The conviction of HS 11379(a) of 9 September 2019 is vacated for a legal defect, and"
        )
    assert not any("credit for time served is waived" in t for a in plan for t in a.requires)


def test_probation_that_still_runs_ends_when_it_would_have() -> None:
    count = old(ASSAULT, "2026-05-28", imposed_days=365, suspended_days=300, probation_days=1095)
    for one in plan_of(count):
        for new in one.dispositions[1:]:
            if new.outcome is Outcome.CONVICTED:
                assert new.sentence.probation_days == 1095 - 180
                assert "no more than was left" in one.offer


def test_the_same_plea_on_time_served_may_do_by_itself() -> None:
    """A suspended part that falls away leaves less than a year, and no aggravated felony."""
    count = old(ASSAULT, "2020-11-10", imposed_days=365, suspended_days=300, probation_days=365)
    plan = plan_of(count, avoid=["aggfel.crime_of_violence"], limit=None)
    same = [a for a in plan if a.strategies == ("vacate_and_substitute",)]
    anew = next(a for a in same if a.dispositions[1].offense.code == "PC 273.5(a)")
    assert anew.steps[1] == "Plead to PC 273.5(a) anew."
    assert anew.dispositions[1].sentence.imposed_days == 65


@pytest.mark.parametrize(
    ("count", "there", "absent"),
    [
        # Custody and probation are over.
        (
            old(SALE, "2019-09-09", imposed_days=365),
            {"PC 1473.7", "PC 1016.5", "PC 4852.01"},
            {"PC 1473", "PC 1018", "PC 1203.43", "PC 17(b)", "PC 1170.18", "PC 18.5(b)"},
        ),
        # Probation runs, and began less than six months ago.
        (
            old(ASSAULT, "2026-07-01", imposed_days=30, probation_days=1095),
            {"PC 1473", "PC 1018", "PC 1016.5", "PC 17(b)", "PC 1203.4"},
            {"PC 1473.7", "PC 1203.41", "PC 1203.4a"},
        ),
        # Of the offenses that Proposition 47 made misdemeanors, and from before it.
        (
            old(californian("PC 487(a)"), "2013-03-01", imposed_days=90, probation_days=365),
            {"PC 1170.18", "PC 17(b)", "PC 1473.7"},
            {"PC 1473", "PC 1018"},
        ),
        (
            {
                **old(ASSAULT, "2012-03-01", imposed_days=365),
                "offense": {"jurisdiction": "US-CA", "code": "PC 273.5(a)", "level": "misdemeanor"},
            },
            {"PC 18.5(b)", "PC 1203.4a"},
            {"PC 1170.18", "PC 17(b)", "PC 1203.41", "PC 1172.1"},
        ),
        # A plea to deferred entry of judgment, and one on which it was never to be had.
        (
            {
                **old(californian("HS 11377(a)", "misdemeanor"), "2015-03-01", imposed_days=1),
                "outcome": "deferred",
                "facts": {"substance": "methamphetamine"},
            },
            {"PC 1203.43", "PC 1018"},
            {"PC 1170.18"},
        ),
        (
            {**old(ASSAULT, "2015-03-01", imposed_days=365), "outcome": "deferred"},
            {"PC 1016.5"},
            {"PC 1203.43"},
        ),
    ],
)
def test_vehicles_that_are_not_for_the_count_are_not_named(
    count: dict[str, Any], there: set[str], absent: set[str]
) -> None:
    one = plan_of(count, UNKNOWN, limit=1)[0]
    assert one.mirror is not None
    codes = {v.code for v in one.mirror.vehicles}
    assert there <= codes
    assert not absent & codes
    assert not any(f"{code} " in f"{one.steps[0]} " for code in absent)


def test_a_plea_is_withdrawn_before_sentence_alone() -> None:
    offense = {"jurisdiction": "US-NY", "code": "PL 220.03", "level": "misdemeanor"}
    count = {**SALE, "offense": offense, "facts": {"substance": "cocaine"}}
    one = plan_of(old(count, "2018-09-09", imposed_days=0, probation_days=1095), limit=1)[0]
    assert one.mirror is not None
    assert "CPL 440.10" in one.steps[0]
    assert "CPL 220.60(3)" not in {v.code for v in one.mirror.vehicles}


def test_a_day_that_is_not_known_shuts_no_vehicle_out() -> None:
    count = {**SALE, "outcome": "convicted"}
    one = plan_of(count, limit=1)[0]
    assert one.mirror is not None
    assert {"PC 1473.7", "PC 1473"} <= {v.code for v in one.mirror.vehicles}


@pytest.mark.parametrize(
    ("count", "open_then", "programs"),
    [
        (old(SALE, "2019-09-09", imposed_days=365), True, ["PC 1001.36"]),
        (old(SALE, "2017-09-09", imposed_days=365), False, []),
        (old(californian("VC 23152(a)", "misdemeanor"), "2012-01-05"), False, []),
    ],
)
def test_whether_diversion_was_open_then_and_under_what(
    count: dict[str, Any], open_then: bool, programs: list[str]
) -> None:
    plan = plan_of(count, UNKNOWN, limit=None)
    mirror = diverted(plan).mirror
    assert mirror is not None
    assert mirror.open_then is open_then
    assert [text.split(" (")[0] for text in mirror.programs_then] == programs
    assert mirror.to_dict()["programs_then"] == list(mirror.programs_then)


# Diversion.


@pytest.mark.parametrize(
    ("count", "programs"),
    [
        (SALE, ["PC 1001.36", "PC 1001.80", "PC 1001.83"]),
        (BURGLARY, ["PC 1001.36", "PC 1001.80"]),  # a serious felony
        (
            {
                **ASSAULT,
                "offense": {"jurisdiction": "US-CA", "code": "PC 273.5(a)", "level": "misdemeanor"},
                "sentence": {"imposed_days": 364},
            },
            ["PC 1001.36", "PC 1001.80", "PC 1001.83"],
        ),
        (californian("VC 23152(a)", "misdemeanor"), ["PC 1001.80"]),
        (
            californian("HS 11377(a)", "misdemeanor", facts={"substance": "methamphetamine"}),
            ["PC 1000", "PC 1001.36", "PC 1001.80", "PC 1001.83", "PC 1001.95", "PC 1001.50"],
        ),
    ],
)
def test_the_programs_that_take_the_count_and_what_they_ask(
    count: dict[str, Any], programs: list[str]
) -> None:
    one = diverted(plan_of(count, UNKNOWN, limit=None))
    assert one.steps[-1] == (
        f"Divert the count before any plea, for instance under {' or '.join(programs)}."
    )
    asked = [text for text in one.requires if "it asks for" in text]
    assert [text.split(" (")[0] for text in asked] == programs
    assert any("mental disorder" in text for text in asked) == ("PC 1001.36" in programs)


@pytest.mark.parametrize(
    ("count", "circuit"),
    [
        (californian("PC 288(a)", facts={"victim_age": 13, "defendant_age": 22}), "9"),
        (
            {
                **californian("PC 211"),
                "offense": {"jurisdiction": "US-NY", "code": "PL 120.05(1)", "level": "felony"},
            },
            "2",
        ),
    ],
)
def test_what_no_program_takes_is_diverted_last(count: dict[str, Any], circuit: str) -> None:
    case = Case.from_dict({**case_of(count).to_dict(), "circuit": circuit})
    plan = mitigate(case, engine="reference", limit=None)
    one = diverted(plan)
    assert one.rank == len(plan) > 1
    assert any("No program of the place" in text for text in one.requires)


# What a charge does.


def test_a_serious_felony_is_not_bargained_freely() -> None:
    def limited(count: dict[str, Any]) -> set[bool]:
        plan = plan_of(count)
        pleas = [a for a in plan if a.dispositions[-1].outcome is Outcome.OFFERED]
        return {any("PC 1192.7(a)(2)" in text for text in a.requires) for a in pleas}

    assert limited(californian("PC 211")) == {True}
    assert limited(ASSAULT) == {False}


def test_a_charge_of_sale_outlives_the_plea() -> None:
    for one in plan_of(SALE, PARENT):
        assert any("reason to believe" in text for text in one.warnings)
        assert any("speaks of sale" in text for text in one.requires)
    possession = californian("HS 11377(a)", "misdemeanor", facts={"substance": "methamphetamine"})
    assert not any("reason to believe" in t for a in plan_of(possession) for t in a.warnings)
    charged = {**possession, "charged_with": [{"jurisdiction": "US-CA", "code": "HS 11378"}]}
    assert all(
        any("reason to believe" in text for text in one.warnings) for one in plan_of(charged)
    )


def test_while_diversion_lasts_the_charge_is_pending() -> None:
    """Burglary is listed by itself: no fact about an injury could clear it."""
    one = diverted(plan_of(BURGLARY, PARENT, limit=None))
    assert "detention.laken_riley" in one.remains
    assert any("While diversion lasts" in text for text in one.warnings)
    resident = diverted(plan_of(BURGLARY, limit=None))
    assert not any("While diversion lasts" in text for text in resident.warnings)


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([], "this is one."),
        ([("offered", "misdemeanor")], "the second, and closes TPS."),
        ([("convicted", "misdemeanor")] * 2, "3 in all, and closes TPS."),
        ([("declined", "misdemeanor")], "this is one."),
        ([("offered", "felony")], "another count of the case is a felony"),
    ],
)
def test_the_other_counts_are_counted_for_tps(others: list[tuple[str, str]], said: str) -> None:
    counts = [
        {
            "ref": f"other-{n}",
            "outcome": outcome,
            "committed_on": "2026-08-15",
            "offense": {"jurisdiction": "US-CA", "code": "VC 23152(a)", "level": level},
        }
        for n, (outcome, level) in enumerate(others)
    ]
    battery = californian("PC 273.5(a)", facts={"victim_relationship": "spouse"})
    case = case_of(battery, *counts, person=SHELTERED)
    plan = mitigate(case, ref="count-1", engine="reference", limit=None)
    one = next(
        a
        for a in plan
        if len(a.dispositions) == 1
        and a.dispositions[0].offense.level == "misdemeanor"
        and a.dispositions[0].outcome is Outcome.OFFERED
    )
    (text,) = (text for text in one.warnings if text.startswith("TPS and DACA"))
    assert said in text


OFFERS = [
    {
        "offer_id": name,
        "for_codes": ["PC 273.5(a)"],
        "offense": {"jurisdiction": "US-CA", "code": code, "level": "misdemeanor"},
        "imposed_days": days,
    }
    for name, code, days in (("battery", "PC 243(e)(1)", 30), ("threats", "PC 422", 60))
]


def desk() -> Office:
    return Office.from_dict(
        {"office_id": "sample", "jurisdiction": "US-CA", "standard_offers": OFFERS}
    )


def test_a_standard_offer_that_leaves_a_ground_says_so() -> None:
    plan = plan_of(ASSAULT, office=desk())
    said = {
        a.dispositions[0].offense.code: any("ground of deportability" in t for t in a.warnings)
        for a in plan
        if "standard_offer" in a.strategies
    }
    assert said == {"PC 243(e)(1)": False, "PC 422": True}


def test_standard_offers_that_are_dropped_are_named() -> None:
    plan = plan_of(ASSAULT, office=desk(), constraints={"min_imposed_days": 90})
    said = [text for text in plan.notes if text.startswith("The standard offer")]
    assert len(said) == 2
    assert all("min_imposed_days" in text for text in said)
    assert not any("standard_offer" in a.strategies for a in plan)


# What a plan says of its limits.


def test_what_is_open_says_why() -> None:
    plan = plan_of(ASSAULT, SHELTERED)
    open_ = {c.id: c for a in plan for c in a.conditional}
    asylum = open_["bar.asylum"]
    assert asylum.missing == ()
    assert "particularly serious" in asylum.if_
    assert "? relief closed: " in plan.to_text()
    for one in plan[:5]:
        text = " ".join(one.to_text().split())
        for condition in one.conditional:
            assert all(path in text for path in condition.missing)


def test_a_petty_theft_is_told_that_detention_follows_from_the_charge() -> None:
    count = californian(
        "PC 484(a)", "misdemeanor", sentence={"imposed_days": 0}, facts={"loss_usd": 40}
    )
    plan = plan_of(count, PARENT)
    assert plan.avoid == ("detention.laken_riley",)
    assert plan.why_empty is not None
    assert "follows from the charge" in plan.why_empty.text
    assert "petty offense" in plan.why_empty.text


def test_goals_that_are_not_from_the_count_are_named() -> None:
    possession = californian(
        "HS 11350(a)",
        "misdemeanor",
        sentence={"imposed_days": 0, "probation_days": 365},
        facts={"substance": "cocaine"},
    )
    notes = plan_of(possession, UNKNOWN, limit=1).notes
    (note,) = (text for text in notes if text.startswith("Open without this count too"))
    assert "inadmit.controlled_substance" in note
    before = {**ASSAULT, "ref": "before", "outcome": "convicted", "disposed_on": "2026-06-01"}
    case = case_of(ASSAULT, before)
    notes = mitigate(case, ref="count-1", engine="reference", limit=1).notes
    (note,) = (text for text in notes if text.startswith("Not from this count"))
    assert "deport.domestic_violence" in note
    assert not any("this count" in text for text in plan_of(ASSAULT, limit=1).notes)


def test_levels_that_are_an_empty_list_are_a_fault() -> None:
    with pytest.raises(CaseError) as caught:
        plan_of(ASSAULT, constraints={"levels": []})
    assert [f.path for f in caught.value.faults] == ["$.constraints.levels"]


def test_an_excluded_code_that_is_none_names_what_is_near() -> None:
    with pytest.raises(CaseError) as caught:
        plan_of(ASSAULT, constraints={"exclude": ["415"]})
    assert "PC 415" in caught.value.faults[0].expected


def test_an_unknown_offense_is_told_of_profiles() -> None:
    offense = {"jurisdiction": "US-IL", "code": "720 ILCS 5/16-1(a)(1)"}
    plan = plan_of({**ASSAULT, "offense": offense, "facts": {}})
    assert plan.why_empty is not None
    assert "offense.profile" in plan.why_empty.text


def test_what_the_proposal_does_not_carry_cannot_be_kept() -> None:
    plan = plan_of(ASSAULT, constraints={"keep_priorability": ["strike", "firearm_ban"]}, limit=1)
    (note,) = (text for text in plan.notes if text.startswith("keep_priorability"))
    assert note.endswith(": strike.")
