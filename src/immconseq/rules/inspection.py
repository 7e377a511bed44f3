"""INA 235(b)(2)(A): detention without bond of those who are here without an admission."""

from __future__ import annotations

from immconseq.facts.inspection import (
    arrested_inside_is_held_without_bond,
    entered_without_inspection,
    paroled_in,
)
from immconseq.facts.person import not_a_citizen
from immconseq.rules.cites import bia, cfr, ina
from immconseq.rules.model import CaseRule, Rule
from immconseq.rules.vocabulary import case_finding

__all__ = ["RULES"]

_WITHOUT_BOND = case_finding("detention.without_admission")
_SECTION = ina("235(b)(2)(A)", "1225(b)(2)(A)")

RULES: tuple[Rule, ...] = (
    CaseRule(
        id="detention.without_admission/paroled",
        gives=_WITHOUT_BOND,
        text="Paroled into the country: an immigration judge may grant no bond to one who arrived"
        " and was paroled, anywhere and on any day.",
        authority=(
            _SECTION,
            ina("212(d)(5)(A)", "1182(d)(5)(A)"),
            cfr("1003.19(h)(2)(i)(B)"),
            bia("Matter of Q. Li, 29 I&N Dec. 66 (BIA 2025)", "2025-05-15"),
        ),
        when=(not_a_citizen, paroled_in),
        note="It speaks of the time after the parole has ended.",
    ),
    CaseRule(
        id="detention.without_admission/entered_without_inspection",
        gives=_WITHOUT_BOND,
        text="Entered without inspection and arrested inside the country, where the circuit of"
        " detention holds that 1225(b)(2)(A) reaches such a person.",
        authority=(
            _SECTION,
            ina("236(a)", "1226(a)"),
            bia("Matter of Yajure Hurtado, 29 I&N Dec. 216 (BIA 2025)", "2025-09-05"),
        ),
        when=(not_a_citizen, entered_without_inspection, arrested_inside_is_held_without_bond),
    ),
)
