"""Relief from removal and benefits, and how crime closes them. Only crime is decided here."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from immconseq.authority import Authority, since
from immconseq.facts.aggregates import aggregate_term_test, imposed_days_of, imposed_paths
from immconseq.facts.circumstances import (
    protected_domestic_relationship,
    violated_protective_clause,
)
from immconseq.facts.conduct import (
    misuse_of_visas,
    named_miscellaneous_crime,
    offense_against_national_security,
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
from immconseq.facts.relief import (
    committed_abroad,
    exception_leaves_the_bar,
    falsely_claimed_citizenship,
    not_pardoned_for_cancellation,
    not_pardoned_for_departure,
    not_pardoned_from_the_presumption,
    presumption_is_not_overcome,
    probation_or_suspended_sentence_runs,
    registration_offense,
    serious_nonpolitical_crime,
    serious_without_aggravated_felony,
    trafficking_presumption_reaches,
)
from immconseq.facts.sentence import maximum_at_least, may_carry_a_year
from immconseq.facts.time import (
    aggravated_felony_ground_reaches_conviction,
    disposed_after_30_september_1996,
    violated_after_30_september_1996,
)
from immconseq.rules.aggravated_felonies import CRIME_OF_VIOLENCE, IS_AGGRAVATED_FELONY
from immconseq.rules.cites import ag, bia, cfr, circuit, ina
from immconseq.rules.convictions import CIMT, CONVICTION
from immconseq.rules.deportability import SELF_DEFENSE
from immconseq.rules.drug_offenses import RELATES_TO_CONTROLLED_SUBSTANCE
from immconseq.rules.inadmissibility import (
    FRAUD_WAIVER,
    PETTY_OFFENSE_EXCEPTION,
    SMUGGLING_WAIVER,
    YOUTH_EXCEPTION,
)
from immconseq.rules.model import (
    Aggregate,
    CaseConclusion,
    CaseRule,
    DispositionConclusion,
    DispositionLiteral,
    DispositionRule,
    Lift,
    Rule,
)
from immconseq.rules.vocabulary import CASE_FINDINGS, case_finding, each_finding

__all__ = ["AGGREGATES", "RULES"]

AGGRAVATED_TERMS_OF_FIVE_YEARS = CaseConclusion(
    name="aggravated_terms_of_five_years",
    text="The terms for aggravated felonies come to five years or more.",
)
FINAL_CONVICTION = DispositionConclusion(
    name="final_conviction",
    text="The person has been convicted by a final judgment.",
)

FINAL_AGGRAVATED_FELONY = DispositionConclusion(
    name="final_aggravated_felony",
    text="The person has been convicted of an aggravated felony by a final judgment.",
)
PRESUMED_PARTICULARLY_SERIOUS = DispositionConclusion(
    name="presumed_particularly_serious",
    text="The crime is presumed to be a particularly serious one.",
)

_ASYLUM = ina("208(b)(2)(A)(ii), (B)(i)", "1158(b)(2)(A)(ii), (B)(i)")
_WITHHOLDING = ina("241(b)(3)(B)", "1231(b)(3)(B)")
_ESPIONAGE = ina("237(a)(2)(D)(i)", "1227(a)(2)(D)(i)")
_NONLPR = ina("240A(b)(1)(C)", "1229b(b)(1)(C)")
_ASYLUM_ABROAD = ina("208(b)(2)(A)(iii)", "1158(b)(2)(A)(iii)")
_WITHHOLDING_ABROAD = ina("241(b)(3)(B)(iii)", "1231(b)(3)(B)(iii)")
_W_E_R_B = bia("Matter of W-E-R-B-, 27 I&N Dec. 795 (BIA 2020)", "2020-03-06")
_Y_L = ag("Matter of Y-L-, 23 I&N Dec. 270 (A.G. 2002)", "2002-03-05")
_GONZALEZ_SILVA = bia("Matter of Gonzalez-Silva, 24 I&N Dec. 218 (BIA 2007)", "2007-06-27")
_FRENTESCU = bia("Matter of N-A-M-, 24 I&N Dec. 336 (BIA 2007)", "2007-09-20")
_EASO = bia("Matter of E-A-S-O-, 29 I&N Dec. 422 (BIA 2026)", "2026-02-01")


def _aggravated_felony_closes(
    finding: str,
    text: str,
    *literals: DispositionLiteral,
    authority: tuple[str, str],
    also: tuple[Authority, ...] = (),
) -> DispositionRule:
    return DispositionRule(
        id=f"{finding}/aggravated_felony",
        gives=case_finding(finding),
        text=text,
        authority=(ina(*authority), *also),
        when=(not_a_citizen, IS_AGGRAVATED_FELONY, *literals),
    )


def _nonlpr(
    word: str,
    text: str,
    *literals: DispositionLiteral,
    grounds: tuple[Authority, ...],
    lift: Lift | None = None,
) -> DispositionRule:
    """A ground whose words on the offense alone count: *Cortez Canales*."""
    return DispositionRule(
        id=f"bar.nonlpr_cancellation/{word}",
        gives=case_finding("bar.nonlpr_cancellation"),
        text=text,
        authority=(
            _NONLPR,
            *grounds,
            bia("Matter of Cortez Canales, 25 I&N Dec. 301 (BIA 2010)", "2010-08-13"),
        ),
        when=(not_a_citizen, CONVICTION, *literals),
        unless=(is_solicitation, is_accessory_after),
        lift=lift,
    )


def _nonlpr_violence(
    word: str, text: str, *literals: DispositionLiteral, lift: Lift | None = None
) -> DispositionRule:
    """A ground of 237(a)(2)(E)(i), under which no conviction from before it is one."""
    return _nonlpr(
        word,
        text,
        *literals,
        disposed_after_30_september_1996,
        grounds=(ina("237(a)(2)(E)(i)", "1227(a)(2)(E)(i)"), _GONZALEZ_SILVA),
        lift=lift,
    )


def _crime_abroad(finding: str, authority: Authority) -> DispositionRule:
    return DispositionRule(
        id=f"{finding}/crime_abroad",
        gives=case_finding(finding),
        text="There are serious reasons to believe that the person committed a serious nonpolitical"
        " crime abroad before the latest arrival, convicted or not.",
        authority=(authority, _W_E_R_B),
        when=(not_a_citizen, committed_abroad, serious_nonpolitical_crime),
        unless=(purely_political,),
    )


_ABUSED = attrs.evolve(
    SELF_DEFENSE, authority=ina("240A(b)(5)", "1229b(b)(5)"), in_force=since("2006-01-05")
)
_ADJUSTED_WITH: Mapping[str, Lift] = {
    **{
        f"inadmit.{name}": Lift(
            authority=ina("212(h)", "1182(h)"),
            text="A waiver in the government's discretion, with the application.",
            finding="bar.212h",
        )
        for name in ("cimt", "controlled_substance", "multiple_convictions_5y", "prostitution")
    },
    "inadmit.fraud_misrepresentation": FRAUD_WAIVER,
    "inadmit.alien_smuggling": SMUGGLING_WAIVER,
}
"""What an applicant for adjustment may ask for beside it, by the ground."""

_INADMISSIBLE = tuple(c for c in CASE_FINDINGS if c.name.startswith("inadmit."))

RULES: tuple[Rule, ...] = (
    _aggravated_felony_closes(
        "bar.lpr_cancellation",
        "Convicted of any aggravated felony; whether a full pardon helps is open.",
        not_pardoned_for_cancellation,
        authority=("240A(a)(3)", "1229b(a)(3)"),
        also=(ina("237(a)(2)(A)(vi)", "1227(a)(2)(A)(vi)"),),
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
        " imposed; since 2009 the exceptions for petty offenses and for youth do not help, nor"
        " does it matter when the person was admitted.",
        authority=(
            _NONLPR,
            bia("Matter of Almanza-Arenas, 24 I&N Dec. 771 (BIA 2009)", "2009-04-13"),
            bia("Matter of Cortez Canales, 25 I&N Dec. 301 (BIA 2010)", "2010-08-13"),
            bia("Matter of Ortega-Lopez, 27 I&N Dec. 382 (BIA 2018)", "2018-08-06"),
        ),
        when=(not_a_citizen, CONVICTION, CIMT, may_carry_a_year, exception_leaves_the_bar),
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
        grounds=(ina("237(a)(2)(C)", "1227(a)(2)(C)"),),
    ),
    _nonlpr_violence(
        "domestic_violence",
        "Convicted of a crime of violence in a protected domestic relationship.",
        CRIME_OF_VIOLENCE,
        protected_domestic_relationship,
        lift=_ABUSED,
    ),
    _nonlpr_violence("stalking", "Convicted of stalking.", is_profiled["stalking"], lift=_ABUSED),
    _nonlpr_violence("child_abuse", "Convicted of child abuse.", is_profiled["child_abuse"]),
    DispositionRule(
        id="bar.nonlpr_cancellation/protective_order",
        gives=case_finding("bar.nonlpr_cancellation"),
        text="Convicted of breaking the protective part of an order; all the evidence counts, not"
        " the elements alone.",
        authority=(
            _NONLPR,
            ina("237(a)(2)(E)(ii)", "1227(a)(2)(E)(ii)"),
            _GONZALEZ_SILVA,
            bia("Matter of Medina-Jimenez, 27 I&N Dec. 399 (BIA 2018)", "2018-08-07"),
        ),
        when=(
            not_a_citizen,
            CONVICTION,
            is_profiled["protective_order_violation"],
            violated_protective_clause,
            violated_after_30_september_1996,
        ),
        unless=(is_solicitation, is_accessory_after),
        lift=_ABUSED,
    ),
    *(
        _nonlpr(entry, text, is_profiled[entry], grounds=tuple(grounds))
        for entry, text, *grounds in (
            (
                "high_speed_flight",
                "Convicted of high-speed flight from a checkpoint.",
                ina("237(a)(2)(A)(iv)", "1227(a)(2)(A)(iv)"),
            ),
            (
                "failure_to_register",
                "Convicted of failing to register as a sex offender.",
                ina("237(a)(2)(A)(v)", "1227(a)(2)(A)(v)"),
            ),
            (
                "human_trafficking",
                "Convicted of human trafficking.",
                ina("212(a)(2)(H)", "1182(a)(2)(H)"),
                ina("237(a)(2)(F)", "1227(a)(2)(F)"),
            ),
            (
                "money_laundering",
                "Convicted of money laundering.",
                ina("212(a)(2)(I)", "1182(a)(2)(I)"),
            ),
        )
    ),
    _nonlpr(
        "espionage_or_treason",
        "Convicted of espionage, sabotage, treason or sedition under title 18, where five years or"
        " more may be imposed.",
        direct_review_over,
        offense_against_national_security,
        maximum_at_least(1825, _ESPIONAGE),
        grounds=(_ESPIONAGE,),
    ),
    _nonlpr(
        "security_section",
        "Convicted under one of the sections on threats, expeditions, the two Acts, travel control"
        " or importation that the ground names.",
        direct_review_over,
        named_miscellaneous_crime,
        grounds=(ina("237(a)(2)(D)(ii), (iii), (iv)", "1227(a)(2)(D)(ii), (iii), (iv)"),),
    ),
    _nonlpr(
        "document_fraud",
        "Convicted of fraud and misuse of visas and permits.",
        misuse_of_visas,
        grounds=(ina("237(a)(3)(B)(iii)", "1227(a)(3)(B)(iii)"),),
    ),
    _nonlpr(
        "registration",
        "Convicted of a false registration, or under the Foreign Agents Registration Act.",
        registration_offense,
        grounds=(ina("237(a)(3)(B)(i), (ii)", "1227(a)(3)(B)(i), (ii)"),),
    ),
    _nonlpr(
        "false_citizenship_claim",
        "Convicted of falsely claiming to be a citizen.",
        falsely_claimed_citizenship,
        grounds=(ina("237(a)(3)(D)", "1227(a)(3)(D)"),),
    ),
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
    _crime_abroad("bar.asylum", _ASYLUM_ABROAD),
    DispositionRule(
        id="final_aggravated_felony/judgment",
        gives=FINAL_AGGRAVATED_FELONY,
        text="An aggravated felony, convicted by a final judgment.",
        authority=(_WITHHOLDING,),
        when=(FINAL_CONVICTION, IS_AGGRAVATED_FELONY),
    ),
    DispositionRule(
        id="presumed_particularly_serious/trafficking",
        gives=PRESUMED_PARTICULARLY_SERIOUS,
        text="An aggravated felony of drug trafficking, whatever its term, since 5 March 2002.",
        authority=(
            _Y_L,
            circuit("9", "Miguel-Miguel v. Gonzales, 500 F.3d 941 (9th Cir. 2007)", "2007-08-29"),
        ),
        when=(each_finding("aggfel.drug_trafficking"), trafficking_presumption_reaches),
    ),
    CaseRule(
        id="bar.withholding/five_years",
        gives=case_finding("bar.withholding"),
        text="Convicted by final judgments of aggravated felonies for which the terms come to five"
        " years or more in all.",
        authority=(_WITHHOLDING,),
        when=(not_a_citizen, AGGRAVATED_TERMS_OF_FIVE_YEARS),
    ),
    DispositionRule(
        id="bar.withholding/trafficking",
        gives=case_finding("bar.withholding"),
        text="Convicted by a final judgment of a drug-trafficking aggravated felony, which is"
        " presumed a particularly serious crime.",
        authority=(_WITHHOLDING, _Y_L),
        when=(
            not_a_citizen,
            FINAL_CONVICTION,
            PRESUMED_PARTICULARLY_SERIOUS,
            presumption_is_not_overcome,
        ),
    ),
    DispositionRule(
        id="bar.withholding/by_factors",
        gives=case_finding("bar.withholding"),
        text="Convicted by a final judgment of what the judge finds to be a particularly serious"
        " crime, where nothing is presumed; it need be no aggravated felony.",
        authority=(_WITHHOLDING, _FRENTESCU, _EASO),
        when=(
            not_a_citizen,
            FINAL_CONVICTION,
            particularly_serious_by_factors,
            serious_without_aggravated_felony,
        ),
        unless=(PRESUMED_PARTICULARLY_SERIOUS,),
    ),
    DispositionRule(
        id="bar.withholding/aggravated_felony_by_factors",
        gives=case_finding("bar.withholding"),
        text="The same of an aggravated felony.",
        authority=(_WITHHOLDING, _FRENTESCU),
        when=(not_a_citizen, FINAL_AGGRAVATED_FELONY, particularly_serious_by_factors),
        unless=(PRESUMED_PARTICULARLY_SERIOUS,),
    ),
    _crime_abroad("bar.withholding", _WITHHOLDING_ABROAD),
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
            lift=_ADJUSTED_WITH.get(ground.name),
        )
        for ground in _INADMISSIBLE
    ),
    _aggravated_felony_closes(
        "bar.voluntary_departure",
        "Convicted of an aggravated felony, admitted or not; whether a full pardon helps is open.",
        not_pardoned_for_departure,
        authority=("240B(a)(1)", "1229c(a)(1)"),
        also=(cfr("1240.26(b)"),),
    ),
    _aggravated_felony_closes(
        "bar.voluntary_departure_at_conclusion",
        "Convicted of an aggravated felony, admitted or not; whether a full pardon helps is open.",
        not_pardoned_for_departure,
        authority=("240B(b)(1)(C)", "1229c(b)(1)(C)"),
        also=(cfr("1240.26(c)(1)(iii)"),),
    ),
    CaseRule(
        id="bar.naturalization/good_moral_character",
        gives=case_finding("bar.naturalization"),
        text="There is no good moral character in the period.",
        authority=(ina("316(a)(3)", "1427(a)(3)"), cfr("316.10")),
        when=(case_finding("bar.good_moral_character"),),
    ),
    DispositionRule(
        id="bar.naturalization/probation",
        gives=case_finding("bar.naturalization"),
        text="No application is approved until probation, or a suspended sentence, is over.",
        authority=(cfr("316.10(c)(1)"),),
        when=(not_a_citizen, CONVICTION, probation_or_suspended_sentence_runs),
    ),
    DispositionRule(
        id="removal.administrative/aggravated_felony",
        gives=case_finding("removal.administrative"),
        text="Convicted, and finally, of an aggravated felony that the ground reaches, and not a"
        " permanent resident, or one on a conditional basis; no admission is asked for.",
        authority=(
            ina("238(b), (c)", "1228(b), (c)"),
            cfr("238.1(b)(1)"),
            ina("237(a)(2)(A)(vi)", "1227(a)(2)(A)(vi)"),
        ),
        when=(
            not_a_citizen,
            not_permanent_or_conditional,
            IS_AGGRAVATED_FELONY,
            direct_review_over,
            aggravated_felony_ground_reaches_conviction,
            not_pardoned_from_the_presumption,
        ),
    ),
    _aggravated_felony_closes(
        "reentry.permanent_bar",
        "Convicted of an aggravated felony: once removed, inadmissible at any time.",
        authority=("212(a)(9)(A)", "1182(a)(9)(A)"),
    ),
    attrs.evolve(
        _aggravated_felony_closes(
            "reentry.sentence_enhancement",
            "Removed after a conviction of an aggravated felony: up to twenty years.",
            authority=("276(b)(2)", "1326(b)(2)"),
        ),
        note="276(b)(2): a maximum of twenty years.",
    ),
)

AGGREGATES = (
    Aggregate(
        id="aggravated_terms_of_five_years/aggregate",
        gives=AGGRAVATED_TERMS_OF_FIVE_YEARS,
        text="Aggravated felonies with terms of 1,825 days or more in all, concurrent ones once.",
        authority=(_WITHHOLDING,),
        members=FINAL_AGGRAVATED_FELONY,
        number=imposed_days_of,
        test=aggregate_term_test(days=1825, at_least_members=1),
        paths=imposed_paths,
    ),
)
