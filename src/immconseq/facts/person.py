"""The person: citizenship, admission and its day, residence, history."""

from __future__ import annotations

import datetime as dt
import functools

from immconseq.authority import Authority, Court
from immconseq.case import ImmigrationStatus, LprBy, Person
from immconseq.facts.context import Context
from immconseq.facts.model import (
    CasePremise,
    Reading,
    Shortfall,
    case_premise,
    disposition_premise,
)

__all__ = [
    "committed_within_five_years_of_admission",
    "convicted_after_admission",
    "history_says",
    "is_permanent_resident",
    "not_a_citizen",
    "not_admitted",
    "not_permanent_or_conditional",
    "present_without_admission",
    "was_admitted",
    "years_after",
]

ALYAZJI = Authority(
    cite="Matter of Alyazji, 25 I&N Dec. 397 (BIA 2011)", court=Court.BIA, date=dt.date(2011, 2, 3)
)
ROSAS = Authority(
    cite="Matter of Rosas-Ramirez, 22 I&N Dec. 616 (BIA 1999)",
    court=Court.BIA,
    date=dt.date(1999, 4, 7),
)
ADMISSION = Authority(cite="8 USC 1101(a)(13)(A)")

STATUS = "$.person.status"
ADMITTED = "$.person.admitted"
RESIDENTS = (ImmigrationStatus.LPR, ImmigrationStatus.CONDITIONAL_LPR)


