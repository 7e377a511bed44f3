"""Codes as people write them are one code; codes that differ are never made one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immconseq.offenses.catalog import load_default
from immconseq.offenses.codes import CodeNames, CodeTable

CALIFORNIA = CodeTable.build(
    "US-CA",
    codes=[
        CodeNames(key="PC", names=("penal code", "pen. code", "cpc")),
        CodeNames(key="HS", names=("health and safety code", "health & saf. code", "h&s")),
        CodeNames(key="VC", names=("vehicle code", "veh. code", "cvc")),
        CodeNames(key="BP", names=("bus. & prof. code", "b&p")),
        CodeNames(key="WI", names=("welf. & inst. code", "w&i")),
    ],
    places=["california", "cal."],
    inchoate=[("attempt", "PC 664"), ("conspiracy", "PC 182"), ("solicitation", "PC 653f")],
)
NEW_YORK = CodeTable.build(
    "US-NY",
    codes=[CodeNames(key="PL", names=("penal law",))],
    places=["new york", "n.y."],
    inchoate=[("attempt", "PL 110"), ("attempt", "PL 110.00")],
)
FEDERAL = CodeTable.build(
    "US",
    codes=[CodeNames(key="USC", names=("united states code", "u.s. code"))],
    inchoate=[("conspiracy", "18 USC 371")],
)
PLAIN = CodeTable.build("US-VA", places=["virginia"])
BARE = CodeTable.build("US-OR", codes=[CodeNames(key="ORS", names=("or. rev. stat.",), bare=True)])


def key(table: CodeTable, text: str) -> str:
    citation = table.read(text)
    assert citation is not None, text
    return citation.key


@pytest.mark.parametrize(
    ("table", "canonical", "spellings"),
    [
        (
            CALIFORNIA,
            "PC 459",
            [
                "pc 459",
                "PC459",
                "459 PC",
                "459PC",
                "P.C. 459",
                "P. C. § 459",
                "  PC   459 ",
                "Cal. Penal Code § 459",
                "California Penal Code section 459",
                "Penal Code section 459",
                "Pen. Code, § 459",
                "Penal Code §459.",
                "CPC 459",
                "Cal PC 459",
                "CA PC 459",
                "section 459 of the Penal Code",
                "459 P.C. (Cal.)",
                "\uff30\uff23 \uff14\uff15\uff19",
            ],
        ),
        (
            CALIFORNIA,
            "HS 11377(a)",
            [
                "11377(A) HS",
                "11377(a)HS",
                "H&S 11377 (a)",
                "H & S 11377(a)",
                "Health and Safety Code § 11377(a)",
                "Health & Safety Code section 11377, subdivision (a)",
                "Health & Saf. Code, § 11377, subd. (a)",
            ],
        ),
        (
            CALIFORNIA,
            "VC 23152(a)",
            ["VC § 23152(a)", "Cal. Veh. Code § 23152(a)", "CVC 23152 (A)"],
        ),
        (
            CALIFORNIA,
            "BP 4324(b)",
            ["B&P 4324(b)", "Bus. & Prof. Code § 4324(b)", "B & P 4324 (b)"],
        ),
        (CALIFORNIA, "WI 10980(c)(2)", ["W&I 10980(c)(2)", "10980 (C) (2) W & I"]),
        (CALIFORNIA, "PC 459/460(b)", ["459/460(b) PC", "PC 459/PC 460(b)", "PC 459 / 460 (b)"]),
        (
            FEDERAL,
            "18 USC 1341",
            [
                "18 U.S.C. § 1341",
                "18 u.s.c. 1341",
                "18USC1341",
                "18 U. S. C. § 1341",
                "Title 18, United States Code, Section 1341",
                "18 U.S. Code § 1341",
            ],
        ),
        (FEDERAL, "8 USC 1324(a)(1)(A)(ii)", ["8 U.S.C. § 1324 (a)(1)(a)(ii)"]),
        (
            NEW_YORK,
            "PL 120.05(4)",
            ["Penal Law § 120.05(4)", "N.Y. Penal Law § 120.05 (4)", "NY PL 120.05(4)"],
        ),
        (NEW_YORK, "PL 155.25", ["N. Y. Penal Law 155.25", "New York Penal Law section 155.25"]),
        (
            PLAIN,
            "18.2-102",
            ["§ 18.2-102", "Va. Code Ann. § 18.2-102", "Virginia Code 18.2\u2013102"],
        ),
        (BARE, "ORS 163.545(1)", ["163.545(1)", "Or. Rev. Stat. § 163.545(1)", "ors 163.545 (1)"]),
    ],
)
def test_spellings_of_one_code(table: CodeTable, canonical: str, spellings: list[str]) -> None:
    assert {spelling: key(table, spelling) for spelling in spellings} == dict.fromkeys(
        spellings, key(table, canonical)
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PC 459", "PC 459.5"),
        ("PC 459", "VC 459"),
        ("PC 459", "459"),
        ("PC 273a(b)", "PC 273ab"),
        ("PC 245(a)", "PC 245(a)(1)"),
        ("PC 459", "PC 459/460(b)"),
        ("PC 459", "PC 459 first degree"),
        ("PC 459", "PC 459 460"),
        ("PC 653f", "PC 653"),
    ],
)
def test_codes_that_differ(one: str, other: str) -> None:
    assert key(CALIFORNIA, one) != key(CALIFORNIA, other)


def test_a_title_and_a_section_do_not_run_together() -> None:
    assert key(FEDERAL, "1 USC 81341") != key(FEDERAL, "18 USC 1341")
    assert key(FEDERAL, "18 1341") != key(FEDERAL, "181341")


@pytest.mark.parametrize("text", ["", " ", "theft", "assault/battery", "PC", "§", "/", "PC 459/"])
def test_no_code(text: str) -> None:
    assert CALIFORNIA.read(text) is None
    assert CALIFORNIA.readings(text) == ()


@pytest.mark.parametrize(
    ("table", "text", "form", "object_"),
    [
        (CALIFORNIA, "PC 664/459", "attempt", "PC 459"),
        (CALIFORNIA, "664/459 PC", "attempt", "PC 459"),
        (CALIFORNIA, "PC 459/664", "attempt", "PC 459"),
        (CALIFORNIA, "PC 664/PC 459", "attempt", "PC 459"),
        (CALIFORNIA, "PC 664/HS 11377(a)", "attempt", "HS 11377(a)"),
        (CALIFORNIA, "664/11377(a) HS", "attempt", "HS 11377(a)"),
        (CALIFORNIA, "PC 664(a)/459", "attempt", "PC 459"),
        (CALIFORNIA, "PC 664/459/460(b)", "attempt", "PC 459/460(b)"),
        (CALIFORNIA, "PC 182(a)(1)/459", "conspiracy", "PC 459"),
        (CALIFORNIA, "PC 653f/187", "solicitation", "PC 187"),
        (NEW_YORK, "PL 110/155.25", "attempt", "PL 155.25"),
        (NEW_YORK, "Penal Law §§ 110.00/155.25", "attempt", "PL 155.25"),
        (FEDERAL, "18 USC 371/1341", "conspiracy", "18 USC 1341"),
        (FEDERAL, "18 USC 371/21 USC 841(a)(1)", "conspiracy", "21 USC 841(a)(1)"),
    ],
)
def test_inchoate_forms(table: CodeTable, text: str, form: str, object_: str) -> None:
    readings = table.readings(text)
    assert readings[0][0] is None, "a code as it stands comes first"
    assert [(said, c.key) for said, c in readings[1:]] == [(form, key(table, object_))]


@pytest.mark.parametrize("text", ["PC 664", "PC 182(a)(1)", "VC 664/459", "PC 459/460(b)"])
def test_no_inchoate_form(text: str) -> None:
    assert [form for form, _ in CALIFORNIA.readings(text)] == [None]


def test_names_that_contradict_each_other() -> None:
    with pytest.raises(ValueError, match="names both"):
        CodeTable.build(
            "US-CA",
            codes=[
                CodeNames(key="PC", names=("penal code",)),
                CodeNames(key="PEN", names=("penal",)),
            ],
        )
    with pytest.raises(ValueError, match="bare section"):
        CodeTable.build("US", codes=[CodeNames(key="A", bare=True), CodeNames(key="B", bare=True)])


SECTIONS = st.from_regex(r"[1-9][0-9]{0,4}(\.[1-9])?[a-e]?(\([a-f1-9]\)){0,3}", fullmatch=True)
NAMES = {
    "PC": ["PC", "P.C.", "Penal Code", "Cal. Penal Code", "Pen. Code", "CPC", "California PC"],
    "HS": ["HS", "H&S", "H & S", "Health and Safety Code", "Cal. Health & Saf. Code"],
    "VC": ["VC", "V.C.", "Vehicle Code", "Cal. Veh. Code", "CVC"],
}


@st.composite
def spelled(draw: st.DrawFn) -> tuple[str, str]:
    """A canonical code, and another way to write it."""
    code = draw(st.sampled_from(sorted(NAMES)))
    section = draw(SECTIONS)
    name = draw(st.sampled_from(NAMES[code]))
    written = section.replace("(", draw(st.sampled_from(["(", " (", ", subd. ("])))
    sign = draw(st.sampled_from(["", "§", "§ ", "section ", "Sec. "]))
    text = draw(st.sampled_from([f"{name} {sign}{written}", f"{sign}{written} {name}"]))
    text = draw(st.sampled_from([text, text.upper(), text.lower(), f"  {text} "]))
    return f"{code} {section}", text


@given(spelled())
def test_every_spelling_is_the_canonical_code(pair: tuple[str, str]) -> None:
    canonical, spelling = pair
    assert key(CALIFORNIA, spelling) == key(CALIFORNIA, canonical)


@given(SECTIONS, SECTIONS)
def test_sections_that_differ_stay_apart(one: str, other: str) -> None:
    assert (key(CALIFORNIA, f"PC {one}") == key(CALIFORNIA, f"{other} PC")) == (one == other)


@given(st.text())
def test_any_text_is_read_without_raising(text: str) -> None:
    for _, citation in CALIFORNIA.readings(text):
        assert citation.parts


def test_the_librarys_own_names() -> None:
    catalog = load_default()
    assert {"us-codes", "us-ca-codes", "us-ny-codes"} <= set(catalog.packs)
