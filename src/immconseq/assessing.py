"""`assess`: from a case to an assessment. Pure, deterministic, no clock, nothing kept of a case.

The status of every finding is settled at once; what stands behind it is read back from the run
when somebody asks.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from immconseq.case import Case
from immconseq.engine import choose_engine
from immconseq.engine.evaluation import Slots, evaluate
from immconseq.engine.program import program_of
from immconseq.explain.finding import FindingWriter, finding_value
from immconseq.explain.unread import unread_facts
from immconseq.facts.context import Context
from immconseq.findings import (
    DISCLAIMER,
    Finding,
    NotModelled,
    Receipt,
    Status,
    gravest,
)
from immconseq.rules import RULES
from immconseq.rules.model import Conclusion
from immconseq.rules.vocabulary import CASE_FINDINGS, DISPOSITION_FINDINGS
from immconseq.values import CONTESTED, NO, UNKNOWN, YES, Pair
from immconseq.wire import canonical_json

if TYPE_CHECKING:
    from immconseq.explain.proof import Proof, WhyNot
    from immconseq.explain.questions import Question
    from immconseq.offenses.catalog import Catalog

__all__ = [
    "Assessment",
    "Difference",
    "FindingKey",
    "Verification",
    "assess",
    "assess_many",
    "by_id",
    "finding_keys",
    "status_of",
    "verify",
]

_STATUS = {
    YES: Status.TRIGGERED,
    NO: Status.NOT_TRIGGERED,
    CONTESTED: Status.CONTESTED,
    UNKNOWN: Status.UNDETERMINED,
}


@attrs.frozen(eq=False)
class FindingKey:
    """A finding's place: its conclusion, and the disposition or ``None``."""

    conclusion: Conclusion
    index: int | None


@functools.lru_cache(maxsize=64)
def finding_keys(count: int) -> tuple[FindingKey, ...]:
    """The places of the findings of a case of *count* dispositions, in the public order.

    Where there is no disposition, what is found of dispositions is found of none.
    """
    each = range(count) if count else (None,)
    return (
        *(FindingKey(c, None) for c in CASE_FINDINGS),
        *(FindingKey(c, i) for i in each for c in DISPOSITION_FINDINGS),
    )


def status_of(conclusion: Conclusion, pair: Pair, case: Case) -> Status:
    """The status of a finding; of the case it reads the day and the circuit."""
    return _STATUS[finding_value(conclusion, pair, case)[0]]


