"""INA 101(f): good moral character over the period of each relief that asks for it.

What is no crime is not here: habitual drunkards (101(f)(1)), income from illegal gambling ((4)),
polygamy ((3)), persecution, torture and the like ((9)), and the "other reasons" of the closing
words, save two convictions of driving under the influence.
"""

from __future__ import annotations

from immconseq.authority import since
from immconseq.facts.conduct import (
    charged_with_prostitution_business,
    convicted_of_smuggling,
    trafficking_suspected,
)
from immconseq.facts.conviction import valid_admission
from immconseq.facts.judgment import past_conduct_without_excuse, unlawful_acts_without_excuse
from immconseq.facts.model import CasePremise
from immconseq.facts.moral_character import (
    committed_within_years,
    confined_days_within,
    confined_paths,
    confinement_test,
    convicted_within_years,
    driving_presumption_not_overcome,
    no_count_pardoned_within_years,
    not_pardoned_before_years,
    not_pardoned_within_years,
    of_the_history_within_years,
    some_committed_within_years,
    unlawful_act_within_years,
    violated_law_without_conviction,
)
from immconseq.facts.offense import completed, is_profiled, purely_political
from immconseq.facts.person import history_says, is_permanent_resident, not_a_citizen
from immconseq.facts.time import convicted_on_or_after_29_november_1990
from immconseq.rules.aggravated_felonies import IS_AGGRAVATED_FELONY
from immconseq.rules.cites import ag, bia, cfr, ina
from immconseq.rules.convictions import CONVICTED_OR_ADMITTED_CIMT, CONVICTION
from immconseq.rules.drug_offenses import (
    RELATES_TO_CONTROLLED_SUBSTANCE,
    SINGLE_MARIJUANA_POSSESSION,
)
from immconseq.rules.inadmissibility import (
    FIVE_YEARS_IN_ALL,
    PETTY_OFFENSE_EXCEPTION,
    YOUTH_EXCEPTION,
)
from immconseq.rules.model import (
    Aggregate,
    CaseConclusion,
    CaseRule,
    DispositionRule,
    PairRule,
    Rule,
    first,
    second,
)
from immconseq.rules.vocabulary import case_finding

__all__ = ["AGGREGATES", "NO_CHARACTER", "RULES"]

PERIODS = (3, 5, 10)
"""Years: abused family; naturalization, and departure at the conclusion; cancellation for
nonresidents."""

_CLASSES = ina("101(f)(3)", "1101(f)(3)")
_CONFINED = ina("101(f)(7)", "1101(f)(7)")

NO_CHARACTER = {
    years: CaseConclusion(
        name=f"no_moral_character_{years}y",
        text=f"Crime or conduct bars good moral character within the last {years} years, or for"
        " ever.",
    )
    for years in PERIODS
}
_CONFINED_180 = {
    years: CaseConclusion(
        name=f"confined_180_days_{years}y",
        text=f"The person was confined for 180 days or more in the last {years} years.",
    )
    for years in PERIODS
}
_PERIOD_ONLY = ("admitted_drug_conduct", "two_or_more_gambling_offenses")
"""Items whose day may be another than that of the conduct that counts."""


def _for_ever(years: int) -> tuple[Rule, ...]:
    return (
        DispositionRule(
            id=f"no_moral_character_{years}y/aggravated_felony",
            gives=NO_CHARACTER[years],
            text="Convicted, on or after 29 November 1990, of an aggravated felony: for ever; after"
            " a full pardon from before the period the regulation says otherwise.",
            authority=(
                ina("101(f)(8)", "1101(f)(8)"),
                cfr("316.10(b)(1)(ii)"),
                cfr("316.10(c)(2)(i)"),
            ),
            when=(
                IS_AGGRAVATED_FELONY,
                convicted_on_or_after_29_november_1990,
                not_pardoned_before_years(years),
            ),
        ),
        DispositionRule(
            id=f"no_moral_character_{years}y/murder",
            gives=NO_CHARACTER[years],
            text="Convicted of murder at any time; of a full pardon from before the period the"
            " same is true.",
            authority=(cfr("316.10(b)(1)(i)"), cfr("316.10(c)(2)(i)")),
            when=(CONVICTION, completed, is_profiled["murder"], not_pardoned_before_years(years)),
        ),
    )


