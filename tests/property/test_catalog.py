"""Every offense of the library's own packs, at each boundary of term, loss and amount.

The reference engine assesses them all; the durable engine a sample, drawn by a seed that a failure
prints.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from immconseq import Assessment, Case, Status, assess, catalog
from immconseq.engine.durable import available
from immconseq.offenses.entry import Entry
from immconseq.rules.vocabulary import AGGRAVATED_FELONIES

SEED = 20261124
SAMPLE = 40
TERMS = (0, 180, 181, 364, 365, 1824, 1825)
BESIDE = (
    {"facts": {"loss_usd": 10_000, "grams": 30, "substance": "marijuana", "own_use": True}},
    {"facts": {"loss_usd": 10_000.01, "grams": 30.01, "substance": "marijuana", "own_use": True}},
    {"facts": {"substance": "inconclusive", "victim_age": 15, "defendant_age": 17}},
    {"level": "misdemeanor", "facts": {"victim_age": 17, "victim_relationship": "spouse"}},
    {"level": "infraction"},
)
PERSON = {
    "status": "lpr",
    "admitted": True,
    "admitted_on": "2019-06-02",
    "first_admitted_on": "2019-06-02",
    "lpr_on": "2019-06-02",
    "lpr_by": "admission",
    "history_complete": True,
}
OF_A_TERM = tuple(finding.name for finding in AGGRAVATED_FELONIES)

Offense = dict[str, Any]


def offenses(entry: Entry) -> Iterator[Offense]:
    """Whole, and by each prong."""
    whole = {"jurisdiction": entry.jurisdiction, "code": entry.code}
    yield whole
    yield from ({**whole, "variant": variant.id} for variant in entry.variants)


def case(offense: Offense, imposed: int, *, level: str | None = None, facts: Any = None) -> Case:
    return Case.from_dict(
        {
            "as_of": "2026-11-24",
            "circuit": "9",
            "person": PERSON,
            "dispositions": [
                {
                    "ref": "count-1",
                    "offense": offense if level is None else {**offense, "level": level},
                    "outcome": "convicted",
                    "committed_on": "2024-06-01",
                    "disposed_on": "2025-01-10",
                    "sentence": {"imposed_days": imposed, "suspended_days": 0},
                    "facts": facts or {},
                }
            ],
        }
    )


def felonies(result: Assessment) -> set[str]:
    return {n for n in OF_A_TERM if result.of("count-1", n).status is Status.TRIGGERED}


@pytest.mark.parametrize("pack", sorted({entry.pack for entry in catalog}))
def test_each_offense_at_each_boundary(pack: str) -> None:
    """None fails, and a longer term never takes a paragraph of aggravated felony away."""
    for entry in catalog:
        if entry.pack != pack:
            continue
        for offense in offenses(entry):
            before: set[str] = set()
            for imposed in TERMS:
                now = felonies(assess(case(offense, imposed), engine="reference"))
                assert before <= now, (offense, imposed)
                before = now
            for beside in BESIDE:
                result = assess(case(offense, 365, **beside), engine="reference")
                assert set(result.statuses()), (offense, beside)


@pytest.mark.skipif(not available(), reason="durable-rules does not import here")
def test_a_sample_in_the_durable_engine() -> None:
    drawn = random.Random(SEED).sample(list(catalog), SAMPLE)
    for entry in drawn:
        for offense in offenses(entry):
            here = case(offense, 365)
            one, two = (assess(here, engine=name) for name in ("durable", "reference"))
            assert one.statuses() == two.statuses(), f"seed {SEED}: {offense}"
