"""Is there a conviction, and does it still stand? INA 101(a)(48)(A), 8 USC 1101(a)(48)(A)."""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Answer, Authority, Court, Holding, Side
from immconseq.case import Disposition, Event, EventKind, EventReason, Outcome, PardonBy, Plea
from immconseq.facts.context import Context
from immconseq.facts.federal_code import federal_section
from immconseq.facts.model import (
    Issue,
    Reading,
    all_of,
    any_of,
    disposition_premise,
    issue_premise,
    reading_of,
)
from immconseq.facts.offense import profile_of
from immconseq.facts.sentence import term_days
from immconseq.values import CONTESTED, NO, SILENT, YES, Pair

__all__ = [
    "FINALITY_NOT_NEEDED",
    "adjudicated_guilty_without_judgment",
    "direct_review_over",
    "federal_first_offender",
    "finality_not_needed",
    "first_possession_erased",
    "formal_judgment_of_guilt",
    "fully_pardoned",
    "imposed_restraint_on_liberty",
    "undone",
    "valid_admission",
]

PICKERING = Authority(
    cite="Matter of Pickering, 23 I&N Dec. 621 (BIA 2003)",
    court=Court.BIA,
    date=dt.date(2003, 6, 11),
)
CRESPO = Authority(
    cite="Crespo v. Holder, 631 F.3d 130 (4th Cir. 2011)",
    court=Court.CA4,
    date=dt.date(2011, 1, 11),
)
ANDRADE_ZAMORA = Authority(
    cite="Andrade-Zamora v. Lynch, 814 F.3d 945 (8th Cir. 2016)",
    court=Court.CA8,
    date=dt.date(2016, 2, 26),
)
ESTRADA = Authority(
    cite="Estrada v. Holder, 560 F.3d 1039 (9th Cir. 2009)",
    court=Court.CA9,
    date=dt.date(2009, 3, 26),
)
FFOA = Authority(cite="18 USC 3607")
DEFINITION = Authority(cite="8 USC 1101(a)(48)(A)")

DAYS_TO_APPEAL = 60
"""Days after disposition in which the time for a direct appeal may still run."""

_JUDGED = (Outcome.CONVICTED, Outcome.OFFERED)
_GUILTY_PLEAS = (Plea.GUILTY, Plea.NOLO, Plea.ADMITTED_FACTS)


@disposition_premise("A court entered a formal judgment of guilt.", DEFINITION)
def formal_judgment_of_guilt(ctx: Context, index: int) -> Reading:
    """An offered plea is read as if entered on its terms; a programme by what it is made of."""
    disposition, at = ctx.disposition(index), ctx.path(index, "outcome")
    if disposition.outcome in _JUDGED:
        return Reading.yes(at)
    if disposition.outcome is Outcome.DIVERTED:
        entered = ctx.path(index, "judgment_entered")
        if disposition.judgment_entered is None:
            return Reading.unknown(entered)
        return Reading.of(disposition.judgment_entered, at, entered)
    return Reading.no(at, found=f"the outcome is {disposition.outcome.value}")


@disposition_premise(
    "Judgment was withheld, after a finding of guilt, a plea of guilty or no contest, or an"
    " admission of facts that warrant guilt.",
    DEFINITION,
    CRESPO,
)
def adjudicated_guilty_without_judgment(ctx: Context, index: int) -> Reading:
    """What the state court calls it, and a later dismissal, do not matter.

    A court that took no plea and found no guilt, only facts that would justify it, did none of
    what the definition lists (*Crespo*).
    """
    disposition, at = ctx.disposition(index), ctx.path(index, "outcome")
    plea, found = ctx.path(index, "plea"), ctx.path(index, "found_guilty")
    if disposition.outcome is Outcome.DEFERRED:
        if disposition.plea is Plea.NONE and disposition.found_guilty is False:
            return Reading.no(plea, found, found="there was neither a plea nor a finding of guilt")
        return Reading.yes(at)
    if disposition.outcome is not Outcome.DIVERTED:
        return Reading.no(at, found=f"the outcome is {disposition.outcome.value}")
    return any_of(
        Reading.unknown(plea)
        if disposition.plea is None
        else Reading.of(disposition.plea in _GUILTY_PLEAS, at, plea),
        Reading.unknown(found)
        if disposition.found_guilty is None
        else Reading.of(disposition.found_guilty, at, found),
    )


