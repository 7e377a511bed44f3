"""What is not encoded yet, by finding: flagged, and never a clean no."""

from __future__ import annotations

from immconseq.rules.model import Gap
from immconseq.rules.vocabulary import conclusion

__all__ = ["GAPS", "UNASKED"]

_MISSING = {
    "bar.vawa_cancellation": "cancellation for abused spouses, children and parents",
    "bar.tps": "the criminal bars to temporary protected status",
    "bar.daca": "the criminal bars to deferred action for childhood arrivals",
    "bar.u_visa": "U status and its waiver",
    "bar.t_visa": "T status and its waiver",
    "bar.vawa_self_petition": "moral character for a VAWA self-petition",
    "bar.sij_adjustment": "adjustment of special immigrant juveniles",
    "bar.registry": "registry",
    "bar.family_petition": "the petitioner's specified offenses against minors",
}

GAPS = tuple(
    Gap(gives=name, what=what, authority=conclusion(name).authority)
    for name, what in _MISSING.items()
)

UNASKED = (
    "237(a)(1)(A): who was inadmissible for a crime on entry or on adjusting is deportable for it,"
    " although the conviction came before any admission; an assessment of such a case says so",
    "237(a)(2)(A)(i): the ten years, in place of five, of one who adjusted from S status, 245(j)",
    "212(a)(2)(C)(ii), (H)(ii): the spouse, son or daughter of a trafficker who knew and benefited",
    "212(a)(2)(D)(iii): coming to engage in other commercialized vice",
    "212(a)(2)(E): departure after immunity from prosecution was asserted",
    "240A(d)(1), 101(a)(13)(C)(v): what there is reason to believe, without a count, of trafficking"
    " in persons or laundering (212(a)(2)(H), (I)); inadmit.* asks for it",
    "212(a)(2)(G): a foreign official's severe violations of religious freedom",
)
"""Law beside the findings that no fact of a case speaks of; a clean no does not answer it."""
