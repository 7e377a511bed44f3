"""What is known of a person and of the dispositions of charges.

The classes hold facts and compute nothing. A field that is ``None`` is *not known*; filling it in
never contradicts a finding that was settled without it. Dates are `datetime.date`, terms are in
days, amounts are `decimal.Decimal` in US dollars or grams.

    >>> import datetime as dt
    >>> case = Case(
    ...     as_of=dt.date(2026, 11, 24),
    ...     circuit="9",
    ...     person=Person(status=ImmigrationStatus.LPR, admitted_on=dt.date(2018, 3, 1)),
    ...     dispositions=(
    ...         Disposition(
    ...             ref="count-1",
    ...             offense=Offense(jurisdiction="US-CA", code="PC 484(a)"),
    ...             outcome=Outcome.CONVICTED,
    ...             sentence=Sentence(imposed_days=30),
    ...         ),
    ...     ),
    ... )
    >>> Case.from_dict(case.to_dict()) == case
    True

No name, date of birth, number, country or document of a person is asked for, or accepted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Literal

import attrs

from immconseq.errors import Fault, UnknownName
from immconseq.kinds import (
    INCONCLUSIVE,
    Amount,
    Choice,
    Day,
    Flag,
    FlagOrItems,
    FrozenMap,
    Items,
    Object,
    OneOf,
    Record,
    Table,
    Text,
    Whole,
    says,
)
from immconseq.profile import PROFILE_ENTRIES, ProfileAnswer

__all__ = [
    "CIRCUITS",
    "HISTORY_ITEMS",
    "INCONCLUSIVE",
    "LIFE_DAYS",
    "Admission",
    "AdmissionBy",
    "Case",
    "Confinement",
    "Disposition",
    "Event",
    "EventKind",
    "EventReason",
    "Facts",
    "HistoryBasis",
    "HistoryItem",
    "ImmigrationStatus",
    "Inchoate",
    "Level",
    "LprBy",
    "Offense",
    "Outcome",
    "PardonBy",
    "Person",
    "Plea",
    "Relatives",
    "Sentence",
    "Term",
    "VictimRelationship",
    "ViolatedClause",
]

CIRCUITS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "DC")
"""The circuits that can be named."""

LIFE_DAYS = 36_500
"""A life term in days; no number of days is larger."""

HISTORY_ITEMS = (
    "drug_abuse_or_addiction",
    "admitted_drug_conduct",
    "reason_to_believe_trafficker",
    "engaged_in_prostitution",
    "two_or_more_gambling_offenses",
    "false_testimony",
    "false_citizenship_claim",
    "unlawful_voting",
    "alien_smuggling",
    "fraud_or_misrepresentation",
    "no_valid_documents_at_entry",
    "removal_order",
    "prior_cancellation",
    "prior_212c_or_212h",
    "crime_victim",
    "trafficking_victim",
    "domestic_abuse_victim",
    "served_in_armed_forces",
    "reason_to_believe_human_trafficker",
    "reason_to_believe_money_launderer",
    "document_fraud_order",
)
"""What a history can say, in the public order; items are added, never renamed."""


class ImmigrationStatus(StrEnum):
    """What the person is under immigration law, on the day of the question."""

    CITIZEN = "citizen"
    LPR = "lpr"
    CONDITIONAL_LPR = "conditional_lpr"
    REFUGEE = "refugee"
    ASYLEE = "asylee"
    NONIMMIGRANT = "nonimmigrant"
    TPS = "tps"
    DACA = "daca"
    PAROLEE = "parolee"
    UNDOCUMENTED = "undocumented"
    UNKNOWN = "unknown"
    """Not known; the same as leaving it out."""


class LprBy(StrEnum):
    """How permanent residence was got: at a port as a resident, or by adjustment."""

    ADMISSION = "admission"
    ADJUSTMENT = "adjustment"


class AdmissionBy(StrEnum):
    """How one of several admissions came about."""

    PORT = "port"
    ADJUSTMENT = "adjustment"


class HistoryBasis(StrEnum):
    """What an item of the history, such as a removal order, rested on."""

    AGGRAVATED_FELONY = "aggravated_felony"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of a charge."""

    ARRESTED = "arrested"
    CHARGED = "charged"
    OFFERED = "offered"
    """A plea under discussion: assessed as if convicted on these terms."""
    CONVICTED = "convicted"
    DEFERRED = "deferred"
    """A plea, admission or finding, with judgment withheld or the charge later dismissed."""
    DIVERTED_BEFORE_PLEA = "diverted_before_plea"
    DIVERTED = "diverted"
    """A programme whose terms are not known."""
    DECLINED = "declined"
    DISMISSED = "dismissed"
    ACQUITTED = "acquitted"
    JUVENILE = "juvenile"
    """A finding of delinquency, or a youthful-offender adjudication that corresponds to one."""
    CIVIL = "civil"
    """An infraction tried without a crime's protections."""
    COURT_FINDING = "court_finding"
    """A court's finding that a protective order was violated."""
    ADMISSION = "admission"
    """A valid formal admission of a crime's elements, with no conviction."""


