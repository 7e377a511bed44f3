"""What courts and texts say: citations, their rank, their dates, and how a question is settled.

Whether a statute is a crime involving moral turpitude, whether recklessness is force, whether the
finality of a conviction waits for the appeal: each is a question with dated, ranked, circuit-bound
holdings, and `settle` is the one function that answers it. Rules and catalog rows use it alike.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Sequence
from enum import StrEnum

import attrs

__all__ = [
    "CIRCUITS",
    "Answer",
    "Authority",
    "Court",
    "Holding",
    "InForce",
    "Settled",
    "Side",
    "settle",
    "since",
    "until",
]

CIRCUITS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "DC")
"""The circuits in which removal proceedings may be held, as the contract writes them."""


class Court(StrEnum):
    """Who speaks. ``TEXT`` is a plain reading of a statute's words, the lowest rank."""

    SCOTUS = "scotus"
    CA1 = "ca1"
    CA2 = "ca2"
    CA3 = "ca3"
    CA4 = "ca4"
    CA5 = "ca5"
    CA6 = "ca6"
    CA7 = "ca7"
    CA8 = "ca8"
    CA9 = "ca9"
    CA10 = "ca10"
    CA11 = "ca11"
    CADC = "cadc"
    AG = "ag"
    BIA = "bia"
    STATE = "state"
    TEXT = "text"
    STATUTE = "statute"
    REGULATION = "regulation"

    @property
    def circuit(self) -> str | None:
        """The circuit of a court of appeals as `CIRCUITS` writes it, else ``None``."""
        return self.value[2:].upper() if self.value.startswith("ca") else None


class Answer(StrEnum):
    """What a holding answers. ``BY_SUBSTANCE``: yes where the substance is federally listed."""

    YES = "yes"
    NO = "no"
    CONTESTED = "contested"
    BY_SUBSTANCE = "by_substance"


class Side(StrEnum):
    """For a finding or against it."""

    FOR = "for"
    AGAINST = "against"


@attrs.frozen(kw_only=True)
class Authority:
    """A citation.

    Attributes:
        cite: The citation in the form lawyers use.
        court: Who speaks.
        date: The day of decision or of the text; ``None`` where the text has no one day.
        url: Where it can be read; ``None`` where no stable address is known.
    """

    cite: str
    court: Court = Court.STATUTE
    date: dt.date | None = None
    url: str | None = None


@attrs.frozen(kw_only=True)
class InForce:
    """The days on which a rule applies, by `as_of`; both bounds are inclusive, ``None`` is open."""

    start: dt.date | None = None
    end: dt.date | None = None

    def on(self, day: dt.date) -> bool:
        """Is *day* within the bounds?"""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def since(day: str) -> InForce:
    """In force from *day* (ISO text, inclusive) on."""
    return InForce(start=dt.date.fromisoformat(day))


def until(day: str, *, start: str | None = None) -> InForce:
    """In force through *day* (ISO text, inclusive)."""
    return InForce(
        start=None if start is None else dt.date.fromisoformat(start),
        end=dt.date.fromisoformat(day),
    )


@attrs.frozen(kw_only=True)
class Holding:
    """One answer to a legal question.

    Attributes:
        answer: What it answers.
        court: Who answers; its rank and the circuit it binds follow from it.
        decided: The day of decision; ``None`` for a plain reading of the text.
        cite: The citation; of a reading of the text, what it was read against.
        en_banc: A circuit's full court, which its panels follow.
        circuits: The circuits it binds, where they differ from what `court` implies.
        convictions_from: It reaches only convictions from this day on; ``None``: all.
        effective: The first day on which it counts, where that is not `decided`.
        until: The last day on which it stood; ``None``: it still does.
        by_text: Why the text alone answers, in a few words; ``None`` for decisions.
        schedule: The state's drug schedule that a ``BY_SUBSTANCE`` answer is about.
    """

    answer: Answer
    court: Court
    cite: str
    decided: dt.date | None = None
    en_banc: bool = False
    circuits: tuple[str, ...] | None = None
    convictions_from: dt.date | None = None
    effective: dt.date | None = None
    until: dt.date | None = None
    by_text: str | None = None
    schedule: str | None = None

    @property
    def authority(self) -> Authority:
        """The citation by itself."""
        return Authority(cite=self.cite, court=self.court, date=self.decided)

    @property
    def starts(self) -> dt.date:
        """The first day on which it counts."""
        return self.effective or self.decided or dt.date.min

    def stands(self, as_of: dt.date) -> bool:
        """Does it count on *as_of*?"""
        return self.starts <= as_of and (self.until is None or as_of <= self.until)

    def binds(self, circuit: str) -> bool:
        """Does it bind in *circuit* as a decision of that circuit's own court?"""
        if self.circuits is not None:
            return circuit in self.circuits
        return self.court.circuit == circuit


