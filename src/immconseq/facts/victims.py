"""Relief for victims: what is left to the officer."""

from __future__ import annotations

from immconseq.authority import Authority, Court
from immconseq.facts.context import Context
from immconseq.facts.model import Reading, disposition_premise

__all__ = ["adverse_acts_without_excuse"]


@disposition_premise(
    "It reflects on the self-petitioner's character, and nothing extenuates it.",
    Authority(cite="8 CFR 204.2(c)(1)(vii)", court=Court.REGULATION),
)
def adverse_acts_without_excuse(ctx: Context, index: int) -> Reading:
    """The officer's to weigh, by the standards of the average citizen."""
    return Reading.unbuilt(
        "whether unlawful acts in the three years reflect on the self-petitioner's character, and"
        " whether anything extenuates them, is the officer's to weigh (8 CFR 204.2(c)(1)(vii))",
        ctx.path(index, "offense", "code"),
    )
