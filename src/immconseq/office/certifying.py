"""Certifying victims of crime for U, T and S status: what qualifies, by when, on what terms.

The call asks nothing about the victim's record or immigration history, for neither is a reason to
refuse; so they cannot change its answer. It signs nothing, and says nothing about what the federal
agency will decide.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import attrs

from immconseq.case import Offense
from immconseq.errors import Fault, shown
from immconseq.kinds import Choice, Day, Flag, Object, OneOf, Record, Text, TextOr, says
from immconseq.offenses import Catalog, load_default
from immconseq.office.inputs import given
from immconseq.office.model import Office
from immconseq.office.place_law import PlaceLaw, place_law, place_tables
from immconseq.office.qualifying import Reading, category_names, read_offense, read_text
from immconseq.office.results import Check, Item, Severity, item_of

__all__ = ["CERTIFICATION_CODES", "CertificationCheck", "Victim", "VictimCase", "certify"]

CERTIFICATION_CODES: dict[str, str] = {
    "qualifying": "the crime is one that the statute lists, or an attempt at one",
    "similar_activity": "the crime is not listed, or not understood: judge it by the facts",
    "not_qualifying": "the crime as named is not listed, and nothing about it is like the list",
    "obstruction_victim": "who is a victim of tampering, obstruction or perjury is narrower",
    "helpful": "the victim was, is or is likely to be helpful",
    "helpful_presumed": "not said, and the law of the place presumes it",
    "helpfulness_open": "not said, and no law of the place presumes it: find out",
    "not_helpful": "said not to be helpful: only an unreasonable refusal counts",
    "victim_open": "not said whether the person is a direct, an indirect victim or a bystander",
    "indirect_victim": "family of a direct victim: when they count",
    "bystander": "a bystander or witness: when they count",
    "deadline": "by when the office answers",
    "deadline_passed": "that day is before the day given as `on`",
    "request_day_open": "there is a deadline, and the day of the request was not given",
    "no_refusal_for_history": "a criminal record is no reason to refuse",
    "no_refusal_for_status": "immigration history is no reason to refuse, and is not asked",
    "no_charge_needed": "no charge, conviction or open case is needed",
    "reasons_in_writing": "a refusal is explained in writing",
    "refused_before": "it was refused before: that is no reason to refuse again",
    "no_identity_document": "no identity document is asked for",
    "certifying_official": "who signs",
    "law_enforcement_privacy": "what the office may not disclose",
    "trafficking_declaration": "a declaration for T status may be asked for",
    "s_visa": "S status: the office applies, not the victim",
    "other_jurisdiction": "the crime is under other law than the office's",
    "federal_law_only": "no law of the place on certification is recorded here",
}
"""The codes of the items of `certify`, and what each means; names are added, never changed."""


class Victim(StrEnum):
    """How the person stands to the crime."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    BYSTANDER = "bystander"


