"""Rows of law in `tests/data`: a case, the count that it is about, and the answers that are right.

Each file holds a row a line. A row may say of an offense's profile ``"rest": "no"`` for all the
entries that it leaves out. Rows name prongs in their own words, and `variant_hint` gives more of
them; a prong of the catalog is found by the words that it shares.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs

from immconseq import AmbiguousOffense, Case, Status, UnknownOffense, assess, catalog
from immconseq.offenses.entry import Entry
from immconseq.profile import PROFILE_ENTRIES
from immconseq.rules.vocabulary import DISPOSITION_FINDINGS

FOLDER = Path(__file__).parent / "data"
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


def lines(name: str) -> list[dict[str, Any]]:
    """Every line of a file; one without a case says why there is none."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


def rows(name: str) -> list[dict[str, Any]]:
    return [line for line in lines(name) if "case" in line]


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


def whole(case: dict[str, Any]) -> dict[str, Any]:
    """A copy of a case with each profile written out."""
    data = copy.deepcopy(case)
    for disposition in data["dispositions"]:
        for offense in (disposition["offense"], *disposition.get("charged_with", ())):
            profile = offense.get("profile", {})
            if profile.pop("rest", None) == "no":
                offense["profile"] = {**dict.fromkeys(PROFILE_ENTRIES, "no"), **profile}
    return data


def prepared(row: dict[str, Any]) -> tuple[Case, bool]:
    """The case with its prongs called as the catalog calls them; does it lack an offense?"""
    data = whole(row["case"])
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


def answers(found: Iterable[dict[str, Any]]) -> Iterator[Answer]:
    for row in found:
        case, lacking = prepared(row)
        result = assess(case)
        refs = {d.ref for d in case.dispositions}
        for finding, wanted in row["expect"].items():
            of_count = finding in OF_A_COUNT and row["ref"] in refs
            answer = result.of(row["ref"], finding) if of_count else result[finding]
            yield Answer(
                row=row["id"],
                finding=finding,
                got=answer.status,
                wanted=tuple(wanted),
                lacking=lacking,
            )
