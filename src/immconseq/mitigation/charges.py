"""What a charge does whatever is pleaded to: it limits bargains, and it stays where it was made."""

from __future__ import annotations

from immconseq.authority import Answer
from immconseq.mitigation.parity import Standing
from immconseq.mitigation.subject import Subject
from immconseq.offenses.entry import Entry

__all__ = ["charged_with_sale", "limits_of_bargains", "nothing_of_sale"]


def limits_of_bargains(subject: Subject, after: Standing) -> tuple[str, ...]:
    """What the law of the place says of a bargain about this charge."""
    if subject.given.offense.jurisdiction != "US-CA" or not after.convicted:
        return ()
    own = subject.standing
    serious = "strike" in (own.priorability or ())
    driving = own.entry is not None and own.entry.family == "dui" and own.levels[:1] == ("felony",)
    if not serious and not driving:
        return ()
    what = "a serious felony" if serious else "driving under the influence"
    return (
        f"Once an indictment or information charges {what}, the office bargains only where the"
        " evidence would not prove the case, a material witness cannot be had, or the sentence"
        " would not be substantially other (PC 1192.7(a)(2)); a bargain on a complaint, before"
        " that, is not limited so. Why a charge is amended or dismissed is said on the record"
        " (PC 1192.6).",
    )


def charged_with_sale(subject: Subject) -> bool:
    """Is the count, or what it was charged as, a dealing in drugs?"""
    if "sale" not in subject.memo:
        subject.memo["sale"] = _charged_with_sale(subject)
    known: bool = subject.memo["sale"]
    return known


def _charged_with_sale(subject: Subject) -> bool:
    count = subject.count
    entries = [subject.standing.entry]
    for charge in count.charged_with:
        try:
            resolved = subject.catalog.resolve(charge.jurisdiction, charge.code)
        except LookupError:
            continue
        entries.append(resolved.entry)
    return any(entry is not None and _dealing(subject, entry) for entry in entries)


def _dealing(subject: Subject, entry: Entry) -> bool:
    if entry.family == "drug_sale":
        return True
    answer = entry.at(subject.as_of, subject.case.circuit)["drug_trafficking"]
    return answer is Answer.YES


def nothing_of_sale(subject: Subject, after: Standing) -> tuple[str, ...]:
    """What the papers of a plea or a diversion leave out where the charge was of sale."""
    if not charged_with_sale(subject):
        return ()
    to_sale = after.convicted and any(
        entry is not None and entry.family == "drug_sale" for entry in after.entries
    )
    if to_sale:
        return ()
    return (
        "No factual basis, stipulation, report or admission that is taken into the plea or the"
        " program speaks of sale, or of possession in order to sell.",
    )
