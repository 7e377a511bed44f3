"""`by_status`: one assessment for each immigration status that the person might have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from immconseq.assessing import Assessment, assess
from immconseq.case import Case, ImmigrationStatus, Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from immconseq.offenses.catalog import Catalog

__all__ = ["StatusRow", "StatusTable", "by_status", "person_with_status"]

_RESIDENTS = (ImmigrationStatus.LPR, ImmigrationStatus.CONDITIONAL_LPR)

ROWS: tuple[tuple[ImmigrationStatus, bool | None], ...] = (
    (ImmigrationStatus.CITIZEN, None),
    (ImmigrationStatus.LPR, True),
    (ImmigrationStatus.CONDITIONAL_LPR, True),
    (ImmigrationStatus.REFUGEE, True),
    (ImmigrationStatus.ASYLEE, None),
    (ImmigrationStatus.NONIMMIGRANT, True),
    (ImmigrationStatus.TPS, None),
    (ImmigrationStatus.DACA, None),
    (ImmigrationStatus.PAROLEE, False),
    (ImmigrationStatus.UNDOCUMENTED, True),
    (ImmigrationStatus.UNDOCUMENTED, False),
)
"""The rows, in the order of the enumeration. Asylum, temporary protection and deferred action say
nothing of how the person came in, so there `admitted` is not known; a parolee was not admitted."""


@attrs.frozen(kw_only=True)
class StatusRow:
    """A status, whether it is read as resting on an admission, and what follows."""

    status: ImmigrationStatus
    admitted: bool | None
    assessment: Assessment

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {
            "status": self.status.value,
            "admitted": self.admitted,
            "assessment": self.assessment.to_dict(),
        }


@attrs.frozen(kw_only=True)
class StatusTable:
    """The rows of `by_status`; ``table[status]`` gives those of a status."""

    rows: tuple[StatusRow, ...]

    def __getitem__(self, status: str) -> tuple[StatusRow, ...]:
        """The rows of a status.

        Raises:
            LookupError: The table has none.
        """
        found = tuple(r for r in self.rows if r.status == status)
        if not found:
            raise LookupError(f"no row of the table has the status {str(status)!r}")
        return found

    def __iter__(self) -> Iterator[StatusRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {
            "schema": "immconseq/status-table/1",
            "rows": [row.to_dict() for row in self.rows],
        }

    def to_text(self) -> str:
        """A line a finding, a column a row."""
        from immconseq.explain.text import status_table_text

        return status_table_text(self)

    def __str__(self) -> str:
        return self.to_text()


def person_with_status(person: Person, status: ImmigrationStatus, admitted: bool | None) -> Person:
    """The person read as having a status: what fits it stays, what contradicts it goes."""
    kept: dict[str, Any] = {"status": status, "admitted": admitted}
    resident = status in _RESIDENTS
    if not resident:
        kept |= {"lpr_on": None, "lpr_by": None}
        if person.admissions is not None:
            others = tuple(a for a in person.admissions if a.as_status not in _RESIDENTS)
            kept["admissions"] = others if others and admitted else None
    if admitted is False:
        kept |= {"admitted_on": None, "first_admitted_on": None}
    if status is ImmigrationStatus.CITIZEN:
        kept["possible_citizenship"] = None
    return attrs.evolve(person, **kept)


def by_status(
    case: Case, *, engine: str | None = None, catalog: Catalog | None = None
) -> StatusTable:
    """Assess a case for each status; the same table whatever status the case gives.

    Raises:
        CaseError: A prong that the catalog's entry lacks.
        EngineUnavailable: The engine asked for is not there.
    """
    # Whatever was said of admission belongs to the status that was said, so it goes with it.
    blank = attrs.evolve(case.person, status=ImmigrationStatus.UNKNOWN, admitted=None)
    return StatusTable(
        rows=tuple(
            StatusRow(
                status=status,
                admitted=admitted,
                assessment=assess(
                    attrs.evolve(case, person=person_with_status(blank, status, admitted)),
                    engine=engine,
                    catalog=catalog,
                ),
            )
            for status, admitted in ROWS
        )
    )
