"""A plan: the alternatives to a count, best first, and what was looked through for them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any, overload

import attrs

from immconseq.assessing import Assessment
from immconseq.case import Disposition, ImmigrationStatus
from immconseq.explain.text import families, paragraph, plain
from immconseq.findings import Receipt
from immconseq.mitigation.constraints import Constraints
from immconseq.mitigation.parity import Parity

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "STRATEGIES",
    "Alternative",
    "Conditional",
    "Mitigation",
    "SafeRow",
    "Searched",
    "WhyEmpty",
    "WhyEmptyReason",
]


STRATEGIES = (
    "modify_sentence",
    "substitute_offense",
    "plead_up",
    "specify_record",
    "split_counts",
    "reduce_level",
    "divert_before_plea",
    "decline_or_civil",
    "vacate_and_substitute",
    "standard_offer",
)
"""The public names of what a plan can do, in the public order; names may be added."""


class WhyEmptyReason(StrEnum):
    """Why a plan has no alternative."""

    NOTHING_TO_AVOID = "nothing_to_avoid"
    NOTHING_SATISFIES = "nothing_satisfies"
    OFFENSE_UNKNOWN = "offense_unknown"
    SEARCH_CUT_SHORT = "search_cut_short"


@attrs.frozen(kw_only=True)
class Conditional:
    """An id that an alternative leaves open for want of facts.

    Attributes:
        id: The finding's id.
        missing: Paths of the facts, in the alternative's case.
        if_: On what it depends, in words; ``if`` in JSON.
    """

    id: str
    missing: tuple[str, ...]
    if_: str

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {"id": self.id, "missing": list(self.missing), "if": self.if_}


@attrs.frozen(kw_only=True)
class SafeRow:
    """A row of `by_status` for which an alternative avoids everything that was to be avoided."""

    status: ImmigrationStatus
    admitted: bool | None

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {"status": self.status.value, "admitted": self.admitted}


@attrs.frozen(kw_only=True)
class Alternative:
    """What could be agreed on in place of the proposal.

    Attributes:
        rank: Its place in the plan, from 1.
        strategies: What is done, by public names, in order.
        steps: What is done, in words, in order.
        dispositions: What takes the count's place; the first keeps its ref.
        avoids: Of the ids to be avoided, those that are then not triggered.
        conditional: Those that are then undetermined.
        remains: Those that are then triggered or contested.
        introduces: Every other id that is triggered or contested then, and neither before.
        opens: Every other id that is undetermined then, and was not triggered before: what must
            be asked before anybody calls it safe.
        safe_for: The rows of `by_status` in which every id to be avoided is not triggered;
            ``None`` where the case gives the status.
        parity: It beside the proposal.
        requires: What the plea and the record must do for it.
        authority: What the findings that change rest on, before and then.
        assessment: The whole case with it.
    """

    rank: int
    strategies: tuple[str, ...]
    steps: tuple[str, ...]
    dispositions: tuple[Disposition, ...]
    avoids: tuple[str, ...]
    conditional: tuple[Conditional, ...]
    remains: tuple[str, ...]
    introduces: tuple[str, ...]
    opens: tuple[str, ...]
    safe_for: tuple[SafeRow, ...] | None
    parity: Parity
    requires: tuple[str, ...]
    authority: tuple[str, ...]
    # The dispositions and the case decide it, so that it need not be compared as well.
    assessment: Assessment = attrs.field(eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it, every key always there; without the assessment."""
        return {
            "rank": self.rank,
            "strategies": list(self.strategies),
            "steps": list(self.steps),
            "dispositions": [d.to_dict() for d in self.dispositions],
            "avoids": list(self.avoids),
            "conditional": [c.to_dict() for c in self.conditional],
            "remains": list(self.remains),
            "introduces": list(self.introduces),
            "opens": list(self.opens),
            "safe_for": None if self.safe_for is None else [r.to_dict() for r in self.safe_for],
            "parity": self.parity.to_dict(),
            "requires": list(self.requires),
            "authority": list(self.authority),
        }

    def to_text(self) -> str:
        """What is done, what it avoids and leaves, how near it is, and what it requires."""
        return "\n".join(_alternative_lines(self))

    def __str__(self) -> str:
        return self.to_text()


@attrs.frozen(kw_only=True)
class Searched:
    """What was looked through.

    Attributes:
        candidates: How many alternatives the strategies that were tried can make.
        assessed: How many of them were put through `assess`; the others break a constraint, or
            the search was cut short.
        depth: How many strategies were combined at most.
        complete: Was every candidate that keeps the constraints assessed?
        not_searched: What was not tried, in words.
    """

    candidates: int
    assessed: int
    depth: int
    complete: bool
    not_searched: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {
            "candidates": self.candidates,
            "assessed": self.assessed,
            "depth": self.depth,
            "complete": self.complete,
            "not_searched": list(self.not_searched),
        }


@attrs.frozen(kw_only=True)
class WhyEmpty:
    """Why a plan has no alternative.

    Attributes:
        reason: The kind of reason.
        text: The reason, in words.
        loosen: The constraint, or ``keep``, without which there would be one; ``None``: none is
            known.
    """

    reason: WhyEmptyReason
    text: str
    loosen: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {"reason": self.reason.value, "text": self.text, "loosen": self.loosen}


