"""Variations: other dispositions in a count's place have the statuses that `assess` gives them."""

from __future__ import annotations

import datetime as dt
import functools
import random
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immconseq.assessing import assess
from immconseq.case import Case, Disposition, Inchoate, Offense, Outcome, Sentence
from immconseq.engine import sheet
from immconseq.errors import CaseError, UnknownName
from immconseq.facts import tracking
from immconseq.facts.model import Reading
from immconseq.findings import Status
from immconseq.offenses import load_default
from immconseq.offenses.entry import Variant
from immconseq.values import YES, Pair
from immconseq.variations import Variations
from tests.strategies import cases, dispositions

CATALOG = load_default()
CHANGED = (
    "offense",
    "sentence",
    "facts",
    "outcome",
    "events",
    "charged_with",
    "committed_on",
    "disposed_on",
    "plea",
    "appeal_pending",
    "restraint",
)

PRIOR: dict[str, Any] = {
    "ref": "old",
    "offense": {"jurisdiction": "US-CA", "code": "PC 484(a)", "level": "misdemeanor"},
    "outcome": "convicted",
    "committed_on": "2020-01-01",
    "disposed_on": "2020-06-01",
    "sentence": {"imposed_days": 30},
}
COUNT: dict[str, Any] = {
    "ref": "count-1",
    "offense": {"jurisdiction": "US-CA", "code": "PC 273.5(a)", "level": "felony"},
    "outcome": "offered",
    "committed_on": "2026-05-02",
    "sentence": {"imposed_days": 365, "suspended_days": 300, "probation_days": 1095},
    "facts": {"victim_relationship": "spouse"},
}


def case_of(*counts: dict[str, Any], **person: Any) -> Case:
    return Case.from_dict(
        {
            "as_of": "2026-11-24",
            "circuit": "9",
            "person": {"status": "lpr", "lpr_on": "2018-03-01", "admitted": True, **person},
            "dispositions": list(counts),
        }
    )


def said(statuses: Mapping[str, Status]) -> list[tuple[str, Status]]:
    return list(statuses.items())


def answer(variations: Variations, instead: tuple[Disposition, ...]) -> Any:
    """The statuses in their order, or the faults."""
    try:
        return said(variations.statuses(instead))
    except CaseError as error:
        return error.faults


def may_be_made(variations: Variations, instead: tuple[Disposition, ...]) -> bool:
    """Statuses are only said of cases without faults that span fields: nobody looks for those."""
    try:
        variations.with_count(instead)
    except CaseError:
        return False
    return True


def expected(
    variations: Variations, instead: tuple[Disposition, ...], engine: str = "reference"
) -> Any:
    try:
        case = variations.with_count(instead)
        return said(assess(case, engine=engine, catalog=CATALOG).statuses())
    except CaseError as error:
        return error.faults


@functools.cache
def rows() -> tuple[Offense, ...]:
    """Each entry, prong and level of California."""
    found = []
    for entry in CATALOG.of("US-CA"):
        for row in (entry, *entry.variants):
            prong = row.id if isinstance(row, Variant) else None
            for level in dict.fromkeys(r.level for r in row.levels):
                found.append(
                    Offense(
                        jurisdiction="US-CA",
                        code=entry.code,
                        variant=prong,
                        level=level,  # type: ignore[arg-type]
                    )
                )
    return tuple(found)


@st.composite
def changed(draw: st.DrawFn, count: Disposition, as_of: dt.date) -> tuple[Disposition, ...]:
    """None, or up to three dispositions that differ from a count in some fields."""
    made = []
    for k in range(draw(st.sampled_from((1, 1, 1, 2, 2, 0, 3)))):
        ref = count.ref if k == 0 else f"{count.ref}+{k}"
        other = draw(dispositions(ref, as_of))
        fields = draw(st.lists(st.sampled_from(CHANGED), unique=True, max_size=4))
        new = attrs.evolve(count, ref=ref, **{name: getattr(other, name) for name in fields})
        if draw(st.booleans()):
            offense = draw(st.sampled_from(rows()))
            inchoate = draw(st.sampled_from((None, None, *Inchoate)))
            new = attrs.evolve(new, offense=attrs.evolve(offense, inchoate=inchoate))
        made.append(new)
    return tuple(made)


