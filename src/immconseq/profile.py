"""The profile of an offense: what the least conduct that it punishes is, question by question.

The names are fixed: they may be added to, never renamed. Their order is the public one.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["PROFILE_ENTRIES", "ProfileAnswer"]

PROFILE_ENTRIES = (
    "cimt",
    "controlled_substance",
    "drug_trafficking",
    "drug_paraphernalia",
    "marijuana_possession_only",
    "crime_of_violence",
    "theft",
    "burglary",
    "fraud_or_deceit",
    "forgery_or_counterfeiting",
    "bribery",
    "perjury_or_obstruction",
    "murder",
    "rape",
    "sexual_abuse_of_minor",
    "child_pornography",
    "kidnapping_or_ransom",
    "firearm_or_destructive_device",
    "firearms_trafficking",
    "federal_firearms_or_explosives",
    "money_laundering",
    "rico_or_gambling",
    "prostitution",
    "prostitution_business",
    "human_trafficking",
    "alien_smuggling",
    "document_fraud",
    "tax_evasion",
    "failure_to_appear",
    "failure_to_register",
    "espionage_or_treason",
    "stalking",
    "child_abuse",
    "protective_order_violation",
    "dui",
    "high_speed_flight",
    "assault_on_officer",
    "death_or_serious_injury",
    "purely_political",
    "specified_offense_against_minor",
)
"""The entries of a profile, in the public order."""


class ProfileAnswer(StrEnum):
    """What a profile entry may say in a case. An entry that is left out is not known."""

    YES = "yes"
    NO = "no"
    CONTESTED = "contested"
    INCONCLUSIVE = "inconclusive"
    """The reviewable record is known not to say; the burden of proof decides."""
