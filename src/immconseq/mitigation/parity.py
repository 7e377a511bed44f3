"""How near an alternative is to the proposal: kind of offense, exposure, what it does later.

An office measures an alternative by a similar type of offense, by the sentence that may be and is
imposed, and by priorability. Nothing here looks at immigration law. Where several counts take the
place of one they are measured together: terms are added, and the gravest level is theirs.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from typing import Any

import attrs

from immconseq import case_checks
from immconseq.case import Disposition, Outcome
from immconseq.errors import AmbiguousOffense, UnknownOffense
from immconseq.kinds import FrozenMap
from immconseq.mitigation.showing import shown, supposed
from immconseq.offenses.catalog import Catalog
from immconseq.offenses.entry import LEVELS, PRIORABILITY, Entry, Variant

__all__ = [
    "WEIGHTY",
    "Parity",
    "Standing",
    "is_named",
    "kinship",
    "parity",
    "standing",
    "standing_together",
]

_KIN = (
    ("burglary", "theft", "receiving", "trespass"),
    ("burglary", "trespass", "property_damage"),
    ("theft", "receiving", "robbery", "fraud", "forgery"),
    ("robbery", "assault", "battery", "threats"),
    ("assault", "battery", "domestic_violence", "threats", "stalking"),
    ("assault", "battery", "kidnapping_false_imprisonment", "homicide"),
    ("domestic_violence", "child_endangerment", "stalking", "kidnapping_false_imprisonment"),
    ("drug_possession", "drug_sale", "drug_other"),
    ("dui", "driving"),
    ("weapons", "assault", "threats"),
    ("sex_offense", "prostitution"),
    ("sex_offense", "battery"),
    ("public_order", "trespass", "threats"),
)
"""Families of offenses that are of like kind: those that stand together in a row."""

_FELONY_ONLY = ("strike", "firearm_ban")


_UNCONVICTED = (Outcome.DIVERTED_BEFORE_PLEA, Outcome.DECLINED, Outcome.CIVIL)

WEIGHTY = ("strike", "registration")
"""What makes an alternative heavier whatever its term is."""


@attrs.frozen(kw_only=True)
class Standing:
    """What a disposition, or several together, are beside the catalog, as far as parity asks.

    Attributes:
        entry: The offense, of several the first; ``None`` where the catalog does not have it, or
            not one alone.
        prong: Its prong; ``None`` where none is named.
        others: The offenses of the other counts.
        shown: What the charge and its facts have of what rows may ask for, of
            `immconseq.offenses.entry.SUPPOSED`.
        levels: The levels that it may be of, the gravest first; one where that is known.
        maxima: The longest terms that may be possible, in days, ascending; one where that is
            known, none where nothing is.
        imposed: The days imposed, suspended parts included; ``None``: not known.
        priorability: What it does to a later case; ``None``: not known.
        convicted: Does it leave a conviction?
    """

    entry: Entry | None
    prong: Variant | None
    levels: tuple[str, ...]
    maxima: tuple[int, ...]
    imposed: int | None
    priorability: frozenset[str] | None
    convicted: bool
    others: tuple[Entry | None, ...] = ()
    shown: frozenset[str] = frozenset()

    @property
    def entries(self) -> tuple[Entry | None, ...]:
        """The offense of each count."""
        return (self.entry, *self.others)

    @property
    def exposure(self) -> int | None:
        """The longest term possible in days; ``None``: not known."""
        return self.maxima[0] if len(self.maxima) == 1 else None


def standing(disposition: Disposition, catalog: Catalog, as_of: dt.date) -> Standing:
    """What a disposition is beside the catalog; diverted or declined it exposes to nothing."""
    offense = disposition.offense
    entry: Entry | None = None
    prong: Variant | None = None
    try:
        resolved = catalog.resolve(offense.jurisdiction, offense.code)
    except (AmbiguousOffense, UnknownOffense):
        pass
    else:
        entry = resolved.entry
        named = offense.variant or resolved.variant
        if named is None and entry.prong_from:
            named = str(getattr(disposition.facts, entry.prong_from))
        prong = next((v for v in entry.variants if v.id == named), None)
    if disposition.outcome in _UNCONVICTED:
        return Standing(
            entry=entry,
            prong=prong,
            levels=(),
            maxima=(0,),
            imposed=0,
            priorability=frozenset(),
            convicted=False,
        )
    row = prong or entry
    level = None if offense.level is None else offense.level.value
    levels: tuple[str, ...] = () if level is None else (level,)
    maxima: tuple[int, ...] = ()
    if row is not None:
        days = (disposition.committed_on, disposition.disposed_on or as_of)
        maxima = row.maxima(level, *days)
        if level is None:
            there = {r.level for r in row.ranges(None, *days)}
            levels = tuple(name for name in LEVELS if name in there)
    sentence = disposition.sentence
    stated = case_checks.term_days(sentence.max_possible_days, sentence.max_possible)
    return Standing(
        entry=entry,
        prong=prong,
        levels=levels,
        maxima=maxima if stated is None else (stated,),
        imposed=case_checks.term_days(sentence.imposed_days, sentence.imposed),
        priorability=None
        if row is None or entry is None
        else _priorability(row, levels, entry.bans_firearms),
        convicted=True,
        shown=shown(disposition, catalog),
    )


def standing_together(parts: Sequence[Standing]) -> Standing:
    """What several counts are together: their terms and maxima added, and all that they do later.

    A number that is not known of one is not known of all.
    """
    first, *rest = parts
    if not rest:
        return first
    ends: tuple[int, ...] = ()
    if all(part.maxima for part in parts):
        ends = tuple(sum(part.maxima[end] for part in parts) for end in (0, -1))
    imposed = [part.imposed for part in parts if part.imposed is not None]
    later = [part.priorability for part in parts if part.priorability is not None]
    there = {level for part in parts for level in part.levels}
    return attrs.evolve(
        first,
        others=tuple(part.entry for part in rest),
        levels=tuple(level for level in LEVELS if level in there),
        maxima=tuple(sorted(set(ends))),
        imposed=sum(imposed) if len(imposed) == len(parts) else None,
        priorability=frozenset[str]().union(*later) if len(later) == len(parts) else None,
        convicted=any(part.convicted for part in parts),
    )


def _priorability(
    row: Entry | Variant, levels: tuple[str, ...], bans_firearms: bool
) -> frozenset[str]:
    """A row speaks of its gravest level; of a lesser one only what holds at every level holds.

    Every felony bars the possession of firearms (18 USC 922(g)(1)); a lesser offense where the row
    says so.
    """
    has = frozenset(row.priorability)
    there = {r.level for r in row.levels}
    gravest = next((name for name in LEVELS if name in there), None)
    taken = levels[0] if levels else gravest
    if taken == "infraction":
        return frozenset()
    if taken == "felony":
        return has | {"firearm_ban"}
    if taken != gravest:
        has -= set(_FELONY_ONLY)
    return has | {"firearm_ban"} if bans_firearms else has


def kinship(one: Entry, two: Entry, catalog: Catalog) -> str:
    """``same`` family, ``related`` (of like kind, or with a basis in common), or ``different``."""
    if one == two or one.family == two.family:
        return "same"
    if any(one.family in row and two.family in row for row in _KIN):
        return "related"
    return "related" if shares_basis(one, two, catalog) else "different"


def shares_basis(one: Entry, two: Entry, catalog: Catalog) -> bool:
    """Does either name the other as an offense that the same facts can support?"""
    return two in partners(one, catalog) or one in partners(two, catalog)


def is_named(own: Entry, other: Entry, catalog: Catalog) -> bool:
    """Does the catalog say that *other* may stand for *own*: on the same facts, or in practice?"""
    return own == other or other in partners(own, catalog) or own.family in other.stands_in_for


@functools.lru_cache(maxsize=4096)
def partners(entry: Entry, catalog: Catalog) -> tuple[Entry, ...]:
    """The offenses that an entry shares a basis with, as far as the catalog has them."""
    return tuple(
        found
        for code in entry.shares_basis_with
        for found in catalog.find(code, entry.jurisdiction)
    )


@attrs.frozen(kw_only=True)
class Parity:
    """An alternative beside the proposal; deltas are the alternative less the proposal, in days.

    Attributes:
        family: ``same``, ``related`` or ``different``.
        same_facts: Is it the proposal's own offense, or one of which the catalog says that the same
            facts can support it or that practice takes it in place of such charges, and that asks
            for nothing of which the case says nothing?
        level: ``same``, ``lower`` or ``higher``; a level that is not known is read as the
            gravest that it may be, and a diversion is lower than any.
        exposure_days_delta: Of the longest term possible; ``None``: not known.
        imposed_days_delta: Of the term imposed; ``None``: not known.
        priorable: For each of `PRIORABILITY` ``kept``, ``lost``, ``gained`` or ``none``.
        heavier: Is it of a higher level, may it carry a longer term, or is it a strike or brings
            registration where the proposal does neither?
        asks_more: Does it ask for something of which neither the charge nor its facts say
            anything? What that is stands among what the alternative requires.
    """

    family: str
    same_facts: bool
    level: str
    exposure_days_delta: int | None
    imposed_days_delta: int | None
    priorable: FrozenMap[str]
    heavier: bool
    asks_more: bool = False

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it, every key always there."""
        return {
            "family": self.family,
            "same_facts": self.same_facts,
            "level": self.level,
            "exposure_days_delta": self.exposure_days_delta,
            "imposed_days_delta": self.imposed_days_delta,
            "priorable": dict(self.priorable),
            "heavier": self.heavier,
        }

    def to_text(self) -> str:
        """The same in words."""
        words = [
            f"{self.family} family" + ", same facts" * self.same_facts,
            f"{self.level} level",
            f"exposure {_change(self.exposure_days_delta)}",
            f"term {_change(self.imposed_days_delta)}",
            *(
                f"{done} " + " and ".join(n.replace("_", " ") for n in names)
                for done in ("kept", "lost", "gained")
                if (names := [n for n, word in self.priorable.items() if word == done])
            ),
        ]
        return ", ".join([*words, "heavier"] if self.heavier else words)

    @functools.cached_property
    def distance(self) -> tuple[int, ...]:
        """How far it is, the weightiest first: facts, kind, level, priorability, exposure, term.

        What is not known counts as far as can be. For ordering only.
        """
        far = 10**6
        return (
            int(not self.same_facts) + self.asks_more,
            _NEARNESS.index(self.family),
            ("same", "lower", "higher").index(self.level),
            sum(word in ("lost", "gained") for word in self.priorable.values()),
            far if self.exposure_days_delta is None else abs(self.exposure_days_delta),
            far if self.imposed_days_delta is None else abs(self.imposed_days_delta),
        )


