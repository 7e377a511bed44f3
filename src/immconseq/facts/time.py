"""The days from which grounds reach convictions and conduct."""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Answer, Authority, Court, Holding
from immconseq.facts.context import Context
from immconseq.facts.model import Issue, Reading, disposition_premise

__all__ = [
    "aggravated_felony_ground_reaches_conviction",
    "convicted_on_or_after_29_november_1990",
    "disposed_after_30_september_1996",
    "violated_after_30_september_1996",
]

ADAA = dt.date(1988, 11, 18)
IIRIRA = dt.date(1996, 9, 30)
IMMACT = dt.date(1990, 11, 29)

REACHES_BACK = Issue(
    name="aggravated_felony_ground_reaches_before_1988",
    text="The aggravated-felony ground reaches convictions from before 18 November 1988.",
    holdings=(
        Holding(
            answer=Answer.NO,
            court=Court.CA9,
            decided=dt.date(2010, 12, 20),
            cite="Ledezma-Galicia v. Holder, 636 F.3d 1059 (9th Cir. 2010)",
            effective=dt.date(2010, 3, 29),
        ),
        Holding(
            answer=Answer.NO,
            court=Court.CA7,
            decided=dt.date(2013, 7, 31),
            cite="Zivkovic v. Holder, 724 F.3d 894 (7th Cir. 2013)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA4,
            decided=dt.date(1999, 10, 14),
            cite="Lewis v. INS, 194 F.3d 539 (4th Cir. 1999)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA11,
            decided=dt.date(2000, 3, 31),
            cite="Lettman v. Reno, 207 F.3d 1368 (11th Cir. 2000)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.BIA,
            decided=dt.date(1998, 11, 5),
            cite="Matter of Lettman, 22 I&N Dec. 365 (BIA 1998)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.BIA,
            decided=dt.date(1999, 10, 20),
            cite="Matter of Truong, 22 I&N Dec. 1090 (BIA 1999)",
        ),
    ),
)


@disposition_premise(
    "The ground reaches a conviction of that day.", Authority(cite="8 USC 1227(a)(2)(A)(iii)")
)
def aggravated_felony_ground_reaches_conviction(ctx: Context, index: int) -> Reading:
    """Of convictions from before 18 November 1988 the circuits say different things."""
    day, at = ctx.disposed_on(index), ctx.path(index, "disposed_on")
    if day is None:
        return Reading.unknown(at)
    return Reading.yes(at) if day >= ADAA else REACHES_BACK.read(ctx)


@disposition_premise(
    "The conviction came after 30 September 1996.",
    Authority(cite="IIRIRA 350(b)"),
)
def disposed_after_30_september_1996(ctx: Context, index: int) -> Reading:
    """Domestic violence, stalking and child abuse; the day itself is out."""
    day, at = ctx.disposed_on(index), ctx.path(index, "disposed_on")
    return Reading.unknown(at) if day is None else Reading.of(day > IIRIRA, at)


@disposition_premise(
    "The order was violated after 30 September 1996.",
    Authority(cite="IIRIRA 350(b)"),
)
def violated_after_30_september_1996(ctx: Context, index: int) -> Reading:
    """Of a protective order the day of the violation decides; the day itself is out."""
    violated, at = ctx.disposition(index).committed_on, ctx.path(index, "committed_on")
    found, here = ctx.disposed_on(index), ctx.path(index, "disposed_on")
    if violated is not None:
        return Reading.of(violated > IIRIRA, at)
    # What a court found by then had been done by then.
    if found is not None and found <= IIRIRA:
        return Reading.no(here)
    return Reading.unknown(at)


@disposition_premise(
    "The conviction is of 29 November 1990 or later.",
    Authority(cite="8 CFR 316.10(b)(1)(ii)", court=Court.REGULATION),
)
def convicted_on_or_after_29_november_1990(ctx: Context, index: int) -> Reading:
    """The permanent bar to good moral character; that day itself counts."""
    day, at = ctx.disposed_on(index), ctx.path(index, "disposed_on")
    return Reading.unknown(at) if day is None else Reading.of(day >= IMMACT, at)
