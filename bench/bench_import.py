"""What `import immconseq` costs beside `import attrs, cattrs`, which it rests on.

    python bench/bench_import.py [rounds]

Each import is timed in a fresh process, by that process, so that starting Python does not count;
the two take turns, and the best of each is kept. The bound is 2.5: above it the program fails. The
first `assess` of a process is measured too, for it reads the rules and the catalog.
"""

from __future__ import annotations

import subprocess
import sys

BOUND = 2.5
CLOCK = "import time; start = time.perf_counter(); {}; print(time.perf_counter() - start)"
BASE = CLOCK.format("import attrs, cattrs")
OURS = CLOCK.format("import immconseq")
FIRST = CLOCK.format(
    "from immconseq import Case, assess;"
    " assess(Case.from_dict({'as_of': '2026-11-24', 'dispositions': []}))"
)


def seconds(program: str) -> float:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def main(rounds: int) -> int:
    seconds(OURS)  # bytecode is written once, and is no part of it
    best = dict.fromkeys((BASE, OURS, FIRST), float("inf"))
    for _ in range(rounds):
        for program in best:
            best[program] = min(best[program], seconds(program))
    ratio = best[OURS] / best[BASE]
    print(f"import immconseq / import attrs, cattrs: {ratio:.2f} (at most {BOUND})")
    print(f"import and a first assess / the same:    {best[FIRST] / best[BASE]:.2f}")
    return int(ratio > BOUND)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9))
