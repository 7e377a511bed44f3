"""Moves: what can be changed of one count, and what the plea must then do.

A move changes the offense, the term, or whether there is a plea at all. It never denies a fact that
the case states: loss, relationship, substance and every other circumstance go with the count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from immconseq import case_checks
from immconseq.authority import Answer
from immconseq.case import (
    INCONCLUSIVE,
    Case,
    Disposition,
    Event,
    EventKind,
    EventReason,
    Inchoate,
    Level,
    Offense,
    Outcome,
    Plea,
    Sentence,
    VictimRelationship,
)
from immconseq.mitigation.parity import Parity, Standing, kinship, parity, partners, standing
from immconseq.offenses.catalog import Catalog
from immconseq.offenses.entry import LEVELS, Entry, Variant

__all__ = ["UNDER_A_YEAR", "UP_TO_SIX_MONTHS", "Draft", "Subject", "drafts"]

UNDER_A_YEAR = 364
"""The longest term, in days, that is no term of one year: 8 USC 1101(a)(43)(F), (G), (R), (S)."""

UP_TO_SIX_MONTHS = 180
"""Days that are six months at most, however these are counted: 8 USC 1182(a)(2)(A)(ii)(II)."""


_OF_OFFENSE = ("substitute_offense", "specify_record")


@attrs.frozen(kw_only=True)
class Subject:
    """The count that a plan is about.

    Attributes:
        case: The case, a count that is charged read as offered.
        given: The count as the case gives it.
        count: The count as it is read.
        standing: What it is beside the catalog.
        catalog: The offenses.
    """

    case: Case
    given: Disposition
    count: Disposition
    standing: Standing
    catalog: Catalog

    @property
    def disposed_of(self) -> bool:
        """Is the count convicted or deferred, so that it must be vacated first?"""
        return self.given.outcome in (Outcome.CONVICTED, Outcome.DEFERRED)

    @property
    def as_of(self) -> dt.date:
        """The day of the question."""
        return self.case.as_of


@attrs.frozen(kw_only=True)
class Draft:
    """An alternative before anybody has asked what follows from it.

    Attributes:
        changes: What is changed, so that of two drafts it can be seen that one goes further: the
            changes of the other are among its own.
        strategies: The public names, in the order in which they are done.
        steps: What is done, in that order.
        requires: What the plea and the record must do for it.
        count: The count after the change.
        old: The count vacated first; ``None`` where none is.
        parity: It beside the proposal.
        standing: What it is beside the catalog.
        same_offense: The offense is the proposal's, and nothing more is said of it.
    """

    changes: frozenset[str]
    strategies: tuple[str, ...]
    steps: tuple[str, ...]
    requires: tuple[str, ...]
    count: Disposition
    old: Disposition | None = None
    parity: Parity
    standing: Standing
    same_offense: bool

    @property
    def dispositions(self) -> tuple[Disposition, ...]:
        """What takes the count's place; the first keeps its ref."""
        return (self.count,) if self.old is None else (self.old, self.count)


@attrs.frozen(kw_only=True)
class _Change:
    """A change of the count, before it is known how near it is to the proposal."""

    key: tuple[str, ...]
    strategy: str
    step: str
    requires: tuple[str, ...]
    count: Disposition
    same_offense: bool


def drafts(subject: Subject) -> Iterator[Draft]:
    """Every change, and every pair of a change of the offense and one of the term.

    A diversion and a count declined stand alone: they leave no term and no conviction, and the
    charge stays charged, so that nothing else that is changed could make a difference.
    """
    base = _start(subject)
    offenses = (
        *_prongs(subject, base),
        *_levels(subject, base),
        *_substitutes(subject, base),
    )
    yield from (_draft(subject, (change,)) for change in offenses)
    yield from (_draft(subject, (change,)) for change in _terms(subject, base, same=True))
    for change in offenses:
        for term in _terms(subject, change.count, same=False):
            yield _draft(subject, (change, term))
    if not subject.disposed_of:
        yield _draft(subject, (_diversion(subject, base),))
        yield from (_draft(subject, (change,)) for change in _declining(subject, base))