def check_sequence(data: st.DataObject, engine: str, most: int) -> None:
    case = data.draw(cases(max_dispositions=3, least_dispositions=1))
    count = data.draw(st.sampled_from(case.dispositions))
    try:
        variations = Variations(case, count.ref, engine=engine, catalog=CATALOG)
    except CaseError:
        return
    seen = data.draw(st.lists(changed(count, case.as_of), min_size=2, max_size=most))
    # Once more at the end: what was kept of the first is still so of it.
    for instead in (*seen, (count,), *seen[:2]):
        if may_be_made(variations, instead):
            assert answer(variations, instead) == expected(variations, instead, engine)


@settings.get_profile("costly")
@given(st.data())
def test_a_sequence_of_variations_is_what_assess_says(data: st.DataObject) -> None:
    check_sequence(data, "reference", 6)


@given(st.data())
@settings(max_examples=10)
def test_the_other_engine_says_the_same(data: st.DataObject) -> None:
    pytest.importorskip("durable")
    check_sequence(data, "durable", 4)


SENTENCES = tuple(
    Sentence(imposed_days=days, suspended_days=suspended)
    for days, suspended in ((0, 0), (30, 0), (180, 90), (364, 364), (365, 300), (730, None))
)


def of_the_catalog(count: Disposition, number: int) -> Iterator[tuple[Disposition, ...]]:
    """Rows of the catalog with terms of every length, one or two in the count's place."""
    chosen = random.Random(7)
    for _ in range(number):
        one, two = (
            attrs.evolve(
                count,
                ref=ref,
                offense=chosen.choice(rows()),
                sentence=chosen.choice(SENTENCES),
                outcome=chosen.choice((Outcome.OFFERED, Outcome.OFFERED, Outcome.DEFERRED)),
            )
            for ref in (count.ref, f"{count.ref}/2")
        )
        yield (one,) if chosen.random() < 0.7 else (one, two)


@pytest.mark.parametrize(
    ("engine", "number"), [("reference", 250), ("durable", 40)], ids=["reference", "durable"]
)
@pytest.mark.parametrize("prior", [(), (PRIOR,)], ids=["alone", "prior"])
def test_rows_of_the_catalog(engine: str, number: int, prior: tuple[dict[str, Any], ...]) -> None:
    if engine == "durable":
        pytest.importorskip("durable")
    case = case_of(COUNT, *prior)
    variations = Variations(case, "count-1", engine=engine, catalog=CATALOG)
    for instead in of_the_catalog(case.dispositions[0], number):
        assert answer(variations, instead) == expected(variations, instead, engine)