@attrs.frozen(kw_only=True)
class Settled:
    """A question's answer on a day, in a circuit, for a conviction.

    Attributes:
        answer: The answer; ``None`` where no holding speaks, or where the day of conviction
            would decide and is not known (then `needs_conviction_date`).
        holdings: The holdings behind the answer; on a contested one, those of both sides.
        needs_conviction_date: The day of conviction is not known and would decide.
        bound: A court whose word binds there has spoken; ``False`` where the answer is the
            only line there is, or a reading of the text.
    """

    answer: Answer | None
    holdings: tuple[Holding, ...] = ()
    needs_conviction_date: bool = False
    bound: bool = True


def settle(
    holdings: Sequence[Holding],
    *,
    as_of: dt.date,
    circuit: str | None,
    convicted_on: dt.date | None = None,
) -> Settled:
    """Answer a legal question from its holdings.

    What binds wins: the Supreme Court; then the circuit's own court, en banc before its panels;
    then, where no court of that circuit has spoken, the Attorney General and the Board. A single
    line of other circuits, a state court on its own statute, or the plain text answers where
    nobody else does. Two lines that bind nobody, and a circuit not given where circuits differ,
    are contested. Before the day of a decision the older ones govern; from its day on it says
    what the law is for earlier convictions too, unless it does not reach back.

    Args:
        holdings: In any order; the answer does not depend on it.
        as_of: The day whose law applies.
        circuit: One of `CIRCUITS`; ``None`` where it is not known.
        convicted_on: The day of conviction; ``None``: not known, so that where it would decide
            there is no answer.
    """
    standing = tuple(sorted((h for h in holdings if h.stands(as_of)), key=_order))
    turning = sorted({h.convictions_from for h in standing if h.convictions_from is not None})
    if convicted_on is not None or not turning:
        reach = tuple(
            h
            for h in standing
            if h.convictions_from is None
            or (convicted_on is not None and h.convictions_from <= convicted_on)
        )
        return _settle_anywhere(reach, circuit)
    before = turning[0] - dt.timedelta(days=1)
    answers = [
        settle(standing, as_of=as_of, circuit=circuit, convicted_on=day)
        for day in (before, *turning)
    ]
    if len({a.answer for a in answers}) == 1:
        return answers[-1]
    return Settled(
        answer=None,
        holdings=_merged(a.holdings for a in answers),
        needs_conviction_date=True,
    )


def _order(holding: Holding) -> tuple[dt.date, str, str]:
    """By day; what falls on one day stands in an order that does not depend on the row's."""
    return (holding.starts, holding.court.value, repr(holding))


def _merged(groups: Iterable[Iterable[Holding]]) -> tuple[Holding, ...]:
    return tuple(dict.fromkeys(h for group in groups for h in group))


@functools.lru_cache(maxsize=8192)
def _settle_anywhere(holdings: tuple[Holding, ...], circuit: str | None) -> Settled:
    if circuit is not None:
        return _settle_in(holdings, circuit)
    everywhere = [_settle_in(holdings, c) for c in CIRCUITS]
    if len({s.answer for s in everywhere}) == 1:
        return attrs.evolve(
            everywhere[0],
            holdings=_merged(s.holdings for s in everywhere),
            bound=all(s.bound for s in everywhere),
        )
    return Settled(
        answer=Answer.CONTESTED,
        holdings=_merged(s.holdings for s in everywhere),
    )


def _settle_in(holdings: tuple[Holding, ...], circuit: str) -> Settled:
    """The answer in one circuit; *holdings* stand on the day and are in the order of their day."""
    for line in (
        [h for h in holdings if h.court is Court.SCOTUS],
        _own_line(holdings, circuit),
        [h for h in holdings if h.court is Court.AG],
        [h for h in holdings if h.court is Court.BIA],
    ):
        if line:
            answer = line[-1].answer
            if answer is Answer.CONTESTED:
                return Settled(answer=Answer.CONTESTED, holdings=holdings)
            return Settled(answer=answer, holdings=tuple(h for h in line if h.answer is answer))
    # Nobody binds here. Of each other circuit only its present law counts, not its history.
    elsewhere = [line[-1] for c in CIRCUITS if (line := _own_line(holdings, c))]
    for line in (
        elsewhere,
        [h for h in holdings if h.court is Court.STATE],
        [h for h in holdings if h.court in (Court.TEXT, Court.STATUTE, Court.REGULATION)],
    ):
        if line:
            answers = {h.answer for h in line}
            if len(answers) == 1 and Answer.CONTESTED not in answers:
                return Settled(answer=line[0].answer, holdings=tuple(line), bound=False)
            return Settled(answer=Answer.CONTESTED, holdings=holdings, bound=False)
    return Settled(answer=None)


def _own_line(holdings: tuple[Holding, ...], circuit: str) -> list[Holding]:
    """A circuit's own decisions, oldest first, without panels that its full court displaced."""
    own = [h for h in holdings if h.binds(circuit)]
    en_banc = [h for h in own if h.en_banc]
    if not en_banc:
        return own
    # A panel that decides after the full court applies it; earlier panels are displaced.
    return [h for h in own if h.en_banc or h.starts > en_banc[-1].starts]
