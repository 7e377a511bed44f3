"""One screen for people: an assessment gravest first, and the table by status.

Lines have at most `WIDTH` characters, no colour, and nothing that a terminal would act on. What
is triggered or contested is always named; where there is too much for a screen the reasons go
first, and what is cut short says so.
"""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from immconseq.authority import Court, Side
from immconseq.case import ImmigrationStatus
from immconseq.engine.program import parts
from immconseq.facts.sentence import term_days
from immconseq.findings import CitedAuthority, Finding, Status
from immconseq.rules import RULES
from immconseq.rules.model import CaseConclusion, DispositionConclusion
from immconseq.rules.vocabulary import CASE_FINDINGS, conclusion

if TYPE_CHECKING:
    from immconseq.assessing import Assessment
    from immconseq.case import Case
    from immconseq.explain.questions import Question
    from immconseq.status_table import StatusRow, StatusTable

__all__ = [
    "WIDTH",
    "assessment_text",
    "circuit_name",
    "families",
    "paragraph",
    "plain",
    "relief_of_others",
    "shortened",
    "status_table_text",
]

WIDTH = 100
"""The longest line, in characters."""

SCREEN = 40
"""How many lines a screen has: an assessment leaves out reasons until it fits."""

_REASON = 190
_CONVICTED = ("convicted", "deferred", "offered")

_ORDINAL = (
    *("First", "Second", "Third", "Fourth", "Fifth", "Sixth"),
    *("Seventh", "Eighth", "Ninth", "Tenth", "Eleventh"),
)

_OUTCOME = {
    "offered": "plea offered",
    "deferred": "judgment deferred",
    "diverted_before_plea": "diverted before plea",
    "juvenile": "juvenile adjudication",
    "civil": "civil infraction",
    "court_finding": "court finding",
    "admission": "formal admission, no conviction",
}

_ANSWER = {
    Status.TRIGGERED: "yes",
    Status.NOT_TRIGGERED: "no",
    Status.CONTESTED: "contested",
    Status.UNDETERMINED: "open",
}

IMPORTANT = (
    "deport.aggravated_felony",
    "deport.controlled_substance",
    "deport.cimt_within_5y",
    "deport.cimt_multiple",
    "deport.firearms",
    "deport.domestic_violence",
    "deport.stalking",
    "deport.child_abuse",
    "deport.protective_order",
    "detention.mandatory",
    "detention.laken_riley",
    "removal.administrative",
    "inadmit.cimt",
    "inadmit.controlled_substance",
    "inadmit.multiple_convictions_5y",
    "inadmit.drug_trafficking_reason_to_believe",
    "bar.lpr_cancellation",
    "bar.nonlpr_cancellation",
    "bar.asylum",
    "bar.withholding",
    "bar.cat_deferral",
    "bar.adjustment",
    "bar.good_moral_character",
    "bar.naturalization",
)
"""The findings that people ask about first; the others are named where they say something."""

_OF_RESIDENTS = ("lpr_cancellation", "212c", "naturalization", "family_petition")
_OF_NONRESIDENTS = (
    *("nonlpr_cancellation", "vawa_cancellation", "vawa_self_petition", "u_visa", "t_visa"),
    *("tps", "daca", "sij_adjustment", "registry"),
)
_OF_REFUGEES = ("refugee_adjustment",)


def _bars(*groups: tuple[str, ...]) -> frozenset[str]:
    return frozenset(f"bar.{name}" for group in groups for name in group)


_SELDOM: Mapping[ImmigrationStatus, frozenset[str]] = {
    ImmigrationStatus.LPR: _bars(_OF_NONRESIDENTS, _OF_REFUGEES),
    ImmigrationStatus.CONDITIONAL_LPR: _bars(_OF_NONRESIDENTS, _OF_REFUGEES),
    ImmigrationStatus.REFUGEE: _bars(_OF_RESIDENTS, _OF_NONRESIDENTS),
    ImmigrationStatus.ASYLEE: _bars(_OF_RESIDENTS, _OF_NONRESIDENTS),
    ImmigrationStatus.CITIZEN: frozenset(),
    ImmigrationStatus.UNKNOWN: frozenset(),
}
"""Relief that somebody of a status has little use for: it is named last, and never left out."""

