"""INA 212(a): inadmissibility for crime, in the statute's order, and its exceptions."""

from __future__ import annotations

from immconseq.authority import Authority, InForce, since
from immconseq.facts.aggregates import aggregate_term_test, imposed_days_of, imposed_paths
from immconseq.facts.circumstances import (
    committed_under_18,
    committed_under_18_and_over_five_years_ago,
)
from immconseq.facts.conduct import (
    charged_with_prostitution_business,
    convicted_of_false_claim,
    convicted_of_smuggling,
    took_part_in_it,
    trafficking_suspected,
    voted_in_federal_election,
)
from immconseq.facts.conviction import valid_admission
from immconseq.facts.grounds import GROUNDS
from immconseq.facts.offense import (
    is_profiled,
    purely_political,
)
from immconseq.facts.person import history_says, not_a_citizen
from immconseq.facts.sentence import maximum_at_most_a_year, six_months_or_less_imposed
from immconseq.rules.cites import bia, ina, usc
from immconseq.rules.convictions import ANOTHER_CIMT, CONVICTED_OR_ADMITTED_CIMT, CONVICTION
from immconseq.rules.drug_offenses import RELATES_TO_CONTROLLED_SUBSTANCE
from immconseq.rules.model import (
    Aggregate,
    CaseConclusion,
    CaseRule,
    DispositionConclusion,
    DispositionRule,
    Lift,
)
from immconseq.rules.vocabulary import case_finding

__all__ = [
    "AGGREGATES",
    "FIVE_YEARS_IN_ALL",
    "FRAUD_WAIVER",
    "PETTY_OFFENSE_EXCEPTION",
    "RULES",
    "SMUGGLING_WAIVER",
    "YOUTH_EXCEPTION",
    "counts_of_conduct",
    "word_of",
]

PETTY_OFFENSE_EXCEPTION = DispositionConclusion(
    name="petty_offense_exception",
    text="The petty-offense exception applies.",
)
YOUTH_EXCEPTION = DispositionConclusion(
    name="youth_exception",
    text="The exception for one crime committed under eighteen applies.",
)
COUNTS_TOWARD_FIVE_YEARS = DispositionConclusion(
    name="counts_toward_five_years",
    text="The conviction counts toward the five years of confinement.",
)
FIVE_YEARS_IN_ALL = CaseConclusion(
    name="five_years_in_all",
    text="Two or more convictions carry terms of five years or more in all.",
)

_PETTY = ina("212(a)(2)(A)(ii)(II)", "1182(a)(2)(A)(ii)(II)")


_TRAFFICKING = since("2000-10-28")
_LAUNDERING = since("2001-10-26")


SMUGGLING_WAIVER = Lift(
    authority=ina("212(d)(11)", "1182(d)(11)"),
    text="For family unity, of one who helped only a spouse, parent, son or daughter: of a"
    " permanent resident who returns, or who seeks admission or adjustment through family.",
)
FRAUD_WAIVER = Lift(
    authority=ina("212(i)", "1182(i)"),
    text="Where refusal would be extreme hardship to a citizen or resident spouse or parent.",
)


def _by_history(
    finding: str,
    item: str,
    text: str,
    section: str,
    in_force: InForce | None = None,
    lift: Lift | None = None,
) -> CaseRule:
    cite = ina(f"212{section}", f"1182{section}")
    return CaseRule(
        id=f"inadmit.{finding}/history",
        gives=case_finding(f"inadmit.{finding}"),
        text=text,
        authority=(cite,),
        when=(not_a_citizen, history_says(item)),
        in_force=in_force or InForce(),
        lift=lift,
    )


