"""The catalog: every offense of every pack, found by its code in any spelling, or by name."""

from __future__ import annotations

import functools
import importlib.resources
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

import attrs

from immconseq.errors import AmbiguousOffense, CaseError, Fault, ImmconseqError, UnknownOffense
from immconseq.offenses.codes import CodeTable
from immconseq.offenses.entry import Enhancement, Entry, Program, Vehicle
from immconseq.offenses.pack import Pack, Source, parse

__all__ = ["ENTRY_POINTS", "Catalog", "Resolved", "load_default"]

ENTRY_POINTS = "immconseq.packs"
"""The entry-point group in which other distributions offer packs: each a path or a mapping."""


@attrs.frozen(kw_only=True)
class Resolved:
    """What a code names.

    Attributes:
        entry: The offense.
        variant: The id of the prong that the code names by itself; ``None`` where it names none.
        inchoate: The inchoate form that the code names, as ``offense.inchoate`` has it; ``None``
            where it names none.
    """

    entry: Entry
    variant: str | None = None
    inchoate: str | None = None


class _Jurisdiction:
    """The indexes of one jurisdiction.

    Attributes:
        table: How its codes are written.
        exact: From the key of a code to what it names.
        above: From the key of a code to the offenses of its subsections.
        sections: From a section without its subsections to the offenses in it.
        loose: From a section without its brackets to the offenses that look so.
        faults: What keeps its packs from going together.
    """

    __slots__ = (
        "above",
        "enhancements",
        "exact",
        "faults",
        "loose",
        "programs",
        "protected",
        "sections",
        "table",
        "vehicles",
    )

    def __init__(self, jurisdiction: str, packs: Iterable[Pack]) -> None:
        packs = tuple(packs)
        self.faults: list[Fault] = []
        self.table = self._table(jurisdiction, packs)
        self.vehicles = tuple(vehicle for pack in packs for vehicle in pack.vehicles)
        self.programs = tuple(program for pack in packs for program in pack.programs)
        self.protected = {
            name: pack.protected_by for pack in packs for name in pack.protected_relationships
        }
        self.enhancements: dict[str, Enhancement] = {}
        self.exact: dict[str, Resolved] = {}
        self.above: dict[str, dict[Entry, None]] = {}
        self.sections: dict[str, dict[Entry, None]] = {}
        self.loose: dict[str, dict[Entry, None]] = {}
        for pack in packs:
            for i, entry in enumerate(pack.entries):
                at = f"$.offense[{i}]"
                whole = Resolved(entry=entry)
                self._add(entry.code, f"{at}.code", whole)
                for n, code in enumerate(entry.also):
                    self._add(code, f"{at}.also[{n}]", whole)
                for k, variant in enumerate(entry.variants):
                    for n, code in enumerate(variant.also):
                        named = Resolved(entry=entry, variant=variant.id)
                        self._add(code, f"{at}.variant[{k}].also[{n}]", named)
            for i, enhancement in enumerate(pack.enhancements):
                self._add_enhancement(enhancement, f"$.enhancement[{i}]")

    def _table(self, jurisdiction: str, packs: tuple[Pack, ...]) -> CodeTable:
        try:
            return CodeTable.build(
                jurisdiction,
                (code for pack in packs for code in pack.codes),
                (place for pack in packs for place in pack.places),
                (pair for pack in packs for pair in pack.inchoate),
            )
        except ValueError as error:
            self._fault("$.codes", str(error), f"each name for one code of {jurisdiction}")
            return CodeTable()

    def _add(self, code: str, path: str, named: Resolved) -> None:
        citation = self.table.read(code)
        if citation is None:
            self._fault(path, code, "a code with a section")
            return
        entry, pack = named.entry, named.entry.pack
        other = self.exact.setdefault(citation.key, named)
        if other is not named:
            there = f"a code that is not in pack {other.entry.pack} already, or override=True"
            self._fault(path, f"{code} of pack {pack}", there)
        for part in citation.parts:
            self.sections.setdefault(part.base.section, {})[entry] = None
            self.loose.setdefault(part.loose, {})[entry] = None
        if len(citation.parts) == 1:
            part = citation.parts[0]
            while "(" in part.section:
                part = attrs.evolve(part, section=part.section.rpartition("(")[0])
                self.above.setdefault(part.key, {})[entry] = None

    def _add_enhancement(self, enhancement: Enhancement, at: str) -> None:
        for code, path in (
            (enhancement.code, f"{at}.code"),
            *((code, f"{at}.also[{n}]") for n, code in enumerate(enhancement.also)),
        ):
            citation = self.table.read(code)
            if citation is None:
                self._fault(path, code, "a code with a section")
            elif self.enhancements.setdefault(citation.key, enhancement) is not enhancement:
                self._fault(path, code, "a code that no other enhancement has")

    def enhancement(self, code: str) -> Enhancement | None:
        """The enhancement of that code, or of the section above it; ``None``: none is known."""
        citation = self.table.read(code)
        if citation is None or len(citation.parts) != 1:
            return None
        part = citation.parts[0]
        while True:
            found = self.enhancements.get(part.key)
            if found is not None or "(" not in part.section:
                return found
            part = attrs.evolve(part, section=part.section.rpartition("(")[0])

    def _fault(self, path: str, found: str, expected: str) -> None:
        self.faults.append(Fault(path=path, found=found, expected=expected, code="duplicate"))

    def resolve(self, code: str) -> Resolved:
        readings = self.table.readings(code)
        for inchoate, citation in readings:
            named = self.exact.get(citation.key)
            if named is not None:
                return attrs.evolve(named, inchoate=inchoate)
        for _, citation in readings:
            below = self.above.get(citation.key, {})
            if len(below) > 1:
                raise _ambiguous(code, below)
        raise _unknown(code, self.near(code))

    def near(self, code: str) -> tuple[Entry, ...]:
        """Those of the same section first, then those that only look alike without brackets."""
        found: dict[Entry, None] = {}
        known = set(self.table.names.values())
        readings = self.table.readings(code)
        # An attempt's candidates are those of the offense attempted, and not of the attempt.
        for _, citation in readings[1:] or readings:
            for part in citation.parts:
                for entry in (
                    *self.above.get(part.key, ()),
                    *self.sections.get(part.base.section, ()),
                    *self.loose.get(part.loose, ()),
                ):
                    if self._names(entry, part.title, part.name if part.name in known else ""):
                        found[entry] = None
        return tuple(found)

    def _names(self, entry: Entry, title: str, name: str) -> bool:
        """Does a code of that title and name, where they are given, fit an entry?"""
        citation = self.table.read(entry.code)
        return citation is not None and any(
            name in ("", part.name) and (not title or part.title in ("", title))
            for part in citation.parts
        )


