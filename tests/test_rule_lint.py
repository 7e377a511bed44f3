"""The rulebook passes its lint, and each check of the lint catches a faulty little rulebook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import attrs
import pytest

from immconseq.authority import Authority, since, until
from immconseq.case_checks import FIRST_AS_OF
from immconseq.engine.lint import MOST_TOKENS, engine_faults
from immconseq.engine.program import program_of, sort_into_strata
from immconseq.facts.model import CasePremise, DispositionPremise, PairPremise, Reading
from immconseq.rules import AGGREGATES, RULES
from immconseq.rules.lint import faults
from immconseq.rules.model import (
    Aggregate,
    CaseConclusion,
    CaseRule,
    DispositionConclusion,
    DispositionRule,
    Gap,
    PairRule,
    Rule,
    first,
    second,
)

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
    rules: Iterable[Rule], aggregates: Iterable[Aggregate] = (), gaps: Any = (), findings: Any = ()
) -> tuple[str, ...]:
    return faults(
        tuple(rules), tuple(aggregates), gaps=tuple(gaps), findings=(GOAL, *tuple(findings))
    )


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
        "bar.other: a public finding that no rule gives, and no gap names",
    )
    gap = Gap(gives="bar.other", what="all of it", authority=LAW)
    assert found(SOUND, [total()], gaps=[gap], findings=[other]) == ()


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
