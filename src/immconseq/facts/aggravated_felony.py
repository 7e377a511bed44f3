"""The sub-tests of INA 101(a)(43) that no other module asks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from immconseq.authority import Answer, Authority, Court, Holding, Side
from immconseq.case import Inchoate, Outcome
from immconseq.facts.context import Context
from immconseq.facts.federal_code import federal_section
from immconseq.facts.model import (
    Issue,
    Reading,
    all_of,
    disposition_premise,
    issue_premise,
    reading_of,
)
from immconseq.facts.offense import (
    ATTEMPTED_FORCE,
    contested_by,
    profile_of,
    substance_is_cocaine_base,
)
from immconseq.facts.person import years_after
from immconseq.values import NO, YES

__all__ = [
    "ACCESSORY_IS_OBSTRUCTION",
    "SOLICITATION_IS_TRAFFICKING",
    "attempt_is_crime_of_violence",
    "attempt_is_listed",
    "cocaine_base_over_five_grams_before_2010",
    "conspiracy_or_attempt_is_generic",
    "described_in_1543_or_1546a",
    "described_in_a_section_of_l",
    "entered_after_removal_for_aggravated_felony",
    "failed_to_appear_for_sentence",
    "failed_to_appear_in_court",
    "first_offense_aiding_family_only",
    "foreign_term_ended_within_fifteen_years",
    "recidivist_possession_found",
    "repeated_if_wire_wagering",
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
            answer=Answer.YES,
            court=Court.CA4,
            decided=dt.date(2015, 12, 30),
            cite="Etienne v. Lynch, 813 F.3d 135 (4th Cir. 2015)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.CA9,
            decided=dt.date(2014, 12, 15),
            cite="United States v. Garcia-Santana, 774 F.3d 528 (9th Cir. 2014)",
        ),
    ),
)

# Cal. Penal Code 184, N.Y. Penal Law 105.20, Tex. Penal Code 15.02(a)(2); Nev. Rev. Stat. 199.490.
_ACT_NEEDED_IN = {"US-CA": True, "US-NV": False, "US-NY": True, "US-TX": True}
_ACT_NEEDED_BY = {"18 USC 371": True, "21 USC 846": False, "21 USC 963": False}
"""Does the law of conspiracy ask for an overt act?

