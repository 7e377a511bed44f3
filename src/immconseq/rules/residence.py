"""INA 240A(a)(2) and (b)(1)(A): residence and presence that an offense cuts short; (c)(6)."""

from __future__ import annotations

from collections.abc import Callable

from immconseq.authority import Authority
from immconseq.facts.grounds import ITEMS
from immconseq.facts.model import CasePremise, DispositionPremise, PairPremise
from immconseq.facts.offense import purely_political
from immconseq.facts.person import (
    history_says,
    not_a_citizen,
)
from immconseq.facts.residence import (
    conduct_cuts_presence,
    conduct_cuts_residence,
    every_offense_within_seven_years,
    every_offense_within_ten_years,
    relief_granted_before_is_unclear,
    stopped_within_seven_years,
    stopped_within_seven_years_by_two,
    stopped_within_ten_years,
    stopped_within_ten_years_by_two,
    was_ever_a_resident,
)
from immconseq.facts.stop_time import (
    every_offense_counts_for_clock,
    later_offense_counts_for_clock,
    terms_render_inadmissible,
)
from immconseq.rules.cites import bia, ina, scotus
from immconseq.rules.convictions import CONVICTED_OR_ADMITTED_CIMT
from immconseq.rules.inadmissibility import (
    FIVE_YEARS_IN_ALL,
)
from immconseq.rules.model import (
    CaseConclusion,
    CaseRule,
    DispositionRule,
    PairRule,
    Rule,
    first,
    second,
)
from immconseq.rules.stop_time import REACHED_BY_INADMISSIBILITY, RENDERED, STOPS_CLOCK_ALONE
from immconseq.rules.vocabulary import case_finding

__all__ = ["RULES"]

_STOP = ina("240A(d)(1)(B)", "1229b(d)(1)(B)")
_BARTON = scotus("Barton v. Barr, 590 U.S. 222 (2020)", "2020-04-23")
_DEANDA = bia("Matter of Deanda-Romo, 23 I&N Dec. 597 (BIA 2003)", "2003-05-08")
_SEVEN = ina("240A(a)(2)", "1229b(a)(2)")
_TEN = ina("240A(b)(1)(A)", "1229b(b)(1)(A)")
_CANCEL = case_finding("bar.lpr_cancellation")
_CANCEL_NONLPR = case_finding("bar.nonlpr_cancellation")


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
            for item in ITEMS
        ),
    )


RULES: tuple[Rule, ...] = (
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
    *(
        CaseRule(
            id=f"{finding.name}/prior_212c_or_212h",
            gives=finding,
            text="Former 212(c) relief was granted before; a waiver under 212(h) is no bar.",
            authority=(ina("240A(c)(6)", "1229b(c)(6)"),),
            when=(
                not_a_citizen,
                history_says("prior_212c_or_212h"),
                was_ever_a_resident,
                relief_granted_before_is_unclear,
            ),
        )
        for finding in (_CANCEL, _CANCEL_NONLPR)
    ),
)
