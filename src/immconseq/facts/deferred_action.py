"""Deferred action for childhood arrivals: its own count of felonies and misdemeanors.

8 CFR 236.22(b)(6), which leaves out suspended time, the opposite of 8 USC 1101(a)(48)(B).
"""

from __future__ import annotations

import itertools

from immconseq.authority import Authority, Court
from immconseq.case import EventKind, EventReason
from immconseq.facts.circumstances import protected_domestic_relationship
from immconseq.facts.context import Context
from immconseq.facts.grades import was_modified
from immconseq.facts.model import (
    Member,
    Reading,
    Shortfall,
    all_of,
    any_of,
    disposition_premise,
)
from immconseq.facts.offense import profile_of
from immconseq.facts.sentence import imposed_bounds, term_days
from immconseq.values import NO, Pair

__all__ = [
    "expunged",
    "is_listed_misdemeanor",
    "judged_by_the_memorandum",
    "more_than_ninety_days_to_serve",
    "relation_paths",
    "state_immigration_offense",
    "three_apart",
]

CRITERIA = Authority(cite="8 CFR 236.22(b)(6)", court=Court.REGULATION)
LISTED = Authority(cite="8 CFR 236.22(b)(6)(i)", court=Court.REGULATION)
CUSTODY = Authority(cite="8 CFR 236.22(b)(6)(ii)", court=Court.REGULATION)

NINETY = 90


@disposition_premise("The conviction was expunged.", CRITERIA)
def expunged(ctx: Context, index: int) -> Reading:
    """Only here does an expungement undo a conviction.

    Whether sealing, or a vacatur for no defect, is one the regulation does not say.
    """
    at = ctx.path(index, "events")
    found = []
    for event in ctx.disposition(index).events:
        if event.on is not None and event.on > ctx.case.as_of:
            continue
        if event.kind is EventKind.EXPUNGED:
            found.append(Reading.yes(at))
        elif event.kind is EventKind.SEALED or (
            event.kind is EventKind.VACATED and event.reason is not EventReason.LEGAL_DEFECT
        ):
            found.append(
                Reading.unbuilt(
                    "whether a conviction that was sealed, or vacated for no defect in law, is"
                    " expunged within 8 CFR 236.22(b)(6)",
                    at,
                )
            )
    return any_of(*found) if found else Reading.no(at)


@disposition_premise(
    "It is an offense under a State's law that has to do with immigration.", CRITERIA
)
def state_immigration_offense(ctx: Context, index: int) -> Reading:
    """Smuggling under a State's law is one; a federal or a foreign offense is none."""
    at = ctx.path(index, "offense", "jurisdiction")
    place = ctx.disposition(index).offense.jurisdiction
    if place == "US" or not place.startswith("US-"):
        return Reading.no(at)
    papers = profile_of(ctx, index, "document_fraud")
    if papers.pair != Pair.of(NO):
        papers = Reading(
            pair=Reading.unknown().pair,
            paths=papers.paths,
            missing=papers.missing,
            gap=None
            if papers.missing
            else "whether document fraud under a State's law has to do with immigration",
        )
    return any_of(profile_of(ctx, index, "alien_smuggling"), papers)


_ANY_CONDUCT = {
    "sexual abuse or exploitation": (
        ("rape", "sexual_abuse_of_minor", "child_pornography"),
        ("human_trafficking", "specified_offense_against_minor"),
        ("sex_offense", "prostitution"),
    ),
    "burglary": (("burglary",), (), ("burglary",)),
    "unlawful possession or use of a firearm": (
        ("firearm_or_destructive_device",),
        (),
        ("weapons",),
    ),
    "drug distribution or trafficking": (("drug_trafficking",), (), ("drug_sale",)),
    "driving under the influence": (("dui",), (), ("dui",)),
}
"""What the regulation lists, the profile entries that are it, those that may be, and the families
of the catalog that may be."""


@disposition_premise(
    "It is an offense of domestic violence, sexual abuse or exploitation, burglary, unlawful"
    " possession or use of a firearm, drug distribution or trafficking, or driving under the"
    " influence.",
    LISTED,
)
def is_listed_misdemeanor(ctx: Context, index: int) -> Reading:
    """The regulation defines none of these.

    What is in a federal category of the kind is listed. What is of the kind and falls short of
    the category, an attempt, and help after the fact are left open.
    """
    found = [_domestic_violence(ctx, index)]
    for what, (are, may_be, families) in _ANY_CONDUCT.items():
        found += [profile_of(ctx, index, name) for name in are]
        found += [_if_at_all(profile_of(ctx, index, name), what) for name in may_be]
        found.append(_by_family(ctx, index, families, what))
    listed = any_of(*found)
    if ctx.views[index].inchoate is not None and listed.pair != Pair.of(NO):
        at = ctx.path(index, "offense", "inchoate")
        return Reading(
            pair=Reading.unknown().pair,
            paths=(*listed.paths, at),
            missing=listed.missing,
            gap=listed.gap
            or "whether an attempt, a conspiracy, a solicitation or help after the fact is within"
            " the list of 8 CFR 236.22(b)(6)(i)",
        )
    return listed


