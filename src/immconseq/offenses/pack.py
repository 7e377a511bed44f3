"""Packs: files of offenses, one jurisdiction each, read strictly and with every fault at once.

The format is described in ``docs/packs.md`` and, for machines, by `schema`. Both say what the
shapes below say.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from immconseq.authority import CIRCUITS, Answer, Court, Holding
from immconseq.errors import CaseError, Fault
from immconseq.offenses.codes import INCHOATE, CodeNames, CodeTable
from immconseq.offenses.entry import (
    ACTS_ON,
    LEVELS,
    PRIORABILITY,
    STAGES,
    SUPPOSED,
    Enhancement,
    Entry,
    FelonyTerms,
    LevelRange,
    Profile,
    ProfileItem,
    Program,
    Variant,
    Vehicle,
)
from immconseq.offenses.shape import (
    INVALID,
    Choice,
    Date,
    Fixed,
    Flag,
    ListOf,
    MapOf,
    Note,
    Shape,
    Table,
    Text,
    Whole,
)
from immconseq.profile import PROFILE_ENTRIES

__all__ = ["FAMILIES", "SCHEMA_ID", "Pack", "check", "parse", "schema"]

SCHEMA_ID = "immconseq/offense-pack/1"

FAMILIES = (
    "assault",
    "battery",
    "burglary",
    "child_endangerment",
    "domestic_violence",
    "driving",
    "drug_other",
    "drug_possession",
    "drug_sale",
    "dui",
    "forgery",
    "fraud",
    "homicide",
    "kidnapping_false_imprisonment",
    "obstruction",
    "property_damage",
    "prostitution",
    "public_order",
    "receiving",
    "regulatory",
    "robbery",
    "sex_offense",
    "stalking",
    "theft",
    "threats",
    "trespass",
    "weapons",
)
"""The families of the packs that come with the library; a pack may name others."""

COURTS = tuple(c.value for c in Court if c not in (Court.STATUTE, Court.REGULATION))
"""Who can be the court of a holding in a pack."""

_ANSWERS = tuple(a.value for a in Answer)
_SETTLED_ANSWERS = ("yes", "no", "contested")
LIFE_DAYS = 36_500


@attrs.frozen(kw_only=True)
class Pack:
    """What one file says.

    Attributes:
        name: Its name in receipts.
        version: Its version in receipts.
        jurisdiction: Whose law it is about.
        entries: The offenses, in the order of the file.
        enhancements: What raises the punishment of an offense.
        vehicles: Ways in which convictions are undone or changed.
        programs: Diversions and deferrals.
        codes: What the jurisdiction's codes are called, as far as this pack says.
        places: What the jurisdiction is called.
        protected_relationships: What a victim may be to a defendant beside those that federal law
            names, for the jurisdiction's own domestic violence law to protect them.
        protected_by: The section that says so.
        inchoate: Pairs of an inchoate form and a code that makes a charge one.
        felony_terms: What becomes of a felony's term that is shorter than any sentence of the
            jurisdiction; ``None``: the pack does not say.
    """

    name: str
    version: str
    jurisdiction: str
    entries: tuple[Entry, ...] = ()
    enhancements: tuple[Enhancement, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    programs: tuple[Program, ...] = ()
    codes: tuple[CodeNames, ...] = ()
    places: tuple[str, ...] = ()
    inchoate: tuple[tuple[str, str], ...] = ()
    protected_relationships: tuple[str, ...] = ()
    protected_by: str | None = None
    felony_terms: FelonyTerms | None = None


Source = Mapping[str, Any] | str | os.PathLike[str] | bytes
"""A pack as data, as the path of a TOML file, or as the bytes of one."""


def parse(source: Source, *, default_name: str | None = None) -> Pack:
    """Read a pack.

    Args:
        source: A mapping, the path of a TOML file, or the bytes of one. In a mapping, dates may
            be ISO texts, as in JSON. Nothing else is coerced.
        default_name: The name of a pack that gives none; ``None``: made from its jurisdiction
            and its content. A pack that gives no version gets one made from its content.

    Raises:
        CaseError: With every fault of the pack.
        OSError: The file cannot be read.
    """
    note = Note()
    data = _loaded(source, note)
    read = {} if data is INVALID else _PACK.read(data, "$", note)
    if note.faults:
        raise CaseError(note.faults)
    return _built(read, default_name)


def check(source: Source) -> tuple[Fault, ...]:
    """The faults of a pack by itself; empty where it has none.

    Raises:
        OSError: The file cannot be read.
    """
    try:
        parse(source)
    except CaseError as error:
        return tuple(error.faults)
    return ()


def schema() -> dict[str, Any]:
    """The JSON Schema of a pack, dates as ISO texts.

    What spans rows (a code twice, the order of dates) it cannot say, and `check` finds.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "An offense pack",
        **_PACK.schema(),
    }