@disposition_premise(
    "A judge ordered some punishment, penalty or restraint on liberty.",
    DEFINITION,
    Authority(
        cite="Matter of Cabrera, 24 I&N Dec. 459 (BIA 2008)",
        court=Court.BIA,
        date=dt.date(2008, 2, 27),
    ),
)
def imposed_restraint_on_liberty(ctx: Context, index: int) -> Reading:
    """Any term, probation, fine or costs; left out, it follows from the sentence."""
    disposition, at = ctx.disposition(index), ctx.path(index, "restraint")
    if disposition.restraint is not None:
        return Reading.of(disposition.restraint, at)
    sentence = disposition.sentence
    parts = {
        "imposed_days": term_days(sentence, "imposed"),
        "probation_days": sentence.probation_days,
        "fine_usd": sentence.fine_usd,
        "costs_usd": sentence.costs_usd,
    }
    for name, amount in parts.items():
        if amount is not None and amount > 0:
            return Reading.yes(ctx.path(index, "sentence", name))
    if all(amount is not None for amount in parts.values()):
        return Reading.no(*(ctx.path(index, "sentence", name) for name in parts))
    return Reading.unknown(at)


@disposition_premise(
    "Direct review is over: no appeal is pending, and the time for one has run or was waived.",
    Authority(
        cite="Matter of J.M. Acosta, 27 I&N Dec. 420 (BIA 2018)",
        court=Court.BIA,
        date=dt.date(2018, 8, 29),
    ),
)
def direct_review_over(ctx: Context, index: int) -> Reading:
    """Left out it is taken as over, save within 60 days after the disposition."""
    disposition, at = ctx.disposition(index), ctx.path(index, "appeal_pending")
    if disposition.outcome is Outcome.OFFERED:
        return Reading.yes(at, found="a plea under discussion is read as final")
    if disposition.appeal_pending is not None:
        return Reading.of(not disposition.appeal_pending, at)
    if disposition.appeal_waived:
        return Reading.yes(ctx.path(index, "appeal_waived"))
    if disposition.outcome not in (Outcome.CONVICTED, Outcome.DEFERRED):
        return Reading.yes(at)
    day = disposition.disposed_on
    if day is None:
        return Reading.unknown(ctx.path(index, "disposed_on"), at)
    if (ctx.case.as_of - day).days <= DAYS_TO_APPEAL:
        return Reading.unknown(at, found="the time for a direct appeal may still run")
    return Reading.yes(at)


FINALITY_NOT_NEEDED = Issue(
    name="finality_not_needed",
    text="A formal judgment is a conviction although direct review of it is still open.",
    holdings=(
        Holding(
            answer=Answer.CONTESTED,
            court=Court.CA1,
            decided=dt.date(2001, 3, 16),
            cite="Griffiths v. INS, 243 F.3d 45 (1st Cir. 2001)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA5,
            decided=dt.date(1999, 4, 2),
            cite="Moosa v. INS, 171 F.3d 994 (5th Cir. 1999)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA7,
            decided=dt.date(2004, 1, 22),
            cite="Montenegro v. Ashcroft, 355 F.3d 1035 (7th Cir. 2004)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA9,
            decided=dt.date(2011, 7, 5),
            cite="Planes v. Holder, 652 F.3d 991 (9th Cir. 2011)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA10,
            decided=dt.date(2007, 1, 2),
            cite="United States v. Saenz-Gomez, 472 F.3d 791 (10th Cir. 2007)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.CA2,
            decided=dt.date(2021, 7, 1),
            cite="Brathwaite v. Garland, 3 F.4th 542 (2d Cir. 2021)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.CA3,
            decided=dt.date(2014, 1, 2),
            cite="Orabi v. Attorney General, 738 F.3d 535 (3d Cir. 2014)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.BIA,
            decided=dt.date(2018, 8, 29),
            cite="Matter of J.M. Acosta, 27 I&N Dec. 420 (BIA 2018)",
        ),
    ),
)
finality_not_needed = issue_premise(FINALITY_NOT_NEEDED)