def _change(days: int | None) -> str:
    return "not known" if days is None else "unchanged" if days == 0 else f"{days:+,} days"


def parity(
    before: Standing, after: Standing, catalog: Catalog, *, same_offense: bool = False
) -> Parity:
    """Compare an alternative with the proposal.

    Args:
        before: The proposal's.
        after: The alternative's.
        catalog: The offenses.
        same_offense: The offense is not touched, whatever is known of it.
    """
    level = _level(before, after)
    unchanged = same_offense and after.convicted and not after.others
    priorable = FrozenMap(
        (name, _priorable(name, before.priorability, after.priorability)) for name in PRIORABILITY
    )
    asks_more = (
        not same_offense
        and after.convicted
        and any(_asks_more(before, entry) for entry in after.entries)
    )
    exposure = 0 if unchanged else _delta(before.exposure, after.exposure)
    return Parity(
        family="same" if same_offense else _family(before, after, catalog),
        same_facts=same_offense
        or (not asks_more and all(_is_named(before, entry, catalog) for entry in after.entries)),
        level="same" if unchanged else level,
        exposure_days_delta=exposure,
        imposed_days_delta=_delta(before.imposed, after.imposed),
        priorable=priorable,
        asks_more=asks_more,
        heavier=not unchanged
        and (
            level == "higher"
            or _longer(before, after)
            or any(priorable[name] == "gained" for name in WEIGHTY)
        ),
    )


