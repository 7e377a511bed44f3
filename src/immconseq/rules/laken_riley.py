"""INA 236(c)(1)(E): detention upon a charge, under the Laken Riley Act."""

from __future__ import annotations

from immconseq.authority import since
from immconseq.facts.detention import not_sheltered_by_temporary_protected_status
from immconseq.facts.laken_riley import (
    charge_ended_without_conviction,
    charge_pending_or_arrest,
    death_or_serious_injury_charged,
    dismissed_charge_counts,
    inadmissible_as_one_not_admitted,
    laken_riley_offense_charged,
    listed_offense_charged,
)
from immconseq.facts.person import (
    history_says,
    not_a_citizen,
    not_admitted,
    present_without_admission,
)
from immconseq.rules.cites import ina
from immconseq.rules.model import CaseConclusion, CaseRule, DispositionRule, Rule
from immconseq.rules.vocabulary import case_finding

__all__ = ["RULES"]

GATEWAY = CaseConclusion(
    name="laken_riley_gateway",
    text="The person is inadmissible under 212(a)(6)(A), (6)(C) or (7), and is not sheltered from"
    " detention by temporary protected status.",
)

_SHELTER = not_sheltered_by_temporary_protected_status
_LAKEN = case_finding("detention.laken_riley")
_GATE = ina("236(c)(1)(E)(i)", "1226(c)(1)(E)(i)")
_ACT = ina("236(c)(1)(E)", "1226(c)(1)(E)")

RULES: tuple[Rule, ...] = (
    CaseRule(
        id="laken_riley_gateway/present_without_admission",
        gives=GATEWAY,
        text="Present without having been admitted or paroled.",
        authority=(_GATE, ina("212(a)(6)(A)", "1182(a)(6)(A)")),
        when=(
            not_a_citizen,
            present_without_admission,
            _SHELTER,
        ),
    ),
    *(
        CaseRule(
            id=f"laken_riley_gateway/{item}",
            gives=GATEWAY,
            text="Inadmissible for fraud, misrepresentation or a false claim to citizenship; of one"
            " who was admitted the point is not settled.",
            authority=(_GATE, ina("212(a)(6)(C)", "1182(a)(6)(C)")),
            when=(
                not_a_citizen,
                history_says(item),
                inadmissible_as_one_not_admitted,
                _SHELTER,
            ),
        )
        for item in ("fraud_or_misrepresentation", "false_citizenship_claim")
    ),
    CaseRule(
        id="laken_riley_gateway/no_valid_documents",
        gives=GATEWAY,
        text="Not admitted, and without valid documents at the time of application for admission.",
        authority=(_GATE, ina("212(a)(7)", "1182(a)(7)")),
        when=(
            not_a_citizen,
            history_says("no_valid_documents_at_entry"),
            not_admitted,
            _SHELTER,
        ),
    ),
    *(
        DispositionRule(
            id=f"detention.laken_riley/{word}_charged",
            gives=_LAKEN,
            text="Inadmissible under the gateway, and charged with, arrested for, convicted of, or"
            " admitting burglary, theft, larceny, shoplifting, assault of an officer, or a crime"
            " that results in death or serious bodily injury.",
            authority=(_ACT,),
            in_force=since("2025-01-29"),
            when=(GATEWAY, charge_pending_or_arrest, offense),
        )
        for word, offense in (
            ("theft", laken_riley_offense_charged),
            ("injury", death_or_serious_injury_charged),
        )
    ),
    DispositionRule(
        id="detention.laken_riley/ended",
        gives=_LAKEN,
        text="The same, where the arrest or charge came to nothing or was diverted, or the"
        " conviction was vacated; whether the Act's present tense reaches it is not settled.",
        authority=(_ACT,),
        in_force=since("2025-01-29"),
        when=(
            GATEWAY,
            charge_ended_without_conviction,
            dismissed_charge_counts,
            listed_offense_charged,
        ),
    ),
)
