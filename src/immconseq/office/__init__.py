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
from immconseq.office.considering import (
    ConsiderationRecord,
    ConsiderationVerification,
    Decision,
    DecisionOutcome,
    consideration,
    verify_consideration,
)
from immconseq.office.disclosing import Audience, Detainer, Disclosure, detainer, disclose
from immconseq.office.immigration_fraud import FraudSection, ImmigrationFraud, fraud_sections
from immconseq.office.model import Certification, Office, PointPerson
from immconseq.office.offer_checks import OFFERS_CODES, OffersCheck, check_offers
from immconseq.office.program_checks import PROGRAM_CODES, ProgramCheck, check_program
from immconseq.office.programs import Program, Step, StepKind
from immconseq.office.release import ReleaseCheck, ReleaseRequest, check_release_request
from immconseq.office.reporting import (
    COMPLIANCE_CODES,
    Compliance,
    PublicReport,
    ReportCell,
    compliance,
    public_report,
)
from immconseq.office.request_forms import (
    FormField,
    RequestForm,
    RequestFormCheck,
    check_request_form,
)
from immconseq.office.results import Check, Item, Result, Severity
from immconseq.office.screening import SCREENING_CODES, Screening, screen
from immconseq.office.slate import (
    CLEAN_SLATE_CODES,
    Action,
    CleanSlate,
    SlateAlternative,
    SlateCount,
    clean_slate,
    clean_slate_many,
    clean_slate_order,
)

__all__ = [
    "CERTIFICATION_CODES",
    "CLEAN_SLATE_CODES",
    "COMPLIANCE_CODES",
    "OFFERS_CODES",
    "PROGRAM_CODES",
    "SCREENING_CODES",
    "Action",
    "Audience",
    "Certification",
    "CertificationCheck",
    "Check",
    "CleanSlate",
    "Compliance",
    "ConsiderationRecord",
    "ConsiderationVerification",
    "Decision",
    "DecisionOutcome",
    "Detainer",
    "Disclosure",
    "FormField",
    "FraudSection",
    "ImmigrationFraud",
    "Item",
    "OffersCheck",
    "Office",
    "PointPerson",
    "Program",
    "ProgramCheck",
    "PublicReport",
    "ReleaseCheck",
    "ReleaseRequest",
    "ReportCell",
    "RequestForm",
    "RequestFormCheck",
    "Result",
    "Screening",
    "Severity",
    "SlateAlternative",
    "SlateCount",
    "StandardOffer",
    "Step",
    "StepKind",
    "Victim",
    "VictimCase",
    "certify",
    "check_offers",
    "check_program",
    "check_release_request",
    "check_request_form",
    "clean_slate",
    "clean_slate_many",
    "clean_slate_order",
    "compliance",
    "consideration",
    "detainer",
    "disclose",
    "fraud_sections",
    "public_report",
    "screen",
    "verify_consideration",
]


def __dir__() -> list[str]:
    return __all__
