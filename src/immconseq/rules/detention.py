"""INA 236(c): detention without bond, paragraph by paragraph."""

from __future__ import annotations

from immconseq.authority import since
from immconseq.facts.conviction import (
    charge_ended_without_conviction,
    charge_pending_or_arrest,
    valid_admission,
)
from immconseq.facts.detention import DISMISSED_CHARGE_COUNTS
from immconseq.facts.model import issue_premise
from immconseq.facts.offense import (
    death_or_serious_injury_charged,
    laken_riley_offense_charged,
)
from immconseq.facts.person import (
    history_says,
    not_a_citizen,
    not_admitted,
    present_without_admission,
)
from immconseq.facts.sentence import (
    custody_for_some_count,
    in_custody_for_offense,
    released_after_transition,
    term_of_a_year_or_more,
)
from immconseq.rules.cites import bia, ina, scotus
from immconseq.rules.convictions import CONVICTION
from immconseq.rules.model import (
    CaseConclusion,
    CaseRule,
    DispositionConclusion,
    DispositionRule,
    Rule,
)
from immconseq.rules.vocabulary import case_finding

__all__ = ["RULES"]

COUNTS_FOR_DETENTION = DispositionConclusion(
    name="counts_for_detention",
    text="The person was in criminal custody for the count and released from it after the"
    " transition rules ended.",
)
SOME_COUNT_FOR_DETENTION = CaseConclusion(
    name="some_count_for_detention",
    text="There is a conviction for which the person was in custody and released since.",
)
GATEWAY = CaseConclusion(
    name="laken_riley_gateway",
    text="The person is inadmissible under 212(a)(6)(A), (6)(C) or (7).",
)

_TPCR = (
    bia("Matter of Adeniji, 22 I&N Dec. 1102 (BIA 1999)", "1999-11-03"),
    scotus("Nielsen v. Preap, 586 U.S. 392 (2019)", "2019-03-19"),
)
_MANDATORY = case_finding("detention.mandatory")
_LAKEN = case_finding("detention.laken_riley")
_GATE = ina("236(c)(1)(E)(i)", "1226(c)(1)(E)(i)")
_ACT = ina("236(c)(1)(E)", "1226(c)(1)(E)")

_INADMISSIBLE_A = (
    "inadmit.cimt",
    "inadmit.controlled_substance",
    "inadmit.multiple_convictions_5y",
)
_CONDUCT_A = (
    "inadmit.drug_trafficking_reason_to_believe",
    "inadmit.prostitution",
    "inadmit.human_trafficking",
    "inadmit.money_laundering",
)
_DEPORTABLE_B = (
    "deport.cimt_multiple",
    "deport.aggravated_felony",
    "deport.controlled_substance",
    "deport.drug_abuser",
    "deport.firearms",
    "deport.espionage_sabotage",
)

