"""Hypothesis strategies for whole, valid cases; every optional field is sometimes left out.

`cases` is for any test that needs a case. What it gives is accepted by `Case` and can be put
before the catalog too: a prong is named only where no pack can have the code.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

from immconseq.case import (
    CIRCUITS,
    HISTORY_ITEMS,
    INCONCLUSIVE,
    LIFE_DAYS,
    Admission,
    AdmissionBy,
    Case,
    Confinement,
    Disposition,
    Event,
    EventKind,
    EventReason,
    Facts,
    HistoryBasis,
    HistoryItem,
    ImmigrationStatus,
    Inchoate,
    Level,
    LprBy,
    Offense,
    Outcome,
    PardonBy,
    Person,
    Plea,
    Relatives,
    Sentence,
    Term,
    VictimRelationship,
    ViolatedClause,
)
from immconseq.case_checks import FIRST_AS_OF
from immconseq.profile import PROFILE_ENTRIES, ProfileAnswer

__all__ = [
    "amounts",
    "cases",
    "days",
    "dispositions",
    "events",
    "facts",
    "json_values",
    "maybe",
    "offenses",
    "persons",
    "sentences",
    "terms",
    "texts",
]

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

EARLIEST = dt.date(1960, 1, 1)
LATEST = dt.date(2030, 12, 31)

NASTY_DAYS = (0, 1, 30, 179, 180, 181, 184, 185, 364, 365, 366, 729, 730, 1825, 1826, LIFE_DAYS)
NASTY_AMOUNTS = tuple(map(Decimal, ("0", "0.01", "9999.99", "10000", "10000.01", "1e13", "0.10")))
NASTY_GRAMS = tuple(map(Decimal, ("0", "29.99", "30", "30.01", "28.349523125", "0.00005", "1e9")))
NASTY_TEXTS = (
    "$",
    "$.person",
    "é ñ 漢",
    "\N{PILE OF POO}",
    "'\"\\",
    " padded ",
    "a\tb",
    "null",
    "0",
)
NASTY_DATES = (
    FIRST_AS_OF,
    dt.date(1996, 4, 24),
    dt.date(1998, 10, 9),
    dt.date(2000, 2, 29),
    dt.date(2014, 12, 31),
    dt.date(2015, 1, 1),
    dt.date(2019, 10, 25),
    dt.date(2021, 3, 4),
    dt.date(2024, 2, 29),
    dt.date(2025, 1, 29),
)
CODES = (
    ("US-CA", "PC 459"),
    ("US-CA", "PC 460(b)"),
    ("US-CA", "PC 484(a)"),
    ("US-CA", "PC 487"),
    ("US-CA", "PC 245(a)(1)"),
    ("US-CA", "PC 243(e)(1)"),
    ("US-CA", "PC 273.5(a)"),
    ("US-CA", "HS 11377(a)"),
    ("US-CA", "HS 11379(a)"),
    ("US-CA", "VC 23152(a)"),
    ("US-NY", "PL 120.05(4)"),
    ("US-TX", "PC 22.01(a)(1)"),
    ("US", "18 USC 1341"),
    ("US", "8 USC 1326(a)"),
)
"""Codes that a pack may have."""
LABELS = (("US-GA", "no code 1"), ("MX", "robo"), ("US-PR", "no code 2"), ("CA-ON", "no code 3"))
"""What no pack has."""
SUBSTANCES = ("methamphetamine", "marijuana", "cocaine", "Xanax", "no such thing", INCONCLUSIVE)


def maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """Left out about half of the time."""
    return st.none() | strategy


def flags() -> st.SearchStrategy[bool | None]:
    return st.sampled_from((None, True, False))


def one_of(enumeration: type[E]) -> st.SearchStrategy[E | None]:
    return maybe(st.sampled_from(tuple(enumeration)))


def texts() -> st.SearchStrategy[str]:
    """Text that is not blank and can be written as UTF-8."""
    return st.sampled_from(NASTY_TEXTS) | st.text(
        st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12
    ).filter(str.strip)


def days(most: int = LIFE_DAYS) -> st.SearchStrategy[int]:
    """Days from 0 to *most*, inclusive, the lines of the law among them."""
    lines = tuple(n for n in NASTY_DAYS if n <= most)
    return st.sampled_from(lines) | st.integers(0, most)


def amounts() -> st.SearchStrategy[Decimal]:
    """US dollars with at most two places."""
    return st.sampled_from(NASTY_AMOUNTS) | st.decimals(0, 10**9, places=2)


def dates(least: dt.date = EARLIEST, most: dt.date = LATEST) -> st.SearchStrategy[dt.date]:
    """Days from *least* to *most*, inclusive, the days on which law changed among them."""
    lines = tuple(d for d in (least, *NASTY_DATES, most) if least <= d <= most)
    return st.sampled_from(lines) | st.dates(least, most)


def terms() -> st.SearchStrategy[Term]:
    """Terms as they are pronounced, none of them empty."""
    part = maybe(st.integers(0, 12))
    return st.builds(Term, years=part, months=part, days=maybe(st.integers(0, 31))).filter(
        lambda term: term != Term()
    )


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    """Sentences with suspended <= imposed <= possible, in days or as pronounced."""
    fields: dict[str, Any] = {}
    if draw(st.integers(0, 4)) == 0:
        # One term for all three, so that they are in order however it is counted.
        term = draw(terms())
        for name in ("imposed", "suspended", "max_possible"):
            fields[name] = draw(st.sampled_from((None, term)))
    else:
        most = draw(maybe(days()))
        imposed = draw(maybe(days(LIFE_DAYS if most is None else most)))
        bound = imposed if imposed is not None else most
        fields["max_possible_days"], fields["imposed_days"] = most, imposed
        fields["suspended_days"] = draw(maybe(days(LIFE_DAYS if bound is None else bound)))
        if imposed is not None:
            fields["revocation_days"] = draw(maybe(days(imposed)))
    return Sentence(
        **fields,
        probation_days=draw(maybe(days(3650))),
        served_days=draw(maybe(days(3650))),
        consecutive_to=draw(st.sampled_from((None, None, "none"))),
        fine_usd=draw(maybe(amounts())),
        costs_usd=draw(maybe(amounts())),
        probation_violated=draw(flags()),
    )


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Circumstances of an offense."""
    return Facts(
        loss_usd=draw(maybe(amounts() | st.just(INCONCLUSIVE))),  # type: ignore[arg-type]
        intended_loss_usd=draw(maybe(amounts())),
        funds_usd=draw(maybe(amounts())),
        substance=draw(maybe(st.sampled_from(SUBSTANCES) | texts())),
        grams=draw(maybe(st.sampled_from(NASTY_GRAMS))),
        own_use=draw(flags()),
        victim_relationship=draw(one_of(VictimRelationship)),
        victim_age=draw(maybe(st.integers(0, 150))),
        defendant_age=draw(maybe(st.sampled_from((10, 17, 18, 20, 21, 99)))),
        scheme=draw(maybe(st.sampled_from(("A", "B")) | texts())),
        first_offense=draw(flags()),
        first_drug_offense=draw(flags()),
        recidivist_possession_found=draw(flags()),
        aided_only_spouse_child_parent=draw(flags()),
        underlying_max_days=draw(maybe(days())),
        violated_clause=draw(one_of(ViolatedClause)),
        death_or_serious_injury=draw(flags()),
    )


