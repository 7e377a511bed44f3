"""Write ``docs/rulebook.md``: the rules as the library has them.

Run it from the project's root. With ``--check`` it writes nothing, and exits 1 if the page is not
what the rules say.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

from immconseq import rulebook
from immconseq.public_rules import PublicHolding, PublicRule
from immconseq.rules.unasked import UNASKED
from immconseq.rules.vocabulary import CASE_FINDINGS, DISPOSITION_FINDINGS
from tools.generated import write_or_check

PAGE = Path(__file__).parents[1] / "docs" / "rulebook.md"

OPENING = """\
# The rulebook

Written from the rules by `tools/make_rulebook_page.py`; change the rules, not this page. From
Python, `immconseq.rulebook(as_of)` gives those in force on a day, and
`python -m immconseq rules ID` prints one.

A finding is what the strongest of its rules gives. A rule holds where all that stands under *when*
holds and nothing that stands under *unless* does; a premise that is not known, or on which the law
is open, leaves it so. Names in code type that are no ids of findings are steps on the way: one rule
gives them, another reads them.
"""


def page() -> str:
    findings: dict[str, list[PublicRule]] = {}
    for rule in rulebook():
        findings.setdefault(rule.finding, []).append(rule)
    called = {c.name: c.text for c in (*CASE_FINDINGS, *DISPOSITION_FINDINGS)}
    parts = [OPENING, f"{sum(map(len, findings.values()))} rules, {len(findings)} conclusions.\n"]
    for finding, rules in findings.items():
        text = called.get(finding)
        parts.append(f"## `{finding}`\n")
        parts.append(f"*{_sentence(text)}*\n" if text else "*A step on the way.*\n")
        parts += ["\n".join(_rule(rule)) + "\n" for rule in rules]
    parts.append("## Not asked\n")
    parts.append("Beside the findings stands law that no fact of a case speaks of:\n")
    parts.append("\n".join(f"- {text}" for text in UNASKED) + "\n")
    return "\n".join(parts)


def _rule(rule: PublicRule) -> Iterator[str]:
    yield f"### `{rule.id}`\n"
    yield f"{rule.text}\n"
    for word, premises in (("when", rule.when), ("unless", rule.unless)):
        for premise in premises:
            yield f"- *{word}* {_text(premise.name, premise.text)}"
            asked = premise.text
            for holding in premise.holdings:
                # An issue that is the premise itself is not said twice.
                if holding.question != asked:
                    asked = holding.question
                    yield f"  - {asked}"
                yield f"{'  ' if asked == premise.text else '    '}- {_holding(holding)}"
    yield ""
    if rule.in_force != (None, None):
        yield f"In force {_days(*rule.in_force)}.\n"
    yield "; ".join(a.cite for a in rule.authority) + "."


def _text(name: str, text: str) -> str:
    """A premise in words; a step on the way is named too, so that its rules can be found."""
    return f"{text} (`{name}`)"


def _holding(holding: PublicHolding) -> str:
    """Who answers the premise's question of law, and when; courts as the packs spell them."""
    days = _days(*holding.stood)
    reach = holding.convictions_from
    return "".join(
        (
            f"*{holding.answer}*: {holding.cite}",
            f" ({holding.court}{', ' if days else ''}{days})",
            f", of convictions from {reach.isoformat()} on" if reach is not None else "",
        )
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}."


def _days(first: dt.date | None, last: dt.date | None) -> str:
    return " ".join(
        f"{word} {day.isoformat()}"
        for word, day in (("from", first), ("through", last))
        if day is not None
    )


def main() -> int:
    return write_or_check({PAGE: page}, __doc__ or "")


if __name__ == "__main__":
    sys.exit(main())
