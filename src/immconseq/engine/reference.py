"""The reference engine: plain Python, the oracle of the other, and the answer where it is not."""

from __future__ import annotations

from collections.abc import Sequence

from immconseq.engine.port import CompiledStratum, Firing, Grades, Tokens

__all__ = ["ReferenceEngine"]

_NOTHING: Grades = {}


class ReferenceEngine:
    """Every rule is left at the first token that is not there."""

    name = "reference"
    piecemeal = True

    def run(self, stratum: CompiledStratum, tokens: Tokens) -> list[Firing]:
        """See `Engine.run`."""
        firings: list[Firing] = []
        dispositions = tokens.dispositions
        somewhere = set().union(*dispositions)
        for asked_of_case, rules in stratum.by_case:
            base = _least(asked_of_case, tokens.case, 3)
            if not base:
                continue
            for rule in rules:
                if rule.arity == 0:
                    firings.append((rule.index, (), base))
                    continue
                _, one, two, pair = rule.by_place
                if one and one[0] not in somewhere:
                    continue
                heads = _bound(one, dispositions, base)
                if rule.arity == 1:
                    firings += [(rule.index, (i,), grade) for i, grade in heads]
                    continue
                tails = _bound(two, dispositions, base)
                for i, left in heads:
                    for j, right in tails:
                        least = min(left, right)
                        between = tokens.pairs.get((i, j), _NOTHING)
                        if i != j and (grade := _least(pair, between, least)):
                            firings.append((rule.index, (i, j), grade))
        return firings


def _bound(
    names: tuple[str, ...], dispositions: Sequence[Grades], base: int
) -> list[tuple[int, int]]:
    """The dispositions that have all of *names*, each with the least grade."""
    if not names:
        return [(i, base) for i in range(len(dispositions))]
    rarest = names[0]
    return [
        (i, grade)
        for i, grades in enumerate(dispositions)
        if rarest in grades and (grade := _least(names, grades, base))
    ]


def _least(names: tuple[str, ...], grades: Grades, so_far: int) -> int:
    """The least grade of *names* and *so_far*; 0 where one is not there."""
    for name in names:
        grade = grades.get(name, 0)
        if grade < so_far:
            if not grade:
                return 0
            so_far = grade
    return so_far
