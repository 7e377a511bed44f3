"""The rulebook passes its lint, and each check of the lint catches a faulty little rulebook.

What a lint cannot read off the rules is measured here, over every case that is committed and some
that are made up: what each premise answers, and what is read of a case on the way to a finding.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import importlib
import itertools
import json
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings

import immconseq.facts
import immconseq.rules
from immconseq import Case, CaseError
from immconseq.authority import Answer, Authority, Court, Holding, settle, since, until
from immconseq.case import (
    HISTORY_ITEMS,
    Admission,
    Disposition,
    Event,
    Facts,
    HistoryItem,
    Offense,
    Person,
)
from immconseq.case_checks import FIRST_AS_OF
from immconseq.engine.lint import MOST_TOKENS, engine_faults
from immconseq.engine.program import program_of, sort_into_strata
from immconseq.explain.unread import unread_facts
from immconseq.facts.context import Context
from immconseq.facts.model import (
    CasePremise,
    DispositionPremise,
    Issue,
    Member,
    PairPremise,
    Reading,
)
from immconseq.kinds import (
    Choice,
    FlagOrItems,
    FrozenMap,
    Items,
    Kind,
    Object,
    Record,
    Table,
    specs,
)
from immconseq.offenses import load_default
from immconseq.profile import ProfileAnswer
from immconseq.rules import AGGREGATES, RULES
from immconseq.rules.lint import (
    ALIKE,
    LEFT_OUT,
    alike_faults,
    fact_faults,
    faults,
    holding_faults,
    premise_faults,
)
from immconseq.rules.model import (
    Aggregate,
    CaseConclusion,
    CaseRule,
    DispositionConclusion,
    DispositionRule,
    PairRule,
    Rule,
    first,
    second,
)
from immconseq.values import CONTESTED, NO, UNKNOWN, YES, Value
from tests import strategies
from tests.rows import prepared, rows
from tests.test_rule_cases import pack

TESTS = Path(__file__).parent
LAW = (Authority(cite="8 USC 1101"),)


def says(*_: Any) -> Reading:
    return Reading.no()


def of_case(name: str, text: str = "It is so.") -> CasePremise:
    return CasePremise(name=name, text=text, ask=says)


def of_one(name: str) -> DispositionPremise:
    return DispositionPremise(name=name, text="It is so.", ask=says)


def of_two(name: str) -> PairPremise:
    return PairPremise(name=name, text="It is so.", ask=says)


GOAL = CaseConclusion(name="bar.goal", text="a heading")
EACH = DispositionConclusion(name="each", text="It is one.")
SOME = CaseConclusion(name="some", text="There is one.")
P, Q, R = of_case("p"), of_one("q"), of_two("r")
P2 = of_case("p2")


def rule(word: str, *when: Any, gives: Any = GOAL, kind: Any = CaseRule, **fields: Any) -> Any:
    values = {"text": "So it is.", "authority": LAW, "when": when} | fields
    return kind(id=f"{gives.name}/{word}", gives=gives, **values)


def one(word: str, *when: Any, **fields: Any) -> Any:
    return rule(word, *when, kind=DispositionRule, **fields)


def two(word: str, *when: Any, **fields: Any) -> Any:
    return rule(word, *when, kind=PairRule, **fields)


def total(**fields: Any) -> Aggregate:
    values: dict[str, Any] = {
        "id": "some/sum",
        "gives": SOME,
        "text": "Some are enough.",
        "authority": LAW,
        "members": EACH,
        "number": lambda ctx, i: (1, 1),
        "test": lambda members, ctx, most: bool(members),
        "paths": lambda ctx, i: (),
    }
    return Aggregate(**values | fields)


SOUND: tuple[Rule, ...] = (
    one("premise", Q, gives=EACH),
    rule("case", P),
    one("one", Q, EACH, unless=(P,)),
    two("two", first(EACH), second(Q), R),
    rule("some", SOME),
    rule("never", P, unless=(P,), never_fires=True),
)


def found(
    rules: Iterable[Rule], aggregates: Iterable[Aggregate] = (), findings: Any = ()
) -> tuple[str, ...]:
    return faults(tuple(rules), tuple(aggregates), findings=(GOAL, *tuple(findings)))


# -- the rulebook ------------------------------------------------------------------------------


def test_the_rulebook_has_no_fault() -> None:
    assert faults(RULES, AGGREGATES) == ()


def days_on_which_the_rulebook_changes() -> list[dt.date]:
    days = {FIRST_AS_OF}
    for giver in (*RULES, *AGGREGATES):
        if giver.in_force.start is not None:
            days.add(max(FIRST_AS_OF, giver.in_force.start))
        if giver.in_force.end is not None:
            days.add(giver.in_force.end + dt.timedelta(days=1))
    return sorted(days)


@pytest.mark.parametrize("day", days_on_which_the_rulebook_changes(), ids=str)
def test_an_engine_can_take_the_rulebook_of_each_era(day: dt.date) -> None:
    strata = program_of(day).strata
    assert [fault for stratum in strata for fault in engine_faults(stratum.compiled)] == []


def test_what_no_engine_can_take_is_caught() -> None:
    wide = one("wide", *(of_one(f"q{n}") for n in range(MOST_TOKENS + 1)))
    (stratum,) = sort_into_strata((wide,), (), "wide")
    (fault,) = engine_faults(stratum.compiled)
    assert f"{MOST_TOKENS + 1} tokens" in fault
    assert found([wide]) == ()


# -- each check --------------------------------------------------------------------------------


def test_a_sound_little_rulebook_has_no_fault() -> None:
    assert found(SOUND, [total()]) == ()


def test_an_id_used_twice() -> None:
    old = rule("case", P, in_force=until("2000-01-01"))
    new = rule("case", of_case("p2"), in_force=since("2000-01-02"))
    assert found([old, new]) == ("bar.goal/case: the id is used 2 times",)


def test_two_rules_of_an_id_on_one_day() -> None:
    old = rule("case", P, in_force=until("2000-01-01"))
    new = rule("case", of_case("p2"), in_force=since("2000-01-01"))
    assert found([old, new]) == (
        "bar.goal/case: the id is used 2 times",
        "bar.goal/case: two rules of this id are in force on one day",
    )


@pytest.mark.parametrize("id_", ["bar.other/case", "bar.goal", "goal/case", "bar.goalcase/x"])
def test_an_id_that_does_not_start_with_what_it_gives(id_: str) -> None:
    (fault,) = found([attrs.evolve(rule("case", P), id=id_)])
    assert fault == f"{id_}: gives bar.goal; its id starts with that and a slash"


@pytest.mark.parametrize(
    "id_", ["bar.goal/", "bar.goal/two words", "bar.goal/Case", "bar.goal/a/b"]
)
def test_an_id_that_is_no_word(id_: str) -> None:
    (fault,) = found([attrs.evolve(rule("case", P), id=id_)])
    assert fault == f"{id_}: after the slash stands one word in lower case"


def test_an_aggregates_id() -> None:
    rules = [one("premise", Q, gives=EACH), rule("some", SOME)]
    assert found(rules, [total(id="sum")]) == (
        "sum: gives some; its id starts with that and a slash",
    )


def test_no_authority() -> None:
    assert found([rule("case", P, authority=())]) == ("bar.goal/case: rests on no authority",)


@pytest.mark.parametrize("text", ["", "  "])
def test_no_text(text: str) -> None:
    assert found([rule("case", P, text=text)]) == ("bar.goal/case: has no text",)


def test_no_full_stop() -> None:
    some = CaseConclusion(name="some", text="There is one")
    rules = [
        rule("case", of_case("p", "it is so"), text="So it is", unless=(some,)),
        one("premise", Q, gives=EACH),
    ]
    assert found(rules, [total(gives=some, text="Enough")]) == (
        "bar.goal/case: its text does not end with a full stop",
        "some/sum: its text does not end with a full stop",
        "p: its text does not end with a full stop",
        "some: its text does not end with a full stop",
    )


def test_a_finding_that_nothing_answers() -> None:
    other = CaseConclusion(name="bar.other", text="another heading")
    assert found(SOUND, [total()], findings=[other]) == (
        "bar.other: a public finding that no rule gives",
    )


def test_a_conclusion_that_nobody_gives() -> None:
    assert found([rule("case", SOME), one("one", EACH)]) == (
        "some: is read, and no rule or aggregate gives it",
        "each: is read, and no rule or aggregate gives it",
    )
    assert found([rule("case", SOME)], [total()]) == (
        "each: is read, and no rule or aggregate gives it",
    )


def test_a_conclusion_that_nobody_reads() -> None:
    rules = [rule("case", P), one("premise", Q, gives=EACH)]
    assert found(rules) == ("each: is given, and nobody reads it",)
    assert found(rules, [total()]) == ("some: is given, and nobody reads it",)


def test_a_cycle() -> None:
    rules = [
        rule("case", P, unless=(SOME,)),
        one("again", GOAL, Q, gives=EACH),
    ]
    assert found(rules, [total()]) == ("a cycle: bar.goal <- some <- each <- bar.goal",)
    with pytest.raises(ValueError, match="cycle"):
        sort_into_strata(rules, [total()], "cycle")
    assert found([rule("case", P, GOAL)]) == ("a cycle: bar.goal <- bar.goal",)


def test_a_rule_that_another_makes_superfluous() -> None:
    superfluous = ("bar.goal/more: bar.goal/case gives the same and asks for no more",)
    assert found([rule("case", P), rule("more", P, of_case("p2"))]) == superfluous
    assert found([rule("more", P, of_case("p2")), rule("case", P)]) == superfluous
    assert found([rule("case", P), rule("more", P, unless=(of_case("p2"),))]) == superfluous
    assert found([rule("case", P), rule("more", P)]) == superfluous
    # Over more dispositions no less than over as many.
    assert found([rule("case", P), one("more", P, Q)]) == superfluous
    assert found([one("case", Q), two("more", first(Q), second(of_one("q2")))]) == superfluous
    assert found([one("case", Q), two("more", second(Q), first(of_one("q2")))]) == ()


def test_a_rule_that_another_makes_superfluous_the_other_way_round() -> None:
    q2 = of_one("q2")
    rules = [two("case", first(Q), second(q2)), two("more", second(Q), first(q2), P)]
    assert found(rules) == ("bar.goal/more: bar.goal/case gives the same and asks for no more",)
    # What is said of the first alone, or of a pair in its order, cannot be turned about.
    assert (
        found(
            [attrs.evolve(r, id=r.id.replace("bar.goal", "each"), gives=EACH) for r in rules]
            + [one("read", EACH)]
        )
        == ()
    )
    asked = [two("case", first(Q), second(q2), R), two("more", second(Q), first(q2), R, P)]
    assert found(asked) == ()


def test_rules_that_only_look_superfluous() -> None:
    p2 = of_case("p2")
    assert found([rule("case", P, unless=(p2,)), rule("more", P, of_case("p3"))]) == ()
    assert found([rule("case", P, of_case("p3")), rule("more", P, p2)]) == ()
    # What the other gives before or after its time is needed.
    dated = rule("case", P, in_force=since("2000-01-02"))
    assert found([dated, rule("more", P, p2)]) == ()
    assert found([dated, rule("more", P, p2, in_force=until("2000-01-03"))]) == ()
    assert found([dated, rule("more", P, p2, in_force=since("2000-01-02"))]) != ()


def test_two_premises_of_one_name() -> None:
    rules = [rule("case", P), one("one", of_case("p"), Q, EACH), one("premise", Q, gives=EACH)]
    assert "p: 2 different objects have this name" in found(rules)
    rules = [rule("case", P), one("one", of_one("p"))]
    assert found(rules) == ("p: 2 different objects have this name",)
    rules = [one("premise", Q, gives=EACH), rule("case", of_case("each")), one("one", EACH)]
    assert found(rules) == ("each: 2 different objects have this name",)


def test_a_rule_over_two_that_says_nothing_of_the_second() -> None:
    assert found([two("two", first(Q), P)]) == (
        "bar.goal/two: a PairRule says nothing of its second disposition",
    )


def test_a_literal_out_of_place() -> None:
    assert found([rule("case", Q)]) == (
        "bar.goal/case: a CaseRule cannot read q of the disposition",
    )
    assert found([one("one", first(Q), R)]) == (
        "bar.goal/one: a DispositionRule cannot read q of the first",
        "bar.goal/one: a DispositionRule cannot read r of the pair",
    )
    # In a rule over two it does not say of which.
    assert found([two("two", Q, second(of_one("q2")))]) == (
        "bar.goal/two: a PairRule cannot read q of the disposition",
    )
    assert found([one("one", EACH), rule("case", P, gives=EACH)]) == (
        "each/case: a CaseRule cannot give each of a disposition",
    )


def test_a_rule_that_asks_for_nothing() -> None:
    assert found([rule("case", unless=(P,))]) == ("bar.goal/case: has no premise",)


def test_a_rule_that_never_fires_and_does_not_say_so() -> None:
    assert found([rule("case", P, unless=(P,))]) == (
        "bar.goal/case: asks for p and excepts it, so that it never fires",
    )
    # Of two dispositions the one may be what the other is not.
    assert found([two("two", first(Q), second(of_one("q2")), unless=(second(Q),))]) == ()


def test_a_rule_that_is_in_force_on_no_day() -> None:
    never = "bar.goal/case: is in force on no day that can be asked about"
    assert found([rule("case", P, in_force=until("1997-03-31"))]) == (never,)
    assert found([rule("case", P, in_force=until("2000-01-01", start="2000-01-02"))]) == (never,)
    assert found([rule("case", P, in_force=until("1997-04-01"))]) == ()


def test_a_rule_that_reads_what_nobody_gives_yet() -> None:
    rules = [rule("case", SOME), one("premise", Q, gives=EACH)]
    late = [total(in_force=since("2000-01-02"))]
    assert found(rules, late) == ("bar.goal/case: reads some, which nobody gives on 1997-04-01",)
    rules[0] = rule("case", SOME, in_force=since("2000-01-02"))
    assert found(rules, late) == ()
    assert found(rules, [total(in_force=until("2000-01-02"))]) == (
        "bar.goal/case: reads some, which nobody gives on 2000-01-03",
    )


def test_rules_that_say_the_same_for_some_days() -> None:
    old = rule("case", P, P2, in_force=until("2000-01-02"))
    new = rule("more", P2, P, in_force=since("2000-01-02"))
    assert found([old, new]) == (
        "bar.goal/more: bar.goal/case says the same, and for some days both are in force",
    )
    assert found([old, attrs.evolve(new, in_force=since("2000-01-03"))]) == ()
    assert found([old, attrs.evolve(new, when=(P, of_case("p3")))]) == ()


def test_two_aggregates_that_give_the_same() -> None:
    rules = [one("premise", Q, gives=EACH), rule("case", SOME)]
    first_, second_ = total(in_force=until("2000-01-02")), total(id="some/count")
    assert found(rules, [first_, second_]) == (
        "some/count: some/sum gives the same on the same day, and one alone counts",
    )
    assert found(rules, [first_, attrs.evolve(second_, in_force=since("2000-01-03"))]) == ()


# -- what courts say ---------------------------------------------------------------------------


def held(answer: Answer, court: Court, day: str | None = "2000-01-02", **fields: Any) -> Holding:
    decided = None if day is None else dt.date.fromisoformat(day)
    return Holding(answer=answer, court=court, decided=decided, **{"cite": answer.value} | fields)


def test_a_holding_that_ends_before_it_counts() -> None:
    end = dt.date(2000, 1, 1)
    assert holding_faults("x", [held(Answer.YES, Court.BIA, until=end)]) == (
        "x: yes stands until 2000-01-01, and counts from 2000-01-02 only",
    )
    counted = held(Answer.YES, Court.BIA, until=end, effective=end)
    assert holding_faults("x", [counted]) == ()


YEA, NAY = Answer.YES, Answer.NO


@pytest.mark.parametrize(
    "two",
    [
        (held(YEA, Court.BIA), held(NAY, Court.BIA)),
        (held(YEA, Court.CA9), held(NAY, Court.CA9)),
        (held(YEA, Court.CA9, en_banc=True), held(NAY, Court.CA9, en_banc=True)),
        (held(YEA, Court.CA9), held(NAY, Court.CA9, "2001-01-01", effective=dt.date(2000, 1, 2))),
        (held(YEA, Court.SCOTUS), held(Answer.CONTESTED, Court.SCOTUS)),
        (held(YEA, Court.CA2), held(NAY, Court.CA3, circuits=("2", "3"))),
    ],
)
def test_a_court_that_says_two_things_on_one_day(two: tuple[Holding, Holding]) -> None:
    (fault,) = holding_faults("x", two)
    assert fault == f"x: yes says yes and {two[1].answer} says {two[1].answer} on one day"


@pytest.mark.parametrize(
    "two",
    [
        (held(YEA, Court.BIA), held(NAY, Court.BIA, "2000-01-03")),
        (held(YEA, Court.BIA), held(YEA, Court.BIA)),
        (held(YEA, Court.BIA), held(NAY, Court.AG)),
        (held(YEA, Court.CA2), held(NAY, Court.CA3)),
        (held(YEA, Court.CA9), held(NAY, Court.CA9, en_banc=True)),
        (held(YEA, Court.BIA), held(NAY, Court.BIA, convictions_from=dt.date(2000, 1, 2))),
        # Where nobody binds, two readings that differ are said to differ.
        (held(YEA, Court.TEXT, None), held(NAY, Court.TEXT, None)),
    ],
)
def test_holdings_that_only_look_as_if_they_disagreed(two: tuple[Holding, Holding]) -> None:
    assert holding_faults("x", two) == ()


@pytest.mark.parametrize("general", [YEA, NAY])
def test_of_one_day_a_holding_for_later_convictions_is_taken_for_them(general: Answer) -> None:
    """The lint lets such two stand side by side."""
    day = dt.date(2000, 1, 2)
    special = NAY if general is YEA else YEA
    two = (held(general, Court.CA2), held(special, Court.CA2, convictions_from=day))
    for convicted_on, answer in ((dt.date(2000, 1, 1), general), (day, special)):
        settled = settle(two, as_of=dt.date(2010, 1, 1), circuit="2", convicted_on=convicted_on)
        assert settled.answer is answer


def questions() -> Iterator[tuple[str, tuple[Holding, ...]]]:
    """Every question of law that courts answer: the rules' and facts' own, and the catalog's."""
    issues: dict[str, Issue] = {}
    for value in defined():
        asked = getattr(getattr(value, "ask", None), "__self__", value)
        if isinstance(asked, Issue):
            issues[asked.name] = asked
    for name, issue in issues.items():
        yield name, issue.holdings
    catalog = load_default()
    for entry in catalog:
        yield f"{entry.code} divisible", entry.divisible
        for row in (entry, *entry.variants):
            where = f"{entry.code} {getattr(row, 'id', '')}".strip()
            for which in ("profile", "attempt_profile"):
                for name, item in getattr(row, which).items():
                    yield f"{where} {which} {name}", item.holdings
    for place in catalog.jurisdictions:
        for enhancement in catalog.enhancements(place):
            for name, item in enhancement.profile.items():
                yield f"{enhancement.code} {name}", item.holdings
        yield from ((vehicle.code, vehicle.holdings) for vehicle in catalog.vehicles(place))
        yield from ((program.code, program.holdings) for program in catalog.programs(place))


