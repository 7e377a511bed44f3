"""Is a crime one of those that the U classification names? By code, by family, or by its words.

The list is that of 8 USC 1101(a)(15)(U)(iii); a crime whose nature and elements are substantially
like one of it counts too (8 CFR 214.14(a)(9)). The answers are data (``place/*_victims.toml``): yes
where the offense is one of the list, no where it has no person for its victim and nothing like the
list among its elements, and open for everything else, for the facts may show a crime of the list.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import attrs

from immconseq.case import Inchoate, Offense
from immconseq.errors import AmbiguousOffense, CaseError, Fault, UnknownOffense, shown
from immconseq.kinds import INCONCLUSIVE, Items, OneOf, Record, Text, says
from immconseq.offenses import Catalog, Entry
from immconseq.office.place_law import place_tables

__all__ = ["Reading", "category_names", "read_offense", "read_text"]


@attrs.frozen(kw_only=True)
class _Category(Record):
    """One entry of the list."""

    id: str = attrs.field(metadata=says(Text(), "What it is called here."))
    name: str = attrs.field(metadata=says(Text(), "What the statute calls it."))
    words: tuple[str, ...] = attrs.field(
        metadata=says(Items(of=Text(), least=1), "The words that name it in a text.")
    )


_TEXTS = Items(of=Text())


@attrs.frozen(kw_only=True)
class _Crime(Record):
    """Crimes that are answered alike, and how."""

    is_: str = attrs.field(
        metadata=says(OneOf(("yes", "no", "similar")), "Is it of the list?", key="is")
    )
    like: tuple[str, ...] = attrs.field(
        default=(), metadata=says(_TEXTS, "Which entries of the list it is, or may be like.")
    )
    jurisdiction: str | None = attrs.field(
        default=None, metadata=says(Text(), "Whose codes these are.")
    )
    codes: tuple[str, ...] = attrs.field(default=(), metadata=says(_TEXTS, "By code."))
    variants: tuple[str, ...] = attrs.field(
        default=(), metadata=says(_TEXTS, "Of these codes only these prongs; empty: every prong.")
    )
    families: tuple[str, ...] = attrs.field(
        default=(), metadata=says(_TEXTS, "By family, where no row names the code.")
    )
    phrases: tuple[str, ...] = attrs.field(
        default=(), metadata=says(_TEXTS, "By the words of a text.")
    )


@attrs.frozen(kw_only=True)
class Reading:
    """What was made of a crime.

    Attributes:
        qualifying: Is it of the list? ``None``: to be judged by the facts.
        categories: Which entries of the list it is, or may be like; the nearest first.
        name: What to call it without repeating what was typed: the catalog's or the table's code;
            ``None`` for a text.
    """

    qualifying: bool | None = None
    categories: tuple[str, ...] = ()
    name: str | None = None


_ANSWER = {"yes": True, "no": False, "similar": None}


@functools.cache
def _categories() -> tuple[_Category, ...]:
    return tuple(_Category.from_dict(row) for row in place_tables("category"))


@functools.cache
def category_names() -> Mapping[str, str]:
    """The list of 8 USC 1101(a)(15)(U)(iii): from the id of an entry to the statute's name."""
    return MappingProxyType({category.id: category.name for category in _categories()})


@functools.cache
def _crimes() -> tuple[_Crime, ...]:
    return tuple(_Crime.from_dict(row) for row in place_tables("crime"))


@functools.cache
def _by_code() -> dict[tuple[str, str], tuple[_Crime, ...]]:
    found: dict[tuple[str, str], tuple[_Crime, ...]] = {}
    for row in _crimes():
        for code in row.codes:
            key = (row.jurisdiction or "", _key(code))
            found[key] = (*found.get(key, ()), row)
    return found


@functools.cache
def _by_family() -> dict[str, _Crime]:
    return {family: row for row in _crimes() for family in row.families}


def _key(code: str) -> str:
    return re.sub(r"[\s§]+", "", code).casefold()


def read_offense(offense: Offense, catalog: Catalog) -> Reading:
    """What is to be made of an offense as a case has it.

    The code decides with its prong; the level and the enhancements do not, for the list asks for
    the nature of the crime and not for its grade. An attempt, a conspiracy or a solicitation counts
    as the crime itself; an accessory after the fact is on no list, and is to be judged.

    Raises:
        CaseError: A prong that the offense does not have.
    """
    reading = _read_code(
        offense.jurisdiction,
        offense.code,
        catalog,
        None if offense.variant == INCONCLUSIVE else offense.variant,
    )
    if offense.inchoate is Inchoate.ACCESSORY_AFTER and reading.qualifying:
        return attrs.evolve(reading, qualifying=None)
    return reading


