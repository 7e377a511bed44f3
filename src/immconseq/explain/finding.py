"""A finding as the contract has it, written out of what stands behind its status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from immconseq.authority import Answer, Side, settle
from immconseq.explain.trace import Fired, Term, Trace, end, open_terms
from immconseq.facts.burden import SILENT_RECORD_BARS_RELIEF
from immconseq.findings import (
    Because,
    CitedAuthority,
    Finding,
    PremiseValue,
    Scope,
    Status,
    Waiver,
)
from immconseq.rules.model import Burden, Conclusion, DispositionConclusion, Lift
from immconseq.rules.requirements import REQUIREMENTS
from immconseq.values import CONTESTED, UNKNOWN, YES, Pair, Value

if TYPE_CHECKING:
    from immconseq.assessing import Assessment
    from immconseq.case import Case

__all__ = ["FindingWriter", "finding_value"]


def finding_value(conclusion: Conclusion, pair: Pair, case: Case) -> tuple[Value, bool]:
    """The value of a finding under its burden, and whether it was read at the high end."""
    if conclusion.burden is Burden.GOVERNMENT or conclusion.burden is None:
        return pair.low, False
    if conclusion.burden is Burden.RELIEF and pair.silent:
        settled = settle(SILENT_RECORD_BARS_RELIEF.holdings, as_of=case.as_of, circuit=case.circuit)
        if settled.answer is Answer.NO:
            return pair.low, False
        if settled.answer is not Answer.YES:
            if UNKNOWN in (pair.low, pair.high):
                # Explanations read the end at which a fact is missing.
                return UNKNOWN, pair.high is UNKNOWN
            return CONTESTED, True
    return pair.high, True


class FindingWriter:
    """Writes the findings of one assessment; what several of them rest on is read back once.

    A finding is named by its conclusion and, where that is said of a disposition, its place.
    """

    def __init__(self, result: Assessment) -> None:
        self._result = result
        self._slots = result.slots
        self._case = result.case
        self._trace = Trace(result.slots)

    def finding(self, conclusion: Conclusion, index: int | None, status: Status) -> Finding:
        """The finding of a conclusion."""
        own = tuple(CitedAuthority(authority=a) for a in conclusion.authority)
        of_count = isinstance(conclusion, DispositionConclusion) and index is not None
        giving, value = self._giving(conclusion, index)
        common: dict[str, Any] = {
            "id": conclusion.name,
            "status": status,
            "scope": Scope.DISPOSITION if of_count else Scope.CASE,
            "disposition": None if index is None else self._case.dispositions[index].ref,
            "note": self._note(conclusion, index, status, giving),
        }
        if status is Status.NOT_TRIGGERED:
            return Finding(**common, authority=own)
        cited = [CitedAuthority(authority=a) for one in giving for a in one.rule.authority]
        sides = self._sides(giving, value)
        if status is Status.CONTESTED:
            sides = sides or _burden_sides(self._case)
            sides += [
                CitedAuthority(authority=conclusion.authority[0], side=side)
                for side in Side
                if not any(s.side is side for s in sides)
            ]
        missing: tuple[str, ...] = ()
        if status is Status.UNDETERMINED:
            missing = self._behind_open(giving, self._trace.missing)
        return Finding(
            **common,
            refs=self._refs(giving, index),
            on=self._day(giving) if status is Status.TRIGGERED else None,
            authority=tuple(dict.fromkeys((*own, *cited, *sides))),
            because=tuple(self._because(one) for one in giving),
            missing=missing,
            waiver=(*self._waivers(conclusion, status), *self._lifts(giving, status)),
        )

    def gaps(self, conclusion: Conclusion, index: int | None) -> tuple[str, ...]:
        """What the library lacks for a finding that it leaves open."""
        return self._behind_open(self._giving(conclusion, index)[0], self._trace.gaps)

    def _giving(self, conclusion: Conclusion, index: int | None) -> tuple[list[Fired], Value]:
        """The rules that give a finding its value, and the value."""
        pair = self._slots.of_conclusion(conclusion, index)
        value, high = finding_value(conclusion, pair, self._case)
        at = () if index is None else (index,)
        return self._trace.giving(conclusion, at, high, end(pair, high)), value

    def _behind_open(
        self, giving: list[Fired], read: Callable[[Term], tuple[str, ...]]
    ) -> tuple[str, ...]:
        found = (text for one in giving for term in open_terms(one) for text in read(term))
        return tuple(dict.fromkeys(found))

    def _sides(self, giving: list[Fired], value: Value) -> list[CitedAuthority]:
        """Who says what on the terms that are contested, and who carries those that hold."""
        sides = []
        for one in giving:
            for term in one.terms:
                if term.value is CONTESTED:
                    sides += [
                        CitedAuthority(authority=a, side=s) for a, s in self._trace.sides(term)
                    ]
                elif value is YES and not term.negated:
                    sides += [
                        CitedAuthority(authority=a)
                        for a, s in self._trace.sides(term)
                        if s is Side.FOR
                    ]
        return sides

    def _refs(self, giving: list[Fired], index: int | None) -> tuple[str, ...]:
        indexes = {i for one in giving for i in one.binding}
        if index is not None:
            indexes.add(index)
        for one in giving:
            for term in one.terms:
                for path in self._trace.paths(term):
                    if path.startswith("$.dispositions["):
                        indexes.add(int(path[len("$.dispositions[") : path.index("]")]))
        return tuple(self._case.dispositions[i].ref for i in sorted(indexes))

    def _day(self, giving: list[Fired]) -> dt.date | None:
        """The earliest day of which the rules that give a finding speak."""
        days = [
            one.rule.day(self._slots.context, one.binding)
            for one in giving
            if one.rule.day is not None
        ]
        return min((day for day in days if day is not None), default=None)

    def _because(self, one: Fired) -> Because:
        dispositions = self._case.dispositions
        return Because(
            rule=one.rule.id,
            refs=tuple(dispositions[i].ref for i in one.binding),
            premises=tuple(
                PremiseValue(
                    premise=f"not {t.atom.name}" if t.negated else t.atom.name,
                    value=t.value.word,
                    paths=self._trace.paths(t),
                )
                for t in one.terms
            ),
        )

    def _note(
        self, conclusion: Conclusion, index: int | None, status: Status, giving: list[Fired]
    ) -> str | None:
        notes = []
        if status is Status.UNDETERMINED:
            gaps = self._behind_open(giving, self._trace.gaps)
            notes += [f"Not decided: {gap}." for gap in gaps]
        if status is not Status.NOT_TRIGGERED:
            notes += [one.rule.note for one in giving if one.rule.note]
        if index is not None:
            view = self._slots.context.views[index]
            if view.entry is not None and view.offense.profile:
                names = ", ".join(sorted(view.offense.profile))
                notes.append(f"The case's own profile overrides the catalog's on: {names}.")
        person = self._case.person
        if conclusion.name.startswith("inadmit.") and person.status in ("lpr", "conditional_lpr"):
            notes.append(
                "Of a permanent resident who returns, inadmissibility is the government's to prove"
                " by clear and convincing evidence (Matter of Rivens, 25 I&N Dec. 623)."
            )
        if (besides := REQUIREMENTS.get(conclusion.name)) is not None:
            notes.append(f"Asked for besides, and not decided: {besides}.")
        if person.possible_citizenship:
            notes.append("The person may be a citizen; settle that first.")
        return " ".join(dict.fromkeys(notes)) or None

    def _waivers(self, conclusion: Conclusion, status: Status) -> tuple[Waiver, ...]:
        """The waiver that may lift a finding, with the finding that closes the waiver itself."""
        if status is Status.UNDETERMINED:
            return ()
        if conclusion.name in WAIVED_BY_212H:
            return (
                Waiver(
                    authority="INA 212(h), 8 USC 1182(h)",
                    finding="bar.212h",
                    status=self._result.status("bar.212h"),
                    text="A waiver in the government's discretion, with an application for"
                    " admission or adjustment; not for murder or torture.",
                ),
            )
        if conclusion.name == "bar.refugee_adjustment":
            return (
                Waiver(
                    authority="INA 209(c), 8 USC 1159(c)",
                    finding=NOT_WAIVED_BY_209C,
                    status=self._result.status(NOT_WAIVED_BY_209C),
                    text="A waiver in the government's discretion, for humanity, family unity or"
                    " the public interest; of a violent or dangerous crime in extraordinary"
                    " circumstances alone (Matter of Jean, 23 I&N Dec. 373).",
                ),
            )
        if conclusion.name == "reentry.permanent_bar":
            return (
                Waiver(
                    authority="INA 212(a)(9)(A)(iii), 8 USC 1182(a)(9)(A)(iii)",
                    finding=None,
                    status=Status.NOT_TRIGGERED,
                    text="The government's consent, got before the return, to apply again.",
                ),
            )
        return ()

    def _lift(self, one: Fired) -> Lift | None:
        lift = one.rule.lift
        return lift if lift is not None and lift.in_force.on(self._case.as_of) else None

    def _lifts(self, giving: list[Fired], status: Status) -> tuple[Waiver, ...]:
        """The waivers of the rules that give a finding; none where one of them has none."""
        lifts = dict.fromkeys(self._lift(one) for one in giving)
        if status is Status.UNDETERMINED or None in lifts:
            return ()
        return tuple(
            Waiver(
                authority=lift.authority.cite,
                finding=lift.finding,
                # What the law leaves to discretion is open; nothing here says how it would go.
                status=Status.UNDETERMINED
                if lift.finding is None
                else self._result.status(lift.finding),
                text=lift.text,
            )
            for lift in lifts
            if lift is not None
        )


WAIVED_BY_212H = (
    "inadmit.cimt",
    "inadmit.controlled_substance",
    "inadmit.multiple_convictions_5y",
    "inadmit.prostitution",
)
NOT_WAIVED_BY_209C = "inadmit.drug_trafficking_reason_to_believe"


def _burden_sides(case: Case) -> list[CitedAuthority]:
    """The two lines on what a silent record does to an applicant."""
    settled = settle(SILENT_RECORD_BARS_RELIEF.holdings, as_of=case.as_of, circuit=case.circuit)
    return [
        CitedAuthority(
            authority=h.authority, side=Side.FOR if h.answer is Answer.YES else Side.AGAINST
        )
        for h in settled.holdings
    ]
