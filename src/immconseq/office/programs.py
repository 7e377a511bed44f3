"""A diversion program: what it asks and does, step by step."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import attrs

from immconseq.kinds import Amount, Choice, Flag, Items, Object, Record, Text, says

__all__ = ["Program", "Step", "StepKind"]


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
    restraint: bool | None = attrs.field(
        default=None,
        metadata=says(
            Flag(),
            "Does it restrain liberty: custody, electronic monitoring, supervision as on"
            " probation, or a fine? Left out: not known.",
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
