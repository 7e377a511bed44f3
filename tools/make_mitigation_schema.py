"""Write the JSON Schema of a plan: the alternatives to a count.

Run it from the project's root, as ``python -m tools.make_mitigation_schema``. With ``--check`` it
writes nothing, and exits 1 if the file is not what this program and the classes say.
"""

from __future__ import annotations

import sys

from immconseq import wire
from immconseq.case import Case, ImmigrationStatus
from immconseq.mitigation.constraints import Constraints
from immconseq.mitigation.plan import STRATEGIES, WhyEmptyReason
from immconseq.offenses.entry import PRIORABILITY
from tools.generated import as_json, write_or_check
from tools.make_result_schemas import (
    DEFINITIONS,
    FOLDER,
    PATHS,
    TEXT,
    TEXTS,
    Schema,
    closed,
    items,
    one_of,
    or_null,
    ref,
    said,
)

FILE = FOLDER / "mitigation.json"

FLAG: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
DELTA: Schema = {"type": ["integer", "null"]}
IDS: Schema = {"type": "array", "items": ref("FindingId"), "uniqueItems": True}

OWN: dict[str, Schema] = {
    "Conditional": closed(
        "An id that an alternative leaves undetermined.",
        {"id": ref("FindingId"), "missing": PATHS, "if": TEXT},
    ),
    "SafeRow": closed(
        "A row of the table by status.",
        {
            "status": one_of(s.value for s in ImmigrationStatus if s.value != "unknown"),
            "admitted": or_null(FLAG),
        },
    ),
    "Parity": closed(
        "An alternative beside the proposal; a delta is the alternative less the proposal, in"
        " days, null where it is not known.",
        {
            "family": one_of(("same", "related", "different")),
            "same_facts": said(
                FLAG,
                "Is it the proposal's own offense, or one of which the catalog says that the same"
                " facts can support it or that practice takes it in place of such charges?",
            ),
            "level": one_of(("same", "lower", "higher")),
            "exposure_days_delta": DELTA,
            "imposed_days_delta": DELTA,
            "priorable": closed(
                "What a conviction does to a later case.",
                dict.fromkeys(PRIORABILITY, one_of(("kept", "lost", "gained", "none"))),
            ),
            "heavier": FLAG,
        },
    ),
    "Alternative": closed(
        "What could be agreed on in place of the proposal.",
        {
            "rank": {"type": "integer", "minimum": 1},
            "strategies": {"type": "array", "items": one_of(STRATEGIES), "minItems": 1},
            "steps": {**TEXTS, "minItems": 1},
            "dispositions": {**items("Disposition"), "minItems": 1},
            "avoids": {**IDS, "minItems": 1},
            "conditional": items("Conditional"),
            "remains": IDS,
            "introduces": said(IDS, "Triggered or contested then, neither before, and no goal."),
            "opens": said(IDS, "Undetermined then, not triggered before, and no goal."),
            "safe_for": {"type": ["array", "null"], "items": ref("SafeRow")},
            "clear_for": said(
                {"type": ["array", "null"], "items": ref("SafeRow")},
                "The rows in which none of the goals is triggered or contested; some may be open.",
            ),
            "parity": ref("Parity"),
            "beaten": said(FLAG, "Is another no worse in anything, and better in something?"),
            "offer": said(TEXT, "What is offered, in words that can be put to anybody."),
            "requires": TEXTS,
            "warnings": said(TEXTS, "What it may cost, or does not do."),
            "mirror": {"anyOf": [ref("Mirror"), {"type": "null"}]},
            "authority": TEXTS,
        },
    ),
    "Mirror": closed(
        "How an old count is brought to where a new one would be.",
        {
            "open_then": said(
                or_null(FLAG), "Could it have been had on the day of the conviction?"
            ),
            "vehicles": items("Vehicle"),
            "programs_then": said(
                TEXTS, "Of a diversion, the programs of that day that might take the count."
            ),
        },
    ),
    "Vehicle": closed(
        "A way in which the place undoes or changes a conviction.",
        {
            "code": TEXT,
            "name": TEXT,
            "cures": TEXT,
            "counts": said(one_of(("yes", "no", "contested")), "For immigration law."),
            "authority": TEXTS,
        },
    ),
    "Searched": closed(
        "What was looked through.",
        {
            "candidates": COUNT,
            "assessed": COUNT,
            "depth": COUNT,
            "complete": FLAG,
            "not_searched": TEXTS,
        },
    ),
    "WhyEmpty": closed(
        "Why there is no alternative.",
        {
            "reason": one_of(r.value for r in WhyEmptyReason),
            "text": TEXT,
            "loosen": said(or_null(TEXT), "The constraint that stands in the way, or keep."),
        },
    ),
}

PLAN = closed(
    "The alternatives to a count, best first.",
    {
        "schema": {"const": "immconseq/mitigation/1"},
        "ref": TEXT,
        "avoid": IDS,
        "already_clear": IDS,
        "keep": IDS,
        "constraints": ref("Constraints"),
        "proposal": ref("Disposition"),
        "alternatives": items("Alternative"),
        "searched": ref("Searched"),
        "why_empty": {"anyOf": [ref("WhyEmpty"), {"type": "null"}]},
        "notes": TEXTS,
        "receipt": ref("Receipt"),
        "disclaimer": TEXT,
    },
)


def mitigation() -> Schema:
    constraints = wire.json_schema(Constraints, title="")
    case = wire.json_schema(Case, title="")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A plan: alternatives to a count that do not carry its consequences",
        **PLAN,
        # There is a reason for an empty plan if and only if the plan is empty.
        "if": {"properties": {"alternatives": {"maxItems": 0}}},
        "then": {"properties": {"why_empty": {"type": "object"}}},
        "else": {"properties": {"why_empty": {"type": "null"}}},
        "$defs": {
            **OWN,
            "Constraints": {
                key: constraints[key]
                for key in ("description", "type", "properties", "additionalProperties")
            },
            "FindingId": DEFINITIONS["FindingId"],
            "Receipt": DEFINITIONS["Receipt"],
            **{
                name: case["$defs"][name]
                for name in ("Disposition", "Event", "Facts", "Offense", "Sentence")
            },
            "Confinement": case["$defs"]["Confinement"],
            "Term": case["$defs"]["Term"],
        },
    }


def main() -> int:
    return write_or_check({FILE: lambda: as_json(mitigation())}, __doc__ or "")


if __name__ == "__main__":
    sys.exit(main())
