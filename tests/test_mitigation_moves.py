"""Each move by itself, at its boundaries; an office's offers; the mirror; what is warned of."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immconseq import catalog, office
from immconseq.case import Outcome
from immconseq.errors import CaseError
from immconseq.findings import Status
from immconseq.mitigation import Alternative, Mitigation, mitigate
from immconseq.mitigation.moves.counts import MOST_COUNTS
from immconseq.mitigation.parity import standing
from immconseq.offenses import load_default
from immconseq.offenses.catalog import Catalog
from immconseq.status_table import by_status
from tests.test_mitigation import (
    ASSAULT,
    BURGLARY,
    NOT_ADMITTED,
    POSSESSION,
    RESIDENT,
    UNKNOWN,
    case_of,
    check,
    pack,
    plan_of,
    row,
    rows,
)

THEFT: dict[str, Any] = {
    "ref": "count-1",
    "offense": {"jurisdiction": "US-CA", "code": "PC 487(a)", "level": "felony"},
    "outcome": "offered",
    "committed_on": "2026-05-02",
    "sentence": {"imposed_days": 200},
}
FRAUD: dict[str, Any] = {
    **THEFT,
    "offense": {"jurisdiction": "US-CA", "code": "PC 470", "level": "felony"},
}


def only(plan: Mitigation, *strategies: str) -> list[Alternative]:
    return [a for a in plan if a.strategies == strategies]


# Several counts.


@pytest.mark.parametrize(
    ("loss", "counts"),
    [(10_000, 0), (10_000.01, 2), (20_000, 2), (20_000.01, 3), (100_000, 10), (100_000.01, 0)],
)
def test_the_loss_is_divided_by_ten_thousand(loss: float, counts: int) -> None:
    plan = plan_of(
        {**FRAUD, "facts": {"loss_usd": loss}}, limit=None, constraints={"max_changes": 4}
    )
    split = only(plan, "split_counts", "plead_up")
    assert [len(a.dispositions) for a in split] == ([counts] if counts else [])
    assert counts <= MOST_COUNTS
    for one in split:
        losses = [Decimal(str(d.facts.loss_usd)) for d in one.dispositions]
        assert sum(losses, Decimal(0)) == Decimal(str(loss))
        assert max(losses) <= 10_000
        assert {"aggfel.fraud_over_10k", "deport.aggravated_felony"} <= set(one.avoids)
        assert sum(d.sentence.imposed_days or 0 for d in one.dispositions) == 200
        assert one.parity.imposed_days_delta == 0
        assert one.parity.heavier  # so many counts may carry so many terms


@pytest.mark.parametrize(("term", "counts"), [(364, 0), (365, 2), (728, 2), (729, 3)])
def test_a_term_is_divided_into_terms_below_a_year(term: int, counts: int) -> None:
    violence = {"cimt": "yes", "crime_of_violence": "yes"}
    codes = pack([row("1", "assault", levels=(("felony", 1460),), **violence)])
    offense = {"jurisdiction": "US-ZZ", "code": "1", "level": "felony"}
    count = {**ASSAULT, "offense": offense, "sentence": {"imposed_days": term}}
    plan = plan_of(
        count, avoid=["aggfel.crime_of_violence", "inadmit.cimt"], limit=None,
        constraints={"min_imposed_days": term}, catalog=codes,
    )  # fmt: skip
    split = only(plan, "split_counts", "plead_up")
    assert [len(a.dispositions) for a in split] == ([counts] if counts else [])
    for one in split:
        terms = [d.sentence.imposed_days for d in one.dispositions]
        assert sum(days or 0 for days in terms) == term
        assert max(days or 0 for days in terms) <= 364
        after = [d.sentence.consecutive_to for d in one.dispositions]
        assert after == [None, *(d.ref for d in one.dispositions[:-1])]
        assert "aggfel.crime_of_violence" in one.avoids


def test_another_count_bears_the_rest_of_the_term() -> None:
    rows = [
        row("1", "assault", levels=(("felony", 1460),), cimt="yes", crime_of_violence="yes"),
        row("2", "assault", levels=(("felony", 1095),), cimt="no", crime_of_violence="no"),
    ]
    rows[0]["shares_basis_with"] = ["2"]
    offense = {"jurisdiction": "US-ZZ", "code": "1", "level": "felony"}
    plan = plan_of(
        {**ASSAULT, "offense": offense, "sentence": {"imposed_days": 500}},
        avoid=["aggfel.crime_of_violence"],
        constraints={"min_imposed_days": 500},
        limit=None,
        catalog=pack(rows),
    )
    borne = [a for a in plan if a.strategies == ("modify_sentence", "plead_up")]
    codes = {a.dispositions[1].offense.code for a in borne}
    assert codes == {"2"}
    for one in borne:
        first, second = one.dispositions
        assert (first.offense.code, first.sentence.imposed_days) == ("1", 364)
        assert second.sentence.imposed_days == 136
        assert second.sentence.consecutive_to == first.ref


# The term.


@pytest.mark.parametrize(("imposed", "suspended"), [(90, None), (92, 2), (170, 80)])
def test_what_is_served_may_be_cut_and_the_term_be_left(
    imposed: int, suspended: int | None
) -> None:
    """More than ninety days to serve close deferred action, of any misdemeanor."""
    offense = {"jurisdiction": "US-ZZ", "code": "1", "level": "misdemeanor"}
    count = {**THEFT, "offense": offense, "sentence": {"imposed_days": imposed}}
    codes = pack([row("1", "theft", cimt="yes", levels=(("misdemeanor", 364),))])
    case = case_of(count, person={**NOT_ADMITTED, "history_complete": True})
    plan = mitigate(
        case, avoid=["bar.daca"], constraints={"min_imposed_days": imposed},
        catalog=codes, engine="reference", limit=None,
    )  # fmt: skip
    found = [a.dispositions[0].sentence.suspended_days for a in only(plan, "modify_sentence")]
    assert found == ([] if suspended is None else [suspended])
    check(case, plan, codes)


@pytest.mark.parametrize(("other", "expected"), [(1459, 365), (1460, 364)])
def test_terms_together_stay_below_five_years(other: int, expected: int) -> None:
    """1,824 days in all are no five years."""
    old = {
        **THEFT,
        "ref": "old",
        "offense": {"jurisdiction": "US-CA", "code": "VC 2800.2(a)", "level": "felony"},
        "outcome": "convicted",
        "committed_on": "2015-05-02",
        "disposed_on": "2015-06-02",
        "sentence": {"imposed_days": other},
    }
    count = {
        **THEFT,
        "offense": {"jurisdiction": "US-CA", "code": "PC 594", "level": "felony",
                    "variant": "damage_400_or_more"},
        "sentence": {"imposed_days": 730},
    }  # fmt: skip
    plan = mitigate(
        case_of(count, old),
        ref="count-1",
        avoid=["inadmit.multiple_convictions_5y"],
        engine="reference",
        limit=None,
    )
    terms = {
        d.sentence.imposed_days
        for a in plan
        if a.strategies == ("modify_sentence",)
        for d in a.dispositions
    }
    assert max(days or 0 for days in terms) == expected


def test_a_concurrent_term_is_counted_once() -> None:
    old = {
        **THEFT,
        "ref": "old",
        "outcome": "convicted",
        "committed_on": "2026-05-02",
        "disposed_on": "2026-11-24",
        "sentence": {"imposed_days": 1400, "consecutive_to": "none"},
    }
    count = {**BURGLARY, "sentence": {"imposed_days": 1000, "consecutive_to": "old"}}
    plan = mitigate(
        case_of(count, old), ref="count-1", avoid=["inadmit.multiple_convictions_5y"],
        engine="reference", limit=None, constraints={"min_imposed_days": 1000},
    )  # fmt: skip
    assert any(a.dispositions[0].sentence.consecutive_to == "none" for a in plan)


# The record.


@pytest.mark.parametrize("substance", ["methamphetamine", None])
def test_the_substance_is_left_out_of_the_record(substance: str | None) -> None:
    avoid = ["deport.controlled_substance", "inadmit.controlled_substance"]
    plan = plan_of({**POSSESSION, "facts": {"substance": substance}}, avoid=avoid, limit=None)
    (one,) = only(plan, "specify_record")
    assert one.dispositions[0].facts.substance == "inconclusive"
    assert "deport.controlled_substance" in one.avoids
    # Whoever applies for relief carries the burden, and a silent record does not carry it.
    assert "inadmit.controlled_substance" in one.remains
    assert any("Pereida" in text for text in one.warnings)
    check(case_of({**POSSESSION, "facts": {"substance": substance}}), plan)


@pytest.mark.parametrize(
    ("circuit", "left_out"), [("9", True), ("4", False), ("5", False), (None, False)]
)
def test_the_relationship_stays_where_other_evidence_may_prove_it(
    circuit: str | None, left_out: bool
) -> None:
    offense = {"jurisdiction": "US-CA", "code": "PC 245(a)(4)", "level": "felony"}
    case = attrs.evolve(case_of({**ASSAULT, "offense": offense}), circuit=circuit)
    plan = mitigate(case, engine="reference", limit=None)
    silent = [a for a in plan if a.dispositions[0].facts.victim_relationship == "inconclusive"]
    assert bool(silent) == left_out


def test_a_relationship_that_is_an_element_is_not_left_out() -> None:
    plan = plan_of(ASSAULT, limit=None)
    for one in plan:
        for count in one.dispositions:
            if count.offense.code in ("PC 273.5(a)", "PC 243(e)(1)"):
                assert count.facts.victim_relationship == "spouse"


def test_a_prong_that_is_proposed_may_be_left_out_of_the_record() -> None:
    made = row("1", "theft", levels=(("felony", 1095),))
    made["divisible"] = [{"is": "yes", "by_text": "its words", "against": "the Act"}]
    made["variant"] = [
        {
            "id": name,
            "name": name,
            "elements": "its elements",
            "profile": {"theft": [{"is": answer, "by_text": "its words", "against": "the Act"}]},
        }
        for name, answer in (("taking", "yes"), ("using", "no"))
    ]
    offense = {"jurisdiction": "US-ZZ", "code": "1", "level": "felony", "variant": "taking"}
    count = {**THEFT, "offense": offense, "sentence": {"imposed_days": 400}}
    plan = mitigate(
        case_of(count), avoid=["aggfel.theft_burglary", "bar.lpr_cancellation"],
        catalog=pack([made]), engine="reference", limit=None,
    )  # fmt: skip
    (silent,) = only(plan, "specify_record")
    assert silent.dispositions[0].offense.variant == "inconclusive"
    assert silent.avoids == ("aggfel.theft_burglary",)
    assert silent.remains == ("bar.lpr_cancellation",)
    (other,) = only(plan, "substitute_offense")
    assert other.dispositions[0].offense.variant == "using"
    assert other.rank < silent.rank


def test_loss_and_age_stay_whatever_is_done() -> None:
    facts = {"loss_usd": 9_000, "victim_age": 15, "defendant_age": 30}
    for one in plan_of({**THEFT, "facts": facts}, limit=None):
        for count in one.dispositions:
            assert count.facts.victim_age == 15
            assert count.facts.loss_usd == 9_000 or "split_counts" in one.strategies


def test_what_has_an_infraction_may_be_cited_as_one() -> None:
    count = {**THEFT, "offense": {"jurisdiction": "US-ZZ", "code": "1", "level": "misdemeanor"}}
    made = row("1", "theft", cimt="yes", levels=(("misdemeanor", 364), ("infraction", 0)))
    made["low_level"] = True
    plan = mitigate(case_of(count), catalog=pack([made]), engine="reference", limit=None)
    ended = {a.dispositions[0].outcome for a in only(plan, "decline_or_civil")}
    assert ended == {Outcome.DECLINED, Outcome.CIVIL}


@pytest.mark.parametrize(("jurisdiction", "code"), [("US-NY", "PL 155.35"), ("US", "18 USC 1343")])
def test_no_part_is_suspended_where_none_can_be(jurisdiction: str, code: str) -> None:
    offense = {"jurisdiction": jurisdiction, "code": code, "level": "felony"}
    for one in plan_of({**THEFT, "offense": offense, "facts": {"loss_usd": 20_000}}, limit=None):
        assert all(d.sentence.suspended_days is None for d in one.dispositions)


def test_nobody_is_put_on_probation_for_an_infraction() -> None:
    count = {**POSSESSION, "sentence": {"imposed_days": 0, "probation_days": 365}}
    for one in plan_of(count, limit=None):
        for each in one.dispositions:
            assert each.offense.level != "infraction" or not each.sentence.probation_days


def test_a_change_is_idle_only_beside_one_that_will_do() -> None:
    """Second-degree burglary spares the parent what first-degree burglary does not."""
    plan = plan_of(BURGLARY, NOT_ADMITTED, keep=["bar.nonlpr_cancellation"], limit=None)
    assert any(
        (d.offense.code, d.offense.variant) == ("PC 459", "commercial")
        for a in plan
        for d in a.dispositions
    )


@pytest.mark.parametrize(
    ("code", "level", "banned"),
    [("PC 245(a)(1)", "misdemeanor", True), ("PC 503", "felony", True),
     ("PC 487(a)", "misdemeanor", False), ("PC 484(a)", "misdemeanor", False)],
)  # fmt: skip
def test_who_may_have_a_firearm_afterwards(code: str, level: str, banned: bool) -> None:
    offense = {"jurisdiction": "US-CA", "code": code, "level": level}
    (count,) = case_of({**THEFT, "offense": offense, "sentence": {}}).dispositions
    after = standing(count, load_default(), dt.date(2026, 11, 24))
    assert after.priorability is not None
    assert ("firearm_ban" in after.priorability) == banned


def test_help_after_a_felony_is_offered_in_place_of_a_felony_alone() -> None:
    sale = {"jurisdiction": "US-CA", "code": "HS 11378", "level": "felony"}
    felony = plan_of({**POSSESSION, "offense": sale}, limit=None)
    named = [a for a in felony if a.dispositions[0].offense.code == "PC 32"]
    assert named
    assert any("another person committed a felony" in text for text in named[0].requires)
    petty = plan_of(POSSESSION, limit=None)
    assert not any(a.dispositions[0].offense.code == "PC 32" for a in petty)


# What an offense asks for.


def codes_of(count: dict[str, Any], person: dict[str, Any] = RESIDENT) -> list[str]:
    return [a.dispositions[0].offense.code for a in plan_of(count, person, limit=None)]


def charge(code: str, level: str, days: int, **facts: Any) -> dict[str, Any]:
    offense = {"jurisdiction": "US-CA", "code": code, "level": level}
    return {**THEFT, "offense": offense, "sentence": {"imposed_days": days}, "facts": facts}


@pytest.mark.parametrize(
    ("count", "unlike"),
    [
        (charge("HS 11377(a)", "misdemeanor", 30, substance="methamphetamine"),
         ["PC 136.1(b)(1)", "PC 29800(a)(1)", "HS 11350(a)", "HS 11357.5(b)", "HS 11375(b)(2)"]),
        (charge("HS 11352(a)", "felony", 365, substance="cocaine"),
         ["PC 136.1(b)(1)", "HS 11377(a)", "HS 11379(a)", "HS 11375.5(b)"]),
        (charge("PC 487(a)", "felony", 365, loss_usd=18000),
         ["PC 499b(a)", "PC 593d(a)", "PC 490.1", "PC 351a"]),
        (charge("PC 211", "felony", 1095),
         ["PC 417.3", "PC 417.6(a)", "PC 417.8", "PC 215(a)"]),
        (charge("PC 245(a)(1)", "felony", 365),
         ["PC 148(a)(1)", "PC 69", "PC 245(a)(2)", "PC 417.3"]),
        (charge("PC 273a(a)", "felony", 180, victim_age=6),
         ["PC 166(a)(1)", "PC 270", "PC 271", "PC 273.5(a)", "PC 278", "PC 278.5"]),
        (charge("PC 288(a)", "felony", 1095, victim_age=13), ["PC 594", "PC 415", "PC 32"]),
    ],
)  # fmt: skip
def test_nothing_is_offered_that_the_case_does_not_hint_at(
    count: dict[str, Any], unlike: list[str]
) -> None:
    assert not set(unlike) & set(codes_of(count))


def test_robbery_is_no_burglary_of_a_dwelling() -> None:
    plan = plan_of(charge("PC 211", "felony", 1095), limit=None)
    prongs = {d.offense.variant for a in plan for d in a.dispositions if d.offense.code == "PC 459"}
    assert prongs == {"commercial"}


def test_a_fact_brings_what_it_shows() -> None:
    hurt = charge("PC 245(a)(4)", "felony", 365, death_or_serious_injury=True)
    assert "PC 243(d)" in codes_of(hurt)
    assert "PC 243(d)" not in codes_of(charge("PC 245(a)(4)", "felony", 365))


def test_what_is_charged_beside_it_brings_what_it_asks_for() -> None:
    assault = charge("PC 245(a)(1)", "felony", 365)
    armed = {**assault, "charged_with": [{"jurisdiction": "US-CA", "code": "PC 25850(a)"}]}
    assert "PC 245(a)(2)" in codes_of(armed)
    assert "PC 245(a)(2)" not in codes_of(assault)


def test_what_is_named_is_offered_after_nearer_pleas_and_says_what_it_asks() -> None:
    plan = plan_of(charge("PC 273.5(a)", "felony", 365, victim_relationship="spouse"), limit=None)
    first: dict[str, Alternative] = {}
    for one in plan:
        first.setdefault(one.dispositions[0].offense.code, one)
    assert first["PC 243(e)(1)"].rank < first["PC 591"].rank
    assert first["PC 236"].rank < first["PC 136.1(b)(1)"].rank
    assert any("the thing or the occasion" in text for text in first["PC 591"].requires)
    assert not any("says nothing of it" in text for text in first["PC 243(e)(1)"].requires)


def test_a_lewd_act_has_the_pleas_that_are_negotiated_first() -> None:
    codes = codes_of(charge("PC 288(a)", "felony", 1095, victim_age=13, defendant_age=22))
    for code in ("PC 273a(b)", "PC 243(a)", "PC 243.4(e)(1)", "PC 647.6(a)(1)", "PC 236"):
        assert code in codes
    assert codes.index("PC 273a(b)") < codes.index("PC 136.1(b)(1)")


@pytest.mark.parametrize(
    ("circuit", "status"), [("9", "no"), ("5", "contested"), (None, "contested")]
)
def test_a_witness_dissuaded_is_settled_in_the_ninth_circuit_alone(
    circuit: str | None, status: str
) -> None:
    entry = load_default().get("US-CA", "PC 136.1(b)(1)")
    assert entry.at(dt.date(2026, 11, 24), circuit)["cimt"] == status


@pytest.mark.parametrize(
    ("circuit", "status"), [("9", "no"), ("5", "contested"), (None, "contested")]
)
def test_a_child_endangered_without_likely_harm_is_settled_in_the_ninth_circuit_alone(
    circuit: str | None, status: str
) -> None:
    """Fregozo v. Holder, and since then Matter of Soram."""
    entry = load_default().get("US-CA", "PC 273a(b)")
    assert entry.at(dt.date(2026, 11, 24), circuit)["child_abuse"] == status


@pytest.mark.parametrize(
    ("code", "unlike"),
    [
        ("18 USC 1343", "18 USC 1701"),
        ("18 USC 922(g)(1)", "18 USC 113"),
        ("21 USC 841(a)(1)", "18 USC 3"),
    ],
)
def test_no_federal_plea_supposes_the_mail_a_territory_or_another_offender(
    code: str, unlike: str
) -> None:
    count = charge(code, "felony", 365, substance="fentanyl" if "21" in code else None)
    count = {**count, "offense": {"jurisdiction": "US", "code": code, "level": "felony"}}
    named = {
        (d.offense.code, d.offense.variant)
        for a in mitigate(case_of(count), limit=None)
        for d in a.dispositions
    }
    assert (unlike, "other" if unlike == "18 USC 3" else None) not in named
    assert unlike == "18 USC 3" or unlike not in {c for c, _ in named}


@pytest.mark.parametrize("code", ["PC 261.5(c)", "PC 286(b)(1)", "PC 287(b)(1)", "PC 289(h)"])
def test_four_sections_were_before_the_full_court(code: str) -> None:
    """Estrada-Espinoza v. Mukasey, 546 F.3d 1147."""
    entry = load_default().get("US-CA", code)
    assert entry.at(dt.date(2008, 10, 20), "9")["sexual_abuse_of_minor"] == "no"
    assert entry.at(dt.date(2008, 10, 20), "2")["sexual_abuse_of_minor"] != "yes"


@pytest.mark.parametrize("code", ["PC 372", "PC 653.25", "HS 13001"])
def test_rows_of_small_matters(code: str) -> None:
    entry = load_default().get("US-CA", code)
    assert entry.maxima("misdemeanor", dt.date(2026, 5, 2)) == (180,)
    assert not entry.maxima("misdemeanor", dt.date(2025, 12, 31)) or code != "PC 653.25"


# Heavier.


def test_a_strike_gained_is_pleading_up() -> None:
    """A level lower and a shorter term, and yet heavier for whoever comes back."""
    made = [
        row("1", "theft", cimt="yes", levels=(("felony", 1095),)),
        {**row("2", "theft", levels=(("felony", 730),)), "priorability": ["strike"]},
    ]
    count = {**THEFT, "offense": {"jurisdiction": "US-ZZ", "code": "1", "level": "felony"}}
    plan = mitigate(case_of(count), catalog=pack(made), engine="reference", limit=None)
    heavier = [a for a in plan if a.dispositions[0].offense.code == "2"]
    assert heavier
    assert all(a.parity.heavier and "plead_up" in a.strategies for a in heavier)
    assert all(a.parity.priorable["strike"] == "gained" for a in heavier)


def test_a_strike_is_bargained_up_or_by_its_sentence_alone() -> None:
    robbery = {**ASSAULT, "offense": {**ASSAULT["offense"], "code": "PC 211"}, "facts": {}}
    constraints = {"strike_by_plead_up_or_sentence": True}
    free = plan_of(robbery, limit=None)
    assert any(not a.parity.heavier and "substitute_offense" in a.strategies for a in free)
    kept = plan_of(robbery, constraints=constraints, limit=None)
    assert kept.alternatives
    for one in kept:
        assert one.parity.heavier or one.strategies == ("modify_sentence",)
    assert not only(kept, "divert_before_plea")


def test_the_constraint_to_loosen_is_the_one_that_helps_most() -> None:
    made = [
        row("1", "theft", cimt="yes", theft="yes", levels=(("felony", 1095),)),
        row("2", "fraud", levels=(("felony", 1095),)),
    ]
    count = {
        **THEFT,
        "offense": {"jurisdiction": "US-ZZ", "code": "1", "level": "felony"},
        "sentence": {"imposed_days": 400},
    }
    plan = mitigate(
        case_of(count),
        avoid=["inadmit.cimt", "deport.aggravated_felony", "aggfel.theft_burglary"],
        constraints={"min_imposed_days": 400, "same_family": True, "plead_up": False,
                     "levels": ["felony"]},
        catalog=pack(made),
        engine="reference",
    )  # fmt: skip
    # A shorter term avoids two of the three; another family avoids all.
    assert plan.why_empty is not None
    assert (plan.why_empty.reason, plan.why_empty.loosen) == ("nothing_satisfies", "same_family")


# An office.


def an_office(**rest: Any) -> office.Office:
    return office.Office.from_dict(
        {"office_id": "sample", "jurisdiction": "US-CA", "circuit": "9", **rest}
    )


OFFER = {
    "offer_id": "domestic-1",
    "offense": {"jurisdiction": "US-CA", "code": "PC 243(e)(1)", "level": "misdemeanor"},
    "for_codes": ["273.5(a)"],
    "imposed_days": 30,
    "suspended_days": 20,
    "probation_days": 365,
    "text": "A class of fifty-two weeks.",
}


def test_a_standard_offer_comes_first_and_is_assessed_like_any_other() -> None:
    case = case_of(ASSAULT)
    plan = mitigate(case, office=an_office(standard_offers=[OFFER]), engine="reference")
    one = plan[0]
    assert one.strategies == ("standard_offer",)
    (count,) = one.dispositions
    assert (count.offense.code, count.sentence.imposed_days) == ("PC 243(e)(1)", 30)
    assert (count.sentence.suspended_days, count.sentence.probation_days) == (20, 365)
    assert OFFER["text"] in one.requires
    check(case, plan)
    assert not any(
        "standard_offer" in a.strategies
        for a in mitigate(case_of(BURGLARY), office=an_office(standard_offers=[OFFER]))
    )


def test_an_offer_that_other_changes_make_too_keeps_its_name_and_its_place() -> None:
    possession = charge("HS 11377(a)", "misdemeanor", 0, substance="methamphetamine")
    offense = {
        "jurisdiction": "US-CA",
        "code": "PC 372.5",
        "variant": "misdemeanor",
        "level": "misdemeanor",
    }
    plain = mitigate(case_of(possession), limit=None)
    assert any(a.dispositions[0].offense.code == "PC 372.5" for a in plain)
    offer = {"offer_id": "drugs-1", "for_codes": ["HS 11377(a)"], "offense": offense}
    plan = mitigate(case_of(possession), office=an_office(standard_offers=[offer]), limit=None)
    assert plan[0].strategies == ("standard_offer",)
    (count,) = plan[0].dispositions
    assert count.offense.variant == "misdemeanor"


def test_what_leaves_a_resident_deportable_comes_after_what_does_not() -> None:
    """Harbin v. Sessions: New York's fifth-degree sale reaches drugs that federal law does not."""
    sale = {
        **charge("PL 220.39(1)", "felony", 730, substance="cocaine"),
        "offense": {"jurisdiction": "US-NY", "code": "PL 220.39(1)", "level": "felony"},
    }
    case = attrs.evolve(case_of(sale), circuit="2")
    pleas = [a for a in mitigate(case, limit=None) if a.dispositions[0].outcome == "offered"]
    leaves = [any(i.startswith("deport.") for i in a.remains) for a in pleas]
    assert leaves == sorted(leaves)
    assert leaves[0] < leaves[-1]


