"""INA 240A(d)(1): what stops the clock; and 101(a)(13)(C), the resident who returns."""

from __future__ import annotations

from immconseq.facts.circumstances import committed_under_18_and_over_five_years_ago
from immconseq.facts.conviction import valid_admission
from immconseq.facts.model import CasePremise
from immconseq.facts.offense import purely_political
from immconseq.facts.person import history_says, is_permanent_resident, not_a_citizen
from immconseq.facts.residence import (
    charge_may_lead_to_inadmissibility,
    committed_on_or_after_april_1997,
    day_committed,
    every_offense_within_seven_years,
    offense_before_1997_counts,
    stopped_within_seven_years,
    stopped_within_seven_years_by_two,
    waived_since,
)
from immconseq.facts.sentence import maximum_at_most_a_year, six_months_or_less_imposed
from immconseq.facts.undated import conduct_day_not_known, relief_granted_before_is_unclear
from immconseq.rules.cites import bia, ina, scotus
from immconseq.rules.convictions import CONVICTED_OR_ADMITTED_CIMT, CONVICTION
from immconseq.rules.drug_offenses import RELATES_TO_CONTROLLED_SUBSTANCE
from immconseq.rules.inadmissibility import (
    FIVE_YEARS_IN_ALL,
    PETTY_OFFENSE_EXCEPTION,
    YOUTH_EXCEPTION,
)
from immconseq.rules.model import (
    CaseRule,
    DispositionConclusion,
    DispositionRule,
    PairRule,
    Rule,
    first,
    second,
)
from immconseq.rules.vocabulary import case_finding

__all__ = ["RULES"]

PETTY_ALONE = DispositionConclusion(
    name="petty_alone",
    text="Taken by itself the crime is within the petty-offense or the youth exception.",
)
STOPS_CLOCK_ALONE = DispositionConclusion(
    name="stops_clock_alone",
    text="Taken by itself the offense is referred to in 212(a)(2) and makes the person"
    " inadmissible.",
)

_STOP = ina("240A(d)(1)(B)", "1229b(d)(1)(B)")
_BARTON = scotus("Barton v. Barr, 590 U.S. 222 (2020)", "2020-04-23")
_GARCIA = bia("Matter of Garcia, 25 I&N Dec. 332 (BIA 2010)", "2010-09-13")
_DEANDA = bia("Matter of Deanda-Romo, 23 I&N Dec. 597 (BIA 2003)", "2003-05-08")
_SEVEN = ina("240A(a)(2)", "1229b(a)(2)")
_RETURN = ina("101(a)(13)(C)(v)", "1101(a)(13)(C)(v)")

_CLOCK = case_finding("stop_time")
_CANCEL = case_finding("bar.lpr_cancellation")
_TRAVEL = case_finding("travel.seeking_admission")

_CONDUCT: tuple[tuple[str, CasePremise], ...] = tuple(
    (item, history_says(item)) for item in ("admitted_drug_conduct", "engaged_in_prostitution")
)
_TRAFFICKING = case_finding("inadmit.drug_trafficking_reason_to_believe")