def _start(subject: Subject) -> Disposition:
    """The count that the changes begin from: with the offense charged, and taken as final."""
    count = subject.count
    charged = count.charged_with
    own = count.offense
    if (subject.given.outcome is Outcome.CHARGED or not charged) and own not in charged:
        charged = (*charged, own)
    if not subject.disposed_of:
        return attrs.evolve(count, charged_with=charged)
    return attrs.evolve(
        count,
        ref=_new_ref(subject),
        charged_with=charged,
        outcome=Outcome.CONVICTED,
        disposed_on=subject.as_of,
        plea_on=None,
        judgment_entered=None,
        appeal_pending=None,
        appeal_waived=True,
        events=(),
    )


def _new_ref(subject: Subject) -> str:
    taken = {d.ref for d in subject.case.dispositions}
    name = f"{subject.given.ref}-substitute"
    while name in taken:
        name += "-2"
    return name


def _draft(subject: Subject, changes: tuple[_Change, ...]) -> Draft:
    count = changes[-1].count
    same = all(c.same_offense for c in changes)
    after = standing(count, subject.catalog, subject.as_of)
    compared = parity(subject.standing, after, subject.catalog, same_offense=same)
    names = tuple(
        "plead_up" if compared.heavier and c.strategy in _OF_OFFENSE else c.strategy
        for c in changes
    )
    steps = tuple(c.step for c in changes)
    requires = tuple(dict.fromkeys(text for c in changes for text in c.requires))
    old = None
    if subject.disposed_of:
        vacated = Event(kind=EventKind.VACATED, on=subject.as_of, reason=EventReason.LEGAL_DEFECT)
        old = attrs.evolve(subject.count, events=(*subject.count.events, vacated))
        # Vacating and substituting is one strategy; what is done besides stands after it.
        names = (
            "vacate_and_substitute",
            *(name for name in names if name != "substitute_offense"),
        )
        anew = ", and plead to it anew" if same else ""
        steps = (f"Vacate the conviction of {subject.count.offense.code}{anew}.", *steps)
        requires = (
            "The order that vacates the conviction rests on a procedural or substantive defect, and"
            " says so; one for rehabilitation or to spare immigration hardship does not count.",
            *requires,
        )
    return Draft(
        changes=frozenset(key for c in changes for key in c.key),
        strategies=names,
        steps=steps,
        requires=requires,
        count=count,
        old=old,
        parity=compared,
        standing=after,
        same_offense=same,
    )


# The offense.


def _prongs(subject: Subject, base: Disposition) -> Iterator[_Change]:
    """Name the prong of a divisible statute where the proposal names none."""
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
        yield _Change(
            key=(f"offense:{entry.code}:{prong.id}:{level}",),
            strategy="specify_record",
            step=f"Let the plea to {entry.code} name its prong: {prong.name}."
            + _cut(base.sentence, most[0]),
            requires=(
                f"The facts support this prong of {entry.code}: {prong.elements}.",
                "The charge as amended, the plea and its factual basis name this prong and no"
                " other.",
            ),
            count=attrs.evolve(
                base,
                offense=attrs.evolve(offense, variant=prong.id),
                sentence=_at_most(base.sentence, most[0]),
            ),
            same_offense=False,
        )


def _levels(subject: Subject, base: Disposition) -> Iterator[_Change]:
    """The same offense at each lower level that it has on the day, as a wobbler has."""
    own, offense = subject.standing, base.offense
    row = own.prong or own.entry
    if row is None or not own.levels:
        return
    for level in LEVELS[LEVELS.index(own.levels[0]) + 1 :]:
        most = row.maxima(level, base.committed_on, base.disposed_on or subject.as_of)
        if not most:
            continue
        yield _Change(
            key=(f"level:{level}",),
            strategy="reduce_level",
            step=f"Charge {offense.code} as {_a(level)}, or have it declared one at sentencing."
            + _cut(base.sentence, most[0]),
            requires=(
                f"The judgment says that the count is {_a(level)} no later than at sentencing; a"
                " reduction asked for afterwards, for rehabilitation, may not count.",
            ),
            count=attrs.evolve(
                base,
                offense=attrs.evolve(offense, level=Level(level)),
                sentence=attrs.evolve(
                    _at_most(base.sentence, most[0]), max_possible_days=None, max_possible=None
                ),
            ),
            same_offense=False,
        )


