"""Reading that is noted: what a premise reads of dispositions that vary, field by field.

A premise is a deterministic function of what it reads. So where every leaf that an evaluation read
has the value that it had then, the evaluation would take the same way and end at the same answer.
That holds whatever the premise is, and nobody has to say what it reads: the dispositions that vary
stand behind objects through which nothing can be read without being noted. What those cannot note
they refuse, with an error.

A leaf is an attribute of a record, an item of a mapping, whether a tuple is empty, what a method
answers to its arguments; a record that is only passed through is not read. Leaves are kept by
their place under a disposition, and their values as numbers: equal values of one type, one number.

A premise also carries along what it never decides by: paths, authorities, words. Most readings and
holdings differ in these alone, so that what it is handed here has a stand-in for them, which can
be carried and tells no more than that there is something. Only values are exact here; whoever
wants to know what is behind them assesses the case.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import operator
import types
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from immconseq.authority import Answer, Holding, Settled, settle
from immconseq.case import Case, Disposition, Facts, Offense, Sentence
from immconseq.errors import CaseError, Fault
from immconseq.facts.context import Context, OffenseView, view_of, views_of_charges
from immconseq.facts.model import CasePremise, DispositionPremise, PairPremise, Reading
from immconseq.kinds import FrozenMap
from immconseq.offenses.entry import Enhancement, Entry, LevelRange, Profile, Variant

if TYPE_CHECKING:
    from immconseq.offenses.catalog import Catalog

__all__ = ["Cells", "Numbers", "Premise", "TrackedContext", "plain"]

Premise = CasePremise | DispositionPremise | PairPremise

T = TypeVar("T")


class Numbers:
    """What goes by one number, and what is kept of objects by their ids.

    One will do for many cells: a value has its number whoever reads it.
    """

    __slots__ = ("_bare", "_first_of", "_firsts", "_items", "_numbers", "_plain")

    def __init__(self) -> None:
        self._numbers: dict[tuple[type, Hashable], int] = {}
        # By id; the object is kept with it, so that its id stays its.
        self._plain: dict[int, tuple[Settled, Settled, int]] = {}
        self._bare: dict[Settled, Settled] = {}
        self._items: dict[int, tuple[object, dict[str, int]]] = {}
        self._firsts: dict[Hashable, object] = {}
        self._first_of: dict[int, tuple[object, object]] = {}

    def number(self, value: object) -> int:
        """The number of a value; equal ones of one type have one."""
        if value is _Absent:
            return _NOTHING
        return self._numbers.setdefault((type(value), value), len(self._numbers))

    def one_of(self, thing: T) -> T:
        """Of equal records of a case, the one that came first."""
        if type(thing) not in _OF_A_CASE:
            return thing
        known = self._first_of.get(id(thing))
        if known is None:
            known = self._first_of[id(thing)] = (thing, self._firsts.setdefault(thing, thing))
        return cast(T, known[1])

    def items(self, mapping: Mapping[str, object]) -> Mapping[str, int]:
        """The numbers of what a mapping has."""
        if not mapping:
            return _EMPTY
        known = self._items.get(id(mapping))
        if known is None:
            numbers = {key: self._item(x) for key, x in mapping.items()}
            known = self._items[id(mapping)] = (mapping, numbers)
        return known[1]

    def _item(self, value: object) -> int:
        return self._settled(value)[2] if type(value) is Settled else self.number(value)

    def plainly(self, value: Any) -> Any:
        """A settled question without what is only carried along; anything else as it is."""
        return self._settled(value)[1] if type(value) is Settled else value

    def _settled(self, settled: Settled) -> tuple[Settled, Settled, int]:
        known = self._plain.get(id(settled))
        if known is None:
            bare = _plainly(settled)
            bare = self._bare.setdefault(bare, bare)
            known = self._plain[id(settled)] = (settled, bare, self.number(bare))
        return known


class Cells:
    """The present values, by cell, and the cells that the evaluation under way has read.

    Attributes:
        numbers: The numbers of values.
        values: Of each cell the number of its value.
        noted: What was read, in order; whoever evaluates puts an empty one in its place.
    """

    __slots__ = ("noted", "numbers", "values")

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.values: list[int] = []
        self.noted: dict[int, None] = {}

    def new(self, value: int) -> int:
        """One more cell."""
        self.values.append(value)
        return len(self.values) - 1


_EMPTY: Mapping[str, int] = {}
_NOTHING = -1
"""The number of an item that a mapping lacks; no value has it."""
_UNREACHED = -2
"""Of a leaf to which no way leads from a record. Its cell stays as it is: whatever evaluation read
it had read before that there is a way, so that none fits what stands there now."""


class _Carried:
    """Stands for what a premise carries along and never decides by: paths, authorities, words.

    It may be carried, and whether there is any may be asked; to look into it is an error.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if other is self:
            return True
        raise TypeError("no premise decides by a path, by who said a thing, or in what words")

    def __hash__(self) -> int:
        return 0

    def __str__(self) -> str:
        raise TypeError("no premise looks into a path, or into what was said")