def defined() -> Iterator[Any]:
    """What the modules of facts and of rules define."""
    for package in (immconseq.facts, immconseq.rules):
        for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            yield from vars(importlib.import_module(info.name)).values()


def test_no_court_says_two_things_on_one_day() -> None:
    asked = list(questions())
    assert len(asked) > 5_000
    assert [fault for name, holdings in asked for fault in holding_faults(name, holdings)] == []


# -- what cases show ---------------------------------------------------------------------------


class Listening(Context):
    """A context that keeps every reading that it gives."""

    __slots__ = ("heard",)

    def __init__(self, case: Case) -> None:
        self.heard: list[tuple[str, Reading]] = []
        super().__init__(case, CATALOG)

    def of_case(self, premise: CasePremise) -> Reading:
        return self._keep(premise.name, super().of_case(premise))

    def of(self, premise: DispositionPremise, index: int) -> Reading:
        return self._keep(premise.name, super().of(premise, index))

    def of_pair(self, premise: PairPremise, one: int, two: int) -> Reading:
        return self._keep(premise.name, super().of_pair(premise, one, two))

    def _keep(self, name: str, reading: Reading) -> Reading:
        self.heard.append((name, reading))
        return reading


CATALOG = load_default().with_pack(pack("US-ZZ")).with_pack(pack("MX"))
Premise = CasePremise | DispositionPremise | PairPremise
PREMISES = tuple(
    dict.fromkeys(
        atom
        for rule in RULES
        for literal in (*rule.when, *rule.unless)
        if isinstance(atom := getattr(literal, "of", literal), Premise)
    )
)
"""What some rule, of whatever day, asks of the facts."""


