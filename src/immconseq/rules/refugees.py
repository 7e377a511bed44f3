"""INA 209: adjustment of refugees and of those granted asylum, and what its waiver reaches."""

from __future__ import annotations

from immconseq.facts.refugees import not_yet_adjusted
from immconseq.rules.cites import ag, ina
from immconseq.rules.model import CaseRule, Rule
from immconseq.rules.vocabulary import CASE_FINDINGS, case_finding

__all__ = ["RULES"]

_INADMISSIBLE = tuple(c for c in CASE_FINDINGS if c.name.startswith("inadmit."))
_NEVER_WAIVED = "inadmit.drug_trafficking_reason_to_believe"
_JEAN = ag("Matter of Jean, 23 I&N Dec. 373 (A.G. 2002)", "2002-05-02")

RULES: tuple[Rule, ...] = tuple(
    CaseRule(
        id=f"bar.refugee_adjustment/{ground.name.removeprefix('inadmit.')}",
        gives=case_finding("bar.refugee_adjustment"),
        text=f"The person is {ground.text}, which "
        + (
            "209(c) does not waive."
            if ground.name == _NEVER_WAIVED
            else "209(c) may waive; for a violent or dangerous crime in extraordinary"
            " circumstances alone."
        )
        + " An aggravated felony or a ground of deportability does not matter.",
        authority=(
            ina("209(a)(2)", "1159(a)(2)"),
            ina("209(b)(5)", "1159(b)(5)"),
            ina("209(c)", "1159(c)"),
            *(() if ground.name == _NEVER_WAIVED else (_JEAN,)),
        ),
        when=(not_yet_adjusted, ground),
    )
    for ground in _INADMISSIBLE
)
