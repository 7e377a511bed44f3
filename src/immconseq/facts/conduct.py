"""Conduct that needs no conviction, and federal crimes that a ground names by section."""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Authority, Court, Side
from immconseq.case import Inchoate, Outcome
from immconseq.facts.context import Context
from immconseq.facts.federal_code import FederalSection, federal_section, federal_sections
from immconseq.facts.model import Reading, disposition_premise
from immconseq.facts.offense import profile_of, profile_of_charges
from immconseq.values import NO, UNKNOWN, YES, Pair

__all__ = [
    "charged_with_prostitution_business",
    "convicted_of_false_claim",
    "convicted_of_smuggling",
    "crime_itself_or_attempt",
    "misuse_of_visas",
    "named_miscellaneous_crime",
    "offense_against_national_security",
    "took_part_in_it",
    "trafficking_suspected",
    "voted_in_federal_election",
]


@disposition_premise(
    "The count gives reason to believe that the person trafficked in a controlled substance.",
    Authority(cite="8 USC 1182(a)(2)(C)"),
)
def trafficking_suspected(ctx: Context, index: int) -> Reading:
    """A conviction of commercial dealing does; of what falls short of one the officer judges.

    A statute that may be broken without dealing, and an arrest, charge, dismissal, vacatur or
    delinquency finding, leave the point to the evidence: never a clean no unless the history
    says that there is none.
    """
    history = "$.person.history.reason_to_believe_trafficker"
    dealing = profile_of_charges(ctx, index, "drug_trafficking")
    if dealing.pair.high is NO:
        return dealing
    outcome = ctx.disposition(index).outcome
    own = profile_of(ctx, index, "drug_trafficking")
    standing = outcome in (Outcome.CONVICTED, Outcome.OFFERED, Outcome.DEFERRED)
    direct = ctx.views[index].inchoate not in (Inchoate.SOLICITATION, Inchoate.ACCESSORY_AFTER)
    if standing and direct and own.pair == Pair.of(YES) and not ctx.disposition(index).events:
        return own
    known = ctx.case.person.history_item("reason_to_believe_trafficker")
    if known is False and not (standing and own.pair != Pair.of(NO)):
        return Reading.no(history)
    return Reading(
        pair=Pair.of(UNKNOWN),
        paths=dealing.paths,
        missing=(history, *dealing.missing) if known is None else dealing.missing,
        authorities=dealing.authorities,
        gap=None
        if known is None or dealing.missing
        else "a trafficking count whose dealing is"
        " not settled, against a history that says there is no reason to believe",
    )


@disposition_premise(
    "The count is for procuring or for the business of prostitution.",
    Authority(cite="8 USC 1182(a)(2)(D)(ii)"),
)
def charged_with_prostitution_business(ctx: Context, index: int) -> Reading:
    """Whether the person procures now, or did within ten years, the count alone does not say."""
    business = profile_of_charges(ctx, index, "prostitution_business")
    if business.pair.high is NO:
        return business
    return Reading.unbuilt(
        "whether a prostitution count shows procuring now or within ten years", *business.paths
    )


@disposition_premise(
    "The conviction shows that the person helped another to enter in violation of law.",
    Authority(cite="8 USC 1227(a)(1)(E)"),
)
def convicted_of_smuggling(ctx: Context, index: int) -> Reading:
    """The ground asks for entry, not for a conviction, and has a family waiver of its own.

    Where the history says that there was smuggling, it answers by itself. Where it says that
    there was none, and there is a conviction, the two do not agree.
    """
    smuggling = profile_of(ctx, index, "alien_smuggling")
    history = "$.person.history.alien_smuggling"
    known = ctx.case.person.history_item("alien_smuggling")
    if smuggling.pair.high is NO or known:
        return Reading.no(history, *smuggling.paths)
    if known is None:
        return Reading.unknown(history, *smuggling.missing)
    return Reading.unbuilt(
        "whether what the person was convicted of was help to another to enter, which the history"
        " says there was not",
        history,
        *smuggling.paths,
    )


@disposition_premise(
    "The conviction shows a false claim to citizenship for a purpose or benefit under law.",
    Authority(cite="8 USC 1182(a)(6)(C)(ii)"),
    Authority(cite="8 USC 1227(a)(3)(D)"),
)
def convicted_of_false_claim(ctx: Context, index: int) -> Reading:
    """18 USC 911 asks for no purpose, and neither it nor 1015(e) has the exception of the grounds.

    Where the history says that there was such a claim, it answers by itself.
    """
    section = federal_section(ctx, index)
    at, history = ctx.path(index, "offense", "code"), "$.person.history.false_citizenship_claim"
    known = ctx.case.person.history_item("false_citizenship_claim")
    if section is None or not section.claims_citizenship or known:
        return Reading.no(at, history)
    if known is None:
        return Reading.unknown(history)
    return Reading.unbuilt(
        "whether the claim to citizenship that the person was convicted of was for a purpose or"
        " benefit under law, and in no exception; the history says that there was none",
        history,
        at,
    )


@disposition_premise(
    "It is a vote by one who is no citizen in an election for federal office.",
    Authority(cite="18 USC 611"),
)
def voted_in_federal_election(ctx: Context, index: int) -> Reading:
    """The section excepts whom the grounds except: a child of citizens, here before sixteen."""
    section = federal_section(ctx, index)
    at = ctx.path(index, "offense", "code")
    return Reading.of(section is not None and section.name == "18 USC 611", at)