RULES = (
    DispositionRule(
        id="petty_offense_exception/petty",
        gives=PETTY_OFFENSE_EXCEPTION,
        text="Only one crime involving moral turpitude was ever committed, the maximum possible"
        " is one year or less, and six months or less were imposed.",
        authority=(
            _PETTY,
            bia("Matter of Garcia-Hernandez, 23 I&N Dec. 590 (BIA 2003)", "2003-05-08"),
        ),
        when=(CONVICTION, maximum_at_most_a_year, six_months_or_less_imposed),
        unless=(ANOTHER_CIMT,),
    ),
    DispositionRule(
        id="petty_offense_exception/admitted",
        gives=PETTY_OFFENSE_EXCEPTION,
        text="Only one such crime was ever committed, it was admitted and not tried, and its"
        " maximum is one year or less.",
        authority=(_PETTY,),
        when=(valid_admission, maximum_at_most_a_year),
        unless=(ANOTHER_CIMT,),
    ),
    DispositionRule(
        id="youth_exception/under_eighteen",
        gives=YOUTH_EXCEPTION,
        text="Only one such crime was ever committed, under the age of eighteen, and it and any"
        " release from confinement for it lie more than five years before the application.",
        authority=(ina("212(a)(2)(A)(ii)(I)", "1182(a)(2)(A)(ii)(I)"),),
        when=(committed_under_18_and_over_five_years_ago,),
        unless=(ANOTHER_CIMT,),
    ),
    DispositionRule(
        id="inadmit.cimt/crime",
        gives=case_finding("inadmit.cimt"),
        text="Convicted of a crime involving moral turpitude, or validly admits one, save a"
        " purely political offense, a petty offense, or one committed under eighteen.",
        authority=(ina("212(a)(2)(A)(i)(I)", "1182(a)(2)(A)(i)(I)"),),
        when=(not_a_citizen, CONVICTED_OR_ADMITTED_CIMT),
        unless=(purely_political, PETTY_OFFENSE_EXCEPTION, YOUTH_EXCEPTION),
    ),
    DispositionRule(
        id="inadmit.controlled_substance/convicted",
        gives=case_finding("inadmit.controlled_substance"),
        text="Convicted of an offense relating to a federally controlled substance; no amount is"
        " excepted.",
        authority=(ina("212(a)(2)(A)(i)(II)", "1182(a)(2)(A)(i)(II)"),),
        when=(not_a_citizen, CONVICTION, RELATES_TO_CONTROLLED_SUBSTANCE),
    ),
    DispositionRule(
        id="inadmit.controlled_substance/admitted",
        gives=case_finding("inadmit.controlled_substance"),
        text="Validly admits the elements of such an offense; what was done under eighteen is no"
        " crime that could be admitted.",
        authority=(
            ina("212(a)(2)(A)(i)(II)", "1182(a)(2)(A)(i)(II)"),
            bia("Matter of K-, 7 I&N Dec. 594 (BIA 1957)", "1957-10-31"),
            bia("Matter of M-U-, 2 I&N Dec. 92 (BIA 1944)", "1944-05-12"),
        ),
        when=(not_a_citizen, valid_admission, RELATES_TO_CONTROLLED_SUBSTANCE),
        unless=(committed_under_18,),
    ),
    _by_history(
        "controlled_substance",
        "admitted_drug_conduct",
        "The person validly admitted conduct that is a drug crime.",
        "(a)(2)(A)(i)(II)",
    ),
    DispositionRule(
        id="counts_toward_five_years/convicted",
        gives=COUNTS_TOWARD_FIVE_YEARS,
        text="A conviction of any offense but a purely political one.",
        authority=(ina("212(a)(2)(B)", "1182(a)(2)(B)"),),
        when=(CONVICTION,),
        unless=(purely_political,),
    ),
    CaseRule(
        id="inadmit.multiple_convictions_5y/aggregate",
        gives=case_finding("inadmit.multiple_convictions_5y"),
        text="Convicted of two or more offenses, of whatever kind, for which the terms of"
        " confinement come to five years or more in all; suspended time counts, concurrent terms"
        " once.",
        authority=(
            ina("212(a)(2)(B)", "1182(a)(2)(B)"),
            bia("Matter of Fernandez, 14 I&N Dec. 24 (BIA 1972)", "1972-01-17"),
        ),
        when=(not_a_citizen, FIVE_YEARS_IN_ALL),
    ),
    _by_history(
        "drug_trafficking_reason_to_believe",
        "reason_to_believe_trafficker",
        "There is reason to believe that the person is or has been an illicit trafficker in a"
        " controlled substance.",
        "(a)(2)(C)",
    ),
    DispositionRule(
        id="inadmit.drug_trafficking_reason_to_believe/count",
        gives=case_finding("inadmit.drug_trafficking_reason_to_believe"),
        text="A conviction of commercial dealing is such a reason; an arrest, a charge, a"
        " dismissed or vacated count or a delinquency finding may be.",
        authority=(
            ina("212(a)(2)(C)", "1182(a)(2)(C)"),
            bia("Matter of Rico, 16 I&N Dec. 181 (BIA 1977)", "1977-04-15"),
            bia("Matter of Casillas-Topete, 25 I&N Dec. 317 (BIA 2010)", "2010-08-24"),
        ),
        when=(not_a_citizen, trafficking_suspected),
    ),
    _by_history(
        "prostitution",
        "engaged_in_prostitution",
        "The person engaged in prostitution as a pattern, within ten years.",
        "(a)(2)(D)",
    ),
    DispositionRule(
        id="inadmit.prostitution/procured",
        gives=case_finding("inadmit.prostitution"),
        text="Procures for prostitution or receives its proceeds now, or did within ten years.",
        authority=(ina("212(a)(2)(D)(ii)", "1182(a)(2)(D)(ii)"),),
        when=(not_a_citizen, charged_with_prostitution_business),
    ),
    _by_history(
        "human_trafficking",
        "reason_to_believe_human_trafficker",
        "Commits, or there is reason to believe that the person took part in, human trafficking.",
        "(a)(2)(H)",
        _TRAFFICKING,
    ),
    DispositionRule(
        id="inadmit.human_trafficking/convicted",
        gives=case_finding("inadmit.human_trafficking"),
        text="A conviction of human trafficking.",
        authority=(ina("212(a)(2)(H)", "1182(a)(2)(H)"),),
        when=(not_a_citizen, CONVICTION, is_profiled["human_trafficking"], took_part_in_it),
        in_force=_TRAFFICKING,
    ),
    _by_history(
        "money_laundering",
        "reason_to_believe_money_launderer",
        "There is reason to believe that the person laundered money.",
        "(a)(2)(I)",
        _LAUNDERING,
    ),
    DispositionRule(
        id="inadmit.money_laundering/convicted",
        gives=case_finding("inadmit.money_laundering"),
        text="A conviction of laundering monetary instruments; no amount is asked for.",
        authority=(ina("212(a)(2)(I)", "1182(a)(2)(I)"),),
        when=(not_a_citizen, CONVICTION, is_profiled["money_laundering"], took_part_in_it),
        in_force=_LAUNDERING,
    ),
    _by_history(
        "drug_abuser",
        "drug_abuse_or_addiction",
        "The person is found to be a drug abuser or addict.",
        "(a)(1)(A)(iv)",
    ),
    _by_history(
        "false_citizenship_claim",
        "false_citizenship_claim",
        "The person falsely claimed to be a citizen, on or after 30 September 1996, for a purpose"
        " or benefit under law, and is not excepted as a child of citizens who lived here before"
        " 16 and reasonably believed it.",
        "(a)(6)(C)(ii)",
    ),
    DispositionRule(
        id="inadmit.false_citizenship_claim/convicted",
        gives=case_finding("inadmit.false_citizenship_claim"),
        text="A conviction of a false claim to citizenship shows it where the claim was for a"
        " purpose or benefit under law.",
        authority=(ina("212(a)(6)(C)(ii)", "1182(a)(6)(C)(ii)"),),
        when=(not_a_citizen, CONVICTION, convicted_of_false_claim),
    ),
    _by_history(
        "alien_smuggling",
        "alien_smuggling",
        "The person knowingly helped another to enter in violation of law.",
        "(a)(6)(E)",
        lift=SMUGGLING_WAIVER,
    ),
    DispositionRule(
        id="inadmit.alien_smuggling/convicted",
        gives=case_finding("inadmit.alien_smuggling"),
        text="A conviction of smuggling shows it where it was help to another to enter.",
        authority=(ina("212(a)(6)(E)", "1182(a)(6)(E)"),),
        when=(not_a_citizen, CONVICTION, convicted_of_smuggling),
        lift=SMUGGLING_WAIVER,
    ),
    _by_history(
        "unlawful_voting",
        "unlawful_voting",
        "The person voted in violation of law, and is not excepted as a child of citizens who lived"
        " here before 16 and reasonably believed to be one.",
        "(a)(10)(D)",
    ),
    DispositionRule(
        id="inadmit.unlawful_voting/convicted",
        gives=case_finding("inadmit.unlawful_voting"),
        text="Convicted of voting, as one who is no citizen, in an election for federal office.",
        authority=(ina("212(a)(10)(D)", "1182(a)(10)(D)"), usc("611", title=18)),
        when=(not_a_citizen, CONVICTION, voted_in_federal_election),
    ),
    _by_history(
        "fraud_misrepresentation",
        "fraud_or_misrepresentation",
        "The person sought a benefit by wilful fraud or misrepresentation of a material fact.",
        "(a)(6)(C)(i)",
        lift=FRAUD_WAIVER,
    ),
)

AGGREGATES = (
    Aggregate(
        id="five_years_in_all/aggregate",
        gives=FIVE_YEARS_IN_ALL,
        text="Two or more counts, and terms of 1,825 days or more in all.",
        authority=(Authority(cite="INA 212(a)(2)(B), 8 USC 1182(a)(2)(B)"),),
        members=COUNTS_TOWARD_FIVE_YEARS,
        number=imposed_days_of,
        test=aggregate_term_test(days=1825, at_least_members=2),
        paths=imposed_paths,
    ),
)

_OF_CONDUCT = tuple(ground.finding for ground in GROUNDS if ground.of_conduct)


def counts_of_conduct() -> tuple[DispositionRule, ...]:
    """The rules of 212(a)(2) that speak of a count, and for which conduct is enough."""
    return tuple(
        rule
        for rule in RULES
        if isinstance(rule, DispositionRule) and rule.gives.name in _OF_CONDUCT
    )


def word_of(rule: DispositionRule) -> str:
    """What such a rule is called in the rules that are made of it."""
    ground, _, word = rule.id.removeprefix("inadmit.").partition("/")
    return ground if word in ("convicted", "count") else f"{ground}_{word}"