_CARRIED: Any = _Carried()
_SOME = (_CARRIED,)


@attrs.frozen
class _Said:
    """A holding, of which the answer alone is read."""

    answer: Answer
    authority: Any = _CARRIED


def plain(reading: Reading) -> Reading:
    """A reading without what is only carried along: by far most readings differ in that alone."""
    return Reading(
        pair=reading.pair,
        paths=_SOME if reading.paths else (),
        missing=_SOME if reading.missing else (),
        authorities=tuple(dict.fromkeys((_CARRIED, side) for _, side in reading.authorities)),
        found=reading.found and _CARRIED,
        short_by=reading.short_by and _CARRIED,
        gap=reading.gap and _CARRIED,
    )


def _plainly(settled: Settled) -> Settled:
    """A question of law that is settled, likewise."""
    said: Any = tuple(_Said(holding.answer) for holding in settled.holdings)
    return attrs.evolve(settled, holdings=said)


class _Absent:
    """There is no such item, or nothing of the kind that was read there."""


Take = Callable[[Any], Any]
_Leaf = tuple[int, int]
"""Its place among the leaves of its root, and its cell."""


class _Root:
    """A record under a disposition, one in each variation, and all that was ever read of it.

    What is read of a record is kept with it, for most come back: a row of the catalog, a sentence.
    Of one that never does, a disposition, only the attributes are looked at that are others than
    before; all records under it have roots of their own, as those that come back have anywhere.
    """

    __slots__ = (
        "_kept",
        "_leaves",
        "_numbers",
        "_roots",
        "_under",
        "cells",
        "comes_back",
        "place",
        "seen",
        "thing",
    )

    def __init__(self, cells: Cells, thing: object) -> None:
        self.cells = cells
        self.thing = thing
        self.place = _Place(self)
        self.comes_back = type(thing) is not Disposition
        # What stands for the record; it is handed out as long as the root is.
        self.seen: Any = _SEEN[type(thing)](self.place, thing)
        self._kept: dict[int, tuple[object, list[int], list[object]]] = {}
        # In one order the cells of its leaves, and their numbers now; likewise the roots below.
        self._leaves: list[int] = []
        self._numbers: list[int] = []
        self._roots: list[_Root] = []
        self._under: list[object] = []
        if self.comes_back:
            self._kept[id(thing)] = (thing, self._numbers, self._under)

    def leaf(self, value: object) -> _Leaf:
        """One more leaf; *value* is what it is now."""
        number = self.cells.numbers.number(value)
        leaf = len(self._leaves), self.cells.new(number)
        self._leaves.append(leaf[1])
        self._numbers.append(number)
        return leaf

    def below(self, thing: object) -> tuple[int, _Root]:
        """One more root under this one, and its place among them."""
        root = _Root(self.cells, thing)
        self._roots.append(root)
        self._under.append(thing)
        return len(self._roots) - 1, root

    def put(self, thing: object, changed: list[int]) -> None:
        """Put another record here; the cells with another value than before go to *changed*."""
        if thing is self.thing:
            return
        thing = self.cells.numbers.one_of(thing)
        if thing is self.thing:
            return
        self.thing = thing
        self.seen._thing = thing
        before = self._numbers
        if self.comes_back:
            self._numbers, self._under = self._read(thing)
        else:
            self._numbers, self._under = list(before), list(self._under)
            self.place.take_others(thing, self._numbers, self._under)
        if self._numbers != before:
            values = self.cells.values
            differ = map(operator.ne, before, self._numbers)
            for at in itertools.compress(range(len(before)), differ):
                cell, number = self._leaves[at], self._numbers[at]
                if number not in (_UNREACHED, values[cell]):
                    values[cell] = number
                    changed.append(cell)
        for root, under in zip(self._roots, self._under, strict=True):
            if under is not root.thing and under is not _Absent:
                root.put(under, changed)

    def _read(self, thing: object) -> tuple[list[int], list[object]]:
        kept = self._kept.get(id(thing))
        # What was read of it may be less than has been read of others since.
        whole = (len(self._leaves), len(self._roots))
        if kept is not None and (len(kept[1]), len(kept[2])) == whole:
            return kept[1:]
        numbers = [_UNREACHED] * len(self._leaves)
        under: list[object] = [_Absent] * len(self._roots)
        self.place.take_all(thing, numbers, under)
        self._kept[id(thing)] = (thing, numbers, under)
        return numbers, under


