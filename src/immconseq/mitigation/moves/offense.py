"""Another offense, another level of the same, or the prong that the proposal leaves open."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from immconseq.authority import Answer, settle
from immconseq.case import (
    INCONCLUSIVE,
    Disposition,
    Inchoate,
    Level,
    Offense,
    Sentence,
)
from immconseq.mitigation.moves.term import at_most
from immconseq.mitigation.parity import is_named, kinship
from immconseq.mitigation.showing import EXCUSABLE, supposed, words
from immconseq.mitigation.subject import Change, State, Subject, a_level, imposed_days
from immconseq.offenses.catalog import Catalog
from immconseq.offenses.entry import LEVELS, Entry, Variant

__all__ = ["offenses", "substitutes"]


def offenses(subject: Subject, state: State) -> Iterator[State]:
    """Every prong to be named, every lower level, and every offense of like kind."""
    yield from _without_enhancements(state)
    yield from _prongs(subject, state)
    yield from _levels(subject, state)
    yield from substitutes(subject, state)


def _without_enhancements(state: State) -> Iterator[State]:
    """What is found beside an offense is read with it as one crime: *Matter of Khan*."""
    offense = state.count.offense
    if not offense.enhancements:
        return
    named = ", ".join(offense.enhancements)
    change = Change(
        key=("offense:no-enhancement",),
        strategy="substitute_offense",
        step=f"Plead to {offense.code} without {named}.",
        requires=(f"{named} is struck, and neither admitted nor found true.",),
    )
    count = attrs.evolve(state.count, offense=attrs.evolve(offense, enhancements=()))
    yield state.after(change, count, same_offense=False)


def _prongs(subject: Subject, state: State) -> Iterator[State]:
    """Name the prong of a divisible statute where the proposal names none."""
    base = state.count
    entry, offense = subject.standing.entry, base.offense
    if entry is None or subject.standing.prong is not None or entry.prong_from:
        return
    if offense.variant is not None:
        return  # the record is known not to say, and that is a fact of the case
    level = None if offense.level is None else offense.level.value
    for prong in entry.variants:
        most = prong.maxima(level, base.committed_on, base.disposed_on or subject.as_of)
        if not most:
            continue
        change = Change(
            key=(f"offense:{entry.code}:{prong.id}:{level}",),
            strategy="specify_record",
            step=f"Let the plea to {entry.code} name its prong: {prong.name}."
            + _cut(base.sentence, most[0]),
            requires=(
                f"The facts support this prong of {entry.code}: {prong.elements}.",
                "The charge as amended, the plea and its factual basis name this prong and no"
                " other.",
            ),
        )
        count = attrs.evolve(
            base,
            offense=attrs.evolve(offense, variant=prong.id),
            sentence=at_most(base.sentence, most[0]),
        )
        yield state.after(change, count, same_offense=False)


def _levels(subject: Subject, state: State) -> Iterator[State]:
    """The same offense at each lower level that it has on the day, as a wobbler has."""
    own, base = subject.standing, state.count
    row = own.prong or own.entry
    if row is None or not own.levels:
        return
    for level in LEVELS[LEVELS.index(own.levels[0]) + 1 :]:
        most = row.maxima(level, base.committed_on, base.disposed_on or subject.as_of)
        if not most:
            continue
        change = Change(
            key=(f"level:{level}",),
            strategy="reduce_level",
            step=f"Charge {base.offense.code} as {a_level(level)}, or have it declared one at"
            " sentencing." + _cut(base.sentence, most[0]),
            requires=(
                f"The judgment says that the count is {a_level(level)} no later than at sentencing;"
                " a reduction asked for afterwards, for rehabilitation, may not count.",
            ),
        )
        yield state.after(change, _at_level(base, base.offense, level, most[0]), same_offense=False)


def _at_level(base: Disposition, offense: Offense, level: str, most: int) -> Disposition:
    """The count with an offense at a level; its maximum is then the catalog's.

    For an infraction nobody is put on probation.
    """
    sentence = attrs.evolve(at_most(base.sentence, most), max_possible_days=None, max_possible=None)
    if level == Level.INFRACTION:
        sentence = attrs.evolve(sentence, probation_days=0)
    return attrs.evolve(base, offense=attrs.evolve(offense, level=Level(level)), sentence=sentence)


def substitutes(subject: Subject, state: State, *, besides: bool = False) -> Iterator[State]:
    """Every offense of like kind, each prong at each level that it has on the day.

    Args:
        subject: The count.
        state: What was done so far.
        besides: Only what may be pleaded to besides the proposal's offense, on the same facts.
    """
    own, base = subject.standing, state.count
    if own.entry is None:
        return
    for entry in subject.catalog.of(own.entry.jurisdiction):
        if not _may_be_the_drug(entry, base) or (besides and entry == own.entry):
            continue
        if is_named(own.entry, entry, subject.catalog) or (
            not besides and _is_of_like_kind(own.entry, entry, subject.catalog)
        ):
            yield from _of_entry(subject, state, entry)


_OF_THEIR_OWN = ("homicide", "weapons")
"""Families to which no other charge is pleaded down unless the catalog says so.

