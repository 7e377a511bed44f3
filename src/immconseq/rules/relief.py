"""Relief from removal and benefits, and how crime closes them. Only crime is decided here."""

from __future__ import annotations

from immconseq.facts.aggregates import aggregate_term_test, imposed_days_of, imposed_paths
from immconseq.facts.circumstances import (
    protected_domestic_relationship,
    violated_protective_clause,
)
from immconseq.facts.conviction import direct_review_over
from immconseq.facts.judgment import particularly_serious_by_factors, some_crime_bars_deferral
from immconseq.facts.offense import (
    is_accessory_after,
    is_profiled,
    is_solicitation,
    purely_political,
)
from immconseq.facts.person import history_says, not_a_citizen, not_permanent_or_conditional
from immconseq.facts.sentence import may_carry_a_year
from immconseq.rules.aggravated_felonies import CRIME_OF_VIOLENCE, IS_AGGRAVATED_FELONY
from immconseq.rules.cites import ag, bia, cfr, ina
from immconseq.rules.convictions import CIMT, CONVICTION
from immconseq.rules.drug_offenses import RELATES_TO_CONTROLLED_SUBSTANCE
from immconseq.rules.inadmissibility import PETTY_OFFENSE_EXCEPTION, YOUTH_EXCEPTION
from immconseq.rules.model import (
    Aggregate,
    CaseConclusion,
    CaseLiteral,
    CaseRule,
    DispositionConclusion,
    DispositionLiteral,
    DispositionRule,
    Rule,
)
from immconseq.rules.vocabulary import CASE_FINDINGS, case_finding

__all__ = ["AGGREGATES", "RULES"]

AGGRAVATED_TERMS_OF_FIVE_YEARS = CaseConclusion(
    name="aggravated_terms_of_five_years",
    text="The terms for aggravated felonies come to five years or more.",
)
FINAL_CONVICTION = DispositionConclusion(
    name="final_conviction",
    text="The person has been convicted by a final judgment.",
)

_ASYLUM = ina("208(b)(2)(A)(ii), (B)(i)", "1158(b)(2)(A)(ii), (B)(i)")
_WITHHOLDING = ina("241(b)(3)(B)", "1231(b)(3)(B)")
_NONLPR = ina("240A(b)(1)(C)", "1229b(b)(1)(C)")
_FRENTESCU = bia("Matter of N-A-M-, 24 I&N Dec. 336 (BIA 2007)", "2007-09-20")
_EASO = bia("Matter of E-A-S-O-, 29 I&N Dec. 422 (BIA 2026)", "2026-02-01")


def _aggravated_felony_closes(
    finding: str,
    text: str,
    *literals: CaseLiteral,
    authority: tuple[str, str],
    regulation: str | None = None,
) -> DispositionRule:
    return DispositionRule(
        id=f"{finding}/aggravated_felony",
        gives=case_finding(finding),
        text=text,
        authority=(ina(*authority), *((cfr(regulation),) if regulation else ())),
        when=(not_a_citizen, IS_AGGRAVATED_FELONY, *literals),
    )


def _nonlpr(word: str, text: str, *literals: DispositionLiteral) -> DispositionRule:
    return DispositionRule(
        id=f"bar.nonlpr_cancellation/{word}",
        gives=case_finding("bar.nonlpr_cancellation"),
        text=text,
        authority=(
            _NONLPR,
            bia("Matter of Cortez Canales, 25 I&N Dec. 301 (BIA 2010)", "2010-08-13"),
        ),
        when=(not_a_citizen, CONVICTION, *literals),
        unless=(is_solicitation, is_accessory_after),
    )


_INADMISSIBLE = tuple(c for c in CASE_FINDINGS if c.name.startswith("inadmit."))

