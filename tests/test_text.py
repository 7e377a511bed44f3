"""The texts: one screen, gravest first, nothing triggered or contested left unsaid.

`tests/golden` holds three cases as they read; ``python tools/reset_golden.py`` writes it anew.
"""

from __future__ import annotations

import datetime as dt
import json
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from immconseq import Case, Status, assess, by_status
from immconseq.explain.text import (
    IMPORTANT,
    SCREEN,
    WIDTH,
    assessment_text,
    circuit_name,
    paragraph,
    plain,
    shortened,
    status_table_text,
)
from immconseq.findings import DISCLAIMER
from immconseq.rules.vocabulary import CASE_FINDINGS, conclusion
from tests import strategies

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
DEMO = ROOT / "docs" / "examples" / "demo" / "domestic-violence-offer.json"
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.json"))


def case_of(path: Path) -> Case:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Case.from_dict(data.get("case", data))


RESET = runpy.run_path(str(ROOT / "tools" / "reset_golden.py"))
written: Callable[[], dict[str, str]] = RESET["written"]


@pytest.mark.parametrize("name", sorted(written()))
def test_golden(name: str) -> None:
    assert written()[name] == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_golden_has_nothing_else() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(written())


def flat(text: str) -> str:
    return " ".join(text.split())


def said(finding_id: str, text: str) -> bool:
    """Is a finding named, by its own words or by the short ones?"""
    from immconseq.explain.text import _in_list, _name

    low = flat(text).casefold()
    return any(flat(of(finding_id)).casefold() in low for of in (_name, _in_list))


def check(case: Case) -> str:
    result = assess(case)
    text = assessment_text(result)
    assert text == result.to_text() == str(result)
    assert all(len(line) <= WIDTH and line.isprintable() for line in text.split("\n"))
    assert flat(text).endswith(flat(DISCLAIMER))
    assert all(said(name, text) for name in (*result.triggered, *result.contested))
    return text


@pytest.mark.parametrize("path", [DEMO, *EXAMPLES], ids=lambda path: path.stem)
def test_examples_fit_a_screen(path: Path) -> None:
    case = case_of(path)
    lines = check(case).splitlines()
    # Many counts of offenses that the catalog does not know take more room, but not pages.
    assert len(lines) <= SCREEN + (2 if len(case.dispositions) < 4 else 12)


@given(strategies.cases())
@settings(max_examples=25)
def test_whatever_the_case_all_that_is_triggered_or_contested_is_said(case: Case) -> None:
    assert len(check(case).splitlines()) <= 90


def test_the_gravest_comes_first() -> None:
    text = check(case_of(DEMO))
    places = [
        text.index(mark)
        for mark in (
            "TRIGGERED",
            "Deportable: aggravated felony",
            "Mandatory detention",
            "Inadmissible: ",
            "Relief closed by an aggravated felony",
            "CLEAR",
            "NOT DECIDED",
        )
    ]
    assert places == sorted(places)
    assert "crime of violence with a term of a year [INA 101(a)(43)(F)]" in flat(text)


def test_relief_of_other_statuses_is_named_last_and_by_whom_it_concerns() -> None:
    def line(status: str) -> str:
        data = json.loads(DEMO.read_text(encoding="utf-8"))
        data["person"]["status"] = status
        if status == "unknown":
            data["person"] = {"status": status}
        text = flat(assess(Case.from_dict(data)).to_text())
        return text.partition("Closed besides, of relief for people of other statuses: ")[2]

    of_others = line("lpr").partition("If removed")[0]
    assert "VAWA cancellation" in of_others
    assert "asylum" not in of_others
    assert line("unknown") == ""


def test_nothing_of_the_person_is_repeated() -> None:
    data = json.loads(DEMO.read_text(encoding="utf-8"))
    text = assess(Case.from_dict(data)).to_text()
    assert "2018" not in text  # the day of the admission


