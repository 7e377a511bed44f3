"""The sections of the United States Code that a federal count names.

Where the immigration statute lists sections by number, the code of the count says which it is.
"""

from __future__ import annotations

import re

import attrs

from immconseq.facts.context import Context

__all__ = ["FederalSection", "federal_section", "federal_sections"]

_SECTION = re.compile(
    r"\b(?P<title>\d{1,2})\s*u\.?\s*s\.?\s*c\.?(?:\s*a\.?)?\s*(?P<old>app\.?)?"
    r"\s*(?:§+|section|sec\.?)?\s*(?P<number>\d+)(?P<letter>[a-z]?)"
    r"(?P<paragraph>(?:\([^()\s]+\))*)",
    re.IGNORECASE,
)


@attrs.frozen(kw_only=True)
class FederalSection:
    """A section, as ``18 U.S.C. § 3146(a)(2)`` names it.

    Attributes:
        title: Its title; of the former appendix to title 50, ``50 app``.
        number: Its number.
        letter: What follows the number, in lower case (``a`` of 1028A); mostly nothing.
        paragraph: Its paragraph, ``(a)(2)``, in lower case; empty where none is named.
    """

    title: str
    number: int
    letter: str
    paragraph: str

    @property
    def name(self) -> str:
        """The section without its paragraph: ``18 USC 3146``."""
        return f"{self.title} USC {self.number}{self.letter}"

    @property
    def claims_citizenship(self) -> bool:
        """Is it on false claims to citizenship: 18 USC 911, or 1015(e) as far as is named?"""
        return self.name == "18 USC 911" or (
            self.name == "18 USC 1015" and self.paragraph[:3] in ("", "(e)")
        )


def federal_sections(ctx: Context, index: int) -> tuple[FederalSection, ...] | None:
    """Every section that the code of a count names; ``None`` for an offense that is not federal."""
    offense = ctx.disposition(index).offense
    if offense.jurisdiction != "US":
        return None
    return tuple(
        FederalSection(
            title=m["title"] + (" app" if m["old"] else ""),
            number=int(m["number"]),
            letter=m["letter"].lower(),
            paragraph=m["paragraph"].lower(),
        )
        for m in _SECTION.finditer(offense.code)
    )


def federal_section(ctx: Context, index: int) -> FederalSection | None:
    """The first section that a federal count names; ``None`` where there is none."""
    sections = federal_sections(ctx, index)
    return sections[0] if sections else None
