"""Compliance, exact and inside; the public report, from which nobody can be told."""

from __future__ import annotations

import functools
import json
import xml.etree.ElementTree as ET
from collections import Counter
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immconseq import CaseError, office
from immconseq.assessing import library_version, rules_sha256
from immconseq.office.considering import RecordedCharge
from immconseq.office.reporting import (
    COMPLIANCE_CODES,
    CONSIDERED,
    OTHER,
    REPORTED_FAMILIES,
    UNKNOWN,
    _cells,
)

OUTCOMES = tuple(office.DecisionOutcome)
Counts = dict[tuple[office.DecisionOutcome, str], int]


@functools.cache
def record(
    family: str | None = "theft", outcome: str = "offered", **changes: Any
) -> office.ConsiderationRecord:
    made = office.ConsiderationRecord.from_dict(
        {
            "office_id": "sample",
            "point_person": "immigration point person",
            "as_of": "2026-11-24",
            "outcome": outcome,
            "reason": "Within policy.",
            "charge": {"jurisdiction": "US-CA", "code": "PC 1", "family": family},
            "within_terms": True,
            "library": library_version(),
            "rules": rules_sha256(),
            "plan_sha256": "0" * 64,
        }
    )
    return attrs.evolve(made, **changes)


def some(*groups: tuple[int, str | None, str]) -> list[office.ConsiderationRecord]:
    return [record(family, outcome) for times, family, outcome in groups for _ in range(times)]


# Inside.


def test_compliance_counts_and_says_it_in_words() -> None:
    result = office.compliance(
        some((3, "theft", "offered"), (1, "theft", "refused"), (2, None, "no_change"))
    )
    assert result.totals.to_dict() == {
        "family": None,
        "considered": 6,
        "offered": 3,
        "refused": 1,
        "no_change": 2,
        "offered_percent": 50.0,
        "refused_percent": 16.7,
        "no_change_percent": 33.3,
    }
    assert [(f.family, f.considered) for f in result.families] == [("theft", 4), (None, 2)]
    text = result.to_text()
    assert "considered 6 times: offered 3 of 6 (50%)" in text
    assert "theft: offered 3 of 4 (75%)" in text
    data = result.to_dict()
    assert json.loads(json.dumps(data)) == data
    assert set(data) == {
        *("schema", "ok", "items", "totals", "families", "first_day", "last_day"),
    }


def test_what_records_lack_is_said_with_the_first_of_them() -> None:
    records = [
        record(),
        record(reason=None),
        record(point_person=None),
        record(within_terms=False),
        record(None),
        record(library="0.0.1"),
        record(consequences=()),
        record(office_id="another"),
    ]
    result = office.compliance(records)
    assert [(item.code, item.path) for item in result.items] == [
        ("no_reason", "$[1]"),
        ("no_point_person", "$[2]"),
        ("outside_terms", "$[3]"),
        ("family_unknown", "$[4]"),
        ("older_version", "$[5]"),
        ("consequences_recorded", "$[6]"),
        ("several_offices", "$"),
    ]
    assert {item.code for item in result.items} | {"nothing_recorded"} == set(COMPLIANCE_CODES)
    assert result.ok is None
    assert office.compliance([record()]).ok is True


def test_no_record_is_no_compliance() -> None:
    result = office.compliance([])
    assert [item.code for item in result.items] == ["nothing_recorded"]
    assert result.ok is None
    assert result.totals.to_dict()["offered_percent"] is None
    assert result.to_dict()["first_day"] is None


def test_the_faults_of_every_record_are_told_at_once() -> None:
    good = record().to_dict()
    bad = [good, {**good, "outcome": "maybe"}, {**good, "surname": "Perez"}]
    for call in (office.compliance, office.public_report):
        with pytest.raises(CaseError) as error:
            call(bad)
        assert [fault.path for fault in error.value.faults] == ["$[1].outcome", "$[2].surname"]
        assert "Perez" not in str(error.value)


def test_objects_and_their_json_are_taken_alike() -> None:
    records = some((12, "theft", "offered"), (12, "fraud", "refused"))
    data = json.loads(json.dumps([r.to_dict() for r in records]))
    assert office.compliance(records) == office.compliance(data)
    assert office.public_report(records) == office.public_report(iter(data))


# For everybody.


def test_figures_are_whole_steps_rounded_down() -> None:
    report = office.public_report(
        some((10, "fraud", "offered"), (11, "theft", "offered"), (21, "dui", "offered"))
    )
    assert report["offered", "fraud"] is None
    assert report["offered", "theft"] == 11
    assert report["offered", "dui"] == 11
    assert office.public_report(some((22, "dui", "offered")))["offered", "dui"] == 22