def _domestic_violence(ctx: Context, index: int) -> Reading:
    """A crime of violence in a protected relationship; violence of another kind is left open."""
    violence = profile_of(ctx, index, "crime_of_violence")
    return any_of(
        all_of(violence, ctx.of(protected_domestic_relationship, index)),
        *(
            _if_at_all(profile_of(ctx, index, name), "domestic violence")
            for name in ("child_abuse", "protective_order_violation")
        ),
        _by_family(ctx, index, ("domestic_violence",), "domestic violence"),
        _against_a_partner(ctx, index),
    )


_AGAINST_SOMEBODY = ("assault", "battery", "kidnapping_false_imprisonment", "threats")


def _against_a_partner(ctx: Context, index: int) -> Reading:
    """A battery of a spouse by the general section is no less domestic than by a special one."""
    entry = ctx.views[index].entry
    if entry is None or entry.family not in _AGAINST_SOMEBODY:
        return Reading.no(f"{ctx.views[index].path}.code")
    return _if_at_all(ctx.of(protected_domestic_relationship, index), "domestic violence")


def _if_at_all(reading: Reading, what: str) -> Reading:
    """What is no clear no may be of the kind."""
    if reading.pair == Pair.of(NO) or reading.missing:
        return reading if not reading.missing else Reading.unknown(*reading.missing)
    return Reading.unbuilt(_not_defined(what), *reading.paths)


def _by_family(ctx: Context, index: int, families: tuple[str, ...], what: str) -> Reading:
    view = ctx.views[index]
    at = f"{view.path}.code"
    if view.entry is None or view.entry.family not in families:
        return Reading.no(at)
    return Reading.unbuilt(_not_defined(what), at)


def _not_defined(what: str) -> str:
    return f"8 CFR 236.22(b)(6)(i) does not say what counts as an offense of {what}"


@disposition_premise(
    "The sentence was to more than 90 days in custody, suspended time left out.", CUSTODY
)
def more_than_ninety_days_to_serve(ctx: Context, index: int) -> Reading:
    """At 90 days it is not met; at 91 it is."""
    sentence = ctx.disposition(index).sentence
    low, high = imposed_bounds(ctx, index)
    changed = was_modified(ctx, index)
    off = None if changed else term_days(sentence, "suspended")
    least, most = (0, high) if off is None else (low - off, high - off)
    imposed, suspended = (
        ctx.path(index, "sentence", name) for name in ("imposed_days", "suspended_days")
    )
    if least > NINETY:
        return Reading.yes(imposed, suspended, found=f"{least} days or more to serve")
    if most <= NINETY:
        return Reading.no(
            imposed,
            suspended,
            found=f"{most} days to serve at the most",
            short_by=Shortfall(amount=str(NINETY + 1 - most), unit="days"),
        )
    if changed and term_days(sentence, "imposed") is not None:
        return Reading.unbuilt(
            "which sentence 8 CFR 236.22(b)(6) means, the one before a change or the one after,"
            " and what was suspended of it",
            imposed,
        )
    return Reading.unknown(
        *(
            path
            for path, name in ((imposed, "imposed"), (suspended, "suspended"))
            if term_days(sentence, name) is None
        )
    )


def three_apart(members: tuple[Member, ...], ctx: Context, at_most: bool) -> bool:
    """Are there three, no two of them of one date or of one act, omission or scheme?

    Where a date or a scheme is not known, two are one at the least and two at the most.
    """
    return any(
        all(_apart(ctx, one.index, two.index, at_most) for one, two in itertools.combinations(t, 2))
        for t in itertools.combinations(members, 3)
    )


def _apart(ctx: Context, one: int, two: int, at_most: bool) -> bool:
    first, second = ctx.disposition(one), ctx.disposition(two)
    pairs = (
        (first.committed_on, second.committed_on),
        (first.facts.scheme, second.facts.scheme),
    )
    return all(at_most if None in pair else pair[0] != pair[1] for pair in pairs)


def relation_paths(ctx: Context, index: int) -> tuple[str, ...]:
    """What would tell a misdemeanor from another, where it is not known."""
    disposition = ctx.disposition(index)
    return tuple(
        path
        for path, value in (
            (ctx.path(index, "committed_on"), disposition.committed_on),
            (ctx.path(index, "facts", "scheme"), disposition.facts.scheme),
        )
        if value is None
    )


@disposition_premise("By the memorandum of 15 June 2012 it disqualified.", CRITERIA)
def judged_by_the_memorandum(ctx: Context, index: int) -> Reading:
    """The regulation came into force on 31 October 2022, and largely repeats what went before."""
    return Reading.unbuilt(
        "what the memorandum of 15 June 2012, and the agency's answers under it, made of a"
        " conviction before 8 CFR 236.22 came into force",
        ctx.path(index, "offense", "code"),
    )
