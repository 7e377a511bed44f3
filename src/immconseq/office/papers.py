"""What a program asks for in papers, and whether an immigrant may lack it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from immconseq.office.results import Item, Severity

__all__ = ["papers"]

_PRIVACY = "Privacy Act of 1974, Pub. L. 93-579, sec. 7, 5 USC 552a note"

_ACCEPTS_OTHERS = re.compile(
    r"\b(?:foreign|consul\w*|matricula|any form|any kind|of any|expired"
    r"|if (?:available|any|you have|the person has)|optional|where there is one"
    r"|or (?:other|sworn|an? affidavit|self))\b"
)
"""Words that say that a paper which nobody need lack will do as well, or that none is needed."""

_KINDS: tuple[tuple[str, re.Pattern[str], str, tuple[str, ...]], ...] = (
    (
        "status_document",
        re.compile(
            r"green card|immigra|\bvisas?\b|citizen|naturali[sz]|ciudadan|inmigra"
            r"|work (?:permit|authori[sz]ation)|employment (?:authori[sz]ation|eligibility)"
            r"|permiso de trabajo|\beads?\b|\bi-?(?:9|94|551|766|797|485|130)\b"
            r"|(?:permanent|lawful|legal|resident)"
            r" (?:resident|status|presence|residence|alien|card)"
            r"|authori[sz]ed presence|residencia permanente|\balien\b|\ba-?(?:number|file)\b"
            r"|\buscis\b|\bdaca\b|\btps\b|right to work|e-?verify|real ?id"
        ),
        "It asks for proof of status, which shuts people out and makes the program keep what"
        " others may ask it for. Nothing in diversion turns on status: take it out.",
        (),
    ),
    (
        "social_security_number",
        re.compile(
            r"social security|seguro social|\bssns?\b|\bss card\b|\bsocial\b.*\b(?:card|number)"
        ),
        "Many people have no Social Security number. An agency may not, as a rule, refuse a benefit"
        " provided by law to somebody who does not disclose one: use the program's own number.",
        (_PRIVACY,),
    ),
    (
        "driver_license",
        re.compile(r"driv\w*'?s? ?licen[cs]e|licencia de (?:conducir|manejar)|\bdl\b|dmv"),
        "Not everybody can get a driver's license: let the person say who they are, or take any"
        " paper that the arrest or the court already rests on.",
        (),
    ),
    (
        "identity_document",
        re.compile(
            r"\b(?:ids?|i\.d\.?)(?:\b|$)|identi(?:ty|fication|ficacion)|birth certificate|passport"
            r"|pasaporte|acta de nacimiento|photo card|state card|consul|matricula"
        ),
        "Many immigrants lack papers of identity that an office will take. The court knows already"
        " who is charged: ask for none, or for none in particular.",
        (),
    ),
)

_HARMLESS = re.compile(
    r"^(?:copy of )?(?:the )?(?:(?:signed )?(?:consent|agreement|release"
    r"|waiver of (?:a )?speedy trial)(?: form)?|citation|ticket|complaint|police report"
    r"|court (?:papers|notice|date|order)"
    r"|notice to appear in court|(?:certificate|proof|report) of (?:completion|attendance"
    r"|enrollment|treatment|community service)|none|nothing)$"
)


def papers(documents: tuple[str, ...]) -> Iterator[Item]:
    """What is to be said of each paper, by its name; what is not known is to be looked at."""
    for at, name in enumerate(documents):
        yield _paper(f"$.documents[{at}]", _plain(name))


def _plain(name: str) -> str:
    """Lower case, no accents, one space between words."""
    text = unicodedata.normalize("NFKD", name.casefold().replace("\u2019", "'"))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(re.sub(r"[_/]", " ", text).split())


def _paper(path: str, name: str) -> Item:
    for code, pattern, text, authority in _KINDS:
        if pattern.search(name):
            # Another paper in place of one of status or of a number that somebody lacks is rare.
            spared = code in ("identity_document", "driver_license") and _ACCEPTS_OTHERS.search(
                name
            )
            severity = Severity.WARNING if spared else Severity.BARRIER
            return Item(code=code, severity=severity, path=path, text=text, authority=authority)
    if _HARMLESS.match(name):
        return Item(
            code="document_allowed",
            severity=Severity.NOTE,
            path=path,
            text="Whoever is charged has or can get this paper.",
        )
    return Item(
        code="document_to_look_at",
        severity=Severity.WARNING,
        path=path,
        text="Could somebody without a fixed status, a bank account or a payroll job bring this"
        " paper? If not, take it out, or take the person's own word.",
    )