def years_after(day: dt.date, years: int) -> dt.date:
    """The anniversary; of 29 February in a common year, 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


@case_premise("The person is not a United States citizen.", Authority(cite="8 USC 1101(a)(3)"))
def not_a_citizen(ctx: Context) -> Reading:
    """A status that is not known may be that of a citizen."""
    status = ctx.case.person.status
    if status is ImmigrationStatus.UNKNOWN:
        return Reading.unknown(STATUS)
    return Reading.of(status is not ImmigrationStatus.CITIZEN, STATUS)


@case_premise("The person is a lawful permanent resident.", Authority(cite="8 USC 1101(a)(20)"))
def is_permanent_resident(ctx: Context) -> Reading:
    """On a conditional basis or not."""
    status = ctx.case.person.status
    if status is ImmigrationStatus.UNKNOWN:
        return Reading.unknown(STATUS)
    return Reading.of(status in RESIDENTS, STATUS)


@case_premise("The person is here upon an admission, or adjusted to residence.", ADMISSION, ROSAS)
def was_admitted(ctx: Context) -> Reading:
    """Residents were admitted or adjusted, and refugees enter upon an admission (*D-K-*).

    Asylum, temporary protected status, deferred action and parole are no admission.
    """
    person = ctx.case.person
    if person.status in (*RESIDENTS, ImmigrationStatus.REFUGEE):
        return Reading.yes(STATUS)
    if person.admitted is None and person.admissions:
        return Reading.yes("$.person.admissions")
    if person.admitted is None:
        return Reading.unknown(
            *((STATUS,) if person.status is ImmigrationStatus.UNKNOWN else ()), ADMITTED
        )
    if person.admitted is False and person.status is ImmigrationStatus.UNKNOWN:
        # One who adjusted after an entry without inspection may have been noted as not admitted.
        return Reading.unknown(STATUS)
    return Reading.of(person.admitted, ADMITTED)


@case_premise("The person is not here upon an admission.", ADMISSION)
def not_admitted(ctx: Context) -> Reading:
    """The complement of `was_admitted`, asked by what reaches only those not admitted."""
    admitted = ctx.of_case(was_admitted)
    return Reading(pair=admitted.pair.negated(), paths=admitted.paths, missing=admitted.missing)


@case_premise(
    "The person is present without having been admitted or paroled.",
    Authority(cite="8 USC 1182(a)(6)(A)(i)"),
)
def present_without_admission(ctx: Context) -> Reading:
    """A parolee is outside this ground; a person granted asylum is not charged under it."""
    person = ctx.case.person
    if person.status in (ImmigrationStatus.PAROLEE, ImmigrationStatus.ASYLEE):
        return Reading.unbuilt(
            "whether the gateway of 8 USC 1226(c)(1)(E)(i) reaches parolees and asylees", STATUS
        )
    return ctx.of_case(not_admitted)


def _admitted_on(person: Person, committed_on: dt.date | None) -> tuple[dt.date | None, str]:
    """The admission by virtue of which the person was present at the offense, and its path."""
    if person.admissions:
        days = sorted(a.on for a in person.admissions if a.on is not None)
        if committed_on is not None:
            before = [d for d in days if d <= committed_on]
            return (before[-1] if before else days[0] if days else None), "$.person.admissions"
        return (days[0] if len(days) == 1 else None), "$.person.admissions"
    if person.admitted_on is not None:
        return person.admitted_on, "$.person.admitted_on"
    if person.lpr_by is LprBy.ADJUSTMENT and person.status in RESIDENTS:
        return person.lpr_on, "$.person.lpr_on"
    return None, "$.person.admitted_on"


@disposition_premise(
    "It was committed within five years after the admission.",
    Authority(cite="8 USC 1227(a)(2)(A)(i)(I)"),
    ALYAZJI,
)
def committed_within_five_years_of_admission(ctx: Context, index: int) -> Reading:
    """Both days count: that of the admission, and the fifth anniversary of it."""
    committed = ctx.disposition(index).committed_on
    here = ctx.path(index, "committed_on")
    start, at = _admitted_on(ctx.case.person, committed)
    if committed is None or start is None:
        missing = ([here] if committed is None else []) + ([at] if start is None else [])
        return Reading.unknown(*missing)
    if start <= committed <= years_after(start, 5):
        return Reading.yes(here, at, found=f"committed {committed}, admitted {start}")
    late = (committed - years_after(start, 5)).days
    return Reading.no(
        here,
        at,
        found=f"committed {committed}, admitted {start}",
        short_by=Shortfall(amount=str(late), unit="days") if late > 0 else None,
    )


@disposition_premise(
    "The conviction came after an admission.", Authority(cite="8 USC 1227(a)(2)(A)(iii)"), ROSAS
)
def convicted_after_admission(ctx: Context, index: int) -> Reading:
    """A conviction before any admission makes nobody deportable on it."""
    person = ctx.case.person
    on = ctx.disposed_on(index)
    here = ctx.path(index, "disposed_on")
    days = {
        "$.person.first_admitted_on": person.first_admitted_on,
        "$.person.admitted_on": person.admitted_on,
    }
    if person.status in RESIDENTS:
        days["$.person.lpr_on"] = person.lpr_on
    for admission in person.admissions or ():
        days["$.person.admissions"] = min(
            filter(None, (admission.on, days.get("$.person.admissions"))), default=None
        )
    known = {path: day for path, day in days.items() if day is not None}
    if on is not None and on >= ctx.case.as_of:
        # Who is here upon an admission now was admitted before a plea still to come.
        return Reading.yes(here)
    if on is None:
        return Reading.unknown(here)
    for path, day in known.items():
        if day <= on:
            return Reading.yes(here, path)
    if person.first_admitted_on is not None or person.admissions:
        return Reading.no(here, *known)
    return Reading.unknown("$.person.first_admitted_on")


_HISTORY = {
    "admitted_drug_conduct": "The person validly admitted conduct that is a drug crime.",
    "alien_smuggling": "The person knowingly helped another to enter in violation of law.",
    "document_fraud_order": "A final order for document fraud under 8 USC 1324c was entered.",
    "drug_abuse_or_addiction": "The person was found to be a drug abuser or addict.",
    "engaged_in_prostitution": "The person engaged in prostitution as a pattern.",
    "false_citizenship_claim": "The person falsely claimed to be a citizen.",
    "false_testimony": "The person gave false testimony to get a benefit.",
    "fraud_or_misrepresentation": "The person sought a benefit by wilful, material fraud.",
    "no_valid_documents_at_entry": "There were no valid documents at the entry.",
    "prior_212c_or_212h": "Former 212(c) relief or a waiver under 212(h) was granted before.",
    "prior_cancellation": "Cancellation, suspension or former 212(c) relief was granted before.",
    "reason_to_believe_human_trafficker": "There is reason to believe human trafficking.",
    "reason_to_believe_money_launderer": "There is reason to believe money laundering.",
    "reason_to_believe_trafficker": "There is reason to believe drug trafficking.",
    "two_or_more_gambling_offenses": "The person was convicted of two or more gambling offenses.",
    "unlawful_voting": "The person voted in violation of law.",
}


@functools.cache
def history_says(item: str) -> CasePremise:
    """A premise that an item of the person's history is so.

    An item that is left out is not known, unless the history is said to be complete.
    """
    path = f"$.person.history.{item}"

    def ask(ctx: Context) -> Reading:
        known = ctx.case.person.history_item(item)
        return Reading.unknown(path) if known is None else Reading.of(known, path)

    return CasePremise(name=f"history_{item}", text=_HISTORY[item], ask=ask)


@case_premise(
    "The person is no permanent resident, or is one on a conditional basis.",
    Authority(cite="8 USC 1228(b)(2)"),
)
def not_permanent_or_conditional(ctx: Context) -> Reading:
    """Read for the day on which proceedings begin; the status now is taken for it."""
    status = ctx.case.person.status
    if status is ImmigrationStatus.UNKNOWN:
        return Reading.unknown(STATUS)
    return Reading.of(status not in (ImmigrationStatus.LPR, ImmigrationStatus.CITIZEN), STATUS)