A conspiracy that the section of a paragraph punishes by itself (18 USC 1956(h), 1962(d)) is not
here: whether the paragraph then reaches it without (U) nobody has said.
"""

_SIDES_ON_CONSPIRACY = tuple(
    (h.authority, Side.FOR if h.answer is Answer.YES else Side.AGAINST)
    for h in GENERIC_CONSPIRACY.holdings
)


@disposition_premise(
    "The attempt or conspiracy is one in the generic sense.",
    Authority(cite="8 USC 1101(a)(43)(U)"),
    issues=(GENERIC_CONSPIRACY,),
)
def conspiracy_or_attempt_is_generic(ctx: Context, index: int) -> Reading:
    """In the Ninth Circuit a conspiracy law without an overt act is broader than (U).

    Of most laws the library does not know whether they ask for one; there both sides stand.
    """
    if ctx.views[index].inchoate is not Inchoate.CONSPIRACY:
        return Reading.yes(ctx.path(index, "offense", "inchoate"))
    code = ctx.path(index, "offense", "code")
    place = ctx.disposition(index).offense.jurisdiction
    section = federal_section(ctx, index)
    needed = _ACT_NEEDED_IN.get(place) if section is None else _ACT_NEEDED_BY.get(section.name)
    if needed:
        return Reading.yes(code, found="its law asks for an overt act")
    without = GENERIC_CONSPIRACY.read(ctx)
    if needed is False or without.value is YES:
        return without
    return Reading.contested(_SIDES_ON_CONSPIRACY, code)


ACCESSORY_IS_OBSTRUCTION = issue_premise(
    Issue(
        name="accessory_is_obstruction",
        text="Help after the fact, with the aim that the helped person escape justice, is an"
        " offense relating to obstruction of justice.",
        holdings=(
            Holding(
                answer=Answer.YES,
                court=Court.BIA,
                decided=dt.date(1997, 7, 15),
                cite="Matter of Batista-Hernandez, 21 I&N Dec. 955 (BIA 1997)",
            ),
            Holding(
                answer=Answer.CONTESTED,
                court=Court.CA9,
                decided=dt.date(2016, 3, 31),
                until=dt.date(2018, 9, 10),
                cite="Valenzuela Gallardo v. Lynch, 818 F.3d 808 (9th Cir. 2016)",
            ),
            Holding(
                answer=Answer.NO,
                court=Court.CA3,
                decided=dt.date(2017, 5, 8),
                until=dt.date(2023, 6, 21),
                cite="Flores v. Attorney General, 856 F.3d 280 (3d Cir. 2017)",
            ),
            Holding(
                answer=Answer.YES,
                court=Court.BIA,
                decided=dt.date(2018, 9, 11),
                cite="Matter of Valenzuela Gallardo, 27 I&N Dec. 449 (BIA 2018)",
            ),
            Holding(
                answer=Answer.NO,
                court=Court.CA9,
                decided=dt.date(2020, 8, 6),
                until=dt.date(2023, 6, 21),
                cite="Valenzuela Gallardo v. Barr, 968 F.3d 1053 (9th Cir. 2020)",
            ),
            Holding(
                answer=Answer.YES,
                court=Court.CA1,
                decided=dt.date(2022, 2, 28),
                cite="Silva v. Garland, 27 F.4th 95 (1st Cir. 2022)",
            ),
            Holding(
                answer=Answer.YES,
                court=Court.SCOTUS,
                decided=dt.date(2023, 6, 22),
                cite="Pugin v. Garland, 599 U.S. 600 (2023)",
            ),
            Holding(
                answer=Answer.YES,
                court=Court.BIA,
                decided=dt.date(2026, 3, 1),
                cite="Matter of Valenzuela Gallardo, 29 I&N Dec. 536 (BIA 2026)",
            ),
        ),
    )
)

SOLICITATION_IS_TRAFFICKING = issue_premise(
    Issue(
        name="solicitation_is_trafficking",
        text="A solicitation of drug dealing is illicit trafficking itself, although paragraph (U)"
        " does not name solicitation.",
        holdings=(
            # Of the law relating to drugs; whether it is trafficking they leave open.
            Holding(
                answer=Answer.CONTESTED,
                court=Court.BIA,
                decided=dt.date(1992, 5, 28),
                cite="Matter of Beltran, 20 I&N Dec. 521 (BIA 1992)",
            ),
            Holding(
                answer=Answer.CONTESTED,
                court=Court.BIA,
                decided=dt.date(2009, 3, 20),
                cite="Matter of Zorilla-Vidal, 24 I&N Dec. 768 (BIA 2009)",
            ),
            Holding(
                answer=Answer.NO,
                court=Court.CA9,
                decided=dt.date(1999, 8, 19),
                cite="Leyva-Licea v. INS, 187 F.3d 1147 (9th Cir. 1999)",
            ),
        ),
    )
)


@disposition_premise(
    "The attempt has the attempted use of force as an element.",
    Authority(cite="18 USC 16(a)"),
    issues=(ATTEMPTED_FORCE,),
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
    "The listed explosives or firearms section names attempts itself, and this one is described.",
    Authority(cite="18 USC 844(i)"),
)
def attempt_is_listed(ctx: Context, index: int) -> Reading:
    """By what courts said of the attempt at the catalog's offense; where none did it is (U)'s."""
    view = ctx.views[index]
    row = view.prong or view.entry
    name = "federal_firearms_or_explosives"
    own = row.attempt_profile.get(name) if row is not None else None
    if own is None or name in view.offense.profile:
        return Reading.no(f"{view.path}.code")
    return reading_of(ctx.settle(own.holdings, index), f"{view.path}.code")


@disposition_premise(
    "It is possession, and the record of conviction finds a prior drug conviction that was final.",
    Authority(
        cite="Carachuri-Rosendo v. Holder, 560 U.S. 563 (2010)",
        court=Court.SCOTUS,
        date=dt.date(2010, 6, 14),
    ),
)
def recidivist_possession_found(ctx: Context, index: int) -> Reading:
    """Use and paraphernalia are no possession, whatever came before.

    Where the fact is left out, there is nothing to find if the case holds no earlier drug
    conviction; where it is given, it is taken as given.
    """
    entry, disposition = ctx.views[index].entry, ctx.disposition(index)
    if entry is not None and entry.family != "drug_possession":
        return Reading.no(ctx.path(index, "offense", "code"), found="no possession")
    at = ctx.path(index, "facts", "recidivist_possession_found")
    found = disposition.facts.recidivist_possession_found
    if found is not None:
        return Reading.of(found, at)
    done = disposition.committed_on
    earlier = [
        profile_of(ctx, i, "controlled_substance")
        for i, d in enumerate(ctx.case.dispositions)
        if i != index
        and d.outcome in (Outcome.CONVICTED, Outcome.DEFERRED, Outcome.DIVERTED)
        and (done is None or d.disposed_on is None or d.disposed_on < done)
    ]
    if all(r.pair.high is NO for r in earlier):
        return Reading.no(at, found="there is no earlier drug conviction")
    return Reading.unknown(at)


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
    section = federal_section(ctx, index)
    if federal and (section is None or section.name != "21 USC 844"):
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


_ENTRY = ("8 USC 1325", "8 USC 1326")


@disposition_premise(
    "It is improper entry or reentry after a removal on the basis of an aggravated felony.",
    Authority(cite="8 USC 1101(a)(43)(O)"),
)
def entered_after_removal_for_aggravated_felony(ctx: Context, index: int) -> Reading:
    """The paragraph names two federal sections, 8 USC 1325(a) and 1326; no other law is meant."""
    at = ctx.path(index, "offense", "code")
    section = federal_section(ctx, index)
    if section is None or section.name not in _ENTRY:
        return Reading.no(at, found="not under 8 USC 1325 or 1326")
    history = "$.person.history.removal_order"
    orders = ctx.case.person.history_entries("removal_order")
    if any(o.basis == "aggravated_felony" for o in orders):
        return Reading.yes(at, history)
    if any(o.basis is None for o in orders):
        return Reading.unknown(history, found="the basis of the order is not known")
    if orders:
        return Reading.no(at, history)
    known = ctx.case.person.history_item("removal_order")
    return Reading.no(at, history) if known is False else Reading.unknown(history)


def _failure(ctx: Context, index: int, paragraph: str) -> Reading:
    """Is it the failure that this paragraph of 18 USC 3146 punishes?"""
    code = ctx.path(index, "offense", "code")
    section = federal_section(ctx, index)
    if section is not None and section.name == "18 USC 3146":
        if section.paragraph.startswith(paragraph):
            return Reading.yes(code)
        if section.paragraph.startswith(("(a)(1)", "(a)(2)")):
            return Reading.no(code)
    return Reading.unbuilt(
        "whether the failure to appear was in court or to serve a sentence; no profile entry"
        " tells them apart, and only 18 USC 3146(a)(1) and (a)(2) do by their code",
        code,
    )


@disposition_premise(
    "The failure was to appear for service of a sentence.",
    Authority(cite="8 USC 1101(a)(43)(Q)"),
)
def failed_to_appear_for_sentence(ctx: Context, index: int) -> Reading:
    """Told apart from a failure to appear in court by the federal code alone."""
    return _failure(ctx, index, "(a)(2)")


FAILURE_BY_CIRCUMSTANCES = Issue(
    name="failure_to_appear_by_circumstances",
    text="Under which order and to answer which charge the person should have appeared are"
    " circumstances of the case, and no elements.",
    holdings=(
        # By the elements; a record that shows them will do.
        Holding(
            answer=Answer.CONTESTED,
            court=Court.CA9,
            decided=dt.date(2008, 12, 12),
            cite="Renteria-Morales v. Mukasey, 551 F.3d 1076 (9th Cir. 2008)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.BIA,
            decided=dt.date(2016, 5, 5),
            effective=dt.date(1996, 9, 30),
            cite="Matter of Garza-Olivares, 26 I&N Dec. 736 (BIA 2016)",
        ),
    ),
)


@disposition_premise(
    "The failure was to appear in court under a court's order to answer a felony.",
    Authority(cite="8 USC 1101(a)(43)(T)"),
    issues=(FAILURE_BY_CIRCUMSTANCES,),
)
def failed_to_appear_in_court(ctx: Context, index: int) -> Reading:
    """Told apart from a failure to serve a sentence by the federal code alone.

    The order is that of release; the charge is the one whose maximum the case states.
    """
    return all_of(_failure(ctx, index, "(a)(1)"), FAILURE_BY_CIRCUMSTANCES.read(ctx))


_L = {f"18 USC {n}" for n in (793, 798, 2153, 2381, 2382)} | {"50 USC 421", "50 USC 3121"}


@disposition_premise(
    "It is described in 18 USC 793, 798, 2153, 2381 or 2382, or in 50 USC 3121 (once 421).",
    Authority(cite="8 USC 1101(a)(43)(L)"),
)
def described_in_a_section_of_l(ctx: Context, index: int) -> Reading:
    """By the code of a federal count; sedition and seditious conspiracy are not on the list."""
    code = ctx.path(index, "offense", "code")
    section = federal_section(ctx, index)
    if section is not None and section.name in _L:
        return Reading.yes(code)
    # Section 794 is not on the list, and delivers what 793 speaks of to a foreign government.
    if section is not None and section.name.startswith("18 USC ") and section.name != "18 USC 794":
        return Reading.no(code, found="the section is not on the list")
    return Reading.unbuilt(
        "whether the offense is described in one of the sections that (43)(L) lists; only a"
        " federal count says so by its code",
        code,
    )


@disposition_premise(
    "It is false making of a passport under 18 USC 1543, or is described in 18 USC 1546(a).",
    Authority(cite="8 USC 1101(a)(43)(P)"),
)
def described_in_1543_or_1546a(ctx: Context, index: int) -> Reading:
    """By the code of a federal count; 1546(b), false papers for work, is outside.

    Section 1543 punishes the use of a false passport too, which the paragraph does not name.
    """
    code = ctx.path(index, "offense", "code")
    section = federal_section(ctx, index)
    if section is not None and section.name == "18 USC 1546" and section.paragraph:
        return Reading.of(section.paragraph.startswith("(a)"), code)
    if section is not None and section.name in ("18 USC 1541", "18 USC 1542", "18 USC 1544"):
        return Reading.no(code, found="(43)(P) does not name the section")
    return Reading.unbuilt(
        "whether the offense is false making under 18 USC 1543, or is described in 18 USC 1546(a);"
        " a code says so only where it names 1546 with its subsection",
        code,
    )


@disposition_premise(
    "If it is the transmission of wagers (18 USC 1084), it is a second or later offense.",
    Authority(cite="8 USC 1101(a)(43)(J)"),
)
def repeated_if_wire_wagering(ctx: Context, index: int) -> Reading:
    """Racketeering and a gambling business need no earlier offense."""
    section = federal_section(ctx, index)
    if section is None or section.name != "18 USC 1084":
        return Reading.yes(ctx.path(index, "offense", "code"))
    at = ctx.path(index, "facts", "first_offense")
    first = ctx.disposition(index).facts.first_offense
    return Reading.unknown(at) if first is None else Reading.of(not first, at)


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
