"""What the offense of conviction is, under the categorical approach.

Each entry of an offense's profile says what the least conduct punished is. The case may give an
entry itself; otherwise the catalog's holdings for the prong, or for the undivided statute,
answer. An attempt, a conspiracy, a solicitation and help after the fact are not the offense
itself, and each federal definition says how far it reaches them.
"""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Answer, Authority, Court, Holding, Settled, Side
from immconseq.case import Inchoate
from immconseq.facts.context import INCONCLUSIVE, Context, OffenseView
from immconseq.facts.model import (
    DispositionPremise,
    Issue,
    Reading,
    all_of,
    any_of,
    disposition_premise,
    reading_of,
)
from immconseq.offenses.entry import Entry, Variant
from immconseq.offenses.substances import look_up
from immconseq.profile import PROFILE_ENTRIES
from immconseq.values import NO, UNKNOWN, YES, Pair

__all__ = [
    "completed",
    "inchoate_of",
    "is_attempt_or_conspiracy",
    "is_profiled",
    "profile_of",
    "profile_of_charges",
    "profile_reading",
    "substance_kind",
]


def profile_reading(ctx: Context, index: int, view: OffenseView, name: str) -> Reading:
    """One profile entry of an offense, its inchoate form set aside."""
    given = view.offense.profile.get(name)
    here = f"{view.path}.profile.{name}"
    if given is not None:
        return _given(given, here)
    if view.entry is None:
        return Reading.unknown(here, found="the offense is not in the catalog")
    own = _of_attempt(ctx, index, view, view.entry, name)
    reading = own or _from_catalog(ctx, index, view, view.entry, name)
    if not view.offense.enhancements or reading.pair == Pair.of(YES):
        return reading
    return any_of(reading, *_added(ctx, index, view, name))


def _added(ctx: Context, index: int, view: OffenseView, name: str) -> list[Reading]:
    """What each enhancement that was found true makes of the offense.

    It is read with the offense as one compound crime: *Matter of Khan*, 28 I&N Dec. 850 (BIA
    2024); *Matter of Martinez-Zapata*, 24 I&N Dec. 424 (BIA 2007).
    """
    readings = []
    for k, code in enumerate(view.offense.enhancements):
        at = f"{view.path}.enhancements[{k}]"
        row = ctx.catalog.enhancement(view.offense.jurisdiction, code)
        settled = NOBODY if row is None else ctx.settled(row, index).get(name, NOBODY)
        if settled.answer is None:
            gap = f"what the enhancement {code} adds to the offense (Matter of Khan)"
            readings.append(Reading.unbuilt(gap, at))
        else:
            readings.append(_answered(ctx, index, view, settled, at))
    return readings


def _given(given: str, path: str) -> Reading:
    if given == INCONCLUSIVE:
        return Reading.silent(path)
    if given == "contested":
        said = Authority(cite="the case's own profile entry", court=Court.TEXT)
        return Reading.contested(((said, Side.FOR), (said, Side.AGAINST)), path)
    return Reading.of(given == "yes", path, found=f"the case's own profile says {given}")


def _of_attempt(
    ctx: Context, index: int, view: OffenseView, entry: Entry, name: str
) -> Reading | None:
    """What courts said of the attempt itself; ``None``: it takes its object's answer.

    Of turpitude only: the federal definitions that name attempts have rules of their own.
    """
    row = (view.prong or entry).attempt_profile.get(name)
    if name != "cimt" or row is None or view.inchoate is not Inchoate.ATTEMPT:
        return None
    settled = ctx.settle(row.holdings, index)
    return None if settled.answer is None else reading_of(settled, f"{view.path}.code")