_JURISDICTION = Text(expected="a jurisdiction, as US-CA", pattern=r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")


@attrs.frozen(kw_only=True)
class VictimCase(Record):
    """A request to certify: the crime and the victim's part in the case, and nothing of the person.

    What is left out is not known. No name, no document, no record and no immigration history is
    asked for, or accepted.

    Raises:
        CaseError: With every fault, a crime of another jurisdiction than ``jurisdiction`` included.
    """

    schema_id = "immconseq/victim-case/1"

    crime: Offense | str = attrs.field(
        metadata=says(
            TextOr(Object(Offense)),
            "The crime that is or was looked into, charged or not: an offense, or a text such as"
            " domestic violence. The text is never repeated.",
        )
    )
    jurisdiction: str | None = attrs.field(
        default=None,
        metadata=says(
            _JURISDICTION, "Whose law the crime is under; left out: the crime's, or the office's."
        ),
    )
    victim: Victim | None = attrs.field(
        default=None, metadata=says(Choice(Victim), "How the person stands to the crime.")
    )
    helpful: bool | None = attrs.field(
        default=None,
        metadata=says(
            Flag(),
            "Was, is or will the person likely be helpful? False: has refused, or failed to give,"
            " what was reasonably asked.",
        ),
    )
    requested_on: dt.date | None = attrs.field(
        default=None, metadata=says(Day(), "The day on which the request came.")
    )
    in_removal_proceedings: bool | None = attrs.field(
        default=None,
        metadata=says(
            Flag(),
            "For the deadline alone, as the request says it; not known is read as yes, which is"
            " the earlier day.",
        ),
    )
    family_aging_out: bool | None = attrs.field(
        default=None,
        metadata=says(
            Flag(),
            "Does the request say that a family member loses eligibility by age within 60 days?"
            " Left out: it does not.",
        ),
    )
    asked_for: str | None = attrs.field(
        default=None,
        metadata=says(
            OneOf(("u", "t", "s")),
            "Which classification is asked for; left out: u.",
        ),
    )
    refused_before: bool | None = attrs.field(
        default=None, metadata=says(Flag(), "Has this office refused it before?")
    )
    relation: str | None = attrs.field(
        default=None,
        metadata=says(
            OneOf(("spouse", "child", "parent", "sibling", "other")),
            "Of an indirect victim: what the person is to the direct victim.",
        ),
    )
    direct_victim_unavailable: bool | None = attrs.field(
        default=None,
        metadata=says(
            Flag(),
            "Of an indirect victim: did the direct victim die by murder or manslaughter, or is the"
            " direct victim incompetent or incapacitated?",
        ),
    )
    direct_victim_under_21: bool | None = attrs.field(
        default=None,
        metadata=says(
            Flag(),
            "Of an indirect victim: was the direct victim under 21 on the day of the crime?",
        ),
    )

    def _spanning_faults(self) -> tuple[Fault, ...]:
        crime = self.crime
        if not isinstance(crime, Offense) or None in (crime.jurisdiction, self.jurisdiction):
            return ()
        if crime.jurisdiction == self.jurisdiction:
            return ()
        return (
            Fault(
                path="$.jurisdiction",
                found=shown(self.jurisdiction),
                expected="the jurisdiction of the crime",
                code="conflict",
            ),
        )


@attrs.frozen(kw_only=True)
class CertificationCheck(Check):
    """What stands in the way of certifying, and what the law of the place asks of the office.

    Attributes:
        qualifying: Is the crime of the kind that the classification asks for? Of the crime alone:
            who counts as a victim of it is among the items. ``None``: judge by the facts; for S,
            where the crime is not the victim's, always.
        categories: The entries of the statute's list that it is, or may be like.
        deadline: The last day for the office's answer, inclusive, and never later than the law of
            the place says; ``None``: no law or policy gives one, or the day of the request is not
            known.
    """

    schema_id = "immconseq/certification/1"
    title = "Certification"

    qualifying: bool | None = None
    categories: tuple[str, ...] = ()
    deadline: dt.date | None = None

    def _more(self) -> dict[str, Any]:
        return {
            "qualifying": self.qualifying,
            "categories": list(self.categories),
            "deadline": None if self.deadline is None else self.deadline.isoformat(),
        }

    def _more_lines(self) -> Iterator[str]:
        said = {True: "yes", False: "no", None: "to be judged by the facts"}
        yield f"Qualifying crime: {said[self.qualifying]}"
        if self.deadline is not None:
            yield f"Answer by: {self.deadline.isoformat()}"


def certify(
    victim_case: VictimCase | dict[str, Any],
    office: Office | dict[str, Any],
    *,
    on: dt.date | None = None,
    catalog: Catalog | None = None,
) -> CertificationCheck:
    """Look at a request to certify a victim of crime.

    The federal list is 8 USC 1101(a)(15)(U)(iii) with 8 CFR 214.14(a)(9); the terms are those of
    the office's own place on the day of the request, as in California Penal Code 679.10 and
    679.11. Another place than those recorded has the federal law alone, and an item says so.

    Args:
        victim_case: The request, or a dict of its JSON.
        office: Who is asked, or a dict of its JSON; its ``certification`` may shorten the days.
        on: A day to hold the deadline against; ``None``: it is not said whether it has passed.
        catalog: Where codes are looked up; ``None``: the library's own.

    Raises:
        CaseError: With every fault of the request or of the office.
    """
    victim_case, office = given(VictimCase, victim_case), given(Office, office)
    reading = _read(victim_case, office, load_default() if catalog is None else catalog)
    request = _Request(case=victim_case, office=office, reading=reading, on=on)
    return CertificationCheck(
        items=tuple(request.items()),
        qualifying=reading.qualifying,
        categories=reading.categories,
        deadline=request.deadline,
    )


_TRAFFICKING = frozenset({"trafficking", "peonage", "involuntary_servitude", "slave_trade"})
_OF_JUSTICE = frozenset({"witness_tampering", "obstruction_of_justice", "perjury"})
_REFUSED = "Said to have refused: look whether what was asked was reasonable, and known. "
_NO_FAMILY = "As told, the person is not of the family that counts. "
_LISTED = ("8 USC 1101(a)(15)(U)(iii)", "8 CFR 214.14(a)(9)")
_SEVERE = ("8 USC 1101(a)(15)(T)(i)(I)", "22 USC 7102(11)")


def _read(case: VictimCase, office: Office, catalog: Catalog) -> Reading:
    if isinstance(case.crime, Offense):
        reading = read_offense(case.crime, catalog)
    else:
        reading = read_text(case.crime, case.jurisdiction or office.jurisdiction, catalog)
    if case.asked_for == "s":
        return attrs.evolve(reading, qualifying=None)
    if case.asked_for == "t" and not _TRAFFICKING & set(reading.categories):
        # Trafficking is often charged as something else.
        return attrs.evolve(reading, qualifying=None)
    return reading


@attrs.frozen(kw_only=True)
class _Request:
    """A request under the law of the office's place."""

    case: VictimCase
    office: Office
    reading: Reading
    on: dt.date | None

    def items(self) -> Iterator[Item]:
        if self.case.asked_for == "s":
            yield self._of_rule("s_visa", "s_certification", Severity.WARNING, "$.asked_for")
        else:
            yield self._crime()
            yield from self._victim()
            yield self._helpful()
        yield from self._deadline_items()
        if self.case.asked_for != "s":
            yield from self._terms()
        yield self._of_rule("certifying_official", "certifying_official")
        yield self._of_rule("law_enforcement_privacy", "victim_privacy")
        yield from self._place()

    # The crime.

    def _crime(self) -> Item:
        named = " or ".join(category_names()[c] for c in self.reading.categories)
        what = self.reading.name or "The crime"
        trafficking = self.case.asked_for == "t"
        cites = _SEVERE if trafficking else _LISTED
        match self.reading.qualifying:
            case True:
                text = f"{what} is of the list: {named}."
                return item_of("qualifying", Severity.NOTE, "$.crime", text, *cites)
            case False:
                text = (
                    f"{what} is not of the list by that name, and has nothing like it among its"
                    " elements. If what happened was also another crime, such as violence at home,"
                    " threats or force, name that one and ask again: the crime that is looked into"
                    " counts, not the charge."
                )
                return item_of("not_qualifying", Severity.BARRIER, "$.crime", text, *cites)
        if trafficking:
            text = (
                f"{what} is not trafficking by that name. Look whether force, fraud or coercion was"
                " used for work or for sex, or a minor for sex: such cases are often charged as"
                " something else."
            )
        else:
            like = f", such as {named}" if named else ""
            text = (
                f"{what} has to be judged by what happened: it counts where the nature and elements"
                f" of the crime looked into are substantially like one of the list{like}. An"
                " unlisted name is no reason to refuse."
            )
        return item_of("similar_activity", Severity.WARNING, "$.crime", text, *cites)

    # The victim.

    def _victim(self) -> Iterator[Item]:
        match self.case.victim:
            case Victim.INDIRECT:
                topic, found = "indirect_victim", self._family()
                first = _NO_FAMILY if found is Severity.BARRIER else ""
                yield self._of_rule(topic, topic, found, "$.victim", first)
            case Victim.BYSTANDER:
                yield self._of_rule("bystander", "bystander", Severity.WARNING, "$.victim")
            case None:
                text = (
                    "Say whether the person is the direct victim, family of one, or a bystander:"
                    " each may be certified, on different grounds."
                )
                cites = ("8 CFR 214.14(a)(14)",)
                yield item_of("victim_open", Severity.WARNING, "$.victim", text, *cites)
        if self.reading.categories and set(self.reading.categories) <= _OF_JUSTICE:
            yield self._of_rule(
                "obstruction_victim", "obstruction_victim", Severity.WARNING, "$.crime"
            )

    def _family(self) -> Severity:
        """A barrier where what was said shuts the person out, a warning where something is open."""
        case = self.case
        young = case.relation in ("parent", "sibling")
        if (
            case.direct_victim_unavailable is False
            or case.relation == "other"
            or (young and case.direct_victim_under_21 is False)
        ):
            return Severity.BARRIER
        known = case.direct_victim_unavailable and case.relation is not None
        return (
            Severity.NOTE
            if known and (not young or case.direct_victim_under_21)
            else (Severity.WARNING)
        )

    def _helpful(self) -> Item:
        topic, path = "certification_helpfulness", "$.helpful"
        if self.case.helpful:
            return self._of_rule("helpful", topic, path=path)
        if self.case.helpful is False:
            return self._of_rule("not_helpful", topic, Severity.WARNING, path, _REFUSED)
        if self._own(topic):
            return self._of_rule("helpful_presumed", topic, path=path)
        return self._of_rule("helpfulness_open", topic, Severity.WARNING, path)

    # The day.

    def _days(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Every number of days that holds, with what it rests on."""
        urgent = self.case.in_removal_proceedings is not False
        terms = self.office.certification
        topics = ["certification_days"]
        own = [None if terms is None else terms.within_days]
        if urgent:
            topics.append("certification_days_removal")
            own.append(None if terms is None else terms.within_days_in_removal)
        if self.case.family_aging_out:
            topics.append("certification_days_aging_out")
        law = () if self.case.asked_for == "s" else tuple(topics)
        return (
            *((days, ()) for days in own if days is not None),
            *(
                (rule.days, rule.authority)
                for topic in law
                for rule in self._own(topic)
                if rule.days is not None
            ),
        )

    @property
    def deadline(self) -> dt.date | None:
        return self._last_day(days for days, _ in self._days())

    def _last_day(self, days: Iterator[int]) -> dt.date | None:
        shortest = min(days, default=None)
        if shortest is None or self.case.requested_on is None:
            return None
        left = (dt.date.max - self.case.requested_on).days
        return self.case.requested_on + dt.timedelta(days=min(shortest, left))

    def _deadline_items(self) -> Iterator[Item]:
        days = self._days()
        if not days:
            return
        path = "$.requested_on"
        cites = tuple(dict.fromkeys(cite for _, each in days for cite in each))
        if self.deadline is None:
            text = "Say on which day the request came: the office's answer is due a set time after."
            yield item_of("request_day_open", Severity.WARNING, path, text, *cites)
            return
        text = (
            f"Answer by {self.deadline.isoformat()}: {min(d for d, _ in days)} days from the"
            " request, the shortest time that the law of the place or the office sets for a"
            " request such as this."
        )
        yield item_of("deadline", Severity.NOTE, path, text, *cites)
        if self.on is not None and self.on > self.deadline:
            legal = self._last_day(d for d, each in days if each)
            late = legal is not None and self.on > legal
            text = f"The time has passed: {self.deadline.isoformat()}. Answer now."
            severity = Severity.BARRIER if late else Severity.WARNING
            yield item_of("deadline_passed", severity, path, text, *cites)

    # The terms.

    def _terms(self) -> Iterator[Item]:
        yield self._of_rule("no_refusal_for_history", "certification_history")
        yield self._of_rule("no_refusal_for_status", "certification_status")
        yield self._of_rule("no_charge_needed", "certification_no_charge")
        if self._own("certification_refusal"):
            yield self._of_rule("reasons_in_writing", "certification_refusal")
        if self.case.refused_before:
            text = "It was refused before: look at it anew. That alone is no reason to refuse."
            cites = self._cites("certification_refusal", "certification")
            yield item_of("refused_before", Severity.NOTE, "$.refused_before", text, *cites)
        if self._own("certification_identity"):
            yield self._of_rule("no_identity_document", "certification_identity")
        if self.case.asked_for == "t" or _TRAFFICKING & set(self.reading.categories):
            yield self._of_rule("trafficking_declaration", "trafficking_declaration")

    def _place(self) -> Iterator[Item]:
        here = self.office.jurisdiction
        crime = self.case.crime
        under = crime.jurisdiction if isinstance(crime, Offense) else self.case.jurisdiction
        if under is not None and under != here:
            text = (
                f"The crime is under the law of {under}, the office is of {here}: it certifies what"
                " it has itself a part in detecting, investigating or prosecuting."
            )
            cites = ("8 CFR 214.14(a)(2)",)
            yield item_of("other_jurisdiction", Severity.WARNING, "$.jurisdiction", text, *cites)
        topic = "s_certification" if self.case.asked_for == "s" else "certification"
        if here != "US" and not self._own(topic):
            yield self._nothing_recorded()

    def _nothing_recorded(self) -> Item:
        here = self.office.jurisdiction
        for row in place_tables("nothing"):
            if row["jurisdiction"] == here:
                cites = tuple(row["authority"])
                return item_of("federal_law_only", Severity.NOTE, "$", row["text"], *cites)
        text = (
            f"No law of {here} on certification is recorded here for that day, which is not to say"
            " that there is none: several States have a duty and a deadline. Look it up; what"
            " stands here is federal law, which sets no day and leaves it to the office to sign."
        )
        return item_of("federal_law_only", Severity.NOTE, "$", text, "8 USC 1184(p)(1)")

    # The law.

    @property
    def _day(self) -> dt.date | None:
        return self.on if self.case.requested_on is None else self.case.requested_on

    def _law(self, topic: str) -> tuple[PlaceLaw, ...]:
        return place_law(self.office.jurisdiction, topic, self._day)

    def _own(self, topic: str) -> tuple[PlaceLaw, ...]:
        """The rules of the place itself."""
        return tuple(
            r for r in self._law(topic) if r.jurisdiction == self.office.jurisdiction != "US"
        )

    def _cites(self, *topics: str) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(cite for t in topics for rule in self._law(t) for cite in rule.authority)
        )

    def _of_rule(
        self,
        code: str,
        topic: str,
        severity: Severity = Severity.NOTE,
        path: str = "$",
        first: str = "",
    ) -> Item:
        """What the law of the place says, or else that of the Union, with the citations of both."""
        return item_of(code, severity, path, first + self._law(topic)[0].text, *self._cites(topic))