def _read_code(
    jurisdiction: str, code: str, catalog: Catalog, variant: str | None = None
) -> Reading:
    try:
        named = catalog.resolve(jurisdiction, code)
    except AmbiguousOffense as error:
        return _common(_read_entry(entry, variant=None) for entry in error.candidates)
    except UnknownOffense:
        return _read_outside(jurisdiction, code)
    ids = tuple(each.id for each in named.entry.variants)
    if variant is not None and variant not in ids:
        raise CaseError([_no_variant(variant, ids)])
    reading = _read_entry(named.entry, variant or named.variant)
    if named.inchoate == Inchoate.ACCESSORY_AFTER and reading.qualifying:
        return attrs.evolve(reading, qualifying=None)
    return reading


def _no_variant(variant: str, ids: tuple[str, ...]) -> Fault:
    return Fault(
        path="$.crime.variant",
        found=shown(variant),
        expected=f"one of: {', '.join(ids)}" if ids else "nothing: the offense has no prongs",
        code="value",
    )


def _read_entry(entry: Entry, variant: str | None) -> Reading:
    """Where the prong is not known, what every prong answers alike; else it is open."""
    prongs: tuple[str | None, ...] = (variant,)
    if variant is None and entry.variants:
        prongs = tuple(each.id for each in entry.variants)
    found = _common(_read_prong(entry, prong) for prong in prongs)
    return attrs.evolve(found, name=entry.code)


def _read_prong(entry: Entry, prong: str | None) -> Reading:
    rows = _by_code().get((entry.jurisdiction, _key(entry.code)), ())
    for row in rows:
        if row.variants and prong in row.variants:
            return _of(row)
    for row in rows:
        if not row.variants:
            return _of(row)
    family = _by_family().get(entry.family)
    return Reading() if family is None else _of(family)


def _read_outside(jurisdiction: str, code: str) -> Reading:
    """A code that the catalog lacks, and the table may have, also above its subsections."""
    while True:
        rows = _by_code().get((jurisdiction, _key(code)), ())
        if rows and not rows[0].variants:
            return attrs.evolve(_of(rows[0]), name=_as_written(rows[0], code))
        above = re.sub(r"\s*\([^()]*\)\s*$", "", code)
        if above == code:
            return Reading()
        code = above


def _as_written(row: _Crime, code: str) -> str:
    """The code as the table has it, not as somebody typed it."""
    return next(each for each in row.codes if _key(each) == _key(code))


def _of(row: _Crime) -> Reading:
    return Reading(qualifying=_ANSWER[row.is_], categories=row.like)


def _common(readings: Iterable[Reading]) -> Reading:
    """What all of them answer alike, with every category that one of them has."""
    found = tuple(readings)
    answers = {reading.qualifying for reading in found}
    return Reading(
        qualifying=answers.pop() if len(answers) == 1 else None,
        categories=tuple(dict.fromkeys(c for reading in found for c in reading.categories)),
    )


_DENIES = re.compile(r"\b(?:no|not|non|nor|never|without|except|animal|animals|dog|dogs)\b")
_INCHOATE = re.compile(
    r"\b(?:attempted|attempt|attempts|conspiracy|solicitation) (?:to commit |to |at |of )?"
)


def read_text(text: str, jurisdiction: str | None, catalog: Catalog) -> Reading:
    """What is to be made of a crime that is told in words, or by a code.

    A text is a yes where it has the words of an entry of the list; it is a no only where it is,
    whole, one of a few names of crimes that are none. What denies or is not understood is open.

    Args:
        text: What somebody wrote; it is never repeated.
        jurisdiction: Whose code it may be; ``None``: it is no code.
        catalog: Where codes are looked up.
    """
    if jurisdiction is not None:
        by_code = _read_code(jurisdiction, text, catalog)
        if by_code.name is not None or by_code.categories:
            return by_code
    return _read_words(_plain(text))


def _read_words(words: str) -> Reading:
    by_phrase = {phrase: row for row in _crimes() for phrase in row.phrases}
    whole = _INCHOATE.sub("", words)
    if whole in by_phrase and by_phrase[whole].is_ == "no":
        return _of(by_phrase[whole])
    if _DENIES.search(words):
        return Reading()
    if any(_has(words, phrase) for phrase, row in by_phrase.items() if row.is_ == "similar"):
        return Reading()
    found = tuple(dict.fromkeys(_named(words, whole)))
    return Reading(qualifying=True if found else None, categories=found)


def _named(words: str, whole: str) -> Iterator[str]:
    """The entries of the list that a text names, in the order of the list."""
    for category in _categories():
        if any(_has(words, each) for each in category.words) or whole == category.name:
            yield category.id


def _has(words: str, phrase: str) -> bool:
    return f" {phrase} " in f" {words} "


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))
