"""A plan for people to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from immconseq.case import INCONCLUSIVE, Disposition, Outcome
from immconseq.explain.text import families, paragraph, plain
from immconseq.mitigation.lawful import is_jail_on_probation
from immconseq.mitigation.mirror import Mirror
from immconseq.mitigation.plan import Alternative, Mitigation
from immconseq.mitigation.subject import a_level, imposed_days, suspended_days
from immconseq.offenses.catalog import Catalog

__all__ = ["alternative_lines", "offer_text", "plan_text", "vehicle_lines"]


def plan_text(plan: Mitigation, most: int) -> str:
    """What is to be avoided, the first *most* alternatives, and the notes."""
    offense = plan.proposal.offense
    lines = paragraph(f"Alternatives to {plain(plan.ref, 24)}: {plain(offense.code, 40)}")
    lines += _findings("To avoid", plan.avoid)
    lines += _findings("Clear already", plan.already_clear)
    lines += _findings("To keep", plan.keep)
    if plan.why_empty is not None:
        lines += ["", *paragraph(f"NONE: {plan.why_empty.text}")]
        if plan.why_empty.loosen is not None:
            lines += paragraph(f"Without {plan.why_empty.loosen} there would be one.", 2)
    for alternative in plan.alternatives[:most]:
        lines += ["", *alternative_lines(alternative)]
    if len(plan.alternatives) > most:
        more = len(plan.alternatives) - most
        lines += ["", *paragraph(f"{more} more in the plan as data (to_dict, --json).")]
    if plan.alternatives and plan.alternatives[0].mirror is not None:
        lines += ["", "WAYS TO UNDO OR CHANGE A CONVICTION"]
        lines += vehicle_lines(plan.alternatives[0].mirror)
    lines += ["", "NOTES"]
    for note in (*plan.notes, *(f"Not tried: {text}" for text in plan.searched.not_searched)):
        lines += paragraph(note, 2)
    return "\n".join([*lines, "", *paragraph(plan.disclaimer, hang=0)])


def alternative_lines(of: Alternative) -> list[str]:
    """One alternative, wrapped."""
    lines = paragraph(f"{of.rank}. {' '.join(of.steps)}", 0, 3)
    lines += _findings("avoids", of.avoids)
    lines += _undecided(of)
    lines += _findings("remains", of.remains)
    lines += _findings("NEW", of.introduces)
    lines += _findings("newly open", of.opens)
    if of.safe_for is not None:
        rows = "; ".join(row.name for row in of.safe_for)
        lines += paragraph(f"avoids everything for: {rows or 'no status'}", 2)
    if of.clear_for is not None:
        rows = "; ".join(row.name for row in of.clear_for)
        lines += paragraph(f"leaves nothing but what is open for: {rows or 'no status'}", 2)
    lines += paragraph(f"parity: {of.parity.to_text()}", 2)
    if of.beaten:
        lines += paragraph("another alternative is better in everything that is compared", 2)
    lines += paragraph(f"offer: {of.offer}", 2)
    for text in of.requires:
        lines += paragraph(f"- {text}", 2)
    for text in of.warnings:
        lines += paragraph(f"! {text}", 2)
    if of.mirror is not None and of.mirror.open_then is not None:
        was = "could" if of.mirror.open_then else "could not"
        by = f", under {'; '.join(of.mirror.programs_then)}" * bool(of.mirror.programs_then)
        lines += paragraph(
            f"then: the substitute {was} have been had when the plea was made{by}", 2
        )
    return lines


def vehicle_lines(mirror: Mirror) -> Iterator[str]:
    """What the place has to undo or change a conviction, and what of it counts."""
    for counts, said in (("yes", "Counts"), ("contested", "May count"), ("no", "Does not count")):
        named = (f"{v.code} ({v.name})" for v in mirror.vehicles if v.counts == counts)
        if text := "; ".join(named):
            yield from paragraph(f"{said} for immigration law: {text}", 2)


def _undecided(of: Alternative) -> list[str]:
    """What is open, and on what it turns: a fact that is asked for, or what somebody weighs."""
    lines = _findings("open", of.undecided)
    turns_on: dict[str, list[str]] = {}
    for one in of.conditional:
        turns_on.setdefault(one.if_, []).append(one.id)
    for text, ids in turns_on.items():
        lines += paragraph(f"? {families(tuple(ids))}: {text}", 4)
    return lines


def _findings(what: str, ids: Iterable[str]) -> list[str]:
    """A line that names findings in words, by family."""
    text = families(tuple(ids))
    return paragraph(f"{what}: {text}", 2) if text else []


def offer_text(
    counts: tuple[Disposition, ...],
    instead_of: str,
    catalog: Catalog,
    *,
    vacated: Disposition | None = None,
    credit: str = "",
) -> str:
    """What is offered, in words that can be put to anybody: of the plea and of nobody.

    Args:
        counts: What takes the count's place, an old count that is vacated left out.
        instead_of: The code of the charge that it answers.
        catalog: The offenses.
        vacated: The old count, where one is vacated first.
        credit: How a plea in an old count's place is sentenced.
    """
    opening = f"On a charge of {instead_of}:"
    if vacated is not None:
        of = "" if vacated.disposed_on is None else f" of {_written(vacated.disposed_on)}"
        opening = (
            f"The conviction of {instead_of}{of} is vacated for a legal defect, and in its place:"
        )
    first = counts[0]
    if first.outcome is Outcome.DIVERTED_BEFORE_PLEA:
        return f"{opening} diversion before any plea, and dismissal on completion."
    if first.outcome is Outcome.DECLINED:
        return f"{opening} no prosecution."
    if first.outcome is Outcome.CIVIL:
        return f"{opening} a civil citation, and no prosecution."
    pleas = "; and ".join(_plea(count, catalog) for count in counts)
    same = all(count.offense.code == instead_of for count in counts)
    dropped = "" if same else f" {instead_of} is dismissed."
    return f"{opening} a plea to {pleas}{credit}.{dropped}"


def _written(day: dt.date) -> str:
    """``9 September 2019``, whatever the language of the machine is."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _plea(count: Disposition, catalog: Catalog) -> str:
    offense = count.offense
    name = ""
    entries = catalog.find(offense.code, offense.jurisdiction)
    if len(entries) == 1:
        prong = next((v for v in entries[0].variants if v.id == offense.variant), None)
        name = f" ({entries[0].names[0] if prong is None else prong.name})"
    words = [f"{offense.code}{name}"]
    if offense.variant == INCONCLUSIVE:
        words.append("in the words of the statute, no prong named")
    if count.facts.substance == INCONCLUSIVE:
        words.append("no substance named")
    if offense.level is not None:
        words.append(a_level(offense.level.value))
    sentence = count.sentence
    imposed, suspended = imposed_days(sentence), suspended_days(sentence)
    if imposed is not None:
        term = f"{imposed:,} days" if imposed else "no term"
        words.append(f"{term}, {suspended:,} of them suspended" if suspended else term)
    if sentence.probation_days:
        probation = f"{sentence.probation_days:,} days of probation"
        if is_jail_on_probation(count, catalog):
            probation = f"in jail as a condition of {probation}"
        words.append(probation)
    if sentence.consecutive_to not in (None, "none"):
        words.append("after the term of the other count")
    return ", ".join(words)
