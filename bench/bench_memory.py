"""Does a process that assesses for hours keep anything of what it has assessed?

    python bench/bench_memory.py [cases]

So many cases, no two alike, go through `assess` on the default engine, one after the other, and
each result is asked for its statuses and let go. Memory in use after the first tenth must be what
it is at the end, but for a few megabytes of noise: above `BOUND` of it the program fails.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from pathlib import Path

from cases import distinct

from immconseq import assess

BOUND = 1.10
"""The most memory in use at the end, beside that after the first tenth."""


def megabytes() -> float:
    """What is in memory of this process now; where that cannot be read, the most there ever was."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize() / 2**20
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def main(count: int) -> int:
    tenth = max(count // 10, 1)
    marks: dict[int, float] = {}
    triggered = 0
    engine = ""
    start = time.perf_counter()
    for number, case in enumerate(distinct(count), 1):
        result = assess(case)
        engine = result.engine
        triggered += sum(status == "triggered" for status in result.statuses().values())
        if number % tenth == 0:
            gc.collect()
            marks[number] = megabytes()
    taken = time.perf_counter() - start
    for number, used in marks.items():
        print(f"in memory after {number:6} cases: {used:7.1f} MB")
    ratio = marks[max(marks)] / marks[tenth]
    print(f"engine {engine}, {triggered / count:.1f} ids triggered a case, {taken:.0f} s")
    print(f"at the end / after the first tenth: {ratio:.3f} (at most {BOUND})")
    return int(ratio > BOUND)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000))
