"""Open questions of detention without bond."""

from __future__ import annotations

from immconseq.authority import Answer, Authority, Court, Holding, Side
from immconseq.case import ImmigrationStatus, LprBy
from immconseq.facts.context import Context
from immconseq.facts.model import (
    Issue,
    Reading,
    case_premise,
    issue_premise,
)
from immconseq.facts.person import ADMITTED, STATUS

__all__ = [
    "abuse_without_offense_counts",
    "not_sheltered_by_temporary_protected_status",
    "noted_as_not_admitted",
]

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


@case_premise(
    "Temporary protected status does not keep the person from detention.",
    Authority(cite="8 USC 1226(c)(1)"),
    Authority(cite="8 USC 1254a(d)(4)"),
)
def not_sheltered_by_temporary_protected_status(ctx: Context) -> Reading:
    """Who holds it is not to be detained on the basis of immigration status.

    How that stands beside detention for crime no court is known to have said.
    """
    status = ctx.case.person.status
    if status is ImmigrationStatus.UNKNOWN:
        return Reading.unknown(STATUS)
    if status is not ImmigrationStatus.TPS:
        return Reading.yes(STATUS)
    return Reading.contested(
        (
            (Authority(cite="8 USC 1226(c)(1)"), Side.FOR),
            (Authority(cite="8 USC 1254a(d)(4)"), Side.AGAINST),
        ),
        STATUS,
    )


@case_premise(
    "The resident is now returning from abroad, and was not admitted (not decided).",
    Authority(cite="8 USC 1101(a)(13)(C)"),
)
def noted_as_not_admitted(ctx: Context) -> Reading:
    """One who adjusted counts as admitted, whatever the case says of an earlier entry."""
    person = ctx.case.person
    if person.admitted or person.lpr_by is LprBy.ADJUSTMENT:
        return Reading.no(ADMITTED)
    if person.admitted is None:
        return Reading.unknown(ADMITTED)
    return Reading.unbuilt(
        "whether a resident noted as not admitted stands at the border and seeks admission",
        ADMITTED,
    )
