"""What a prosecutor's office has decided for every case: its terms, and its standard offers."""

from __future__ import annotations

from immconseq.mitigation.offers import StandardOffer
from immconseq.office.certifying import (
    CERTIFICATION_CODES,
    CertificationCheck,
    Victim,
    VictimCase,
    certify,
)
from immconseq.office.immigration_fraud import FraudSection, ImmigrationFraud, fraud_sections
from immconseq.office.model import Certification, Office, PointPerson
from immconseq.office.programs import Program, Step, StepKind
from immconseq.office.results import Check, Item, Result, Severity

__all__ = [
    "CERTIFICATION_CODES",
    "Certification",
    "CertificationCheck",
    "Check",
    "FraudSection",
    "ImmigrationFraud",
    "Item",
    "Office",
    "PointPerson",
    "Program",
    "Result",
    "Severity",
    "StandardOffer",
    "Step",
    "StepKind",
    "Victim",
    "VictimCase",
    "certify",
    "fraud_sections",
]


def __dir__() -> list[str]:
    return __all__
