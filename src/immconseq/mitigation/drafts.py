"""Alternatives before anybody has asked what follows from them."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from immconseq.case import Disposition, Outcome
from immconseq.mitigation.charges import limits_of_bargains, nothing_of_sale
from immconseq.mitigation.lawful import lawful
from immconseq.mitigation.mirror import begun_anew, crediting, vacating
from immconseq.mitigation.moves import endings, explore, standard_offers
from immconseq.mitigation.parity import (
    WEIGHTY,
    Parity,
    Standing,
    parity,
    standing,
    standing_together,
)
from immconseq.mitigation.subject import Change, State, Subject

__all__ = ["Draft", "drafts"]


@attrs.frozen(kw_only=True)
class Draft:
    """An alternative before anybody has asked what follows from it.

    Attributes:
        changes: What is changed, so that of two drafts it can be seen that one goes further: the
            changes of the other are among its own.
        strategies: The public names, in the order in which they are done.
        steps: What is done, in that order.
        requires: What the plea and the record must do for it.
        warnings: What it may cost, or not do.
        counts: What is pleaded to, or ended, in the count's place.
        dispositions: What takes the count's place, an old one that is vacated first; the first
            keeps its ref.
        parity: It beside the proposal.
        standing: What it is beside the catalog.
        same_offense: The offense is the proposal's, and nothing more is said of it.
    """

    changes: frozenset[str]
    strategies: tuple[str, ...]
    steps: tuple[str, ...]
    requires: tuple[str, ...]
    warnings: tuple[str, ...]
    counts: tuple[Disposition, ...]
    dispositions: tuple[Disposition, ...]
    parity: Parity
    standing: Standing
    same_offense: bool


def drafts(
    subject: Subject, depth: int, will_do: Callable[[Draft], bool]
) -> tuple[list[Draft], int]:
    """Every alternative of at most *depth* changes; offers, and what ends the count, alone.

    Args:
        subject: The count.
        depth: How many changes there may be.
        will_do: Whether a draft would do as it is; where it would, none is made of what goes
            further and does nothing more.

    Returns:
        The drafts, and of how many candidates none was made.
    """
    made: list[Draft] = []

    def look(state: State) -> bool:
        draft = _draft(subject, state)
        if _multiplies(draft):
            return False
        made.append(draft)
        return will_do(draft)

    start = State(counts=(_start(subject),))
    if subject.disposed_of:
        start = start.after(_vacatur(subject), *start.counts)
        # To plead anew to the same, with credit for what was served, may do by itself.
        start = attrs.evolve(start, will_do=look(start))
    idle = explore(subject, start, depth, look)
    if depth > subject.disposed_of:
        for state in standard_offers(subject, start):
            # What an office offers is not struck out; it too says what the term needs.
            look(lawful(subject, state) or state)
        for state in endings(subject, start):
            look(state)
    return made, idle


def _multiplies(draft: Draft) -> bool:
    """Does it put several strikes or registrations of another offense in the place of one count?"""
    if len(draft.counts) == 1 or not any(key.startswith("offense:") for key in draft.changes):
        return False
    later = draft.parity.priorable
    return "gained" in later.values() or any(later[name] == "kept" for name in WEIGHTY)


def _start(subject: Subject) -> Disposition:
    """The count that the changes begin from: with the offense charged, and taken as final."""
    count, own = subject.count, subject.count.offense
    charged = count.charged_with
    if (subject.given.outcome is Outcome.CHARGED or not charged) and own not in charged:
        charged = (*charged, own)
    count = attrs.evolve(count, charged_with=charged)
    if not subject.disposed_of:
        return count
    return begun_anew(subject, _new_ref(subject), count)


def _vacatur(subject: Subject) -> Change:
    """The first change of all that is done to an old count."""
    step, rests_on = vacating(subject)
    return Change(
        key=("vacate",), strategy="vacate_and_substitute", step=f"{step}.", requires=(rests_on,)
    )


def _new_ref(subject: Subject) -> str:
    taken = {d.ref for d in subject.case.dispositions}
    name = f"{subject.given.ref}-substitute"
    while name in taken:
        name += "-2"
    return name


def _pleading_up(names: tuple[str, ...]) -> tuple[str, ...]:
    """What makes it heavier is the offense that is pleaded to, where that changes."""
    for of_offense in ("substitute_offense", "specify_record"):
        if of_offense in names:
            at = names.index(of_offense)
            return (*names[:at], "plead_up", *names[at + 1 :])
    return (*names, "plead_up")


def _draft(subject: Subject, state: State) -> Draft:
    standings = [standing(count, subject.catalog, subject.as_of) for count in state.counts]
    after = standing_together(standings)
    compared = parity(subject.standing, after, subject.catalog, same_offense=state.same_offense)
    names = tuple(change.strategy for change in state.changes)
    if compared.heavier:
        names = _pleading_up(names)
    steps = tuple(change.step for change in state.changes)
    requires = [text for change in state.changes for text in change.requires]
    if subject.disposed_of:
        # Vacating and substituting is one strategy; what is done besides stands after it.
        names = tuple(name for name in names if name != "substitute_offense")
        if after.convicted:
            credit, rests_on = crediting(subject)
            anew = (f"Plead to {subject.count.offense.code} anew.",) * state.same_offense
            steps = (steps[0], *anew, *steps[1:], credit)
            requires.append(rests_on)
    requires += limits_of_bargains(subject, after)
    requires += nothing_of_sale(subject, after)
    return Draft(
        changes=frozenset(key for change in state.changes for key in change.key),
        strategies=names,
        steps=steps,
        requires=tuple(dict.fromkeys(requires)),
        warnings=tuple(dict.fromkeys(w for change in state.changes for w in change.warnings)),
        counts=state.counts,
        dispositions=subject.in_its_place(state.counts),
        parity=compared,
        standing=after,
        same_offense=state.same_offense,
    )
