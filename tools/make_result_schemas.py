"""Write the JSON Schemas of results: an assessment, and the table by status.

Run it from the project's root. With ``--check`` it writes nothing, and exits 1 if a file is not
what this program and the vocabulary say.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from immconseq import schemas
from immconseq.authority import CIRCUITS, Court, Side
from immconseq.findings import Scope, Status
from immconseq.rules.vocabulary import CASE_FINDINGS, DISPOSITION_FINDINGS
from immconseq.status_table import ROWS
from immconseq.values import Value
from tools.generated import as_json, write_or_check

FOLDER = Path(schemas.__file__).parent

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
DAY: Schema = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
PATH: Schema = {"type": "string", "pattern": r"^\$"}
PATHS: Schema = {"type": "array", "items": PATH}
IDS = tuple(c.name for c in (*CASE_FINDINGS, *DISPOSITION_FINDINGS))


def one_of(values: Iterable[Any]) -> Schema:
    return {"enum": [*values]}


def or_null(schema: Schema) -> Schema:
    if set(schema) == {"enum"}:
        return {"enum": [*schema["enum"], None]}
    if set(schema) == {"$ref"}:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def closed(description: str, properties: Mapping[str, Schema]) -> Schema:
    """An object with these keys, every one always there, and no other."""
    return {
        "description": description,
        "type": "object",
        "properties": dict(properties),
        "required": [*properties],
        "additionalProperties": False,
    }


def items(name: str) -> Schema:
    return {"type": "array", "items": ref(name)}


def ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def said(schema: Schema, description: str) -> Schema:
    return {"description": description, **schema}


DEFINITIONS: Mapping[str, Schema] = {
    "FindingId": one_of(IDS),
    "Status": one_of(s.value for s in Status),
    "Authority": closed(
        "A citation.",
        {
            "cite": TEXT,
            "url": or_null(TEXT),
            "court": said(one_of(c.value for c in Court), "Who speaks."),
            "date": or_null(DAY),
            "side": said(
                or_null(one_of(s.value for s in Side)),
                "For the finding or against it; null where the law is not in doubt.",
            ),
        },
    ),
    "Premise": closed(
        "A premise of a rule, and the paths of the facts behind it; never the facts.",
        {
            "premise": TEXT,
            "value": one_of(Value(n).word for n in (3, 0, 1, 2)),
            "paths": PATHS,
        },
    ),
    "Because": closed(
        "A rule that gives a finding its status.",
        {
            "rule": said({"type": "string", "pattern": "^[^/]+/[^/]+$"}, "The rule's id."),
            "refs": said(TEXTS, "The counts that it speaks of."),
            "premises": items("Premise"),
        },
    ),
    "Waiver": closed(
        "A waiver that may be open although the finding stays.",
        {
            "authority": TEXT,
            "finding": or_null(ref("FindingId")),
            "status": ref("Status"),
            "text": TEXT,
        },
    ),
    "Finding": {
        **closed(
            "One finding.",
            {
                "id": ref("FindingId"),
                "status": ref("Status"),
                "scope": one_of(s.value for s in Scope),
                "disposition": said(or_null(TEXT), "The ref of the count that it is about."),
                "refs": said(TEXTS, "The counts that it rests on."),
                "on": said(or_null(DAY), "The day that it speaks of."),
                "authority": items("Authority"),
                "because": said(items("Because"), "Empty for not_triggered."),
                "missing": said(PATHS, "The facts that would settle it."),
                "waiver": items("Waiver"),
                "note": or_null(TEXT),
            },
        ),
        "allOf": [
            {
                "if": {"properties": {"status": {"const": "not_triggered"}}},
                "then": {"properties": {"because": {"maxItems": 0}}},
            },
            {
                "if": {"properties": {"status": {"const": "contested"}}},
                "then": {
                    "allOf": [
                        {
                            "properties": {
                                "authority": {
                                    "contains": {"properties": {"side": {"const": side.value}}}
                                }
                            }
                        }
                        for side in Side
                    ]
                },
            },
            {
                "if": {"properties": {"scope": {"const": "case"}}},
                "then": {"properties": {"disposition": {"const": None}}},
                "else": {"properties": {"disposition": TEXT}},
            },
        ],
    },
    "Question": closed(
        "A missing fact.",
        {
            "path": PATH,
            "ask": TEXT,
            "accepts": said(
                {"anyOf": [TEXTS, TEXT]}, "The values that it takes, or what they are."
            ),
            "settles": said(
                {"type": "array", "items": ref("FindingId")}, "The findings that it bears on."
            ),
        },
    ),
    "NotModelled": closed(
        "What no rule answers: a finding by id, or a fact of the case by path.",
        {
            "id": or_null(ref("FindingId")),
            "path": or_null(PATH),
            "what": TEXT,
            "authority": TEXTS,
        },
    ),
    "Receipt": closed(
        "What produced the assessment, so that it can be run again and compared.",
        {
            "library": TEXT,
            "engine": one_of(("durable", "reference")),
            "rules": HASH,
            "packs": said(
                {"type": "object", "additionalProperties": TEXT}, "From a pack to its version."
            ),
            "as_of": DAY,
            "case_sha256": said(HASH, "Lets a guess at a status be confirmed: not for outsiders."),
            "findings_sha256": HASH,
        },
    ),
}

ASSESSMENT = closed(
    "What follows from a case.",
    {
        "schema": {"const": "immconseq/assessment/1"},
        "case_id": or_null(TEXT),
        "as_of": DAY,
        "circuit": or_null(one_of(CIRCUITS)),
        "findings": items("Finding"),
        "questions": said(items("Question"), "The most decisive first."),
        "not_modelled": items("NotModelled"),
        "receipt": ref("Receipt"),
        "disclaimer": TEXT,
    },
)


def assessment() -> Schema:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An assessment: what follows from a case under immigration law on a day",
        **ASSESSMENT,
        "$defs": dict(DEFINITIONS),
    }


def status_table() -> Schema:
    row = closed(
        "A status, and what follows from the case for it.",
        {
            "status": one_of(dict.fromkeys(status.value for status, _ in ROWS)),
            "admitted": or_null({"type": "boolean"}),
            "assessment": ref("Assessment"),
        },
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A status table: one assessment for each status that the person might have",
        **closed(
            "The rows, in the order of the statuses.",
            {
                "schema": {"const": "immconseq/status-table/1"},
                "rows": {"type": "array", "items": row},
            },
        ),
        "$defs": {"Assessment": ASSESSMENT, **DEFINITIONS},
    }


SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "assessment": assessment,
    "status-table": status_table,
}
"""From the name of a schema to what makes it."""


def _document(make: Callable[[], dict[str, Any]]) -> str:
    return as_json(make())


def main() -> int:
    return write_or_check(
        {
            FOLDER / f"{name}.json": functools.partial(_document, make)
            for name, make in SCHEMAS.items()
        },
        __doc__ or "",
    )


if __name__ == "__main__":
    sys.exit(main())
