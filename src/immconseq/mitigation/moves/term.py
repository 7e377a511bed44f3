"""Another term: shorter than a threshold, or less of it to be served.

Each threshold is one that the law names; a shorter term is a step further than a longer one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import attrs

from immconseq.case import Sentence
from immconseq.mitigation.parity import standing
from immconseq.mitigation.subject import Change, State, Subject, imposed_days, suspended_days

__all__ = [
    "UNDER_A_YEAR",
    "UNDER_FIVE_YEARS",
    "UP_TO_179_DAYS_SERVED",
    "UP_TO_NINETY_DAYS_SERVED",
    "UP_TO_SIX_MONTHS",
    "at_most",
    "imposing",
    "terms",
]

UNDER_A_YEAR = 364
"""The longest term, in days, that is no term of one year: 8 USC 1101(a)(43)(F), (G), (R), (S)."""

UP_TO_SIX_MONTHS = 180
"""Days that are six months at most, however these are counted: 8 USC 1182(a)(2)(A)(ii)(II)."""

UNDER_FIVE_YEARS = 1824
"""The most days of all terms together below five years: 8 USC 1182(a)(2)(B), 1231(b)(3)(B)."""

UP_TO_179_DAYS_SERVED = 179
"""The longest confinement that does not bar good moral character: 8 USC 1101(f)(7)."""

UP_TO_NINETY_DAYS_SERVED = 90
"""The longest time to be served that is no bar to deferred action: 8 CFR 236.22(b)(6)."""


def terms(subject: Subject, state: State) -> Iterator[State | None]:
    """Each threshold below the term, each limit of what is served, and both together.

    A term that is not known is fixed, where one so long may be ordered at all. A longer sentence
    never helps: where the shortest would do nothing more, no other is looked at.
    """
    count = state.count
    sentence = count.sentence
    limit = imposed_days(sentence)
    if limit is None:
        after = standing(count, subject.catalog, subject.as_of)
        limit = max(after.maxima, default=None)
    options = subject.memo.get((sentence, limit))
    if options is None:
        options = subject.memo[sentence, limit] = tuple(_options(subject, sentence, limit))
    made = [(change, attrs.evolve(count, sentence=changed)) for change, changed in options]
    concurrent = len(subject.case.dispositions) > 1 and sentence.consecutive_to != "none"
    if state.will_do and made and imposed_days(made[-1][1].sentence) == 0:
        shortest = attrs.evolve(state, counts=(made[-1][1],))
        if not subject.gains(state, shortest, candidate=False):
            yield from itertools.repeat(None, len(made) + concurrent)
            return
    for change, one in made:
        yield state.after(change, one)
    if concurrent:
        yield _concurrent(state)


def _options(
    subject: Subject, sentence: Sentence, limit: int | None
) -> Iterator[tuple[Change, Sentence]]:
    """The terms that are shorter than a sentence, or than the longest that there may be."""
    imposed = imposed_days(sentence)
    keys: tuple[str, ...] = ()
    shorter: list[tuple[tuple[str, ...], int | None]] = [((), None)]
    for threshold in _thresholds(subject):
        if limit is not None and limit <= threshold:
            continue
        # The shorter term is measured against the longer one.
        keys = (*keys, f"term:{threshold}")
        if imposed is not None or (suspended_days(sentence) or 0) <= threshold:
            shorter.append((keys, threshold))
    without = subject.count.offense.jurisdiction in _WITHOUT_SUSPENDED_TERMS
    # What was served under a vacated sentence is served, and credited.
    service = _SERVED[:1] if subject.disposed_of else _SERVED
    for (of_term, days), (of_service, served) in itertools.product(shorter, service):
        if not of_term and not of_service:
            continue
        changed = sentence if days is None else imposing(sentence, days)
        if served is not None:
            total = imposed_days(changed)
            if total is None or total - (suspended_days(changed) or 0) <= served:
                continue
            if total - served == 1:
                # Nobody suspends a single day: the term is a day shorter.
                yield (
                    _change(subject, (*of_term, *of_service), served, None),
                    imposing(attrs.evolve(changed, suspended_days=None, suspended=None), served),
                )
                continue
            if without:
                continue
            changed = attrs.evolve(changed, suspended_days=total - served, suspended=None)
        yield _change(subject, (*of_term, *of_service), days, served), changed


_WITHOUT_SUSPENDED_TERMS = ("US", "US-NY")
"""Where no part of a term can be suspended: 18 USC 3551(b); N.Y. Penal Law 60.01."""

_SERVED: tuple[tuple[tuple[str, ...], int | None], ...] = (
    ((), None),
    (("serve:179",), UP_TO_179_DAYS_SERVED),
    (("serve:179", "serve:90"), UP_TO_NINETY_DAYS_SERVED),
)


def _thresholds(subject: Subject) -> Iterator[int]:
    """The longest first: five years with the other terms of the case, a year, six months, none."""
    known = (
        imposed_days(d.sentence) or 0
        for d in subject.case.dispositions
        if d.ref != subject.given.ref
    )
    together = UNDER_FIVE_YEARS - sum(known)
    if together > UNDER_A_YEAR:
        yield together
    yield from (UNDER_A_YEAR, UP_TO_SIX_MONTHS, 0)


def _change(subject: Subject, key: tuple[str, ...], days: int | None, served: int | None) -> Change:
    steps: list[str] = []
    requires: list[str] = []
    if days == 0:
        steps.append("Impose no term: probation, a fine or service to the community.")
        requires.append(
            "The judgment orders no day in custody, not as a condition of probation either."
        )
    elif days is not None:
        steps.append(f"Impose {days} days, whatever part of them is suspended.")
        requires += [
            f"The judgment states a term of {days} days or less for this count, suspended part"
            " included, and the law of the place lets the court impose so little.",
        ]
        if not subject.disposed_of:
            requires.append(
                "Where more time in custody is wanted, credit for time served is waived; what is"
                " ordered on a later revocation adds to the term."
            )
    if served is not None:
        steps.append(f"Suspend all but {served} days of it.")
        requires.append(
            f"No more than {served} days are served, those before the judgment included; probation,"
            " treatment or service takes the place of the rest."
        )
    return Change(
        key=key, strategy="modify_sentence", step=" ".join(steps), requires=tuple(requires)
    )


def _concurrent(state: State) -> State:
    change = Change(
        key=("term:concurrent",),
        strategy="modify_sentence",
        step="Let the term run with those of the other counts.",
        requires=("The judgment says that the term is concurrent.",),
    )
    sentence = attrs.evolve(state.count.sentence, consecutive_to="none")
    return state.after(change, attrs.evolve(state.count, sentence=sentence))


def at_most(sentence: Sentence, most: int) -> Sentence:
    """The sentence, its term no longer than *most* days."""
    imposed, suspended = imposed_days(sentence), suspended_days(sentence)
    if imposed is None and (suspended or 0) > most:
        return attrs.evolve(sentence, suspended_days=most, suspended=None)
    return sentence if imposed is None or imposed <= most else imposing(sentence, most)


def imposing(sentence: Sentence, days: int) -> Sentence:
    """The sentence with a term of *days*, of which as large a part is suspended as was."""
    imposed, suspended = imposed_days(sentence), suspended_days(sentence)
    if suspended is not None and imposed:
        suspended = suspended * days // imposed
    revoked = sentence.revocation_days
    served = sentence.served_days
    return attrs.evolve(
        sentence,
        imposed_days=days,
        imposed=None,
        suspended_days=suspended,
        suspended=None,
        revocation_days=None if revoked is None else min(revoked, days),
        served_days=None if served is None else min(served, days),
    )
