"""What courts and texts say: citations, their rank, their dates, and how a question is settled.

Whether a statute is a crime involving moral turpitude, whether recklessness is force, whether the
finality of a conviction waits for the appeal: each is a question with dated, ranked, circuit-bound
holdings, and `settle` is the one function that answers it. Rules and catalog rows use it alike.
"""

from __future__ import annotations

import bisect
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
    "Sided",
    "settle",
    "since",
    "turning_days",
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


Sided = tuple[Authority, Side]


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


# A row of holdings is looked up by its hash for every question of every case.
@attrs.frozen(kw_only=True, cache_hash=True)
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
        inferred: It was decided of another provision, and its reasoning reaches this one. It
            answers where it binds, and leaves the question open where it does not.
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
    inferred: bool = False

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


@attrs.frozen(kw_only=True, cache_hash=True)
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

    @functools.cached_property
    def sides(self) -> tuple[Sided, ...]:
        """The holdings with the side they take; one that leaves the point open stands on both."""
        out: dict[Sided, None] = {}
        for holding in self.holdings:
            if holding.answer is not Answer.NO:
                out[(holding.authority, Side.FOR)] = None
            if holding.answer in (Answer.NO, Answer.CONTESTED):
                out[(holding.authority, Side.AGAINST)] = None
        return tuple(out)


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
    nobody else does, unless that line was decided of another provision. Two lines that bind
    nobody, and a circuit not given where circuits differ, are contested. Before the day of a
    decision the older ones govern; from its day on it says what the law is for earlier
    convictions too, unless it does not reach back.

    Args:
        holdings: In any order; the answer does not depend on it.
        as_of: The day whose law applies.
        circuit: One of `CIRCUITS`; ``None`` where it is not known.
        convicted_on: The day of conviction; ``None``: not known, so that where it would decide
            there is no answer.
    """
    row = _row(tuple(holdings))
    epoch = bisect.bisect_right(row.days, as_of)
    if convicted_on is None:
        return row.settled(epoch, None, circuit)
    return row.settled(epoch, bisect.bisect_right(row.turning, convicted_on), circuit)


@attrs.frozen(eq=False)
class _Row:
    """The holdings on one question, and the days on which the answer may change.

    Attributes:
        holdings: In the order of their day.
        days: The days from which other holdings stand than the day before.
        turning: The days of conviction from which other holdings reach than the day before.
        answers: What was asked already, by the span between two of `days` (and of `turning`;
            ``None`` where the day of conviction is not known) and the circuit.
    """

    holdings: tuple[Holding, ...]
    days: tuple[dt.date, ...]
    turning: tuple[dt.date, ...]
    answers: dict[tuple[int, int | None, str | None], Settled] = attrs.field(factory=dict)

    def settled(self, epoch: int, reach: int | None, circuit: str | None) -> Settled:
        """The answer in a span of days, for a conviction in a span of days."""
        key = (epoch, reach, circuit)
        found = self.answers.get(key)
        if found is None:
            found = self.answers[key] = self._settle(epoch, reach, circuit)
        return found

    def _settle(self, epoch: int, reach: int | None, circuit: str | None) -> Settled:
        day = self.days[epoch - 1] if epoch else dt.date.min
        standing = [h for h in self.holdings if h.stands(day)]
        if reach is not None or all(h.convictions_from is None for h in standing):
            latest = self.turning[reach - 1] if reach else dt.date.min
            return _settle_anywhere(
                tuple(
                    h
                    for h in standing
                    if h.convictions_from is None or h.convictions_from <= latest
                ),
                circuit,
            )
        spans = [self.settled(epoch, n, circuit) for n in range(len(self.turning) + 1)]
        if len({s.answer for s in spans}) == 1:
            return spans[-1]
        return Settled(
            answer=None,
            holdings=_merged(s.holdings for s in spans),
            needs_conviction_date=True,
        )


@functools.lru_cache(maxsize=4096)
def _row(holdings: tuple[Holding, ...]) -> _Row:
    days, turning = turning_days(holdings)
    return _Row(holdings=tuple(sorted(holdings, key=_order)), days=days, turning=turning)


def turning_days(holdings: Iterable[Holding]) -> tuple[tuple[dt.date, ...], tuple[dt.date, ...]]:
    """The days of law and the days of conviction on which answers may change, each ascending.

    From each of the first on, other holdings stand than the day before; from each of the second
    on, other holdings reach a conviction.
    """
    days: set[dt.date] = set()
    turning: set[dt.date] = set()
    for holding in holdings:
        days.add(holding.starts)
        if holding.until is not None:
            days.add(holding.until + dt.timedelta(days=1))
        if holding.convictions_from is not None:
            turning.add(holding.convictions_from)
    return tuple(sorted(days - {dt.date.min})), tuple(sorted(turning))


def _order(holding: Holding) -> tuple[dt.date, dt.date, str, str]:
    """By day, and what a decision says of later convictions only after what it says of all.

    What falls on one day stands in an order that does not depend on the row's.
    """
    reach = holding.convictions_from or dt.date.min
    return (holding.starts, reach, holding.court.value, repr(holding))


def _merged(groups: Iterable[Iterable[Holding]]) -> tuple[Holding, ...]:
    return tuple(dict.fromkeys(h for group in groups for h in group))


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
            answers = {Answer.CONTESTED if h.inferred else h.answer for h in line}
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
