"""Every citation can be read, points at something that is there, and has a day that can be right.

``data/sections.json`` holds the subsections of the sections of law that are cited; it is made by
``tools/make_section_index.py`` from the text of the Code.
"""

from __future__ import annotations

import ast
import datetime as dt
import functools
import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import attrs
import pytest
from eyecite import get_citations

from immconseq import assessing, facts, rules
from immconseq.authority import Authority, Court, Holding
from immconseq.offenses.catalog import load_default

TODAY = dt.date(2026, 11, 24)
"""The day on which the citations were last read."""

SECTIONS: Mapping[str, frozenset[str]] = {
    section: frozenset(labels)
    for section, labels in json.loads(
        (Path(__file__).parent / "data" / "sections.json").read_text("utf-8")
    ).items()
}
NOT_INDEXED = {"18 USC 3509", "22 CFR 40.24", "8 CFR 204.2"}
"""Sections whose text the index was not made from; of these only the form is checked."""

TITLE_8 = {
    "101": "1101",
    "204": "1154",
    "208": "1158",
    "209": "1159",
    "212": "1182",
    "235": "1225",
    "236": "1226",
    "237": "1227",
    "238": "1228",
    "240A": "1229b",
    "240B": "1229c",
    "241": "1231",
    "244": "1254a",
    "245": "1255",
    "249": "1259",
    "276": "1326",
    "316": "1427",
}
"""Where sections of the Immigration and Nationality Act stand in title 8."""

NO_CITATION = "the case's own profile entry"
"""What stands in place of one where the case itself says that a point is open."""

PINPOINT = r"(?:\(\w+\))+"
PINPOINTS = rf"{PINPOINT}(?:, {PINPOINT})*"
INA = re.compile(rf"INA (?P<section>\d+[A-Z]?)(?P<where>{PINPOINTS})?")
CODE = re.compile(r"(?P<title>\d+) (?P<code>USC|CFR) (?P<rest>.+)")
PLACE = re.compile(rf"(?P<section>\d[\w.]*)?(?P<where>{PINPOINT})?")
ACT = re.compile(r"IIRIRA \d+(?:\(\w+\))*|Pub\. L\. \d+-\d+, sec\. \d+")
STATE = re.compile(r"[A-Z]{2,4} \d[\d.]*(?:\(\w+\))*(?:, (?:\d[\d.]*)?(?:\(\w+\))*)*")
OWN_TEXT = re.compile(r".+ \((?:US|US-[A-Z]{2})\), its text")
DOCKET = re.compile(
    r".+ v\. .+, No\. \d\d-\d+ \((?:U\.S\.|\d+\w\w? Cir\.) (?P<when>(?:\w+ \d+, )?\d{4})\).*"
)
YEAR = re.compile(r"\((?:BIA|A\.G\.|[\w. ]*Cir\.|Cal\.)? ?(?P<year>\d{4})\)")

# The years in which the decisions of a volume fall, generously.
VOLUMES = dict(
    enumerate(
        (
            *((1940, 1943), (1944, 1947), (1947, 1950), (1950, 1952), (1952, 1954), (1953, 1956)),
            *((1955, 1958), (1957, 1961), (1960, 1963), (1962, 1965), (1964, 1967), (1966, 1969)),
            *((1967, 1972), (1971, 1975), (1973, 1977), (1975, 1980), (1978, 1981), (1980, 1984)),
            *((1983, 1989), (1988, 1995), (1995, 1998), (1997, 2001), (2001, 2006), (2006, 2010)),
            *((2009, 2013), (2012, 2017), (2017, 2020), (2020, 2025), (2025, 2026)),
        ),
        start=1,
    )
)


@attrs.frozen
class Cited:
    """A citation as somebody gave it."""

    where: str
    cite: str
    court: Court | None
    day: dt.date | None


def modules() -> Iterator[ModuleType]:
    yield assessing
    for package in (rules, facts):
        yield package
        for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(info.name)


