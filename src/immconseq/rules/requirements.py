"""What each relief asks for besides: no crime decides it, so it is listed in the note.

The library decides what crime closes; whether a relief is open in the end turns on these too.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["REQUIREMENTS"]

REQUIREMENTS: Mapping[str, str] = {
    "bar.lpr_cancellation": "five years as a permanent resident, seven years of residence since an"
    " admission, and the judge's discretion (INA 240A(a))",
    "bar.nonlpr_cancellation": "ten years of presence, hardship to a citizen or resident spouse,"
    " parent or child, and the judge's discretion (INA 240A(b)(1))",
    "bar.vawa_cancellation": "battery or extreme cruelty by a citizen or resident spouse or parent,"
    " three years of presence, hardship, and the judge's discretion (INA 240A(b)(2))",
    "bar.asylum": "a well-founded fear on a protected ground, an application within a year of"
    " arrival unless excused, and discretion (INA 208)",
    "bar.withholding": "a threat to life or freedom, more likely than not, on a protected ground"
    " (INA 241(b)(3))",
    "bar.cat_withholding": "torture more likely than not, with official acquiescence"
    " (8 CFR 1208.16(c))",
    "bar.cat_deferral": "torture more likely than not, with official acquiescence"
    " (8 CFR 1208.17(a))",
    "bar.adjustment": "an admission or parole, an approved petition with a visa at hand, and"
    " discretion (INA 245(a))",
    "bar.refugee_adjustment": "a year of presence as a refugee or asylee (INA 209)",
    "bar.212h": "hardship to a citizen or resident relative, or fifteen years since the conduct,"
    " an application for admission or adjustment, of one admitted as a resident seven years of"
    " lawful residence, and discretion (INA 212(h))",
    "bar.212c": "seven years of lawful unrelinquished domicile, and discretion (8 CFR 1212.3)",
    "bar.voluntary_departure": "a request by the master hearing, with no other relief sought, and"
    " discretion (INA 240B(a))",
    "bar.voluntary_departure_at_conclusion": "a year of presence before the notice to appear, the"
    " means and intent to depart, and discretion (INA 240B(b))",
    "bar.tps": "the nationality, residence and registration of a designation in force (INA 244)",
    "bar.daca": "arrival before sixteen, residence since 15 June 2007, age and schooling"
    " (8 CFR 236.22(b))",
    "bar.naturalization": "residence and presence as a permanent resident, language and civics"
    " (INA 316, 312)",
    "bar.u_visa": "help to the authorities as the victim of a listed crime, certified, and"
    " discretion (INA 101(a)(15)(U))",
    "bar.t_visa": "to be a victim of a severe form of trafficking, here on account of it"
    " (INA 101(a)(15)(T))",
    "bar.vawa_self_petition": "battery or extreme cruelty by a citizen or resident relative"
    " (INA 204(a)(1))",
    "bar.sij_adjustment": "a juvenile court's findings, consent, and a visa at hand (INA 245(h))",
    "bar.registry": "residence since before 1 January 1972, and discretion (INA 249)",
    "bar.family_petition": "the relationship to the beneficiary (INA 204(a)(1))",
}
"""By the finding's id; good moral character alone asks for nothing besides."""
