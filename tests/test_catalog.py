"""The catalog: one entry for one code in any spelling, and never a guess."""

from __future__ import annotations

import copy
import importlib.metadata
import pickle
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from immconseq.errors import AmbiguousOffense, CaseError, ImmconseqError, UnknownOffense
from immconseq.offenses import catalog as catalog_module
from immconseq.offenses import shelf
from immconseq.offenses.catalog import Catalog, Resolved, load_default
from immconseq.offenses.codes import Citation
from immconseq.offenses.pack import parse
from immconseq.offenses.shelf import Jurisdiction, Lot

DATA = Path(__file__).parent / "data" / "packs"
SMALL = tomllib.loads((DATA / "small.toml").read_text(encoding="utf-8"))
CATALOG = Catalog(packs=[parse(DATA / "codes.toml"), parse(DATA / "small.toml")])


def codes(entries: Any) -> list[str]:
    return [entry.code for entry in entries]


def test_get() -> None:
    entry = CATALOG.get("US-CA", "PC 459")
    assert entry.code == "PC 459"
    assert CATALOG.get("us-ca", " penal code § 459 ") is entry
    assert CATALOG.get("US-CA", "459/460(b) PC") is entry
    assert CATALOG.get("US-CA", "PC 664/459") is entry


def test_resolve_says_prong_and_form() -> None:
    entry = CATALOG.get("US-CA", "PC 459")
    expected = {
        "PC 459": Resolved(entry=entry),
        "PC 459/460(a)": Resolved(entry=entry, variant="residential"),
        "460(b) PC": Resolved(entry=entry, variant="commercial"),
        "PC 664/459": Resolved(entry=entry, inchoate="attempt"),
        "664/459/460(a) PC": Resolved(entry=entry, variant="residential", inchoate="attempt"),
        "PC 182(a)(1)/459": Resolved(entry=entry, inchoate="conspiracy"),
    }
    assert {code: CATALOG.resolve("US-CA", code) for code in expected} == expected


@pytest.mark.parametrize("code", ["PC 245", "PC 245(a)", "245 pc", "PC 664/245"])
def test_a_code_above_several_offenses_is_ambiguous(code: str) -> None:
    with pytest.raises(AmbiguousOffense) as caught:
        CATALOG.get("US-CA", code)
    assert codes(caught.value.candidates) == ["PC 245(a)(1)", "PC 245(a)(4)"]
    assert isinstance(caught.value, LookupError)
    assert isinstance(caught.value, ImmconseqError)
    assert "PC 245(a)(4)" in str(caught.value)


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("PC 243(e)", ["PC 243(e)(1)"]),
        ("PC 245(a)(2)", ["PC 245(a)(1)", "PC 245(a)(4)"]),
        ("PC 273ab", ["PC 273a(b)"]),
        ("459", ["PC 459"]),
        ("PC 459 first degree", ["PC 459"]),
        ("PC 460", ["PC 459"]),
        ("PC 664/243(e)", ["PC 243(e)(1)"]),
        ("HS 459", []),
        ("PC 1", []),
        ("burglary", []),
        ("", []),
    ],
)
def test_a_code_that_no_offense_has_is_unknown(code: str, near: list[str]) -> None:
    with pytest.raises(UnknownOffense) as caught:
        CATALOG.get("US-CA", code)
    assert isinstance(caught.value, LookupError)
    assert isinstance(caught.value, ImmconseqError)
    assert codes(caught.value.candidates) == near
    assert codes(CATALOG.near("US-CA", code)) == near
    assert codes(CATALOG.entry_near("US-CA", code)) == near


def test_a_jurisdiction_that_no_pack_is_about() -> None:
    with pytest.raises(UnknownOffense):
        CATALOG.get("US-WY", "PC 459")
    assert CATALOG.near("US-WY", "PC 459") == ()
    assert CATALOG.find("PC 459", "US-WY") == ()
    assert CATALOG.vehicles("US-WY") == ()


def test_find() -> None:
    assert codes(CATALOG.find("Penal Code 459")) == ["PC 459"]
    assert codes(CATALOG.find("459", "US-CA")) == ["PC 459"]
    assert codes(CATALOG.find("PC 245")) == ["PC 245(a)(1)", "PC 245(a)(4)"]
    assert CATALOG.find("burglary") == ()


