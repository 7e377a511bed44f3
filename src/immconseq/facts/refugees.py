"""Who may still adjust as a refugee or as one granted asylum."""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Authority, Court
from immconseq.case import ImmigrationStatus
from immconseq.facts.context import Context
from immconseq.facts.model import Reading, case_premise
from immconseq.facts.person import RESIDENTS, STATUS

__all__ = ["not_yet_adjusted"]


@case_premise(
    "The person has not become a permanent resident.",
    Authority(cite="8 USC 1159(a)(1)(C)"),
    Authority(
        cite="Matter of C-J-H-, 26 I&N Dec. 284 (BIA 2014)",
        court=Court.BIA,
        date=dt.date(2014, 3, 27),
    ),
)
def not_yet_adjusted(ctx: Context) -> Reading:
    """Who has adjusted cannot do so again under this section, whatever crime there is."""
    status = ctx.case.person.status
    if status is ImmigrationStatus.UNKNOWN:
        return Reading.unknown(STATUS)
    return Reading.of(status not in RESIDENTS, STATUS)
