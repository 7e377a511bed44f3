"""INA 244(c): temporary protected status, and its own felonies and misdemeanors."""

from __future__ import annotations

from immconseq.facts.grades import punishable_by_more_than_a_year, punishable_by_more_than_five_days
from immconseq.facts.person import not_a_citizen
from immconseq.facts.protected_status import (
    committed_in_the_united_states,
    is_a_crime_where_tried,
    misdemeanor_there_with_a_year_or_less,
)
from immconseq.rules.admissibility import DRUGS, NEVER_WAIVED_FOR_SOME, closed_by, other_grounds
from immconseq.rules.cites import cfr, ina
from immconseq.rules.convictions import CONVICTION
from immconseq.rules.model import (
    CaseRule,
    DispositionConclusion,
    DispositionRule,
    Lift,
    PairRule,
    Rule,
    first,
    second,
)
from immconseq.rules.vocabulary import case_finding

__all__ = ["RULES"]

MISDEMEANOR_OR_MORE = DispositionConclusion(
    name="misdemeanor_or_more_for_protected_status",
    text="The conviction is of a misdemeanor or a felony committed in the United States.",
)

_TPS = case_finding("bar.tps")
_CONVICTED = ina("244(c)(2)(B)(i)", "1254a(c)(2)(B)(i)")
_NOT_WAIVED = ina("244(c)(2)(A)(iii)", "1254a(c)(2)(A)(iii)")
_WAIVED = ina("244(c)(2)(A)(ii)", "1254a(c)(2)(A)(ii)")

RULES: tuple[Rule, ...] = (
    *closed_by(
        "bar.tps",
        NEVER_WAIVED_FOR_SOME,
        _NOT_WAIVED,
        text=", which may not be waived here",
        notes={
            DRUGS: "A single offense of simple possession of thirty grams or less of marijuana may"
            " be waived: INA 244(c)(2)(A)(iii)(II), in the words of INA 245(h)(2)(B), which Matter"
            " of Moradel, 28 I&N Dec. 310, reads so."
        },
    ),
    *closed_by(
        "bar.tps",
        other_grounds(*NEVER_WAIVED_FOR_SOME),
        _WAIVED,
        lift=Lift(
            authority=_WAIVED,
            text="A waiver for humanitarian purposes, for family unity, or in the public interest.",
        ),
    ),
    DispositionRule(
        id="bar.tps/felony",
        gives=_TPS,
        text="Convicted of a felony committed in the United States: what may carry more than a"
        " year, unless the State defines it as a misdemeanor and the sentence is one year or less.",
        authority=(_CONVICTED, cfr("244.1"), cfr("244.4(a)")),
        when=(
            not_a_citizen,
            CONVICTION,
            committed_in_the_united_states,
            punishable_by_more_than_a_year,
        ),
        unless=(misdemeanor_there_with_a_year_or_less,),
    ),
    DispositionRule(
        id="misdemeanor_or_more_for_protected_status/convicted",
        gives=MISDEMEANOR_OR_MORE,
        text="A crime committed in the United States that may carry more than five days.",
        authority=(cfr("244.1"),),
        when=(
            CONVICTION,
            committed_in_the_united_states,
            is_a_crime_where_tried,
            punishable_by_more_than_five_days,
        ),
    ),
    PairRule(
        id="bar.tps/two_misdemeanors",
        gives=_TPS,
        text="Convicted of two or more misdemeanors, or graver crimes, committed in the United"
        " States, be they of one day.",
        authority=(_CONVICTED, cfr("244.1"), cfr("244.4(a)")),
        when=(not_a_citizen, first(MISDEMEANOR_OR_MORE), second(MISDEMEANOR_OR_MORE)),
    ),
    CaseRule(
        id="bar.tps/as_asylum",
        gives=_TPS,
        text="The crimes that close asylum: a particularly serious crime, in the United States or"
        " elsewhere.",
        authority=(
            ina("244(c)(2)(B)(ii)", "1254a(c)(2)(B)(ii)"),
            cfr("244.4(b)"),
            ina("208(b)(2)(A)", "1158(b)(2)(A)"),
        ),
        when=(case_finding("bar.asylum"),),
    ),
)
