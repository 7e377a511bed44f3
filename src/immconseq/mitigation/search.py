"""`mitigate`: every alternative is put through `assess` as a whole case, and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import attrs

from immconseq.assessing import Assessment, assess
from immconseq.case import Case, Disposition, ImmigrationStatus, Outcome
from immconseq.errors import (
    AmbiguousOffense,
    CaseError,
    Fault,
    ImmconseqError,
    UnknownName,
    UnknownOffense,
    shown,
)
from immconseq.findings import DISCLAIMER, Status
from immconseq.mitigation.constraints import Constraints, constraints_of
from immconseq.mitigation.moves import Draft, Subject, drafts
from immconseq.mitigation.parity import standing
from immconseq.mitigation.plan import (
    Alternative,
    Conditional,
    Mitigation,
    SafeRow,
    Searched,
    WhyEmpty,
    WhyEmptyReason,
)
from immconseq.rules.vocabulary import CASE_FINDINGS, DISPOSITION_FINDINGS
from immconseq.status_table import by_status

if TYPE_CHECKING:
    from immconseq.offenses.catalog import Catalog

__all__ = ["MOST_ASSESSED", "mitigate"]

MOST_ASSESSED = 600
"""No plan puts more candidates than this through `assess`."""

_IDS = tuple(c.name for c in (*CASE_FINDINGS, *DISPOSITION_FINDINGS))
_GOALS = ("aggfel.", "deport.", "inadmit.", "bar.", "detention.", "removal.", "reentry.")
_ESTABLISHED = (Status.TRIGGERED, Status.CONTESTED)
_OPEN = (Status.CONTESTED, Status.UNDETERMINED)

_DISCUSSED = (Outcome.OFFERED, Outcome.CHARGED)
_DISPOSED = (Outcome.CONVICTED, Outcome.DEFERRED)

_NOT_TRIED = (
    "leaving out of the record what a finding reads from the record alone",
    "splitting the count into several",
    "an infraction tried as a civil one, and declining what no row marks as of a low level",
    "standard offers of an office",
    "offenses that are neither of like kind nor named by the catalog as sharing a basis",
)

_ORDER = (
    "Order: no alternative stands before one that is better: that avoids at least the same,"
    " introduces and opens nothing more, is at least as near to the proposal and takes no more"
    " changes. Among those of which none is better than another the one that avoids more comes"
    " first, then the one that leaves less triggered or contested, introduces less, opens less, is"
    " nearer (kind of offense, level, priorability, exposure, term) and takes fewer changes."
)
_FURTHER = (
    "A further change that avoids nothing more, and leaves no less, is not listed beside the"
    " alternative that does without it."
)


def mitigate(
    case: Case,
    *,
    ref: str | None = None,
    avoid: Iterable[str] | None = None,
    keep: Iterable[str] = (),
    constraints: Constraints | Mapping[str, Any] | None = None,
    office: object | None = None,
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
        office: Standard offers of an office; ``None`` alone is accepted as yet.
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
        ImmconseqError: An office is given.
    """
    if office is not None:
        raise ImmconseqError("an office's standard offers cannot be searched yet: office=None")
    if catalog is None:
        from immconseq.offenses import load_default

        catalog = load_default()
    bounds = constraints_of(constraints)
    wanted = None if avoid is None else _ids("avoid", avoid)
    kept = _ids("keep", keep)
    if limit is not None and (type(limit) is not int or limit < 1):
        raise _fault("$.limit", shown(limit), "a whole number from 1, or nothing", "range")
    given = _count(case, ref)
    excluded = _excluded(bounds, given, catalog)
    return _Search(
        case, given, wanted, kept, bounds, excluded, limit, engine, catalog, progress
    ).plan()


# What was asked for.


def _fault(path: str, found: str, expected: str, code: str) -> CaseError:
    return CaseError([Fault(path=path, found=found, expected=expected, code=code)])


def _ids(name: str, given: Iterable[str]) -> tuple[str, ...]:
    if isinstance(given, str):
        raise _fault(f"$.{name}", shown(given), "a list of ids of findings", "type")
    asked = tuple(dict.fromkeys(str(item) for item in given))
    for item in asked:
        if item not in _IDS:
            raise UnknownName(f"no finding has the id {shown(item)}")
    return asked


