"""What a rule is made of: premises, conclusions, rules, aggregates, and the rulebook.

Premises are objects. A premise about the case, about one disposition, about two different
dispositions, and a conclusion of an earlier stratum are types of their own, so that in a rule
over two dispositions a bare disposition premise is refused by the type checker and by lint.
Nothing here computes: a premise names a question that `immconseq.facts` answers, and an engine
does the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import Enum

import attrs

from immconseq.authority import Authority, InForce
from immconseq.facts.context import Context
from immconseq.facts.model import CasePremise, DispositionPremise, Member, PairPremise

__all__ = [
    "Aggregate",
    "Burden",
    "CaseConclusion",
    "CaseLiteral",
    "CaseRule",
    "Conclusion",
    "DispositionConclusion",
    "DispositionLiteral",
    "DispositionRule",
    "First",
    "Lift",
    "Literal",
    "PairLiteral",
    "PairRule",
    "Rule",
    "Second",
    "first",
    "second",
]


class Burden(Enum):
    """Who carries the burden of proof, and so which end of a silent record a finding reads.

    ``RELIEF`` is the applicant's too, but courts differed on it until *Pereida v. Wilkinson*
    (4 March 2021); ``APPLICANT`` reads a silent record against the person on any day.
    """

    GOVERNMENT = "government"
    APPLICANT = "applicant"
    RELIEF = "relief"


@attrs.frozen(kw_only=True, eq=False)
class CaseConclusion:
    """Something rules conclude of the case as a whole.

    Attributes:
        name: Its name; for a public finding, the finding's id.
        text: What it says, in plain words.
        burden: The end it is read at as a finding; ``None`` for one that only other rules read.
        authority: The source in law of the finding itself.
    """

    name: str
    text: str
    burden: Burden | None = None
    authority: tuple[Authority, ...] = ()


@attrs.frozen(kw_only=True, eq=False)
class DispositionConclusion:
    """Something rules conclude of each disposition; the attributes are `CaseConclusion`'s."""

    name: str
    text: str
    burden: Burden | None = None
    authority: tuple[Authority, ...] = ()


Conclusion = CaseConclusion | DispositionConclusion


@attrs.frozen(eq=False)
class First:
    """A disposition premise that speaks of the first of two dispositions."""

    of: DispositionPremise | DispositionConclusion


@attrs.frozen(eq=False)
class Second:
    """A disposition premise that speaks of the second of two dispositions."""

    of: DispositionPremise | DispositionConclusion


def first(of: DispositionPremise | DispositionConclusion) -> First:
    """*of*, said of the first disposition of a rule over two."""
    return First(of)


def second(of: DispositionPremise | DispositionConclusion) -> Second:
    """*of*, said of the second disposition of a rule over two."""
    return Second(of)


CaseLiteral = CasePremise | CaseConclusion
DispositionLiteral = CaseLiteral | DispositionPremise | DispositionConclusion
PairLiteral = CaseLiteral | PairPremise | First | Second
Literal = DispositionLiteral | PairLiteral
Day = Callable[[Context, tuple[int, ...]], dt.date | None]


@attrs.frozen(kw_only=True)
class Lift:
    """A waiver that may lift what a rule gives; the finding stays, and names it.

    Attributes:
        authority: What it rests on.
        text: What it asks for, in plain words.
        finding: The id of the finding that says whether it is closed; ``None``: none does.
        in_force: The days on which it is law; every day, unless said.
    """

    authority: Authority
    text: str
    finding: str | None = None
    in_force: InForce = attrs.field(factory=InForce)


@attrs.frozen(kw_only=True, eq=False)
class CaseRule:
    """A rule over no disposition.

    Attributes:
        id: The finding's id, a slash and a word; public, never reused.
        gives: What it concludes.
        text: The rule as a lawyer would read it aloud.
        authority: What it rests on; at least one.
        when: All of these must hold.
        unless: None of these may hold.
        in_force: The days, by the case's `as_of`, on which it applies.
        note: What the finding should say beside it; ``None``: nothing.
        day: The day that the finding speaks of under a binding; ``None``: it speaks of none.
        never_fires: It is there to say that something does not follow; lint exempts it.
        lift: The waiver that may be open; ``None``: the law has none.
    """

    id: str
    gives: CaseConclusion
    text: str
    authority: tuple[Authority, ...]
    when: tuple[CaseLiteral, ...]
    unless: tuple[CaseLiteral, ...] = ()
    in_force: InForce = attrs.field(factory=InForce)
    note: str | None = None
    day: Day | None = None
    never_fires: bool = False
    lift: Lift | None = None


@attrs.frozen(kw_only=True, eq=False)
class DispositionRule:
    """A rule over one disposition; what it gives is said of that one, or of the case."""

    id: str
    gives: Conclusion
    text: str
    authority: tuple[Authority, ...]
    when: tuple[DispositionLiteral, ...]
    unless: tuple[DispositionLiteral, ...] = ()
    in_force: InForce = attrs.field(factory=InForce)
    note: str | None = None
    day: Day | None = None
    never_fires: bool = False
    lift: Lift | None = None


@attrs.frozen(kw_only=True, eq=False)
class PairRule:
    """A rule over two different dispositions; a disposition conclusion is said of the first."""

    id: str
    gives: Conclusion
    text: str
    authority: tuple[Authority, ...]
    when: tuple[PairLiteral, ...]
    unless: tuple[PairLiteral, ...] = ()
    in_force: InForce = attrs.field(factory=InForce)
    note: str | None = None
    day: Day | None = None
    never_fires: bool = False
    lift: Lift | None = None


Rule = CaseRule | DispositionRule | PairRule


@attrs.frozen(kw_only=True, eq=False)
class Aggregate:
    """A count or a sum over dispositions, computed between strata.

    It is a monotone yes/no function of the members and their numbers, evaluated at the least and
    the most that the facts allow, each under the least and the most that the law allows.

    Attributes:
        gives: What it concludes of the case.
        members: The conclusion that makes a disposition count.
        number: The least and the most of a disposition's number (days, or 1 to count).
        test: The monotone function; more members or greater numbers never turn yes to no.
            The second argument is the context of facts, the third says whether terms whose
            relation is not known are taken at their least (``False``) or their most (``True``).
        paths: The paths that the number reads, for the disposition's index.
    """

    id: str
    gives: CaseConclusion
    text: str
    authority: tuple[Authority, ...]
    members: DispositionConclusion
    number: Callable[[Context, int], tuple[int, int]]
    test: Callable[[tuple[Member, ...], Context, bool], bool]
    paths: Callable[[Context, int], tuple[str, ...]]
    in_force: InForce = attrs.field(factory=InForce)