_SELDOM_ELSE = _bars(_OF_RESIDENTS, _OF_REFUGEES)


def relief_of_others(status: ImmigrationStatus) -> frozenset[str]:
    """The findings on relief that somebody of a status has little use for."""
    return _SELDOM.get(status, _SELDOM_ELSE)


def _is_seldom(result: Assessment) -> Callable[[str], bool]:
    """Whether a finding is about relief that the person's status has little use for."""
    return relief_of_others(result.case.person.status).__contains__


_SHORT = {
    "cimt": "moral turpitude",
    "deport.cimt_within_5y": "one moral turpitude crime within five years",
    "deport.cimt_multiple": "two moral turpitude crimes",
    "deport.domestic_violence": "domestic violence",
    "deport.firearms": "firearms",
    "deport.child_abuse": "child abuse",
    "deport.protective_order": "protective order",
    "detention.laken_riley": "Laken Riley detention",
    "inadmit.cimt": "moral turpitude crime",
    "inadmit.drug_trafficking_reason_to_believe": "suspected drug trafficking",
    "bar.tps": "TPS",
    "bar.vawa_cancellation": "VAWA cancellation",
    "bar.daca": "childhood arrivals (DACA)",
    "bar.sij_adjustment": "special immigrant juveniles",
    "bar.cat_withholding": "Torture Convention withholding",
    "bar.cat_deferral": "Torture Convention deferral",
    "bar.voluntary_departure": "voluntary departure before hearing",
    "bar.voluntary_departure_at_conclusion": "voluntary departure after hearing",
    "travel.seeking_admission": "seeking admission on return",
    "reentry.permanent_bar": "lifelong bar to readmission",
}
"""What stands in a list, where the whole name is long."""


# Pieces that every text of the library is made of.


def plain(text: str, most: int = 60) -> str:
    """What a user typed, on one line that a terminal only shows, at most *most* characters."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return text if len(text) <= most else f"{text[: most - 3]}..."


def paragraph(text: str, indent: int = 0, hang: int = 2) -> list[str]:
    """*text* as lines of at most `WIDTH`; the lines after the first hang *hang* further in."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
    )


def shortened(text: str, most: int = _REASON) -> str:
    """*text*, cut between words to at most *most* characters, and saying so."""
    return text if len(text) <= most else textwrap.shorten(text, most, placeholder=" ...")


def circuit_name(circuit: str | None) -> str:
    """``Ninth Circuit``; where none is given, that."""
    if circuit is None:
        return "no circuit given"
    return "D.C. Circuit" if circuit == "DC" else f"{_ORDINAL[int(circuit) - 1]} Circuit"


def _listed(items: Sequence[str], most: int | None = None) -> str:
    """The items after one another; where there are more than *most*, how many more."""
    if most is None or len(items) <= most:
        return ", ".join(items)
    return f"{', '.join(items[:most])} and {len(items) - most} more"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _name(finding_id: str) -> str:
    """What a finding is about, without the word that its family has in front."""
    text = conclusion(finding_id).text
    return text.partition(": ")[2] or text


def _in_list(finding_id: str) -> str:
    return _SHORT.get(finding_id) or _name(finding_id)


def _cite(finding_id: str) -> str:
    """Where a finding stands, in one form: that of the Act where it has both."""
    return conclusion(finding_id).authority[0].cite.partition(", 8 USC")[0]


def _counts(case: Case) -> On:
    """Of one count alone everything is said, and it need not be named each time."""
    every = {d.ref for d in case.dispositions}

    def on(refs: Iterable[str]) -> str:
        some = tuple(dict.fromkeys(refs))
        if len(every) < 2 or not some:
            return ""
        if len(every) > 2 and set(some) == every:
            return ", on every count"
        return f", on {_listed(tuple(plain(r, 24) for r in some), 6)}"

    return on


On = Callable[[Iterable[str]], str]
"""How the counts are named that a finding rests on."""


@functools.cache
def _rule_texts() -> dict[str, str]:
    return {rule.id: rule.text for rule in RULES}