def _is_named(before: Standing, entry: Entry | None, catalog: Catalog) -> bool:
    return before.entry is not None and entry is not None and is_named(before.entry, entry, catalog)


def _asks_more(before: Standing, entry: Entry | None) -> bool:
    """Does an offense ask for a thing that the charge and its facts do not show?"""
    return entry is not None and entry != before.entry and not supposed(entry, None) <= before.shown


def _longer(before: Standing, after: Standing) -> bool:
    """May it carry a longer term? More counts of what is not known may."""
    if after.others and not after.maxima:
        return True
    return max(after.maxima, default=0) > max(before.maxima, default=0)


_NEARNESS = ("same", "related", "different")


def _family(before: Standing, after: Standing, catalog: Catalog) -> str:
    """Of several counts that of the farthest."""
    found = [
        "different"
        if before.entry is None or entry is None
        else kinship(before.entry, entry, catalog)
        for entry in after.entries
    ]
    return max(found, key=_NEARNESS.index)


def _level(before: Standing, after: Standing) -> str:
    if not after.convicted:
        return "lower"
    if not before.levels or not after.levels:
        return "same"
    one, two = LEVELS.index(before.levels[0]), LEVELS.index(after.levels[0])
    return "same" if one == two else "lower" if two > one else "higher"


def _delta(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else after - before


def _priorable(name: str, before: frozenset[str] | None, after: frozenset[str] | None) -> str:
    had, has = name in (before or ()), name in (after or ())
    return ("kept" if has else "lost") if had else "gained" if has else "none"