def test_an_offer_for_a_family() -> None:
    offer = {k: v for k, v in OFFER.items() if k != "for_codes"} | {"for_families": ["burglary"]}
    plan = mitigate(case_of(BURGLARY), office=an_office(standard_offers=[offer]))
    assert plan[0].strategies == ("standard_offer",)


def test_the_constraints_of_an_office_are_kept_besides() -> None:
    mine = an_office(
        constraints={"min_imposed_days": 10, "plead_up": False},
        excluded_offenses=["PC 243(e)(1)"],
    )
    plan = mitigate(case_of(ASSAULT), office=mine, constraints={"min_imposed_days": 5}, limit=None)
    assert plan.constraints.min_imposed_days == 10
    assert not plan.constraints.plead_up
    assert not any(d.offense.code == "PC 243(e)(1)" for a in plan for d in a.dispositions)
    with pytest.raises(CaseError):
        mitigate(case_of(ASSAULT), office=mine, constraints={"max_imposed_days": 9})


def test_the_faults_of_an_office_at_once() -> None:
    with pytest.raises(CaseError) as caught:
        office.Office.from_dict(
            {
                "schema": "immconseq/office/2",
                "jurisdiction": "California",
                "circuit": "12",
                "standard_offers": [OFFER, {**OFFER, "suspended_days": 31}],
                "no_such": 1,
            }
        )
    paths = {fault.path for fault in caught.value.faults}
    assert paths == {
        "$.schema",
        "$.office_id",
        "$.jurisdiction",
        "$.circuit",
        "$.standard_offers[1].suspended_days",
        "$.standard_offers[1].offer_id",
        "$.no_such",
    }


