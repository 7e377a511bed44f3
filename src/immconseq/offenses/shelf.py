"""Packs on their shelves: the codes of each, and the rows of one read when a code asks for it."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Callable, Iterable, Iterator

import attrs

from immconseq.errors import AmbiguousOffense, CaseError, Fault, ImmconseqError, UnknownOffense
from immconseq.offenses.codes import Citation, CodeTable
from immconseq.offenses.entry import Enhancement, Entry, FelonyTerms, Program, Vehicle
from immconseq.offenses.pack import Pack, Source, parse

__all__ = ["Index", "Jurisdiction", "Lot", "Resolved", "unknown", "usable"]


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


class Codes:
    """The indexes of one pack.

    Attributes:
        exact: From the key of a code to what it names.
        above: From the key of a code to the offenses of its subsections.
        sections: From a section without its subsections to the offenses in it.
        loose: From a section without its brackets to the offenses that look so.
        enhancements: From the key of a code to what it says beside an offense.
        given: Each code as it stands, by its path, with its key and what it names.
        faults: The codes that are no code, and enhancements with the code of another.
    """

    __slots__ = ("above", "enhancements", "exact", "faults", "given", "loose", "sections")

    def __init__(self, pack: Pack, table: CodeTable) -> None:
        self.faults: list[Fault] = []
        self.given: list[tuple[str, str, str, Resolved]] = []
        self.enhancements: dict[str, Enhancement] = {}
        self.exact: dict[str, Resolved] = {}
        self.above: dict[str, dict[Entry, None]] = {}
        self.sections: dict[str, dict[Entry, None]] = {}
        self.loose: dict[str, dict[Entry, None]] = {}
        for i, entry in enumerate(pack.entries):
            at = f"$.offense[{i}]"
            whole = Resolved(entry=entry)
            self._add(table, entry.code, f"{at}.code", whole)
            for n, code in enumerate(entry.also):
                self._add(table, code, f"{at}.also[{n}]", whole)
            for k, variant in enumerate(entry.variants):
                for n, code in enumerate(variant.also):
                    named = Resolved(entry=entry, variant=variant.id)
                    self._add(table, code, f"{at}.variant[{k}].also[{n}]", named)
        for i, enhancement in enumerate(pack.enhancements):
            self._add_enhancement(table, enhancement, f"$.enhancement[{i}]")

    def _add(self, table: CodeTable, code: str, path: str, named: Resolved) -> None:
        citation = table.read(code)
        if citation is None:
            self.faults.append(_duplicate(path, code, "a code with a section"))
            return
        entry = named.entry
        self.given.append((path, code, citation.key, named))
        self.exact.setdefault(citation.key, named)
        for part in citation.parts:
            self.sections.setdefault(part.base.section, {})[entry] = None
            self.loose.setdefault(part.loose, {})[entry] = None
        if len(citation.parts) == 1:
            part = citation.parts[0]
            while "(" in part.section:
                part = attrs.evolve(part, section=part.section.rpartition("(")[0])
                self.above.setdefault(part.key, {})[entry] = None

    def _add_enhancement(self, table: CodeTable, enhancement: Enhancement, at: str) -> None:
        for code, path in (
            (enhancement.code, f"{at}.code"),
            *((code, f"{at}.also[{n}]") for n, code in enumerate(enhancement.also)),
        ):
            citation = table.read(code)
            if citation is None:
                self.faults.append(_duplicate(path, code, "a code with a section"))
            elif self.enhancements.setdefault(citation.key, enhancement) is not enhancement:
                fault = _duplicate(path, code, "a code that no other enhancement has")
                self.faults.append(fault)


def _duplicate(path: str, found: str, expected: str) -> Fault:
    return Fault(path=path, found=found, expected=expected, code="duplicate")


_ROW = re.compile(rb"(?m)^\[\[")
_WRITTEN = re.compile(r'(?m)^(?:code|also) = (?:"[^"\n]*"|\[[^\]]*\])')
# Of a section, not of its subsections.
_NUMBER = re.compile(r"(?<![\w()])\d[\w.:\-]*")


class Lot:
    """A pack on its shelf: what stands before its rows is read at once, the rows when needed.

    Attributes:
        head: The pack, of which the rows may be missing.
    """

    __slots__ = ("_codes", "_load", "_lock", "_numbers", "_pack", "head")

    def __init__(
        self, head: Pack, load: Callable[[], Pack], numbers: frozenset[str] | None
    ) -> None:
        self.head = head
        self._load = load
        self._numbers = numbers
        self._lock = threading.Lock()
        self._pack: Pack | None = None
        self._codes: Codes | None = None

    @classmethod
    def of(cls, pack: Pack) -> Lot:
        """A pack that is read already."""
        return cls(pack, lambda: pack, None)

    @classmethod
    def of_file(cls, raw: bytes, name: str, what: str) -> Lot:
        """A file, its rows unread; one without rows or without a version is read whole."""
        first = _ROW.search(raw)
        if first is None or b"\nversion = " not in raw[: first.start()]:
            return cls.of(usable(lambda: raw, name, what))
        head = usable(lambda: raw[: first.start()], name, what)
        written = " ".join(_WRITTEN.findall(raw.decode("utf-8")))
        numbers = frozenset(_NUMBER.findall(written.casefold()))
        return cls(head, lambda: usable(lambda: raw, name, what), numbers)

    @property
    def pack(self) -> Pack:
        """The pack with its rows."""
        pack = self._pack
        if pack is None:
            with self._lock:
                pack = self._pack = self._pack or self._load()
        return pack

    def codes(self, table: CodeTable) -> Codes:
        """The indexes of the pack; *table* is that of its jurisdiction, always the same."""
        if self._codes is None:
            self._codes = Codes(self.pack, table)
        return self._codes

    def may_have(self, citation: Citation) -> bool:
        """Whether a row may have one of the sections, or look as if it had; ``True`` if not known.

        ``273ab`` looks like ``273a(b)``, so what it begins with counts too.
        """
        if self._numbers is None or self._pack is not None:
            return True
        return any(
            part.loose[:length] in self._numbers
            for part in citation.parts
            for length in range(1, len(part.loose) + 1)
        )


class Jurisdiction:
    """The packs of one jurisdiction, and how its codes are written (`table`)."""

    __slots__ = ("_lots", "_table_fault", "felony_terms", "protected", "resolve", "table")

    def __init__(self, jurisdiction: str, lots: Iterable[Lot]) -> None:
        self._lots = tuple(lots)
        heads = tuple(lot.head for lot in self._lots)
        self._table_fault: Fault | None = None
        # A docket names the same codes again and again.
        self.resolve = functools.lru_cache(maxsize=4096)(self._resolve)
        self.table = self._table(jurisdiction, heads)
        self.protected = {
            name: head.protected_by for head in heads for name in head.protected_relationships
        }
        said = (head.felony_terms for head in heads if head.felony_terms is not None)
        self.felony_terms: FelonyTerms | None = next(said, None)

    def _table(self, jurisdiction: str, heads: tuple[Pack, ...]) -> CodeTable:
        try:
            return CodeTable.build(
                jurisdiction,
                (code for head in heads for code in head.codes),
                (place for head in heads for place in head.places),
                (pair for head in heads for pair in head.inchoate),
            )
        except ValueError as error:
            expected = f"each name for one code of {jurisdiction}"
            self._table_fault = _duplicate("$.codes", str(error), expected)
            return CodeTable()

    @property
    def faults(self) -> list[Fault]:
        """What keeps its packs from going together; reads every row."""
        found = [] if self._table_fault is None else [self._table_fault]
        seen: dict[str, Resolved] = {}
        enhancements: dict[str, Enhancement] = {}
        for lot in self._lots:
            codes = lot.codes(self.table)
            for path, code, key, named in codes.given:
                other = seen.setdefault(key, named)
                if other is not named:
                    expected = (
                        f"a code that is not in pack {other.entry.pack} already, or override=True"
                    )
                    found.append(_duplicate(path, f"{code} of pack {named.entry.pack}", expected))
            found += codes.faults
            for key, enhancement in codes.enhancements.items():
                if enhancements.setdefault(key, enhancement) is not enhancement:
                    expected = "a code that no other enhancement has"
                    found.append(_duplicate("$.enhancement", enhancement.code, expected))
        return found

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for lot in self._lots for entry in lot.pack.entries)

    @property
    def vehicles(self) -> tuple[Vehicle, ...]:
        return tuple(vehicle for lot in self._lots for vehicle in lot.pack.vehicles)

    @property
    def programs(self) -> tuple[Program, ...]:
        return tuple(program for lot in self._lots for program in lot.pack.programs)

    @property
    def enhancements(self) -> tuple[Enhancement, ...]:
        return tuple(row for lot in self._lots for row in lot.pack.enhancements)

    def _that_may_have(self, citation: Citation) -> Iterator[Codes]:
        return (lot.codes(self.table) for lot in self._lots if lot.may_have(citation))

    def enhancement(self, code: str) -> Enhancement | None:
        """The enhancement of that code, or of the section above it; ``None``: none is known."""
        citation = self.table.read(code)
        if citation is None or len(citation.parts) != 1:
            return None
        part = citation.parts[0]
        known = tuple(codes.enhancements for codes in self._that_may_have(citation))
        while True:
            for enhancements in known:
                if part.key in enhancements:
                    return enhancements[part.key]
            if "(" not in part.section:
                return None
            part = attrs.evolve(part, section=part.section.rpartition("(")[0])

    def _resolve(self, code: str) -> Resolved:
        """What a code names; an `AmbiguousOffense` or an `UnknownOffense` where that is not one."""
        readings = [
            (inchoate, citation, tuple(self._that_may_have(citation)))
            for inchoate, citation in self.table.readings(code)
        ]
        for inchoate, citation, places in readings:
            for codes in places:
                named = codes.exact.get(citation.key)
                if named is not None:
                    return attrs.evolve(named, inchoate=inchoate)
        for _, citation, places in readings:
            below = [entry for codes in places for entry in codes.above.get(citation.key, ())]
            if len(below) > 1:
                raise _ambiguous(code, below)
        raise unknown(code, self.near(code))

    def near(self, code: str) -> tuple[Entry, ...]:
        """Those of the same section first, then those that only look alike without brackets."""
        found: dict[Entry, None] = {}
        known = set(self.table.names.values())
        readings = self.table.readings(code)
        # An attempt's candidates are those of the offense attempted, and not of the attempt.
        for _, citation in readings[1:] or readings:
            places = tuple(self._that_may_have(citation))
            for part in citation.parts:
                alike = (
                    (codes.above.get(part.key, ()) for codes in places),
                    (codes.sections.get(part.base.section, ()) for codes in places),
                    (codes.loose.get(part.loose, ()) for codes in places),
                )
                name = part.name if part.name in known else ""
                for entry in (e for kind in alike for entries in kind for e in entries):
                    if self._names(entry, part.title, name):
                        found[entry] = None
        return tuple(found)

    def _names(self, entry: Entry, title: str, name: str) -> bool:
        """Does a code of that title and name, where they are given, fit an entry?"""
        citation = self.table.read(entry.code)
        return citation is not None and any(
            name in ("", part.name) and (not title or part.title in ("", title))
            for part in citation.parts
        )


def unknown(code: str, near: Iterable[Entry] = ()) -> UnknownOffense:
    """That no offense has a code, and which it may have meant."""
    message = f"no offense with the code {code[:80]!r} is in the catalog"
    return UnknownOffense(message, candidates=near)


def _ambiguous(code: str, entries: Iterable[Entry]) -> AmbiguousOffense:
    candidates = tuple(entries)
    named = ", ".join(entry.code for entry in candidates)
    return AmbiguousOffense(
        f"the code {code[:80]!r} may name any of: {named}", candidates=candidates
    )


class Index:
    """Packs that go together."""

    __slots__ = ("_checked", "_entries", "by_jurisdiction", "lots")

    def __init__(self, lots: tuple[Lot, ...]) -> None:
        self.lots = lots
        self._checked = False
        self._entries: tuple[Entry, ...] | None = None
        grouped: dict[str, list[Lot]] = {}
        for lot in lots:
            grouped.setdefault(lot.head.jurisdiction, []).append(lot)
        self.by_jurisdiction = {name: Jurisdiction(name, group) for name, group in grouped.items()}

    @property
    def packs(self) -> tuple[Pack, ...]:
        """Every pack, each read whole."""
        return tuple(lot.pack for lot in self.lots)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every offense, in the order of the packs."""
        if self._entries is None:
            self._entries = tuple(entry for pack in self.checked().packs for entry in pack.entries)
        return self._entries

    def checked(self) -> Index:
        """The same, every row read.

        Raises:
            CaseError: A name of a pack, or a code in any spelling, twice; every one of these.
        """
        if self._checked:
            return self
        names = [lot.head.name for lot in self.lots]
        expected = "a name that no other pack has, or override=True"
        faults = [
            _duplicate("$.name", name, expected)
            for name in dict.fromkeys(names)
            if names.count(name) > 1
        ]
        for place in self.by_jurisdiction.values():
            faults += place.faults
        if faults:
            raise CaseError(faults)
        self._checked = True
        return self


def usable(load: Callable[[], Source], name: str, what: str, beside: tuple[Lot, ...] = ()) -> Pack:
    """A pack that must be sound by itself, and go together with those *beside* it.

    Raises:
        ImmconseqError: It cannot be loaded, or has faults; the message says *what* it is.
    """
    try:
        pack = parse(load(), default_name=name)
        if beside:
            Index((*beside, Lot.of(pack))).checked()
    except Exception as error:
        # Whatever a stranger's code raises, the user has to learn whose it is.
        raise ImmconseqError(f"the offense pack {what} cannot be used: {error}") from error
    return pack
