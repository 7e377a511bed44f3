"""Write `tests/golden` anew: what the library says now of three cases, for people to read.

Run it from the project's root, and look at the difference before you keep it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from immconseq import Case, assess, by_status

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
EXAMPLES = ROOT / "docs" / "examples"


def case(name: str) -> Case:
    data: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return Case.from_dict(data.get("case", data))


def written() -> dict[str, str]:
    """The texts by name."""
    offer = case("demo/domestic-violence-offer")
    texts = {
        "domestic-violence-offer": assess(offer).to_text(),
        "domestic-violence-offer-by-status": by_status(offer).to_text(),
        "padilla": assess(case("padilla")).to_text(),
        "pickering-sixth-circuit": assess(case("pickering-sixth-circuit")).to_text(),
    }
    return {name: f"{text}\n" for name, text in texts.items()}


def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    texts = written()
    for file in GOLDEN.glob("*.txt"):
        if file.stem not in texts:
            file.unlink()
            print(f"{file.name} removed")
    for name, text in texts.items():
        file = GOLDEN / f"{name}.txt"
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            print(f"{file.name} written")


if __name__ == "__main__":
    main()