def _substitutes(subject: Subject, base: Disposition) -> Iterator[_Change]:
    """Every offense of like kind, each prong at each level that it has on the day."""
    own = subject.standing
    if own.entry is None:
        return
    basis = set(partners(own.entry, subject.catalog))
    for entry in subject.catalog.of(own.entry.jurisdiction):
        if not _fits(entry, own.entry, base):
            continue
        if entry not in basis and kinship(own.entry, entry, subject.catalog) == "different":
            continue
        for prong in _rows(entry, base):
            if entry == own.entry and prong in (None, own.prong):
                continue  # the same offense; another level of it is another strategy
            if entry == own.entry and own.prong is None:
                continue  # naming the prong, which is done above
            for level in LEVELS:
                change = _substitute(subject, base, entry, prong, level)
                if change is not None:
                    yield change


def _fits(entry: Entry, own: Entry, base: Disposition) -> bool:
    """Whether the facts that are given leave room for it: whose victim, whose prior, which drug."""
    asked = set(entry.supposes) - set(own.supposes)
    if base.facts.victim_relationship == VictimRelationship.OFFICER:
        asked.discard("official_victim")
    if asked:
        return False
    drug = base.facts.substance
    return (
        not entry.substances
        or drug in (None, INCONCLUSIVE)
        or str(drug).casefold() in entry.substances
    )


def _rows(entry: Entry, base: Disposition) -> tuple[Variant | None, ...]:
    """The prongs to choose from; ``None``: the offense undivided, or as the facts divide it."""
    if not entry.variants:
        return (None,)
    if entry.prong_from is None:
        return entry.variants
    fact = getattr(base.facts, entry.prong_from)
    if fact in (None, INCONCLUSIVE) or any(v.id == fact for v in entry.variants):
        return (None,)
    return ()  # the facts are of none of its prongs