def test_an_office_is_read_and_written_back() -> None:
    mine = an_office(
        standard_offers=[OFFER],
        point_person={"role": "immigration point person", "contact": "desk@da.example"},
        constraints={"plead_up": False},
    )
    written = mine.to_dict()
    assert written["schema"] == "immconseq/office/1"
    assert office.Office.from_dict(written) == mine


@pytest.mark.parametrize("person", [RESIDENT, NOT_ADMITTED, UNKNOWN], ids=lambda p: p["status"])
def test_an_offer_says_nothing_of_the_person(person: dict[str, Any]) -> None:
    here = {a.dispositions: a.offer for a in plan_of(ASSAULT, person, limit=None)}
    there = {a.dispositions: a.offer for a in plan_of(ASSAULT, limit=None)}
    for counts in here.keys() & there.keys():
        assert here[counts] == there[counts]
    words = " ".join(here.values()).casefold()
    assert not any(word in words for word in ("immigra", "status", "deport", "citizen", "removal"))


# The mirror.

OLD: dict[str, Any] = {
    **ASSAULT,
    "outcome": "convicted",
    "committed_on": "2021-05-02",
    "disposed_on": "2021-11-10",
}


def test_the_mirror_names_what_counts_and_what_does_not() -> None:
    plan = plan_of(OLD)
    for one in plan:
        assert one.mirror is not None
        says = {v.code: v.counts for v in one.mirror.vehicles}
        assert says["PC 1473.7"] == says["PC 1016.5"] == "yes"
        assert says["PC 1203.4"] == "no"
        assert "PC 851.8" not in says  # it undoes an arrest, and no plea
        assert "PC 1473.7" in one.steps[0]
        assert "PC 17(b)" not in one.steps[0]
    assert "Does not count for immigration law: PC 1203.4 " in plan.to_text()