def _from_catalog(ctx: Context, index: int, view: OffenseView, entry: Entry, name: str) -> Reading:
    whole = _settled(ctx, index, entry, name)
    if not entry.variants:
        return _answered(ctx, index, view, whole)
    divisible = ctx.settle(entry.divisible, index)
    if divisible.answer is Answer.NO:
        return _answered(ctx, index, view, whole)
    if view.prong is not None:
        own = _answered(ctx, index, view, _settled(ctx, index, view.prong, name))
        if divisible.answer is Answer.YES or not entry.divisible:
            return own
        undivided = _answered(ctx, index, view, whole)
        if own.pair == undivided.pair:
            return own
        return Reading.contested(
            divisible.sides or own.authorities + undivided.authorities,
            f"{view.path}.variant",
        )
    readings = [_answered(ctx, index, view, _settled(ctx, index, v, name)) for v in entry.variants]
    pairs = {r.pair for r in readings}
    if len(pairs) == 1 and UNKNOWN not in (readings[0].pair.low, readings[0].pair.high):
        return readings[0]
    at = f"{view.path}.variant"
    if view.silent_prong:
        return _any_prong(readings, at)
    needed = any_of(*readings).missing
    return Reading(
        pair=Pair.of(UNKNOWN),
        paths=(at, *needed),
        missing=(at, *needed),
        authorities=divisible.sides if divisible.answer is not Answer.YES else (),
        found="the prongs of the statute answer differently",
    )


def _any_prong(readings: list[Reading], path: str) -> Reading:
    """A record that does not say which prong: the least of them for one end, the most for one."""
    if any(r.pair == Pair.of(UNKNOWN) for r in readings):
        return any_of(*[r for r in readings if UNKNOWN in (r.pair.low, r.pair.high)])
    low = min(r.pair.low for r in readings)
    high = max(r.pair.high for r in readings)
    return Reading(
        pair=Pair.between(low, high),
        paths=(path,),
        authorities=tuple(dict.fromkeys(a for r in readings for a in r.authorities)),
        found="the record does not say which prong",
    )


NOBODY = Settled(answer=None)


def _settled(ctx: Context, index: int, row: Entry | Variant, name: str) -> Settled:
    return ctx.settled(row, index).get(name, NOBODY)


_BY_SUBSTANCE_OR_NEVER = {Answer.BY_SUBSTANCE, Answer.NO}


def _answered(
    ctx: Context, index: int, view: OffenseView, settled: Settled, path: str | None = None
) -> Reading:
    """What a row answers; *path* is of what names the row, the offense's code if left out."""
    named = path or f"{view.path}.code"
    if settled.needs_conviction_date:
        at = ctx.path(index, "disposed_on")
        return Reading(
            pair=Pair.of(UNKNOWN),
            paths=(at,),
            missing=(at,),
            authorities=settled.sides,
        )
    if settled.answer is Answer.BY_SUBSTANCE:
        return substance_listed(ctx, index, settled)
    if {holding.answer for holding in settled.holdings} == _BY_SUBSTANCE_OR_NEVER:
        # Nobody has ruled whether the substance is an element; where the record names none, or one
        # that is not listed, it does not matter.
        listed = substance_listed(ctx, index, settled)
        if listed.missing or listed.pair == Pair.of(NO):
            return listed
        return all_of(listed, Reading.contested(settled.sides, named))
    if settled.answer is None:
        return Reading.unbuilt(f"nobody has answered this for {view.offense.code}", named)
    return reading_of(settled, named)


def substance_listed(ctx: Context, index: int, settled: Settled) -> Reading:
    """Is the substance of conviction federally listed, by the schedules of the conviction's day?

    21 USC 802(6), 812; 21 CFR 1308.11 to 1308.15; *Matter of Dor*, 29 I&N Dec. 20 (BIA 2025).
    """
    at = ctx.path(index, "facts", "substance")
    name = ctx.disposition(index).facts.substance
    if name is None:
        return Reading.unknown(at)
    if name == INCONCLUSIVE:
        return Reading.silent(at)
    day = ctx.disposed_on(index)
    answers = {
        None if substance is None else substance.listed
        for substance in (
            [look_up(name, day)]
            if day is not None
            else [look_up(name, dt.date(1970, 1, 1)), look_up(name, ctx.case.as_of)]
        )
    }
    if len(answers) > 1:
        return Reading.unknown(ctx.path(index, "disposed_on"))
    listed = answers.pop()
    if listed is None:
        return Reading.unbuilt("the substance is on no list that the library knows", at)
    return Reading(pair=Pair.of(YES if listed else NO), paths=(at,), authorities=settled.sides)


