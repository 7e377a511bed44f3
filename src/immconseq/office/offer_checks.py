"""`check_offers`: does what an office offers to everybody carry what it is meant to spare?

Every standard offer is made to a plain person of each immigration status, and assessed: a first
offense done today, nothing else on any record, and, for those who were admitted, an admission two
years ago, so that the five years of INA 237(a)(2)(A)(i) have not run. What is offered is worked out
for each status by what `mitigate` does, and compared: it may differ for none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

import attrs

from immconseq.assessing import assess
from immconseq.case import (
    INCONCLUSIVE,
    Case,
    Disposition,
    ImmigrationStatus,
    LprBy,
    Offense,
    Outcome,
    Person,
    Sentence,
)
from immconseq.errors import AmbiguousOffense, UnknownOffense
from immconseq.explain.text import families, plain
from immconseq.findings import Status, gravest
from immconseq.mitigation.effects import ESTABLISHED, Effects
from immconseq.mitigation.lawful import lawful
from immconseq.mitigation.moves import standard_offers
from immconseq.mitigation.offers import StandardOffer
from immconseq.mitigation.parity import standing
from immconseq.mitigation.plan import SafeRow
from immconseq.mitigation.subject import State, Subject
from immconseq.mitigation.text import offer_text
from immconseq.offenses import load_default
from immconseq.offenses.catalog import Catalog
from immconseq.offenses.entry import Entry
from immconseq.office.inputs import given
from immconseq.office.model import Office
from immconseq.office.results import Check, Item, Severity, item_of, wrapped
from immconseq.status_table import ROWS, person_with_status

__all__ = ["OFFERS_CODES", "OfferRow", "OfferSeen", "OffersCheck", "check_offers"]

OFFERS_CODES: Mapping[str, str] = {
    "offer_triggers": "A ground of deportability or inadmissibility follows, or may.",
    "offer_open": "Whether one follows turns on what the offer does not say.",
    "offer_bars": "It closes a way to relief, or brings detention, by itself.",
    "offer_unknown_offense": "A code, a prong or a family that the catalog does not have.",
    "offer_not_lawful": "A level or a term that the offense does not have.",
    "offer_worse_than_charge": "It brings what the charge that it answers does not.",
    "offer_excluded": "The office says elsewhere that it does not offer this offense.",
    "offer_elsewhere": "It is an offense of another jurisdiction.",
    "offer_not_blind": "What is offered differs with the immigration status.",
    "offer_clear": "No ground of deportability or inadmissibility follows, whoever takes it.",
    "no_offers": "The office has no standard offer.",
}
"""What each code of an item means. Codes may be added, and are never renamed."""

_GROUNDS = ("deport.", "inadmit.")
_GOALS = ("aggfel.", *_GROUNDS, "bar.", "detention.", "removal.", "reentry.")
_ADMITTED_FOR = dt.timedelta(days=730)
_REF = "count-1"


@attrs.frozen(kw_only=True)
class OfferRow:
    """What follows from an offer for one status, beyond what holds without any charge.

    Attributes:
        status: The status.
        admitted: Whether the person is here upon an admission; ``None``: it is not said.
        triggered: The ids that it triggers.
        contested: Those that it leaves contested.
        undetermined: Those that turn on what is not known of the plea.
    """

    status: ImmigrationStatus
    admitted: bool | None
    triggered: tuple[str, ...]
    contested: tuple[str, ...]
    undetermined: tuple[str, ...]

    @property
    def name(self) -> str:
        """For people: ``undocumented, admitted``."""
        return SafeRow(status=self.status, admitted=self.admitted).name

    def to_dict(self) -> dict[str, Any]:
        """As JSON, every key always there."""
        return {
            "status": self.status.value,
            "admitted": self.admitted,
            "triggered": list(self.triggered),
            "contested": list(self.contested),
            "undetermined": list(self.undetermined),
        }


@attrs.frozen(kw_only=True)
class OfferSeen:
    """One standard offer, for every status.

    Attributes:
        offer_id: The office's name for it.
        offers: What is offered, in the words of a plan, for each charge that it answers.
        rows: What follows, in the order of `by_status`; of several charges the gravest.
        status_blind: Are the words and the dispositions the same for every status?
    """

    offer_id: str
    offers: tuple[str, ...]
    rows: tuple[OfferRow, ...]
    status_blind: bool

    def to_dict(self) -> dict[str, Any]:
        """As JSON, every key always there."""
        return {
            "offer_id": self.offer_id,
            "offers": list(self.offers),
            "rows": [row.to_dict() for row in self.rows],
            "status_blind": self.status_blind,
        }


@attrs.frozen(kw_only=True)
class OffersCheck(Check):
    """What was found of an office's standard offers; of no case, and of nobody.

    Attributes:
        as_of: The day whose law was asked.
        offers: Each offer, in the office's order.
    """

    schema_id: ClassVar[str] = "immconseq/offers-check/1"
    title: ClassVar[str] = "Standard offers"

    as_of: dt.date
    offers: tuple[OfferSeen, ...] = ()

    def _more(self) -> dict[str, Any]:
        return {
            "as_of": self.as_of.isoformat(),
            "offers": [offer.to_dict() for offer in self.offers],
        }

    def _more_lines(self) -> Iterable[str]:
        yield from wrapped(f"By the law of {self.as_of.isoformat()}.")
        for offer in self.offers:
            same = "the same for every status" if offer.status_blind else "NOT the same for all"
            yield from wrapped(f"{plain(offer.offer_id, 40)}: {same}.", "  ", "    ")
            for text in offer.offers:
                yield from wrapped(text, "    ", "      ")


def check_offers(
    office: Office | Mapping[str, Any],
    *,
    as_of: dt.date | None = None,
    catalog: Catalog | None = None,
) -> OffersCheck:
    """Assess every standard offer for every status, and see that none depends on the status.

    Args:
        office: The office, or its JSON.
        as_of: The day whose law applies; ``None``: the last day on which a row of the catalog for
            the office's jurisdiction was read, for the library reads no clock.
        catalog: The offenses; ``None``: the library's own.

    Raises:
        CaseError: With every fault of the JSON.
    """
    office = given(Office, office)
    known = load_default() if catalog is None else catalog
    asked = _Asked(office, as_of or _last_read(office.jurisdiction, known), known)
    items: list[Item] = []
    seen: list[OfferSeen] = []
    for at, offer in enumerate(office.standard_offers):
        one, found = _offer(asked, f"$.standard_offers[{at}]", offer)
        seen.append(one)
        items += found
    if not seen:
        text = (
            "The office has no standard offer: what one person is offered nobody else can ask for."
        )
        items.append(item_of("no_offers", Severity.WARNING, "$.standard_offers", text))
    return OffersCheck(items=tuple(items), as_of=asked.as_of, offers=tuple(seen))


@attrs.frozen
class _Asked:
    """What every offer is asked with."""

    office: Office
    as_of: dt.date
    catalog: Catalog

    def case(self, person: Person, *counts: Disposition) -> Case:
        return Case(
            as_of=self.as_of, circuit=self.office.circuit, person=person, dispositions=counts
        )

    def statuses(self, case: Case) -> Mapping[str, Status]:
        found = assess(case, engine="reference", catalog=self.catalog).statuses()
        return {name: status for name, status in found.items() if name.startswith(_GOALS)}

    def people(self) -> Iterator[tuple[SafeRow, Person]]:
        """A plain person of each status."""
        admitted_on = self.as_of - _ADMITTED_FOR
        somebody = Person(
            admitted_on=admitted_on,
            first_admitted_on=admitted_on,
            lpr_on=admitted_on,
            lpr_by=LprBy.ADMISSION,
            history_complete=True,
        )
        for status, admitted in ROWS:
            person = person_with_status(somebody, status, admitted)
            yield SafeRow(status=status, admitted=admitted), person

    def entry(self, jurisdiction: str, code: str) -> Entry | None:
        try:
            return self.catalog.resolve(jurisdiction, code).entry
        except (AmbiguousOffense, UnknownOffense):
            return None


def _last_read(jurisdiction: str, catalog: Catalog) -> dt.date:
    rows = catalog.of(jurisdiction) or tuple(catalog)
    return max((row.read_on for row in rows), default=dt.date(2026, 1, 1))


def _offer(asked: _Asked, path: str, offer: StandardOffer) -> tuple[OfferSeen, list[Item]]:
    """An offer for every status, and what is to be said of it."""
    items = list(_of_the_offense(asked, path, offer))
    known = not any(
        i.code == "offer_unknown_offense" and i.path == f"{path}.offense" for i in items
    )
    charges = tuple(_charges(asked, offer))
    rows: list[OfferRow] = []
    made: list[tuple[tuple[State, str], ...]] = []
    worse: dict[tuple[str, Severity], dict[str, list[str]]] = {}
    for row, person in asked.people() if known else ():
        offered = tuple(_made(asked, person, offer, charge) for charge in charges)
        made.append(offered)
        without = asked.statuses(asked.case(person))
        each = [asked.statuses(asked.case(person, *state.counts)) for state, _ in offered]
        now = {name: gravest(tuple(found[name] for found in each)) for name in without}
        rows.append(_row(row, person, now, without))
        for charge, found in zip(charges, each, strict=True):
            if offer.for_codes and row.status is not ImmigrationStatus.CITIZEN:
                charged = asked.statuses(asked.case(person, _on_its_terms(charge, offered[0][0])))
                for name, status in found.items():
                    if status in ESTABLISHED and charged[name] is Status.NOT_TRIGGERED:
                        certain = status is Status.TRIGGERED
                        key = (charge.offense.code, _weight(certain))
                        worse.setdefault(key, {}).setdefault(name, []).append(row.name)
    texts = tuple(dict.fromkeys(text for offered in made[:1] for _, text in offered))
    blind = all(_put(offered) == _put(made[0]) for offered in made)
    seen = OfferSeen(offer_id=offer.offer_id, offers=texts, rows=tuple(rows), status_blind=blind)
    items += _of_rows(path, seen)
    items += _of_charges(path, worse)
    name = plain(offer.offer_id, 40)
    return seen, [attrs.evolve(item, text=f"{name}: {item.text}") for item in items]


def _weight(certain: bool) -> Severity:
    return Severity.BARRIER if certain else Severity.WARNING


def _put(offered: tuple[tuple[State, str], ...]) -> tuple[tuple[tuple[Disposition, ...], str], ...]:
    """What would be put to somebody: the dispositions and the words."""
    return tuple((state.counts, text) for state, text in offered)


# What is offered.


def _charges(asked: _Asked, offer: StandardOffer) -> Iterator[Disposition]:
    """A plain case of each charge that it answers; of a family the catalog's first."""
    place = offer.offense.jurisdiction
    codes = list(offer.for_codes)
    for family in offer.for_families:
        of_it = (entry.code for entry in asked.catalog.of(place) if entry.family == family)
        codes += [code for code in (next(of_it, None),) if code is not None]
    for code in dict.fromkeys(codes or [offer.offense.code]):
        yield Disposition(
            ref=_REF,
            offense=Offense(jurisdiction=place, code=code),
            charged_with=(Offense(jurisdiction=place, code=code),),
            outcome=Outcome.OFFERED,
            committed_on=asked.as_of,
        )