@functools.cache
def _premise_texts() -> dict[str, str]:
    """The texts of what rules ask, conclusions of other rules left out."""
    found = {}
    for rule in RULES:
        for literal in (*rule.when, *rule.unless):
            atom = parts(literal)[1]
            if not isinstance(atom, CaseConclusion | DispositionConclusion):
                found[atom.name] = atom.text
    return found


# An assessment.


def assessment_text(result: Assessment) -> str:
    """An assessment on one screen, gravest first.

    Headings in capitals: what is triggered, what is contested and between whom, what is open for
    want of a fact and which facts would decide, what is clear, and what the library does not
    decide. Nothing of the person is repeated.
    """
    lines: list[str] = []
    for detail in (4, 3, 2, 1, 0):
        lines = _assessment_lines(result, detail)
        if len(lines) <= SCREEN:
            break
    return "\n".join(lines)


def _assessment_lines(result: Assessment, detail: int) -> list[str]:
    lines = _header("Immigration consequences", result)
    findings = result.findings
    on = _counts(result.case)
    lines += _triggered(findings, detail, on, _is_seldom(result))
    lines += _contested(findings, detail, on, _is_seldom(result))
    lines += _open(result, findings, detail)
    lines += _clear(result)
    lines += _not_decided(result, detail)
    return [*lines, *_disclaimer(result)]


def _header(title: str, result: Assessment) -> list[str]:
    case = result.case
    named = f" of case {plain(case.case_id, 30)}" if case.case_id else ""
    first = f"{title}{named} on {case.as_of.isoformat()}, {circuit_name(case.circuit)}"
    held = case.person.detention_circuit
    if held is not None and held != case.circuit:
        first += f" (held in the {circuit_name(held)})"
    lines = paragraph(first)
    if case.person.possible_citizenship:
        lines += paragraph("The person may be a citizen: settle that first.", 2)
    alike: dict[str, list[str]] = {}
    for index, disposition in enumerate(case.dispositions):
        alike.setdefault(_count(result, index), []).append(plain(disposition.ref, 24))
    counts = list(alike.items())
    for said, refs in counts[:8]:
        lines += paragraph(f"{_listed(refs, 6)}: {said}", 2)
    if len(counts) > 8:
        rest = sum(len(refs) for _, refs in counts[8:])
        lines += paragraph(f"and {rest} more counts, assessed with these", 2)
    if not case.dispositions:
        lines += paragraph("No counts are given.", 2)
    return lines


def _count(result: Assessment, index: int) -> str:
    disposition = result.case.dispositions[index]
    offense = disposition.offense
    said = [f"{plain(offense.code, 40)} ({offense.jurisdiction})"]
    view = result.slots.context.views[index]
    if view.prong is not None:
        said[0] += f" {plain(view.prong.id.replace('_', ' '), 30)}"
    if view.inchoate is not None:
        said.append(view.inchoate.value.replace("_", " "))
    if offense.level is not None:
        said.append(offense.level.value)
    outcome = disposition.outcome.value
    said.append(_OUTCOME.get(outcome, outcome))
    said += [event.kind.value.replace("_", " ") for event in disposition.events]
    imposed = term_days(disposition.sentence, "imposed")
    if imposed is not None:
        said.append(f"{imposed:,} days")
    elif outcome in _CONVICTED:
        said.append("term not given")
    of = {name: _ANSWER[result.of(disposition.ref, name).status] for name in ("conviction", "cimt")}
    return f"{', '.join(said)}; conviction: {of['conviction']}; moral turpitude: {of['cimt']}"


def _disclaimer(result: Assessment) -> list[str]:
    return ["", *paragraph(str(result.to_dict()["disclaimer"]), hang=0)]


# What is triggered.


@attrs.frozen(kw_only=True)
class _Item:
    """A headline, and the reasons under it."""

    headline: str
    reasons: tuple[str, ...] = ()
    serious: bool = False


