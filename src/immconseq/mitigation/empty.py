"""Why a plan has no alternative, and what would have to be loosened for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from immconseq.assessing import Assessment
from immconseq.case import Disposition, ImmigrationStatus
from immconseq.findings import Status
from immconseq.mitigation.comparing import Found
from immconseq.mitigation.drafts import Draft
from immconseq.mitigation.effects import ESTABLISHED
from immconseq.mitigation.keeping import Allowed, broken, keeps
from immconseq.mitigation.notes import left_open
from immconseq.mitigation.plan import WhyEmpty, WhyEmptyReason
from immconseq.mitigation.request import Request
from immconseq.mitigation.subject import Subject

__all__ = ["why_empty"]

_GROUNDS = ("deport.", "inadmit.", "aggfel.")


def why_empty(
    request: Request,
    subject: Subject,
    before: Assessment,
    avoid: Sequence[str],
    made: Sequence[Draft],
    seen: Sequence[Found],
    may: Allowed,
) -> WhyEmpty:
    """Say why.

    Args:
        request: What was asked for.
        subject: The count.
        before: The proposal's assessment.
        avoid: The goals.
        made: Every candidate.
        seen: Those that keep to the constraints, and what follows from them.
        may: What is to be kept.
    """
    offense, statuses = subject.count.offense, before.statuses()
    unknown = subject.standing.entry is None and not offense.profile
    citizen = request.case.person.status is ImmigrationStatus.CITIZEN
    if not avoid and (citizen or not unknown or request.wanted is not None):
        if citizen:
            text = "The person is a citizen, to whom none of this applies."
        elif request.wanted is not None:
            text = "The proposal is clear of everything that was to be avoided."
        else:
            text = (
                "The proposal triggers no ground, bar or detention, leaves none contested, and"
                " leaves none undetermined that is either for some immigration status."
            )
            if left_open(statuses, avoid):
                text += (
                    f" That is no clean bill.{_turning_on(before, request.given)} The notes name"
                    " what is undetermined, questions() of the proposal's assessment the facts that"
                    " would settle it; name ids in avoid to plan for them as they stand."
                )
        return WhyEmpty(reason=WhyEmptyReason.NOTHING_TO_AVOID, text=text)
    if unknown:
        near = ", ".join(e.code for e in subject.catalog.near(offense.jurisdiction, offense.code))
        text = (
            "The catalog does not have the offense, and the case gives no profile of it, so"
            " that nothing like it can be found. A profile in the case (offense.profile), which"
            " says what the least conduct punished is, would do in place of a row: then other"
            " terms, divided counts and diversion can be compared."
        ) + f" It may be one of: {near}." * bool(near)
        return WhyEmpty(reason=WhyEmptyReason.OFFENSE_UNKNOWN, text=text)
    kept = {id(d): broken(request, subject, d) for d in made}
    if sum(not names for names in kept.values()) > len(seen):
        return WhyEmpty(
            reason=WhyEmptyReason.SEARCH_CUT_SHORT,
            text=f"None of the {len(seen)} candidates that were assessed will do; there are more.",
        )
    text = (
        "No alternative that keeps the constraints and the findings to keep avoids anything of"
        " what was to be avoided."
    ) + _from_the_charge(statuses, avoid)
    return WhyEmpty(
        reason=WhyEmptyReason.NOTHING_SATISFIES,
        text=text,
        loosen=_loosen(subject, made, kept, seen, may),
    )


def _turning_on(before: Assessment, given: Disposition) -> str:
    """The grounds that facts of the count would settle, which nobody gave, and these facts."""
    at = f"dispositions[{before.case.dispositions.index(before.case.disposition(given.ref))}]."
    turning: dict[str, list[str]] = {}
    for name, status in before.statuses().items():
        if status is Status.UNDETERMINED and name.startswith(_GROUNDS):
            for path in before[name].missing:
                if at in path:
                    turning.setdefault(path, []).append(name)
    said = "; ".join(f"{path} ({', '.join(names)})" for path, names in turning.items())
    return f" Grounds turn on facts of this count that the case leaves out: {said}." if said else ""


def _loosen(
    subject: Subject,
    made: Sequence[Draft],
    kept: Mapping[int, tuple[str, ...]],
    seen: Sequence[Found],
    may: Allowed,
) -> str | None:
    """What alone stands in the way of the candidate that avoids most.

    `keep` stands in the way of those that were assessed and do not keep it.
    """
    best: dict[str, int] = {}
    if any(f.effect.avoids for f in seen):
        best["keep"] = max(len(f.effect.avoids) for f in seen)
    for draft in (d for d in made if len(kept[id(d)]) == 1):
        found = subject.effects.of(draft.dispositions)
        if found is not None and found.effect.avoids and keeps(found, may):
            (name,) = kept[id(draft)]
            best[name] = max(best.get(name, 0), len(found.effect.avoids))
    return max(best, key=lambda name: best[name], default=None)


def _from_the_charge(statuses: Mapping[str, Status], avoid: Sequence[str]) -> str:
    """What to say where all that is to be avoided follows from the charge."""
    charged = "detention.laken_riley"
    if charged not in avoid or not set(avoid) <= {charged, "detention.without_admission"}:
        return ""
    text = (
        " Detention under the Laken Riley Act follows from the charge, which no plea undoes; only"
        " another charge from the start, of nothing that the Act lists, would (8 USC"
        " 1226(c)(1)(E)(ii))."
    )
    petty = statuses["cimt"] in ESTABLISHED and statuses["inadmit.cimt"] is Status.NOT_TRIGGERED
    return text + (
        " The proposal is a crime of moral turpitude within the exception for one petty offense,"
        " and uses it up: a plea to an infraction, or to what involves no turpitude, is worth"
        " having all the same (8 USC 1182(a)(2)(A)(ii)(II))."
        if petty
        else ""
    )
