"""`check_program`: does a diversion program make a conviction, and whom does it shut out?

A conviction of immigration law is a formal judgment of guilt; or, where judgment is withheld, a
finding of guilt, a plea of guilty or no contest, or an admission of facts that warrant guilt, with
some punishment, penalty or restraint on liberty that a judge has ordered (INA 101(a)(48)(A), 8 USC
1101(a)(48)(A)). What a State calls it, and a dismissal later on, change nothing (*Matter of
Roldan*, 22 I&N Dec. 512; *Matter of Punu*, 22 I&N Dec. 224).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

import attrs

from immconseq.authority import Answer
from immconseq.explain.text import plain
from immconseq.offenses import load_default
from immconseq.offenses.catalog import Catalog
from immconseq.offenses.entry import Program as Section
from immconseq.office.inputs import given
from immconseq.office.model import Office
from immconseq.office.papers import papers
from immconseq.office.place_law import place_law
from immconseq.office.programs import Program, Step, StepKind
from immconseq.office.results import Check, Item, Severity, note, warning, wrapped

__all__ = ["PROGRAM_CODES", "ProgramCheck", "check_program", "section_authority"]

PROGRAM_CODES: Mapping[str, str] = {
    "conviction_before_diversion": "What it asks for makes a conviction, whatever comes later.",
    "plea_required": "A plea of guilty or no contest comes first.",
    "admission_of_facts": "Facts that warrant guilt are admitted, to the court or where it sees.",
    "admission_to_program": "Facts are admitted, to the program alone.",
    "finding_required": "A court finds guilt.",
    "judgment_required": "Judgment of guilt is entered.",
    "restraint_not_known": "Whether there is a punishment, penalty or restraint is not known.",
    "penalty_not_known": "Whether a fee is a penalty that a judge orders is not known.",
    "treatment_may_restrain": "A course that a judge orders may be a restraint.",
    "no_judge": "No judge has a part in it, of which the definition speaks.",
    "addiction_admitted": "A person has to say, or is found, to be dependent on a drug.",
    "addiction_not_known": "Whether so is not known.",
    "no_steps": "No step is given.",
    "no_dismissal": "No step dismisses the charge.",
    "safe": "Nothing is pleaded, admitted or found in it.",
    "status_document": "It asks for proof of status.",
    "social_security_number": "It asks for a Social Security number.",
    "driver_license": "It asks for a driver's license.",
    "identity_document": "It asks for a paper of identity.",
    "document_to_look_at": "It asks for a paper that an immigrant may lack.",
    "document_allowed": "It asks for a paper that anybody has.",
    "fee": "It costs money; whoever cannot pay is spared, or it is not known whether.",
    "fee_without_waiver": "It costs money, and whoever cannot pay is shut out.",
    "fee_not_known": "What it costs is not known.",
    "fee_of_the_place": "The law of the place has a fee besides.",
    "place_law": "The law of the place says something of such programs.",
    "place_law_not_recorded": "No law of the place is recorded here.",
    "section_makes_conviction": "The catalog says that the program of its section makes one.",
    "section_contested": "The catalog says that this is open for its section.",
    "section_makes_none": "The catalog says that the program of its section makes none.",
    "section_asks_less": "Its section asks for no plea, admission or finding, and it does.",
    "section_not_in_force": "The program of its section could not be entered any more, or not yet.",
    "section_not_known": "The catalog has no program of its section.",
}
"""What each code of an item means. Codes may be added, and are never renamed."""

_DEFINITION = "INA 101(a)(48)(A), 8 USC 1101(a)(48)(A)"
_ROLDAN = "Matter of Roldan, 22 I&N Dec. 512 (BIA 1999)"
_PUNU = "Matter of Punu, 22 I&N Dec. 224 (BIA 1998)"
_MOHAMED = "Matter of Mohamed, 27 I&N Dec. 92 (BIA 2017)"
_CABRERA = "Matter of Cabrera, 24 I&N Dec. 459 (BIA 2008)"
_K = "Matter of K-, 7 I&N Dec. 594 (BIA 1957)"
_ADMITS = "INA 212(a)(2)(A)(i), 8 USC 1182(a)(2)(A)(i)"
_ADDICT = "INA 212(a)(1)(A)(iv), 8 USC 1182(a)(1)(A)(iv)"

_GUILT = (StepKind.PLEA, StepKind.ADMISSION, StepKind.FINDING, StepKind.JUDGMENT)


@attrs.frozen(kw_only=True)
class ProgramCheck(Check):
    """What was found of a program.

    Attributes:
        conviction: Does whoever goes through it have a conviction for immigration law? ``None``:
            what is given does not decide, or only some who go through it would.
        at_step: The step, from 0, with which it becomes one, or with which it may; ``None``: none
            does.
        safe_change: What would make it none, in words; ``None``: nothing need change for that.
    """

    schema_id: ClassVar[str] = "immconseq/program-check/1"
    title: ClassVar[str] = "Diversion program"

    conviction: bool | None
    at_step: int | None
    safe_change: str | None

    def _more(self) -> dict[str, Any]:
        return {
            "conviction": self.conviction,
            "at_step": self.at_step,
            "safe_change": self.safe_change,
        }

    def _more_lines(self) -> Iterable[str]:
        said = {
            True: "It is a conviction for immigration law",
            False: "It is no conviction for immigration law, on what is given",
            None: "It may be a conviction for immigration law",
        }[self.conviction]
        at = "" if self.at_step is None else f", with step {self.at_step + 1}"
        yield from wrapped(f"{said}{at}.")
        if self.safe_change is not None:
            yield from wrapped(f"What would make it safe: {self.safe_change}")


def check_program(
    program: Program | Mapping[str, Any],
    office: Office | Mapping[str, Any] | None = None,
    *,
    as_of: dt.date | None = None,
    catalog: Catalog | None = None,
) -> ProgramCheck:
    """Look at a diversion program: is it a conviction, at which step, and whom does it shut out?

    What is left out is not known. A step of which it is not known whether everybody must take it is
    read as one that everybody takes, and an admission as one that the court may see.

    Args:
        program: The program, or its JSON.
        office: Whose law is looked at, and in whose catalog the program's section; ``None``: that
            of no place.
        as_of: The day; ``None``: of the law of the place and of the sections of the catalog what
            has no last day.
        catalog: The offenses and programs; ``None``: the library's own.

    Raises:
        CaseError: With every fault of the JSON.
    """
    program = given(Program, program)
    desk = None if office is None else given(Office, office)
    conviction, at_step = _conviction(program)
    items = [
        *_of_steps(program, conviction, at_step, _admission_law(desk, as_of)),
        *papers(program.documents),
        *_of_fees(program),
        *_of_addiction(program),
    ]
    if desk is not None:
        items += _of_place(desk, as_of)
        found = load_default() if catalog is None else catalog
        items += _of_section(program, desk, as_of, found, conviction)
    else:
        items.append(
            note(
                "place_law_not_recorded",
                "$",
                "No office is given: no law of a place was looked at.",
            )
        )
    return ProgramCheck(
        items=tuple(items),
        conviction=conviction,
        at_step=at_step,
        safe_change=_safe_change(program, conviction),
    )


# Is it a conviction?


def _conviction(program: Program) -> tuple[bool | None, int | None]:
    """Whether it is one, and the step with which it is, or may be."""
    if not program.steps:
        return None, None
    found = [(at, _makes(step, program)) for at, step in enumerate(program.steps)]
    for wanted in (True, None):
        for at, makes in found:
            if makes is wanted:
                return wanted, at
    return False, None


def _makes(step: Step, program: Program) -> bool | None:
    """Does a step make a conviction of what the program is?"""
    if step.kind not in _GUILT:
        return False
    if step.kind is StepKind.JUDGMENT:
        makes: bool | None = True  # of a formal judgment no restraint is asked
    else:
        makes = _restrains(program)
        if step.kind is StepKind.ADMISSION:
            makes = _of_admission(step, program, makes)
    # Only those who take it have one.
    return None if makes and step.required is False else makes


def _restrains(program: Program) -> bool | None:
    """Does a judge order some punishment, penalty or restraint? Costs are a penalty (*Cabrera*)."""
    if program.restraint is not False:
        return program.restraint
    spared = program.fees_usd == 0 or program.judge_orders is False
    return False if spared else None


def _of_admission(step: Step, program: Program, restrains: bool | None) -> bool | None:
    """The definition wants an order of a judge; an approved agreement was one (*Mohamed*)."""
    if restrains is False:
        return False
    if step.made_to == "program":
        return False if program.judge_orders is False else None
    return None if program.judge_orders is False else restrains


# What is said of the steps.


_STEP: Mapping[StepKind, tuple[str, str, tuple[str, ...]]] = {
    StepKind.PLEA: (
        "plea_required",
        "A plea of guilty or no contest comes before the charge is dismissed. With any penalty or"
        " restraint it is a conviction, and a dismissal later does not undo that.",
        (_DEFINITION, _ROLDAN, _PUNU),
    ),
    StepKind.ADMISSION: (
        "admission_of_facts",
        "Facts that warrant a finding of guilt are admitted. In an agreement that a judge approves,"
        " with conditions, that was a conviction without any plea; and whoever admits the essential"
        " elements of some crimes may be inadmissible without a conviction.",
        (_DEFINITION, _MOHAMED, _ADMITS),
    ),
    StepKind.FINDING: (
        "finding_required",
        "A court finds guilt. With any penalty or restraint that is a conviction, whether or not"
        " judgment is entered.",
        (_DEFINITION, _ROLDAN),
    ),
    StepKind.JUDGMENT: (
        "judgment_required",
        "Judgment of guilt is entered, which is a conviction by itself.",
        (_DEFINITION,),
    ),
}


def _of_steps(
    program: Program,
    conviction: bool | None,
    at_step: int | None,
    place: tuple[str, tuple[str, ...]],
) -> Iterator[Item]:
    if not program.steps:
        text = "No step is given, so whether it makes a conviction is not known."
        yield warning("no_steps", "$.steps", text, _DEFINITION)
        return
    for at, step in enumerate(program.steps):
        if step.kind in _GUILT:
            yield _of_step(f"$.steps[{at}]", step, place)
    if conviction:
        yield Item(
            code="conviction_before_diversion",
            severity=Severity.BARRIER,
            path=f"$.steps[{at_step}]",
            text="From this step on whoever is in the program has a conviction for immigration law,"
            " though the charge is dismissed at the end.",
            authority=(_DEFINITION, _ROLDAN, _PUNU, _MOHAMED),
        )
    yield from _of_restraint(program)
    kinds = [step.kind for step in program.steps]
    if StepKind.DISMISSAL not in kinds:
        yield warning(
            "no_dismissal",
            "$.steps",
            "No step dismisses the charge. A charge that stays open can be held against somebody"
            " by itself, as under the Laken Riley Act.",
            "INA 236(c)(1)(E), 8 USC 1226(c)(1)(E)",
        )
    if not set(kinds) & set(_GUILT):
        text = "Nothing is pleaded, admitted or found: no conviction for immigration law."
        yield Item(
            code="safe", severity=Severity.NOTE, path="$.steps", text=text, authority=(_DEFINITION,)
        )


def _of_step(path: str, step: Step, place: tuple[str, tuple[str, ...]]) -> Item:
    if step.kind is StepKind.ADMISSION and step.made_to == "program":
        return warning(
            "admission_to_program",
            path,
            "Facts are admitted to the program alone. Keep them there: not in the agreement, not in"
            " a report, not in the court's file. An admission of the essential elements of some"
            " crimes can make a person inadmissible without a conviction, where the elements were"
            f" explained first.{place[0]}",
            _ADMITS,
            _K,
            *place[1],
        )
    code, text, authority = _STEP[step.kind]
    if step.kind is StepKind.ADMISSION:
        text, authority = text + place[0], (*authority, *place[1])
    if step.required is False:
        text += " Not everybody has to: whoever does, bears it."
    severity = Severity.WARNING if step.required is False else Severity.BARRIER
    return Item(code=code, severity=severity, path=path, text=text, authority=authority)


def _of_restraint(program: Program) -> Iterator[Item]:
    """What has to be known where something is pleaded, admitted or found without judgment."""
    asked = [s for s in program.steps if s.kind in _GUILT and s.kind is not StepKind.JUDGMENT]
    if not asked:
        return
    if program.restraint is None:
        yield warning(
            "restraint_not_known",
            "$.restraint",
            "It is not said whether it restrains liberty or has a penalty. In practice a program"
            " that a court orders does: supervision, classes, costs or a no-contact order are"
            " enough, so it is best read as a conviction.",
            _DEFINITION,
            _CABRERA,
        )
    elif program.restraint is False:
        if _restrains(program) is None:
            yield warning(
                "penalty_not_known",
                "$.fees_usd",
                "There is no restraint, but what is to be paid may be a penalty: costs that a judge"
                " orders are one.",
                _DEFINITION,
                _CABRERA,
            )
        if any(s.kind is StepKind.TREATMENT for s in program.steps):
            yield warning(
                "treatment_may_restrain",
                "$.restraint",
                "It is said to restrain nobody, yet there is a course or treatment. Where a judge"
                " orders it, that alone may be the restraint.",
                _DEFINITION,
                _MOHAMED,
            )
    if program.judge_orders is False and any(s.kind is StepKind.ADMISSION for s in asked):
        yield warning(
            "no_judge",
            "$.judge_orders",
            "No judge orders or approves it, and the definition speaks of what a judge has ordered."
            " Do not rest on that: the agreement may yet come before one, and the admission stays.",
            _DEFINITION,
            _MOHAMED,
        )


def _safe_change(program: Program, conviction: bool | None) -> str | None:
    if conviction is False:
        return None
    kinds = dict.fromkeys(step.kind for step in program.steps if step.kind in _GUILT)
    if not kinds:
        return "Say what is done in it, step by step; nothing pleaded, admitted or found."
    names = {
        StepKind.PLEA: "the plea",
        StepKind.ADMISSION: "the admission",
        StepKind.FINDING: "the finding of guilt",
        StepKind.JUDGMENT: "the judgment",
    }
    out = " and ".join(names[kind] for kind in kinds)
    return (
        f"Take out {out}. Screening and treatment come first, with nothing pleaded, admitted or"
        " found; the charge is put off, with a plea of not guilty and a waiver of a speedy trial"
        " where that is needed, and dismissed on completion. Whoever does not complete it is tried"
        " as if it had not been."
    )


# What it costs, and what it makes people say.


def _of_fees(program: Program) -> Iterator[Item]:
    fees, waiver = program.fees_usd, program.fee_waiver
    if fees is None:
        text = "What it costs is not said. A fee shuts out whoever cannot pay it: say that it is 0."
        yield warning("fee_not_known", "$.fees_usd", text)
    elif fees > 0 and waiver is False:
        yield Item(
            code="fee_without_waiver",
            severity=Severity.BARRIER,
            path="$.fees_usd",
            text=f"It costs ${fees:,} and nobody is spared that: whoever cannot pay is shut out.",
        )
    elif fees > 0:
        spared = (
            "Whoever cannot pay is spared: see that this is asked of everybody, without papers."
            if waiver
            else "It is not said whether whoever cannot pay is spared: if not, it shuts them out."
        )
        yield warning("fee", "$.fees_usd", f"It costs ${fees:,}. {spared}")


_DRUGS = "drug"


def _of_addiction(program: Program) -> Iterator[Item]:
    if program.admits_addiction:
        yield warning(
            "addiction_admitted",
            "$.admits_addiction",
            "Who says, or is found, to abuse or be dependent on a drug may be inadmissible as an"
            " abuser or addict, without any conviction. Take people on risk or need, by a screening"
            " that stays with the program.",
            _ADDICT,
        )
    elif (
        program.admits_addiction is None
        and any(family.startswith(_DRUGS) for family in program.for_families)
        and any(step.kind is StepKind.TREATMENT for step in program.steps)
    ):
        yield Item(
            code="addiction_not_known",
            severity=Severity.NOTE,
            path="$.admits_addiction",
            text="It treats people charged with drug offenses. See that nobody has to say that they"
            " are addicted, which can make them inadmissible by itself.",
            authority=(_ADDICT,),
        )


# The place, and the section.


def _admission_law(office: Office | None, as_of: dt.date | None) -> tuple[str, tuple[str, ...]]:
    """What the law of the place says of admissions, as a sentence to be added, and who says so."""
    if office is None:
        return "", ()
    rules = place_law(office.jurisdiction, "diversion_admission", as_of)
    return (
        "".join(f" The law of the place: {rule.text}" for rule in rules),
        tuple(cite for rule in rules for cite in rule.authority),
    )


def _of_place(office: Office, as_of: dt.date | None) -> Iterator[Item]:
    found = False
    for topic in ("diversion", "diversion_admission", "diversion_fee"):
        for rule in place_law(office.jurisdiction, topic, as_of):
            found = True
            yield Item(
                code="fee_of_the_place" if topic == "diversion_fee" else "place_law",
                severity=Severity.NOTE,
                path="$",
                text=rule.text,
                authority=rule.authority,
            )
    if not found:
        text = f"No law of {office.jurisdiction} on diversion is recorded here: look it up."
        yield note("place_law_not_recorded", "$", text)


def _of_section(
    program: Program,
    office: Office,
    as_of: dt.date | None,
    catalog: Catalog,
    conviction: bool | None,
) -> Iterator[Item]:
    """What the catalog says of the section, beside what the steps say."""
    if program.code is None:
        return
    named = plain(program.code, 40)
    rows = catalog.programs_under(office.jurisdiction, program.code)
    if not rows:
        text = f"The catalog has no program of {office.jurisdiction} under {named}."
        yield note("section_not_known", "$.code", text)
        return
    now = [row for row in rows if (row.until is None if as_of is None else row.on(as_of))]
    if not now:
        text = (
            f"The program that the catalog has under {named} was not open on the day asked about."
        )
        yield warning("section_not_in_force", "$.code", text)
    for row in now:
        cites = section_authority(row)
        said = f"{row.code} ({row.names[0]}): {row.text}."
        if row.counts is Answer.YES:
            text = f"{said} As the section has it, it leaves a conviction for immigration law."
            yield warning("section_makes_conviction", "$.code", text, *cites)
        elif row.counts is not Answer.NO:
            text = f"{said} Whether that leaves a conviction for immigration law is open."
            yield warning("section_contested", "$.code", text, *cites)
        elif conviction is False:
            text = f"{said} It leaves no conviction for immigration law."
            yield note("section_makes_none", "$.code", text, *cites)
        else:
            text = f"{said} The section asks for less than this program does: go back to it."
            yield warning("section_asks_less", "$.code", text, *cites)


def section_authority(row: Section) -> tuple[str, ...]:
    """What the catalog's answer on a program rests on, the definition in its one form."""
    cites = (_DEFINITION if h.cite in _DEFINITION else h.cite for h in row.holdings)
    return tuple(dict.fromkeys(cites)) or (_DEFINITION,)
