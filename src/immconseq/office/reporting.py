"""From records of consideration: does the office follow its policy, and what may the public see?

`compliance` is for the point person, and counts. `public_report` is for everybody, and counts so
that nobody can be told from it, alone or beside an earlier or later report:

- A figure is published in whole steps of `minimum_cell` alone, rounded down. So it never stands for
  fewer than that many records, and between two reports it changes by whole steps or not at all.
- What is less than one step is not published, a zero neither: none, one and ten look the same.
- What was left out, of all families together, is published as one figure in steps too, and never
  as one from which it would follow that any of its cells is not empty.
- A total adds up what is published and nothing else, so that subtracting gives nothing back. Over
  one single cell that is left out there is no total, lest the difference be taken for it.

For every cell that is left out there is therefore, whatever the report says, a set of records in
which it is empty and one in which it is as full as a cell that is left out can be.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any, ClassVar

import attrs

from immconseq.assessing import library_version, rules_sha256
from immconseq.errors import CaseError, Fault, shown
from immconseq.offenses.pack import FAMILIES
from immconseq.office.considering import ConsiderationRecord, DecisionOutcome
from immconseq.office.inputs import given
from immconseq.office.results import Check, Item, Result, Severity, wrapped

__all__ = [
    "COMPLIANCE_CODES",
    "LEAST_MINIMUM_CELL",
    "REPORTED_FAMILIES",
    "Compliance",
    "FamilyCount",
    "PublicReport",
    "ReportCell",
    "compliance",
    "public_report",
]

COMPLIANCE_CODES: Mapping[str, str] = {
    "nothing_recorded": "there is no record at all",
    "no_reason": "records of offers that give no reason",
    "no_point_person": "records that name no point person",
    "outside_terms": "records of plans that were not held to the office's constraints",
    "family_unknown": "records of charges that the catalog does not have",
    "older_version": "records made with another version of the library or of its rules",
    "consequences_recorded": "records that name consequences, and so may reveal a status",
    "several_offices": "the records are of more than one office",
}
"""The codes of the items of `compliance`, and what each means."""

_OUTCOMES = tuple(DecisionOutcome)


def _records(
    given_records: Iterable[ConsiderationRecord | Mapping[str, Any]],
) -> tuple[ConsiderationRecord, ...]:
    """Every record, or every fault of every one."""
    read, faults = [], []
    for index, record in enumerate(given_records):
        try:
            read.append(given(ConsiderationRecord, record))
        except CaseError as error:
            faults += [attrs.evolve(f, path=f"$[{index}]{f.path[1:]}") for f in error.faults]
    if faults:
        raise CaseError(faults)
    return tuple(read)


# For the point person.


@attrs.frozen(kw_only=True)
class FamilyCount:
    """How often an outcome was recorded.

    Attributes:
        family: The family of the charges; ``None``: the catalog does not have them, or all.
        offered: How often an alternative was offered.
        refused: How often one, or every one, was refused.
        no_change: How often the proposal stood.
    """

    family: str | None
    offered: int
    refused: int
    no_change: int

    @property
    def considered(self) -> int:
        """How often avoiding the consequences was considered."""
        return self.offered + self.refused + self.no_change

    def to_dict(self) -> dict[str, Any]:
        """As JSON; percentages are of what was considered, with one place, ``None`` of nothing."""
        return {
            "family": self.family,
            "considered": self.considered,
            "offered": self.offered,
            "refused": self.refused,
            "no_change": self.no_change,
            "offered_percent": _percent(self.offered, self.considered),
            "refused_percent": _percent(self.refused, self.considered),
            "no_change_percent": _percent(self.no_change, self.considered),
        }

    def words(self) -> str:
        """For people."""
        return ", ".join(
            f"{name} {_of(count, self.considered)}"
            for name, count in (
                ("offered", self.offered),
                ("refused", self.refused),
                ("left as it was", self.no_change),
            )
        )


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _of(part: int, whole: int) -> str:
    percent = _percent(part, whole)
    return f"{part:,} of {whole:,}" + ("" if percent is None else f" ({percent:g}%)")


@attrs.frozen(kw_only=True)
class Compliance(Check):
    """Whether the policy is followed, from its records: exact figures, for the office alone.

    Attributes:
        totals: Of all records.
        families: By family, those of the catalog by name, unknown ones last.
        first_day: The earliest day recorded; ``None``: there is no record.
        last_day: The latest.
    """

    schema_id: ClassVar[str] = "immconseq/compliance/1"
    title: ClassVar[str] = "The policy as it was followed"

    totals: FamilyCount
    families: tuple[FamilyCount, ...]
    first_day: dt.date | None
    last_day: dt.date | None

    def _more(self) -> dict[str, Any]:
        days = (self.first_day, self.last_day)
        first, last = (None if day is None else day.isoformat() for day in days)
        return {
            "totals": self.totals.to_dict(),
            "families": [family.to_dict() for family in self.families],
            "first_day": first,
            "last_day": last,
        }

    def _more_lines(self) -> Iterator[str]:
        if self.first_day is None or self.last_day is None:
            return
        considered = self.totals.considered
        yield from wrapped(
            f"From {self.first_day.isoformat()} to {self.last_day.isoformat()} considered"
            f" {considered:,} {'time' if considered == 1 else 'times'}: {self.totals.words()}.",
            "  ",
            "  ",
        )
        for family in self.families:
            name = (family.family or "not in the catalog").replace("_", " ")
            yield from wrapped(f"{name}: {family.words()}", "  ", "    ")


def compliance(records: Iterable[ConsiderationRecord | Mapping[str, Any]]) -> Compliance:
    """How often consequences were considered, with what outcome, and what the records lack.

    The figures are exact, so that they are for the office; the public is given `public_report`.

    Args:
        records: Records of consideration, or their JSON.

    Raises:
        CaseError: With every fault of every record; a path begins with its place, as ``$[3]``.
    """
    read = _records(records)
    families = sorted({r.charge.family for r in read}, key=lambda f: (f is None, f or ""))
    days = sorted(record.as_of for record in read)
    return Compliance(
        totals=_count(None, read),
        families=tuple(_count(f, [r for r in read if r.charge.family == f]) for f in families),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        items=tuple(_lacks(read)),
    )


def _count(family: str | None, records: Sequence[ConsiderationRecord]) -> FamilyCount:
    times = Counter(record.outcome for record in records)
    return FamilyCount(family=family, **{o.value: times[o] for o in _OUTCOMES})


def _lacks(records: Sequence[ConsiderationRecord]) -> Iterator[Item]:
    if not records:
        text = "No consideration is recorded. The duty is to consider in every case."
        yield Item(code="nothing_recorded", severity=Severity.WARNING, path="$", text=text)
        return
    for code, severity, text, bad in _LACKS:
        places = [index for index, record in enumerate(records) if bad(record)]
        if places:
            yield Item(
                code=code,
                severity=severity,
                path=f"$[{places[0]}]",
                text=f"{_of(len(places), len(records))} {text}; the first is $[{places[0]}].",
            )
    offices = {record.office_id for record in records}
    if len(offices) > 1:
        text = f"The records are of {len(offices)} offices, and are counted together."
        yield Item(code="several_offices", severity=Severity.NOTE, path="$", text=text)


def _is_older(record: ConsiderationRecord) -> bool:
    return (record.library, record.rules) != (library_version(), rules_sha256())


_LACKS: tuple[tuple[str, Severity, str, Callable[[ConsiderationRecord], bool]], ...] = (
    ("no_reason", Severity.NOTE, "give no reason for the offer", lambda r: r.reason is None),
    (
        "no_point_person",
        Severity.WARNING,
        "name no point person",
        lambda r: r.point_person is None,
    ),
    (
        "outside_terms",
        Severity.WARNING,
        "are of a plan that was not held to the office's constraints",
        lambda r: not r.within_terms,
    ),
    (
        "family_unknown",
        Severity.NOTE,
        "are of a charge that the catalog does not have",
        lambda r: r.charge.family is None,
    ),
    (
        "older_version",
        Severity.NOTE,
        "were made with another version of the library or its rules than this one",
        _is_older,
    ),
    (
        "consequences_recorded",
        Severity.WARNING,
        "name consequences, which may reveal a status: they stay in the office",
        lambda r: r.consequences is not None,
    ),
)
"""What records may lack: the code, how much it weighs, what is said, and which lack it."""


# For everybody.

LEAST_MINIMUM_CELL = 5
"""No smaller `minimum_cell` is taken: below it a figure comes near a single person."""

_MOST_MINIMUM_CELL = 100_000

UNKNOWN, OTHER = "unknown", "other"

REPORTED_FAMILIES = (*FAMILIES, UNKNOWN)
"""The families of a public report: always these, whether there is a record of one or not.

