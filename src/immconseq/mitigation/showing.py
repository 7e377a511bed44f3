"""What a charge and its facts show, and what an offense asks for besides.

A plea to an offense that asks for a firearm, a dwelling or a word to a witness is no answer to a
charge that has none. Nothing here looks at immigration law.
"""

from __future__ import annotations

from collections.abc import Iterator

from immconseq.case import Disposition, Facts, Offense, VictimRelationship
from immconseq.errors import AmbiguousOffense, UnknownOffense
from immconseq.offenses.catalog import Catalog
from immconseq.offenses.entry import Entry, Variant

__all__ = ["EXCUSABLE", "shown", "supposed", "words"]

_BY_NATURE = {
    "assault": ("victim",),
    "battery": ("victim",),
    "burglary": ("victim",),
    "child_endangerment": ("victim",),
    "domestic_violence": ("victim", "partner"),
    "driving": ("vehicle",),
    "dui": ("vehicle",),
    "forgery": ("victim", "document"),
    "fraud": ("victim",),
    "homicide": ("victim", "injury"),
    "kidnapping_false_imprisonment": ("victim",),
    "property_damage": ("victim",),
    "receiving": ("victim",),
    "robbery": ("victim",),
    "stalking": ("victim",),
    "theft": ("victim",),
    "threats": ("victim",),
}
"""What every offense of a family has, so that its rows need not say so."""

_PARTNERS = (
    VictimRelationship.SPOUSE,
    VictimRelationship.FORMER_SPOUSE,
    VictimRelationship.COHABITANT,
    VictimRelationship.FORMER_COHABITANT,
    VictimRelationship.CO_PARENT,
    VictimRelationship.DATING,
)

_NEVER_SHARED = frozenset({"special_object", "further_act"})
"""What differs from row to row: a bicycle is no cable line, though both are special."""

EXCUSABLE = frozenset(
    {
        "prior",
        "victim",
        "partner",
        "injury",
        "arrest",
        "firearm",
        "weapon",
        "vehicle",
        "dwelling",
        "document",
        "special_object",
        "further_act",
    }
)
"""What may be there though the case does not say so, where the catalog names the offense for it."""

_WORDS = {
    "prior": "an earlier conviction of the kind that it asks for",
    "victim": "somebody who was wronged",
    "partner": "a spouse, a partner or a date",
    "injury": "an injury",
    "arrest": "an officer or an arrest",
    "firearm": "a firearm",
    "weapon": "a weapon",
    "vehicle": "a vehicle",
    "dwelling": "a dwelling",
    "document": "a false or forged document",
    "special_object": "the thing or the occasion that it speaks of",
    "further_act": "the further act that it speaks of",
}


def words(things: frozenset[str]) -> str:
    """The same in words, in the order of the vocabulary."""
    return ", ".join(text for name, text in _WORDS.items() if name in things)


def supposed(entry: Entry, prong: Variant | None) -> frozenset[str]:
    """What an offense asks for, by this prong."""
    return frozenset((*entry.supposes, *(() if prong is None else prong.supposes)))


def shown(disposition: Disposition, catalog: Catalog) -> frozenset[str]:
    """What a count has: by the offense, by what else was charged on it, and by its facts."""
    there = set(_facts(disposition.facts))
    for offense in (disposition.offense, *disposition.charged_with):
        there.update(_offense(offense, catalog))
    return frozenset(there)


def _offense(offense: Offense, catalog: Catalog) -> Iterator[str]:
    try:
        resolved = catalog.resolve(offense.jurisdiction, offense.code)
    except (AmbiguousOffense, UnknownOffense):
        return
    entry, named = resolved.entry, offense.variant or resolved.variant
    prong = next((v for v in entry.variants if v.id == named), None)
    yield from _BY_NATURE.get(entry.family, ())
    yield from supposed(entry, prong) - _NEVER_SHARED


def _facts(facts: Facts) -> Iterator[str]:
    relationship = facts.victim_relationship
    if relationship == VictimRelationship.OFFICER:
        yield from ("official_victim", "arrest")
    if relationship in _PARTNERS:
        yield "partner"
    if relationship == VictimRelationship.CHILD or _within(facts.victim_age, 0, 17):
        yield "child"
    if _within(facts.victim_age, 65, 150):
        yield "elder"
    if _within(facts.defendant_age, 0, 20):
        yield "under_21"
    if facts.death_or_serious_injury:
        yield from ("victim", "injury")
    nobody = (None, VictimRelationship.NONE, VictimRelationship.INCONCLUSIVE)
    if relationship not in nobody or facts.victim_age is not None:
        yield "victim"


def _within(age: int | None, least: int, most: int) -> bool:
    return age is not None and least <= age <= most