class Plea(StrEnum):
    """How the person pleaded."""

    GUILTY = "guilty"
    NOLO = "nolo"
    ADMITTED_FACTS = "admitted_facts"
    NONE = "none"


class Level(StrEnum):
    """The grade of the offense of conviction."""

    FELONY = "felony"
    MISDEMEANOR = "misdemeanor"
    INFRACTION = "infraction"


class Inchoate(StrEnum):
    """A form of an offense that is not the completed one. Left out: what the code says."""

    ATTEMPT = "attempt"
    CONSPIRACY = "conspiracy"
    SOLICITATION = "solicitation"
    ACCESSORY_AFTER = "accessory_after"


class VictimRelationship(StrEnum):
    """What the victim was to the person."""

    SPOUSE = "spouse"
    FORMER_SPOUSE = "former_spouse"
    COHABITANT = "cohabitant"
    FORMER_COHABITANT = "former_cohabitant"
    CO_PARENT = "co_parent"
    PROTECTED_BY_STATE_LAW = "protected_by_state_law"
    DATING = "dating"
    CHILD = "child"
    OTHER_FAMILY = "other_family"
    OFFICER = "officer"
    STRANGER = "stranger"
    NONE = "none"
    INCONCLUSIVE = "inconclusive"
    """All the evidence that may be used is known not to say."""


class ViolatedClause(StrEnum):
    """Which part of a protective order was violated. No contact answers like threats."""

    THREATS_OR_VIOLENCE = "threats_or_violence"
    NO_CONTACT = "no_contact"
    OTHER = "other"
    """Support, custody, fees."""


class EventKind(StrEnum):
    """What happened to a disposition afterwards."""

    VACATED = "vacated"
    EXPUNGED = "expunged"
    SENTENCE_MODIFIED = "sentence_modified"
    REDUCED = "reduced"
    PARDONED = "pardoned"
    SEALED = "sealed"


class EventReason(StrEnum):
    """Why it happened. Left out: we do not know."""

    LEGAL_DEFECT = "legal_defect"
    REHABILITATION = "rehabilitation"
    IMMIGRATION = "immigration"
    OTHER = "other"
    INCONCLUSIVE = "inconclusive"
    """The order and its papers do not say."""


class PardonBy(StrEnum):
    """Who pardoned."""

    PRESIDENT = "president"
    GOVERNOR = "governor"
    BOARD = "board"
    LEGISLATURE = "legislature"
    FOREIGN = "foreign"


_DAY = Day()
_FLAG = Flag()
_TEXT = Text()
_DAYS = Whole(unit="days", most=LIFE_DAYS)
_AGE = Whole(unit="years of age", most=150)
# Up to ten trillion dollars every cent survives being written as a JSON number.
_DOLLARS = Amount(unit="US dollars", most=10**13, places=2)
_JURISDICTION = Text(
    expected="a jurisdiction: US-CA (ISO 3166-2), US for federal law, MX (ISO 3166-1)",
    pattern=r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?",
)


