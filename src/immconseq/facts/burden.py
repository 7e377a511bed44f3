"""Who bears a silent record: what courts said of an applicant for relief before *Pereida*."""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Answer, Court, Holding
from immconseq.facts.model import Issue

__all__ = ["SILENT_RECORD_BARS_RELIEF"]


def _holding(
    answer: Answer, court: Court, day: str, cite: str, *, en_banc: bool = False
) -> Holding:
    return Holding(
        answer=answer, court=court, decided=dt.date.fromisoformat(day), cite=cite, en_banc=en_banc
    )


SILENT_RECORD_BARS_RELIEF = Issue(
    name="silent_record_bars_relief",
    text="A record that does not say keeps an applicant from relief.",
    holdings=(
        _holding(
            Answer.YES, Court.SCOTUS, "2021-03-04", "Pereida v. Wilkinson, 592 U.S. 224 (2021)"
        ),
        _holding(
            Answer.NO,
            Court.CA9,
            "2007-08-28",
            "Sandoval-Lua v. Gonzales, 499 F.3d 1121 (9th Cir. 2007)",
        ),
        _holding(
            Answer.YES,
            Court.CA9,
            "2012-09-17",
            "Young v. Holder, 697 F.3d 976 (9th Cir. 2012)",
            en_banc=True,
        ),
        _holding(
            Answer.NO,
            Court.CA9,
            "2019-07-18",
            "Marinelarena v. Barr, 930 F.3d 1039 (9th Cir. 2019)",
            en_banc=True,
        ),
        _holding(
            Answer.NO,
            Court.CA3,
            "2010-10-26",
            "Thomas v. Attorney General, 625 F.3d 134 (3d Cir. 2010)",
        ),
        _holding(
            Answer.NO, Court.CA2, "2008-12-18", "Martinez v. Mukasey, 551 F.3d 113 (2d Cir. 2008)"
        ),
        _holding(
            Answer.NO, Court.CA1, "2016-04-22", "Sauceda v. Lynch, 819 F.3d 526 (1st Cir. 2016)"
        ),
        _holding(
            Answer.YES, Court.CA4, "2011-05-24", "Salem v. Holder, 647 F.3d 111 (4th Cir. 2011)"
        ),
        _holding(
            Answer.YES,
            Court.CA6,
            "2018-04-16",
            "Gutierrez v. Sessions, 887 F.3d 770 (6th Cir. 2018)",
        ),
        _holding(
            Answer.YES, Court.CA10, "2009-10-27", "Garcia v. Holder, 584 F.3d 1288 (10th Cir. 2009)"
        ),
        _holding(
            Answer.YES,
            Court.BIA,
            "2009-04-13",
            "Matter of Almanza-Arenas, 24 I&N Dec. 771 (BIA 2009)",
        ),
    ),
)
