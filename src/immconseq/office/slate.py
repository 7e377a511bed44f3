"""Clean slate: would the office have agreed to a neutral plea then? Then it stands in no way now.

For each old count the plan is the mirror of a plea (`immconseq.mitigation.mirror`): the conviction
vacated for a legal defect, and what could have been had when the plea was made in its place. What
is done with it is measured by what the count itself brings: what the case has without it stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, ClassVar

import attrs

from immconseq.case import Case, Outcome
from immconseq.errors import CaseError, EngineUnavailable, ImmconseqError
from immconseq.mitigation.mirror import VehicleNote
from immconseq.mitigation.plan import Alternative
from immconseq.offenses.catalog import Catalog
from immconseq.office.inputs import given
from immconseq.office.model import Office
from immconseq.office.place_law import PlaceLaw, place_law
from immconseq.office.results import Check, Item, Severity, item_of, wrapped
from immconseq.office.slate_judging import Judged, judge

__all__ = [
    "CLEAN_SLATE_CODES",
    "Action",
    "CleanSlate",
    "SlateAlternative",
    "SlateCount",
    "clean_slate",
    "clean_slate_many",
    "clean_slate_order",
]

CLEAN_SLATE_CODES: Mapping[str, str] = {
    "agreed_then": "a neutral plea that the office's terms allow was open then, and avoids what"
    " the count brings",
    "conditional": "there is one, and what it avoids turns in part on facts that nobody has given",
    "open_then_unknown": "there is one, and it is not known whether it could have been had then",
    "with_other_counts": "there is one, if other old counts of the case are dealt with too",
    "heavier": "there is one, and it is heavier than the conviction, so that the defense must want"
    " it",
    "no_program": "the count could have been diverted, and the office names no program for it",
    "not_avoided": "nothing that the office's terms allow avoids what the count brings",
    "offense_unknown": "the catalog does not have the offense, so that nothing can be compared",
    "facts_missing": "what the count brings turns on facts that nobody has given",
    "another_place": "the conviction is of another place, where the office does not prosecute",
    "nothing_follows": "nothing follows from the count that another plea would avoid",
    "not_old": "the count is not convicted or deferred, so that there is nothing to substitute",
    "no_terms": "the office has neither constraints nor a standard offer that answers the count",
    "no_vehicle": "no way of the place is recorded that undoes the conviction and counts",
    "name_the_defect": "what the order must say for immigration law to take it as done",
    "word_of_the_prosecution": "what the prosecution's word does to the motion",
    "law_not_recorded": "of the place's time limits nothing is recorded",
    "bad_case": "the case could not be read; each fault is an item",
}
"""The codes of the items of a clean slate, and what each means."""


class Action(StrEnum):
    """What the office does about an old count."""

    STIPULATE = "stipulate"
    """It joins in: the plea would have been agreed to then."""
    NO_OBJECTION = "no_objection"
    """It does not object; something has to be looked at first."""
    REFER = "refer"
    """To the point person, and to the defense."""
    NONE = "none"
    """There is nothing to do."""


@attrs.frozen(kw_only=True)
class SlateAlternative:
    """What would have been agreed to.

    Attributes:
        strategies: What is done, by public names, in order.
        steps: What is done, in words, in order.
        offer: The same in words that can be put to anybody.
        dispositions: The old count vacated and what takes its place, as JSON.
    """

    strategies: tuple[str, ...]
    steps: tuple[str, ...]
    offer: str
    dispositions: tuple[Mapping[str, Any], ...] = attrs.field(hash=False)

    def to_dict(self) -> dict[str, Any]:
        """As JSON, every key always there."""
        return {
            "strategies": list(self.strategies),
            "steps": list(self.steps),
            "offer": self.offer,
            "dispositions": [dict(d) for d in self.dispositions],
        }


@attrs.frozen(kw_only=True)
class SlateCount:
    """What the office does about one count.

    Attributes:
        ref: The count.
        action: What is done.
        vehicle: The first way of the place that undoes the conviction, is open to the count as far
            as the case says, and counts or may; ``None``: none is recorded, or nothing is done.
        counts_for_immigration: ``yes`` or ``contested`` for that way; ``no`` where the place has
            ways and none of them counts; ``None``: none is recorded, or nothing is done.
        deadline: Its last day, inclusive; ``None``: the law sets no day, or a day that it runs
            from is not known.
        deadline_rule: What the law says of the time; ``None``: nothing is recorded.
        alternative: What would have been agreed to; ``None`` where it is not for the office.
    """

    ref: str
    action: Action
    vehicle: str | None = None
    counts_for_immigration: str | None = None
    deadline: dt.date | None = None
    deadline_rule: str | None = None
    alternative: SlateAlternative | None = None

    def to_dict(self) -> dict[str, Any]:
        """As JSON, every key always there."""
        return {
            "ref": self.ref,
            "action": self.action.value,
            "vehicle": self.vehicle,
            "counts_for_immigration": self.counts_for_immigration,
            "deadline": None if self.deadline is None else self.deadline.isoformat(),
            "deadline_rule": self.deadline_rule,
            "alternative": None if self.alternative is None else self.alternative.to_dict(),
        }

    def lines(self) -> Iterator[str]:
        """For people."""
        said = {
            Action.STIPULATE: "stipulate",
            Action.NO_OBJECTION: "do not object",
            Action.REFER: "refer to the point person and the defense",
            Action.NONE: "nothing to do",
        }[self.action]
        offer = "" if self.alternative is None else f" {self.alternative.offer}"
        yield from wrapped(f"{self.ref}: {said}.{offer}", "  ", "    ")
        if self.vehicle is not None:
            counts = "counts" if self.counts_for_immigration == "yes" else "may count"
            by = "" if self.deadline is None else f" Last day: {self.deadline.isoformat()}."
            rule = "" if self.deadline_rule is None else f" {self.deadline_rule}"
            yield from wrapped(f"By {self.vehicle}, which {counts}.{by}{rule}", "    ", "    ")


@attrs.frozen(kw_only=True)
class CleanSlate(Check):
    """What an office does about the old counts of a case.

    Which action it is follows from what the counts bring, and so may reveal a status: it is for
    the office's own eyes.

    Attributes:
        case_id: The case's own; ``None``: it has none, or could not be read.
        counts: One for each count, in the case's order; none for a case that could not be read.
    """

    schema_id: ClassVar[str] = "immconseq/clean-slate/1"
    title: ClassVar[str] = "Clean slate"

    case_id: str | None = None
    counts: tuple[SlateCount, ...] = ()

    def _more(self) -> dict[str, Any]:
        return {"case_id": self.case_id, "counts": [count.to_dict() for count in self.counts]}

    def _more_lines(self) -> Iterator[str]:
        for count in self.counts:
            yield from count.lines()


def clean_slate(
    case: Case | Mapping[str, Any],
    office: Office | Mapping[str, Any],
    *,
    engine: str | None = None,
    catalog: Catalog | None = None,
) -> CleanSlate:
    """What the office does about each old count of a case.

    Cal. Penal Code 1473.7(d) lets a court grant a motion without a hearing where the prosecution
    does not object, and 1473(g) presumes relief where it stipulates.

    Args:
        case: The case; or its JSON.
        office: The office, whose constraints are kept to and whose standard offers come first; or
            its JSON.
        engine: As for `immconseq.assess`.
        catalog: As for `immconseq.mitigate`.

    Raises:
        CaseError: With every fault of the case or the office.
        EngineUnavailable: The engine asked for is not there.
    """
    asked, desk = given(Case, case), given(Office, office)
    if catalog is None:
        from immconseq.offenses import load_default

        catalog = load_default()
    counts, items = [], []
    for index, count in enumerate(asked.dispositions):
        judged = judge(asked, count, desk, engine, catalog)
        told, more = _told(asked, index, judged, desk, catalog)
        counts.append(told)
        items += more
    return CleanSlate(case_id=asked.case_id, counts=tuple(counts), items=tuple(items))


def clean_slate_many(
    cases: Iterable[Case | Mapping[str, Any]],
    office: Office | Mapping[str, Any],
    *,
    engine: str | None = None,
    catalog: Catalog | None = None,
) -> Iterator[CleanSlate]:
    """The same for a stream of cases: lazily, in order, one result for each.

    A case that cannot be read, or asked about, does not stop the others and is not lost: its
    result has no counts and an item ``bad_case`` for each fault.

    Args:
        cases: Cases or their JSON.
        office: As for `clean_slate`; it is read at once.
        engine: As for `immconseq.assess`.
        catalog: As for `immconseq.mitigate`.

    Raises:
        CaseError: With every fault of the office.
        EngineUnavailable: The engine asked for is not there.
    """
    desk = given(Office, office)
    return (_one_of_many(case, desk, engine, catalog) for case in cases)


def _one_of_many(
    case: Case | Mapping[str, Any], desk: Office, engine: str | None, catalog: Catalog | None
) -> CleanSlate:
    try:
        return clean_slate(case, desk, engine=engine, catalog=catalog)
    except CaseError as error:
        faults = [(f.path, f"Found {f.found}, expected {f.expected}.") for f in error.faults]
    except EngineUnavailable:
        raise  # it is the caller's, and not this case's
    except ImmconseqError as error:
        faults = [("$", f"The case could not be looked at: {type(error).__name__}.")]
    named = case.case_id if isinstance(case, Case) else case.get("case_id") if _is(case) else None
    return CleanSlate(
        case_id=named if isinstance(named, str) else None,
        items=tuple(
            Item(code="bad_case", severity=Severity.BARRIER, path=path, text=text)
            for path, text in faults
        ),
    )


def _is(case: object) -> bool:
    return isinstance(case, Mapping)


_URGENCY = (Action.STIPULATE, Action.NO_OBJECTION, Action.REFER, Action.NONE)


def clean_slate_order(results: Iterable[CleanSlate]) -> tuple[CleanSlate, ...]:
    """Results in the order of a record-clearing event.

    First those with a count to stipulate to, then those not objected to, then what is referred,
    then where nothing is to do, and last what could not be read. In each part those with a
    deadline come first, the earliest before the others; else as they were given.
    """
    return tuple(sorted(results, key=_place))


def _place(result: CleanSlate) -> tuple[int, dt.date]:
    if not result.counts:
        return len(_URGENCY) + (result.ok is False), dt.date.max
    first = min(_URGENCY.index(count.action) for count in result.counts)
    days = [c.deadline for c in result.counts if c.deadline and c.action is _URGENCY[first]]
    return first, min(days, default=dt.date.max)


# What is said of one count.


def _told(
    case: Case, index: int, judged: Judged, desk: Office, catalog: Catalog
) -> tuple[SlateCount, list[Item]]:
    count, path = case.dispositions[index], f"$.dispositions[{index}]"
    action = Action(judged.action)
    items = [_reason(judged, path, count.ref)]
    best = judged.alternative
    if best is None or best.mirror is None:
        return SlateCount(ref=count.ref, action=action), items
    if judged.no_terms:
        items.append(item_of("no_terms", Severity.WARNING, path, _NO_TERMS))
    place = count.offense.jurisdiction
    times = place_law(place, "post_conviction_time", case.as_of)
    if not times:
        items.append(item_of("law_not_recorded", Severity.WARNING, path, _NOT_RECORDED % place))
    rules = {rule.vehicle: rule for rule in times}
    ways = [way for way in best.mirror.vehicles if _undoes(way, place, catalog, judged.deferred)]
    # Before judgment no time has begun to run.
    unsentenced = count.outcome is Outcome.DEFERRED and not count.judgment_entered
    from_ = count.disposed_on
    open_ = [w for w in ways if unsentenced or not _over(rules.get(w.code), from_, case.as_of)]
    way = next((w for w in open_ if w.counts != "no"), None)
    if way is None:
        items.append(item_of("no_vehicle", Severity.WARNING, path, _NO_VEHICLE % place))
    else:
        items += _of_the_order(way, path)
        items += _of_our_word(place_law(place, "post_conviction", case.as_of), way, path)
    rule = None if way is None else rules.get(way.code)
    return (
        SlateCount(
            ref=count.ref,
            action=action,
            vehicle=None if way is None else way.code,
            counts_for_immigration=way.counts if way is not None else "no" if open_ else None,
            deadline=None if unsentenced else _deadline(rule, from_),
            deadline_rule=None if rule is None else f"{rule.text} ({'; '.join(rule.authority)})",
            alternative=_alternative(best),
        ),
        items,
    )


_NO_TERMS = (
    "The office states neither constraints nor a standard offer that answers this count. Look"
    " whether the plea is one that it would have agreed to: like in offense, exposure and what it"
    " does to later cases."
)
_NOT_RECORDED = (
    "Of the time limits of %s nothing is recorded here. That is not to say that there are none."
)
_NO_VEHICLE = (
    "No way of %s is recorded, open to this count, that undoes a conviction and counts for"
    " immigration law. Ask the defense which there is."
)


_SETTLED = ("agreed_then", "nothing_follows", "not_old")


def _reason(judged: Judged, path: str, ref: str) -> Item:
    severity = Severity.NOTE if judged.code in _SETTLED else Severity.WARNING
    return item_of(judged.code, severity, path, f"{ref}: {judged.text}")


def _undoes(way: VehicleNote, place: str, catalog: Catalog, deferred: bool) -> bool:
    """Is it for a conviction, and not for deferred judgments alone where this is none?"""
    rows = [v for v in catalog.vehicles(place) if v.code == way.code]
    return any("conviction" in v.acts_on and (deferred or not v.for_deferred) for v in rows)


def _over(rule: PlaceLaw | None, disposed_on: dt.date | None, today: dt.date) -> bool:
    """Has its time run out, or may it have: is the day that it runs from not known?"""
    if rule is None or (rule.months is None and rule.days is None):
        return False
    last = _deadline(rule, disposed_on)
    return last is None or last < today


def _deadline(rule: PlaceLaw | None, disposed_on: dt.date | None) -> dt.date | None:
    if rule is None or disposed_on is None:
        return None
    if rule.months is not None:
        return _months_later(disposed_on, rule.months)
    return None if rule.days is None else disposed_on + dt.timedelta(days=rule.days)


def _months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(day.year + years, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _of_the_order(way: VehicleNote, path: str) -> list[Item]:
    text = (
        f"An order under {way.code} has to rest on a procedural or substantive defect and to say"
        " so in so many words. One for rehabilitation or to spare hardship does not count, and of"
        " one that leaves its ground open the same may be held."
    )
    pickering = "Matter of Pickering, 23 I&N Dec. 621"
    cites = tuple(dict.fromkeys((pickering, *way.authority)))
    return [item_of("name_the_defect", Severity.NOTE, path, text, *cites)]


def _of_our_word(rules: Iterable[PlaceLaw], way: VehicleNote, path: str) -> list[Item]:
    return [
        item_of("word_of_the_prosecution", Severity.NOTE, path, rule.text, *rule.authority)
        for rule in rules
        if rule.vehicle == way.code
    ]


def _alternative(of: Alternative) -> SlateAlternative:
    return SlateAlternative(
        strategies=of.strategies,
        steps=of.steps,
        offer=of.offer,
        dispositions=tuple(d.to_dict() for d in of.dispositions),
    )
