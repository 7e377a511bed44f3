"""INA 240A(d)(1): what stops the clock; and 101(a)(13)(C), the resident who returns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from immconseq.authority import Authority, until
from immconseq.facts.circumstances import committed_under_18_and_over_five_years_ago
from immconseq.facts.conviction import valid_admission
from immconseq.facts.grounds import GROUNDS
from immconseq.facts.model import CasePremise, DispositionPremise, PairPremise
from immconseq.facts.offense import purely_political
from immconseq.facts.person import (
    history_says,
    is_permanent_resident,
    not_a_citizen,
    not_admitted,
    was_admitted,
)
from immconseq.facts.residence import (
    charge_may_lead_to_inadmissibility,
    committed_on_or_after_april_1997,
    conduct_cuts_presence,
    conduct_cuts_residence,
    conduct_makes_returning_seek_admission,
    conduct_stops_clock,
    day_committed,
    day_of_conduct,
    every_offense_counts_for_clock,
    every_offense_counts_for_return,
    every_offense_within_seven_years,
    every_offense_within_ten_years,
    inadmissible_though_admitted,
    later_offense_counts_for_clock,
    offense_before_1997_counts,
    relief_granted_before_is_unclear,
    relieved_since,
    removable_on_another_ground,
    stopped_within_seven_years,
    stopped_within_seven_years_by_two,
    stopped_within_ten_years,
    stopped_within_ten_years_by_two,
    terms_render_inadmissible,
)
from immconseq.facts.sentence import maximum_at_most_a_year, six_months_or_less_imposed
from immconseq.rules import deportability, inadmissibility
from immconseq.rules.cites import bia, circuit, ina, scotus
from immconseq.rules.convictions import CONVICTED_OR_ADMITTED_CIMT, CONVICTION
from immconseq.rules.drug_offenses import RELATES_TO_CONTROLLED_SUBSTANCE
from immconseq.rules.inadmissibility import (
    FIVE_YEARS_IN_ALL,
    PETTY_OFFENSE_EXCEPTION,
    YOUTH_EXCEPTION,
)
from immconseq.rules.model import (
    CaseConclusion,
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

REACHED_BY_INADMISSIBILITY = CaseConclusion(
    name="reached_by_inadmissibility",
    text="What 212(a)(2) names renders this person inadmissible, who may have been admitted.",
)
RENDERED = DispositionConclusion(
    name="rendered_inadmissible_or_removable",
    text="An offense that 212(a)(2) names renders the person inadmissible, or the offense makes"
    " the person removable.",
)

_STOP = ina("240A(d)(1)(B)", "1229b(d)(1)(B)")
_BARTON = scotus("Barton v. Barr, 590 U.S. 222 (2020)", "2020-04-23")
_NGUYEN = circuit("9", "Nguyen v. Sessions, 901 F.3d 1093 (9th Cir. 2018)", "2018-08-23")
_DAYS_OF_NGUYEN = until("2020-04-22", start="2018-08-23")
_GARCIA = bia("Matter of Garcia, 25 I&N Dec. 332 (BIA 2010)", "2010-09-13")
_DEANDA = bia("Matter of Deanda-Romo, 23 I&N Dec. 597 (BIA 2003)", "2003-05-08")
_SEVEN = ina("240A(a)(2)", "1229b(a)(2)")
_TEN = ina("240A(b)(1)(A)", "1229b(b)(1)(A)")
_RETURN = ina("101(a)(13)(C)(v)", "1101(a)(13)(C)(v)")
_VARTELAS = scotus("Vartelas v. Holder, 566 U.S. 257 (2012)", "2012-03-28")

_CLOCK = case_finding("stop_time")
_CANCEL = case_finding("bar.lpr_cancellation")
_CANCEL_NONLPR = case_finding("bar.nonlpr_cancellation")
_TRAVEL = case_finding("travel.seeking_admission")

_ITEMS = tuple(item for ground in GROUNDS for item in ground.items)
_OF_CONDUCT = tuple(ground.finding for ground in GROUNDS if ground.of_conduct)


def _counts_of_conduct() -> tuple[DispositionRule, ...]:
    """The rules of 212(a)(2) that speak of a count, and for which conduct is enough."""
    return tuple(
        rule
        for rule in inadmissibility.RULES
        if isinstance(rule, DispositionRule) and rule.gives.name in _OF_CONDUCT
    )


def _word(rule: DispositionRule) -> str:
    ground, _, word = rule.id.removeprefix("inadmit.").partition("/")
    return ground if word in ("convicted", "count") else f"{ground}_{word}"


def _named_by_conduct() -> tuple[Rule, ...]:
    return tuple(
        DispositionRule(
            id=f"stops_clock_alone/{_word(rule)}",
            gives=STOPS_CLOCK_ALONE,
            text=rule.text,
            authority=(_STOP, *rule.authority),
            when=(
                *(literal for literal in rule.when if literal is not not_a_citizen),
                offense_before_1997_counts,
                RENDERED,
            ),
        )
        for rule in _counts_of_conduct()
    )


def _removable(finding: str, word: str) -> Rule:
    """A ground of removal, said of the offense; *Nguyen* left nothing else to stop the clock."""
    (rule,) = (rule for rule in deportability.RULES if rule.id == f"deport.{finding}")
    common: dict[str, Any] = {
        "id": f"rendered_inadmissible_or_removable/{word}",
        "gives": RENDERED,
        "text": f"The offense makes the person {rule.gives.text}.",
        "authority": (_STOP, _NGUYEN, *rule.authority),
        "in_force": _DAYS_OF_NGUYEN,
    }
    return attrs.evolve(rule, **common)


def _cut_short(
    finding: CaseConclusion,
    period: Authority,
    words: str,
    alone: DispositionPremise,
    by_two: PairPremise,
    every: CasePremise,
    conduct: Callable[[str], CasePremise],
) -> tuple[Rule, ...]:
    """The rules by which an offense ends a period that relief asks for before it is complete."""
    return (
        DispositionRule(
            id=f"{finding.name}/clock",
            gives=finding,
            text=f"An offense stopped the clock before {words} were complete.",
            authority=(period, _STOP, _BARTON),
            when=(not_a_citizen, STOPS_CLOCK_ALONE, alone),
        ),
        PairRule(
            id=f"{finding.name}/clock_second_crime",
            gives=finding,
            text=f"The second of two petty crimes stopped the clock before {words} were complete.",
            authority=(period, _STOP, _DEANDA),
            when=(
                not_a_citizen,
                first(CONVICTED_OR_ADMITTED_CIMT),
                second(CONVICTED_OR_ADMITTED_CIMT),
                later_offense_counts_for_clock,
                first(RENDERED),
                by_two,
            ),
            unless=(first(purely_political), second(purely_political)),
        ),
        CaseRule(
            id=f"{finding.name}/clock_multiple",
            gives=finding,
            text=f"Offenses whose terms come to five years stopped the clock before {words} were"
            " complete.",
            authority=(period, _STOP),
            when=(
                not_a_citizen,
                FIVE_YEARS_IN_ALL,
                every_offense_counts_for_clock,
                terms_render_inadmissible,
                every,
            ),
        ),
        *(
            CaseRule(
                id=f"{finding.name}/clock_{item}",
                gives=finding,
                text=f"{history_says(item).text[:-1]}, before {words} were complete.",
                authority=(period, _STOP),
                when=(not_a_citizen, conduct(item), REACHED_BY_INADMISSIBILITY),
            )
            for item in _ITEMS
        ),
    )


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
    CaseRule(
        id="reached_by_inadmissibility/not_admitted",
        gives=REACHED_BY_INADMISSIBILITY,
        text="Of one who is not here upon an admission the grounds of inadmissibility are asked.",
        authority=(_STOP,),
        when=(not_admitted,),
    ),
    CaseRule(
        id="reached_by_inadmissibility/admitted",
        gives=REACHED_BY_INADMISSIBILITY,
        text="One who was admitted is rendered inadmissible too, though no admission is sought.",
        authority=(_STOP, _BARTON, _NGUYEN),
        when=(inadmissible_though_admitted,),
    ),
    DispositionRule(
        id="rendered_inadmissible_or_removable/inadmissible",
        gives=RENDERED,
        text="An offense that 212(a)(2) names renders the person inadmissible.",
        authority=(_STOP, _BARTON),
        when=(REACHED_BY_INADMISSIBILITY,),
    ),
    *(
        _removable(finding, word)
        for finding, word in (
            ("cimt_within_5y/convicted", "cimt_within_5y"),
            ("cimt_multiple/two", "cimt_multiple"),
            ("aggravated_felony/convicted", "aggravated_felony"),
            ("controlled_substance/convicted", "controlled_substance"),
        )
    ),
    DispositionRule(
        id="rendered_inadmissible_or_removable/on_another_ground",
        gives=RENDERED,
        text="The offense may be within another ground of removal of 237(a)(2).",
        authority=(_STOP, _NGUYEN),
        in_force=_DAYS_OF_NGUYEN,
        when=(was_admitted, CONVICTION, removable_on_another_ground),
    ),
    DispositionRule(
        id="stops_clock_alone/cimt",
        gives=STOPS_CLOCK_ALONE,
        text="A crime involving moral turpitude outside the exceptions, taken by itself.",
        authority=(_STOP, _BARTON, _GARCIA),
        when=(CONVICTED_OR_ADMITTED_CIMT, offense_before_1997_counts, RENDERED),
        unless=(purely_political, PETTY_ALONE),
    ),
    DispositionRule(
        id="stops_clock_alone/controlled_substance",
        gives=STOPS_CLOCK_ALONE,
        text="A controlled-substance conviction, however small the amount.",
        authority=(_STOP, _BARTON),
        when=(
            CONVICTION,
            RELATES_TO_CONTROLLED_SUBSTANCE,
            offense_before_1997_counts,
            RENDERED,
        ),
    ),
    DispositionRule(
        id="stops_clock_alone/controlled_substance_admitted",
        gives=STOPS_CLOCK_ALONE,
        text="A valid admission of a controlled-substance offense.",
        authority=(_STOP, _BARTON),
        when=(
            valid_admission,
            RELATES_TO_CONTROLLED_SUBSTANCE,
            offense_before_1997_counts,
            RENDERED,
        ),
    ),
    *_named_by_conduct(),
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
            later_offense_counts_for_clock,
            first(RENDERED),
        ),
        unless=(first(purely_political), second(purely_political)),
        day=day_committed,
    ),
    CaseRule(
        id="stop_time/multiple",
        gives=_CLOCK,
        text="Two or more offenses with terms of five years or more in all.",
        authority=(_STOP, ina("212(a)(2)(B)", "1182(a)(2)(B)")),
        when=(
            not_a_citizen,
            FIVE_YEARS_IN_ALL,
            every_offense_counts_for_clock,
            terms_render_inadmissible,
        ),
    ),
    *(
        CaseRule(
            id=f"stop_time/{item}",
            gives=_CLOCK,
            text=history_says(item).text,
            authority=(_STOP,),
            when=(not_a_citizen, conduct_stops_clock(item), REACHED_BY_INADMISSIBILITY),
            day=day_of_conduct(item),
        )
        for item in _ITEMS
    ),
    *_cut_short(
        _CANCEL,
        _SEVEN,
        "seven years of residence after the first admission in any status",
        stopped_within_seven_years,
        stopped_within_seven_years_by_two,
        every_offense_within_seven_years,
        conduct_cuts_residence,
    ),
    *_cut_short(
        _CANCEL_NONLPR,
        _TEN,
        "ten years of presence since arrival",
        stopped_within_ten_years,
        stopped_within_ten_years_by_two,
        every_offense_within_ten_years,
        conduct_cuts_presence,
    ),
    CaseRule(
        id="bar.lpr_cancellation/prior_212c_or_212h",
        gives=_CANCEL,
        text="Former 212(c) relief was granted before; a waiver under 212(h) is no bar.",
        authority=(ina("240A(c)(6)", "1229b(c)(6)"),),
        when=(
            not_a_citizen,
            history_says("prior_212c_or_212h"),
            relief_granted_before_is_unclear,
        ),
    ),
    DispositionRule(
        id="travel.seeking_admission/cimt",
        gives=_TRAVEL,
        text="A permanent resident who committed a crime involving moral turpitude outside the"
        " exceptions, on or after 1 April 1997, and was granted no relief for it since.",
        authority=(
            _RETURN,
            bia("Matter of Rivens, 25 I&N Dec. 623 (BIA 2011)", "2011-10-19"),
            _VARTELAS,
        ),
        when=(is_permanent_resident, CONVICTED_OR_ADMITTED_CIMT, committed_on_or_after_april_1997),
        unless=(purely_political, PETTY_OFFENSE_EXCEPTION, YOUTH_EXCEPTION, relieved_since),
    ),
    DispositionRule(
        id="travel.seeking_admission/controlled_substance",
        gives=_TRAVEL,
        text="A permanent resident convicted of a controlled-substance offense committed on or"
        " after 1 April 1997, and granted no relief for it since.",
        authority=(_RETURN, _VARTELAS),
        when=(
            is_permanent_resident,
            CONVICTION,
            RELATES_TO_CONTROLLED_SUBSTANCE,
            committed_on_or_after_april_1997,
        ),
        unless=(relieved_since,),
    ),
    DispositionRule(
        id="travel.seeking_admission/controlled_substance_admitted",
        gives=_TRAVEL,
        text="A permanent resident who validly admits a controlled-substance offense of 1 April"
        " 1997 or later, and was granted no relief for it since.",
        authority=(_RETURN, _VARTELAS),
        when=(
            is_permanent_resident,
            valid_admission,
            RELATES_TO_CONTROLLED_SUBSTANCE,
            committed_on_or_after_april_1997,
        ),
        unless=(relieved_since,),
    ),
    *(
        DispositionRule(
            id=f"travel.seeking_admission/{_word(rule)}",
            gives=_TRAVEL,
            text="Of a permanent resident, for conduct on or after 1 April 1997 for which no"
            f" relief was granted since: {rule.text[0].lower()}{rule.text[1:]}",
            authority=(_RETURN, _VARTELAS, *rule.authority),
            when=(
                is_permanent_resident,
                *(literal for literal in rule.when if literal is not not_a_citizen),
                committed_on_or_after_april_1997,
            ),
            unless=(relieved_since,),
        )
        for rule in _counts_of_conduct()
    ),
    DispositionRule(
        id="travel.seeking_admission/charge",
        gives=_TRAVEL,
        text="A permanent resident with a pending charge of such an offense, of 1 April 1997 or"
        " later, may be treated so at the border; whether it was committed is proved at the"
        " hearing.",
        authority=(
            _RETURN,
            scotus("Blanche v. Lau, No. 25-429 (U.S. June 23, 2026)", "2026-06-23"),
        ),
        when=(
            is_permanent_resident,
            charge_may_lead_to_inadmissibility,
            committed_on_or_after_april_1997,
        ),
        unless=(relieved_since,),
    ),
    CaseRule(
        id="travel.seeking_admission/multiple",
        gives=_TRAVEL,
        text="A permanent resident whose terms, for offenses of 1 April 1997 or later for which no"
        " relief was granted since, come to five years or more in all.",
        authority=(_RETURN, _VARTELAS, ina("212(a)(2)(B)", "1182(a)(2)(B)")),
        when=(is_permanent_resident, FIVE_YEARS_IN_ALL, every_offense_counts_for_return),
    ),
    *(
        CaseRule(
            id=f"travel.seeking_admission/{item}",
            gives=_TRAVEL,
            text=f"A permanent resident of whom it was found: {history_says(item).text[0].lower()}"
            f"{history_says(item).text[1:]}",
            authority=(_RETURN, _VARTELAS),
            when=(is_permanent_resident, conduct_makes_returning_seek_admission(item)),
        )
        for item in _ITEMS
    ),
)
