"""Short hands for the citations that rules rest on."""

from __future__ import annotations

import datetime as dt

from immconseq.authority import Authority, Court

__all__ = ["ag", "bia", "cfr", "circuit", "ina", "scotus", "usc"]


def usc(section: str, title: int = 8) -> Authority:
    """A section of the United States Code, title 8 unless said."""
    return Authority(cite=f"{title} USC {section}")


def ina(section: str, code: str) -> Authority:
    """A section of the Immigration and Nationality Act beside its place in title 8."""
    return Authority(cite=f"INA {section}, 8 USC {code}")


def cfr(section: str, title: int = 8) -> Authority:
    """A section of the Code of Federal Regulations, title 8 unless said."""
    return Authority(cite=f"{title} CFR {section}", court=Court.REGULATION)


def bia(cite: str, day: str) -> Authority:
    """A precedent of the Board of Immigration Appeals, decided on *day* (ISO text)."""
    return Authority(cite=cite, court=Court.BIA, date=dt.date.fromisoformat(day))


def ag(cite: str, day: str) -> Authority:
    """A precedent of the Attorney General."""
    return Authority(cite=cite, court=Court.AG, date=dt.date.fromisoformat(day))


def scotus(cite: str, day: str) -> Authority:
    """A decision of the Supreme Court."""
    return Authority(cite=cite, court=Court.SCOTUS, date=dt.date.fromisoformat(day))


def circuit(number: str, cite: str, day: str) -> Authority:
    """A decision of a court of appeals; *number* as in `immconseq.authority.CIRCUITS`."""
    return Authority(cite=cite, court=Court(f"ca{number.lower()}"), date=dt.date.fromisoformat(day))
