"""An office: where it is, who answers for its policy, and the terms on which it agrees."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from typing import Self

import attrs

from immconseq.authority import CIRCUITS
from immconseq.errors import CaseError, Fault, shown
from immconseq.kinds import Flag, Items, Object, OneOf, Record, Text, Whole, says
from immconseq.mitigation.constraints import Constraints
from immconseq.mitigation.offers import StandardOffer
from immconseq.office.programs import Program

__all__ = ["Certification", "Office", "PointPerson"]


@attrs.frozen(kw_only=True)
class PointPerson(Record):
    """Who answers for the policy: a role, not a name.

    Raises:
        CaseError: With every fault.
    """

    role: str = attrs.field(metadata=says(Text(), "The role, as immigration point person."))
    contact: str = attrs.field(metadata=says(Text(), "Where the role is reached."))


@attrs.frozen(kw_only=True)
class Certification(Record):
    """How the office answers requests to certify victims.

    Raises:
        CaseError: With every fault.
    """

    contact: str | None = attrs.field(
        default=None, metadata=says(Text(), "Where a request is sent; left out: the point person.")
    )
    within_days: int | None = attrs.field(
        default=None,
        metadata=says(
            Whole(unit="days", most=365),
            "In how many days the office answers; left out: the law of the place. What the law"
            " says is never exceeded.",
        ),
    )
    within_days_in_removal: int | None = attrs.field(
        default=None,
        metadata=says(
            Whole(unit="days", most=365), "The same where the victim is in removal proceedings."
        ),
    )


@attrs.frozen(kw_only=True)
class Office(Record):
    """What an office has decided for every case.

    Raises:
        CaseError: With every fault, two offers or programs of one name included.
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
    programs: tuple[Program, ...] = attrs.field(
        default=(),
        metadata=says(Items(of=Object(Program)), "Its diversion programs, in order of preference."),
    )
    excluded_offenses: tuple[str, ...] = attrs.field(
        default=(),
        metadata=says(Items(of=Text()), "Codes of offenses that it does not offer."),
    )
    constraints: Constraints | None = attrs.field(
        default=None,
        metadata=says(Object(Constraints), "What every alternative that it agrees to keeps to."),
    )

    certification: Certification | None = attrs.field(
        default=None, metadata=says(Object(Certification), "How victims' requests are answered.")
    )
    record_consequences: bool | None = attrs.field(
        default=None,
        metadata=says(
            Flag(),
            "True: a record of consideration also names the findings that the plan was to avoid,"
            " which may reveal a status; left out or false: it names none.",
        ),
    )

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Read a TOML document with the keys of the JSON.

        Raises:
            CaseError: With every fault, text that is no TOML included.
        """
        try:
            data = tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            raise CaseError(
                [Fault(path="$", found=str(error), expected="a TOML document", code="toml")]
            ) from None
        return cls.from_dict(data)

    def _spanning_faults(self) -> tuple[Fault, ...]:
        return (
            *_named_twice("standard_offers", [o.offer_id for o in self.standard_offers or ()]),
            *_named_twice("programs", [p.program_id for p in self.programs or ()]),
            *(
                attrs.evolve(fault, path=f"$.standard_offers[{at}]{fault.path[1:]}")
                for at, offer in enumerate(self.standard_offers or ())
                for fault in offer._spanning_faults()
            ),
        )


def _named_twice(key: str, names: Sequence[str | None]) -> list[Fault]:
    name_of = {"standard_offers": "offer_id", "programs": "program_id"}[key]
    return [
        Fault(
            path=f"$.{key}[{at}].{name_of}",
            found=shown(name),
            expected="a name that no other has",
            code="duplicate",
        )
        for at, name in enumerate(names)
        if name is not None and name in names[:at]
    ]
