"""A row of the catalog: an offense, its prongs, its ranges, and what courts say of each.

Every row is data with its authorities. Nothing here decides what a conviction leads to.
"""

from __future__ import annotations

import bisect
import datetime as dt
import functools
from collections.abc import Collection, Iterator, Mapping

import attrs

from immconseq.authority import Answer, Holding, Settled, settle, turning_days
from immconseq.profile import PROFILE_ENTRIES

__all__ = [
    "LEVELS",
    "PRIORABILITY",
    "STAGES",
    "SUPPOSED",
    "Enhancement",
    "Entry",
    "FelonyTerms",
    "LevelRange",
    "Profile",
    "ProfileItem",
    "Program",
    "Variant",
    "Vehicle",
]

LEVELS = ("felony", "misdemeanor", "infraction")
"""The levels of an offense, the gravest first."""

PRIORABILITY = ("strike", "dui_prior", "dv_prior", "theft_prior", "registration", "firearm_ban")
"""What a conviction can do to a later case, as far as a plan speaks of it."""

SUPPOSED = (
    "prisoner",
    "official",
    "official_victim",
    "prior",
    "order",
    "school",
    "child",
    "elder",
    "under_21",
    "victim",
    "partner",
    "injury",
    "arrest",
    "firearm",
    "weapon",
    "vehicle",
    "dwelling",
    "document",
    "special_object",
    "further_act",
)
"""What a row may ask for.

Of the person (in custody; in office; convicted before; under 21), of the victim (in office; under
18; old or dependent; anybody wronged; a spouse, partner or date; hurt), that a protective order
stands, or that it be at a school. That there was an arrest or an officer to resist; a firearm;
another weapon; a vehicle; a dwelling; a false or forged document. ``special_object`` is a thing, a
trade or an occasion that few cases have (a bicycle, a cable line, a pawnbroker, a riot), and
``further_act`` an act besides what other charges of its kind ask for (a word to a witness, help to
a felon, a shot).
"""

ACTS_ON = ("conviction", "level", "sentence", "arrest")
"""What a vehicle may undo or change."""

STAGES = ("before_sentence", "early_probation", "restrained", "released")
"""How far a case has come when a vehicle is open.

Before sentence; within six months of a grant of probation; while the person is held, or on
probation, parole or supervision, for the count; and once all that is over.
"""


@attrs.frozen(kw_only=True)
class LevelRange:
    """The most that may be imposed at one level, and when.

    Attributes:
        level: One of `LEVELS`.
        max_days: The longest term, in days: a year is 365, a life term 36,500.
        from_: The first day of *offense* that it is for, inclusive; ``None``: no bound.
        until: The last day of *offense*, inclusive; ``None``: no bound.
        convictions_from: The first day of *conviction*, inclusive; ``None``: no bound.
        convictions_until: The last day of *conviction*, inclusive; ``None``: no bound.
    """

    level: str
    max_days: int
    from_: dt.date | None = None
    until: dt.date | None = None
    convictions_from: dt.date | None = None
    convictions_until: dt.date | None = None

    def may_apply(self, committed_on: dt.date | None, convicted_on: dt.date | None) -> bool:
        """Is it for an offense and a conviction of these days? A day not known rules out none."""
        return _within(committed_on, self.from_, self.until) and _within(
            convicted_on, self.convictions_from, self.convictions_until
        )


@attrs.frozen(kw_only=True)
class FelonyTerms:
    """What the law of a place makes of a felony's term that is shorter than any sentence there.

    Such a term can be had as jail ordered as a condition of probation, and as nothing else. Days
    count as terms do: a year is 365, a month short of a year 30.

    Attributes:
        least_days: The shortest sentence that any felony of the place has.
        attempt_days: The same for an attempt.
        together_days: The most days that may be ordered as a condition of probation, all counts of
            a case together.
        probation_days: The probation that a felony ordinarily has.
        longer: The probation that the law asks for where it is another, by family of offense.
        domestic_days: The same where the victim is one whom the domestic violence law of the place
            protects; ``None``: as for any other.
        never: The codes of offenses for which probation is never granted.
        seldom: The codes of offenses for which it is granted in unusual cases alone, each with the
            section that says so.
        authority: The sections that say so.
    """

    least_days: int
    attempt_days: int
    together_days: int
    probation_days: int
    authority: str
    longer: tuple[tuple[str, int], ...] = ()
    domestic_days: int | None = None
    never: tuple[str, ...] = ()
    seldom: tuple[tuple[str, str], ...] = ()


