"""Write the JSON Schemas of the package from the classes they describe.

Run it from the project's root. With ``--check`` it writes nothing, and exits 1 if a file is not
what the classes say.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from immconseq import wire
from immconseq.offenses import pack
from immconseq.office import (
    ConsiderationRecord,
    Decision,
    Office,
    Program,
    ReleaseRequest,
    RequestForm,
    VictimCase,
)
from tools.generated import as_json, write_or_check

FOLDER = Path(wire.__file__).parent / "schemas"

SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "case": wire.case_schema,
    "consideration": functools.partial(
        wire.json_schema,
        ConsiderationRecord,
        title="A record that an office considered avoiding immigration consequences",
    ),
    "decision": functools.partial(wire.json_schema, Decision, title="What was decided on a plan"),
    "office": functools.partial(
        wire.json_schema, Office, title="An office: what it has decided for every case"
    ),
    "offense-pack": pack.schema,
    "program": functools.partial(wire.json_schema, Program, title="A diversion program"),
    "release-request": functools.partial(
        wire.json_schema, ReleaseRequest, title="A request on bail or detention"
    ),
    "request-form": functools.partial(
        wire.json_schema, RequestForm, title="A form for requests that consequences be considered"
    ),
    "victim-case": functools.partial(
        wire.json_schema, VictimCase, title="A request to certify a victim of crime"
    ),
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
