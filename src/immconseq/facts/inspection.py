"""Who is an applicant for admission, and what courts say of bond: INA 235(b)(2)(A)."""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Answer, Authority, Court, Holding, Side, settle
from immconseq.case import ImmigrationStatus
from immconseq.facts.context import Context
from immconseq.facts.model import Issue, Reading, case_premise, reading_of
from immconseq.facts.person import STATUS, not_admitted
from immconseq.values import NO

__all__ = [
    "HELD_WITHOUT_BOND",
    "arrested_inside_is_held_without_bond",
    "entered_without_inspection",
    "paroled_in",
]

APPLICANT = Authority(cite="8 USC 1225(a)(1)")
WITHOUT_BOND = Authority(cite="8 USC 1225(b)(2)(A)")
WITH_BOND = Authority(cite="8 USC 1226(a)")
PAROLE = Authority(cite="8 USC 1182(d)(5)(A)")
YAJURE = Authority(
    cite="Matter of Yajure Hurtado, 29 I&N Dec. 216 (BIA 2025)",
    court=Court.BIA,
    date=dt.date(2025, 9, 5),
)

NEW_PRACTICE = dt.date(2025, 7, 8)
"""From this day on the government held everybody whom it found here without an admission."""


def _holding(answer: Answer, court: Court, day: str, cite: str) -> Holding:
    return Holding(answer=answer, court=court, decided=dt.date.fromisoformat(day), cite=cite)


HELD_WITHOUT_BOND = Issue(
    name="held_without_bond_by_circuit",
    text="Who entered without inspection and is arrested inside the country is held without bond.",
    holdings=(
        _holding(
            Answer.YES,
            Court.CA5,
            "2026-02-06",
            "Buenrostro-Mendez v. Bondi, 166 F.4th 494 (5th Cir. 2026)",
        ),
        _holding(
            Answer.YES,
            Court.CA8,
            "2026-03-25",
            "Herrera Avila v. Bondi, 170 F.4th 1128 (8th Cir. 2026)",
        ),
        _holding(
            Answer.NO,
            Court.CA2,
            "2026-04-28",
            "Barbosa da Cunha v. Freden, 175 F.4th 61 (2d Cir. 2026)",
        ),
        _holding(
            Answer.NO,
            Court.CA11,
            "2026-05-06",
            "Hernandez Alvarez v. Warden, 175 F.4th 1258 (11th Cir. 2026)",
        ),
        _holding(
            Answer.NO,
            Court.CA6,
            "2026-05-11",
            "Lopez-Campos v. Raycraft, 175 F.4th 713 (6th Cir. 2026)",
        ),
        _holding(
            Answer.NO,
            Court.CA10,
            "2026-06-30",
            "Santillan Quiroz v. Mullin, 180 F.4th 1226 (10th Cir. 2026)",
        ),
        _holding(
            Answer.NO,
            Court.CA7,
            "2026-07-30",
            "Cirrus Rojas v. Olson, 183 F.4th 909 (7th Cir. 2026)",
        ),
        _holding(
            Answer.NO,
            Court.CA9,
            "2026-07-30",
            "Rodriguez Vazquez v. Bostock, 183 F.4th 1160 (9th Cir. 2026)",
        ),
        _holding(
            Answer.NO,
            Court.CA1,
            "2026-08-13",
            "Guerrero Orellana v. Moniz, 188 F.4th 1 (1st Cir. 2026)",
        ),
        _holding(
            Answer.NO,
            Court.CA3,
            "2026-08-28",
            "Buele Morocho v. Warden, No. 26-1150 (3d Cir. August 28, 2026)",
        ),
        _holding(
            Answer.NO,
            Court.CA4,
            "2026-09-10",
            "Lopez Garcia v. Guadian, No. 25-7044 (4th Cir. September 10, 2026)",
        ),
    ),
)


@case_premise("The person was paroled into the country.", PAROLE)
def paroled_in(ctx: Context) -> Reading:
    """Parole is no admission, and who was paroled in returns by its end to the former custody."""
    status = ctx.case.person.status
    if status is ImmigrationStatus.UNKNOWN:
        return Reading.unknown(STATUS)
    return Reading.of(status is ImmigrationStatus.PAROLEE, STATUS)


@case_premise("The person entered without inspection and is here without an admission.", APPLICANT)
def entered_without_inspection(ctx: Context) -> Reading:
    """A parolee entered otherwise. What protects one granted asylum or TPS may not last."""
    status = ctx.case.person.status
    if status is ImmigrationStatus.PAROLEE:
        return Reading.no(STATUS)
    unadmitted = ctx.of_case(not_admitted)
    if status in (ImmigrationStatus.ASYLEE, ImmigrationStatus.TPS) and not unadmitted.missing:
        if unadmitted.value is NO:
            return unadmitted
        return Reading.unbuilt(
            "whether asylum or temporary protected status, which keep from detention while they"
            " last, outlast the case",
            STATUS,
        )
    return unadmitted


@case_premise(
    "Where the person is held, an entrant without inspection who is arrested inside the country"
    " gets no bond.",
    WITHOUT_BOND,
)
def arrested_inside_is_held_without_bond(ctx: Context) -> Reading:
    """The circuit of detention chooses the law, not that of the removal hearing.

    Until 7 July 2025 such a person was held under 8 USC 1226(a) and could ask for bond. From then
    on, until the circuit spoke, the government's reading, which the Board took over on 5 September
    2025, stood against habeas courts.
    """
    case = ctx.case
    if case.as_of < NEW_PRACTICE:
        return Reading(pair=Reading.no().pair, authorities=((WITH_BOND, Side.AGAINST),))
    circuit = case.person.detention_circuit or case.circuit
    settled = settle(HELD_WITHOUT_BOND.holdings, as_of=case.as_of, circuit=circuit)
    if any(h.binds(circuit) for h in settled.holdings if circuit is not None):
        return reading_of(settled)
    reading = YAJURE if YAJURE.date is not None and case.as_of >= YAJURE.date else WITHOUT_BOND
    return Reading.contested(
        dict.fromkeys(((reading, Side.FOR), (WITH_BOND, Side.AGAINST), *settled.sides))
    )