def _within_period(item: str, years: int) -> tuple[CasePremise, ...]:
    """That what the history says fell within the period, where the item has no such time itself."""
    if (item, years) == ("engaged_in_prostitution", 10):
        return ()  # 212(a)(2)(D) asks for the same ten years
    return (of_the_history_within_years(item, years, of_conduct=item not in _PERIOD_ONLY),)


def _in_period(years: int) -> tuple[Rule, ...]:
    within = committed_within_years(years)
    return (
        DispositionRule(
            id=f"no_moral_character_{years}y/cimt",
            gives=NO_CHARACTER[years],
            text="A crime involving moral turpitude outside the exceptions, committed in the"
            " period and convicted or validly admitted.",
            authority=(_CLASSES, cfr("316.10(b)(2)(i)"), cfr("316.10(c)(2)(ii)")),
            when=(CONVICTED_OR_ADMITTED_CIMT, within, not_pardoned_within_years(years)),
            # One committed under eighteen lies more than five years back, or is no exception.
            unless=(
                purely_political,
                PETTY_OFFENSE_EXCEPTION,
                *((YOUTH_EXCEPTION,) if years > 5 else ()),
            ),
        ),
        DispositionRule(
            id=f"no_moral_character_{years}y/controlled_substance",
            gives=NO_CHARACTER[years],
            text="A controlled-substance conviction for what was done in the period, save a single"
            " possession of thirty grams or less of marijuana.",
            authority=(_CLASSES, cfr("316.10(b)(2)(iii)")),
            when=(CONVICTION, RELATES_TO_CONTROLLED_SUBSTANCE, within),
            unless=(SINGLE_MARIJUANA_POSSESSION,),
        ),
        DispositionRule(
            id=f"no_moral_character_{years}y/controlled_substance_admitted",
            gives=NO_CHARACTER[years],
            text="A valid admission of a controlled-substance offense done in the period, save the"
            " same.",
            authority=(_CLASSES, cfr("316.10(b)(2)(iv)")),
            when=(valid_admission, RELATES_TO_CONTROLLED_SUBSTANCE, within),
            unless=(SINGLE_MARIJUANA_POSSESSION,),
        ),
        CaseRule(
            id=f"no_moral_character_{years}y/multiple",
            gives=NO_CHARACTER[years],
            text="Offenses in the period with terms of five years or more in all.",
            authority=(_CLASSES, cfr("316.10(b)(2)(ii)"), cfr("316.10(c)(2)(ii)")),
            when=(
                FIVE_YEARS_IN_ALL,
                some_committed_within_years(years),
                no_count_pardoned_within_years(years),
            ),
        ),
        DispositionRule(
            id=f"no_moral_character_{years}y/trafficking",
            gives=NO_CHARACTER[years],
            text="Drug trafficking done in the period of which the person was convicted; reason to"
            " believe in it is not enough.",
            authority=(_CLASSES, ina("212(a)(2)(C)", "1182(a)(2)(C)")),
            when=(CONVICTION, trafficking_suspected, within),
        ),
        DispositionRule(
            id=f"no_moral_character_{years}y/trafficking_admitted",
            gives=NO_CHARACTER[years],
            text="Drug trafficking done in the period, the commission of which the person admits.",
            authority=(_CLASSES, ina("212(a)(2)(C)", "1182(a)(2)(C)")),
            when=(valid_admission, trafficking_suspected, within),
        ),
        DispositionRule(
            id=f"no_moral_character_{years}y/procured",
            gives=NO_CHARACTER[years],
            text="Procured for prostitution, or received its proceeds, in the period; no"
            " conviction is asked for.",
            authority=(_CLASSES, ina("212(a)(2)(D)(ii)", "1182(a)(2)(D)(ii)")),
            when=(charged_with_prostitution_business, within),
        ),
        DispositionRule(
            id=f"no_moral_character_{years}y/smuggled",
            gives=NO_CHARACTER[years],
            text="A conviction of smuggling in the period shows help to another to enter"
            " unlawfully.",
            authority=(_CLASSES, ina("212(a)(6)(E)", "1182(a)(6)(E)")),
            when=(CONVICTION, convicted_of_smuggling, within),
        ),
        PairRule(
            id=f"no_moral_character_{years}y/dui",
            gives=NO_CHARACTER[years],
            text="Two convictions, in the period, of driving under the influence are presumed to"
            " show it.",
            authority=(
                ina("101(f)", "1101(f)"),
                ag("Matter of Castillo-Perez, 27 I&N Dec. 664 (A.G. 2019)", "2019-10-25"),
            ),
            in_force=since("2019-10-25"),
            when=(
                first(CONVICTION),
                first(is_profiled["dui"]),
                first(convicted_within_years(years)),
                second(CONVICTION),
                second(is_profiled["dui"]),
                second(convicted_within_years(years)),
                driving_presumption_not_overcome,
            ),
        ),
        CaseRule(
            id=f"no_moral_character_{years}y/confinement",
            gives=NO_CHARACTER[years],
            text="Confined, as a result of conviction, for 180 days or more in the period, whenever"
            " the offense was.",
            authority=(
                _CONFINED,
                bia("Matter of Valdovinos, 18 I&N Dec. 343 (BIA 1982)", "1982-11-01"),
            ),
            when=(_CONFINED_180[years],),
        ),
        *(
            CaseRule(
                id=f"no_moral_character_{years}y/{item}",
                gives=NO_CHARACTER[years],
                text=text,
                authority=(ina(f"101(f){part}", f"1101(f){part}"),),
                when=(history_says(item), *_within_period(item, years)),
            )
            for item, part, text in (
                ("admitted_drug_conduct", "(3)", "The person validly admitted a drug crime."),
                (
                    "engaged_in_prostitution",
                    "(3)",
                    "The person engaged in prostitution as a pattern.",
                ),
                ("alien_smuggling", "(3)", "The person helped another to enter unlawfully."),
                (
                    "two_or_more_gambling_offenses",
                    "(5)",
                    "The person was convicted of two or more gambling offenses.",
                ),
                (
                    "false_testimony",
                    "(6)",
                    "The person gave false testimony to get a benefit.",
                ),
            )
        ),
    )


