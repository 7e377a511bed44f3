"""What a charge brings by itself, before any conviction, and what could be charged in its place.

Under the Laken Riley Act an arrest or a charge of burglary, theft, larceny, shoplifting or assault
of an officer, or of what caused death or serious bodily injury, brings detention without bond for
people of some statuses (INA 236(c)(1)(E), 8 USC 1226(c)(1)(E)). It is asked of the charge, and of
no person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from immconseq.assessing import assess
from immconseq.case import (
    Case,
    Disposition,
    Facts,
    ImmigrationStatus,
    Level,
    Offense,
    Outcome,
    Person,
)
from immconseq.errors import AmbiguousOffense, UnknownOffense
from immconseq.findings import Status
from immconseq.mitigation.constraints import Constraints
from immconseq.mitigation.parity import is_named, kinship
from immconseq.offenses.catalog import Catalog
from immconseq.offenses.entry import Entry, Variant
from immconseq.office.model import Office
from immconseq.status_table import ROWS, person_with_status

__all__ = [
    "FEW",
    "LAKEN_RILEY",
    "MOST_ALTERNATIVES",
    "Charged",
    "OtherCharge",
    "excluded_by",
    "named_charge",
    "on_charge",
    "other_charges",
]

MOST_ALTERNATIVES = 8
"""How many other charges are named for one."""

FEW = 3
"""So many are named though the catalog does not say that the same facts support them."""

LAKEN_RILEY = (
    "INA 236(c)(1)(E), 8 USC 1226(c)(1)(E)",
    "INA 236(c)(2), 8 USC 1226(c)(2)",
)
"""The Act, and what it means by the offenses that it lists."""

_DETAINED = "detention.laken_riley"


@attrs.frozen(kw_only=True)
class Charged:
    """A charge that is asked about.

    Attributes:
        offense: What is charged.
        as_of: The day of whose law it is asked.
        committed_on: The day of the act; ``None``: not known.
        circuit: Whose law; ``None``: that of none.
        facts: What is known of the act.
        injury: Is death or serious injury supposed where the facts do not say? Left out, it is
            taken that nobody died or was badly hurt, for else every charge would be open.
    """

    offense: Offense
    as_of: dt.date
    committed_on: dt.date | None = None
    circuit: str | None = None
    facts: Facts = attrs.field(factory=Facts)
    injury: bool = False


@attrs.frozen(kw_only=True)
class OtherCharge:
    """Another offense for like conduct, which does not by itself bring detention.

    Attributes:
        jurisdiction: Whose offense it is.
        code: Its code.
        variant: Its prong; ``None``: it has none, or they answer alike.
        name: What people call it.
        same_facts: Does the catalog say that the same facts can support it, or that practice takes
            it in place of such charges?
    """

    jurisdiction: str
    code: str
    variant: str | None
    name: str
    same_facts: bool

    def to_dict(self) -> dict[str, Any]:
        """As JSON, every key always there."""
        return attrs.asdict(self)


def excluded_by(office: Office) -> tuple[str, ...]:
    """The codes that an office does not offer, whether it says so of offenses or of plans."""
    return Constraints().and_those_of(office.constraints, office.excluded_offenses).exclude


def named_charge(other: OtherCharge) -> str:
    """For people: its code and name, and whether the facts have to be looked at."""
    facts = "" if other.same_facts else ", if the facts support it"
    return f"{other.code} ({other.name}{facts})"


_REACHED = tuple(row for row in ROWS if row[0] is ImmigrationStatus.UNDOCUMENTED and not row[1])
"""The row that the Act reaches whenever it reaches any: inadmissible for want of an admission. The
tests hold it against all others."""

_GRAVEST = (Status.TRIGGERED, Status.CONTESTED, Status.UNDETERMINED, Status.NOT_TRIGGERED)


def on_charge(charged: Charged, catalog: Catalog) -> Status:
    """What the charge alone does to whoever it can do most to; nothing is said of any status."""
    said = charged.facts.death_or_serious_injury
    facts: Facts = attrs.evolve(
        charged.facts, death_or_serious_injury=charged.injury if said is None else said
    )
    count = Disposition(
        ref="charge",
        offense=charged.offense,
        outcome=Outcome.CHARGED,
        committed_on=charged.committed_on,
        facts=facts,
    )
    found = []
    for status, admitted in _REACHED:
        case = Case(
            as_of=charged.as_of,
            circuit=charged.circuit,
            person=person_with_status(Person(), status, admitted),
            dispositions=(count,),
        )
        found.append(assess(case, engine="reference", catalog=catalog)[_DETAINED].status)
    return min(found, key=_GRAVEST.index)


def other_charges(
    charged: Charged, catalog: Catalog, excluded: Iterable[str] = ()
) -> tuple[OtherCharge, ...]:
    """What could be charged for like conduct without it and need be no heavier, nearest first.

    Args:
        charged: The charge.
        catalog: Where others are looked for.
        excluded: The codes that an office does not offer.
    """
    offense = charged.offense
    try:
        own = catalog.resolve(offense.jurisdiction, offense.code).entry
    except (AmbiguousOffense, UnknownOffense):
        return ()
    barred = {e for code in excluded for e in catalog.find(code, offense.jurisdiction)}
    near = [
        entry
        for entry in catalog
        if entry.jurisdiction == own.jurisdiction
        and entry not in barred
        and (is_named(own, entry, catalog) or kinship(own, entry, catalog) == "same")
        and (entry == own or not entry.supposes)
    ]
    found = [other for entry in near for other in _harmless(entry, own, charged, catalog)]
    found.sort(key=lambda other: (not other.same_facts, other.code != own.code, other.code))
    named = sum(other.same_facts for other in found)
    # The rest of the family fills up where little is named: it is a wide word.
    return tuple(found[: min(MOST_ALTERNATIVES, max(named, FEW))])


def _harmless(
    entry: Entry, own: Entry, charged: Charged, catalog: Catalog
) -> Iterator[OtherCharge]:
    """The entry whole, or else those of its prongs, with which the charge brings nothing."""
    prongs: tuple[Variant | None, ...] = (None, *entry.variants)
    for prong in prongs:
        row = entry if prong is None else prong
        offense = _as_charged(entry, prong, charged.offense.level)
        if not _no_heavier(row, own, offense.level, charged):
            continue
        if on_charge(attrs.evolve(charged, offense=offense), catalog) is Status.NOT_TRIGGERED:
            yield OtherCharge(
                jurisdiction=entry.jurisdiction,
                code=entry.code,
                variant=offense.variant,
                name=entry.names[0] if prong is None else prong.name,
                same_facts=is_named(own, entry, catalog),
            )
            if prong is None:
                return


def _as_charged(entry: Entry, prong: Variant | None, level: Level | None) -> Offense:
    """It at the level of the charge, where it has that."""
    row = entry if prong is None else prong
    there = {one.level for one in row.levels}
    return Offense(
        jurisdiction=entry.jurisdiction,
        code=entry.code,
        variant=None if prong is None else prong.id,
        level=level if level is not None and level.value in there else None,
    )


def _no_heavier(row: Entry | Variant, own: Entry, level: Level | None, charged: Charged) -> bool:
    """Was it in force, and need its longest term be no longer than the charge's may be?"""
    days = (charged.committed_on, charged.as_of)
    its = row.maxima(None if level is None else level.value, *days)
    if not its:
        return False
    asked = charged.offense.level
    most = own.maxima(None if asked is None else asked.value, *days)
    return its[0] <= max(most, default=0)
