"""INA 101(a)(13)(C): the permanent resident who returns from abroad."""

from __future__ import annotations

from immconseq.facts.conviction import valid_admission
from immconseq.facts.grounds import ITEMS
from immconseq.facts.offense import purely_political
from immconseq.facts.person import (
    history_says,
    is_permanent_resident,
    not_a_citizen,
)
from immconseq.facts.travel import (
    charge_may_lead_to_inadmissibility,
    conduct_counts_for_return,
    conduct_makes_returning_seek_admission,
    every_offense_counts_for_return,
    relieved_since,
    smuggling_was_on_this_trip,
)
from immconseq.rules.cites import bia, ina, scotus
from immconseq.rules.convictions import CONVICTED_OR_ADMITTED_CIMT, CONVICTION
from immconseq.rules.drug_offenses import RELATES_TO_CONTROLLED_SUBSTANCE
from immconseq.rules.inadmissibility import (
    FIVE_YEARS_IN_ALL,
    PETTY_OFFENSE_EXCEPTION,
    YOUTH_EXCEPTION,
    counts_of_conduct,
    word_of,
)
from immconseq.rules.model import (
    CaseRule,
    DispositionRule,
    Rule,
)
from immconseq.rules.vocabulary import case_finding

__all__ = ["RULES"]

_RETURN = ina("101(a)(13)(C)(v)", "1101(a)(13)(C)(v)")
_VARTELAS = scotus("Vartelas v. Holder, 566 U.S. 257 (2012)", "2012-03-28")
_TRAVEL = case_finding("travel.seeking_admission")


RULES: tuple[Rule, ...] = (
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
        when=(is_permanent_resident, CONVICTED_OR_ADMITTED_CIMT, conduct_counts_for_return),
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
            conduct_counts_for_return,
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
            conduct_counts_for_return,
        ),
        unless=(relieved_since,),
    ),
    *(
        DispositionRule(
            id=f"travel.seeking_admission/{word_of(rule)}",
            gives=_TRAVEL,
            text="Of a permanent resident, for conduct on or after 1 April 1997 for which no"
            f" relief was granted since: {rule.text[0].lower()}{rule.text[1:]}",
            authority=(_RETURN, _VARTELAS, *rule.authority),
            when=(
                is_permanent_resident,
                *(literal for literal in rule.when if literal is not not_a_citizen),
                conduct_counts_for_return,
            ),
            unless=(relieved_since,),
        )
        for rule in counts_of_conduct()
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
            conduct_counts_for_return,
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
        for item in ITEMS
    ),
    CaseRule(
        id="travel.seeking_admission/illegal_activity",
        gives=_TRAVEL,
        text="A permanent resident who engaged in illegal activity after leaving, such as helping"
        " another to enter at the port.",
        authority=(
            ina("101(a)(13)(C)(iii)", "1101(a)(13)(C)(iii)"),
            bia("Matter of Guzman Martinez, 25 I&N Dec. 845 (BIA 2012)", "2012-07-11"),
        ),
        when=(is_permanent_resident, history_says("alien_smuggling"), smuggling_was_on_this_trip),
    ),
)
