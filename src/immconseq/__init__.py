"""What a criminal disposition does to a noncitizen under US immigration law, and what would not.

::

    from immconseq import Case, assess, mitigate

    case = Case.from_dict(data)
    assess(case)["deport.aggravated_felony"].status
    mitigate(case, ref="count-1")[0].dispositions

The library is pure: no input or output, no clock, no randomness. The catalog of offenses is read
when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from immconseq.assessing import Assessment, assess, assess_many, verify
from immconseq.authority import Authority
from immconseq.by_status import StatusTable, by_status
from immconseq.case import (
    Case,
    Disposition,
    Event,
    Facts,
    ImmigrationStatus,
    Offense,
    Outcome,
    Person,
    Sentence,
)
from immconseq.errors import (
    AmbiguousOffense,
    CaseError,
    EngineError,
    EngineUnavailable,
    Fault,
    ImmconseqError,
    UnknownOffense,
)
from immconseq.findings import Finding, Receipt, Status
from immconseq.mitigation import Alternative, Constraints, Mitigation, mitigate
from immconseq.rulebook import rulebook
from immconseq.schemas import load as schema

if TYPE_CHECKING:
    from immconseq.offenses.catalog import Catalog

    catalog: Catalog

__all__ = [
    "Alternative",
    "AmbiguousOffense",
    "Assessment",
    "Authority",
    "Case",
    "CaseError",
    "Constraints",
    "Disposition",
    "EngineError",
    "EngineUnavailable",
    "Event",
    "Facts",
    "Fault",
    "Finding",
    "ImmconseqError",
    "ImmigrationStatus",
    "Mitigation",
    "Offense",
    "Outcome",
    "Person",
    "Receipt",
    "Sentence",
    "Status",
    "StatusTable",
    "UnknownOffense",
    "assess",
    "assess_many",
    "by_status",
    "catalog",
    "mitigate",
    "rulebook",
    "schema",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name == "catalog":
        from immconseq.offenses import load_default

        return load_default()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
