"""What a call of `mitigate` asks for, once it is checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from immconseq.case import Case, Disposition, Outcome
from immconseq.errors import (
    AmbiguousOffense,
    CaseError,
    Fault,
    UnknownName,
    UnknownOffense,
    shown,
)
from immconseq.mitigation.constraints import Constraints, constraints_of
from immconseq.mitigation.offers import OfficeTerms, StandardOffer
from immconseq.offenses.catalog import Catalog
from immconseq.rules.vocabulary import CASE_FINDINGS, DISPOSITION_FINDINGS

__all__ = ["IDS", "Request", "request_of"]

IDS = tuple(c.name for c in (*CASE_FINDINGS, *DISPOSITION_FINDINGS))
"""The ids of findings, in their order."""

_DISCUSSED = (Outcome.OFFERED, Outcome.CHARGED)
_DISPOSED = (Outcome.CONVICTED, Outcome.DEFERRED)


@attrs.frozen(kw_only=True)
class Request:
    """A plan that is asked for.

    Attributes:
        case: The case.
        given: The count, as the case gives it.
        wanted: What is to be avoided; ``None``: what is avoided where nothing is asked for.
        keep: What no alternative may trigger or leave open.
        bounds: What every alternative keeps to, the office's terms among it.
        excluded: The codes that will not do, as entry and prong; no prong: all of the entry.
        offers: The office's standard offers.
        limit: How many alternatives at most; ``None``: every one.
    """

    case: Case
    given: Disposition
    wanted: tuple[str, ...] | None
    keep: tuple[str, ...]
    bounds: Constraints
    excluded: frozenset[tuple[str, str | None]]
    offers: tuple[StandardOffer, ...]
    limit: int | None

    @property
    def read(self) -> Disposition:
        """The count, one that is charged read as offered on the terms given."""
        if self.given.outcome is Outcome.CHARGED:
            return attrs.evolve(self.given, outcome=Outcome.OFFERED)
        return self.given

    @property
    def disposed_of(self) -> bool:
        """Was the count disposed of, so that it must be vacated first?"""
        return self.given.outcome in _DISPOSED


def request_of(
    case: Case,
    *,
    ref: str | None,
    avoid: Iterable[str] | None,
    keep: Iterable[str],
    constraints: Constraints | Mapping[str, Any] | None,
    office: OfficeTerms | None,
    limit: int | None,
    catalog: Catalog,
) -> Request:
    """Check what `mitigate` was given.

    Raises:
        CaseError, UnknownName: As for `mitigate`.
    """
    bounds = constraints_of(constraints)
    if office is not None:
        bounds = bounds.and_those_of(office.constraints, office.excluded_offenses)
    wanted = None if avoid is None else _ids("avoid", avoid)
    kept = _ids("keep", keep)
    if limit is not None and (type(limit) is not int or limit < 1):
        raise _fault("$.limit", shown(limit), "a whole number from 1, or nothing", "range")
    given = _count(case, ref)
    return Request(
        case=case,
        given=given,
        wanted=wanted,
        keep=kept,
        bounds=bounds,
        excluded=_excluded(bounds, given, catalog),
        offers=() if office is None else tuple(office.standard_offers),
        limit=limit,
    )


def _fault(path: str, found: str, expected: str, code: str) -> CaseError:
    return CaseError([Fault(path=path, found=found, expected=expected, code=code)])


def _ids(name: str, given: Iterable[str]) -> tuple[str, ...]:
    if isinstance(given, str):
        raise _fault(f"$.{name}", shown(given), "a list of ids of findings", "type")
    asked = tuple(dict.fromkeys(str(item) for item in given))
    for item in asked:
        if item not in IDS:
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
