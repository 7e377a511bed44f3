"""The facts that are missing, what to ask, and which findings each bears on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from immconseq.case import ImmigrationStatus, Level, Outcome, VictimRelationship, ViolatedClause
from immconseq.findings import Status

if TYPE_CHECKING:
    from immconseq.assessing import Assessment

__all__ = ["Question", "questions"]


@attrs.frozen(kw_only=True)
class Question:
    """A missing fact.

    Attributes:
        path: Where it belongs in the case.
        ask: The question, in plain words.
        accepts: The values it takes, or a description of them.
        settles: The ids of the findings it bears on.
    """

    path: str
    ask: str
    accepts: tuple[str, ...] | str
    settles: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As the contract has it."""
        return {
            "path": self.path,
            "ask": self.ask,
            "accepts": self.accepts if isinstance(self.accepts, str) else list(self.accepts),
            "settles": list(self.settles),
        }

    def to_text(self) -> str:
        """A line."""
        return f"{self.ask} ({self.path})"

    def __str__(self) -> str:
        return self.to_text()


_YES_NO = ("true", "false")
_DAY = "a date, YYYY-MM-DD"
_DAYS = "whole days, 0 to 36500"
_DOLLARS = 'US dollars, or "inconclusive" where all the evidence is silent'

_ASK: dict[str, tuple[str, tuple[str, ...] | str]] = {
    "status": (
        "What is the person's immigration status, in general terms? It need not be asked: "
        "by_status answers for each.",
        tuple(s.value for s in ImmigrationStatus),
    ),
    "admitted": ("Was the person inspected and let in, or did they enter otherwise?", _YES_NO),
    "admitted_on": ("On which day was the admission under which the person was here?", _DAY),
    "first_admitted_on": ("On which day was the person first admitted in any status?", _DAY),
    "lpr_on": ("On which day did the person become a permanent resident?", _DAY),
    "lpr_by": (
        "Did the person come in as a permanent resident, or become one inside the country?",
        ("admission", "adjustment"),
    ),
    "admissions": (
        "Which admissions has the person had, an adjustment of status among them?",
        "a list of {on, as, by}",
    ),
    "resided_since": ("On which day did the person come to live in the United States?", _DAY),
    "reentered_on": ("On which day did the person come back after a removal?", _DAY),
    "nta_served_on": (
        "On which day was a notice to appear with every item, hearing time and place included,"
        " served?",
        _DAY,
    ),
    "committed_on": ("On which day was the offense committed?", _DAY),
    "disposed_on": ("On which day was the plea, verdict or disposition?", _DAY),
    "variant": ("Which prong of the statute does the record of conviction show?", ""),
    "level": (
        "At which level does the offense stand?",
        tuple(level.value for level in Level),
    ),
    "imposed_days": ("How many days of confinement were ordered, suspended time included?", _DAYS),
    "suspended_days": ("How many days of it were suspended?", _DAYS),
    "probation_days": ("How many days of probation were ordered? None is 0.", _DAYS),
    "max_possible_days": ("What is the maximum possible term?", _DAYS),
    "consecutive_to": (
        "Does this term follow another, or run with it?",
        'the ref of the count it follows, or "none"',
    ),
    "released_on": ("On which day was the person released from confinement for it?", _DAY),
    "served_days": ("How many days was the person actually confined for it?", _DAYS),
    "confined": ("From when to when was the person confined?", "a list of {from, to} dates"),
    "loss_usd": ("What was the loss to the victims of this count?", _DOLLARS),
    "intended_loss_usd": ("What loss was intended?", "US dollars"),
    "funds_usd": ("How much money was laundered?", "US dollars"),
    "substance": (
        "Which substance does the record name?",
        'its name, or "inconclusive" where the record of conviction names none',
    ),
    "grams": ("How many grams?", "grams"),
    "own_use": ("Was it for the person's own use?", _YES_NO),
    "victim_relationship": (
        "What was the victim to the defendant?",
        tuple(r.value for r in VictimRelationship),
    ),
    "victim_age": ("How old was the victim at the offense?", "whole years"),
    "defendant_age": ("How old was the defendant at the offense?", "whole years"),
    "scheme": (
        "Did the counts arise out of one scheme?",
        "a label: the same for one scheme, different ones for two",
    ),
    "violated_clause": (
        "Which part of the protective order was broken?",
        tuple(c.value for c in ViolatedClause),
    ),
    "death_or_serious_injury": (
        "Did anybody die or suffer serious bodily injury?",
        _YES_NO,
    ),
    "appeal_pending": ("Is a direct appeal pending, or may one still be taken?", _YES_NO),
    "plea_on": ("On which day was the plea?", _DAY),
    "outcome": (
        "How did the count end?",
        tuple(outcome.value for outcome in Outcome),
    ),
    "probation_violated": ("Was probation violated or revoked?", _YES_NO),
    "plea": (
        "Was there a plea or an admission of facts?",
        ("guilty", "nolo", "admitted_facts", "none"),
    ),
    "found_guilty": ("Did a judge or jury find guilt?", _YES_NO),
    "judgment_entered": ("Was a judgment of guilt entered?", _YES_NO),
    "restraint": ("Did a judge order any punishment, penalty or restraint?", _YES_NO),
    "reason": (
        "Why was the order made, by its own words?",
        ("legal_defect", "rehabilitation", "immigration", "other", "inconclusive"),
    ),
    "requested_on": ("On which day was the order asked for?", _DAY),
    "relied_on": ("Did the person rely on such an order in pleading?", _YES_NO),
    "by": ("Who granted the pardon?", ("president", "governor", "board", "legislature", "foreign")),
    "full_and_unconditional": ("Is the pardon full and unconditional?", _YES_NO),
    "first_offense": ("Is it the first offense of this kind?", _YES_NO),
    "aided_only_spouse_child_parent": ("Was only a spouse, child or parent helped?", _YES_NO),
    "recidivist_possession_found": (
        "Does the record find a prior drug conviction?",
        _YES_NO,
    ),
    "underlying_max_days": ("What may the underlying charge carry?", _DAYS),
}