def _count(case: Case, ref: str | None) -> Disposition:
    if ref is not None:
        given = case.disposition(ref)
        if given.outcome not in (*_DISCUSSED, *_DISPOSED):
            at = case.dispositions.index(given)
            raise _fault(
                f"$.dispositions[{at}].outcome",
                shown(given.outcome.value),
                "offered, charged, convicted or deferred, for a plan to be made",
                "value",
            )
        return given
    for outcomes in (_DISCUSSED, _DISPOSED):
        found = [d for d in case.dispositions if d.outcome in outcomes]
        if len(found) == 1:
            return found[0]
        if found:
            break
    raise _fault(
        "$.dispositions",
        f"{len(found)} counts that a plan could be about",
        "one count under discussion, or its ref",
        "conflict",
    )


def _excluded(
    bounds: Constraints, given: Disposition, catalog: Catalog
) -> frozenset[tuple[str, str | None]]:
    """The codes that will not do, as entry and prong; no prong: all of the entry."""
    found: set[tuple[str, str | None]] = set()
    faults = []
    for i, code in enumerate(bounds.exclude):
        try:
            resolved = catalog.resolve(given.offense.jurisdiction, code)
        except AmbiguousOffense as error:
            found |= {(entry.code, None) for entry in error.candidates}
        except UnknownOffense:
            faults.append(
                Fault(
                    path=f"$.constraints.exclude[{i}]",
                    found=shown(code),
                    expected=f"a code that the catalog has for {given.offense.jurisdiction}",
                    code="unknown_offense",
                )
            )
        else:
            found.add((resolved.entry.code, resolved.variant))
    if faults:
        raise CaseError(faults)
    return frozenset(found)


# The search.


@attrs.frozen(kw_only=True)
class _Found:
    """A candidate that was assessed, and how it compares; ids in the order of the plan's."""

    draft: Draft
    assessment: Assessment
    avoids: frozenset[str]
    remains: frozenset[str]
    introduces: frozenset[str]
    opens: frozenset[str]

    def gains_over(self, other: _Found) -> bool:
        """Is there a reason to go further than *other* does?"""
        return not (
            self.avoids <= other.avoids
            and self.remains >= other.remains
            and self.introduces >= other.introduces
            and self.opens >= other.opens
        )

    def beats(self, other: _Found) -> bool:
        """Is it no worse in anything that the order looks at, and better in something?"""
        here = (self.draft.parity.distance, len(self.draft.strategies))
        there = (other.draft.parity.distance, len(other.draft.strategies))
        no_worse = (
            self.avoids >= other.avoids
            and self.introduces <= other.introduces
            and self.opens <= other.opens
            and here[0] <= there[0]
            and here[1] <= there[1]
        )
        return no_worse and (self._effect != other._effect or here != there)

    @property
    def _effect(self) -> tuple[frozenset[str], ...]:
        return self.avoids, self.introduces, self.opens

    @property
    def order(self) -> tuple[Any, ...]:
        """Where it stands among those of which none beats another."""
        return (
            -len(self.avoids),
            len(self.remains),
            len(self.introduces),
            len(self.opens),
            self.draft.parity.distance,
            len(self.draft.strategies),
            # Nothing is left to chance: the offense's code, prong and level, and the term.
            tuple(sorted(self.draft.changes)),
        )


