"""What a court can impose, and one line for one plea."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from immconseq.errors import CaseError
from immconseq.mitigation import Alternative, Mitigation
from immconseq.mitigation.effects import Effects
from immconseq.mitigation.lawful import lawful
from immconseq.mitigation.parity import standing
from immconseq.mitigation.subject import Change, State, Subject
from immconseq.offenses import load_default, parse
from immconseq.offenses.entry import FelonyTerms
from tests.test_mitigation import case_of, pack, plan_of, row


def count_of(code: str, imposed: int, level: str = "felony", **rest: Any) -> dict[str, Any]:
    return {
        "ref": "count-1",
        "offense": {"jurisdiction": "US-CA", "code": code, "level": level},
        "outcome": "offered",
        "committed_on": "2026-08-15",
        "sentence": {"imposed_days": imposed},
        **rest,
    }


def of(plan: Mitigation, code: str, imposed: int) -> Alternative:
    return next(
        a
        for a in plan
        if [(d.offense.code, d.sentence.imposed_days) for d in a.dispositions] == [(code, imposed)]
        and a.dispositions[0].offense.level == "felony"
    )


def made_lawful(data: dict[str, Any], proposed: int | None = None) -> State | None:
    """A term as some change made it, of a proposal that gives it or gives another."""
    case = case_of(data)
    (count,) = case.dispositions
    catalog = load_default()
    given = count
    if proposed is not None:
        given = attrs.evolve(count, sentence=attrs.evolve(count.sentence, imposed_days=proposed))
    subject = Subject(
        case=case,
        given=given,
        count=given,
        old=None,
        standing=standing(given, catalog, case.as_of),
        catalog=catalog,
        effects=Effects(lambda _: {}, {}, (), frozenset(), 0, None),
    )
    change = Change(key=("any",), strategy="modify_sentence", step="Do it.")
    return lawful(subject, State(counts=(count,), changes=(change,)))


# A felony term that is too short for a sentence.


def test_a_short_felony_term_is_jail_on_probation() -> None:
    """Robbery has two years at least (PC 213): 364 days are jail, and the year is its limit."""
    plan = plan_of(count_of("PC 211", 1095), limit=None)
    one = of(plan, "PC 211", 364)
    assert one.dispositions[0].sentence.probation_days == 730
    assert "as a condition of probation" in one.steps[-1]
    assert "364 days, in jail as a condition of 730 days of probation" in one.offer
    assert any("Cal. Penal Code 18, 19.2" in text for text in one.requires)
    # What is long enough for a sentence needs none.
    whole = of(plan, "PC 245(a)(1)", 1095)
    assert whole.dispositions[0].sentence.probation_days is None
    assert "probation" not in whole.offer


def test_terms_that_are_more_than_a_year_together_are_no_condition_of_probation() -> None:
    plan = plan_of(count_of("PC 211", 1095), limit=None, constraints={"min_imposed_days": 1095})
    assert plan.alternatives
    assert all(len(a.dispositions) == 1 for a in plan)
    # A year of jail may be divided.
    plan = plan_of(
        count_of("PC 273.5(a)", 365), limit=None, constraints={"min_imposed_days": 365},
        avoid=["aggfel.crime_of_violence"],
    )  # fmt: skip
    split = [a for a in plan if len(a.dispositions) > 1 and a.strategies[0] == "split_counts"]
    assert [d.sentence.probation_days for a in split for d in a.dispositions] == [1095, 1095]


@pytest.mark.parametrize(
    ("code", "facts", "days"),
    [
        ("PC 487(a)", {}, 730),
        ("PC 273.5(a)", {}, 1095),
        ("PC 422", {"victim_relationship": "spouse"}, 1095),
        ("PC 422", {"victim_relationship": "dating"}, 1095),
        ("PC 422", {"victim_relationship": "stranger"}, 730),
        ("PC 273a(a)", {}, 1460),
    ],
)
def test_probation_is_as_long_as_the_law_asks(code: str, facts: Any, days: int) -> None:
    possible = made_lawful(count_of(code, 364, facts=facts))
    assert possible is not None
    assert possible.count.sentence.probation_days == days
    assert f"{days:,} days" in possible.changes[-1].step


def test_probation_that_the_case_gives_stays() -> None:
    count = count_of("PC 211", 1095)
    count["sentence"]["probation_days"] = 1500
    one = of(plan_of(count, limit=None), "PC 211", 364)
    assert one.dispositions[0].sentence.probation_days == 1500


def test_what_has_no_probation_has_no_short_term() -> None:
    """PC 1203.065(a)."""
    assert made_lawful(count_of("PC 261(a)(2)", 364)) is None
    assert made_lawful(count_of("PC 261(a)(5)", 364)) is not None


def test_a_dwelling_has_probation_in_unusual_cases() -> None:
    count = count_of("PC 459", 364)
    for prong, unusual in (("residential", True), ("commercial", False)):
        count["offense"]["variant"] = prong
        possible = made_lawful(count)
        assert possible is not None
        requires = " ".join(possible.changes[-1].requires)
        assert ("Cal. Penal Code 462(a)" in requires) is unusual


def test_terms_that_are_no_sentence_and_no_jail() -> None:
    """More than a year and less than sixteen months: only where the proposal itself says so."""
    own = made_lawful(count_of("PC 487(a)", 400))
    assert own is not None
    assert own.count.sentence.probation_days is None
    assert made_lawful(count_of("PC 487(a)", 400), proposed=900) is None
    assert made_lawful(count_of("PC 487(a)", 485), proposed=900) is not None


def test_a_misdemeanor_needs_no_probation() -> None:
    plan = plan_of(count_of("PC 273.5(a)", 365), limit=None)
    one = next(a for a in plan if a.strategies == ("reduce_level",))
    assert one.dispositions[0].sentence.probation_days is None


def test_an_attempt_has_half_the_term() -> None:
    """PC 664(a): half of sixteen months are a sentence."""
    count = count_of("PC 487(a)", 240)
    assert made_lawful(count).count.sentence.probation_days == 730  # type: ignore[union-attr]
    count["offense"]["inchoate"] = "attempt"
    assert made_lawful(count).count.sentence.probation_days is None  # type: ignore[union-attr]


def test_a_felony_whose_level_is_not_named() -> None:
    count = count_of("PC 211", 364)
    del count["offense"]["level"]
    assert made_lawful(count).count.sentence.probation_days == 730  # type: ignore[union-attr]
    count["offense"]["code"] = "PC 487(a)"  # it may be a misdemeanor
    assert made_lawful(count).count.sentence.probation_days is None  # type: ignore[union-attr]


def test_nobody_suspends_a_single_day() -> None:
    plan = plan_of(count_of("PC 245(a)(1)", 730), limit=None)
    assert not any(d.sentence.suspended_days == 1 for a in plan for d in a.dispositions)
    assert any(d.sentence.imposed_days == 179 for a in plan for d in a.dispositions)


def test_a_pack_says_what_becomes_of_short_terms() -> None:
    catalog = load_default()
    terms = catalog.felony_terms("US-CA")
    assert isinstance(terms, FelonyTerms)
    assert (terms.least_days, terms.attempt_days, terms.together_days) == (485, 240, 365)
    assert catalog.felony_terms("US-TX") is None
    assert catalog.felony_terms("FR") is None
    for code in (*terms.never, *(code for code, _ in terms.seldom)):
        assert catalog.resolve("US-CA", code)
    head = {"schema": "immconseq/offense-pack/1", "jurisdiction": "US-ZZ"}
    assert parse(head).felony_terms is None
    with pytest.raises(CaseError) as error:
        parse({**head, "felony_terms": {"least_days": 0}})
    assert {f.path for f in error.value.faults} >= {
        "$.felony_terms.least_days",
        "$.felony_terms.authority",
    }


# One line for one plea.


def test_one_plea_is_listed_with_the_terms_that_matter_to_this_person() -> None:
    plan = plan_of(count_of("PC 245(a)(1)", 730), limit=None)
    assert any("are folded into it" in note for note in plan.notes)
    listed = [
        (d.sentence.imposed_days, d.sentence.suspended_days, a.avoids)
        for a in plan
        for d in a.dispositions
        if d.offense.code == "PC 236" and d.offense.level == "misdemeanor"
    ]
    # Ninety days matter to deferred action alone, which is not for a resident.
    assert all((imposed or 0) - (suspended or 0) != 90 for imposed, suspended, _ in listed)
    assert len({imposed for imposed, _, _ in listed}) == len(listed)


def test_a_split_that_does_no_more_than_a_shorter_term_is_not_listed() -> None:
    codes = pack([row("1", "theft", levels=(("felony", 1460),), theft="yes", cimt="yes")])
    offense = {"jurisdiction": "US-ZZ", "code": "1", "level": "felony"}
    count = {**count_of("1", 730), "offense": offense}
    goals = ["aggfel.theft_burglary"]
    plan = plan_of(count, avoid=goals, catalog=codes, limit=None)
    assert all(len(a.dispositions) == 1 for a in plan)
    bounds = {"min_imposed_days": 730}
    plan = plan_of(count, avoid=goals, catalog=codes, limit=None, constraints=bounds)
    assert any(len(a.dispositions) == 3 for a in plan)


def test_one_strike_does_not_become_several_of_another_offense() -> None:
    made = [
        row("1", "robbery", levels=(("felony", 1460),), theft="yes", cimt="yes"),
        row("2", "theft", levels=(("felony", 1460),), theft="yes", cimt="no"),
        row("3", "theft", levels=(("felony", 1460),), theft="yes", cimt="no"),
    ]
    made[0]["priorability"] = made[1]["priorability"] = ["strike"]
    offense = {"jurisdiction": "US-ZZ", "code": "1", "level": "felony"}
    plan = plan_of(
        {**count_of("1", 730), "offense": offense},
        catalog=pack(made),
        limit=None,
        constraints={"min_imposed_days": 730},
    )
    split = {a.dispositions[0].offense.code for a in plan if len(a.dispositions) > 1}
    assert split == {"1", "3"}


def test_ninety_days_to_serve_are_not_put_on_a_resident() -> None:
    """Half a year less a day does as much for one; what is a day nearer does not come before it."""
    plan = plan_of(count_of("PC 487(a)", 365, facts={"loss_usd": 18_000}), limit=None)
    listed = [
        (d.sentence.imposed_days, d.sentence.suspended_days)
        for a in plan
        for d in a.dispositions
        if (d.offense.code, d.offense.level) == ("PC 487(a)", "misdemeanor")
    ]
    assert (179, None) in listed
    assert (180, 90) not in listed


# What must not stand before the rest.


def worsens(one: Alternative) -> int:
    if any(name.startswith("aggfel.") for name in one.introduces):
        return 2
    return int(any(name.startswith("deport.") for name in (*one.introduces, *one.opens)))


@pytest.mark.parametrize("code", ["PC 211", "HS 11352(a)"])
def test_what_makes_an_aggravated_felony_comes_last(code: str) -> None:
    plan = plan_of(count_of(code, 1095, facts={"substance": "cocaine"}), limit=None)
    order = [worsens(a) for a in plan]
    assert order == sorted(order)
    assert 2 in order


def test_a_new_ground_of_deportability_matters_to_a_resident() -> None:
    order = [worsens(a) for a in plan_of(count_of("PC 211", 1095), limit=None)]
    assert 1 in order
    assert order == sorted(order)
