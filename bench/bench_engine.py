"""What the durable engine costs beside the reference, beside its own bare run, and in memory.

    python bench/bench_engine.py [runs]

*bare* is durable-rules alone, on facts that are ready, with nobody reading what fires. Only ratios
carry over from one machine to another. With 50,000 runs, which is what it does unless told, the
greatest memory use must stay where it was after 5,000.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from immconseq.engine import durable
from immconseq.engine.durable import DurableEngine
from immconseq.engine.port import CASE, FIRST, CompiledRule, CompiledStratum, Tokens
from immconseq.engine.reference import ReferenceEngine

NAMES = [f"p{number}" for number in range(40)]


def stratum(count: int, key: str, source: random.Random) -> CompiledStratum:
    """Rules over one disposition, of three tokens each, about a third of them of the case."""
    rules = [
        CompiledRule(
            index,
            1,
            tuple((source.choice((CASE, FIRST, FIRST)), name) for name in source.sample(NAMES, 3)),
        )
        for index in range(count)
    ]
    return CompiledStratum(key, tuple(rules))


def tokens(dispositions: int, share: float, source: random.Random) -> Tokens:
    def some() -> dict[str, int]:
        return {name: source.randint(1, 3) for name in NAMES if source.random() < share}

    return Tokens(some(), [some() for _ in range(dispositions)], {})


def seconds(call: Callable[[Tokens], object], work: Sequence[Tokens]) -> float:
    """The median of seven rounds, for one call."""
    rounds = []
    for _ in range(7):
        start = time.perf_counter()
        for each in work:
            call(each)
        rounds.append((time.perf_counter() - start) / len(work))
    return statistics.median(rounds)


def bare(rules: CompiledStratum, work: Sequence[Tokens]) -> float:
    """As `seconds`, of durable-rules alone."""
    module = durable._module()
    rulesets = durable._compiled(durable._Asked(rules.key, rules.rules))
    ready: list[list[tuple[int, list[str]]]] = [
        [
            (
                ruleset.handle,
                [
                    f'{{{fact},"sid":"bare","id":"f{number}"}}'
                    for number, fact in enumerate(['"k":"end"', *ruleset.facts(each)])
                ],
            )
            for ruleset in rulesets
        ]
        for each in work
    ]

    def call(evaluation: Any) -> None:
        for handle, facts in evaluation:
            state = 0
            for fact in facts:
                _, state = module.assert_fact(handle, fact)
            module.start_action_for_state(handle, state)
            while module.complete_and_start_action(handle, state) is not None:
                pass
            module.delete_state(handle, "bare")

    return seconds(call, ready)  # type: ignore[arg-type]


def megabytes() -> float:
    """The greatest memory use of this process so far."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def main(runs: int) -> None:
    source = random.Random(1)
    reference, engine = ReferenceEngine(), DurableEngine()
    rules = stratum(60, "bench", source)
    print("60 rules of three tokens      firings   durable/reference   durable/bare")
    for count in (1, 3, 6):
        for share in (0.3, 0.6, 1.0):
            work = [tokens(count, share, source) for _ in range(100)]
            fired = sum(len(reference.run(rules, each)) for each in work) / len(work)
            slow = seconds(lambda each: engine.run(rules, each), work)
            ratio = slow / seconds(lambda each: reference.run(rules, each), work)
            print(
                f"{count} dispositions, {share:4.0%} lit    {fired:7.1f}   {ratio:17.2f}"
                f"   {slow / bare(rules, work):12.2f}"
            )
    one = tokens(3, 0.6, source)
    fresh = [stratum(60, f"fresh {number}", source) for number in range(50)]
    start = time.perf_counter()
    for each in fresh:
        engine.run(each, one)
    cold = (time.perf_counter() - start) / len(fresh)
    warm = seconds(lambda each: engine.run(rules, each), [one] * 100)
    print(f"the first run of a stratum, beside a later one: {cold / warm:.1f}")
    work = [tokens(number % 7, 0.6, source) for number in range(50)]
    marks: list[tuple[int, float]] = []
    for number in range(1, runs + 1):
        engine.run(rules, work[number % len(work)])
        if number % max(runs // 10, 1) == 0:
            marks.append((number, megabytes()))
    print("most memory after runs: " + ", ".join(f"{n}: {mb:.1f} MB" for n, mb in marks))
    grown = marks[-1][1] - marks[0][1]
    print(f"grown after the first tenth: {grown:.2f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
