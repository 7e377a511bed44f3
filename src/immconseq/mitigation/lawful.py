"""What a court can impose of what the moves make: a felony's term that is too short for a sentence.

Where the law of the place has a shortest felony sentence, a shorter term is jail ordered as a
condition of probation. Probation then belongs to the disposition, and terms that are too long for
jail when taken together cannot be had. Immigration law counts such jail as a term of imprisonment:
8 USC 1101(a)(48)(B).
"""

from __future__ import annotations

import attrs

from immconseq.case import Disposition, Inchoate, Level
from immconseq.errors import AmbiguousOffense, UnknownOffense
from immconseq.facts.circumstances import PROTECTED
from immconseq.mitigation.subject import State, Subject, imposed_days
from immconseq.offenses.catalog import Catalog, Resolved
from immconseq.offenses.entry import FelonyTerms

__all__ = ["is_jail_on_probation", "lawful"]


def lawful(subject: Subject, state: State) -> State | None:
    """The same with the probation that its felony terms need; ``None``: no court can impose it.

    The term that the proposal itself gives is taken as one that there is, and so is what was served
    for an old count.
    """
    if subject.disposed_of:
        return state
    terms = subject.catalog.felony_terms(subject.count.offense.jurisdiction)
    if terms is None or not any(_is_short(c, terms, subject.catalog) for c in state.counts):
        return state
    imposed = [imposed_days(c.sentence) or 0 for c in state.counts]
    if sum(imposed) > terms.together_days:
        own = imposed_days(subject.count.sentence)
        return state if imposed == [own] else None
    counts, requires = [], [_why(terms)]
    for count in state.counts:
        if _is_short(count, terms, subject.catalog):
            named = _resolved(count, subject.catalog)
            if any(_is_it(named, count, code, subject.catalog) for code in terms.never):
                return None
            requires += [
                f"Probation for {code} is granted in unusual cases alone, for reasons that the"
                f" court states ({section})."
                for code, section in terms.seldom
                if _is_it(named, count, code, subject.catalog)
            ]
            count = _on_probation(count, named, terms, subject.catalog)
        counts.append(count)
    return _said(attrs.evolve(state, counts=tuple(counts)), sum(imposed), requires)


def is_jail_on_probation(count: Disposition, catalog: Catalog) -> bool:
    """Is its term one that can be had as a condition of probation alone?"""
    terms = catalog.felony_terms(count.offense.jurisdiction)
    return (
        terms is not None
        and bool(imposed_days(count.sentence))
        and _is_short(count, terms, catalog)
    )


def _is_short(count: Disposition, terms: FelonyTerms, catalog: Catalog) -> bool:
    """Is it a felony, with a term below every sentence that a felony has there?"""
    imposed = imposed_days(count.sentence)
    attempt = count.offense.inchoate == Inchoate.ATTEMPT
    least = terms.attempt_days if attempt else terms.least_days
    if imposed is None or imposed >= least:
        return False
    if count.offense.level is not None:
        return count.offense.level is Level.FELONY
    named = _resolved(count, catalog)
    return named is not None and {r.level for r in named.entry.levels} == {"felony"}


def _resolved(count: Disposition, catalog: Catalog) -> Resolved | None:
    try:
        return catalog.resolve(count.offense.jurisdiction, count.offense.code)
    except (AmbiguousOffense, UnknownOffense):
        return None


def _is_it(named: Resolved | None, count: Disposition, code: str, catalog: Catalog) -> bool:
    """Is a count of the offense that a code names, and of the prong where it names one?"""
    try:
        other = catalog.resolve(count.offense.jurisdiction, code)
    except (AmbiguousOffense, UnknownOffense):
        return False
    if named is None or named.entry != other.entry:
        return False
    return other.variant in (None, count.offense.variant or named.variant)


def _on_probation(
    count: Disposition, named: Resolved | None, terms: FelonyTerms, catalog: Catalog
) -> Disposition:
    """With the probation that the case gives, or else that the law of the place asks for."""
    if count.sentence.probation_days:
        return count
    family = None if named is None else named.entry.family
    days = dict(terms.longer).get(family or "", terms.probation_days)
    victim = count.facts.victim_relationship
    protected = victim in PROTECTED or (
        victim is not None and catalog.protected_by(count.offense.jurisdiction, str(victim))
    )
    if family == "domestic_violence" or protected:
        days = max(days, terms.domestic_days or 0)
    return attrs.evolve(count, sentence=attrs.evolve(count.sentence, probation_days=days))


def _why(terms: FelonyTerms) -> str:
    return (
        f"No felony there has a sentence below {terms.least_days} days: less is jail ordered as a"
        f" condition of probation, {terms.together_days} days at most for all counts together"
        f" ({terms.authority}). It is the imposing of a sentence that is suspended: a term that is"
        " imposed counts whole, though its execution is suspended (8 USC 1101(a)(48)(B))."
    )


def _said(state: State, imposed: int, requires: list[str]) -> State:
    """The state, its last step and what it requires saying so."""
    days = max(count.sentence.probation_days or 0 for count in state.counts)
    how = (
        f" The term is jail ordered as a condition of probation, which runs {days:,} days."
        if imposed
        else f" Probation of {days:,} days is granted."
    )
    *before, last = state.changes
    last = attrs.evolve(
        last,
        step=last.step + how,
        requires=(*last.requires, *dict.fromkeys(requires)),
    )
    return attrs.evolve(state, changes=(*before, last))
