"""INA 204(a)(1): a petitioner convicted of a specified offense against a minor."""

from __future__ import annotations

from immconseq.authority import since
from immconseq.facts.family_petition import is_specified_offense, may_petition_for_relatives
from immconseq.rules.cites import bia, ina, usc
from immconseq.rules.convictions import CONVICTION
from immconseq.rules.model import DispositionRule, Lift, Rule
from immconseq.rules.vocabulary import case_finding

__all__ = ["RULES"]

_WAIVED = ina("204(a)(1)(A)(viii), (B)(i)", "1154(a)(1)(A)(viii), (B)(i)")
_CITIZENS = ina("204(a)(1)(A)(viii)", "1154(a)(1)(A)(viii)")

RULES: tuple[Rule, ...] = (
    DispositionRule(
        id="bar.family_petition/specified_offense",
        gives=case_finding("bar.family_petition"),
        text="A citizen or a permanent resident convicted, on whatever day, of a specified offense"
        " against a minor may not petition for relatives.",
        authority=(
            _CITIZENS,
            ina("204(a)(1)(B)(i)", "1154(a)(1)(B)(i)"),
            usc("20911(7)", title=34),
            bia("Matter of Introcaso, 26 I&N Dec. 304 (BIA 2014)", "2014-05-20"),
            bia("Matter of Jackson and Erandio, 26 I&N Dec. 314 (BIA 2014)", "2014-05-20"),
            bia("Matter of Calcano de Millan, 26 I&N Dec. 904 (BIA 2017)", "2017-01-12"),
            bia("Matter of Izaguirre, 27 I&N Dec. 67 (BIA 2017)", "2017-07-21"),
        ),
        when=(may_petition_for_relatives, CONVICTION, is_specified_offense),
        in_force=since("2006-07-27"),
        note="It is the petitioner's own bar, and a citizen's too.",
        lift=Lift(
            authority=_WAIVED,
            text="The Secretary's finding, in sole and unreviewable discretion, that the petitioner"
            " poses no risk to the relative.",
        ),
    ),
)
