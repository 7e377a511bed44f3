"""`rulebook`: the rules as a lawyer reads them, all or those in force on a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from immconseq.authority import Authority
from immconseq.engine.program import parts
from immconseq.rules import RULES
from immconseq.rules.model import First, Literal, Rule, Second
from immconseq.rules.vocabulary import CASE_FINDINGS, DISPOSITION_FINDINGS

__all__ = ["PublicPremise", "PublicRule", "rulebook"]


@attrs.frozen(kw_only=True)
class PublicPremise:
    """A premise by name and text."""

    name: str
    text: str


@attrs.frozen(kw_only=True)
class PublicRule:
    """A rule of the rulebook.

    Attributes:
        id: The id of what it gives, a slash and a word; never reused.
        text: The rule in plain words.
        authority: What it rests on.
        in_force: The first and the last day on which it applies, inclusive; ``None`` is open.
        when: All of these must hold.
        unless: None of these may hold.
        finding: The id of what it gives.
    """

    id: str
    text: str
    authority: tuple[Authority, ...]
    in_force: tuple[dt.date | None, dt.date | None]
    when: tuple[PublicPremise, ...]
    unless: tuple[PublicPremise, ...]
    finding: str

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "id": self.id,
            "text": self.text,
            "authority": [a.cite for a in self.authority],
            "in_force": [None if d is None else d.isoformat() for d in self.in_force],
            "when": [attrs.asdict(p) for p in self.when],
            "unless": [attrs.asdict(p) for p in self.unless],
            "finding": self.finding,
        }

    def to_text(self) -> str:
        """A paragraph."""
        lines = [self.id, f"  {self.text}"]
        lines += [f"  when    {p.text}" for p in self.when]
        lines += [f"  unless  {p.text}" for p in self.unless]
        start, end = self.in_force
        if start is not None or end is not None:
            lines.append(f"  in force {start or '...'} to {end or '...'}")
        lines.append(f"  {'; '.join(a.cite for a in self.authority)}")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.to_text()


def rulebook(as_of: dt.date | None = None) -> tuple[PublicRule, ...]:
    """The rules in statute order; those in force on *as_of*, or all where it is ``None``."""
    return tuple(_public(r) for r in RULES if as_of is None or r.in_force.on(as_of))


def _public(rule: Rule) -> PublicRule:
    return PublicRule(
        id=rule.id,
        text=rule.text,
        authority=rule.authority,
        in_force=(rule.in_force.start, rule.in_force.end),
        when=tuple(_premise(p) for p in rule.when),
        unless=tuple(_premise(p) for p in rule.unless),
        finding=rule.gives.name,
    )


def _premise(literal: Literal) -> PublicPremise:
    atom = parts(literal)[1]
    which = (
        "Of the first: "
        if isinstance(literal, First)
        else "Of the second: "
        if isinstance(literal, Second)
        else ""
    )
    return PublicPremise(name=atom.name, text=f"{which}{atom.text}")


PUBLIC_FINDINGS = tuple(c.name for c in (*CASE_FINDINGS, *DISPOSITION_FINDINGS))
