"""INA 237(a): deportability for crime, in the statute's order."""

from __future__ import annotations

from immconseq.authority import InForce, since
from immconseq.facts.circumstances import (
    different_schemes,
    is_court_finding,
    protected_domestic_relationship,
    violated_protective_clause,
)
from immconseq.facts.conduct import (
    convicted_of_false_claim,
    convicted_of_smuggling,
    crime_itself_or_attempt,
    misuse_of_visas,
    named_miscellaneous_crime,
    offense_against_national_security,
    took_part_in_it,
    voted_in_federal_election,
)
from immconseq.facts.conviction import direct_review_over, fully_pardoned
from immconseq.facts.model import CasePremise
from immconseq.facts.offense import is_accessory_after, is_profiled, is_solicitation
from immconseq.facts.person import (
    committed_within_five_years_of_admission,
    convicted_after_admission,
    drug_abuse_after_admission,
    history_says,
    not_a_citizen,
    smuggling_near_an_entry,
    was_admitted,
)
from immconseq.facts.sentence import maximum_at_least, may_carry_a_year
from immconseq.facts.time import (
    aggravated_felony_ground_reaches_conviction,
    disposed_after_30_september_1996,
    violated_after_30_september_1996,
)
from immconseq.rules.aggravated_felonies import CRIME_OF_VIOLENCE, IS_AGGRAVATED_FELONY
from immconseq.rules.cites import bia, circuit, ina, usc
from immconseq.rules.convictions import CIMT, CONVICTION
from immconseq.rules.drug_offenses import (
    RELATES_TO_CONTROLLED_SUBSTANCE,
    SINGLE_MARIJUANA_POSSESSION,
)
from immconseq.rules.model import CaseRule, DispositionRule, Lift, PairRule, first, second
from immconseq.rules.vocabulary import case_finding

__all__ = ["RULES", "SELF_DEFENSE"]

_HERE = (not_a_citizen, was_admitted)
_DV = ina("237(a)(2)(E)(i)", "1227(a)(2)(E)(i)")
_PO = ina("237(a)(2)(E)(ii)", "1227(a)(2)(E)(ii)")


_FIVE_YEARS = maximum_at_least(1825, ina("237(a)(2)(D)(i)", "1227(a)(2)(D)(i)"))
SELF_DEFENSE = Lift(
    authority=ina("237(a)(7)", "1227(a)(7)"),
    text="For one who was abused and was not the primary perpetrator of violence in the"
    " relationship: self-defense, an order meant to protect the person, or a crime connected with"
    " the abuse that caused no serious bodily injury.",
    in_force=since("2000-10-28"),
)
"""Named wherever a ground of domestic violence, stalking or protective orders closes something."""
_FAMILY_HELPED = Lift(
    authority=ina("237(a)(1)(E)(iii)", "1227(a)(1)(E)(iii)"),
    text="For family unity or otherwise in the public interest, of a permanent resident who helped"
    " only a spouse, parent, son or daughter.",
)
_PAPERS_FOR_FAMILY = Lift(
    authority=ina("237(a)(3)(C)(ii)", "1227(a)(3)(C)(ii)"),
    text="Of a permanent resident on whom no such penalty was laid before, and who did it only to"
    " help a spouse or child.",
)
_SAID_WITHOUT_AN_ORDER_DAY = (
    "The paragraph asks that the person was enjoined after an admission; a case does not say when"
    " the order was made, so the day of the court's finding is read in its place."
)


def _by_history(
    finding: str,
    item: str,
    text: str,
    section: str,
    *,
    premise: CasePremise | None = None,
    in_force: InForce | None = None,
    lift: Lift | None = None,
) -> CaseRule:
    """A ground that the history gives; *premise* reads the item where the ground has a time."""
    cite = ina(f"237{section}", f"1227{section}")
    return CaseRule(
        id=f"deport.{finding}/history",
        gives=case_finding(f"deport.{finding}"),
        text=text,
        authority=(cite,),
        when=(*_HERE, history_says(item) if premise is None else premise),
        in_force=in_force or InForce(),
        lift=lift,
    )


