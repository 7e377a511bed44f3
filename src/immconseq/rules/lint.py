"""What is wrong with a rulebook that no type checker sees, in words a rule author can use.

It reads rules and computes nothing. What an engine can take is `immconseq.engine.lint`'s to say.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from immconseq.authority import InForce
from immconseq.facts.model import CasePremise, DispositionPremise, PairPremise
from immconseq.rules.gaps import GAPS
from immconseq.rules.model import (
    Aggregate,
    CaseConclusion,
    CaseRule,
    Conclusion,
    DispositionConclusion,
    DispositionRule,
    First,
    Gap,
    Literal,
    PairRule,
    Rule,
    Second,
)
from immconseq.rules.vocabulary import CASE_FINDINGS, DISPOSITION_FINDINGS

__all__ = ["FINDINGS", "faults"]

FINDINGS: tuple[Conclusion, ...] = (*CASE_FINDINGS, *DISPOSITION_FINDINGS)
"""Every finding of the public vocabulary."""

_Atom = CasePremise | DispositionPremise | PairPremise | CaseConclusion | DispositionConclusion
_Literals = frozenset[tuple[str, str]]

_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)?/[a-z0-9_]+")
_PLACES: Mapping[type[Rule], frozenset[str]] = {
    CaseRule: frozenset({"case"}),
    DispositionRule: frozenset({"case", "disposition"}),
    PairRule: frozenset({"case", "first", "second", "pair"}),
}


def faults(
    rules: Sequence[Rule],
    aggregates: Sequence[Aggregate],
    *,
    gaps: Sequence[Gap] = GAPS,
    findings: Sequence[Conclusion] = FINDINGS,
) -> tuple[str, ...]:
    """What is wrong with a rulebook, one line for each fault; empty where nothing is.

    Args:
        rules: The rules of every day, in order.
        aggregates: The aggregates of every day.
        gaps: The findings whose rules are known to be missing or to be missing in part.
        findings: What has to be answered, and may be given although no rule reads it.
    """
    return (
        *_ids(rules, aggregates),
        *_wording(rules, aggregates, findings),
        *_literals_in_place(rules),
        *_names(rules, aggregates),
        *_given_and_read(rules, aggregates, gaps, findings),
        *_cycles(rules, aggregates),
        *_idle(rules),
        *_subsumed(rules),
    )


def _parts(literal: Literal) -> tuple[str, _Atom]:
    """What a literal speaks of, and what it says there."""
    if isinstance(literal, First):
        return "first", literal.of
    if isinstance(literal, Second):
        return "second", literal.of
    if isinstance(literal, PairPremise):
        return "pair", literal
    if isinstance(literal, DispositionPremise | DispositionConclusion):
        return "disposition", literal
    return "case", literal


def _atoms(rule: Rule) -> Iterator[_Atom]:
    for literal in (*rule.when, *rule.unless):
        yield _parts(literal)[1]


def _reads(giver: Rule | Aggregate) -> Iterator[Conclusion]:
    if isinstance(giver, Aggregate):
        yield giver.members
        return
    for atom in _atoms(giver):
        if isinstance(atom, CaseConclusion | DispositionConclusion):
            yield atom


# -- each rule by itself -----------------------------------------------------------------------


def _ids(rules: Sequence[Rule], aggregates: Sequence[Aggregate]) -> Iterator[str]:
    earlier: dict[str, list[InForce]] = {}
    for giver in (*rules, *aggregates):
        if not giver.id.startswith(f"{giver.gives.name}/"):
            yield f"{giver.id}: gives {giver.gives.name}; its id starts with that and a slash"
        elif not _ID.fullmatch(giver.id):
            yield f"{giver.id}: after the slash stands one word in lower case"
        dates = earlier.setdefault(giver.id, [])
        if dates:
            yield f"{giver.id}: the id is used {len(dates) + 1} times"
        if any(_overlap(giver.in_force, other) for other in dates):
            yield f"{giver.id}: two rules of this id are in force on one day"
        dates.append(giver.in_force)


def _wording(
    rules: Sequence[Rule], aggregates: Sequence[Aggregate], findings: Sequence[Conclusion]
) -> Iterator[str]:
    for giver in (*rules, *aggregates):
        if not giver.authority:
            yield f"{giver.id}: rests on no authority"
        yield from _sentence(giver.id, giver.text)
    said: dict[_Atom, None] = dict.fromkeys(atom for rule in rules for atom in _atoms(rule))
    said |= dict.fromkeys(giver.gives for giver in (*rules, *aggregates))
    for atom in said:
        # The text of a finding is a heading.
        if atom not in findings:
            yield from _sentence(atom.name, atom.text)


def _sentence(name: str, text: str) -> Iterator[str]:
    if not text.strip():
        yield f"{name}: has no text"
    elif not text.endswith("."):
        yield f"{name}: its text does not end with a full stop"


def _literals_in_place(rules: Sequence[Rule]) -> Iterator[str]:
    for rule in rules:
        kind = type(rule).__name__
        spoken = [_parts(literal) for literal in (*rule.when, *rule.unless)]
        for place, atom in spoken:
            if place not in _PLACES[type(rule)]:
                yield f"{rule.id}: a {kind} cannot read {atom.name} of the {place}"
        if isinstance(rule, CaseRule) and isinstance(rule.gives, DispositionConclusion):
            yield f"{rule.id}: a CaseRule cannot give {rule.gives.name} of a disposition"
        if isinstance(rule, PairRule) and not any(place == "second" for place, _ in spoken):
            yield f"{rule.id}: a PairRule says nothing of its second disposition"


def _idle(rules: Sequence[Rule]) -> Iterator[str]:
    for rule in rules:
        if not rule.when:
            yield f"{rule.id}: has no premise"
        both = _literals(rule.when) & _literals(rule.unless)
        if both and not rule.never_fires:
            names = ", ".join(sorted(name for _, name in both))
            yield f"{rule.id}: asks for {names} and excepts it, so that it never fires"


# -- rules side by side ------------------------------------------------------------------------


def _names(rules: Sequence[Rule], aggregates: Sequence[Aggregate]) -> Iterator[str]:
    objects: dict[str, set[_Atom]] = {}
    for rule in rules:
        for atom in (rule.gives, *_atoms(rule)):
            objects.setdefault(atom.name, set()).add(atom)
    for aggregate in aggregates:
        for atom in (aggregate.gives, aggregate.members):
            objects.setdefault(atom.name, set()).add(atom)
    for name, found in objects.items():
        if len(found) > 1:
            yield f"{name}: {len(found)} different objects have this name"


def _given_and_read(
    rules: Sequence[Rule],
    aggregates: Sequence[Aggregate],
    gaps: Sequence[Gap],
    findings: Sequence[Conclusion],
) -> Iterator[str]:
    given = {giver.gives.name for giver in (*rules, *aggregates)}
    answered = given | {gap.gives for gap in gaps}
    public = [finding.name for finding in findings]
    read = {c.name: None for giver in (*rules, *aggregates) for c in _reads(giver)}
    for name in public:
        if name not in answered:
            yield f"{name}: a public finding that no rule gives, and no gap names"
    for name in read:
        if name not in answered:
            yield f"{name}: is read, and no rule or aggregate gives it"
    for name in sorted(given - set(read) - set(public)):
        yield f"{name}: is given, and nobody reads it"


def _cycles(rules: Sequence[Rule], aggregates: Sequence[Aggregate]) -> Iterator[str]:
    behind: dict[str, dict[str, None]] = {}
    for giver in (*rules, *aggregates):
        behind.setdefault(giver.gives.name, {}).update({c.name: None for c in _reads(giver)})
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> Iterator[str]:
        if name in path:
            yield "a cycle: " + " <- ".join((*path[path.index(name) :], name))
        elif name not in done:
            for before in behind.get(name, ()):
                yield from walk(before, (*path, name))
            done.add(name)

    for name in behind:
        yield from walk(name, ())


def _subsumed(rules: Sequence[Rule]) -> Iterator[str]:
    """Rules that another makes superfluous: it gives the same and asks for no more.

    Absorption does not hold (`immconseq.values`), so such a rule is no harmless ornament: where it
    is unknown, a contested answer of the other becomes unknown too.
    """
    for place, rule in enumerate(rules):
        for other_place, other in enumerate(rules):
            if rule is other or rule.gives is not other.gives or rule.never_fires:
                continue
            if not _throughout(rule.in_force, other.in_force):
                continue
            forward, backward = _asks_no_more(other, rule), _asks_no_more(rule, other)
            # Of two that say the same, the later is the one too many.
            if forward and not (
                backward and place < other_place and _throughout(other.in_force, rule.in_force)
            ):
                yield f"{rule.id}: {other.id} gives the same and asks for no more"


def _asks_no_more(rule: Rule, than: Rule) -> bool:
    """Does *rule* hold wherever *than* does, one of two ways round where it is over two?"""
    ways = [(_literals(rule.when), _literals(rule.unless))]
    if isinstance(rule, PairRule) and isinstance(rule.gives, CaseConclusion):
        ways.append((_turned(rule.when), _turned(rule.unless)))
    when, unless = _literals(than.when), _literals(than.unless)
    return any(ask <= when and excepted <= unless for ask, excepted in ways)


def _literals(literals: Sequence[Literal]) -> _Literals:
    """Literals by place and name; the one disposition of a rule is its first."""
    spoken = (_parts(literal) for literal in literals)
    return frozenset(
        ("first" if place == "disposition" else place, atom.name) for place, atom in spoken
    )


def _turned(literals: Sequence[Literal]) -> _Literals:
    """The same with the two dispositions changed about; what is said of a pair need not hold so."""
    turned = {"first": "second", "second": "first", "pair": "pair turned"}
    return frozenset((turned.get(place, place), name) for place, name in _literals(literals))


def _overlap(one: InForce, two: InForce) -> bool:
    """Is there a day on which both are in force?"""
    starts = max(_start(one), _start(two))
    return starts <= min(_end(one), _end(two))


def _throughout(inner: InForce, outer: InForce) -> bool:
    """Is *outer* in force on every day on which *inner* is?"""
    return _start(outer) <= _start(inner) and _end(inner) <= _end(outer)


def _start(in_force: InForce) -> dt.date:
    return in_force.start or dt.date.min


def _end(in_force: InForce) -> dt.date:
    return in_force.end or dt.date.max