@attrs.frozen(kw_only=True)
class Mitigation:
    """The alternatives to a count, best first; ``plan[0]`` is the best, `len` how many there are.

    Attributes:
        ref: The count.
        avoid: The ids to be avoided.
        already_clear: Those asked for that the proposal does not trigger anyway.
        keep: The ids that no alternative may trigger or leave open.
        constraints: What every alternative keeps to.
        proposal: The count as the case gives it.
        alternatives: Best first.
        searched: What was looked through.
        why_empty: Why there is none; ``None`` if and only if there is one.
        notes: How they are ordered, and what a reader should know.
        receipt: Of the proposal's assessment, a count that is charged read as offered.
        disclaimer: What this is not.
    """

    ref: str
    avoid: tuple[str, ...]
    already_clear: tuple[str, ...]
    keep: tuple[str, ...]
    constraints: Constraints
    proposal: Disposition
    alternatives: tuple[Alternative, ...]
    searched: Searched
    why_empty: WhyEmpty | None
    notes: tuple[str, ...]
    receipt: Receipt
    disclaimer: str

    @overload
    def __getitem__(self, place: int) -> Alternative: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Alternative, ...]: ...

    def __getitem__(self, place: int | slice) -> Alternative | tuple[Alternative, ...]:
        return self.alternatives[place]

    def __len__(self) -> int:
        return len(self.alternatives)

    def __iter__(self) -> Iterator[Alternative]:
        return iter(self.alternatives)

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it, every key always there."""
        return {
            "schema": "immconseq/mitigation/1",
            "ref": self.ref,
            "avoid": list(self.avoid),
            "already_clear": list(self.already_clear),
            "keep": list(self.keep),
            "constraints": self.constraints.to_dict(),
            "proposal": self.proposal.to_dict(),
            "alternatives": [a.to_dict() for a in self.alternatives],
            "searched": self.searched.to_dict(),
            "why_empty": None if self.why_empty is None else self.why_empty.to_dict(),
            "notes": list(self.notes),
            "receipt": self.receipt.to_dict(),
            "disclaimer": self.disclaimer,
        }

    def to_text(self) -> str:
        """The plan for people: what is to be avoided, and each alternative."""
        offense = self.proposal.offense
        lines = paragraph(f"Alternatives to {plain(self.ref, 24)}: {plain(offense.code, 40)}")
        lines += _findings("To avoid", self.avoid)
        lines += _findings("Clear already", self.already_clear)
        lines += _findings("To keep", self.keep)
        if self.why_empty is not None:
            lines += ["", *paragraph(f"NONE: {self.why_empty.text}")]
            if self.why_empty.loosen is not None:
                lines += paragraph(f"Without {self.why_empty.loosen} there would be one.", 2)
        for alternative in self.alternatives[:SHOWN]:
            lines += ["", *_alternative_lines(alternative)]
        if len(self.alternatives) > SHOWN:
            more = len(self.alternatives) - SHOWN
            lines += ["", *paragraph(f"{more} more in the plan as data (to_dict, --json).")]
        lines += ["", "NOTES"]
        for note in (*self.notes, *(f"Not tried: {text}" for text in self.searched.not_searched)):
            lines += paragraph(note, 2)
        return "\n".join([*lines, "", *paragraph(self.disclaimer, hang=0)])

    def __str__(self) -> str:
        return self.to_text()


SHOWN = 5
"""How many alternatives the text shows: what a person reads in ten minutes."""


def _said(what: str, items: Iterable[str]) -> list[str]:
    text = ", ".join(items)
    return paragraph(f"{what}: {text}", 2) if text else []


def _findings(what: str, ids: Iterable[str]) -> list[str]:
    """A line that names findings in words, by family."""
    text = families(tuple(ids))
    return paragraph(f"{what}: {text}", 2) if text else []


def _alternative_lines(of: Alternative) -> list[str]:
    lines = paragraph(f"{of.rank}. {' '.join(of.steps)}", 0, 3)
    lines += _findings("avoids", of.avoids)
    lines += _findings("open", (c.id for c in of.conditional))
    lines += _findings("remains", of.remains)
    lines += _findings("NEW", of.introduces)
    lines += _findings("newly open", of.opens)
    if of.safe_for is not None:
        rows = (
            row.status.value
            + ("" if row.admitted is None else ", admitted" if row.admitted else ", not admitted")
            for row in of.safe_for
        )
        lines += paragraph(f"avoids everything for: {'; '.join(rows) or 'no status'}", 2)
    parity = of.parity
    lines += paragraph(
        f"parity: {parity.family} family, {parity.level} level,"
        f" exposure {_delta(parity.exposure_days_delta)},"
        f" term {_delta(parity.imposed_days_delta)}" + "; heavier" * parity.heavier,
        2,
    )
    for name in ("kept", "lost", "gained"):
        lines += _said(f"priorable, {name}", (k for k, v in parity.priorable.items() if v == name))
    for text in of.requires:
        lines += paragraph(f"- {text}", 2)
    return lines


def _delta(days: int | None) -> str:
    return "not known" if days is None else "unchanged" if days == 0 else f"{days:+,} days"