def _within(day: dt.date | None, first: dt.date | None, last: dt.date | None) -> bool:
    return day is None or ((first is None or first <= day) and (last is None or day <= last))


@attrs.frozen(kw_only=True)
class ProfileItem:
    """What courts and texts say of one profile entry.

    Attributes:
        holdings: In the order of the pack; `immconseq.authority.settle` answers from them.
    """

    holdings: tuple[Holding, ...]


def _copied(items: Mapping[str, ProfileItem]) -> Mapping[str, ProfileItem]:
    return dict(items)


@attrs.frozen(eq=False, repr=False)
class Profile(Mapping[str, ProfileItem]):
    """An immutable mapping from profile entry to `ProfileItem`, in the order of the vocabulary.

    A profile entry that is not in it has no answer. Equal by value, hashable, picklable.
    """

    _items: Mapping[str, ProfileItem] = attrs.field(factory=dict, converter=_copied)
    _answers: dict[tuple[int, int | None, str | None], Mapping[str, Settled]] = attrs.field(
        init=False, factory=dict
    )

    def settled(
        self, *, as_of: dt.date, circuit: str | None, convicted_on: dt.date | None
    ) -> Mapping[str, Settled]:
        """The answer to each of its entries; the arguments are those of `settle`.

        One day is like another between two that bring a decision, so answers are kept by span.
        """
        days, turning = self._turns
        reach = None if convicted_on is None else bisect.bisect_right(turning, convicted_on)
        key = (bisect.bisect_right(days, as_of), reach, circuit)
        if key not in self._answers:
            self._answers[key] = {
                name: settle(item.holdings, as_of=as_of, circuit=circuit, convicted_on=convicted_on)
                for name, item in self._items.items()
            }
        return self._answers[key]

    @functools.cached_property
    def _turns(self) -> tuple[tuple[dt.date, ...], tuple[dt.date, ...]]:
        """The days of law, and those of conviction, on which some answer may change."""
        holdings = [h for item in self._items.values() for h in item.holdings]
        return turning_days(holdings)

    def __getstate__(self) -> Mapping[str, ProfileItem]:
        return self._items

    def __setstate__(self, items: Mapping[str, ProfileItem]) -> None:
        object.__setattr__(self, "_items", items)
        object.__setattr__(self, "_answers", {})

    def __getitem__(self, name: str) -> ProfileItem:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(tuple(self._items))

    def __repr__(self) -> str:
        return f"Profile({', '.join(self._items)})"


class _Profiled:
    """What has a profile."""

    __slots__ = ()

    profile: Profile

    def at(
        self,
        as_of: dt.date,
        circuit: str | None,
        convicted_on: dt.date | None = None,
    ) -> Mapping[str, Answer | None]:
        """What the least conduct that it punishes is, on a day and in a circuit.

        Args:
            as_of: The day whose law applies.
            circuit: One of `immconseq.authority.CIRCUITS`; ``None`` where it is not known.
            convicted_on: The day of conviction; ``None``: not known, so that where it would
                decide the answer is ``None``.

        Returns:
            Every profile entry: ``yes``, ``no``, ``contested``, ``by_substance``, or ``None``
            where nobody has answered.
        """
        settled = self.profile.settled(as_of=as_of, circuit=circuit, convicted_on=convicted_on)
        return {name: settled[name].answer if name in settled else None for name in PROFILE_ENTRIES}