@st.composite
def offenses(draw: st.DrawFn) -> Offense:
    """Offenses that a pack may have, and others."""
    known = draw(st.booleans())
    jurisdiction, code = draw(st.sampled_from(CODES if known else LABELS))
    names = draw(st.lists(st.sampled_from(PROFILE_ENTRIES), unique=True, max_size=6))
    # Whole profiles are what cases by profile look like; single entries override a catalog's.
    if not known and draw(st.booleans()):
        names = list(PROFILE_ENTRIES)
    return Offense(
        jurisdiction=jurisdiction,
        code=code,
        variant=draw(maybe(st.just(INCONCLUSIVE) if known else texts())),
        level=draw(one_of(Level)),
        inchoate=draw(one_of(Inchoate)),
        enhancements=tuple(draw(st.lists(st.sampled_from(("PC 12022.7(e)", "x")), max_size=2))),
        profile={name: draw(st.sampled_from(tuple(ProfileAnswer))) for name in names},
    )


@st.composite
def events(draw: st.DrawFn, since: dt.date = EARLIEST, until: dt.date = LATEST) -> Event:
    """What happens to a disposition from *since* to *until*, both inclusive."""
    on = draw(maybe(dates(since, until)))
    return Event(
        kind=draw(st.sampled_from(tuple(EventKind))),
        on=on,
        reason=draw(one_of(EventReason)),
        imposed_days=draw(maybe(days())),
        requested_on=draw(maybe(dates(EARLIEST, on or until))),
        relied_on=draw(flags()),
        by=draw(one_of(PardonBy)),
        full_and_unconditional=draw(flags()),
    )


