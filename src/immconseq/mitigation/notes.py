"""What a reader should know of a plan: its goals, its order, what is not in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from immconseq.findings import Status
from immconseq.mitigation.constraints import Constraints
from immconseq.mitigation.drafts import Draft
from immconseq.mitigation.effects import ESTABLISHED
from immconseq.mitigation.plan import Alternative, SafeRow
from immconseq.mitigation.subject import Subject
from immconseq.status_table import ROWS

__all__ = [
    "GOALS",
    "by_status_note",
    "dropped_offers",
    "left_open",
    "not_carried",
    "not_from_the_count",
]

GOALS = ("aggfel.", "deport.", "inadmit.", "bar.", "detention.", "removal.", "reentry.")
"""How the ids begin that are avoided where nothing is asked for."""


def not_from_the_count(
    statuses: Mapping[str, Status], alone: Mapping[str, Status], avoid: Sequence[str]
) -> Iterator[str]:
    """Which goals the case has without the count, so that no change of the count clears them.

    Args:
        statuses: What follows from the proposal.
        alone: What follows from the case without the count.
        avoid: The goals.
    """
    there = [i for i in avoid if alone[i] is not Status.NOT_TRIGGERED]
    same = [i for i in there if alone[i] is statuses[i] and alone[i] in ESTABLISHED]
    open_ = [i for i in there if i not in same]
    if same:
        yield (
            "Not from this count: without it they are the same, since they follow from the person's"
            f" situation or another count, and no plea to this one changes them: {', '.join(same)}."
        )
    if open_:
        yield (
            "Open without this count too, so that no disposition of it clears them, and safe_for"
            " can name no row in which they stay open; clear_for and the other ids tell"
            f" alternatives apart: {', '.join(open_)}."
        )


def dropped_offers(seen: Iterable[tuple[Draft, Sequence[str]]]) -> Iterator[str]:
    """Each standard offer that is not listed because it does not keep what is asked for."""
    for draft, broken in seen:
        if broken and "standard_offer" in draft.strategies:
            offers = [key[6:] for key in sorted(draft.changes) if key.startswith("offer:")]
            yield (
                f"The standard offer {', '.join(offers)} is not listed, for it does not keep:"
                f" {', '.join(broken)}."
            )


def not_carried(subject: Subject, bounds: Constraints) -> Iterator[str]:
    """What is to be kept of the count's effect on later cases, and it has none."""
    has = subject.standing.priorability
    absent = [name for name in bounds.keep_priorability if has is not None and name not in has]
    if absent:
        yield (
            "keep_priorability names what the proposal does not carry, so that no alternative is"
            f" refused for want of it: {', '.join(absent)}."
        )


def left_open(statuses: Mapping[str, Status], avoid: Sequence[str]) -> list[str]:
    """What the proposal leaves undetermined and no alternative is measured by."""
    left = [
        i
        for i, status in statuses.items()
        if i.startswith(GOALS) and status is Status.UNDETERMINED and i not in avoid
    ]
    if not left:
        return []
    return [
        f"Undetermined for the proposal, and triggered or contested for no immigration status on"
        f" the facts given, so that no alternative is measured by them: {', '.join(left)}. The law"
        " on some may be unsettled too once the facts are known; name ids in avoid to have them"
        " measured."
    ]


def by_status_note(alternatives: Sequence[Alternative]) -> Iterator[str]:
    """Which of them spares whoever it may be, or else for whom which is the first."""
    safe = [(a.rank, a.safe_for or ()) for a in alternatives]
    clear = [(a.rank, a.clear_for or ()) for a in alternatives]
    yield (
        f"The status is not known. Avoids everything: {_first_for(safe)}. Leaves nothing triggered"
        f" or contested, though some may be open: {_first_for(clear)}."
    )


def _first_for(ranked: Sequence[tuple[int, Sequence[SafeRow]]]) -> str:
    """The ranks that do for every row; else the first that does for each."""
    everybody = [str(rank) for rank, rows in ranked if len(rows) == len(ROWS)]
    if everybody:
        return f"{', '.join(everybody)} for every status"
    first: dict[int | None, list[str]] = {}
    for status, admitted in ROWS:
        row = SafeRow(status=status, admitted=admitted)
        found = next((rank for rank, rows in ranked if row in rows), None)
        first.setdefault(found, []).append(row.name)
    nobody = first.pop(None, [])
    said = [f"{rank} for {'; '.join(names)}" for rank, names in first.items()]
    if nobody:
        said.append(f"none of those listed for {'; '.join(nobody)}")
    return ", ".join(said)
