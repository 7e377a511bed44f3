"""What both controlled-substance grounds share: relation to a federally listed substance."""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Answer, Court, Holding
from immconseq.facts.circumstances import different_episodes, thirty_grams_or_less_for_own_use
from immconseq.facts.model import Issue, issue_premise
from immconseq.facts.offense import is_accessory_after, is_profiled, is_solicitation
from immconseq.rules.cites import bia, circuit, ina
from immconseq.rules.convictions import CONVICTION
from immconseq.rules.model import DispositionConclusion, DispositionRule, PairRule, first, second

__all__ = ["RELATES_TO_CONTROLLED_SUBSTANCE", "RULES", "SINGLE_MARIJUANA_POSSESSION"]

RELATES_TO_CONTROLLED_SUBSTANCE = DispositionConclusion(
    name="relates_to_controlled_substance",
    text="The offense violates a law relating to a federally controlled substance.",
)
ANOTHER_DRUG_OFFENSE = DispositionConclusion(
    name="another_drug_offense",
    text="There is another drug conviction, of a different episode.",
)
SINGLE_MARIJUANA_POSSESSION = DispositionConclusion(
    name="single_marijuana_possession",
    text="It is a single offense of possessing thirty grams or less of marijuana for one's own"
    " use.",
)

SOLICITATION_RELATES = issue_premise(
    Issue(
        name="solicitation_relates_to_controlled_substance",
        text="A general solicitation law relates to a controlled substance where the offense"
        " solicited does.",
        holdings=(
            Holding(
                answer=Answer.YES,
                court=Court.BIA,
                decided=dt.date(1992, 5, 28),
                cite="Matter of Beltran, 20 I&N Dec. 521 (BIA 1992)",
            ),
            Holding(
                answer=Answer.YES,
                court=Court.BIA,
                decided=dt.date(2009, 3, 20),
                cite="Matter of Zorilla-Vidal, 24 I&N Dec. 768 (BIA 2009)",
            ),
            Holding(
                answer=Answer.NO,
                court=Court.CA9,
                decided=dt.date(1997, 9, 30),
                cite="Coronado-Durazo v. INS, 123 F.3d 1322 (9th Cir. 1997)",
            ),
        ),
    )
)

_GROUND = ina("237(a)(2)(B)(i)", "1227(a)(2)(B)(i)")

RULES = (
    DispositionRule(
        id="relates_to_controlled_substance/offense",
        gives=RELATES_TO_CONTROLLED_SUBSTANCE,
        text="An offense relating to a federally controlled substance, or an attempt or conspiracy"
        " at one.",
        authority=(_GROUND, ina("212(a)(2)(A)(i)(II)", "1182(a)(2)(A)(i)(II)")),
        when=(is_profiled["controlled_substance"],),
        unless=(is_solicitation, is_accessory_after),
    ),
    DispositionRule(
        id="relates_to_controlled_substance/solicitation",
        gives=RELATES_TO_CONTROLLED_SUBSTANCE,
        text="A solicitation of such an offense, outside the Ninth Circuit.",
        authority=(
            bia("Matter of Beltran, 20 I&N Dec. 521 (BIA 1992)", "1992-05-28"),
            bia("Matter of Zorilla-Vidal, 24 I&N Dec. 768 (BIA 2009)", "2009-03-20"),
            circuit("9", "Coronado-Durazo v. INS, 123 F.3d 1322 (9th Cir. 1997)", "1997-09-30"),
        ),
        when=(is_profiled["controlled_substance"], is_solicitation, SOLICITATION_RELATES),
    ),
    PairRule(
        id="another_drug_offense/convicted",
        gives=ANOTHER_DRUG_OFFENSE,
        text="Another drug conviction that is not of the same episode.",
        authority=(bia("Matter of Davey, 26 I&N Dec. 37 (BIA 2012)", "2012-10-23"),),
        when=(
            first(RELATES_TO_CONTROLLED_SUBSTANCE),
            second(CONVICTION),
            second(RELATES_TO_CONTROLLED_SUBSTANCE),
            different_episodes,
        ),
    ),
    DispositionRule(
        id="single_marijuana_possession/thirty_grams",
        gives=SINGLE_MARIJUANA_POSSESSION,
        text="Possession or use of, or paraphernalia for, thirty grams or less of marijuana for"
        " one's own use, and no drug conviction of another episode.",
        authority=(
            _GROUND,
            bia("Matter of Davey, 26 I&N Dec. 37 (BIA 2012)", "2012-10-23"),
            bia("Matter of Dominguez-Rodriguez, 26 I&N Dec. 408 (BIA 2014)", "2014-09-18"),
        ),
        when=(is_profiled["marijuana_possession_only"], thirty_grams_or_less_for_own_use),
        unless=(ANOTHER_DRUG_OFFENSE,),
    ),
)
