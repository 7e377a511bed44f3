"""Premises and readings: the questions that rules ask, and what the facts answer.

A premise is a named question with one small cited function behind it. It is asked of a `Context`
and answers with a `Reading`: a value at both ends of a silent record, the paths it read, the
paths that would settle it, and the authorities on each side where the law is in doubt.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import attrs

from immconseq.authority import Answer, Authority, Holding, Settled, Sided, settle
from immconseq.values import CONTESTED, NO, SILENT, UNKNOWN, YES, Pair, Value

if TYPE_CHECKING:
    from immconseq.facts.context import Context

__all__ = [
    "CasePremise",
    "DispositionPremise",
    "Issue",
    "Member",
    "PairPremise",
    "Reading",
    "Shortfall",
    "all_of",
    "any_of",
    "case_premise",
    "disposition_premise",
    "issue_premise",
    "pair_premise",
]


@attrs.frozen
class Member:
    """A disposition as an aggregate counts it at one end of the facts: its place, its number."""

    index: int
    number: int


@attrs.frozen(kw_only=True)
class Shortfall:
    """By how much a threshold was missed: an amount and its unit."""

    amount: str
    unit: str


# Combinations of readings are looked up by hash.
@attrs.frozen(kw_only=True, cache_hash=True)
class Reading:
    """What the facts answer to a premise.

    Attributes:
        pair: The value at both ends of a silent record.
        paths: The facts that were read.
        missing: Where the value is unknown, the facts that would settle it.
        authorities: Where law was read, who says what; the side is for or against the premise.
        found: What was found, in a few words for an explanation.
        short_by: By how much a threshold was missed; ``None`` where none was.
        gap: Why the library cannot answer although no fact is missing; ``None``: it can.
    """

    pair: Pair
    paths: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    authorities: tuple[Sided, ...] = ()
    found: str | None = None
    short_by: Shortfall | None = None
    gap: str | None = None

    @classmethod
    def yes(cls, *paths: str, found: str | None = None) -> Reading:
        """The facts say yes."""
        return _plain(YES, paths, found)

    @classmethod
    def no(
        cls, *paths: str, found: str | None = None, short_by: Shortfall | None = None
    ) -> Reading:
        """The facts say no."""
        if short_by is None:
            return _plain(NO, paths, found)
        return cls(pair=Pair.of(NO), paths=paths, found=found, short_by=short_by)

    @classmethod
    def of(cls, truth: bool, *paths: str, found: str | None = None) -> Reading:
        """The facts say *truth*."""
        return _plain(YES if truth else NO, paths, found)

    @classmethod
    def unknown(cls, *missing: str, found: str | None = None) -> Reading:
        """A fact is not known; *missing* names what would settle it."""
        return cls(pair=Pair.of(UNKNOWN), paths=missing, missing=missing, found=found)

    @classmethod
    def silent(cls, *paths: str, found: str | None = None) -> Reading:
        """The record does not say, and is known not to."""
        return cls(pair=SILENT, paths=paths, found=found or "the record does not say")

    @classmethod
    def unbuilt(cls, gap: str, *paths: str) -> Reading:
        """No fact is missing, but the library cannot answer; *gap* says why."""
        return cls(pair=Pair.of(UNKNOWN), paths=paths, gap=gap)

    @classmethod
    def contested(cls, authorities: Iterable[Sided], *paths: str) -> Reading:
        """The facts are there and the law is unsettled."""
        return cls(pair=Pair.of(CONTESTED), paths=paths, authorities=tuple(authorities))

    @property
    def value(self) -> Value | None:
        """The value where both ends are alike, else ``None``."""
        return self.pair.low if not self.pair.silent else None


# Most readings are one of few; what is alike is one object, for a case asks for some hundreds.
@functools.lru_cache(maxsize=4096)
def _plain(value: Value, paths: tuple[str, ...], found: str | None) -> Reading:
    return Reading(pair=Pair.of(value), paths=paths, found=found)


Ask = Callable[["Context"], Reading]
AskOne = Callable[["Context", int], Reading]
AskTwo = Callable[["Context", int, int], Reading]


@attrs.frozen(kw_only=True, eq=False)
class CasePremise:
    """A question about the case as a whole; `issues` are the questions of law that it settles."""

    name: str
    text: str
    ask: Ask
    authority: tuple[Authority, ...] = ()
    issues: tuple[Issue, ...] = ()


@attrs.frozen(kw_only=True, eq=False)
class DispositionPremise:
    """A question about one disposition; `issues` are the questions of law that it settles."""

    name: str
    text: str
    ask: AskOne
    authority: tuple[Authority, ...] = ()
    issues: tuple[Issue, ...] = ()


@attrs.frozen(kw_only=True, eq=False)
class PairPremise:
    """A question about two different dispositions, in order."""

    name: str
    text: str
    ask: AskTwo
    authority: tuple[Authority, ...] = ()


def case_premise(text: str, *authority: Authority) -> Callable[[Ask], CasePremise]:
    """Make a case premise of a function; its name is the premise's."""
    return lambda ask: CasePremise(name=ask.__name__, text=text, ask=ask, authority=authority)