``unknown`` is for a charge that the catalog does not have, and for families of packs that do not
come with the library: that there is such a one must not show.
"""

CONSIDERED = "considered"

_Counts = Mapping[tuple[DecisionOutcome, str], int]


@attrs.frozen(kw_only=True)
class ReportCell:
    """One figure of a public report.

    Attributes:
        what: ``offered``, ``refused``, ``no_change``, or ``considered`` for the three together.
        family: The family of the charges; ``other``: those together whose own figure is left out;
            ``None``: all that is published.
        count: At least so many records, in whole steps of the minimum cell; ``None``: left out.
    """

    what: str
    family: str | None
    count: int | None

    def to_dict(self) -> dict[str, Any]:
        """As JSON, every key always there."""
        return {"what": self.what, "family": self.family, "count": self.count}


@attrs.frozen(kw_only=True)
class PublicReport(Result):
    """What an office's policy did, in figures from which no record can be told.

    Attributes:
        minimum_cell: Figures are in whole steps of this, rounded down.
        cells: By what, then by family in the order of `REPORTED_FAMILIES`, ``other``, and all.
    """

    schema_id: ClassVar[str] = "immconseq/public-report/1"

    minimum_cell: int
    cells: tuple[ReportCell, ...]

    def __getitem__(self, place: tuple[str, str | None]) -> int | None:
        """A figure by what and family.

        Raises:
            LookupError: There is no such cell.
        """
        for cell in self.cells:
            if (cell.what, cell.family) == place:
                return cell.count
        raise LookupError(f"the report has no cell {place!r}")

    def to_dict(self) -> dict[str, Any]:
        return {
            "schema": self.schema_id,
            "minimum_cell": self.minimum_cell,
            "cells": [cell.to_dict() for cell in self.cells],
        }

    def to_text(self) -> str:
        """A few sentences, a table, and the same as bars."""
        return "\n".join(_report_lines(self))

    def to_svg(self) -> str:
        """The published figures as a bar chart, an SVG document of its own."""
        return _svg(self)


def public_report(
    records: Iterable[ConsiderationRecord | Mapping[str, Any]], minimum_cell: int = 11
) -> PublicReport:
    """What the policy did, for the community: counts of which none can be traced to a person.

    The records hold no status, and so the report cannot depend on one. It gives no day and no
    office: what period it is of the office writes above it. Whoever knows all records but one can
    still learn of that one from any report that counts it; an office that fears this publishes for
    longer periods, or takes a larger `minimum_cell`.

    Args:
        records: Records of consideration, or their JSON, in any order.
        minimum_cell: The step of all figures, from `LEAST_MINIMUM_CELL` to 100,000 inclusive.

    Raises:
        CaseError: With every fault of every record, or of `minimum_cell`.
    """
    least, most = LEAST_MINIMUM_CELL, _MOST_MINIMUM_CELL
    if type(minimum_cell) is not int or not least <= minimum_cell <= most:
        raise CaseError(
            [
                Fault(
                    path="$.minimum_cell",
                    found=shown(minimum_cell),
                    expected=f"a whole number from {least} to {most}",
                    code="range" if type(minimum_cell) is int else "type",
                )
            ]
        )
    counts = Counter((r.outcome, _reported(r.charge.family)) for r in _records(records))
    return PublicReport(minimum_cell=minimum_cell, cells=tuple(_cells(counts, minimum_cell)))


def _reported(family: str | None) -> str:
    return family if family in FAMILIES else UNKNOWN


def _cells(counts: _Counts, step: int) -> Iterator[ReportCell]:
    columns = {outcome.value: _column(counts, outcome, step) for outcome in _OUTCOMES}
    rows = (*REPORTED_FAMILIES, OTHER)
    columns[CONSIDERED] = {row: _total([columns[o.value][row] for o in _OUTCOMES]) for row in rows}
    for what, column in columns.items():
        for row in rows:
            yield ReportCell(what=what, family=row, count=column[row])
        if what == CONSIDERED:
            # Of the columns' totals, not of the rows', which leave out more.
            total = _added([columns[o.value][row] for o in _OUTCOMES for row in rows])
        else:
            total = _total([column[row] for row in rows])
        yield ReportCell(what=what, family=None, count=total)


def _column(counts: _Counts, outcome: DecisionOutcome, step: int) -> dict[str, int | None]:
    """An outcome by family, and of those left out together."""
    found = {family: counts.get((outcome, family), 0) for family in REPORTED_FAMILIES}
    left = [count for count in found.values() if count < step]
    # Of n cells below the step one can be empty while the others hold no more than this.
    most = max(0, len(left) - 1) * (step - 1)
    together = min(sum(left), most) // step * step
    column: dict[str, int | None] = {
        family: count // step * step or None for family, count in found.items()
    }
    column[OTHER] = together or None
    return column


def _total(cells: Sequence[int | None]) -> int | None:
    """What is published, added up; ``None`` for nothing, or with one single cell left out."""
    return None if sum(cell is None for cell in cells) == 1 else _added(cells)


def _added(cells: Sequence[int | None]) -> int | None:
    return sum(cell for cell in cells if cell is not None) or None


_NAMES = {
    DecisionOutcome.OFFERED.value: "offered",
    DecisionOutcome.REFUSED.value: "refused",
    DecisionOutcome.NO_CHANGE.value: "no change",
    CONSIDERED: "considered",
}


def _shown_rows(of: PublicReport) -> list[tuple[str, list[int | None]]]:
    """The rows with something published, the other families and the total last."""
    table: dict[str, list[int | None]] = {}
    for cell in of.cells:
        name = {None: "all published", OTHER: "other families"}.get(cell.family, cell.family)
        table.setdefault(str(name).replace("_", " "), []).append(cell.count)
    return [(n, counts) for n, counts in table.items() if any(c is not None for c in counts)]


def _report_lines(of: PublicReport) -> Iterator[str]:
    step = of.minimum_cell
    yield from wrapped(
        "Before a case is resolved this office considers whether a disposition would spare the"
        " people involved immigration consequences. These figures say how often, and what came of"
        " it; they are made without anybody's status."
    )
    yield ""
    rows = _shown_rows(of)
    if not rows:
        yield from wrapped(f"No figure reaches {step}, and none is published.")
        return
    total = of[CONSIDERED, None]
    yield from wrapped(f"It was considered for at least {total:,} charges.")
    yield ""
    width = max(len(name) for name, _ in rows)
    yield " " * width + "".join(f"{name:>12}" for name in _NAMES.values())
    for name, counts in rows:
        yield f"{name:<{width}}" + "".join(f"{'.' if c is None else f'{c:,}':>12}" for c in counts)
    yield ""
    longest = max(c for _, counts in rows for c in counts[:-1] if c is not None)
    for name, count in _bars(of):
        yield f"{name:<{width + 12}} {'#' * max(1, round(40 * count / longest))} {count:,}"
    yield ""
    yield from wrapped(
        f"Every figure is at least that many, in steps of {step}. A dot, and a family that is not"
        f" named, stand for fewer than {step}, none included, or are left out to protect those."
        " Totals add up what is shown."
    )


def _bars(of: PublicReport) -> list[tuple[str, int]]:
    """The figures that are no totals."""
    names = list(_NAMES.values())
    return [
        (f"{name}, {names[at]}", count)
        for name, counts in _shown_rows(of)
        if name != "all published"
        for at, count in enumerate(counts[:-1])
        if count is not None
    ]


_ROW, _LABEL, _BAR = 22, 300, 400


def _svg(of: PublicReport) -> str:
    bars = _bars(of)
    longest = max((count for _, count in bars), default=1)
    height = _ROW * (len(bars) + 3)
    title = f"At least so many charges, in steps of {of.minimum_cell}"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LABEL + _BAR + 80}" height="{height}"'
        ' font-family="sans-serif" font-size="13" role="img">',
        f"<title>{escape(title)}</title>",
        f'<text x="8" y="{_ROW}" font-weight="bold">{escape(title)}</text>',
    ]
    for at, (name, count) in enumerate(bars, start=2):
        y, width = _ROW * at, round(_BAR * count / longest)
        lines += [
            f'<text x="{_LABEL - 8}" y="{y}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{_LABEL}" y="{y - 12}" width="{width}" height="14" fill="#336"/>',
            f'<text x="{_LABEL + width + 6}" y="{y}">{count:,}</text>',
        ]
    if not bars:
        lines.append(f'<text x="8" y="{2 * _ROW}">No figure is published.</text>')
    return "\n".join([*lines, "</svg>", ""])