def _unknown(code: str, near: Iterable[Entry] = ()) -> UnknownOffense:
    message = f"no offense with the code {code[:80]!r} is in the catalog"
    return UnknownOffense(message, candidates=near)


def _ambiguous(code: str, entries: Iterable[Entry]) -> AmbiguousOffense:
    candidates = tuple(entries)
    named = ", ".join(entry.code for entry in candidates)
    return AmbiguousOffense(
        f"the code {code[:80]!r} may name any of: {named}", candidates=candidates
    )


class _Index:
    """Packs that go together, and their indexes.

    Raises:
        CaseError: A name of a pack, or a code in any spelling, twice; every one of these.
    """

    __slots__ = ("by_jurisdiction", "entries", "packs")

    def __init__(self, packs: tuple[Pack, ...]) -> None:
        self.packs = packs
        self.entries = tuple(entry for pack in packs for entry in pack.entries)
        grouped: dict[str, list[Pack]] = {}
        for pack in packs:
            grouped.setdefault(pack.jurisdiction, []).append(pack)
        self.by_jurisdiction = {name: _Jurisdiction(name, group) for name, group in grouped.items()}
        names = [pack.name for pack in packs]
        faults = [
            Fault(
                path="$.name",
                found=name,
                expected="a name that no other pack has, or override=True",
                code="duplicate",
            )
            for name in dict.fromkeys(names)
            if names.count(name) > 1
        ]
        for place in self.by_jurisdiction.values():
            faults += place.faults
        if faults:
            raise CaseError(faults)