@attrs.frozen(kw_only=True)
class Term(Record):
    """A term as it was pronounced.

    A year is 365 days and so are twelve months; only months short of a year count 30 each. A part
    that is ``None`` is not there; a term without any is not known.
    """

    years: int | None = attrs.field(
        default=None, metadata=says(Whole(unit="years", most=1000), "Years, 0 to 1,000.")
    )
    months: int | None = attrs.field(
        default=None, metadata=says(Whole(unit="months", most=12_000), "Months, 0 to 12,000.")
    )
    days: int | None = attrs.field(default=None, metadata=says(_DAYS, "Days, 0 to 36,500."))


@attrs.frozen(kw_only=True)
class Confinement(Record):
    """A stretch of actual confinement, both days included."""

    from_: dt.date = attrs.field(metadata=says(_DAY, "The first day.", key="from"))
    to: dt.date | None = attrs.field(
        default=None, metadata=says(_DAY, "The last day; left out: not known.")
    )


@attrs.frozen(kw_only=True)
class Sentence(Record):
    """What was ordered, suspended, served, and what could have been ordered.

    8 USC 1101(a)(48)(B). Where both a number of days and a term can say a thing, only one may.
    """

    imposed_days: int | None = attrs.field(
        default=None,
        metadata=says(
            _DAYS,
            "All confinement ordered for the count so far, in days: at sentence, as a condition of"
            " probation and on each revocation, suspended parts included; of an indeterminate term"
            " the maximum; of time served the credit applied. Life is 36,500. Probation and"
            " supervised release are none.",
        ),
    )
    imposed: Term | None = attrs.field(
        default=None,
        metadata=says(Object(Term), "The same as it was pronounced, in place of imposed_days."),
    )
    suspended_days: int | None = attrs.field(
        default=None, metadata=says(_DAYS, "The part of it that was suspended, in days.")
    )
    suspended: Term | None = attrs.field(
        default=None, metadata=says(Object(Term), "The same, in place of suspended_days.")
    )
    max_possible_days: int | None = attrs.field(
        default=None,
        metadata=says(
            _DAYS,
            "The longest term that could have been imposed for the offense of conviction, in days;"
            " left out: the catalog's, where it gives one only.",
        ),
    )
    max_possible: Term | None = attrs.field(
        default=None, metadata=says(Object(Term), "The same, in place of max_possible_days.")
    )
    revocation_days: int | None = attrs.field(
        default=None,
        metadata=says(_DAYS, "The part of imposed_days that was ordered on revocations, in days."),
    )
    probation_days: int | None = attrs.field(
        default=None, metadata=says(_DAYS, "Probation ordered, in days.")
    )
    served_days: int | None = attrs.field(
        default=None,
        metadata=says(
            _DAYS,
            "Days actually confined; left out: anything up to what was not suspended.",
        ),
    )
    confined: tuple[Confinement, ...] = attrs.field(
        default=(),
        metadata=says(
            Items(of=Object(Confinement)), "When the person was confined, for moral character."
        ),
    )
    released_on: dt.date | None = attrs.field(
        default=None,
        metadata=says(_DAY, "The day of release from custody for the offense."),
    )
    consecutive_to: str | None = attrs.field(
        default=None,
        metadata=says(
            _TEXT,
            'The ref of the count after whose term this one runs; "none" says that it is'
            " concurrent; left out: not known.",
        ),
    )
    fine_usd: Decimal | None = attrs.field(
        default=None, metadata=says(_DOLLARS, "The fine, in US dollars.")
    )
    costs_usd: Decimal | None = attrs.field(
        default=None, metadata=says(_DOLLARS, "Costs and fees, in US dollars.")
    )
    probation_violated: bool | None = attrs.field(
        default=None, metadata=says(_FLAG, "Was probation found to be violated?")
    )

    def _settle(self) -> None:
        # A term that says nothing is not known, and is left out in JSON; the two must be equal.
        for name in ("imposed", "suspended", "max_possible"):
            if getattr(self, name) == Term():
                object.__setattr__(self, name, None)


