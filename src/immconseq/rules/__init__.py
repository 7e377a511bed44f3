"""The law: one module a statute family, in the statute's order. No engine is known here."""

from __future__ import annotations

import datetime as dt
import functools

from immconseq.rules import (
    aggravated_felonies,
    convictions,
    deferred_action,
    deportability,
    detention,
    drug_offenses,
    family_petition,
    inadmissibility,
    inspection,
    laken_riley,
    moral_character,
    protected_status,
    refugees,
    registry,
    relief,
    removal,
    residence,
    special_juveniles,
    stop_time,
    travel,
    victims,
    waivers,
)
from immconseq.rules.model import Aggregate, Rule

__all__ = ["AGGREGATES", "RULES", "era", "in_force"]

RULES: tuple[Rule, ...] = (
    *convictions.RULES,
    *aggravated_felonies.RULES,
    *drug_offenses.RULES,
    *deportability.RULES,
    *inadmissibility.RULES,
    *waivers.RULES,
    *refugees.RULES,
    *relief.RULES,
    *moral_character.RULES,
    *stop_time.RULES,
    *residence.RULES,
    *travel.RULES,
    *inspection.RULES,
    *family_petition.RULES,
    *victims.RULES,
    *protected_status.RULES,
    *special_juveniles.RULES,
    *registry.RULES,
    *deferred_action.RULES,
    *detention.RULES,
    *laken_riley.RULES,
    *removal.RULES,
)

AGGREGATES: tuple[Aggregate, ...] = (
    *inadmissibility.AGGREGATES,
    *waivers.AGGREGATES,
    *relief.AGGREGATES,
    *moral_character.AGGREGATES,
    *removal.AGGREGATES,
    *deferred_action.AGGREGATES,
)


@functools.cache
def _turns() -> tuple[dt.date, ...]:
    """The days on which the rulebook changes."""
    days = set()
    for rule in (*RULES, *AGGREGATES):
        if rule.in_force.start is not None:
            days.add(rule.in_force.start)
        if rule.in_force.end is not None:
            days.add(rule.in_force.end + dt.timedelta(days=1))
    return tuple(sorted(days))


def era(as_of: dt.date) -> int:
    """The stretch of days, counted from the first, in which *as_of* falls and no rule changes."""
    return sum(day <= as_of for day in _turns())


def in_force(as_of: dt.date) -> tuple[Rule, ...]:
    """The rules in force on a day, in order."""
    return tuple(rule for rule in RULES if rule.in_force.on(as_of))
