"""A compiled rulebook on many cases that differ in some dispositions: only what changed is redone.

The values of premises, aggregates and conclusions stand in cells. A premise's cell knows which
leaves and which other premises each evaluation read (`immconseq.facts.tracking`), and what it
answered to their values; a conclusion's cell what its rules made of the values of their tokens.
When dispositions are put in place of others, a cell is looked at again only where something that
it reads has another value, and evaluated only where it never saw those values together. An engine
is asked only about a stratum some conclusion of which met tokens that it had not met before; it is
asked as ever, and `immconseq.engine.evaluation` makes of its answer what it always does.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import permutations
from typing import TYPE_CHECKING, Any

from immconseq.engine.evaluation import aggregate_value, conclude, either
from immconseq.engine.port import CASE, FIRST, SECOND, Engine, Tokens
from immconseq.engine.program import Atom, Program, Read, Stratum
from immconseq.facts.model import Reading
from immconseq.facts.tracking import Cells, Numbers, Premise, TrackedContext, plain
from immconseq.rules.model import (
    Aggregate,
    CaseConclusion,
    Conclusion,
    DispositionConclusion,
)
from immconseq.values import NO, Pair, Value

if TYPE_CHECKING:
    from immconseq.case import Case, Disposition
    from immconseq.offenses.catalog import Catalog

__all__ = ["Circular", "Sheet", "pair_of"]


class Circular(Exception):
    """Of two premises each read the other, on different facts: neither comes first."""


At = tuple[int, ...]
"""The dispositions that something is said of: none, one, or two in order."""

Key = Callable[[Sequence[int]], Any]

# A pair goes by its number among the sixteen.
_PAIRS = tuple(Pair.between(low, high) for low in Value for high in Value)
_CODES = {pair: code for code, pair in enumerate(_PAIRS)}
_NO = _CODES[Pair.of(NO)]
_NOT_SHOWN = -1


class _Cell:
    """A premise of some dispositions, or an aggregate, and what it answered to what it read.

    Attributes:
        number: Its place among the values.
        slot: Its place among the codes.
        evaluate: Reads and answers, by number.
        codes: The pair of each answer.
        level: How many evaluations may stand one on the other below it; 0: it reads nothing that
            varies. Of an aggregate the stratum that it belongs to.
        late: It is an aggregate, and waits for conclusions.
        reads: All that any evaluation read.
        read: What the one read that gave the present answer.
        answers: For each set of cells that an evaluation read, the answers by their values.
        waiting: Something that it reads has changed.
    """

    __slots__ = (
        "answers",
        "codes",
        "evaluate",
        "late",
        "level",
        "number",
        "read",
        "reads",
        "slot",
        "waiting",
    )

    def __init__(self, number: int, slot: int, evaluate: Callable[[], int], codes: Sequence[int]):
        self.number = number
        self.slot = slot
        self.evaluate = evaluate
        self.codes = codes
        self.level = 0
        self.late = False
        self.reads: set[int] = set()
        self.read: frozenset[int] = frozenset()
        self.answers: dict[frozenset[int], tuple[Key, dict[Any, int]]] = {}
        self.waiting = False


class _Result:
    """A conclusion of the case or of one disposition, and what rules made of tokens.

    Attributes:
        number: Its place among the values, for aggregates.
        slot: Its place among the codes.
        of: The conclusion.
        index: The disposition; 0 of the case.
        stratum: Where its rules are.
        sum: The place among the codes of the aggregate that gives it too.
        key: The codes that it depends on.
        answers: Its code by theirs.
        waiting: One of them has changed.
    """

    __slots__ = ("answers", "index", "key", "number", "of", "slot", "stratum", "sum", "waiting")

    def __init__(self, number: int, slot: int, of: Conclusion, index: int, stratum: int):
        self.number = number
        self.slot = slot
        self.of = of
        self.index = index
        self.stratum = stratum
        self.sum: int | None = None
        self.key: Key = _nothing
        self.answers: dict[Any, int] = {}
        self.waiting = False


class Sheet:
    """The values of a case, some dispositions of which may be replaced, as many by as many.

    Raises:
        CaseError: A prong that the catalog's entry lacks.
        Circular: It cannot be kept; nothing in it is of use after any exception.
    """

    def __init__(
        self,
        program: Program,
        engine: Engine,
        case: Case,
        first: int,
        count: int,
        catalog: Catalog,
        asked: Iterable[tuple[Conclusion, int | None]],
        numbers: Numbers,
    ) -> None:
        self._program = program
        self._engine = engine
        self._number = len(case.dispositions)
        self._cells = Cells(numbers)
        self._values = self._cells.values
        self._codes: list[int] = []
        self._readings: list[Reading] = []
        self._codes_of_readings: list[int] = []
        self._numbers_of_readings: dict[Reading, int] = {}
        self._premises: dict[tuple[Premise, At], _Cell] = {}
        self._results: dict[tuple[Conclusion, int], _Result] = {}
        self._by_number: dict[int, _Cell] = {}
        # By number, what reads it; by slot, the tokens that show it and the results that ask it.
        self._readers: dict[int, list[_Cell]] = {}
        self._tokens: list[list[tuple[str, bool, dict[str, int], dict[str, int]]]] = []
        self._askers: list[list[_Result]] = []
        self._silent: set[int] = set()
        # By slot, the code that its tokens show; and the slots of premises of which they may not.
        self._shown: list[int] = []
        self._stale: set[int] = set()
        # What waits, by level or stratum; nothing of a lower level than the present one does.
        self._lines: list[list[_Cell]] = []
        self._level = sys.maxsize
        self._sums: list[list[_Cell]] = [[] for _ in program.strata]
        self._due: list[list[_Result]] = [[] for _ in program.strata]
        self._aggregates: list[_Cell] = []
        self._derived: set[int] = set()
        self._context = TrackedContext(case, first, count, catalog, self._cells, self._ask)
        # What no rule gives; and whatever else reads nothing that varies, and so never changes.
        self._never = self._slot(_NO)
        self._fixed = {self._never}
        pairs = tuple(permutations(range(self._number), 2))
        self._low, self._high = (
            Tokens({}, [{} for _ in range(self._number)], {two: {} for two in pairs})
            for _ in range(2)
        )
        for number, stratum in enumerate(program.strata):
            self._add(number, stratum, pairs)
        self._asked = operator.itemgetter(
            *(self._slot_of(c, () if i is None else (i,)) for c, i in asked), self._never
        )
        # Conclusions rest on premises, and on what aggregates read besides: by the codes of the
        # first, and the values of what they read beside those, what followed.
        self._grounds = _key(
            cell.slot
            for cell in self._premises.values()
            if cell.slot not in self._fixed and (self._tokens[cell.slot] or self._askers[cell.slot])
        )
        self._followed: dict[Any, dict[frozenset[int], tuple[Key, dict[Any, tuple[int, ...]]]]] = {}
        self.codes = self._concluded()
        """The pairs of what was asked for, as `pair_of` takes them, and one of *no*."""

    def put(self, dispositions: Sequence[Disposition]) -> tuple[int, ...]:
        """Put dispositions in the place of those that vary; the codes of what was asked for."""
        for number in self._context.put(dispositions):
            self._touch(number)
        self._level = 0
        while self._level < len(self._lines):
            line = self._lines[self._level]
            while line:
                cell = line.pop()
                if cell.level > self._level:
                    self._lines[cell.level].append(cell)  # it has come to read more
                elif cell.waiting:
                    self._renew(cell)
            self._level += 1
        self.codes = self._concluded()
        return self.codes

    # -- making it -----------------------------------------------------------------------------

    def _slot(self, code: int) -> int:
        self._codes.append(code)
        self._shown.append(code)
        self._tokens.append([])
        self._askers.append([])
        return len(self._codes) - 1

    def _slot_of(self, atom: Atom, at: At) -> int:
        """Where the code of a premise or a conclusion stands; the premise is read if it was not."""
        if isinstance(atom, CaseConclusion | DispositionConclusion):
            result = self._results.get((atom, at[0] if at else 0))
            return self._never if result is None else result.slot
        return self._cell(atom, at).slot

    def _add(self, number: int, stratum: Stratum, pairs: Sequence[At]) -> None:
        """Read what a stratum asks for, and make room for what it concludes."""
        each: tuple[At, ...] = tuple((i,) for i in range(self._number))
        everything: tuple[tuple[Sequence[At], Sequence[Read[Any]]], ...] = (
            (((),), (*stratum.of_case, *stratum.given_case)),
            (each, (*stratum.of_each, *stratum.given_each)),
            (pairs, stratum.of_pairs),
        )
        for places, reads in everything:
            for at in places:
                for read in reads:
                    self._show(read, at)
        sums = {a.gives: self._sum(number, a) for a in stratum.aggregates}
        for conclusion in sums | stratum.by_conclusion:
            giving = stratum.by_conclusion.get(conclusion)
            of_case = isinstance(conclusion, CaseConclusion)
            for index in (0,) if of_case else range(self._number):
                result = _Result(self._cells.new(_NO), self._slot(_NO), conclusion, index, number)
                result.sum = sums[conclusion].slot if conclusion in sums else None
                firsts = range(self._number) if of_case else (index,)
                slots = set(self._slots(giving.asks, firsts)) if giving is not None else set()
                if result.sum is not None:
                    slots.add(result.sum)
                slots -= self._fixed
                if not slots:
                    self._fixed.add(result.slot)
                result.key = _key(slots)
                for slot in slots:
                    self._askers[slot].append(result)
                result.waiting = True
                self._due[number].append(result)
                self._results[conclusion, index] = result
                self._derived.add(result.number)

    def _slots(self, asks: Iterable[tuple[str, Atom]], firsts: Sequence[int]) -> Iterator[int]:
        """What rules read that bind one of some dispositions first."""
        for place, atom in asks:
            if place == CASE:
                yield self._slot_of(atom, ())
            elif place == FIRST:
                for i in firsts:
                    yield self._slot_of(atom, (i,))
            else:
                for i in firsts:
                    for j in range(self._number):
                        if i != j:
                            yield self._slot_of(atom, (j,) if place == SECOND else (i, j))

    def _show(self, read: Read[Any], at: At) -> None:
        """Let a token show the value of what it stands for."""
        slot = self._slot_of(read.atom, at)
        low, high = (
            tokens.case
            if not at
            else tokens.dispositions[at[0]]
            if len(at) == 1
            else tokens.pairs[at[0], at[1]]
            for tokens in (self._low, self._high)
        )
        assert isinstance(low, dict)
        assert isinstance(high, dict)
        self._tokens[slot].append((read.token, read.negated, low, high))
        self._shown[slot] = _NOT_SHOWN
        self._tell(slot, self._codes[slot])

    def _cell(self, premise: Premise, at: At) -> _Cell:
        cell = self._premises.get((premise, at))
        if cell is None:
            ask: Callable[..., Reading] = premise.ask
            cell = _Cell(
                self._cells.new(-1),
                self._slot(_NO),
                lambda: self._number_of(ask(self._context, *at)),
                self._codes_of_readings,
            )
            self._premises[premise, at] = cell
            self._by_number[cell.number] = cell
            self._set(cell, self._evaluated(cell))
            if not cell.reads:
                self._fixed.add(cell.slot)
        return cell

    def _number_of(self, reading: Reading) -> int:
        numbers = self._numbers_of_readings
        number = numbers.get(reading)
        if number is None:
            carried = plain(reading)
            number = numbers.setdefault(carried, len(self._readings))
            if number == len(self._readings):
                self._readings.append(carried)
                self._codes_of_readings.append(_CODES[reading.pair])
            numbers[reading] = number
        return number

    def _sum(self, stratum: int, aggregate: Aggregate) -> _Cell:
        members = [self._results.get((aggregate.members, i)) for i in range(self._number)]

        def add_up() -> int:
            pairs = []
            for member in members:
                if member is None:
                    continue
                self._cells.noted[member.number] = None
                pairs.append(_PAIRS[self._values[member.number]])
            return _CODES[aggregate_value(aggregate, pairs, self._context)]

        cell = _Cell(self._cells.new(-1), self._slot(_NO), add_up, range(len(_PAIRS)))
        cell.late, cell.level, cell.waiting = True, stratum, True
        self._sums[stratum].append(cell)
        self._aggregates.append(cell)
        return cell

    # -- keeping it ----------------------------------------------------------------------------

    def _touch(self, number: int) -> None:
        """A value has changed; what reads it waits."""
        for cell in self._readers.get(number, ()):
            if not cell.waiting:
                cell.waiting = True
                (self._sums if cell.late else self._lines)[cell.level].append(cell)

    def _ask(self, premise: Premise, at: At) -> Reading:
        """What a premise answers to what is put now, for one that reads it."""
        cell = self._cell(premise, at)
        self._settle(cell)
        if cell.reads:
            self._cells.noted[cell.number] = None
        return self._readings[self._values[cell.number]]

    def _settle(self, cell: _Cell) -> None:
        """Bring a premise up to date that is asked for before its turn."""
        if cell.level < self._level or not cell.reads:
            return
        for number in tuple(cell.reads):
            if (inner := self._by_number.get(number)) is not None:
                self._settle(inner)
        if cell.waiting:
            self._renew(cell)

    def _renew(self, cell: _Cell) -> None:
        """Look again at what something that a cell reads has changed."""
        cell.waiting = False
        values = self._values
        for reads, (key, answers) in cell.answers.items():
            answer = answers.get(key(values))
            if answer is not None:
                cell.read = reads
                break
        else:
            answer = self._evaluated(cell)
        self._set(cell, answer)

    def _set(self, cell: _Cell, answer: int) -> None:
        if self._values[cell.number] != answer:
            self._values[cell.number] = answer
            self._touch(cell.number)
            code = cell.codes[answer]
            if cell.late:
                self._tell(cell.slot, code)
            else:
                self._codes[cell.slot] = code
                self._stale.add(cell.slot)

    def _evaluated(self, cell: _Cell) -> int:
        """What it answers to what it reads, which is kept."""
        outer, self._cells.noted = self._cells.noted, {}
        try:
            answer = cell.evaluate()
            reads = frozenset(self._cells.noted)
        finally:
            self._cells.noted = outer
        if new := reads - cell.reads:
            cell.reads |= new
            for number in new:
                self._readers.setdefault(number, []).append(cell)
            if not cell.late:
                inner = (self._by_number.get(number) for number in new)
                self._raise(cell, 1 + max(c.level if c else 0 for c in inner), new)
        cell.read = reads
        if reads not in cell.answers:
            cell.answers[reads] = _key(reads), {}
        key, answers = cell.answers[reads]
        answers[key(self._values)] = answer
        return answer

    def _raise(self, cell: _Cell, least: int, below: Collection[int]) -> None:
        """Put a cell, and what reads it, above those that it has come to read."""
        if cell.number in below:
            raise Circular
        if cell.level >= least:
            return
        cell.level = least
        while len(self._lines) <= least:
            self._lines.append([])
        for reader in self._readers.get(cell.number, ()):
            if not reader.late:
                self._raise(reader, least + 1, below)

    def _tell(self, slot: int, code: int) -> None:
        """A pair may have changed: its tokens show it, and what rests on it waits."""
        if self._shown[slot] == code:
            return
        self._codes[slot] = self._shown[slot] = code
        pair = _PAIRS[code]
        for token, negated, low, high in self._tokens[slot]:
            shown = pair.negated() if negated else pair
            for grades, value in ((low, shown.low), (high, shown.high)):
                if value:
                    grades[token] = value
                else:
                    grades.pop(token, None)
            (self._silent.add if pair.silent else self._silent.discard)(slot)
        for result in self._askers[slot]:
            if not result.waiting:
                result.waiting = True
                self._due[result.stratum].append(result)

    def _concluded(self) -> tuple[int, ...]:
        """What was asked for, as it follows from what is put now."""
        known = self._followed.setdefault(self._grounds(self._codes), {})
        for key, followed in known.values():
            found = followed.get(key(self._values))
            if found is not None:
                return found
        self._conclude()
        reads = frozenset[int]().union(*(c.read for c in self._aggregates)) - self._derived
        key, followed = known.setdefault(reads, (_key(reads), {}))
        asked: tuple[int, ...] = self._asked(self._codes)
        followed[key(self._values)] = asked
        return asked

    def _conclude(self) -> None:
        """Look again, stratum by stratum, at the conclusions that may have changed."""
        codes = self._codes
        for slot in self._stale:
            self._tell(slot, codes[slot])
        self._stale.clear()
        for number, stratum in enumerate(self._program.strata):
            for cell in self._sums[number]:
                self._renew(cell)
            self._sums[number].clear()
            unmet = []
            for result in self._due[number]:
                result.waiting = False
                code = result.answers.get(result.key(codes))
                if code is None:
                    unmet.append(result)
                else:
                    self._say(result, code)
            self._due[number].clear()
            if unmet:
                self._meet(stratum, unmet)

    def _meet(self, stratum: Stratum, unmet: Sequence[_Result]) -> None:
        """Have an engine say what follows from tokens that were not there together before."""
        high = self._high if self._silent else self._low
        givings = stratum.by_conclusion
        runs = (
            [givings[c].alone for c in dict.fromkeys(r.of for r in unmet) if c in givings]
            if self._engine.piecemeal
            else [stratum]
        )
        found: dict[Conclusion, list[Pair]] = {}
        for run in runs:
            found |= conclude(run, self._low, high, self._engine)
        for result in unmet:
            ends = found.get(result.of)
            pair = _PAIRS[_NO] if ends is None else ends[result.index]
            if result.sum is not None:
                pair = either(_PAIRS[self._codes[result.sum]], pair)
            code = result.answers[result.key(self._codes)] = _CODES[pair]
            self._say(result, code)

    def _say(self, result: _Result, code: int) -> None:
        if self._codes[result.slot] != code:
            self._values[result.number] = code
            self._touch(result.number)
            self._tell(result.slot, code)


def pair_of(code: int) -> Pair:
    """The pair that a code stands for."""
    return _PAIRS[code]


def _key(places: Iterable[int]) -> Key:
    places = tuple(places)
    return operator.itemgetter(*places) if places else _nothing


def _nothing(values: Sequence[int]) -> None:
    return None
