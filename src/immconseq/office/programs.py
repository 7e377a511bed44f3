"""A diversion program: what it asks and does, step by step."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import attrs

from immconseq.kinds import Amount, Choice, Flag, Items, Object, OneOf, Record, Text, says
from immconseq.offenses.catalog import Catalog
from immconseq.offenses.entry import LEVELS, Entry

__all__ = ["Charge", "Program", "Step", "StepKind"]


class StepKind(StrEnum):
    """What is done in a step of a program."""

    SCREENING = "screening"
    ADMISSION = "admission"
    PLEA = "plea"
    FINDING = "finding"
    JUDGMENT = "judgment"
    TREATMENT = "treatment"
    DISMISSAL = "dismissal"


@attrs.frozen(kw_only=True)
class Step(Record):
    """One step, in the order in which it is done.

    Raises:
        CaseError: With every fault.
    """

    kind: StepKind = attrs.field(metadata=says(Choice(StepKind), "What is done."))
    required: bool | None = attrs.field(
        default=None,
        metadata=says(Flag(), "Must everybody do it? Left out: not known, and read as yes."),
    )
    made_to: str | None = attrs.field(
        default=None,
        metadata=says(
            OneOf(("court", "program")),
            "Of an admission: made to the court (or in anything that is filed there), or to the"
            " program alone and kept there. Left out: not known, and read as to the court.",
        ),
    )


@attrs.frozen(kw_only=True)
class Charge:
    """What a program is asked to take.

    Attributes:
        jurisdiction: As ``US-CA``.
        code: As it is charged.
        entry: The offense; ``None`` where the catalog does not have it, or not one alone.
        level: One of `LEVELS`; ``None``: not known.
    """

    jurisdiction: str
    code: str
    entry: Entry | None
    level: str | None


@attrs.frozen(kw_only=True)
class Program(Record):
    """A program that an office or a court runs.

    Raises:
        CaseError: With every fault.
    """

    schema_id = "immconseq/program/1"

    program_id: str = attrs.field(metadata=says(Text(), "The office's own name for it."))
    steps: tuple[Step, ...] = attrs.field(
        default=(), metadata=says(Items(of=Object(Step)), "What is done, in order.")
    )
    documents: tuple[str, ...] = attrs.field(
        default=(),
        metadata=says(Items(of=Text()), "What papers are asked for, in the program's own words."),
    )
    fees_usd: Decimal | None = attrs.field(
        default=None,
        metadata=says(
            Amount(unit="US dollars", most=1_000_000, places=2),
            "All that a person pays; left out: not known.",
        ),
    )
    fee_waiver: bool | None = attrs.field(
        default=None,
        metadata=says(
            Flag(),
            "Is whoever cannot pay spared the fee, and taken all the same? Left out: unknown.",
        ),
    )
    restraint: bool | None = attrs.field(
        default=None,
        metadata=says(
            Flag(),
            "Does it restrain liberty: custody, electronic monitoring, supervision as on"
            " probation, or a fine? Left out: not known.",
        ),
    )
    judge_orders: bool | None = attrs.field(
        default=None,
        metadata=says(
            Flag(),
            "Does a judge order it, or approve the agreement? Left out: not known, read as yes.",
        ),
    )
    admits_addiction: bool | None = attrs.field(
        default=None,
        metadata=says(
            Flag(),
            "Must a person say, or be found, to be dependent on or to abuse a drug? Left out: not"
            " known.",
        ),
    )
    code: str | None = attrs.field(
        default=None,
        metadata=says(Text(), "The section that it rests on, as PC 1001.95; left out: none."),
    )
    for_codes: tuple[str, ...] = attrs.field(
        default=(), metadata=says(Items(of=Text()), "The charges that it takes; empty: any.")
    )
    for_families: tuple[str, ...] = attrs.field(
        default=(),
        metadata=says(Items(of=Text()), "The families of charges that it takes; empty: any."),
    )
    for_levels: tuple[str, ...] = attrs.field(
        default=(),
        metadata=says(Items(of=OneOf(LEVELS)), "The levels of charge that it takes; empty: any."),
    )

    def may_take(self, charge: Charge, catalog: Catalog) -> bool:
        """May it take a charge, by its own terms? What is not known shuts out nothing.

        The code or the family is enough where it names both, as in a standard offer; a charge that
        the catalog does not have is taken where its code is written as the program writes it.
        """
        if charge.level and self.for_levels and charge.level not in self.for_levels:
            return False
        if not self.for_codes and not self.for_families:
            return True
        entry = charge.entry
        if entry is None:
            return charge.code in self.for_codes
        return entry.family in self.for_families or any(
            entry in catalog.find(code, charge.jurisdiction) for code in self.for_codes
        )
