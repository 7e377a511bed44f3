"""What an alternative must keep to: the terms on which an office would agree to one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

from immconseq.case import LIFE_DAYS, Level
from immconseq.errors import CaseError, Fault
from immconseq.kinds import Choice, Flag, Items, OneOf, Record, Text, Whole, says
from immconseq.offenses.entry import PRIORABILITY

__all__ = ["Constraints", "constraints_of"]

_DAYS = Whole(unit="days", most=LIFE_DAYS)


@attrs.frozen(kw_only=True)
class Constraints(Record):
    """What every alternative of a plan must keep to; what is left out asks for nothing.

    Bounds are inclusive, and speak of what is in force after the change together. An alternative
    of which it is not known whether it keeps a bound does not keep it.

    Raises:
        CaseError: With every fault, bounds that contradict each other included.
    """

    same_family: bool | None = attrs.field(
        default=None,
        metadata=says(Flag(), "True: the offense stays in the family of the proposal's."),
    )
    min_imposed_days: int | None = attrs.field(
        default=None,
        metadata=says(
            _DAYS,
            "The least that is imposed, suspended parts included, in days; any value rules out"
            " diversion and declining.",
        ),
    )
    max_imposed_days: int | None = attrs.field(
        default=None,
        metadata=says(_DAYS, "The most that is imposed, suspended parts included, in days."),
    )
    max_exposure_days: int | None = attrs.field(
        default=None, metadata=says(_DAYS, "The longest term that may be possible, in days.")
    )
    levels: tuple[Level, ...] = attrs.field(
        default=(),
        metadata=says(
            Items(of=Choice(Level), least=1),
            "The levels that will do; any rules out diversion and declining. Left out: every level;"
            " a list that is empty is a fault, for no alternative could keep it.",
        ),
    )
    keep_priorability: tuple[str, ...] = attrs.field(
        default=(),
        metadata=says(
            Items(of=OneOf(PRIORABILITY)),
            "What the proposal would do to a later case and the alternative must do too.",
        ),
    )
    exclude: tuple[str, ...] = attrs.field(
        default=(),
        metadata=says(
            Items(of=Text()), "Codes of offenses, of the count's jurisdiction, that will not do."
        ),
    )
    plead_up: bool = attrs.field(
        default=True, metadata=says(Flag(), "May the alternative be heavier than the proposal?")
    )
    strike_by_plead_up_or_sentence: bool = attrs.field(
        default=False,
        metadata=says(
            Flag(),
            "True: of a count that is a strike, as serious and violent felonies are, only the"
            " sentence may change, or the plea be to something heavier.",
        ),
    )
    max_changes: int = attrs.field(
        default=2,
        metadata=says(
            Whole(unit="changes", least=1, most=10), "How many strategies may be combined."
        ),
    )

    def _spanning_faults(self) -> tuple[Fault, ...]:
        return tuple(_contradictions(self))

    def and_those_of(self, office: Constraints | None, excluded: Iterable[str] = ()) -> Constraints:
        """These and those of an office: of two bounds the tighter, of two lists what both allow.

        Raises:
            CaseError: What the two leave contradicts itself.
        """
        other = office or Constraints()
        levels = self.levels or other.levels
        if self.levels and other.levels:
            levels = tuple(level for level in self.levels if level in other.levels)
            if not levels:
                raise CaseError(
                    [
                        Fault(
                            path="$.levels",
                            found=", ".join(self.levels),
                            expected="one that the office allows: " + ", ".join(other.levels),
                            code="conflict",
                        )
                    ]
                )
        return Constraints(
            same_family=True if self.same_family or other.same_family else self.same_family,
            min_imposed_days=_tighter(max, self.min_imposed_days, other.min_imposed_days),
            max_imposed_days=_tighter(min, self.max_imposed_days, other.max_imposed_days),
            max_exposure_days=_tighter(min, self.max_exposure_days, other.max_exposure_days),
            levels=levels,
            keep_priorability=tuple(
                dict.fromkeys((*self.keep_priorability, *other.keep_priorability))
            ),
            exclude=tuple(dict.fromkeys((*self.exclude, *other.exclude, *excluded))),
            plead_up=self.plead_up and other.plead_up,
            strike_by_plead_up_or_sentence=self.strike_by_plead_up_or_sentence
            or other.strike_by_plead_up_or_sentence,
            max_changes=min(self.max_changes, other.max_changes),
        )


def _tighter(choose: Callable[[int, int], int], one: int | None, two: int | None) -> int | None:
    return two if one is None else one if two is None else choose(one, two)


def _contradictions(of: Constraints) -> Iterator[Fault]:
    least = of.min_imposed_days
    if least is None:
        return
    for name in ("max_imposed_days", "max_exposure_days"):
        most = getattr(of, name)
        if most is not None and most < least:
            yield Fault(
                path=f"$.{name}",
                found=f"{most} days",
                expected=f"at least the {least} days of min_imposed_days",
                code="conflict",
            )


def constraints_of(given: object) -> Constraints:
    """The constraints of a plan, given as such or as a dict.

    Raises:
        CaseError: With every fault; paths begin ``$.constraints``.
    """
    if given is None:
        return Constraints()
    if isinstance(given, Constraints):
        return given
    try:
        return Constraints.from_dict(given)
    except CaseError as error:
        raise CaseError(
            attrs.evolve(fault, path=f"$.constraints{fault.path[1:]}") for fault in error.faults
        ) from None