def held_by(thing: object, where: str, seen: set[int]) -> Iterator[Cited]:
    """Every authority and holding that can be reached from a thing."""
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, Authority):
        yield Cited(where, thing.cite, thing.court, thing.date)
    elif isinstance(thing, Holding):
        yield Cited(where, thing.cite, thing.court, thing.decided)
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from held_by(value, where, seen)
    elif isinstance(thing, (tuple, list, set, frozenset)):
        for value in thing:
            yield from held_by(value, where, seen)
    elif attrs.has(type(thing)):
        for field in attrs.fields(type(thing)):
            yield from held_by(getattr(thing, field.name, None), where, seen)


def written_in(module: ModuleType) -> Iterator[Cited]:
    """The citations that stand in functions, where no object holds them: their text alone."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.keyword) and node.arg == "cite":
            text = node.value.value if isinstance(node.value, ast.Constant) else None
            if isinstance(text, str) and text != NO_CITATION:
                yield Cited(module.__name__, text, None, None)


@functools.cache
def of_the_law() -> tuple[Cited, ...]:
    seen: set[int] = set()
    found: list[Cited] = []
    for module in modules():
        for name, thing in vars(module).items():
            if not isinstance(thing, ModuleType) and not name.startswith("__"):
                found += held_by(thing, f"{module.__name__}.{name}", seen)
        found += written_in(module)
    return tuple(found)


@functools.cache
def of_the_catalog() -> tuple[Cited, ...]:
    catalog = load_default()
    seen: set[int] = set()
    found: list[Cited] = []
    for entry in catalog:
        found += held_by(entry, f"{entry.pack}: {entry.code}", seen)
    for jurisdiction in catalog.jurisdictions:
        for enhancement in catalog.enhancements(jurisdiction):
            found += held_by(enhancement, f"{jurisdiction}: {enhancement.code}", seen)
        remedies = catalog.vehicles(jurisdiction), catalog.programs(jurisdiction)
        found += held_by(remedies, f"{jurisdiction}: vehicles and programs", seen)
    return tuple(found)


def everything() -> tuple[Cited, ...]:
    return (*of_the_law(), *of_the_catalog())


def steps(pinpoint: str) -> list[str]:
    return re.findall(r"\(\w+\)", pinpoint)


def subsection(section: str, pinpoint: str, before: str) -> str | None:
    """The whole pinpoint, where one such is there; what follows another may leave its start out."""
    start = steps(before)
    for k in (0, *range(len(start) - 1, 0, -1)):
        whole = "".join(start[:k]) + pinpoint
        if whole in SECTIONS[section]:
            return whole
    return None


def fault_of_code(title: str, code: str, places: str) -> str | None:
    """What is wrong with sections of one title and their pinpoints; ``None``: nothing."""
    section, before = "", ""
    for part in places.split(", "):
        if (place := PLACE.fullmatch(part)) is None:
            return f"{part!r} is no section"
        if place["section"]:
            section, before = f"{title} {code} {place['section']}", ""
        if section in NOT_INDEXED:
            continue
        if section not in SECTIONS:
            return f"no section {section}"
        if place["where"]:
            whole = subsection(section, place["where"], before)
            if whole is None:
                return f"{section} has no {place['where']}"
            before = whole
    return None


def fault_of_statute(part: str) -> str | None:
    """What is wrong with a citation of a statute or regulation; ``None``: nothing."""
    ina = INA.match(part)
    if ina is not None:
        rest = part[ina.end() :]
        here = f"{TITLE_8.get(ina['section'], '?')}{ina['where'] or ''}"
        if rest not in ("", f", 8 USC {here}"):
            return f"INA {ina['section']} is not where {rest!r} is"
        return fault_of_code("8", "USC", here)
    found = CODE.fullmatch(part)
    if found is not None:
        return fault_of_code(found["title"], found["code"], found["rest"])
    return "no grammar reads it"


def parts_of(cite: str) -> list[str]:
    """A citation may be a list of them."""
    return cite.split("; ")


def fault(part: str) -> str | None:
    """What is wrong with one citation; ``None``: nothing."""
    if OWN_TEXT.fullmatch(part):
        return None
    if re.match(r"INA |\d+ (USC|CFR) ", part):
        return fault_of_statute(part)
    if any(form.fullmatch(part) for form in (ACT, STATE, DOCKET)):
        return None
    if not re.match(r".+ v\. .+, \d|Matter of .+, \d", part):
        return "it names no parties"
    return None if get_citations(part) else "no reporter is known by that name"


@pytest.mark.parametrize("cited", [of_the_law, of_the_catalog], ids=["law", "catalog"])
def test_every_citation_is_read_and_found(cited: Callable[[], tuple[Cited, ...]]) -> None:
    all_cited = cited()
    assert all_cited
    faults = {
        f"{c.where}: {c.cite}: {problem}"
        for c in all_cited
        for part in parts_of(c.cite)
        if (problem := fault(part)) is not None
    }
    assert not faults, "\n".join(sorted(faults))


def test_the_grammar_refuses_what_is_not_there() -> None:
    assert fault("8 USC 1229b(d)(1)(B)") is None
    assert fault("8 USC 1158(b)(2)(A)(ii), (B)(i)") is None
    assert fault("21 USC 802(8), 802(11), 841(a)(1)") is None
    assert fault("8 USC 1229b(d)(1)(C)") == "8 USC 1229b has no (d)(1)(C)"
    assert fault("8 USC 1229d(a)") == "no section 8 USC 1229d"
    assert fault("INA 240A(c)(6), 8 USC 1229b(c)(5)") is not None
    assert fault("INA 240A(c)(6), 8 USC 1229b(c)(6)") is None
    assert fault("Nobody v. Anybody, 12 X.Y.3d 4") == "no reporter is known by that name"


def test_no_authority_is_of_a_day_to_come() -> None:
    late = {f"{c.where}: {c.cite} {c.day}" for c in everything() if c.day and c.day > TODAY}
    assert not late, "\n".join(sorted(late))


def test_the_day_is_of_the_year_that_the_citation_says() -> None:
    faults = set()
    for c in everything():
        if c.day is None:
            continue
        first = parts_of(c.cite)[0]
        docket = DOCKET.fullmatch(first)
        if docket is not None:
            said = docket["when"]
            wanted = c.day.strftime("%B ") + f"{c.day.day}, {c.day.year}"
            if said not in (wanted, str(c.day.year)):
                faults.add(f"{c.where}: {c.cite} {c.day}")
        elif (year := YEAR.search(first)) and int(year["year"]) != c.day.year:
            faults.add(f"{c.where}: {c.cite} {c.day}")
    assert not faults, "\n".join(sorted(faults))


def test_a_volume_of_the_board_holds_decisions_of_its_years() -> None:
    faults = set()
    for c in everything():
        for part in parts_of(c.cite):
            for found in get_citations(part):
                if found.groups.get("reporter") != "I&N Dec.":
                    continue
                low, high = VOLUMES[int(found.groups["volume"])]
                years = {c.day.year} if c.day and c.court in (Court.BIA, Court.AG) else set()
                if found.metadata.year:
                    years.add(int(found.metadata.year))
                if not all(low <= y <= high for y in years):
                    faults.add(f"{c.where}: {c.cite} {c.day}")
    assert not faults, "\n".join(sorted(faults))


def test_a_citation_has_one_day() -> None:
    days: dict[str, set[dt.date]] = {}
    for c in of_the_law():
        if c.day is not None:
            days.setdefault(c.cite, set()).add(c.day)
    faults = {f"{cite}: {sorted(map(str, on))}" for cite, on in days.items() if len(on) > 1}
    assert not faults, "\n".join(sorted(faults))
