"""Codes as people write them: ``PC 459``, ``459 P.C.``, ``Cal. Penal Code § 459`` are one code.

What the codes of a jurisdiction are called, and which sections make a charge an attempt or a
conspiracy, is data of its packs (`CodeNames`). This module knows the shape of a citation only.
It never guesses: two spellings are one code only where they differ in case, spacing, punctuation
of the code's name, the place of that name, or a name that the data says means the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

import attrs

__all__ = ["INCHOATE", "Citation", "CodeNames", "CodeTable", "Part"]

INCHOATE = ("attempt", "conspiracy", "solicitation", "accessory_after")
"""The inchoate forms that a code can name, as ``offense.inchoate`` has them."""

# Words of any citation, whatever the jurisdiction, that do not tell one code from another.
_NOISE = re.compile(
    r"\b(?:and|of|the|codes?|ann|annotated|titles?|tit|sections?|sect?s?|subdivisions?|subdivs?"
    r"|subds?|subsections?|subsecs?|paragraphs?|paras?|pars?)\b\.?"
)
# A section begins with a digit; its subsections may stand apart from it: "11377 (a) (1)".
_SECTION = re.compile(r"\d[\w.:\-]*(?:\s*\(\s*\w+\s*\)[\w.:\-]*)*")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_GLUED = re.compile(r"(.*?[\d)])([a-z]{2,})(\d.*)?")


@attrs.frozen(kw_only=True)
class CodeNames:
    """What one code of a jurisdiction is called.

    Attributes:
        key: The code as the canonical form has it: ``PC``, ``USC``.
        names: Other names: ``penal code``; dots, spaces, ampersands, the words "and", "of",
            "the", "code" and case do not matter.
        bare: A section without any code's name means this code.
    """

    key: str
    names: tuple[str, ...] = ()
    bare: bool = False


@attrs.frozen(kw_only=True)
class Part:
    """One section of a citation.

    Attributes:
        title: The number before the code's name, ``18`` of ``18 USC 1341``; empty without one.
        name: The code's name, in lower case: its key where the name is known; empty without one.
        section: The section with its subsections, in lower case, without spaces.
        own_name: It named its code itself.
    """

    title: str
    name: str
    section: str
    own_name: bool = attrs.field(default=True, eq=False)

    @property
    def key(self) -> str:
        """Equal for every spelling of one code."""
        # The bars keep a title and a section apart where there is no name between them.
        return f"{self.title}|{self.name}|{self.section}"

    @property
    def base(self) -> Part:
        """The same without its subsections."""
        return attrs.evolve(self, section=self.section.partition("(")[0])

    @property
    def loose(self) -> str:
        """The section without brackets: for candidates only, since 273a(b) is not 273ab."""
        return re.sub(r"[()]", "", self.section)


@attrs.frozen(kw_only=True)
class Citation:
    """A code: one section, or several as charged together, ``PC 459/460(b)``."""

    parts: tuple[Part, ...]

    @property
    def key(self) -> str:
        """Equal for every spelling of one code."""
        return "/".join(part.key for part in self.parts)


def squeezed(text: str) -> str:
    """A name of a code by its letters alone, without the words that every code has."""
    return re.sub(r"[^a-z]", "", _NOISE.sub(" ", _folded(text)))


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES)
    # Federal dockets write a title and a section as 18:1343.
    folded = re.sub(r"(?<![\w:])(\d{1,2}):(?=\d)", r"\1 ", folded)
    return re.sub(r"[§,;]", " ", folded)


@attrs.frozen(kw_only=True, eq=False)
class CodeTable:
    """How the codes of one jurisdiction are written.

    Attributes:
        names: From a squeezed name to the key of its code, in lower case.
        places: Squeezed names of the jurisdiction, which may stand before a code's name.
        bare: The code that a section without a name means, in lower case; empty without one.
        forms: From inchoate form to the codes that make a charge one.
    """

    names: Mapping[str, str] = attrs.field(factory=dict)
    places: tuple[str, ...] = ()
    bare: str = ""
    forms: tuple[tuple[str, Part], ...] = ()

    @classmethod
    def build(
        cls,
        jurisdiction: str,
        codes: Iterable[CodeNames] = (),
        places: Iterable[str] = (),
        inchoate: Iterable[tuple[str, str]] = (),
    ) -> CodeTable:
        """A table from what packs say.

        Args:
            jurisdiction: Its last part, ``CA`` of ``US-CA``, is a name of the place too.
            codes: The codes.
            places: What the jurisdiction is called.
            inchoate: Pairs of an inchoate form and a code that makes a charge one.

        Raises:
            ValueError: One name for two codes, or two codes that a bare section means.
        """
        names: dict[str, str] = {}
        bare = ""
        for code in codes:
            key = squeezed(code.key)
            for name in (key, *map(squeezed, code.names)):
                if names.setdefault(name, key) != key:
                    raise ValueError(f"{name!r} names both {names[name]!r} and {key!r}")
            if code.bare and bare not in ("", key):
                raise ValueError(f"a bare section means both {bare!r} and {key!r}")
            bare = key if code.bare else bare
        called = {squeezed(jurisdiction.rpartition("-")[2]), *map(squeezed, places)} - {""}
        longest_first = tuple(sorted(called, key=lambda p: (-len(p), p)))
        table = cls(names=names, places=longest_first, bare=bare)
        return attrs.evolve(
            table,
            forms=tuple(
                (form, part.base)
                for form, code_text in inchoate
                for part in table._parts(code_text)
            ),
        )

    def read(self, text: str) -> Citation | None:
        """The citation in *text*; ``None`` where it is no code at all."""
        parts = self._parts(text)
        return Citation(parts=parts) if parts else None

    def readings(self, text: str) -> tuple[tuple[str | None, Citation], ...]:
        """What *text* may be, the likeliest first: a code as it stands, or an inchoate form of one.

        The inchoate form is ``None`` for a code as it stands.
        """
        whole = self.read(text)
        if whole is None:
            return ()
        found: list[tuple[str | None, Citation]] = [(None, whole)]
        for at in (0, -1) if len(whole.parts) > 1 else ():
            rest = whole.parts[1:] if at == 0 else whole.parts[:-1]
            for form, code in self._forms_of(whole.parts[at]):
                # "664/459": the section that makes it an attempt says whose sections they are.
                named = (
                    p if p.name else attrs.evolve(p, title=code.title, name=code.name) for p in rest
                )
                found.append((form, Citation(parts=tuple(named))))
        return tuple(dict.fromkeys(found))

    def _forms_of(self, part: Part) -> list[tuple[str, Part]]:
        """The forms that a section makes a charge; its own code's name, where given, must fit."""
        base = part.base
        return [
            (form, code)
            for form, code in self.forms
            if (base.title, base.section) == (code.title, code.section)
            and (not part.own_name or part.name == code.name)
        ]

    def _parts(self, text: str) -> tuple[Part, ...]:
        parts = [self._part(piece) for piece in _folded(text).split("/")]
        named = next((p for p in parts if p is not None and p.own_name), None)
        shared = Part(title="", name=self.bare, section="") if named is None else named
        whole = []
        for part in parts:
            if part is None:
                return ()
            # "PC 459/460(b)", "664/11377 HS": a name given once is the name of all, but counts
            # as said only of the section that it stands beside.
            if part.own_name:
                shared = part
            whole.append(attrs.evolve(part, title=shared.title, name=shared.name))
        return tuple(whole)

    def _part(self, piece: str) -> Part | None:
        clean = _NOISE.sub(" ", piece)
        sections = [re.sub(r"\s", "", m).rstrip(".:-") for m in _SECTION.findall(clean)]
        words = re.sub(r"[^a-z]", "", _SECTION.sub(" ", clean))
        glued = _GLUED.fullmatch(sections[0]) if len(sections) == 1 and not words else None
        if glued is not None and glued[2] in self.names:
            # "459PC", "18USC1341"; the letters of 653f and 273ab belong to the section.
            sections, words = [s for s in (glued[1], glued[3]) if s], glued[2]
        if not sections or len(sections) > 2:
            return None
        title = sections[0] if len(sections) == 2 else ""
        # "title 18, section 1343" names no code, but nothing else has titles where a bare
        # section means one code.
        name = self._name(words) or (self.bare if title else "")
        return Part(title=title, name=name, section=sections[-1], own_name=bool(name))

    def _name(self, words: str) -> str:
        if words in self.names:
            return self.names[words]
        for place in self.places:
            for rest in (words.removeprefix(place), words.removesuffix(place)):
                if rest != words and (rest == "" or rest in self.names):
                    return self.names.get(rest, "")
        return words
