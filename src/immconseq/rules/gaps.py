"""What is not encoded yet, by finding: flagged, and never a clean no."""

from __future__ import annotations

from immconseq.rules.model import Gap
from immconseq.rules.vocabulary import conclusion

__all__ = ["GAPS"]

_MISSING = {
    "bar.vawa_cancellation": "cancellation for abused spouses, children and parents",
    "bar.refugee_adjustment": "adjustment of refugees and asylees, and its waiver",
    "bar.212h": "the waiver under 212(h)",
    "bar.212c": "former 212(c) relief by the day of the plea",
    "bar.tps": "the criminal bars to temporary protected status",
    "bar.daca": "the criminal bars to deferred action for childhood arrivals",
    "bar.u_visa": "U status and its waiver",
    "bar.t_visa": "T status and its waiver",
    "bar.vawa_self_petition": "moral character for a VAWA self-petition",
    "bar.sij_adjustment": "adjustment of special immigrant juveniles",
    "bar.registry": "registry",
    "bar.family_petition": "the petitioner's specified offenses against minors",
    "detention.without_admission": "detention under 1225(b)(2)(A) by circuit and day",
    "removal.reinstatement": "reinstatement of an earlier order",
}

_PARTLY = {
    "reentry.sentence_enhancement": "felonies and misdemeanors under 276(b)(1)",
}

GAPS = tuple(
    Gap(gives=name, what=what, authority=conclusion(name).authority)
    for name, what in {**_MISSING, **_PARTLY}.items()
)
