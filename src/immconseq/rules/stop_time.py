"""INA 240A(d)(1): what stops the clock of residence and of presence."""

from __future__ import annotations

from typing import Any

import attrs

from immconseq.authority import until
from immconseq.facts.circumstances import committed_under_18_and_over_five_years_ago
from immconseq.facts.conviction import valid_admission
from immconseq.facts.grounds import ITEMS
from immconseq.facts.history import (
    day_of_conduct,
)
from immconseq.facts.offense import purely_political
from immconseq.facts.person import (
    history_says,
    not_a_citizen,
    not_admitted,
    was_admitted,
)
from immconseq.facts.sentence import maximum_at_most_a_year, six_months_or_less_imposed
from immconseq.facts.stop_time import (
    conduct_stops_clock,
    day_committed,
    every_offense_counts_for_clock,
    inadmissible_though_admitted,
    later_offense_counts_for_clock,
    offense_before_1997_counts,
    removable_on_another_ground,
    terms_render_inadmissible,
)
from immconseq.rules import deportability
from immconseq.rules.cites import bia, circuit, ina, scotus
from immconseq.rules.convictions import CONVICTED_OR_ADMITTED_CIMT, CONVICTION
from immconseq.rules.drug_offenses import RELATES_TO_CONTROLLED_SUBSTANCE
from immconseq.rules.inadmissibility import (
    FIVE_YEARS_IN_ALL,
    counts_of_conduct,
    word_of,
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

__all__ = ["REACHED_BY_INADMISSIBILITY", "RENDERED", "RULES", "STOPS_CLOCK_ALONE"]

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
_CLOCK = case_finding("stop_time")


def _named_by_conduct() -> tuple[Rule, ...]:
    return tuple(
        DispositionRule(
            id=f"stops_clock_alone/{word_of(rule)}",
            gives=STOPS_CLOCK_ALONE,
            text=rule.text,
            authority=(_STOP, *rule.authority),
            when=(
                *(literal for literal in rule.when if literal is not not_a_citizen),
                offense_before_1997_counts,
                RENDERED,
            ),
        )
        for rule in counts_of_conduct()
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
        "lift": None,
    }
    return attrs.evolve(rule, **common)


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
        for item in ITEMS
    ),
)
