"""What follows a removal: reinstatement of its order, and the penalties for coming back."""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Answer, Authority, Court, Holding, Side
from immconseq.case import ImmigrationStatus, LprBy
from immconseq.facts.context import Context
from immconseq.facts.model import (
    Issue,
    Reading,
    any_of,
    case_premise,
    disposition_premise,
)
from immconseq.facts.offense import profile_of
from immconseq.facts.person import RESIDENTS, STATUS, not_admitted
from immconseq.facts.sentence import YEAR, maximum_bounds
from immconseq.values import NO, YES, Pair

__all__ = [
    "against_the_person",
    "came_back_after_order",
    "came_back_illegally",
    "convicted_of_felony",
    "convicted_of_misdemeanor",
    "involves_drugs",
    "reinstatement_reaches_reentry",
]

REINSTATEMENT = Authority(cite="8 USC 1231(a)(5)")
PENALTIES = Authority(cite="8 USC 1326(b)(1)")
FELONY_BY_TERM = Authority(cite="18 USC 3559(a)")

IIRIRA = dt.date(1997, 4, 1)

ORDER = "$.person.history.removal_order"
REENTERED = "$.person.reentered_on"

REACHES_EARLIER_REENTRY = Issue(
    name="reinstatement_reaches_reentry_before_1997",
    text="An order is reinstated against one who came back before 1 April 1997.",
    holdings=(
        Holding(
            answer=Answer.NO,
            court=Court.CA9,
            decided=dt.date(2001, 1, 23),
            cite="Castro-Cortez v. INS, 239 F.3d 1037 (9th Cir. 2001)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA5,
            decided=dt.date(2002, 5, 9),
            cite="Ojeda-Terrazas v. Ashcroft, 290 F.3d 292 (5th Cir. 2002)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.SCOTUS,
            decided=dt.date(2006, 6, 22),
            cite="Fernandez-Vargas v. Gonzales, 548 U.S. 30 (2006)",
        ),
    ),
)


@case_premise("The person left under an order of removal, and came back.", REINSTATEMENT)
def came_back_after_order(ctx: Context) -> Reading:
    """An order entered after the last entry was not carried out before it."""
    person = ctx.case.person
    known = person.history_item("removal_order")
    if known is False:
        return Reading.no(ORDER)
    back = person.reentered_on
    if known is None or back is None:
        return Reading.unknown(
            *((ORDER,) if known is None else ()), *((REENTERED,) if back is None else ())
        )
    orders = person.history_entries("removal_order")
    before = not orders or any(o.on is None or o.on <= back for o in orders)
    return Reading.of(before, ORDER, REENTERED)


@case_premise("The person came back illegally.", REINSTATEMENT)
def came_back_illegally(ctx: Context) -> Reading:
    """Without an admission it was illegal; a resident or a refugee was let in lawfully.

    Of an inspected entry without the consent that one removed must have, and of what came later
    to one paroled or granted asylum, the library does not say.
    """
    person = ctx.case.person
    status = person.status
    if status in RESIDENTS and person.lpr_by is not LprBy.ADMISSION:
        return _adjusted_since(ctx)
    if status in (*RESIDENTS, ImmigrationStatus.REFUGEE):
        return Reading.no(STATUS)
    unadmitted = ctx.of_case(not_admitted)
    if unadmitted.missing:
        return unadmitted
    if unadmitted.value is NO or status in (ImmigrationStatus.ASYLEE, ImmigrationStatus.PAROLEE):
        if ctx.case.person.history_item("removal_order") is None:
            # It matters only for one who was ordered removed; that is asked first.
            return Reading.unknown(ORDER)
        return Reading.unbuilt(
            "whether an inspected entry, a parole or a grant of asylum keeps a reentry after"
            " removal from being illegal",
            STATUS,
            *unadmitted.paths,
        )
    return unadmitted


def _adjusted_since(ctx: Context) -> Reading:
    """The section has no exception for one who came back illegally and adjusted afterwards."""
    person = ctx.case.person
    at = "$.person.admitted"
    if person.lpr_by is None or person.history_item("removal_order") is not True:
        return Reading.no(STATUS)
    if person.admitted is not False:
        return Reading.no(at)
    return Reading.unbuilt(
        "whether an order is reinstated against one who came back illegally and adjusted since", at
    )


@case_premise("The law on reinstatement reaches a reentry of that day.", REINSTATEMENT)
def reinstatement_reaches_reentry(ctx: Context) -> Reading:
    """Of one who came back before 1 April 1997 circuits differed until the Supreme Court spoke."""
    back = ctx.case.person.reentered_on
    if back is None:
        return Reading.unknown(REENTERED)
    return Reading.yes(REENTERED) if back >= IIRIRA else REACHES_EARLIER_REENTRY.read(ctx)