def _made(
    asked: _Asked, person: Person, offer: StandardOffer, charge: Disposition
) -> tuple[State, str]:
    """What `mitigate` offers to one person on a charge, and its words."""
    case = asked.case(person, charge)
    subject = Subject(
        case=case,
        given=charge,
        count=charge,
        old=None,
        standing=standing(charge, asked.catalog, asked.as_of),
        catalog=asked.catalog,
        # A charge of a family that the catalog lacks is answered all the same, for this check.
        offers=(attrs.evolve(offer, for_codes=(), for_families=()),),
        effects=Effects(lambda _: {}, {}, (), frozenset(), 0, None),
    )
    state = next(iter(standard_offers(subject, State(counts=(charge,)))))
    state = lawful(subject, state) or state
    return state, offer_text(state.counts, charge.offense.code, asked.catalog)


def _on_its_terms(charge: Disposition, offered: State) -> Disposition:
    """A plea to the charge itself, on the sentence that is offered."""
    sentence: Sentence = offered.count.sentence
    return attrs.evolve(charge, sentence=sentence)


def _row(
    row: SafeRow, person: Person, now: Mapping[str, Status], without: Mapping[str, Status]
) -> OfferRow:
    """What the offer adds. Nothing follows for a citizen."""
    added = {
        name: status
        for name, status in now.items()
        if status is not without[name] and person.status is not ImmigrationStatus.CITIZEN
    }
    return OfferRow(
        status=row.status,
        admitted=row.admitted,
        triggered=tuple(i for i, s in added.items() if s is Status.TRIGGERED),
        contested=tuple(i for i, s in added.items() if s is Status.CONTESTED),
        undetermined=tuple(i for i, s in added.items() if s is Status.UNDETERMINED),
    )


