"""What closes a benefit that asks for admissibility: each ground, by what this benefit makes of it.

Deportability, and the definition of aggravated felony, do not matter to any of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from immconseq.authority import Authority, InForce
from immconseq.rules.model import CaseConclusion, CaseRule, Lift
from immconseq.rules.vocabulary import CASE_FINDINGS, case_finding

__all__ = [
    "ALL_GROUNDS",
    "CRIMINAL_GROUNDS",
    "DRUGS",
    "NEVER_WAIVED_FOR_SOME",
    "closed_by",
    "other_grounds",
]

ALL_GROUNDS = tuple(c for c in CASE_FINDINGS if c.name.startswith("inadmit."))
"""Every ground that a finding answers, in the statute's order of paragraph (2) first."""

NEVER_WAIVED_FOR_SOME = tuple(
    case_finding(f"inadmit.{name}")
    for name in (
        "cimt",
        "controlled_substance",
        "multiple_convictions_5y",
        "drug_trafficking_reason_to_believe",
    )
)
"""Paragraphs (2)(A), (B) and (C), which sections 244 and 245(h) let nobody waive."""

DRUGS = case_finding("inadmit.controlled_substance")

CRIMINAL_GROUNDS = (
    *NEVER_WAIVED_FOR_SOME,
    case_finding("inadmit.prostitution"),
    case_finding("inadmit.human_trafficking"),
    case_finding("inadmit.money_laundering"),
)
"""All of paragraph (2)."""


def other_grounds(*without: CaseConclusion) -> tuple[CaseConclusion, ...]:
    """Every ground but these, in the same order."""
    return tuple(ground for ground in ALL_GROUNDS if ground not in without)


def closed_by(
    finding: str,
    grounds: Iterable[CaseConclusion],
    *authority: Authority,
    text: str = "",
    in_force: InForce | None = None,
    lift: Lift | None = None,
    notes: Mapping[CaseConclusion, str] = MappingProxyType({}),
) -> tuple[CaseRule, ...]:
    """A rule for each ground: the person is inadmissible on it, and so *finding* is closed.

    Args:
        finding: The id of what is closed.
        grounds: The grounds that close it.
        *authority: What the benefit's own law says of them; at least one.
        text: What to say after the ground; a sentence without its start, or nothing.
        in_force: The days; ``None``: every day.
        lift: The waiver that this benefit has for them; ``None``: none.
        notes: What the finding should say beside a ground, by the ground.
    """
    given = case_finding(finding)
    return tuple(
        CaseRule(
            id=f"{finding}/{ground.name.removeprefix('inadmit.')}",
            gives=given,
            text=f"The person is {ground.text}{text}.",
            authority=(*authority, *ground.authority),
            when=(ground,),
            in_force=in_force or InForce(),
            lift=lift,
            note=notes.get(ground),
        )
        for ground in grounds
    )