def ask(context: Context) -> list[Any]:
    """Ask all that rules ask and aggregates add up, and tell what was answered and is missing."""
    each = range(len(context.case.dispositions))
    readings: list[Reading] = []
    for premise in PREMISES:
        if isinstance(premise, CasePremise):
            readings.append(context.of_case(premise))
        elif isinstance(premise, DispositionPremise):
            readings += [context.of(premise, i) for i in each]
        else:
            readings += [context.of_pair(premise, *two) for two in itertools.permutations(each, 2)]
    told: list[Any] = [(reading.pair, reading.missing, reading.gap) for reading in readings]
    for aggregate in AGGREGATES:
        for end in (0, 1):
            members = tuple(Member(i, aggregate.number(context, i)[end]) for i in each)
            told.append(aggregate.test(members, context, end == 1))
    return told


def committed_cases() -> list[dict[str, Any]]:
    """Every case of a file beside the tests, in order, each once."""

    def within(value: Any) -> Iterator[dict[str, Any]]:
        if isinstance(value, dict) and {"as_of", "dispositions"} <= set(value):
            yield value
        elif isinstance(value, dict | list):
            for item in value.values() if isinstance(value, dict) else value:
                yield from within(item)

    values = [
        prepared(row)[0].to_dict()
        for path in sorted(TESTS.glob("data/*.jsonl"))
        for row in rows(path.stem)
    ]
    values += [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted(TESTS.glob("rules/*.json"))
    ]
    found = {json.dumps(case): case for value in values for case in within(value)}
    return list(found.values())