# What is to be said.


def _of_the_offense(asked: _Asked, path: str, offer: StandardOffer) -> Iterator[Item]:
    offense = offer.offense
    entry = asked.entry(offense.jurisdiction, offense.code)
    if entry is None and not offense.profile:
        text = (
            f"The catalog has no one offense {plain(offense.code, 40)} of {offense.jurisdiction},"
            " so nothing is known of what follows: name it by its subdivision, or add a pack."
        )
        yield item_of("offer_unknown_offense", Severity.WARNING, f"{path}.offense.code", text)
    if entry is not None:
        yield from _of_the_entry(asked, path, offer, entry)
    for at, code in enumerate(offer.for_codes):
        if asked.entry(offense.jurisdiction, code) is None:
            text = f"The catalog has no one offense {plain(code, 40)}, which it is to answer."
            yield item_of(
                "offer_unknown_offense", Severity.WARNING, f"{path}.for_codes[{at}]", text
            )
    there = {row.family for row in asked.catalog.of(offense.jurisdiction)}
    for at, family in enumerate(offer.for_families):
        if family not in there:
            text = f"No offense of {offense.jurisdiction} is of the family {plain(family, 40)}."
            yield item_of(
                "offer_unknown_offense", Severity.WARNING, f"{path}.for_families[{at}]", text
            )
    if offense.jurisdiction != asked.office.jurisdiction:
        text = f"It is an offense of {offense.jurisdiction}, where the office does not prosecute."
        yield item_of("offer_elsewhere", Severity.WARNING, f"{path}.offense.jurisdiction", text)


