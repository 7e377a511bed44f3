"""What relief and benefits ask of a crime, beside the grounds themselves.

A crime abroad, a pardon, the presumption of *Y-L-*, federal sections that a bar names by number,
and a sentence that is not over yet.
"""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Answer, Authority, Court, Holding, Side
from immconseq.case import Level, Outcome
from immconseq.facts.context import Context
from immconseq.facts.conviction import fully_pardoned
from immconseq.facts.federal_code import FederalSection, federal_section
from immconseq.facts.model import (
    DispositionPremise,
    Issue,
    Reading,
    disposition_premise,
    issue_premise,
)
from immconseq.facts.moral_character import most_served
from immconseq.facts.offense import contested_by
from immconseq.facts.sentence import term_days
from immconseq.values import NO, YES

__all__ = [
    "committed_abroad",
    "exception_leaves_the_bar",
    "falsely_claimed_citizenship",
    "not_pardoned_for_cancellation",
    "not_pardoned_for_departure",
    "not_pardoned_from_the_presumption",
    "presumption_is_not_overcome",
    "probation_or_suspended_sentence_runs",
    "registration_offense",
    "serious_nonpolitical_crime",
    "serious_without_aggravated_felony",
    "trafficking_presumption_reaches",
]

# -- cancellation for nonresidents -------------------------------------------------------------

EXCEPTION_LEAVES_THE_BAR = Issue(
    name="exception_leaves_the_bar",
    text="The exceptions of 212(a)(2)(A)(ii) do not lift what 240A(b)(1)(C) takes from 237(a)(2).",
    holdings=(
        Holding(
            answer=Answer.CONTESTED,
            court=Court.TEXT,
            cite="8 USC 1229b(b)(1)(C)",
            by_text="an offense under either list, and one list alone has the exceptions",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.BIA,
            decided=dt.date(2003, 5, 8),
            cite="Matter of Garcia-Hernandez, 23 I&N Dec. 590 (BIA 2003)",
        ),
        # A crime of domestic violence barred on its plain words; of the exception it is silent.
        Holding(
            answer=Answer.CONTESTED,
            court=Court.CA9,
            decided=dt.date(2004, 11, 29),
            until=dt.date(2009, 4, 12),
            cite="Gonzalez-Gonzalez v. Ashcroft, 390 F.3d 649 (9th Cir. 2004)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.BIA,
            decided=dt.date(2009, 4, 13),
            cite="Matter of Almanza-Arenas, 24 I&N Dec. 771 (BIA 2009)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA9,
            decided=dt.date(2010, 1, 6),
            cite="Vasquez-Hernandez v. Holder, 590 F.3d 1053 (9th Cir. 2010)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.BIA,
            decided=dt.date(2010, 8, 13),
            cite="Matter of Cortez Canales, 25 I&N Dec. 301 (BIA 2010)",
        ),
    ),
)
exception_leaves_the_bar = issue_premise(EXCEPTION_LEAVES_THE_BAR)

FARA = range(611, 622)
"""22 USC: the Foreign Agents Registration Act."""


def _section(ctx: Context, index: int) -> FederalSection | Reading:
    """The section that a federal count names; or the answer, where there is no such section."""
    if ctx.disposition(index).offense.jurisdiction != "US":
        return Reading.no(ctx.path(index, "offense", "jurisdiction"))
    return federal_section(ctx, index) or Reading.unbuilt(
        "which section of federal law the code names", ctx.path(index, "offense", "code")
    )


@disposition_premise(
    "It violates 8 USC 1306(c), or the Foreign Agents Registration Act.",
    Authority(cite="8 USC 1227(a)(3)(B)(i)"),
    Authority(cite="8 USC 1227(a)(3)(B)(ii)"),
)
def registration_offense(ctx: Context, index: int) -> Reading:
    """Sections that the ground names and no profile entry stands for.

    For the third, 18 USC 1546, `document_fraud` stands.
    """
    section = _section(ctx, index)
    if isinstance(section, Reading):
        return section
    at = ctx.path(index, "offense", "code")
    if section.name == "8 USC 1306":
        if not section.paragraph:
            return Reading.unbuilt("which subsection of 8 USC 1306 was violated", at)
        return Reading.of(section.paragraph.startswith("(c)"), at)
    return Reading.of(section.title == "22" and section.number in FARA, at)


@disposition_premise(
    "It is a false claim to citizenship, and a conviction for one is one under 237(a)(3).",
    Authority(cite="8 USC 1227(a)(3)(D)"),
)
def falsely_claimed_citizenship(ctx: Context, index: int) -> Reading:
    """18 USC 911 and 1015(e); the ground asks for the claim alone, and nobody is known to say."""
    section = _section(ctx, index)
    at = ctx.path(index, "offense", "code")
    if isinstance(section, Reading):
        return section if section.value is NO else Reading.no(at)
    if section.claims_citizenship:
        return Reading.unbuilt(
            "whether a conviction for a false claim to citizenship is one of an offense under 8"
            " USC 1227(a)(3)(D), and whether the claim falls in its exception",
            at,
        )
    return Reading.no(at)