@disposition_premise(
    "The substance is flunitrazepam.",
    Authority(cite="21 USC 844(a)"),
)
def substance_is_flunitrazepam(ctx: Context, index: int) -> Reading:
    """Simple possession of flunitrazepam is a federal felony."""
    return substance_kind(ctx, index, "flunitrazepam")


@disposition_premise("The substance is marijuana.", Authority(cite="21 USC 802(16)"))
def substance_is_marijuana(ctx: Context, index: int) -> Reading:
    """For the thirty-gram exception."""
    return substance_kind(ctx, index, "marijuana")


@disposition_premise("The substance is cocaine base.", Authority(cite="21 USC 844(a)"))
def substance_is_cocaine_base(ctx: Context, index: int) -> Reading:
    """Possession of more than five grams was a federal felony until 2 August 2010."""
    return substance_kind(ctx, index, "cocaine_base")


def substance_kind(ctx: Context, index: int, kind: str) -> Reading:
    """Is the substance of a kind that the law treats apart?"""
    at = ctx.path(index, "facts", "substance")
    name = ctx.disposition(index).facts.substance
    if name is None:
        return Reading.unknown(at)
    if name == INCONCLUSIVE:
        return Reading.silent(at)
    found = look_up(name, ctx.disposed_on(index) or ctx.case.as_of)
    if found is None:
        return Reading.unbuilt("the substance is on no list that the library knows", at)
    return Reading.of(found.kind == kind, at)


_WORDS = {
    "cimt": "a crime involving moral turpitude",
    "controlled_substance": "one relating to a federally controlled substance",
    "drug_trafficking": "drug trafficking: dealing, or a felony under the federal Act",
    "marijuana_possession_only": "possession or use of marijuana and nothing more",
    "theft": "theft, or receipt of stolen property",
    "fraud_or_deceit": "one that involves fraud or deceit",
    "bribery": "commercial bribery",
    "perjury_or_obstruction": "perjury or obstruction of justice",
    "kidnapping_or_ransom": "a demand for ransom or its receipt",
    "firearm_or_destructive_device": "a firearm or destructive-device offense",
    "federal_firearms_or_explosives": "one that the listed firearms and explosives laws describe",
    "rico_or_gambling": "racketeering or a gambling business",
    "espionage_or_treason": "espionage, sabotage, treason or sedition",
    "dui": "driving under the influence",
    "high_speed_flight": "high-speed flight from a checkpoint",
    "assault_on_officer": "assault of a law enforcement officer",
    "death_or_serious_injury": "one that results in death or serious bodily injury",
    "purely_political": "a purely political offense",
    "specified_offense_against_minor": "a specified offense against a minor",
}
"""What the profile's names mean, where the name alone does not say it."""


def _plain(name: str) -> DispositionPremise:
    def ask(ctx: Context, index: int) -> Reading:
        return profile_reading(ctx, index, ctx.views[index], name)

    return DispositionPremise(
        name=f"profile_{name}",
        text=f"By its least conduct the offense, or its object, is {_WORDS.get(name)}."
        if name in _WORDS
        else f"By its least conduct the offense, or its object, is: {name.replace('_', ' ')}.",
        ask=ask,
    )


is_profiled = {name: _plain(name) for name in PROFILE_ENTRIES}
"""The object offense's profile entries, each as a premise that sets the inchoate form aside."""