def _closes(finding: str, years: int, word: str = "moral_character") -> CaseRule:
    given = case_finding(finding)
    return CaseRule(
        id=f"{finding}/{word}",
        gives=given,
        text=f"There is no good moral character over the {years} years that this asks for.",
        authority=given.authority,
        when=(not_a_citizen, NO_CHARACTER[years]),
    )


RULES: tuple[Rule, ...] = (
    *(rule for years in PERIODS for rule in (*_for_ever(years), *_in_period(years))),
    _closes("bar.good_moral_character", 5, "period"),
    DispositionRule(
        id="bar.good_moral_character/unlawful_acts",
        gives=case_finding("bar.good_moral_character"),
        text="For naturalization: unlawful acts in the period, or conviction or imprisonment in it"
        " for such acts, that reflect on character, without extenuating circumstances.",
        authority=(cfr("316.10(b)(3)(iii)"),),
        when=(is_permanent_resident, unlawful_act_within_years(5), unlawful_acts_without_excuse),
    ),
    *(
        CaseRule(
            id=f"bar.good_moral_character/{item}",
            gives=case_finding("bar.good_moral_character"),
            text=f"For naturalization: in the period, {history_says(item).text[0].lower()}"
            f"{history_says(item).text[1:]}",
            authority=(cfr("316.10(b)(3)(iii)"), ina("101(f)", "1101(f)")),
            when=(
                is_permanent_resident,
                history_says(item),
                of_the_history_within_years(item, 5),
                past_conduct_without_excuse,
            ),
        )
        for item in ("fraud_or_misrepresentation", "false_citizenship_claim", "unlawful_voting")
    ),
    DispositionRule(
        id="bar.good_moral_character/controlled_substance_violated",
        gives=case_finding("bar.good_moral_character"),
        text="A law on controlled substances was violated in the period, with no conviction, save"
        " a single possession of thirty grams or less of marijuana.",
        authority=(cfr("316.10(b)(2)(iii)"),),
        when=(
            not_a_citizen,
            RELATES_TO_CONTROLLED_SUBSTANCE,
            committed_within_years(5),
            violated_law_without_conviction,
        ),
        unless=(CONVICTION, valid_admission, SINGLE_MARIJUANA_POSSESSION),
    ),
    _closes("bar.nonlpr_cancellation", 10),
    _closes("bar.voluntary_departure_at_conclusion", 5),
)

AGGREGATES = tuple(
    Aggregate(
        id=f"confined_180_days_{years}y/sum",
        gives=_CONFINED_180[years],
        text=f"180 days or more of confinement in the last {years} years.",
        authority=(_CONFINED,),
        members=CONVICTION,
        number=confined_days_within(years),
        test=confinement_test(years),
        paths=confined_paths,
    )
    for years in PERIODS
)
