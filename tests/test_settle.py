"""`settle`: rank, circuit, day; and that the order of holdings never matters."""

from __future__ import annotations

import datetime as dt
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from immconseq.authority import CIRCUITS, Answer, Court, Holding, settle

DAY = dt.date.fromisoformat


def h(
    answer: str,
    court: str,
    day: str | None = None,
    *,
    en_banc: bool = False,
    convictions_from: str | None = None,
    until: str | None = None,
    effective: str | None = None,
) -> Holding:
    return Holding(
        answer=Answer(answer),
        court=Court(court),
        decided=None if day is None else DAY(day),
        cite=f"{court} {day} {answer}",
        en_banc=en_banc,
        convictions_from=None if convictions_from is None else DAY(convictions_from),
        until=None if until is None else DAY(until),
        effective=None if effective is None else DAY(effective),
    )


def answer(
    holdings: list[Holding], as_of: str, circuit: str | None, convicted: str | None = None
) -> Answer | None:
    return settle(
        holdings,
        as_of=DAY(as_of),
        circuit=circuit,
        convicted_on=None if convicted is None else DAY(convicted),
    ).answer


OBSTRUCTION = [
    h("no", "ca9", "2020-08-06"),
    h("yes", "scotus", "2023-06-22"),
    h("yes", "bia", "2018-09-11"),
]


@pytest.mark.parametrize(
    ("as_of", "circuit", "out"),
    [
        ("2018-09-10", "9", None),
        ("2018-09-11", "9", "yes"),
        ("2020-08-05", "9", "yes"),
        ("2020-08-06", "9", "no"),
        ("2023-06-21", "9", "no"),
        ("2023-06-22", "9", "yes"),
        ("2022-01-01", "2", "yes"),
        ("2022-01-01", None, "contested"),
        ("2023-06-22", None, "yes"),
    ],
)
def test_what_binds_on_the_day_wins(as_of: str, circuit: str | None, out: str | None) -> None:
    assert answer(OBSTRUCTION, as_of, circuit) == out


def test_the_full_court_displaces_its_panels_and_later_panels_apply_it() -> None:
    rows = [h("yes", "ca9", "2010-01-01"), h("no", "ca9", "2026-01-13", en_banc=True)]
    assert answer(rows, "2026-01-12", "9") == "yes"
    assert answer(rows, "2026-01-13", "9") == "no"
    assert answer([*rows, h("no", "ca9", "2026-03-01")], "2026-04-01", "9") == "no"


def test_another_circuits_history_is_not_two_lines() -> None:
    rows = [h("yes", "ca9", "2010-01-01"), h("no", "ca9", "2026-01-13", en_banc=True)]
    assert answer(rows, "2026-02-01", "6") == "no"
    assert answer(rows, "2026-02-01", None) == "no"


def test_two_lines_that_bind_nobody_are_contested() -> None:
    rows = [h("yes", "ca5", "2010-01-01"), h("no", "ca3", "2011-01-01")]
    assert answer(rows, "2020-01-01", "6") == "contested"
    assert answer(rows, "2020-01-01", "5") == "yes"


def test_what_was_decided_of_another_provision_leaves_other_circuits_open() -> None:
    carried = attrs.evolve(h("no", "ca9", "2017-01-20"), inferred=True)
    text = h("contested", "text")
    assert answer([carried, text], "2026-11-24", "9") == "no"
    assert answer([carried, text], "2026-11-24", "5") == "contested"
    assert answer([carried, text], "2026-11-24", None) == "contested"
    board = h("yes", "bia", "2018-01-20")
    assert answer([carried, text, board], "2026-11-24", "5") == "yes"


def test_the_attorney_general_outranks_the_board_and_both_yield_to_the_circuit() -> None:
    rows = [h("yes", "ag", "2010-01-01"), h("no", "bia", "2015-01-01")]
    assert answer(rows, "2020-01-01", "1") == "yes"
    assert answer([*rows, h("no", "ca1", "2016-01-01")], "2020-01-01", "1") == "no"


def test_a_decision_reaches_back_unless_it_says_that_it_does_not() -> None:
    rows = [h("no", "bia", "2000-01-01"), h("yes", "bia", "2016-11-16")]
    assert answer(rows, "2020-01-01", "1", "2010-01-01") == "yes"
    bound = [
        h("no", "ca2", "2000-01-01"),
        h("yes", "ca2", "2018-01-01", convictions_from="2016-11-16"),
    ]
    assert answer(bound, "2020-01-01", "2", "2016-11-15") == "no"
    assert answer(bound, "2020-01-01", "2", "2016-11-16") == "yes"
    unknown = settle(bound, as_of=DAY("2020-01-01"), circuit="2", convicted_on=None)
    assert unknown.answer is None
    assert unknown.needs_conviction_date


def test_a_withdrawn_decision_stands_through_its_last_day() -> None:
    rows = [h("yes", "ca9", "2010-01-01", until="2015-06-01"), h("no", "bia", "2000-01-01")]
    assert answer(rows, "2015-06-01", "9") == "yes"
    assert answer(rows, "2015-06-02", "9") == "no"


def test_the_text_answers_where_nobody_else_does() -> None:
    assert answer([h("no", "text")], "1997-04-01", None) == "no"
    assert answer([h("no", "text"), h("yes", "bia", "2000-01-01")], "2001-01-01", None) == "yes"
    assert answer([], "2001-01-01", None) is None


holdings = st.builds(
    Holding,
    answer=st.sampled_from([Answer.YES, Answer.NO, Answer.CONTESTED]),
    court=st.sampled_from([Court.SCOTUS, Court.CA2, Court.CA9, Court.AG, Court.BIA, Court.TEXT]),
    cite=st.sampled_from(["a", "b", "c"]),
    decided=st.dates(dt.date(2000, 1, 1), dt.date(2003, 1, 1)),
    en_banc=st.booleans(),
    convictions_from=st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2003, 1, 1)),
)
days = st.dates(dt.date(2000, 1, 1), dt.date(2004, 1, 1))


@given(st.lists(holdings, max_size=6), days, st.sampled_from([None, *CIRCUITS]), days, st.randoms())
def test_the_order_of_holdings_does_not_matter(
    rows: list[Holding], as_of: dt.date, circuit: str | None, convicted: dt.date, random: Random
) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    one = settle(rows, as_of=as_of, circuit=circuit, convicted_on=convicted)
    two = settle(shuffled, as_of=as_of, circuit=circuit, convicted_on=convicted)
    assert one == two


@given(st.lists(holdings, max_size=6), days, days)
def test_naming_a_circuit_only_settles(
    rows: list[Holding], as_of: dt.date, convicted: dt.date
) -> None:
    """Where the answer is the same everywhere it is the answer; else it is contested."""
    everywhere = {
        settle(rows, as_of=as_of, circuit=c, convicted_on=convicted).answer for c in CIRCUITS
    }
    nowhere = settle(rows, as_of=as_of, circuit=None, convicted_on=convicted).answer
    assert nowhere == (everywhere.pop() if len(everywhere) == 1 else Answer.CONTESTED)


@given(st.lists(holdings, max_size=6), days, st.sampled_from(CIRCUITS), days)
def test_a_conviction_date_filled_in_turns_no_answer(
    rows: list[Holding], as_of: dt.date, circuit: str, convicted: dt.date
) -> None:
    before = settle(rows, as_of=as_of, circuit=circuit, convicted_on=None)
    after = settle(rows, as_of=as_of, circuit=circuit, convicted_on=convicted)
    if not before.needs_conviction_date:
        assert after.answer == before.answer
