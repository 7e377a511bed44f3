"""Facts of the case that no element need carry: loss, substance and grams, relationship, clause."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from immconseq.authority import Answer, Authority, Court, Holding, Side
from immconseq.case import Outcome, VictimRelationship, ViolatedClause
from immconseq.facts.context import Context
from immconseq.facts.model import (
    Issue,
    Reading,
    Shortfall,
    all_of,
    disposition_premise,
    pair_premise,
)
from immconseq.facts.offense import substance_is_marijuana
from immconseq.facts.person import years_after
from immconseq.values import UNKNOWN, Pair

__all__ = [
    "PROTECTED",
    "RELATIONSHIP_OUTSIDE_THE_RECORD",
    "committed_under_18",
    "committed_under_18_and_over_five_years_ago",
    "different_episodes",
    "different_schemes",
    "loss_exceeds_10k",
    "protected_domestic_relationship",
    "thirty_grams_or_less_for_own_use",
    "violated_protective_clause",
]

TEN_THOUSAND = Decimal(10_000)
THIRTY_GRAMS = Decimal(30)

NIJHAWAN = Authority(
    cite="Nijhawan v. Holder, 557 U.S. 29 (2009)", court=Court.SCOTUS, date=dt.date(2009, 6, 15)
)
ONYIDO = Authority(
    cite="Matter of Onyido, 22 I&N Dec. 552 (BIA 1999)", court=Court.BIA, date=dt.date(1999, 3, 4)
)


def exceeds(amount: Decimal | str | None, threshold: Decimal, path: str, unit: str) -> Reading:
    """Is an amount strictly greater than a threshold?"""
    if amount is None:
        return Reading.unknown(path)
    if isinstance(amount, str):
        return Reading.silent(path)
    if amount > threshold:
        return Reading.yes(path, found=f"{amount} {unit}")
    return Reading.no(
        path,
        found=f"{amount} {unit}",
        short_by=Shortfall(amount=str(threshold - amount), unit=unit),
    )


@disposition_premise(
    "The loss to the victims of the count of conviction exceeds $10,000.",
    Authority(cite="8 USC 1101(a)(43)(M)(i)"),
    NIJHAWAN,
)
def loss_exceeds_10k(ctx: Context, index: int) -> Reading:
    """At 10,000.00 dollars it is not met; at 10,000.01 it is. It is proved outside the record."""
    return exceeds(
        ctx.disposition(index).facts.loss_usd,
        TEN_THOUSAND,
        ctx.path(index, "facts", "loss_usd"),
        "US dollars",
    )


@disposition_premise(
    "The loss intended by an attempt or conspiracy exceeds $10,000.",
    Authority(cite="8 USC 1101(a)(43)(M)(i)"),
    ONYIDO,
)
def intended_loss_exceeds_10k(ctx: Context, index: int) -> Reading:
    """The loss intended, or the loss that came about, whichever is known to be greater."""
    facts = ctx.disposition(index).facts
    intended = ctx.path(index, "facts", "intended_loss_usd")
    actual = exceeds(
        facts.loss_usd, TEN_THOUSAND, ctx.path(index, "facts", "loss_usd"), "US dollars"
    )
    meant = exceeds(facts.intended_loss_usd, TEN_THOUSAND, intended, "US dollars")
    if actual.pair.low.word == "yes":
        return actual
    return meant


@disposition_premise(
    "The funds laundered exceed $10,000.",
    Authority(cite="8 USC 1101(a)(43)(D)"),
    Authority(
        cite="Matter of Dominguez Reyes, 28 I&N Dec. 878 (BIA 2024)",
        court=Court.BIA,
        date=dt.date(2024, 12, 1),
    ),
)
def funds_exceed_10k(ctx: Context, index: int) -> Reading:
    """At 10,000.00 dollars it is not met; at 10,000.01 it is."""
    return exceeds(
        ctx.disposition(index).facts.funds_usd,
        TEN_THOUSAND,
        ctx.path(index, "facts", "funds_usd"),
        "US dollars",
    )


@disposition_premise(
    "It is possession for the person's own use of thirty grams or less of marijuana.",
    Authority(cite="8 USC 1227(a)(2)(B)(i)"),
    Authority(
        cite="Matter of Davey, 26 I&N Dec. 37 (BIA 2012)",
        court=Court.BIA,
        date=dt.date(2012, 10, 23),
    ),
    Authority(
        cite="Matter of Dominguez-Rodriguez, 26 I&N Dec. 408 (BIA 2014)",
        court=Court.BIA,
        date=dt.date(2014, 9, 18),
    ),
)
def thirty_grams_or_less_for_own_use(ctx: Context, index: int) -> Reading:
    """At 30 grams it is met; at 30.01 it is not. A circumstance, not an element."""
    facts = ctx.disposition(index).facts
    own = ctx.path(index, "facts", "own_use")
    return all_of(
        ctx.of(substance_is_marijuana, index),
        _thirty_grams(ctx, index),
        Reading.unknown(own) if facts.own_use is None else Reading.of(facts.own_use, own),
    )


RESIN = Authority(cite="21 USC 802(16)")
EXCEPTION = Authority(cite="8 USC 1227(a)(2)(B)(i)")

_CONCENTRATES = {
    **dict.fromkeys(("hashish", "hash", "cannabis resin", "concentrated cannabis"), 5),
    **dict.fromkeys(("hash oil", "hashish oil", "butane honey oil"), 50),
    **dict.fromkeys(("thc", "tetrahydrocannabinols", "delta-9 thc"), 167),
}
"""Grams of leaf to which a gram is reckoned equal where concentrates are reckoned so."""


def _thirty_grams(ctx: Context, index: int) -> Reading:
    """Whether a concentrate counts by its own weight or by what it was made of is unsettled."""
    facts, at = ctx.disposition(index).facts, ctx.path(index, "facts", "grams")
    if facts.grams is None:
        return Reading.unknown(at)
    found = f"{facts.grams} grams"
    if facts.grams > THIRTY_GRAMS:
        return Reading.no(at, found=found)
    as_leaf = facts.grams * _CONCENTRATES.get((facts.substance or "").strip().lower(), 1)
    if as_leaf > THIRTY_GRAMS:
        return Reading.contested(((RESIN, Side.FOR), (EXCEPTION, Side.AGAINST)), at)
    return Reading.yes(at, found=found)


PROTECTED = (
    VictimRelationship.SPOUSE,
    VictimRelationship.FORMER_SPOUSE,
    VictimRelationship.COHABITANT,
    VictimRelationship.FORMER_COHABITANT,
    VictimRelationship.CO_PARENT,
    VictimRelationship.PROTECTED_BY_STATE_LAW,
)
"""Whom the domestic violence law of every State protects: 8 USC 1227(a)(2)(E)(i)."""


RELATIONSHIP_OUTSIDE_THE_RECORD = Issue(
    name="relationship_outside_the_record",
    text="What the victim was to the person may be proved by evidence outside the record of"
    " conviction.",
    holdings=(
        Holding(
            answer=Answer.NO,
            court=Court.CA9,
            decided=dt.date(2004, 6, 10),
            cite="Tokatly v. Ashcroft, 371 F.3d 613 (9th Cir. 2004)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA5,
            decided=dt.date(2010, 10, 19),
            cite="Bianco v. Holder, 624 F.3d 265 (5th Cir. 2010)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.CA4,
            decided=dt.date(2015, 11, 20),
            cite="Hernandez-Zavala v. Lynch, 806 F.3d 259 (4th Cir. 2015)",
        ),
        Holding(
            answer=Answer.YES,
            court=Court.BIA,
            decided=dt.date(2016, 5, 27),
            cite="Matter of H. Estrada, 26 I&N Dec. 749 (BIA 2016)",
        ),
    ),
)
"""Of which evidence a fact that is ``inconclusive`` speaks: of all, or of the record alone."""


_AGAINST_PROPERTY = ("burglary", "property_damage", "theft", "trespass")


@disposition_premise(
    "It was done against a person, who was a spouse or former spouse, a co-parent, a cohabitant as"
    " a spouse, or protected by the domestic or family violence laws of the place.",
    Authority(cite="8 USC 1227(a)(2)(E)(i)"),
)
def protected_domestic_relationship(ctx: Context, index: int) -> Reading:
    """A child or another relative counts only where the place's own law protects them.

    Force against property is no crime against a person, whoever owns it: where the catalog says
    that it is such a crime the answer is no, and elsewhere the relationship given is taken for
    that of the person whom the force was used against.
    """
    entry = ctx.views[index].entry
    if entry is not None and entry.family in _AGAINST_PROPERTY:
        return Reading.no(ctx.path(index, "offense", "code"), found="a crime against property")
    at = ctx.path(index, "facts", "victim_relationship")
    relationship = ctx.disposition(index).facts.victim_relationship
    if relationship is None:
        return Reading.unknown(at)
    if relationship is VictimRelationship.INCONCLUSIVE:
        return Reading.silent(at)
    if relationship in PROTECTED:
        return Reading.yes(at, found=f"the victim is a {relationship.replace('_', ' ')}")
    section = ctx.catalog.protected_by(
        ctx.disposition(index).offense.jurisdiction, relationship.value
    )
    if section is not None:
        return Reading.yes(at, found=f"the victim is protected by {section}")
    if relationship in (
        VictimRelationship.DATING,
        VictimRelationship.CHILD,
        VictimRelationship.OTHER_FAMILY,
    ):
        return Reading.unbuilt(
            "whether the local domestic violence law protects this relationship; say"
            " protected_by_state_law where it does",
            at,
        )
    return Reading.no(at, found=f"the victim is {relationship.replace('_', ' ')}")


@disposition_premise(
    "A court found that the person broke the part of a protective order that guards against"
    " violence, threats or repeated harassment; staying away and no contact included.",
    Authority(cite="8 USC 1227(a)(2)(E)(ii)"),
    Authority(
        cite="Matter of Strydom, 25 I&N Dec. 507 (BIA 2011)",
        court=Court.BIA,
        date=dt.date(2011, 5, 24),
    ),
    Authority(
        cite="Matter of Obshatko, 27 I&N Dec. 173 (BIA 2017)",
        court=Court.BIA,
        date=dt.date(2017, 11, 16),
    ),
)
def violated_protective_clause(ctx: Context, index: int) -> Reading:
    """Support, custody and fees are no such part. Proved by all the evidence, not by elements."""
    clause = ctx.disposition(index).facts.violated_clause
    at = ctx.path(index, "facts", "violated_clause")
    if clause is None:
        return Reading.unknown(at)
    return Reading.of(clause is not ViolatedClause.OTHER, at, found=clause.value)


@disposition_premise("A court made the finding.", Authority(cite="8 USC 1227(a)(2)(E)(ii)"))
def is_court_finding(ctx: Context, index: int) -> Reading:
    """A finding that an order was violated needs no conviction."""
    return Reading.of(
        ctx.disposition(index).outcome is Outcome.COURT_FINDING, ctx.path(index, "outcome")
    )


@disposition_premise(
    "It was committed before the age of 18.",
    Authority(
        cite="Matter of M-U-, 2 I&N Dec. 92 (BIA 1944)", court=Court.BIA, date=dt.date(1944, 5, 12)
    ),
)
def committed_under_18(ctx: Context, index: int) -> Reading:
    """Who admits what was done as a child admits no crime."""
    age, at = ctx.disposition(index).facts.defendant_age, ctx.path(index, "facts", "defendant_age")
    return Reading.unknown(at) if age is None else Reading.of(age < 18, at)


@disposition_premise(
    "It was committed before the age of 18, and the offense and any release from confinement for"
    " it lie more than five years back.",
    Authority(cite="8 USC 1182(a)(2)(A)(ii)(I)"),
)
def committed_under_18_and_over_five_years_ago(ctx: Context, index: int) -> Reading:
    """The five years run back from `as_of`, read as the day of the application."""
    disposition = ctx.disposition(index)
    age, on = ctx.path(index, "facts", "defendant_age"), ctx.path(index, "committed_on")
    released = ctx.path(index, "sentence", "released_on")
    years = disposition.facts.defendant_age
    young = Reading.unknown(age) if years is None else Reading.of(years < 18, age)
    committed = disposition.committed_on
    old = (
        Reading.unknown(on)
        if committed is None
        else Reading.of(years_after(committed, 5) < ctx.case.as_of, on)
    )
    freed = disposition.sentence.released_on
    if disposition.sentence.served_days == 0:
        # Who was never confined for it has no release to wait for.
        out = Reading.yes(ctx.path(index, "sentence", "served_days"))
    elif freed is not None:
        out = Reading.of(years_after(freed, 5) < ctx.case.as_of, released)
    else:
        out = Reading.unknown(released)
    return all_of(young, old, out)


SCHEME = Authority(cite="8 USC 1227(a)(2)(A)(ii)")
ISLAM = Authority(
    cite="Matter of Islam, 25 I&N Dec. 637 (BIA 2011)",
    court=Court.BIA,
    date=dt.date(2011, 11, 18),
)
OWN_TESTS = {
    "2": Authority(
        cite="Nason v. INS, 394 F.2d 223 (2d Cir. 1968)",
        court=Court.CA2,
        date=dt.date(1968, 4, 29),
    ),
    "3": Authority(
        cite="Sawkow v. INS, 314 F.2d 34 (3d Cir. 1963)",
        court=Court.CA3,
        date=dt.date(1963, 1, 29),
    ),
}
"""What circuits said of a single scheme themselves, before the Board spoke for all of them."""


@pair_premise(
    "The two crimes did not arise out of a single scheme of criminal misconduct, as found or"
    " stipulated.",
    SCHEME,
    ISLAM,
    Authority(
        cite="Matter of Baeza-Galindo, 29 I&N Dec. 1 (BIA 2025)",
        court=Court.BIA,
        date=dt.date(2025, 2, 1),
    ),
)
def different_schemes(ctx: Context, one: int, two: int) -> Reading:
    """Different labels are different schemes, as found or stipulated; no label is not known.

    By which test it has to be found is unsettled in the Second and Third Circuits, whose own is
    older than the Board's; there, and where no circuit is given, both sides are named.
    """
    labels = [ctx.disposition(i).facts.scheme for i in (one, two)]
    paths = [ctx.path(i, "facts", "scheme") for i in (one, two)]
    missing = [p for p, label in zip(paths, labels, strict=True) if label is None]
    if not missing:
        return Reading.of(labels[0] != labels[1], *paths)
    circuit = ctx.case.circuit
    against = [own for where, own in OWN_TESTS.items() if circuit in (None, where)]
    sides = ((ISLAM, Side.FOR), *((own, Side.AGAINST) for own in against)) if against else ()
    return Reading(
        pair=Pair.of(UNKNOWN), paths=tuple(missing), missing=tuple(missing), authorities=sides
    )


@pair_premise(
    "The two offenses were not of one episode.",
    Authority(cite="8 USC 1227(a)(2)(B)(i)"),
    Authority(
        cite="Matter of Davey, 26 I&N Dec. 37 (BIA 2012)",
        court=Court.BIA,
        date=dt.date(2012, 10, 23),
    ),
)
def different_episodes(ctx: Context, one: int, two: int) -> Reading:
    """More than a day apart they are two; closer, the labels of the schemes decide."""
    days = [ctx.disposition(i).committed_on for i in (one, two)]
    if days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) > 1:
        return Reading.yes(*(ctx.path(i, "committed_on") for i in (one, two)))
    return different_schemes.ask(ctx, one, two)
