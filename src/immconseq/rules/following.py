"""Rules that follow the rules of a ground, count by count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from immconseq.authority import Authority
from immconseq.facts.model import DispositionPremise
from immconseq.rules.model import (
    CaseConclusion,
    CaseLiteral,
    CaseRule,
    DispositionConclusion,
    DispositionRule,
    PairRule,
    Rule,
    first,
)

__all__ = ["following"]


def following(
    rules: Iterable[Rule],
    grounds: Iterable[str],
    *,
    gives: CaseConclusion,
    prefix: str,
    text: str,
    authority: tuple[Authority, ...],
    of_count: tuple[DispositionPremise | DispositionConclusion, ...],
    of_case: tuple[CaseLiteral, ...] = (),
) -> tuple[Rule, ...]:
    """The rules of *grounds* that speak of counts, turned into rules of another finding.

    What follows a ground for one count alone must not be had by joining the ground of one count
    with what is so of another; so each rule is taken over with its premises.

    Args:
        rules: Where the grounds' own rules stand.
        grounds: The ids of the findings to follow.
        gives: What the new rules conclude.
        prefix: The new ids' first part, with whatever goes before the ground's name.
        text: The new rules' text; ``{ground}`` is what the ground says.
        authority: What they rest on.
        of_count: What is asked besides of the count; of two, of the first.
        of_case: What is asked besides of the case.
    """
    wanted = frozenset(grounds)
    out: list[Rule] = []
    for rule in rules:
        if rule.gives.name not in wanted or isinstance(rule, CaseRule):
            continue
        ground = rule.gives.name.partition(".")[2]
        word = rule.id.partition("/")[2]
        name = ground if word in ("convicted", "two", "crime") else f"{ground}_{word}"
        common: dict[str, Any] = {
            "id": f"{prefix}{name}",
            "gives": gives,
            "text": text.format(ground=rule.gives.text),
            "authority": authority,
            # A waiver of the ground is none of what follows from it.
            "lift": None,
        }
        if isinstance(rule, PairRule):
            when = (*rule.when, *map(first, of_count), *of_case)
            out.append(attrs.evolve(rule, **common, when=when))
        elif isinstance(rule, DispositionRule):
            out.append(attrs.evolve(rule, **common, when=(*rule.when, *of_count, *of_case)))
    return tuple(out)