@attrs.frozen
class _Search:
    """One call of `mitigate`."""

    case: Case
    given: Disposition
    wanted: tuple[str, ...] | None
    keep: tuple[str, ...]
    bounds: Constraints
    excluded: frozenset[tuple[str, str | None]]
    limit: int | None
    engine: str | None
    catalog: Catalog
    progress: Callable[[int], object] | None

    def plan(self) -> Mitigation:
        """The plan."""
        read = self.given
        if read.outcome is Outcome.CHARGED:
            read = attrs.evolve(read, outcome=Outcome.OFFERED)
        case = _with(self.case, self.given.ref, (read,))
        before = self._assess(case)
        subject = Subject(
            case=case,
            given=self.given,
            count=read,
            standing=standing(read, self.catalog, case.as_of),
            catalog=self.catalog,
        )
        statuses = before.statuses()
        asked = self._default(before) if self.wanted is None else self.wanted
        avoid = tuple(i for i in asked if statuses[i] is not Status.NOT_TRIGGERED)
        notes: list[str] = []
        if self.given.outcome is Outcome.CHARGED:
            notes.append("The count is charged, and is read as offered on the terms given.")
        allowed = self._allowed(case, notes)
        made = _distinct(drafts(subject)) if avoid else ()
        seen: list[_Found] = []
        clear = [d for d in made if not self._breaks(subject, d)]
        for draft in clear[:MOST_ASSESSED]:
            seen.append(self._found(case, draft, statuses, avoid))
        good = [f for f in seen if f.avoids]
        listed = _ordered(_without_idle_changes([f for f in good if self._keeps(f, allowed)]))
        why, more = None, 0
        if not listed:
            why, more = self._why_empty(subject, case, statuses, avoid, made, seen)
        top = listed if self.limit is None else listed[: self.limit]
        if listed:
            notes += [_ORDER, _FURTHER]
        if len(top) < len(listed):
            notes.append(f"{len(listed) - len(top)} more alternatives are beyond the limit.")
        if self.wanted is None and case.person.status is not ImmigrationStatus.CITIZEN:
            notes += _left_open(statuses, avoid)
        return Mitigation(
            ref=self.given.ref,
            avoid=avoid,
            already_clear=tuple(i for i in asked if statuses[i] is Status.NOT_TRIGGERED),
            keep=self.keep,
            constraints=self.bounds,
            proposal=self.given,
            alternatives=tuple(
                self._alternative(rank, f, before, avoid) for rank, f in enumerate(top, 1)
            ),
            searched=Searched(
                candidates=len(made),
                assessed=len(seen) + more,
                depth=min(
                    self.bounds.max_changes, max((len(d.strategies) for d in made), default=0)
                ),
                complete=len(clear) <= MOST_ASSESSED,
                not_searched=self._not_searched(subject, len(clear)),
            ),
            why_empty=why,
            notes=tuple(notes),
            receipt=before.receipt,
            disclaimer=DISCLAIMER,
        )

    def _assess(self, case: Case) -> Assessment:
        return assess(case, engine=self.engine, catalog=self.catalog)

    def _default(self, before: Assessment) -> tuple[str, ...]:
        """What is avoided where nothing is asked for."""
        if before.case.person.status is ImmigrationStatus.CITIZEN:
            return ()
        statuses = {i: s for i, s in before.statuses().items() if i.startswith(_GOALS)}
        doubtful = {i for i, s in statuses.items() if s is Status.UNDETERMINED}
        wanted = {i for i, s in statuses.items() if s in _ESTABLISHED}
        if doubtful:
            rows = by_status(before.case, engine=self.engine, catalog=self.catalog)
            for row in rows:
                there = row.assessment.statuses()
                wanted |= {i for i in doubtful if there[i] in _ESTABLISHED}
        return tuple(i for i in statuses if i in wanted)

    def _allowed(self, case: Case, notes: list[str]) -> dict[str, tuple[Status, ...]]:
        """For each id to keep, the statuses that an alternative may give it."""
        if not self.keep:
            return {}
        alone = self._assess(_with(case, self.given.ref, ())).statuses()
        allowed: dict[str, tuple[Status, ...]] = {}
        for name in self.keep:
            status = alone[name]
            if status is Status.TRIGGERED:
                allowed[name] = tuple(Status)
                notes.append(f"Without this count {name} is triggered already.")
            elif status in _OPEN:
                allowed[name] = (Status.NOT_TRIGGERED, *_OPEN)
                notes.append(
                    f"Without this count {name} is {status.value} already: no alternative is"
                    " refused for leaving it open."
                )
            else:
                allowed[name] = (Status.NOT_TRIGGERED,)
        return allowed

    def _keeps(self, found: _Found, allowed: Mapping[str, tuple[Status, ...]]) -> bool:
        return all(found.assessment.status(name) in may for name, may in allowed.items())

    def _breaks(self, subject: Subject, draft: Draft) -> tuple[str, ...]:
        """The constraints that a candidate does not keep, in their order."""
        bounds, now, parity = self.bounds, draft.standing, draft.parity
        broken = []
        if bounds.same_family and parity.family != "same":
            broken.append("same_family")
        least, most = bounds.min_imposed_days, bounds.max_imposed_days
        if least is not None and (not now.convicted or now.imposed is None or now.imposed < least):
            broken.append("min_imposed_days")
        if most is not None and (now.imposed is None or now.imposed > most):
            broken.append("max_imposed_days")
        longest = bounds.max_exposure_days
        if longest is not None and (not now.maxima or now.maxima[-1] > longest):
            broken.append("max_exposure_days")
        if bounds.levels and not (
            now.convicted and now.levels and all(level in bounds.levels for level in now.levels)
        ):
            broken.append("levels")
        lost = any(parity.priorable[name] == "lost" for name in bounds.keep_priorability)
        if bounds.keep_priorability and subject.standing.priorability is None:
            # What the count does to later cases is not known: only leaving the offense keeps it.
            lost = not (draft.same_offense and now.convicted)
        if lost:
            broken.append("keep_priorability")
        if now.convicted and now.entry is not None:
            prong = None if now.prong is None else now.prong.id
            if {(now.entry.code, None), (now.entry.code, prong)} & self.excluded:
                broken.append("exclude")
        if parity.heavier and not bounds.plead_up:
            broken.append("plead_up")
        if len(draft.strategies) > bounds.max_changes:
            broken.append("max_changes")
        return tuple(broken)

    def _found(
        self, case: Case, draft: Draft, before: Mapping[str, Status], avoid: Sequence[str]
    ) -> _Found:
        assessment = self._assess(_with(case, self.given.ref, draft.dispositions))
        if self.progress is not None:
            self.progress(1)
        now = assessment.statuses()
        goals = frozenset(avoid)
        return _Found(
            draft=draft,
            assessment=assessment,
            avoids=frozenset(i for i in goals if now[i] is Status.NOT_TRIGGERED),
            remains=frozenset(i for i in goals if now[i] in _ESTABLISHED),
            introduces=frozenset(
                i
                for i, status in now.items()
                if i not in goals and status in _ESTABLISHED and before[i] not in _ESTABLISHED
            ),
            opens=frozenset(
                i
                for i, status in now.items()
                if i not in goals
                and status is Status.UNDETERMINED
                and before[i] is Status.NOT_TRIGGERED
            ),
        )

    def _why_empty(
        self,
        subject: Subject,
        case: Case,
        statuses: Mapping[str, Status],
        avoid: tuple[str, ...],
        made: Sequence[Draft],
        seen: Sequence[_Found],
    ) -> tuple[WhyEmpty, int]:
        """Why there is no alternative, and how many more were assessed to say so."""
        offense = subject.count.offense
        unknown = subject.standing.entry is None and not offense.profile
        citizen = case.person.status is ImmigrationStatus.CITIZEN
        if not avoid and (citizen or not unknown or self.wanted is not None):
            if citizen:
                text = "The person is a citizen, to whom none of this applies."
            elif self.wanted is not None:
                text = "The proposal is clear of everything that was to be avoided."
            else:
                text = (
                    "The proposal triggers no ground, bar or detention, leaves none contested, and"
                    " leaves none undetermined that is either for some immigration status."
                )
                if _left_open(statuses, avoid):
                    text += (
                        " That is no clean bill: the notes name what is undetermined, questions()"
                        " of the proposal's assessment the facts that would settle it; name ids in"
                        " avoid to plan for them as they stand."
                    )
            return WhyEmpty(reason=WhyEmptyReason.NOTHING_TO_AVOID, text=text), 0
        if unknown:
            near = ", ".join(e.code for e in self.catalog.near(offense.jurisdiction, offense.code))
            text = (
                "The catalog does not have the offense, and the case gives no profile of it, so"
                " that nothing like it can be found."
            ) + f" It may be one of: {near}." * bool(near)
            return WhyEmpty(reason=WhyEmptyReason.OFFENSE_UNKNOWN, text=text), 0
        broken = {id(d): self._breaks(subject, d) for d in made}
        if sum(not names for names in broken.values()) > MOST_ASSESSED:
            return (
                WhyEmpty(
                    reason=WhyEmptyReason.SEARCH_CUT_SHORT,
                    text=f"None of the {MOST_ASSESSED} candidates that were assessed will do; there"
                    " are more.",
                ),
                0,
            )
        loosen, more = self._loosen(case, statuses, avoid, made, broken, seen)
        text = (
            "No alternative that keeps the constraints and the findings to keep avoids anything of"
            " what was to be avoided."
        )
        reason = WhyEmptyReason.NOTHING_SATISFIES
        return WhyEmpty(reason=reason, text=text, loosen=loosen), more

    def _loosen(
        self,
        case: Case,
        statuses: Mapping[str, Status],
        avoid: tuple[str, ...],
        made: Sequence[Draft],
        broken: Mapping[int, tuple[str, ...]],
        seen: Sequence[_Found],
    ) -> tuple[str | None, int]:
        """What alone stands in the way of some candidate; `keep` first, which costs nothing."""
        if any(found.avoids for found in seen):
            return "keep", 0
        allowed = self._allowed(case, [])
        more = 0
        for draft in made:
            names = broken[id(draft)]
            if len(names) == 1 and len(seen) + more < MOST_ASSESSED:
                more += 1
                found = self._found(case, draft, statuses, avoid)
                if found.avoids and self._keeps(found, allowed):
                    return names[0], more
        return None, more

    def _alternative(
        self, rank: int, found: _Found, before: Assessment, avoid: tuple[str, ...]
    ) -> Alternative:
        now, draft = found.assessment, found.draft
        changed = [i for i in _IDS if i in found.avoids or i in found.introduces]
        cites = (c.authority.cite for i in changed for r in (before, now) for c in r[i].authority)
        return Alternative(
            rank=rank,
            strategies=draft.strategies,
            steps=draft.steps,
            dispositions=draft.dispositions,
            avoids=tuple(i for i in avoid if i in found.avoids),
            conditional=tuple(
                _conditional(i, now[i].missing)
                for i in avoid
                if i not in found.avoids and i not in found.remains
            ),
            remains=tuple(i for i in avoid if i in found.remains),
            introduces=tuple(i for i in _IDS if i in found.introduces),
            opens=tuple(i for i in _IDS if i in found.opens),
            safe_for=self._safe_for(now.case, avoid),
            parity=draft.parity,
            requires=draft.requires,
            authority=tuple(dict.fromkeys(cites)),
            assessment=now,
        )

    def _safe_for(self, case: Case, avoid: tuple[str, ...]) -> tuple[SafeRow, ...] | None:
        if case.person.status is not ImmigrationStatus.UNKNOWN:
            return None
        rows = by_status(case, engine=self.engine, catalog=self.catalog)
        return tuple(
            SafeRow(status=row.status, admitted=row.admitted)
            for row in rows
            if all(row.assessment.status(i) is Status.NOT_TRIGGERED for i in avoid)
        )

    def _not_searched(self, subject: Subject, candidates: int) -> tuple[str, ...]:
        texts = list(_NOT_TRIED)
        if subject.disposed_of:
            texts.append("diversion or dismissal after the conviction is vacated")
        if subject.standing.entry is None:
            texts.append("other offenses: the catalog does not have the proposal's own")
        if candidates > MOST_ASSESSED:
            left = candidates - MOST_ASSESSED
            texts.append(f"{left} candidates beyond the first {MOST_ASSESSED}")
        return tuple(texts)


