"""Is a substance, by the name that people give it, on a federal schedule of a day?

21 USC 802(6), 812; 21 CFR 1308.11 to 1308.15. The names are data, in ``substances.toml``. A name
that is not there is not known, which is not the same as not listed.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from immconseq.errors import CaseError
from immconseq.offenses.shape import INVALID, Choice, Date, ListOf, Note, Shape, Table, Text

__all__ = ["KINDS", "SCHEDULES", "Row", "Substance", "Substances", "look_up"]

KINDS = ("flunitrazepam", "marijuana", "cocaine_base")
"""The substances that immigration law or the federal Act treats apart."""

SCHEDULES = {
    "I": "21 CFR 1308.11",
    "II": "21 CFR 1308.12",
    "III": "21 CFR 1308.13",
    "IV": "21 CFR 1308.14",
    "V": "21 CFR 1308.15",
}
"""Where each federal schedule stands."""


@attrs.frozen(kw_only=True)
class Substance:
    """What is known of a substance on a day.

    Attributes:
        name: Its usual name, whatever name was asked for.
        listed: On a federal schedule that day; ``None``: the name is of several substances, of
            which some are and some are not.
        kind: One of `KINDS`, else ``None``.
        schedule: Its schedule that day, ``I`` to ``V``; ``None`` where it is on none, or where
            the name is of several.
        authority: Where that stands.
    """

    name: str
    listed: bool | None
    kind: str | None
    schedule: str | None
    authority: str


@attrs.frozen(kw_only=True)
class Row:
    """A row of the data.

    Attributes:
        name: The usual name.
        aliases: Other names.
        schedule: ``I`` to ``V``; ``None`` for a substance that is known to be on none.
        from_: The first day on the schedule, temporary orders included (of one that is on
            none: the first day for which that is known), inclusive; ``None``: no bound.
        until: The last such day, inclusive; ``None``: no bound.
        kind: One of `KINDS`, else ``None``.
        authority: Where it stands; ``None``: in the section of the schedule.
    """

    name: str
    aliases: tuple[str, ...] = ()
    schedule: str | None = None
    from_: dt.date | None = None
    until: dt.date | None = None
    kind: str | None = None
    authority: str | None = None

    def on(self, day: dt.date) -> bool:
        """Is *day* within its bounds?"""
        return (self.from_ is None or self.from_ <= day) and (
            self.until is None or day <= self.until
        )

    @property
    def cite(self) -> str:
        """Where it stands."""
        return self.authority or SCHEDULES.get(self.schedule or "", "21 CFR 1308.11 to 1308.15")


class Substances:
    """Rows by every name that they go by."""

    __slots__ = ("_by_name",)

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_name: dict[str, list[Row]] = {}
        for row in rows:
            for name in dict.fromkeys(map(_folded, (row.name, *row.aliases))):
                self._by_name.setdefault(name, []).append(row)

    @classmethod
    def from_toml(cls, raw: bytes) -> Substances:
        """Read rows.

        Raises:
            CaseError: With every fault of the data.
        """
        note = Note()
        read = _FILE.read(tomllib.loads(raw.decode("utf-8")), "$", note)
        if note.faults or read is INVALID:
            raise CaseError(note.faults)
        return cls(
            Row(
                name=row["name"],
                aliases=tuple(row.get("aliases", ())),
                schedule=row.get("schedule"),
                from_=row.get("from"),
                until=row.get("until"),
                kind=row.get("kind"),
                authority=row.get("authority"),
            )
            for key in ("substance", "not_listed")
            for row in read.get(key, ())
        )

    def look_up(self, name: str, on: dt.date) -> Substance | None:
        """As the function `look_up`."""
        rows = self._by_name.get(_folded(name), [])
        # The days of a row on a schedule are all its days there, so that outside of them it is
        # listed only if another row says so. A row that is on none speaks of its days alone.
        listed = [r for r in rows if r.schedule is not None and r.on(on)]
        named = {r.name for r in listed}
        unlisted = [
            r
            for r in rows
            if r.name not in named and (r.on(on) if r.schedule is None else not r.on(on))
        ]
        if not listed and not unlisted:
            return None
        kinds = {r.kind for r in listed or unlisted}
        schedules = {r.schedule for r in listed}
        first = (listed or unlisted)[0]
        return Substance(
            name=first.name,
            listed=None if listed and unlisted else bool(listed),
            kind=kinds.pop() if len(kinds) == 1 else None,
            schedule=schedules.pop() if len(schedules) == 1 and not unlisted else None,
            authority=first.cite,
        )


def look_up(name: str, on: dt.date) -> Substance | None:
    """A substance by the name that people give it, on a day.

    Args:
        name: In any case and spacing; brand and street names too.
        on: The day whose schedules apply.

    Returns:
        ``None`` where the library does not know the name, which says nothing of the substance.
    """
    return _default().look_up(name, on)


@functools.cache
def _default() -> Substances:
    file = importlib.resources.files("immconseq.offenses") / "substances.toml"
    return Substances.from_toml(file.read_bytes())


def _folded(name: str) -> str:
    return re.sub(r"[\s\-]+", " ", unicodedata.normalize("NFKC", name).casefold()).strip()


def _check_row(read: dict[str, Any], path: str, note: Note) -> None:
    first, last = read.get("from"), read.get("until")
    if isinstance(first, dt.date) and isinstance(last, dt.date) and first > last:
        note(f"{path}.until", last.isoformat(), "from or a later day", "order")


_ROW: Mapping[str, Shape] = {
    "name": Text(),
    "aliases": ListOf(of=Text()),
    "from": Date(),
    "until": Date(),
    "kind": Choice(KINDS),
    "authority": Text(),
}
_FILE = Table(
    keys={
        "substance": ListOf(
            of=Table(
                keys={**_ROW, "schedule": Choice(tuple(SCHEDULES))},
                required=("name", "schedule"),
                also_check=_check_row,
            )
        ),
        "not_listed": ListOf(
            of=Table(keys=_ROW, required=("name", "authority"), also_check=_check_row)
        ),
    },
)