def _of_the_entry(asked: _Asked, path: str, offer: StandardOffer, entry: Entry) -> Iterator[Item]:
    offense = offer.offense
    named = asked.catalog.resolve(offense.jurisdiction, offense.code).variant
    prongs = {prong.id: prong for prong in entry.variants}
    wanted = offense.variant if offense.variant is not None else named
    if offense.variant not in (None, INCONCLUSIVE, *prongs):
        text = f"{entry.code} has no such prong. It has: {', '.join(prongs) or 'none'}."
        yield item_of("offer_unknown_offense", Severity.WARNING, f"{path}.offense", text)
        return
    row = entry if wanted is None or wanted == INCONCLUSIVE else prongs[wanted]
    level = None if offense.level is None else offense.level.value
    maxima = row.maxima(level, asked.as_of, asked.as_of)
    if not maxima:
        text = (
            f"{entry.code} is no {level or 'offense'} of that day."
            if level
            else (f"{entry.code} was not in force on that day.")
        )
        yield item_of("offer_not_lawful", Severity.BARRIER, f"{path}.offense.level", text)
    elif offer.imposed_days is not None and offer.imposed_days > maxima[-1]:
        text = (
            f"{offer.imposed_days:,} days are more than the {maxima[-1]:,} that {entry.code} may"
            f" carry{f' as a {level}' if level else ''}."
        )
        yield item_of("offer_not_lawful", Severity.BARRIER, f"{path}.imposed_days", text)
    excluded = [
        code
        for code in asked.office.excluded_offenses
        if entry in asked.catalog.find(code, offense.jurisdiction)
    ]
    if excluded:
        text = f"The office excludes {plain(excluded[0], 40)}, so no plan will offer it."
        yield item_of("offer_excluded", Severity.WARNING, f"{path}.offense", text)