def test_few_evaluations_and_few_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is used: a premise is asked again only of what it read, an engine of tokens."""
    asked = 0
    evaluated = sheet.Sheet._evaluated

    def counted(self: sheet.Sheet, cell: Any) -> int:
        nonlocal asked
        asked += 1
        return evaluated(self, cell)

    monkeypatch.setattr(sheet.Sheet, "_evaluated", counted)
    case = case_of(COUNT, PRIOR)
    variations = Variations(case, "count-1", engine="reference", catalog=CATALOG)
    tried = [x for x in of_the_catalog(case.dispositions[0], 150) if len(x) == 1]
    for instead in tried:
        variations.statuses(instead)
    # Each alone asks some 430.
    assert asked < 20 * len(tried)
    asked = 0
    for instead in tried:
        variations.statuses(instead)
    assert asked == 0


def test_no_count_and_a_term_that_ran_after_it() -> None:
    after = {**PRIOR, "sentence": {"imposed_days": 30, "consecutive_to": "count-1"}}
    case = case_of(COUNT, after)
    variations = Variations(case, "count-1", catalog=CATALOG)
    without = variations.with_count(())
    assert [d.ref for d in without.dispositions] == ["old"]
    assert without.dispositions[0].sentence.consecutive_to == "none"
    assert answer(variations, ()) == expected(variations, ())
    assert variations.with_count((case.dispositions[0],)) == case


def test_no_disposition_at_all() -> None:
    variations = Variations(case_of(COUNT), "count-1", catalog=CATALOG)
    for _ in range(2):
        assert answer(variations, ()) == expected(variations, ())


def test_faults_are_those_of_the_whole() -> None:
    case = case_of(COUNT)
    variations = Variations(case, "count-1", catalog=CATALOG)
    (count,) = case.dispositions
    wrong = attrs.evolve(count, offense=attrs.evolve(count.offense, variant="no such prong"))
    for instead in ((count,), (wrong,), (count,), (count, count), (wrong,)):
        assert answer(variations, instead) == expected(variations, instead)
    with pytest.raises(CaseError, match="prong"):
        variations.statuses((wrong,))
    with pytest.raises(UnknownName):
        Variations(case, "no such count", catalog=CATALOG)


def test_statuses_do_not_change() -> None:
    case = case_of(COUNT)
    variations = Variations(case, "count-1", catalog=CATALOG)
    statuses: Any = variations.statuses(case.dispositions)
    with pytest.raises(TypeError):
        statuses["deport.cimt"] = Status.TRIGGERED


def test_a_sheet_that_cannot_be_kept_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    def circular(*_: Any) -> None:
        raise sheet.Circular

    monkeypatch.setattr(sheet.Sheet, "_raise", circular)
    case = case_of(COUNT, PRIOR)
    variations = Variations(case, "count-1", engine="reference", catalog=CATALOG)
    for instead in of_the_catalog(case.dispositions[0], 3):
        assert answer(variations, instead) == expected(variations, instead)


def test_an_error_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(COUNT, PRIOR)
    variations = Variations(case, "count-1", engine="reference", catalog=CATALOG)
    first, second, *_ = (x for x in of_the_catalog(case.dispositions[0], 9) if len(x) == 1)
    variations.statuses(first)
    with monkeypatch.context() as patched:
        patched.setattr(sheet, "conclude", lambda *_: 1 / 0)
        patched.setattr(sheet.Sheet, "_evaluated", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            variations.statuses(second)
    for instead in (first, second):
        assert answer(variations, instead) == expected(variations, instead)


class TestWhatIsNoted:
    """Nothing of what varies can be read unseen."""

    def context(self) -> tuple[tracking.TrackedContext, tracking.Cells]:
        case = case_of(COUNT, PRIOR)
        cells = tracking.Cells(tracking.Numbers())

        def ask(*_: Any) -> Reading:
            raise AssertionError

        return tracking.TrackedContext(case, 0, 1, CATALOG, cells, ask), cells

    def test_a_field_and_no_more(self) -> None:
        context, cells = self.context()
        assert context.disposition(0).sentence.imposed_days == 365
        assert len(cells.noted) == 2  # that there is a sentence, and its days
        again = dict(cells.noted)
        assert context.case.dispositions[0].sentence.imposed_days == 365
        assert cells.noted == again

    def test_what_does_not_vary_is_not_noted(self) -> None:
        context, cells = self.context()
        assert context.disposition(1).sentence.imposed_days == 30
        assert context.case.person.admitted
        assert context.views[1].entry is not None
        assert not cells.noted

    def test_whole_records_are_refused(self) -> None:
        context, _ = self.context()
        one = context.disposition(0)
        for use in (lambda: one == one, lambda: {one}, lambda: one.sentence == Sentence()):
            with pytest.raises(TypeError):
                use()
        with pytest.raises(AttributeError):
            context.case.disposition("count-1")

    def test_what_changes_is_said(self) -> None:
        context, cells = self.context()
        count = case_of(COUNT).dispositions[0]
        assert context.disposition(0).sentence.imposed_days == 365
        assert context.disposition(0).outcome is Outcome.OFFERED
        before = list(cells.values)
        assert context.put((attrs.evolve(count, committed_on=None),)) == []
        (cell,) = context.put((attrs.evolve(count, sentence=Sentence(imposed_days=1)),))
        assert cells.values[cell] != before[cell]
        assert context.disposition(0).sentence.imposed_days == 1
        assert context.put((count,)) == [cell]
        assert cells.values == before

    def test_what_is_carried_is_not_looked_into(self) -> None:
        carried = tracking.plain(
            Reading(pair=Pair.of(YES), paths=("$.a", "$.b"), missing=("$.c",), found="x", gap="y")
        )
        assert carried.pair == Pair.of(YES)
        assert carried.paths
        assert carried.missing
        assert carried.found
        assert carried.gap
        for look in (
            lambda: "$.a" in carried.paths,
            lambda: f"{carried.found}",
            lambda: str(carried.gap),
            lambda: carried.found == "x",
        ):
            with pytest.raises(TypeError):
                look()
        with pytest.raises(AttributeError):
            _ = carried.found.upper()  # type: ignore[union-attr]