@attrs.frozen(kw_only=True)
class Facts(Record):
    """Circumstances of the offense."""

    loss_usd: Decimal | Literal["inconclusive"] | None = attrs.field(
        default=None,
        metadata=says(
            attrs.evolve(_DOLLARS, inconclusive=True),
            "The loss to victims that is tied to the count of conviction, in US dollars;"
            ' "inconclusive": all the evidence that may be used does not say.',
        ),
    )
    intended_loss_usd: Decimal | None = attrs.field(
        default=None, metadata=says(_DOLLARS, "The loss that was intended, in US dollars.")
    )
    funds_usd: Decimal | None = attrs.field(
        default=None, metadata=says(_DOLLARS, "The funds laundered, in US dollars.")
    )
    substance: str | None = attrs.field(
        default=None,
        metadata=says(
            _TEXT,
            'The substance as people name it; "inconclusive": the record does not say which.',
        ),
    )
    grams: Decimal | None = attrs.field(
        default=None,
        metadata=says(Amount(unit="grams", most=10**9), "The quantity of the substance, in grams."),
    )
    own_use: bool | None = attrs.field(
        default=None, metadata=says(_FLAG, "Was it for the person's own use?")
    )
    victim_relationship: VictimRelationship | None = attrs.field(
        default=None,
        metadata=says(Choice(VictimRelationship), "What the victim was to the person."),
    )
    victim_age: int | None = attrs.field(
        default=None, metadata=says(_AGE, "The victim's age at the offense, in years.")
    )
    defendant_age: int | None = attrs.field(
        default=None, metadata=says(_AGE, "The person's age at the offense, in years.")
    )
    scheme: str | None = attrs.field(
        default=None,
        metadata=says(
            _TEXT,
            "A label. Counts with the same label are one scheme, as found or stipulated; with"
            " different labels, different schemes; left out: not known.",
        ),
    )
    first_offense: bool | None = attrs.field(
        default=None, metadata=says(_FLAG, "Is it the first offense of this kind?")
    )
    first_drug_offense: bool | None = attrs.field(
        default=None, metadata=says(_FLAG, "Is it the first drug offense?")
    )
    recidivist_possession_found: bool | None = attrs.field(
        default=None,
        metadata=says(_FLAG, "Was an earlier drug conviction found in this prosecution?"),
    )
    aided_only_spouse_child_parent: bool | None = attrs.field(
        default=None,
        metadata=says(
            _FLAG, "Was it a first offense that aided only a spouse, a child or a parent?"
        ),
    )
    underlying_max_days: int | None = attrs.field(
        default=None,
        metadata=says(
            _DAYS, "The maximum for the charge that one who failed to appear faced, in days."
        ),
    )
    violated_clause: ViolatedClause | None = attrs.field(
        default=None,
        metadata=says(Choice(ViolatedClause), "The part of a protective order that was violated."),
    )
    death_or_serious_injury: bool | None = attrs.field(
        default=None, metadata=says(_FLAG, "Did somebody die or suffer serious bodily injury?")
    )


@attrs.frozen(kw_only=True)
class Event(Record):
    """What happened to a disposition afterwards."""

    kind: EventKind = attrs.field(metadata=says(Choice(EventKind), "What happened."))
    on: dt.date | None = attrs.field(default=None, metadata=says(_DAY, "The day."))
    reason: EventReason | None = attrs.field(
        default=None,
        metadata=says(
            Choice(EventReason),
            'Why; "inconclusive": the order and its papers do not say; left out: not known.',
        ),
    )
    imposed_days: int | None = attrs.field(
        default=None,
        metadata=says(_DAYS, "The term of a modified sentence, in days, suspended parts included."),
    )
    requested_on: dt.date | None = attrs.field(
        default=None,
        metadata=says(_DAY, "The day on which the change was asked for: 8 CFR 1003.55."),
    )
    relied_on: bool | None = attrs.field(
        default=None,
        metadata=says(_FLAG, "Did the person rely on the change being available: 8 CFR 1003.55?"),
    )
    by: PardonBy | None = attrs.field(
        default=None, metadata=says(Choice(PardonBy), "Who pardoned.")
    )
    full_and_unconditional: bool | None = attrs.field(
        default=None, metadata=says(_FLAG, "Was the pardon full and unconditional?")
    )


