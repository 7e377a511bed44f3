"""The record that an office considered avoiding immigration consequences, and of nothing else.

Cal. Penal Code 1016.3(b) bids the prosecution weigh it in every plea negotiation. The record says
what was charged, what was offered and why, and holds nothing of the person: neither a status nor
what follows from one, no finding, no rank (the order of a plan depends on the status), no count of
candidates. For two cases that differ in status alone, and one decision, it is the same byte for
byte, unless the office has chosen to record consequences (`Office.record_consequences`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, ClassVar

import attrs

from immconseq.assessing import library_version, rules_sha256
from immconseq.case import INCONCLUSIVE, LIFE_DAYS, Case, Disposition, EventKind, Level, Outcome
from immconseq.errors import AmbiguousOffense, CaseError, Fault, UnknownName, UnknownOffense, shown
from immconseq.kinds import (
    Choice,
    Day,
    Flag,
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
from immconseq.mitigation.constraints import Constraints
from immconseq.mitigation.parity import Parity
from immconseq.mitigation.plan import Alternative, Mitigation
from immconseq.mitigation.subject import imposed_days, suspended_days
from immconseq.mitigation.text import offer_text
from immconseq.offenses.catalog import Catalog
from immconseq.offenses.entry import PRIORABILITY
from immconseq.office.inputs import given, whole
from immconseq.office.model import Office
from immconseq.office.place_law import place_law
from immconseq.office.results import Result, wrapped
from immconseq.wire import canonical_json

__all__ = [
    "ConsiderationRecord",
    "ConsiderationVerification",
    "Decision",
    "DecisionOutcome",
    "NearnessToCharge",
    "PackVersion",
    "RecordDifference",
    "RecordedCharge",
    "RecordedPlea",
    "consideration",
    "verify_consideration",
]


class DecisionOutcome(StrEnum):
    """What became of the consideration."""

    OFFERED = "offered"
    """An alternative of the plan was offered."""
    REFUSED = "refused"
    """An alternative, or every one, was refused."""
    NO_CHANGE = "no_change"
    """The proposal stands."""


_TELLING = re.compile(
    r"""
      \b(?i: im?migra\w* | emigra\w* | deport\w* | remov(?:able|ability) | inadmiss\w*
        | removal[ ]+(?:order|proceeding|hearing|from)s? | (?:order|cancellation)[ ]+of[ ]+removal
        | (?:non[- ]?)?citizen\w* | aliens? | alienage | undocumented\w*
        | unlawful(?:ly)?[ ]+present
        | (?:legal|lawful|illegal|resident|residency|residence|visa)[ ]+status
        | (?:legal|lawful|permanent|conditional)[ ]+(?:permanent[ ]+)?residen\w*
        | green[ -]?cards? | visas? | passports? | asyl\w* | refugee\w*
        | daca(?:mented)? | dreamers? | naturaliz\w* | nationalit\w* | foreigners?
        | foreign[ -](?:born|nationals?|citizens?|countr\w+)
        | (?:country|place)[ ]+of[ ]+(?:birth|origin) | adjustment[ ]+of[ ]+status
        | detainers? | uscis | homeland[ ]+security | moral[ ]+turpitude | aggravated[ ]+felon\w*
        | ciudadan\w* | migratori\w* | indocumentad\w* | asil\w* | refugiad\w* | extranjer\w*
      )\b
      | \b(?:ICE | CBP | DHS | INS | EOIR | LPR s? | TPS | NTA | INA | CIMTs? | AOS)\b
      | \b(?:I-\d{2,3} | A\#?[ -]?\d{8,9})\b
      | \b(?:deport|inadmit|aggfel|bar|detention|removal|reentry)\.\w+
    """,
    re.VERBOSE,
)
"""Words of a reason that tell of a status, or are said of noncitizens alone."""


_OF_ANYBODY = re.compile(
    r"\b(?:(?:adverse|collateral)[ ]+)?immigration[ ]+(?:consequences?|policy)\b", re.IGNORECASE
)
"""What every such record is about, whoever the person is, and so tells nothing."""


def _telling(reason: str | None, path: str) -> tuple[Fault, ...]:
    """A reason is refused for a word that tells of a status; the word is not repeated."""
    if reason is None or not _TELLING.search(_OF_ANYBODY.sub("", reason)):
        return ()
    return (
        Fault(
            path=path,
            found="a word about status, origin or immigration",
            expected="a reason that could be given of anybody: of the offense, the evidence, the"
            " victim, the sentence or the policy",
            code="status",
        ),
    )


@attrs.frozen(kw_only=True)
class Decision(Record):
    """What a deputy decided on a plan.

    The reason is free text: words that tell of a status are a fault, but what a name or a story
    tells no check can find.

    Raises:
        CaseError: With every fault: an offer without a rank, a refusal or a proposal left as it is
            without a reason, one left as it is with a rank, a reason with a word about status,
            origin or immigration.
    """

    schema_id = "immconseq/decision/1"

    outcome: DecisionOutcome = attrs.field(
        metadata=says(Choice(DecisionOutcome), "What became of it.")
    )
    rank: int | None = attrs.field(
        default=None,
        metadata=says(
            Whole(unit="places", least=1, most=100_000),
            "Which alternative of the plan was offered or refused; left out: none, or all.",
        ),
    )
    reason: str | None = attrs.field(
        default=None,
        metadata=says(
            Text(),
            "Why, in words that could be said of anybody; needed where nothing was offered.",
        ),
    )

    def _spanning_faults(self) -> tuple[Fault, ...]:
        faults = []
        if self.outcome is DecisionOutcome.OFFERED and self.rank is None:
            faults.append(_missing("$.rank", "the rank of the alternative that was offered"))
        if self.outcome is DecisionOutcome.NO_CHANGE and self.rank is not None:
            faults.append(
                Fault(
                    path="$.rank",
                    found=shown(self.rank),
                    expected="nothing, where the proposal stands",
                    code="conflict",
                )
            )
        # `None` too where the outcome itself is faulty: then nothing follows from it.
        if self.outcome in _UNOFFERED and self.reason is None:
            faults.append(_missing("$.reason", "a reason, where nothing was offered"))
        return (*faults, *_telling(self.reason, "$.reason"))


_UNOFFERED = (DecisionOutcome.REFUSED, DecisionOutcome.NO_CHANGE)


def _missing(path: str, expected: str) -> Fault:
    return Fault(path=path, found="nothing", expected=expected, code="missing")


_DAYS = Whole(unit="days", most=10 * LIFE_DAYS)
_DELTA = Whole(unit="days", least=-100 * LIFE_DAYS, most=100 * LIFE_DAYS)


@attrs.frozen(kw_only=True)
class RecordedCharge(Record):
    """The offense that was charged: of it alone, and of no fact of the case."""

    jurisdiction: str = attrs.field(metadata=says(Text(), "Whose offense it is."))
    code: str = attrs.field(metadata=says(Text(), "As the catalog has it, else as the case does."))
    variant: str | None = attrs.field(default=None, metadata=says(Text(), "The prong."))
    level: Level | None = attrs.field(default=None, metadata=says(Choice(Level), "The level."))
    inchoate: str | None = attrs.field(
        default=None, metadata=says(Text(), "Attempt and the like; left out: completed.")
    )
    enhancements: tuple[str, ...] = attrs.field(
        default=(), metadata=says(Items(of=Text()), "The enhancements.")
    )
    family: str | None = attrs.field(
        default=None, metadata=says(Text(), "Its family; left out: the catalog does not have it.")
    )


@attrs.frozen(kw_only=True)
class RecordedPlea(Record):
    """One count of what was offered or refused: the offense and its terms."""

    jurisdiction: str = attrs.field(metadata=says(Text(), "Whose offense it is."))
    code: str = attrs.field(metadata=says(Text(), "The offense."))
    variant: str | None = attrs.field(default=None, metadata=says(Text(), "The prong."))
    level: Level | None = attrs.field(default=None, metadata=says(Choice(Level), "The level."))
    inchoate: str | None = attrs.field(default=None, metadata=says(Text(), "Attempt and the like."))
    enhancements: tuple[str, ...] = attrs.field(
        default=(), metadata=says(Items(of=Text()), "The enhancements.")
    )
    outcome: Outcome = attrs.field(metadata=says(Choice(Outcome), "How the count ends."))
    imposed_days: int | None = attrs.field(
        default=None, metadata=says(_DAYS, "The term, suspended parts included.")
    )
    suspended_days: int | None = attrs.field(
        default=None, metadata=says(_DAYS, "The part of it that is suspended.")
    )
    probation_days: int | None = attrs.field(default=None, metadata=says(_DAYS, "Probation."))
    consecutive: bool | None = attrs.field(
        default=None, metadata=says(Flag(), "Does the term follow that of another count?")
    )
    unnamed: tuple[str, ...] = attrs.field(
        default=(),
        metadata=says(Items(of=Text()), "What the record of the plea does not name."),
    )


@attrs.frozen(kw_only=True)
class NearnessToCharge(Record):
    """What was offered beside the charge, as `Parity` measures it."""

    family: str = attrs.field(metadata=says(OneOf(("same", "related", "different")), "The kind."))
    same_facts: bool = attrs.field(metadata=says(Flag(), "Do the same facts support it?"))
    level: str = attrs.field(metadata=says(OneOf(("same", "lower", "higher")), "The level."))
    exposure_days_delta: int | None = attrs.field(
        default=None, metadata=says(_DELTA, "The longest term possible, less that of the charge.")
    )
    imposed_days_delta: int | None = attrs.field(
        default=None, metadata=says(_DELTA, "The term imposed, less that of the proposal.")
    )
    priorable: FrozenMap[str] = attrs.field(
        default=FrozenMap(),
        metadata=says(
            Table(names=PRIORABILITY, of=OneOf(("kept", "lost", "gained", "none"))),
            "What it does to later cases, beside the charge.",
        ),
    )
    heavier: bool = attrs.field(metadata=says(Flag(), "Is it heavier?"))


@attrs.frozen(kw_only=True)
class PackVersion(Record):
    """A pack of offenses that was in use."""

    name: str = attrs.field(metadata=says(Text(), "The pack."))
    version: str = attrs.field(metadata=says(Text(), "Its version."))


@attrs.frozen(kw_only=True)
class ConsiderationRecord(Record, Result):
    """The record of one consideration; it is written, and read back for reports.

    Attributes:
        consequences: The ids that the plan was to avoid, where the office records them; ``None``:
            it does not. They may reveal a status.
        plan_sha256: SHA-256 of canonical JSON of the charge without its family, what was offered
            or refused, and the office's constraints.

    Raises:
        CaseError: With every fault, a reason that tells of a status included.
    """

    schema_id: ClassVar[str] = "immconseq/consideration/1"

    office_id: str = attrs.field(metadata=says(Text(), "The office."))
    point_person: str | None = attrs.field(
        default=None, metadata=says(Text(), "The role that answers for the policy.")
    )
    as_of: dt.date = attrs.field(metadata=says(Day(), "The day of the consideration."))
    outcome: DecisionOutcome = attrs.field(
        metadata=says(Choice(DecisionOutcome), "What became of it.")
    )
    reason: str | None = attrs.field(default=None, metadata=says(Text(), "Why."))
    charge: RecordedCharge = attrs.field(
        metadata=says(Object(RecordedCharge), "What was charged, or convicted of.")
    )
    dispositions: tuple[RecordedPlea, ...] = attrs.field(
        default=(),
        metadata=says(Items(of=Object(RecordedPlea)), "What was offered or refused; empty: none."),
    )
    vacates: bool = attrs.field(
        default=False, metadata=says(Flag(), "Is an old conviction vacated first?")
    )
    offer: str | None = attrs.field(
        default=None, metadata=says(Text(), "The same in words that can be put to anybody.")
    )
    parity: NearnessToCharge | None = attrs.field(
        default=None, metadata=says(Object(NearnessToCharge), "It beside the charge.")
    )
    constraints: Constraints = attrs.field(
        default=Constraints(),
        metadata=says(Object(Constraints), "The office's, its excluded offenses among them."),
    )
    within_terms: bool = attrs.field(
        default=False, metadata=says(Flag(), "Was the plan made within these constraints?")
    )
    authority: tuple[str, ...] = attrs.field(
        default=(),
        metadata=says(
            Items(of=Text()), "The law of the place that bids consider; empty: none is recorded."
        ),
    )
    library: str = attrs.field(metadata=says(Text(), "The version of the library."))
    rules: str = attrs.field(metadata=says(Text(), "The hash of its rules."))
    packs: tuple[PackVersion, ...] = attrs.field(
        default=(), metadata=says(Items(of=Object(PackVersion)), "The packs in use, by name.")
    )
    plan_sha256: str = attrs.field(
        metadata=says(
            Text(expected="a SHA-256 as 64 hexadecimal digits", pattern="[0-9a-f]{64}"),
            "Over the charge, what was offered and the office's constraints, and nothing else.",
        )
    )
    consequences: tuple[str, ...] | None = attrs.field(
        default=None,
        metadata=says(
            Items(of=Text()),
            "The findings that were to be avoided; left out: they are not recorded.",
        ),
    )

    def _spanning_faults(self) -> tuple[Fault, ...]:
        return _telling(self.reason, "$.reason")

    def to_dict(self) -> dict[str, Any]:
        """As JSON, every key always there; of the constraints those that ask for something."""
        written = whole(self)
        return {"schema": self.schema_id, **written, "constraints": self.constraints.to_dict()}

    def to_text(self) -> str:
        """What was considered and decided, in a few sentences."""
        return "\n".join(_record_lines(self))

    def __str__(self) -> str:
        return self.to_text()


def _record_lines(of: ConsiderationRecord) -> Iterator[str]:
    charge = of.charge
    said = {
        DecisionOutcome.OFFERED: "another disposition was offered",
        DecisionOutcome.REFUSED: "another disposition was refused",
        DecisionOutcome.NO_CHANGE: "the proposal stands",
    }[of.outcome]
    level = "" if charge.level is None else f", {charge.level.value}"
    yield from wrapped(
        f"{of.as_of.isoformat()}, {of.office_id}: avoiding adverse immigration consequences was"
        f" considered for {charge.code}{level}; {said}."
    )
    if of.offer is not None:
        first = "The old conviction is vacated first. " if of.vacates else ""
        yield from wrapped(first + of.offer, "  ", "  ")
    yield from wrapped(f"Why: {of.reason or 'no reason is recorded'}", "  ", "  ")
    yield from wrapped(f"Point person: {of.point_person or 'none is recorded'}", "  ", "  ")
    law = "; ".join(of.authority) or "no law of the place is recorded; the office's policy"
    yield from wrapped(f"Under: {law}", "  ", "  ")
    if of.consequences is not None:
        yield from wrapped(
            "This record names consequences, which may reveal a status. It stays in the office:"
            f" {', '.join(of.consequences) or 'none'}",
            "  ",
            "  ",
        )


def consideration(
    case: Case | Mapping[str, Any],
    plan: Mitigation,
    decision: Decision | Mapping[str, Any],
    office: Office | Mapping[str, Any],
) -> ConsiderationRecord:
    """The record that the office considered avoiding immigration consequences, and what it decided.

    Args:
        case: The case that the plan is of; or its JSON.
        plan: What `immconseq.mitigate` gave; for an old count too.
        decision: What was decided; or its JSON.
        office: The office; or its JSON.

    Raises:
        CaseError: With every fault of the case, the decision or the office; a plan that is none or
            of another case; a rank that the plan does not have.
    """
    asked, desk = given(Case, case), given(Office, office)
    made, catalog = given(Decision, decision), _plan_of(plan, asked).before.catalog
    chosen = _chosen(plan, made)
    charge = _charge(plan.proposal, catalog)
    pleas = () if chosen is None else _pleas(chosen)
    bounds = _bounds(desk)
    consequences = plan.avoid if desk.record_consequences else None
    return ConsiderationRecord(
        office_id=desk.office_id,
        point_person=None if desk.point_person is None else desk.point_person.role,
        as_of=asked.as_of,
        outcome=made.outcome,
        reason=made.reason,
        charge=charge,
        dispositions=pleas,
        vacates=chosen is not None and any(_is_vacated(d) for d in chosen.dispositions),
        offer=None if chosen is None else _offer(plan, chosen, catalog),
        parity=None if chosen is None else _nearness(chosen.parity),
        constraints=bounds,
        within_terms=_keeps(plan.constraints, desk),
        authority=_law(desk, asked.as_of),
        library=library_version(),
        rules=rules_sha256(),
        packs=_packs(catalog),
        plan_sha256=_sha256(charge, pleas, bounds),
        consequences=consequences,
    )


def _plan_of(plan: object, case: Case) -> Mitigation:
    if not isinstance(plan, Mitigation):
        raise _fault("$.plan", shown(plan), "a plan, as mitigate gives it", "type")
    try:
        same = case.disposition(plan.ref) == plan.proposal
    except UnknownName:
        same = False
    if not same or plan.before.case.as_of != case.as_of:
        raise _fault("$.plan", "a plan of another case", "one of a count of this case", "conflict")
    return plan


def _fault(path: str, found: str, expected: str, code: str) -> CaseError:
    return CaseError([Fault(path=path, found=found, expected=expected, code=code)])


def _chosen(plan: Mitigation, decision: Decision) -> Alternative | None:
    if decision.rank is None:
        return None
    for alternative in plan:
        if alternative.rank == decision.rank:
            return alternative
    ranks = [alternative.rank for alternative in plan]
    expected = f"one of the plan's, {ranks[0]} to {ranks[-1]}" if ranks else "nothing: it is empty"
    raise _fault("$.rank", shown(decision.rank), expected, "value")


def _charge(of: Disposition, catalog: Catalog) -> RecordedCharge:
    offense = of.offense
    code, family = offense.code, None
    try:
        entry = catalog.resolve(offense.jurisdiction, offense.code).entry
    except (AmbiguousOffense, UnknownOffense):
        pass
    else:
        code, family = entry.code, entry.family
    return RecordedCharge(
        jurisdiction=offense.jurisdiction,
        code=code,
        variant=offense.variant,
        level=offense.level,
        inchoate=None if offense.inchoate is None else offense.inchoate.value,
        enhancements=offense.enhancements,
        family=family,
    )


def _is_vacated(of: Disposition) -> bool:
    return any(event.kind is EventKind.VACATED for event in of.events)


def _pleas(of: Alternative) -> tuple[RecordedPlea, ...]:
    """What takes the count's place, without an old count that is vacated."""
    return tuple(_plea(d) for d in of.dispositions if not _is_vacated(d))


def _offer(plan: Mitigation, of: Alternative, catalog: Catalog) -> str:
    """In words; of an old count without the day of the conviction, which the plan's words have."""
    pleas = tuple(d for d in of.dispositions if not _is_vacated(d))
    if len(pleas) == len(of.dispositions):
        return of.offer
    return offer_text(pleas, plan.proposal.offense.code, catalog)


def _plea(of: Disposition) -> RecordedPlea:
    offense, sentence, facts = of.offense, of.sentence, of.facts
    silent = {"substance": facts.substance, "victim_relationship": facts.victim_relationship}
    follows = sentence.consecutive_to
    return RecordedPlea(
        jurisdiction=offense.jurisdiction,
        code=offense.code,
        variant=offense.variant,
        level=offense.level,
        inchoate=None if offense.inchoate is None else offense.inchoate.value,
        enhancements=offense.enhancements,
        outcome=of.outcome,
        imposed_days=imposed_days(sentence),
        suspended_days=suspended_days(sentence),
        probation_days=sentence.probation_days,
        consecutive=None if follows is None else follows != "none",
        unnamed=tuple(name for name, value in silent.items() if value == INCONCLUSIVE),
    )


def _nearness(parity: Parity) -> NearnessToCharge:
    return NearnessToCharge(
        family=parity.family,
        same_facts=parity.same_facts,
        level=parity.level,
        exposure_days_delta=parity.exposure_days_delta,
        imposed_days_delta=parity.imposed_days_delta,
        priorable=parity.priorable,
        heavier=parity.heavier,
    )


def _bounds(office: Office) -> Constraints:
    return Constraints().and_those_of(office.constraints, office.excluded_offenses)


def _keeps(asked: Constraints, office: Office) -> bool:
    """Was the plan held to the office's constraints: would they add nothing to its own?"""
    try:
        both = asked.and_those_of(office.constraints, office.excluded_offenses)
    except CaseError:
        return False
    return both == asked


def _law(office: Office, on: dt.date) -> tuple[str, ...]:
    rules = place_law(office.jurisdiction, "consideration", on)
    return tuple(dict.fromkeys(cite for rule in rules for cite in rule.authority))


def _packs(catalog: Catalog) -> tuple[PackVersion, ...]:
    return tuple(PackVersion(name=n, version=v) for n, v in sorted(catalog.packs.items()))


def _sha256(charge: RecordedCharge, pleas: tuple[RecordedPlea, ...], bounds: Constraints) -> str:
    """Over what was put to the defense, and nothing of the person.

    The family is left out: a later catalog may sort an offense otherwise.
    """
    hashed = {
        "charge": {k: v for k, v in whole(charge).items() if k != "family"},
        "dispositions": [whole(plea) for plea in pleas],
        "constraints": bounds.to_dict(),
    }
    return hashlib.sha256(canonical_json(hashed)).hexdigest()


# A record held against the plan.


@attrs.frozen(kw_only=True)
class RecordDifference:
    """What is otherwise than a record says.

    Attributes:
        what: ``plan_sha256`` (the record was changed after it was made), ``office_id``, ``as_of``,
            ``charge``, ``dispositions`` (no alternative of the plan has them), ``constraints``,
            ``library``, ``rules`` or ``packs``.
        record: What the record says; of the longer ones a few words.
        now: What is found.
    """

    what: str
    record: str
    now: str

    def to_dict(self) -> dict[str, str]:
        """As JSON."""
        return {"what": self.what, "record": self.record, "now": self.now}


@attrs.frozen(kw_only=True)
class ConsiderationVerification(Result):
    """A record held against a case, its plan and the office.

    Attributes:
        differences: What is otherwise; empty: the record is what it was, and of this plan.
    """

    schema_id: ClassVar[str] = "immconseq/consideration-verification/1"

    differences: tuple[RecordDifference, ...]

    @property
    def ok(self) -> bool:
        """Is nothing otherwise?"""
        return not self.differences

    def to_dict(self) -> dict[str, Any]:
        return {
            "schema": self.schema_id,
            "ok": self.ok,
            "differences": [d.to_dict() for d in self.differences],
        }

    def to_text(self) -> str:
        if self.ok:
            return "The record is as it was made, and of this plan."
        lines = ["The record is not what this case, plan and office give:"]
        for d in self.differences:
            lines += wrapped(f"{d.what}: the record has {d.record}, now {d.now}", "  ", "    ")
        return "\n".join(lines)


def verify_consideration(
    record: ConsiderationRecord | Mapping[str, Any],
    case: Case | Mapping[str, Any],
    plan: Mitigation,
    office: Office | Mapping[str, Any],
) -> ConsiderationVerification:
    """Take a record's hash again, and hold the record against the case, the plan and the office.

    Nothing of the person is compared, so that a record verifies for whatever status the plan is.

    Args:
        record: The record; or its JSON.
        case: The case that it is said to be of; or its JSON.
        plan: A plan of that case.
        office: The office; or its JSON.

    Raises:
        CaseError: With every fault of what was given.
    """
    kept, asked = given(ConsiderationRecord, record), given(Case, case)
    desk, catalog = given(Office, office), _plan_of(plan, asked).before.catalog
    again = _sha256(kept.charge, kept.dispositions, kept.constraints)
    pleas = {_pleas(alternative) for alternative in plan}
    there = not kept.dispositions or kept.dispositions in pleas
    pairs: list[tuple[str, object, object]] = [
        ("plan_sha256", kept.plan_sha256, again),
        ("office_id", kept.office_id, desk.office_id),
        ("as_of", kept.as_of, asked.as_of),
        ("charge", kept.charge, _charge(plan.proposal, catalog)),
        ("dispositions", True, there),
        ("constraints", kept.constraints, _bounds(desk)),
        ("library", kept.library, library_version()),
        ("rules", kept.rules, rules_sha256()),
        ("packs", kept.packs, _packs(catalog)),
    ]
    return ConsiderationVerification(
        differences=tuple(
            RecordDifference(what=what, record=_few(what, one), now=_few(what, two))
            for what, one, two in pairs
            if one != two
        )
    )


def _few(what: str, value: object) -> str:
    if what == "dispositions":
        return "what was offered" if value else "no alternative of the plan like it"
    if isinstance(value, RecordedCharge):
        return value.code
    return "other ones" if isinstance(value, Constraints | tuple) else str(value)
