"""What a case costs: cold on either engine, beside the bare engine, again, and when unknown.

    python bench/bench_assess.py [rounds]

*cold*: the rules are compiled and the catalog is read, and the case is one that this process has
not seen; a copy with a new `case_id` and new terms is made beforehand for each call, because the
results of the last cases are kept. *bare* is durable-rules by itself, as its users run it: the same
compiled rules through ``durable.engine``, a fresh session for each ruleset, the facts ready, and
actions that do nothing but note what fired. *driven* is this library's engine on the same tokens.
*warm*: the same case again, or an equal one. Only ratios carry over from one machine to another.
"""

from __future__ import annotations

import functools
import itertools
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import attrs
from cases import known, unknown

from immconseq import Case, assess
from immconseq.engine import choose_engine, durable
from immconseq.engine.evaluation import evaluate
from immconseq.engine.port import CompiledStratum, Firing, Tokens
from immconseq.engine.program import program_of
from immconseq.facts.context import Context
from immconseq.offenses import load_default

NUMBERS = itertools.count()
"""No two copies of a case have one number."""


class Recorder:
    """An engine that also keeps what it was asked, so that it can be asked again."""

    def __init__(self, name: str) -> None:
        self.engine = choose_engine(name)
        self.name = name
        self.piecemeal = self.engine.piecemeal
        self.asked: list[tuple[CompiledStratum, Tokens]] = []

    def run(self, stratum: CompiledStratum, tokens: Tokens) -> list[Firing]:
        self.asked.append((stratum, tokens))
        return self.engine.run(stratum, tokens)


def copies(case: Case, count: int) -> list[Case]:
    """So many cases, never seen before, that differ from *case* in terms between 190 and 339."""
    out = []
    for number in itertools.islice(NUMBERS, count):
        dispositions = tuple(
            attrs.evolve(
                d,
                sentence=attrs.evolve(
                    d.sentence, imposed_days=190 + number % 150, suspended_days=None
                ),
            )
            for d in case.dispositions
        )
        out.append(attrs.evolve(case, case_id=f"copy-{number}", dispositions=dispositions))
    return out


def seconds(call: Callable[[], object], rounds: int, each: int) -> float:
    """The median over rounds of the time of one of *each* calls that *call* makes."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) / each)
    return statistics.median(taken)


def cold(case: Case, engine: str, rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        fresh = copies(case, 20)
        taken.append(seconds(functools.partial(_each, fresh, engine), 1, len(fresh)))
    return statistics.median(taken)


def equal(case: Case, count: int) -> list[Case]:
    """So many cases that are equal to *case*, the first of them known already."""
    out = [Case.from_dict(case.to_dict()) for _ in range(count)]
    assess(out[0])
    return out


def _each(cases: Sequence[Case], engine: str) -> None:
    for case in cases:
        assess(case, engine=engine).statuses()


def asked_of_engine(cases: Sequence[Case]) -> list[tuple[CompiledStratum, Tokens]]:
    """What assessing the cases asks of the durable engine."""
    recorder = Recorder("durable")
    for case in cases:
        evaluate(program_of(case.as_of), Context(case, load_default()), recorder)
    return recorder.asked


def driven(asked: Sequence[tuple[CompiledStratum, Tokens]], rounds: int, each: int) -> float:
    engine = choose_engine("durable")

    def call() -> None:
        for stratum, tokens in asked:
            engine.run(stratum, tokens)

    return seconds(call, rounds, each)


class Bare:
    """The same rulesets in the hands of ``durable.engine``."""

    def __init__(self) -> None:
        from durable import engine

        class Host(engine.Host):  # type: ignore[misc]
            def _run(self) -> None:
                """Start no timer threads."""

        self.host = Host()
        self.rulesets: dict[str, list[tuple[str, Any]]] = {}
        self.fired: list[tuple[str, str | None, str | None]] = []

    def register(self, stratum: CompiledStratum) -> list[tuple[str, Any]]:
        """The names of a stratum's rulesets, each with what turns tokens into its facts."""
        if stratum.key not in self.rulesets:
            mine = self.rulesets[stratum.key] = []
            compiled = durable._compiled(durable._Asked(stratum.key, stratum.rules))
            for number, (ruleset, part) in enumerate(
                zip(compiled, durable._parts(stratum.rules), strict=True)
            ):
                definition = durable._definition(part, durable._property_names(part))
                name = f"{stratum.key}-{number}"
                # Every fact meets this one, so that none is unhandled; it never fires.
                rules = {
                    **definition,
                    "taken": {"all": [{"m": {"$ex": {"k": 1}}}, {"n": {"k": "never"}}]},
                }
                for rule, body in rules.items():
                    body["run"] = self._action(rule)
                self.host.set_rulesets({name: rules})
                mine.append((name, ruleset))
        return self.rulesets[stratum.key]

    def _action(self, rule: str) -> Callable[[Any], None]:
        def note(c: Any) -> None:
            self.fired.append((rule, c.f and c.f.d, c.s and c.s.d))

        return note

    def ready(self, asked: Sequence[tuple[CompiledStratum, Tokens]]) -> list[tuple[str, list[Any]]]:
        return [
            (
                name,
                [
                    json.loads(f'{{{fact},"id":"f{n}"}}')
                    for n, fact in enumerate(['"k":"end"', *ruleset.facts(tokens)])
                ],
            )
            for stratum, tokens in asked
            for name, ruleset in self.register(stratum)
        ]

    def run(self, work: Sequence[tuple[str, list[Any]]]) -> None:
        self.fired.clear()
        for name, facts in work:
            session = f"x{next(NUMBERS)}"
            for fact in facts:
                fact["sid"] = session
            self.host.assert_facts(name, facts)
            self.host.delete_state(name, session)


def main(rounds: int) -> None:
    engines = ("durable", "reference") if durable.available() else ("reference",)
    durable_rules = Bare() if durable.available() else None
    for engine in engines:
        for case in (known(6), unknown(6)):
            _each([case], engine)
    print(f"Python {sys.version.split()[0]}")
    for count in (1, 3, 6):
        case = known(count)
        costs = {engine: cold(case, engine, rounds) for engine in engines}
        reference = costs["reference"]
        again = seconds(functools.partial(_each, equal(case, 50), engines[0]), rounds, 50)
        line = f"{count} dispositions: "
        if durable_rules is not None:
            fresh = copies(case, 20)
            asked = asked_of_engine(fresh)
            work = durable_rules.ready(asked)
            ready = seconds(functools.partial(durable_rules.run, work), rounds, len(fresh))
            own = driven(asked, rounds, len(fresh))
            line += f"cold durable/reference {costs['durable'] / reference:.2f}, "
            line += f"cold durable/bare {costs['durable'] / ready:.2f}, "
            line += f"cold reference/bare {reference / ready:.2f}, driven/bare {own / ready:.2f}, "
        line += f"warm repeat/cold ({engines[0]}) {again / costs[engines[0]]:.3f}"
        print(line)
    for engine in engines:
        ratio = cold(unknown(6), engine, rounds) / cold(known(6), engine, rounds)
        print(f"six unknown offenses / six known, cold, {engine}: {ratio:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