@attrs.frozen(kw_only=True)
class Offense(Record):
    """An entry of the catalog, or a statute that the case itself describes by a profile."""

    jurisdiction: str = attrs.field(
        metadata=says(
            _JURISDICTION,
            "ISO 3166-2 for a state, US for federal law, ISO 3166-1 for a foreign country.",
        )
    )
    code: str = attrs.field(
        metadata=says(
            _TEXT,
            "The code of the statute, such as PC 459; beside a profile, one that is no code is a"
            " label.",
        )
    )
    variant: str | None = attrs.field(
        default=None,
        metadata=says(
            _TEXT,
            'The prong of a divisible statute; "inconclusive": the record does not say which.',
        ),
    )
    level: Level | None = attrs.field(
        default=None, metadata=says(Choice(Level), "The grade; left out of a wobbler: not known.")
    )
    inchoate: Inchoate | None = attrs.field(
        default=None,
        metadata=says(
            Choice(Inchoate),
            "A form that is not the completed offense; left out: what the code says, and else the"
            " completed offense.",
        ),
    )
    enhancements: tuple[str, ...] = attrs.field(
        default=(),
        metadata=says(Items(of=_TEXT), "Codes of the enhancements found true or admitted."),
    )
    profile: Mapping[str, ProfileAnswer] = attrs.field(
        default=FrozenMap(),
        metadata=says(
            Table(names=PROFILE_ENTRIES, of=Choice(ProfileAnswer)),
            "What the least conduct that it punishes is; beside a code that the catalog has, it"
            " overrides the entries that it names.",
        ),
    )


@attrs.frozen(kw_only=True)
class Disposition(Record):
    """A count, and what became of it."""

    ref: str = attrs.field(
        metadata=says(_TEXT, 'What the count is called in this case; unique in it, and not "none".')
    )
    offense: Offense = attrs.field(
        metadata=says(Object(Offense), "The offense of conviction, or the one charged or offered.")
    )
    charged_with: tuple[Offense, ...] = attrs.field(
        default=(),
        metadata=says(
            Items(of=Object(Offense)),
            "What was charged besides the offense itself; complete as given.",
        ),
    )
    outcome: Outcome = attrs.field(metadata=says(Choice(Outcome), "What became of the charge."))
    committed_on: dt.date | None = attrs.field(
        default=None, metadata=says(_DAY, "The day of the offense.")
    )
    disposed_on: dt.date | None = attrs.field(
        default=None,
        metadata=says(
            _DAY,
            "The day of the disposition; of an offered or charged count left out: as_of.",
        ),
    )
    plea: Plea | None = attrs.field(
        default=None, metadata=says(Choice(Plea), "How the person pleaded.")
    )
    plea_on: dt.date | None = attrs.field(default=None, metadata=says(_DAY, "The day of the plea."))
    found_guilty: bool | None = attrs.field(
        default=None, metadata=says(_FLAG, "Did a judge or jury find guilt?")
    )
    judgment_entered: bool | None = attrs.field(
        default=None, metadata=says(_FLAG, "Was a formal judgment of guilt entered?")
    )
    restraint: bool | None = attrs.field(
        default=None,
        metadata=says(
            _FLAG,
            "Was any punishment, penalty or restraint on liberty ordered? Left out: it follows"
            " from the sentence.",
        ),
    )
    appeal_pending: bool | None = attrs.field(
        default=None,
        metadata=says(
            _FLAG,
            "Is a direct appeal pending? Left out: the disposition is final, save in the 60 days"
            " after disposed_on.",
        ),
    )
    appeal_waived: bool | None = attrs.field(
        default=None, metadata=says(_FLAG, "Was the appeal waived?")
    )
    sentence: Sentence = attrs.field(
        default=Sentence(), metadata=says(Object(Sentence), "What was ordered.")
    )
    facts: Facts = attrs.field(
        default=Facts(), metadata=says(Object(Facts), "Circumstances of the offense.")
    )
    events: tuple[Event, ...] = attrs.field(
        default=(),
        metadata=says(Items(of=Object(Event)), "What happened afterwards; complete as given."),
    )