def test_search() -> None:
    assert codes(CATALOG.search("burglary")) == ["PC 459"]
    assert codes(CATALOG.search("Inhabited DWELL")) == ["PC 459"]
    assert codes(CATALOG.search("assault")) == ["PC 245(a)(1)", "PC 245(a)(4)"]
    assert codes(CATALOG.search("petty theft", "US-CA")) == ["PC 484(a)"]
    assert CATALOG.search("petty theft", "US") == ()
    assert CATALOG.search("") == CATALOG.search("  ") == ()
    assert CATALOG.search("PC 459") == ()


def test_every_entry_once() -> None:
    assert codes(CATALOG) == [row["code"] for row in SMALL["offense"]]
    assert len(CATALOG) == len(SMALL["offense"])
    assert CATALOG.jurisdictions == ("US-CA",)
    assert dict(CATALOG.packs) == {"xx-codes": "1", "xx-small": "1"}
    assert codes(CATALOG.vehicles("US-CA")) == ["PC 1473.7"]
    assert codes(CATALOG.programs("US-CA")) == ["PC 1001.95"]
    assert len(Catalog()) == 0


def test_an_enhancement_is_found_as_people_write_it() -> None:
    (enhancement,) = CATALOG.enhancements("US-CA")
    for written in ("PC 12022(c)", "Penal Code § 12022(c)", "pc 12022(c)(1)", "PC 12022.2(a)"):
        assert CATALOG.enhancement("US-CA", written) is enhancement
    assert CATALOG.enhancement("US-CA", "PC 12022(a)") is None
    assert CATALOG.enhancement("US-NY", "PC 12022(c)") is None
    assert CATALOG.enhancements("US-WY") == ()
    with pytest.raises(ImmconseqError, match="no other enhancement"):
        CATALOG.with_pack({"jurisdiction": "US-CA", "enhancement": [SMALL["enhancement"][0]]})
    other = {**SMALL["enhancement"][0], "names": ["armed"]}
    mine = CATALOG.with_pack({"jurisdiction": "US-CA", "enhancement": [other]}, override=True)
    assert [e.names for e in mine.enhancements("US-CA")] == [("armed",)]


def test_a_shared_basis_with_nothing_is_a_warning() -> None:
    (warning,) = CATALOG.warnings
    assert "PC 602(m)" in warning


def test_immutable() -> None:
    with pytest.raises(AttributeError):
        CATALOG.packs = {}  # type: ignore[misc]
    with pytest.raises(TypeError):
        CATALOG.packs["xx-small"] = "2"  # type: ignore[index]
    with pytest.raises(AttributeError):
        CATALOG.note = "no"  # type: ignore[attr-defined]
    assert CATALOG == CATALOG
    other = Catalog(packs=[parse(DATA / "codes.toml"), parse(DATA / "small.toml")])
    assert other != CATALOG
    assert len({CATALOG, CATALOG}) == 1


def test_pickle() -> None:
    again = pickle.loads(pickle.dumps(CATALOG))
    assert tuple(again) == tuple(CATALOG)
    assert again.packs == CATALOG.packs
    assert again.resolve("US-CA", "664/459 PC") == CATALOG.resolve("US-CA", "664/459 PC")
    assert pickle.loads(pickle.dumps(load_default())) is load_default()
    assert copy.copy(load_default()) is load_default()


ROW = {
    "code": "PC 602(m)",
    "names": ["trespass"],
    "family": "trespass",
    "read_on": "2026-11-20",
    "levels": [{"level": "misdemeanor", "max_days": 180}],
    "rest": "no",
}


def pack_of(*rows: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"name": "more", "version": "7", "jurisdiction": "US-CA", "offense": list(rows), **keys}


def test_with_pack_gives_a_new_catalog() -> None:
    more = CATALOG.with_pack(pack_of(ROW))
    assert more is not CATALOG
    assert len(more) == len(CATALOG) + 1
    assert more.get("US-CA", "602(m) PC").pack == "more"
    assert more.get("US-CA", "PC 459") is CATALOG.get("US-CA", "PC 459")
    assert more.packs["more"] == "7"
    assert more.warnings == ()
    with pytest.raises(UnknownOffense):
        CATALOG.get("US-CA", "PC 602(m)")


@pytest.mark.parametrize("code", ["PC 459", "penal code 459", "459 CPC", "PC 460(a)"])
def test_a_code_that_is_there_already_is_a_fault(code: str) -> None:
    with pytest.raises(CaseError) as caught:
        CATALOG.with_pack(pack_of(ROW, {**ROW, "code": code}))
    (fault,) = caught.value.faults
    assert fault.path == "$.offense[1].code"
    assert "xx-small" in fault.expected
    assert "override" in fault.expected