class _Lazy:
    """An index that is made when it is first asked for, once."""

    __slots__ = ("_index", "_load", "_lock")

    def __init__(self, load: Callable[[], Iterable[Pack]]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._index: _Index | None = None

    def __call__(self) -> _Index:
        if self._index is None:
            with self._lock:
                if self._index is None:
                    self._index = _Index(tuple(self._load()))
        return self._index


def _lazy(packs: Iterable[Pack] | _Lazy) -> _Lazy:
    if isinstance(packs, _Lazy):
        return packs
    made = _Lazy(tuple(packs).__iter__)
    made()  # packs that do not go together are a fault now, and not later
    return made


@attrs.frozen(eq=False, repr=False)
class Catalog:
    """Offenses, found by code or by name. Immutable, equal only to itself, picklable.

    Args:
        packs: The packs, each with a name of its own, and no code in two of them.

    Raises:
        CaseError: Packs that do not go together.
    """

    _index: _Lazy = attrs.field(factory=lambda: _lazy(()), converter=_lazy, alias="packs")

    def get(self, jurisdiction: str, code: str) -> Entry:
        """The one offense of that code, in any spelling.

        A code as charged that names a prong (``PC 459/460(b)``) or an inchoate form
        (``PC 664/459``) gives the offense; `resolve` says which prong and form.

        Raises:
            AmbiguousOffense: A code cited above its subsection, which several offenses have; its
                ``candidates`` are these.
            UnknownOffense: No offense has it; its ``candidates`` are those of `near`.
        """
        return self.resolve(jurisdiction, code).entry

    def resolve(self, jurisdiction: str, code: str) -> Resolved:
        """The offense of that code, with the prong and the inchoate form that it names.

        Raises:
            AmbiguousOffense: As for `get`.
            UnknownOffense: As for `get`.
        """
        place = self._at(jurisdiction)
        if place is None:
            raise _unknown(code)
        return place.resolve(code)

    def near(self, jurisdiction: str, code: str) -> tuple[Entry, ...]:
        """Offenses that a code may have meant: of the same section, with other subsections.

        For questions to a person only. Empty where *code* is no code, or nothing is near it.
        """
        place = self._at(jurisdiction)
        return () if place is None else place.near(code)

    entry_near = near

    def find(self, text: str, jurisdiction: str | None = None) -> tuple[Entry, ...]:
        """The offenses whose code *text* may be, as people write codes.

        Those that it names exactly, or else those that it may have meant.

        Args:
            text: A code in any spelling, with or without its subsections and its code's name.
            jurisdiction: Only of this one; ``None``: of every one.
        """
        places = (
            tuple(self._index().by_jurisdiction.values())
            if jurisdiction is None
            else tuple(p for p in (self._at(jurisdiction),) if p is not None)
        )
        exact: dict[Entry, None] = {}
        near: dict[Entry, None] = {}
        for place in places:
            try:
                exact[place.resolve(text).entry] = None
            except AmbiguousOffense as error:
                near.update(dict.fromkeys(error.candidates))
            except UnknownOffense:
                near.update(dict.fromkeys(place.near(text)))
        return tuple(exact or near)

    def search(self, text: str, jurisdiction: str | None = None) -> tuple[Entry, ...]:
        """The offenses that are called so: every word of *text* begins a word of their names.

        Names, the ids and names of prongs, and the family count; words for an attempt or a
        conspiracy are set aside. A name that is *text* itself comes
        first; otherwise the order is the catalog's. Empty for a text without words.
        """
        words = tuple(word for word in _words(text) if word not in _INCHOATE_WORDS)
        if not words:
            return ()
        wanted = None if jurisdiction is None else _folded(jurisdiction)
        found = [
            (words not in [_words(name) for name in entry.names], at, entry)
            for at, entry in enumerate(self)
            if wanted in (None, entry.jurisdiction) and _called(entry, words)
        ]
        return tuple(entry for _, _, entry in sorted(found, key=lambda row: row[:2]))

    def enhancement(self, jurisdiction: str, code: str) -> Enhancement | None:
        """What a code says beside an offense; that of the section above it stands for its parts.

        ``None``: no pack knows it.
        """
        place = self._at(jurisdiction)
        return None if place is None else place.enhancement(code)

    def enhancements(self, jurisdiction: str) -> tuple[Enhancement, ...]:
        """What raises the punishment of offenses in a jurisdiction; empty if none is known."""
        place = self._at(jurisdiction)
        return () if place is None else tuple(dict.fromkeys(place.enhancements.values()))

    def vehicles(self, jurisdiction: str) -> tuple[Vehicle, ...]:
        """The ways in which a jurisdiction undoes or changes convictions; empty if none known."""
        place = self._at(jurisdiction)
        return () if place is None else place.vehicles

    def programs(self, jurisdiction: str) -> tuple[Program, ...]:
        """The diversions and deferrals of a jurisdiction; empty where none is known."""
        place = self._at(jurisdiction)
        return () if place is None else place.programs

    def protected_by(self, jurisdiction: str, relationship: str) -> str | None:
        """The section of a jurisdiction's domestic violence law that protects a relationship.

        ``None``: no pack says that one does, which is no word that none does.
        """
        place = self._at(jurisdiction)
        return None if place is None else place.protected.get(relationship)

    @property
    def packs(self) -> Mapping[str, str]:
        """The version of each pack by its name, as receipts have them."""
        return MappingProxyType({pack.name: pack.version for pack in self._index().packs})

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """The jurisdictions that have an offense here, sorted."""
        return tuple(sorted({entry.jurisdiction for entry in self}))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is odd in the packs and no fault: a code of another row that names nothing here."""
        return tuple(
            f"{entry.pack}: {entry.code} {says} {code}, which no pack has"
            for entry in self
            for says, codes in (
                ("shares its basis with", entry.shares_basis_with),
                ("is replaced by", entry.replaced_by),
            )
            for code in codes
            if not self.find(code, entry.jurisdiction)
        )

    def with_pack(self, source: Source, *, override: bool = False) -> Catalog:
        """A new catalog that also has a pack.

        Args:
            source: The path of a TOML file, its bytes, or a mapping.
            override: Rows of the pack take the place of those of the same code, and the whole
                pack the place of one of the same name. Otherwise either is a fault.

        Raises:
            CaseError: Every fault of the pack, or every code that is there already.
            OSError: The file cannot be read.
        """
        pack = parse(source)
        packs = self._index().packs
        if override:
            rest = tuple(old for old in packs if old.name != pack.name)
            place = (p for p in (*rest, pack) if p.jurisdiction == pack.jurisdiction)
            table = _Jurisdiction(pack.jurisdiction, place).table
            packs = tuple(_without(old, pack, table) for old in rest)
        return Catalog(packs=(*packs, pack))

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._index().entries)

    def __len__(self) -> int:
        return len(self._index().entries)

    def __reduce__(self) -> tuple[Callable[..., Catalog], tuple[object, ...]]:
        # The default is the same wherever the same distributions are installed.
        if self is load_default():
            return load_default, ()
        return _from_packs, (self._index().packs,)

    def __repr__(self) -> str:
        return object.__repr__(self)

    def _at(self, jurisdiction: str) -> _Jurisdiction | None:
        return self._index().by_jurisdiction.get(_folded(jurisdiction))


def _from_packs(packs: tuple[Pack, ...]) -> Catalog:
    return Catalog(packs=packs)


def _folded(jurisdiction: str) -> str:
    return jurisdiction.strip().upper()


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold().replace("_", " ")))


_INCHOATE_WORDS = frozenset(
    ("a", "an", "and", "attempt", "attempted", "commit", "conspiracy", "of", "the", "to")
)


def _called(entry: Entry, words: Iterable[str]) -> bool:
    prongs = (text for variant in entry.variants for text in (variant.id, variant.name))
    names = (*entry.names, entry.family, *prongs)
    own = _words(" ".join(names))
    return all(any(name.startswith(word) for name in own) for word in words)


def _without(old: Pack, new: Pack, table: CodeTable) -> Pack:
    """*old* without the codes that *new* has, whether of offenses or of prongs."""
    if old.jurisdiction != new.jurisdiction:
        return old

    def key(code: str) -> str:
        citation = table.read(code)
        return code if citation is None else citation.key

    taken = {
        key(code)
        for entry in new.entries
        for code in (entry.code, *entry.also, *(c for v in entry.variants for c in v.also))
    }
    replaced = {key(c) for e in new.enhancements for c in (e.code, *e.also)}
    remedies = {key(v.code) for v in new.vehicles} | {key(p.code) for p in new.programs}
    return attrs.evolve(
        old,
        entries=tuple(
            attrs.evolve(
                entry,
                also=tuple(c for c in entry.also if key(c) not in taken),
                variants=tuple(
                    attrs.evolve(v, also=tuple(c for c in v.also if key(c) not in taken))
                    for v in entry.variants
                ),
            )
            for entry in old.entries
            if key(entry.code) not in taken
        ),
        enhancements=tuple(
            e for e in old.enhancements if not {key(c) for c in (e.code, *e.also)} & replaced
        ),
        vehicles=tuple(v for v in old.vehicles if key(v.code) not in remedies),
        programs=tuple(p for p in old.programs if key(p.code) not in remedies),
    )


@functools.cache
def load_default() -> Catalog:
    """The catalog of the packs that come with the library and of those that others offer.

    Nothing is read before it is first asked for something. Then the library's own packs are read
    in the order of their file names, and after them, in the order of their names, the entry
    points of the group `ENTRY_POINTS`; each loads to a path or to a mapping.

    The catalog raises, when it is first asked for something:
        ImmconseqError: A pack of another distribution cannot be loaded, has faults, or has codes
            that are there already; the message names it.
    """
    return Catalog(packs=_Lazy(_default_packs))


def _default_packs() -> tuple[Pack, ...]:
    packs: tuple[Pack, ...] = ()
    folder = importlib.resources.files("immconseq.offenses") / "packs"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            name = file.name.removesuffix(".toml").replace("_", "-")
            packs = (*packs, _usable(file.read_bytes, name, file.name))
    # Loaded when asked for: it brings in modules that a pure library has no use for.
    from importlib.metadata import entry_points

    offered = entry_points(group=ENTRY_POINTS)
    for point in sorted(offered, key=lambda p: (p.name, p.value)):
        what = f"{point.name!r} ({ENTRY_POINTS}: {point.value})"
        packs = (*packs, _usable(point.load, point.name, what, beside=packs))
    return packs


def _usable(
    load: Callable[[], Source], name: str, what: str, beside: tuple[Pack, ...] = ()
) -> Pack:
    try:
        pack = parse(load(), default_name=name)
        if beside:
            _Index((*beside, pack))
    except Exception as error:
        # Whatever a stranger's code raises, the user has to learn whose it is.
        raise ImmconseqError(f"the offense pack {what} cannot be used: {error}") from error
    return pack