@attrs.frozen(kw_only=True)
class Relatives(Record):
    """Near relatives who are citizens or permanent residents."""

    usc_or_lpr_spouse: bool | None = attrs.field(
        default=None, metadata=says(_FLAG, "A spouse who is a citizen or permanent resident.")
    )
    usc_or_lpr_parent: bool | None = attrs.field(
        default=None, metadata=says(_FLAG, "A parent who is a citizen or permanent resident.")
    )
    usc_or_lpr_child: bool | None = attrs.field(
        default=None,
        metadata=says(_FLAG, "A child under 21 who is a citizen or permanent resident."),
    )
    usc_or_lpr_son_or_daughter: bool | None = attrs.field(
        default=None,
        metadata=says(
            _FLAG, "A son or daughter of any age who is a citizen or permanent resident."
        ),
    )


@attrs.frozen(kw_only=True)
class Admission(Record):
    """One of several admissions."""

    on: dt.date | None = attrs.field(default=None, metadata=says(_DAY, "The day."))
    as_status: ImmigrationStatus | None = attrs.field(
        default=None,
        metadata=says(Choice(ImmigrationStatus), "The status it was in.", key="as"),
    )
    by: AdmissionBy | None = attrs.field(
        default=None, metadata=says(Choice(AdmissionBy), "At a port, or by adjustment.")
    )


@attrs.frozen(kw_only=True)
class HistoryItem(Record):
    """One instance of an item of the history, where its day or its ground matters."""

    on: dt.date | None = attrs.field(default=None, metadata=says(_DAY, "The day."))
    basis: HistoryBasis | None = attrs.field(
        default=None, metadata=says(Choice(HistoryBasis), "What it rested on.")
    )


