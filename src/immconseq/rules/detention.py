"""INA 236(c): detention without bond, paragraph by paragraph."""

from __future__ import annotations

from immconseq.authority import Authority
from immconseq.facts.conviction import (
    valid_admission,
)
from immconseq.facts.detention import (
    abuse_without_offense_counts,
    not_sheltered_by_temporary_protected_status,
    noted_as_not_admitted,
)
from immconseq.facts.grounds import GROUNDS
from immconseq.facts.model import DispositionPremise
from immconseq.facts.person import (
    history_says,
    is_permanent_resident,
    not_a_citizen,
    not_admitted,
)
from immconseq.facts.sentence import (
    custody_for_some_count,
    in_custody_for_offense,
    released_after_transition,
    term_of_a_year_or_more,
)
from immconseq.rules import deportability, inadmissibility
from immconseq.rules.cites import bia, ina, scotus
from immconseq.rules.convictions import CONVICTION
from immconseq.rules.following import following
from immconseq.rules.model import (
    CaseConclusion,
    CaseLiteral,
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
_TPCR = (
    bia("Matter of Adeniji, 22 I&N Dec. 1102 (BIA 1999)", "1999-11-03"),
    scotus("Nielsen v. Preap, 586 U.S. 392 (2019)", "2019-03-19"),
)
_MANDATORY = case_finding("detention.mandatory")
_SHELTER = not_sheltered_by_temporary_protected_status

_OF_CONVICTION = tuple(g.finding for g in GROUNDS if not g.of_conduct)
_OF_CONDUCT = tuple(g.finding for g in GROUNDS if g.of_conduct)
_ADMITTED_CONDUCT = tuple(item for g in GROUNDS if not g.of_conduct for item in g.items)
_DEPORTABLE_B = (
    "deport.cimt_multiple",
    "deport.aggravated_felony",
    "deport.controlled_substance",
    "deport.firearms",
    "deport.espionage_sabotage",
)


def _following(
    rules: tuple[Rule, ...],
    grounds: tuple[str, ...],
    paragraph: str,
    text: str,
    authority: tuple[Authority, ...],
    of_count: tuple[DispositionPremise, ...] = (),
    of_case: tuple[CaseLiteral, ...] = (),
) -> tuple[Rule, ...]:
    """The rules of *grounds* that speak of counts, with custody for the same count.

    Detention follows the ground and the custody of one count: a firearm conviction that was only
    fined is not made mandatory by the jail term of another.
    """
    return following(
        rules,
        grounds,
        gives=_MANDATORY,
        prefix=f"detention.mandatory/{paragraph}_",
        text=text,
        authority=authority,
        of_count=(COUNTS_FOR_DETENTION, *of_count),
        of_case=(_SHELTER, *of_case),
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
    *_following(
        inadmissibility.RULES,
        _OF_CONVICTION,
        "a",
        "Not admitted, and {ground}, with custody for the same count.",
        (ina("236(c)(1)(A)", "1226(c)(1)(A)"), *_TPCR),
        of_case=(not_admitted,),
    ),
    CaseRule(
        id="detention.mandatory/a_multiple_convictions_5y",
        gives=_MANDATORY,
        text="Not admitted, with terms of five years or more in all, and custody for some count.",
        authority=(ina("236(c)(1)(A)", "1226(c)(1)(A)"), *_TPCR),
        when=(
            not_admitted,
            case_finding("inadmit.multiple_convictions_5y"),
            SOME_COUNT_FOR_DETENTION,
            _SHELTER,
        ),
    ),
    *(
        CaseRule(
            id=f"detention.mandatory/a_{ground.removeprefix('inadmit.')}",
            gives=_MANDATORY,
            text=f"Not admitted, and {case_finding(ground).text}, which needs no conviction; where"
            " the person was never in custody for it the point is not settled.",
            authority=(ina("236(c)(1)(A)", "1226(c)(1)(A)"), *_TPCR),
            when=(not_admitted, case_finding(ground), custody_for_some_count, _SHELTER),
        )
        for ground in _OF_CONDUCT
    ),
    *(
        CaseRule(
            id=f"detention.mandatory/a_{item}",
            gives=_MANDATORY,
            text=f"Not admitted, and it was found: {history_says(item).text[0].lower()}"
            f"{history_says(item).text[1:]} No conviction is asked for; where the person was never"
            " in custody for it the point is not settled.",
            authority=(ina("236(c)(1)(A)", "1226(c)(1)(A)"), *_TPCR),
            when=(
                not_a_citizen,
                not_admitted,
                history_says(item),
                custody_for_some_count,
                _SHELTER,
            ),
        )
        for item in _ADMITTED_CONDUCT
    ),
    CaseRule(
        id="detention.mandatory/a_returning_resident",
        gives=_MANDATORY,
        text="A permanent resident who returns from abroad and is treated as seeking admission is"
        " inadmissible like one who was never admitted.",
        authority=(
            ina("236(c)(1)(A)", "1226(c)(1)(A)"),
            ina("101(a)(13)(C)(v)", "1101(a)(13)(C)(v)"),
        ),
        when=(
            is_permanent_resident,
            case_finding("travel.seeking_admission"),
            custody_for_some_count,
            noted_as_not_admitted,
        ),
    ),
    *_following(
        deportability.RULES,
        _DEPORTABLE_B,
        "b",
        "Admitted, and {ground}, with custody for the same count; domestic violence, stalking,"
        " child abuse and protective orders are not among these grounds.",
        (ina("236(c)(1)(B)", "1226(c)(1)(B)"), *_TPCR),
    ),
    CaseRule(
        id="detention.mandatory/b_drug_abuser",
        gives=_MANDATORY,
        text="Admitted, and deportable for drug abuse; whether an offense must stand behind it is"
        " not settled.",
        authority=(ina("236(c)(1)(B)", "1226(c)(1)(B)"),),
        when=(case_finding("deport.drug_abuser"), abuse_without_offense_counts, _SHELTER),
    ),
    *_following(
        deportability.RULES,
        ("deport.cimt_within_5y",),
        "c",
        "Admitted, and {ground}, with a term of a year or more for the same count, suspended time"
        " included, and custody for it.",
        (ina("236(c)(1)(C)", "1226(c)(1)(C)"), *_TPCR),
        of_count=(term_of_a_year_or_more,),
    ),
)
