"""`screen`: what might be declined, cited or diverted before any plea, and what that spares.

A charge that is never pleaded makes no conviction (INA 101(a)(48)(A), 8 USC 1101(a)(48)(A)). Some
charges bring detention by being filed (INA 236(c)(1)(E), 8 USC 1226(c)(1)(E)), and that is said
whoever the person is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

import attrs

from immconseq.authority import Answer
from immconseq.case import (
    Case,
    Disposition,
    ImmigrationStatus,
    Offense,
    Outcome,
)
from immconseq.explain.text import families, plain
from immconseq.findings import Status
from immconseq.mitigation.effects import ESTABLISHED, Effects
from immconseq.mitigation.moves import endings
from immconseq.mitigation.parity import Standing, is_named, standing
from immconseq.mitigation.programs import named, open_to
from immconseq.mitigation.subject import State, Subject
from immconseq.offenses import load_default
from immconseq.offenses.catalog import Catalog
from immconseq.office.exposure import (
    LAKEN_RILEY,
    Charged,
    OtherCharge,
    excluded_by,
    named_charge,
    on_charge,
    other_charges,
)
from immconseq.office.inputs import given
from immconseq.office.model import Office
from immconseq.office.program_checks import (
    PROGRAM_CODES,
    ProgramCheck,
    check_program,
    section_authority,
)
from immconseq.office.programs import Charge, Program
from immconseq.office.results import Check, Item, Severity, note, warning, wrapped
from immconseq.variations import Variations

__all__ = ["SCREENING_CODES", "Action", "ScreenedCount", "Screening", "screen"]

SCREENING_CODES: Mapping[str, str] = {
    "nothing_to_screen": "No count of the case is charged or offered.",
    "low_level": "The offense is of a low level: decline, cite or divert, in this order.",
    "not_low_level": "The offense is not of a low level: nothing is declined; diversion may be.",
    "level_not_known": "Whether it is charged as a felony decides, and is not known.",
    "offense_not_known": "The catalog does not have the offense, or not one alone.",
    "ruled_out_by_office": "The office's own terms rule out whatever leaves no conviction.",
    "program_fails": "A program of the office would take the count, and is not fit for it.",
    "program_may_convict": "A program of the office would take it, and may make a conviction.",
    "program_to_look_at": "A program of the office takes it, and there is something to look at.",
    "place_program_convicts": "A program of the place looks like diversion and makes a conviction.",
    "place_program_contested": "Whether a program of the place makes a conviction is open.",
    "no_program": "No program of the office or the place is known to take the count.",
    "detention_on_charge": "The charge alone can bring detention without bond.",
    "detention_on_charge_open": "Whether the charge alone can is not settled.",
    "detention_on_injury": "It can where death or serious injury came of it, which is not said.",
}
"""What each code of an item means. Codes may be added, and are never renamed."""

_CONVICTION = "INA 101(a)(48)(A), 8 USC 1101(a)(48)(A)"
_GOALS = ("aggfel.", "deport.", "inadmit.", "bar.", "detention.", "removal.", "reentry.")
_SCREENED = (Outcome.CHARGED, Outcome.OFFERED)
_MOST_OTHERS = 4

_IN_PLACE = (
    "It is charged in its place, and not beside it; where there was an arrest or a charge for the"
    " other, whether this puts an end to what that brings is not settled.",
    "The facts support it.",
)

_ACTION = {
    Outcome.DECLINED: "decline",
    Outcome.CIVIL: "cite",
    Outcome.DIVERTED_BEFORE_PLEA: "divert",
}

_ORDER = (*_ACTION.values(), "charge")


@attrs.frozen(kw_only=True)
class Action:
    """What might be done with a count in place of a plea.

    Attributes:
        action: ``decline``, ``cite``, ``divert``, or ``charge``: to charge another offense, whose
            charge alone does not bring detention.
        charge: The offense that is cited or charged in its place; ``None``: none, or its own.
        program: Of a diversion the office's name for the program, or the section of the place's;
            ``None``: by agreement alone, or no diversion.
        program_of: ``office``, ``place`` or ``None``.
        conditions: What it asks, in words.
        avoids: The ids that a plea on the terms given would trigger or leave contested or open, and
            that are then not triggered.
        remains: Those that are then triggered or contested. What holds without this count, for the
            other counts or the person, stands in none of these.
        open: Those that a plea would trigger or leave contested, and that are then undetermined.
    """

    action: str
    charge: Offense | None = None
    program: str | None
    program_of: str | None
    conditions: tuple[str, ...]
    avoids: tuple[str, ...]
    remains: tuple[str, ...]
    open: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON, every key always there."""
        return {
            "action": self.action,
            "charge": None if self.charge is None else self.charge.to_dict(),
            "program": self.program,
            "program_of": self.program_of,
            "conditions": list(self.conditions),
            "avoids": list(self.avoids),
            "remains": list(self.remains),
            "open": list(self.open),
        }


