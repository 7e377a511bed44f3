"""A request on bail or detention: that status is no argument in it, and what the charge brings.

Immigration status, citizenship, detainers and ties abroad say nothing of whether a person will come
back to court, and are left out. Money keeps people in jail who could go home, and every day in jail
is a day on which immigration authorities may fetch them. For people of some statuses the charge
itself does the rest: under the Laken Riley Act an arrest or a charge of theft, and of some other
offenses, brings detention without bond (8 USC 1226(c)(1)(E)).

Nothing is asked of the person, and nothing that is said depends on who it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import attrs

from immconseq.case import Offense
from immconseq.errors import shown
from immconseq.findings import Status
from immconseq.kinds import Amount, Day, Flag, Items, Object, Record, Text, says
from immconseq.offenses.catalog import Catalog, load_default
from immconseq.office.exposure import (
    LAKEN_RILEY,
    Charged,
    OtherCharge,
    excluded_by,
    named_charge,
    on_charge,
    other_charges,
)
from immconseq.office.inputs import given
from immconseq.office.model import Office
from immconseq.office.place_law import PlaceLaw, place_law
from immconseq.office.results import Check, Item, Severity, wrapped

__all__ = [
    "CODES",
    "READ_ON",
    "ChargeExposure",
    "ReleaseCheck",
    "ReleaseRequest",
    "check_release_request",
]

CODES = {
    "status_as_argument": "An argument rests on immigration status, or on what stands for it.",
    "cash_bail": "It asks for money.",
    "detention": "It asks for detention; what the court must find.",
    "detention_without_reason": "It asks for detention, and gives no reason that may count.",
    "bail_law": "What the law of the place asks before bail or detention.",
    "no_law_recorded": "Nothing is recorded of the law of the place on bail.",
    "booking": "What booking tells immigration authorities.",
    "cite_and_release": "How the place lets people go without booking.",
    "detention_on_charge": "For some people the charge alone brings immigration detention.",
    "detention_on_charge_open": "It may; it is not settled, or the offense is not known.",
    "no_detention_on_charge": "The charge alone does not.",
}
"""The public names of what the check finds, and what each means."""

READ_ON = dt.date(2026, 11, 25)
"""The day of whose law a charge is read where the request names none."""

PRACTICE = "policy, practice 7: no prolonged detention, and status is no argument for bail"


@attrs.frozen(kw_only=True)
class ReleaseRequest(Record):
    """What the office asks of the court about release.

    Raises:
        CaseError: With every fault.
    """

    schema_id = "immconseq/release-request/1"

    ref: str = attrs.field(metadata=says(Text(), "By which the office knows the request."))
    arguments: tuple[str, ...] = attrs.field(
        default=(), metadata=says(Items(of=Text()), "Each argument, in the request's own words.")
    )
    bail_usd: Decimal | None = attrs.field(
        default=None,
        metadata=says(
            Amount(unit="US dollars", most=1_000_000_000, places=2),
            "The bail asked for; 0 or left out: none.",
        ),
    )
    detain: bool | None = attrs.field(
        default=None, metadata=says(Flag(), "Does it ask for detention? Left out: it does not.")
    )
    charges: tuple[Offense, ...] = attrs.field(
        default=(), metadata=says(Items(of=Object(Offense)), "What is charged.")
    )
    as_of: dt.date | None = attrs.field(
        default=None,
        metadata=says(Day(), "The day of the request; left out: the law as it was last read."),
    )


@attrs.frozen(kw_only=True)
class ChargeExposure:
    """What a charge brings by itself, before any conviction.

    Attributes:
        path: Where it is in the request.
        code: Its code, as the request has it.
        status: ``triggered``: for people of some statuses it brings detention; ``not_triggered``:
            for nobody; ``contested`` or ``undetermined``: not settled, or not known.
        alternatives: What could be charged in its place, the nearest first; empty where there is
            no need, or the catalog has none.
    """

    path: str
    code: str
    status: Status
    alternatives: tuple[OtherCharge, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As JSON, every key always there."""
        return {
            "path": self.path,
            "code": self.code,
            "status": self.status.value,
            "alternatives": [other.to_dict() for other in self.alternatives],
        }


@attrs.frozen(kw_only=True)
class ReleaseCheck(Check):
    """What is wrong with a request on release, and what its charges bring.

    Attributes:
        ref: The request.
        as_of: The day of whose law the charges are read.
        charges: Each charge, in the request's order.
    """

    schema_id = "immconseq/release-check/1"
    title = "Request on release"

    ref: str
    as_of: dt.date
    charges: tuple[ChargeExposure, ...]

    def _more(self) -> dict[str, Any]:
        return {
            "ref": self.ref,
            "as_of": self.as_of.isoformat(),
            "charges": [charge.to_dict() for charge in self.charges],
        }

    def _more_lines(self) -> Iterable[str]:
        for charge in self.charges:
            if charge.alternatives:
                others = "; ".join(named_charge(other) for other in charge.alternatives)
                yield from wrapped(f"In place of {charge.code}: {others}", "  ", "    ")


