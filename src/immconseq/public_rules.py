"""`rulebook`: the rules as a lawyer reads them, all or those in force on a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from immconseq.authority import Authority, Holding
from immconseq.engine.program import parts
from immconseq.facts.model import CasePremise, DispositionPremise, Issue, PairPremise
from immconseq.rules import RULES
from immconseq.rules.model import (
    CaseConclusion,
    DispositionConclusion,
    First,
    Literal,
    Rule,
    Second,
)
from immconseq.rules.vocabulary import CASE_FINDINGS, DISPOSITION_FINDINGS

__all__ = ["PublicHolding", "PublicPremise", "PublicRule", "rulebook"]


@attrs.frozen(kw_only=True)
class PublicHolding:
    """What a court or a text answers to a question of law that a premise settles.

    Attributes:
        question: The question, put so that *yes* has a meaning.
        answer: ``yes``, ``no``, or ``contested`` for one that leaves the point open.
        cite: The citation.
        court: Who speaks, as a pack spells it (``scotus``, ``ca9``, ``bia``).
        stood: The first and the last day on which it counts, inclusive; ``None`` is open.
        convictions_from: It reaches only convictions from this day on; ``None``: all.
    """

    question: str
    answer: str
    cite: str
    court: str
    stood: tuple[dt.date | None, dt.date | None]
    convictions_from: dt.date | None

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "question": self.question,
            "answer": self.answer,
            "cite": self.cite,
            "court": self.court,
            "stood": [_iso(day) for day in self.stood],
            "convictions_from": _iso(self.convictions_from),
        }


@attrs.frozen(kw_only=True)
class PublicPremise:
    """A premise by name and text, and who answers the questions of law that it settles."""

    name: str
    text: str
    holdings: tuple[PublicHolding, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain data; a premise that settles no question of law has no holdings."""
        out: dict[str, Any] = {"name": self.name, "text": self.text}
        if self.holdings:
            out["holdings"] = [h.to_dict() for h in self.holdings]
        return out


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
            "in_force": [_iso(day) for day in self.in_force],
            "when": [p.to_dict() for p in self.when],
            "unless": [p.to_dict() for p in self.unless],
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
    issues = () if isinstance(atom, CaseConclusion | DispositionConclusion) else _issues(atom)
    return PublicPremise(
        name=atom.name,
        text=f"{which}{atom.text}",
        holdings=tuple(
            _holding(issue, h)
            for issue in issues
            for h in sorted(issue.holdings, key=lambda h: h.starts)
        ),
    )


def _issues(premise: CasePremise | DispositionPremise | PairPremise) -> tuple[Issue, ...]:
    return () if isinstance(premise, PairPremise) else premise.issues


def _holding(issue: Issue, holding: Holding) -> PublicHolding:
    start = holding.effective or holding.decided
    return PublicHolding(
        question=issue.text,
        answer=holding.answer.value,
        cite=holding.cite,
        court=holding.court.value,
        stood=(start, holding.until),
        convictions_from=holding.convictions_from,
    )


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


PUBLIC_FINDINGS = tuple(c.name for c in (*CASE_FINDINGS, *DISPOSITION_FINDINGS))