def _levels(ctx: Context, index: int) -> frozenset[str]:
    """The levels that the offense of conviction may have; empty: not known.

    A level that the catalog's entry does not have on those days says nothing of it.
    """
    view = ctx.views[index]
    named = frozenset({view.offense.level.value} if view.offense.level is not None else ())
    if view.entry is None:
        return named
    row = view.prong or view.entry
    when = (ctx.disposition(index).committed_on, ctx.disposed_on(index))
    there = frozenset(r.level for r in row.ranges(None, *when))
    return (named & there) or there or named


@disposition_premise("It is a felony.", PENALTIES, FELONY_BY_TERM)
def convicted_of_felony(ctx: Context, index: int) -> Reading:
    """So called where it was committed, and punishable by more than 365 days.

    The section does not say whose word counts: where the name and the term say different things
    the point is not settled.
    """
    level, term = (
        ctx.path(index, "offense", "level"),
        ctx.path(index, "sentence", "max_possible_days"),
    )
    levels = _levels(ctx, index)
    low, high = maximum_bounds(ctx, index)
    open_level = not levels or ("felony" in levels and len(levels) > 1)
    open_term = low <= YEAR < high
    if open_level or open_term:
        return Reading.unknown(*((level,) if open_level else ()), *((term,) if open_term else ()))
    named, long = "felony" in levels, low > YEAR
    if named is long:
        return Reading.of(long, level, term)
    sides = (PENALTIES, FELONY_BY_TERM) if named else (FELONY_BY_TERM, PENALTIES)
    return Reading.contested(zip(sides, (Side.FOR, Side.AGAINST), strict=True), level, term)


@disposition_premise("It is a misdemeanor.", PENALTIES)
def convicted_of_misdemeanor(ctx: Context, index: int) -> Reading:
    """By the name that it has where it was committed; an infraction is none."""
    at = ctx.path(index, "offense", "level")
    levels = _levels(ctx, index)
    if not levels or ("misdemeanor" in levels and len(levels) > 1):
        return Reading.unknown(at)
    return Reading.of("misdemeanor" in levels, at)


@disposition_premise("It involves drugs.", PENALTIES)
def involves_drugs(ctx: Context, index: int) -> Reading:
    """Whether the substance is federally listed is not asked."""
    entry = ctx.views[index].entry
    if entry is not None and entry.family.startswith("drug_"):
        return Reading.yes(ctx.path(index, "offense", "code"))
    return any_of(
        *(
            profile_of(ctx, index, name)
            for name in ("controlled_substance", "drug_trafficking", "drug_paraphernalia")
        )
    )


_OF_A_PERSON = (
    "murder",
    "rape",
    "sexual_abuse_of_minor",
    "stalking",
    "assault_on_officer",
    "human_trafficking",
    "death_or_serious_injury",
)
_OF_NO_PERSON = (
    "theft",
    "burglary",
    "fraud_or_deceit",
    "forgery_or_counterfeiting",
    "controlled_substance",
    "drug_paraphernalia",
    "dui",
    "prostitution",
    "document_fraud",
)
_FAMILIES_OF_A_PERSON = (
    "assault",
    "battery",
    "domestic_violence",
    "homicide",
    "kidnapping_false_imprisonment",
    "robbery",
    "sex_offense",
    "stalking",
)
_FAMILIES_OF_NO_PERSON = (
    "burglary",
    "driving",
    "drug_other",
    "drug_possession",
    "drug_sale",
    "dui",
    "forgery",
    "fraud",
    "property_damage",
    "prostitution",
    "receiving",
    "theft",
    "trespass",
)


@disposition_premise("It is a crime against the person.", PENALTIES)
def against_the_person(ctx: Context, index: int) -> Reading:
    """The section does not define one; what is none by any measure, and what is, is said here."""
    entry, code = ctx.views[index].entry, ctx.path(index, "offense", "code")
    if entry is not None and entry.family in _FAMILIES_OF_A_PERSON:
        return Reading.yes(code)
    if entry is not None and entry.family in _FAMILIES_OF_NO_PERSON:
        return Reading.no(code)
    person = any_of(*(profile_of(ctx, index, name) for name in _OF_A_PERSON))
    if person.pair == Pair.of(YES):
        return person
    force = profile_of(ctx, index, "crime_of_violence")
    other = any_of(*(profile_of(ctx, index, name) for name in _OF_NO_PERSON))
    if person.pair == force.pair == Pair.of(NO) and other.pair == Pair.of(YES):
        return Reading.no(*person.paths, *force.paths, *other.paths)
    missing = dict.fromkeys((*person.missing, *force.missing, *other.missing))
    if missing:
        return Reading.unknown(*missing)
    return Reading.unbuilt("whether a misdemeanor is a crime against the person", code)