def _loaded(source: Source, note: Note) -> Any:
    if isinstance(source, Mapping):
        return source
    raw = source if isinstance(source, bytes) else Path(source).read_bytes()
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return note("$", f"the byte at {error.start}", "text in UTF-8", "encoding")
    except tomllib.TOMLDecodeError as error:
        return note("$", str(error), "TOML", "syntax")


# What spans the keys of one table.


def _in_order(*pairs: tuple[str, str]) -> Callable[[dict[str, Any], str, Note], None]:
    """A check that where both dates of a pair are given the first is not after the second."""

    def check_order(read: dict[str, Any], path: str, note: Note) -> None:
        for first, last in pairs:
            start, end = read.get(first), read.get(last)
            if isinstance(start, dt.date) and isinstance(end, dt.date) and start > end:
                note(f"{path}.{last}", end.isoformat(), f"{first} or a later day", "order")

    return check_order


def _check_holding(read: dict[str, Any], path: str, note: Note) -> None:
    if "by_text" in read:
        for key in ("court", "decided", "cite", "en_banc", "circuits", "schedule"):
            if key in read:
                note(f"{path}.{key}", key, "no such key beside by_text", "conflict")
        if "against" not in read and read.get("is") != "contested":
            note(f"{path}.against", "nothing", "what the text was read against", "missing")
    else:
        _check_decision(read, path, note)
    if "schedule" in read and read.get("is") not in ("by_substance", INVALID, None):
        note(f"{path}.schedule", "schedule", "only beside is = 'by_substance'", "conflict")
    _in_order(("decided", "until"), ("effective", "until"))(read, path, note)


def _check_decision(read: dict[str, Any], path: str, note: Note) -> None:
    court = read.get("court")
    for key in ("court", "cite") if court == "text" else ("court", "decided", "cite"):
        if key not in read:
            note(f"{path}.{key}", "nothing", f"{key}, or by_text for a plain reading", "missing")
    if "against" in read:
        note(f"{path}.against", "against", "only beside by_text", "conflict")
    if read.get("en_banc") is True and isinstance(court, str) and not court.startswith("ca"):
        note(f"{path}.en_banc", "true", "only of a federal court of appeals", "conflict")


def _check_pack(read: dict[str, Any], path: str, note: Note) -> None:
    """Codes and prongs twice, by any spelling that the pack itself knows as the same."""
    table = _table_of(read, path, note)
    seen: dict[str, str] = {}

    def once(code: object, at: str) -> None:
        if not isinstance(code, str):
            return
        citation = table.read(code)
        if citation is None:
            note(at, repr(code), "a code with a section, as in PC 459", "value")
        elif citation.key in seen:
            note(at, repr(code), f"another code than {seen[citation.key]}", "duplicate")
        else:
            seen[citation.key] = at

    # Codes first: where a prong has the code of an entry, the prong is at fault.
    offenses = _tables(read.get("offense"))
    for i, offense in offenses:
        once(offense.get("code"), f"{path}.offense[{i}].code")
        for n, code in enumerate(offense.get("also", ())):
            once(code, f"{path}.offense[{i}].also[{n}]")
    for i, offense in offenses:
        ids: dict[str, str] = {}
        for k, variant in _tables(offense.get("variant")):
            at = f"{path}.offense[{i}].variant[{k}]"
            name = variant.get("id")
            if isinstance(name, str) and ids.setdefault(name, at) != at:
                note(f"{at}.id", repr(name), f"another id than {ids[name]}.id", "duplicate")
            for n, code in enumerate(variant.get("also", ())):
                once(code, f"{at}.also[{n}]")


def _tables(rows: object) -> list[tuple[int, dict[str, Any]]]:
    if not isinstance(rows, list):
        return []
    return [(i, row) for i, row in enumerate(rows) if isinstance(row, dict)]


def _table_of(read: dict[str, Any], path: str, note: Note) -> CodeTable:
    jurisdiction = read.get("jurisdiction")
    if not isinstance(jurisdiction, str):
        jurisdiction = ""
    codes, places, inchoate = _names(read)
    try:
        return CodeTable.build(jurisdiction, codes, places, inchoate)
    except ValueError as error:
        note(f"{path}.codes", str(error), "each name for one code", "duplicate")
        return CodeTable()


