"""Registry: good moral character over a period that nobody has fixed. 8 USC 1259(c)."""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Authority, Court
from immconseq.facts.context import Context
from immconseq.facts.model import Reading, case_premise

__all__ = ["weighs_within_a_reasonable_period"]

SANCHEZ_LINN = Authority(
    cite="Matter of Sanchez-Linn, 20 I&N Dec. 362 (BIA 1991)",
    court=Court.BIA,
    date=dt.date(1991, 7, 30),
)


@case_premise(
    "It shows, over a reasonable period before the application, want of good moral character.",
    Authority(cite="8 USC 1259(c)"),
    SANCHEZ_LINN,
)
def weighs_within_a_reasonable_period(ctx: Context) -> Reading:
    """The graver the misconduct, the longer the good conduct that must have followed."""
    return Reading.unbuilt(
        "how long good conduct must have lasted before registry grows with the gravity of what"
        " went before (Matter of Sanchez-Linn, 20 I&N Dec. 362), and is the officer's to weigh"
    )