def disposition_premise(
    text: str, *authority: Authority, issues: tuple[Issue, ...] = ()
) -> Callable[[AskOne], DispositionPremise]:
    """Make a disposition premise of a function; its name is the premise's."""
    return lambda ask: DispositionPremise(
        name=ask.__name__, text=text, ask=ask, authority=authority, issues=issues
    )


def pair_premise(text: str, *authority: Authority) -> Callable[[AskTwo], PairPremise]:
    """Make a pair premise of a function; its name is the premise's."""
    return lambda ask: PairPremise(name=ask.__name__, text=text, ask=ask, authority=authority)


@attrs.frozen(kw_only=True, eq=False)
class Issue:
    """A question of federal law that courts answer, by day and circuit.

    Attributes:
        name: Its name; also the name of the premise that asks it.
        text: The question, put so that *yes* has a meaning.
        holdings: What courts and texts answer.
    """

    name: str
    text: str
    holdings: tuple[Holding, ...]

    def read(self, context: Context, convicted_on: dt.date | None = None) -> Reading:
        """The answer for the case's day and circuit."""
        settled = settle(
            self.holdings,
            as_of=context.case.as_of,
            circuit=context.case.circuit,
            convicted_on=convicted_on,
        )
        if settled.answer is None:
            return Reading.unbuilt(f"nobody had answered on that day: {self.text}")
        return reading_of(settled)


def issue_premise(issue: Issue) -> CasePremise:
    """An issue as a premise of its own."""
    return CasePremise(name=issue.name, text=issue.text, ask=issue.read, issues=(issue,))


_SETTLED = {
    Answer.YES: Pair.of(YES),
    Answer.NO: Pair.of(NO),
    Answer.CONTESTED: Pair.of(CONTESTED),
    Answer.BY_SUBSTANCE: Pair.of(UNKNOWN),
    None: Pair.of(UNKNOWN),
}


@functools.lru_cache(maxsize=4096)
def reading_of(settled: Settled, *paths: str) -> Reading:
    """A settled question as a reading; ``by_substance`` is for the caller to have dealt with."""
    return Reading(pair=_SETTLED[settled.answer], paths=paths, authorities=settled.sides)


@functools.lru_cache(maxsize=4096)
def all_of(*readings: Reading) -> Reading:
    """The conjunction of readings; what made it least is what it reports."""
    return _combined(readings, min, lambda v: int(v))


@functools.lru_cache(maxsize=4096)
def any_of(*readings: Reading) -> Reading:
    """The disjunction of readings; what made it most is what it reports."""
    return _combined(readings, max, lambda v: (0, 2, 1, 3)[v])


def _combined(
    readings: Sequence[Reading],
    choose: Callable[..., Reading],
    rank: Callable[[Value], int],
) -> Reading:
    if len(readings) == 1:
        return readings[0]
    low = choose(readings, key=lambda r: rank(r.pair.low))
    high = choose(readings, key=lambda r: rank(r.pair.high))
    decisive: tuple[Reading, ...] = (low,) if low is high else (low, high)
    value = Pair.between(low.pair.low, high.pair.high)
    if value.low is UNKNOWN or value.high is UNKNOWN:
        # Every unknown part matters, not the first alone: any of them may have to be filled in.
        decisive = tuple(r for r in readings if UNKNOWN in (r.pair.low, r.pair.high)) or decisive
    return Reading(
        pair=value,
        paths=tuple(dict.fromkeys(p for r in readings for p in r.paths)),
        missing=tuple(dict.fromkeys(p for r in decisive for p in r.missing)),
        authorities=tuple(dict.fromkeys(a for r in readings for a in r.authorities)),
        found=low.found or high.found,
        short_by=low.short_by,
        gap=next((r.gap for r in decisive if r.gap), None),
    )
