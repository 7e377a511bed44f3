"""What courts decided, charts say and changes of law did, held against what the library answers.

A definite answer that a row does not allow fails. An open one (undetermined, contested) fails
too, unless `OPEN` says why it is open, or the catalog lacks the offense. `RIGHT` is how many
answers were right when last counted; raise it, together with what leaves `OPEN`.

- `chart`, `chart_reading`, `rulings`: offenses as a practice chart answers them, and as somebody
  read that chart's statutes who had not seen the rows; and decisions.
- `second_reading`, `board_reading`, `circuit_reading`: decisions and statutes as somebody read them
  who had not seen the rules; the last two by court.
- `detention_reading`, `relief_reading`: the same of detention, removal, travel and relief.
- `rulebook_reading`: what two reviewers, the statute in hand, expected of the rulebook's findings.
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
    "chart_reading",
    "rulings",
    "second_reading",
    "board_reading",
    "circuit_reading",
    "detention_reading",
    "relief_reading",
    "rulebook_reading",
    "practice_notes",
    "recent",
    "version_pairs",
)
RIGHT = {
    "chart": 75,
    "chart_reading": 397,
    "rulings": 170,
    "second_reading": 250,
    "board_reading": 187,
    "circuit_reading": 334,
    "detention_reading": 145,
    "relief_reading": 196,
    "rulebook_reading": 250,
    "practice_notes": 306,
    "recent": 191,
    "version_pairs": 111,
}

_LATER = "the row does not say whether a party relied on such orders (8 CFR 1003.55(a)(1)(iii))"
_INJURY = "whether somebody was gravely hurt is a fact that the row leaves out"
_ISOMER = "the Second Circuit alone has read the list, and found the cocaine schedule indivisible"
OPEN = {
    ("H043", "deport.aggravated_felony"): "no court has decided whether PC 148.10 is a crime of"
    " violence; the chart's own view is not the law's",
    ("C112", "deport.controlled_substance"): "whether probation was violated, which the row leaves"
    " out, decides whether an expunged first possession counts",
    ("C144", "deport.aggravated_felony"): "the row names no loss, and a false prescription may be a"
    " fraud",
    ("S096", "bar.lpr_cancellation"): "the row names no substance, and possession of one of them is"
    " an aggravated felony (flunitrazepam, 21 USC 844(a))",
    ("N017", "conviction"): "a profile cannot say that a drug offense is simple possession",
    ("N017", "deport.controlled_substance"): "as of the conviction",
    ("N051", "deport.protective_order"): "the row does not say that the order was for protection"
    " against domestic violence",
    ("N079", "cimt"): "of a present cohabitant the Ninth Circuit has decided neither way",
    (
        "DT059",
        "stop_time",
    ): "whether seven years were needed by April 1997 was not asked in Jaghoori",
    ("DT059", "bar.lpr_cancellation"): "as of the clock",
    ("RL048", "bar.family_petition"): "the row gives no age of the victim",
    ("RL066", "bar.212c"): "what 212(c) reached before Judulang is not encoded",
    ("RL088", "bar.registry"): "how long good conduct must have lasted is the officer's to weigh",
    ("rva-vd-pardoned-af", "bar.voluntary_departure_at_conclusion"): "the row does not say when"
    " the person was confined",
    ("P5c", "aggfel.document_fraud"): "the row names no section, and paragraph (P) names two",
    ("P7d", "deport.cimt_within_5y"): "whether a section punishes its attempts in full is no fact"
    " of a row of the catalog",
    ("P10d", "bar.good_moral_character"): "the conviction came within the period, which 8 CFR"
    " 316.10(b)(3)(iii) leaves to the officer to weigh",
    ("P14f", "detention.laken_riley"): _INJURY,
    ("T036", "detention.laken_riley"): _INJURY,
    ("P24c", "reentry.sentence_enhancement"): "an earlier drug conviction may have been found",
    ("P24c", "reentry.permanent_bar"): "an earlier drug conviction may have been found",
    ("P24d", "reentry.permanent_bar"): "an earlier drug conviction may have been found",
    ("T004", "deport.firearms"): "18 USC 922(g) punishes ammunition too, which is no firearm",
    ("T078", "aggfel.theft_burglary"): _LATER,
    ("T078", "deport.aggravated_felony"): _LATER,
    ("T112", "aggfel.theft_burglary"): _LATER,
    ("T104", "deport.controlled_substance"): _ISOMER,
    ("V076", "deport.controlled_substance"): _ISOMER,
    ("V077", "deport.controlled_substance"): _ISOMER,
    ("V079", "deport.controlled_substance"): _ISOMER,
    ("T106", "deport.controlled_substance"): "California's cannabis takes in stalks since 2016",
    ("T106", "inadmit.controlled_substance"): "California's cannabis takes in stalks since 2016",
    ("T118", "cimt"): "the two prongs of PC 666.1 differ, and the row names neither",
    ("V028", "cimt"): "a holding reaches convictions from a day on, and this one offenses",
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
