"""Standard offers: what an office agrees to for a kind of charge, whoever is charged.

An offer names the charges that it answers, and the plea. It has no place for a person's status, so
that what is offered to one can be offered to all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import attrs

from immconseq.case import LIFE_DAYS, Offense
from immconseq.errors import Fault
from immconseq.kinds import Items, Object, Record, Text, Whole, says
from immconseq.mitigation.constraints import Constraints

__all__ = ["OfficeTerms", "StandardOffer"]

_DAYS = Whole(unit="days", most=LIFE_DAYS)


@attrs.frozen(kw_only=True)
class StandardOffer(Record):
    """A plea that an office agrees to in place of certain charges, open to everybody.

    Raises:
        CaseError: With every fault.
    """

    offer_id: str = attrs.field(metadata=says(Text(), "The office's own name for it."))
    offense: Offense = attrs.field(metadata=says(Object(Offense), "The offense pleaded to."))
    for_codes: tuple[str, ...] = attrs.field(
        default=(),
        metadata=says(
            Items(of=Text()),
            "The charges that it answers, by code, in any spelling; empty: by family alone.",
        ),
    )
    for_families: tuple[str, ...] = attrs.field(
        default=(),
        metadata=says(
            Items(of=Text()),
            "The families of charges that it answers; empty: by code alone. Both empty: every"
            " charge of the offense's jurisdiction.",
        ),
    )
    imposed_days: int | None = attrs.field(
        default=None,
        metadata=says(_DAYS, "The term imposed, suspended parts included; left out: as proposed."),
    )
    suspended_days: int | None = attrs.field(
        default=None, metadata=says(_DAYS, "The part of it that is suspended.")
    )
    probation_days: int | None = attrs.field(
        default=None, metadata=says(_DAYS, "Probation; left out: as proposed.")
    )
    text: str | None = attrs.field(
        default=None, metadata=says(Text(), "What else belongs to it, such as a class.")
    )

    def _spanning_faults(self) -> tuple[Fault, ...]:
        imposed, suspended = self.imposed_days, self.suspended_days
        if imposed is None or suspended is None or suspended <= imposed:
            return ()
        return (
            Fault(
                path="$.suspended_days",
                found=f"{suspended} days",
                expected=f"at most the {imposed} days of imposed_days",
                code="conflict",
            ),
        )


class OfficeTerms(Protocol):
    """What `mitigate` asks of an office."""

    @property
    def standard_offers(self) -> Sequence[StandardOffer]:
        """Its standard offers."""

    @property
    def constraints(self) -> Constraints | None:
        """What every alternative that it agrees to keeps to; ``None``: nothing."""

    @property
    def excluded_offenses(self) -> Sequence[str]:
        """Codes of offenses that it does not offer."""