def test_nothing_and_little_look_the_same() -> None:
    none = office.public_report([])
    little = office.public_report(some((10, "theft", "offered"), (10, None, "refused")))
    assert none == attrs.evolve(little, cells=none.cells)
    assert all(cell.count is None for cell in none.cells)
    assert office.public_report(some((10, "theft", "offered"))) == none
    assert "No figure reaches 11" in none.to_text()


def test_every_family_is_always_a_row() -> None:
    cells = office.public_report([record("a family of a pack")]).to_dict()["cells"]
    rows = (*REPORTED_FAMILIES, OTHER, None)
    assert [(c["what"], c["family"]) for c in cells] == [
        (what, row) for what in (*(o.value for o in OUTCOMES), CONSIDERED) for row in rows
    ]
    assert UNKNOWN in rows
    assert all(set(cell) == {"what", "family", "count"} for cell in cells)


def test_what_is_left_out_is_given_together_where_it_tells_nothing() -> None:
    report = office.public_report(
        some((9, "theft", "offered"), (9, "fraud", "offered"), (9, "dui", "offered"))
    )
    assert report["offered", OTHER] == 22
    assert report["offered", None] == 22


def test_what_is_left_out_together_does_not_show_that_each_is_there() -> None:
    """Two cells of ten: eleven together would say that neither is empty."""
    full = [(11, family, "offered") for family in REPORTED_FAMILIES[2:]]
    small = [(10, family, "offered") for family in REPORTED_FAMILIES[:2]]
    report = office.public_report(some(*full, *small))
    assert report["offered", OTHER] is None


def test_a_total_adds_up_what_is_published_and_nothing_else() -> None:
    report = office.public_report(
        some(
            (15, "theft", "offered"),
            (25, "theft", "refused"),
            (3, "theft", "no_change"),
            (12, "dui", "offered"),
            (12, "dui", "refused"),
            (12, "dui", "no_change"),
            (30, "fraud", "offered"),
        )
    )
    assert report[CONSIDERED, "theft"] is None  # over one single cell that is left out
    assert report[CONSIDERED, "dui"] == 33
    assert report[CONSIDERED, "fraud"] == 22
    assert report["offered", None] == 11 + 11 + 22
    assert report[CONSIDERED, None] == 44 + 33 + 11


@pytest.mark.parametrize("cell", [4, 0, -1, 100_001, True, 11.0, "11", None])
def test_a_minimum_that_protects_nobody_is_a_fault(cell: Any) -> None:
    with pytest.raises(CaseError, match=r"\$\.minimum_cell"):
        office.public_report([], cell)


def test_the_least_minimum_is_taken() -> None:
    assert office.public_report(some((5, "theft", "offered")), 5)["offered", "theft"] == 5


def test_a_cell_that_is_none_is_a_lookup_error() -> None:
    with pytest.raises(LookupError):
        office.public_report([])["offered", "no such family"]


def test_table_and_bars_say_what_is_published() -> None:
    report = office.public_report(some((30, "theft", "offered"), (12, "drug_sale", "refused")))
    text = report.to_text()
    assert "drug sale" in text
    assert "drug sale, refused" in text
    assert "#" * 40 + " 22" in text
    assert "fraud" not in text
    svg = ET.fromstring(report.to_svg())
    space = "{http://www.w3.org/2000/svg}"
    assert [bar.get("width") for bar in svg.iter(f"{space}rect")] == ["200", "400"] or [
        bar.get("width") for bar in svg.iter(f"{space}rect")
    ] == ["400", "200"]
    assert "No figure is published" in office.public_report([]).to_svg()


# What must hold of any records.

FAMILIES_HERE = ("theft", "fraud", "dui", UNKNOWN)
STEPS = st.integers(5, 13)


def tables(most: int = 40) -> st.SearchStrategy[Counts]:
    keys = st.tuples(st.sampled_from(OUTCOMES), st.sampled_from(REPORTED_FAMILIES))
    near = st.sampled_from([0, 1, 4, 5, 9, 10, 11, 12, 21, 22, 23])
    return st.dictionaries(keys, near | st.integers(0, most))


def dense() -> st.SearchStrategy[Counts]:
    """Most cells at a step or above it, so that few are left out."""
    counts = st.sampled_from([4, 10, *[13] * 10, *[26] * 10])
    return st.fixed_dictionaries({(OUTCOMES[0], family): counts for family in REPORTED_FAMILIES})


