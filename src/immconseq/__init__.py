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

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from immconseq import office as office
    from immconseq.assessing import Assessment as Assessment
    from immconseq.assessing import Verification as Verification
    from immconseq.assessing import assess as assess
    from immconseq.assessing import assess_many as assess_many
    from immconseq.assessing import verify as verify
    from immconseq.authority import Authority as Authority
    from immconseq.case import Case as Case
    from immconseq.case import Disposition as Disposition
    from immconseq.case import Event as Event
    from immconseq.case import Facts as Facts
    from immconseq.case import ImmigrationStatus as ImmigrationStatus
    from immconseq.case import Offense as Offense
    from immconseq.case import Outcome as Outcome
    from immconseq.case import Person as Person
    from immconseq.case import Sentence as Sentence
    from immconseq.errors import AmbiguousOffense as AmbiguousOffense
    from immconseq.errors import CaseError as CaseError
    from immconseq.errors import EngineError as EngineError
    from immconseq.errors import EngineUnavailable as EngineUnavailable
    from immconseq.errors import Fault as Fault
    from immconseq.errors import ImmconseqError as ImmconseqError
    from immconseq.errors import UnknownOffense as UnknownOffense
    from immconseq.findings import Finding as Finding
    from immconseq.findings import Receipt as Receipt
    from immconseq.findings import Status as Status
    from immconseq.mitigation import Alternative as Alternative
    from immconseq.mitigation import Constraints as Constraints
    from immconseq.mitigation import Mitigation as Mitigation
    from immconseq.mitigation import mitigate as mitigate
    from immconseq.offenses.catalog import Catalog
    from immconseq.public_rules import rulebook as rulebook
    from immconseq.schemas import load as schema
    from immconseq.status_table import StatusTable as StatusTable
    from immconseq.status_table import by_status as by_status

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
    "Verification",
    "assess",
    "assess_many",
    "by_status",
    "catalog",
    "mitigate",
    "office",
    "rulebook",
    "schema",
    "verify",
]


_HOME = {
    "assessing": ("Assessment", "Verification", "assess", "assess_many", "verify"),
    "authority": ("Authority",),
    "public_rules": ("rulebook",),
    "status_table": ("StatusTable", "by_status"),
    "case": (
        "Case",
        "Disposition",
        "Event",
        "Facts",
        "ImmigrationStatus",
        "Offense",
        "Outcome",
        "Person",
        "Sentence",
    ),
    "errors": (
        "AmbiguousOffense",
        "CaseError",
        "EngineError",
        "EngineUnavailable",
        "Fault",
        "ImmconseqError",
        "UnknownOffense",
    ),
    "findings": ("Finding", "Receipt", "Status"),
    "mitigation": ("Alternative", "Constraints", "Mitigation", "mitigate"),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load what is asked for: the rules and the catalog are not read by an import alone."""
    found: Any
    if name == "catalog":
        from immconseq.offenses import load_default

        return load_default()
    if name == "schema":
        from immconseq.schemas import load as found
    elif name == "office":
        found = import_module("immconseq.office")
    elif name in _MODULE_OF:
        found = getattr(import_module(f"immconseq.{_MODULE_OF[name]}"), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
