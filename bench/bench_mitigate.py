"""What a plan costs, over the whole of California: in a fresh process, and in one that is warm.

    python bench/bench_mitigate.py [rounds]

The case is one count under discussion and one prior. A fresh process is timed from the import on; a
warm one has made a plan of another case, and never saw the one it is timed on. Beside it stands
what it would cost to assess a case for every offense of California, each prong at each level, never
seen before, with the reference engine: so many times the median of such an assessment; and, without
a bound, the same for the candidates that the plan had left when it had looked at the facts. The
bounds are 2 s and 0.3 s, and a tenth of what the whole pack would cost; beyond any of them the
program fails. Of the plans the best round counts. A plan assesses what it lists when that is asked
for, as writing it does, which is timed apart. It runs on one core.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from immconseq import Mitigation

COLD_S, WARM_S, RATIO = 2.0, 0.3, 0.1
DEMO = Path(__file__).parents[1] / "docs/examples/demo/domestic-violence-offer.json"
PRIOR = {
    "ref": "prior",
    "offense": {"jurisdiction": "US-CA", "code": "PC 484(a)", "level": "misdemeanor"},
    "outcome": "convicted",
    "committed_on": "2020-01-01",
    "disposed_on": "2020-06-01",
    "sentence": {"imposed_days": 30},
}
THEFT = {
    "offense": {"jurisdiction": "US-CA", "code": "PC 487(a)", "level": "felony"},
    "sentence": {"imposed_days": 365},
    "facts": {},
}
CASES: dict[str, dict[str, Any]] = {"domestic violence": {}, "theft": THEFT}
COLD = """
import time
start = time.perf_counter()
import json, sys
from immconseq import Case, mitigate
mitigate(Case.from_dict(json.load(sys.stdin)), ref="count-1")
print(time.perf_counter() - start)
"""


def case_of(changed: dict[str, Any], number: int) -> dict[str, Any]:
    """The demonstration's case with another count and a prior; no two numbers give one case."""
    case: dict[str, Any] = json.loads(DEMO.read_text(encoding="utf-8"))
    case["dispositions"][0].update(changed)
    day = dt.date.fromisoformat(case["dispositions"][0]["committed_on"])
    case["dispositions"][0]["committed_on"] = (day - dt.timedelta(days=number)).isoformat()
    case["dispositions"].append(PRIOR)
    return case


def cold(case: dict[str, Any]) -> float:
    """Seconds of a first plan, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", COLD],
        input=json.dumps(case),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def warm(
    changed: dict[str, Any], rounds: int, engine: str | None
) -> tuple[float, float, Mitigation]:
    """Seconds of a plan, and of writing it, with the last one."""
    from immconseq import Case, mitigate

    times, writing = [], []
    for number in range(rounds + 1):
        case = Case.from_dict(case_of(changed, number))
        gc.collect()
        start = time.perf_counter()
        plan = mitigate(case, ref="count-1", engine=engine)
        times.append(time.perf_counter() - start)
        start = time.perf_counter()
        plan.to_dict()
        writing.append(time.perf_counter() - start)
    return min(times[1:]), min(writing[1:]), plan


def one_assessment(changed: dict[str, Any], number: int) -> float:
    """Seconds of assessing a case that was never seen before, with the reference engine."""
    from immconseq import Case, assess

    times = []
    for n in range(number + 1):
        case = Case.from_dict(case_of(changed, 1000 + n))
        start = time.perf_counter()
        assess(case, engine="reference").statuses()
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def offenses() -> int:
    """How many offenses California has, each prong at each level."""
    from immconseq import catalog

    return sum(
        len({r.level for r in row.levels})
        for entry in catalog.of("US-CA")
        for row in (entry.variants or (entry,))
    )


def main(rounds: int) -> int:
    failed = False
    whole = offenses()
    for name, changed in CASES.items():
        first = min(cold(case_of(changed, 0)) for _ in range(rounds))
        failed |= first > COLD_S
        print(f"{name}: in a fresh process {first:.2f} s (at most {COLD_S:.0f})")
        alone = one_assessment(changed, 300)
        for engine in (None, "reference"):
            again, writing, plan = warm(changed, rounds, engine)
            candidates = plan.searched.candidates
            ratio = again / (whole * alone)
            failed |= again > WARM_S or ratio > RATIO
            print(
                f"{name}, {engine or 'default'} engine: warm {again:.3f} s (at most {WARM_S}),"
                f" {again / alone:.0f} assessments; of all {whole} offenses assessed a share of"
                f" {ratio:.3f} (at most {RATIO}), of the {candidates} candidates"
                f" {again / (candidates * alone):.3f}; to_dict() of a plan of"
                f" {len(plan.alternatives)} {writing:.3f} s"
            )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