def published(counts: Counts, step: int) -> dict[tuple[str, str | None], int | None]:
    return {(c.what, c.family): c.count for c in _cells(counts, step)}


def true_count(counts: Counts, what: str, family: str | None) -> int:
    """Of every record, those of families that are left out counted as other ones."""
    return sum(
        n
        for (outcome, of), n in counts.items()
        if what in (CONSIDERED, outcome.value) and family in (None, OTHER, of)
    )


@settings.get_profile("thorough")
@given(tables(), STEPS)
def test_a_figure_is_whole_steps_and_no_more_than_there_are(counts: Counts, step: int) -> None:
    for (what, family), count in published(counts, step).items():
        true = true_count(counts, what, family)
        if count is not None:
            assert count > 0
            assert count % step == 0
            assert count <= true
        elif family not in (None, OTHER) and what != CONSIDERED:
            assert true < step


@settings.get_profile("thorough")
@given(tables() | dense(), STEPS, st.data())
def test_any_cell_that_is_left_out_may_be_empty_or_as_full_as_can_be(
    counts: Counts, step: int, data: Any
) -> None:
    """For each there are other records with the same report: nothing follows from the rest."""
    report = published(counts, step)
    outcome = data.draw(st.sampled_from(OUTCOMES))
    left = [f for f in REPORTED_FAMILIES if report[outcome.value, f] is None]
    if not left:
        return
    cell = data.draw(st.sampled_from(left))
    for full in (0, step - 1):
        other = completed(report, step, outcome, cell, full)
        assert other.get((outcome, cell), 0) == full
        assert published(other, step) == report


def completed(
    report: dict[tuple[str, str | None], int | None],
    step: int,
    outcome: office.DecisionOutcome,
    cell: str,
    full: int,
) -> Counts:
    """Records of which a report is, with one cell that it leaves out as full as is asked."""
    made: Counts = {}
    for one in OUTCOMES:
        left = [f for f in REPORTED_FAMILIES if report[one.value, f] is None]
        to_place = report[one.value, OTHER] or 0
        for family in REPORTED_FAMILIES:
            made[one, family] = report[one.value, family] or 0
        if one is outcome:
            made[one, cell] = full
            to_place = max(0, to_place - full)
            left.remove(cell)
        for family in left:
            made[one, family] = min(to_place, step - 1)
            to_place -= made[one, family]
        assert to_place == 0
    return made


@settings.get_profile("thorough")
@given(tables(), STEPS, st.sampled_from(OUTCOMES), st.sampled_from(REPORTED_FAMILIES))
def test_two_reports_differ_by_whole_steps_or_not_at_all(
    counts: Counts, step: int, outcome: office.DecisionOutcome, family: str
) -> None:
    """One record more never shows as one, and most often it does not show."""
    more = Counter(counts)
    more[outcome, family] += 1
    before, after = published(counts, step), published(dict(more), step)
    cells = [(o.value, f) for o in OUTCOMES for f in REPORTED_FAMILIES]
    for place in before:
        assert ((after[place] or 0) - (before[place] or 0)) % step == 0
    changed = [place for place in cells if before[place] != after[place]]
    if (more[outcome, family]) % step:
        assert changed == []
    else:
        # Then what is seen is what a whole group that came at once would give too: of fewer than
        # a step before, and of none.
        assert changed == [(outcome.value, family)]
        group = {**counts, (outcome, family): more[outcome, family] - step}
        assert published(group, step)[outcome.value, family] == before[outcome.value, family]


@given(st.lists(st.sampled_from([("theft", "offered"), (None, "refused"), ("dui", "no_change")])))
def test_the_order_of_records_does_not_matter(pairs: list[tuple[str | None, str]]) -> None:
    records = [record(family, outcome) for family, outcome in pairs]
    report = office.public_report(records, 5)
    assert report == office.public_report(records[::-1], 5)
    assert report.to_text() == office.public_report(sorted(records, key=str), 5).to_text()


def test_nothing_but_outcome_and_family_is_read() -> None:
    charge = RecordedCharge(jurisdiction="US-NY", code="PL 1", level="felony", family="theft")
    one = office.public_report(some((12, "theft", "offered")))
    two = office.public_report(
        [record(charge=charge, office_id="x", reason=None, consequences=("deport.firearms",))] * 12
    )
    assert one == two
    assert one.to_svg() == two.to_svg()
