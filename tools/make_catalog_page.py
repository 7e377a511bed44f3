"""Write ``docs/catalog.md``: the offenses of the library's own packs, and what is open in each.

Run it from the project's root. With ``--check`` it writes nothing, and exits 1 if the page is not
what the packs say.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from immconseq.authority import CIRCUITS, Answer, settle
from immconseq.offenses import catalog, load_default
from immconseq.offenses.entry import Enhancement, Entry, LevelRange, Program, Variant, Vehicle
from tools.generated import write_or_check

PACKS = Path(catalog.__file__).parent / "packs"
PAGE = Path(__file__).parents[1] / "docs" / "catalog.md"

OPENING = """\
# The catalog

Written from the packs by `tools/make_catalog_page.py`; change the packs, not this page. `packs.md`
says what a pack holds, and `python -m immconseq offenses --json CODE` prints a whole entry, with
every holding.

Of each offense: its ranges by level; its prongs, by the id that a case gives as `offense.variant`;
what is *contested* in it, and what *nobody has answered*, by profile entry, for a conviction on the
newest day on which its pack was read, `PACK_DAYS`. What is contested is so in every circuit unless
some are named as settled; with no circuit given such a finding is contested too. What stands in
neither list is settled, by decisions or by the plain text.
"""

VEHICLES = "What undoes or changes a conviction, and whether immigration law takes it as done."
PROGRAMS = "What diverts or defers a case, and whether completing it leaves a conviction."

Row = Entry | Variant | Enhancement


def page() -> str:
    own = {file.stem.replace("_", "-") for file in PACKS.glob("*.toml")}
    entries = [entry for entry in load_default() if entry.pack in own]
    newest: dict[str, dt.date] = {}
    for entry in entries:
        newest[entry.pack] = max(newest.get(entry.pack, entry.read_on), entry.read_on)
    days = ", ".join(sorted({day.isoformat() for day in newest.values()}))
    parts = [OPENING.replace("`PACK_DAYS`", days)]
    place = ""
    for entry in sorted(entries, key=lambda e: e.jurisdiction):
        if entry.jurisdiction != place:
            place = entry.jurisdiction
            count = sum(e.jurisdiction == place for e in entries)
            parts.append(f"## {place}\n\n{count} offenses.\n")
        parts.append("\n".join(_entry(entry, newest[entry.pack])) + "\n")
    parts.append("## Enhancements\n\nWhat one makes of an offense that is not so by itself.\n")
    for place in load_default().jurisdictions:
        for row in load_default().enhancements(place):
            if row.pack in own:
                parts.append("\n".join(_enhancement(row)) + "\n")
    for title, about in (("Vehicles", VEHICLES), ("Programs", PROGRAMS)):
        parts.append(f"## {title}\n\n{about}\n")
        for place in load_default().jurisdictions:
            rows = load_default().vehicles(place), load_default().programs(place)
            for remedy in rows[title == "Programs"]:
                if remedy.pack in own:
                    parts.append("\n".join(_remedy(remedy)) + "\n")
    return "\n".join(parts)


def _entry(entry: Entry, day: dt.date) -> Iterator[str]:
    yield f"### {entry.code}\n"
    yield f"{'; '.join(entry.names)}. Family `{entry.family}`.\n"
    yield f"- ranges: {'; '.join(_range(r) for r in entry.levels) or 'none given'}"
    yield from (f"- {line}" for line in _open(entry, day))
    if entry.variants:
        yield f"- prongs{_divisible(entry, day)}:"
        for variant in entry.variants:
            yield f"  - `{variant.id}`: {variant.name}; {variant.elements}"
            if variant.levels != entry.levels:
                yield f"    - ranges: {'; '.join(_range(r) for r in variant.levels)}"
            shared = set(_open(entry, day))
            yield from (f"    - {line}" for line in _open(variant, day) if line not in shared)
    yield f"- read on {entry.read_on.isoformat()}, pack `{entry.pack}`"
    yield from (f"- source: {_linked(source)}" for source in entry.sources)


def _enhancement(row: Enhancement) -> Iterator[str]:
    yield f"### {row.code} ({row.jurisdiction})\n"
    yield f"{'; '.join(row.names)}.\n"
    if row.also:
        yield f"- also: {', '.join(row.also)}"
    yield from (f"- {line}" for line in _open(row, row.read_on))
    if yes := [
        f"`{name}`" for name, answer in row.at(row.read_on, "9").items() if answer is Answer.YES
    ]:
        yield f"- yes: {', '.join(yes)}"
    yield f"- read on {row.read_on.isoformat()}, pack `{row.pack}`"
    yield from (f"- source: {_linked(source)}" for source in row.sources)


def _remedy(row: Vehicle | Program) -> Iterator[str]:
    does = row.cures if isinstance(row, Vehicle) else row.text
    yield f"### {row.code} ({row.jurisdiction}), {row.names[0]}\n"
    yield f"{does[0].upper()}{does[1:]}.\n"
    days = [f"{word} {day}" for word, day in (("from", row.from_), ("until", row.until)) if day]
    yield f"- counts: {row.counts.value}{f', {chr(32).join(days)}' if days else ''}"
    for holding in row.holdings:
        yield f"- {holding.answer.value}: {holding.by_text or holding.cite}"


def _range(one: LevelRange) -> str:
    days = [
        f"{what} {word} {day.isoformat()}"
        for what, first, last in (
            ("offense", one.from_, one.until),
            ("conviction", one.convictions_from, one.convictions_until),
        )
        for word, day in (("from", first), ("through", last))
        if day is not None
    ]
    return f"{one.level}, at most {one.max_days} days{''.join(f', {d}' for d in days)}"


def _open(row: Row, day: dt.date) -> list[str]:
    """What is contested in a row, and what nobody has answered."""
    everywhere = {circuit: row.at(day, circuit, day) for circuit in CIRCUITS}
    contested, unanswered = [], []
    for name in everywhere["9"]:
        answers = {circuit: answer[name] for circuit, answer in everywhere.items()}
        if set(answers.values()) == {None}:
            unanswered.append(f"`{name}`")
        elif Answer.CONTESTED in answers.values() or len(set(answers.values())) > 1:
            contested.append(f"`{name}`{_settled(answers)}")
    return [
        f"{word}: {', '.join(names)}"
        for word, names in (("contested", contested), ("nobody has answered", unanswered))
        if names
    ]


def _settled(answers: Mapping[str, Answer | None]) -> str:
    """In which circuits it is settled after all."""
    groups: dict[Answer, list[str]] = {}
    for circuit, answer in answers.items():
        if answer is not None and answer is not Answer.CONTESTED:
            groups.setdefault(answer, []).append(circuit)
    said = "; ".join(f"{answer.value} in {_named(named)}" for answer, named in groups.items())
    return f" (settled: {said})" if said else ""


def _named(circuits: list[str]) -> str:
    """Circuits, or those that are not among them where these are fewer."""
    rest = [circuit for circuit in CIRCUITS if circuit not in circuits]
    return f"all but {', '.join(rest)}" if len(rest) < len(circuits) else ", ".join(circuits)


def _divisible(entry: Entry, day: dt.date) -> str:
    answers = {
        circuit: settle(entry.divisible, as_of=day, circuit=circuit, convicted_on=day).answer
        for circuit in CIRCUITS
    }
    if not entry.divisible:
        return ""
    kinds = set(answers.values())
    if kinds == {Answer.YES}:
        return ", which a court may tell apart"
    if kinds == {Answer.NO}:
        return ", which a court may not tell apart"
    return f"; whether a court may tell them apart is contested{_settled(answers)}"


def _linked(source: str) -> str:
    return f"<{source}>" if source.startswith(("http://", "https://")) else source


def main() -> int:
    return write_or_check({PAGE: page}, __doc__ or "")


if __name__ == "__main__":
    sys.exit(main())