class _Row(_Profiled):
    """What an entry and a prong have in common."""

    __slots__ = ()

    levels: tuple[LevelRange, ...]

    def ranges(
        self,
        level: str | None = None,
        committed_on: dt.date | None = None,
        convicted_on: dt.date | None = None,
    ) -> tuple[LevelRange, ...]:
        """The ranges that may apply, given what is known; ``None`` is not known."""
        return tuple(
            r
            for r in self.levels
            if (level is None or r.level == level) and r.may_apply(committed_on, convicted_on)
        )

    def maxima(
        self,
        level: str | None = None,
        committed_on: dt.date | None = None,
        convicted_on: dt.date | None = None,
    ) -> tuple[int, ...]:
        """The possible maximum terms in days, ascending, given what is known.

        Args:
            level: One of `LEVELS`; ``None``: not known, so each that the offense has.
            committed_on: The day of the offense; ``None``: not known.
            convicted_on: The day of conviction; ``None``: not known.

        Returns:
            Each maximum once. More than one: what is known does not decide. None at all: no
            range of the row is for that level and those days.
        """
        return tuple(sorted({r.max_days for r in self.ranges(level, committed_on, convicted_on)}))


@attrs.frozen(kw_only=True)
class Variant(_Row):
    """A prong of a divisible statute. What the pack leaves out it has from its entry.

    Attributes:
        id: Its name in a case, as in ``offense.variant``.
        name: Its name for people.
        elements: What must be proved, in a few words.
        profile: What the least conduct punished under this prong is.
        levels: Its ranges.
        also: Codes, as charged, that name this prong by themselves.
        priorability: Those of `PRIORABILITY` that a conviction under it has.
        attempt_profile: As `Entry.attempt_profile`, for this prong.
        in_place_of: The level of the charge in whose place alone it stands; ``None``: any.
        supposes: What it asks for besides what its entry does, those of `SUPPOSED`.
    """

    id: str
    name: str
    elements: str
    profile: Profile
    levels: tuple[LevelRange, ...]
    also: tuple[str, ...] = ()
    priorability: tuple[str, ...] = ()
    attempt_profile: Profile = Profile()
    in_place_of: str | None = None
    supposes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Short: the whole prong is pages long."""
        return f"Variant({self.id!r})"


@attrs.frozen(kw_only=True)
class Entry(_Row):
    """An offense of the catalog.

    Attributes:
        jurisdiction: ISO 3166-2, ``US`` for federal law, ISO 3166-1 for a foreign country.
        code: In canonical form, ``PC 459``.
        names: What people call it, in lower case.
        family: The kind of conduct, one word in snake case.
        levels: The ranges, by level and by day.
        variants: The prongs of a statute that has them.
        divisible: What courts say on whether a court may look at which prong it was.
        priorability: Those of `PRIORABILITY` that a conviction has, at felony level unless a
            prong says otherwise.
        also: Other codes that name this offense, such as the section above it.
        prong_from: The fact of a case that names the prong where the case does not: the ids of
            the prongs are its values. ``None``: no fact does.
        local_theft: ``yes``, ``no`` or ``contested``: the law of the place calls it burglary,
            theft, larceny or shoplifting (8 USC 1226(c)(2)). ``None``: its family says.
        replaced_by: The codes under which the same conduct stands since `replaced_from`.
        replaced_from: The first day of the new codes, inclusive. ``None``: it is not replaced.
        supposes: What it asks of the person, the victim or the occasion, those of `SUPPOSED`:
            another offense is not turned into it by a plea unless the charge or the facts have
            it, or the catalog names it for that charge.
        substances: The drugs that it is about by name; empty: any.
        not_substances: The drugs, by name, that it does not reach, another section having them.
        bans_firearms: A conviction at a level below a felony bars the possession of firearms too; a
            felony always does (18 USC 922(g)(1)).
        low_level: An office might decline it or divert it.
        elements: What must be proved, in a few words; ``None``: its name says it.
        in_place_of: The level of the charge in whose place alone a plea to it is taken; ``None``:
            any.
        shares_basis_with: Other codes of the jurisdiction that the same facts can support.
        stands_in_for: The families of charges in place of which practice takes a plea to it,
            although it is not of like kind.
        read_on: The day on which the row was last read against its sources.
        sources: What it was read against.
        pack: The pack that it is from, by name.
        profile: What the least conduct punished under the statute, undivided, is.
        attempt_profile: The profile entries that courts answer differently for the attempt
            than the general law on attempts would.
    """

    jurisdiction: str
    code: str
    names: tuple[str, ...]
    family: str
    levels: tuple[LevelRange, ...]
    read_on: dt.date
    pack: str
    profile: Profile
    variants: tuple[Variant, ...] = ()
    divisible: tuple[Holding, ...] = ()
    priorability: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    prong_from: str | None = None
    local_theft: str | None = None
    supposes: tuple[str, ...] = ()
    substances: tuple[str, ...] = ()
    not_substances: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    replaced_from: dt.date | None = None
    bans_firearms: bool = False
    low_level: bool = False
    elements: str | None = None
    in_place_of: str | None = None
    shares_basis_with: tuple[str, ...] = ()
    stands_in_for: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    attempt_profile: Profile = Profile()

    def __repr__(self) -> str:
        """Short: the whole row is pages long."""
        return f"Entry({self.jurisdiction!r}, {self.code!r})"

    def __hash__(self) -> int:
        # Rows are keys of memos: their place in the catalog tells them apart well enough.
        return hash((self.jurisdiction, self.code, self.pack))

    def variant(self, variant_id: str) -> Variant:
        """The prong of that id.

        Raises:
            LookupError: It has no such prong; the message names those that it has.
        """
        for variant in self.variants:
            if variant.id == variant_id:
                return variant
        known = ", ".join(v.id for v in self.variants) or "none"
        raise LookupError(f"{self.code} has no prong {variant_id!r}; it has: {known}")


@attrs.frozen(kw_only=True)
class Enhancement(_Profiled):
    """What the trier of fact may find beside an offense, which raises its punishment.

    One that had to be proved beyond a reasonable doubt is read with the offense as one compound
    crime (*Matter of Khan*, 28 I&N Dec. 850 (BIA 2024)), so what it is the whole is.

    Attributes:
        jurisdiction: As in `Entry`.
        code: The statute, in canonical form.
        names: What people call it, in lower case.
        profile: What it makes of an offense that is not so by itself.
        read_on: The day on which the row was last read against its sources.
        pack: The pack that it is from, by name.
        also: Other codes that name it.
        sources: What it was read against.
    """

    jurisdiction: str
    code: str
    names: tuple[str, ...]
    profile: Profile
    read_on: dt.date
    pack: str
    also: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Vehicle:
    """A way in which a state undoes or changes a conviction, such as a motion to vacate.

    Attributes:
        jurisdiction: As in `Entry`.
        code: The statute, in canonical form.
        names: What people call it, in lower case.
        cures: What it cures or does, in a few words.
        counts: What it does counts for immigration law: ``yes`` (the conviction is gone, or
            the new term governs), ``no``, ``contested``.
        holdings: What was held of it; an answer of ``yes`` says that it counts.
        acts_on: What it undoes or changes, those of `ACTS_ON`.
        for_deferred: It is for pleas on which judgment was deferred alone.
        for_levels: The levels of count that it is for; empty: any.
        for_families: The families that it is for; empty: any.
        for_codes: The offenses that it is for; empty: any.
        for_wobblers: It is for what the law lets be a felony or a misdemeanor alone.
        probation: ``with``: it is for those put on probation; ``without``: for the others;
            ``None``: for both.
        open_while: When it is open, those of `STAGES`; empty: always.
        convictions_from: The first day of plea or conviction that it is for, inclusive; ``None``:
            no bound.
        convictions_until: The last such day, inclusive; ``None``: no bound.
        from_: The first day on which it could be granted, inclusive; ``None``: no bound.
        until: The last day, inclusive; ``None``: no bound.
        read_on: The day on which the row was last read against its sources.
        sources: What it was read against.
        pack: The pack that it is from, by name.
    """

    jurisdiction: str
    code: str
    names: tuple[str, ...]
    cures: str
    counts: Answer
    pack: str
    acts_on: tuple[str, ...] = ("conviction",)
    for_deferred: bool = False
    for_levels: tuple[str, ...] = ()
    for_families: tuple[str, ...] = ()
    for_codes: tuple[str, ...] = ()
    for_wobblers: bool = False
    probation: str | None = None
    open_while: tuple[str, ...] = ()
    convictions_from: dt.date | None = None
    convictions_until: dt.date | None = None
    holdings: tuple[Holding, ...] = ()
    from_: dt.date | None = None
    until: dt.date | None = None
    read_on: dt.date | None = None
    sources: tuple[str, ...] = ()

    def on(self, day: dt.date) -> bool:
        """Could it be granted on a day?"""
        return _within(day, self.from_, self.until)

    def may_reach(
        self,
        row: Entry | Variant | None,
        entry: Entry | None,
        level: str | None,
        day: dt.date | None,
    ) -> bool:
        """May it be for a count of this offense, level and day of plea or conviction?

        ``None`` of any of them: not known, which shuts out nothing.
        """
        if not _within(day, self.convictions_from, self.convictions_until):
            return False
        if level and self.for_levels and level not in self.for_levels:
            return False
        if self.for_wobblers and row is not None:
            there = {r.level for r in row.levels}
            if not {"felony", "misdemeanor"} <= there:
                return False
        return entry is None or (
            entry.family in (self.for_families or (entry.family,))
            and entry.code in (self.for_codes or (entry.code,))
        )


@attrs.frozen(kw_only=True)
class Program:
    """A diversion or deferral of a jurisdiction.

    Attributes:
        jurisdiction: As in `Entry`.
        code: The statute, in canonical form.
        names: What people call it, in lower case.
        text: What it asks and what it gives, in a few words.
        counts: Its completion leaves a conviction for immigration law: ``yes``, ``no``,
            ``contested``.
        holdings: What was held of it; an answer of ``yes`` says that a conviction is left.
        from_: The first day of admission to it that the row is for, inclusive; ``None``: no
            bound.
        until: The last day, inclusive; ``None``: no bound.
        read_on: The day on which the row was last read against its sources.
        sources: What it was read against.
        for_levels: The levels of offense that it takes; empty: any.
        for_families: The families that it takes; empty: any.
        for_codes: The offenses that it takes; empty: any.
        not_families: The families that it shuts out.
        not_codes: The offenses that it shuts out besides.
        not_priorable: It shuts out what would do this to a later case, those of `PRIORABILITY`.
        although_priorable: Offenses that it takes all the same.
        asks: What it asks of the person or the case besides, in a few words; ``None``: nothing.
        minors: It is for minors alone.
        pack: The pack that it is from, by name.
    """

    jurisdiction: str
    code: str
    names: tuple[str, ...]
    text: str
    counts: Answer
    pack: str
    holdings: tuple[Holding, ...] = ()
    from_: dt.date | None = None
    until: dt.date | None = None
    read_on: dt.date | None = None
    sources: tuple[str, ...] = ()
    for_levels: tuple[str, ...] = ()
    for_families: tuple[str, ...] = ()
    for_codes: tuple[str, ...] = ()
    not_families: tuple[str, ...] = ()
    not_codes: tuple[str, ...] = ()
    not_priorable: tuple[str, ...] = ()
    although_priorable: tuple[str, ...] = ()
    asks: str | None = None
    minors: bool = False

    def on(self, day: dt.date) -> bool:
        """Could it be entered on a day?"""
        return _within(day, self.from_, self.until)

    def may_take(
        self, entry: Entry | None, level: str | None, priorable: Collection[str] | None = None
    ) -> bool:
        """May it take an adult's count? ``None`` of anything: not known, which shuts out nothing.

        What else it asks for is for its own law; a program that is named may still say no.

        Args:
            entry: The offense.
            level: One of `LEVELS`.
            priorable: What a conviction would do to a later case, those of `PRIORABILITY`.
        """
        if self.minors or (level and self.for_levels and level not in self.for_levels):
            return False
        if entry is None:
            return True
        shut_out = set(priorable or ()) & set(self.not_priorable)
        if shut_out and entry.code not in self.although_priorable:
            return False
        return (
            entry.family in (self.for_families or (entry.family,))
            and entry.code in (self.for_codes or (entry.code,))
            and entry.family not in self.not_families
            and entry.code not in self.not_codes
        )
