"""The person: citizenship, admission and its day, residence, history."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable

from immconseq.authority import Authority, Court
from immconseq.case import AdmissionBy, ImmigrationStatus, LprBy, Person
from immconseq.facts.context import Context
from immconseq.facts.model import (
    CasePremise,
    Reading,
    Shortfall,
    any_of,
    case_premise,
    disposition_premise,
)

__all__ = [
    "admission_days",
    "committed_within_five_years_of_admission",
    "convicted_after_admission",
    "drug_abuse_after_admission",
    "history_says",
    "is_permanent_resident",
    "not_a_citizen",
    "not_admitted",
    "not_permanent_or_conditional",
    "present_without_admission",
    "smuggling_near_an_entry",
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


def _adjusted(person: Person) -> bool:
    return person.lpr_by is LprBy.ADJUSTMENT and person.status in RESIDENTS


def _no_admission_before_adjustment(person: Person) -> bool:
    """Did one who adjusted enter without inspection, so that the adjustment is the admission?"""
    first = person.first_admitted_on
    return _adjusted(person) and (
        person.admitted is False
        or (first is not None and person.lpr_on is not None and first >= person.lpr_on)
    )


def _within_five_years(start: dt.date, committed: dt.date) -> bool:
    return start <= committed <= years_after(start, 5)


def _since_listed(person: Person, committed: dt.date) -> tuple[set[dt.date], tuple[str, ...]]:
    """The days that may be that of the admission at the offense, and what would tell them apart.

    It is the last admission at a port that came before; an adjustment does not start the years
    anew, and is the admission of him alone who had been let in at no port.
    """
    earlier = [
        (k, a.by, a.on)
        for k, a in enumerate(person.admissions)
        if a.on is not None and a.on <= committed
    ]
    port = max((on for _, by, on in earlier if by is AdmissionBy.PORT), default=None)
    unsaid = {k: on for k, by, on in earlier if by is None and (port is None or on > port)}
    days = set(unsaid.values())
    if port is not None:
        days.add(port)
    else:
        days |= {on for _, by, on in earlier if by is AdmissionBy.ADJUSTMENT}
    return days, (*_undated(person), *(f"$.person.admissions[{k}].by" for k in unsaid))


def _undated(person: Person) -> tuple[str, ...]:
    return tuple(
        f"$.person.admissions[{k}].on" for k, a in enumerate(person.admissions) if a.on is None
    )


@disposition_premise(
    "It was committed within five years after the admission.",
    Authority(cite="8 USC 1227(a)(2)(A)(i)(I)"),
    ALYAZJI,
)
def committed_within_five_years_of_admission(ctx: Context, index: int) -> Reading:
    """Both days count: that of the admission, and the fifth anniversary of it.

    The admission is that by which the person was present at the offense, and adjusting later does
    not start the years anew. The day of residence is taken for it where one who adjusted entered
    without inspection, or where no other admission is known.
    """
    person = ctx.case.person
    committed = ctx.disposition(index).committed_on
    here = ctx.path(index, "committed_on")
    if person.admissions:
        if committed is None:
            return Reading.unknown(here)
        days, missing = _since_listed(person, committed)
        answers = {_within_five_years(day, committed) for day in days}
        if len(answers) > 1 or any(path.endswith(".on") for path in missing):
            if missing:
                return Reading.unknown(*missing)
            return Reading.unbuilt(
                "which of several adjustments starts the five years", here, "$.person.admissions"
            )
        if not days:
            return Reading.no(here, "$.person.admissions", found="committed before any admission")
        return _five_years(max(days), committed, here, "$.person.admissions")
    if person.admitted_on is not None:
        start, at = person.admitted_on, "$.person.admitted_on"
    elif _adjusted(person) and person.lpr_on is not None:
        start, at = person.lpr_on, "$.person.lpr_on"
    else:
        at = "$.person.lpr_on" if _adjusted(person) else "$.person.admitted_on"
        return Reading.unknown(*((here,) if committed is None else ()), at)
    if committed is None:
        return Reading.unknown(here)
    first = person.first_admitted_on
    if (
        at == "$.person.lpr_on"
        and first is not None
        and not _no_admission_before_adjustment(person)
    ):
        # The admission at the offense is one of the days from the first to the adjustment.
        if committed > years_after(start, 5):
            return _five_years(start, committed, here, at)
        if start <= committed <= years_after(first, 5):
            return Reading.yes(here, at, "$.person.first_admitted_on")
        return Reading.unknown("$.person.admitted_on")
    return _five_years(start, committed, here, at)


def _five_years(start: dt.date, committed: dt.date, *paths: str) -> Reading:
    found = f"committed {committed}, admitted {start}"
    if _within_five_years(start, committed):
        return Reading.yes(*paths, found=found)
    late = (committed - years_after(start, 5)).days
    return Reading.no(
        *paths,
        found=found,
        short_by=Shortfall(amount=str(late), unit="days") if late > 0 else None,
    )


@disposition_premise(
    "The conviction came after an admission.", Authority(cite="8 USC 1227(a)(2)(A)(iii)"), ROSAS
)
def convicted_after_admission(ctx: Context, index: int) -> Reading:
    """A conviction before any admission brings nobody within a ground that asks for one after it.

    Who was inadmissible for it when let in or when adjusting may be deportable on that account
    alone, 237(a)(1)(A), which no finding answers.
    """
    on = ctx.disposed_on(index)
    here = ctx.path(index, "disposed_on")
    if on is not None and on >= ctx.case.as_of:
        # Who is here upon an admission now was admitted before a plea still to come.
        return Reading.yes(here)
    if on is None:
        return Reading.unknown(here)
    return _after_admission(ctx.case.person, on, here)


BEFORE_ADMISSION = (
    "before any admission; who was inadmissible on entry or adjustment may be deportable under"
    " 8 USC 1227(a)(1)(A), which no finding answers"
)


def _after_admission(person: Person, on: dt.date, here: str) -> Reading:
    """Did a day come after an admission, on whichever of them the person is here?"""
    known = {path: day for path, day in admission_days(person).items() if day is not None}
    for path, day in known.items():
        if day <= on:
            return Reading.yes(here, path)
    if undated := _undated(person):
        return Reading.unknown(*undated)
    if person.admissions or (_no_admission_before_adjustment(person) and person.lpr_on is not None):
        return Reading.no(here, *known, found=BEFORE_ADMISSION)
    # Residence may have begun anew since an admission under which an offense was committed.
    left_out = [n for n in ("first_admitted_on", "admitted_on") if getattr(person, n) is None]
    if left_out:
        return Reading.unknown(*(f"$.person.{name}" for name in left_out))
    return Reading.no(here, *known, found=BEFORE_ADMISSION)


def admission_days(person: Person) -> dict[str, dt.date | None]:
    """The days on which the person is known to have been admitted, by path; of a list the first."""
    days = {
        "$.person.first_admitted_on": person.first_admitted_on,
        "$.person.admitted_on": person.admitted_on,
    }
    if person.status in RESIDENTS:
        days["$.person.lpr_on"] = person.lpr_on
    if person.admissions:
        days["$.person.admissions"] = min(
            (a.on for a in person.admissions if a.on is not None), default=None
        )
    return days


_HISTORY = {
    "admitted_drug_conduct": "The person validly admitted conduct that is a drug crime.",
    "alien_smuggling": "The person knowingly helped another to enter in violation of law.",
    "document_fraud_order": "A final order for document fraud under 8 USC 1324c was entered.",
    "drug_abuse_or_addiction": "The person was found to be a drug abuser or addict.",
    "engaged_in_prostitution": "The person engaged in prostitution as a pattern, within ten years.",
    "false_citizenship_claim": "The person falsely claimed to be a citizen, on or after"
    " 30 September 1996, and not as a child of citizens who lived here before 16 and reasonably"
    " believed it.",
    "false_testimony": "The person gave false testimony to get a benefit.",
    "fraud_or_misrepresentation": "The person sought a benefit by wilful, material fraud.",
    "no_valid_documents_at_entry": "There were no valid documents at the entry.",
    "prior_212c_or_212h": "Former 212(c) relief or a waiver under 212(h) was granted before.",
    "prior_cancellation": "Cancellation, suspension or former 212(c) relief was granted before.",
    "reason_to_believe_human_trafficker": "There is reason to believe human trafficking.",
    "reason_to_believe_money_launderer": "There is reason to believe money laundering.",
    "reason_to_believe_trafficker": "There is reason to believe drug trafficking.",
    "two_or_more_gambling_offenses": "The person was convicted of two or more gambling offenses.",
    "unlawful_voting": "The person voted in violation of law, and not as a child of citizens who"
    " lived here before 16 and reasonably believed to be one.",
}

Reaches = Callable[[Context, dt.date, str], Reading]
"""Does a ground reach what was done on a day that stands at a path?"""

FALSE_CLAIMS = dt.date(1996, 9, 30)


def _within_ten_years(ctx: Context, on: dt.date, at: str) -> Reading:
    """Back from `as_of`, read as the day of the application; the tenth anniversary is within."""
    return Reading.of(ctx.case.as_of <= years_after(on, 10), at, found=f"on {on}")


def _since_the_act_of_1996(ctx: Context, on: dt.date, at: str) -> Reading:
    return Reading.of(on >= FALSE_CLAIMS, at, found=f"on {on}")


_REACHES: dict[str, tuple[Reaches, Authority]] = {
    "engaged_in_prostitution": (_within_ten_years, Authority(cite="8 USC 1182(a)(2)(D)(i)")),
    "false_citizenship_claim": (_since_the_act_of_1996, Authority(cite="IIRIRA 344(c)")),
}
"""The items whose day decides wherever they are read."""


def _history(ctx: Context, item: str, reaches: Reaches | None) -> Reading:
    """An item that is plainly so was found to be within the ground; one with a day goes by it."""
    person, path = ctx.case.person, f"$.person.history.{item}"
    entries = person.history_entries(item)
    if reaches is None or not entries:
        known = person.history_item(item)
        return Reading.unknown(path) if known is None else Reading.of(known, path)
    return any_of(
        *(
            Reading.unknown(f"{path}[{k}].on")
            if entry.on is None
            else reaches(ctx, entry.on, f"{path}[{k}].on")
            for k, entry in enumerate(entries)
        )
    )


@functools.cache
def history_says(item: str) -> CasePremise:
    """A premise that an item of the person's history is so.

    An item that is left out is not known, unless the history is said to be complete. Where the
    ground has a time of its own, a day that the history gives is held against it.
    """
    reaches, *authority = _REACHES.get(item, (None,))

    def ask(ctx: Context) -> Reading:
        return _history(ctx, item, reaches)

    return CasePremise(
        name=f"history_{item}", text=_HISTORY[item], ask=ask, authority=tuple(authority)
    )


@case_premise(
    "The person is, or after an admission was, found to be a drug abuser or addict.",
    Authority(cite="8 USC 1227(a)(2)(B)(ii)"),
)
def drug_abuse_after_admission(ctx: Context) -> Reading:
    """A day that the history gives is held against the admission."""

    def reaches(ctx: Context, on: dt.date, at: str) -> Reading:
        return _after_admission(ctx.case.person, on, at)

    return _history(ctx, "drug_abuse_or_addiction", reaches)


@case_premise(
    "The person knowingly helped another to enter in violation of law, before an entry, at it, or"
    " within five years after it.",
    Authority(cite="8 USC 1227(a)(1)(E)(i)"),
)
def smuggling_near_an_entry(ctx: Context) -> Reading:
    """What came later than five years after the entries that a case names is never a clean no.

    The ground speaks of any entry, and the return from a trip is one.
    """
    person = ctx.case.person
    days = {
        **admission_days(person),
        "$.person.resided_since": person.resided_since,
        "$.person.reentered_on": person.reentered_on,
    }
    listed = [a.on for a in person.admissions if a.on is not None and a.by is AdmissionBy.PORT]
    days["$.person.admissions"] = max(listed, default=None)
    # An adjustment is an admission, and no entry; who did not adjust got residence by entering.
    adjusted = None if person.lpr_by is LprBy.ADMISSION else person.lpr_on
    known = {path: day for path, day in days.items() if day is not None and day != adjusted}

    def reaches(ctx: Context, on: dt.date, at: str) -> Reading:
        for path, day in known.items():
            if on <= years_after(day, 5):
                return Reading.yes(at, path, found=f"on {on}, entered {day}")
        if not known:
            by = person.lpr_by is None and person.lpr_on is not None
            return Reading.unknown("$.person.lpr_by" if by else "$.person.resided_since")
        return Reading.unbuilt(
            "whether the person entered again, as on the return from a trip, within five years"
            " before the smuggling or at any time after it",
            at,
            *known,
        )

    return _history(ctx, "alien_smuggling", reaches)


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