VACATED_FOR_DEFECT_IS_GONE = Issue(
    name="vacated_for_defect_is_gone",
    text="A conviction vacated for a procedural or substantive defect is none any more.",
    holdings=(
        Holding(
            answer=Answer.YES,
            court=Court.BIA,
            decided=dt.date(2003, 6, 11),
            effective=dt.date(1996, 9, 30),
            cite="Matter of Pickering, 23 I&N Dec. 621 (BIA 2003)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.CA5,
            decided=dt.date(2002, 11, 11),
            cite="Renteria-Gonzalez v. INS, 322 F.3d 804 (5th Cir. 2002)",
        ),
        # Vacates a panel's decision that followed it, at the government's own wish; it is not
        # overruled, and the government follows Pickering there.
        Holding(
            answer=Answer.CONTESTED,
            court=Court.CA5,
            decided=dt.date(2005, 7, 13),
            cite="Discipio v. Ashcroft, 417 F.3d 448 (5th Cir. 2005)",
        ),
    ),
)

SILENT_VACATUR_IS_THE_GOVERNMENTS = Issue(
    name="silent_vacatur_is_the_governments",
    text="Where an order that vacates does not show its ground, the government has to prove that"
    " it was for rehabilitation or immigration alone.",
    holdings=(
        # The Board judged the order by the whole record, and gave nobody the burden.
        Holding(
            answer=Answer.CONTESTED,
            court=Court.BIA,
            decided=dt.date(2003, 6, 11),
            effective=dt.date(1996, 9, 30),
            cite="Matter of Pickering, 23 I&N Dec. 621 (BIA 2003)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA10,
            decided=dt.date(2005, 2, 2),
            cite="Cruz-Garza v. Ashcroft, 396 F.3d 1125 (10th Cir. 2005)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA6,
            decided=dt.date(2006, 10, 4),
            cite="Pickering v. Gonzales, 465 F.3d 263 (6th Cir. 2006)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA9,
            decided=dt.date(2006, 11, 3),
            cite="Nath v. Gonzales, 467 F.3d 1185 (9th Cir. 2006)",
        ),
        # On a motion to reopen, where the burden is the movant's.
        Holding(
            answer=Answer.CONTESTED,
            court=Court.BIA,
            decided=dt.date(2024, 2, 23),
            cite="Matter of Azrag, 28 I&N Dec. 784 (BIA 2024)",
        ),
    ),
)

ERASED_AS_FIRST_POSSESSION = Issue(
    name="state_rehabilitation_erases_first_possession",
    text="A first simple possession that state law erased upon rehabilitation is no conviction, as"
    " 18 USC 3607 would have had it in a federal court.",
    holdings=(
        Holding(
            answer=Answer.YES,
            court=Court.BIA,
            decided=dt.date(1995, 5, 19),
            cite="Matter of Manrique, 21 I&N Dec. 58 (BIA 1995)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.BIA,
            decided=dt.date(1999, 3, 3),
            cite="Matter of Roldan, 22 I&N Dec. 512 (BIA 1999)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA9,
            decided=dt.date(2000, 8, 1),
            cite="Lujan-Armendariz v. INS, 222 F.3d 728 (9th Cir. 2000)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.CA9,
            en_banc=True,
            decided=dt.date(2011, 7, 14),
            cite="Nunez-Reyes v. Holder, 646 F.3d 684 (9th Cir. 2011)",
            convictions_from=dt.date(2011, 7, 15),
        ),
    ),
)

