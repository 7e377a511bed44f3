"""Write the JSON Schemas of the package from the classes they describe.

Run it from the project's root. With ``--check`` it writes nothing, and exits 1 if a file is not
what the classes say.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from immconseq import wire
from immconseq.offenses import pack

FOLDER = Path(wire.__file__).parent / "schemas"

SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "case": wire.case_schema,
    "offense-pack": pack.schema,
}
"""From the name of a schema to what makes it."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; compare")
    check = parser.parse_args().check
    stale = []
    for name, make in SCHEMAS.items():
        file = FOLDER / f"{name}.json"
        text = json.dumps(make(), indent=2, ensure_ascii=False) + "\n"
        if file.exists() and file.read_text("utf-8") == text:
            continue
        stale.append(name)
        if not check:
            file.write_text(text, "utf-8")
    for name in stale:
        print(f"{name}.json {'is not what the classes say' if check else 'written'}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
