"""What a field may hold: one description for the check, the reading, the schema and the docs.

Every field of an input class carries a `Kind` in its metadata (`says`). A `Record` checks itself
against its kinds as it is made, all faults at once; `immconseq.wire` reads and writes JSON and
makes the JSON Schema from the same kinds, so that the four cannot drift apart.

A kind never coerces: ``'365'`` is no 365, ``True`` is no 1. What it does is to give equal values
one form: a plain text that is a member of an enumeration becomes the member, a list becomes a
tuple, ``900`` and ``Decimal('900.00')`` become ``Decimal('900')``.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, Protocol, Self, TypeVar, cast

import attrs

from immconseq.errors import MOST_FAULTS, CaseError, Fault, shown

__all__ = [
    "FIRST_DAY",
    "INCONCLUSIVE",
    "LAST_DAY",
    "Amount",
    "Choice",
    "Day",
    "Flag",
    "FlagOrItems",
    "FrozenMap",
    "Items",
    "Kind",
    "Note",
    "Object",
    "OneOf",
    "Record",
    "Spec",
    "Table",
    "Text",
    "TextOr",
    "Whole",
    "blank",
    "says",
    "specs",
]

INCONCLUSIVE = "inconclusive"
"""The record is known not to say; where a field allows it."""

FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2999, 12, 31)
"""The days that the library can count with, both inclusive."""

V = TypeVar("V", covariant=True)


class FrozenMap(Mapping[str, V]):
    """A mapping that does not change: hashable, picklable, equal to a mapping of the same items."""

    __slots__ = ("_items",)

    _items: dict[str, V]

    def __init__(self, items: Mapping[str, V] | Iterable[tuple[str, V]] = ()) -> None:
        object.__setattr__(self, "_items", dict(items))

    def __getitem__(self, key: str) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a FrozenMap does not change")

    def __reduce__(self) -> tuple[type[FrozenMap[V]], tuple[dict[str, V]]]:
        return (type(self), (dict(self._items),))

    def __repr__(self) -> str:
        return f"FrozenMap({self._items!r})"


class Note:
    """The faults of one input, in the order in which they were found."""

    __slots__ = ("faults",)

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    # Both give `None`, typed so that a kind can note a fault and be done in one statement.

    def __call__(self, path: str, value: object, expected: str, code: str) -> Any:
        """Note a fault; *value* is what was found there."""
        return self.say(path, shown(value), expected, code)

    def say(self, path: str, found: str, expected: str, code: str) -> Any:
        """Note a fault whose finding is told in words."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(path=path, found=found, expected=expected, code=code))


class Kind(Protocol):
    """What a field may hold besides ``None``."""

    @property
    def expected(self) -> str:
        """What a fault says was expected."""
        ...

    def take(self, value: object, path: str, note: Note) -> Any:
        """The Python value in its one form; for a faulty one a note, and what `blank` gives."""
        ...


@attrs.frozen(kw_only=True)
class Text:
    """Text that is not blank, and fits a pattern where there is one."""

    expected: str = "a text"
    pattern: str | None = None

    def take(self, value: object, path: str, note: Note) -> Any:
        if not isinstance(value, str):
            return note(path, value, self.expected, "type")
        if not value.strip() or not (
            self.pattern is None or re.fullmatch(self.pattern, value, re.ASCII)
        ):
            return note(path, value, self.expected, "value")
        if not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value):
            # Half of a pair cannot be written as UTF-8, so no hash could be taken over it.
            return note(path, value, f"{self.expected}, without unpaired surrogates", "value")
        return str.__str__(value)


@attrs.frozen
class Flag:
    """True or false; a fact that is not known is left out."""

    expected: str = "true or false"

    def take(self, value: object, path: str, note: Note) -> Any:
        if not isinstance(value, bool):
            return note(path, value, self.expected, "type")
        return value


@attrs.frozen(kw_only=True)
class Whole:
    """A whole number, both bounds inclusive."""

    unit: str
    least: int = 0
    most: int

    @property
    def expected(self) -> str:
        return f"a whole number of {self.unit} from {self.least} to {self.most}"

    def take(self, value: object, path: str, note: Note) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return note(path, value, self.expected, "type")
        if not self.least <= value <= self.most:
            return note(path, value, self.expected, "range")
        return int(value)


