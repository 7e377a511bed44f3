"""What practice charts advise, and whether a plan finds it.

Each row of ``data/chart_advice.jsonl`` was written by somebody who had read the charts and not the
search. The advice is found where an alternative does what it says and avoids all that it is meant
to avoid, a finding apart that turns on a loss which the row does not give or that the library
never decides; or where fewer changes do as well. A piece of advice that a plan does not carry out
to the letter says why under ``apart``; ``docs/chart-advice.md`` has these, and the rows that no
longer hold.
"""

from __future__ import annotations

import functools
from typing import Any

import pytest

from immconseq import Case, Mitigation, assess, mitigate
from immconseq.findings import Status
from immconseq.mitigation import Alternative
from tests.test_mitigation import NOT_ADMITTED, RESIDENT, UNKNOWN
from tools.make_advice_page import rows

PERSONS = {
    "lpr": RESIDENT,
    "undocumented": {**NOT_ADMITTED, "history_complete": True},
    "unknown": UNKNOWN,
}
OF_OFFENSE = {"substitute_offense", "plead_up", "specify_record"}

HELD = [row for row in rows() if row["now"]]


def case_of(row: dict[str, Any]) -> Case:
    count: dict[str, Any] = {**row["count"], "ref": "count-1"}
    circuit = "2" if count["offense"]["jurisdiction"] == "US-NY" else "9"
    counts: list[Any] = [count, *row.get("priors", [])]
    return Case.from_dict(
        {
            "as_of": "2026-11-24",
            "circuit": circuit,
            "person": PERSONS[row["person"]],
            "dispositions": counts,
        }
    )


@functools.cache
def _statuses(case: Case) -> dict[str, Status]:
    return assess(case, engine="reference").statuses()


def goals_of(row: dict[str, Any], advice: dict[str, Any]) -> list[str]:
    """What the advice is to avoid, as far as the charge brings it at all."""
    before = _statuses(case_of(row))
    return [i for i in advice["avoids"] if before[i] is not Status.NOT_TRIGGERED]


def is_it(one: Alternative, advice: dict[str, Any]) -> bool:
    """Does an alternative do what the advice says?"""
    strategy, done = advice["strategy"], set(one.strategies)
    if strategy in OF_OFFENSE:
        if not done & OF_OFFENSE:
            return False
    elif strategy not in done:
        return False
    for count in one.dispositions:
        offense, term = count.offense, count.sentence.imposed_days
        if (
            advice.get("code") in (None, offense.code)
            and advice.get("variant") in (None, offense.variant)
            and advice.get("level") in (None, offense.level)
            and (term or 0) <= advice.get("term_at_most", term or 0)
        ):
            return True
    return False


def does(one: Alternative, goals: list[str]) -> bool:
    """Does it avoid them, what turns on an unknown loss or on discretion apart?"""
    left = set(goals) - set(one.avoids)
    return not left & set(one.remains) and all(
        all(path.endswith(".facts.loss_usd") for path in open_.missing)
        for open_ in one.conditional
        if open_.id in left
    )


def found(plan: Mitigation, advice: dict[str, Any], goals: list[str]) -> bool:
    if any(is_it(one, advice) and does(one, goals) for one in plan):
        return True
    shorter = "term_at_most" in advice and advice["strategy"] in OF_OFFENSE
    return shorter and any(
        one.strategies == ("modify_sentence",) and does(one, goals) for one in plan
    )


def key_of(row: dict[str, Any], advice: dict[str, Any]) -> tuple[str, str, str]:
    return row["id"], advice["strategy"], advice.get("code", "")


@pytest.mark.parametrize("row", HELD, ids=lambda row: row["id"])
def test_the_plan_finds_what_the_chart_advises(row: dict[str, Any]) -> None:
    wanted = {i: None for advice in row["advice"] for i in goals_of(row, advice)}
    if not wanted:
        return  # the charge as given brings none of it, which the tests on rulings look at
    plan = mitigate(case_of(row), ref="count-1", avoid=wanted, engine="reference", limit=None)
    missed = {
        key_of(row, advice)
        for advice in row["advice"]
        if (goals := goals_of(row, advice)) and not found(plan, advice, goals)
    }
    assert missed == {key_of(row, advice) for advice in row["advice"] if "apart" in advice}


def test_there_are_enough() -> None:
    """The charge brings what the advice is against, in well over sixty of the charges."""
    charged = {
        row["count"]["offense"]["code"]
        for row in HELD
        if any(goals_of(row, advice) for advice in row["advice"])
    }
    assert len(charged) >= 60