def _triggered(
    findings: Sequence[Finding], detail: int, on: On, seldom: Callable[[str], bool]
) -> list[str]:
    there = [f for f in findings if f.status is Status.TRIGGERED]
    felonies = [f for f in there if f.id.startswith("aggfel.")]
    by_family: dict[str, list[Finding]] = {}
    for finding in there:
        by_family.setdefault(finding.id.partition(".")[0], []).append(finding)
    items = [_deportable(f, felonies, on) for f in by_family.get("deport", ())]
    for family in ("detention", "removal"):
        items += [_single(f, "", on, serious=True) for f in by_family.get(family, ())]
    other = [
        _single(f, "", on) for name in ("travel", "stop_time") for f in by_family.get(name, ())
    ]
    inadmissible = [_single(f, "Inadmissible: ", on) for f in by_family.get("inadmit", ())]
    items += inadmissible if detail >= 2 else _merged(inadmissible)
    items += other if detail >= 2 else _merged(other)
    bars = by_family.get("bar", ())
    closed = _closed([f for f in bars if not seldom(f.id)], there, on, cited=detail > 0)
    items += closed if detail else _merged(closed)
    items += _closed_to_others([f for f in bars if seldom(f.id)])
    items += _after_removal(by_family.get("reentry", ()), on)
    if felonies and not any(f.id == "deport.aggravated_felony" for f in there):
        items += [
            _Item(headline=f"Aggravated felony: {line}", serious=True)
            for line in _paragraphs(felonies, on)
        ]
    if not items:
        return ["", *paragraph("TRIGGERED: nothing, on the facts given")]
    lines = ["", "TRIGGERED: the facts given establish it"]
    for item in items:
        lines += paragraph(item.headline, 2, 4)
        if detail >= 3 or (detail and item.serious):
            for reason in item.reasons[: 2 if detail == 4 else 1]:
                lines += paragraph(shortened(reason, WIDTH - 6 if detail == 1 else _REASON), 6, 0)
    return lines


def _merged(items: Sequence[_Item]) -> list[_Item]:
    """Headlines without reasons, as one."""
    return [_Item(headline=". ".join(i.headline for i in items))] if items else []


def _reasons(finding: Finding) -> tuple[str, ...]:
    texts = _rule_texts()
    return tuple(dict.fromkeys(texts[b.rule] for b in finding.because))


def _waivers(*findings: Finding) -> str:
    """The waivers that may be open; one that is closed itself is not worth a word."""
    may = [w for f in findings for w in f.waiver if w.status is not Status.TRIGGERED]
    cites = tuple(dict.fromkeys(w.authority.partition(", 8 USC")[0] for w in may))
    return f"; a waiver may be open: {', '.join(cites)}" if cites else ""


def _waivers_by_bar(bars: Sequence[Finding]) -> str:
    """The same of several bars, each waiver beside those that it may lift, where it is not all."""
    of: dict[str, list[Finding]] = {}
    for bar in bars:
        text = _waivers(bar)
        if text:
            of.setdefault(text, []).append(bar)
    return "".join(
        text
        if len(lifted) == len(bars)
        else f"{text} (for {', '.join(_in_list(bar.id) for bar in lifted)})"
        for text, lifted in of.items()
    )


def _single(finding: Finding, family: str, on: On, *, serious: bool = False) -> _Item:
    day = "" if finding.on is None else f" ({finding.on.isoformat()})"
    headline = f"{family}{_name(finding.id)}{day} [{_cite(finding.id)}]{on(finding.refs)}"
    return _Item(
        headline=_sentence(headline) + _waivers(finding),
        reasons=_reasons(finding),
        serious=serious,
    )


def _deportable(finding: Finding, felonies: Sequence[Finding], on: On) -> _Item:
    item = _single(finding, "Deportable: ", on, serious=True)
    if finding.id == "deport.aggravated_felony" and felonies:
        # Which paragraph it is says more than that it is one.
        which = "; ".join(_paragraphs(felonies, on))
        return attrs.evolve(item, headline=f"{item.headline}: {which}", reasons=())
    return item


def _paragraphs(felonies: Sequence[Finding], on: On) -> list[str]:
    """Aggravated felonies by paragraph, with the counts of each."""
    refs: dict[str, list[str]] = {}
    for finding in felonies:
        refs.setdefault(finding.id, []).extend(finding.refs)
    return [f"{_name(name)} [{_cite(name)}]{on(of)}" for name, of in refs.items()]