@attrs.frozen(kw_only=True)
class Amount:
    """An amount from 0 to `most`, inclusive, kept as a `Decimal`.

    A float is read by its shortest decimal text, so that 900.10 is what it says. Where `places`
    is ``None`` the amount need only survive being written as a JSON number.
    """

    unit: str
    most: int
    places: int | None = None
    inconclusive: bool = False

    @property
    def expected(self) -> str:
        exact = "" if self.places is None else f" with at most {self.places} decimal places"
        silent = f', or "{INCONCLUSIVE}"' if self.inconclusive else ""
        return f"an amount of {self.unit} from 0 to {self.most}{exact}{silent}"

    def take(self, value: object, path: str, note: Note) -> Any:
        if self.inconclusive and isinstance(value, str) and value == INCONCLUSIVE:
            return INCONCLUSIVE
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return note(path, value, self.expected, "type")
        if isinstance(value, float):
            if not math.isfinite(value):
                return note(path, value, self.expected, "range")
            amount = Decimal(float.__repr__(value))
        elif isinstance(value, Decimal):
            if not value.is_finite():
                return note(path, value, self.expected, "range")
            amount = value
        elif 0 <= value <= self.most:
            amount = Decimal(int(value))
        else:
            return note(path, value, self.expected, "range")
        if not 0 <= amount <= self.most:
            return note(path, value, self.expected, "range")
        amount = _plain(amount)
        if self.places is None:
            exact = Decimal(repr(float(amount))) == amount
        else:
            exponent = amount.as_tuple().exponent
            exact = isinstance(exponent, int) and -exponent <= self.places
        if not exact:
            return note(path, value, self.expected, "places")
        return amount


def _plain(amount: Decimal) -> Decimal:
    """An equal amount without trailing zeros; `Decimal.normalize` would round a long one."""
    if amount == amount.to_integral_value():
        return Decimal(int(amount))
    _, digits, exponent = amount.as_tuple()
    assert isinstance(exponent, int)  # it is finite
    last = len(digits)
    while digits[last - 1] == 0:
        last -= 1
    return Decimal((0, digits[:last], exponent + len(digits) - last))


@attrs.frozen
class Day:
    """A day, within `FIRST_DAY` and `LAST_DAY`; a moment of a day is none."""

    expected: str = f"a date from {FIRST_DAY} to {LAST_DAY}, as in 2026-11-24"

    def take(self, value: object, path: str, note: Note) -> Any:
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            return note(path, value, self.expected, "type")
        if not FIRST_DAY <= value <= LAST_DAY:
            return note.say(path, value.isoformat(), self.expected, "range")
        return value

    def read(self, value: object, path: str, note: Note) -> Any:
        """The day that an ISO text names."""
        if not isinstance(value, str):
            return note(path, value, self.expected, "type")
        # date.fromisoformat also takes 20261124 and 2026-W48-2.
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            return note(path, value, self.expected, "value")
        try:
            day = dt.date.fromisoformat(value)
        except ValueError:
            return note(path, value, self.expected, "value")
        return self.take(day, path, note)


@attrs.frozen
class Choice:
    """A member of an enumeration, or its text."""

    of: type[StrEnum]

    @property
    def expected(self) -> str:
        return _one_of(member.value for member in self.of)

    def take(self, value: object, path: str, note: Note) -> Any:
        if isinstance(value, self.of):
            return value
        if not isinstance(value, str):
            return note(path, value, self.expected, "type")
        try:
            return self.of(str.__str__(value))
        except ValueError:
            return note(path, value, self.expected, "value")


@attrs.frozen
class OneOf:
    """One of a few texts."""

    values: tuple[str, ...]

    @property
    def expected(self) -> str:
        return _one_of(self.values)

    def take(self, value: object, path: str, note: Note) -> Any:
        if not isinstance(value, str):
            return note(path, value, self.expected, "type")
        if value not in self.values:
            return note(path, value, self.expected, "value")
        return str.__str__(value)


def _one_of(values: Iterable[str]) -> str:
    return "one of: " + ", ".join(values)