def check_release_request(
    request: object, office: Office | None = None, *, catalog: Catalog | None = None
) -> ReleaseCheck:
    """Look at a request on bail or detention before it is made.

    Args:
        request: A `ReleaseRequest`, or a dict of it.
        office: Whose law of the place is told, and whose excluded offenses are not named; ``None``:
            the law of the first charge's place.
        catalog: The offenses; ``None``: the library's own.

    Returns:
        Barriers where status is an argument, where money is asked for, and where detention is asked
        for without any other reason. A warning where detention is asked for, and where a charge by
        itself brings detention by immigration authorities for people of some statuses. Notes say
        what booking brings, and how the place avoids it.

    Raises:
        CaseError: With every fault.
    """
    asked = given(ReleaseRequest, request)
    offenses = load_default() if catalog is None else catalog
    day = asked.as_of or READ_ON
    place = office.jurisdiction if office else None
    if place is None and asked.charges:
        place = asked.charges[0].jurisdiction
    excluded = () if office is None else excluded_by(office)
    charges = tuple(
        _exposure(charge, f"$.charges[{at}]", day, offenses, excluded)
        for at, charge in enumerate(asked.charges)
    )
    return ReleaseCheck(
        ref=asked.ref,
        as_of=day,
        charges=charges,
        items=(
            *_of_arguments(asked),
            *_of_custody(asked, place, day),
            *(_of_charge(charge) for charge in charges),
            *_of_booking(place, day),
        ),
    )


# -- what is argued --------------------------------------------------------------------------------

_COUNTRIES = (
    "mexico|guatemala|honduras|el salvador|nicaragua|cuba|haiti|jamaica|dominican republic|colombia"
    "|venezuela|ecuador|peru|brazil|bolivia|china|india|pakistan|bangladesh|vietnam|philippines"
    "|korea|cambodia|laos|russia|ukraine|poland|armenia|iran|iraq|syria|afghanistan|yemen|egypt"
    "|nigeria|ghana|ethiopia|eritrea|somalia|cameroon|senegal|canada|europe|africa|asia"
    "|central america|south america|latin america"
)

_STATUS = re.compile(
    r"\b(?:immigra\w+|migratory status|non-?\s?citizens?|citizenship|undocumented|deport\w*|daca"
    r"|asylum|asylee|refugees?|overstay\w*|naturali[sz]\w+|nationality|green card|border patrol"
    r"|alien|aliens|inmigra\w+|migratori[oa]|indocumentad[oa]|homeland security)\b"
    r"|\b(?:not|is|was|no) (?:an? )?(?:u\.?s\.? |us |united states |american )?citizen\b(?!')"
    r"(?! of (?:this|the) (?:city|county|state|community))"
    r"|\bcitizens? of (?!this\b|the (?:city|county|state|community)\b)"
    r"|\b(?:permanent|lawful) residen\w+|\bresident alien"
    r"|\b(?:no|without|lacks?|lacking|not having|unlawful|illegal|lawful|legal)"
    r" (?:lawful |legal |valid |u\.?s\.? )?(?:status|presence|papers|right to (?:be|remain|stay))"
    r"|\b(?:is|are|was|being|here|present|entered|came|country|states) (?:\w+ ){0,3}?"
    r"(?:illegally|unlawfully|without inspection)\b"
    r"|\billegals?\b(?= (?:immigra|alien|entr|in the country))"
    r"|\bremoval (?:proceedings|order|hearing)|\border of removal|\bremovable\b|\bin removal\b"
    r"|\b(?:ice|federal|immigration) (?:detainer|hold|custody|warrant|officers?|agents?|arrest)"
    r"|\bforeign (?:nationals?|ties|country|countries|passport|born|citizen\w*|connections)"
    r"|\bforeign-born\b|\bborn (?:abroad|outside)|\bborn in (?:another|a foreign) country"
    r"|\b(?:home|native) (?:country|land)\b|\bhomeland\b|\bcountry of (?:origin|birth)"
    r"|\bnationals? of\b|\bi-?589\b"
    r"|\b(?:ties|family|relatives|connections|roots|property|home|citizen|national|born|back|return"
    r"|returned|flee|fled|fleeing|from) (?:\w+ ){0,3}?(?:abroad|overseas|(?:to |in |of |from )?"
    rf"(?:another country|a foreign country|(?<!new )(?:{_COUNTRIES})))\b",
    re.IGNORECASE,
)
"""What speaks of status, or of what stands for it."""

_AGENCY = re.compile(r"\b(?:ICE|DHS|USCIS|CBP|INS|TPS|LPR|NTA|EOIR|DACA)\b|I\.C\.E\.")
"""Names in capitals; in small letters some are other words."""

_MAYBE = re.compile(
    r"\bdetainers?\b|\bpassports?\b|\bvisas?\b(?! card)|\bflee (?:the|this) (?:country|us|states)"
    r"|\bleave the (?:country|united states)|\bcross(?:ing|ed)? the border|\babroad\b|\boverseas\b"
    r"|\bunknown identity\b|\binterpreter\b|\bspeaks? (?:only |no )?\w*(?:spanish|english)\b",
    re.IGNORECASE,
)
"""What may stand for it, and may be something else."""


