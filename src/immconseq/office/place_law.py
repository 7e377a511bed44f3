"""The law of a place that binds an office: what it must consider, may say, must certify, by when.

Each rule is data with its citations and its days, in ``place/*.toml``; a check takes from here what
it says of the law. It is no part of immigration law, and no finding rests on it.
"""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from importlib import resources
from typing import Any

import attrs

from immconseq.kinds import Day, Items, OneOf, Record, Text, Whole, says

__all__ = ["TOPICS", "PlaceLaw", "place_law", "place_tables"]

TOPICS = (
    "consideration",
    "diversion",
    "diversion_admission",
    "diversion_fee",
    "advisement",
    "status_question",
    "status_in_court",
    "bail",
    "booking",
    "information_sharing",
    "detainer",
    "courthouse",
    "post_conviction",
    "post_conviction_time",
    "certification",
    "certification_refusal",
    "removal_notice",
    "victim_privacy",
    "immigration_fraud",
    "records",
    "bystander",
    "certification_days",
    "certification_days_aging_out",
    "certification_days_removal",
    "certification_helpfulness",
    "certification_history",
    "certification_identity",
    "certification_no_charge",
    "certification_status",
    "certifying_official",
    "indirect_victim",
    "obstruction_victim",
    "s_certification",
    "trafficking_declaration",
)
"""What a rule is about."""


@attrs.frozen(kw_only=True)
class PlaceLaw(Record):
    """One rule of a place.

    Raises:
        CaseError: With every fault.
    """

    id: str = attrs.field(metadata=says(Text(), "By which it is known; no other has it."))
    jurisdiction: str = attrs.field(metadata=says(Text(), "Whose rule it is, as US-CA or US."))
    topic: str = attrs.field(metadata=says(OneOf(TOPICS), "What it is about."))
    text: str = attrs.field(metadata=says(Text(), "What it asks, in a few words."))
    authority: tuple[str, ...] = attrs.field(
        metadata=says(Items(of=Text(), least=1), "The sections and decisions that say so.")
    )
    days: int | None = attrs.field(
        default=None, metadata=says(Whole(unit="days", most=36_500), "A deadline, in days.")
    )
    months: int | None = attrs.field(
        default=None,
        metadata=says(
            Whole(unit="months", least=1, most=1_200),
            "A deadline in months of the calendar; of a vehicle they run from the disposition.",
        ),
    )
    vehicle: str | None = attrs.field(
        default=None,
        metadata=says(Text(), "The vehicle that it is about, by the code that the catalog has."),
    )
    from_: dt.date | None = attrs.field(
        default=None, metadata=says(Day(), "The first day in force, inclusive.", key="from")
    )
    until: dt.date | None = attrs.field(
        default=None, metadata=says(Day(), "The last day in force, inclusive.")
    )
    read_on: dt.date = attrs.field(metadata=says(Day(), "The day on which it was read."))
    sources: tuple[str, ...] = attrs.field(
        default=(),
        metadata=says(Items(of=Text()), "What it was read in; what could not be opened says so."),
    )

    def on(self, day: dt.date) -> bool:
        """Is it in force?"""
        return (self.from_ is None or self.from_ <= day) and (
            self.until is None or day <= self.until
        )


def place_law(jurisdiction: str, topic: str, on: dt.date | None = None) -> tuple[PlaceLaw, ...]:
    """The rules that bind an office on a matter: those of its place, then those of the Union.

    Args:
        jurisdiction: As ``US-CA``. A place of which nothing is recorded has no rules here; that is
            not to say that it has none.
        topic: One of `TOPICS`.
        on: The day; ``None``: those with no last day.
    """
    return tuple(
        rule
        for place in dict.fromkeys((jurisdiction, "US"))
        for rule in _rules()
        if rule.jurisdiction == place
        and rule.topic == topic
        and (rule.until is None if on is None else rule.on(on))
    )


@functools.cache
def _rules() -> tuple[PlaceLaw, ...]:
    """Every rule, by file and in its order there."""
    return tuple(PlaceLaw.from_dict(row) for row in place_tables("rule"))


@functools.cache
def place_tables(name: str) -> tuple[dict[str, Any], ...]:
    """The rows of every table of a name in the folder, by file and in their order there."""
    folder = resources.files("immconseq.office") / "place"
    return tuple(
        row
        for file in sorted(folder.iterdir(), key=lambda f: f.name)
        if file.name.endswith(".toml")
        for row in tomllib.loads(file.read_text("utf-8")).get(name, [])
    )