def _substitute(
    subject: Subject, base: Disposition, entry: Entry, prong: Variant | None, level: str
) -> _Change | None:
    row = prong or entry
    most = row.maxima(level, base.committed_on, base.disposed_on or subject.as_of)
    if not most:
        return None
    own = base.offense
    same_entry = entry == subject.standing.entry
    offense = Offense(
        jurisdiction=entry.jurisdiction,
        code=entry.code,
        variant=None if prong is None else prong.id,
        level=Level(level),
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
    must = entry.names[0] if prong is None else prong.elements
    requires = [
        f"The facts support every element of {entry.code}: {must}.",
        f"The charge is amended; the plea, its factual basis and the record speak of {named} alone,"
        f" and {instead} is dismissed.",
    ]
    if own.enhancements and not same_entry:
        requires.append("No enhancement is admitted or found true.")
    return _Change(
        key=(f"offense:{entry.code}:{offense.variant}:{level}",),
        strategy="substitute_offense",
        step=f"Substitute {named}, {_a(level)}, for {instead}." + _cut(base.sentence, most[0]),
        requires=tuple(requires),
        count=attrs.evolve(
            base,
            offense=offense,
            sentence=attrs.evolve(
                _at_most(base.sentence, most[0]), max_possible_days=None, max_possible=None
            ),
        ),
        same_offense=False,
    )


def _cut(sentence: Sentence, most: int) -> str:
    """What to say where the term proposed is longer than the offense allows."""
    imposed = case_checks.term_days(sentence.imposed_days, sentence.imposed)
    if imposed is None or imposed <= most:
        return ""
    return (
        f" Its longest term is {most} days, and that is imposed." if most else " It carries none."
    )


def _a(level: str) -> str:
    return f"an {level}" if level == "infraction" else f"a {level}"


# The term.


def _terms(subject: Subject, count: Disposition, *, same: bool) -> Iterator[_Change]:
    """A term under a year, and one of six months at most; each is named where it is shorter.

    A term that is not known is fixed, where one so long may be ordered at all.
    """
    sentence = count.sentence
    imposed = case_checks.term_days(sentence.imposed_days, sentence.imposed)
    limit = imposed
    if limit is None:
        limit = max(standing(count, subject.catalog, subject.as_of).maxima, default=None)
    keys: tuple[str, ...] = ()
    for days in (UNDER_A_YEAR, UP_TO_SIX_MONTHS):
        if limit is not None and limit <= days:
            continue
        # The shorter term is a step further than the longer one, and is measured against it.
        keys = (*keys, f"term:{days}")
        suspended = case_checks.term_days(sentence.suspended_days, sentence.suspended)
        if imposed is None and (suspended or 0) > days:
            continue
        yield _Change(
            key=keys,
            strategy="modify_sentence",
            step=f"Impose {days} days, whatever part of them is suspended.",
            requires=(
                f"The judgment states a term of {days} days or less for this count, suspended part"
                " included.",
                "Where more time in custody is wanted, credit for time served is waived; what is"
                " ordered on a later revocation adds to the term.",
            ),
            count=attrs.evolve(count, sentence=_imposing(sentence, days)),
            same_offense=same,
        )


def _at_most(sentence: Sentence, most: int) -> Sentence:
    """The sentence, its term no longer than *most* days."""
    imposed = case_checks.term_days(sentence.imposed_days, sentence.imposed)
    suspended = case_checks.term_days(sentence.suspended_days, sentence.suspended)
    if imposed is None and (suspended or 0) > most:
        return attrs.evolve(sentence, suspended_days=most, suspended=None)
    return sentence if imposed is None or imposed <= most else _imposing(sentence, most)


def _imposing(sentence: Sentence, days: int) -> Sentence:
    """The sentence with a term of *days*, of which as large a part is suspended as was."""
    imposed = case_checks.term_days(sentence.imposed_days, sentence.imposed)
    suspended = case_checks.term_days(sentence.suspended_days, sentence.suspended)
    if suspended is not None and imposed:
        suspended = suspended * days // imposed
    revoked = sentence.revocation_days
    return attrs.evolve(
        sentence,
        imposed_days=days,
        imposed=None,
        suspended_days=suspended,
        suspended=None,
        revocation_days=None if revoked is None else min(revoked, days),
    )


# No plea.


def _diversion(subject: Subject, base: Disposition) -> _Change:
    entry = subject.standing.entry
    level = None if base.offense.level is None else base.offense.level.value
    programs = tuple(
        p.code
        for p in subject.catalog.programs(base.offense.jurisdiction)
        if p.counts is Answer.NO and p.on(subject.as_of) and p.may_take(entry, level)
    )
    by = f", for instance under {', '.join(programs)} where the count is eligible" * bool(programs)
    return _Change(
        key=("divert",),
        strategy="divert_before_plea",
        step=f"Divert the count before any plea{by}.",
        requires=(
            "No plea, no admission of facts that would warrant guilt and no finding of guilt, on"
            " entry or later.",
            "The charge is dismissed on completion; until then, and after, it was still charged.",
        ),
        count=_unpleaded(subject, base, Outcome.DIVERTED_BEFORE_PLEA),
        same_offense=True,
    )


def _declining(subject: Subject, base: Disposition) -> Iterator[_Change]:
    """Of an offense that an office might decline, and that is no felony here."""
    own = subject.standing
    if own.entry is None or not own.entry.low_level or "felony" in own.levels:
        return
    yield _Change(
        key=("decline",),
        strategy="decline_or_civil",
        step="Decline the count.",
        requires=("It is not filed, or is dismissed; it was charged until then.",),
        count=_unpleaded(subject, base, Outcome.DECLINED),
        same_offense=True,
    )


def _unpleaded(subject: Subject, base: Disposition, outcome: Outcome) -> Disposition:
    """The count ended without a plea, a finding or a term."""
    planned = base.disposed_on
    return attrs.evolve(
        base,
        outcome=outcome,
        # A plea may be planned for a later day; what comes in its place is assessed as of today.
        disposed_on=None if planned is None else min(planned, subject.as_of),
        plea=Plea.NONE,
        plea_on=None,
        found_guilty=None,
        judgment_entered=None,
        restraint=None,
        appeal_pending=None,
        appeal_waived=None,
        sentence=Sentence(),
        events=(),
    )
