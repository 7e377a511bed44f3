"""What an assessment says: a status for every id of the vocabulary, and what it rests on."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

import attrs

from immconseq.authority import Authority, Side

__all__ = [
    "DISCLAIMER",
    "Because",
    "CitedAuthority",
    "Finding",
    "NotModelled",
    "PremiseValue",
    "Receipt",
    "Scope",
    "Status",
    "Waiver",
    "gravest",
]


DISCLAIMER = (
    "This is information about the law as encoded on the day named, not legal advice; it decides"
    " nothing about a person, and a lawyer must check it before anybody relies on it."
)


class Status(StrEnum):
    """What a finding says; closed."""

    TRIGGERED = "triggered"
    NOT_TRIGGERED = "not_triggered"
    CONTESTED = "contested"
    UNDETERMINED = "undetermined"


_GRAVITY = (Status.TRIGGERED, Status.CONTESTED, Status.UNDETERMINED, Status.NOT_TRIGGERED)


class Scope(StrEnum):
    """Of what a finding speaks; closed."""

    CASE = "case"
    DISPOSITION = "disposition"


@attrs.frozen(kw_only=True)
class CitedAuthority:
    """An authority as a finding cites it; `side` is ``None`` where the law is not in doubt."""

    authority: Authority
    side: Side | None = None

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it, every key always there."""
        return {
            "cite": self.authority.cite,
            "url": self.authority.url,
            "court": self.authority.court.value,
            "date": _iso(self.authority.date),
            "side": None if self.side is None else self.side.value,
        }


@attrs.frozen(kw_only=True)
class PremiseValue:
    """A premise of a rule, its value, and the paths of the facts behind it; never the facts."""

    premise: str
    value: str
    paths: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {"premise": self.premise, "value": self.value, "paths": list(self.paths)}


@attrs.frozen(kw_only=True)
class Because:
    """A rule that gives a finding its status, and the counts that it speaks of."""

    rule: str
    refs: tuple[str, ...]
    premises: tuple[PremiseValue, ...]

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {
            "rule": self.rule,
            "refs": list(self.refs),
            "premises": [p.to_dict() for p in self.premises],
        }


@attrs.frozen(kw_only=True)
class Waiver:
    """A waiver that may be open although the finding stays."""

    authority: str
    finding: str | None
    status: Status
    text: str

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {
            "authority": self.authority,
            "finding": self.finding,
            "status": self.status.value,
            "text": self.text,
        }


@attrs.frozen(kw_only=True)
class Finding:
    """One finding.

    Attributes:
        id: Its public id.
        status: What it says.
        scope: The case, or one disposition.
        disposition: The disposition's ref; ``None`` for a case finding.
        refs: The counts that it rests on; empty for ``not_triggered``.
        on: The day it speaks of; ``None`` where it speaks of none.
        authority: What it rests on; on a contested finding both sides.
        because: The rules that give it its status; empty for ``not_triggered``.
        missing: Paths of the facts that would settle it; only where it is undetermined.
        waiver: Waivers that may be open.
        note: What a reader should know beside it; ``None``: nothing.
    """

    id: str
    status: Status
    scope: Scope
    disposition: str | None = None
    refs: tuple[str, ...] = ()
    on: dt.date | None = None
    authority: tuple[CitedAuthority, ...] = ()
    because: tuple[Because, ...] = ()
    missing: tuple[str, ...] = ()
    waiver: tuple[Waiver, ...] = ()
    note: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it, every key always there."""
        return {
            "id": self.id,
            "status": self.status.value,
            "scope": self.scope.value,
            "disposition": self.disposition,
            "refs": list(self.refs),
            "on": _iso(self.on),
            "authority": [a.to_dict() for a in self.authority],
            "because": [b.to_dict() for b in self.because],
            "missing": list(self.missing),
            "waiver": [w.to_dict() for w in self.waiver],
            "note": self.note,
        }


@attrs.frozen(kw_only=True)
class NotModelled:
    """What no rule answers: a finding by id, or a fact of the case by path."""

    id: str | None
    path: str | None
    what: str
    authority: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {
            "id": self.id,
            "path": self.path,
            "what": self.what,
            "authority": list(self.authority),
        }


@attrs.frozen(kw_only=True)
class Receipt:
    """What produced an assessment, so that it can be run again and compared.

    `case_sha256` lets a guess at a status be confirmed: it stays in the office.
    """

    library: str
    engine: str
    rules: str
    packs: tuple[tuple[str, str], ...]
    as_of: dt.date
    case_sha256: str
    findings_sha256: str

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {
            "library": self.library,
            "engine": self.engine,
            "rules": self.rules,
            "packs": dict(self.packs),
            "as_of": self.as_of.isoformat(),
            "case_sha256": self.case_sha256,
            "findings_sha256": self.findings_sha256,
        }


def gravest(statuses: tuple[Status, ...]) -> Status:
    """Triggered, contested, undetermined, not triggered: the first of these that is there."""
    return min(statuses, key=_GRAVITY.index, default=Status.NOT_TRIGGERED)


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
