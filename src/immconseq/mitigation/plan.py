"""A plan: the alternatives to a count, best first, and what was looked through for them."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, overload

import attrs

from immconseq.assessing import Assessment, assess
from immconseq.case import Case, Disposition, ImmigrationStatus
from immconseq.findings import Receipt
from immconseq.mitigation.constraints import Constraints
from immconseq.mitigation.mirror import Mirror
from immconseq.mitigation.parity import Parity

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


def _conditional(name: str, of: Assessment) -> Conditional:
    missing = of[name].missing
    weighed = [row.what for row in of.not_modelled if row.id == name]
    words = []
    if missing:
        words.append(f"it depends on facts that the case leaves out: {', '.join(missing)}")
    words += weighed
    text = "; ".join(words) or "the library does not decide it on these facts"
    return Conditional(id=name, missing=missing, if_=text)


@attrs.frozen(kw_only=True)
class SafeRow:
    """A row of `by_status` for which an alternative avoids everything that was to be avoided."""

    status: ImmigrationStatus
    admitted: bool | None

    @property
    def name(self) -> str:
        """For people: ``undocumented, admitted``."""
        admitted = {None: "", True: ", admitted", False: ", not admitted"}[self.admitted]
        return self.status.value + admitted

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
        undecided: Those that are then undetermined.
        remains: Those that are then triggered or contested.
        introduces: Every other id that is triggered or contested then, and neither before.
        opens: Every other id that is undetermined then, and was not triggered before: what must
            be asked before anybody calls it safe.
        safe_for: The rows of `by_status` in which every id to be avoided is not triggered;
            ``None`` where the case gives the status.
        clear_for: The rows in which none of them is triggered or contested, though some may be
            open; ``None`` likewise.
        parity: It beside the proposal.
        beaten: Is some other alternative no worse in anything, and better in something?
        offer: What is offered, in words that can be put to anybody: nothing in them depends on the
            person.
        requires: What the plea and the record must do for it.
        warnings: What it may cost, or does not do.
        mirror: Of a count that was disposed of: how to come there; ``None`` for any other.
        case: The whole case with it.
        before: The proposal's assessment.
    """

    rank: int
    strategies: tuple[str, ...]
    steps: tuple[str, ...]
    dispositions: tuple[Disposition, ...]
    avoids: tuple[str, ...]
    undecided: tuple[str, ...]
    remains: tuple[str, ...]
    introduces: tuple[str, ...]
    opens: tuple[str, ...]
    safe_for: tuple[SafeRow, ...] | None
    clear_for: tuple[SafeRow, ...] | None
    parity: Parity
    beaten: bool
    offer: str
    requires: tuple[str, ...]
    warnings: tuple[str, ...]
    mirror: Mirror | None
    case: Case = attrs.field(repr=False)
    before: Assessment = attrs.field(eq=False, repr=False)

    @functools.cached_property
    def assessment(self) -> Assessment:
        """What follows from the whole case with it."""
        return assess(self.case, engine=self.before.engine, catalog=self.before.catalog)

    @functools.cached_property
    def conditional(self) -> tuple[Conditional, ...]:
        """The ids that it leaves undetermined, and on what each depends."""
        return tuple(_conditional(i, self.assessment) for i in self.undecided)

    @functools.cached_property
    def authority(self) -> tuple[str, ...]:
        """What the findings that change rest on, before and then."""
        changed = {*self.avoids, *self.introduces}
        cites = (
            cited.authority.cite
            for name in self.before.statuses()
            if name in changed
            for result in (self.before, self.assessment)
            for cited in result[name].authority
        )
        return tuple(dict.fromkeys(cites))

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
            "clear_for": None if self.clear_for is None else [r.to_dict() for r in self.clear_for],
            "parity": self.parity.to_dict(),
            "beaten": self.beaten,
            "offer": self.offer,
            "requires": list(self.requires),
            "warnings": list(self.warnings),
            "mirror": None if self.mirror is None else self.mirror.to_dict(),
            "authority": list(self.authority),
        }

    def to_text(self) -> str:
        """What is done, what it avoids and leaves, how near it is, and what it requires."""
        from immconseq.mitigation.text import alternative_lines

        return "\n".join(alternative_lines(self))

    def __str__(self) -> str:
        return self.to_text()


@attrs.frozen(kw_only=True)
class Searched:
    """What was looked through.

    Attributes:
        candidates: How many alternatives the strategies that were tried can make.
        assessed: Of how many it was asked what follows; of the others it is known from these
            (a shorter term does not help where no term at all would not), or they break a
            constraint, or the search was cut short.
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
        before: The proposal's assessment, a count that is charged read as offered.
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
    before: Assessment = attrs.field(eq=False, repr=False)
    disclaimer: str

    @property
    def receipt(self) -> Receipt:
        """Of the proposal's assessment."""
        return self.before.receipt

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

    def to_text(self, *, most: int = 5) -> str:
        """The plan for people: what is to be avoided, and the first *most* alternatives."""
        from immconseq.mitigation.text import plan_text

        return plan_text(self, most)

    def __str__(self) -> str:
        return self.to_text()
