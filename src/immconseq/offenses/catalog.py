"""The catalog: every offense of every pack, found by its code in any spelling, or by name."""

from __future__ import annotations

import functools
import importlib.resources
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

import attrs

from immconseq.errors import AmbiguousOffense, UnknownOffense
from immconseq.offenses.codes import CodeTable
from immconseq.offenses.entry import Enhancement, Entry, FelonyTerms, Program, Vehicle
from immconseq.offenses.pack import Pack, Source, parse
from immconseq.offenses.shelf import Index, Jurisdiction, Lot, Resolved, unknown, usable

__all__ = ["ENTRY_POINTS", "Catalog", "Resolved", "load_default"]

ENTRY_POINTS = "immconseq.packs"
"""The entry-point group in which other distributions offer packs: each a path or a mapping."""


class _Lazy:
    """An index that is made when it is first asked for, once."""

    __slots__ = ("_index", "_load", "_lock")

    def __init__(self, load: Callable[[], Index]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._index: Index | None = None

    def __call__(self) -> Index:
        if self._index is None:
            with self._lock:
                if self._index is None:
                    self._index = self._load()
        return self._index


def _lazy(packs: Iterable[Pack] | _Lazy) -> _Lazy:
    if isinstance(packs, _Lazy):
        return packs
    # Packs that do not go together are a fault now, and not later.
    made = Index(tuple(map(Lot.of, packs))).checked()
    return _Lazy(lambda: made)


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
            raise unknown(code)
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

    def of(self, jurisdiction: str) -> tuple[Entry, ...]:
        """The offenses of one jurisdiction, in the order of its packs; empty if none is known."""
        place = self._at(jurisdiction)
        return () if place is None else place.entries

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
        return () if place is None else place.enhancements

    def vehicles(self, jurisdiction: str) -> tuple[Vehicle, ...]:
        """The ways in which a jurisdiction undoes or changes convictions; empty if none known."""
        place = self._at(jurisdiction)
        return () if place is None else place.vehicles

    def programs(self, jurisdiction: str) -> tuple[Program, ...]:
        """The diversions and deferrals of a jurisdiction; empty where none is known."""
        place = self._at(jurisdiction)
        return () if place is None else place.programs

    def programs_under(self, jurisdiction: str, code: str) -> tuple[Program, ...]:
        """The diversions and deferrals that a section has, in any spelling, of every day.

        One that is cited with a subdivision is found by its section too, where no row has the
        subdivision.
        """
        place = self._at(jurisdiction)
        citation = None if place is None else place.table.read(code)
        if place is None or citation is None or len(citation.parts) != 1:
            return ()
        keys = [(p, place.table.read(p.code)) for p in place.programs]
        for key in dict.fromkeys((citation.parts[0].key, citation.parts[0].base.key)):
            found = tuple(p for p, c in keys if c is not None and c.parts[0].key == key)
            if found:
                return found
        return ()

    def protected_by(self, jurisdiction: str, relationship: str) -> str | None:
        """The section of a jurisdiction's domestic violence law that protects a relationship.

        ``None``: no pack says that one does, which is no word that none does.
        """
        place = self._at(jurisdiction)
        return None if place is None else place.protected.get(relationship)

    def felony_terms(self, jurisdiction: str) -> FelonyTerms | None:
        """What becomes of a felony's term that is shorter than any sentence of a jurisdiction.

        ``None``: no pack says, which is no word that any term may be imposed.
        """
        place = self._at(jurisdiction)
        return None if place is None else place.felony_terms

    @property
    def packs(self) -> Mapping[str, str]:
        """The version of each pack by its name, as receipts have them."""
        heads = (lot.head for lot in self._index().lots)
        return MappingProxyType({head.name: head.version for head in heads})

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
            table = Jurisdiction(pack.jurisdiction, map(Lot.of, place)).table
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

    def _at(self, jurisdiction: str) -> Jurisdiction | None:
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

    Nothing is read before it is first asked for something. Then the heads of the library's own
    packs are read, in the order of their file names, and the rows of one when a code that it may
    have is asked for; after them, in the order of their names, the entry points of the group
    `ENTRY_POINTS`, whole; each loads to a path or to a mapping.

    The catalog raises, when it is first asked for something:
        ImmconseqError: A pack of another distribution cannot be loaded, has faults, or has codes
            that are there already; the message names it.
    """
    return Catalog(packs=_Lazy(_default_packs))


def _default_packs() -> Index:
    folder = importlib.resources.files("immconseq.offenses") / "packs"
    lots = tuple(
        Lot.of_file(file.read_bytes(), file.name.removesuffix(".toml").replace("_", "-"), file.name)
        for file in sorted(folder.iterdir(), key=lambda f: f.name)
        if file.name.endswith(".toml")
    )
    # Loaded when asked for: it brings in modules that a pure library has no use for.
    from importlib.metadata import entry_points

    offered = entry_points(group=ENTRY_POINTS)
    for point in sorted(offered, key=lambda p: (p.name, p.value)):
        what = f"{point.name!r} ({ENTRY_POINTS}: {point.value})"
        lots = (*lots, Lot.of(usable(point.load, point.name, what, beside=lots)))
    return Index(lots)
