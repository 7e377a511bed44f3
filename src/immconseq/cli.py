"""The shell: ``python -m immconseq``; see ``docs/shell.md``.

What was asked for goes to standard output, and nothing else does. Exit 0 where it was answered, 2
for bad input or an unknown name, with the faults on standard error, 1 for anything else. This is
the one module that reads the clock: a case that leaves out `as_of` is read as of today.
"""

from __future__ import annotations

import argparse
import datetime as dt
import difflib
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import attrs

from immconseq import (
    Case,
    CaseError,
    Fault,
    ImmconseqError,
    assess,
    by_status,
    mitigate,
    rulebook,
    schema,
)
from immconseq.assessing import Assessment, library_version
from immconseq.authority import Holding
from immconseq.errors import shown
from immconseq.explain.text import paragraph, shortened
from immconseq.offenses import Catalog, Entry, LevelRange, Profile, check, load_default, parse
from immconseq.rules.vocabulary import CASE_FINDINGS, DISPOSITION_FINDINGS
from immconseq.schemas import names as schema_names

__all__ = ["main"]

OK, FAILED, REFUSED = 0, 1, 2

PLANNED, SHOWN = 20, 5
"""How many alternatives there are of a plan, and how many its text shows, if nobody says."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: The arguments after the program's name; ``None``: those of the process.

    Returns:
        0 where it was answered, 2 for bad input or an unknown name, 1 for anything else.
    """
    arguments = sys.argv[1:] if argv is None else list(argv)
    as_json = "--json" in arguments
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a character shows its number; it is no reason to fail.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except CaseError as error:
        return _refuse(error, as_json)
    except BrokenPipeError:
        # Whoever read has enough. Python would complain once more at the end, so nothing is left.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        return _fail(f"the answer cannot be written: {error.strerror}", as_json)
    except ImmconseqError as error:
        if isinstance(error, LookupError):
            wanted = "a name that exists"
            return _refuse(
                CaseError([_fault("arguments", str(error), wanted, "unknown_name")]), as_json
            )
        return _fail(str(error), as_json)
    except KeyboardInterrupt:
        return _fail("interrupted", as_json)
    except Exception as error:
        # A message of Python's own might repeat what the case says, so only its kind is told.
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        at = (
            f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
        )
        return _fail(f"an error of the library itself: {type(error).__name__}{at}", as_json)


def _refuse(error: CaseError, as_json: bool) -> int:
    text = json.dumps(error.to_dict(), indent=2) if as_json else str(error)
    print(text, file=sys.stderr)
    return REFUSED


def _fail(message: str, as_json: bool) -> int:
    text = json.dumps({"error": message}) if as_json else f"immconseq: {message}"
    print(text, file=sys.stderr)
    return FAILED