def _names(
    read: Mapping[str, Any],
) -> tuple[tuple[CodeNames, ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
    def texts(value: object) -> tuple[str, ...]:
        return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()

    codes, inchoate = read.get("codes"), read.get("inchoate")
    return (
        tuple(
            CodeNames(key=key, names=texts(row.get("names")), bare=row.get("bare") is True)
            for key, row in (codes.items() if isinstance(codes, dict) else ())
        ),
        texts(read.get("place_names")),
        tuple(
            (form, code)
            for form, codes_of in (inchoate.items() if isinstance(inchoate, dict) else ())
            for code in texts(codes_of)
        ),
    )


# The shapes, from the inside out.

_SNAKE = "[a-z][a-z0-9_]*"
# A case's variant may be "inconclusive", which says that the record is silent.
_ID = "(?!inconclusive$)[a-z0-9][a-z0-9_.-]*"
_TEXTS = ListOf(of=Text(), distinct=True)
_NAMES = ListOf(of=Text(), least=1, distinct=True)
_CODE = Text(what="a code, as in PC 459")
_DATE = Date()

_HOLDING_KEYS: dict[str, Shape] = {
    "court": Choice(COURTS),
    "decided": _DATE,
    "cite": Text(what="a citation"),
    "en_banc": Flag(),
    "inferred": Flag(),
    "circuits": ListOf(of=Choice(CIRCUITS), least=1, distinct=True),
    "convictions_from": _DATE,
    "effective": _DATE,
    "until": _DATE,
    "by_text": Text(what="the reason, in a few words"),
    "against": Text(what="the authority for what the text was read against"),
}
_BY_TEXT_OR_COURT = {
    "if": {"required": ["by_text"]},
    "then": {
        "properties": dict.fromkeys(
            ("court", "decided", "cite", "en_banc", "inferred", "circuits", "schedule"), False
        ),
        "anyOf": [{"required": ["against"]}, {"properties": {"is": {"const": "contested"}}}],
    },
    "else": {
        "required": ["court", "cite"],
        "properties": {"against": False},
        "anyOf": [{"required": ["decided"]}, {"properties": {"court": {"const": "text"}}}],
    },
}
_HOLDING = Table(
    keys={"is": Choice(_SETTLED_ANSWERS), **_HOLDING_KEYS},
    required=("is",),
    also_check=_check_holding,
    says=_BY_TEXT_OR_COURT,
)
_PROFILE_HOLDING = Table(
    keys={"is": Choice(_ANSWERS), **_HOLDING_KEYS, "schedule": Text(what="a drug schedule")},
    required=("is",),
    also_check=_check_holding,
    says=_BY_TEXT_OR_COURT,
)
_HOLDINGS = ListOf(of=_HOLDING, least=1, distinct=True)
_PROFILE = MapOf(
    of=ListOf(of=_PROFILE_HOLDING, least=1, distinct=True),
    what="a profile entry",
    names=PROFILE_ENTRIES,
)
_LEVEL_RANGES = ListOf(
    of=Table(
        keys={
            "level": Choice(LEVELS),
            "max_days": Whole(least=0, most=LIFE_DAYS),
            "from": _DATE,
            "until": _DATE,
            "convictions_from": _DATE,
            "convictions_until": _DATE,
        },
        required=("level", "max_days"),
        also_check=_in_order(("from", "until"), ("convictions_from", "convictions_until")),
    ),
    least=1,
    distinct=True,
)
_PRIORABILITY = ListOf(of=Choice(PRIORABILITY), distinct=True)
_ATTEMPT = Table(keys={"profile": _PROFILE}, required=("profile",))
_VARIANT = Table(
    keys={
        "id": Text(what="an id in lower case, not 'inconclusive'", pattern=_ID),
        "name": Text(),
        "elements": Text(),
        "also": ListOf(of=_CODE),
        "levels": _LEVEL_RANGES,
        "priorability": _PRIORABILITY,
        "profile": _PROFILE,
        "attempt": _ATTEMPT,
        "in_place_of": Choice(LEVELS),
        "supposes": ListOf(of=Choice(SUPPOSED), least=1, distinct=True),
    },
    required=("id", "name", "elements"),
)
_FAMILY = Text(what="a family in snake case, as in drug_possession", pattern=_SNAKE)
_OFFENSE = Table(
    keys={
        "code": _CODE,
        "also": ListOf(of=_CODE),
        "names": _NAMES,
        "family": _FAMILY,
        "read_on": _DATE,
        "sources": _TEXTS,
        "levels": _LEVEL_RANGES,
        "divisible": _HOLDINGS,
        "shares_basis_with": ListOf(of=_CODE, distinct=True),
        "stands_in_for": ListOf(of=_FAMILY, distinct=True),
        "priorability": _PRIORABILITY,
        "elements": Text(),
        "in_place_of": Choice(LEVELS),
        "bans_firearms": Flag(),
        "low_level": Flag(),
        "profile": _PROFILE,
        "rest": Fixed("no"),
        "attempt": _ATTEMPT,
        "prong_from": Choice(("victim_relationship",)),
        "supposes": ListOf(of=Choice(SUPPOSED), least=1, distinct=True),
        "substances": ListOf(of=Text(), least=1, distinct=True),
        "not_substances": ListOf(of=Text(), least=1, distinct=True),
        "local_theft": Choice(("yes", "no", "contested")),
        "replaced": Table(
            keys={"by": ListOf(of=_CODE, least=1, distinct=True), "from": _DATE},
            required=("by", "from"),
        ),
        "variant": ListOf(of=_VARIANT),
    },
    required=("code", "names", "family", "read_on", "levels"),
)
_ENHANCEMENT = Table(
    keys={
        "code": _CODE,
        "also": ListOf(of=_CODE),
        "names": _NAMES,
        "read_on": _DATE,
        "sources": _TEXTS,
        "profile": _PROFILE,
        "rest": Fixed("no"),
    },
    required=("code", "names", "read_on"),
)
_REMEDY_KEYS: dict[str, Shape] = {
    "code": _CODE,
    "names": _NAMES,
    "counts": Choice(_SETTLED_ANSWERS),
    "holdings": _HOLDINGS,
    "from": _DATE,
    "until": _DATE,
    "read_on": _DATE,
    "sources": _TEXTS,
}
_DAYS = Whole(least=1, most=LIFE_DAYS)
_FELONY_TERMS = Table(
    keys={
        "least_days": _DAYS,
        "attempt_days": _DAYS,
        "together_days": _DAYS,
        "probation_days": _DAYS,
        "longer": MapOf(of=_DAYS, what="a family in snake case", pattern=_SNAKE),
        "domestic_days": _DAYS,
        "never": ListOf(of=_CODE, least=1, distinct=True),
        "seldom": MapOf(of=Text(what="a section"), what="a code, as in PC 459"),
        "authority": Text(what="the sections that say so"),
    },
    required=("least_days", "attempt_days", "together_days", "probation_days", "authority"),
)
_PACK = Table(
    keys={
        "schema": Fixed(SCHEMA_ID),
        "name": Text(),
        "version": Text(),
        "jurisdiction": Text(
            what="a jurisdiction, as in US-CA", pattern="[A-Z]{2}(-[A-Z0-9]{1,3})?"
        ),
        "place_names": _TEXTS,
        "protected_relationships": ListOf(
            of=Choice(("dating", "child", "other_family")), distinct=True
        ),
        "protected_by": Text(),
        "felony_terms": _FELONY_TERMS,
        "codes": MapOf(
            of=Table(keys={"names": _TEXTS, "bare": Flag()}),
            what="a code's name as in canonical codes, as in PC",
            pattern="[A-Z][A-Za-z]*",
        ),
        "inchoate": MapOf(
            of=ListOf(of=_CODE, least=1, distinct=True), what="an inchoate form", names=INCHOATE
        ),
        "offense": ListOf(of=_OFFENSE),
        "enhancement": ListOf(of=_ENHANCEMENT),
        "vehicle": ListOf(
            of=Table(
                keys={
                    **_REMEDY_KEYS,
                    "cures": Text(),
                    "acts_on": ListOf(of=Choice(ACTS_ON), least=1, distinct=True),
                    "for_deferred": Flag(),
                    "for_levels": ListOf(of=Choice(LEVELS), least=1, distinct=True),
                    "for_families": ListOf(of=_FAMILY, least=1, distinct=True),
                    "for_codes": ListOf(of=_CODE, least=1, distinct=True),
                    "for_wobblers": Flag(),
                    "probation": Choice(("with", "without")),
                    "open_while": ListOf(of=Choice(STAGES), least=1, distinct=True),
                    "convictions_from": _DATE,
                    "convictions_until": _DATE,
                },
                required=("code", "names", "cures", "counts"),
                also_check=_in_order(("from", "until"), ("convictions_from", "convictions_until")),
            )
        ),
        "program": ListOf(
            of=Table(
                keys={
                    **_REMEDY_KEYS,
                    "text": Text(),
                    "for_levels": ListOf(of=Choice(LEVELS), least=1, distinct=True),
                    "for_families": ListOf(of=_FAMILY, least=1, distinct=True),
                    "for_codes": ListOf(of=_CODE, least=1, distinct=True),
                    "not_families": ListOf(of=_FAMILY, distinct=True),
                    "not_codes": ListOf(of=_CODE, distinct=True),
                    "not_priorable": _PRIORABILITY,
                    "although_priorable": ListOf(of=_CODE, distinct=True),
                    "asks": Text(),
                    "minors": Flag(),
                },
                required=("code", "names", "text", "counts"),
                also_check=_in_order(("from", "until")),
            )
        ),
    },
    required=("jurisdiction",),
    also_check=_check_pack,
)


# From what was read, and has no fault, to a pack.


def _built(read: dict[str, Any], default_name: str | None) -> Pack:
    digest = hashlib.sha256(
        json.dumps(read, sort_keys=True, default=dt.date.isoformat).encode()
    ).hexdigest()
    jurisdiction: str = read["jurisdiction"]
    name: str = read.get("name") or default_name or f"{jurisdiction.lower()}-{digest[:12]}"
    codes, places, inchoate = _names(read)
    return Pack(
        name=name,
        version=read.get("version") or f"sha256-{digest[:12]}",
        jurisdiction=jurisdiction,
        entries=tuple(_entry(row, jurisdiction, name) for row in read.get("offense", ())),
        enhancements=tuple(
            _enhancement(row, jurisdiction, name) for row in read.get("enhancement", ())
        ),
        vehicles=tuple(
            Vehicle(
                cures=row["cures"],
                acts_on=tuple(row.get("acts_on", ("conviction",))),
                for_deferred=row.get("for_deferred", False),
                for_levels=tuple(row.get("for_levels", ())),
                for_families=tuple(row.get("for_families", ())),
                for_codes=tuple(row.get("for_codes", ())),
                for_wobblers=row.get("for_wobblers", False),
                probation=row.get("probation"),
                open_while=tuple(row.get("open_while", ())),
                convictions_from=row.get("convictions_from"),
                convictions_until=row.get("convictions_until"),
                **_remedy(row, jurisdiction, name),
            )
            for row in read.get("vehicle", ())
        ),
        programs=tuple(
            Program(
                text=row["text"],
                for_levels=tuple(row.get("for_levels", ())),
                for_families=tuple(row.get("for_families", ())),
                for_codes=tuple(row.get("for_codes", ())),
                not_families=tuple(row.get("not_families", ())),
                not_codes=tuple(row.get("not_codes", ())),
                not_priorable=tuple(row.get("not_priorable", ())),
                although_priorable=tuple(row.get("although_priorable", ())),
                asks=row.get("asks"),
                minors=row.get("minors", False),
                **_remedy(row, jurisdiction, name),
            )
            for row in read.get("program", ())
        ),
        codes=codes,
        places=places,
        protected_relationships=tuple(read.get("protected_relationships", ())),
        protected_by=read.get("protected_by"),
        inchoate=inchoate,
        felony_terms=_felony_terms(read.get("felony_terms")),
    )


def _felony_terms(row: dict[str, Any] | None) -> FelonyTerms | None:
    if row is None:
        return None
    tables = {key: tuple(row.get(key, {}).items()) for key in ("longer", "seldom")}
    return FelonyTerms(**{**row, **tables, "never": tuple(row.get("never", ()))})


def _entry(row: dict[str, Any], jurisdiction: str, pack: str) -> Entry:
    text = f"{row['code']} ({jurisdiction}), its text"
    given = _given(row, text)
    attempt = _items(row.get("attempt", {}).get("profile", {}), text)
    levels = _ranges(row["levels"])
    priorability = tuple(row.get("priorability", ()))
    return Entry(
        jurisdiction=jurisdiction,
        code=row["code"],
        names=tuple(row["names"]),
        family=row["family"],
        levels=levels,
        read_on=row["read_on"],
        pack=pack,
        profile=_profile(given),
        variants=tuple(
            Variant(
                id=prong["id"],
                name=prong["name"],
                elements=prong["elements"],
                profile=_profile({**given, **_items(prong.get("profile", {}), text)}),
                levels=_ranges(prong["levels"]) if "levels" in prong else levels,
                also=tuple(prong.get("also", ())),
                priorability=tuple(prong.get("priorability", priorability)),
                in_place_of=prong.get("in_place_of"),
                supposes=tuple(prong.get("supposes", ())),
                attempt_profile=_profile(
                    {**attempt, **_items(prong.get("attempt", {}).get("profile", {}), text)}
                ),
            )
            for prong in row.get("variant", ())
        ),
        divisible=_holdings(row.get("divisible", ()), text),
        priorability=priorability,
        also=tuple(row.get("also", ())),
        prong_from=row.get("prong_from"),
        local_theft=row.get("local_theft"),
        supposes=tuple(row.get("supposes", ())),
        substances=tuple(row.get("substances", ())),
        not_substances=tuple(row.get("not_substances", ())),
        replaced_by=tuple(row.get("replaced", {}).get("by", ())),
        replaced_from=row.get("replaced", {}).get("from"),
        low_level=row.get("low_level", False),
        shares_basis_with=tuple(row.get("shares_basis_with", ())),
        bans_firearms=row.get("bans_firearms", False),
        elements=row.get("elements"),
        in_place_of=row.get("in_place_of"),
        stands_in_for=tuple(row.get("stands_in_for", ())),
        sources=tuple(row.get("sources", ())),
        attempt_profile=_profile(attempt),
    )


def _enhancement(row: dict[str, Any], jurisdiction: str, pack: str) -> Enhancement:
    text = f"{row['code']} ({jurisdiction}), its text"
    return Enhancement(
        jurisdiction=jurisdiction,
        code=row["code"],
        names=tuple(row["names"]),
        profile=_profile(_given(row, text)),
        read_on=row["read_on"],
        pack=pack,
        also=tuple(row.get("also", ())),
        sources=tuple(row.get("sources", ())),
    )


def _given(row: dict[str, Any], text: str) -> dict[str, ProfileItem]:
    """The profile of a row, with the plain noes that ``rest`` stands for."""
    given = _items(row.get("profile", {}), text)
    if row.get("rest") != "no":
        return given
    plain = ProfileItem(
        holdings=(
            Holding(
                answer=Answer.NO,
                court=Court.TEXT,
                cite=text,
                by_text="every profile entry was gone through, and this one is plainly no",
            ),
        )
    )
    return {**dict.fromkeys(PROFILE_ENTRIES, plain), **given}


def _remedy(row: dict[str, Any], jurisdiction: str, pack: str) -> dict[str, Any]:
    return {
        "jurisdiction": jurisdiction,
        "code": row["code"],
        "names": tuple(row["names"]),
        "counts": Answer(row["counts"]),
        "pack": pack,
        "holdings": _holdings(row.get("holdings", ()), f"{row['code']} ({jurisdiction}), its text"),
        "from_": row.get("from"),
        "until": row.get("until"),
        "read_on": row.get("read_on"),
        "sources": tuple(row.get("sources", ())),
    }


def _items(profile: Mapping[str, Any], text: str) -> dict[str, ProfileItem]:
    return {name: ProfileItem(holdings=_holdings(rows, text)) for name, rows in profile.items()}


def _profile(items: Mapping[str, ProfileItem]) -> Profile:
    in_order = {name: items[name] for name in PROFILE_ENTRIES if name in items}
    return Profile(in_order)


def _holdings(rows: Iterable[Mapping[str, Any]], text: str) -> tuple[Holding, ...]:
    """The holdings; *text* is cited for a reading of the statute that was read against nothing."""
    return tuple(
        Holding(
            answer=Answer(row["is"]),
            court=Court(row.get("court", "text")),
            cite=row.get("cite") or row.get("against") or text,
            decided=row.get("decided"),
            en_banc=row.get("en_banc", False),
            inferred=row.get("inferred", False),
            circuits=tuple(row["circuits"]) if "circuits" in row else None,
            convictions_from=row.get("convictions_from"),
            effective=row.get("effective"),
            until=row.get("until"),
            by_text=row.get("by_text"),
            schedule=row.get("schedule"),
        )
        for row in rows
    )


def _ranges(rows: Iterable[Mapping[str, Any]]) -> tuple[LevelRange, ...]:
    return tuple(
        LevelRange(
            level=row["level"],
            max_days=row["max_days"],
            from_=row.get("from"),
            until=row.get("until"),
            convictions_from=row.get("convictions_from"),
            convictions_until=row.get("convictions_until"),
        )
        for row in rows
    )