class _Place:
    """A thing at or under a root, by the steps that were ever taken from there."""

    __slots__ = ("items", "methods", "root", "steps")

    def __init__(self, root: _Root) -> None:
        self.root = root
        self.steps: dict[Hashable, _Step] = {}
        # Of a record, the names of its methods; all things at one place are of one type.
        self.methods: set[str] = set()
        # Of a mapping, each item that was read, among the root's leaves.
        self.items: dict[str, _Leaf] = {}

    def read(self, name: Hashable, take: Take, thing: object) -> Any:
        """Take a step from a thing and read what is there."""
        step = self.steps.get(name)
        if step is None:
            step = self.steps[name] = _Step(self.root, take)
        return step.read(thing)

    def item(self, key: str, thing: Mapping[str, Any], default: Any) -> Any:
        """Read an item of a mapping, or that it has none."""
        value = self.root.cells.numbers.plainly(thing.get(key, _Absent))
        leaf = self.items.get(key)
        if leaf is None:
            leaf = self.items[key] = self.root.leaf(value)
        self.root.cells.noted[leaf[1]] = None
        return default if value is _Absent else value

    def take_all(self, thing: Any, numbers: list[int], under: list[object]) -> None:
        """Take every step from another thing, for the numbers of the root's leaves."""
        if self.items:
            found = self.root.cells.numbers.items(thing).get
            for key, (at, _) in self.items.items():
                numbers[at] = found(key, _NOTHING)
        for step in self.steps.values():
            try:
                value = step.take(thing)
            except Exception:
                # An evaluation that takes it fails alike, and nothing is remembered of it.
                continue
            step.take_all(value, numbers, under)

    def take_others(self, thing: Any, numbers: list[int], under: list[object]) -> None:
        """Take every step that leads to something else than it led to last."""
        for step in self.steps.values():
            try:
                value = step.take(thing)
            except Exception:
                value = _Absent  # likewise; no step leads there
            if value is step.last:
                continue
            step.last = value
            step.forget(numbers, under)
            if value is not _Absent:
                step.take_all(value, numbers, under)


class _Step:
    """A way from a thing to what it has: an attribute, an item, what a method answers.

    Attributes:
        root: Where the thing is.
        take: Takes the step.
        leaf: The value, among the root's leaves; ``None`` while nobody has read it as a whole.
        last: The value that was read or taken last.
        kind: The value's type, likewise, where more than the value was looked into.
        parts: What it leads to under the same root, by type.
        roots: The roots below that it leads to, by type, with their place among the root's.
    """

    __slots__ = ("cells", "kind", "last", "leaf", "parts", "root", "roots", "take")

    def __init__(self, root: _Root, take: Take) -> None:
        self.root = root
        self.cells = root.cells
        self.take = take
        self.last: object = _Absent
        self.leaf: _Leaf | None = None
        self.kind: _Leaf | None = None
        self.parts: dict[type, _Place] = {}
        self.roots: dict[type, tuple[int, _Root]] = {}

    def read(self, thing: object) -> Any:
        """Read what is there, which is noted: itself, if it is a leaf, or what stands for it."""
        value = self.last = self.take(thing)
        kind = type(value)
        seen = _SEEN.get(kind)
        if seen is None or (kind is tuple and _is_of_numbers(value)):
            if self.leaf is None:
                self.leaf = self.root.leaf(value)
            self.cells.noted[self.leaf[1]] = None
            return value
        # Of what is looked into no more is read than that it is there.
        if self.kind is None:
            self.kind = self.root.leaf(kind)
        self.cells.noted[self.kind[1]] = None
        if kind in _COME_BACK or not self.root.comes_back:
            below = self.roots.get(kind)
            if below is None:
                below = self.roots[kind] = self.root.below(value)
            return below[1].seen
        part = self.parts.get(kind)
        if part is None:
            part = self.parts[kind] = _Place(self.root)
        return seen(part, value)

    def forget(self, numbers: list[int], under: list[object]) -> None:
        """Of a thing that does not come back: that no value is there."""
        for leaf in (self.leaf, self.kind):
            if leaf is not None:
                numbers[leaf[0]] = _UNREACHED
        for at, _ in self.roots.values():
            under[at] = _Absent

    def take_all(self, value: object, numbers: list[int], under: list[object]) -> None:
        """Number a value that is there in another thing."""
        kind = type(value)
        if self.leaf is not None:
            numbers[self.leaf[0]] = self.cells.numbers.number(value)
        if self.kind is not None:
            numbers[self.kind[0]] = self.cells.numbers.number(kind)
            if kind in self.roots:
                under[self.roots[kind][0]] = value
            elif kind in self.parts:
                self.parts[kind].take_all(value, numbers, under)


