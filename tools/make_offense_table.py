"""Write ``tests/golden/offenses``: what each offense of the library's own packs leads to.

A file for each jurisdiction, a line for each offense, or for each of its prongs: one conviction of
a permanent resident, in the circuit of the jurisdiction, and what follows from it. A change of law,
of a rule or of a row shows as a difference that can be read. Run it from the project's root; with
``--check`` it writes nothing, and exits 1 if a file is not what the library says.
"""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import Any

from immconseq import Assessment, Case, Status, assess
from immconseq.offenses import catalog, load_default
from immconseq.offenses.entry import Entry
from immconseq.rules.vocabulary import CASE_FINDINGS, DISPOSITION_FINDINGS
from tools.generated import write_or_check

PACKS = Path(catalog.__file__).parent / "packs"
FOLDER = Path(__file__).parents[1] / "tests" / "golden" / "offenses"

CIRCUITS = {
    **dict.fromkeys(("US-CT", "US-NY", "US-VT"), "2"),
    **dict.fromkeys(("US-DE", "US-NJ", "US-PA"), "3"),
    **dict.fromkeys(("US-MD", "US-NC", "US-SC", "US-VA", "US-WV"), "4"),
    **dict.fromkeys(("US-LA", "US-MS", "US-TX"), "5"),
    **dict.fromkeys(("US-KY", "US-MI", "US-OH", "US-TN"), "6"),
    **dict.fromkeys(("US-IL", "US-IN", "US-WI"), "7"),
    **dict.fromkeys(("US-AR", "US-IA", "US-MN", "US-MO", "US-ND", "US-NE", "US-SD"), "8"),
    **dict.fromkeys(("US-CO", "US-KS", "US-NM", "US-OK", "US-UT", "US-WY"), "10"),
    **dict.fromkeys(("US-AL", "US-FL", "US-GA"), "11"),
    **dict.fromkeys(("US-MA", "US-ME", "US-NH", "US-RI", "US-PR"), "1"),
}
"""The circuit of a State; of every other place, federal law among them, the Ninth."""

OPENING = """\
Written by tools/make_offense_table.py; change the packs or the rules, not this file.
As of {as_of}, circuit {circuit}: a resident admitted in March 2022 and convicted on 10 January 2025
of what was done on 1 June 2024; a year ordered and none of it suspended; a loss of 20,000 dollars;
the victim a spouse of thirty; no substance named.
T triggered, c contested, ? open for want of a fact or a rule.
"""
AS_OF = "2026-11-24"
FINDINGS = (
    *(f.name for f in DISPOSITION_FINDINGS if f.name not in ("conviction",)),
    *(f.name for f in CASE_FINDINGS if f.name.startswith(("deport.", "inadmit."))),
    "detention.mandatory",
)
LETTERS = {Status.TRIGGERED: "T", Status.CONTESTED: "c", Status.UNDETERMINED: "?"}


def table(place: str) -> str:
    circuit = CIRCUITS.get(place, "9")
    own = {file.stem.replace("_", "-") for file in PACKS.glob("*.toml")}
    entries = [e for e in load_default() if e.jurisdiction == place and e.pack in own]
    lines = [OPENING.format(as_of=AS_OF, circuit=circuit)]
    for entry in sorted(entries, key=lambda e: _in_order(e.code)):
        prongs: tuple[str | None, ...] = tuple(v.id for v in entry.variants) or (None,)
        lines += [_line(entry, prong, circuit) for prong in prongs]
    return "\n".join(lines) + "\n"


def _in_order(code: str) -> tuple[Any, ...]:
    """By code, and by number within it, 459 before 1320."""
    name, _, section = code.rpartition(" ")
    digits = "".join(c if c.isdigit() or c == "." else " " for c in section).split()
    return name, [float(d.strip(".") or 0) if d.count(".") < 2 else 0.0 for d in digits[:1]], code


def _line(entry: Entry, prong: str | None, circuit: str) -> str:
    offense: dict[str, Any] = {"jurisdiction": entry.jurisdiction, "code": entry.code}
    if prong is not None:
        offense["variant"] = prong
    result = assess(_case(offense, circuit), engine="reference")
    found: dict[str, list[str]] = {}
    for name in FINDINGS:
        letter = LETTERS.get(_status(result, name))
        if letter is not None:
            found.setdefault(letter, []).append(name)
    said = "; ".join(f"{letter} {', '.join(found[letter])}" for letter in "Tc?" if letter in found)
    return f"{entry.code}{f' {prong}' if prong else ''}: {said or 'nothing'}"


def _status(result: Assessment, name: str) -> Status:
    of_count = "." not in name or name.startswith("aggfel.")
    return result.of("count-1", name).status if of_count else result[name].status


def _case(offense: dict[str, Any], circuit: str) -> Case:
    day = "2022-03-01"
    return Case.from_dict(
        {
            "as_of": AS_OF,
            "circuit": circuit,
            "person": {
                "status": "lpr",
                "admitted": True,
                "admitted_on": day,
                "first_admitted_on": day,
                "lpr_on": day,
                "lpr_by": "admission",
                "history_complete": True,
            },
            "dispositions": [
                {
                    "ref": "count-1",
                    "offense": offense,
                    "outcome": "convicted",
                    "committed_on": "2024-06-01",
                    "disposed_on": "2025-01-10",
                    "sentence": {"imposed_days": 365, "suspended_days": 0},
                    "facts": {
                        "loss_usd": 20000,
                        "victim_relationship": "spouse",
                        "victim_age": 30,
                        "defendant_age": 30,
                    },
                }
            ],
        }
    )


def main() -> int:
    """Write the tables, or with ``--check`` compare them."""
    places = load_default().jurisdictions
    files = {FOLDER / f"{place}.txt": functools.partial(table, place) for place in places}
    return write_or_check(files, __doc__ or "")


if __name__ == "__main__":
    sys.exit(main())