@attrs.frozen
class Object:
    """Another record."""

    of: type[Record]

    @property
    def expected(self) -> str:
        return f"an object ({self.of.__name__})"

    def take(self, value: object, path: str, note: Note) -> Any:
        if not isinstance(value, self.of):
            note(path, value, self.expected, "type")
            return blank(self)
        return value


@attrs.frozen
class TextOr:
    """Another record, or a text in place of it."""

    record: Object

    @property
    def expected(self) -> str:
        return f"a text, or {self.record.expected}"

    def take(self, value: object, path: str, note: Note) -> Any:
        if isinstance(value, self.record.of):
            return value
        return Text(expected=self.expected).take(value, path, note)


@attrs.frozen(kw_only=True)
class Items:
    """A list, kept as a tuple. A faulty item keeps its place, so that paths stay right."""

    of: Kind
    least: int = 0

    @property
    def expected(self) -> str:
        return "a list that is not empty" if self.least else "a list"

    def take(self, value: object, path: str, note: Note) -> Any:
        if not isinstance(value, list | tuple):
            return note(path, value, self.expected, "type")
        if len(value) < self.least:
            return note.say(path, "an empty list", self.expected, "value")
        return tuple(self.of.take(item, f"{path}[{i}]", note) for i, item in enumerate(value))


@attrs.frozen(kw_only=True)
class FlagOrItems:
    """True, false, or a list that gives the particulars."""

    items: Items

    @property
    def expected(self) -> str:
        return f"true, false, or {self.items.expected}"

    def take(self, value: object, path: str, note: Note) -> Any:
        if isinstance(value, bool):
            return value
        if not isinstance(value, list | tuple):
            return note(path, value, self.expected, "type")
        return self.items.take(value, path, note)


@attrs.frozen(kw_only=True)
class Table:
    """Some of the names of a vocabulary, each with a value; kept in the vocabulary's order.

    Attributes:
        names: The vocabulary.
        of: What each value is.
        keep_none: A name given as ``None`` says something that leaving it out does not.
    """

    names: tuple[str, ...]
    of: Kind
    keep_none: bool = False

    @property
    def expected(self) -> str:
        return "an object of known names"

    def take(self, value: object, path: str, note: Note) -> FrozenMap[Any]:
        if not isinstance(value, Mapping):
            note(path, value, self.expected, "type")
            return FrozenMap()
        return self.gather(value, path, note, self.of.take)

    def gather(self, value: Mapping[Any, Any], path: str, note: Note, take: Any) -> FrozenMap[Any]:
        """The mapping with each value taken by *take*, a function as `Kind.take` is."""
        unknown_keys(value, self.names, path, note)
        found = {}
        for name in self.names:
            if name in value:
                item = value[name]
                if item is not None:
                    found[name] = take(item, f"{path}.{name}", note)
                elif self.keep_none:
                    found[name] = None
        return FrozenMap(found)


@attrs.frozen(kw_only=True)
class Spec:
    """One field of a record: its name in Python, its key in JSON, and what it may hold."""

    name: str
    key: str
    kind: Kind
    text: str
    required: bool
    default: Any

    def absent(self, path: str, note: Note) -> Any:
        """What a field holds that is left out; a fault where it may not be."""
        if not self.required:
            return self.default
        note.say(f"{path}.{self.key}", "nothing", self.kind.expected, "missing")
        return blank(self.kind)


def says(kind: Kind, text: str, *, key: str | None = None) -> dict[str, Any]:
    """The metadata of a field.

    Args:
        kind: What it may hold besides ``None``.
        text: What it means, in one or two sentences: the description in the schema.
        key: Its key in JSON; left out: the field's name.
    """
    return {"kind": kind, "text": text, "key": key}


_SPECS: dict[type[Record], tuple[Spec, ...]] = {}


def specs(record: type[Record]) -> tuple[Spec, ...]:
    """The fields of a record, in order; they are looked at once."""
    known = _SPECS.get(record)
    if known is None:
        fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(
            cast("type[attrs.AttrsInstance]", record)
        )
        known = _SPECS[record] = tuple(
            Spec(
                name=field.name,
                key=field.metadata["key"] or field.name,
                kind=field.metadata["kind"],
                text=field.metadata["text"],
                required=field.default is attrs.NOTHING,
                default=None if field.default is attrs.NOTHING else field.default,
            )
            for field in fields
        )
    return known