Somebody must have died, or there must be a weapon.
"""


def _is_of_like_kind(own: Entry, other: Entry, catalog: Catalog) -> bool:
    if other.family in _OF_THEIR_OWN and other.family != own.family:
        return False
    return kinship(own, other, catalog) != "different"


def _of_entry(subject: Subject, state: State, entry: Entry) -> Iterator[State]:
    """Each prong of an offense at each level that it has on the day."""
    own, base = subject.standing, state.count
    if own.entry is None:
        return
    for prong in _rows(subject, entry):
        if entry == own.entry and prong in (None, own.prong):
            continue  # the same offense; another level of it is another strategy
        if entry == own.entry and own.prong is None:
            continue  # naming the prong, which is done above
        if (prong or entry).in_place_of not in (None, *own.levels):
            continue  # it is taken in place of charges of another level
        if not _is_supported(subject, entry, prong):
            continue
        for level in LEVELS:
            row = prong or entry
            most = row.maxima(level, base.committed_on, base.disposed_on or subject.as_of)
            if most:
                yield _substituted(subject, state, entry, prong, level, most[0])


def _is_supported(subject: Subject, entry: Entry, prong: Variant | None) -> bool:
    """Whether the charge and its facts leave room for it: whose victim, which thing, what act.

    What the catalog names for the charge may ask for a thing of which the case says nothing; which
    prong that would be it does not say.
    """
    own = subject.standing
    if own.entry is None:
        return False
    asked = supposed(entry, None)
    if is_named(own.entry, entry, subject.catalog):
        asked -= EXCUSABLE
    if prong is not None:
        asked |= set(prong.supposes)
    return asked <= own.shown


def _may_be_the_drug(entry: Entry, base: Disposition) -> bool:
    """Whether an offense that is about drugs by name can be about the one that is given."""
    if base.facts.substance in (None, INCONCLUSIVE):
        return True
    drug = str(base.facts.substance).casefold()
    return drug not in entry.not_substances and (not entry.substances or drug in entry.substances)


def _rows(subject: Subject, entry: Entry) -> tuple[Variant | None, ...]:
    """The prongs to choose from; ``None``: the offense undivided, or as the facts divide it.

    Where no court may look at which prong it was, none is worth naming.
    """
    base = subject.count
    if not entry.variants or _is_one_offense(subject, entry):
        return (None,)
    if entry.prong_from is None:
        return entry.variants
    fact = getattr(base.facts, entry.prong_from)
    if fact in (None, INCONCLUSIVE) or any(v.id == fact for v in entry.variants):
        return (None,)
    return ()  # the facts are of none of its prongs


def _elements(entry: Entry, prong: Variant | None) -> str:
    """What must be proved; of an offense taken whole any of its prongs will do."""
    if prong is not None:
        return prong.elements
    return entry.elements or "; or ".join(v.elements for v in entry.variants) or entry.names[0]


def _is_one_offense(subject: Subject, entry: Entry) -> bool:
    """Is it settled that the entry is not divisible?"""
    settled = settle(
        entry.divisible,
        as_of=subject.as_of,
        circuit=subject.case.circuit,
        convicted_on=subject.count.disposed_on or subject.as_of,
    )
    return bool(entry.divisible) and settled.answer is Answer.NO


def _substituted(
    subject: Subject, state: State, entry: Entry, prong: Variant | None, level: str, most: int
) -> State:
    base = state.count
    own = base.offense
    same_entry = entry == subject.standing.entry
    offense = Offense(
        jurisdiction=entry.jurisdiction,
        code=entry.code,
        variant=None if prong is None else prong.id,
    )
    if same_entry:
        # Another prong of the statute: whatever else the case says of the offense stays.
        resolved = subject.catalog.resolve(own.jurisdiction, own.code)
        offense = attrs.evolve(
            offense,
            inchoate=own.inchoate
            or (None if resolved.inchoate is None else Inchoate(resolved.inchoate)),
            enhancements=own.enhancements,
            profile=own.profile,
        )
    named = f"{entry.code} ({entry.names[0] if prong is None else prong.name})"
    instead = f"the prong proposed of {own.code}" if same_entry else own.code
    must = _elements(entry, prong)
    requires = [
        f"The facts support every element of {entry.code}: {must}.",
        f"The charge is amended; the plea, its factual basis and the record speak of {named} alone,"
        f" and {instead} is dismissed.",
    ]
    if missing := (supposed(entry, prong) & EXCUSABLE) - subject.standing.shown:
        requires.insert(
            1, f"The case says nothing of it, and a factual basis must: {words(missing)}."
        )
    if own.enhancements and not same_entry:
        requires.append("No enhancement is admitted or found true.")
    change = Change(
        key=(f"offense:{entry.code}:{offense.variant}:{level}",),
        strategy="substitute_offense",
        step=f"Substitute {named}, {a_level(level)}, for {instead}." + _cut(base.sentence, most),
        requires=tuple(requires),
    )
    return state.after(change, _at_level(base, offense, level, most), same_offense=False)


def _cut(sentence: Sentence, most: int) -> str:
    """What to say where the term proposed is longer than the offense allows."""
    imposed = imposed_days(sentence)
    if imposed is None or imposed <= most:
        return ""
    return (
        f" Its longest term is {most} days, and that is imposed." if most else " It carries none."
    )
