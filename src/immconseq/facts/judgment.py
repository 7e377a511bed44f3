"""What the law leaves to the judge's discretion on the facts: asked for, never decided."""

from __future__ import annotations

from immconseq.authority import Authority
from immconseq.facts.context import Context
from immconseq.facts.model import Reading, case_premise, disposition_premise

__all__ = [
    "particularly_serious_by_factors",
    "past_conduct_without_excuse",
    "some_crime_bars_deferral",
    "unlawful_acts_without_excuse",
]


@disposition_premise(
    "By its nature, its sentence and its underlying facts it is a particularly serious crime.",
    Authority(cite="8 CFR 1208.16(d)(2)"),
)
def particularly_serious_by_factors(ctx: Context, index: int) -> Reading:
    """*Matter of N-A-M-* names the factors; since *E-A-S-O-* no grade of offense is sheltered."""
    return Reading.unbuilt(
        "whether a crime is particularly serious by its nature, its sentence and its facts is the"
        " judge's to say (Matter of N-A-M-, 24 I&N Dec. 336); the library lists the point and does"
        " not decide it",
        ctx.path(index, "offense", "code"),
    )


@disposition_premise(
    "It reflects on the person's character, and nothing extenuates it.",
    Authority(cite="8 CFR 316.10(b)(3)(iii)"),
)
def unlawful_acts_without_excuse(ctx: Context, index: int) -> Reading:
    """The officer's to weigh."""
    return Reading.unbuilt(
        "whether unlawful acts in the period reflect on the person's character, and whether"
        " anything extenuates them, is the officer's to weigh (8 CFR 316.10(b)(3)(iii))",
        ctx.path(index, "offense", "code"),
    )


@case_premise(
    "It reflects on the person's character, and nothing extenuates it.",
    Authority(cite="8 CFR 316.10(b)(3)(iii)"),
)
def past_conduct_without_excuse(ctx: Context) -> Reading:
    """Of what the history tells; the officer's to weigh as well."""
    return Reading.unbuilt(
        "whether what the history tells of, in the period, reflects on the person's character, and"
        " whether anything extenuates it, is the officer's to weigh (8 CFR 316.10(b)(3)(iii))"
    )


@case_premise("Some crime bars deferral of removal.", Authority(cite="8 CFR 1208.17(a)"))
def some_crime_bars_deferral(ctx: Context) -> Reading:
    """None does: who is barred from withholding for a crime is still given deferral."""
    return Reading.no(found="no crime does")
