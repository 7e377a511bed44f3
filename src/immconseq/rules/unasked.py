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
    "101(a)(13)(C)(i), (ii), (iv), (vi): residence abandoned, an absence of 180 days, flight from"
    " process, an entry elsewhere than at a port",
    "236(c)(1)(D): inadmissible or deportable for terrorist activity",
    "240A(c): crewmen, exchange visitors, security grounds, persecutors",
    "208(b)(2)(A)(i), (iv), (v), 241(b)(3)(B)(i), (iv): persecutors, danger to security",
    "276(b)(3), (4): reentry after removal on security grounds, or from prison",
    "237(a)(3)(A), (1)(G): an address not notified; a marriage for papers",
    "240A(b)(2), (d)(1): the clock of the three years' presence of an abused spouse or child, where"
    " what stopped it is no ground that closes the relief by itself",
    "240A(c)(6): former 212(c) relief of one who was a resident once, of which the case gives no"
    " day of residence",
    "101(f)(5): two gambling convictions that the counts show and the history does not name",
    "212(a)(2)(G): a foreign official's severe violations of religious freedom",
)
"""Each by the section that has it; the rulebook page lists them."""