@functools.cache
def all_cases() -> tuple[Case, ...]:
    """Those that are committed, and as many of those made up as show what else can be given."""
    out = [Case.from_dict(data) for data in committed_cases()]
    history = dict.fromkeys(HISTORY_ITEMS, True)
    out.append(Case(as_of=FIRST_AS_OF, person=Person(history=history), dispositions=()))

    @settings(
        max_examples=100,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategies.cases())
    def make_up(case: Case) -> None:
        out.append(case)

    make_up()
    return tuple(out)


@attrs.define
class Measured:
    """What was seen over all cases: the values of premises; facts read, and flagged as not read."""

    values: defaultdict[str, set[Value]] = attrs.Factory(lambda: defaultdict(set))
    read: set[str] = attrs.Factory(set)
    flagged: set[str] = attrs.Factory(set)


@pytest.fixture(scope="module")
def measured() -> Measured:
    out = Measured()
    paths = dict(facts_of(Object(Case), "$"))
    for case in all_cases():
        with pytest.MonkeyPatch.context() as patch:
            watch(case, out.read, patch)
            context = Listening(case)
            ask(context)
        for name, reading in context.heard:
            out.values[name] |= {reading.pair.low, reading.pair.high}
        for entry in unread_facts(case):
            path = re.sub(r"\[\d+\]", "[]", entry.path or "")
            if path in paths:
                out.flagged.add(paths[path])
    return out


