"""What a look-up in the catalog costs: the first in a title, and many once it is read.

    python bench/bench_catalog.py [rounds]

The first look-ups are timed in fresh processes, and the best of each is kept. The bounds are 300 ms
for a first look-up in any title, and 10,000 look-ups a second after it; beyond either the program
fails.
"""

from __future__ import annotations

import subprocess
import sys
import time

from immconseq import catalog

FIRST_MS, A_SECOND = 300, 10_000
FIRST = """
import time
from immconseq import catalog
start = time.perf_counter()
catalog.get({place!r}, {code!r})
print(time.perf_counter() - start)
"""
TITLES = (
    ("US-CA", "PC 459"),
    ("US-CA", "PC 29800(a)(1)"),
    ("US-CA", "HS 11377(a)"),
    ("US-CA", "VC 23152(a)"),
    ("US", "18 USC 1343"),
    ("US-NY", "PL 155.25"),
)
SPELLINGS = (
    "PC 459",
    "459 pc",
    "Cal. Penal Code section 245(a)(1)",
    "664/459",
    "PC 459/460(b)",
    "H&S 11377(a)",
)


def first(place: str, code: str) -> float:
    """Milliseconds of a first look-up, in a process of its own."""
    program = FIRST.format(place=place, code=code)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return float(done.stdout) * 1000


def a_second() -> float:
    """Look-ups a second, of codes in several spellings, once their titles are read."""
    for code in SPELLINGS:
        catalog.get("US-CA", code)
    rounds = 2000
    start = time.perf_counter()
    for _ in range(rounds):
        for code in SPELLINGS:
            catalog.get("US-CA", code)
    return rounds * len(SPELLINGS) / (time.perf_counter() - start)


def main(rounds: int) -> int:
    failed = False
    for place, code in TITLES:
        best = min(first(place, code) for _ in range(rounds))
        failed |= best > FIRST_MS
        print(f"first look-up, {place} {code}: {best:.0f} ms (at most {FIRST_MS})")
    rate = max(a_second() for _ in range(rounds))
    print(f"look-ups a second: {rate:,.0f} (at least {A_SECOND:,})")
    return int(failed or rate < A_SECOND)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
