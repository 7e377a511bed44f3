"""The grounds of 212(a)(2), once: what reads all of them reads this table.

The clock of 240A(d)(1)(B), the returning resident of 101(a)(13)(C)(v), and detention under
236(c)(1)(A) each speak of what 212(a)(2) names, and so of one list.
"""

from __future__ import annotations

import attrs

__all__ = ["GROUNDS", "ITEMS", "Ground"]


@attrs.frozen(kw_only=True)
class Ground:
    """A ground of 212(a)(2).

    Attributes:
        finding: The id of its finding.
        section: Its place in 212, and in 8 USC 1182.
        entries: The entries of an offense's profile by which a charge may lead to it.
        items: The items of the history that answer to it without a count. Of (H) and (I) the
            grounds of inadmissibility alone ask for one: what there is reason to believe, and
            nobody was charged with, is seldom known to anyone who asks about a clock.
        of_conduct: No conviction and no admission is asked for.
    """

    finding: str
    section: str
    entries: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    of_conduct: bool = False


GROUNDS = (
    Ground(
        finding="inadmit.cimt",
        section="(a)(2)(A)(i)(I)",
        entries=("cimt",),
    ),
    Ground(
        finding="inadmit.controlled_substance",
        section="(a)(2)(A)(i)(II)",
        entries=("controlled_substance",),
        items=("admitted_drug_conduct",),
    ),
    Ground(finding="inadmit.multiple_convictions_5y", section="(a)(2)(B)"),
    Ground(
        finding="inadmit.drug_trafficking_reason_to_believe",
        section="(a)(2)(C)",
        entries=("drug_trafficking",),
        items=("reason_to_believe_trafficker",),
        of_conduct=True,
    ),
    Ground(
        finding="inadmit.prostitution",
        section="(a)(2)(D)",
        entries=("prostitution_business",),
        items=("engaged_in_prostitution",),
        of_conduct=True,
    ),
    Ground(
        finding="inadmit.human_trafficking",
        section="(a)(2)(H)",
        entries=("human_trafficking",),
        of_conduct=True,
    ),
    Ground(
        finding="inadmit.money_laundering",
        section="(a)(2)(I)",
        entries=("money_laundering",),
        of_conduct=True,
    ),
)
"""In the statute's order; (E), (F) and (G) are not encoded."""

ITEMS = tuple(item for ground in GROUNDS for item in ground.items)
"""What the history may tell of that the grounds name."""