FEDERAL_DISPOSITION_IS_NONE = Issue(
    name="federal_first_offender_disposition_is_no_conviction",
    text="A disposition under 18 USC 3607(a) is no conviction, although the definition of 1996"
    " does not except it.",
    holdings=(
        Holding(
            answer=Answer.CONTESTED,
            court=Court.BIA,
            decided=dt.date(1999, 3, 3),
            effective=dt.date(1996, 9, 30),
            cite="Matter of Roldan, 22 I&N Dec. 512 (BIA 1999)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA9,
            decided=dt.date(2000, 8, 1),
            cite="Lujan-Armendariz v. INS, 222 F.3d 728 (9th Cir. 2000)",
        ),
    ),
)


def _in_effect(ctx: Context, disposition: Disposition, kind: EventKind) -> list[tuple[int, Event]]:
    return [
        (k, e)
        for k, e in enumerate(disposition.events)
        if e.kind is kind and (e.on is None or e.on <= ctx.case.as_of)
    ]


@disposition_premise(
    "The conviction was vacated for a defect in law or procedure.",
    PICKERING,
    issues=(VACATED_FOR_DEFECT_IS_GONE, SILENT_VACATUR_IS_THE_GOVERNMENTS),
)
def undone(ctx: Context, index: int) -> Reading:
    """A vacatur for rehabilitation or for immigration relief alone leaves the conviction.

    Expungement, sealing and reduction never undo one here. An order that does not show its
    ground is a silent record in the circuits that put it on the government. Elsewhere it is
    unsettled what it proves for the government, and it does not help whoever carries the burden
    (*Andrade-Zamora*).
    """
    disposition = ctx.disposition(index)
    readings = [
        _vacatur(ctx, index, k, event)
        for k, event in _in_effect(ctx, disposition, EventKind.VACATED)
    ]
    return any_of(*readings) if readings else Reading.no(ctx.path(index, "events"))


def _vacatur(ctx: Context, index: int, k: int, event: Event) -> Reading:
    at = ctx.path(index, f"events[{k}]", "reason")
    if event.reason is None:
        return Reading.unknown(at)
    if event.reason is EventReason.LEGAL_DEFECT:
        return VACATED_FOR_DEFECT_IS_GONE.read(ctx)
    if event.reason is not EventReason.INCONCLUSIVE:
        return Reading(
            pair=Reading.no().pair, paths=(at,), authorities=((PICKERING, Side.AGAINST),)
        )
    burden = SILENT_VACATUR_IS_THE_GOVERNMENTS.read(ctx)
    if burden.value is YES:
        return Reading(pair=SILENT, paths=(at,), authorities=burden.authorities)
    # Whoever has to prove that it is gone does not prove it by such an order.
    return Reading(
        pair=burden.pair if ctx.case.circuit is None else Pair.between(NO, CONTESTED),
        paths=(at,),
        authorities=(*burden.authorities, (ANDRADE_ZAMORA, Side.AGAINST)),
    )


@disposition_premise(
    "A first simple possession of a drug was erased upon rehabilitation, no condition of probation"
    " having been violated, where the law of the circuit and of the day gives that effect.",
    FFOA,
    ESTRADA,
    issues=(ERASED_AS_FIRST_POSSESSION,),
)
def first_possession_erased(ctx: Context, index: int) -> Reading:
    """An expungement under state law; a deferral counts too if it ended in a dismissal."""
    disposition = ctx.disposition(index)
    erased = _in_effect(ctx, disposition, EventKind.EXPUNGED)
    if disposition.offense.jurisdiction == "US" or not (
        erased or disposition.outcome is Outcome.DEFERRED
    ):
        return Reading.no(ctx.path(index, "events"))
    law = ctx.settle(ERASED_AS_FIRST_POSSESSION.holdings, index)
    violated = disposition.sentence.probation_violated
    at = ctx.path(index, "sentence", "probation_violated")
    return all_of(
        Reading.unknown(ctx.path(index, "disposed_on"))
        if law.needs_conviction_date
        else reading_of(law),
        _first_drug_offense(ctx, index),
        _simple_possession(ctx, index),
        Reading.unknown(at) if violated is None else Reading.of(not violated, at),
        Reading.yes(ctx.path(index, f"events[{erased[0][0]}]", "kind"))
        if erased
        else Reading.unbuilt(
            "whether the deferral ended in a dismissal; an expungement event would say so",
            ctx.path(index, "events"),
        ),
    )


