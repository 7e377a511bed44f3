"""What a prosecutor's office has decided for every case: its terms, and its standard offers."""

from __future__ import annotations

from immconseq.mitigation.offers import StandardOffer
from immconseq.office.model import Certification, Office, PointPerson
from immconseq.office.offer_checks import OffersCheck, check_offers
from immconseq.office.program_checks import ProgramCheck, check_program
from immconseq.office.programs import Program, Step, StepKind
from immconseq.office.results import Check, Item, Result, Severity
from immconseq.office.screening import Screening, screen

__all__ = [
    "Certification",
    "Check",
    "Item",
    "OffersCheck",
    "Office",
    "PointPerson",
    "Program",
    "ProgramCheck",
    "Result",
    "Screening",
    "Severity",
    "StandardOffer",
    "Step",
    "StepKind",
    "check_offers",
    "check_program",
    "screen",
]


def __dir__() -> list[str]:
    return __all__