@pytest.mark.parametrize(
    ("jurisdiction", "code", "vehicle"),
    [("US-NY", "PL 120.05(2)", "CPL 440.10"), ("US", "18 USC 1341", "28 USC 1651(a)")],
)
def test_the_vehicles_of_the_place(jurisdiction: str, code: str, vehicle: str) -> None:
    offense = {"jurisdiction": jurisdiction, "code": code, "level": "felony"}
    plan = plan_of({**OLD, "offense": offense, "facts": {}})
    assert plan[0].mirror is not None
    assert vehicle in {v.code for v in plan[0].mirror.vehicles if v.counts == "yes"}


def test_what_was_not_open_then_says_so() -> None:
    """Section 372.5 is of 2023: nobody could plead to it in 2021."""
    drug = {
        **OLD,
        "offense": {"jurisdiction": "US-CA", "code": "HS 11378", "level": "felony"},
        "facts": {"substance": "methamphetamine"},
    }
    plan = plan_of(drug, limit=None)
    then = {
        a.mirror.open_then
        for a in plan
        if a.mirror is not None and a.dispositions[1].offense.code == "PC 372.5"
    }
    assert then <= {True, False}
    assert all(
        a.mirror is not None and a.mirror.open_then
        for a in plan
        if a.dispositions[1].offense.code == "PC 32"
    )