def facts_of(kind: Kind, at: str) -> Iterator[tuple[str, str]]:
    """Every fact that a case can give: its path, and its name beside that of its class."""
    if isinstance(kind, Object):
        for spec in specs(kind.of):
            path = f"{at}.{spec.key}"
            if not isinstance(spec.kind, Object | Table):
                yield path, f"{kind.of.__name__}.{spec.name}"
            yield from facts_of(spec.kind, path)
    elif isinstance(kind, Items):
        yield from facts_of(kind.of, f"{at}[]")
    elif isinstance(kind, FlagOrItems):
        yield from facts_of(kind.items, at)
    elif isinstance(kind, Table):
        for name in kind.names:
            yield f"{at}.{name}", f"{at.rpartition('.')[2]}.{name}"
            yield from facts_of(kind.of, f"{at}.{name}")


def watch(case: Case, read: set[str], patch: pytest.MonkeyPatch) -> None:
    """Note in *read* whatever is looked at in the case from now on."""
    history = case.person.history
    item = FrozenMap.__getitem__

    def field(record: Record, name: str) -> Any:
        read.add(f"{type(record).__name__}.{name}")
        return object.__getattribute__(record, name)

    def entry(table: FrozenMap[Any], name: str) -> Any:
        read.add(f"{'history' if table is history else 'profile'}.{name}")
        return item(table, name)

    def get(table: FrozenMap[Any], name: str, default: Any = None) -> Any:
        read.add(f"{'history' if table is history else 'profile'}.{name}")
        return item(table, name) if name in set(table) else default

    patch.setattr(Record, "__getattribute__", field, raising=False)
    patch.setattr(FrozenMap, "__getitem__", entry)
    # Python 3.13 remembers the method that the inherited one called before.
    patch.setattr(FrozenMap, "get", get)


