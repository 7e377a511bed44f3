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


def first(place: str, code: str) -> float:
    """Milliseconds of a first look-up, in a process of its own."""
    program = FIRST.format(place=place, code=code)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return float(done.stdout) * 1000


def a_second() -> float:
    """Look-ups a second of every code of California, each in four spellings, none asked before."""
    codes = [entry.code for entry in catalog.of("US-CA")]
    texts = [
        spelling.format(code=code, name=name, section=section)
        for code in codes
        for name, _, section in [code.partition(" ")]
        for spelling in ("{code}", "{section} {name}", "Cal. {name} section {section}", "{code} ")
    ]
    catalog.get("US-CA", codes[0])
    start = time.perf_counter()
    for text in texts:
        catalog.get("US-CA", text)
    return len(texts) / (time.perf_counter() - start)


def main(rounds: int) -> int:
    failed = False
    for place, code in TITLES:
        best = min(first(place, code) for _ in range(rounds))
        failed |= best > FIRST_MS
        print(f"first look-up, {place} {code}: {best:.0f} ms (at most {FIRST_MS})")
    rate = a_second()  # once: what was asked before is remembered
    print(f"look-ups a second: {rate:,.0f} (at least {A_SECOND:,})")
    return int(failed or rate < A_SECOND)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