# Warnings.


def test_other_circuits_are_warned_of() -> None:
    offense = {"jurisdiction": "US-CA", "code": "PC 245(a)(4)", "level": "felony"}
    plan = plan_of({**ASSAULT, "offense": offense}, limit=None)
    silent = [a for a in plan if a.dispositions[0].facts.victim_relationship == "inconclusive"]
    assert silent
    anywhere = mitigate(
        attrs.evolve(case_of({**ASSAULT, "offense": offense}), circuit=None),
        engine="reference",
        limit=5,
    )
    assert not any("Other circuits" in text for a in anywhere for text in a.warnings)


def test_counting_toward_tps_and_daca_is_warned_of_where_it_may_matter() -> None:
    one = next(a for a in plan_of(ASSAULT, UNKNOWN) if "substitute_offense" in a.strategies)
    assert any(text.startswith("TPS and DACA") for text in one.warnings)
    assert not any(text.startswith("TPS and DACA") for a in plan_of(ASSAULT) for text in a.warnings)


def test_travel_is_warned_of() -> None:
    for one in plan_of(ASSAULT, limit=None):
        said = any(text.startswith("Travel") for text in one.warnings)
        now = one.assessment if one.rank < 15 else None
        if now is not None:
            assert said == (now.status("travel.seeking_admission") is not Status.NOT_TRIGGERED)


