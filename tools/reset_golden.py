"""Write `tests/golden` anew from what the library says now; look at the difference before you keep it.

Run it from the project's root.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.test_text import GOLDEN, written  # noqa: E402


def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    texts = written()
    for file in GOLDEN.glob("*.txt"):
        if file.stem not in texts:
            file.unlink()
            print(f"{file.name} removed")
    for name, text in texts.items():
        file = GOLDEN / f"{name}.txt"
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8")
            print(f"{file.name} written")


if __name__ == "__main__":
    main()
