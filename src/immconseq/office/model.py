"""An office: where it is, who answers for its policy, and the terms on which it agrees."""

from __future__ import annotations

import attrs

from immconseq.authority import CIRCUITS
from immconseq.errors import Fault
from immconseq.kinds import Items, Object, OneOf, Record, Text, says
from immconseq.mitigation.constraints import Constraints
from immconseq.mitigation.offers import StandardOffer

__all__ = ["Office", "PointPerson"]


@attrs.frozen(kw_only=True)
class PointPerson(Record):
    """Who answers for the policy: a role, not a name.

    Raises:
        CaseError: With every fault.
    """

    role: str = attrs.field(metadata=says(Text(), "The role, as immigration point person."))
    contact: str = attrs.field(metadata=says(Text(), "Where the role is reached."))


@attrs.frozen(kw_only=True)
class Office(Record):
    """What an office has decided for every case.

    Raises:
        CaseError: With every fault, two offers of one name included.
    """

    schema_id = "immconseq/office/1"

    office_id: str = attrs.field(metadata=says(Text(), "By which the office knows itself."))
    jurisdiction: str = attrs.field(
        metadata=says(
            Text(expected="a jurisdiction, as US-CA", pattern=r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?"),
            "Whose law it prosecutes under.",
        )
    )
    circuit: str | None = attrs.field(
        default=None, metadata=says(OneOf(CIRCUITS), "The circuit in which it lies.")
    )
    point_person: PointPerson | None = attrs.field(
        default=None, metadata=says(Object(PointPerson), "Who answers for the policy.")
    )
    standard_offers: tuple[StandardOffer, ...] = attrs.field(
        default=(),
        metadata=says(
            Items(of=Object(StandardOffer)), "What it agrees to, in its own order of preference."
        ),
    )
    excluded_offenses: tuple[str, ...] = attrs.field(
        default=(),
        metadata=says(Items(of=Text()), "Codes of offenses that it does not offer."),
    )
    constraints: Constraints | None = attrs.field(
        default=None,
        metadata=says(Object(Constraints), "What every alternative that it agrees to keeps to."),
    )

    def _spanning_faults(self) -> tuple[Fault, ...]:
        seen: set[str] = set()
        faults = []
        for at, offer in enumerate(self.standard_offers or ()):
            faults += [
                attrs.evolve(fault, path=f"$.standard_offers[{at}]{fault.path[1:]}")
                for fault in offer._spanning_faults()
            ]
            if offer.offer_id in seen:
                faults.append(
                    Fault(
                        path=f"$.standard_offers[{at}].offer_id",
                        found=offer.offer_id,
                        expected="a name that no other offer has",
                        code="duplicate",
                    )
                )
            seen.add(offer.offer_id)
        return tuple(faults)