# The person's status, known or not.


def test_what_is_to_be_kept_makes_plans_differ() -> None:
    """Nine years of residence, or none: the one keeps cancellation, the other asylum."""
    resident = plan_of(BURGLARY, keep=["bar.lpr_cancellation"], limit=None)
    parent = plan_of(BURGLARY, NOT_ADMITTED, keep=["bar.nonlpr_cancellation"], limit=None)
    assert resident.alternatives
    assert parent.alternatives
    assert {a.dispositions for a in resident} != {a.dispositions for a in parent}
    for plan, kept in ((resident, "bar.lpr_cancellation"), (parent, "bar.nonlpr_cancellation")):
        for one in plan[:10]:
            assert one.assessment.status(kept) is not Status.TRIGGERED


def test_the_table_of_who_is_safe() -> None:
    plan = plan_of(ASSAULT, UNKNOWN)
    (note,) = [text for text in plan.notes if text.startswith("The status is not known")]
    assert "none of those listed for" in note or "for every status" in note
    for one in plan[:5]:
        assert one.safe_for is not None
        assert one.clear_for is not None
        assert set(one.safe_for) <= set(one.clear_for)
        table = by_status(one.assessment.case, engine="reference")
        assert {(r.status, r.admitted) for r in one.clear_for} == {
            (row.status, row.admitted)
            for row in table
            if not {row.assessment.status(i) for i in plan.avoid}
            & {Status.TRIGGERED, Status.CONTESTED}
        }
    assert "avoids everything for:" in plan.to_text()
    assert plan_of(ASSAULT)[0].clear_for is None