def _of_rows(path: str, seen: OfferSeen) -> Iterator[Item]:
    """What follows, for whom."""
    if not seen.rows:
        return
    if not seen.status_blind:
        text = "What is offered differs with the immigration status: it is no standard offer."
        yield item_of("offer_not_blind", Severity.BARRIER, path, text)
    certain = _by_rows(seen.rows, lambda row: row.triggered, _GROUNDS)
    maybe = _by_rows(seen.rows, lambda row: row.contested, _GROUNDS)
    for ids, names in certain:
        text = f"What follows: {families(ids)}. For: {'; '.join(names)}."
        yield item_of("offer_triggers", Severity.BARRIER, path, text)
    for ids, names in maybe:
        text = f"What may follow (the law is open): {families(ids)}. For: {'; '.join(names)}."
        yield item_of("offer_triggers", Severity.WARNING, path, text)
    unsaid = _together(_by_rows(seen.rows, lambda row: row.undetermined, _GROUNDS))
    for ids, names in unsaid:
        text = (
            f"What turns on what the offer leaves unsaid (a level, a prong, a term, a substance, a"
            f" victim, a loss): {families(ids)}. For: {'; '.join(names)}. Say it in the offer."
        )
        yield item_of("offer_open", Severity.WARNING, path, text)
    others = tuple(p for p in _GOALS if p not in (*_GROUNDS, "aggfel."))
    beyond = _by_rows(seen.rows, lambda row: (*row.triggered, *row.contested), others)
    for ids, names in _together(beyond):
        text = f"Besides grounds, for some or all of these: {families(ids, 3)}. {'; '.join(names)}."
        yield item_of("offer_bars", Severity.NOTE, path, text)
    if not certain and not maybe and not unsaid:
        text = "No ground of deportability or inadmissibility follows, whoever takes it."
        yield item_of("offer_clear", Severity.NOTE, path, text)


def _by_rows(
    rows: tuple[OfferRow, ...], of: Any, families_of: tuple[str, ...]
) -> list[tuple[tuple[str, ...], list[str]]]:
    """The ids, with the names of the rows for which just these are so."""
    found: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        ids = tuple(name for name in of(row) if name.startswith(families_of))
        if ids:
            found.setdefault(ids, []).append(row.name)
    return list(found.items())


def _together(
    found: list[tuple[tuple[str, ...], list[str]]],
) -> list[tuple[tuple[str, ...], list[str]]]:
    """As one, or none."""
    ids = tuple(dict.fromkeys(name for some, _ in found for name in some))
    return [(ids, [name for _, names in found for name in names])] if ids else []


def _of_charges(
    path: str, worse: Mapping[tuple[str, Severity], Mapping[str, list[str]]]
) -> Iterator[Item]:
    for (code, severity), ids in worse.items():
        names = tuple(dict.fromkeys(name for some in ids.values() for name in some))
        text = (
            f"A plea to {plain(code, 40)} itself would not bring this: {families(ids, 3)}. For:"
            f" {'; '.join(names)}."
        )
        yield item_of("offer_worse_than_charge", severity, path, text)