RULES: tuple[Rule, ...] = (
    DispositionRule(
        id="petty_alone/petty",
        gives=PETTY_ALONE,
        text="A maximum of one year or less, and six months or less imposed.",
        authority=(_GARCIA,),
        when=(CONVICTION, maximum_at_most_a_year, six_months_or_less_imposed),
    ),
    DispositionRule(
        id="petty_alone/admitted",
        gives=PETTY_ALONE,
        text="Admitted and not tried, with a maximum of one year or less.",
        authority=(_GARCIA,),
        when=(valid_admission, maximum_at_most_a_year),
    ),
    DispositionRule(
        id="petty_alone/youth",
        gives=PETTY_ALONE,
        text="Committed under eighteen and more than five years ago.",
        authority=(ina("212(a)(2)(A)(ii)(I)", "1182(a)(2)(A)(ii)(I)"),),
        when=(committed_under_18_and_over_five_years_ago,),
    ),
    DispositionRule(
        id="stops_clock_alone/cimt",
        gives=STOPS_CLOCK_ALONE,
        text="A crime involving moral turpitude outside the exceptions, taken by itself.",
        authority=(_STOP, _BARTON, _GARCIA),
        when=(CONVICTED_OR_ADMITTED_CIMT, offense_before_1997_counts),
        unless=(purely_political, PETTY_ALONE),
    ),
    DispositionRule(
        id="stops_clock_alone/controlled_substance",
        gives=STOPS_CLOCK_ALONE,
        text="A controlled-substance conviction, however small the amount.",
        authority=(_STOP, _BARTON),
        when=(CONVICTION, RELATES_TO_CONTROLLED_SUBSTANCE, offense_before_1997_counts),
    ),
    DispositionRule(
        id="stops_clock_alone/controlled_substance_admitted",
        gives=STOPS_CLOCK_ALONE,
        text="A valid admission of a controlled-substance offense.",
        authority=(_STOP, _BARTON),
        when=(valid_admission, RELATES_TO_CONTROLLED_SUBSTANCE, offense_before_1997_counts),
    ),
    DispositionRule(
        id="stop_time/alone",
        gives=_CLOCK,
        text="An offense referred to in 212(a)(2), committed by the person, makes the person"
        " inadmissible under it, charged or not; firearms, domestic violence and child abuse are"
        " not referred to there.",
        authority=(
            _STOP,
            _BARTON,
            bia("Matter of Campos-Torres, 22 I&N Dec. 1289 (BIA 2000)", "2000-03-21"),
        ),
        when=(not_a_citizen, STOPS_CLOCK_ALONE),
        day=day_committed,
    ),
    PairRule(
        id="stop_time/second_crime",
        gives=_CLOCK,
        text="A first petty crime involving moral turpitude counts once a second is committed.",
        authority=(_STOP, _DEANDA),
        when=(
            not_a_citizen,
            first(CONVICTED_OR_ADMITTED_CIMT),
            second(CONVICTED_OR_ADMITTED_CIMT),
            second(offense_before_1997_counts),
            first(offense_before_1997_counts),
        ),
        unless=(first(purely_political), second(purely_political)),
        day=day_committed,
    ),
    CaseRule(
        id="stop_time/multiple",
        gives=_CLOCK,
        text="Two or more offenses with terms of five years or more in all.",
        authority=(_STOP, ina("212(a)(2)(B)", "1182(a)(2)(B)")),
        when=(not_a_citizen, FIVE_YEARS_IN_ALL),
    ),
    CaseRule(
        id="stop_time/trafficking",
        gives=_CLOCK,
        text="There is reason to believe that the person trafficked in a controlled substance.",
        authority=(_STOP, ina("212(a)(2)(C)", "1182(a)(2)(C)")),
        when=(not_a_citizen, _TRAFFICKING),
    ),
    *(
        CaseRule(
            id=f"stop_time/{item}",
            gives=_CLOCK,
            text=f"{premise.text}",
            authority=(_STOP,),
            when=(not_a_citizen, premise),
        )
        for item, premise in _CONDUCT
    ),
    DispositionRule(
        id="bar.lpr_cancellation/clock",
        gives=_CANCEL,
        text="An offense stopped the clock before seven years of residence after the first"
        " admission in any status were complete.",
        authority=(_SEVEN, _STOP, _BARTON),
        when=(not_a_citizen, STOPS_CLOCK_ALONE, stopped_within_seven_years),
    ),
    PairRule(
        id="bar.lpr_cancellation/clock_second_crime",
        gives=_CANCEL,
        text="The second of two petty crimes stopped the clock before seven years were complete.",
        authority=(_SEVEN, _STOP, _DEANDA),
        when=(
            not_a_citizen,
            first(CONVICTED_OR_ADMITTED_CIMT),
            second(CONVICTED_OR_ADMITTED_CIMT),
            first(offense_before_1997_counts),
            second(offense_before_1997_counts),
            stopped_within_seven_years_by_two,
        ),
        unless=(first(purely_political), second(purely_political)),
    ),
    CaseRule(
        id="bar.lpr_cancellation/clock_multiple",
        gives=_CANCEL,
        text="Offenses whose terms come to five years stopped the clock before seven years were"
        " complete.",
        authority=(_SEVEN, _STOP),
        when=(not_a_citizen, FIVE_YEARS_IN_ALL, every_offense_within_seven_years),
    ),
    CaseRule(
        id="bar.lpr_cancellation/clock_trafficking",
        gives=_CANCEL,
        text="Trafficking that there is reason to believe in, where its day is not known.",
        authority=(_SEVEN, _STOP),
        when=(not_a_citizen, _TRAFFICKING, conduct_day_not_known),
    ),
    *(
        CaseRule(
            id=f"bar.lpr_cancellation/clock_{item}",
            gives=_CANCEL,
            text=f"{premise.text[:-1]}, on a day that is not known.",
            authority=(_SEVEN, _STOP),
            when=(not_a_citizen, premise, conduct_day_not_known),
        )
        for item, premise in _CONDUCT
    ),
    CaseRule(
        id="bar.lpr_cancellation/prior_212c_or_212h",
        gives=_CANCEL,
        text="Former 212(c) relief was granted before; a waiver under 212(h) is no bar.",
        authority=(ina("240A(c)(6)", "1229b(c)(6)"),),
        when=(not_a_citizen, waived_since, relief_granted_before_is_unclear),
    ),
    DispositionRule(
        id="travel.seeking_admission/cimt",
        gives=_TRAVEL,
        text="A permanent resident who committed a crime involving moral turpitude outside the"
        " exceptions, on or after 1 April 1997, and was granted no relief for it since.",
        authority=(
            _RETURN,
            bia("Matter of Rivens, 25 I&N Dec. 623 (BIA 2011)", "2011-10-19"),
            scotus("Vartelas v. Holder, 566 U.S. 257 (2012)", "2012-03-28"),
        ),
        when=(is_permanent_resident, CONVICTED_OR_ADMITTED_CIMT, committed_on_or_after_april_1997),
        unless=(purely_political, PETTY_OFFENSE_EXCEPTION, YOUTH_EXCEPTION, waived_since),
    ),
    DispositionRule(
        id="travel.seeking_admission/controlled_substance",
        gives=_TRAVEL,
        text="A permanent resident convicted of a controlled-substance offense committed on or"
        " after 1 April 1997, and granted no relief for it since.",
        authority=(_RETURN, scotus("Vartelas v. Holder, 566 U.S. 257 (2012)", "2012-03-28")),
        when=(
            is_permanent_resident,
            CONVICTION,
            RELATES_TO_CONTROLLED_SUBSTANCE,
            committed_on_or_after_april_1997,
        ),
        unless=(waived_since,),
    ),
    DispositionRule(
        id="travel.seeking_admission/charge",
        gives=_TRAVEL,
        text="A permanent resident with a pending charge of such an offense may be treated so at"
        " the border; whether it was committed is proved at the hearing.",
        authority=(
            _RETURN,
            scotus("Blanche v. Lau, No. 25-429 (U.S. June 23, 2026)", "2026-06-23"),
        ),
        when=(is_permanent_resident, charge_may_lead_to_inadmissibility),
    ),
    CaseRule(
        id="travel.seeking_admission/multiple",
        gives=_TRAVEL,
        text="A permanent resident whose terms come to five years or more in all.",
        authority=(_RETURN, ina("212(a)(2)(B)", "1182(a)(2)(B)")),
        when=(is_permanent_resident, FIVE_YEARS_IN_ALL),
        unless=(waived_since,),
    ),
    CaseRule(
        id="travel.seeking_admission/trafficking",
        gives=_TRAVEL,
        text="A permanent resident whom there is reason to believe a trafficker.",
        authority=(_RETURN, ina("212(a)(2)(C)", "1182(a)(2)(C)")),
        when=(is_permanent_resident, _TRAFFICKING),
    ),
    *(
        CaseRule(
            id=f"travel.seeking_admission/{item}",
            gives=_TRAVEL,
            text=f"A permanent resident of whom it was found: {premise.text[0].lower()}"
            f"{premise.text[1:]}",
            authority=(_RETURN,),
            when=(is_permanent_resident, premise),
        )
        for item, premise in _CONDUCT
    ),
)