def inchoate_of(ctx: Context, index: int) -> Inchoate | None:
    """The inchoate form; ``None`` for the completed offense."""
    return ctx.views[index].inchoate


@disposition_premise("The conviction is for the completed offense.")
def completed(ctx: Context, index: int) -> Reading:
    """Not an attempt, a conspiracy, a solicitation or help after the fact."""
    return Reading.of(inchoate_of(ctx, index) is None, ctx.path(index, "offense", "inchoate"))


@disposition_premise("The conviction is for an attempt or a conspiracy.")
def is_attempt_or_conspiracy(ctx: Context, index: int) -> Reading:
    """As 101(a)(43)(U), 212(a)(2)(A)(i) and 237(a)(2)(B), (C) have it."""
    return Reading.of(
        inchoate_of(ctx, index) in (Inchoate.ATTEMPT, Inchoate.CONSPIRACY),
        ctx.path(index, "offense", "inchoate"),
    )


@disposition_premise("The conviction is for an attempt.")
def is_attempt(ctx: Context, index: int) -> Reading:
    """An attempt, and not a conspiracy."""
    return Reading.of(
        inchoate_of(ctx, index) is Inchoate.ATTEMPT, ctx.path(index, "offense", "inchoate")
    )


@disposition_premise("The conviction is for a solicitation.")
def is_solicitation(ctx: Context, index: int) -> Reading:
    """Asking another to commit the offense."""
    return Reading.of(
        inchoate_of(ctx, index) is Inchoate.SOLICITATION, ctx.path(index, "offense", "inchoate")
    )


@disposition_premise("The conviction is for help after the fact.")
def is_accessory_after(ctx: Context, index: int) -> Reading:
    """An offense of its own, which is not the principal's."""
    return Reading.of(
        inchoate_of(ctx, index) is Inchoate.ACCESSORY_AFTER, ctx.path(index, "offense", "inchoate")
    )


@disposition_premise(
    "The offense is purely political.", Authority(cite="8 USC 1182(a)(2)(A)(i)(I)")
)
def purely_political(ctx: Context, index: int) -> Reading:
    """The exception of 212(a)(2)(A)(i)(I) and (B).

    Nobody is asked it of a theft: an offense that its profile does not call purely political is
    taken as given not to be.
    """
    view = ctx.views[index]
    if view.entry is None and "purely_political" not in view.offense.profile:
        return Reading.no(f"{view.path}.profile.purely_political")
    return profile_of(ctx, index, "purely_political")


def profile_of(ctx: Context, index: int, name: str) -> Reading:
    """One profile entry of the offense of a count, its inchoate form set aside."""
    return ctx.of(is_profiled[name], index)


def profile_of_charges(ctx: Context, index: int, *names: str) -> Reading:
    """Does the count's own offense, or one that it was charged with, answer to one of *names*?"""
    return any_of(
        *(profile_of(ctx, index, name) for name in names),
        *(profile_reading(ctx, index, v, n) for v in ctx.charged[index] for n in names),
    )


ATTEMPTED_FORCE = Issue(
    name="attempt_at_force_is_attempted_use_of_force",
    text="An attempt at a crime of violence has the attempted use of force as an element.",
    holdings=(
        Holding(
            answer=Answer.YES,
            court=Court.TEXT,
            cite="18 USC 16(a)",
            by_text="the definition names the attempted use of force",
            until=dt.date(2022, 6, 20),
        ),
        Holding(
            answer=Answer.CONTESTED,
            court=Court.SCOTUS,
            decided=dt.date(2022, 6, 21),
            cite="United States v. Taylor, 596 U.S. 845 (2022)",
        ),
    ),
)


def contested_by(authority: Authority, *paths: str) -> Reading:
    """Unsettled, where one authority leaves the point open."""
    return Reading.contested(((authority, Side.FOR), (authority, Side.AGAINST)), *paths)
