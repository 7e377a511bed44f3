"""Open questions of detention without bond."""

from __future__ import annotations

from immconseq.authority import Answer, Court, Holding
from immconseq.facts.model import Issue, issue_premise

__all__ = [
    "DISMISSED_CHARGE_COUNTS",
    "abuse_without_offense_counts",
    "dismissed_charge_counts",
]

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
dismissed_charge_counts = issue_premise(DISMISSED_CHARGE_COUNTS)

abuse_without_offense_counts = issue_premise(
    Issue(
        name="abuse_without_offense_counts",
        text="Drug abuse brings detention although no offense stands behind it.",
        holdings=(
            Holding(
                answer=Answer.CONTESTED,
                court=Court.TEXT,
                cite="8 USC 1226(c)(1)(B)",
                by_text="deportable by reason of having committed any offense covered in",
            ),
        ),
    )
)
