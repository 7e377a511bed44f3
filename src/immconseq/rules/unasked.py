"""Law beside the findings that no fact of a case speaks of; a clean no does not answer it."""

from __future__ import annotations

__all__ = ["UNASKED"]

UNASKED = (
    "237(a)(1)(A): who was inadmissible for a crime on entry or on adjusting is deportable for it,"
    " although the conviction came before any admission; an assessment of such a case says so",
    "237(a)(2)(A)(i): the ten years, in place of five, of one who adjusted from S status, 245(j)",
    "212(a)(2)(C)(ii), (H)(ii): the spouse, son or daughter of a trafficker who knew and benefited",
    "212(a)(2)(D)(iii): coming to engage in other commercialized vice",
    "212(a)(2)(E): departure after immunity from prosecution was asserted",
    "240A(d)(1), 101(a)(13)(C)(v): what there is reason to believe, without a count, of trafficking"
    " in persons or laundering (212(a)(2)(H), (I)); inadmit.* asks for it",
    "101(a)(43)(G), (M)(i): that from 2004 to 2013 the Third Circuit asked of an offense both theft"
    " and fraud that it meet both paragraphs (Nugent v. Ashcroft, 367 F.3d 162)",
    "212(a)(2)(G): a foreign official's severe violations of religious freedom",
)
"""Each by the section that has it; the rulebook page lists them."""
