"""What must hold of every assessment, whatever the case."""

from __future__ import annotations

from random import Random

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from immconseq import (
    Assessment,
    Case,
    CaseError,
    Disposition,
    ImmigrationStatus,
    Status,
    assess,
    assess_many,
)
from immconseq.engine.durable import available
from immconseq.rules.vocabulary import LIFTED_BY_A_LONGER_TERM, LIFTED_BY_ANOTHER_COUNT
from tests.strategies import cases, dispositions

LIFE = 36_500


def assessed(case: Case, engine: str = "reference") -> Assessment:
    try:
        return assess(case, engine=engine)
    except CaseError:
        assume(False)
        raise


@pytest.mark.skipif(not available(), reason="durable-rules does not import here")
@settings.get_profile("thorough")
@given(cases())
def test_both_engines_find_the_same(case: Case) -> None:
    one, two = assessed(case), assessed(case, "durable")
    assert [f.to_dict() for f in one.findings] == [f.to_dict() for f in two.findings]
    assert one.receipt.findings_sha256 == two.receipt.findings_sha256


@given(cases(), st.randoms())
def test_the_order_of_dispositions_does_not_matter(case: Case, random: Random) -> None:
    shuffled = list(case.dispositions)
    random.shuffle(shuffled)
    other = attrs.evolve(case, dispositions=tuple(shuffled))
    assert assessed(case).statuses() == assessed(other).statuses()


@given(cases())
def test_a_citizen_is_never_deportable(case: Case) -> None:
    person = attrs.evolve(
        case.person,
        status=ImmigrationStatus.CITIZEN,
        admitted=None,
        lpr_on=None,
        lpr_by=None,
    )
    try:
        citizen = attrs.evolve(case, person=person)
    except CaseError:
        assume(False)
    statuses = assessed(citizen).statuses()
    assert {
        status for name, status in statuses.items() if name.startswith(("deport.", "inadmit."))
    } == {Status.NOT_TRIGGERED}


@given(cases(), dispositions())
def test_another_count_lifts_only_what_may_be_lifted(case: Case, more: Disposition) -> None:
    try:
        other = attrs.evolve(
            case,
            dispositions=(*case.dispositions, attrs.evolve(more, ref="one-more")),
        )
    except CaseError:
        assume(False)
        return
    before, after = assessed(case).statuses(), assessed(other).statuses()
    lost = {
        name
        for name, status in before.items()
        if status is Status.TRIGGERED and after[name] is not Status.TRIGGERED
    }
    assert lost <= LIFTED_BY_ANOTHER_COUNT


@given(cases(least_dispositions=1), st.integers(0, 2000), st.integers(0, 2000))
def test_a_longer_term_lifts_only_what_may_be_lifted(case: Case, days: int, more: int) -> None:
    first, *rest = case.dispositions

    def with_term(term: int) -> Assessment:
        sentence = attrs.evolve(
            first.sentence,
            imposed=None,
            imposed_days=term,
            suspended=None,
            suspended_days=None,
            revocation_days=None,
            max_possible=None,
            max_possible_days=LIFE,
        )
        try:
            return assessed(
                attrs.evolve(case, dispositions=(attrs.evolve(first, sentence=sentence), *rest))
            )
        except CaseError:
            assume(False)
            raise

    before, after = with_term(days).statuses(), with_term(days + more).statuses()
    lost = {
        name
        for name, status in before.items()
        if status is Status.TRIGGERED and after[name] is not Status.TRIGGERED
    }
    assert lost <= LIFTED_BY_A_LONGER_TERM


@given(st.lists(cases(), max_size=4))
def test_a_batch_equals_its_single_calls(some: list[Case]) -> None:
    for case in some:
        assessed(case)
    assert [r.to_dict() for r in assess_many(some, engine="reference")] == [
        assess(c, engine="reference").to_dict() for c in some
    ]
