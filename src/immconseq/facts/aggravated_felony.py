"""The sub-tests of INA 101(a)(43) that no other module asks."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from immconseq.authority import Answer, Authority, Court, Holding
from immconseq.case import Inchoate, Outcome
from immconseq.facts.context import Context
from immconseq.facts.model import Issue, Reading, all_of, disposition_premise, reading_of
from immconseq.facts.offense import (
    ATTEMPTED_FORCE,
    contested_by,
    profile_of,
    substance_is_cocaine_base,
)
from immconseq.facts.person import years_after
from immconseq.values import NO

__all__ = [
    "attempt_is_crime_of_violence",
    "cocaine_base_over_five_grams_before_2010",
    "conspiracy_or_attempt_is_generic",
    "entered_after_removal_for_aggravated_felony",
    "failed_to_appear_for_sentence",
    "failed_to_appear_in_court",
    "first_offense_aiding_family_only",
    "foreign_term_ended_within_fifteen_years",
    "recidivist_possession_found",
    "simple_possession_by_family",
    "theft_or_fraud_either_way",
]

FLUSH = Authority(cite="8 USC 1101(a)(43)")
FAIR_SENTENCING = dt.date(2010, 8, 3)
FIVE_GRAMS = Decimal(5)


@disposition_premise(
    "It violates federal or State law; or foreign law, with a term that ended within fifteen"
    " years.",
    FLUSH,
)
def foreign_term_ended_within_fifteen_years(ctx: Context, index: int) -> Reading:
    """The closing words of the definition; a State, a territory and the federal law are alike."""
    place = ctx.disposition(index).offense.jurisdiction
    at = ctx.path(index, "offense", "jurisdiction")
    if place == "US" or place.startswith("US-"):
        return Reading.yes(at)
    released = ctx.disposition(index).sentence.released_on
    here = ctx.path(index, "sentence", "released_on")
    if released is None:
        return Reading.unknown(here)
    return Reading.of(ctx.case.as_of <= years_after(released, 15), here)


GENERIC_CONSPIRACY = Issue(
    name="generic_conspiracy_needs_no_overt_act",
    text="A conspiracy falls under paragraph (U) although its law asks for no overt act.",
    holdings=(
        Holding(
            answer=Answer.YES,
            court=Court.BIA,
            decided=dt.date(2010, 4, 29),
            effective=dt.date(1996, 9, 30),
            cite="Matter of Richardson, 25 I&N Dec. 226 (BIA 2010)",
        ),
        Holding(
            answer=Answer.CONTESTED,
            court=Court.CA9,
            decided=dt.date(2014, 12, 15),
            cite="United States v. Garcia-Santana, 774 F.3d 528 (9th Cir. 2014)",
        ),
    ),
)


@disposition_premise(
    "The attempt or conspiracy is one in the generic sense.", Authority(cite="8 USC 1101(a)(43)(U)")
)
def conspiracy_or_attempt_is_generic(ctx: Context, index: int) -> Reading:
    """In the Ninth Circuit a conspiracy law without an overt act is broader than (U)."""
    if ctx.views[index].inchoate is Inchoate.CONSPIRACY:
        return GENERIC_CONSPIRACY.read(ctx)
    return Reading.yes(ctx.path(index, "offense", "inchoate"))


@disposition_premise(
    "The attempt has the attempted use of force as an element.", Authority(cite="18 USC 16(a)")
)
def attempt_is_crime_of_violence(ctx: Context, index: int) -> Reading:
    """Where courts have spoken of the attempt itself, they answer; else *Taylor* leaves it open."""
    view = ctx.views[index]
    row = view.prong or view.entry
    own = row.attempt_profile.get("crime_of_violence") if row is not None else None
    if own is not None and "crime_of_violence" not in view.offense.profile:
        return reading_of(ctx.settle(own.holdings, index), f"{view.path}.code")
    return all_of(profile_of(ctx, index, "crime_of_violence"), ATTEMPTED_FORCE.read(ctx))


@disposition_premise(
    "The record of conviction finds a prior drug conviction that was final.",
    Authority(
        cite="Carachuri-Rosendo v. Holder, 560 U.S. 563 (2010)",
        court=Court.SCOTUS,
        date=dt.date(2010, 6, 14),
    ),
)
def recidivist_possession_found(ctx: Context, index: int) -> Reading:
    """There is nothing to find where the case holds no other drug conviction."""
    at = ctx.path(index, "facts", "recidivist_possession_found")
    others = [
        profile_of(ctx, i, "controlled_substance")
        for i, d in enumerate(ctx.case.dispositions)
        if i != index and d.outcome in (Outcome.CONVICTED, Outcome.DEFERRED, Outcome.DIVERTED)
    ]
    if all(r.pair.high is NO for r in others):
        return Reading.no(at, found="there is no other drug conviction")
    found = ctx.disposition(index).facts.recidivist_possession_found
    return Reading.unknown(at) if found is None else Reading.of(found, at)


@disposition_premise("It is simple possession.", Authority(cite="21 USC 844(a)"))
def simple_possession_by_family(ctx: Context, index: int) -> Reading:
    """By the catalog's conduct family; use and paraphernalia are no possession."""
    entry = ctx.views[index].entry
    at = ctx.path(index, "offense", "code")
    if entry is None:
        return Reading.unbuilt("whether an offense that the catalog lacks is possession", at)
    return Reading.of(entry.family == "drug_possession", at)


