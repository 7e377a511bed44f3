"""What of a result may leave the office, and to whom; and what a detainer is.

Nothing is disclosed but what is on a list, for each kind of result and each audience. What is not
known to be harmless is withheld, so that a key which is added later stays in the office until
somebody lists it. For courts, the defense and the public no list holds a person's status, or
anything that varies with it: of an assessment hardly anything is left, and of a plan the charge
and, where a rank is named, that one offer. Immigration authorities get nothing.

A hash over a case lets a guess at a status be confirmed, so it leaves the office for nobody.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

import attrs

from immconseq.assessing import Assessment
from immconseq.errors import CaseError, Fault, UnknownName, shown
from immconseq.mitigation.plan import Mitigation
from immconseq.office.considering import ConsiderationRecord, DecisionOutcome
from immconseq.office.model import Office
from immconseq.office.place_law import PlaceLaw, place_law
from immconseq.office.results import Result, wrapped

__all__ = ["Audience", "Detainer", "Disclosure", "detainer", "disclose"]


class Audience(StrEnum):
    """To whom a result would go."""

    IMMIGRATION_AUTHORITY = "immigration_authority"
    COURT = "court"
    DEFENSE = "defense"
    PUBLIC = "public"
    OFFICE = "office"
    """The office itself: its own staff, and its files."""


@attrs.frozen(kw_only=True)
class Disclosure(Result):
    """What may go to an audience.

    Attributes:
        audience: To whom.
        allowed: What is in the body, by path; a path stands for all that is below it.
        withheld: What was left out, likewise. Empty for immigration authorities, for a list of
            what there is tells something too.
        body: The document, with what is withheld left out; ``None``: there is none.
        authority: What the audience is told and not told by, cited.
    """

    schema_id = "immconseq/disclosure/1"

    audience: Audience
    allowed: tuple[str, ...]
    withheld: tuple[str, ...]
    body: dict[str, Any] | None = attrs.field(hash=False)
    authority: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "schema": self.schema_id,
            "audience": self.audience.value,
            "allowed": list(self.allowed),
            "withheld": list(self.withheld),
            "body": self.body,
            "authority": list(self.authority),
        }

    def to_text(self) -> str:
        whom = self.audience.value.replace("_", " ")
        if self.body is None:
            lines = [f"For the {whom}: nothing."]
        else:
            lines = [f"For the {whom}:"]
            lines += wrapped("goes: " + (", ".join(self.allowed) or "nothing"), "  ", "    ")
            lines += wrapped("stays: " + (", ".join(self.withheld) or "nothing"), "  ", "    ")
        if self.authority:
            lines += wrapped("authority: " + "; ".join(self.authority), "  ", "    ")
        return "\n".join(lines)


def disclose(
    result: Assessment | Mitigation | Result,
    audience: str,
    office: Office | None = None,
    *,
    rank: int | None = None,
) -> Disclosure:
    """What of a result may go to an audience.

    Which alternatives a plan has depends on the person, so the list stays in the office. An offer
    that is made goes to the other side, and to the court: name its rank.

    Args:
        result: An assessment, a plan, or any result of the office.
        audience: One of `Audience`.
        office: Whose law of the place is cited; ``None``: federal law alone.
        rank: Of a plan, the alternative that is offered.

    Raises:
        LookupError: There is no such audience, or the plan has no such rank.
        TypeError: *result* is nothing that can be disclosed.
    """
    to = _audience(audience)
    if not isinstance(result, Assessment | Mitigation | Result):
        raise TypeError(f"an assessment, a plan or a result of the office, not {type(result)!r}")
    authority = _authority(to, office)
    if rank is not None:
        _check_rank(result, rank)
    if to is Audience.IMMIGRATION_AUTHORITY:
        return Disclosure(audience=to, allowed=(), withheld=(), body=None, authority=authority)
    document = result.to_dict()
    if rank is not None:
        offered = [a for a in document["alternatives"] if a["rank"] == rank]
        document = {**document, "alternatives": offered}
    walk = _Walk()
    if to is Audience.OFFICE:
        body = walk.without_hashes(document)
    else:
        listed = ALLOWED.get(document["schema"], {}).get(to, ())
        if rank is None:
            listed = tuple(p for p in listed if not p.startswith("alternatives"))
        if _withheld_offer(document):
            listed = tuple(p for p in listed if p == "as_of" or p.startswith("charge."))
        body = walk.keep(document, _tree(("schema", *listed)))
    return Disclosure(
        audience=to,
        allowed=tuple(walk.allowed),
        withheld=tuple(walk.withheld),
        body=body,
        authority=authority,
    )


def _audience(name: str) -> Audience:
    try:
        return Audience(name)
    except ValueError:
        known = ", ".join(a.value for a in Audience)
        raise UnknownName(f"no audience {shown(name)}; there are: {known}") from None


def _withheld_offer(document: Mapping[str, Any]) -> bool:
    """Is it a record of something that was not offered?"""
    if document["schema"] != ConsiderationRecord.schema_id:
        return False
    return DecisionOutcome(document["outcome"]) is not DecisionOutcome.OFFERED


def _check_rank(result: object, rank: int) -> None:
    ranks = [a.rank for a in result] if isinstance(result, Mitigation) else []
    if rank not in ranks:
        raise UnknownName(f"no alternative of rank {shown(rank)} in this result")


_HASH = "_sha256"
HASHES_OVER_NO_CASE = frozenset({"plan_sha256"})
"""The hashes that may stay in what an office exports for its own use; any other may be one over a
case, and leaves the office for nobody, nor goes into such an export."""

_OFFENSE_KEYS = ("jurisdiction", "code", "variant", "level", "inchoate", "enhancements")
_OFFENSE = tuple(f"offense.{key}" for key in _OFFENSE_KEYS)
_SENTENCE = tuple(
    f"sentence.{key}"
    for key in (
        *("imposed_days", "suspended_days", "probation_days", "consecutive_to"),
        *("imposed", "suspended", "fine_usd", "costs_usd"),
    )
)
"""Of an offense and of a sentence what a plea form has; not what immigration law makes of it."""


def _at(place: str, *keys: str) -> tuple[str, ...]:
    return tuple(f"{place}.{key}" for key in keys)


_PROPOSAL = _at("proposal", "ref", "outcome", *_OFFENSE, *_SENTENCE)
_OFFER = (
    *_at("alternatives[]", "offer", "parity"),
    *_at("alternatives[].dispositions[]", "ref", "outcome", *_OFFENSE, *_SENTENCE),
)
_OFFER_IN_FULL = (*_OFFER, *_at("alternatives[]", "strategies", "steps", "requires"))

_RECORDED_PLEA = (
    *_OFFENSE_KEYS,
    *("outcome", "imposed_days", "suspended_days", "probation_days", "consecutive"),
)
_RECORDED = (
    *("as_of", "vacates", "offer", "parity"),
    *_at("charge", *_OFFENSE_KEYS),
    *_at("dispositions[]", *_RECORDED_PLEA),
)

_WHOLE_CHECK = ("ok", "items")

ALLOWED: Mapping[str, Mapping[Audience, tuple[str, ...]]] = {
    "immconseq/assessment/1": {
        Audience.COURT: ("as_of", "disclaimer"),
        Audience.DEFENSE: ("as_of", "disclaimer"),
        Audience.PUBLIC: ("disclaimer",),
    },
    "immconseq/mitigation/1": {
        Audience.COURT: ("ref", "disclaimer", *_PROPOSAL, *_OFFER),
        Audience.DEFENSE: ("ref", "disclaimer", *_PROPOSAL, *_OFFER_IN_FULL),
        Audience.PUBLIC: ("disclaimer",),
    },
    # What was refused, or not offered at all, is no word to the other side: see `_withheld_offer`.
    "immconseq/consideration/1": {Audience.COURT: _RECORDED, Audience.DEFENSE: _RECORDED},
    # Of no person's case: a form, a program, the law, figures that were made to be published.
    **{
        schema: dict.fromkeys((Audience.COURT, Audience.DEFENSE, Audience.PUBLIC), keys)
        for schema, keys in {
            "immconseq/request-form-check/1": _WHOLE_CHECK,
            "immconseq/program-check/1": (*_WHOLE_CHECK, "conviction", "at_step", "safe_change"),
            # What is offered to everybody; what follows for whom stays, and the items say that.
            "immconseq/offers-check/1": (
                "as_of",
                *_at("offers[]", "offer_id", "offers", "status_blind"),
            ),
            "immconseq/detainer/1": (
                *("jurisdiction", "on", "text", "must_hold", "may_hold", "recorded", "rules"),
            ),
            "immconseq/public-report/1": ("cells", "minimum_cell"),
        }.items()
    },
}
"""What goes out besides ``schema``, by the schema of the result and by audience. A schema that is
not here stays in the office whole: a check of a release request, a screening and a clean slate,
which tell what follows for a person, and compliance, whose exact figures may tell of one."""


# -- walking a document ----------------------------------------------------------------------------

_Tree = dict[str, Any]


def _tree(paths: Iterable[str]) -> _Tree:
    """Paths as nested keys, lists as ``[]``; an empty tree stands for all that is below."""
    root: _Tree = {}
    for path in paths:
        here = root
        for key in path.replace("[]", ".[]").split("."):
            here = here.setdefault(key, {})
    return root


class _Walk:
    """Takes a document apart, and notes the path of what stays in and of what goes."""

    __slots__ = ("allowed", "withheld")

    def __init__(self) -> None:
        self.allowed: list[str] = []
        self.withheld: list[str] = []

    def keep(self, value: Any, tree: _Tree, path: str = "$") -> Any:
        """What the tree lists, and nothing else."""
        if not tree or not isinstance(value, Mapping | list):
            self.allowed.append(path)
            return value
        if isinstance(value, list):
            below = tree.get("[]", {})
            return [self.keep(item, below, f"{path}[{at}]") for at, item in enumerate(value)]
        kept = {}
        for key, item in value.items():
            here = f"{path}.{key}"
            if key in tree:
                kept[key] = self.keep(item, tree[key], here)
            else:
                self.withheld.append(here)
        return kept

    def without_hashes(self, value: Any, path: str = "$") -> Any:
        """Everything but hashes over a case, wherever they are."""
        if isinstance(value, Mapping):
            kept = {}
            for key, item in value.items():
                here = f"{path}.{key}"
                if _over_a_case(key):
                    self.withheld.append(here)
                elif _holds_one(item):
                    kept[key] = self.without_hashes(item, here)
                else:
                    self.allowed.append(here)
                    kept[key] = item
            return kept
        if isinstance(value, list):
            return [self.without_hashes(item, f"{path}[{at}]") for at, item in enumerate(value)]
        return value


def _over_a_case(key: str) -> bool:
    return key.endswith(_HASH) and key not in HASHES_OVER_NO_CASE


def _holds_one(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_over_a_case(key) or _holds_one(item) for key, item in value.items())
    return isinstance(value, list) and any(_holds_one(item) for item in value)


# -- the law ---------------------------------------------------------------------------------------

_TOPICS = {
    Audience.IMMIGRATION_AUTHORITY: ("information_sharing", "status_question"),
    Audience.COURT: ("status_in_court",),
    Audience.DEFENSE: ("status_in_court",),
    Audience.PUBLIC: ("information_sharing",),
    Audience.OFFICE: (),
}


def _authority(audience: Audience, office: Office | None) -> tuple[str, ...]:
    place = "US" if office is None else office.jurisdiction
    rules = (rule for topic in _TOPICS[audience] for rule in place_law(place, topic))
    return tuple(dict.fromkeys(cite for rule in rules for cite in rule.authority))


# -- detainers -------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Detainer(Result):
    """What an immigration detainer is, and what may be done with one in a place.

    Attributes:
        jurisdiction: The place.
        on: The day of the law; ``None``: as it was last read.
        may_hold: May the place's officers hold a person past release because of it? ``False``: the
            law of the place forbids it; ``None``: nothing is recorded.
        recorded: Is anything recorded of the place itself?
        rules: The law, that of the place first.
    """

    schema_id = "immconseq/detainer/1"

    jurisdiction: str
    on: dt.date | None
    may_hold: bool | None
    recorded: bool
    rules: tuple[PlaceLaw, ...]

    @property
    def must_hold(self) -> bool | None:
        """Must they? Federal law asks it of no State's officers, the law of some States does.

        ``None``: nothing is recorded of this one.
        """
        return self.may_hold

    @property
    def text(self) -> str:
        """The answer in a few sentences."""
        answer = (
            "A detainer is a request of immigration authorities, and no warrant of a judge. Federal"
            " law obliges no State's officers to hold a person because of it."
        )
        if self.may_hold is False:
            return f"{answer} In {self.jurisdiction} they may not, past the time of release."
        return (
            f"{answer} What the law of {self.jurisdiction} says is not recorded here, and some"
            " States oblige their officers: look it up before anything is done."
        )

    def to_dict(self) -> dict[str, Any]:
        return {
            "schema": self.schema_id,
            "jurisdiction": self.jurisdiction,
            "on": None if self.on is None else self.on.isoformat(),
            "text": self.text,
            "must_hold": self.must_hold,
            "may_hold": self.may_hold,
            "recorded": self.recorded,
            "rules": [_rule(rule) for rule in self.rules],
        }

    def to_text(self) -> str:
        lines = [f"Detainers in {self.jurisdiction}", *wrapped(self.text, "  ", "  ")]
        for rule in self.rules:
            lines += wrapped(f"{rule.text} ({'; '.join(rule.authority)})", "  - ", "    ")
        return "\n".join(lines)


def _rule(rule: PlaceLaw) -> dict[str, Any]:
    """As JSON, every key always there."""
    return {
        "id": rule.id,
        "jurisdiction": rule.jurisdiction,
        "topic": rule.topic,
        "text": rule.text,
        "authority": list(rule.authority),
        "from": None if rule.from_ is None else rule.from_.isoformat(),
        "until": None if rule.until is None else rule.until.isoformat(),
        "read_on": rule.read_on.isoformat(),
        "sources": list(rule.sources),
    }


_ABOUT = ("detainer", "information_sharing", "status_question", "status_in_court", "courthouse")

_FORBIDS_HOLDING = frozenset({"us-ca-no-hold", "us-ny-no-hold"})
"""The rules that leave no room for holding a person on a detainer alone."""


def detainer(place: Office | str, on: dt.date | None = None) -> Detainer:
    """Tell what a detainer is and what is lawful to do with it.

    Args:
        place: An office, or a jurisdiction as ``US-CA``.
        on: The day of the law; ``None``: as it was last read.

    Raises:
        CaseError: *place* is no jurisdiction.
    """
    where: object = place.jurisdiction if isinstance(place, Office) else place
    if not isinstance(where, str) or not re.fullmatch(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?", where):
        expected = "a jurisdiction, as US-CA"
        raise CaseError(
            [Fault(path="$.jurisdiction", found=shown(where), expected=expected, code="value")]
        )
    rules = tuple(rule for topic in _ABOUT for rule in place_law(where, topic, on))
    forbids = any(rule.id in _FORBIDS_HOLDING for rule in rules)
    return Detainer(
        jurisdiction=where,
        on=on,
        may_hold=False if forbids else None,
        recorded=any(rule.jurisdiction == where != "US" for rule in rules),
        rules=rules,
    )
