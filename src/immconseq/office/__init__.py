"""What a prosecutor's office has decided for every case: its terms, and its standard offers."""

from __future__ import annotations

from immconseq.mitigation.offers import StandardOffer
from immconseq.office.model import Office, PointPerson

__all__ = ["Office", "PointPerson", "StandardOffer"]


def __dir__() -> list[str]:
    return __all__
