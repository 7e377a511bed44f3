"""INA 245(h): adjustment of special immigrant juveniles."""

from __future__ import annotations

from immconseq.authority import until
from immconseq.rules.admissibility import DRUGS, NEVER_WAIVED_FOR_SOME, closed_by, other_grounds
from immconseq.rules.cites import bia, ina
from immconseq.rules.model import Lift, Rule
from immconseq.rules.vocabulary import case_finding

__all__ = ["RULES"]

_WAIVER = ina("245(h)(2)(B)", "1255(h)(2)(B)")
_FALSE_PAPERS = (
    case_finding("inadmit.false_citizenship_claim"),
    case_finding("inadmit.fraud_misrepresentation"),
)
_LIFT = Lift(
    authority=_WAIVER,
    text="A waiver for humanitarian purposes, for family unity, or in the public interest; the"
    " juvenile's natural or former adoptive parents are no factor.",
)

RULES: tuple[Rule, ...] = (
    *closed_by(
        "bar.sij_adjustment",
        NEVER_WAIVED_FOR_SOME,
        _WAIVER,
        bia("Matter of Moradel, 28 I&N Dec. 310 (BIA 2021)", "2021-06-23"),
        text=", which may not be waived here",
        notes={
            DRUGS: "A single offense of simple possession of thirty grams or less of marijuana may"
            " be waived: INA 245(h)(2)(B); Matter of Moradel, 28 I&N Dec. 310."
        },
    ),
    *closed_by(
        "bar.sij_adjustment",
        other_grounds(*NEVER_WAIVED_FOR_SOME, *_FALSE_PAPERS),
        _WAIVER,
        lift=_LIFT,
    ),
    # Since then 245(h)(2)(A) has left paragraph (6)(C) out altogether.
    *closed_by(
        "bar.sij_adjustment",
        _FALSE_PAPERS,
        _WAIVER,
        in_force=until("2009-03-22"),
        lift=_LIFT,
    ),
)