# -- a pardon ----------------------------------------------------------------------------------


def not_pardoned_or_contested(
    name: str, text: str, bar: Authority, pardon: Authority
) -> DispositionPremise:
    """A premise: no full pardon was granted; of one that was it is open whether it helps.

    Args:
        name: The premise's name.
        text: What it says.
        bar: Whose words ask for the conviction alone.
        pardon: Whose words let a pardon count.
    """

    def ask(ctx: Context, index: int) -> Reading:
        pardoned = ctx.of(fully_pardoned, index)
        if pardoned.value is YES:
            return Reading.contested(((bar, Side.FOR), (pardon, Side.AGAINST)), *pardoned.paths)
        if pardoned.value is NO:
            return Reading.yes(*pardoned.paths)
        return Reading.unknown(*pardoned.missing)

    return DispositionPremise(name=name, text=text, ask=ask, authority=(bar, pardon))


LIFTS_DEPORTABILITY = Authority(cite="8 USC 1227(a)(2)(A)(vi)")

not_pardoned_for_cancellation = not_pardoned_or_contested(
    "not_pardoned_for_cancellation",
    "No full pardon was granted, or one leaves the bar as it is.",
    Authority(cite="8 USC 1229b(a)(3)"),
    LIFTS_DEPORTABILITY,
)
not_pardoned_for_departure = not_pardoned_or_contested(
    "not_pardoned_for_departure",
    "No full pardon was granted, or one does not help: the statute asks whether the person is"
    " deportable, the regulation whether there is a conviction.",
    Authority(cite="8 CFR 1240.26(b), (c)(1)(iii)", court=Court.REGULATION),
    LIFTS_DEPORTABILITY,
)
not_pardoned_from_the_presumption = not_pardoned_or_contested(
    "not_pardoned_from_the_presumption",
    "No full pardon was granted, or the presumption of deportability holds in spite of one.",
    Authority(cite="8 USC 1228(c)"),
    LIFTS_DEPORTABILITY,
)


# -- asylum and withholding --------------------------------------------------------------------

SERIOUS_WITHOUT_AGGRAVATED_FELONY = Issue(
    name="serious_without_aggravated_felony",
    text="For withholding, a crime that is no aggravated felony may be particularly serious.",
    holdings=(
        Holding(
            answer=Answer.YES,
            court=Court.TEXT,
            cite="8 USC 1231(b)(3)(B)",
            by_text="the last sentence presumes of some crimes, and shuts out none",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.BIA,
            decided=dt.date(2007, 9, 20),
            cite="Matter of N-A-M-, 24 I&N Dec. 336 (BIA 2007)",
        ),
        Holding(
            answer=Answer.NO,
            court=Court.CA3,
            decided=dt.date(2006, 7, 18),
            # From November 2012 the Board refused to follow it in that circuit: M-H-, 26 I&N Dec.
            # 46; the full court gave it up in 2019.
            until=dt.date(2012, 11, 25),
            cite="Alaka v. Attorney General, 456 F.3d 88 (3d Cir. 2006)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA3,
            decided=dt.date(2019, 8, 12),
            en_banc=True,
            cite="Bastardo-Vale v. Attorney General, 934 F.3d 255 (3d Cir. 2019)",
        ),
    ),
)
serious_without_aggravated_felony = issue_premise(SERIOUS_WITHOUT_AGGRAVATED_FELONY)


@disposition_premise(
    "It was committed outside the United States.",
    Authority(cite="8 USC 1158(b)(2)(A)(iii)"),
    Authority(cite="8 USC 1231(b)(3)(B)(iii)"),
)
def committed_abroad(ctx: Context, index: int) -> Reading:
    """By whose law it is.

    Whoever did it abroad has arrived since, and the arrival that counts is the latest.
    """
    place = ctx.disposition(index).offense.jurisdiction
    at = ctx.path(index, "offense", "jurisdiction")
    return Reading.of(place != "US" and not place.startswith("US-"), at)