RULES: tuple[Rule, ...] = (
    DispositionRule(
        id="counts_for_detention/released",
        gives=COUNTS_FOR_DETENTION,
        text="In custody for it, and released after 8 October 1998, however long ago.",
        authority=_TPCR,
        when=(CONVICTION, in_custody_for_offense, released_after_transition),
    ),
    DispositionRule(
        id="counts_for_detention/admitted",
        gives=COUNTS_FOR_DETENTION,
        text="Validly admitted, after custody for it that ended after 8 October 1998.",
        authority=_TPCR,
        when=(valid_admission, in_custody_for_offense, released_after_transition),
    ),
    DispositionRule(
        id="some_count_for_detention/released",
        gives=SOME_COUNT_FOR_DETENTION,
        text="Some conviction counts.",
        authority=_TPCR,
        when=(COUNTS_FOR_DETENTION,),
    ),
    *(
        CaseRule(
            id=f"detention.mandatory/a_{ground.removeprefix('inadmit.')}",
            gives=_MANDATORY,
            text=f"Not admitted, and {case_finding(ground).text}.",
            authority=(ina("236(c)(1)(A)", "1226(c)(1)(A)"), *_TPCR),
            when=(not_admitted, case_finding(ground), SOME_COUNT_FOR_DETENTION),
        )
        for ground in _INADMISSIBLE_A
    ),
    *(
        CaseRule(
            id=f"detention.mandatory/a_{ground.removeprefix('inadmit.')}",
            gives=_MANDATORY,
            text=f"Not admitted, and {case_finding(ground).text}, which needs no conviction; where"
            " the person was never in custody for it the point is not settled.",
            authority=(ina("236(c)(1)(A)", "1226(c)(1)(A)"), *_TPCR),
            when=(not_admitted, case_finding(ground), custody_for_some_count),
        )
        for ground in _CONDUCT_A
    ),
    *(
        CaseRule(
            id=f"detention.mandatory/b_{ground.removeprefix('deport.')}",
            gives=_MANDATORY,
            text=f"Admitted, and {case_finding(ground).text}; domestic violence, stalking, child"
            " abuse and protective orders are not among these.",
            authority=(ina("236(c)(1)(B)", "1226(c)(1)(B)"), *_TPCR),
            when=(case_finding(ground), SOME_COUNT_FOR_DETENTION),
        )
        for ground in _DEPORTABLE_B
        if ground != "deport.drug_abuser"
    ),
    CaseRule(
        id="detention.mandatory/b_drug_abuser",
        gives=_MANDATORY,
        text="Admitted, and deportable for drug abuse; whether an offense must stand behind it is"
        " not settled.",
        authority=(ina("236(c)(1)(B)", "1226(c)(1)(B)"),),
        when=(case_finding("deport.drug_abuser"),),
    ),
    DispositionRule(
        id="detention.mandatory/c",
        gives=_MANDATORY,
        text="Admitted, deportable for one crime involving moral turpitude within five years, and"
        " sentenced to a year or more for it, suspended time included.",
        authority=(ina("236(c)(1)(C)", "1226(c)(1)(C)"), *_TPCR),
        when=(
            case_finding("deport.cimt_within_5y"),
            COUNTS_FOR_DETENTION,
            term_of_a_year_or_more,
        ),
    ),
    CaseRule(
        id="laken_riley_gateway/present_without_admission",
        gives=GATEWAY,
        text="Present without having been admitted or paroled.",
        authority=(_GATE, ina("212(a)(6)(A)", "1182(a)(6)(A)")),
        when=(not_a_citizen, present_without_admission),
    ),
    *(
        CaseRule(
            id=f"laken_riley_gateway/{item}",
            gives=GATEWAY,
            text="Inadmissible for fraud, misrepresentation or a false claim to citizenship.",
            authority=(_GATE, ina("212(a)(6)(C)", "1182(a)(6)(C)")),
            when=(not_a_citizen, history_says(item)),
        )
        for item in ("fraud_or_misrepresentation", "false_citizenship_claim")
    ),
    CaseRule(
        id="laken_riley_gateway/no_valid_documents",
        gives=GATEWAY,
        text="Without valid documents at the time of application for admission.",
        authority=(_GATE, ina("212(a)(7)", "1182(a)(7)")),
        when=(
            not_a_citizen,
            history_says("no_valid_documents_at_entry"),
        ),
    ),
    *(
        DispositionRule(
            id=f"detention.laken_riley/{word}_{when}",
            gives=_LAKEN,
            text=text,
            authority=(_ACT,),
            in_force=since("2025-01-29"),
            when=(GATEWAY, *state, offense),
        )
        for word, offense in (
            ("theft", laken_riley_offense_charged),
            ("injury", death_or_serious_injury_charged),
        )
        for when, state, text in (
            (
                "charged",
                (charge_pending_or_arrest,),
                "Inadmissible under the gateway, and charged with, arrested for, convicted of, or"
                " admitting burglary, theft, larceny, shoplifting, assault of an officer, or a"
                " crime that results in death or serious bodily injury.",
            ),
            (
                "ended",
                (charge_ended_without_conviction, issue_premise(DISMISSED_CHARGE_COUNTS)),
                "The same, where the arrest or charge came to nothing; whether the Act's present"
                " tense reaches it is not settled.",
            ),
        )
    ),
)