def _run(arguments: Sequence[str]) -> int:
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.command is None:
        parser.print_help(sys.stderr)
        return REFUSED
    run: Callable[[argparse.Namespace], None] = given.run
    run(given)
    return OK


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are faults like all others."""

    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().split())
        raise CaseError([_fault("arguments", message, usage, "usage")])


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m immconseq",
        description="What a criminal disposition does under US immigration law.",
        epilog="CASE is a file of JSON, or - for standard input.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"immconseq {library_version()}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, run: Callable[[argparse.Namespace], None], text: str) -> _Parser:
        command: _Parser = commands.add_parser(
            name, help=text, description=text, allow_abbrev=False
        )
        command.set_defaults(run=run, note=None)
        command.add_argument("--json", action="store_true", help="one JSON document, for programs")
        return command

    def add_case(name: str, run: Callable[[argparse.Namespace], None], text: str) -> _Parser:
        command = add(name, run, text)
        command.add_argument("case", metavar="CASE", help="a file of JSON; - is standard input")
        return command

    def add_engine(command: _Parser) -> None:
        command.add_argument(
            "--engine",
            choices=("durable", "reference"),
            help="left out: durable where it imports, else reference",
        )

    one = add_case("assess", _assess, "What follows from a case.")
    one.add_argument(
        "--by-status", action="store_true", help="one column for each status; reads none"
    )
    add_engine(one)

    one = add_case("mitigate", _mitigate, "What could be offered or done instead.")
    one.add_argument("--ref", help="the count; may be left out where one alone is under discussion")
    one.add_argument(
        "--avoid", nargs="+", action="extend", metavar="ID", help="findings to get rid of"
    )
    one.add_argument(
        "--keep", nargs="+", action="extend", metavar="ID", help="findings not to bring about"
    )
    one.add_argument(
        "--limit", type=_count, help="the most alternatives (20, of which the text shows five)"
    )
    add_engine(one)

    for name, run, text in (
        ("why", _why, "The rules and facts behind a finding."),
        ("why-not", _why_not, "Each rule that could have given a finding, and what failed."),
    ):
        one = add_case(name, run, text)
        one.add_argument("finding", metavar="FINDING", help="an id, as deport.firearms")
        one.add_argument("--ref", help="the count; left out: the gravest")
        add_engine(one)

    one = add("offenses", _offenses, "The offenses of the catalog, by code or by name.")
    one.add_argument("text", metavar="TEXT", nargs="?", help="a code in any spelling, or words")
    one.add_argument("--jurisdiction", help="only of this one, as US-CA")
    one.add_argument("--check", metavar="PACK", help="read a pack of TOML and list its faults")

    one = add("rules", _rules, "The rules, in statute order.")
    one.add_argument(
        "id", metavar="ID", nargs="?", help="a rule, or a finding for all of its rules"
    )
    one.add_argument("--as-of", type=_day, metavar="DAY", help="only those in force on this day")

    one = add("schema", _schema, "A JSON Schema (2020-12).")
    one.add_argument("name", metavar="NAME", help=", ".join(schema_names()))
    return parser


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{shown(text)} is no day, YYYY-MM-DD") from None


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"{shown(text)} is no whole number")
    return int(text)


def _fault(path: str, found: str, expected: str, code: str) -> Fault:
    return Fault(path=path, found=found, expected=expected, code=code)


def _unknown(argument: str, name: str, known: Iterable[str]) -> CaseError:
    """An unknown name as a fault, with the names that it may have been meant for."""
    known = tuple(known)
    # A list of all names is worth reading only where there are few.
    near = difflib.get_close_matches(name, known, n=8, cutoff=0.4) if len(known) > 12 else known
    expected = f"one of: {', '.join(near)}" if near else "a name that exists"
    return CaseError([_fault(argument, shown(name), expected, "unknown_name")])


def _write(given: argparse.Namespace, data: Callable[[], Any], text: Callable[[], str]) -> None:
    answer = json.dumps(data(), indent=2) if given.json else text()
    if given.note:
        print(given.note, file=sys.stderr)
    print(answer)


# Reading.


def _bytes(argument: str, name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        # A name with a null character is a ValueError.
        why = getattr(error, "strerror", None) or "no name of a file"
        expected = "a file that can be read, or - for standard input"
        raise CaseError(
            [_fault(argument, f"{shown(name)}: {why}", expected, "unreadable")]
        ) from None


def _case(given: argparse.Namespace) -> Case:
    """The case of a command; a day that it leaves out is today, and standard error says so."""
    raw = _bytes("CASE", given.case)
    try:
        text = raw.decode("utf-8-sig")
        data = json.loads(text)
    except (ValueError, RecursionError):
        return Case.from_json(raw)  # which says what is wrong with it
    if not isinstance(data, dict):
        return Case.from_json(raw)
    if "case" in data:
        expected = 'a case by itself: put what stands under "case" into a file of its own'
        raise CaseError([_fault("$.case", shown(data["case"]), expected, "unknown_key")])
    if "as_of" in data:
        return Case.from_json(raw)
    today = dt.date.today().isoformat()
    brace = text.index("{") + 1
    case = Case.from_json(f'{text[:brace]}"as_of": "{today}"{"," * bool(data)}{text[brace:]}')
    given.note = f"as_of is left out: read as of today, {today}"
    return case


def _ref(case: Case, ref: str | None) -> str | None:
    refs = [d.ref for d in case.dispositions]
    if ref is not None and ref not in refs:
        raise _unknown("--ref", ref, refs)
    return ref


def _finding(argument: str, name: str) -> None:
    ids = [c.name for c in (*CASE_FINDINGS, *DISPOSITION_FINDINGS)]
    if name not in ids:
        raise _unknown(argument, name, ids)


# The commands.


def _assess(given: argparse.Namespace) -> None:
    case = _case(given)
    result = (by_status if given.by_status else assess)(case, engine=given.engine)
    _write(given, result.to_dict, result.to_text)


def _mitigate(given: argparse.Namespace) -> None:
    case = _case(given)
    for argument, wanted in (("--avoid", given.avoid), ("--keep", given.keep)):
        for name in wanted or ():
            _finding(argument, name)
    plan = mitigate(
        case,
        ref=_ref(case, given.ref),
        avoid=given.avoid,
        keep=given.keep or (),
        limit=PLANNED if given.limit is None else given.limit,
        engine=given.engine,
    )
    _write(given, plan.to_dict, lambda: plan.to_text(most=given.limit or SHOWN))


def _why(given: argparse.Namespace) -> None:
    proof = _explained(given).why(given.finding, ref=given.ref)
    _write(given, lambda: {"schema": "immconseq/proof/1", **proof.to_dict()}, proof.to_text)


def _why_not(given: argparse.Namespace) -> None:
    why_not = _explained(given).why_not(given.finding, ref=given.ref)
    _write(given, lambda: {"schema": "immconseq/why-not/1", **why_not.to_dict()}, why_not.to_text)


def _explained(given: argparse.Namespace) -> Assessment:
    case = _case(given)
    _finding("FINDING", given.finding)
    _ref(case, given.ref)
    return assess(case, engine=given.engine)


def _rules(given: argparse.Namespace) -> None:
    wanted = given.id
    if wanted is not None and not any(wanted in (r.id, r.finding) for r in rulebook()):
        raise _unknown(
            "ID", wanted, dict.fromkeys(n for r in rulebook() for n in (r.id, r.finding))
        )
    rules = [r for r in rulebook(given.as_of) if wanted in (None, r.id, r.finding)]

    def text() -> str:
        if not rules:
            return f"None of these was in force on {given.as_of}."
        if wanted is None:
            return "\n".join("\n".join(paragraph(f"{r.id}: {r.text}", hang=4)) for r in rules)
        return "\n\n".join(r.to_text() for r in rules)

    _write(
        given,
        lambda: {"schema": "immconseq/rules/1", "rules": [r.to_dict() for r in rules]},
        text,
    )


def _schema(given: argparse.Namespace) -> None:
    if given.name not in schema_names():
        raise _unknown("NAME", given.name, schema_names())
    found = schema(given.name)
    _write(given, lambda: found, lambda: json.dumps(found, indent=2))


# The catalog.


def _offenses(given: argparse.Namespace) -> None:
    if given.check is not None:
        _check(given)
        return
    catalog = load_default()
    place = given.jurisdiction
    if place is not None:
        place = place.strip().upper()
        if place not in catalog.jurisdictions:
            raise _unknown("--jurisdiction", given.jurisdiction, catalog.jurisdictions)
    entries = _found(catalog, given.text, place)

    def text() -> str:
        if not entries:
            return "No offense of the catalog has such a code or name."
        if len(entries) == 1 and given.text is not None:
            return _entry_text(entries[0])
        return "\n".join(_entry_line(e) for e in entries)

    _write(
        given,
        lambda: {"schema": "immconseq/offenses/1", "offenses": [_entry(e) for e in entries]},
        text,
    )


def _found(catalog: Catalog, text: str | None, place: str | None) -> tuple[Entry, ...]:
    """By code, and where no code is meant by name."""
    if text is None:
        return tuple(e for e in catalog if place in (None, e.jurisdiction))
    return catalog.find(text, place) or catalog.search(text, place)


def _check(given: argparse.Namespace) -> None:
    raw = _bytes("PACK", given.check)
    faults = check(raw)
    if faults:
        raise CaseError(faults)
    pack = parse(raw, default_name="pack")
    _write(
        given,
        lambda: {"schema": "immconseq/pack-check/1", "ok": True, "offenses": len(pack.entries)},
        lambda: f"No faults: {len(pack.entries)} offenses of {pack.jurisdiction}.",
    )


def _entry_line(entry: Entry) -> str:
    of = f"{entry.jurisdiction} {entry.code}"
    return shortened(f"{of:<28} {', '.join(entry.names)}", 100)


def _entry_text(entry: Entry) -> str:
    lines = [_entry_line(entry)]
    if entry.replaced_from is not None:
        by = ", ".join(entry.replaced_by)
        lines += paragraph(f"replaced by {by} from {entry.replaced_from}", 2)
    for level in entry.levels:
        lines += paragraph(f"{level.level}: at most {level.max_days:,} days{_when(level)}", 2)
    for variant in entry.variants:
        lines += paragraph(f"prong {variant.id}: {variant.elements}", 2, 4)
    for prong, profile in _profiles(entry):
        for name, item in profile.items():
            for holding in item.holdings:
                of = f" ({prong})" if prong else ""
                cite = holding.by_text or holding.cite
                answer = holding.answer.value.replace("_", " ")
                if answer != "no" or not holding.by_text:
                    lines += paragraph(f"{name.replace('_', ' ')}{of}: {answer} [{cite}]", 2, 4)
    lines += paragraph(f"read on {entry.read_on}; pack {entry.pack}", 2)
    return "\n".join(lines)


def _profiles(entry: Entry) -> list[tuple[str | None, Profile]]:
    """The profile of the whole, and of each prong what it says otherwise."""
    whole: list[tuple[str | None, Profile]] = [(None, entry.profile)]
    for variant in entry.variants:
        own = {n: item for n, item in variant.profile.items() if entry.profile.get(n) != item}
        whole.append((variant.id, Profile(own)))
    return whole


def _when(level: LevelRange) -> str:
    since = f" from {level.from_}" if level.from_ else ""
    return since + (f" until {level.until}" if level.until else "")


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "jurisdiction": entry.jurisdiction,
        "code": entry.code,
        "names": list(entry.names),
        "family": entry.family,
        "levels": [_level(level) for level in entry.levels],
        "divisible": [_holding(h) for h in entry.divisible],
        "profile": _profile(entry.profile),
        "variants": [
            {
                "id": v.id,
                "name": v.name,
                "elements": v.elements,
                "profile": _profile(v.profile),
                "levels": [_level(level) for level in v.levels],
            }
            for v in entry.variants
        ],
        "priorability": list(entry.priorability),
        "low_level": entry.low_level,
        "shares_basis_with": list(entry.shares_basis_with),
        "read_on": entry.read_on.isoformat(),
        "sources": list(entry.sources),
        "pack": entry.pack,
    }


def _level(level: LevelRange) -> dict[str, Any]:
    return {k.rstrip("_"): _plain(v) for k, v in attrs.asdict(level).items()}


def _profile(profile: Profile) -> dict[str, Any]:
    return {name: [_holding(h) for h in item.holdings] for name, item in profile.items()}


def _holding(holding: Holding) -> dict[str, Any]:
    written = {"is" if k == "answer" else k: _plain(v) for k, v in attrs.asdict(holding).items()}
    return {k: v for k, v in written.items() if v is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