def _of_arguments(asked: ReleaseRequest) -> Iterator[Item]:
    for at, argument in enumerate(asked.arguments):
        weight = _weight(argument)
        if weight is not None:
            yield Item(
                code="status_as_argument",
                severity=weight,
                path=f"$.arguments[{at}]",
                text=_SAYS_STATUS if weight is Severity.BARRIER else _SAYS_MAYBE,
                authority=(PRACTICE,),
            )


_SAYS_STATUS = (
    "The argument speaks of immigration status, or of what stands for it: a detainer, deportation,"
    " ties abroad. Take it out. It says nothing of whether this person comes back to court; how"
    " often the person came before does."
)
_SAYS_MAYBE = (
    "The argument may stand for immigration status. Keep it only if it would be made in the same"
    " words of anybody, and rests on what this person has done."
)


def _weight(argument: str) -> Severity | None:
    if _STATUS.search(argument) or _AGENCY.search(argument):
        return Severity.BARRIER
    return Severity.WARNING if _MAYBE.search(argument) else None


# -- what is asked for -----------------------------------------------------------------------------


def _of_custody(asked: ReleaseRequest, place: str | None, day: dt.date) -> Iterator[Item]:
    if not asked.bail_usd and not asked.detain:
        return
    rules = () if place is None else place_law(place, "bail", day)
    cites = (PRACTICE, *_cites(rules))
    if asked.bail_usd:
        yield Item(
            code="cash_bail",
            severity=Severity.BARRIER,
            path="$.bail_usd",
            text="Money bail keeps in jail whoever cannot pay it. Ask for release on conditions"
            " that cost nothing, the least that will do.",
            authority=cites,
        )
    if asked.detain:
        yield _of_detention(asked, cites)
    yield from _law(rules, place)


def _law(rules: tuple[PlaceLaw, ...], place: str | None) -> Iterator[Item]:
    for rule in rules:
        yield Item(
            code="bail_law",
            severity=Severity.NOTE,
            path="$",
            text=rule.text,
            authority=rule.authority,
        )
    if not rules:
        where = place or "the place"
        yield Item(
            code="no_law_recorded",
            severity=Severity.WARNING,
            path="$",
            text=f"Nothing is recorded here of the law on bail of {where}; look it up.",
            authority=(PRACTICE,),
        )


def _of_detention(asked: ReleaseRequest, cites: tuple[str, ...]) -> Item:
    reasons = [a for a in asked.arguments if _weight(a) is not Severity.BARRIER]
    if not reasons:
        return Item(
            code="detention_without_reason",
            severity=Severity.BARRIER,
            path="$.detain",
            text="Detention is asked for, and no reason is given that may count. Withdraw it, or"
            " say what this person has done that nothing less can meet.",
            authority=cites,
        )
    return Item(
        code="detention",
        severity=Severity.WARNING,
        path="$.detain",
        text="Detention is asked for: see that each reason is of this person, and that nothing less"
        " would do. Custody prolonged is exposure to immigration custody.",
        authority=cites,
    )


def _of_booking(place: str | None, day: dt.date) -> Iterator[Item]:
    for rule in place_law(place or "US", "booking", day):
        federal = rule.jurisdiction == "US"
        yield Item(
            code="booking" if federal else "cite_and_release",
            severity=Severity.NOTE,
            path="$",
            text=rule.text,
            authority=rule.authority,
        )


def _cites(rules: Iterable[PlaceLaw]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cite for rule in rules for cite in rule.authority))


# -- what is charged -------------------------------------------------------------------------------


def _exposure(
    charge: Offense, path: str, day: dt.date, catalog: Catalog, excluded: Iterable[str]
) -> ChargeExposure:
    asked = Charged(offense=charge, as_of=day, committed_on=day)
    status = on_charge(asked, catalog)
    others: tuple[OtherCharge, ...] = ()
    if status is not Status.NOT_TRIGGERED:
        others = other_charges(asked, catalog, excluded)
    return ChargeExposure(path=path, code=charge.code, status=status, alternatives=others)


def _of_charge(charge: ChargeExposure) -> Item:
    named = shown(charge.code).strip("'\"")
    if charge.status is Status.TRIGGERED:
        code, severity = "detention_on_charge", Severity.WARNING
        text = (
            f"The charge of {named} by itself, or the arrest for it, brings detention by"
            " immigration authorities without bond for people of some statuses, come what may."
        )
    elif charge.status is Status.NOT_TRIGGERED:
        code, severity = "no_detention_on_charge", Severity.NOTE
        text = (
            f"The charge of {named} alone brings no detention under the Act, unless death or"
            " serious bodily injury came of it."
        )
    else:
        code, severity = "detention_on_charge_open", Severity.WARNING
        text = (
            f"Whether the charge of {named} by itself brings detention by immigration authorities"
            " is not settled, or the offense is not known well enough to say."
        )
    if charge.alternatives:
        text += (
            " Other charges would not, and are named; where the arrest was for this one, whether"
            " another charge puts an end to it is not settled."
        )
    return Item(
        code=code,
        severity=severity,
        path=charge.path,
        text=text,
        authority=LAKEN_RILEY,
    )