RULES: tuple[Rule, ...] = (
    _aggravated_felony_closes(
        "bar.lpr_cancellation",
        "Convicted of any aggravated felony.",
        authority=("240A(a)(3)", "1229b(a)(3)"),
    ),
    CaseRule(
        id="bar.lpr_cancellation/prior_cancellation",
        gives=case_finding("bar.lpr_cancellation"),
        text="Cancellation, suspension or former 212(c) relief was granted before.",
        authority=(ina("240A(c)(6)", "1229b(c)(6)"),),
        when=(
            not_a_citizen,
            history_says("prior_cancellation"),
        ),
    ),
    CaseRule(
        id="bar.nonlpr_cancellation/prior_cancellation",
        gives=case_finding("bar.nonlpr_cancellation"),
        text="Cancellation, suspension or former 212(c) relief was granted before.",
        authority=(ina("240A(c)(6)", "1229b(c)(6)"),),
        when=(
            not_a_citizen,
            history_says("prior_cancellation"),
        ),
    ),
    DispositionRule(
        id="bar.nonlpr_cancellation/cimt",
        gives=case_finding("bar.nonlpr_cancellation"),
        text="Convicted of a crime involving moral turpitude for which a year or more may be"
        " imposed; the petty-offense exception does not help, nor does it matter when the person"
        " was admitted.",
        authority=(
            _NONLPR,
            bia("Matter of Cortez Canales, 25 I&N Dec. 301 (BIA 2010)", "2010-08-13"),
            bia("Matter of Ortega-Lopez, 27 I&N Dec. 382 (BIA 2018)", "2018-08-06"),
        ),
        when=(not_a_citizen, CONVICTION, CIMT, may_carry_a_year),
    ),
    DispositionRule(
        id="bar.nonlpr_cancellation/cimt_not_petty",
        gives=case_finding("bar.nonlpr_cancellation"),
        text="Convicted of a crime involving moral turpitude outside the petty-offense exception.",
        authority=(
            _NONLPR,
            bia("Matter of Pedroza, 25 I&N Dec. 312 (BIA 2010)", "2010-08-13"),
        ),
        when=(not_a_citizen, CONVICTION, CIMT),
        unless=(purely_political, PETTY_OFFENSE_EXCEPTION, YOUTH_EXCEPTION),
    ),
    DispositionRule(
        id="bar.nonlpr_cancellation/controlled_substance",
        gives=case_finding("bar.nonlpr_cancellation"),
        text="Convicted of an offense relating to a controlled substance, however small the"
        " amount.",
        authority=(_NONLPR, ina("237(a)(2)(B)(i)", "1227(a)(2)(B)(i)")),
        when=(not_a_citizen, CONVICTION, RELATES_TO_CONTROLLED_SUBSTANCE),
    ),
    _aggravated_felony_closes(
        "bar.nonlpr_cancellation",
        "Convicted of an aggravated felony.",
        authority=("240A(b)(1)(C)", "1229b(b)(1)(C)"),
    ),
    _nonlpr(
        "firearms",
        "Convicted of a firearm offense, whether or not the person was ever admitted.",
        is_profiled["firearm_or_destructive_device"],
    ),
    _nonlpr(
        "domestic_violence",
        "Convicted of a crime of violence in a protected domestic relationship.",
        CRIME_OF_VIOLENCE,
        protected_domestic_relationship,
    ),
    _nonlpr("stalking", "Convicted of stalking.", is_profiled["stalking"]),
    _nonlpr("child_abuse", "Convicted of child abuse.", is_profiled["child_abuse"]),
    DispositionRule(
        id="bar.nonlpr_cancellation/protective_order",
        gives=case_finding("bar.nonlpr_cancellation"),
        text="Convicted of breaking the protective part of an order; all the evidence counts, not"
        " the elements alone.",
        authority=(
            _NONLPR,
            bia("Matter of Medina-Jimenez, 27 I&N Dec. 399 (BIA 2018)", "2018-08-07"),
        ),
        when=(
            not_a_citizen,
            CONVICTION,
            is_profiled["protective_order_violation"],
            violated_protective_clause,
        ),
        unless=(is_solicitation, is_accessory_after),
    ),
    *(
        _nonlpr(entry, text, is_profiled[entry])
        for entry, text in (
            ("high_speed_flight", "Convicted of high-speed flight from a checkpoint."),
            ("failure_to_register", "Convicted of failing to register as a sex offender."),
            ("espionage_or_treason", "Convicted of espionage, sabotage, treason or sedition."),
            ("human_trafficking", "Convicted of human trafficking."),
            ("money_laundering", "Convicted of money laundering."),
        )
    ),
    _nonlpr("document_fraud", "Convicted of document fraud.", is_profiled["document_fraud"]),
    CaseRule(
        id="bar.nonlpr_cancellation/multiple",
        gives=case_finding("bar.nonlpr_cancellation"),
        text="Convicted of two or more offenses with terms of five years or more in all.",
        authority=(_NONLPR, ina("212(a)(2)(B)", "1182(a)(2)(B)")),
        when=(not_a_citizen, case_finding("inadmit.multiple_convictions_5y")),
    ),
    DispositionRule(
        id="final_conviction/judgment",
        gives=FINAL_CONVICTION,
        text="A conviction, direct review of which is over.",
        authority=(_ASYLUM, cfr("1208.16(d)(2)")),
        when=(CONVICTION, direct_review_over),
    ),
    DispositionRule(
        id="bar.asylum/aggravated_felony",
        gives=case_finding("bar.asylum"),
        text="Convicted by a final judgment of an aggravated felony, which is a particularly"
        " serious crime whatever the sentence.",
        authority=(_ASYLUM,),
        when=(not_a_citizen, FINAL_CONVICTION, IS_AGGRAVATED_FELONY),
    ),
    DispositionRule(
        id="bar.asylum/by_factors",
        gives=case_finding("bar.asylum"),
        text="Convicted by a final judgment of what the judge finds, by its nature, its sentence"
        " and its facts, to be a particularly serious crime.",
        authority=(_ASYLUM, _FRENTESCU, _EASO),
        when=(not_a_citizen, FINAL_CONVICTION, particularly_serious_by_factors),
    ),
    CaseRule(
        id="bar.withholding/five_years",
        gives=case_finding("bar.withholding"),
        text="Convicted of aggravated felonies for which the terms come to five years or more in"
        " all.",
        authority=(_WITHHOLDING,),
        when=(not_a_citizen, AGGRAVATED_TERMS_OF_FIVE_YEARS),
    ),
    DispositionRule(
        id="bar.withholding/by_factors",
        gives=case_finding("bar.withholding"),
        text="Convicted by a final judgment of what the judge finds to be a particularly serious"
        " crime; a drug-trafficking aggravated felony is presumed one.",
        authority=(
            _WITHHOLDING,
            _FRENTESCU,
            ag("Matter of Y-L-, 23 I&N Dec. 270 (A.G. 2002)", "2002-03-05"),
            _EASO,
        ),
        when=(not_a_citizen, FINAL_CONVICTION, particularly_serious_by_factors),
    ),
    CaseRule(
        id="bar.cat_withholding/as_withholding",
        gives=case_finding("bar.cat_withholding"),
        text="The same bars as to withholding of removal.",
        authority=(cfr("1208.16(d)(2)"),),
        when=(case_finding("bar.withholding"),),
    ),
    CaseRule(
        id="bar.cat_deferral/never",
        gives=case_finding("bar.cat_deferral"),
        text="No crime bars deferral of removal; the rule says so and never fires.",
        authority=(cfr("1208.17(a)"),),
        when=(some_crime_bars_deferral,),
        never_fires=True,
    ),
    *(
        CaseRule(
            id=f"bar.adjustment/{ground.name.removeprefix('inadmit.')}",
            gives=case_finding("bar.adjustment"),
            text=f"The person is {ground.text}; deportability and the definition of aggravated"
            " felony do not matter.",
            authority=(
                ina("245(a)(2)", "1255(a)(2)"),
                bia("Matter of Rainford, 20 I&N Dec. 598 (BIA 1992)", "1992-09-09"),
            ),
            when=(ground,),
        )
        for ground in _INADMISSIBLE
    ),
    _aggravated_felony_closes(
        "bar.voluntary_departure",
        "Convicted of an aggravated felony, admitted or not.",
        authority=("240B(a)(1)", "1229c(a)(1)"),
        regulation="1240.26(b)",
    ),
    _aggravated_felony_closes(
        "bar.voluntary_departure_at_conclusion",
        "Convicted of an aggravated felony.",
        authority=("240B(b)(1)(C)", "1229c(b)(1)(C)"),
    ),
    CaseRule(
        id="bar.naturalization/good_moral_character",
        gives=case_finding("bar.naturalization"),
        text="There is no good moral character in the period.",
        authority=(ina("316(a)(3)", "1427(a)(3)"), cfr("316.10")),
        when=(case_finding("bar.good_moral_character"),),
    ),
    DispositionRule(
        id="removal.administrative/aggravated_felony",
        gives=case_finding("removal.administrative"),
        text="Convicted of an aggravated felony, and not a permanent resident, or one on a"
        " conditional basis; no admission is asked for.",
        authority=(ina("238(b)", "1228(b)"), cfr("238.1(b)(1)")),
        when=(not_a_citizen, not_permanent_or_conditional, IS_AGGRAVATED_FELONY),
    ),
    _aggravated_felony_closes(
        "reentry.permanent_bar",
        "Convicted of an aggravated felony: once removed, inadmissible at any time.",
        authority=("212(a)(9)(A)", "1182(a)(9)(A)"),
    ),
    _aggravated_felony_closes(
        "reentry.sentence_enhancement",
        "Removed after a conviction of an aggravated felony: up to twenty years.",
        authority=("276(b)(2)", "1326(b)(2)"),
    ),
)

AGGREGATES = (
    Aggregate(
        id="aggravated_terms_of_five_years/aggregate",
        gives=AGGRAVATED_TERMS_OF_FIVE_YEARS,
        text="Aggravated felonies with terms of 1,825 days or more in all, concurrent ones once.",
        authority=(_WITHHOLDING,),
        members=IS_AGGRAVATED_FELONY,
        number=imposed_days_of,
        test=aggregate_term_test(days=1825, at_least_members=1),
        paths=imposed_paths,
    ),
)
