"""Findings of the history whose particulars the case does not carry."""

from __future__ import annotations

from immconseq.authority import Authority
from immconseq.facts.context import Context
from immconseq.facts.model import Reading, case_premise

__all__ = ["conduct_day_not_known", "relief_granted_before_is_unclear"]


@case_premise(
    "The conduct fell within the time that counts.", Authority(cite="8 USC 1229b(d)(1)(B)")
)
def conduct_day_not_known(ctx: Context) -> Reading:
    """The history says that it was so, and not on which day."""
    return Reading.unbuilt("on which day conduct fell that was found without a conviction")


@case_premise(
    "What was granted before was former 212(c) relief.", Authority(cite="8 USC 1229b(c)(6)")
)
def relief_granted_before_is_unclear(ctx: Context) -> Reading:
    """One item of the history covers two kinds of relief, of which one alone is a bar."""
    return Reading.unbuilt("whether what was granted before was 212(c) or 212(h) relief")
