"""Would the office have agreed? What an old count brings, and whether another plea avoids it.

What the count brings is what changes when it is vacated, or would change if the other old counts
were vacated too: two convictions that each bring the same would otherwise hide behind each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import attrs

from immconseq.assessing import Assessment, assess
from immconseq.case import Case, Disposition, ImmigrationStatus, Outcome
from immconseq.explain.text import relief_of_others
from immconseq.findings import Status
from immconseq.mitigation.mirror import vacated
from immconseq.mitigation.plan import Alternative, Mitigation, WhyEmptyReason
from immconseq.mitigation.search import mitigate
from immconseq.offenses.catalog import Catalog
from immconseq.office.model import Office
from immconseq.office.programs import Program, StepKind

__all__ = ["OLD", "Judged", "judge"]

OLD = (Outcome.CONVICTED, Outcome.DEFERRED)
"""The outcomes of a count that another plea can take the place of."""

_GOALS = ("aggfel.", "deport.", "inadmit.", "bar.", "detention.", "removal.", "reentry.")
_ESTABLISHED = (Status.TRIGGERED, Status.CONTESTED)
_BEFORE_NO_PLEA = (StepKind.ADMISSION, StepKind.PLEA, StepKind.FINDING, StepKind.JUDGMENT)

Statuses = Mapping[str, Status]


@attrs.frozen(kw_only=True)
class Judged:
    """What is to be done about a count, and why.

    Attributes:
        action: ``stipulate``, ``no_objection``, ``refer`` or ``none``.
        code: Why, a code of `immconseq.office.slate.CLEAN_SLATE_CODES`.
        text: Why, in words.
        alternative: What would have been agreed to; ``None`` where nothing was found.
        deferred: Was judgment deferred?
        no_terms: Has the office said nothing of what it would agree to for such a count?
    """

    action: str
    code: str
    text: str
    alternative: Alternative | None = None
    deferred: bool = False
    no_terms: bool = False


def judge(
    case: Case, count: Disposition, office: Office, engine: str | None, catalog: Catalog
) -> Judged:
    """What the office does about one count of a case."""
    if count.outcome not in OLD:
        return Judged(action="none", code="not_old", text="It is not convicted or deferred.")
    if count.offense.jurisdiction != office.jurisdiction:
        return Judged(
            action="refer",
            code="another_place",
            text=f"It is a conviction of {count.offense.jurisdiction}, whose prosecutor would have"
            " to agree.",
        )
    return _Judging(case, count, office, engine, catalog).judged()


@attrs.frozen
class _Judging:
    case: Case
    count: Disposition
    office: Office
    engine: str | None
    catalog: Catalog

    def judged(self) -> Judged:
        found = self._of(self.case)
        if found.action != "refer" or found.code != "not_avoided" or not self._others():
            return found
        # Another old count may bring the same: look at this one as if the others were gone too.
        apart = self._of(_without(self.case, self._others()))
        if apart.alternative is None:
            return found
        return attrs.evolve(
            apart,
            action="no_objection",
            code="with_other_counts",
            text="A neutral plea would do if the other old counts of the case, which bring the"
            f" same, are dealt with too: {', '.join(sorted(self._others()))}.",
        )

    def _of(self, case: Case) -> Judged:
        """What is done about the count in a case in which it stands."""
        plan = mitigate(
            case, ref=self.count.ref, office=self.office, engine=self.engine, catalog=self.catalog
        )
        without = self._assessed(case, {self.count.ref})
        if plan.why_empty is not None:
            reason = plan.why_empty.reason
            if reason is WhyEmptyReason.NOTHING_TO_AVOID:
                return self._of_nothing(plan.before, without)
            if reason is WhyEmptyReason.OFFENSE_UNKNOWN:
                return Judged(action="refer", code="offense_unknown", text=_UNKNOWN)
        brings = self._brings(plan, without)
        if not brings:
            return Judged(action="none", code="nothing_follows", text=_THE_SAME)
        return self._best(plan, brings, without.statuses())

    def _of_nothing(self, before: Assessment, without: Assessment) -> Judged:
        citizen = self.case.person.status is ImmigrationStatus.CITIZEN
        if not citizen and _brought(before, without):
            return Judged(action="refer", code="facts_missing", text=_MISSING)
        return Judged(action="none", code="nothing_follows", text=_NOTHING)

    def _brings(self, plan: Mitigation, without: Assessment) -> frozenset[str]:
        """Of what is to be avoided, what would not be without the count."""
        changed = _brought(plan.before, without)
        others = self._others()
        if others:
            alone = self._assessed(self.case, others)
            changed |= _brought(alone, self._assessed(self.case, {*others, self.count.ref}))
        found = changed & frozenset(plan.avoid)
        # As in the order of a plan, relief that is for people of other statuses does not decide,
        # unless the count closes nothing else.
        return found - relief_of_others(self.case.person.status) or found

    def _best(self, plan: Mitigation, brings: frozenset[str], without: Statuses) -> Judged:
        """The first that would have been agreed to in full, else the least doubtful."""
        doubtful: list[Judged] = []
        for alternative in sorted(plan, key=lambda a: "standard_offer" not in a.strategies):
            if not self._would_do(alternative, brings):
                continue
            code = self._doubt(alternative, brings, without) or "agreed_then"
            judged = Judged(
                action="stipulate" if code == "agreed_then" else "no_objection",
                code=code,
                text=_TEXTS[code],
                alternative=alternative,
                deferred=self.count.outcome is Outcome.DEFERRED,
                no_terms=self._no_terms(alternative),
            )
            if code == "agreed_then":
                return judged
            doubtful.append(judged)
        return min(
            doubtful,
            key=lambda judged: judged.code in ("no_program", "heavier"),
            default=Judged(action="refer", code="not_avoided", text=_NOT_AVOIDED),
        )

    def _would_do(self, of: Alternative, brings: frozenset[str]) -> bool:
        """Is it like the charge, was it not impossible then, and does nothing remain or arise?"""
        near = of.parity.same_facts or (of.parity.family != "different" and not of.parity.asks_more)
        if not near and "standard_offer" not in of.strategies:
            return False
        if of.introduces or of.mirror is None or of.mirror.open_then is False:
            return False
        then = of.assessment.statuses()
        return all(then[i] not in _ESTABLISHED for i in brings)

    def _doubt(self, of: Alternative, brings: frozenset[str], without: Statuses) -> str | None:
        """Why the office only does not object; ``None``: it would have agreed."""
        assert of.mirror is not None
        if of.mirror.open_then is None:
            return "open_then_unknown"
        if any(_turns_on_facts(of, i) for i in (*brings, *of.opens) if _newly_open(of, i, without)):
            return "conditional"
        if of.parity.heavier:
            return "heavier"
        diverted = any(_unconvicted(d) for d in of.dispositions)
        if diverted and "standard_offer" not in of.strategies and not self._takes():
            return "no_program"
        return None

    def _no_terms(self, of: Alternative) -> bool:
        return self.office.constraints is None and "standard_offer" not in of.strategies

    def _takes(self) -> bool:
        """Has the office a program that takes such a charge before any plea?"""
        offense = self.count.offense
        entries = self.catalog.find(offense.code, offense.jurisdiction)
        codes = {offense.code, *(entry.code for entry in entries)}
        families = {entry.family for entry in entries}
        return any(_takes(program, codes, families) for program in self.office.programs)

    def _others(self) -> frozenset[str]:
        return frozenset(
            d.ref for d in self.case.dispositions if d.outcome in OLD and d.ref != self.count.ref
        )

    def _assessed(self, case: Case, refs: Collection[str]) -> Assessment:
        """What follows with some counts vacated for a legal defect."""
        return assess(_without(case, refs), engine=self.engine, catalog=self.catalog)


def _without(case: Case, refs: Collection[str]) -> Case:
    """A case with some counts vacated for a legal defect on its day."""
    return attrs.evolve(
        case,
        dispositions=tuple(
            vacated(d, case.as_of) if d.ref in refs else d for d in case.dispositions
        ),
    )


def _brought(with_it: Assessment, without: Assessment) -> frozenset[str]:
    """The ids that a count brings, or brings if facts are so that nobody has given.

    What an officer may weigh is open after any conviction, and is not measured.
    """
    one, two = with_it.statuses(), without.statuses()
    return frozenset(
        i
        for i in one
        if i.startswith(_GOALS)
        and one[i] is not two[i]
        and one[i] is not Status.NOT_TRIGGERED
        and (one[i] in _ESTABLISHED or with_it[i].missing)
    )


def _newly_open(of: Alternative, name: str, without: Statuses) -> bool:
    """Is it open with the plea, and would not be without any count in the old one's place?"""
    then = of.assessment.statuses()[name]
    return then is Status.UNDETERMINED and without[name] is not Status.UNDETERMINED