def test_no_premise_is_idle(measured: Measured) -> None:
    known = {premise.name for premise in (*PREMISES, *defined()) if isinstance(premise, Premise)}
    values = {name: found for name, found in measured.values.items() if name in known}
    assert len(known) > 100
    assert premise_faults(sorted(known), values) == ()


def test_an_idle_premise_is_caught() -> None:
    values = {"a": {YES, NO, UNKNOWN}, "b": {NO}, "c": {CONTESTED}, "d": {YES, NO}}
    assert premise_faults(["a", "x"], values, one_sided={"c": "", "d": "", "e": ""}) == (
        "x: nobody asks it",
        "b: is never yes",
        "d: is listed as one-sided, and is both yes and no",
        "e: is listed as one-sided, and nobody asks it",
    )
    assert premise_faults([], {"c": {CONTESTED}}, one_sided={}) == ("c: is never yes and never no",)


def test_no_fact_is_passed_over_in_silence(measured: Measured) -> None:
    facts = dict.fromkeys(name for _, name in facts_of(Object(Case), "$"))
    assert fact_faults(facts, measured.read & facts.keys(), measured.flagged) == ()


def test_a_fact_that_is_passed_over_in_silence_is_caught() -> None:
    facts = ["A.read", "A.flagged", "A.listed", "A.silent", "A.both"]
    read, flagged = {"A.read", "A.both"}, {"A.flagged", "A.both"}
    assert fact_faults(facts, read, flagged, unread={"A.listed": ""}) == (
        "A.silent: no rule reads it, and no assessment says so",
        "A.both: assessments say that no rule reads it, and one does",
    )
    listed = {"A.listed": "", "A.silent": "", "A.read": "", "A.flagged": "", "A.gone": ""}
    assert fact_faults(facts[:4], {"A.read"}, {"A.flagged"}, unread=listed) == (
        "A.read: is listed as unread, and is read or flagged",
        "A.flagged: is listed as unread, and is read or flagged",
        "A.gone: is listed as unread, and there is no such fact",
    )