def test_what_a_user_typed_cannot_move_the_cursor() -> None:
    case = case_of(DEMO)
    count = attrs.evolve(case.dispositions[0], ref="\x1b[2J\nred" + "x" * 500)
    text = assess(attrs.evolve(case, case_id="a\x07b", dispositions=(count,))).to_text()
    assert "\x1b" not in text
    assert "\\x1b[2J\\nred" in text
    assert "a\\x07b" in text


def test_both_sides_of_a_contest_are_named() -> None:
    # Who has to prove the ground of an order is open where no circuit has said.
    path = ROOT / "docs" / "examples" / "pickering-sixth-circuit.json"
    text = check(attrs.evolve(case_of(path), circuit="2"))
    assert "CONTESTED" in text
    assert ("For the finding:" in text and "Against:" in text) or "Argued both ways" in text


def test_a_missing_fact_is_asked_for_with_its_path() -> None:
    case = Case.from_dict(
        {
            "as_of": "2026-11-24",
            "dispositions": [
                {
                    "ref": "a",
                    "offense": {"jurisdiction": "US-GA", "code": "no such code"},
                    "outcome": "convicted",
                }
            ],
        }
    )
    text = check(case)
    assert "OPEN, for want of a fact" in text
    assert "$.dispositions[0].offense.code" in text
    assert "history_complete" in text
    assert "no circuit given" in text
    assert "term not given" in text


def test_no_counts() -> None:
    text = check(Case(as_of=dt.date(2026, 11, 24), dispositions=()))
    assert "No counts are given." in text
    assert "TRIGGERED: nothing" in text


def test_a_citizen_may_be_one() -> None:
    case = case_of(DEMO)
    person = attrs.evolve(case.person, possible_citizenship=True)
    text = check(attrs.evolve(case, person=person))
    assert "The person may be a citizen: settle that first." in text


def test_counts_that_read_alike_are_one_line() -> None:
    case = case_of(DEMO)
    one = case.dispositions[0]
    two = attrs.evolve(one, ref="count-2")
    text = check(attrs.evolve(case, dispositions=(one, two)))
    assert "count-1, count-2: PC 273.5(a)" in text


# The table by status.


def test_the_table_has_a_letter_for_every_row() -> None:
    table = by_status(case_of(DEMO))
    text = status_table_text(table)
    assert text == table.to_text() == str(table)
    lines = text.splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert len(lines) <= 60
    head = next(line for line in lines if line.split()[:1] == ["CIT"])
    assert len(head.split()) == len(table.rows)
    for name in (c.name for c in CASE_FINDINGS):
        statuses = [row.assessment.status(name) for row in table.rows]
        shown = set(statuses) & {Status.TRIGGERED, Status.CONTESTED} or name in IMPORTANT
        if shown:
            assert said(name, text), name
    line = next(line for line in lines if line.startswith("Deportable: aggravated felony"))
    letters = {"triggered": "T", "contested": "c", "undetermined": "?", "not_triggered": "."}
    assert line.split()[-len(table.rows) :] == [
        letters[row.assessment.status("deport.aggravated_felony")] for row in table.rows
    ]


@given(strategies.cases(max_dispositions=2))
@settings(max_examples=5)
def test_any_table_keeps_its_width(case: Case) -> None:
    lines = by_status(case).to_text().splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert len(lines) <= 90


# The pieces.


def test_pieces() -> None:
    assert circuit_name("9") == "Ninth Circuit"
    assert circuit_name("DC") == "D.C. Circuit"
    assert circuit_name(None) == "no circuit given"
    assert plain("x" * 61) == "x" * 57 + "..."
    assert shortened("one two three", 9) == "one ..."
    assert shortened("one two three", 13) == "one two three"
    assert paragraph("a " * 80, 2, 4)[1].startswith("      a")


def test_the_important_exist() -> None:
    assert [conclusion(name).name for name in IMPORTANT] == list(IMPORTANT)
