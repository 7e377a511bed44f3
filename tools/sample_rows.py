"""Offenses drawn at random for a second reader, who must not see their rows.

    python -m tools.sample_rows SEED US-CA=40 US=15

prints a line of JSON for each: its code, its names, and its prongs by name. What the reader answers
is held against the rows; the seed is printed with the result, so that anybody can draw the same.
"""

from __future__ import annotations

import json
import random
import sys

from immconseq import catalog
from immconseq.offenses.entry import Entry


def drawn(seed: int, jurisdiction: str, number: int) -> list[Entry]:
    """*number* rows of a jurisdiction, by its own stream of the seed, in the catalog's order."""
    rows = [entry for entry in catalog if entry.jurisdiction == jurisdiction]
    stream = random.Random(f"{seed} {jurisdiction}")
    chosen = stream.sample(range(len(rows)), min(number, len(rows)))
    return [rows[place] for place in sorted(chosen)]


def asked(entry: Entry) -> dict[str, object]:
    """What a second reader may see of a row."""
    return {
        "jurisdiction": entry.jurisdiction,
        "code": entry.code,
        "names": list(entry.names),
        "prongs": {variant.id: variant.name for variant in entry.variants},
    }


def main(argv: list[str]) -> int:
    """Print the sample."""
    seed = int(argv[0])
    for wanted in argv[1:]:
        jurisdiction, _, number = wanted.partition("=")
        for entry in drawn(seed, jurisdiction, int(number)):
            print(json.dumps(asked(entry)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
