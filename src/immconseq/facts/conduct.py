"""Conduct that needs no conviction: what counts give reason to believe."""

from __future__ import annotations

from immconseq.authority import Authority
from immconseq.case import Inchoate, Outcome
from immconseq.facts.context import Context
from immconseq.facts.model import Reading, disposition_premise
from immconseq.facts.offense import profile_of, profile_of_charges
from immconseq.values import NO, UNKNOWN, YES, Pair

__all__ = [
    "charged_with_prostitution_business",
    "convicted_of_smuggling",
    "took_part_in_it",
    "trafficking_suspected",
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
    """What was done, and whether within ten years, the count alone does not say."""
    business = profile_of_charges(ctx, index, "prostitution_business")
    if business.pair.high is NO:
        return business
    return Reading.unbuilt(
        "whether a prostitution count shows procuring within ten years", *business.paths
    )


@disposition_premise(
    "The conviction shows that the person helped another to enter in violation of law.",
    Authority(cite="8 USC 1227(a)(1)(E)"),
)
def convicted_of_smuggling(ctx: Context, index: int) -> Reading:
    """The ground asks for entry, not for a conviction, and has a family waiver of its own."""
    smuggling = profile_of(ctx, index, "alien_smuggling")
    history = "$.person.history.alien_smuggling"
    if smuggling.pair.high is NO or ctx.case.person.history_item("alien_smuggling") is False:
        return Reading.no(history, *smuggling.paths)
    return Reading.unknown(history, *smuggling.missing)


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
