"""What premises are asked of: a case, the catalog's view of its offenses, and what was read."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from immconseq.authority import Holding, Settled, settle
from immconseq.case import Case, Disposition, Facts, Inchoate, Offense, Outcome
from immconseq.errors import AmbiguousOffense, CaseError, Fault, UnknownOffense
from immconseq.facts.model import CasePremise, DispositionPremise, PairPremise, Reading

if TYPE_CHECKING:
    from immconseq.offenses.catalog import Catalog
    from immconseq.offenses.entry import Enhancement, Entry, Variant

__all__ = ["MAY_CONVICT", "Context", "OffenseView", "view_of", "views_of_charges"]

INCONCLUSIVE = "inconclusive"

MAY_CONVICT = (Outcome.CONVICTED, Outcome.OFFERED, Outcome.DEFERRED, Outcome.DIVERTED)
"""The outcomes that are, or may turn out to be, a conviction."""


@attrs.frozen(kw_only=True)
class OffenseView:
    """An offense of the case beside the catalog's entry for it.

    Attributes:
        offense: As the case gives it.
        path: Where it stands in the case.
        entry: The catalog's entry; ``None`` where the catalog has none, or more than one.
        prong: The prong that the case or the code itself names; ``None`` where it names none.
        silent_prong: The record is known not to say which prong it was.
        inchoate: The inchoate form that the case or the code itself names.
        candidates: The entries a code that was not found may mean.
    """

    offense: Offense
    path: str
    entry: Entry | None
    prong: Variant | None
    silent_prong: bool
    inchoate: Inchoate | None
    candidates: tuple[Entry, ...] = ()

    @property
    def open_prong(self) -> bool:
        """Is the prong of an entry that has prongs not known?"""
        return (
            self.entry is not None
            and bool(self.entry.variants)
            and self.prong is None
            and not self.silent_prong
        )


class Context:
    """One case under one catalog. It remembers each premise's reading while it lives.

    Attributes:
        case: The case.
        catalog: The offenses, and what a jurisdiction's packs say beside them.
        views: The offense of each disposition.
        charged: The offenses that each disposition was charged with, its own apart.

    Raises:
        CaseError: A prong that the catalog's entry lacks; all such at once.
    """

    __slots__ = (
        "_case_readings",
        "_pair_readings",
        "_readings",
        "_settled",
        "case",
        "catalog",
        "charged",
        "views",
    )

    def __init__(self, case: Case, catalog: Catalog) -> None:
        self.case = case
        self.catalog = catalog
        faults: list[Fault] = []
        dispositions = tuple(enumerate(case.dispositions))
        self.views = tuple(view_of(d, i, catalog, faults) for i, d in dispositions)
        self.charged = tuple(views_of_charges(d, i, catalog, faults) for i, d in dispositions)
        if faults:
            raise CaseError(faults)
        self._case_readings: dict[CasePremise, Reading] = {}
        self._readings: tuple[dict[DispositionPremise, Reading], ...] = tuple(
            {} for _ in case.dispositions
        )
        self._settled: dict[tuple[int, int], Mapping[str, Settled]] = {}
        self._pair_readings: dict[tuple[PairPremise, int, int], Reading] = {}

    def of_case(self, premise: CasePremise) -> Reading:
        """The reading of a case premise."""
        found = self._case_readings.get(premise)
        if found is None:
            found = self._case_readings[premise] = premise.ask(self)
        return found

    def of(self, premise: DispositionPremise, index: int) -> Reading:
        """The reading of a disposition premise."""
        readings = self._readings[index]
        found = readings.get(premise)
        if found is None:
            found = readings[premise] = premise.ask(self, index)
        return found

    def of_pair(self, premise: PairPremise, one: int, two: int) -> Reading:
        """The reading of a pair premise."""
        found = self._pair_readings.get((premise, one, two))
        if found is None:
            found = self._pair_readings[premise, one, two] = premise.ask(self, one, two)
        return found

    def settle(self, holdings: tuple[Holding, ...], index: int) -> Settled:
        """A question of law, on the case's day, in its circuit, for a disposition."""
        return settle(
            holdings,
            as_of=self.case.as_of,
            circuit=self.case.circuit,
            convicted_on=self.disposed_on(index),
        )

    def settled(self, row: Entry | Variant | Enhancement, index: int) -> Mapping[str, Settled]:
        """The profile of a row of the catalog, likewise; an entry that it lacks is left out."""
        key = (id(row), index)
        found = self._settled.get(key)
        if found is None:
            found = self._settled[key] = row.profile.settled(
                as_of=self.case.as_of,
                circuit=self.case.circuit,
                convicted_on=self.disposed_on(index),
            )
        return found

    def disposition(self, index: int) -> Disposition:
        """A disposition by its place."""
        return self.case.dispositions[index]

    def path(self, index: int, *keys: str) -> str:
        """The path of a disposition's field."""
        return _path(index, keys)

    def disposed_on(self, index: int) -> dt.date | None:
        """The day of conviction or disposition; of a planned or charged count left out, `as_of`."""
        disposition = self.case.dispositions[index]
        if disposition.disposed_on is None and disposition.outcome in ("offered", "charged"):
            return self.case.as_of
        return disposition.disposed_on


