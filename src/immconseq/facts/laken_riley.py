"""236(c)(1)(E): who is within the Laken Riley Act, and by what charge."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable

from immconseq.authority import Answer, Authority, Court, Holding, Side
from immconseq.case import Disposition, EventKind, Outcome
from immconseq.facts.context import Context, OffenseView
from immconseq.facts.model import (
    Issue,
    Reading,
    all_of,
    any_of,
    case_premise,
    disposition_premise,
    issue_premise,
)
from immconseq.facts.offense import profile_of, profile_of_charges, profile_reading
from immconseq.facts.person import not_admitted
from immconseq.offenses.entry import Entry
from immconseq.values import CONTESTED, NO, Pair

__all__ = [
    "charge_ended_without_conviction",
    "charge_pending_or_arrest",
    "death_or_serious_injury_charged",
    "dismissed_charge_counts",
    "inadmissible_as_one_not_admitted",
    "laken_riley_offense_charged",
    "laken_riley_offense_charged_besides",
    "listed_offense_charged",
]

IN_FORCE = dt.date(2025, 1, 29)

OFFENSES = Authority(cite="8 USC 1226(c)(1)(E)(ii)")
BY_THE_PLACE = Authority(cite="8 USC 1226(c)(2)")
IS_INADMISSIBLE = Authority(cite="8 USC 1226(c)(1)(E)(i)")
CHARGED_AS_ADMITTED = Authority(cite="8 USC 1229a(e)(2)")


def _unsettled(name: str, text: str, why: str) -> Issue:
    cite = OFFENSES.cite
    holding = Holding(answer=Answer.CONTESTED, court=Court.TEXT, cite=cite, by_text=why)
    return Issue(name=name, text=text, holdings=(holding,))


DISMISSED_CHARGE_COUNTS = _unsettled(
    "dismissed_charge_counts",
    "An arrest or charge that came to nothing still counts under the Laken Riley Act.",
    "is charged with, is arrested for: present tense, and no word on what ended",
)
dismissed_charge_counts = issue_premise(DISMISSED_CHARGE_COUNTS)

INCHOATE_COUNTS = _unsettled(
    "inchoate_form_counts_for_laken_riley",
    "An attempt at an offense that the Act lists, or help after it, is such an offense.",
    "any burglary, theft, larceny, shoplifting offense: no word on attempts or on help after",
)
NAMED_OTHERWISE_COUNTS = _unsettled(
    "theft_by_another_name_counts",
    "An offense that takes or keeps what is another's, and that the law of the place does not call"
    " theft or burglary, is a theft offense there.",
    "have the meanings given such terms in the jurisdiction in which the acts occurred",
)


@case_premise(
    "The ground of inadmissibility is asked of this person, who was not admitted.",
    IS_INADMISSIBLE,
    CHARGED_AS_ADMITTED,
)
def inadmissible_as_one_not_admitted(ctx: Context) -> Reading:
    """One who was admitted is removed as deportable.

    Whether *is inadmissible* reaches them through an old fraud is not settled.
    """
    unadmitted = ctx.of_case(not_admitted)
    if unadmitted.value is not NO:
        return unadmitted
    return Reading.contested(
        ((IS_INADMISSIBLE, Side.FOR), (CHARGED_AS_ADMITTED, Side.AGAINST)), *unadmitted.paths
    )


@disposition_premise(
    "An offense charged with the count, other than its own, is burglary, theft, larceny,"
    " shoplifting, or assault of a law enforcement officer.",
    OFFENSES,
    BY_THE_PLACE,
    issues=(DISMISSED_CHARGE_COUNTS, INCHOATE_COUNTS, NAMED_OTHERWISE_COUNTS),
)
def laken_riley_offense_charged_besides(ctx: Context, index: int) -> Reading:
    """A charge that was dropped for a conviction of something else has ended."""
    ended = ctx.disposition(index).outcome in (Outcome.CONVICTED, Outcome.DEFERRED)
    readings = [Reading.no()]
    for view in ctx.charged[index]:
        charged = _listed(ctx, view, functools.partial(profile_reading, ctx, index, view))
        readings.append(all_of(charged, DISMISSED_CHARGE_COUNTS.read(ctx)) if ended else charged)
    return any_of(*readings)


@disposition_premise(
    "The charge or conviction is for burglary, theft, larceny, shoplifting, or assault of a law"
    " enforcement officer.",
    OFFENSES,
    BY_THE_PLACE,
    issues=(DISMISSED_CHARGE_COUNTS, INCHOATE_COUNTS, NAMED_OTHERWISE_COUNTS),
)
def laken_riley_offense_charged(ctx: Context, index: int) -> Reading:
    """By the words of the place where it was done, and not by the federal generic offense."""
    own = _listed(ctx, ctx.views[index], functools.partial(profile_of, ctx, index))
    return any_of(own, ctx.of(laken_riley_offense_charged_besides, index))


Asked = Callable[[str], Reading]
"""What an offense answers to an entry of the profile."""


def _listed(ctx: Context, view: OffenseView, asked: Asked) -> Reading:
    found = any_of(_theft(ctx, view, asked), asked("assault_on_officer"))
    if view.inchoate is None or found.pair.high is NO:
        return found
    return all_of(found, INCHOATE_COUNTS.read(ctx))


_THEFT_BY_NAME = ("burglary", "robbery", "theft")
_TAKES_OR_KEEPS = "receiving"


def _theft(ctx: Context, view: OffenseView, asked: Asked) -> Reading:
    """Whether the place calls it so; an offense that no pack has goes by its profile alone."""
    at = f"{view.path}.code"
    named = None if view.entry is None else _named(view.entry)
    if named == "yes":
        return Reading.yes(at)
    if named == "contested":
        return all_of(Reading.yes(at), NAMED_OTHERWISE_COUNTS.read(ctx))
    if named == "no":
        return Reading.no(at)
    generic = any_of(asked("theft"), asked("burglary"))
    if view.entry is None or generic.pair in (Pair.of(NO), Pair.of(CONTESTED)):
        return generic
    return all_of(generic, NAMED_OTHERWISE_COUNTS.read(ctx))


def _named(entry: Entry) -> str | None:
    """What the row says, or else its family; ``None``: neither says."""
    if entry.local_theft is not None:
        return entry.local_theft
    if entry.family in _THEFT_BY_NAME:
        return "yes"
    return "contested" if entry.family == _TAKES_OR_KEEPS else None


@disposition_premise(
    "The charge or conviction is for a crime that results in death or serious bodily injury.",
    OFFENSES,
)
def death_or_serious_injury_charged(ctx: Context, index: int) -> Reading:
    """Death or serious injury may be an element, or a fact of the case."""
    own = profile_of_charges(ctx, index, "death_or_serious_injury")
    at = ctx.path(index, "facts", "death_or_serious_injury")
    fact = ctx.disposition(index).facts.death_or_serious_injury
    # A result need not be an element: what the statute leaves out, the facts may hold.
    return any_of(own, Reading.unknown(at) if fact is None else Reading.of(fact, at))


@disposition_premise(
    "The charge or conviction is for burglary, theft, larceny, shoplifting, assault of a law"
    " enforcement officer, or a crime that results in death or serious bodily injury.",
    OFFENSES,
)
def listed_offense_charged(ctx: Context, index: int) -> Reading:
    """Any of those that the Act lists; one is enough, whatever is known of the others."""
    return any_of(
        ctx.of(laken_riley_offense_charged, index), ctx.of(death_or_serious_injury_charged, index)
    )


_PENDING = (
    Outcome.ARRESTED,
    Outcome.CHARGED,
    Outcome.OFFERED,
    Outcome.CONVICTED,
    Outcome.DEFERRED,
    Outcome.ADMISSION,
)


def _vacated(disposition: Disposition) -> bool:
    return any(e.kind is EventKind.VACATED for e in disposition.events)


@disposition_premise(
    "The person is charged with the offense, arrested for it, convicted of it, or admits it.",
    OFFENSES,
    issues=(DISMISSED_CHARGE_COUNTS,),
)
def charge_pending_or_arrest(ctx: Context, index: int) -> Reading:
    """An offered plea is to a charge that is pending.

    Whether the Act reaches an arrest for what was done before it came into force is not settled.
    """
    disposition, at = ctx.disposition(index), ctx.path(index, "outcome")
    if disposition.outcome not in _PENDING or _vacated(disposition):
        return Reading.no(at)
    if disposition.outcome is Outcome.ARRESTED:
        here = ctx.path(index, "committed_on")
        if disposition.committed_on is None:
            return Reading.unknown(here)
        if disposition.committed_on < IN_FORCE:
            return DISMISSED_CHARGE_COUNTS.read(ctx)
    return Reading.yes(at)


@disposition_premise(
    "The arrest or charge ended without a conviction, was diverted, or was of a child or of no"
    " crime; or the conviction was vacated.",
    OFFENSES,
)
def charge_ended_without_conviction(ctx: Context, index: int) -> Reading:
    """The Act speaks in the present tense; whether it reaches these is not settled.

    Of a count that is diverted the case does not say whether diversion still lasts.
    """
    disposition = ctx.disposition(index)
    ended = (
        Outcome.DECLINED,
        Outcome.DISMISSED,
        Outcome.ACQUITTED,
        Outcome.JUVENILE,
        Outcome.CIVIL,
        Outcome.DIVERTED,
        Outcome.DIVERTED_BEFORE_PLEA,
    )
    return Reading.of(
        disposition.outcome in ended or _vacated(disposition), ctx.path(index, "outcome")
    )