def test_override_puts_rows_in_place_of_others() -> None:
    more = CATALOG.with_pack(pack_of({**ROW, "code": "459 PC"}), override=True)
    assert len(more) == len(CATALOG)
    assert more.get("US-CA", "PC 459").names == ("trespass",)
    assert set(more.packs) == {"xx-codes", "xx-small", "more"}
    with pytest.raises(UnknownOffense):
        more.get("US-CA", "PC 460(a)")
    prong = CATALOG.with_pack(pack_of({**ROW, "code": "PC 460(a)"}), override=True)
    assert prong.resolve("US-CA", "PC 460(a)").entry.names == ("trespass",)
    assert prong.resolve("US-CA", "PC 459/460(a)").variant == "residential"
    assert prong.get("US-CA", "PC 459").variant("residential").also == ("PC 459/460(a)",)
    assert tuple(pickle.loads(pickle.dumps(prong))) == tuple(prong)


def test_a_pack_of_the_same_name() -> None:
    data = pack_of(ROW, name="xx-small", version="2")
    with pytest.raises(CaseError) as caught:
        CATALOG.with_pack(data)
    assert [f.path for f in caught.value.faults] == ["$.name"]
    replaced = CATALOG.with_pack(data, override=True)
    assert codes(replaced) == ["PC 602(m)"]
    assert replaced.packs["xx-small"] == "2"


def test_a_faulty_pack_is_refused() -> None:
    with pytest.raises(CaseError) as caught:
        CATALOG.with_pack(DATA / "faulty.toml")
    assert len(caught.value.faults) > 20


def test_names_of_codes_that_contradict_each_other() -> None:
    with pytest.raises(CaseError) as caught:
        CATALOG.with_pack(pack_of(ROW, codes={"HS": {"names": ["penal code"]}}))
    assert [f.path for f in caught.value.faults] == ["$.codes"]


def test_a_pack_of_another_jurisdiction_stands_beside_it() -> None:
    texas = pack_of({**ROW, "code": "PC 459"}, jurisdiction="US-TX", name="texas")
    more = CATALOG.with_pack(texas, override=True)
    assert len(more) == len(CATALOG) + 1
    assert more.get("US-TX", "PC 459") is not more.get("US-CA", "PC 459")
    assert codes(more.find("PC 459")) == ["PC 459", "PC 459"]
    assert more.jurisdictions == ("US-CA", "US-TX")


@given(st.sampled_from(list(CATALOG)), st.data())
def test_every_spelling_gets_the_canonical_entry(entry: Any, data: st.DataObject) -> None:
    key, _, section = entry.code.partition(" ")
    names = {"PC": ["PC", "Penal Code", "P.C.", "Cal. Pen. Code"], "HS": ["HS", "H & S", "H&S"]}
    name = data.draw(st.sampled_from(names[key]))
    section = section.replace("(", data.draw(st.sampled_from(["(", " (", " subd. ("])))
    sign = data.draw(st.sampled_from(["", "§ ", "section "]))
    text = data.draw(st.sampled_from([f"{name} {sign}{section}", f"{sign}{section} {name}"]))
    text = data.draw(st.sampled_from([text, text.upper(), text.lower()]))
    assert CATALOG.get("US-CA", text) is CATALOG.get("US-CA", entry.code) is entry


@given(st.text())
def test_any_text_is_looked_up_without_surprise(text: str) -> None:
    try:
        found = CATALOG.get("US-CA", text)
    except (UnknownOffense, AmbiguousOffense):
        pass
    else:
        assert found in tuple(CATALOG)
    CATALOG.near("US-CA", text)
    CATALOG.find(text)
    CATALOG.search(text)


@attrs.frozen
class Point:
    """What stands in for an entry point."""

    name: str
    loads: Any
    value: str = "somebody:pack"

    def load(self) -> Any:
        if isinstance(self.loads, Exception):
            raise self.loads
        return self.loads


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[Point]:
    points: list[Point] = []

    def entry_points(*, group: str) -> list[Point]:
        assert group == catalog_module.ENTRY_POINTS == "immconseq.packs"
        return points

    monkeypatch.setattr(importlib.metadata, "entry_points", entry_points)
    return points


def fresh() -> Catalog:
    return load_default.__wrapped__()


def test_packs_that_others_offer(offered: list[Point]) -> None:
    place = {"jurisdiction": "US-XX"}
    offered.append(Point("zz", pack_of({**ROW, "code": "1-2"}, name="zz", **place)))
    offered.append(Point("aa", pack_of({**ROW, "code": "1-1"}, name="aa", **place)))
    found = fresh()
    assert codes(found)[-2:] == ["1-1", "1-2"]
    assert list(found.packs)[-2:] == ["aa", "zz"]