@disposition_premise(
    "It is possession of more than five grams of cocaine base, as 21 USC 844(a) punished it,"
    " convicted before 3 August 2010.",
    Authority(cite="21 USC 844(a)"),
    Authority(
        cite="Moncrieffe v. Holder, 569 U.S. 184 (2013)",
        court=Court.SCOTUS,
        date=dt.date(2013, 4, 23),
    ),
)
def cocaine_base_over_five_grams_before_2010(ctx: Context, index: int) -> Reading:
    """At 5 grams it is not met; the Fair Sentencing Act ended the felony.

    The weight was an element of the federal offense; whether one of a state's was matched by it is
    not encoded. Use and paraphernalia are no possession.
    """
    offense = ctx.disposition(index).offense
    code = ctx.path(index, "offense", "code")
    federal = offense.jurisdiction == "US"
    if federal and not _POSSESSION.match(offense.code):
        return Reading.no(code, found="not under 21 USC 844")
    entry = ctx.views[index].entry
    if not federal and entry is not None and entry.family != "drug_possession":
        return Reading.no(code, found="no possession")
    on, grams = ctx.disposed_on(index), ctx.disposition(index).facts.grams
    at, here = ctx.path(index, "disposed_on"), ctx.path(index, "facts", "grams")
    return all_of(
        Reading.unknown(at) if on is None else Reading.of(on < FAIR_SENTENCING, at),
        ctx.of(substance_is_cocaine_base, index),
        Reading.unknown(here) if grams is None else Reading.of(grams > FIVE_GRAMS, here),
        Reading.yes(code)
        if federal
        else Reading.unbuilt("whether the weight is an element of a state's possession law", code),
    )


@disposition_premise(
    "It was a first offense that aided only a spouse, child or parent.",
    Authority(cite="8 USC 1101(a)(43)(N), (P)"),
)
def first_offense_aiding_family_only(ctx: Context, index: int) -> Reading:
    """Affirmatively shown by the noncitizen."""
    facts = ctx.disposition(index).facts
    first, family = (
        ctx.path(index, "facts", k) for k in ("first_offense", "aided_only_spouse_child_parent")
    )
    return all_of(
        Reading.unknown(first)
        if facts.first_offense is None
        else Reading.of(facts.first_offense, first),
        Reading.unknown(family)
        if facts.aided_only_spouse_child_parent is None
        else Reading.of(facts.aided_only_spouse_child_parent, family),
    )


_POSSESSION = re.compile(r"^21\s*u\.?s\.?c\.?\s*(§+\s*)?844\b", re.IGNORECASE)
_ENTRY = re.compile(r"^8\s*u\.?s\.?c\.?\s*(§+\s*)?132[56]\b", re.IGNORECASE)


@disposition_premise(
    "It is improper entry or reentry after a removal on the basis of an aggravated felony.",
    Authority(cite="8 USC 1101(a)(43)(O)"),
)
def entered_after_removal_for_aggravated_felony(ctx: Context, index: int) -> Reading:
    """The paragraph names two federal sections, 8 USC 1325(a) and 1326; no other law is meant."""
    offense = ctx.disposition(index).offense
    at = ctx.path(index, "offense", "code")
    if offense.jurisdiction != "US" or not _ENTRY.match(offense.code):
        return Reading.no(at, found="not under 8 USC 1325 or 1326")
    history = "$.person.history.removal_order"
    orders = ctx.case.person.history_entries("removal_order")
    if orders:
        return Reading.of(any(o.basis == "aggravated_felony" for o in orders), at, history)
    known = ctx.case.person.history_item("removal_order")
    return Reading.no(at, history) if known is False else Reading.unknown(history)


def _which_failure(ctx: Context, index: int) -> Reading:
    return Reading.unbuilt(
        "whether the failure to appear was in court or to serve a sentence; no profile entry"
        " tells them apart",
        ctx.path(index, "offense", "code"),
    )


@disposition_premise(
    "The failure was to appear for service of a sentence.",
    Authority(cite="8 USC 1101(a)(43)(Q)"),
)
def failed_to_appear_for_sentence(ctx: Context, index: int) -> Reading:
    """Not yet told apart from a failure to appear in court."""
    return _which_failure(ctx, index)


@disposition_premise(
    "The failure was to appear in court under a court's order to answer a felony.",
    Authority(cite="8 USC 1101(a)(43)(T)"),
)
def failed_to_appear_in_court(ctx: Context, index: int) -> Reading:
    """Not yet told apart from a failure to appear for service of a sentence."""
    return _which_failure(ctx, index)


@disposition_premise(
    "Every way of committing the offense is theft or fraud, and the record need not say which.",
    Authority(cite="8 USC 1101(a)(43)(G), (M)(i)"),
)
def theft_or_fraud_either_way(ctx: Context, index: int) -> Reading:
    """Where each prong is one or the other, no court has said whether that is enough.

    It matters only for a count that has both a term of a year and a loss over $10,000.
    """
    view = ctx.views[index]
    at = ctx.path(index, "offense", "code")
    if view.entry is None or not view.entry.variants:
        return Reading.no(at)
    if ctx.settle(view.entry.divisible, index).answer is not Answer.NO:
        # Where the prong decides, paragraphs (G) and (M) read it themselves.
        return Reading.no(at)
    for prong in view.entry.variants:
        settled = ctx.settled(prong, index)
        answers = {settled[name].answer for name in ("theft", "fraud_or_deceit") if name in settled}
        if not answers & {Answer.YES, Answer.CONTESTED}:
            return Reading.no(at)
    return contested_by(Authority(cite="8 USC 1101(a)(43)(G), (M)(i)"), at)
