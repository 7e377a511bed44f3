"""The statuses of many cases that differ in what stands in the place of one count."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from immconseq.assessing import FindingKey, assess, by_id, finding_keys, status_of
from immconseq.case import Case, Disposition
from immconseq.engine import choose_engine
from immconseq.engine.program import program_of
from immconseq.engine.sheet import Circular, Sheet, pair_of
from immconseq.errors import CaseError
from immconseq.facts.tracking import Numbers
from immconseq.findings import Status

if TYPE_CHECKING:
    from immconseq.offenses.catalog import Catalog

__all__ = ["Variations"]


class Variations:
    """A case with other dispositions in one count's place, and what `assess` says of each.

    Statuses cost a small part of an assessment after the first few: what the rules read is noted,
    and only what reads something else than before is worked out again. What is kept is kept here,
    and goes with the object. It is for one thread at a time.

    Args:
        case: The case.
        ref: The count.
        engine: As for `assess`.
        catalog: As for `assess`.

    Raises:
        UnknownName: The case has no count of that ref; a `LookupError`.
        EngineUnavailable: The engine asked for is not there.
    """

    def __init__(self, case: Case, ref: str, *, engine: str | None = None, catalog: Catalog):
        self._case = case
        self._ref = ref
        self._at = case.dispositions.index(case.disposition(ref))
        self._others = len(case.dispositions) - 1
        self._engine = choose_engine(engine)
        self._catalog = catalog
        # By the number of dispositions in the count's place; and the numbers that can have none.
        self._sheets: dict[int, Sheet] = {}
        self._without: set[int] = set()
        self._numbers = Numbers()
        self._seen: dict[tuple[int, tuple[int, ...]], Mapping[str, Status]] = {}
        # By the ids of dispositions, which are kept with it.
        self._known: dict[
            tuple[int, ...], tuple[tuple[Disposition, ...], Mapping[str, Status]]
        ] = {}
        # A status turns on a pair, the day and the circuit, and could not turn on a disposition.
        self._bare = attrs.evolve(case, dispositions=())

    def with_count(self, dispositions: tuple[Disposition, ...]) -> Case:
        """The case with other dispositions in the count's place, or none.

        Raises:
            CaseError: The case that this makes has faults.
        """
        made: list[Disposition] = []
        for disposition in self._case.dispositions:
            if disposition.ref == self._ref:
                made += dispositions
            elif not dispositions and disposition.sentence.consecutive_to == self._ref:
                # A term that ran after one that is not there runs after none.
                sentence = attrs.evolve(disposition.sentence, consecutive_to="none")
                made.append(attrs.evolve(disposition, sentence=sentence))
            else:
                made.append(disposition)
        return attrs.evolve(self._case, dispositions=tuple(made))

    def statuses(self, dispositions: tuple[Disposition, ...]) -> Mapping[str, Status]:
        """The gravest status of every id, as `assess` has it of the case `with_count` makes.

        What spans the dispositions and the rest of the case is taken to go together: `with_count`
        says whether it does.

        Raises:
            CaseError: A prong that the catalog's entry lacks.
            EngineError: The engine failed; no other answers in its place.
        """
        count = len(dispositions)
        key = tuple(map(id, dispositions))
        known = self._known.get(key)
        if known is not None:
            return known[1]
        try:
            codes = self._codes(dispositions)
        except (CaseError, Circular) as error:
            if isinstance(error, Circular):
                self._without.add(count)
            # A fault is said of the whole case, with every other.
            codes = None
        if codes is None:
            case = self.with_count(dispositions)
            return assess(case, engine=self._engine.name, catalog=self._catalog).statuses()
        found = self._seen.get((count, codes))
        if found is None:
            keys = finding_keys(self._others + count)
            found = types.MappingProxyType(by_id(keys, self._statuses(keys, codes)))
            self._seen[count, codes] = found
        self._known[key] = dispositions, found
        return found

    def _codes(self, dispositions: tuple[Disposition, ...]) -> tuple[int, ...] | None:
        """The pairs of the findings, by number; ``None`` where no sheet can be kept."""
        count = len(dispositions)
        if count in self._without:
            return None
        # Taken out while it is at work: one that an error leaves half way is of no use.
        sheet = self._sheets.pop(count, None)
        if sheet is not None:
            codes = sheet.put(dispositions)
        else:
            case = self.with_count(dispositions)
            asked = [(k.conclusion, k.index) for k in finding_keys(self._others + count)]
            program = program_of(case.as_of)
            at, catalog = self._at, self._catalog
            sheet = Sheet(program, self._engine, case, at, count, catalog, asked, self._numbers)
            codes = sheet.codes
        self._sheets[count] = sheet
        return codes

    def _statuses(self, keys: tuple[FindingKey, ...], codes: tuple[int, ...]) -> list[Status]:
        return [
            status_of(key.conclusion, pair_of(code), self._bare)
            for key, code in zip(keys, codes, strict=False)
        ]