def by_id(keys: Sequence[FindingKey], statuses: Sequence[Status]) -> dict[str, Status]:
    """The gravest status of every id."""
    found: dict[str, Status] = {}
    for key, status in zip(keys, statuses, strict=True):
        name = key.conclusion.name
        earlier = found.get(name)
        if earlier is not status:
            found[name] = status if earlier is None else gravest((earlier, status))
    return found


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Assessment:
    """What follows from a case under immigration law on a day.

    ``result[id]`` is the gravest finding of an id, ``result.of(ref)`` those of one disposition.
    Two assessments are equal when what they say is.

    Attributes:
        case: The case that was assessed.
        slots: The run behind it; for explanations.
        engine: The engine that answered.
        catalog: The offenses that it was assessed under.
    """

    case: Case
    slots: Slots
    engine: str
    catalog: Catalog
    _keys: tuple[FindingKey, ...] = attrs.field(init=False)
    _statuses: tuple[Status, ...] = attrs.field(init=False)
    # Findings and what is read back of the run are made when they are asked for, and kept.
    _built: dict[int, Finding] = attrs.field(init=False, factory=dict)
    _memo: dict[str, Any] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Settle the status of every finding."""
        keys = finding_keys(len(self.case.dispositions))
        object.__setattr__(self, "_keys", keys)
        object.__setattr__(
            self, "_statuses", tuple(self.status_of(k.conclusion, k.index) for k in keys)
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.case, self.engine, self.catalog)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Assessment):
            return NotImplemented
        return self.case == other.case and self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash((self.case, self.engine, self._statuses))

    def __repr__(self) -> str:
        return f"<Assessment {len(self.triggered)} triggered, {len(self.contested)} contested>"

    def __str__(self) -> str:
        return self.to_text()

    # -- findings ------------------------------------------------------------------------------

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding: of the case in the vocabulary's order, then of each disposition."""
        return self._findings(range(len(self._keys)))

    def __getitem__(self, finding_id: str) -> Finding:
        """The gravest finding of an id.

        Raises:
            LookupError: There is no such id.
        """
        places = self._places(finding_id)
        grave = gravest(tuple(self._statuses[n] for n in places))
        return self._finding(next(n for n in places if self._statuses[n] is grave))

    def of(self, ref: str, finding_id: str | None = None) -> Any:
        """The findings of one disposition, or the one of an id.

        Raises:
            LookupError: There is no such ref, or no such id of a disposition.
        """
        index = self._index(ref)
        found = [n for n, k in enumerate(self._keys) if k.index == index]
        if finding_id is None:
            return self._findings(found)
        for n in found:
            if self._keys[n].conclusion.name == finding_id:
                return self._finding(n)
        raise LookupError(f"no finding of a disposition has the id {finding_id!r}")

    @property
    def triggered(self) -> tuple[str, ...]:
        """The ids whose gravest finding is triggered."""
        return self._ids(Status.TRIGGERED)

    @property
    def contested(self) -> tuple[str, ...]:
        """The ids whose gravest finding is contested."""
        return self._ids(Status.CONTESTED)

    @property
    def undetermined(self) -> tuple[str, ...]:
        """The ids whose gravest finding is undetermined."""
        return self._ids(Status.UNDETERMINED)

    @property
    def not_triggered(self) -> tuple[str, ...]:
        """The ids of which no finding is anything graver."""
        return self._ids(Status.NOT_TRIGGERED)

    def status(self, finding_id: str) -> Status:
        """The gravest status of an id, without building the finding."""
        return gravest(tuple(self._statuses[n] for n in self._places(finding_id)))

    def statuses(self) -> dict[str, Status]:
        """The gravest status of every id."""
        if "statuses" not in self._memo:
            self._memo["statuses"] = by_id(self._keys, self._statuses)
        return dict(self._memo["statuses"])

    # -- explanations --------------------------------------------------------------------------

    def why(self, finding_id: str, *, ref: str | None = None) -> Proof:
        """The rules and facts behind a finding.

        Raises:
            LookupError: There is no such id or ref.
        """
        from immconseq.explain.proof import proof

        return proof(self, finding_id, ref)

    def why_not(self, finding_id: str, *, ref: str | None = None) -> WhyNot:
        """Each rule that could have given a finding, and the first premise that failed.

        Raises:
            LookupError: There is no such id or ref.
        """
        from immconseq.explain.proof import why_not

        return why_not(self, finding_id, ref)

    def questions(self) -> tuple[Question, ...]:
        """The missing facts, the most decisive first, and what each would settle."""
        from immconseq.explain.questions import questions

        if "questions" not in self._memo:
            self._memo["questions"] = questions(self)
        found: tuple[Question, ...] = self._memo["questions"]
        return found

    @property
    def not_modelled(self) -> tuple[NotModelled, ...]:
        """Findings undetermined for want of a rule, and facts that no rule reads."""
        out = []
        seen = set()
        writer = FindingWriter(self)
        for n, key in enumerate(self._keys):
            if self._statuses[n] is not Status.UNDETERMINED:
                continue
            for gap in writer.gaps(key.conclusion, key.index):
                entry = (key.conclusion.name, gap)
                if entry not in seen:
                    seen.add(entry)
                    out.append(
                        NotModelled(
                            id=key.conclusion.name,
                            path=None,
                            what=gap,
                            authority=tuple(a.cite for a in key.conclusion.authority),
                        )
                    )
        return (*out, *unread_facts(self.case))

    @property
    def receipt(self) -> Receipt:
        """What produced this, so that it can be run again and compared."""
        if "receipt" not in self._memo:
            self._memo["receipt"] = Receipt(
                library=library_version(),
                engine=self.engine,
                rules=rules_sha256(),
                packs=tuple(sorted(self.catalog.packs.items())),
                as_of=self.case.as_of,
                case_sha256=_sha256(self.case.to_dict()),
                findings_sha256=_sha256([f.to_dict() for f in self.findings]),
            )
        found: Receipt = self._memo["receipt"]
        return found

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it, every key always there."""
        return {
            "schema": "immconseq/assessment/1",
            "case_id": self.case.case_id,
            "as_of": self.case.as_of.isoformat(),
            "circuit": self.case.circuit,
            "findings": [f.to_dict() for f in self.findings],
            "questions": [q.to_dict() for q in self.questions()],
            "not_modelled": [n.to_dict() for n in self.not_modelled],
            "receipt": self.receipt.to_dict(),
            "disclaimer": DISCLAIMER,
        }

    def to_text(self) -> str:
        """One screen, gravest first."""
        from immconseq.explain.text import assessment_text

        return assessment_text(self)

    # -- behind the findings -------------------------------------------------------------------

    def place(self, finding_id: str, ref: str | None) -> tuple[Conclusion, int | None]:
        """Which conclusion, of which disposition, an id and a ref name.

        Raises:
            LookupError: There is no such id or ref, or the finding is not of a disposition.
        """
        places = self._places(finding_id)
        if ref is not None:
            index = self._index(ref)
            key = next((self._keys[n] for n in places if self._keys[n].index == index), None)
            if key is None:
                if self._keys[places[0]].index is None:
                    return self._keys[places[0]].conclusion, None
                raise LookupError(f"{finding_id!r} is no finding of a disposition")
            return key.conclusion, key.index
        grave = gravest(tuple(self._statuses[n] for n in places))
        key = next(self._keys[n] for n in places if self._statuses[n] is grave)
        return key.conclusion, key.index

    def read_high(self, conclusion: Conclusion, index: int | None) -> bool:
        """At which end of a silent record a finding is read; for explanations."""
        return finding_value(conclusion, self.slots.of_conclusion(conclusion, index), self.case)[1]

    def status_of(self, conclusion: Conclusion, index: int | None) -> Status:
        """The status of a conclusion of the case or of a disposition; for explanations."""
        return status_of(conclusion, self.slots.of_conclusion(conclusion, index), self.case)

    def _places(self, finding_id: str) -> list[int]:
        found = [n for n, k in enumerate(self._keys) if k.conclusion.name == finding_id]
        if not found:
            raise LookupError(f"no finding has the id {finding_id!r}")
        return found

    def _index(self, ref: str) -> int:
        for index, disposition in enumerate(self.case.dispositions):
            if disposition.ref == ref:
                return index
        raise LookupError(f"no disposition has the ref {ref!r}")

    def _ids(self, status: Status) -> tuple[str, ...]:
        return tuple(name for name, s in self.statuses().items() if s is status)

    def _finding(self, n: int) -> Finding:
        return self._findings((n,))[0]

    def _findings(self, places: Iterable[int]) -> tuple[Finding, ...]:
        writer = FindingWriter(self)
        found = []
        for n in places:
            if n not in self._built:
                key = self._keys[n]
                self._built[n] = writer.finding(key.conclusion, key.index, self._statuses[n])
            found.append(self._built[n])
        return tuple(found)


@functools.cache
def library_version() -> str:
    """The version of the library."""
    # Loaded when asked for: it brings in modules that a pure library has no use for.
    from importlib.metadata import version

    return version("immconseq")


@functools.cache
def rules_sha256() -> str:
    """A hash of the ids, texts, dates and authorities of every rule."""
    return _sha256(
        [
            [
                r.id,
                r.text,
                str(r.in_force.start),
                str(r.in_force.end),
                [a.cite for a in r.authority],
            ]
            for r in RULES
        ]
    )


def _sha256(value: Any) -> str:
    return hashlib.sha256(canonical_json(value)).hexdigest()


def assess(case: Case, *, engine: str | None = None, catalog: Catalog | None = None) -> Assessment:
    """What follows from a case under immigration law, on its `as_of`.

    Args:
        case: What is known of the person and the dispositions.
        engine: ``durable`` or ``reference``; ``None``: durable where it imports, else reference.
        catalog: The offenses; ``None``: the library's own, with the packs that are installed.

    Raises:
        CaseError: A prong that the catalog's entry lacks.
        EngineUnavailable: The engine asked for is not there.
        EngineError: The engine failed; no other answers in its place.
    """
    if catalog is None:
        from immconseq.offenses import load_default

        catalog = load_default()
    return _assessed(case, choose_engine(engine).name, catalog)


@functools.lru_cache(maxsize=512)
def _assessed(case: Case, engine: str, catalog: Catalog) -> Assessment:
    context = Context(case, catalog)
    slots = evaluate(program_of(case.as_of), context, choose_engine(engine))
    return Assessment(case=case, slots=slots, engine=engine, catalog=catalog)


def _again(case: Case, engine: str, catalog: Catalog) -> Assessment:
    return _assessed(case, engine, catalog)


def assess_many(
    cases: Iterable[Case], *, engine: str | None = None, catalog: Catalog | None = None
) -> Iterator[Assessment]:
    """Assess a stream of cases, lazily and in order; the same answers as `assess`."""
    return (assess(case, engine=engine, catalog=catalog) for case in cases)


@attrs.frozen(kw_only=True)
class Difference:
    """What a second run found otherwise than a receipt says."""

    what: str
    receipt: str
    now: str


@attrs.frozen(kw_only=True)
class Verification:
    """A receipt held against a second run."""

    differences: tuple[Difference, ...]

    @property
    def ok(self) -> bool:
        """Did the second run find the same?"""
        return not self.differences

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"ok": self.ok, "differences": [attrs.asdict(d) for d in self.differences]}


def verify(receipt: Receipt, case: Case, *, catalog: Catalog | None = None) -> Verification:
    """Run a case again and compare with what a receipt says."""
    now = assess(case, engine=receipt.engine, catalog=catalog).receipt
    named = {
        "library": ("library", "library"),
        "engine": ("engine", "engine"),
        "rules": ("rules", "rules"),
        "packs": ("packs", "packs"),
        "case": ("case_sha256", "case_sha256"),
        "findings": ("findings_sha256", "findings_sha256"),
    }
    return Verification(
        differences=tuple(
            Difference(
                what=what, receipt=str(getattr(receipt, field)), now=str(getattr(now, field))
            )
            for what, (field, _) in named.items()
            if getattr(receipt, field) != getattr(now, field)
        )
    )
