"""What closes the waivers of 212(h) and of former 212(c): how residence was got, and when."""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Answer, Authority, Court, Holding
from immconseq.case import AdmissionBy, ImmigrationStatus, LprBy
from immconseq.facts.context import Context
from immconseq.facts.model import (
    Issue,
    Reading,
    all_of,
    any_of,
    case_premise,
    disposition_premise,
)
from immconseq.facts.person import RESIDENTS, STATUS

__all__ = [
    "ADJUSTMENT_IS_ADMISSION_AS_RESIDENT",
    "convicted_since_admission_as_resident",
    "drug_conduct_is_not_described",
]

WAIVER = Authority(cite="8 USC 1182(h)")

ORDER = "$.person.history.removal_order"
ADMISSIONS = "$.person.admissions"
DRUG_CONDUCT = "$.person.history.admitted_drug_conduct"
_UNSAID = (None, ImmigrationStatus.UNKNOWN)


def _holding(
    answer: Answer, court: Court, day: str, cite: str, *, until: str | None = None
) -> Holding:
    return Holding(
        answer=answer,
        court=court,
        decided=dt.date.fromisoformat(day),
        cite=cite,
        until=None if until is None else dt.date.fromisoformat(until),
    )


ADJUSTMENT_IS_ADMISSION_AS_RESIDENT = Issue(
    name="adjustment_is_admission_as_resident",
    text="Who adjusted to residence inside the country was admitted as a permanent resident, as"
    " 212(h) speaks of it.",
    holdings=(
        _holding(
            Answer.NO,
            Court.CA5,
            "2008-03-11",
            "Martinez v. Mukasey, 519 F.3d 532 (5th Cir. 2008)",
        ),
        _holding(
            Answer.YES,
            Court.BIA,
            "2010-04-21",
            "Matter of Koljenovic, 25 I&N Dec. 219 (BIA 2010)",
        ),
        _holding(
            Answer.NO,
            Court.CA11,
            "2011-02-04",
            "Lanier v. U.S. Attorney General, 631 F.3d 1363 (11th Cir. 2011)",
        ),
        _holding(
            Answer.NO,
            Court.CA4,
            "2012-03-29",
            "Bracamontes v. Holder, 675 F.3d 380 (4th Cir. 2012)",
        ),
        _holding(
            Answer.YES,
            Court.BIA,
            "2012-05-02",
            "Matter of E.W. Rodriguez, 25 I&N Dec. 784 (BIA 2012)",
        ),
        _holding(
            Answer.NO,
            Court.CA3,
            "2012-09-14",
            "Hanif v. Attorney General, 694 F.3d 479 (3d Cir. 2012)",
        ),
        _holding(
            Answer.NO,
            Court.CA7,
            "2013-08-06",
            "Papazoglou v. Holder, 725 F.3d 790 (7th Cir. 2013)",
        ),
        _holding(
            Answer.NO,
            Court.CA9,
            "2014-01-21",
            "Negrete-Ramirez v. Holder, 741 F.3d 1047 (9th Cir. 2014)",
        ),
        # It deferred to what the Board withdrew on the day after it ends here.
        _holding(
            Answer.YES,
            Court.CA8,
            "2014-03-20",
            "Roberts v. Holder, 745 F.3d 928 (8th Cir. 2014)",
            until="2015-05-11",
        ),
        _holding(
            Answer.NO,
            Court.CA6,
            "2014-09-24",
            "Stanovsek v. Holder, 768 F.3d 515 (6th Cir. 2014)",
        ),
        _holding(
            Answer.NO,
            Court.CA2,
            "2015-01-08",
            "Husic v. Holder, 776 F.3d 59 (2d Cir. 2015)",
        ),
        _holding(
            Answer.NO,
            Court.CA10,
            "2015-02-24",
            "Medina-Rosales v. Holder, 778 F.3d 1140 (10th Cir. 2015)",
        ),
        _holding(
            Answer.NO,
            Court.BIA,
            "2015-05-12",
            "Matter of J-H-J-, 26 I&N Dec. 563 (BIA 2015)",
        ),
    ),
)


@disposition_premise(
    "The conviction came after an admission to the country as a permanent resident.",
    WAIVER,
    ADJUSTMENT_IS_ADMISSION_AS_RESIDENT.holdings[-1].authority,
)
def convicted_since_admission_as_resident(ctx: Context, index: int) -> Reading:
    """An admission at a port with that status; conditional residence counts.

    Who is no resident now may have been one and lost it, by an order of removal.
    """
    person = ctx.case.person
    if person.status is ImmigrationStatus.UNKNOWN:
        return Reading.unknown(STATUS)
    resident = person.status in RESIDENTS
    lost = person.history_item("removal_order")
    if not resident and lost is False:
        return Reading.no(STATUS, ORDER)
    if not person.admissions:
        if not resident:
            return Reading.unknown(ADMISSIONS, *((ORDER,) if lost is None else ()))
        by = {
            LprBy.ADMISSION: AdmissionBy.PORT,
            LprBy.ADJUSTMENT: AdmissionBy.ADJUSTMENT,
            None: None,
        }[person.lpr_by]
        return _since(ctx, index, person.lpr_on, by, "$.person.lpr_on", "$.person.lpr_by")
    as_resident = [
        a for a in person.admissions if a.as_status in RESIDENTS or a.as_status in _UNSAID
    ]
    if not as_resident:
        return Reading.no(ADMISSIONS)
    if not resident and lost is None:
        return Reading.unknown(ORDER)
    return any_of(
        *(
            Reading.unknown(ADMISSIONS)
            if a.as_status in _UNSAID
            else _since(ctx, index, a.on, a.by, ADMISSIONS, ADMISSIONS)
            for a in as_resident
        )
    )


def _since(
    ctx: Context, index: int, day: dt.date | None, by: AdmissionBy | None, on_at: str, by_at: str
) -> Reading:
    """Was the conviction on or after the day of an admission of that kind?"""
    here, convicted = ctx.path(index, "disposed_on"), ctx.disposed_on(index)
    if convicted is not None and convicted >= ctx.case.as_of:
        since = Reading.yes(here)
    elif convicted is None or day is None:
        since = Reading.unknown(
            *((here,) if convicted is None else ()), *((on_at,) if day is None else ())
        )
    else:
        since = Reading.of(convicted >= day, here, on_at)
    if by is None:
        return all_of(since, Reading.unknown(by_at))
    if by is AdmissionBy.PORT:
        return all_of(since, Reading.yes(by_at))
    return all_of(since, ADJUSTMENT_IS_ADMISSION_AS_RESIDENT.read(ctx))


@case_premise(
    "The drug conduct admitted was more than one possession of thirty grams or less of marijuana.",
    WAIVER,
)
def drug_conduct_is_not_described(ctx: Context) -> Reading:
    """The history says that conduct was admitted, and not what it was; whether is asked first."""
    if ctx.case.person.history_item("admitted_drug_conduct") is None:
        return Reading.unknown(DRUG_CONDUCT)
    return Reading.unbuilt("what drug conduct was admitted, and whether 212(h) reaches it")