def _first_drug_offense(ctx: Context, index: int) -> Reading:
    first = ctx.path(index, "facts", "first_drug_offense")
    known = ctx.disposition(index).facts.first_drug_offense
    return Reading.unknown(first) if known is None else Reading.of(known, first)


def _simple_possession(ctx: Context, index: int) -> Reading:
    """Of a drug, and no dealing; of a statute that the catalog lacks it is not decided."""
    drug = profile_of(ctx, index, "controlled_substance")
    dealing = profile_of(ctx, index, "drug_trafficking")
    at = ctx.path(index, "offense", "code")
    if drug.value is NO or dealing.value is YES:
        return Reading.no(at, found="no simple possession")
    entry = ctx.views[index].entry
    if profile_of(ctx, index, "marijuana_possession_only").value is YES or (
        entry is not None and entry.family == "drug_possession"
    ):
        return drug
    return all_of(
        drug,
        Reading.unbuilt(
            "whether a drug offense is a simple possession, or a lesser offense, that"
            " first-offender treatment reaches (Lujan-Armendariz v. INS, 222 F.3d 728)",
            at,
        ),
    )


@disposition_premise(
    "It is the federal disposition for a first drug possession: probation with judgment withheld.",
    FFOA,
    Authority(cite="21 USC 844"),
    issues=(FEDERAL_DISPOSITION_IS_NONE,),
)
def federal_first_offender(ctx: Context, index: int) -> Reading:
    """No other federal law withholds judgment on a plea to 21 USC 844."""
    disposition = ctx.disposition(index)
    at = ctx.path(index, "outcome")
    section = federal_section(ctx, index)
    if (
        disposition.outcome is not Outcome.DEFERRED
        or section is None
        or section.name != "21 USC 844"
    ):
        return Reading.no(at)
    return all_of(_first_drug_offense(ctx, index), FEDERAL_DISPOSITION_IS_NONE.read(ctx))


@disposition_premise(
    "A full and unconditional pardon was granted by the President, a governor, or a board that"
    " has the governor's power.",
    Authority(cite="8 USC 1227(a)(2)(A)(vi)"),
    Authority(
        cite="Matter of Nolan, 19 I&N Dec. 539 (BIA 1988)",
        court=Court.BIA,
        date=dt.date(1988, 1, 26),
    ),
)
def fully_pardoned(ctx: Context, index: int) -> Reading:
    """A legislature's pardon and a foreign one do not count."""
    readings = []
    for k, event in _in_effect(ctx, ctx.disposition(index), EventKind.PARDONED):
        by, full = (
            ctx.path(index, f"events[{k}]", key) for key in ("by", "full_and_unconditional")
        )
        readings.append(
            all_of(
                Reading.unknown(by)
                if event.by is None
                else Reading.of(
                    event.by in (PardonBy.PRESIDENT, PardonBy.GOVERNOR, PardonBy.BOARD), by
                ),
                Reading.unknown(full)
                if event.full_and_unconditional is None
                else Reading.of(event.full_and_unconditional, full),
            )
        )
    return any_of(*readings) if readings else Reading.no(ctx.path(index, "events"))


@disposition_premise(
    "The person formally admitted the elements of the crime, with no conviction.",
    Authority(
        cite="Matter of K-, 7 I&N Dec. 594 (BIA 1957)", court=Court.BIA, date=dt.date(1957, 10, 31)
    ),
)
def valid_admission(ctx: Context, index: int) -> Reading:
    """To an official or under oath, after the elements were explained."""
    return Reading.of(
        ctx.disposition(index).outcome is Outcome.ADMISSION, ctx.path(index, "outcome")
    )
