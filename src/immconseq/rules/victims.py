"""INA 204(a)(1), 240A(b)(2), 212(d)(13) and (14): victims of abuse, trafficking and crime."""

from __future__ import annotations

from immconseq.authority import InForce, since
from immconseq.facts.moral_character import unlawful_act_within_years
from immconseq.facts.person import not_a_citizen, was_admitted
from immconseq.facts.relief import registration_offense
from immconseq.facts.victims import adverse_acts_without_excuse
from immconseq.rules.admissibility import (
    ALL_GROUNDS,
    CRIMINAL_GROUNDS,
    closed_by,
    other_grounds,
)
from immconseq.rules.aggravated_felonies import IS_AGGRAVATED_FELONY
from immconseq.rules.cites import bia, cfr, ina, usc
from immconseq.rules.convictions import CONVICTION
from immconseq.rules.deportability import SELF_DEFENSE
from immconseq.rules.model import CaseRule, DispositionRule, Lift, Rule
from immconseq.rules.moral_character import NO_CHARACTER
from immconseq.rules.vocabulary import case_finding

__all__ = ["RULES"]

_PETITION = ina("204(a)(1)(A)(iii)(II)(bb)", "1154(a)(1)(A)(iii)(II)(bb)")
_CANCELLATION = ina("240A(b)(2)(A)(iv)", "1229b(b)(2)(A)(iv)")
_CHARACTER = ina("240A(b)(2)(A)(iii)", "1229b(b)(2)(A)(iii)")
_TRAFFICKED = ina("212(d)(13)", "1182(d)(13)")
_VICTIMS = ina("212(d)(14)", "1182(d)(14)")

_VTVPA = since("2000-10-28")
"""The day of the Act that made T and U status."""

_REGISTRATION = since("2006-07-27")
"""The day of the Act that made the ground of failing to register."""

_TRAFFICKERS = case_finding("inadmit.human_trafficking")

_DEPORTABLE = tuple(
    case_finding(f"deport.{name}")
    for name in (
        "cimt_within_5y",
        "cimt_multiple",
        "high_speed_flight",
        "failure_to_register",
        "controlled_substance",
        "drug_abuser",
        "firearms",
        "espionage_sabotage",
        "domestic_violence",
        "stalking",
        "child_abuse",
        "protective_order",
        "human_trafficking",
        "document_fraud",
        "false_citizenship_claim",
    )
)
"""Paragraphs (2) and (3) of 237(a); an aggravated felony closes by itself."""

_AGAINST_ABUSER = ("domestic_violence", "stalking", "protective_order")


def _deportable() -> tuple[CaseRule, ...]:
    return tuple(
        CaseRule(
            id=f"bar.vawa_cancellation/deportable_{word}",
            gives=case_finding("bar.vawa_cancellation"),
            text=f"The person is {ground.text}.",
            authority=(_CANCELLATION, *ground.authority),
            when=(ground,),
            in_force=_REGISTRATION if word == "failure_to_register" else InForce(),
            lift=SELF_DEFENSE if word in _AGAINST_ABUSER else None,
        )
        for ground in _DEPORTABLE
        for word in (ground.name.removeprefix("deport."),)
    )


RULES: tuple[Rule, ...] = (
    CaseRule(
        id="bar.vawa_self_petition/moral_character",
        gives=case_finding("bar.vawa_self_petition"),
        text="There is no good moral character over the three years before the petition.",
        authority=(_PETITION, cfr("204.2(c)(1)(vii), 204.2(c)(2)(v)")),
        when=(not_a_citizen, NO_CHARACTER[3]),
        lift=Lift(
            authority=ina("204(a)(1)(C)", "1154(a)(1)(C)"),
            text="An act or conviction that can be waived for admission or against removal, and"
            " that was connected with the abuse, need not bar good moral character.",
            in_force=_VTVPA,
        ),
    ),
    DispositionRule(
        id="bar.vawa_self_petition/unlawful_acts",
        gives=case_finding("bar.vawa_self_petition"),
        text="Unlawful acts in the three years, or conviction or imprisonment in them for such"
        " acts, that reflect on character, without extenuating circumstances.",
        authority=(_PETITION, cfr("204.2(c)(1)(vii)")),
        when=(not_a_citizen, unlawful_act_within_years(3), adverse_acts_without_excuse),
    ),
    *closed_by(
        "bar.t_visa",
        other_grounds(_TRAFFICKERS),
        _TRAFFICKED,
        cfr("212.16(b)"),
        in_force=_VTVPA,
        lift=Lift(
            authority=_TRAFFICKED,
            text="A waiver in the national interest, for activities that were caused by, or"
            " incident to, the trafficking; a violent or dangerous crime that was not only in"
            " extraordinary circumstances.",
        ),
    ),
    *closed_by(
        "bar.t_visa",
        (_TRAFFICKERS,),
        usc("1184(o)(1)"),
        _TRAFFICKED,
        text=", and one who trafficked in persons has no such status",
        in_force=_VTVPA,
    ),
    *closed_by(
        "bar.u_visa",
        ALL_GROUNDS,
        _VICTIMS,
        cfr("212.17(b)"),
        in_force=_VTVPA,
        lift=Lift(
            authority=_VICTIMS,
            text="A waiver of every criminal ground in the public or national interest; of a"
            " violent or dangerous crime only in extraordinary circumstances.",
        ),
    ),
    *closed_by(
        "bar.vawa_cancellation",
        CRIMINAL_GROUNDS,
        _CANCELLATION,
        bia("Matter of Y-N-P-, 26 I&N Dec. 10 (BIA 2012)", "2012-09-20"),
        text="; no waiver under 212(h) lifts it here",
    ),
    *_deportable(),
    DispositionRule(
        id="bar.vawa_cancellation/registration",
        gives=case_finding("bar.vawa_cancellation"),
        text="Admitted, and convicted of a false registration, or under the Foreign Agents"
        " Registration Act.",
        authority=(_CANCELLATION, ina("237(a)(3)(B)(i), (ii)", "1227(a)(3)(B)(i), (ii)")),
        when=(not_a_citizen, was_admitted, CONVICTION, registration_offense),
    ),
    DispositionRule(
        id="bar.vawa_cancellation/aggravated_felony",
        gives=case_finding("bar.vawa_cancellation"),
        text="Convicted of an aggravated felony, admitted or not.",
        authority=(_CANCELLATION,),
        when=(not_a_citizen, IS_AGGRAVATED_FELONY),
    ),
    CaseRule(
        id="bar.vawa_cancellation/moral_character",
        gives=case_finding("bar.vawa_cancellation"),
        text="There is no good moral character over the three years that this asks for.",
        authority=(_CHARACTER,),
        when=(not_a_citizen, NO_CHARACTER[3]),
        lift=Lift(
            authority=ina("240A(b)(2)(C)", "1229b(b)(2)(C)"),
            text="An act or conviction that is no bar by itself, and that was connected with the"
            " abuse, need not bar good moral character.",
        ),
    ),
)
