"""What might be declined, cited, diverted or charged otherwise, and that no status decides it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immconseq import CaseError
from immconseq.case import Case, ImmigrationStatus
from immconseq.office import (
    SCREENING_CODES,
    Office,
    Screening,
    Severity,
    check_release_request,
    screen,
)
from immconseq.status_table import ROWS

FOLDER = Path(__file__).parents[2] / "docs" / "examples" / "offices"
CA, NY = (Office.from_toml((FOLDER / f"{n}.toml").read_text("utf-8")) for n in ("us-ca", "us-ny"))
BARE = Office(office_id="bare", jurisdiction="US-CA")
SOMEBODY: dict[str, Any] = {"status": "undocumented", "admitted": False}


def offense(code: str, place: str = "US-CA", **more: Any) -> dict[str, Any]:
    return {"jurisdiction": place, "code": code, **more}


def charged(code: str, place: str = "US-CA", level: str | None = None, **more: Any) -> Any:
    one = offense(code, place) if level is None else offense(code, place, level=level)
    return {
        "ref": "count-1",
        "outcome": "charged",
        "committed_on": "2026-05-02",
        "offense": one,
        **more,
    }


def case_of(*counts: Any, person: Any = SOMEBODY, circuit: str = "9") -> dict[str, Any]:
    named = [{**count, "ref": f"count-{at}"} for at, count in enumerate(counts, 1)]
    return {"as_of": "2026-11-24", "circuit": circuit, "person": person, "dispositions": named}


def screened(*counts: Any, office: Office = CA, **more: Any) -> Screening:
    return screen(case_of(*counts, **more), office)


def codes(result: Screening, path: str | None = None) -> set[str]:
    return {item.code for item in result.items if path in (None, item.path)}


def office_with(program: dict[str, Any]) -> Office:
    return Office.from_dict({**BARE.to_dict(), "programs": [{"program_id": "own", **program}]})


FIT: dict[str, Any] = {
    "steps": [{"kind": "screening"}, {"kind": "treatment"}, {"kind": "dismissal"}],
    "fees_usd": 0,
    "restraint": False,
}
PLEADS: dict[str, Any] = {
    **FIT,
    "steps": [{"kind": "plea"}, {"kind": "dismissal"}],
}

# Each code, where it is said and where it almost is.

SAID: dict[str, tuple[tuple[Any, Office], tuple[Any, Office]]] = {
    "nothing_to_screen": (
        (charged("PC 602", outcome="dismissed"), CA),
        (charged("PC 602", outcome="offered"), CA),
    ),
    "low_level": ((charged("PC 602"), CA), (charged("PC 245(a)(1)", level="misdemeanor"), CA)),
    "not_low_level": ((charged("PC 211"), CA), (charged("PC 602"), CA)),
    "level_not_known": (
        (charged("PC 270"), CA),
        (charged("PC 270", level="misdemeanor"), CA),
    ),
    "offense_not_known": ((charged("PC 99999"), CA), (charged("PC 602"), CA)),
    "ruled_out_by_office": (
        (
            charged("PC 602"),
            Office.from_dict({**BARE.to_dict(), "constraints": {"min_imposed_days": 1}}),
        ),
        (
            charged("PC 602"),
            Office.from_dict({**BARE.to_dict(), "constraints": {"max_imposed_days": 1}}),
        ),
    ),
    "program_fails": (
        (charged("PC 602"), office_with({**PLEADS, "restraint": True})),
        (
            charged("PC 602"),
            office_with({**PLEADS, "restraint": True, "for_codes": ["PC 484(a)"]}),
        ),
    ),
    "program_may_convict": (
        (
            charged("PC 602"),
            office_with(
                {
                    **FIT,
                    "steps": [
                        {"kind": "admission", "made_to": "program"},
                        {"kind": "dismissal"},
                    ],
                    "restraint": True,
                }
            ),
        ),
        (charged("PC 602"), office_with(FIT)),
    ),
    "program_to_look_at": (
        (charged("PC 602"), office_with({**FIT, "fees_usd": 20})),
        (charged("PC 602"), office_with(FIT)),
    ),
    "place_program_convicts": (
        (charged("HS 11377(a)"), CA),
        (charged("PC 602"), CA),
    ),
    "place_program_contested": (
        (charged("PL 155.30", "US-NY", "felony"), NY),
        (charged("PL 155.25", "US-NY"), NY),
    ),
    "no_program": (
        (charged("PL 155.25", "US-NJ"), CA),
        (charged("PC 602"), CA),
    ),
    "detention_on_charge": ((charged("PC 484(a)"), CA), (charged("PC 602"), CA)),
    "detention_on_charge_open": ((charged("VC 23153(a)"), CA), (charged("VC 23152(a)"), CA)),
    "detention_on_injury": (
        (charged("PC 242"), CA),
        (charged("PC 242", facts={"death_or_serious_injury": False}), CA),
    ),
}


@pytest.mark.parametrize("code", SAID)
def test_a_code_is_said_and_is_not_where_it_almost_would_be(code: str) -> None:
    said, almost = (screen(case_of(count), office) for count, office in SAID[code])
    assert code in codes(said)
    assert code not in codes(almost)


# What is proposed.


def test_decline_cite_divert_charge_in_this_order() -> None:
    [count] = screened(charged("PC 484(a)")).counts
    assert count.low_level is True
    assert list(dict.fromkeys(a.action for a in count.actions)) == [
        *("decline", "cite", "divert", "charge")
    ]
    by = {a.program: a.program_of for a in count.actions if a.action == "divert"}
    assert by["first-step"] == "office"
    assert by["PC 1001.95"] == "place"
    assert "drug-court" not in by


def test_a_petty_theft_is_cited_or_charged_as_what_does_not_bring_detention() -> None:
    result = screened(charged("PC 484(a)"))
    actions = {a.action: a for a in result.counts[0].actions}
    cited, other = actions["cite"].charge, actions["charge"].charge
    assert cited is not None
    assert other is not None
    assert (cited.code, cited.level) == ("PC 490.1", "infraction")
    assert other.code == "PC 602"
    assert "inadmit.cimt" in actions["charge"].avoids
    assert "detention.laken_riley" not in actions["charge"].remains
    assert "detention.laken_riley" in actions["decline"].remains
    [item] = [i for i in result.items if i.code == "detention_on_charge"]
    assert "PC 602" in item.text
    assert item.severity is Severity.WARNING
    assert "8 USC 1226(c)(1)(E)" in " ".join(item.authority)
    assert "Charge PC 602 in its place" in result.to_text()


def test_what_was_charged_already_stays_charged() -> None:
    """An offer on a charge that was filed does not undo that it was filed."""
    count = charged("PC 484(a)", outcome="offered", charged_with=[offense("PC 484(a)")])
    [other] = [a for a in screened(count).counts[0].actions if a.action == "charge"]
    assert "detention.laken_riley" in other.remains
    [filed] = [a for a in screened(charged("PC 484(a)")).counts[0].actions if a.action == "charge"]
    assert "detention.laken_riley" not in filed.remains


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("PC 484(a)", "US-CA"),
        ("PC 459.5", "US-CA"),
        ("PC 459", "US-CA"),
        ("PC 487(a)", "US-CA"),
        ("PL 155.25", "US-NY"),
        ("PL 140.20", "US-NY"),
        ("PC 602", "US-CA"),
    ],
)
@pytest.mark.parametrize("excluded", [(), ("PC 602", "PL 240.20")])
def test_a_screening_and_a_request_on_release_name_the_same_charges(
    code: str, place: str, excluded: tuple[str, ...]
) -> None:
    office = Office(office_id="o", jurisdiction=place, excluded_offenses=excluded)
    result = screen(case_of(charged(code, place), circuit="9" if place == "US-CA" else "2"), office)
    request = {"ref": "r", "charges": [offense(code, place)]}
    [exposure] = check_release_request(request, office).charges
    said = [i.text for i in result.items if i.code == "detention_on_charge"]
    assert bool(said) is (exposure.status == "triggered")
    assert all(f"{o.code} (" in text for o in exposure.alternatives[:4] for text in said)
    assert [
        a.charge.code for a in result.counts[0].actions if a.action == "charge" and a.charge
    ] == [o.code for o in exposure.alternatives if o.same_facts]
    assert not {o.code for o in exposure.alternatives} & set(excluded)
    if said and not exposure.alternatives:
        assert "is known to spare it" in said[0]


def test_no_heavier_charge_is_named_than_the_one_that_is_filed() -> None:
    """PC 237(a), on the same facts as PC 243(d), is a felony alone."""

    def others(level: str) -> set[str]:
        request = {"ref": "r", "charges": [offense("PC 243(d)", level=level)]}
        return {other.code for other in check_release_request(request).charges[0].alternatives}

    assert "PC 237(a)" in others("felony")
    assert "PC 237(a)" not in others("misdemeanor")
    assert "PC 242" in others("misdemeanor")


def test_what_the_office_s_terms_exclude_is_not_named() -> None:
    office = Office.from_dict({**BARE.to_dict(), "constraints": {"exclude": ["PC 602"]}})
    result = screened(charged("PC 484(a)"), office=office)
    assert "charge" not in {a.action for a in result.counts[0].actions}
    request = {"ref": "r", "charges": [offense("PC 484(a)")]}
    assert check_release_request(request, office).charges[0].alternatives == ()


def test_a_felony_is_not_declined_and_may_be_diverted() -> None:
    [count] = screened(charged("PC 211")).counts
    assert count.low_level is False
    assert {a.action for a in count.actions} <= {"divert", "charge"}
    assert "divert" in {a.action for a in count.actions}


def test_of_an_offense_that_is_not_known_nothing_is_declined() -> None:
    [count] = screened(charged("PC 99999")).counts
    assert count.low_level is None
    assert {a.action for a in count.actions} == {"divert"}


def test_the_office_s_own_terms_rule_it_out() -> None:
    office = Office.from_dict({**BARE.to_dict(), "constraints": {"levels": ["misdemeanor"]}})
    result = screened(charged("PC 484(a)"), office=office)
    assert result.counts[0].actions == ()
    assert "detention_on_charge" in codes(result)


def test_a_program_that_fails_is_named_with_why() -> None:
    office = office_with({**PLEADS, "restraint": True, "documents": ["Passport"]})
    result = screened(charged("PC 602"), charged("PC 484(a)"), office=office)
    [item] = [i for i in result.items if i.code == "program_fails"]
    assert item.path == "$.programs[0]"
    assert "count-1, count-2" in item.text
    assert "makes a conviction" in item.text
    assert "paper of identity" in item.text
    assert not any(a.program == "own" for c in result.counts for a in c.actions)


def test_an_office_s_program_is_for_its_own_place() -> None:
    office = office_with(FIT)
    own, other = (
        screened(count, office=office).counts[0]
        for count in (charged("PC 602"), charged("PL 140.05", "US-NY"))
    )
    assert "own" in {a.program for a in own.actions}
    assert "own" not in {a.program for a in other.actions}


def test_each_count_that_is_charged_or_offered_in_order() -> None:
    counts = (
        charged("PC 602"),
        charged("PC 211", outcome="convicted", disposed_on="2026-06-01"),
        charged("PC 242", outcome="offered"),
    )
    result = screened(*counts)
    assert [c.ref for c in result.counts] == ["count-1", "count-3"]
    assert {i.path.split(".")[1] for i in result.items if i.path.startswith("$.disp")} == {
        *("dispositions[0]", "dispositions[2]")
    }


def test_the_charge_with_death_or_injury() -> None:
    hurt = screened(charged("PC 242", facts={"death_or_serious_injury": True}))
    assert "detention_on_charge" in codes(hurt)


def test_every_code_is_shown() -> None:
    assert set(SAID) == set(SCREENING_CODES)


def test_as_json_every_key_is_there() -> None:
    document = screened(charged("PC 484(a)")).to_dict()
    assert list(document) == ["schema", "ok", "items", "counts"]
    assert document["schema"] == "immconseq/screening/1"
    for action in document["counts"][0]["actions"]:
        assert list(action) == [
            *("action", "charge", "program", "program_of", "conditions"),
            *("avoids", "remains", "open"),
        ]
    empty = screened(charged("PC 602", outcome="dismissed")).to_dict()
    assert empty["counts"] == []
    assert empty["ok"] is True


# No status decides what is proposed.

OFFENSES = [
    *(("PC 484(a)", "US-CA"), ("PC 459", "US-CA"), ("PC 602", "US-CA"), ("PC 242", "US-CA")),
    *(("HS 11377(a)", "US-CA"), ("PC 211", "US-CA"), ("PL 155.25", "US-NY"), ("XX 1", "US-CA")),
]


def proposed(result: Screening) -> Any:
    """All of it but what each action spares."""
    return (
        result.items,
        [
            (c.ref, c.low_level, [(a.action, a.charge, a.program, a.conditions) for a in c.actions])
            for c in result.counts
        ],
    )


@given(
    st.lists(st.sampled_from(OFFENSES), min_size=1, max_size=2),
    st.sampled_from(["charged", "offered"]),
    st.sampled_from([CA, NY, BARE]),
    st.sampled_from(ROWS),
    st.sampled_from(ROWS),
)
def test_actions_and_items_are_the_same_for_every_status(
    offenses: list[tuple[str, str]],
    outcome: str,
    office: Office,
    one: tuple[ImmigrationStatus, bool | None],
    two: tuple[ImmigrationStatus, bool | None],
) -> None:
    found = []
    for status, admitted in (one, two):
        person: dict[str, Any] = {"status": status.value}
        if admitted is not None:
            person["admitted"] = admitted
        counts = [charged(code, place, outcome=outcome) for code, place in offenses]
        found.append(screen(Case.from_dict(case_of(*counts, person=person)), office))
    assert proposed(found[0]) == proposed(found[1])
    for result in found:
        assert codes(result) <= set(SCREENING_CODES)
        for count in result.counts:
            for action in count.actions:
                apart = [*action.avoids, *action.remains, *action.open]
                assert len(apart) == len(set(apart))


def test_a_citizen_has_nothing_to_avoid() -> None:
    result = screened(charged("PC 484(a)"), person={"status": "citizen"})
    assert all(not (a.avoids or a.remains or a.open) for a in result.counts[0].actions)


def test_every_fault_at_once() -> None:
    with pytest.raises(CaseError) as error:
        screen(
            {
                **case_of(charged("PC 602", committed_on="soon")),
                "as_of": "later",
                "secret": "hunter2",
            },
            CA,
        )
    assert {fault.path for fault in error.value.faults} == {
        *("$.as_of", "$.dispositions[0].committed_on", "$.secret")
    }
    assert "hunter2" not in str(error.value)
    with pytest.raises(CaseError) as error:
        screen(case_of(charged("PC 602")), {"circuit": 9, "programs": [{}]})
    assert {f.path for f in error.value.faults} >= {
        *("$.office_id", "$.jurisdiction", "$.circuit", "$.programs[0].program_id")
    }
