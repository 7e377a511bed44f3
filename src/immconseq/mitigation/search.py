"""`mitigate`: every alternative is put through `assess` as a whole case, and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from immconseq.assessing import Assessment, assess
from immconseq.case import Case, Disposition, ImmigrationStatus, Outcome
from immconseq.explain.text import relief_of_others
from immconseq.findings import DISCLAIMER, Status
from immconseq.mitigation.comparing import FURTHER, ORDER, Found, ordered, without_idle_changes
from immconseq.mitigation.constraints import Constraints
from immconseq.mitigation.drafts import Draft, drafts
from immconseq.mitigation.effects import ESTABLISHED, Consequence, Effects
from immconseq.mitigation.empty import why_empty
from immconseq.mitigation.folding import FOLDED, folded
from immconseq.mitigation.keeping import Allowed, allowed, broken, keeps
from immconseq.mitigation.mirror import mirror, offered_credit, vacated
from immconseq.mitigation.notes import (
    GOALS,
    by_status_note,
    dropped_offers,
    left_open,
    not_carried,
    not_from_the_count,
)
from immconseq.mitigation.offers import OfficeTerms
from immconseq.mitigation.parity import standing
from immconseq.mitigation.plan import Alternative, Mitigation, SafeRow, Searched
from immconseq.mitigation.request import IDS, Request, request_of
from immconseq.mitigation.subject import Subject
from immconseq.mitigation.text import offer_text
from immconseq.mitigation.warnings import warnings
from immconseq.status_table import ROWS, by_status, person_with_status
from immconseq.variations import Variations

if TYPE_CHECKING:
    from immconseq.offenses.catalog import Catalog

__all__ = ["MOST_ASSESSED", "mitigate"]

MOST_ASSESSED = 10_000
"""No plan asks what follows from more candidates than this."""

_NOT_TRIED = (
    "attempts, conspiracies and solicitations of the same offense",
    "offenses that are not of like kind, and that the catalog names neither as sharing a basis nor"
    " as standing in for such a charge",
    "more than ten counts in place of one, and changes of the other counts",
)


def mitigate(
    case: Case,
    *,
    ref: str | None = None,
    avoid: Iterable[str] | None = None,
    keep: Iterable[str] = (),
    constraints: Constraints | Mapping[str, Any] | None = None,
    office: OfficeTerms | None = None,
    limit: int | None = 20,
    engine: str | None = None,
    catalog: Catalog | None = None,
    progress: Callable[[int], object] | None = None,
) -> Mitigation:
    """Look for dispositions of a count that do not carry its immigration consequences.

    Args:
        case: The case. The count is ``offered``, or ``charged`` and then read as offered on the
            terms given; of one ``convicted`` or ``deferred`` it is asked what to substitute after
            it was vacated for a legal defect.
        ref: The count; ``None`` where one alone is under discussion.
        avoid: Ids of findings to be rid of; ``None``: every ground, bar, detention, removal and
            reentry finding and aggravated felony that the proposal triggers, leaves contested, or
            leaves undetermined where some row of `by_status` triggers it or leaves it contested.
            Of a citizen nothing.
        keep: Ids that no alternative may trigger or leave open, as far as the case without this
            count does not.
        constraints: What every alternative keeps to.
        office: Whose standard offers come first, and whose constraints and excluded offenses are
            kept to besides those given here; ``None``: nobody's.
        limit: How many alternatives at most, one or more; ``None``: every one.
        engine: As for `assess`.
        catalog: As for `assess`; the substitutes are looked for in it.
        progress: Called with 1 after each candidate that was assessed, as ``tqdm().update`` is.

    Raises:
        CaseError: Faults of the constraints or the limit, a prong that the catalog's entry lacks,
            a count that no plan can be made for, or no `ref` where not one count alone is under
            discussion.
        UnknownName: No finding has an id, or no count the ref; a `LookupError`.
        EngineUnavailable: The engine asked for is not there.
    """
    if catalog is None:
        from immconseq.offenses import load_default

        catalog = load_default()
    request = request_of(
        case,
        ref=ref,
        avoid=avoid,
        keep=keep,
        constraints=constraints,
        office=office,
        limit=limit,
        catalog=catalog,
    )
    return _Search(request, engine, catalog, progress).plan()


@attrs.frozen
class _Looked:
    """What was looked at.

    Attributes:
        drafted: Every candidate that was made, each once.
        clear: Those of them that keep to the constraints.
        seen: Of these, those of which it was asked what follows, and that.
        idle: How many more need not be made.
    """

    drafted: tuple[Draft, ...]
    clear: tuple[Draft, ...]
    seen: tuple[Found, ...]
    idle: int


@attrs.frozen
class _Search:
    """One call of `mitigate`."""

    request: Request
    engine: str | None
    catalog: Catalog
    progress: Callable[[int], object] | None

    def plan(self) -> Mitigation:
        """The plan."""
        request = self.request
        variations = self._variations(request.case)
        case = variations.with_count((request.read,))
        before = assess(case, engine=self.engine, catalog=self.catalog)
        statuses, alone = before.statuses(), variations.statuses(())
        asked = self._default(before) if request.wanted is None else request.wanted
        avoid = tuple(i for i in asked if statuses[i] is not Status.NOT_TRIGGERED)
        subject = self._subject(case, variations, statuses, avoid)
        notes: list[str] = []
        if request.given.outcome is Outcome.CHARGED:
            notes.append("The count is charged, and is read as offered on the terms given.")
        may = allowed(request.keep, alone, notes)
        looked = self._look(subject, may) if avoid else _Looked((), (), (), 0)
        # A change is idle only beside one that will do: that avoids something and keeps what is to
        # be kept.
        will_do = [f for f in looked.seen if f.effect.avoids and keeps(f.consequence, may)]
        kept = without_idle_changes(will_do)
        lines = folded(kept)
        status = case.person.status
        listed = ordered(
            lines, relief_of_others(status), admitted=case.person.admitted is not False
        )
        top = listed if request.limit is None else listed[: request.limit]
        alternatives = self._alternatives(subject, variations, top, before, avoid)
        if listed:
            notes += [ORDER, FURTHER]
        if len(lines) < len(kept):
            notes.append(f"{len(kept) - len(lines)} more{FOLDED}")
        if len(top) < len(listed):
            notes.append(f"{len(listed) - len(top)} more alternatives are beyond the limit.")
        if alternatives and status is ImmigrationStatus.UNKNOWN:
            notes += by_status_note(alternatives)
        if request.wanted is None and status is not ImmigrationStatus.CITIZEN:
            notes += left_open(statuses, avoid)
        notes += not_from_the_count(statuses, alone, avoid)
        notes += not_carried(subject, request.bounds)
        notes += dropped_offers(self._dropped(subject, looked, may))
        return Mitigation(
            ref=request.given.ref,
            avoid=avoid,
            already_clear=tuple(i for i in asked if statuses[i] is Status.NOT_TRIGGERED),
            keep=request.keep,
            constraints=request.bounds,
            proposal=request.given,
            alternatives=alternatives,
            searched=Searched(
                candidates=len(looked.drafted) + looked.idle,
                assessed=subject.effects.asked,
                depth=max((len(d.strategies) for d in looked.clear), default=0),
                complete=len(looked.seen) == len(looked.clear),
                not_searched=self._not_searched(subject, len(looked.clear) - len(looked.seen)),
            ),
            why_empty=None
            if listed
            else why_empty(request, subject, before, avoid, looked.drafted, looked.seen, may),
            notes=tuple(notes),
            before=before,
            disclaimer=DISCLAIMER,
        )

    def _subject(
        self,
        case: Case,
        variations: Variations,
        statuses: Mapping[str, Status],
        avoid: tuple[str, ...],
    ) -> Subject:
        request = self.request
        read = request.read
        others = relief_of_others(case.person.status).difference(request.wanted or ())
        return Subject(
            case=case,
            given=request.given,
            count=read,
            old=vacated(read, case.as_of) if request.disposed_of else None,
            standing=standing(read, self.catalog, case.as_of),
            catalog=self.catalog,
            offers=request.offers,
            effects=Effects(
                variations.statuses, statuses, avoid, others, MOST_ASSESSED, self.progress
            ),
        )

    def _look(self, subject: Subject, may: Allowed) -> _Looked:
        """Make every candidate, and ask what follows from those that keep to the constraints."""
        fits: dict[int, Consequence | None] = {}

        def will_do(draft: Draft) -> bool:
            if broken(self.request, subject, draft):
                return False
            found = fits[id(draft)] = subject.effects.of(draft.dispositions)
            return found is not None and keeps(found, may)

        made, idle = drafts(subject, self.request.bounds.max_changes, will_do)
        drafted = _distinct(made)
        clear = tuple(d for d in drafted if id(d) in fits)
        seen = tuple(
            Found(draft=d, consequence=found) for d in clear if (found := fits[id(d)]) is not None
        )
        return _Looked(drafted, clear, seen, idle)

    def _dropped(
        self, subject: Subject, looked: _Looked, may: Allowed
    ) -> Iterator[tuple[Draft, tuple[str, ...]]]:
        """Standard offers that are not listed, and what they do not keep to."""
        for draft in looked.drafted:
            if "standard_offer" in draft.strategies:
                yield draft, broken(self.request, subject, draft)
        for one in looked.seen:
            if one.effect.avoids and not keeps(one.consequence, may):
                yield one.draft, self.request.keep

    def _variations(self, case: Case) -> Variations:
        # Where nobody asked for an engine the one that is quicker at small pieces looks through the
        # candidates; what is listed is assessed by the engine that assessed the proposal.
        engine = self.engine or "reference"
        return Variations(case, self.request.given.ref, engine=engine, catalog=self.catalog)

    def _default(self, before: Assessment) -> tuple[str, ...]:
        """What is avoided where nothing is asked for."""
        if before.case.person.status is ImmigrationStatus.CITIZEN:
            return ()
        statuses = {i: s for i, s in before.statuses().items() if i.startswith(GOALS)}
        doubtful = {i for i, s in statuses.items() if s is Status.UNDETERMINED}
        wanted = {i for i, s in statuses.items() if s in ESTABLISHED}
        if doubtful:
            rows = by_status(before.case, engine=self.engine, catalog=self.catalog)
            for row in rows:
                there = row.assessment.statuses()
                wanted |= {i for i in doubtful if there[i] in ESTABLISHED}
        return tuple(i for i in statuses if i in wanted)

    def _alternatives(
        self,
        subject: Subject,
        variations: Variations,
        top: Sequence[tuple[Found, bool]],
        before: Assessment,
        avoid: tuple[str, ...],
    ) -> tuple[Alternative, ...]:
        """Those that are listed."""
        if not top:
            return ()
        anywhere = self._variations(attrs.evolve(subject.case, circuit=None))
        rows = self._rows(subject.case)
        made = []
        for rank, (one, beaten) in enumerate(top, 1):
            draft, does = one.draft, one.effect
            elsewhere = anywhere.statuses(draft.dispositions)
            safe, clear = (None, None) if rows is None else _by_row(rows, draft, avoid)
            made.append(
                Alternative(
                    rank=rank,
                    strategies=draft.strategies,
                    steps=draft.steps,
                    dispositions=draft.dispositions,
                    avoids=tuple(i for i in avoid if i in does.avoids),
                    undecided=tuple(
                        i for i in avoid if i not in does.avoids and i not in does.remains
                    ),
                    remains=tuple(i for i in avoid if i in does.remains),
                    introduces=tuple(i for i in IDS if i in does.introduces),
                    opens=tuple(i for i in IDS if i in does.opens),
                    safe_for=safe,
                    clear_for=clear,
                    parity=draft.parity,
                    beaten=beaten,
                    offer=self._offer(subject, draft),
                    requires=draft.requires,
                    warnings=warnings(subject, one, elsewhere),
                    mirror=mirror(subject, draft.counts) if subject.disposed_of else None,
                    case=variations.with_count(draft.dispositions),
                    before=before,
                )
            )
        return tuple(made)

    def _offer(self, subject: Subject, draft: Draft) -> str:
        code = subject.count.offense.code
        if not subject.disposed_of:
            return offer_text(draft.counts, code, self.catalog)
        credit = f", {offered_credit(subject, draft.counts)}"
        return offer_text(draft.counts, code, self.catalog, vacated=subject.given, credit=credit)

    def _rows(self, case: Case) -> tuple[tuple[SafeRow, Variations], ...] | None:
        """The rows of `by_status`, where the case does not give the status."""
        if case.person.status is not ImmigrationStatus.UNKNOWN:
            return None
        blank = attrs.evolve(case.person, admitted=None)
        return tuple(
            (
                SafeRow(status=status, admitted=admitted),
                self._variations(
                    attrs.evolve(case, person=person_with_status(blank, status, admitted))
                ),
            )
            for status, admitted in ROWS
        )

    def _not_searched(self, subject: Subject, left: int) -> tuple[str, ...]:
        texts = list(_NOT_TRIED)
        if subject.disposed_of:
            texts.append("a changed sentence where the conviction stands, and dismissal")
        if subject.standing.entry is None:
            texts.append("other offenses: the catalog does not have the proposal's own")
        if left:
            texts.append(f"{left} candidates beyond the first {MOST_ASSESSED}")
        return tuple(texts)


def _by_row(
    rows: Iterable[tuple[SafeRow, Variations]], draft: Draft, avoid: Sequence[str]
) -> tuple[tuple[SafeRow, ...], tuple[SafeRow, ...]]:
    """The rows for which nothing that is to be avoided is left, or left but for what is open."""
    safe, clear = [], []
    for row, variations in rows:
        now = variations.statuses(draft.dispositions)
        there = {now[i] for i in avoid}
        if there <= {Status.NOT_TRIGGERED}:
            safe.append(row)
        if there.isdisjoint(ESTABLISHED):
            clear.append(row)
    return tuple(safe), tuple(clear)


def _distinct(made: Iterable[Draft]) -> tuple[Draft, ...]:
    """Each alternative once, with the fewest changes, in the order in which they were made."""
    found: dict[tuple[Disposition, ...], Draft] = {}
    for draft in made:
        known = found.setdefault(draft.dispositions, draft)
        if known is not draft and _simplest(draft) < _simplest(known):
            found[draft.dispositions] = draft
    return tuple(found.values())


def _simplest(draft: Draft) -> tuple[Any, ...]:
    """An office's own offer keeps its name, though the same can be made by other changes."""
    return (
        "standard_offer" not in draft.strategies,
        len(draft.strategies),
        draft.parity.distance,
        tuple(sorted(draft.changes)),
    )
