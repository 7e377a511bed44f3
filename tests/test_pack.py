"""Packs are read strictly, with every fault at once."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
import time
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import immconseq.offenses
from immconseq.authority import Answer, Court
from immconseq.errors import CaseError
from immconseq.offenses.entry import Profile
from immconseq.offenses.pack import FAMILIES, check, parse, schema
from immconseq.offenses.substances import Row, Substances, look_up
from immconseq.profile import PROFILE_ENTRIES

DATA = Path(__file__).parent / "data" / "packs"
ROOT = Path(__file__).parents[1]
OWN = sorted((Path(immconseq.offenses.__file__).parent / "packs").glob("*.toml"))
SMALL = tomllib.loads((DATA / "small.toml").read_text(encoding="utf-8"))


def jsonable(data: Any) -> Any:
    """Dates as ISO texts, as a pack in JSON has them."""
    return json.loads(json.dumps(data, default=dt.date.isoformat))


@pytest.mark.parametrize("path", OWN, ids=lambda p: p.name)
def test_the_librarys_own_packs_have_no_fault(path: Path) -> None:
    faults = check(path)
    lines = [f"{f.path}: found {f.found}; expected {f.expected}" for f in faults]
    assert not faults, "\n".join(["", path.name, *lines])
    pack = parse(path)
    assert path.stem.startswith(pack.jurisdiction.lower().replace("-", "_"))
    assert not {e.code: e.family for e in pack.entries if e.family not in FAMILIES}
    assert not [n for e in pack.entries for n in e.names if n != n.lower() and "(" in n]


def test_every_fault_at_once() -> None:
    faults = check(DATA / "faulty.toml")
    offense = "$.offense[0]"
    assert {(f.path, f.code) for f in faults} == {
        ("$.schema", "value"),
        ("$.version", "type"),
        ("$.jurisdiction", "value"),
        ("$.nmae", "unknown_key"),
        (f"{offense}.family", "value"),
        (f"{offense}.read_on", "value"),
        (f"{offense}.levels[0].max_days", "type"),
        (f"{offense}.levels[1].level", "value"),
        (f"{offense}.levels[1].max_days", "type"),
        (f"{offense}.levels[2].max_days", "range"),
        (f"{offense}.levels[2].until", "order"),
        (f"{offense}.profile.cimt[0].court", "value"),
        (f"{offense}.profile.cimt[1].cite", "missing"),
        (f"{offense}.profile.cimt[2].court", "conflict"),
        (f"{offense}.profile.cimt[3].against", "missing"),
        (f"{offense}.profile.cimt[4].until", "order"),
        (f"{offense}.profile.cimt[5].circuits[0]", "value"),
        (f"{offense}.profile.cimt[6].decided", "type"),
        (f"{offense}.profile.cimt[7].en_banc", "conflict"),
        (f"{offense}.profile.turpitude", "unknown_key"),
        (f"{offense}.rest", "value"),
        (f"{offense}.priorability[1]", "value"),
        (f"{offense}.variant[0].also[1]", "duplicate"),
        (f"{offense}.variant[0].also[2]", "value"),
        (f"{offense}.variant[1].elements", "missing"),
        (f"{offense}.variant[1].id", "duplicate"),
        (f"{offense}.variant[2].id", "value"),
        ("$.offense[1].code", "duplicate"),
        ("$.offense[1].names", "value"),
        ("$.offense[1].levels", "value"),
    }
    with pytest.raises(CaseError) as caught:
        parse(DATA / "faulty.toml")
    assert tuple(caught.value.faults) == faults
    assert isinstance(caught.value, ValueError)


def test_a_value_under_an_unknown_key_is_never_repeated() -> None:
    data = {"jurisdiction": "US-CA", "remark": "Jane Roe"}
    (fault,) = check(data)
    assert fault.path == "$.remark"
    assert "Roe" not in str(fault)


@pytest.mark.parametrize(
    ("raw", "code"), [(b"offense = [", "syntax"), (b"\xff", "encoding"), (b"a=1\na=2", "syntax")]
)
def test_what_is_no_toml(raw: bytes, code: str) -> None:
    (fault,) = check(raw)
    assert (fault.path, fault.code) == ("$", code)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError):
        parse(DATA / "nowhere.toml")


def test_path_bytes_and_mapping_are_alike() -> None:
    path = DATA / "small.toml"
    pack = parse(path)
    assert parse(str(path)) == parse(path.read_bytes()) == parse(SMALL) == pack
    assert parse(jsonable(SMALL)) == pack
    assert pickle.loads(pickle.dumps(pack)) == pack


def test_an_entry_has_all_that_its_row_says() -> None:
    burglary = parse(SMALL).entries[0]
    assert burglary.code == "PC 459"
    assert burglary.jurisdiction == "US-CA"
    assert burglary.pack == "xx-small"
    assert burglary.read_on == dt.date(2026, 11, 20)
    assert burglary.shares_basis_with == ("PC 484(a)", "PC 602(m)")
    assert burglary.divisible[0].court is Court.CA9
    assert not burglary.low_level
    assert [v.id for v in burglary.variants] == ["residential", "commercial"]
    assert hash(burglary) == hash(parse(SMALL).entries[0])
    with pytest.raises(AttributeError):
        burglary.code = "PC 1"  # type: ignore[misc]
    with pytest.raises(LookupError, match="residential, commercial"):
        burglary.variant("industrial")


def test_a_prong_has_from_its_entry_what_it_leaves_out() -> None:
    burglary = parse(SMALL).entries[0]
    residential, commercial = burglary.variants
    assert residential.priorability == ("strike",)
    assert commercial.priorability == burglary.priorability == ()
    assert commercial.levels == burglary.levels
    assert [r.level for r in residential.levels] == ["felony"]
    assert commercial.profile == burglary.profile
    assert residential.profile["cimt"] == burglary.profile["cimt"]
    assert residential.profile["crime_of_violence"] != burglary.profile["crime_of_violence"]
    assert set(residential.attempt_profile) == {"burglary"}


def test_rest_is_one_plain_no_for_every_other_entry() -> None:
    burglary, theft = parse(SMALL).entries[:2]
    assert tuple(burglary.profile) == PROFILE_ENTRIES
    assert set(theft.profile) == {"cimt"}
    (plain,) = burglary.profile["dui"].holdings
    assert (plain.answer, plain.court, plain.decided) == (Answer.NO, Court.TEXT, None)
    assert plain.by_text
    assert "PC 459" in plain.cite


def test_at_settles_every_profile_entry() -> None:
    burglary, theft = parse(SMALL).entries[:2]
    residential = burglary.variant("residential")
    before, after = dt.date(2016, 1, 1), dt.date(2020, 1, 1)
    assert set(burglary.at(after, "9")) == set(PROFILE_ENTRIES)
    assert burglary.at(after, "9")["cimt"] == "contested"
    assert burglary.at(after, None)["dui"] == "no"
    assert theft.at(after, "9")["dui"] is None
    assert residential.at(before, "9")["crime_of_violence"] == "yes"
    assert residential.at(after, "9")["crime_of_violence"] == "no"
    # A decision that was not yet made says nothing.
    assert theft.at(before, "9")["cimt"] is None
    assert theft.at(after, "9")["cimt"] == "yes"


def test_an_answer_that_turns_on_the_conviction() -> None:
    data = copy.deepcopy(SMALL)
    data["offense"][1]["profile"]["cimt"] = [
        {
            "is": "yes",
            "court": "bia",
            "decided": dt.date(2016, 11, 18),
            "cite": "Matter of Y, 2 I&N Dec. 2",
            "convictions_from": dt.date(2016, 11, 18),
        },
        {"is": "no", "court": "bia", "decided": dt.date(2000, 1, 1), "cite": "Matter of Z, 3"},
    ]
    theft = parse(data).entries[1]
    day = dt.date(2020, 1, 1)
    assert theft.at(day, "9")["cimt"] is None
    assert theft.at(day, "9", convicted_on=dt.date(2010, 1, 1))["cimt"] == "no"
    assert theft.at(day, "9", convicted_on=dt.date(2019, 1, 1))["cimt"] == "yes"


def test_maxima() -> None:
    entries = {e.code: e for e in parse(SMALL).entries}
    burglary, drugs = entries["PC 459"], entries["HS 11377(a)"]
    assert burglary.maxima() == (364, 365, 2190)
    assert burglary.maxima("misdemeanor") == (364, 365)
    assert burglary.maxima("misdemeanor", None, dt.date(2014, 12, 31)) == (365,)
    assert burglary.maxima("misdemeanor", None, dt.date(2015, 1, 1)) == (364,)
    assert burglary.maxima(None, None, dt.date(2015, 1, 1)) == (364, 2190)
    assert burglary.maxima("infraction") == ()
    assert drugs.maxima() == (364, 1095)
    assert drugs.maxima(committed_on=dt.date(2014, 11, 4)) == (1095,)
    assert drugs.maxima(committed_on=dt.date(2014, 11, 5)) == (364,)
    assert burglary.variant("residential").maxima("misdemeanor") == ()


def test_vehicles_and_programs() -> None:
    pack = parse(SMALL)
    (vehicle,) = pack.vehicles
    (program,) = pack.programs
    assert (vehicle.code, vehicle.counts, vehicle.from_) == (
        "PC 1473.7",
        Answer.YES,
        dt.date(2017, 1, 1),
    )
    assert (program.counts, program.holdings[0].answer) == (Answer.NO, Answer.NO)


def test_an_enhancement_has_a_profile() -> None:
    (enhancement,) = parse(SMALL).enhancements
    at = enhancement.at(dt.date(2026, 1, 1), "9")
    assert (at["firearm_or_destructive_device"], at["cimt"]) == (Answer.NO, Answer.NO)
    elsewhere = enhancement.at(dt.date(2026, 1, 1), "5")
    assert elsewhere["firearm_or_destructive_device"] is Answer.CONTESTED
    (fault,) = check({**SMALL, "enhancement": [{"code": "PC 1", "names": ["one"]}]})
    assert fault.path == "$.enhancement[0].read_on"


def test_a_pack_without_name_and_version_is_told_apart_by_its_content() -> None:
    data = {k: v for k, v in SMALL.items() if k not in ("name", "version", "schema")}
    one, again = parse(data), parse(jsonable(data))
    other = parse({**data, "offense": data["offense"][1:]})
    assert one == again
    assert one.name.startswith("us-ca-")
    assert (one.name, one.version) != (other.name, other.version)
    assert parse(data, default_name="mine").name == "mine"


def test_a_profile_is_immutable() -> None:
    profile = parse(SMALL).entries[0].profile
    with pytest.raises(TypeError):
        profile["cimt"] = profile["dui"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        profile._items = {}  # type: ignore[misc]
    source = dict(profile)
    copied = Profile(source)
    source.clear()
    assert copied == profile
    assert hash(copied) == hash(profile)
    assert pickle.loads(pickle.dumps(profile)) == profile


def test_the_schema_agrees_with_the_reader() -> None:
    validator = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
    jsonschema.Draft202012Validator.check_schema(schema())
    for path in (DATA / "small.toml", DATA / "codes.toml", *OWN):
        data = jsonable(tomllib.loads(path.read_text(encoding="utf-8")))
        assert not list(validator.iter_errors(data)), path.name
    faulty = jsonable(tomllib.loads((DATA / "faulty.toml").read_text(encoding="utf-8")))

    def dollar(error: jsonschema.ValidationError) -> set[str]:
        return {error.json_path, *(p for e in error.context or () for p in dollar(e))}

    refused = {p for error in validator.iter_errors(faulty) for p in dollar(error)}
    assert {"$.schema", "$.version", "$.offense[0].rest", "$.offense[1].levels"} <= refused
    for i in (0, 1, 2, 3, 5):
        assert any(p.startswith(f"$.offense[0].profile.cimt[{i}]") for p in refused), i


def test_the_schema_file_is_up_to_date() -> None:
    file = Path(immconseq.offenses.__file__).parents[1] / "schemas" / "offense-pack.json"
    assert json.loads(file.read_text(encoding="utf-8")) == schema(), "run tools/make_schemas.py"


def test_hundreds_of_rows_are_read_well_under_a_second() -> None:
    rows = [{**SMALL["offense"][0], "code": f"PC {n}"} for n in range(1000, 1500)]
    for row in rows:
        row["variant"] = [{**v, "also": []} for v in row["variant"]]
    started = time.perf_counter()
    pack = parse({**SMALL, "offense": rows})
    assert len(pack.entries) == 500
    assert time.perf_counter() - started < 1


SUBSTANCES = Substances(
    [
        Row(name="methamphetamine", aliases=("meth", "Crystal-Meth"), schedule="II"),
        Row(name="tramadol", schedule="IV", from_=dt.date(2014, 8, 18)),
        Row(name="flunitrazepam", aliases=("Rohypnol",), schedule="IV", kind="flunitrazepam"),
        Row(name="ioflupane", schedule="II", until=dt.date(2015, 9, 8)),
        Row(name="one thing", aliases=("shared",), schedule="I"),
        Row(name="another", aliases=("shared",), authority="read of the schedules"),
        Row(name="kratom", authority="read of the schedules", until=dt.date(2026, 1, 1)),
    ]
)
DAY = dt.date(2020, 1, 1)


@pytest.mark.parametrize("name", ["methamphetamine", "METH", " crystal  meth ", "crystal-meth"])
def test_a_substance_by_any_name(name: str) -> None:
    found = SUBSTANCES.look_up(name, DAY)
    assert found is not None
    assert (found.name, found.listed, found.schedule) == ("methamphetamine", True, "II")
    assert found.authority == "21 CFR 1308.12"
    assert found.kind is None


def test_substances_by_day() -> None:
    def listed(name: str, day: dt.date) -> bool | None:
        found = SUBSTANCES.look_up(name, day)
        return None if found is None else found.listed

    assert listed("tramadol", dt.date(2014, 8, 17)) is False
    assert listed("tramadol", dt.date(2014, 8, 18)) is True
    assert listed("ioflupane", dt.date(2015, 9, 8)) is True
    assert listed("ioflupane", dt.date(2015, 9, 9)) is False
    assert listed("kratom", dt.date(2026, 1, 1)) is False
    assert SUBSTANCES.look_up("kratom", dt.date(2026, 1, 2)) is None, "known for its days alone"
    assert SUBSTANCES.look_up("no such thing", DAY) is None
    shared = SUBSTANCES.look_up("shared", DAY)
    assert shared is not None
    assert (shared.listed, shared.schedule) == (None, None)
    rohypnol = SUBSTANCES.look_up("rohypnol", DAY)
    assert rohypnol is not None
    assert rohypnol.kind == "flunitrazepam"


def test_the_librarys_own_substances() -> None:
    def listed(name: str, day: dt.date = DAY) -> bool | None:
        found = look_up(name, day)
        return None if found is None else found.listed

    assert listed("Methamphetamine") is True
    assert listed("xanax") is True
    assert listed("alcohol") is False
    assert listed("no such thing") is None
    kinds = {"crack": "cocaine_base", "Rohypnol": "flunitrazepam", "weed": "marijuana"}
    for name, kind in kinds.items():
        found = look_up(name, DAY)
        assert found is not None
        assert found.kind == kind
    assert listed("tramadol", dt.date(2010, 1, 1)) is False
    assert listed("tramadol") is True


def test_substances_are_read_strictly() -> None:
    raw = b'[[substance]]\nname = "x"\nschedule = "VI"\n[[not_listed]]\nname = "y"\n'
    with pytest.raises(CaseError) as caught:
        Substances.from_toml(raw)
    assert {f.path for f in caught.value.faults} == {
        "$.substance[0].schedule",
        "$.not_listed[0].authority",
    }


def test_the_guide_shows_packs_without_fault() -> None:
    guide = ROOT / "docs" / "packs.md"
    if not guide.exists():
        pytest.skip("not a source tree")
    text = guide.read_text(encoding="utf-8")
    blocks = [b.partition("```")[0] for b in text.split("```toml\n")[1:]]
    packs = [b for b in blocks if "[project." not in b]
    assert len(packs) >= 2
    for block in packs:
        assert check(block.encode()) == ()
    words = set(text.replace("`", " ").split())
    assert words >= {*PROFILE_ENTRIES, *FAMILIES}
