"""The standard offers of the office that asks, as far as they answer this charge."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from immconseq.mitigation.moves.term import imposing
from immconseq.mitigation.offers import StandardOffer
from immconseq.mitigation.subject import Change, State, Subject, imposed_days

__all__ = ["answers", "standard_offers"]


def standard_offers(subject: Subject, start: State) -> Iterator[State]:
    """Each offer that answers the charge, in the office's order; each stands alone."""
    for offer in subject.offers:
        if answers(offer, subject):
            yield _offered(subject, start, offer)


def answers(offer: StandardOffer, subject: Subject) -> bool:
    """Is the offer made for a charge of this code or of its family?"""
    entry = subject.standing.entry
    own = subject.count.offense
    if offer.offense.jurisdiction != own.jurisdiction:
        return False
    if not offer.for_codes and not offer.for_families:
        return True
    if entry is not None and entry.family in offer.for_families:
        return True
    if entry is None:
        return own.code in offer.for_codes
    return any(entry in subject.catalog.find(code, own.jurisdiction) for code in offer.for_codes)


def _offered(subject: Subject, start: State, offer: StandardOffer) -> State:
    count = start.count
    own, plea = count.offense, offer.offense
    sentence = attrs.evolve(count.sentence, max_possible_days=None, max_possible=None)
    if offer.imposed_days is not None:
        sentence = imposing(sentence, offer.imposed_days)
    if offer.suspended_days is not None:
        sentence = attrs.evolve(sentence, suspended_days=offer.suspended_days, suspended=None)
    if offer.probation_days is not None:
        sentence = attrs.evolve(sentence, probation_days=offer.probation_days)
    term = imposed_days(sentence)
    name = f"{plea.code}" + f" ({plea.variant})" * (plea.variant is not None)
    change = Change(
        key=(f"offer:{offer.offer_id}",),
        strategy="standard_offer",
        step=f"Make the standard offer {offer.offer_id}: {name}"
        + (f", {term} days" if term is not None else "")
        + ".",
        requires=(
            f"The facts support every element of {plea.code}.",
            f"The charge is amended; the plea, its factual basis and the record speak of {name}"
            f" alone, and {own.code} is dismissed.",
            *((offer.text,) if offer.text else ()),
        ),
    )
    return start.after(
        change, attrs.evolve(count, offense=plea, sentence=sentence), same_offense=False
    )