def test_what_is_looked_at_in_a_case_is_noticed() -> None:
    history = {"removal_order": True}
    data = {"as_of": "2026-11-24", "person": {"history": history}, "dispositions": []}
    case, read = Case.from_dict(data), set[str]()
    with pytest.MonkeyPatch.context() as patch:
        watch(case, read, patch)
        assert case.person.history.get("crime_victim") is None
    assert read == {"Case.person", "Person.history", "history.crime_victim"}
    assert case.circuit is None
    assert "Case.circuit" not in read


Chosen = tuple[str, type[StrEnum], dict[str, Any], str]
"""A fact of a few values: its name, the enumeration, what holds it in JSON, and its key there."""


def chosen(kind: Kind, data: Any) -> Iterator[Chosen]:
    """The facts of one of a few values that a case, as JSON, has or has room for."""
    if isinstance(kind, Object):
        for spec in specs(kind.of):
            if isinstance(spec.kind, Choice):
                yield f"{kind.of.__name__}.{spec.name}", spec.kind.of, data, spec.key
            elif spec.key in data:
                yield from chosen(spec.kind, data[spec.key])
    elif isinstance(kind, FlagOrItems):
        yield from chosen(kind.items, data if isinstance(data, list) else [])
    elif isinstance(kind, Items):
        for item in data:
            yield from chosen(kind.of, item)
    elif isinstance(kind, Table):
        for name, item in data.items():
            if isinstance(kind.of, Choice):
                yield f"profile.{name}", kind.of.of, data, name
            else:
                yield from chosen(kind.of, item)


