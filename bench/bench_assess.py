"""What a case costs: cold on either engine, beside the bare engine, again, and when unknown.

    python bench/bench_assess.py [rounds]

*cold*: the rules are compiled and the catalog is read, and the case is one that this process has
not seen; a copy with a new `case_id` and new terms is made beforehand for each call, because the
results of the last cases are kept. *bare* is the durable engine's own run: the tokens of each
stratum are ready, and nothing is made of what fires. *warm*: the same case again. Only ratios carry
over from one machine to another.
"""

from __future__ import annotations

import functools
import itertools
import statistics
import sys
import time
from collections.abc import Callable, Sequence

import attrs
from cases import known, unknown

from immconseq import Case, assess
from immconseq.engine import choose_engine
from immconseq.engine.durable import available
from immconseq.engine.port import CompiledStratum, Firing, Tokens
from immconseq.engine.program import evaluate, program_of
from immconseq.facts.context import Context
from immconseq.offenses import load_default

NUMBERS = itertools.count()
"""No two copies of a case have one number."""


class Recorder:
    """An engine that also keeps what it was asked, so that it can be asked again."""

    def __init__(self, name: str) -> None:
        self.engine = choose_engine(name)
        self.name = name
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


def _each(cases: Sequence[Case], engine: str) -> None:
    for case in cases:
        assess(case, engine=engine).statuses()


def bare(case: Case, rounds: int) -> float:
    recorder = Recorder("durable")
    for fresh in copies(case, 20):
        evaluate(program_of(fresh.as_of), Context(fresh, load_default()), recorder)
    asked = recorder.asked

    def call() -> None:
        for stratum, tokens in asked:
            recorder.engine.run(stratum, tokens)

    return seconds(call, rounds, 20)


def main(rounds: int) -> None:
    engines = ("durable", "reference") if available() else ("reference",)
    for engine in engines:
        for case in (known(6), unknown(6)):
            _each([case], engine)
    print(f"Python {sys.version.split()[0]}")
    for count in (1, 3, 6):
        case = known(count)
        costs = {engine: cold(case, engine, rounds) for engine in engines}
        reference = costs["reference"]
        again = seconds(functools.partial(_each, [case] * 50, engines[0]), rounds, 50)
        line = f"{count} dispositions: "
        if "durable" in costs:
            ready = bare(case, rounds)
            line += f"cold durable/reference {costs['durable'] / reference:.2f}, "
            line += f"cold durable/bare {costs['durable'] / ready:.2f}, "
            line += f"cold reference/bare durable {reference / ready:.2f}, "
        line += f"warm repeat/cold ({engines[0]}) {again / costs[engines[0]]:.3f}"
        print(line)
    for engine in engines:
        ratio = cold(unknown(6), engine, rounds) / cold(known(6), engine, rounds)
        print(f"six unknown offenses / six known, cold, {engine}: {ratio:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
