"""INA 249: registry of those here since before 1972."""

from __future__ import annotations

from immconseq.facts.offense import completed, is_profiled
from immconseq.facts.person import history_says, not_a_citizen
from immconseq.facts.registry import weighs_within_a_reasonable_period
from immconseq.facts.time import convicted_on_or_after_29_november_1990
from immconseq.rules.admissibility import CRIMINAL_GROUNDS, DRUGS, closed_by
from immconseq.rules.aggravated_felonies import IS_AGGRAVATED_FELONY
from immconseq.rules.cites import bia, cfr, ina
from immconseq.rules.convictions import CONVICTION
from immconseq.rules.model import CaseRule, DispositionRule, Lift, Rule
from immconseq.rules.vocabulary import case_finding

__all__ = ["RULES"]

_REGISTRY = case_finding("bar.registry")
_CRIMINALS = ina("249", "1259")
_CHARACTER = ina("249(c)", "1259(c)")
_SANCHEZ_LINN = bia("Matter of Sanchez-Linn, 20 I&N Dec. 362 (BIA 1991)", "1991-07-30")

_WAIVED = tuple(
    case_finding(f"inadmit.{name}") for name in ("cimt", "multiple_convictions_5y", "prostitution")
)

RULES: tuple[Rule, ...] = (
    *closed_by(
        "bar.registry",
        _WAIVED,
        _CRIMINALS,
        lift=Lift(
            authority=ina("212(h)", "1182(h)"),
            text="A waiver in the government's discretion, with the application; not for murder or"
            " torture.",
            finding="bar.212h",
        ),
    ),
    *closed_by(
        "bar.registry",
        tuple(ground for ground in CRIMINAL_GROUNDS if ground not in _WAIVED),
        _CRIMINALS,
        notes={
            DRUGS: "Of drug offenses, 212(h) waives what relates to a single offense of simple"
            " possession of thirty grams or less of marijuana."
        },
    ),
    *closed_by("bar.registry", (case_finding("inadmit.alien_smuggling"),), _CRIMINALS),
    DispositionRule(
        id="bar.registry/aggravated_felony",
        gives=_REGISTRY,
        text="Convicted, on or after 29 November 1990, of an aggravated felony: no good moral"
        " character, for ever.",
        authority=(_CHARACTER, ina("101(f)(8)", "1101(f)(8)")),
        when=(not_a_citizen, IS_AGGRAVATED_FELONY, convicted_on_or_after_29_november_1990),
    ),
    DispositionRule(
        id="bar.registry/murder",
        gives=_REGISTRY,
        text="Convicted of murder at any time.",
        authority=(_CHARACTER, cfr("316.10(b)(1)(i)")),
        when=(not_a_citizen, CONVICTION, completed, is_profiled["murder"]),
    ),
    DispositionRule(
        id="bar.registry/moral_character",
        gives=_REGISTRY,
        text="A conviction that shows, over a reasonable period before the application, want of"
        " good moral character.",
        authority=(_CHARACTER, _SANCHEZ_LINN),
        when=(not_a_citizen, CONVICTION, weighs_within_a_reasonable_period),
    ),
    *(
        CaseRule(
            id=f"bar.registry/{item}",
            gives=_REGISTRY,
            text=text,
            authority=(_CHARACTER, ina(f"101(f){part}", f"1101(f){part}")),
            when=(not_a_citizen, history_says(item), weighs_within_a_reasonable_period),
        )
        for item, part, text in (
            (
                "two_or_more_gambling_offenses",
                "(5)",
                "The person was convicted of two or more gambling offenses.",
            ),
            ("false_testimony", "(6)", "The person gave false testimony to get a benefit."),
        )
    ),
)