def blank(kind: Kind) -> Any:
    """What stands in for a faulty value while the rest is looked through: nothing is known of it.

    It never leaves the library: where there is one, there is a fault.
    """
    if not isinstance(kind, Object):
        return None
    record = kind.of.__new__(kind.of)
    for spec in specs(kind.of):
        object.__setattr__(record, spec.name, blank(spec.kind) if spec.required else spec.default)
    return record


def unknown_keys(value: Mapping[Any, Any], known: Iterable[str], path: str, note: Note) -> None:
    """Note each key that is not known. What stands under it is never repeated."""
    names = tuple(known)
    for key in value:
        if isinstance(key, str) and key in names:
            continue
        if len(note.faults) >= MOST_FAULTS:
            return  # a hint for each of a million keys would take its time
        word = str.__str__(key) if isinstance(key, str) else ""
        if not re.fullmatch(r"[\w .#/-]{1,40}", word):
            word = "?"  # no key that anybody meant
        note.say(f"{path}.{word}", "an unknown key", _instead(word, names), "unknown_key")


_IDENTITY = re.compile(
    r"(?:^|_)names?(?:$|_)|surname|(?:^|_)birth|^citizenship$|(?:^|_)alien_?(?:\w*_)?(?:number|no|id)$"
    r"|(?:^|_)(?:dob|country|nationality|ssn|passport|visa|documents?|address|phone|email"
    r"|a_?(?:number|num|no))(?:$|_(?:number|no|of|id))"
)


def _instead(word: str, names: tuple[str, ...]) -> str:
    lower = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", word).lower()
    lower = re.sub(r"[\W_]+", "_", lower)
    if lower not in names and _IDENTITY.search(lower):
        return (
            "nothing: no name, date of birth, country, number or document of a person is asked"
            " for, or accepted"
        )
    # The nearest by spelling alone: imported here, since only faulty input needs it.
    from difflib import get_close_matches

    close = get_close_matches(lower, names, n=1)
    if close:
        return f"a known key, perhaps {close[0]}"
    return "a known key: " + ", ".join(names)


class Record:
    """An input class: its fields are checked as it is made, all at once.

    A subclass is ``attrs.frozen(kw_only=True)``, and each of its fields carries `says`.

    Raises:
        CaseError: With every fault; paths begin at this object.
    """

    __slots__ = ()

    schema_id: ClassVar[str | None] = None
    """What the document says under ``schema``, where it stands by itself; ``None``: nothing."""

    def __attrs_post_init__(self) -> None:
        note = Note()
        for spec in specs(type(self)):
            value = getattr(self, spec.name)
            if value is spec.default and not spec.required:
                continue  # most fields of most records; a default is in its one form
            if value is None:
                taken = spec.absent("$", note)
            else:
                taken = spec.kind.take(value, f"$.{spec.key}", note)
                if taken is None and not spec.required:
                    taken = spec.default
            if taken is not value:
                object.__setattr__(self, spec.name, taken)
        self._settle()
        faults = (*note.faults, *self._spanning_faults())
        if faults:
            raise CaseError(faults)

    def _settle(self) -> None:
        """Give equal values one form, where that takes more than one field."""

    def _spanning_faults(self) -> tuple[Fault, ...]:
        """The faults that span fields and objects; most records leave those to the whole."""
        return ()

    # The walls of the house: a record knows nothing of JSON. These four are here because users
    # look for them here, and import the room that does the work when they are first called.

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """Read what `json.loads` gives.

        Raises:
            CaseError: With every fault of *data*, whatever it is.
        """
        from immconseq import wire

        return wire.from_dict(cls, data)

    def to_dict(self) -> dict[str, Any]:
        """Write what `json.dumps` takes; what is not known or empty is left out."""
        from immconseq import wire

        return wire.to_dict(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read a JSON document; bytes are UTF-8.

        Raises:
            CaseError: With every fault of *text*, whatever it is.
        """
        from immconseq import wire

        return wire.from_json(cls, text)

    def to_json(self, *, indent: int | None = None) -> str:
        """Write a JSON document; *indent* is that of `json.dumps`."""
        from immconseq import wire

        return wire.to_json(self, indent=indent)