@disposition_premise(
    "The person did it, tried or agreed to, or knowingly helped.",
    Authority(cite="8 USC 1182(a)(2)(H), (I)"),
)
def took_part_in_it(ctx: Context, index: int) -> Reading:
    """Both grounds reach a knowing aider, abettor, assister, conspirator or colluder.

    Whether asking another to do it, or help after the fact, makes one is for the evidence.
    """
    at = ctx.path(index, "offense", "inchoate")
    if ctx.views[index].inchoate in (Inchoate.SOLICITATION, Inchoate.ACCESSORY_AFTER):
        return Reading.unbuilt(
            "whether a solicitation or help after the fact makes a knowing aider or assister", at
        )
    return Reading.yes(at)


@disposition_premise(
    "The conviction is for the crime itself or an attempt at it; whether a conspiracy counts is"
    " open.",
    Authority(cite="8 USC 1227(a)(2)(E)(i)"),
)
def crime_itself_or_attempt(ctx: Context, index: int) -> Reading:
    """Stalking and child abuse: the ground names neither form, and the Board added attempts alone.

    The grounds beside it name conspiracies where they mean them.
    """
    form, at = ctx.views[index].inchoate, ctx.path(index, "offense", "inchoate")
    if form is Inchoate.CONSPIRACY:
        return Reading.contested(((D_RODRIGUEZ, Side.FOR), (CHILDREN, Side.AGAINST)), at)
    return Reading.of(form in (None, Inchoate.ATTEMPT), at)


CHILDREN = Authority(cite="8 USC 1227(a)(2)(E)(i)")
D_RODRIGUEZ = Authority(
    cite="Matter of D. Rodriguez, 28 I&N Dec. 815 (BIA 2024)",
    court=Court.BIA,
    date=dt.date(2024, 8, 27),
)

# -- federal crimes by section -------------------------------------------------------------------

_NATIONAL_SECURITY = (range(792, 800), range(2151, 2158), range(2381, 2392))
"""The sections of title 18 in chapters 37, 105 and 115."""


def _sections(ctx: Context, index: int) -> tuple[FederalSection, ...] | None:
    """The federal sections that the code names, but for that on conspiracies of every kind."""
    sections = federal_sections(ctx, index)
    return sections and tuple(s for s in sections if s.name != "18 USC 371")


@disposition_premise(
    "It is an offense under chapter 37, 105 or 115 of title 18: espionage, sabotage, treason or"
    " sedition.",
    Authority(cite="8 USC 1227(a)(2)(D)(i)"),
)
def offense_against_national_security(ctx: Context, index: int) -> Reading:
    """By the section where the code names one, else by the profile; no state's law is meant."""
    at, sections = ctx.path(index, "offense", "code"), _sections(ctx, index)
    if sections is None:
        return Reading.no(ctx.path(index, "offense", "jurisdiction"), found="not federal")
    if sections:
        return Reading.of(
            any(
                s.title == "18" and s.number in chapter
                for s in sections
                for chapter in _NATIONAL_SECURITY
            ),
            at,
        )
    return profile_of(ctx, index, "espionage_or_treason")


@disposition_premise(
    "It is a violation of 18 USC 871 or 960, the Military Selective Service Act, the Trading with"
    " the Enemy Act, or 8 USC 1185 or 1328.",
    Authority(cite="8 USC 1227(a)(2)(D)(ii), (iii), (iv)"),
)
def named_miscellaneous_crime(ctx: Context, index: int) -> Reading:
    """By the section; no profile entry says it."""
    at, sections = ctx.path(index, "offense", "code"), _sections(ctx, index)
    if sections is None:
        return Reading.no(ctx.path(index, "offense", "jurisdiction"), found="not federal")
    if not sections:
        return Reading.unbuilt(
            "whether a federal count without a section is under one that 237(a)(2)(D)(ii) to (iv)"
            " names",
            at,
        )
    return Reading.of(any(_is_named(section) for section in sections), at)


_NAMED = ("18 USC 871", "18 USC 960", "8 USC 1185", "8 USC 1328")
# The two Acts stood in the appendix to title 50 until 2015.
_TWO_ACTS = {
    "50": (range(3801, 3821), range(4301, 4342)),
    "50 app": (range(1, 45), range(451, 474)),
}


def _is_named(section: FederalSection) -> bool:
    return section.name in _NAMED or any(
        section.number in act for act in _TWO_ACTS.get(section.title, ())
    )


@disposition_premise(
    "It is a violation of 18 USC 1546, on fraud and misuse of visas and permits.",
    Authority(cite="8 USC 1227(a)(3)(B)(iii)"),
)
def misuse_of_visas(ctx: Context, index: int) -> Reading:
    """That section, all of it, and no other; a passport offense is none, nor is a state's law."""
    at, sections = ctx.path(index, "offense", "code"), _sections(ctx, index)
    if sections is None:
        return Reading.no(ctx.path(index, "offense", "jurisdiction"), found="not federal")
    if sections:
        return Reading.of(any(s.name == "18 USC 1546" for s in sections), at)
    documents = profile_of(ctx, index, "document_fraud")
    if documents.pair.high is NO:
        return documents
    return Reading.unbuilt("whether document fraud without a section is under 18 USC 1546", at)