@st.composite
def dispositions(
    draw: st.DrawFn, ref: str = "count-1", as_of: dt.date = dt.date(2026, 11, 24)
) -> Disposition:
    """A count that can stand alone in a case of that day."""
    outcome = draw(st.sampled_from(tuple(Outcome)))
    committed = draw(maybe(dates(EARLIEST, as_of)))
    disposed = draw(maybe(dates(committed or EARLIEST, as_of)))
    if outcome is Outcome.OFFERED and draw(st.booleans()):
        disposed = draw(dates(as_of, LATEST))
    last = disposed or as_of
    start = draw(dates(committed or EARLIEST, as_of))
    sentence = attrs.evolve(
        draw(sentences()),
        released_on=draw(maybe(dates(committed or EARLIEST, LATEST))),
        confined=tuple(
            Confinement(from_=start, to=draw(maybe(dates(start, LATEST))))
            for _ in range(draw(st.integers(0, 2)))
        ),
    )
    since = disposed or committed or EARLIEST
    return Disposition(
        ref=ref,
        offense=draw(offenses()),
        charged_with=tuple(draw(st.lists(offenses(), max_size=2))),
        outcome=outcome,
        committed_on=committed,
        disposed_on=disposed,
        plea=draw(one_of(Plea)),
        plea_on=draw(maybe(dates(committed or EARLIEST, last))),
        found_guilty=draw(flags()),
        judgment_entered=draw(flags()),
        restraint=draw(flags()),
        appeal_pending=draw(flags()),
        appeal_waived=draw(flags()),
        sentence=draw(st.just(Sentence()) | st.just(sentence)),
        facts=draw(st.just(Facts()) | facts()),
        events=tuple(draw(st.lists(events(since, LATEST), max_size=2))),
    )


@st.composite
def persons(draw: st.DrawFn, as_of: dt.date = dt.date(2026, 11, 24)) -> Person:
    """A person on that day, in any status or none."""
    day = maybe(dates(EARLIEST, as_of))
    status = draw(st.sampled_from(tuple(ImmigrationStatus)))
    admissions: tuple[Admission, ...] = ()
    lpr_on = None
    if draw(st.integers(0, 3)) == 0:
        admissions = tuple(
            Admission(on=draw(day), as_status=draw(one_of(ImmigrationStatus)), by=draw(by))
            for by in draw(st.lists(st.just(one_of(AdmissionBy)), min_size=1, max_size=3))
        )
    else:
        lpr_on = draw(day)
    admitted = draw(flags())
    resident = (ImmigrationStatus.CITIZEN, ImmigrationStatus.LPR, ImmigrationStatus.CONDITIONAL_LPR)
    if status in resident and lpr_on is None:
        admitted = draw(st.sampled_from((None, True)))
    items = st.lists(
        st.builds(HistoryItem, on=day, basis=one_of(HistoryBasis)), min_size=1, max_size=2
    ).map(tuple)
    return Person(
        status=status,
        admitted=admitted,
        admitted_on=None if admissions else draw(day),
        first_admitted_on=draw(day),
        lpr_on=lpr_on,
        lpr_by=None if admissions else draw(one_of(LprBy)),
        admissions=admissions,
        resided_since=draw(day),
        nta_served_on=draw(day),
        nta_incomplete=draw(flags()),
        in_proceedings=draw(flags()),
        asylum_filed_on=draw(day),
        reentered_on=draw(day),
        possible_citizenship=draw(flags()),
        detention_circuit=draw(maybe(st.sampled_from(CIRCUITS))),
        relatives=draw(
            st.builds(
                Relatives,
                usc_or_lpr_spouse=flags(),
                usc_or_lpr_parent=flags(),
                usc_or_lpr_child=flags(),
                usc_or_lpr_son_or_daughter=flags(),
            )
        ),
        fears_return=draw(flags()),
        history=draw(
            st.dictionaries(
                st.sampled_from(HISTORY_ITEMS), st.none() | st.booleans() | items, max_size=5
            )
        ),
        history_complete=draw(flags()),
    )


@st.composite
def cases(draw: st.DrawFn, max_dispositions: int = 3, least_dispositions: int = 0) -> Case:
    """A whole, valid case."""
    as_of = draw(dates(FIRST_AS_OF, LATEST))
    number = draw(st.integers(least_dispositions, max_dispositions))
    usual = [f"count-{i + 1}" for i in range(number)]
    nasty = st.lists(texts().filter("none".__ne__), min_size=number, max_size=number, unique=True)
    refs = draw(st.just(usual) | nasty)
    counts = [draw(dispositions(ref, as_of)) for ref in refs]
    for i in range(1, number):
        if draw(st.booleans()):
            # Only ever after an earlier count, so that no two run after each other.
            sentence = attrs.evolve(counts[i].sentence, consecutive_to=counts[i - 1].ref)
            counts[i] = attrs.evolve(counts[i], sentence=sentence)
    return Case(
        case_id=draw(maybe(texts())),
        as_of=as_of,
        circuit=draw(maybe(st.sampled_from(CIRCUITS))),
        person=draw(st.just(Person()) | persons(as_of)),
        dispositions=tuple(counts),
    )


def json_values() -> st.SearchStrategy[Any]:
    """Any value of JSON at all, and some that only Python's reader lets through."""
    scalars = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.decimals()
        | st.text(max_size=8)
        | st.text(st.characters(categories=["Cs"]), min_size=1, max_size=2)
        | st.sampled_from((10**400, -1, 3.9, "365", "2026-02-30", "none", INCONCLUSIVE))
    )
    keys = st.text(max_size=6) | st.sampled_from(("schema", "as_of", "person", "dispositions"))
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
        max_leaves=12,
    )