RULES = (
    DispositionRule(
        id="deport.cimt_within_5y/convicted",
        gives=case_finding("deport.cimt_within_5y"),
        text="One crime involving moral turpitude, committed within five years after admission,"
        " for which a year or longer may be imposed. For one who adjusted from S status under"
        " 245(j) the years are ten, and no case can say that.",
        authority=(ina("237(a)(2)(A)(i)", "1227(a)(2)(A)(i)"),),
        in_force=since("1996-04-24"),
        when=(
            *_HERE,
            CONVICTION,
            CIMT,
            committed_within_five_years_of_admission,
            may_carry_a_year,
        ),
        unless=(fully_pardoned,),
    ),
    PairRule(
        id="deport.cimt_multiple/two",
        gives=case_finding("deport.cimt_multiple"),
        text="Convicted, at any time after admission, of two crimes involving moral turpitude that"
        " did not arise out of a single scheme, whatever the sentences. What was found or"
        " stipulated of the scheme is taken as it is, although the Second and Third Circuits had"
        " a test of their own.",
        authority=(ina("237(a)(2)(A)(ii)", "1227(a)(2)(A)(ii)"),),
        when=(
            *_HERE,
            first(CONVICTION),
            first(CIMT),
            first(convicted_after_admission),
            second(CONVICTION),
            second(CIMT),
            second(convicted_after_admission),
            different_schemes,
        ),
        unless=(first(fully_pardoned), second(fully_pardoned)),
    ),
    DispositionRule(
        id="deport.aggravated_felony/convicted",
        gives=case_finding("deport.aggravated_felony"),
        text="Convicted of an aggravated felony at any time after admission.",
        authority=(ina("237(a)(2)(A)(iii)", "1227(a)(2)(A)(iii)"),),
        when=(
            *_HERE,
            convicted_after_admission,
            IS_AGGRAVATED_FELONY,
            aggravated_felony_ground_reaches_conviction,
        ),
        unless=(fully_pardoned,),
    ),
    DispositionRule(
        id="deport.high_speed_flight/convicted",
        gives=case_finding("deport.high_speed_flight"),
        text="Convicted of high-speed flight from an immigration checkpoint.",
        authority=(ina("237(a)(2)(A)(iv)", "1227(a)(2)(A)(iv)"), usc("758", 18)),
        when=(*_HERE, CONVICTION, is_profiled["high_speed_flight"]),
        unless=(fully_pardoned, is_solicitation, is_accessory_after),
    ),
    DispositionRule(
        id="deport.failure_to_register/convicted",
        gives=case_finding("deport.failure_to_register"),
        text="Convicted under the federal law of failing to register as a sex offender.",
        authority=(ina("237(a)(2)(A)(v)", "1227(a)(2)(A)(v)"), usc("2250", 18)),
        in_force=since("2006-07-27"),
        when=(*_HERE, CONVICTION, is_profiled["failure_to_register"]),
        unless=(is_solicitation, is_accessory_after),
    ),
    DispositionRule(
        id="deport.controlled_substance/convicted",
        gives=case_finding("deport.controlled_substance"),
        text="Convicted, at any time after admission, of an offense relating to a controlled"
        " substance, save a single offense of possessing thirty grams or less of marijuana for"
        " one's own use.",
        authority=(ina("237(a)(2)(B)(i)", "1227(a)(2)(B)(i)"),),
        when=(*_HERE, convicted_after_admission, CONVICTION, RELATES_TO_CONTROLLED_SUBSTANCE),
        unless=(SINGLE_MARIJUANA_POSSESSION,),
    ),
    _by_history(
        "drug_abuser",
        "drug_abuse_or_addiction",
        "The person is, or was after admission, a drug abuser or addict.",
        "(a)(2)(B)(ii)",
        premise=drug_abuse_after_admission,
    ),
    DispositionRule(
        id="deport.firearms/convicted",
        gives=case_finding("deport.firearms"),
        text="Convicted, at any time after admission, under a law on firearms or destructive"
        " devices, as 18 USC 921(a) defines them.",
        authority=(ina("237(a)(2)(C)", "1227(a)(2)(C)"),),
        when=(
            *_HERE,
            convicted_after_admission,
            CONVICTION,
            is_profiled["firearm_or_destructive_device"],
        ),
        unless=(is_solicitation, is_accessory_after),
    ),
    DispositionRule(
        id="deport.espionage_sabotage/convicted",
        gives=case_finding("deport.espionage_sabotage"),
        text="Convicted at any time, by a judgment that is final, of espionage, sabotage, treason"
        " or sedition under title 18, where five years or more may be imposed.",
        authority=(ina("237(a)(2)(D)(i)", "1227(a)(2)(D)(i)"),),
        when=(
            *_HERE,
            CONVICTION,
            direct_review_over,
            offense_against_national_security,
            _FIVE_YEARS,
        ),
        unless=(is_solicitation, is_accessory_after),
    ),
    DispositionRule(
        id="deport.espionage_sabotage/named",
        gives=case_finding("deport.espionage_sabotage"),
        text="Convicted at any time, by a judgment that is final, of threatening the President, of"
        " an expedition against a friendly nation, of a violation of the Selective Service or the"
        " Trading with the Enemy Act, of unlawful travel, or of importing persons for an immoral"
        " purpose; by the sections that the paragraph names.",
        authority=(
            ina("237(a)(2)(D)(ii)", "1227(a)(2)(D)(ii)"),
            ina("237(a)(2)(D)(iii)", "1227(a)(2)(D)(iii)"),
            ina("237(a)(2)(D)(iv)", "1227(a)(2)(D)(iv)"),
        ),
        when=(*_HERE, CONVICTION, direct_review_over, named_miscellaneous_crime),
        unless=(is_solicitation, is_accessory_after),
    ),
    DispositionRule(
        id="deport.domestic_violence/convicted",
        gives=case_finding("deport.domestic_violence"),
        text="Convicted, at any time after admission, of a crime of violence against a person, and"
        " not against property alone, with whom there is a protected domestic relationship; no"
        " term is asked for.",
        authority=(_DV, usc("16(a)", 18)),
        when=(
            *_HERE,
            convicted_after_admission,
            CONVICTION,
            CRIME_OF_VIOLENCE,
            protected_domestic_relationship,
            disposed_after_30_september_1996,
        ),
        lift=SELF_DEFENSE,
    ),
    DispositionRule(
        id="deport.stalking/convicted",
        gives=case_finding("deport.stalking"),
        text="Convicted of stalking at any time after admission; an attempt counts.",
        authority=(
            _DV,
            bia("Matter of Sanchez-Lopez, 27 I&N Dec. 256 (BIA 2018)", "2018-04-20"),
        ),
        when=(
            *_HERE,
            convicted_after_admission,
            CONVICTION,
            is_profiled["stalking"],
            crime_itself_or_attempt,
            disposed_after_30_september_1996,
        ),
        lift=SELF_DEFENSE,
    ),
    DispositionRule(
        id="deport.child_abuse/convicted",
        gives=case_finding("deport.child_abuse"),
        text="Convicted of child abuse, neglect or abandonment at any time after admission; an"
        " attempt counts.",
        authority=(
            _DV,
            bia("Matter of Velazquez-Herrera, 24 I&N Dec. 503 (BIA 2008)", "2008-05-20"),
            bia("Matter of Soram, 25 I&N Dec. 378 (BIA 2010)", "2010-11-17"),
            bia("Matter of D. Rodriguez, 28 I&N Dec. 815 (BIA 2024)", "2024-08-27"),
            circuit("10", "Ibarra v. Holder, 736 F.3d 903 (10th Cir. 2013)", "2013-07-12"),
        ),
        when=(
            *_HERE,
            convicted_after_admission,
            CONVICTION,
            is_profiled["child_abuse"],
            crime_itself_or_attempt,
            disposed_after_30_september_1996,
        ),
    ),
    DispositionRule(
        id="deport.protective_order/finding",
        gives=case_finding("deport.protective_order"),
        text="The person is enjoined, after admission, by an order against domestic violence, and a"
        " court finds that the part of it that guards against violence, threats or harassment was"
        " broken; no conviction is needed.",
        authority=(_PO, bia("Matter of Obshatko, 27 I&N Dec. 173 (BIA 2017)", "2017-11-16")),
        when=(
            *_HERE,
            convicted_after_admission,
            is_court_finding,
            violated_protective_clause,
            violated_after_30_september_1996,
        ),
        note=_SAID_WITHOUT_AN_ORDER_DAY,
        lift=SELF_DEFENSE,
    ),
    DispositionRule(
        id="deport.protective_order/convicted",
        gives=case_finding("deport.protective_order"),
        text="Convicted of breaking that part of a protective order.",
        authority=(_PO, bia("Matter of Strydom, 25 I&N Dec. 507 (BIA 2011)", "2011-05-24")),
        when=(
            *_HERE,
            convicted_after_admission,
            CONVICTION,
            is_profiled["protective_order_violation"],
            violated_protective_clause,
            violated_after_30_september_1996,
        ),
        unless=(is_solicitation, is_accessory_after),
        note=_SAID_WITHOUT_AN_ORDER_DAY,
        lift=SELF_DEFENSE,
    ),
    _by_history(
        "human_trafficking",
        "reason_to_believe_human_trafficker",
        "The person is described in the inadmissibility ground on human trafficking.",
        "(a)(2)(F)",
        in_force=since("2008-12-23"),
    ),
    DispositionRule(
        id="deport.human_trafficking/convicted",
        gives=case_finding("deport.human_trafficking"),
        text="Convicted, at any time, of human trafficking.",
        authority=(ina("237(a)(2)(F)", "1227(a)(2)(F)"), ina("212(a)(2)(H)", "1182(a)(2)(H)")),
        when=(*_HERE, CONVICTION, is_profiled["human_trafficking"], took_part_in_it),
        in_force=since("2008-12-23"),
    ),
    DispositionRule(
        id="deport.document_fraud/convicted",
        gives=case_finding("deport.document_fraud"),
        text="Convicted, at any time, under 18 USC 1546, on fraud and misuse of visas and permits,"
        " or of an attempt or a conspiracy to violate it; no term is asked for.",
        authority=(ina("237(a)(3)(B)(iii)", "1227(a)(3)(B)(iii)"), usc("1546", 18)),
        when=(*_HERE, CONVICTION, misuse_of_visas),
        unless=(is_solicitation, is_accessory_after),
    ),
    _by_history(
        "document_fraud",
        "document_fraud_order",
        "A final order for document fraud under 8 USC 1324c was entered.",
        "(a)(3)(C)",
        lift=_PAPERS_FOR_FAMILY,
    ),
    _by_history(
        "false_citizenship_claim",
        "false_citizenship_claim",
        "The person falsely claimed to be a citizen, on or after 30 September 1996, for a purpose"
        " or benefit under law, and is not excepted as a child of citizens who lived here before"
        " 16 and reasonably believed it.",
        "(a)(3)(D)",
    ),
    DispositionRule(
        id="deport.false_citizenship_claim/convicted",
        gives=case_finding("deport.false_citizenship_claim"),
        text="A conviction of a false claim to citizenship shows it where the claim was for a"
        " purpose or benefit under law.",
        authority=(ina("237(a)(3)(D)", "1227(a)(3)(D)"),),
        when=(*_HERE, CONVICTION, convicted_of_false_claim),
    ),
    _by_history(
        "alien_smuggling",
        "alien_smuggling",
        "The person knowingly helped another to enter in violation of law, before an entry, at it"
        " or within five years after it.",
        "(a)(1)(E)",
        premise=smuggling_near_an_entry,
        lift=_FAMILY_HELPED,
    ),
    DispositionRule(
        id="deport.alien_smuggling/convicted",
        gives=case_finding("deport.alien_smuggling"),
        text="A smuggling conviction, whose closeness to an entry and family exception the"
        " conviction does not show.",
        authority=(ina("237(a)(1)(E)", "1227(a)(1)(E)"),),
        when=(*_HERE, CONVICTION, convicted_of_smuggling),
        lift=_FAMILY_HELPED,
    ),
    _by_history(
        "unlawful_voting",
        "unlawful_voting",
        "The person voted in violation of law, and is not excepted as a child of citizens who lived"
        " here before 16 and reasonably believed to be one.",
        "(a)(6)",
    ),
    DispositionRule(
        id="deport.unlawful_voting/convicted",
        gives=case_finding("deport.unlawful_voting"),
        text="Convicted of voting, as one who is no citizen, in an election for federal office.",
        authority=(ina("237(a)(6)", "1227(a)(6)"), usc("611", title=18)),
        when=(*_HERE, CONVICTION, voted_in_federal_election),
    ),
)