def _with(case: Case, ref: str, instead: tuple[Disposition, ...]) -> Case:
    """The case with other dispositions in a count's place, or none."""
    dispositions: list[Disposition] = []
    for disposition in case.dispositions:
        if disposition.ref == ref:
            dispositions += instead
        elif not instead and disposition.sentence.consecutive_to == ref:
            # A term that ran after one that is not there runs after none.
            sentence = attrs.evolve(disposition.sentence, consecutive_to="none")
            dispositions.append(attrs.evolve(disposition, sentence=sentence))
        else:
            dispositions.append(disposition)
    return attrs.evolve(case, dispositions=tuple(dispositions))


def _distinct(made: Iterable[Draft]) -> tuple[Draft, ...]:
    """Each alternative once; the fewest changes first, and then the nearest."""
    ordered = sorted(
        made, key=lambda d: (len(d.strategies), d.parity.distance, tuple(sorted(d.changes)))
    )
    found: dict[tuple[Disposition, ...], Draft] = {}
    for draft in ordered:
        found.setdefault(draft.dispositions, draft)
    return tuple(found.values())


def _without_idle_changes(found: Sequence[_Found]) -> list[_Found]:
    by_changes = {f.draft.changes: f for f in found}

    def idle(one: _Found) -> bool:
        changes = sorted(one.draft.changes)
        return any(
            part in by_changes and not one.gains_over(by_changes[part])
            for size in range(1, len(changes))
            for part in map(frozenset, combinations(changes, size))
        )

    return [f for f in found if not idle(f)]


def _ordered(found: Sequence[_Found]) -> list[_Found]:
    """Layer by layer: first those that none beats, then those that only these beat, and so on."""
    left = sorted(found, key=lambda f: f.order)
    ordered: list[_Found] = []
    while left:
        layer = [f for f in left if not any(other.beats(f) for other in left)]
        ordered += layer
        left = [f for f in left if f not in layer]
    return ordered


def _conditional(name: str, missing: tuple[str, ...]) -> Conditional:
    text = (
        f"it depends on facts that the case leaves out: {', '.join(missing)}"
        if missing
        else "the library does not decide it on these facts"
    )
    return Conditional(id=name, missing=missing, if_=text)


def _left_open(statuses: Mapping[str, Status], avoid: Sequence[str]) -> list[str]:
    left = [
        i
        for i, status in statuses.items()
        if i.startswith(_GOALS) and status is Status.UNDETERMINED and i not in avoid
    ]
    if not left:
        return []
    return [
        f"Undetermined for the proposal, and triggered or contested for no immigration status on"
        f" the facts given, so that no alternative is measured by them: {', '.join(left)}."
    ]
