"""Open questions of detention without bond."""

from __future__ import annotations

from immconseq.authority import Answer, Court, Holding
from immconseq.facts.model import Issue

__all__ = ["DISMISSED_CHARGE_COUNTS"]

DISMISSED_CHARGE_COUNTS = Issue(
    name="dismissed_charge_counts",
    text="An arrest or charge that came to nothing still counts under the Laken Riley Act.",
    holdings=(
        Holding(
            answer=Answer.CONTESTED,
            court=Court.TEXT,
            cite="8 USC 1226(c)(1)(E)(ii)",
            by_text="is charged with, is arrested for: present tense, and no word on what ended",
        ),
    ),
)
