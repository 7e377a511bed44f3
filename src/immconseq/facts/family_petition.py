"""The petitioner for a relative, and offenses against minors. 8 USC 1154(a)(1)(A)(viii)."""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Authority, Court
from immconseq.case import ImmigrationStatus, Inchoate
from immconseq.facts.context import Context
from immconseq.facts.model import Reading, all_of, any_of, case_premise, disposition_premise
from immconseq.facts.offense import profile_of
from immconseq.facts.person import RESIDENTS, STATUS
from immconseq.values import CONTESTED, NO, Pair

__all__ = ["is_specified_offense", "may_petition_for_relatives"]

SPECIFIED = Authority(cite="34 USC 20911(7)")
INTROCASO = Authority(
    cite="Matter of Introcaso, 26 I&N Dec. 304 (BIA 2014)",
    court=Court.BIA,
    date=dt.date(2014, 5, 20),
)

ADULT = 18


@case_premise(
    "The person is a citizen or a permanent resident, who may petition for relatives.",
    Authority(cite="8 USC 1154(a)(1)(A)(i), (B)(i)"),
)
def may_petition_for_relatives(ctx: Context) -> Reading:
    """On a conditional basis or not. Nobody else has a petition to lose."""
    status = ctx.case.person.status
    if status is ImmigrationStatus.UNKNOWN:
        return Reading.unknown(STATUS)
    return Reading.of(status in (ImmigrationStatus.CITIZEN, *RESIDENTS), STATUS)


_OFTEN_SEXUAL_OR_CONFINING = (
    "rape",
    "sexual_abuse_of_minor",
    "child_pornography",
    "child_abuse",
    "crime_of_violence",
    "human_trafficking",
    "kidnapping_or_ransom",
    "prostitution",
    "prostitution_business",
    "stalking",
)
_FAMILIES = (
    "assault",
    "battery",
    "burglary",
    "child_endangerment",
    "domestic_violence",
    "kidnapping_false_imprisonment",
    "prostitution",
    "public_order",
    "robbery",
    "sex_offense",
    "stalking",
    "threats",
    "trespass",
)
"""What may have been done to a minor in one of the ways that the definition lists."""


@disposition_premise(
    "It is a specified offense against a minor: one under eighteen, and kidnapping or false"
    " imprisonment, a sexual use or offense, or the like.",
    SPECIFIED,
    INTROCASO,
)
def is_specified_offense(ctx: Context, index: int) -> Reading:
    """The elements settle it where they are enough; else the age of the victim and the conduct do.

    All the evidence may be used (*Introcaso*). The age is that of the victim, and of one whom an
    officer played the age played (*Matter of Izaguirre*, 27 I&N Dec. 67).
    """
    at = ctx.path(index, "facts", "victim_age")
    age = ctx.disposition(index).facts.victim_age
    elements = any_of(
        profile_of(ctx, index, "specified_offense_against_minor"),
        *(_completed(ctx, index, name) for name in _SPECIFIED_BY_NAME),
        all_of(
            _completed(ctx, index, "rape"),
            Reading.unknown(at) if age is None else Reading.of(age < ADULT, at),
        ),
    )
    if elements.pair == Pair.of(NO):
        if not _may_be_one(ctx, index):
            return elements
        return _by_conduct(ctx, index, at)
    if elements.pair == Pair.of(CONTESTED):
        if age is None:
            return Reading(
                pair=Reading.unknown().pair,
                paths=(*elements.paths, at),
                missing=(at,),
                authorities=elements.authorities,
            )
        return elements if age < ADULT else Reading.no(at, found="the victim was of age")
    if ctx.views[index].inchoate is Inchoate.ACCESSORY_AFTER and not elements.missing:
        return Reading.unbuilt(
            "whether help after the fact is a specified offense against a minor",
            ctx.path(index, "offense", "inchoate"),
        )
    return elements


_SPECIFIED_BY_NAME = ("child_pornography", "sexual_abuse_of_minor")
"""34 USC 20911(7)(G), (H), (I): what these name is always done to a minor."""


def _completed(ctx: Context, index: int, name: str) -> Reading:
    """Help after the fact is left to the rule on it, below."""
    if ctx.views[index].inchoate is Inchoate.ACCESSORY_AFTER:
        return Reading.no(ctx.path(index, "offense", "inchoate"))
    return profile_of(ctx, index, name)


def _by_conduct(ctx: Context, index: int, at: str) -> Reading:
    """What no element shows may still have been done."""
    age = ctx.disposition(index).facts.victim_age
    if age is None:
        return Reading.unknown(at)
    if age >= ADULT:
        return Reading.no(at, found="the victim was of age")
    return Reading.unbuilt(
        "whether what was done to a minor, by all the evidence, is in the list of 34 USC 20911(7)"
        " (Matter of Introcaso, 26 I&N Dec. 304)",
        at,
    )


def _may_be_one(ctx: Context, index: int) -> bool:
    entry = ctx.views[index].entry
    return (entry is not None and entry.family in _FAMILIES) or any(
        profile_of(ctx, index, name).pair != Pair.of(NO) for name in _OFTEN_SEXUAL_OR_CONFINING
    )