class _Seen:
    """Stands for a thing at a place; what is read of it is noted there."""

    __slots__ = ("_place", "_thing")

    def __init__(self, place: _Place, thing: Any) -> None:
        self._place = place
        self._thing = thing

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return type(self._thing)

    def __getattr__(self, name: str) -> Any:
        step = self._place.steps.get(name)
        if step is not None:
            return step.read(self._thing)
        if name in self._place.methods:
            return self._method(name)
        if isinstance(getattr(self._thing, name), types.MethodType):
            self._place.methods.add(name)
            return self._method(name)
        return self._step(name, operator.attrgetter(name))

    def _method(self, name: str) -> Callable[..., Any]:
        def call(*args: Hashable, **named: Hashable) -> Any:
            return self._step(
                (name, args, tuple(named.items())),
                lambda thing: getattr(thing, name)(*args, **named),
            )

        return call

    def _step(self, name: Hashable, take: Take) -> Any:
        return self._place.read(name, take, self._thing)

    def __eq__(self, other: object) -> bool:
        raise TypeError("what varies is compared by its fields, not as a whole")

    def __hash__(self) -> int:
        raise TypeError("what varies is no key")


class _SeenMapping(_Seen):
    """Stands for a mapping; it is read item by item."""

    __slots__ = ()

    def get(self, key: str, default: Any = None) -> Any:
        return self._place.item(key, self._thing, default)

    def __getitem__(self, key: str) -> Any:
        found = self.get(key, _Absent)
        if found is _Absent:
            raise KeyError(key)
        return found

    def __contains__(self, key: str) -> bool:
        return self.get(key, _Absent) is not _Absent

    def __iter__(self) -> Iterator[str]:
        keys: _Whole = self._step("keys", _whole)
        return iter(keys.all)

    def __len__(self) -> int:
        return cast(int, self._step("length", len))


class _SeenTuple(_Seen):
    """Stands for a tuple; it is read one by one if records are in it, and else as a whole."""

    __slots__ = ()

    def settled(self, on: dt.date | None, settle_: Take) -> Settled:
        """Of holdings, no more than what they come to on a day."""
        plainly = self._place.root.cells.numbers.plainly
        found: Settled = self._step(("settled", on), lambda them: plainly(settle_(them)))
        return found

    def _read(self) -> tuple[Any, ...]:
        kinds: _Whole = self._step("kinds", _kinds)
        if not all(kind in _SEEN for kind in kinds.all):
            whole: _Whole = self._step("all", _whole)
            return whole.all
        return tuple(self._step(at, functools.partial(_item, at)) for at in range(len(kinds.all)))

    def __bool__(self) -> bool:
        return cast(bool, self._step("any", bool))

    def __len__(self) -> int:
        return cast(int, self._step("length", len))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._read())

    def __getitem__(self, at: Any) -> Any:
        return self._read()[at]

    def __contains__(self, item: object) -> bool:
        return item in self._read()


@attrs.frozen
class _Whole:
    """What is read as a whole, though its parts could be."""

    all: tuple[Any, ...]


def _whole(thing: Iterable[Any]) -> _Whole:
    return _Whole(tuple(thing))


def _is_of_numbers(thing: tuple[Any, ...]) -> bool:
    """Then it is quicker read as a whole."""
    return bool(thing) and all(type(item) is int for item in thing)


def _item(at: int, thing: tuple[Any, ...]) -> Any:
    return thing[at] if at < len(thing) else _Absent


def _kinds(thing: tuple[Any, ...]) -> _Whole:
    return _Whole(tuple(type(item) for item in thing))


# What is looked into; anything else is read as a whole.
_SEEN: dict[type, type[_Seen]] = {
    **dict.fromkeys((Disposition, Sentence, Facts, Offense, OffenseView), _Seen),
    **dict.fromkeys((Entry, Variant, LevelRange), _Seen),
    **dict.fromkeys((Profile, FrozenMap, dict), _SeenMapping),
    tuple: _SeenTuple,
}
_OF_A_CASE = {Offense, Sentence, Facts}
_COME_BACK = {*_OF_A_CASE, OffenseView, Entry, Variant}
"""Records of which one stands in many variations."""


