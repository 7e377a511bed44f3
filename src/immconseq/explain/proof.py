"""`why` and `why_not`: the proof as data, read back from the slots of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from immconseq.explain.trace import Fired, Term, Trace, end
from immconseq.facts.model import Shortfall
from immconseq.findings import Status
from immconseq.rules.model import CaseConclusion, DispositionConclusion
from immconseq.values import NO, UNKNOWN, YES, Value

if TYPE_CHECKING:
    from immconseq.assessing import Assessment

__all__ = ["FailedRule", "Proof", "ProofPremise", "ProofRule", "WhyNot", "proof", "why_not"]


@attrs.frozen(kw_only=True)
class ProofPremise:
    """A premise of a rule, what was found, and the proof of it where it is a conclusion."""

    premise: str
    text: str
    value: str
    paths: tuple[str, ...]
    found: str | None
    authority: tuple[str, ...]
    proof: Proof | None

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {
            "premise": self.premise,
            "text": self.text,
            "value": self.value,
            "paths": list(self.paths),
            "found": self.found,
            "authority": list(self.authority),
            "proof": None if self.proof is None else self.proof.to_dict(),
        }


@attrs.frozen(kw_only=True)
class ProofRule:
    """A rule that gives a finding its status."""

    rule: str
    text: str
    authority: tuple[str, ...]
    value: str
    premises: tuple[ProofPremise, ...]

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {
            "rule": self.rule,
            "text": self.text,
            "authority": list(self.authority),
            "value": self.value,
            "premises": [p.to_dict() for p in self.premises],
        }


@attrs.frozen(kw_only=True)
class Proof:
    """Why a finding is what it is; `rules` is empty where no rule gives it."""

    id: str
    status: str
    disposition: str | None
    rules: tuple[ProofRule, ...]

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {
            "id": self.id,
            "status": self.status,
            "disposition": self.disposition,
            "rules": [r.to_dict() for r in self.rules],
        }

    def to_text(self) -> str:
        """Indented, a premise a line."""
        return "\n".join(self._lines(0))

    def __str__(self) -> str:
        return self.to_text()

    def _lines(self, depth: int) -> list[str]:
        pad = "  " * depth
        of = f" of {self.disposition}" if self.disposition else ""
        lines = [f"{pad}{self.id}{of}: {self.status.replace('_', ' ')}"]
        if not self.rules:
            lines.append(f"{pad}  No rule gives it; ask why_not.")
        for rule in self.rules:
            lines.append(f"{pad}  {rule.text} [{'; '.join(rule.authority)}]")
            for premise in rule.premises:
                found = f" ({premise.found})" if premise.found else ""
                lines.append(f"{pad}    {premise.value}: {premise.text}{found}")
                if premise.proof is not None and premise.proof.rules:
                    lines += premise.proof._lines(depth + 3)
        return lines


@attrs.frozen(kw_only=True)
class FailedRule:
    """A rule that did not give a finding, and the first premise or exception that failed."""

    rule: str
    text: str
    failed_kind: str
    failed: str
    failed_text: str
    paths: tuple[str, ...]
    found: str | None
    short_by: Shortfall | None

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {
            "rule": self.rule,
            "text": self.text,
            "failed": {
                self.failed_kind: self.failed,
                "paths": list(self.paths),
                "found": self.found,
                "short_by": None
                if self.short_by is None
                else {"amount": self.short_by.amount, "unit": self.short_by.unit},
            },
        }


@attrs.frozen(kw_only=True)
class WhyNot:
    """Each rule that could have given a finding; empty where the finding is triggered."""

    id: str
    status: str
    rules: tuple[FailedRule, ...]

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {"id": self.id, "status": self.status, "rules": [r.to_dict() for r in self.rules]}

    def to_text(self) -> str:
        """A rule a paragraph."""
        lines = [f"{self.id}: {self.status.replace('_', ' ')}"]
        if self.status == Status.TRIGGERED:
            lines.append("  It is triggered; ask why.")
        for rule in self.rules:
            word = "exception" if rule.failed_kind == "exception" else "failed"
            short = (
                f", short by {rule.short_by.amount} {rule.short_by.unit}" if rule.short_by else ""
            )
            found = f" ({rule.found}{short})" if rule.found else ""
            lines += [f"  {rule.text}", f"    {word}: {rule.failed_text}{found}"]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.to_text()


_DEPTH = 8


def proof(result: Assessment, finding_id: str, ref: str | None) -> Proof:
    """The proof of a finding; see `Assessment.why`."""
    conclusion, index = result.place(finding_id, ref)
    high = result.read_high(conclusion, index)
    at = () if index is None else (index,)
    status = result.status_of(conclusion, index)
    built = _Prover(result)
    return built.of(conclusion, at, high, status.value, _DEPTH)


class _Prover:
    def __init__(self, result: Assessment) -> None:
        self.result = result
        self.trace = Trace(result.slots)

    def of(
        self,
        conclusion: CaseConclusion | DispositionConclusion,
        at: tuple[int, ...],
        high: bool,
        status: str,
        depth: int,
    ) -> Proof:
        slots = self.result.slots
        value = end(slots.of(conclusion, at), high) if at or _is_case(conclusion) else NO
        rules = () if value is NO else self.trace.giving(conclusion, at, high, value)
        return Proof(
            id=conclusion.name,
            status=status,
            disposition=self.result.case.dispositions[at[0]].ref if at else None,
            rules=tuple(self._rule(one, depth) for one in rules),
        )

    def _rule(self, one: Fired, depth: int) -> ProofRule:
        return ProofRule(
            rule=one.rule.id,
            text=one.rule.text,
            authority=tuple(a.cite for a in one.rule.authority),
            value=one.value.word,
            premises=tuple(self._premise(t, depth) for t in one.terms),
        )

    def _premise(self, term: Term, depth: int) -> ProofPremise:
        reading = self.trace.reading(term)
        inner = None
        if reading is None and depth:
            atom = term.atom
            assert isinstance(atom, CaseConclusion | DispositionConclusion)
            own = end(self.result.slots.of(atom, term.binding), term.high)
            inner = self.of(atom, term.binding, term.high, _word(own), depth - 1)
        own_authority = getattr(term.atom, "authority", ())
        said = reading.authorities if reading is not None else ()
        return ProofPremise(
            premise=f"not {term.atom.name}" if term.negated else term.atom.name,
            text=f"Not so: {term.atom.text}" if term.negated else term.atom.text,
            value=term.value.word,
            paths=self.trace.paths(term),
            found=reading.found if reading is not None else None,
            authority=tuple(dict.fromkeys(a.cite for a in (*own_authority, *(s[0] for s in said)))),
            proof=inner,
        )


def why_not(result: Assessment, finding_id: str, ref: str | None) -> WhyNot:
    """The rules that did not give a finding; see `Assessment.why_not`."""
    conclusion, index = result.place(finding_id, ref)
    high = result.read_high(conclusion, index)
    at = () if index is None else (index,)
    status = result.status_of(conclusion, index)
    trace = Trace(result.slots)
    failed: list[FailedRule] = []
    reported: set[str] = set()
    if at or _is_case(conclusion):
        for one in trace.firings(conclusion, at, high):
            if one.value is YES:
                continue
            term = min(one.terms, key=lambda t: t.value)
            if one.rule.id in reported and term.value is UNKNOWN:
                continue
            reported.add(one.rule.id)
            failed.append(_failed(one, term, trace))
    elif not result.case.dispositions:
        failed = []
    return WhyNot(
        id=finding_id,
        status=status.value,
        rules=() if status is Status.TRIGGERED else tuple(failed),
    )


def _failed(one: Fired, term: Term, trace: Trace) -> FailedRule:
    """The first premise that failed, followed down to a fact where a conclusion failed."""
    deepest, top = term, term
    found = short = None
    for depth in range(_DEPTH, 0, -1):
        reading = trace.reading(deepest)
        if reading is not None:
            found, short = reading.found, reading.short_by
            break
        atom = deepest.atom
        assert isinstance(atom, CaseConclusion | DispositionConclusion)
        nearest = max(
            trace.firings(atom, deepest.binding, deepest.high),
            key=lambda f: _nearness(f, trace, depth),
            default=None,
        )
        if nearest is None or not nearest.terms:
            break
        deepest = min(nearest.terms, key=lambda t: t.value)
    return FailedRule(
        rule=one.rule.id,
        text=one.rule.text,
        failed_kind="exception" if top.negated else "premise",
        failed=top.atom.name,
        failed_text=top.atom.text
        if top.atom is deepest.atom
        else f"{top.atom.text} ({deepest.atom.text})",
        paths=trace.paths(top),
        found=found,
        short_by=short,
    )


def _nearness(one: Fired, trace: Trace, depth: int) -> float:
    """How near a rule came to firing: the share of its premises that held, all the way down."""
    if not one.terms:
        return 1.0
    return sum(_held(term, trace, depth) for term in one.terms) / len(one.terms)


def _held(term: Term, trace: Trace, depth: int) -> float:
    if term.value is not NO or term.negated or not depth:
        return int(term.value) / int(YES)
    if trace.reading(term) is not None:
        return 0.0
    atom = term.atom
    assert isinstance(atom, CaseConclusion | DispositionConclusion)
    return 0.9 * max(
        (_nearness(one, trace, depth - 1) for one in trace.firings(atom, term.binding, term.high)),
        default=0.0,
    )


def _is_case(conclusion: CaseConclusion | DispositionConclusion) -> bool:
    return isinstance(conclusion, CaseConclusion)


def _word(value: Value) -> str:
    return {
        YES: Status.TRIGGERED,
        NO: Status.NOT_TRIGGERED,
        UNKNOWN: Status.UNDETERMINED,
    }.get(value, Status.CONTESTED).value
