"""What courts decided and a practice chart says, held against what the library answers.

Each file of `FILES` holds a row a line: a case, the count that it is about, and the answers that
are right. A definite answer that a row does not allow fails. An open one (undetermined, contested)
fails too, unless `OPEN` says why it is open, or the catalog lacks the offense. `RIGHT` is how many
answers were right when last counted; raise it, together with what leaves `OPEN`.

Rows name prongs in their own words; `variant_hint` gives more of them. A prong of the catalog is
found by the words that it shares.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from immconseq import AmbiguousOffense, Case, Status, UnknownOffense, assess, catalog
from immconseq.offenses.entry import Entry
from immconseq.rules.vocabulary import DISPOSITION_FINDINGS

FOLDER = Path(__file__).parent / "data"
FILES = ("chart", "rulings", "second_reading")
RIGHT = {"chart": 71, "rulings": 131, "second_reading": 241}

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

OF_A_COUNT = frozenset(conclusion.name for conclusion in DISPOSITION_FINDINGS)
DEFINITE = frozenset({Status.TRIGGERED, Status.NOT_TRIGGERED})


@attrs.frozen(kw_only=True)
class Answer:
    """What the library says to one expectation of a row; `lacking`: the catalog has no entry."""

    row: str
    finding: str
    got: Status
    wanted: tuple[str, ...]
    lacking: bool

    @property
    def right(self) -> bool:
        return self.got in self.wanted

    def __str__(self) -> str:
        return f"{self.row} {self.finding}: {self.got}, wanted {' or '.join(self.wanted)}"


def rows(name: str) -> list[dict[str, Any]]:
    lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def entry_of(offense: dict[str, Any]) -> Entry | None:
    try:
        return catalog.get(offense["jurisdiction"], offense["code"])
    except (AmbiguousOffense, UnknownOffense):
        return None


def prong(entry: Entry, words: Collection[str]) -> str | None:
    """The prong that shares most of *words*, the one of the shortest id if several do."""

    def shared(text: str) -> int:
        own = set(re.findall(r"[a-z0-9]+", text.lower()))
        return sum(any(o == w or (len(w) > 3 and o.startswith(w)) for o in own) for w in words)

    scored = [
        (shared(f"{v.id.replace('_', ' ')} {v.name} {v.elements}"), -v.id.count("_"), v.id)
        for v in entry.variants
    ]
    best = max(scored, key=lambda s: s[:2], default=(0, 0, ""))
    return best[2] if best[0] else None


def prepared(row: dict[str, Any]) -> tuple[Case, bool]:
    """The case with its prongs called as the catalog calls them; does it lack an offense?"""
    data = copy.deepcopy(row["case"])
    offenses = {d["ref"]: d["offense"] for d in data["dispositions"]}
    main = offenses.get(row["ref"])
    lacking = False
    for offense in offenses.values():
        entry = entry_of(offense)
        lacking = lacking or (entry is None and "profile" not in offense)
        if offense.get("variant") == "inconclusive":
            continue
        same = main is not None and offense["code"] == main["code"]
        words = [w for w in row.get("variant_hint", ()) if same and len(w) > 2]
        known = {v.id for v in entry.variants} if entry is not None else set()
        if (named := offense.get("variant")) is not None and named not in known:
            del offense["variant"]
            words = words or named.lower().split("_")
        if entry is not None and words and (found := prong(entry, words)) is not None:
            offense["variant"] = found
    return Case.from_dict(data), lacking


def answers(name: str) -> Iterator[Answer]:
    for row in rows(name):
        case, lacking = prepared(row)
        result = assess(case)
        refs = {d.ref for d in case.dispositions}
        for finding, wanted in row["expect"].items():
            of_count = finding in OF_A_COUNT and row["ref"] in refs
            found = result.of(row["ref"], finding) if of_count else result[finding]
            yield Answer(
                row=row["id"],
                finding=finding,
                got=found.status,
                wanted=tuple(wanted),
                lacking=lacking,
            )


@pytest.mark.parametrize("name", FILES)
def test_no_answer_is_wrong_and_none_that_was_right_is_lost(name: str) -> None:
    found = list(answers(name))
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
