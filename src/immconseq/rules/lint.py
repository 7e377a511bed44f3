"""What is wrong with a rulebook that no type checker sees, in words a rule author can use.

It reads rules and computes nothing. What only cases can show (the values that a premise takes, the
facts that are read) is measured by the tests and judged here. What an engine can take is
`immconseq.engine.lint`'s to say.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from immconseq.authority import CIRCUITS, Court, Holding, InForce
from immconseq.case_checks import FIRST_AS_OF
from immconseq.facts.model import CasePremise, DispositionPremise, PairPremise
from immconseq.rules.model import (
    Aggregate,
    CaseConclusion,
    CaseRule,
    Conclusion,
    DispositionConclusion,
    DispositionRule,
    First,
    Literal,
    PairRule,
    Rule,
    Second,
)
from immconseq.rules.vocabulary import CASE_FINDINGS, DISPOSITION_FINDINGS
from immconseq.values import NO, YES, Value

__all__ = [
    "ALIKE",
    "FINDINGS",
    "LEFT_OUT",
    "ONE_SIDED",
    "UNREAD",
    "alike_faults",
    "fact_faults",
    "faults",
    "holding_faults",
    "premise_faults",
]

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
    findings: Sequence[Conclusion] = FINDINGS,
) -> tuple[str, ...]:
    """What is wrong with a rulebook, one line for each fault; empty where nothing is.

    Args:
        rules: The rules of every day, in order.
        aggregates: The aggregates of every day.
        findings: What has to be answered, and may be given although no rule reads it.
    """
    return (
        *_ids(rules, aggregates),
        *_wording(rules, aggregates, findings),
        *_literals_in_place(rules),
        *_names(rules, aggregates),
        *_given_and_read(rules, aggregates, findings),
        *_unreachable(rules, aggregates, findings),
        *_cycles(rules, aggregates),
        *_idle(rules),
        *_subsumed(rules),
        *_given_twice(rules, aggregates),
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
    findings: Sequence[Conclusion],
) -> Iterator[str]:
    given = {giver.gives.name for giver in (*rules, *aggregates)}
    answered = given
    public = [finding.name for finding in findings]
    read = {c.name: None for giver in (*rules, *aggregates) for c in _reads(giver)}
    for name in public:
        if name not in answered:
            yield f"{name}: a public finding that no rule gives"
    for name in read:
        if name not in answered:
            yield f"{name}: is read, and no rule or aggregate gives it"
    for name in sorted(given - set(read) - set(public)):
        yield f"{name}: is given, and nobody reads it"


def _unreachable(
    rules: Sequence[Rule],
    aggregates: Sequence[Aggregate],
    findings: Sequence[Conclusion],
) -> Iterator[str]:
    givers = (*rules, *aggregates)
    days = _turns(givers)
    # A ground that was not enacted yet is a plain no to whoever reads it.
    open_ = {finding.name for finding in findings}
    for giver in givers:
        on = [day for day in days if giver.in_force.on(day)]
        if not on:
            yield f"{giver.id}: is in force on no day that can be asked about"
        for name in dict.fromkeys(c.name for c in _reads(giver)):
            behind = [other.in_force for other in givers if other.gives.name == name]
            bare = [day for day in on if not any(dates.on(day) for dates in behind)]
            # What nobody gives on any day is said elsewhere.
            if behind and bare and name not in open_:
                yield f"{giver.id}: reads {name}, which nobody gives on {bare[0]}"


def _turns(givers: Sequence[Rule | Aggregate]) -> list[dt.date]:
    """The first day that can be asked about, and those later on which the rulebook changes."""
    days = {FIRST_AS_OF}
    for giver in givers:
        start, end = giver.in_force.start, giver.in_force.end
        days |= {start} if start is not None else set()
        days |= {end + dt.timedelta(days=1)} if end is not None else set()
    return sorted(day for day in days if day >= FIRST_AS_OF)


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


def _given_twice(rules: Sequence[Rule], aggregates: Sequence[Aggregate]) -> Iterator[str]:
    """What two say on one day although one of them is meant to take the place of the other."""
    for one, two in itertools.combinations(rules, 2):
        if (
            one.gives is two.gives
            and _overlap(one.in_force, two.in_force)
            # Where one is in force throughout the time of the other, that one is superfluous.
            and not _throughout(one.in_force, two.in_force)
            and not _throughout(two.in_force, one.in_force)
            and _asks_no_more(one, two)
            and _asks_no_more(two, one)
        ):
            yield f"{two.id}: {one.id} says the same, and for some days both are in force"
    for first, second in itertools.combinations(aggregates, 2):
        # The engine keeps one value; it does not join the two as it does those of rules.
        if first.gives is second.gives and _overlap(first.in_force, second.in_force):
            yield f"{second.id}: {first.id} gives the same on the same day, and one alone counts"


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


# -- what courts say -----------------------------------------------------------------------------


def holding_faults(question: str, holdings: Sequence[Holding]) -> tuple[str, ...]:
    """What is wrong with the dates of the holdings on one question; empty where nothing is.

    That a court comes to say otherwise is no fault: from its day on the later word is taken. On
    one day it has one word, or the order of letters would decide. A holding that reaches only
    later convictions may stand beside one that reaches all.
    """
    out = [
        f"{question}: {h.cite} stands until {h.until}, and counts from {h.starts} only"
        for h in holdings
        if h.until is not None and h.until < h.starts
    ]
    out += [
        f"{question}: {one.cite} says {one.answer} and {two.cite} says {two.answer} on one day"
        for one, two in itertools.combinations(holdings, 2)
        if one.answer is not two.answer
        and one.starts == two.starts
        and one.convictions_from == two.convictions_from
        and _in_one_line(one, two)
    ]
    return tuple(out)


def _in_one_line(one: Holding, two: Holding) -> bool:
    """Would `settle` take the later of the two and forget the other?"""
    if one.court is two.court and one.court in (Court.SCOTUS, Court.AG, Court.BIA):
        return True
    # A panel does not stand against its full court.
    return one.en_banc is two.en_banc and any(one.binds(c) and two.binds(c) for c in CIRCUITS)


# -- what cases show -----------------------------------------------------------------------------

_NOT_ENCODED = "a gap by name: the library says that it cannot answer"
_OPEN_LAW = "nobody has settled it"
_PARDONED = "whether a full pardon helps is unsettled"

ONE_SIDED: Mapping[str, str] = {
    "abuse_without_offense_counts": _OPEN_LAW,
    "admitted_drug_conduct_within_10_years": "its day may be that of the admission",
    "admitted_drug_conduct_within_3_years": "its day may be that of the admission",
    "admitted_drug_conduct_within_5_years": "its day may be that of the admission",
    "adverse_acts_without_excuse": "the officer's to weigh",
    "charge_may_lead_to_inadmissibility": "on a charge alone the point is left to the hearing",
    "charged_with_prostitution_business": _NOT_ENCODED,
    "convicted_of_false_claim": "the ground asks for the purpose, which the history alone says",
    "convicted_of_smuggling": "the ground asks for the entry, which the history alone says",
    "custody_for_some_count": "of one who was never in custody it is unsettled",
    "dismissed_charge_counts": _OPEN_LAW,
    "driving_presumption_not_overcome": "the judge's or the officer's to say",
    "drug_conduct_is_not_described": _NOT_ENCODED,
    "falsely_claimed_citizenship": _OPEN_LAW,
    "former_law_of_212c": _NOT_ENCODED,
    "inadmissible_as_one_not_admitted": "of one who was admitted it is unsettled",
    "in_custody_for_offense": "of one who was never in custody it is unsettled",
    "is_a_crime_where_tried": "of an infraction the regulation does not say",
    "judged_by_the_memorandum": _NOT_ENCODED,
    "no_count_pardoned_within_10_years": _PARDONED,
    "no_count_pardoned_within_3_years": _PARDONED,
    "no_count_pardoned_within_5_years": _PARDONED,
    "not_pardoned_before_10_years": _PARDONED,
    "not_pardoned_before_3_years": _PARDONED,
    "not_pardoned_before_5_years": _PARDONED,
    "not_pardoned_for_cancellation": _PARDONED,
    "not_pardoned_for_departure": _PARDONED,
    "not_pardoned_from_the_presumption": _PARDONED,
    "not_pardoned_within_10_years": _PARDONED,
    "not_pardoned_within_3_years": _PARDONED,
    "not_pardoned_within_5_years": _PARDONED,
    "not_sheltered_by_temporary_protected_status": _OPEN_LAW,
    "noted_as_not_admitted": _NOT_ENCODED,
    "particularly_serious_by_factors": "the judge's to say",
    "past_conduct_without_excuse": "the officer's to weigh",
    "presumption_is_not_overcome": "the way out is narrow, and how narrow is disputed",
    "relief_granted_before_is_unclear": _NOT_ENCODED,
    "security_ground_of_exclusion": _NOT_ENCODED,
    "removable_on_another_ground": _NOT_ENCODED,
    "serious_nonpolitical_crime": "the judge's to say",
    "solicitation_is_trafficking": "one circuit denies it, and none affirms it",
    "smuggling_was_on_this_trip": _NOT_ENCODED,
    "some_crime_bars_deferral": "no crime does, and a rule says so",
    "terms_render_inadmissible": _NOT_ENCODED,
    "theft_or_fraud_either_way": "no court has said whether it is enough",
    "took_part_in_it": "of whoever asked or helped afterwards the evidence decides",
    "two_or_more_gambling_offenses_within_10_years": "its day may be that of one of them",
    "two_or_more_gambling_offenses_within_3_years": "its day may be that of one of them",
    "two_or_more_gambling_offenses_within_5_years": "its day may be that of one of them",
    "unlawful_acts_without_excuse": "the officer's to weigh",
    "violated_law_without_conviction": "the officer's to say",
    "weighs_within_a_reasonable_period": "the officer's to weigh",
}
"""The premises that are never yes, or never no, on purpose; and why."""

UNREAD: Mapping[str, str] = {
    "Case.case_id": "the caller's own, and no fact",
    "Person.possible_citizenship": "decides nothing; every finding carries a note of it",
}
"""The facts that no rule reads and that are not flagged where a case gives them; and why."""

LEFT_OUT = "left out"
"""What a fact that is left out is called among the values of an enumeration."""

ALIKE: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "EventReason",
        ("rehabilitation", "immigration", "other"),
        "what cures no defect in law leaves the conviction, whatever it was for",
    ),
    (
        "ImmigrationStatus",
        ("nonimmigrant", "daca", "undocumented"),
        "whether one of these is here upon an admission is a fact of its own",
    ),
    ("ImmigrationStatus", ("unknown", LEFT_OUT), "by definition"),
    (
        "Outcome",
        ("declined", "dismissed", "juvenile"),
        "none of them is a conviction, and an arrest lies behind each",
    ),
    ("PardonBy", ("president", "governor", "board"), "a pardon of each of them counts"),
    ("PardonBy", ("legislature", "foreign"), "a pardon of neither counts"),
    (
        "Plea",
        ("guilty", "nolo", "admitted_facts"),
        "each is enough: 8 USC 1101(a)(48)(A)(i)",
    ),
    ("VictimRelationship", ("cohabitant", "co_parent"), "the ground of removal names both"),
    ("VictimRelationship", ("officer", "stranger", "none"), "the ground of removal names none"),
    ("ViolatedClause", ("threats_or_violence", "no_contact"), "no contact answers like threats"),
)
"""Enumerations, values of them that no premise tells apart, and why."""


def premise_faults(
    known: Iterable[str],
    values: Mapping[str, Set[Value]],
    *,
    one_sided: Mapping[str, str] = ONE_SIDED,
) -> tuple[str, ...]:
    """The premises that nobody asks, and those that decide nothing.

    Args:
        known: The name of each premise that is defined.
        values: The values that each premise took, at either end, over the cases in which it was
            asked; one that was never asked is not in it.
        one_sided: The names of those that are meant never to be yes, or never to be no.
    """
    out = [f"{name}: nobody asks it" for name in known if name not in values]
    for name, found in values.items():
        never = [value.word for value in (YES, NO) if value not in found]
        if never and name not in one_sided:
            out.append(f"{name}: is never {' and never '.join(never)}")
        if not never and name in one_sided:
            out.append(f"{name}: is listed as one-sided, and is both yes and no")
    stale = (name for name in one_sided if name not in values)
    out += [f"{name}: is listed as one-sided, and nobody asks it" for name in stale]
    return tuple(out)


def fact_faults(
    facts: Iterable[str],
    read: Set[str],
    flagged: Set[str],
    *,
    unread: Mapping[str, str] = UNREAD,
) -> tuple[str, ...]:
    """The facts of a case that nobody reads and that no assessment says are not read.

    Args:
        facts: Every fact that a case can give, by the name of its class and its own.
        read: Those that something read on the way to some finding.
        flagged: Those of which an assessment says that no rule reads them.
        unread: Those that are meant to be neither.
    """
    known = tuple(facts)
    out = []
    for name in known:
        if name not in read | flagged | unread.keys():
            out.append(f"{name}: no rule reads it, and no assessment says so")
        if name in read & flagged:
            out.append(f"{name}: assessments say that no rule reads it, and one does")
        if name in unread and name in read | flagged:
            out.append(f"{name}: is listed as unread, and is read or flagged")
    stale = (name for name in unread if name not in known)
    out += [f"{name}: is listed as unread, and there is no such fact" for name in stale]
    return tuple(out)


def alike_faults(
    values: Mapping[str, Sequence[str]],
    told_apart: Mapping[str, Set[frozenset[str]]],
    *,
    alike: Sequence[tuple[str, tuple[str, ...], str]] = ALIKE,
) -> tuple[str, ...]:
    """The values of enumerations that are one to every premise.

    Args:
        values: The values of each enumeration by its name, `LEFT_OUT` where it may be.
        told_apart: The pairs of values that made some premise answer otherwise in some case.
        alike: The groups of values that are meant to be one.
    """
    meant = {
        (name, frozenset(pair))
        for name, group, _ in alike
        for pair in itertools.combinations(group, 2)
    }
    out = []
    for name, members in values.items():
        for one, two in itertools.combinations(members, 2):
            told = frozenset((one, two)) in told_apart.get(name, frozenset())
            listed = (name, frozenset((one, two))) in meant
            if not told and not listed:
                out.append(f"{name}: nobody tells {one} from {two}")
            if told and listed:
                out.append(f"{name}: {one} and {two} are listed as alike, and are told apart")
    return tuple(out)