@pytest.mark.parametrize(
    "loads",
    [
        {"jurisdiction": "US-XX", "offence": []},
        DATA / "faulty.toml",
        DATA / "nowhere.toml",
        RuntimeError("no such module"),
        42,
        pack_of(name="us-ca-codes"),
    ],
)
def test_a_bad_pack_of_others_is_named_when_first_asked(offered: list[Point], loads: Any) -> None:
    offered.append(Point("bad-pack", loads))
    found = fresh()
    for _ in range(2):
        with pytest.raises(ImmconseqError, match="bad-pack"):
            len(found)


def test_the_default_is_one_and_is_lazy() -> None:
    assert load_default() is load_default()
    program = (
        "import sys, tomllib\n"
        "loads, tomllib.loads = tomllib.loads, None\n"
        "from immconseq.offenses import load_default\n"
        "catalog = load_default()\n"
        "tomllib.loads = loads\n"
        "assert catalog.packs\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_default_has_every_entry_by_its_own_code() -> None:
    found = load_default()
    for entry in found:
        assert found.get(entry.jurisdiction, entry.code) is entry
        for variant in entry.variants:
            for code in variant.also:
                named = found.resolve(entry.jurisdiction, code)
                assert (named.entry, named.variant) == (entry, variant.id)


PACKS = sorted((Path(catalog_module.__file__).parent / "packs").glob("*.toml"))


@pytest.mark.parametrize("file", PACKS, ids=lambda file: file.stem)
def test_rows_that_are_not_read_yet_are_found_by_their_codes(file: Path) -> None:
    """A pack whose rows are unread never says no to a code that one of them has."""
    unread = Lot.of_file(file.read_bytes(), file.stem, file.name)
    rows = parse(file.read_bytes(), default_name=file.stem)
    heads = (Lot.of_file(f.read_bytes(), f.stem, f.name) for f in PACKS)
    beside = [lot for lot in heads if lot.head.jurisdiction == rows.jurisdiction]
    table = Jurisdiction(rows.jurisdiction, beside).table
    given = [
        *(code for row in rows.entries for code in (row.code, *row.also)),
        *(code for row in rows.entries for prong in row.variants for code in prong.also),
        *(code for row in rows.enhancements for code in (row.code, *row.also)),
    ]
    for code in given:
        citation = table.read(code)
        assert citation is not None
        assert unread.may_have(citation), code
        for part in citation.parts:
            bare = attrs.evolve(part, section=part.loose)
            assert unread.may_have(Citation(parts=(bare,))), code


def test_one_title_is_read_for_a_code_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(source: Any, *, default_name: str | None = None) -> Any:
        pack = parse(source, default_name=default_name)
        read.extend([pack.name] * bool(pack.entries))
        return pack

    monkeypatch.setattr(shelf, "parse", noted)
    catalog = load_default.__wrapped__()
    assert catalog.packs == load_default().packs
    assert read == []
    assert catalog.get("US-CA", "HS 11377(a)").pack == "us-ca-drugs"
    # A number that the section begins with, PC 113, has its pack read as well.
    assert "us-ca-drugs" in read
    assert len(read) <= 2


@pytest.mark.parametrize(
    ("written", "code", "inchoate"),
    [
        ("664/459", "PC 459", "attempt"),
        ("182/459", "PC 459", "conspiracy"),
        ("653f/211", "PC 211", "solicitation"),
        ("PC 664/459", "PC 459", "attempt"),
    ],
)
def test_the_section_of_an_attempt_says_whose_sections_they_are(
    written: str, code: str, inchoate: str
) -> None:
    named = load_default().resolve("US-CA", written)
    assert (named.entry.code, named.inchoate) == (code, inchoate)


def test_a_bare_section_is_not_guessed() -> None:
    with pytest.raises(UnknownOffense) as caught:
        load_default().get("US-CA", "459")
    assert codes(caught.value.candidates) == ["PC 459"]


@pytest.mark.parametrize("text", ["title 18, section 1343", "18:1343", "18 U.S.C. § 1343"])
def test_a_title_and_a_section_are_federal(text: str) -> None:
    assert codes(load_default().find(text)) == ["18 USC 1343"]


def test_a_title_keeps_out_the_same_section_of_another() -> None:
    assert "8 USC 1326" not in codes(load_default().find("title 18, section 1326"))


def test_words_for_an_attempt_are_no_name() -> None:
    found = codes(load_default().search("attempted residential burglary", "US-CA"))
    assert found == ["PC 459"]