# What always holds.


@settings.get_profile("costly")
@given(st.data())
def test_fewer_constraints_never_give_a_worse_best(data: st.DataObject) -> None:
    codes = pack([data.draw(rows(f"{n}")) for n in range(1, 4)])
    own = next(iter(codes))
    level = str(own.levels[0].level)
    count = {
        **THEFT,
        "offense": {"jurisdiction": "US-ZZ", "code": own.code, "level": level},
        "sentence": {"imposed_days": min(365, own.levels[0].max_days)},
    }
    case = case_of(count)
    given_: dict[str, Any] = {
        "same_family": True,
        "min_imposed_days": 30,
        "plead_up": False,
        "max_changes": 1,
        "levels": [level],
    }
    names = data.draw(st.lists(st.sampled_from(sorted(given_)), unique=True))
    fewer = data.draw(st.lists(st.sampled_from(names), unique=True)) if names else []
    tight, loose = (
        mitigate(
            case,
            catalog=codes,
            engine="reference",
            limit=None,
            constraints={name: given_[name] for name in chosen},
        )
        for chosen in (names, fewer)
    )
    if not tight.alternatives:
        return
    assert loose.alternatives
    best = loose[0]
    for one in tight:
        if one.dispositions[0].outcome is not best.dispositions[0].outcome:
            continue  # a plea is held against pleas
        better = (
            set(one.avoids) >= set(best.avoids)
            and set(one.remains) <= set(best.remains)
            and set(one.introduces) <= set(best.introduces)
            and set(one.opens) <= set(best.opens)
            and one.parity.distance <= best.parity.distance
            and len(one.strategies) <= len(best.strategies)
        )
        assert (
            not better
            or one.dispositions == best.dispositions
            or (one.parity.distance == best.parity.distance and one.avoids == best.avoids)
        )


