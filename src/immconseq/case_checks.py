"""What has to hold between the fields and objects of a case: `faults` finds all that does not.

A check speaks only where everything that it compares is given, for a fact that is not known
contradicts nothing. So it may also look at a case that is being read, in which ``None`` stands
for whatever was faulty in itself. It states the data fact, never a legal verdict, and refuses
nothing that a court could have ordered.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from immconseq.errors import Fault, shown

if TYPE_CHECKING:
    from immconseq.case import Case, Disposition, Event, Offense, Person, Sentence, Term

__all__ = ["FIRST_AS_OF", "faults", "term_days"]

FIRST_AS_OF = dt.date(1997, 4, 1)
"""The first day that can be asked about, inclusive: the Act of 1996 took effect on it."""

_LIFE_DAYS = 36_500
_NONE = "none"

_INCHOATE_SECTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    # Sections that are charged with the offense attempted, solicited or conspired about. The
    # catalog knows more of them; these are so common that a case alone can be seen to be wrong.
    "US": ((r"18\s*u\.?\s*s\.?\s*c\D*371", "conspiracy"),),
    "US-CA": (
        (r"\b664\b(?!\.)", "attempt"),
        (r"\b182\b(?!\.)", "conspiracy"),
        (r"\b653f\b", "solicitation"),
    ),
    "US-NY": ((r"\b110(?:\.00)?\b(?!\.)", "attempt"),),
}


def term_days(days: int | None, term: Term | None) -> int | None:
    """A term in days, however it was given; ``None``: not known.

    A year is 365 days and so are twelve months; only months short of a year count 30 each. What
    is longer than a life term counts as one.
    """
    if days is not None or term is None:
        return days
    years, months = divmod((term.years or 0) * 12 + (term.months or 0), 12)
    return min(years * 365 + months * 30 + (term.days or 0), _LIFE_DAYS)


def faults(case: Case) -> tuple[Fault, ...]:
    """Everything in *case* that contradicts something else in it, in the order of the case.

    Dates may be equal wherever one may not come before the other.
    """
    return tuple(_faults(case))


def _faults(case: Case) -> Iterator[Fault]:
    as_of: dt.date | None = case.as_of
    if as_of is not None and as_of < FIRST_AS_OF:
        yield _fault("$.as_of", as_of, f"{FIRST_AS_OF} or later", "range")
    yield from _of_person(case.person, as_of)
    yield from _of_refs(case)
    for i, disposition in enumerate(case.dispositions or ()):
        at = f"$.dispositions[{i}]"
        yield from _of_offense(disposition.offense, f"{at}.offense")
        for k, charged in enumerate(disposition.charged_with):
            yield from _of_offense(charged, f"{at}.charged_with[{k}]")
        yield from _of_dates(disposition, at, as_of)
        yield from _of_sentence(disposition.sentence, f"{at}.sentence")
        released = disposition.sentence.released_on
        yield from _not_before(
            f"{at}.sentence.released_on", released, "committed_on", disposition.committed_on
        )
        for k, event in enumerate(disposition.events):
            yield from _of_event(event, f"{at}.events[{k}]", disposition)


def _of_person(person: Person, as_of: dt.date | None) -> Iterator[Fault]:
    at = "$.person"
    for name in (
        "admitted_on",
        "first_admitted_on",
        "lpr_on",
        "resided_since",
        "nta_served_on",
        "asylum_filed_on",
        "reentered_on",
    ):
        yield from _not_after(f"{at}.{name}", getattr(person, name), "as_of", as_of)
    for k, admission in enumerate(person.admissions):
        yield from _not_after(f"{at}.admissions[{k}].on", admission.on, "as_of", as_of)
    for name, entries in person.history.items():
        for k, entry in enumerate(entries if isinstance(entries, tuple) else ()):
            yield from _not_after(f"{at}.history.{name}[{k}].on", entry.on, "as_of", as_of)
    if person.admissions:
        for name in ("admitted_on", "lpr_on", "lpr_by"):
            if (given := getattr(person, name)) is not None:
                yield _fault(f"{at}.{name}", given, "nothing beside admissions", "conflict")
    residents = ("lpr", "conditional_lpr")
    if (
        person.admitted is False
        and person.lpr_on is None
        and person.status in ("citizen", *residents)
        and not any(a.as_status in residents for a in person.admissions)
    ):
        yield _fault(
            f"{at}.admitted",
            False,
            f"true, or nothing, or lpr_on as well, where the status is {person.status}",
            "conflict",
        )


def _of_refs(case: Case) -> Iterator[Fault]:
    dispositions = case.dispositions or ()
    # A ref is None where it is faulty in itself.
    refs: list[str | None] = [disposition.ref for disposition in dispositions]
    first: dict[str, int] = {}
    for i, ref in enumerate(refs):
        if ref is None:
            continue
        if ref == _NONE:
            yield _fault(f"$.dispositions[{i}].ref", ref, 'another text: "none" is no ref', "value")
        if (before := first.setdefault(ref, i)) != i:
            expected = f"a ref unlike that of $.dispositions[{before}]"
            yield _fault(f"$.dispositions[{i}].ref", ref, expected, "duplicate")
    after = [disposition.sentence.consecutive_to for disposition in dispositions]
    for i, to in enumerate(after):
        at = f"$.dispositions[{i}].sentence.consecutive_to"
        if to is None or to == _NONE:
            continue
        if to == refs[i] or (to not in first and None not in refs):
            yield _fault(at, to, 'the ref of another count, or "none"', "value")
        elif _leads_back(i, refs, after):
            yield _fault(at, to, "a count whose own term does not run after this one", "conflict")


def _leads_back(start: int, refs: list[str | None], after: list[str | None]) -> bool:
    """Does what a term runs after itself run, at last, after that term?"""
    at, seen = start, set[int]()
    while at not in seen:
        seen.add(at)
        to = after[at]
        if to is None or to not in refs:
            return False
        at = refs.index(to)
    return at == start


def _of_offense(offense: Offense, at: str) -> Iterator[Fault]:
    # A code is None where it is faulty in itself.
    if not offense.code or offense.inchoate is None:
        return
    pieces = offense.code.lower().split("/")
    if len(pieces) < 2:
        return
    named = {
        form
        for pattern, form in _INCHOATE_SECTIONS.get(offense.jurisdiction, ())
        for piece in (pieces[0], pieces[-1])
        if re.search(pattern, piece)
    }
    if named and offense.inchoate not in named:
        expected = f"{' or '.join(sorted(named))}, or nothing: the code says so itself"
        yield _fault(f"{at}.inchoate", offense.inchoate, expected, "conflict")


def _of_dates(d: Disposition, at: str, as_of: dt.date | None) -> Iterator[Fault]:
    planned = d.outcome == "offered"
    yield from _not_after(f"{at}.committed_on", d.committed_on, "as_of", as_of)
    yield from _not_before(f"{at}.plea_on", d.plea_on, "committed_on", d.committed_on)
    yield from _not_after(f"{at}.plea_on", d.plea_on, "disposed_on", d.disposed_on)
    yield from _not_before(f"{at}.disposed_on", d.disposed_on, "committed_on", d.committed_on)
    if not planned:
        if d.disposed_on is None:
            yield from _not_after(f"{at}.plea_on", d.plea_on, "as_of", as_of)
        yield from _not_after(f"{at}.disposed_on", d.disposed_on, "as_of", as_of)


def _of_sentence(s: Sentence, at: str) -> Iterator[Fault]:
    for name in ("imposed", "suspended", "max_possible"):
        if getattr(s, name) is not None and getattr(s, f"{name}_days") is not None:
            yield Fault(
                path=f"{at}.{name}",
                found="a term",
                expected=f"nothing beside {name}_days",
                code="conflict",
            )
    imposed = term_days(s.imposed_days, s.imposed)
    suspended = term_days(s.suspended_days, s.suspended)
    most = term_days(s.max_possible_days, s.max_possible)
    imposed_at = f"{at}.imposed" + ("_days" if s.imposed_days is not None else "")
    suspended_at = f"{at}.suspended" + ("_days" if s.suspended_days is not None else "")
    yield from _at_most(suspended_at, suspended, "imposed", imposed)
    if imposed is None:
        yield from _at_most(suspended_at, suspended, "possible", most)
    yield from _at_most(imposed_at, imposed, "possible", most)
    yield from _at_most(f"{at}.revocation_days", s.revocation_days, "imposed", imposed)
    for k, stretch in enumerate(s.confined):
        yield from _not_before(f"{at}.confined[{k}].to", stretch.to, "from", stretch.from_)


def _of_event(event: Event, at: str, disposition: Disposition) -> Iterator[Fault]:
    disposed, committed = disposition.disposed_on, disposition.committed_on
    yield from _not_before(f"{at}.on", event.on, "disposed_on", disposed)
    if disposed is None:
        yield from _not_before(f"{at}.on", event.on, "committed_on", committed)
    yield from _not_after(f"{at}.requested_on", event.requested_on, "on", event.on)


def _not_before(
    path: str, day: dt.date | None, name: str, bound: dt.date | None
) -> Iterator[Fault]:
    if day is not None and bound is not None and day < bound:
        yield _fault(path, day, f"{bound} ({name}) or later", "order")


def _not_after(path: str, day: dt.date | None, name: str, bound: dt.date | None) -> Iterator[Fault]:
    if day is not None and bound is not None and day > bound:
        yield _fault(path, day, f"{bound} ({name}) or earlier", "order")


def _at_most(path: str, days: int | None, name: str, bound: int | None) -> Iterator[Fault]:
    if days is not None and bound is not None and days > bound:
        yield Fault(
            path=path,
            found=f"{days} days",
            expected=f"at most the {bound} days {name}",
            code="order",
        )


def _fault(path: str, value: object, expected: str, code: str) -> Fault:
    found = value.isoformat() if isinstance(value, dt.date) else shown(value)
    return Fault(path=path, found=found, expected=expected, code=code)