@attrs.frozen(kw_only=True)
class Person(Record):
    """The person, as far as immigration law asks. A general account is enough, and so is none."""

    status: ImmigrationStatus = attrs.field(
        default=ImmigrationStatus.UNKNOWN,
        metadata=says(Choice(ImmigrationStatus), "The immigration status; left out: unknown."),
    )
    admitted: bool | None = attrs.field(
        default=None,
        metadata=says(
            _FLAG,
            "Is the person here upon an admission, or, where the last entry was none, upon a later"
            " adjustment to permanent residence?",
        ),
    )
    admitted_on: dt.date | None = attrs.field(
        default=None,
        metadata=says(
            _DAY,
            "The day of the admission under which the person was present when the offense was"
            " committed; of the adjustment for one who entered without inspection.",
        ),
    )
    first_admitted_on: dt.date | None = attrs.field(
        default=None,
        metadata=says(
            _DAY,
            "The day of the first admission in any status since which residence has been"
            " continuous.",
        ),
    )
    lpr_on: dt.date | None = attrs.field(
        default=None, metadata=says(_DAY, "The day on which permanent residence began.")
    )
    lpr_by: LprBy | None = attrs.field(
        default=None, metadata=says(Choice(LprBy), "How permanent residence was got.")
    )
    admissions: tuple[Admission, ...] = attrs.field(
        default=(),
        metadata=says(
            Items(of=Object(Admission)),
            "Where counts fall under different admissions: all of them, in place of admitted_on,"
            " lpr_on and lpr_by.",
        ),
    )
    resided_since: dt.date | None = attrs.field(
        default=None, metadata=says(_DAY, "The day of arrival, since which the person lives here.")
    )
    nta_served_on: dt.date | None = attrs.field(
        default=None,
        metadata=says(
            _DAY,
            "The day on which a single notice to appear with every item of 8 USC 1229(a)(1) was"
            " served.",
        ),
    )
    nta_incomplete: bool | None = attrs.field(
        default=None, metadata=says(_FLAG, "Was a notice served that lacked one of those items?")
    )
    in_proceedings: bool | None = attrs.field(
        default=None, metadata=says(_FLAG, "Is the person in removal proceedings?")
    )
    asylum_filed_on: dt.date | None = attrs.field(
        default=None, metadata=says(_DAY, "The day on which an application for asylum was filed.")
    )
    reentered_on: dt.date | None = attrs.field(
        default=None, metadata=says(_DAY, "The day of a reentry after a removal.")
    )
    possible_citizenship: bool | None = attrs.field(
        default=None,
        metadata=says(
            _FLAG,
            "Was a parent a citizen, or did one become one before the person was 18?",
        ),
    )
    detention_circuit: str | None = attrs.field(
        default=None,
        metadata=says(
            OneOf(CIRCUITS),
            "The circuit where the person is or would be held; left out: the case's circuit.",
        ),
    )
    relatives: Relatives = attrs.field(
        default=Relatives(),
        metadata=says(Object(Relatives), "Relatives who are citizens or permanent residents."),
    )
    fears_return: bool | None = attrs.field(
        default=None, metadata=says(_FLAG, "Does the person fear to return?")
    )
    history: Mapping[str, bool | tuple[HistoryItem, ...] | None] = attrs.field(
        default=FrozenMap(),
        metadata=says(
            Table(
                names=HISTORY_ITEMS,
                of=FlagOrItems(items=Items(of=Object(HistoryItem), least=1)),
                keep_none=True,
            ),
            "What the authority has found of the person, or would on undisputed facts; an item that"
            " is left out or null is not known.",
        ),
    )
    history_complete: bool | None = attrs.field(
        default=None,
        metadata=says(
            _FLAG,
            "True: no other item is so, those of later versions included; an item given as null"
            " stays not known.",
        ),
    )

    def _settle(self) -> None:
        # Only beside a complete history does null say something that leaving out does not.
        if self.history_complete is not True and None in self.history.values():
            known = {name: value for name, value in self.history.items() if value is not None}
            object.__setattr__(self, "history", FrozenMap(known))

    def history_item(self, name: str) -> bool | None:
        """Is this item of the history so? ``None``: not known.

        Raises:
            UnknownName: The vocabulary has no such item.
        """
        if name not in HISTORY_ITEMS:
            raise UnknownName(f"no item {name!r} in the vocabulary of a history")
        if name not in self.history:
            return False if self.history_complete else None
        value = self.history[name]
        return value if value is None or isinstance(value, bool) else True

    def history_entries(self, name: str) -> tuple[HistoryItem, ...]:
        """The particulars of an item of the history; empty where none are given.

        Raises:
            UnknownName: The vocabulary has no such item.
        """
        if name not in HISTORY_ITEMS:
            raise UnknownName(f"no item {name!r} in the vocabulary of a history")
        value = self.history.get(name)
        return value if isinstance(value, tuple) else ()


@attrs.frozen(kw_only=True)
class Case(Record):
    """A person, what became of each count, and the day of the question.

    Raises:
        CaseError: With every fault, those that span fields and objects included.
    """

    schema_id = "immconseq/case/1"

    case_id: str | None = attrs.field(
        default=None, metadata=says(_TEXT, "Any opaque text by which the caller knows the case.")
    )
    as_of: dt.date = attrs.field(
        metadata=says(
            _DAY,
            "The day on which the question is asked, and so the law that applies; 1 April 1997 or"
            " later.",
        )
    )
    circuit: str | None = attrs.field(
        default=None,
        metadata=says(
            OneOf(CIRCUITS),
            "The circuit in which removal proceedings would be held; left out: where circuits"
            " differ the finding is contested.",
        ),
    )
    person: Person = attrs.field(
        default=Person(), metadata=says(Object(Person), "The person; may be left out.")
    )
    dispositions: tuple[Disposition, ...] = attrs.field(
        metadata=says(Items(of=Object(Disposition)), "The counts, complete as given; may be empty.")
    )

    def _spanning_faults(self) -> tuple[Fault, ...]:
        # What spans objects stands in a room of its own, which looks at cases and so imports
        # this one; it is called from here so that there is no way to a case round it.
        from immconseq import case_checks

        return case_checks.faults(self)

    def disposition(self, ref: str) -> Disposition:
        """The disposition with this ref.

        Raises:
            UnknownName: There is none.
        """
        for disposition in self.dispositions:
            if disposition.ref == ref:
                return disposition
        raise UnknownName(f"no disposition with the ref {ref!r}")