def _turns_on_facts(of: Alternative, name: str) -> bool:
    """Would a fact settle it? What an officer weighs in any case is open whatever the plea is."""
    return bool(of.assessment[name].missing)


def _unconvicted(count: Disposition) -> bool:
    return count.outcome in (Outcome.DIVERTED_BEFORE_PLEA, Outcome.DECLINED, Outcome.CIVIL)


def _takes(program: Program, codes: Iterable[str], families: Iterable[str]) -> bool:
    if any(step.kind in _BEFORE_NO_PLEA for step in program.steps):
        return False
    for_all = not program.for_codes and not program.for_families
    return (
        for_all
        or not set(codes).isdisjoint(program.for_codes)
        or not set(families).isdisjoint(program.for_families)
    )


_UNKNOWN = (
    "The catalog does not have the offense. Name it by a code of the catalog, or give its profile."
)
_THE_SAME = "What is to be avoided in this case would be the same without the count."
_MISSING = "What the count brings turns on facts that nobody has given; assess the case for them."
_NOTHING = "Nothing follows from the count that another plea would avoid."
_NOT_AVOIDED = (
    "Nothing that the office's terms allow, that could have been had then, avoids all that the"
    " count brings. What avoids some of it is in a plan for the count."
)
_TEXTS = {
    "agreed_then": "A neutral plea within the office's terms could have been had then, and avoids"
    " what the count brings.",
    "open_then_unknown": "A neutral plea would do; whether it could have been had then is not known"
    " without the days of the offense and the plea.",
    "conditional": "A neutral plea would do, in part only if facts are as nobody has said yet.",
    "heavier": "A plea that is heavier than the conviction would do, if the defense wants it.",
    "no_program": "Diversion before a plea would do, and the office names no program that takes"
    " such a charge before any plea.",
}
