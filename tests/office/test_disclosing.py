"""What leaves the office, and to whom; and what a detainer is."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from immconseq import assess, by_status, mitigate
from immconseq.case import Case, ImmigrationStatus
from immconseq.errors import CaseError
from immconseq.mitigation.plan import Mitigation
from immconseq.office import (
    Audience,
    Disclosure,
    Office,
    Result,
    check_offers,
    check_program,
    check_release_request,
    check_request_form,
    clean_slate,
    compliance,
    consideration,
    detainer,
    disclose,
    public_report,
    screen,
)
from immconseq.office.disclosing import ALLOWED, HASHES_OVER_NO_CASE
from immconseq.status_table import ROWS, person_with_status

DEMO = Path(__file__).parents[2] / "docs" / "examples" / "demo" / "domestic-violence-offer.json"
CA = Office(office_id="sample", jurisdiction="US-CA")
SAMPLE = Office.from_toml((DEMO.parents[1] / "offices" / "us-ca.toml").read_text("utf-8"))
OUTSIDE = (Audience.COURT, Audience.DEFENSE, Audience.PUBLIC)

TELLING = {
    *("status", "admitted", "findings", "avoid", "avoids", "already_clear", "conditional"),
    *("remains", "introduces", "opens", "safe_for", "clear_for", "warnings", "notes", "beaten"),
    *("authority", "why_empty", "searched", "questions", "not_modelled", "receipt", "mirror"),
    *("keep", "facts", "events", "circuit", "case_id", "profile", "charged_with"),
    *("case_sha256", "findings_sha256"),
}
"""Keys that tell a status, or something that varies with it, or what only the office knows."""


@functools.cache
def demo() -> Case:
    return Case.from_dict(json.loads(DEMO.read_bytes()))


def with_status(row: tuple[ImmigrationStatus, bool | None]) -> Case:
    return attrs.evolve(demo(), person=person_with_status(demo().person, *row))


@functools.cache
def plan_of(row: tuple[ImmigrationStatus, bool | None]) -> Mitigation:
    return mitigate(with_status(row), ref="count-1", limit=20)


@functools.cache
def offers_of(office: Office) -> Any:
    return check_offers(office)


@functools.cache
def recorded(row: tuple[ImmigrationStatus, bool | None], outcome: str) -> Any:
    """A record of the first plan's alternative; of no change, of none."""
    decision: dict[str, Any] = {"outcome": outcome, "reason": "The facts bear it."}
    if outcome != "no_change":
        decision["rank"] = 1
    return consideration(with_status(row), plan_of(row), decision, SAMPLE)