ENOUGH = 60
"""In so many places each value is tried, and after them only those that still look alike."""


def told_apart(
    values: dict[str, list[str]], read: set[str], listed: Iterable[tuple[Any, ...]]
) -> dict[str, set[frozenset[str]]]:
    """The pairs of values of each enumeration of which some case shows that they differ."""
    told: dict[str, set[frozenset[str]]] = {name: set() for name in values}
    wanted = {name: set(map(frozenset, itertools.combinations(values[name], 2))) for name in values}
    for name, group, _ in listed:
        wanted[name] -= set(map(frozenset, itertools.combinations(group, 2)))
    tried: dict[str, int] = defaultdict(int)
    for case in map(Case.to_dict, all_cases()):
        for disposition in case["dispositions"]:
            disposition.setdefault("facts", {})
        for fact, kind, holder, key in list(chosen(Object(Case), case)):
            name = kind.__name__
            if fact not in read:
                continue
            alike = set[str]().union(*(wanted[name] - told[name]))
            trying = [v for v in values[name] if tried[name] < ENOUGH or v in alike]
            tried[name] += 1
            before, found = dict(holder), {}
            for value in trying:
                holder.pop(key, None)
                if value != LEFT_OUT:
                    holder[key] = value
                # What contradicts another fact of the case is no case.
                with contextlib.suppress(CaseError):
                    found[value] = ask(Context(Case.from_dict(case), CATALOG))
            holder.clear()
            holder.update(before)
            told[name] |= {
                frozenset((one, two))
                for one, two in itertools.combinations(found, 2)
                if found[one] != found[two]
            }
    return told


RECORDS = (Admission, Disposition, Event, Facts, HistoryItem, Offense, Person)


def test_no_value_of_an_enumeration_is_idle(measured: Measured) -> None:
    values: dict[str, list[str]] = {}
    for record in RECORDS:
        for spec in specs(record):
            if isinstance(spec.kind, Choice) and f"{record.__name__}.{spec.name}" in measured.read:
                left_out = () if spec.required else (LEFT_OUT,)
                values[spec.kind.of.__name__] = [*map(str, spec.kind.of), *left_out]
    values["ProfileAnswer"] = [*map(str, ProfileAnswer), LEFT_OUT]
    told = told_apart(values, measured.read, ALIKE)
    assert alike_faults(values, told) == ()


def test_an_idle_value_of_an_enumeration_is_caught() -> None:
    told = {"A": {frozenset("xy"), frozenset("xz")}}
    assert alike_faults({"A": ["x", "y", "z"]}, told, alike=()) == ("A: nobody tells y from z",)
    assert alike_faults({"A": ["x", "y", "z"]}, told, alike=[("A", ("x", "y", "z"), "")]) == (
        "A: x and y are listed as alike, and are told apart",
        "A: x and z are listed as alike, and are told apart",
    )
    assert alike_faults({"A": ["x", "y", "z"]}, told, alike=[("A", ("y", "z"), "")]) == ()
