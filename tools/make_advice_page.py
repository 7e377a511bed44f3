"""Write ``docs/chart-advice.md``: what practice charts advise, and what of it no longer holds.

Run it from the project's root. With ``--check`` it writes nothing, and exits 1 if the page is not
what the rows say.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.generated import write_or_check

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "chart-advice.md"
ROWS = ROOT / "tests" / "data" / "chart_advice.jsonl"

OPENING = """\
# What the charts advise

Written from `tests/data/chart_advice.jsonl` by `tools/make_advice_page.py`; change the rows, not
this page. A row is a charge and what a practice chart (for California the public chart of the
ILRC, for New York that of the Immigrant Defense Project) advises to plead to instead, in words of
our own. `tests/test_chart_advice.py` asks `mitigate` for each that still holds.
"""

NOT_NOW = """
## Advice that no longer holds, or is needless now

On 24 November 2026, in the Ninth Circuit; of New York in the Second.

| charge | what was advised | why not now |
|---|---|---|
"""

APART = """
## Advice that a plan does not carry out to the letter

| charge | advice | why |
|---|---|---|
"""


def rows() -> list[dict[str, Any]]:
    """The rows, in their order."""
    return [json.loads(line) for line in ROWS.read_text("utf-8").splitlines()]


def _charge(row: dict[str, Any]) -> str:
    offense = row["count"]["offense"]
    return f"{offense['code']} ({offense['jurisdiction']})"


def _lines() -> Iterator[str]:
    yield OPENING
    there = rows()
    held = [row for row in there if row["now"]]
    pieces = sum(len(row["advice"]) for row in held)
    yield (
        f"\n{len(there)} charges; the advice on {len(held)} of them holds, {pieces} pieces of it.\n"
    )
    yield NOT_NOW
    for row in there:
        if not row["now"]:
            yield f"| {_charge(row)} | {_cell(row['said'])} | {_cell(row['why_not_now'])} |\n"
    yield APART
    for row in there:
        for advice in row["advice"]:
            if "apart" in advice:
                what = f"{advice['strategy']} {advice.get('code', '')}".strip()
                yield f"| {_charge(row)} | {what} | {_cell(advice['apart'])} |\n"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def main() -> int:
    return write_or_check({PAGE: lambda: "".join(_lines())}, __doc__ or "")


if __name__ == "__main__":
    sys.exit(main())
