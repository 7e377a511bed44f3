"""The shell: what it prints, where, and with which exit code."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

import immconseq
from immconseq import Case, assess, by_status, cli, schema
from immconseq.errors import EngineUnavailable
from tests import strategies

ROOT = Path(__file__).resolve().parent.parent
DEMO = str(ROOT / "docs" / "examples" / "demo" / "domestic-violence-offer.json")
PACKS = ROOT / "tests" / "data" / "packs"
DATA: dict[str, Any] = json.loads(Path(DEMO).read_text(encoding="utf-8"))
SECRET = "Maria Example, A012345678"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: str, given: str | bytes = b"") -> tuple[int, str, str]:
        raw = given.encode() if isinstance(given, str) else given
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        capsys.readouterr()
        code = cli.main(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def process(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "immconseq", *arguments],
        input=given,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=False,
    )


def faults(err: str) -> list[dict[str, str]]:
    found = json.loads(err)
    assert set(found) == {"faults"}
    assert all(set(fault) == {"path", "found", "expected", "code"} for fault in found["faults"])
    listed: list[dict[str, str]] = found["faults"]
    return listed


# assess


def test_assess_prints_the_text(run: Run) -> None:
    assert run("assess", DEMO) == (0, assess(Case.from_dict(DATA)).to_text() + "\n", "")


def test_assess_as_json(run: Run) -> None:
    code, out, err = run("assess", DEMO, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == assess(Case.from_dict(DATA)).to_dict()
    jsonschema.Draft202012Validator(schema("assessment")).validate(json.loads(out))


def test_assess_by_status(run: Run) -> None:
    table = by_status(Case.from_dict(DATA))
    assert run("assess", "--by-status", DEMO) == (0, table.to_text() + "\n", "")
    code, out, _ = run("assess", DEMO, "--by-status", "--json")
    assert code == 0
    assert json.loads(out) == table.to_dict()
    jsonschema.Draft202012Validator(schema("status-table")).validate(json.loads(out))


def test_a_dash_reads_standard_input(run: Run) -> None:
    code, out, err = run("assess", "-", given=b"\xef\xbb\xbf" + json.dumps(DATA).encode())
    assert (code, out, err) == run("assess", DEMO)


def test_engine(run: Run) -> None:
    code, out, _ = run("assess", DEMO, "--engine", "reference", "--json")
    assert code == 0
    assert json.loads(out)["receipt"]["engine"] == "reference"
    code, out, err = run("assess", DEMO, "--engine", "clips")
    assert (code, out) == (2, "")
    assert "clips" in err


def test_an_engine_that_is_not_there_is_1(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise EngineUnavailable("durable does not import here")

    monkeypatch.setattr(cli, "assess", missing)
    assert run("assess", DEMO) == (1, "", "immconseq: durable does not import here\n")
    code, out, err = run("assess", DEMO, "--json")
    assert (code, out) == (1, "")
    assert json.loads(err) == {"error": "durable does not import here"}


# The day


@pytest.mark.parametrize("text", ["{}", ' \n{ "case_id": "x" }', '{"dispositions": []}'])
def test_as_of_left_out_is_today(run: Run, text: str) -> None:
    data = json.loads(text) | {"dispositions": []}
    today = dt.datetime.now().astimezone().date()
    code, out, err = run("assess", "-", "--json", given=json.dumps(data))
    assert code == 0
    assert dt.date.fromisoformat(json.loads(out)["as_of"]) - today <= dt.timedelta(days=1)
    assert "as_of is left out" in err
    assert json.loads(out)["as_of"] in err


def test_as_of_given_is_not_spoken_of(run: Run) -> None:
    assert run("assess", DEMO)[2] == ""


def test_no_word_on_the_day_beside_faults_as_json(run: Run) -> None:
    code, _, err = run("why", "-", "no.such", "--json", given='{"dispositions": []}')
    assert code == 2
    assert faults(err)[0]["code"] == "unknown_name"


def test_as_of_null_is_a_fault(run: Run) -> None:
    code, _, err = run("assess", "-", "--json", given='{"as_of": null, "dispositions": []}')
    assert code == 2
    assert faults(err)[0]["path"] == "$.as_of"


# Bad input


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b"[" * 100_000, "nested too deep"),
        (b"[]", "a list"),
        (b"null", "null"),
        (
            b'{"as_of": "2026-11-24", "as_of": "2026-11-24", "dispositions": []}',
            "a key given twice",
        ),
        (b'{"dispositions": [], "dispositions": []}', "a key given twice"),
        (b'{"as_of": "2026-11-24", "dispositions": [{"ref": "a", "ref": "b"}]}', "given twice"),
    ],
)
def test_what_is_no_case_is_refused(run: Run, given: bytes, found: str) -> None:
    code, out, err = run("assess", "-", "--json", given=given)
    assert (code, out) == (2, "")
    assert any(found in fault["found"] for fault in faults(err))
    code, out, err = run("assess", "-", given=given)
    assert (code, out) == (2, "")
    assert found in err
    assert "Traceback" not in err


@pytest.mark.parametrize("name", ["no-such-file.json", str(ROOT), "a\0b", "x" * 5_000])
def test_a_file_that_cannot_be_read_is_refused(run: Run, name: str) -> None:
    for command in (("assess", name), ("why", name, "cimt"), ("offenses", "--check", name)):
        code, out, err = run(*command, "--json")
        assert (code, out) == (2, "")
        assert [fault["code"] for fault in faults(err)] == ["unreadable"]


def test_every_fault_at_once_and_no_value_under_an_unknown_key(run: Run) -> None:
    data = DATA | {"name": SECRET, "circuit": "12"}
    code, out, err = run("assess", "-", given=json.dumps(data))
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 2
    assert "Maria" not in err
    assert "$.circuit" in err
    assert {
        fault["path"] for fault in faults(run("assess", "-", "--json", given=json.dumps(data))[2])
    } == {
        "$.name",
        "$.circuit",
    }


def test_a_document_that_holds_a_case_says_what_to_do(run: Run) -> None:
    code, _, err = run("assess", str(ROOT / "docs" / "examples" / "padilla.json"))
    assert code == 2
    assert "a file of its own" in err
    assert "Kentucky" not in err


def test_a_prong_that_the_catalog_lacks(run: Run) -> None:
    data = json.loads(json.dumps(DATA))
    data["dispositions"][0]["offense"] |= {"code": "PC 459", "variant": "castle"}
    code, _, err = run("assess", "-", "--json", given=json.dumps(data))
    assert code == 2
    assert faults(err)[0]["path"] == "$.dispositions[0].offense.variant"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("assess",),
        ("assess", DEMO, "more"),
        ("asses", DEMO),
        ("--json",),
        ("assess", "--by", DEMO),
        ("mitigate", DEMO, "--limit", "-1"),
        ("mitigate", DEMO, "--limit", "many"),
        ("rules", "--as-of", "2026-13-01"),
        ("why", DEMO),
        ("schema",),
    ],
)
def test_usage(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "usage: python -m immconseq" in err
    if "--json" not in arguments and arguments:
        assert faults(run(*arguments, "--json")[2])


def test_an_error_of_the_library_itself_repeats_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError(SECRET)

    monkeypatch.setattr(cli, "assess", broken)
    code, out, err = run("assess", DEMO)
    assert (code, out) == (1, "")
    assert "Maria" not in err
    assert "KeyError at test_cli.py:" in err


@given(strategies.json_values())
@settings(max_examples=50)
def test_any_json_gives_an_answer_or_faults(value: Any) -> None:
    out, err = io.StringIO(), io.StringIO()
    old = sys.stdin, sys.stdout, sys.stderr
    sys.stdin = io.TextIOWrapper(io.BytesIO(json.dumps(value, default=str).encode()))
    sys.stdout, sys.stderr = out, err
    try:
        code = cli.main(["assess", "-", "--json"])
    finally:
        sys.stdin, sys.stdout, sys.stderr = old
    assert code in (0, 2)
    assert bool(out.getvalue()) == (code == 0)
    if code:
        assert faults(err.getvalue())


# why, why-not


def test_why(run: Run) -> None:
    result = assess(Case.from_dict(DATA))
    proof = result.why("deport.aggravated_felony")
    assert run("why", DEMO, "deport.aggravated_felony") == (0, proof.to_text() + "\n", "")
    code, out, _ = run("why", DEMO, "cimt", "--ref", "count-1", "--json")
    assert code == 0
    assert json.loads(out) == {
        "schema": "immconseq/proof/1",
        **result.why("cimt", ref="count-1").to_dict(),
    }


def test_why_not(run: Run) -> None:
    why_not = assess(Case.from_dict(DATA)).why_not("deport.firearms")
    assert run("why-not", DEMO, "deport.firearms") == (0, why_not.to_text() + "\n", "")
    code, out, _ = run("why-not", DEMO, "deport.firearms", "--json")
    assert code == 0
    assert json.loads(out) == {"schema": "immconseq/why-not/1", **why_not.to_dict()}


@pytest.mark.parametrize("command", ["why", "why-not"])
def test_an_unknown_finding_or_count(run: Run, command: str) -> None:
    code, out, err = run(command, DEMO, "deport.firearm")
    assert (code, out) == (2, "")
    assert "deport.firearms" in err
    code, _, err = run(command, DEMO, "cimt", "--ref", "count-9", "--json")
    assert code == 2
    assert faults(err) == [
        {
            "path": "--ref",
            "found": "'count-9'",
            "expected": "one of: count-1",
            "code": "unknown_name",
        }
    ]


# mitigate


def test_mitigate(run: Run) -> None:
    plan = immconseq.mitigate(Case.from_dict(DATA), ref="count-1", limit=3)
    code, out, err = run("mitigate", DEMO, "--ref", "count-1", "--limit", "3")
    assert (code, out, err) == (0, plan.to_text() + "\n", "")
    code, out, _ = run("mitigate", DEMO, "--limit", "3", "--json")
    assert code == 0
    assert json.loads(out) == plan.to_dict()


def test_mitigate_is_given_what_was_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    class Plan:
        def to_text(self, *, most: int) -> str:
            assert most == 5
            return "a plan"

        to_dict = dict

    def mitigate(case: Case, **given: Any) -> Plan:
        asked.update(given)
        return Plan()

    monkeypatch.setattr(cli, "mitigate", mitigate)
    avoid = ("--avoid", "deport.firearms", "cimt", "--avoid", "conviction")
    assert run("mitigate", DEMO, *avoid, "--keep", "bar.asylum") == (0, "a plan\n", "")
    assert asked == {
        "ref": None,
        "avoid": ["deport.firearms", "cimt", "conviction"],
        "keep": ["bar.asylum"],
        "limit": 20,
        "engine": None,
    }


@pytest.mark.parametrize("argument", ["--avoid", "--keep"])
def test_mitigate_with_an_unknown_finding(run: Run, argument: str) -> None:
    code, _, err = run("mitigate", DEMO, argument, "bar.asylums", "--json")
    assert code == 2
    assert faults(err)[0]["path"] == argument
    assert "bar.asylum" in faults(err)[0]["expected"]


def test_mitigate_with_an_unknown_count(run: Run) -> None:
    code, _, err = run("mitigate", DEMO, "--ref", "x", "--json")
    assert code == 2
    assert faults(err)[0]["path"] == "--ref"


# offenses


def test_offenses_by_code(run: Run) -> None:
    code, out, _ = run("offenses", "459 pc")
    assert code == 0
    assert out.startswith("US-CA PC 459")
    assert "prong residential" in out
    found = json.loads(run("offenses", "459 pc", "--json")[1])
    assert found["schema"] == "immconseq/offenses/1"
    assert [offense["code"] for offense in found["offenses"]] == ["PC 459"]
    assert found["offenses"][0]["profile"]["cimt"][0]["is"] in ("yes", "no", "contested")


def test_offenses_by_name_and_place(run: Run) -> None:
    listed = json.loads(run("offenses", "burglary", "--json")[1])["offenses"]
    assert "PC 459" in [offense["code"] for offense in listed]
    everything = json.loads(run("offenses", "--json")[1])["offenses"]
    assert len(everything) == len(immconseq.catalog)
    some = json.loads(run("offenses", "--jurisdiction", "us-ny", "--json")[1])["offenses"]
    assert {offense["jurisdiction"] for offense in some} == {"US-NY"}
    code, out, _ = run("offenses", "no such thing at all")
    assert code == 0
    assert out.startswith("No offense")
    code, _, err = run("offenses", "theft", "--jurisdiction", "US-ZZ")
    assert code == 2
    assert "expected one of: US-" in err


def test_every_offense_can_be_shown(run: Run) -> None:
    for entry in immconseq.catalog:
        assert cli._entry_text(entry)


def test_check_a_pack(run: Run) -> None:
    code, out, err = run("offenses", "--check", str(PACKS / "small.toml"))
    assert (code, err) == (0, "")
    assert out.startswith("No faults")
    code, out, _ = run("offenses", "--check", str(PACKS / "small.toml"), "--json")
    assert (code, json.loads(out)["ok"]) == (0, True)
    code, out, err = run("offenses", "--check", str(PACKS / "faulty.toml"), "--json")
    assert (code, out) == (2, "")
    assert len(faults(err)) > 3
    raw = (PACKS / "small.toml").read_bytes()
    assert run("offenses", "--check", "-", given=raw)[0] == 0


# rules, schema


def test_rules(run: Run) -> None:
    book = immconseq.rulebook()
    found = json.loads(run("rules", "--json")[1])
    assert found == {"schema": "immconseq/rules/1", "rules": [rule.to_dict() for rule in book]}
    one = book[0]
    assert run("rules", one.id) == (0, one.to_text() + "\n", "")
    of = json.loads(run("rules", "deport.firearms", "--json")[1])["rules"]
    assert {rule["finding"] for rule in of} == {"deport.firearms"}
    old = json.loads(run("rules", "--as-of", "1999-01-01", "--json")[1])["rules"]
    assert len(old) == len(immconseq.rulebook(as_of=dt.date(1999, 1, 1)))
    code, _, err = run("rules", "deport.firearms/no")
    assert code == 2
    assert "deport.firearms" in err
    assert len(run("rules")[1].splitlines()) >= len(book)


def test_a_rule_that_was_not_in_force(run: Run) -> None:
    late = next(r for r in immconseq.rulebook() if r.in_force[0] is not None)
    assert late.in_force[0] is not None
    before = (late.in_force[0] - dt.timedelta(days=1)).isoformat()
    code, out, _ = run("rules", late.id, "--as-of", before)
    assert code == 0
    assert out.startswith("None of these was in force")
    assert json.loads(run("rules", late.id, "--as-of", before, "--json")[1])["rules"] == []


def test_schema(run: Run) -> None:
    for name in immconseq.schemas.names():
        code, out, _ = run("schema", name)
        assert code == 0
        assert json.loads(out) == schema(name) == json.loads(run("schema", name, "--json")[1])
    code, _, err = run("schema", "cases")
    assert code == 2
    assert "case" in err


# The schemas of results


@given(strategies.cases())
@settings(max_examples=25)
def test_the_assessment_schema_holds(case: Case) -> None:
    written = json.loads(json.dumps(assess(case).to_dict()))
    jsonschema.Draft202012Validator(schema("assessment")).validate(written)


@given(strategies.cases(max_dispositions=2))
@settings(max_examples=3)
def test_the_status_table_schema_holds(case: Case) -> None:
    written = json.loads(json.dumps(by_status(case).to_dict()))
    jsonschema.Draft202012Validator(schema("status-table")).validate(written)


@pytest.mark.parametrize("name", ["assessment", "status-table"])
def test_the_schemas_are_closed(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))
    validator = jsonschema.Draft202012Validator(schema("assessment"))
    written = json.loads(json.dumps(assess(Case.from_dict(DATA)).to_dict()))
    assert validator.is_valid(written)
    for path in ((), ("findings", 0), ("receipt",)):
        for change in ("more", "less"):
            spoilt: Any = json.loads(json.dumps(written))
            at = spoilt
            for key in path:
                at = at[key]
            if change == "more":
                at["unheard_of"] = 1
            else:
                del at[next(iter(at))]
            assert not validator.is_valid(spoilt), (path, change)


def test_the_schemas_are_what_the_program_writes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.make_result_schemas", "--check"],
        cwd=ROOT,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, b"")


# As a process


def test_the_module_runs() -> None:
    done = process("assess", "-", given=json.dumps(DATA).encode())
    assert done.returncode == 0
    assert done.stdout.startswith(b"Immigration consequences")
    version = process("--version")
    assert (version.returncode, version.stdout[:10]) == (0, b"immconseq ")
    bare = process()
    assert bare.returncode == 2
    assert b"usage" in bare.stderr


def test_a_closed_pipe_is_no_traceback() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "immconseq", "rules", "--json"],
        stdout=write,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_terminal_without_the_characters() -> None:
    data = DATA | {"case_id": "n\u00b0 \u6f22"}
    for more in ((), ("--json",)):
        done = subprocess.run(
            [sys.executable, "-m", "immconseq", "assess", "-", *more],
            input=json.dumps(data).encode(),
            capture_output=True,
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT / "src"),
                "PYTHONIOENCODING": "ascii",
            },
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"\\u6f22" in done.stdout