_HISTORY = "Has the authority found, or would it on undisputed facts: {}?"


def questions(result: Assessment) -> tuple[Question, ...]:
    """The missing facts of an assessment, those that bear on most and gravest first."""
    bears: dict[str, dict[str, None]] = {}
    for finding in result.findings:
        if finding.status is Status.UNDETERMINED:
            for path in finding.missing:
                bears.setdefault(path, {})[finding.id] = None
    views = result.slots.context.views
    for i, view in enumerate(views):
        if view.entry is None and f"$.dispositions[{i}].offense.code" not in bears:
            paths = [p for p in bears if p.startswith(f"$.dispositions[{i}].offense.profile.")]
            if paths:
                ids = dict.fromkeys(k for p in paths for k in bears[p])
                bears[f"$.dispositions[{i}].offense.code"] = ids
    out = [_question(result, path, tuple(ids)) for path, ids in bears.items()]
    if result.case.person.possible_citizenship:
        rest = [q for q in out if q.path != "$.person.status"]
        return (_citizenship(result), *sorted(rest, key=_weight))
    return tuple(sorted(out, key=_weight))


def _weight(question: Question) -> tuple[int, int, str]:
    removal = sum(i.startswith(("deport.", "aggfel.", "conviction")) for i in question.settles)
    return (-len(question.settles), -removal, question.path)


def _citizenship(result: Assessment) -> Question:
    return Question(
        path="$.person.status",
        ask="Is the person a citizen, through a parent or otherwise? A citizen is neither"
        " deportable nor inadmissible.",
        accepts=tuple(s.value for s in ImmigrationStatus),
        settles=tuple(n for n in result.statuses() if n.startswith(("deport.", "inadmit."))),
    )


def _question(result: Assessment, path: str, settles: tuple[str, ...]) -> Question:
    key = path.rpartition(".")[2]
    ask: str
    accepts: tuple[str, ...] | str
    if ".history." in path:
        ask, accepts = _HISTORY.format(key.replace("_", " ")), _YES_NO
    elif ".profile." in path:
        ask = f"By its least conduct, does the offense answer to: {key.replace('_', ' ')}?"
        accepts = ("yes", "no", "contested", "inconclusive")
    elif key == "code":
        ask, accepts = _code_question(result, path)
    elif key == "variant":
        ask, accepts = _variant_question(result, path)
    else:
        ask, accepts = _ASK.get(key, (f"What is {key.replace('_', ' ')}?", "see the case schema"))
    return Question(path=path, ask=ask, accepts=accepts, settles=settles)


def _view_at(result: Assessment, path: str) -> Any:
    index = int(path[len("$.dispositions[") : path.index("]")])
    if ".charged_with[" in path:
        start = path.index(".charged_with[") + len(".charged_with[")
        return result.slots.context.charged[index][int(path[start : path.index("]", start)])]
    return result.slots.context.views[index]


def _variant_question(result: Assessment, path: str) -> tuple[str, tuple[str, ...] | str]:
    entry = _view_at(result, path).entry
    prongs = tuple(v.id for v in entry.variants) if entry is not None else ()
    named = "; ".join(f"{v.id}: {v.name}" for v in entry.variants) if entry is not None else ""
    return f"Which prong does the record of conviction show? {named}", (*prongs, "inconclusive")


def _code_question(result: Assessment, path: str) -> tuple[str, tuple[str, ...] | str]:
    view = _view_at(result, path)
    codes = tuple(e.code for e in view.candidates)
    if codes:
        named = ", ".join(codes[:4]) + (f" and {len(codes) - 4} more" if len(codes) > 4 else "")
        return f"Which of these is the offense of conviction? {named}.", codes
    return (
        "The catalog does not know this offense. Under which section does it stand, or what are"
        " its elements (a profile)?",
        "a code that the catalog has, or a profile",
    )