@disposition_premise(
    "There are serious reasons to believe that the person committed it, and it is a serious crime.",
    Authority(
        cite="Matter of W-E-R-B-, 27 I&N Dec. 795 (BIA 2020)",
        court=Court.BIA,
        date=dt.date(2020, 3, 6),
    ),
)
def serious_nonpolitical_crime(ctx: Context, index: int) -> Reading:
    """Probable cause is enough, without a conviction; an acquittal or a mere infraction is not."""
    disposition = ctx.disposition(index)
    outcome, level = ctx.path(index, "outcome"), ctx.path(index, "offense", "level")
    if disposition.outcome in (Outcome.ACQUITTED, Outcome.CIVIL, Outcome.COURT_FINDING):
        return Reading.no(outcome)
    if disposition.offense.level is Level.INFRACTION:
        return Reading.no(level)
    return Reading.unbuilt(
        "whether there are serious reasons to believe that a serious nonpolitical crime was"
        " committed abroad is the judge's to say (Matter of W-E-R-B-, 27 I&N Dec. 795); nor is it"
        " encoded whether it was persecution of others, or a danger to security",
        outcome,
    )


Y_L = Authority(
    cite="Matter of Y-L-, 23 I&N Dec. 270 (A.G. 2002)", court=Court.AG, date=dt.date(2002, 3, 5)
)
MIGUEL_MIGUEL = Authority(
    cite="Miguel-Miguel v. Gonzales, 500 F.3d 941 (9th Cir. 2007)",
    court=Court.CA9,
    date=dt.date(2007, 8, 29),
)
Y_L_DAY = dt.date(2002, 3, 5)
MIGUEL_MIGUEL_DAY = dt.date(2007, 8, 29)


@disposition_premise("The presumption of Y-L- reaches a conviction of that day.", Y_L)
def trafficking_presumption_reaches(ctx: Context, index: int) -> Reading:
    """In the Ninth Circuit it does not reach what was pleaded to before 5 March 2002.

    The day of conviction is taken for that of the plea.
    """
    if ctx.case.as_of < Y_L_DAY:
        return Reading.no("$.as_of")
    if ctx.case.as_of < MIGUEL_MIGUEL_DAY or ctx.case.circuit not in (None, "9"):
        return Reading.yes("$.as_of")
    day, at = ctx.disposed_on(index), ctx.path(index, "disposed_on")
    if day is None:
        return Reading.unknown(at)
    if day >= Y_L_DAY:
        return Reading.yes(at)
    if ctx.case.circuit is None:
        return Reading.contested(((Y_L, Side.FOR), (MIGUEL_MIGUEL, Side.AGAINST)), at)
    return Reading(
        pair=Reading.no().pair, paths=(at,), authorities=((MIGUEL_MIGUEL, Side.AGAINST),)
    )


@disposition_premise("Nothing extraordinary takes it out of the presumption of Y-L-.", Y_L)
def presumption_is_not_overcome(ctx: Context, index: int) -> Reading:
    """*Y-L-* leaves a narrow way out, and how narrow it may be made is disputed."""
    return contested_by(Y_L, ctx.path(index, "offense", "code"))


# -- naturalization ----------------------------------------------------------------------------


@disposition_premise(
    "Probation, or the time of a suspended sentence, is not over.",
    Authority(cite="8 CFR 316.10(c)(1)", court=Court.REGULATION),
)
def probation_or_suspended_sentence_runs(ctx: Context, index: int) -> Reading:
    """Probation as it stands, from the day of disposition; on its last day it is over.

    Where the person was released later, probation may have begun with the release. A suspended
    sentence without probation runs for a time that the case does not say. Parole is not a fact of
    the case.
    """
    disposition = ctx.disposition(index)
    sentence = disposition.sentence
    probation, on = ctx.path(index, "sentence", "probation_days"), ctx.path(index, "disposed_on")
    days = sentence.probation_days
    if days is None:
        return Reading.unknown(probation)
    if days > 0:
        begun = ctx.disposed_on(index)
        if begun is None:
            return Reading.unknown(on)
        if _not_over(begun, days, ctx.case.as_of):
            return Reading.yes(probation, on, found=f"{days} days of probation from {begun}")
        # After confinement it may have begun with the release, of which this is the latest day.
        latest = begun + dt.timedelta(days=most_served(ctx, index))
        released, at = sentence.released_on, ctx.path(index, "sentence", "released_on")
        if not _not_over(
            latest if released is None else min(released, latest), days, ctx.case.as_of
        ):
            return Reading.no(probation, on)
        if released is None:
            return Reading.unknown(at)
        return Reading.unbuilt(
            "whether probation ran from the sentence or from the release", probation, at
        )
    at = ctx.path(index, "sentence", "suspended_days")
    suspended = term_days(sentence, "suspended")
    if suspended == 0 or term_days(sentence, "imposed") == 0:
        return Reading.no(probation, at)
    if suspended is None:
        return Reading.unknown(at)
    return Reading.unbuilt("for how long a sentence without probation was suspended", at)


def _not_over(start: dt.date, days: int, as_of: dt.date) -> bool:
    return (as_of - start).days < days
