"""8 CFR 236.22(b)(6): deferred action for childhood arrivals."""

from __future__ import annotations

from immconseq.authority import since, until
from immconseq.facts.aggregates import once_each
from immconseq.facts.deferred_action import (
    expunged,
    is_listed_misdemeanor,
    judged_by_the_memorandum,
    more_than_ninety_days_to_serve,
    relation_paths,
    state_immigration_offense,
    three_apart,
)
from immconseq.facts.grades import punishable_by_more_than_a_year, punishable_by_more_than_five_days
from immconseq.facts.person import not_a_citizen
from immconseq.rules.cites import cfr
from immconseq.rules.convictions import CONVICTION
from immconseq.rules.model import (
    Aggregate,
    CaseConclusion,
    CaseRule,
    DispositionConclusion,
    DispositionRule,
    Rule,
)
from immconseq.rules.vocabulary import case_finding

__all__ = ["AGGREGATES", "RULES"]

DISQUALIFYING = DispositionConclusion(
    name="counts_against_deferred_action",
    text="The conviction is one that deferred action for childhood arrivals counts.",
)
MISDEMEANOR_OR_MORE = DispositionConclusion(
    name="misdemeanor_or_more_for_deferred_action",
    text="It counts, and may carry more than five days.",
)
THREE_MISDEMEANORS = CaseConclusion(
    name="three_misdemeanors_apart",
    text="There are three misdemeanors, no two of one date or of one act, omission or scheme.",
)

_DACA = case_finding("bar.daca")
_CRITERIA = cfr("236.22(b)(6)")
_IN_FORCE = since("2022-10-31")
_DISCRETION = (
    "Deferred action is in the agency's discretion, and one who threatens public safety or national"
    " security is refused whatever the convictions are. What courts have ordered on the programme"
    " itself is not decided here."
)

RULES: tuple[Rule, ...] = (
    DispositionRule(
        id="bar.daca/memorandum",
        gives=_DACA,
        text="Before the regulation the memorandum of 15 June 2012 named much the same"
        " convictions.",
        authority=(_CRITERIA,),
        when=(not_a_citizen, CONVICTION, judged_by_the_memorandum),
        in_force=until("2022-10-30", start="2012-06-15"),
    ),
    DispositionRule(
        id="counts_against_deferred_action/convicted",
        gives=DISQUALIFYING,
        text="A conviction that was not expunged, and not under a State's law that has to do with"
        " immigration; a finding of delinquency is none.",
        authority=(_CRITERIA,),
        when=(CONVICTION,),
        unless=(expunged, state_immigration_offense),
        in_force=_IN_FORCE,
    ),
    DispositionRule(
        id="misdemeanor_or_more_for_deferred_action/convicted",
        gives=MISDEMEANOR_OR_MORE,
        text="A conviction that counts, of what may carry more than five days, whatever the State"
        " calls it.",
        authority=(_CRITERIA,),
        when=(DISQUALIFYING, punishable_by_more_than_five_days),
        in_force=_IN_FORCE,
    ),
    DispositionRule(
        id="bar.daca/felony",
        gives=_DACA,
        text="Convicted of a felony: what may carry more than a year, whatever the State calls it.",
        authority=(_CRITERIA,),
        when=(not_a_citizen, DISQUALIFYING, punishable_by_more_than_a_year),
        in_force=_IN_FORCE,
        note=_DISCRETION,
    ),
    DispositionRule(
        id="bar.daca/listed_misdemeanor",
        gives=_DACA,
        text="Convicted of one misdemeanor of domestic violence, sexual abuse or exploitation,"
        " burglary, unlawful possession or use of a firearm, drug distribution or trafficking, or"
        " driving under the influence, whatever the sentence.",
        authority=(cfr("236.22(b)(6)(i)"),),
        when=(not_a_citizen, MISDEMEANOR_OR_MORE, is_listed_misdemeanor),
        in_force=_IN_FORCE,
        note=_DISCRETION,
    ),
    DispositionRule(
        id="bar.daca/ninety_days",
        gives=_DACA,
        text="Convicted of one misdemeanor with more than ninety days to be served in custody,"
        " suspended time left out.",
        authority=(cfr("236.22(b)(6)(ii)"),),
        when=(not_a_citizen, MISDEMEANOR_OR_MORE, more_than_ninety_days_to_serve),
        in_force=_IN_FORCE,
        note=_DISCRETION,
    ),
    CaseRule(
        id="bar.daca/three_misdemeanors",
        gives=_DACA,
        text="Convicted of three or more misdemeanors of different dates and of different acts,"
        " omissions or schemes.",
        authority=(_CRITERIA,),
        when=(not_a_citizen, THREE_MISDEMEANORS),
        in_force=_IN_FORCE,
        note=_DISCRETION,
    ),
)

AGGREGATES = (
    Aggregate(
        id="three_misdemeanors_apart/count",
        gives=THREE_MISDEMEANORS,
        text="Three or more, each of a date of its own and of an act or scheme of its own.",
        authority=(_CRITERIA,),
        members=MISDEMEANOR_OR_MORE,
        number=once_each,
        test=three_apart,
        paths=relation_paths,
        in_force=_IN_FORCE,
    ),
)