def keys_of(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield key
            yield from keys_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from keys_of(item)


def canonical(disclosure: Disclosure) -> str:
    return json.dumps(disclosure.to_dict(), sort_keys=True)


RESULTS: dict[str, Callable[[], Any]] = {
    "assessment": lambda: assess(demo()),
    "plan": lambda: plan_of((ImmigrationStatus.LPR, True)),
    "form": lambda: check_request_form([{"name": "passport"}]),
    "release": lambda: check_release_request({"ref": "r", "arguments": ["He is undocumented"]}),
    "detainer": lambda: detainer("US-CA"),
    "program": lambda: check_program(SAMPLE.programs[1], SAMPLE),
    "offers": lambda: offers_of(SAMPLE),
    "consideration": lambda: recorded((ImmigrationStatus.LPR, True), "offered"),
    "public-report": lambda: public_report([recorded((ImmigrationStatus.LPR, True), "offered")]),
    "compliance": lambda: compliance([recorded((ImmigrationStatus.LPR, True), "offered")]),
    "clean-slate": lambda: clean_slate(demo(), SAMPLE),
    "screening": lambda: screen(demo(), SAMPLE),
}


@pytest.mark.parametrize("kind", RESULTS)
def test_immigration_authorities_get_nothing(kind: str) -> None:
    document = disclose(RESULTS[kind](), "immigration_authority", CA).to_dict()
    assert list(document) == ["schema", "audience", "allowed", "withheld", "body", "authority"]
    assert document["schema"] == "immconseq/disclosure/1"
    assert document["audience"] == "immigration_authority"
    assert document["allowed"] == []
    assert document["withheld"] == []
    assert document["body"] is None
    assert "Cal. Gov. Code 7284.6(a)(1)(C)" in document["authority"]


@pytest.mark.parametrize("kind", RESULTS)
@pytest.mark.parametrize("audience", Audience)
def test_no_hash_over_a_case_leaves_for_anybody(kind: str, audience: Audience) -> None:
    document = disclose(RESULTS[kind](), audience).to_dict()
    hashes = {key for key in keys_of(document["body"]) if "sha256" in key}
    assert hashes <= (HASHES_OVER_NO_CASE if audience is Audience.OFFICE else set())


@pytest.mark.parametrize("audience", OUTSIDE)
def test_nothing_that_tells_a_status_leaves(audience: Audience) -> None:
    plan = plan_of((ImmigrationStatus.LPR, True))
    for disclosure in (
        disclose(assess(demo()), audience),
        disclose(plan, audience),
        disclose(plan, audience, rank=1),
    ):
        assert disclosure.body is not None
        assert not TELLING & set(keys_of(disclosure.body))


def test_what_is_left_of_an_assessment() -> None:
    disclosure = disclose(assess(demo()), "court", CA)
    assert disclosure.allowed == ("$.schema", "$.as_of", "$.disclaimer")
    assert "$.findings" in disclosure.withheld
    assert "$.receipt" in disclosure.withheld
    assert disclosure.body is not None
    assert disclosure.body["schema"] == "immconseq/assessment/1"
    assert "Cal. Evid. Code 351.4" in disclosure.authority


@given(
    st.sampled_from(ROWS),
    st.sampled_from(ROWS),
    st.sampled_from(OUTSIDE),
    st.sampled_from([CA, None]),
)
def test_an_assessment_goes_out_the_same_whatever_the_status(
    one: tuple[ImmigrationStatus, bool | None],
    two: tuple[ImmigrationStatus, bool | None],
    audience: Audience,
    office: Office | None,
) -> None:
    first, second = (disclose(assess(with_status(r)), audience, office) for r in (one, two))
    assert canonical(first) == canonical(second)


SOME = [
    (ImmigrationStatus.CITIZEN, None),
    (ImmigrationStatus.LPR, True),
    (ImmigrationStatus.UNDOCUMENTED, False),
    (ImmigrationStatus.UNDOCUMENTED, True),
    (ImmigrationStatus.ASYLEE, None),
]


@pytest.mark.parametrize("audience", OUTSIDE)
def test_a_plan_goes_out_the_same_whatever_the_status(audience: Audience) -> None:
    """The plan of a citizen, who has nothing to avoid, included."""
    assert len({canonical(disclose(plan_of(row), audience)) for row in SOME}) == 1


@pytest.mark.parametrize("audience", OUTSIDE)
def test_the_same_offer_goes_out_the_same_whatever_the_status(audience: Audience) -> None:
    by_offer: dict[tuple[Any, ...], set[str]] = {}
    of: dict[tuple[Any, ...], int] = {}
    for row in SOME:
        for alternative in plan_of(row):
            key = alternative.dispositions
            disclosed = disclose(plan_of(row), audience, CA, rank=alternative.rank)
            by_offer.setdefault(key, set()).add(canonical(disclosed))
            of[key] = of.get(key, 0) + 1
    assert max(of.values()) > 1
    assert all(len(found) == 1 for found in by_offer.values())


def test_an_offer_that_is_made_goes_to_the_other_side() -> None:
    plan = plan_of((ImmigrationStatus.LPR, True))
    second = disclose(plan, "defense", rank=2)
    assert second.body is not None
    [offered] = second.body["alternatives"]
    assert offered["offer"] == plan[1].offer
    assert offered["steps"] == list(plan[1].steps)
    assert "rank" not in offered
    court = disclose(plan, "court", rank=2).body
    assert court is not None
    assert "steps" not in court["alternatives"][0]
    public = disclose(plan, "public", rank=2).body
    assert public is not None
    assert set(public) == {"schema", "disclaimer"}


def test_a_rank_that_is_not_there() -> None:
    plan = plan_of((ImmigrationStatus.LPR, True))
    for rank in (0, len(plan) + 1, -1):
        with pytest.raises(LookupError):
            disclose(plan, "defense", rank=rank)
    with pytest.raises(LookupError):
        disclose(assess(demo()), "defense", rank=1)


def test_the_office_keeps_all_but_hashes() -> None:
    plan = plan_of((ImmigrationStatus.LPR, True))
    disclosure = disclose(plan, "office")
    assert disclosure.withheld == ("$.receipt.case_sha256", "$.receipt.findings_sha256")
    whole = plan.to_dict()
    del whole["receipt"]["case_sha256"], whole["receipt"]["findings_sha256"]
    assert disclosure.body == whole


@attrs.frozen(kw_only=True)
class Unlisted(Result):
    schema_id: ClassVar[str] = "immconseq/unlisted/1"

    def to_dict(self) -> dict[str, Any]:
        return {
            "schema": self.schema_id,
            "status": "lpr",
            "plan_sha256": "1",
            "rows": [{"other_sha256": "2", "kept": 1}],
        }

    def to_text(self) -> str:
        return "unlisted"


def test_what_nobody_has_listed_stays() -> None:
    for audience in OUTSIDE:
        disclosure = disclose(Unlisted(), audience)
        assert disclosure.body == {"schema": "immconseq/unlisted/1"}
        assert disclosure.withheld == ("$.status", "$.plan_sha256", "$.rows")
    inside = disclose(Unlisted(), "office")
    assert inside.withheld == ("$.rows[0].other_sha256",)
    assert inside.body is not None
    assert inside.body["rows"] == [{"kept": 1}]


def test_a_key_that_is_added_stays() -> None:
    @attrs.frozen(kw_only=True)
    class Longer(Unlisted):
        schema_id: ClassVar[str] = "immconseq/assessment/1"

    for audience in OUTSIDE:
        assert "status" not in (disclose(Longer(), audience).body or {})


def test_a_release_request_stays_and_a_form_goes() -> None:
    release = disclose(RESULTS["release"](), "court")
    assert release.body == {"schema": "immconseq/release-check/1"}
    form = disclose(RESULTS["form"](), "public")
    assert form.body == RESULTS["form"]().to_dict()
    law = disclose(RESULTS["detainer"](), "public")
    assert law.body == RESULTS["detainer"]().to_dict()


@pytest.mark.parametrize("audience", OUTSIDE)
@pytest.mark.parametrize("kind", ["screening", "clean-slate", "compliance"])
def test_what_is_for_the_office_alone(kind: str, audience: Audience) -> None:
    result = RESULTS[kind]()
    assert disclose(result, audience).body == {"schema": result.schema_id}
    inside = disclose(result, "office")
    assert inside.body == result.to_dict()
    assert inside.withheld == ()


@pytest.mark.parametrize("audience", OUTSIDE)
@pytest.mark.parametrize("kind", ["program", "public-report"])
def test_what_is_of_no_person_goes(kind: str, audience: Audience) -> None:
    disclosure = disclose(RESULTS[kind](), audience)
    assert disclosure.body == RESULTS[kind]().to_dict()
    assert disclosure.withheld == ()


@pytest.mark.parametrize("audience", OUTSIDE)
def test_of_offers_the_words_go_and_no_row(audience: Audience) -> None:
    result = RESULTS["offers"]()
    body = disclose(result, audience).body
    assert body is not None
    assert set(body) == {"schema", "as_of", "offers"}
    assert [set(offer) for offer in body["offers"]] == [
        {"offer_id", "offers", "status_blind"} for _ in SAMPLE.standard_offers
    ]
    assert not any(status.value in json.dumps(body) for status, _ in ROWS if status != "unknown")
    inside = disclose(result, "office").body
    assert inside is not None
    assert inside["offers"][0]["rows"]


@pytest.mark.parametrize("audience", [Audience.COURT, Audience.DEFENSE])
def test_of_a_consideration_the_charge_and_the_offer_go(audience: Audience) -> None:
    made = recorded((ImmigrationStatus.LPR, True), "offered")
    body = disclose(made, audience).body
    assert body is not None
    assert set(body) == {
        *("schema", "as_of", "charge", "dispositions", "vacates", "offer", "parity")
    }
    assert body["offer"] == made.offer
    assert "family" not in body["charge"]
    assert "unnamed" not in body["dispositions"][0]
    assert disclose(made, "public").body == {"schema": "immconseq/consideration/1"}


@pytest.mark.parametrize("outcome", ["refused", "no_change"])
@pytest.mark.parametrize("audience", [Audience.COURT, Audience.DEFENSE])
def test_what_was_not_offered_does_not_go(audience: Audience, outcome: str) -> None:
    made = recorded((ImmigrationStatus.LPR, True), outcome)
    body = disclose(made, audience).body
    assert body is not None
    assert set(body) == {"schema", "as_of", "charge"}


def test_the_list_names_only_what_there_is() -> None:
    documents = {
        "immconseq/assessment/1": assess(demo()).to_dict(),
        "immconseq/mitigation/1": plan_of((ImmigrationStatus.LPR, True)).to_dict(),
        "immconseq/request-form-check/1": RESULTS["form"]().to_dict(),
        "immconseq/detainer/1": RESULTS["detainer"]().to_dict(),
        "immconseq/program-check/1": RESULTS["program"]().to_dict(),
        "immconseq/offers-check/1": RESULTS["offers"]().to_dict(),
        "immconseq/consideration/1": RESULTS["consideration"]().to_dict(),
        "immconseq/public-report/1": RESULTS["public-report"]().to_dict(),
    }
    assert set(documents) == set(ALLOWED)
    for schema, document in documents.items():
        for paths in ALLOWED[schema].values():
            assert {p.partition(".")[0].removesuffix("[]") for p in paths} <= set(document)


def test_who_and_what_there_is() -> None:
    with pytest.raises(LookupError, match="immigration_authority"):
        disclose(assess(demo()), "press")
    for wrong in (by_status(demo()), assess(demo()).to_dict(), None):
        with pytest.raises(TypeError):
            disclose(wrong, "court")


def test_texts() -> None:
    assert (
        disclose(assess(demo()), "immigration_authority")
        .to_text()
        .startswith("For the immigration authority: nothing.")
    )
    text = str(disclose(assess(demo()), "court"))
    assert "stays: " in text
    assert "$.findings" in text


# -- detainers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "may", "cite"),
    [
        ("US-CA", False, "Cal. Gov. Code 7284.6(a)(1)(B)"),
        ("US-NY", False, "People ex rel. Wells v. DeMarco, 168 A.D.3d 31 (2d Dept 2018)"),
        ("US-TX", None, "8 CFR 287.7(a), (d)"),
    ],
)
def test_what_a_detainer_asks(place: str, may: bool | None, cite: str) -> None:
    answer = detainer(place)
    document = answer.to_dict()
    assert document["may_hold"] is may
    assert document["must_hold"] is may
    assert document["recorded"] is (may is False)
    assert cite in {c for rule in document["rules"] for c in rule["authority"]}
    assert cite in " ".join(answer.to_text().split())
    assert ("not recorded" in answer.text) is (may is None)


def test_a_detainer_of_an_office_and_of_a_day() -> None:
    assert detainer(CA) == detainer("US-CA")
    before = detainer("US-CA", dt.date(2017, 12, 31))
    assert before.may_hold is None
    assert before.to_dict()["on"] == "2017-12-31"
    assert not any(rule.id == "us-laken-riley-detainer" for rule in before.rules)
    assert detainer("US").recorded is False


@pytest.mark.parametrize("place", ["California", "", None, "us-ca", 5])
def test_no_place(place: object) -> None:
    with pytest.raises(CaseError) as error:
        detainer(place)
    assert error.value.faults[0].path == "$.jurisdiction"


@given(
    st.sampled_from(["US-CA", "US-NY", "US-NV", "US"]),
    st.dates(dt.date(1997, 4, 1), dt.date(2030, 1, 1)),
)
def test_every_rule_is_cited_and_in_force(place: str, on: dt.date) -> None:
    answer = detainer(place, on)
    assert answer.rules
    assert all(rule.authority and rule.sources and rule.on(on) for rule in answer.rules)
    assert {rule.jurisdiction for rule in answer.rules} <= {place, "US"}
