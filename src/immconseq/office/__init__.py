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
from immconseq.office.disclosing import Audience, Detainer, Disclosure, detainer, disclose
from immconseq.office.immigration_fraud import FraudSection, ImmigrationFraud, fraud_sections
from immconseq.office.model import Certification, Office, PointPerson
from immconseq.office.programs import Program, Step, StepKind
from immconseq.office.release import ReleaseCheck, ReleaseRequest, check_release_request
from immconseq.office.request_forms import (
    FormField,
    RequestForm,
    RequestFormCheck,
    check_request_form,
)
from immconseq.office.results import Check, Item, Result, Severity

__all__ = [
    "CERTIFICATION_CODES",
    "Audience",
    "Certification",
    "CertificationCheck",
    "Check",
    "Detainer",
    "Disclosure",
    "FormField",
    "FraudSection",
    "ImmigrationFraud",
    "Item",
    "Office",
    "PointPerson",
    "Program",
    "ReleaseCheck",
    "ReleaseRequest",
    "RequestForm",
    "RequestFormCheck",
    "Result",
    "Severity",
    "StandardOffer",
    "Step",
    "StepKind",
    "Victim",
    "VictimCase",
    "certify",
    "check_release_request",
    "check_request_form",
    "detainer",
    "disclose",
    "fraud_sections",
]


def __dir__() -> list[str]:
    return __all__
