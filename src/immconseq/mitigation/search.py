"""`mitigate`: every alternative is put through `assess` as a whole case, and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from immconseq.assessing import Assessment, assess
from immconseq.case import Case, Disposition, ImmigrationStatus, Outcome
from immconseq.errors import (
    AmbiguousOffense,
    CaseError,
    Fault,
    UnknownName,
    UnknownOffense,
    shown,
)
from immconseq.explain.text import relief_of_others
from immconseq.findings import DISCLAIMER, Status
from immconseq.mitigation.comparing import FURTHER, ORDER, Found, ordered, without_idle_changes
from immconseq.mitigation.constraints import Constraints, constraints_of
from immconseq.mitigation.drafts import Draft, drafts
from immconseq.mitigation.effects import ESTABLISHED, Consequence, Effects
from immconseq.mitigation.folding import FOLDED, folded
from immconseq.mitigation.mirror import mirror, offered_credit, vacated
from immconseq.mitigation.offers import OfficeTerms, StandardOffer
from immconseq.mitigation.parity import standing
from immconseq.mitigation.plan import (
    Alternative,
    Mitigation,
    SafeRow,
    Searched,
    WhyEmpty,
    WhyEmptyReason,
)
from immconseq.mitigation.subject import Subject
from immconseq.mitigation.text import offer_text
from immconseq.mitigation.warnings import warnings
from immconseq.rules.vocabulary import CASE_FINDINGS, DISPOSITION_FINDINGS
from immconseq.status_table import ROWS, by_status, person_with_status
from immconseq.variations import Variations

if TYPE_CHECKING:
    from immconseq.offenses.catalog import Catalog

__all__ = ["MOST_ASSESSED", "mitigate"]

MOST_ASSESSED = 10_000
"""No plan asks what follows from more candidates than this."""

_IDS = tuple(c.name for c in (*CASE_FINDINGS, *DISPOSITION_FINDINGS))
_GOALS = ("aggfel.", "deport.", "inadmit.", "bar.", "detention.", "removal.", "reentry.")
_OPEN = (Status.CONTESTED, Status.UNDETERMINED)

_RESIDENTS = (ImmigrationStatus.LPR, ImmigrationStatus.CONDITIONAL_LPR)

_DISCUSSED = (Outcome.OFFERED, Outcome.CHARGED)
_DISPOSED = (Outcome.CONVICTED, Outcome.DEFERRED)

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
    bounds = constraints_of(constraints)
    if office is not None:
        bounds = bounds.and_those_of(office.constraints, office.excluded_offenses)
    wanted = None if avoid is None else _ids("avoid", avoid)
    kept = _ids("keep", keep)
    if limit is not None and (type(limit) is not int or limit < 1):
        raise _fault("$.limit", shown(limit), "a whole number from 1, or nothing", "range")
    given = _count(case, ref)
    excluded = _excluded(bounds, given, catalog)
    offers = () if office is None else tuple(office.standard_offers)
    return _Search(
        case, given, wanted, kept, bounds, excluded, offers, limit, engine, catalog, progress
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
            place = given.offense.jurisdiction
            near = ", ".join(entry.code for entry in catalog.near(place, code))
            faults.append(
                Fault(
                    path=f"$.constraints.exclude[{i}]",
                    found=shown(code),
                    expected=f"a code that the catalog has for {place}"
                    + f", perhaps {near}" * bool(near),
                    code="unknown_offense",
                )
            )
        else:
            found.add((resolved.entry.code, resolved.variant))
    if faults:
        raise CaseError(faults)
    return frozenset(found)


# The search.


@attrs.frozen
class _Search:
    """One call of `mitigate`."""

    case: Case
    given: Disposition
    wanted: tuple[str, ...] | None
    keep: tuple[str, ...]
    bounds: Constraints
    excluded: frozenset[tuple[str, str | None]]
    offers: tuple[StandardOffer, ...]
    limit: int | None
    engine: str | None
    catalog: Catalog
    progress: Callable[[int], object] | None

    def plan(self) -> Mitigation:
        """The plan."""
        read = self.given
        if read.outcome is Outcome.CHARGED:
            read = attrs.evolve(read, outcome=Outcome.OFFERED)
        variations = self._variations(self.case)
        case = variations.with_count((read,))
        before = self._assess(case)
        statuses = before.statuses()
        asked = self._default(before) if self.wanted is None else self.wanted
        avoid = tuple(i for i in asked if statuses[i] is not Status.NOT_TRIGGERED)
        others = relief_of_others(case.person.status)
        effects = Effects(
            variations.statuses,
            statuses,
            avoid,
            others.difference(self.wanted or ()),
            MOST_ASSESSED,
            self.progress,
        )
        subject = Subject(
            case=case,
            given=self.given,
            count=read,
            old=vacated(read, case.as_of) if read.outcome in _DISPOSED else None,
            standing=standing(read, self.catalog, case.as_of),
            catalog=self.catalog,
            offers=self.offers,
            effects=effects,
        )
        notes: list[str] = []
        if self.given.outcome is Outcome.CHARGED:
            notes.append("The count is charged, and is read as offered on the terms given.")
        allowed = self._allowed(variations, notes)
        fits: dict[int, Consequence | None] = {}

        def will_do(draft: Draft) -> bool:
            """Does it keep to the constraints, and keep what is to be kept?"""
            if self._breaks(subject, draft):
                return False
            found = fits[id(draft)] = effects.of(draft.dispositions)
            return found is not None and _keeps(found, allowed)

        made, idle = drafts(subject, self.bounds.max_changes, will_do) if avoid else ([], 0)
        drafted = _distinct(made)
        clear = [d for d in drafted if id(d) in fits]
        seen = [
            Found(draft=d, consequence=found) for d in clear if (found := fits[id(d)]) is not None
        ]
        # A change is idle only beside one that will do: that avoids something and keeps what is to
        # be kept.
        kept = without_idle_changes(
            [f for f in seen if f.effect.avoids and _keeps(f.consequence, allowed)]
        )
        worth_a_line = folded(kept)
        listed = ordered(worth_a_line, others, resident=case.person.status in _RESIDENTS)
        why = None
        if not listed:
            why = self._why_empty(subject, statuses, avoid, drafted, seen, allowed)
        top = listed if self.limit is None else listed[: self.limit]
        alternatives = self._alternatives(subject, variations, top, before, avoid)
        if listed:
            notes += [ORDER, FURTHER]
        if len(worth_a_line) < len(kept):
            notes.append(f"{len(kept) - len(worth_a_line)} more{FOLDED}")
        if len(top) < len(listed):
            notes.append(f"{len(listed) - len(top)} more alternatives are beyond the limit.")
        if alternatives and case.person.status is ImmigrationStatus.UNKNOWN:
            notes += _by_status_note(alternatives)
        if self.wanted is None and case.person.status is not ImmigrationStatus.CITIZEN:
            notes += _left_open(statuses, avoid)
        unkept = [f for f in seen if not _keeps(f.consequence, allowed)]
        notes += self._notes(subject, statuses, variations.statuses(()), avoid, drafted, unkept)
        return Mitigation(
            ref=self.given.ref,
            avoid=avoid,
            already_clear=tuple(i for i in asked if statuses[i] is Status.NOT_TRIGGERED),
            keep=self.keep,
            constraints=self.bounds,
            proposal=self.given,
            alternatives=alternatives,
            searched=Searched(
                candidates=len(drafted) + idle,
                assessed=effects.asked,
                depth=max((len(d.strategies) for d in clear), default=0),
                complete=len(seen) == len(clear),
                not_searched=self._not_searched(subject, len(clear) - len(seen)),
            ),
            why_empty=why,
            notes=tuple(notes),
            before=before,
            disclaimer=DISCLAIMER,
        )

    def _notes(
        self,
        subject: Subject,
        statuses: Mapping[str, Status],
        alone: Mapping[str, Status],
        avoid: tuple[str, ...],
        made: Sequence[Draft],
        unkept: Sequence[Found],
    ) -> Iterator[str]:
        """What to know of the goals, and of what was asked for and is not there."""
        yield from _not_from_the_count(statuses, alone, avoid)
        yield from _not_carried(subject, self.bounds)
        offers = [draft for draft in made if "standard_offer" in draft.strategies]
        yield from _dropped_offers((draft, self._breaks(subject, draft)) for draft in offers)
        yield from _dropped_offers((one.draft, self.keep) for one in unkept if one.effect.avoids)

    def _assess(self, case: Case) -> Assessment:
        return assess(case, engine=self.engine, catalog=self.catalog)

    def _variations(self, case: Case) -> Variations:
        # Where nobody asked for an engine the one that is quicker at small pieces looks through the
        # candidates; what is listed is assessed by the engine that assessed the proposal.
        engine = self.engine or "reference"
        return Variations(case, self.given.ref, engine=engine, catalog=self.catalog)

    def _default(self, before: Assessment) -> tuple[str, ...]:
        """What is avoided where nothing is asked for."""
        if before.case.person.status is ImmigrationStatus.CITIZEN:
            return ()
        statuses = {i: s for i, s in before.statuses().items() if i.startswith(_GOALS)}
        doubtful = {i for i, s in statuses.items() if s is Status.UNDETERMINED}
        wanted = {i for i, s in statuses.items() if s in ESTABLISHED}
        if doubtful:
            rows = by_status(before.case, engine=self.engine, catalog=self.catalog)
            for row in rows:
                there = row.assessment.statuses()
                wanted |= {i for i in doubtful if there[i] in ESTABLISHED}
        return tuple(i for i in statuses if i in wanted)

    def _allowed(self, variations: Variations, notes: list[str]) -> dict[str, tuple[Status, ...]]:
        """For each id to keep, the statuses that an alternative may give it."""
        if not self.keep:
            return {}
        alone = variations.statuses(())
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
        if any(self._is_excluded(count) for count in draft.counts):
            broken.append("exclude")
        if parity.heavier and not bounds.plead_up:
            broken.append("plead_up")
        if (
            bounds.strike_by_plead_up_or_sentence
            and "strike" in (subject.standing.priorability or ())
            and not (parity.heavier or (draft.same_offense and now.convicted))
        ):
            broken.append("strike_by_plead_up_or_sentence")
        if len(draft.strategies) > bounds.max_changes:
            broken.append("max_changes")
        return tuple(broken)

    def _is_excluded(self, count: Disposition) -> bool:
        if not self.excluded:
            return False
        now = standing(count, self.catalog, self.case.as_of)
        if not now.convicted or now.entry is None:
            return False
        prong = None if now.prong is None else now.prong.id
        return bool({(now.entry.code, None), (now.entry.code, prong)} & self.excluded)

    def _why_empty(
        self,
        subject: Subject,
        statuses: Mapping[str, Status],
        avoid: tuple[str, ...],
        made: Sequence[Draft],
        seen: Sequence[Found],
        allowed: Mapping[str, tuple[Status, ...]],
    ) -> WhyEmpty:
        """Why there is no alternative."""
        offense = subject.count.offense
        unknown = subject.standing.entry is None and not offense.profile
        citizen = self.case.person.status is ImmigrationStatus.CITIZEN
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
            return WhyEmpty(reason=WhyEmptyReason.NOTHING_TO_AVOID, text=text)
        if unknown:
            near = ", ".join(e.code for e in self.catalog.near(offense.jurisdiction, offense.code))
            text = (
                "The catalog does not have the offense, and the case gives no profile of it, so"
                " that nothing like it can be found. A profile in the case (offense.profile), which"
                " says what the least conduct punished is, would do in place of a row: then other"
                " terms, divided counts and diversion can be compared."
            ) + f" It may be one of: {near}." * bool(near)
            return WhyEmpty(reason=WhyEmptyReason.OFFENSE_UNKNOWN, text=text)
        broken = {id(d): self._breaks(subject, d) for d in made}
        if sum(not names for names in broken.values()) > len(seen):
            return WhyEmpty(
                reason=WhyEmptyReason.SEARCH_CUT_SHORT,
                text=f"None of the {MOST_ASSESSED} candidates that were assessed will do; there are"
                " more.",
            )
        text = (
            "No alternative that keeps the constraints and the findings to keep avoids anything of"
            " what was to be avoided."
        ) + _from_the_charge(statuses, avoid)
        return WhyEmpty(
            reason=WhyEmptyReason.NOTHING_SATISFIES,
            text=text,
            loosen=self._loosen(subject, made, broken, seen, allowed),
        )

    def _loosen(
        self,
        subject: Subject,
        made: Sequence[Draft],
        broken: Mapping[int, tuple[str, ...]],
        seen: Sequence[Found],
        allowed: Mapping[str, tuple[Status, ...]],
    ) -> str | None:
        """What alone stands in the way of the candidate that avoids most.

        `keep` stands in the way of those that were assessed and do not keep it.
        """
        best: dict[str, int] = {}
        if any(f.effect.avoids for f in seen):
            best["keep"] = max(len(f.effect.avoids) for f in seen)
        for draft in (d for d in made if len(broken[id(d)]) == 1):
            found = subject.effects.of(draft.dispositions)
            if found is not None and found.effect.avoids and _keeps(found, allowed):
                (name,) = broken[id(draft)]
                best[name] = max(best.get(name, 0), len(found.effect.avoids))
        return max(best, key=lambda name: best[name], default=None)

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
                    introduces=tuple(i for i in _IDS if i in does.introduces),
                    opens=tuple(i for i in _IDS if i in does.opens),
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
        credit = f", {offered_credit(subject)}"
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


def _by_status_note(alternatives: Sequence[Alternative]) -> Iterator[str]:
    """Which of them spares whoever it may be, or else for whom which is the first."""
    safe = [(a.rank, a.safe_for or ()) for a in alternatives]
    clear = [(a.rank, a.clear_for or ()) for a in alternatives]
    yield (
        f"The status is not known. Avoids everything: {_first_for(safe)}. Leaves nothing triggered"
        f" or contested, though some may be open: {_first_for(clear)}."
    )


def _first_for(ranked: Sequence[tuple[int, Sequence[SafeRow]]]) -> str:
    """The ranks that do for every row; else the first that does for each."""
    everybody = [str(rank) for rank, rows in ranked if len(rows) == len(ROWS)]
    if everybody:
        return f"{', '.join(everybody)} for every status"
    first: dict[int | None, list[str]] = {}
    for status, admitted in ROWS:
        row = SafeRow(status=status, admitted=admitted)
        found = next((rank for rank, rows in ranked if row in rows), None)
        first.setdefault(found, []).append(row.name)
    nobody = first.pop(None, [])
    said = [f"{rank} for {'; '.join(names)}" for rank, names in first.items()]
    if nobody:
        said.append(f"none of those listed for {'; '.join(nobody)}")
    return ", ".join(said)


def _keeps(found: Consequence, allowed: Mapping[str, tuple[Status, ...]]) -> bool:
    """Does it leave what is to be kept as it may be?"""
    return all(found.statuses[name] in may for name, may in allowed.items())


def _distinct(made: Iterable[Draft]) -> tuple[Draft, ...]:
    """Each alternative once, with the fewest changes, in the order in which they were made."""
    found: dict[tuple[Disposition, ...], Draft] = {}
    for draft in made:
        known = found.setdefault(draft.dispositions, draft)
        if known is not draft and _simplest(draft) < _simplest(known):
            found[draft.dispositions] = draft
    return tuple(found.values())


def _simplest(draft: Draft) -> tuple[int, tuple[int, ...], tuple[str, ...]]:
    return len(draft.strategies), draft.parity.distance, tuple(sorted(draft.changes))


def _from_the_charge(statuses: Mapping[str, Status], avoid: Sequence[str]) -> str:
    """What to say where all that is to be avoided follows from the charge."""
    charged = "detention.laken_riley"
    if charged not in avoid or not set(avoid) <= {charged, "detention.without_admission"}:
        return ""
    text = (
        " Detention under the Laken Riley Act follows from the charge, which no plea undoes; only"
        " another charge from the start, of nothing that the Act lists, would (8 USC"
        " 1226(c)(1)(E)(ii))."
    )
    petty = statuses["cimt"] in ESTABLISHED and statuses["inadmit.cimt"] is Status.NOT_TRIGGERED
    return text + (
        " The proposal is a crime of moral turpitude within the exception for one petty offense,"
        " and uses it up: a plea to an infraction, or to what involves no turpitude, is worth"
        " having all the same (8 USC 1182(a)(2)(A)(ii)(II))."
        if petty
        else ""
    )


def _not_from_the_count(
    statuses: Mapping[str, Status], alone: Mapping[str, Status], avoid: Sequence[str]
) -> Iterator[str]:
    """Which goals the case has without the count, so that no change of the count clears them.

    Args:
        statuses: What follows from the proposal.
        alone: What follows from the case without the count.
        avoid: The goals.
    """
    there = [i for i in avoid if alone[i] is not Status.NOT_TRIGGERED]
    same = [i for i in there if alone[i] is statuses[i] and alone[i] in ESTABLISHED]
    open_ = [i for i in there if i not in same]
    if same:
        yield (
            "Not from this count: without it they are the same, since they follow from the person's"
            f" situation or another count, and no plea to this one changes them: {', '.join(same)}."
        )
    if open_:
        yield (
            "Open without this count too, so that no disposition of it clears them, and safe_for"
            " can name no row in which they stay open; clear_for and the other ids tell"
            f" alternatives apart: {', '.join(open_)}."
        )


def _dropped_offers(seen: Iterable[tuple[Draft, Sequence[str]]]) -> Iterator[str]:
    """Each standard offer that is not listed because it does not keep what is asked for."""
    for draft, broken in seen:
        if broken and "standard_offer" in draft.strategies:
            offers = [key[6:] for key in sorted(draft.changes) if key.startswith("offer:")]
            yield (
                f"The standard offer {', '.join(offers)} is not listed, for it does not keep:"
                f" {', '.join(broken)}."
            )


def _not_carried(subject: Subject, bounds: Constraints) -> Iterator[str]:
    """What is to be kept of the count's effect on later cases, and it has none."""
    has = subject.standing.priorability
    absent = [name for name in bounds.keep_priorability if has is not None and name not in has]
    if absent:
        yield (
            "keep_priorability names what the proposal does not carry, so that no alternative is"
            f" refused for want of it: {', '.join(absent)}."
        )


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
        f" the facts given, so that no alternative is measured by them: {', '.join(left)}. The law"
        " on some may be unsettled too once the facts are known; name ids in avoid to have them"
        " measured."
    ]