def _closed(
    bars: Sequence[Finding], there: Sequence[Finding], on: On, *, cited: bool
) -> list[_Item]:
    """Relief by what closes it, so that one cause is said once.

    *cited* says where each stands, and beside each cause the waivers, which are else said last.
    """
    by_cause: dict[str, list[Finding]] = {}
    for bar in bars:
        by_cause.setdefault(_cause(bar, there), []).append(bar)
    items = []
    for cause, closed in by_cause.items():
        names = (f"{_in_list(f.id)} [{_cite(f.id)}]" if cited else _in_list(f.id) for f in closed)
        named = "; ".join(names) + (_waivers_by_bar(closed) if cited else "")
        refs = on(r for f in closed for r in f.refs)
        if cause in _CAUSES.values():
            items.append(_Item(headline=f"Relief closed by {cause}{refs}: {named}"))
        else:
            items.append(_Item(headline=f"Relief closed{refs}: {named}", reasons=(cause,)))
    waivers = "" if cited else _waivers_by_bar(bars).removeprefix("; ")
    return [*items, _Item(headline=_sentence(waivers))] if waivers else items


def _closed_to_others(bars: Sequence[Finding]) -> list[_Item]:
    if not bars:
        return []
    named = ", ".join(_in_list(f.id) for f in bars)
    return [_Item(headline=f"Closed besides, of relief for people of other statuses: {named}")]


_CAUSES = {"aggravated_felony": "an aggravated felony", "inadmit": "inadmissibility"}


def _cause(bar: Finding, there: Sequence[Finding]) -> str:
    if any(b.rule.endswith("/aggravated_felony") for b in bar.because):
        return _CAUSES["aggravated_felony"]
    behind = {p.premise for b in bar.because for p in b.premises}
    if any(name.startswith("inadmit.") for name in behind):
        return _CAUSES["inadmit"]
    for other in there:
        if other.id in behind and other.id.startswith("bar.") and other.id != bar.id:
            return _cause(other, there)
    return " ".join(_reasons(bar)[:1])


def _after_removal(findings: Sequence[Finding], on: On) -> list[_Item]:
    if not findings:
        return []
    named = "; ".join(f"{_name(f.id)} [{_cite(f.id)}]" for f in findings)
    return [_Item(headline=f"If removed{on(r for f in findings for r in f.refs)}: {named}")]


# What is contested.


def _contested(
    findings: Sequence[Finding], detail: int, on: On, seldom: Callable[[str], bool]
) -> list[str]:
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Finding]] = {}
    others = [f.id for f in findings if f.status is Status.CONTESTED and seldom(f.id)]
    for finding in findings:
        if finding.status is Status.CONTESTED and finding.id not in others:
            said = (_side(finding, Side.FOR), _side(finding, Side.AGAINST))
            groups.setdefault(said, []).append(finding)
    if not groups and not others:
        return []
    lines = ["", "CONTESTED: the facts are there, the law is unsettled"]
    for (for_it, against), group in groups.items():
        refs = on(r for f in group for r in f.refs)
        lines += paragraph(f"{_sentence(families(f.id for f in group))}{refs}", 2, 4)
        asked = _unsettled(group)
        if asked and detail:
            lines += paragraph(f"It turns on: {shortened(asked, 160)}", 6, 0)
        most = 2 if detail >= 2 else 1
        if for_it[:most] == against[:most]:
            lines += paragraph(f"Argued both ways from: {'; '.join(for_it[:most])}", 6, 0)
            continue
        sides = (
            f"For the finding: {'; '.join(for_it[:most])}. Against: {'; '.join(against[:most])}."
        )
        lines += paragraph(sides, 6, 0)
    if others:
        named = ", ".join(_in_list(name) for name in others)
        lines += paragraph(f"Besides, relief for people of other statuses: {named}", 2, 4)
    return lines


_STATUTES = (Court.STATUTE, Court.REGULATION, Court.TEXT)


def _side(finding: Finding, side: Side) -> tuple[str, ...]:
    """The citations of one side, decisions first."""
    cited = sorted((a for a in finding.authority if a.side is side), key=_is_text)
    return tuple(dict.fromkeys(a.authority.cite for a in cited))


