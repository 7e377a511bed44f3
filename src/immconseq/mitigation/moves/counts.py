"""Several counts in place of one: the loss or the term divided, or the term borne by another."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from typing import Any

import attrs

from immconseq.case import Disposition, Facts, Sentence
from immconseq.mitigation.moves.offense import substitutes
from immconseq.mitigation.moves.term import UNDER_A_YEAR, imposing
from immconseq.mitigation.subject import (
    Change,
    State,
    Subject,
    imposed_days,
    new_refs,
)

__all__ = ["MOST_COUNTS", "UP_TO_TEN_THOUSAND", "splits"]

UP_TO_TEN_THOUSAND = Decimal(10_000)
"""The greatest loss, in US dollars, that does not exceed $10,000: 8 USC 1101(a)(43)(M)(i)."""

MOST_COUNTS = 10
"""A count is divided into no more counts than this."""

_MONEY = ("loss_usd", "intended_loss_usd", "funds_usd")


def splits(subject: Subject, state: State) -> Iterator[State]:
    """As many counts as keep each loss at $10,000, or each term below a year, and no more."""
    count = state.count
    wanted: set[int] = set()
    most = max(_amounts(count.facts), default=Decimal(0))
    if most > UP_TO_TEN_THOUSAND:
        wanted.add(math.ceil(most / UP_TO_TEN_THOUSAND))
    imposed = imposed_days(count.sentence)
    if imposed is not None and imposed > UNDER_A_YEAR:
        wanted.add(math.ceil(imposed / UNDER_A_YEAR))
    for parts in sorted(wanted):
        if parts <= MOST_COUNTS:
            yield _divided(subject, state, parts)
    if imposed is not None and imposed > UNDER_A_YEAR and not state.changes:
        yield from _borne_by_another(subject, state, imposed - UNDER_A_YEAR)


def _amounts(facts: Facts) -> list[Decimal]:
    found = (getattr(facts, name) for name in _MONEY)
    return [amount for amount in found if isinstance(amount, Decimal)]


def _divided(subject: Subject, state: State, parts: int) -> State:
    count = state.count
    refs = (count.ref, *new_refs(subject, count.ref, parts - 1))
    imposed = imposed_days(count.sentence)
    money = bool(_amounts(count.facts))
    change = Change(
        key=(f"split:{parts}",),
        strategy="split_counts",
        step=f"Charge it as {parts} counts"
        + (", each with its own part of the loss" * money)
        + (", and impose a part of the term for each, one after the other" * bool(imposed))
        + ".",
        requires=(
            f"The facts support {parts} counts: so many takings, days, items or victims.",
            *(
                (
                    "Each count states its own loss, no count charges a scheme or a conspiracy that"
                    " takes in the others, and restitution above a count's own loss is owed by"
                    " agreement and tied to no count.",
                )
                if money
                else ()
            ),
            *(("The judgment states the term of each count.",) if imposed else ()),
        ),
        warnings=(_MORE_CONVICTIONS,),
    )
    counts = [
        attrs.evolve(
            count,
            ref=ref,
            facts=_part_of_facts(count.facts, parts, at),
            sentence=attrs.evolve(
                _part_of_sentence(count.sentence, parts, at),
                consecutive_to=refs[at - 1] if at and imposed else count.sentence.consecutive_to,
            ),
        )
        for at, ref in enumerate(refs)
    ]
    return state.after(change, *counts, same_offense=False)


def _borne_by_another(subject: Subject, state: State, rest: int) -> Iterator[State]:
    """A second count, of an offense of like kind, bears what is more than 364 days."""
    count = state.count
    (ref,) = new_refs(subject, count.ref, 1)
    for other in substitutes(subject, state, besides=True):
        bearer = other.count
        term = imposed_days(bearer.sentence)
        if term is not None and term < rest:
            continue  # it cannot be so long
        change = Change(
            key=tuple(f"bear:{key}" for key in other.changes[-1].key),
            strategy="modify_sentence",
            step=f"Impose {UNDER_A_YEAR} days for this count, and let a second count,"
            f" {bearer.offense.code}{_prong(bearer)}, bear the other {rest} days.",
            requires=(
                f"The facts support a count of {bearer.offense.code} besides.",
                f"The judgment states a term of {UNDER_A_YEAR} days or less for this count,"
                " suspended part included, and the other term for the other count.",
            ),
            warnings=(_MORE_CONVICTIONS,),
        )
        yield state.after(
            change,
            attrs.evolve(count, sentence=imposing(count.sentence, UNDER_A_YEAR)),
            attrs.evolve(
                bearer,
                ref=ref,
                sentence=attrs.evolve(imposing(bearer.sentence, rest), consecutive_to=count.ref),
            ),
            same_offense=False,
        )


def _prong(count: Disposition) -> str:
    return "" if count.offense.variant is None else f" ({count.offense.variant})"


_MORE_CONVICTIONS = (
    "More counts are more convictions: two of moral turpitude that are no single scheme are a"
    " ground of their own, and each misdemeanor counts toward TPS and DACA."
)


def _part_of_facts(facts: Facts, parts: int, at: int) -> Facts:
    changed: dict[str, Any] = {}
    for name in _MONEY:
        amount = getattr(facts, name)
        if isinstance(amount, Decimal):
            share = (amount / parts).quantize(Decimal("0.01"), ROUND_DOWN)
            changed[name] = share if at else amount - share * (parts - 1)
    return attrs.evolve(facts, **changed)


def _part_of_sentence(sentence: Sentence, parts: int, at: int) -> Sentence:
    """Its share of the term, and of what is suspended; the first has what does not divide."""
    imposed = imposed_days(sentence)
    if imposed is None:
        return sentence
    share = imposed // parts
    return imposing(sentence, share if at else imposed - share * (parts - 1))
