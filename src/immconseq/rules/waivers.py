"""INA 212(h) and former 212(c): which crimes close the two waivers."""

from __future__ import annotations

from immconseq.authority import Authority, until
from immconseq.facts.aggregates import aggregate_term_test
from immconseq.facts.circumstances import different_schemes
from immconseq.facts.conviction import fully_pardoned, valid_admission
from immconseq.facts.former_relief import (
    entered_after_repeal,
    entered_before_repeal,
    entered_from_aedpa_to_repeal,
    entered_from_november_1990_to_aedpa,
    former_law_of_212c,
    proceedings_began_after_aedpa,
    security_ground_of_exclusion,
    served_days_of,
    served_paths,
)
from immconseq.facts.offense import is_accessory_after, is_profiled, is_solicitation
from immconseq.facts.person import (
    convicted_after_admission,
    history_says,
    is_permanent_resident,
    not_a_citizen,
    was_admitted,
)
from immconseq.facts.sentence import may_carry_a_year
from immconseq.facts.waivers import (
    convicted_since_admission_as_resident,
    drug_conduct_is_not_described,
)
from immconseq.rules import deportability, inadmissibility
from immconseq.rules.aggravated_felonies import IS_AGGRAVATED_FELONY
from immconseq.rules.cites import bia, cfr, ina, scotus
from immconseq.rules.convictions import CIMT, CONVICTION
from immconseq.rules.drug_offenses import (
    RELATES_TO_CONTROLLED_SUBSTANCE,
    SINGLE_MARIJUANA_POSSESSION,
)
from immconseq.rules.following import following
from immconseq.rules.model import (
    Aggregate,
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

__all__ = ["AGGREGATES", "RULES"]

AGGRAVATED_FELONY_OF_THE_NINETIES = DispositionConclusion(
    name="aggravated_felony_of_the_nineties",
    text="The conviction is of an aggravated felony, from 29 November 1990 to 23 April 1996.",
)
FIVE_YEARS_SERVED = CaseConclusion(
    name="five_years_served",
    text="Five years or more were served for such aggravated felonies.",
)

_212H = case_finding("bar.212h")
_WAIVER = ina("212(h)", "1182(h)")
_ESPINOZA = bia("Matter of Martinez Espinoza, 25 I&N Dec. 118 (BIA 2009)", "2009-11-04")

_212C = case_finding("bar.212c")
_REPEALED = Authority(cite="IIRIRA 304(b)")
_AMENDED = Authority(cite="Pub. L. 104-132, sec. 440")
_ST_CYR = scotus("INS v. St. Cyr, 533 U.S. 289 (2001)", "2001-06-25")
_ABDELGHANY = bia("Matter of Abdelghany, 26 I&N Dec. 254 (BIA 2014)", "2014-02-28")
_MORENO = bia("Matter of Moreno-Escobosa, 25 I&N Dec. 114 (BIA 2009)", "2009-10-30")

_CLOSED_BY_AEDPA = (
    "deport.aggravated_felony",
    "deport.controlled_substance",
    "deport.firearms",
    "deport.espionage_sabotage",
)
_DEPORTABLE = tuple(
    dict.fromkeys(
        rule.gives.name
        for rule in deportability.RULES
        if rule.gives.name != "deport.alien_smuggling"
    )
)

_EXCLUDABLE = ("inadmit.cimt", "inadmit.controlled_substance", "inadmit.prostitution")

_NOT_REACHED = (
    "inadmit.drug_trafficking_reason_to_believe",
    "inadmit.human_trafficking",
    "inadmit.money_laundering",
)

RULES: tuple[Rule, ...] = (
    *following(
        deportability.RULES,
        _DEPORTABLE,
        gives=_212C,
        prefix="bar.212c/repealed_",
        text="The person is {ground}, upon a plea agreed to or a conviction after trial entered on"
        " or after 1 April 1997, when 212(c) was repealed.",
        authority=(_REPEALED, _ST_CYR, _MORENO),
        of_count=(entered_after_repeal,),
    ),
    *following(
        inadmissibility.RULES,
        _EXCLUDABLE,
        gives=_212C,
        prefix="bar.212c/repealed_excludable_",
        text="The person is {ground}, upon a plea or conviction after trial of 1 April 1997 or"
        " later: one who returns has no 212(c) for it either.",
        authority=(_REPEALED, cfr("1212.3(h)(3)")),
        of_count=(entered_after_repeal,),
        of_case=(is_permanent_resident,),
    ),
    *following(
        deportability.RULES,
        _CLOSED_BY_AEDPA,
        gives=_212C,
        prefix="bar.212c/aedpa_",
        text="The person is {ground}, upon a plea or conviction of 24 April 1996 to 31 March 1997,"
        " in proceedings that began after that Act.",
        authority=(_AMENDED, _ABDELGHANY),
        of_count=(entered_from_aedpa_to_repeal,),
        of_case=(proceedings_began_after_aedpa,),
    ),
    PairRule(
        id="bar.212c/aedpa_cimt_multiple",
        gives=_212C,
        text="Deportable for two crimes involving moral turpitude that may each carry a year, upon"
        " a plea or conviction of that time, in such proceedings; it does not matter when they"
        " were committed.",
        authority=(_AMENDED, _ABDELGHANY),
        when=(
            not_a_citizen,
            was_admitted,
            first(CONVICTION),
            first(CIMT),
            first(convicted_after_admission),
            first(may_carry_a_year),
            first(entered_from_aedpa_to_repeal),
            second(CONVICTION),
            second(CIMT),
            second(convicted_after_admission),
            second(may_carry_a_year),
            different_schemes,
            proceedings_began_after_aedpa,
        ),
        unless=(first(fully_pardoned), second(fully_pardoned)),
    ),
    DispositionRule(
        id="aggravated_felony_of_the_nineties/convicted",
        gives=AGGRAVATED_FELONY_OF_THE_NINETIES,
        text="An aggravated felony, upon a plea or conviction of 29 November 1990 to 23 April"
        " 1996.",
        authority=(cfr("1212.3(f)(4)(i)"), _ABDELGHANY),
        when=(IS_AGGRAVATED_FELONY, entered_from_november_1990_to_aedpa),
    ),
    CaseRule(
        id="bar.212c/five_years_served",
        gives=_212C,
        text="Five years or more were served for aggravated felonies of that time.",
        authority=(cfr("1212.3(f)(4)(i)"), _ABDELGHANY),
        when=(not_a_citizen, FIVE_YEARS_SERVED),
    ),
    DispositionRule(
        id="bar.212c/security",
        gives=_212C,
        text="An earlier conviction of espionage, sabotage, treason or sedition, where it brings a"
        " ground of exclusion on security.",
        authority=(cfr("1212.3(f)(3)"), _ABDELGHANY),
        when=(
            not_a_citizen,
            CONVICTION,
            is_profiled["espionage_or_treason"],
            entered_before_repeal,
            security_ground_of_exclusion,
        ),
    ),
    DispositionRule(
        id="bar.212c/former_law",
        gives=_212C,
        text="An earlier conviction, asked about before the Board settled what former 212(c)"
        " reaches.",
        authority=(
            scotus("Judulang v. Holder, 565 U.S. 42 (2011)", "2011-12-12"),
            _ABDELGHANY,
        ),
        in_force=until("2014-02-27"),
        when=(not_a_citizen, CONVICTION, entered_before_repeal, former_law_of_212c),
    ),
    DispositionRule(
        id="bar.212h/controlled_substance",
        gives=_212H,
        text="Convicted of a controlled-substance offense other than one that relates to a single"
        " possession of thirty grams or less of marijuana; paraphernalia for that is reached.",
        authority=(_WAIVER, _ESPINOZA),
        when=(not_a_citizen, CONVICTION, RELATES_TO_CONTROLLED_SUBSTANCE),
        unless=(SINGLE_MARIJUANA_POSSESSION,),
    ),
    DispositionRule(
        id="bar.212h/controlled_substance_admitted",
        gives=_212H,
        text="Validly admits such an offense.",
        authority=(_WAIVER, _ESPINOZA),
        when=(not_a_citizen, valid_admission, RELATES_TO_CONTROLLED_SUBSTANCE),
        unless=(SINGLE_MARIJUANA_POSSESSION,),
    ),
    CaseRule(
        id="bar.212h/drug_conduct",
        gives=_212H,
        text="Validly admitted drug conduct of which the history does not say what it was.",
        authority=(_WAIVER,),
        when=(
            not_a_citizen,
            history_says("admitted_drug_conduct"),
            drug_conduct_is_not_described,
        ),
    ),
    *(
        CaseRule(
            id=f"bar.212h/{ground.removeprefix('inadmit.')}",
            gives=_212H,
            text=f"The person is {case_finding(ground).text}, which the waiver does not reach.",
            authority=(_WAIVER,),
            when=(case_finding(ground),),
        )
        for ground in _NOT_REACHED
    ),
    *(
        DispositionRule(
            id=f"bar.212h/murder{word}",
            gives=_212H,
            text=text,
            authority=(_WAIVER,),
            when=(not_a_citizen, crime, is_profiled["murder"]),
            unless=(is_solicitation, is_accessory_after),
        )
        for word, crime, text in (
            ("", CONVICTION, "Convicted of murder, or of an attempt or conspiracy at it."),
            ("_admitted", valid_admission, "Admits acts that are one of these."),
        )
    ),
    DispositionRule(
        id="bar.212h/aggravated_felony",
        gives=_212H,
        text="Admitted at a port as a permanent resident, and convicted of an aggravated felony"
        " since; one who adjusted inside the country is not shut out.",
        authority=(
            _WAIVER,
            bia("Matter of J-H-J-, 26 I&N Dec. 563 (BIA 2015)", "2015-05-12"),
        ),
        when=(not_a_citizen, IS_AGGRAVATED_FELONY, convicted_since_admission_as_resident),
    ),
)

AGGREGATES = (
    Aggregate(
        id="five_years_served/aggregate",
        gives=FIVE_YEARS_SERVED,
        text="1,825 days or more served in all, terms that ran together once.",
        authority=(cfr("1212.3(f)(4)(i)"),),
        members=AGGRAVATED_FELONY_OF_THE_NINETIES,
        number=served_days_of,
        test=aggregate_term_test(days=1825, at_least_members=1),
        paths=served_paths,
    ),
)
