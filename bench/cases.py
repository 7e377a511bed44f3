"""Cases for the benchmarks: made beforehand, always the same ones, no two alike."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from immconseq import Case

__all__ = ["distinct", "known", "unknown"]

CODES = (
    ("PC 459", "residential"),
    ("PC 273.5(a)", None),
    ("PC 487(a)", None),
    ("HS 11377(a)", None),
    ("VC 23152(a)", None),
    ("PC 245(a)(1)", None),
    ("PC 484(a)", None),
    ("PC 243(e)(1)", None),
)
"""Offenses of the catalog, each with its prong where it has to have one."""

PERSON = {
    "status": "lpr",
    "admitted": True,
    "admitted_on": "2012-03-01",
    "first_admitted_on": "2012-03-01",
    "lpr_on": "2012-03-01",
    "lpr_by": "admission",
    "resided_since": "2012-03-01",
    "history_complete": True,
}


def _count(number: int, offense: dict[str, Any], day: dt.date, days: int) -> dict[str, Any]:
    return {
        "ref": f"count-{number}",
        "offense": offense,
        "outcome": "convicted",
        "committed_on": day.isoformat(),
        "disposed_on": (day + dt.timedelta(days=200)).isoformat(),
        "sentence": {"imposed_days": days, "suspended_days": 0},
        "facts": {"loss_usd": 400, "substance": "methamphetamine", "victim_relationship": "spouse"},
    }


def known(dispositions: int) -> Case:
    """A permanent resident with so many convictions, all of them in the catalog."""
    return _case(dispositions, [_offense(n) for n in range(dispositions)])


def unknown(dispositions: int) -> Case:
    """The same with offenses that no pack has: every rule that reads an offense stays open."""
    missing = [
        {"jurisdiction": "US-WY", "code": f"99-{n}-1", "level": "felony"}
        for n in range(dispositions)
    ]
    return _case(dispositions, missing)


def _offense(number: int) -> dict[str, Any]:
    code, variant = CODES[number % len(CODES)]
    offense = {"jurisdiction": "US-CA", "code": code, "level": "misdemeanor"}
    return offense if variant is None else {**offense, "level": "felony", "variant": variant}


def _case(dispositions: int, offenses: list[dict[str, Any]]) -> Case:
    first = dt.date(2015, 6, 1)
    return Case.from_dict(
        {
            "as_of": "2026-11-24",
            "circuit": "9",
            "person": PERSON,
            "dispositions": [
                _count(n, offenses[n], first + dt.timedelta(days=300 * n), 180 + n)
                for n in range(dispositions)
            ],
        }
    )


def distinct(count: int) -> Iterator[Case]:
    """So many cases, of nought to three convictions; no two have the same dates, terms and refs."""
    source = random.Random(1)
    for number in range(count):
        day = dt.date(2013, 1, 1) + dt.timedelta(days=number % 4000)
        yield Case.from_dict(
            {
                "case_id": f"case-{number}",
                "as_of": (dt.date(2025, 1, 1) + dt.timedelta(days=number % 690)).isoformat(),
                "circuit": "9",
                "person": PERSON,
                "dispositions": [
                    {
                        **_count(k, _offense(number + k), day, source.randrange(1, 900)),
                        "ref": f"count-{number}-{k}",
                    }
                    for k in range(number % 4)
                ],
            }
        )
