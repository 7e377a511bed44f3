"""What the record of conviction leaves out of what only the record can show.

The government must prove deportability from the record of conviction, so that a record which does
not say which prong or which substance it was proves nothing; whoever applies for relief carries
the burden, and the same silence stands against them (*Pereida v. Wilkinson*, 592 U.S. 224 (2021)).
A circumstance that may be proved by other evidence stays as the case has it.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from immconseq.authority import Answer, settle
from immconseq.case import INCONCLUSIVE, Disposition, VictimRelationship
from immconseq.facts.circumstances import RELATIONSHIP_OUTSIDE_THE_RECORD
from immconseq.mitigation.subject import Change, State, Subject
from immconseq.offenses.entry import Entry

__all__ = ["silences"]

_BURDEN = (
    "A record that does not say helps only where the government must prove it. Whoever applies for"
    " relief or admission must show that the conviction is none that bars it, and fails where the"
    " record is silent (Pereida v. Wilkinson, 592 U.S. 224)."
)


def silences(subject: Subject, state: State) -> Iterator[State]:
    """Leave the prong, the substance or the relationship out of the record."""
    count = state.count
    try:
        entry = subject.catalog.get(count.offense.jurisdiction, count.offense.code)
    except LookupError:
        return
    if _prong_may_be_left_out(subject, state, entry):
        yield _silent(
            state,
            attrs.evolve(
                count,
                offense=attrs.evolve(count.offense, code=entry.code, variant=INCONCLUSIVE),
            ),
            "prong",
            f"Let the plea to {entry.code} be in the words of the statute, all its prongs in the"
            " alternative, and let the record name none.",
            "which prong it was",
        )
    if count.facts.substance != INCONCLUSIVE and _turns_on_substance(entry):
        yield _silent(
            state,
            attrs.evolve(count, facts=attrs.evolve(count.facts, substance=INCONCLUSIVE)),
            "substance",
            f'Let the plea to {entry.code} say "a controlled substance", and let the record name'
            " none.",
            "which substance it was",
        )
    if _relationship_may_be_left_out(subject, count, entry):
        yield _silent(
            state,
            attrs.evolve(
                count,
                facts=attrs.evolve(
                    count.facts, victim_relationship=VictimRelationship.INCONCLUSIVE
                ),
            ),
            "relationship",
            "Let the record of conviction say nothing of what the victim is to the defendant.",
            "what the victim is to the defendant; a protective order or a program ordered with the"
            " sentence may say it too",
        )


def _prong_may_be_left_out(subject: Subject, state: State, entry: Entry) -> bool:
    """Of the statute proposed; of another a prong that does no harm is named instead."""
    return (
        entry == subject.standing.entry
        and not any(change.strategy == "substitute_offense" for change in state.changes)
        and not any(change.strategy == "specify_record" for change in state.changes)
        and bool(entry.variants)
        and entry.prong_from is None
        and state.count.offense.variant != INCONCLUSIVE
    )


def _turns_on_substance(entry: Entry) -> bool:
    return any(
        holding.answer is Answer.BY_SUBSTANCE
        for row in (entry, *entry.variants)
        for item in row.profile.values()
        for holding in item.holdings
    )


def _relationship_may_be_left_out(subject: Subject, count: Disposition, entry: Entry) -> bool:
    """Where the court looks at the record alone, and the relationship is no element."""
    if count.facts.victim_relationship in (
        VictimRelationship.INCONCLUSIVE,
        VictimRelationship.STRANGER,
        VictimRelationship.OFFICER,
        VictimRelationship.NONE,
    ):
        return False
    if entry.prong_from == "victim_relationship" or entry.family == "domestic_violence":
        return False
    settled = settle(
        RELATIONSHIP_OUTSIDE_THE_RECORD.holdings,
        as_of=subject.as_of,
        circuit=subject.case.circuit,
        convicted_on=count.disposed_on or subject.as_of,
    )
    return settled.answer is Answer.NO


def _silent(state: State, count: Disposition, what: str, step: str, unsaid: str) -> State:
    change = Change(
        key=(f"record:{what}",),
        strategy="specify_record",
        step=step,
        requires=(
            "The charge as amended, the plea, its factual basis and every paper that these take in"
            f" do not say {unsaid}.",
            "Where a factual basis is asked for, it is stipulated without a report, a complaint or"
            " a transcript that says it.",
        ),
        warnings=(_BURDEN,),
    )
    return state.after(change, count, same_offense=False)
