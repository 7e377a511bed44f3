"""The promise that the library makes: a fact filled in never turns a definite answer."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from immconseq import Case, CaseError, Status, assess
from tests.strategies import cases

_TAKEN_AS_GIVEN = {
    # Defaults, and what the law is chosen by: left out they are no unknown facts.
    "schema",
    "as_of",
    "circuit",
    "detention_circuit",
    "case_id",
    "dispositions",
    "events",
    "charged_with",
    "enhancements",
    "inchoate",
    "appeal_pending",
    "appeal_waived",
    "max_possible_days",
    "max_possible",
    "restraint",
    "profile",
    "jurisdiction",
    "code",
    "ref",
    "outcome",
    "kind",
    "on",
    "offense",
    "history_complete",
    "possible_citizenship",
    "recidivist_possession_found",  # left out, what no earlier count bears out was not found
}


def droppable(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of facts that may be left out."""
    if isinstance(value, dict):
        for key, inner in value.items():
            here = (*path, key)
            if key == "disposed_on" and value["outcome"] in ("offered", "charged"):
                continue  # left out it is the day of the question, and no unknown day
            if key == "admitted" and value.get("admissions"):
                continue  # left out beside a list of admissions it is so
            if key in ("imposed", "suspended"):
                yield here  # a part of a term left out is another term, and no unknown one
            elif isinstance(inner, dict) or key in ("dispositions", "events"):
                if key not in ("profile", "max_possible"):
                    yield from droppable(inner, here)
            elif key not in _TAKEN_AS_GIVEN and inner is not None:
                yield here
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from droppable(inner, (*path, index))


def without(data: dict[str, Any], paths: list[tuple[Any, ...]]) -> dict[str, Any]:
    """A copy with facts left out."""
    out = copy.deepcopy(data)
    for *parents, key in paths:
        at: Any = out
        for parent in parents:
            at = at[parent]
        at.pop(key, None)
    return out


@settings.get_profile("thorough")
@given(st.data(), cases())
def test_a_fact_filled_in_turns_no_answer(data: st.DataObject, case: Case) -> None:
    full = case.to_dict()
    # Of a history that is complete, an item left out is no unknown: it is not so.
    complete = case.person.history_complete is True
    paths = sorted((p for p in droppable(full) if not (complete and "history" in p)), key=repr)
    assume(paths)
    dropped = data.draw(st.lists(st.sampled_from(paths), min_size=1, max_size=4, unique=True))
    try:
        less = Case.from_dict(without(full, dropped))
        before, after = assess(less, engine="reference"), assess(case, engine="reference")
    except CaseError:
        assume(False)
        return
    turned = {
        (b.id, b.disposition): (b.status.value, a.status.value, dropped)
        for b, a in zip(before.findings, after.findings, strict=True)
        if b.status is not Status.UNDETERMINED and b.status is not a.status
    }
    assert not turned


@given(cases())
def test_every_undetermined_finding_says_what_is_missing_or_not_modelled(case: Case) -> None:
    try:
        result = assess(case, engine="reference")
    except CaseError:
        assume(False)
        return
    flagged = {n.id for n in result.not_modelled}
    silent = [
        f.id
        for f in result.findings
        if f.status is Status.UNDETERMINED and not f.missing and f.id not in flagged
    ]
    assert not silent


@given(cases())
def test_every_contested_finding_names_both_sides(case: Case) -> None:
    try:
        result = assess(case, engine="reference")
    except CaseError:
        assume(False)
        return
    for finding in result.findings:
        if finding.status is Status.CONTESTED:
            assert {"for", "against"} <= {a.side for a in finding.authority}
