"""What a plan is about, and what is done to it: the count, the changes, and how far they went."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from immconseq import case_checks
from immconseq.case import Case, Disposition, Sentence
from immconseq.mitigation.effects import Effects
from immconseq.mitigation.offers import StandardOffer
from immconseq.mitigation.parity import Standing
from immconseq.offenses.catalog import Catalog

__all__ = ["Change", "State", "Subject", "a_level", "imposed_days", "new_refs", "suspended_days"]


@attrs.frozen(kw_only=True)
class Subject:
    """The count that a plan is about.

    Attributes:
        case: The case, a count that is charged read as offered.
        given: The count as the case gives it.
        count: The count as it is read.
        old: The count vacated, where it was disposed of; ``None`` where it is under discussion.
        standing: What it is beside the catalog.
        catalog: The offenses.
        offers: The standard offers of the office that asks.
        effects: What follows from dispositions in the count's place.
        memo: What was worked out for one candidate and is the same for another.
    """

    case: Case
    given: Disposition
    count: Disposition
    old: Disposition | None
    standing: Standing
    catalog: Catalog
    offers: tuple[StandardOffer, ...] = ()
    effects: Effects
    memo: dict[Any, Any] = attrs.field(factory=dict, eq=False, repr=False)

    def in_its_place(self, counts: tuple[Disposition, ...]) -> tuple[Disposition, ...]:
        """The counts, after the old one where it had to be vacated first."""
        return counts if self.old is None else (self.old, *counts)

    def gains(self, state: State, further: State, *, candidate: bool = True) -> bool:
        """Does what goes further avoid anything, and do something that matters besides?

        Where no more candidates may be asked about, it is taken to.

        Args:
            state: Where it comes from.
            further: What goes further.
            candidate: Is that an alternative itself, and not only a bound on what others do?
        """
        more = self.effects.of(self.in_its_place(further.counts), candidate=candidate)
        if more is None or not more.effect.avoids:
            return more is None
        if not state.changes:
            return True  # the proposal avoids nothing
        one = self.effects.of(self.in_its_place(state.counts), candidate=False)
        return one is None or not one.matters.as_good_as(more.matters)

    @property
    def disposed_of(self) -> bool:
        """Was the count disposed of, so that it must be vacated first?"""
        return self.old is not None

    @property
    def as_of(self) -> dt.date:
        """The day of the question."""
        return self.case.as_of


@attrs.frozen(kw_only=True)
class Change:
    """One thing that is done.

    Attributes:
        key: What it is, so that of two alternatives it can be seen that one goes further: the
            keys of the other are among its own.
        strategy: The public name.
        step: What is done, in words.
        requires: What the plea and the record must do for it.
        warnings: What it may cost, or not do.
    """

    key: tuple[str, ...]
    strategy: str
    step: str
    requires: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class State:
    """How far changes went.

    Attributes:
        counts: What takes the count's place; the first keeps its ref.
        changes: What was done, in order.
        same_offense: The offense is the proposal's, and nothing more is said of it.
        will_do: It is the proposal, or would do itself, so that whatever goes further and does
            nothing more is idle.
    """

    counts: tuple[Disposition, ...]
    changes: tuple[Change, ...] = ()
    same_offense: bool = True
    will_do: bool = True

    @property
    def count(self) -> Disposition:
        """The first count."""
        return self.counts[0]

    def after(
        self, change: Change, *counts: Disposition, same_offense: bool | None = None
    ) -> State:
        """The state after one more change."""
        return State(
            counts=counts,
            changes=(*self.changes, change),
            same_offense=self.same_offense if same_offense is None else same_offense,
        )


def imposed_days(sentence: Sentence) -> int | None:
    """The term imposed, in days, suspended parts included; ``None``: not known."""
    return case_checks.term_days(sentence.imposed_days, sentence.imposed)


def suspended_days(sentence: Sentence) -> int | None:
    """The part that is suspended, in days; ``None``: not known."""
    return case_checks.term_days(sentence.suspended_days, sentence.suspended)


def a_level(level: str) -> str:
    """``a felony``, ``an infraction``."""
    return f"an {level}" if level == "infraction" else f"a {level}"


def new_refs(subject: Subject, stem: str, count: int) -> tuple[str, ...]:
    """So many refs that no count of the case has: the stem and a number from 2."""
    taken = {d.ref for d in subject.case.dispositions}
    found: list[str] = []
    number = 2
    while len(found) < count:
        ref = f"{stem}-{number}"
        if ref not in taken:
            found.append(ref)
        number += 1
    return tuple(found)
