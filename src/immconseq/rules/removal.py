"""INA 241(a)(5) and 276(b): an earlier order reinstated, and what unlawful reentry carries."""

from __future__ import annotations

from immconseq.facts.aggregates import once_each
from immconseq.facts.context import Context
from immconseq.facts.model import Member
from immconseq.facts.person import not_a_citizen
from immconseq.facts.removal import (
    against_the_person,
    came_back_after_order,
    came_back_illegally,
    convicted_of_felony,
    convicted_of_misdemeanor,
    involves_drugs,
    reinstatement_reaches_reentry,
)
from immconseq.rules.cites import ina, scotus
from immconseq.rules.convictions import CONVICTION
from immconseq.rules.model import (
    Aggregate,
    CaseConclusion,
    CaseRule,
    DispositionConclusion,
    DispositionRule,
    Rule,
)
from immconseq.rules.vocabulary import case_finding

__all__ = ["AGGREGATES", "RULES"]

COUNTS_TOWARD_THREE = DispositionConclusion(
    name="counts_toward_three_misdemeanors",
    text="The conviction is of a misdemeanor that involves drugs or is against the person.",
)
THREE_MISDEMEANORS = CaseConclusion(
    name="three_misdemeanors",
    text="There are three or more convictions of such misdemeanors.",
)

_PENALTIES = ina("276(b)(1)", "1326(b)(1)")
_HIGHER = case_finding("reentry.sentence_enhancement")

RULES: tuple[Rule, ...] = (
    CaseRule(
        id="removal.reinstatement/came_back",
        gives=case_finding("removal.reinstatement"),
        text="Came back illegally after leaving under an order of removal: the order is reinstated"
        " and may not be reopened, whatever the person has done since.",
        authority=(
            ina("241(a)(5)", "1231(a)(5)"),
            scotus("Fernandez-Vargas v. Gonzales, 548 U.S. 30 (2006)", "2006-06-22"),
        ),
        when=(
            not_a_citizen,
            came_back_after_order,
            came_back_illegally,
            reinstatement_reaches_reentry,
        ),
        note="Withholding of removal and protection under the Torture Convention stay open.",
    ),
    DispositionRule(
        id="reentry.sentence_enhancement/felony",
        gives=_HIGHER,
        text="Removed after a conviction of any felony: up to ten years.",
        authority=(_PENALTIES,),
        when=(not_a_citizen, CONVICTION, convicted_of_felony),
        note="276(b)(1): a maximum of ten years, unless the conviction is of an aggravated felony.",
    ),
    DispositionRule(
        id="counts_toward_three_misdemeanors/drugs",
        gives=COUNTS_TOWARD_THREE,
        text="A misdemeanor that involves drugs.",
        authority=(_PENALTIES,),
        when=(CONVICTION, convicted_of_misdemeanor, involves_drugs),
    ),
    DispositionRule(
        id="counts_toward_three_misdemeanors/person",
        gives=COUNTS_TOWARD_THREE,
        text="A misdemeanor that is a crime against the person.",
        authority=(_PENALTIES,),
        when=(CONVICTION, convicted_of_misdemeanor, against_the_person),
    ),
    CaseRule(
        id="reentry.sentence_enhancement/misdemeanors",
        gives=_HIGHER,
        text="Removed after convictions of three or more misdemeanors that involve drugs or are"
        " against the person: up to ten years.",
        authority=(_PENALTIES,),
        when=(not_a_citizen, THREE_MISDEMEANORS),
        note="276(b)(1): a maximum of ten years.",
    ),
)


def _three(members: tuple[Member, ...], _: Context, __: bool) -> bool:
    return len(members) >= 3


def _no_paths(_: Context, __: int) -> tuple[str, ...]:
    return ()


AGGREGATES = (
    Aggregate(
        id="three_misdemeanors/aggregate",
        gives=THREE_MISDEMEANORS,
        text="Three such misdemeanors or more.",
        authority=(_PENALTIES,),
        members=COUNTS_TOWARD_THREE,
        number=once_each,
        test=_three,
        paths=_no_paths,
    ),
)