@attrs.frozen(kw_only=True)
class ScreenedCount:
    """One count that is charged or offered.

    Attributes:
        ref: The count.
        offense: Its offense, as the case gives it.
        low_level: Is it of a low level, as the catalog marks rows, and no felony? ``None``: the
            offense, or whether it is a felony, is not known.
        actions: What might be done: declining, citing, diverting, charging another offense.
    """

    ref: str
    offense: Offense
    low_level: bool | None
    actions: tuple[Action, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON, every key always there."""
        return {
            "ref": self.ref,
            "offense": self.offense.to_dict(),
            "low_level": self.low_level,
            "actions": [action.to_dict() for action in self.actions],
        }


@attrs.frozen(kw_only=True)
class Screening(Check):
    """What a case's counts might come to without a plea.

    What is avoided turns on the immigration status, so this is for the eyes of the office alone:
    it is not filed, not shown to a court, and given to nobody else. The actions and the items are
    the same whatever the status is.

    Attributes:
        counts: Each count that is charged or offered, in the case's order.
    """

    schema_id: ClassVar[str] = "immconseq/screening/1"
    title: ClassVar[str] = "Screening (for the office alone)"

    counts: tuple[ScreenedCount, ...] = ()

    def _more(self) -> dict[str, Any]:
        return {"counts": [count.to_dict() for count in self.counts]}

    def _more_lines(self) -> Iterable[str]:
        for count in self.counts:
            level = {True: "low level", False: "not low level", None: "level not known"}
            said = (
                f"{plain(count.ref, 24)}: {plain(count.offense.code, 40)}, {level[count.low_level]}"
            )
            yield from wrapped(said)
            # What is done and what it spares is the same under every program.
            alike: dict[tuple[str, str, _Spared], list[str]] = {}
            for action in count.actions:
                spared = (action.avoids, action.remains, action.open)
                other = "" if action.charge is None else plain(action.charge.code, 40)
                names = alike.setdefault((action.action, other, spared), [])
                names += [plain(action.program, 40)] if action.program else []
            for number, ((what, other, spared), names) in enumerate(alike.items(), 1):
                yield from wrapped(f"{number}. {_said(what, other, names, spared)}", "  ", "     ")


_Spared = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _said(what: str, other: str, names: list[str], spared: _Spared) -> str:
    by = f", by {' or '.join(names)}" if names else ""
    like = f" like {other}" if other else ""
    done = {
        "decline": "Decline it",
        "cite": f"Cite it under a civil ordinance{like}",
        "charge": f"Charge {other} in its place",
    }
    parts = [done.get(what, f"Divert it before any plea{by}")]
    for word, ids in zip(("spares", "leaves", "open"), spared, strict=True):
        if ids:
            parts.append(f"{word}: {families(ids, 4)}")
    return ". ".join(parts) + "."


def screen(
    case: Case | Mapping[str, Any],
    office: Office | Mapping[str, Any],
    *,
    catalog: Catalog | None = None,
) -> Screening:
    """What might be declined, cited civilly or diverted, and what that spares.

    Each count that is charged or offered is read as pleaded on the terms given, and then as ended
    without a plea; both are assessed with the whole case. A program of the office is proposed where
    it takes the charge and `check_program` finds no conviction in it and nothing that shuts people
    out; one that fails is named, with why. Paths of items begin at the case; one that begins
    ``$.programs`` is the office's.

    Args:
        case: The case, or its JSON.
        office: The office, or its JSON.
        catalog: The offenses and programs; ``None``: the library's own.

    Raises:
        CaseError: With every fault of the JSON; a prong that the catalog's entry lacks.
    """
    case, office = given(Case, case), given(Office, office)
    known = load_default() if catalog is None else catalog
    own = _programs(office, case, known)
    items: list[Item] = []
    counts: list[ScreenedCount] = []
    takes: dict[int, list[str]] = {}
    for at, count in enumerate(case.dispositions):
        if count.outcome in _SCREENED:
            one = _Count(case, count, f"$.dispositions[{at}]", office, known, own)
            found, said, programs = one.screened()
            counts.append(found)
            items += said
            for number in programs:
                takes.setdefault(number, []).append(plain(count.ref, 24))
    for number, program, check in own:
        if number in takes:
            items += _of_program(number, program, check, takes[number])
    if not counts:
        text = "No count is charged or offered, so there is nothing to screen."
        items.append(note("nothing_to_screen", "$.dispositions", text))
    return Screening(items=tuple(items), counts=tuple(counts))


_Own = tuple[tuple[int, Program, ProgramCheck], ...]


def _programs(office: Office, case: Case, catalog: Catalog) -> _Own:
    """The office's programs, each looked at once."""
    return tuple(
        (at, program, check_program(program, office, as_of=case.as_of, catalog=catalog))
        for at, program in enumerate(office.programs)
    )


@attrs.frozen
class _Count:
    """One count that is screened."""

    case: Case
    given: Disposition
    path: str
    office: Office
    catalog: Catalog
    own: _Own

    def screened(self) -> tuple[ScreenedCount, list[Item], tuple[int, ...]]:
        """The count, what is to be said of it, and which of the office's programs take it."""
        subject, start = self._subject()
        own = subject.standing
        low = _low_level(own)
        takes: tuple[int, ...] = ()
        found = self._exposed()
        others = (
            other_charges(self._charged(), self.catalog, excluded_by(self.office)) if found else ()
        )
        items = list(self._of_detention(own, found, others))
        actions: list[Action] = []
        if self._ruled_out():
            text = (
                "The office's own terms ask for a term of days or for certain levels, which rules"
                " out declining and diversion."
            )
            items.append(warning("ruled_out_by_office", self.path, text))
        else:
            for state in endings(subject, start):
                actions += self._actions(subject, state)
            if low and all(action.action != "cite" for action in actions):
                actions += self._citations(subject, start)
            actions += self._charges(subject, others)
            actions.sort(key=lambda action: _ORDER.index(action.action))
            items += self._of_programs(subject, actions)
            takes = tuple(at for at, _, _ in self._that_take(subject))
        items.insert(0, self._of_level(own, low, actions))
        count = ScreenedCount(
            ref=self.given.ref,
            offense=self.given.offense,
            low_level=low,
            actions=tuple(actions),
        )
        return count, items, takes

    def _subject(self) -> tuple[Subject, State]:
        """The count as `mitigate` reads it: offered on the terms given, and charged until then."""
        given = self.given
        read = attrs.evolve(given, outcome=Outcome.OFFERED)
        variations = Variations(self.case, given.ref, engine="reference", catalog=self.catalog)
        case = variations.with_count((read,))
        before, without = variations.statuses((read,)), variations.statuses(())
        goals = tuple(
            name
            for name, status in before.items()
            if name.startswith(_GOALS)
            # What is so without the count is no matter of this count.
            and status not in (Status.NOT_TRIGGERED, without[name])
            and case.person.status is not ImmigrationStatus.CITIZEN
        )
        subject = Subject(
            case=case,
            given=given,
            count=read,
            old=None,
            standing=standing(read, self.catalog, case.as_of),
            catalog=self.catalog,
            effects=Effects(variations.statuses, before, goals, frozenset(), 100, None),
        )
        charged = given.charged_with
        if (given.outcome is Outcome.CHARGED or not charged) and given.offense not in charged:
            charged = (*charged, given.offense)
        return subject, State(counts=(attrs.evolve(read, charged_with=charged),))

    def _ruled_out(self) -> bool:
        bounds = self.office.constraints
        return bounds is not None and (bounds.min_imposed_days is not None or bool(bounds.levels))

    # What might be done.

    def _actions(self, subject: Subject, state: State) -> Iterator[Action]:
        """An ending; of diversion one for each program that may take the count."""
        change = state.changes[-1]
        conditions = (*change.requires, *change.warnings)
        one = _action(subject, _ACTION[state.count.outcome], state.count, conditions)
        if one.action != "divert":
            yield one
            return
        # Before the last two stand the programs of the place, or that there is none.
        always = change.requires[-2:]
        some = False
        for _, program, check in self._that_take(subject):
            if check.conviction is False and check.ok is not False:
                some = True
                yield attrs.evolve(
                    one, program=program.program_id, program_of="office", conditions=always
                )
        for row in open_to(subject, subject.as_of):
            some = True
            asks = f"{named(row)}. A court or an office may still say no."
            yield attrs.evolve(
                one, program=row.code, program_of="place", conditions=(asks, *always)
            )
        if not some:
            yield one

    def _citations(self, subject: Subject, start: State) -> Iterator[Action]:
        """Citing it like an offense on the same facts that the place makes less than a crime.

        What the law makes a crime alone, no ordinance makes less.
        """
        own = subject.standing.entry
        for entry in self.catalog.of(self.given.offense.jurisdiction) if own else ():
            if own is None or entry == own or not is_named(own, entry, self.catalog):
                continue
            offense = Offense(jurisdiction=entry.jurisdiction, code=entry.code)
            count = attrs.evolve(start.count, offense=offense)
            as_cited = attrs.evolve(
                subject, standing=standing(count, self.catalog, self.case.as_of)
            )
            for state in endings(as_cited, attrs.evolve(start, counts=(count,))):
                if state.count.outcome is not Outcome.CIVIL:
                    continue
                fits = f"It fits the facts of {entry.code} ({entry.names[0]})."
                change = state.changes[-1]
                conditions = (fits, *change.requires, *change.warnings)
                one = _action(subject, "cite", state.count, conditions)
                yield attrs.evolve(one, charge=state.count.offense)

    def _charges(self, subject: Subject, others: Iterable[OtherCharge]) -> Iterator[Action]:
        """A plea on the terms given to what could be charged in its place, on the same facts."""
        for other in others:
            if not other.same_facts:
                continue
            offense = Offense(
                jurisdiction=other.jurisdiction, code=other.code, variant=other.variant
            )
            before = tuple(o for o in subject.given.charged_with if o != self.given.offense)
            if self.given.outcome is Outcome.OFFERED:
                before = subject.given.charged_with  # it was charged, and only now is another
            count = attrs.evolve(subject.count, offense=offense, charged_with=(*before, offense))
            yield attrs.evolve(_action(subject, "charge", count, _IN_PLACE), charge=offense)

    def _that_take(self, subject: Subject) -> Iterator[tuple[int, Program, ProgramCheck]]:
        own = subject.standing
        charge = Charge(
            jurisdiction=self.given.offense.jurisdiction,
            code=self.given.offense.code,
            entry=own.entry,
            level=own.levels[0] if len(own.levels) == 1 else None,
        )
        if charge.jurisdiction != self.office.jurisdiction:
            return
        for at, program, check in self.own:
            if program.may_take(charge, self.catalog):
                yield at, program, check

    # What is to be said.

    def _of_level(self, own: Standing, low: bool | None, actions: Iterable[Action]) -> Item:
        code = plain(self.given.offense.code, 40)
        if own.entry is None:
            text = (
                f"The catalog does not have {code} as one offense, so whether it is of a low level"
                " is not known: name it by its subdivision."
            )
            return warning("offense_not_known", f"{self.path}.offense.code", text)
        if low is None:
            text = f"A {code} that is no felony might be declined: say at what level it is charged."
            return warning("level_not_known", f"{self.path}.offense.level", text)
        if low:
            words = {
                "decline": "decline it",
                "cite": "cite it civilly",
                "divert": "divert it",
                "charge": "charge another offense",
            }
            done = ", or ".join(words[a] for a in dict.fromkeys(a.action for a in actions))
            text = f"{code} is of a low level" + (f": {done}." if done else ".")
            return note("low_level", self.path, text)
        text = f"{code} is not of a low level: it is not declined, and may be diverted."
        return note("not_low_level", self.path, text)

    def _of_programs(self, subject: Subject, actions: Iterable[Action]) -> Iterator[Item]:
        own = subject.standing
        level = own.levels[0] if len(own.levels) == 1 else None
        for row in self.catalog.programs(self.given.offense.jurisdiction):
            if row.counts is Answer.NO or not row.on(subject.as_of):
                continue
            if not row.may_take(own.entry, level, own.priorability):
                continue
            cites = section_authority(row)
            if row.counts is Answer.YES:
                text = f"{row.code} ({row.names[0]}): {row.text}. It leaves a conviction."
                yield warning("place_program_convicts", self.path, text, *cites)
            else:
                text = (
                    f"{row.code} ({row.names[0]}): {row.text}. Whether it is a conviction is open."
                )
                yield warning("place_program_contested", self.path, text, *cites)
        diversions = [a for a in actions if a.action == "divert"]
        if all(a.program is None for a in diversions):
            text = (
                "No program of the office or the place is known to take it: it can be diverted by"
                " agreement alone, before it is filed or without a plea."
            )
            yield warning("no_program", self.path, text, _CONVICTION)

    # What the charge itself brings.

    def _charged(self, offense: Offense | None = None, *, injury: bool = False) -> Charged:
        return Charged(
            offense=offense or self.given.offense,
            as_of=self.case.as_of,
            committed_on=self.given.committed_on,
            circuit=self.case.circuit,
            facts=self.given.facts,
            injury=injury,
        )

    def _offenses(self) -> tuple[Offense, ...]:
        return tuple(dict.fromkeys((self.given.offense, *self.given.charged_with)))

    def _exposed(self) -> dict[Offense, Status]:
        """The charges that by themselves bring detention for somebody, or may."""
        found = {o: on_charge(self._charged(o), self.catalog) for o in self._offenses()}
        exposed = (Status.TRIGGERED, Status.CONTESTED)
        return {offense: status for offense, status in found.items() if status in exposed}

    def _of_detention(
        self, own: Standing, found: Mapping[Offense, Status], others: tuple[OtherCharge, ...]
    ) -> Iterator[Item]:
        """The charge asked about for whom the Act is meant, and not for the person of the case."""
        worst = [o for o, status in found.items() if status is Status.TRIGGERED]
        code, said = "detention_on_charge", "can bring detention without bond by being filed"
        if not worst:
            code = "detention_on_charge_open"
            said = "may bring detention without bond by being filed, which is not settled"
        if found:
            names = ", ".join(dict.fromkeys(plain(o.code, 40) for o in worst or found))
            text = (
                f"{names} {said}: the Laken Riley Act reaches an arrest or a charge for burglary,"
                " theft, larceny, shoplifting, assault of an officer, or what caused death or"
                f" serious injury, whoever may prove to be within it. {_instead(others)}"
            )
            yield warning(code, f"{self.path}.offense", text, *LAKEN_RILEY)
        elif (
            self.given.facts.death_or_serious_injury is None
            and own.entry is not None
            and own.entry.family in _AGAINST_PERSONS
            and any(self._injured(offense) is Status.TRIGGERED for offense in self._offenses())
        ):
            text = (
                "If death or serious bodily injury came of it, the charge alone can bring detention"
                " without bond: say whether it did."
            )
            path = f"{self.path}.facts.death_or_serious_injury"
            yield note("detention_on_injury", path, text, *LAKEN_RILEY)

    def _injured(self, offense: Offense) -> Status:
        return on_charge(self._charged(offense, injury=True), self.catalog)


def _instead(others: tuple[OtherCharge, ...]) -> str:
    if not others:
        return "No charge that the catalog takes in its place is known to spare it."
    named_ones = ", ".join(named_charge(other) for other in others[:_MOST_OTHERS])
    return f"These, where the facts bear them, need be no heavier and would not: {named_ones}."


def _action(
    subject: Subject, action: str, count: Disposition, conditions: tuple[str, ...]
) -> Action:
    """What follows from a count in place of the plea on the terms given."""
    found = subject.effects.of((count,))
    proposal = subject.effects.of((subject.count,), candidate=False)
    # Far fewer are asked about than may be.
    assert found is not None
    assert proposal is not None
    was, now = proposal.statuses, found.statuses
    return Action(
        action=action,
        program=None,
        program_of=None,
        conditions=conditions,
        avoids=tuple(i for i in now if i in found.effect.avoids),
        remains=tuple(i for i in now if i in found.effect.remains),
        open=tuple(
            i
            for i, status in now.items()
            if i.startswith(_GOALS)
            and status is Status.UNDETERMINED
            and was[i] in ESTABLISHED
            and i in proposal.effect.remains
        ),
    )


_AGAINST_PERSONS = (
    "assault",
    "battery",
    "child_endangerment",
    "domestic_violence",
    "driving",
    "dui",
    "homicide",
    "kidnapping_false_imprisonment",
    "robbery",
    "sex_offense",
    "weapons",
)
"""The families of which injury may come."""


def _of_program(
    number: int, program: Program, check: ProgramCheck, refs: list[str]
) -> Iterator[Item]:
    """One of the office's programs that takes counts of the case; nothing where all is well."""
    path, name, taken = f"$.programs[{number}]", plain(program.program_id, 40), ", ".join(refs)
    weighs = [item for item in check.items if item.severity is not Severity.NOTE]
    cites = tuple(dict.fromkeys(cite for item in weighs for cite in item.authority))
    barriers = [item for item in weighs if item.severity is Severity.BARRIER]
    why = " ".join(dict.fromkeys(PROGRAM_CODES[item.code] for item in barriers or weighs))
    if check.ok is False:
        text = f"{name} would take {taken}, and is not proposed. {why}"
        yield warning("program_fails", path, text, *cites)
    elif check.conviction is not False:
        text = f"{name} would take {taken}, and is not proposed: it may make a conviction. {why}"
        yield warning("program_may_convict", path, text, *cites)
    elif weighs:
        yield warning(
            "program_to_look_at", path, f"{name} takes {taken}. To look at: {why}", *cites
        )


def _low_level(own: Standing) -> bool | None:
    """As a plan declines: of what the catalog marks, and no felony."""
    if own.entry is None:
        return None
    if not own.entry.low_level:
        return False
    if "felony" not in own.levels:
        return True
    return None if len(own.levels) > 1 else False