def _is_text(cited: CitedAuthority) -> bool:
    return cited.authority.court in _STATUTES


def _unsettled(group: Iterable[Finding]) -> str | None:
    texts = _premise_texts()
    for finding in group:
        for because in finding.because:
            for premise in because.premises:
                asked = premise.premise.removeprefix("not ")
                if premise.value == "contested" and asked in texts:
                    return texts[asked]
    return None


_FAMILIES = {
    "deport": "deportable for",
    "detention": "",
    "removal": "",
    "travel": "",
    "stop_time": "",
    "inadmit": "inadmissible for",
    "bar": "relief closed:",
    "reentry": "if removed:",
    "aggfel": "aggravated felony:",
    "cimt": "",
    "conviction": "",
}


def families(ids: Iterable[str], most: int | None = None) -> str:
    """Findings in words, those of one family together, the gravest family first."""
    by_family: dict[str, list[str]] = {name: [] for name in _FAMILIES}
    for finding_id in dict.fromkeys(ids):
        by_family[finding_id.partition(".")[0]].append(_in_list(finding_id))
    return "; ".join(
        f"{_FAMILIES[family]} {_listed(names, most)}".strip()
        for family, names in by_family.items()
        if names
    )


# What is open, clear, and not decided.


def _open(result: Assessment, findings: Sequence[Finding], detail: int) -> list[str]:
    waiting = [f for f in findings if f.status is Status.UNDETERMINED and f.missing]
    if not waiting:
        return []
    named, history, others = [], set(), set()
    seldom = _is_seldom(result)
    for finding in waiting:
        if seldom(finding.id):
            others.add(finding.id)
        elif finding.id in IMPORTANT or not all(_is_history(p) for p in finding.missing):
            named.append(finding)
        else:
            history.add(finding.id)
    # What a count's own facts would settle comes before what the person's history would.
    named.sort(key=lambda f: not any(".dispositions[" in path for path in f.missing))
    said = [families((f.id for f in named), (3, 4, 4, 6, 6)[detail])] if named else []
    if history:
        said.append(f"{len(history)} more that turn on the person's history alone")
    if others:
        said.append(f"{len(others)} for other statuses")
    lines = ["", *paragraph(f"OPEN, for want of a fact: {'; '.join(said)}")]
    asked, more = _asked(result.questions(), (2, 3, 3, 4, 5)[detail])
    for number, (ask, path, settles) in enumerate(asked, 1):
        bears = f"bears on {len(settles)} finding{'s' * (len(settles) != 1)}"
        lines += paragraph(f"{number}. {ask} {path} {bears}", 2, 3)
    if more:
        lines.append(f"  and {more} more fact{'s' * (more != 1)}, each of which questions() names")
    return lines


def _is_history(path: str) -> bool:
    return path.startswith("$.person.history.")


def _asked(questions: Sequence[Question], most: int) -> tuple[list[tuple[str, str, set[str]]], int]:
    """The first *most* questions, and how many are left; those that one answer settles as one."""
    codes = {q.path.removesuffix("code") for q in questions if q.path.endswith(".offense.code")}
    asked: list[tuple[str, str, set[str]]] = []
    history: list[Question] = []
    for question in questions:
        if _is_history(question.path):
            history.append(question)
        elif question.path.partition("profile.")[0] not in codes:
            asked.append((shortened(question.ask, 150), question.path, set(question.settles)))
    kept = asked[: most - bool(history)]
    more = len(asked) - len(kept)
    if history:
        items = [q.path.rpartition(".")[2].replace("_", " ") for q in history]
        ask = (
            f"Of the person, is any of this so: {_listed(items, 3)}? If not, that settles them:"
            " history_complete."
        )
        kept.append((ask, "$.person.history", {i for q in history for i in q.settles}))
    return kept, more