class _TrackedCase:
    """The case: what does not vary as it is, and the dispositions as they may be read.

    It has none of the case's methods, which would read the dispositions unseen.
    """

    __slots__ = tuple(field.name for field in attrs.fields(Case))

    dispositions: tuple[Disposition, ...]

    def __init__(self, case: Case, dispositions: tuple[Disposition, ...]) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(case, name))
        self.dispositions = dispositions


class TrackedContext(Context):
    """A context in which some dispositions, next to each other, vary; their number does not.

    Whoever holds it answers premises, so that one is evaluated when what it read has changed.

    Raises:
        CaseError: A prong that the catalog's entry lacks.
    """

    __slots__ = ("_ask", "_first", "_one_of", "_roots", "_views")

    def __init__(
        self,
        case: Case,
        first: int,
        count: int,
        catalog: Catalog,
        cells: Cells,
        ask: Callable[[Premise, tuple[int, ...]], Reading],
    ) -> None:
        super().__init__(case, catalog)
        self._ask = ask
        self._first = first
        # By the ids of an offense and of facts, which the cells keep, and the place.
        self._one_of = cells.numbers.one_of
        self._views: dict[tuple[int, int, int], OffenseView] = {}
        self._roots = [
            tuple(_Root(cells, of[i]) for of in (case.dispositions, self.views, self.charged))
            for i in range(first, first + count)
        ]
        # What varies is seen through its places, and the rest as it is.
        seen = [tuple(root.seen for root in roots) for roots in self._roots]
        start, end = first, first + count

        def spliced(rest: tuple[T, ...], which: int) -> tuple[T, ...]:
            return (*rest[:start], *(cast(T, s[which]) for s in seen), *rest[end:])

        self.case = cast(Case, _TrackedCase(case, spliced(case.dispositions, 0)))
        self.views = spliced(self.views, 1)
        self.charged = spliced(self.charged, 2)

    def put(self, dispositions: Sequence[Disposition]) -> list[int]:
        """Put others in the place of those that vary; what is read differently now.

        Raises:
            CaseError: As for the whole; then nothing was put.
        """
        faults: list[Fault] = []
        new = []
        for i, (d, roots) in enumerate(zip(dispositions, self._roots, strict=True), self._first):
            before: Any = roots[0].thing
            same = d.charged_with == before.charged_with
            charged: Any = roots[2].thing if same else views_of_charges(d, i, self.catalog, faults)
            new.append((d, self._view(d, i, faults), charged))
        if faults:
            raise CaseError(faults)
        changed: list[int] = []
        for roots, things in zip(self._roots, new, strict=True):
            for root, thing in zip(roots, things, strict=True):
                root.put(thing, changed)
        return changed

    def _view(self, disposition: Disposition, index: int, faults: list[Fault]) -> OffenseView:
        """The offense of one that varies: of the same offense and facts, the same view."""
        offense, facts = self._one_of(disposition.offense), self._one_of(disposition.facts)
        key = (id(offense), id(facts), index)
        view = self._views.get(key)
        if view is None:
            before = len(faults)
            view = view_of(disposition, index, self.catalog, faults)
            if len(faults) == before:
                self._views[key] = view
        return view

    def of_case(self, premise: CasePremise) -> Reading:
        return self._ask(premise, ())

    def of(self, premise: DispositionPremise, index: int) -> Reading:
        return self._ask(premise, (index,))

    def of_pair(self, premise: PairPremise, one: int, two: int) -> Reading:
        return self._ask(premise, (one, two))

    def settle(self, holdings: tuple[Holding, ...], index: int) -> Settled:
        seen: object = holdings
        if type(seen) is not _SeenTuple:
            return super().settle(holdings, index)
        # Whose holdings they are is not read, only what they come to.
        day, circuit, on = self.case.as_of, self.case.circuit, self.disposed_on(index)
        return seen.settled(
            on, lambda them: settle(them, as_of=day, circuit=circuit, convicted_on=on)
        )

    def settled(self, row: Entry | Variant | Enhancement, index: int) -> Mapping[str, Settled]:
        # Not kept by the row's id, for many rows pass through one place.
        return row.profile.settled(
            as_of=self.case.as_of,
            circuit=self.case.circuit,
            convicted_on=self.disposed_on(index),
        )
