"""Former 212(c): on which day a conviction was agreed to, and what was served for it."""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Authority, Court
from immconseq.case import Plea
from immconseq.facts.context import Context
from immconseq.facts.model import Reading, case_premise, disposition_premise
from immconseq.facts.sentence import imposed_bounds, term_days

__all__ = [
    "entered_after_repeal",
    "entered_before_repeal",
    "entered_from_aedpa_to_repeal",
    "entered_from_november_1990_to_aedpa",
    "former_law_of_212c",
    "proceedings_began_after_aedpa",
    "security_ground_of_exclusion",
    "served_days_of",
    "served_paths",
]

IMMACT = dt.date(1990, 11, 29)
AEDPA = dt.date(1996, 4, 24)
REPEAL = dt.date(1997, 4, 1)
JUDULANG_DAY = dt.date(2011, 12, 12)

MORENO = Authority(
    cite="Matter of Moreno-Escobosa, 25 I&N Dec. 114 (BIA 2009)",
    court=Court.BIA,
    date=dt.date(2009, 10, 30),
)
ABDELGHANY = Authority(
    cite="Matter of Abdelghany, 26 I&N Dec. 254 (BIA 2014)",
    court=Court.BIA,
    date=dt.date(2014, 2, 28),
)
REPEALED = Authority(cite="IIRIRA 304(b)")
AMENDED = Authority(cite="Pub. L. 104-132, sec. 440")

NTA = "$.person.nta_served_on"
PENDING = "$.person.in_proceedings"


def _entered(
    ctx: Context, index: int, since: dt.date | None = None, before: dt.date | None = None
) -> Reading:
    """Does the day that counts lie in a span, its start included and its end not?

    It is the day of the plea agreement (*Moreno-Escobosa*), and of a conviction after trial the
    day of conviction. A plea is no earlier than the offense and no later than the judgment.
    """
    count = ctx.disposition(index)
    plea, plea_on, judged_on = (ctx.path(index, key) for key in ("plea", "plea_on", "disposed_on"))
    judged = ctx.disposed_on(index)
    earliest, latest = count.committed_on or dt.date.min, judged or ctx.case.as_of
    missing: tuple[str, ...] = () if judged is not None else (judged_on,)
    if count.plea is Plea.NONE:
        earliest = judged or earliest
    elif count.plea_on is not None:
        earliest = count.plea_on
        if count.plea is not None:
            latest, missing = count.plea_on, ()
        else:
            missing += (plea,)
    else:
        missing += (plea_on,) if count.plea is not None else (plea, plea_on)
    paths = (plea, plea_on, judged_on)
    low, high = since or dt.date.min, before or dt.date.max
    if low <= earliest and latest < high:
        return Reading.yes(*paths)
    if latest < low or earliest >= high:
        return Reading.no(*paths)
    return Reading.unknown(*missing)


@disposition_premise(
    "The plea was agreed to, or the conviction after trial entered, on or after 1 April 1997.",
    REPEALED,
    MORENO,
)
def entered_after_repeal(ctx: Context, index: int) -> Reading:
    """From that day on there is no 212(c)."""
    return _entered(ctx, index, since=REPEAL)


@disposition_premise(
    "The plea was agreed to, or the conviction after trial entered, before 1 April 1997.",
    REPEALED,
    MORENO,
)
def entered_before_repeal(ctx: Context, index: int) -> Reading:
    """What former 212(c) may still reach."""
    return _entered(ctx, index, before=REPEAL)


@disposition_premise(
    "The plea was agreed to, or the conviction after trial entered, from 24 April 1996 to 31 March"
    " 1997.",
    AMENDED,
    MORENO,
)
def entered_from_aedpa_to_repeal(ctx: Context, index: int) -> Reading:
    """In this time 212(c) shut out those deportable on most grounds of crime."""
    return _entered(ctx, index, since=AEDPA, before=REPEAL)


@disposition_premise(
    "The plea was agreed to, or the conviction after trial entered, from 29 November 1990 to 23"
    " April 1996.",
    Authority(cite="8 CFR 1212.3(f)(4)(i)", court=Court.REGULATION),
    ABDELGHANY,
)
def entered_from_november_1990_to_aedpa(ctx: Context, index: int) -> Reading:
    """In this time five years served for aggravated felonies shut a person out."""
    return _entered(ctx, index, since=IMMACT, before=AEDPA)


@case_premise(
    "The proceedings to remove the person began on or after 24 April 1996.", AMENDED, ABDELGHANY
)
def proceedings_began_after_aedpa(ctx: Context) -> Reading:
    """Proceedings that are still to come begin after it."""
    person = ctx.case.person
    if person.in_proceedings is False:
        return Reading.yes(PENDING)
    if person.nta_served_on is None:
        return Reading.unknown(NTA)
    if person.nta_served_on >= AEDPA:
        return Reading.yes(NTA)
    return Reading.unknown(PENDING) if person.in_proceedings is None else Reading.no(NTA, PENDING)


@disposition_premise(
    "It brings a ground of exclusion on security that 212(c) did not reach.",
    Authority(cite="8 CFR 1212.3(f)(3)", court=Court.REGULATION),
)
def security_ground_of_exclusion(ctx: Context, index: int) -> Reading:
    """The grounds of 212(a)(3) are not the ground of deportability that a conviction gives."""
    return Reading.unbuilt(
        "whether a conviction of espionage, sabotage, treason or sedition brings a ground of"
        " 212(a)(3), which former 212(c) does not reach",
        ctx.path(index, "offense", "code"),
    )


@disposition_premise(
    "The law on former 212(c) before Matter of Abdelghany would shut the person out.", ABDELGHANY
)
def former_law_of_212c(ctx: Context, index: int) -> Reading:
    """Until *Judulang* the comparable ground of exclusion decided, until *Abdelghany* a trial."""
    at = ctx.path(index, "plea")
    if ctx.case.as_of < JUDULANG_DAY:
        return Reading.unbuilt(
            "former 212(c) before Judulang v. Holder, when it was asked whether a ground of"
            " deportability had a counterpart among those of exclusion"
        )
    plea = ctx.disposition(index).plea
    if plea is None:
        return Reading.unknown(at)
    if plea is Plea.NONE:
        return Reading.unbuilt("former 212(c) after a trial, before Matter of Abdelghany", at)
    return Reading.no(at)


def served_days_of(ctx: Context, index: int) -> tuple[int, int]:
    """The least and the most days that may have been served for a count."""
    sentence = ctx.disposition(index).sentence
    if sentence.served_days is not None:
        return sentence.served_days, sentence.served_days
    most = imposed_bounds(ctx, index)[1] - (term_days(sentence, "suspended") or 0)
    return 0, max(most, 0)


def served_paths(ctx: Context, index: int) -> tuple[str, ...]:
    """What the sum of days served reads of one disposition."""
    sentence = ctx.disposition(index).sentence
    paths = [ctx.path(index, "sentence", "served_days")] if sentence.served_days is None else []
    if sentence.consecutive_to is None and len(ctx.case.dispositions) > 1:
        paths.append(ctx.path(index, "sentence", "consecutive_to"))
    return tuple(paths)