@settings.get_profile("costly")
@given(st.data())
def test_the_order_of_the_rows_does_not_matter(data: st.DataObject) -> None:
    made = [data.draw(rows(f"{n}")) for n in range(1, 5)]
    shuffled = data.draw(st.permutations(made))
    level = made[0]["levels"][0]
    count = {
        **THEFT,
        "offense": {"jurisdiction": "US-ZZ", "code": "1", "level": level["level"]},
        "sentence": {"imposed_days": min(365, level["max_days"])},
    }
    one, two = (
        mitigate(case_of(count), catalog=codes, engine="reference", limit=None)
        for codes in (pack(made), pack(shuffled))
    )
    assert [a.dispositions for a in one] == [a.dispositions for a in two]
    assert [a.strategies for a in one] == [a.strategies for a in two]


@pytest.mark.parametrize("count", [ASSAULT, BURGLARY, THEFT], ids=["assault", "burglary", "theft"])
def test_a_proposal_that_is_safe_already_needs_no_plan(count: dict[str, Any]) -> None:
    """The best alternative, put forward as the proposal, leaves nothing to avoid of it."""
    case = case_of(count)
    plan = mitigate(case, avoid=["deport.aggravated_felony", "deport.domestic_violence",
                                 "inadmit.cimt"], engine="reference")  # fmt: skip
    best = next(a for a in plan if a.dispositions[0].outcome is Outcome.OFFERED)
    if best.remains or best.undecided:
        pytest.skip("the best plea avoids a part alone")
    again = mitigate(
        attrs.evolve(case, dispositions=best.dispositions),
        ref="count-1",
        avoid=plan.avoid,
        engine="reference",
    )
    assert not again.alternatives
    assert again.why_empty is not None
    assert again.why_empty.reason == "nothing_to_avoid"
    assert again.already_clear == plan.avoid


def test_the_second_turpitude_crime_is_caught() -> None:
    """Harmless alone, and a ground of its own beside the one that there is."""
    old = {
        **THEFT,
        "ref": "old",
        "offense": {"jurisdiction": "US-CA", "code": "PC 484(a)", "level": "misdemeanor"},
        "outcome": "convicted",
        "committed_on": "2024-01-01",
        "disposed_on": "2024-06-01",
        "sentence": {"imposed_days": 10},
        "facts": {"scheme": "A"},
    }
    count = {**ASSAULT, "facts": {"victim_relationship": "spouse", "scheme": "B"}}
    avoid = ["deport.domestic_violence"]
    alone = plan_of(count, avoid=avoid, limit=None)
    both = mitigate(case_of(count, old), ref="count-1", avoid=avoid, engine="reference", limit=None)
    known = {a.dispositions: a for a in both}
    second = [
        known[a.dispositions]
        for a in alone
        if a.dispositions in known
        and a.dispositions[0].outcome is Outcome.OFFERED
        and a.assessment.status("cimt") is Status.TRIGGERED
    ]
    assert second
    for one in second:
        assert one.assessment.status("deport.cimt_multiple") is Status.TRIGGERED


def test_the_catalog_has_what_is_needed() -> None:
    assert isinstance(catalog, Catalog)
    assert catalog.get("US-CA", "PC 32").stands_in_for
