"""What courts decided, charts say and changes of law did, held against what the library answers.

A definite answer that a row does not allow fails. An open one (undetermined, contested) fails
too, unless `OPEN` says why it is open, or the catalog lacks the offense. `RIGHT` is how many
answers were right when last counted; raise it, together with what leaves `OPEN`.

- `chart`, `rulings`: offenses as a practice chart answers them, and decisions.
- `second_reading`, `board_reading`, `circuit_reading`: decisions and statutes as somebody read them
  who had not seen the rules; the last two by court.
- `practice_notes`: where a simple statement of this law goes wrong, by the number of the point.
- `recent`: what has changed since January 2024, by the authority that changed it.
- `version_pairs`: one case before and after a change.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from immconseq import Status
from tests.rows import DEFINITE, answers, lines, rows

FILES = (
    "chart",
    "rulings",
    "second_reading",
    "board_reading",
    "circuit_reading",
    "practice_notes",
    "recent",
    "version_pairs",
)
RIGHT = {
    "chart": 71,
    "rulings": 131,
    "second_reading": 241,
    "board_reading": 0,
    "circuit_reading": 0,
    "practice_notes": 0,
    "recent": 0,
    "version_pairs": 0,
}

NOT_ENCODED = "not encoded yet, see immconseq.rules.gaps"
OPEN = {
    ("H043", "deport.aggravated_felony"): "no court has decided whether PC 148.10 is a crime of"
    " violence; the chart's own view is not the law's",
    ("R061", "bar.212c"): NOT_ENCODED,
    ("R078", "bar.tps"): NOT_ENCODED,
    ("R081", "bar.daca"): NOT_ENCODED,
    ("R083", "bar.daca"): NOT_ENCODED,
    ("S055", "bar.212h"): NOT_ENCODED,
    ("S055", "bar.tps"): NOT_ENCODED,
    ("S096", "bar.lpr_cancellation"): "the row names no substance, and possession of one of them is"
    " an aggravated felony (flunitrazepam, 21 USC 844(a))",
    ("S111", "bar.tps"): NOT_ENCODED,
    ("S112", "bar.tps"): NOT_ENCODED,
    ("S113", "bar.daca"): NOT_ENCODED,
    ("S114", "bar.daca"): NOT_ENCODED,
    ("S115", "bar.daca"): NOT_ENCODED,
    ("S116", "bar.daca"): NOT_ENCODED,
    ("S119", "bar.family_petition"): NOT_ENCODED,
}
"""Why an answer that a row wants is open: by the row and the finding."""


@pytest.mark.parametrize("name", FILES)
def test_no_answer_is_wrong_and_none_that_was_right_is_lost(name: str) -> None:
    found = list(answers(rows(name)))
    wrong = [str(a) for a in found if not a.right and a.got in DEFINITE]
    assert not wrong, "answers that the authority does not allow"
    opened = [
        str(a) for a in found if not a.right and not a.lacking and (a.row, a.finding) not in OPEN
    ]
    assert not opened, "answers left open for a reason that OPEN does not give"
    assert sum(a.right for a in found) >= RIGHT[name]


def test_what_is_said_to_be_open_is_asked() -> None:
    asked = {
        (row["id"], finding) for name in FILES for row in rows(name) for finding in row["expect"]
    }
    assert set(OPEN) <= asked


@pytest.mark.parametrize("name", FILES)
def test_rows_are_whole(name: str) -> None:
    statuses = {status.value for status in Status}
    found = rows(name)
    assert len({row["id"] for row in found}) == len(found)
    for row in found:
        assert row["expect"], row["id"]
        assert all(set(wanted) <= statuses for wanted in row["expect"].values()), row["id"]
        assert row.get("authority") or row.get("source"), row["id"]


def test_every_point_of_practice_is_shown() -> None:
    shown = {line["point"] for line in lines("practice_notes")}
    assert shown == set(range(1, 41))
    assert all("case" in line or line["untestable"] for line in lines("practice_notes"))


def test_every_change_has_a_case_or_the_reason_why_none_can_show_it() -> None:
    assert all(line["item"] for line in lines("recent"))
    assert all("case" in line or line["untestable"] for line in lines("recent"))


CHANGES = (
    "dimaya",
    "borden",
    "pugin",
    "diaz-lizarraga",
    "silva-trevino",
    "thomas-thompson",
    "pereida",
    "gomez",
    "pc-18.5",
)
"""Changes of which some pair has to have two answers."""


def test_a_change_of_law_changes_an_answer() -> None:
    pairs: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in rows("version_pairs"):
        assert row["when"] not in pairs[row["pair"]]
        pairs[row["pair"]][row["when"]] = row
    for name, pair in pairs.items():
        assert set(pair) == {"before", "after"}, name
    changed = [n for n, p in pairs.items() if p["before"]["expect"] != p["after"]["expect"]]
    assert not [c for c in CHANGES if not any(name.startswith(c) for name in changed)]
