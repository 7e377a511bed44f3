"""Alternatives to a count that do not carry its immigration consequences."""

from __future__ import annotations

from immconseq.mitigation.constraints import Constraints
from immconseq.mitigation.plan import Alternative, Mitigation
from immconseq.mitigation.search import mitigate

__all__ = ["Alternative", "Constraints", "Mitigation", "mitigate"]


def __dir__() -> list[str]:
    return __all__