@functools.lru_cache(maxsize=4096)
def _path(index: int, keys: tuple[str, ...]) -> str:
    return ".".join((f"$.dispositions[{index}]", *keys))


def view_of(
    disposition: Disposition, index: int, catalog: Catalog, faults: list[Fault]
) -> OffenseView:
    """The offense of a disposition; a prong that the catalog's entry lacks goes to *faults*."""
    at = f"$.dispositions[{index}].offense"
    return _view(disposition.offense, at, catalog, faults, disposition.facts)


def views_of_charges(
    disposition: Disposition, index: int, catalog: Catalog, faults: list[Fault]
) -> tuple[OffenseView, ...]:
    """The offenses that a disposition was charged with, its own apart; likewise."""
    at = f"$.dispositions[{index}].charged_with"
    return tuple(
        _view(o, f"{at}[{k}]", catalog, faults) for k, o in enumerate(disposition.charged_with)
    )


def _view(
    offense: Offense,
    path: str,
    catalog: Catalog,
    faults: list[Fault],
    facts: Facts | None = None,
) -> OffenseView:
    entry = prong = None
    inchoate = offense.inchoate
    candidates: tuple[Entry, ...] = ()
    try:
        resolved = catalog.resolve(offense.jurisdiction, offense.code)
    except AmbiguousOffense as error:
        candidates = tuple(error.candidates)
    except UnknownOffense:
        candidates = tuple(catalog.near(offense.jurisdiction, offense.code))
    else:
        entry = resolved.entry
        prongs = {v.id: v for v in entry.variants}
        named = offense.variant
        if named is None or named == INCONCLUSIVE:
            prong = prongs.get(resolved.variant) if resolved.variant else None
            if prong is None and named is None and entry.prong_from and facts is not None:
                # The record's own word on the victim is what tells these prongs apart.
                prong = prongs.get(str(getattr(facts, entry.prong_from)))
        elif named in prongs:
            prong = prongs[named]
        else:
            known = ", ".join(prongs) or "none: this entry has no prongs"
            faults.append(
                Fault(
                    path=f"{path}.variant",
                    found=named,
                    expected=f"a prong of {entry.code}: {known}",
                    code="unknown_variant",
                )
            )
        if inchoate is None and resolved.inchoate is not None:
            inchoate = Inchoate(resolved.inchoate)
    return OffenseView(
        offense=offense,
        path=path,
        entry=entry,
        prong=prong,
        silent_prong=offense.variant == INCONCLUSIVE and prong is None,
        inchoate=inchoate,
        candidates=candidates,
    )