def _clear(result: Assessment) -> list[str]:
    seldom = _is_seldom(result)
    clear = [n for n in IMPORTANT if result.status(n) is Status.NOT_TRIGGERED and not seldom(n)]
    if not clear:
        return []
    words = {"deport": "not deportable for", "inadmit": "not inadmissible for"}
    said = [
        f"{word} {_listed(names)}"
        for family, word in words.items()
        if (names := [_in_list(n) for n in clear if n.startswith(f"{family}.")])
    ]
    said += [f"no {_in_list(n)}" for n in clear if n.startswith(("detention.", "removal."))]
    open_still = [_in_list(n) for n in clear if n.startswith("bar.")]
    if open_still:
        said.append(f"not closed by crime: {', '.join(open_still)}")
    return ["", *paragraph(f"CLEAR: {'; '.join(said)}")]


def _not_decided(result: Assessment, detail: int) -> list[str]:
    gaps = result.not_modelled
    ids = tuple(dict.fromkeys(g.id for g in gaps if g.id is not None))
    paths = tuple(dict.fromkeys(g.path for g in gaps if g.path is not None))
    if not ids and not paths:
        return []
    said = []
    if ids:
        names = families(ids, 4 if detail >= 2 else 2)
        said.append(f"{len(ids)} finding{'s' * (len(ids) != 1)} in whole or part ({names})")
    if paths:
        said.append(f"facts that no rule reads: {_listed(paths, 3)}")
    return ["", *paragraph(f"NOT DECIDED BY THE LIBRARY: {'; '.join(said)}")]


# The table by status.


_LETTER = {
    Status.TRIGGERED: "T",
    Status.CONTESTED: "c",
    Status.UNDETERMINED: "?",
    Status.NOT_TRIGGERED: ".",
}

_COLUMNS = {
    ("citizen", None): ("CIT", "citizen"),
    ("lpr", True): ("LPR", "permanent resident"),
    ("conditional_lpr", True): ("CLPR", "conditional resident"),
    ("refugee", True): ("REF", "refugee"),
    ("asylee", False): ("ASY", "asylee"),
    ("nonimmigrant", True): ("NIV", "nonimmigrant"),
    ("tps", False): ("TPS", "temporary protected status"),
    ("daca", False): ("DACA", "deferred action"),
    ("parolee", False): ("PAR", "parolee"),
    ("undocumented", True): ("OVS", "undocumented, overstayed"),
    ("undocumented", False): ("EWI", "undocumented, entered without inspection"),
}

_LABEL = 44
_CELL = 5


def status_table_text(table: StatusTable) -> str:
    """The important findings, and those that any row triggers or leaves contested, by status."""
    rows = table.rows
    if not rows:
        return "No rows."
    case_ids = tuple(c.name for c in CASE_FINDINGS)
    cells = {n: tuple(_LETTER[r.assessment.status(n)] for r in rows) for n in case_ids}
    shown = [n for n in case_ids if set(cells[n]) & {"T", "c"} or n in IMPORTANT]
    # What every row answers alike, and does not trigger, is a line below and not a row.
    clear = [n for n in shown if set(cells[n]) == {"."}]
    shown = [n for n in shown if n not in clear]
    lines = _header("Immigration consequences by status", rows[0].assessment)
    lines += ["", " " * _LABEL + "".join(f"{_column(r)[0]:>{_CELL}}" for r in rows)]
    for name in shown:
        label = shortened(_label(name), _LABEL)
        lines.append(f"{label:<{_LABEL}}" + "".join(f"{c:>{_CELL}}" for c in cells[name]))
    lines += [
        "",
        *paragraph(
            "T triggered, c contested, ? open for want of a fact or of a rule, . not triggered"
        ),
        *paragraph("; ".join(" ".join(_column(r)) for r in rows), hang=0),
    ]
    if clear:
        lines += ["", *paragraph(f"CLEAR in every row: {families(clear)}")]
    return "\n".join([*lines, *_disclaimer(rows[0].assessment)])


def _label(finding_id: str) -> str:
    family = conclusion(finding_id).text.partition(": ")
    return _sentence(f"{family[0] + ': ' if family[1] else ''}{_in_list(finding_id)}")


def _column(row: StatusRow) -> tuple[str, str]:
    known = _COLUMNS.get((row.status.value, row.admitted))
    return known or (row.status.value[: _CELL - 1].upper(), row.status.value)
