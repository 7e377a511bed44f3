"""The reference engine: plain Python, the oracle of the other, and the answer where it is not."""

from __future__ import annotations

from immconseq.engine.port import CompiledStratum, Firing, Grades, Tokens

__all__ = ["ReferenceEngine"]

_NOTHING: Grades = {}


class ReferenceEngine:
    """Every rule is left at the first token that is not there."""

    name = "reference"

    def run(self, stratum: CompiledStratum, tokens: Tokens) -> list[Firing]:
        """See `Engine.run`."""
        firings: list[Firing] = []
        places = range(len(tokens.dispositions))
        for rule in stratum.rules:
            case, one, two, pair = rule.by_place
            base = _least(case, tokens.case, 3)
            if not base:
                continue
            if rule.arity == 0:
                firings.append((rule.index, (), base))
                continue
            heads = [
                (i, grade) for i in places if (grade := _least(one, tokens.dispositions[i], base))
            ]
            if rule.arity == 1:
                firings.extend((rule.index, (i,), grade) for i, grade in heads)
                continue
            tails = [(j, g) for j in places if (g := _least(two, tokens.dispositions[j], base))]
            for i, left in heads:
                for j, right in tails:
                    if i != j and (
                        grade := _least(pair, tokens.pairs.get((i, j), _NOTHING), min(left, right))
                    ):
                        firings.append((rule.index, (i, j), grade))
        return firings


def _least(names: tuple[str, ...], grades: Grades, so_far: int) -> int:
    """The least grade of *names* and *so_far*; 0 where one is not there."""
    for name in names:
        grade = grades.get(name, 0)
        if grade < so_far:
            if not grade:
                return 0
            so_far = grade
    return so_far
