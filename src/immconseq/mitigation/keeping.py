"""Whether an alternative keeps to the constraints, and keeps what is to be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from immconseq.case import Disposition
from immconseq.findings import Status
from immconseq.mitigation.drafts import Draft
from immconseq.mitigation.effects import Consequence
from immconseq.mitigation.parity import standing
from immconseq.mitigation.request import Request
from immconseq.mitigation.subject import Subject

__all__ = ["Allowed", "allowed", "broken", "keeps"]

Allowed = Mapping[str, tuple[Status, ...]]
"""For each id to keep, the statuses that will do."""

_OPEN = (Status.CONTESTED, Status.UNDETERMINED)


def allowed(keep: Sequence[str], alone: Mapping[str, Status], notes: list[str]) -> Allowed:
    """For each id to keep, the statuses that an alternative may give it.

    Args:
        keep: The ids.
        alone: What follows from the case without the count.
        notes: What is said of those that it has already goes here.
    """
    found: dict[str, tuple[Status, ...]] = {}
    for name in keep:
        status = alone[name]
        if status is Status.TRIGGERED:
            found[name] = tuple(Status)
            notes.append(f"Without this count {name} is triggered already.")
        elif status in _OPEN:
            found[name] = (Status.NOT_TRIGGERED, *_OPEN)
            notes.append(
                f"Without this count {name} is {status.value} already: no alternative is"
                " refused for leaving it open."
            )
        else:
            found[name] = (Status.NOT_TRIGGERED,)
    return found


def keeps(found: Consequence, may: Allowed) -> bool:
    """Does it leave what is to be kept as it may be?"""
    return all(found.statuses[name] in statuses for name, statuses in may.items())


def broken(request: Request, subject: Subject, draft: Draft) -> tuple[str, ...]:
    """The constraints that a candidate does not keep, in their order."""
    bounds, now, parity = request.bounds, draft.standing, draft.parity
    found = []
    if bounds.same_family and parity.family != "same":
        found.append("same_family")
    least, most = bounds.min_imposed_days, bounds.max_imposed_days
    if least is not None and (not now.convicted or now.imposed is None or now.imposed < least):
        found.append("min_imposed_days")
    if most is not None and (now.imposed is None or now.imposed > most):
        found.append("max_imposed_days")
    longest = bounds.max_exposure_days
    if longest is not None and (not now.maxima or now.maxima[-1] > longest):
        found.append("max_exposure_days")
    if bounds.levels and not (
        now.convicted and now.levels and all(level in bounds.levels for level in now.levels)
    ):
        found.append("levels")
    lost = any(parity.priorable[name] == "lost" for name in bounds.keep_priorability)
    if bounds.keep_priorability and subject.standing.priorability is None:
        # What the count does to later cases is not known: only leaving the offense keeps it.
        lost = not (draft.same_offense and now.convicted)
    if lost:
        found.append("keep_priorability")
    if any(_is_excluded(request, count, subject) for count in draft.counts):
        found.append("exclude")
    if parity.heavier and not bounds.plead_up:
        found.append("plead_up")
    if (
        bounds.strike_by_plead_up_or_sentence
        and "strike" in (subject.standing.priorability or ())
        and not (parity.heavier or (draft.same_offense and now.convicted))
    ):
        found.append("strike_by_plead_up_or_sentence")
    if len(draft.strategies) > bounds.max_changes:
        found.append("max_changes")
    return tuple(found)


def _is_excluded(request: Request, count: Disposition, subject: Subject) -> bool:
    if not request.excluded:
        return False
    now = standing(count, subject.catalog, subject.as_of)
    if not now.convicted or now.entry is None:
        return False
    prong = None if now.prong is None else now.prong.id
    return bool({(now.entry.code, None), (now.entry.code, prong)} & request.excluded)
