"""Make ``tests/data/sections.json``: the subsections that sections of law really have.

    python tools/make_section_index.py FOLDER... > tests/data/sections.json

A folder holds one text file a section, named as in ``08USC1229b.md`` or ``8CFR316.10.md``, with
each paragraph on a line of its own, its label first: ``(1)``, ``(A)``. A line that begins with
``#####`` is the heading of a lower-case subsection. A label tells its level by its form; where it
may be read in two ways, as ``(i)`` may, what comes before and after it decides.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

FILE = re.compile(r"0?(\d+)(USC|CFR)(\d[\w.-]*)")
LINE = re.compile(r"(?P<heading>#{5}\s)?(?P<labels>(?:\((?:[a-z]{1,5}|[A-Z]{1,5}|\d{1,3})\)\s?)+)")
LABEL = re.compile(r"\((\w+)\)")
CAPTIONED = re.compile(r"[A-Z].{0,200}?(?:\.|—) ?\((1|i)\) ?(?=[A-Z])")
"""After a label its caption, and the label of its first paragraph on the same line."""
RUN_IN = re.compile(r"(?<!aragraph )(?<!lause )(?<!section )(?<=[ —])\((\w+)\) (?=[a-z])")
"""A label within a paragraph, as in ``shall end (A) when he is served, or (B) when``."""

LEVELS = {
    "USC": ("alpha", "number", "ALPHA", "roman", "ROMAN", "double", "DOUBLE"),
    "CFR": ("alpha", "number", "roman", "ALPHA", "number", "roman"),
}
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}

Step = tuple[int, int, str]
"""The level of a label, its ordinal there, and the label."""


def ordinal(label: str, kind: str) -> int | None:
    """The place of *label* among those of its kind, from 1; ``None``: it is not of that kind."""
    if kind == "number":
        return int(label) if label.isdecimal() else None
    if label.isdecimal() or label.islower() != kind.islower():
        return None
    label, kind = label.lower(), kind.lower()
    if kind == "roman":
        if not set(label) <= set(ROMAN):
            return None
        digits = [ROMAN[c] for c in label]
        return sum(-d if d < max(digits[i:]) else d for i, d in enumerate(digits))
    width = 2 if kind == "double" else 1
    return ord(label[0]) - ord("a") + 1 if len(label) == width and len(set(label)) == 1 else None


def steps(label: str, levels: Sequence[str]) -> list[Step]:
    """Every way of reading a label."""
    read = ((level, ordinal(label, kind)) for level, kind in enumerate(levels))
    return [(level, place, label) for level, place in read if place is not None]


def follows(label: str, step: Step, levels: Sequence[str]) -> bool:
    """Does *label* come right after *step* at its level?"""
    return ordinal(label, levels[step[0]]) == step[1] + 1


def place(stack: Sequence[Step], ahead: Sequence[str], levels: Sequence[str]) -> list[Step] | None:
    """The path of the first label of *ahead* after *stack*; ``None``: it has no place there."""
    label, rest = ahead[0], ahead[1:]
    top = stack[-1][0] if stack else -1
    next_to = [k for k, s in enumerate(stack) if follows(label, s, levels)]
    children = [s for s in steps(label, levels) if s[0] > top and s[1] == 1]
    if next_to and next_to[-1] == len(stack) - 1:
        children = []
    if children and next_to:
        # A first paragraph has a second, before anything that follows one of its parents.
        ends = [s for k, s in enumerate(stack) if k != next_to[-1]]
        for later in rest:
            if follows(later, children[0], levels):
                break
            if any(follows(later, s, levels) for s in ends):
                children = []
                break
        else:
            children = []
    if children and not (next_to and children[0][0] > top + 1):
        return [*stack, children[0]]
    if next_to:
        k = next_to[-1]
        return [*stack[:k], (stack[k][0], stack[k][1] + 1, label)]
    for k in reversed(range(len(stack))):
        n = ordinal(label, levels[stack[k][0]])
        if stack[k][0] and n is not None and n > stack[k][1]:
            return [*stack[:k], (stack[k][0], n, label)]
    return None


def run_in(line: str, levels: Sequence[str]) -> list[str]:
    """The labels within a paragraph: a first one and those that follow it, two at the least."""
    run: list[Step] = []
    for label in RUN_IN.findall(line):
        if run and follows(label, run[-1], levels):
            run.append((run[-1][0], run[-1][1] + 1, label))
        elif not run:
            run = [s for s in steps(label, levels) if s[0] and s[1] == 1][:1]
    return [label for _, _, label in run] if len(run) > 1 else []


def labels_of(text: str, levels: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each label of a text, and whether it is that of a heading."""
    for line in text.splitlines():
        found = LINE.match(line)
        rest = line if found is None else line[found.end() :]
        if found is not None:
            for k, label in enumerate(LABEL.findall(found["labels"])):
                yield label, bool(found["heading"]) and k == 0
            if captioned := CAPTIONED.match(rest):
                yield captioned[1], False
        for label in run_in(rest, levels):
            yield label, False


def subsections(text: str, code: str) -> list[str]:
    """The subsections of a section, as ``(c)(1)(E)``, in the order of the text."""
    levels = LEVELS[code]
    found: dict[str, None] = {}
    stack: list[Step] = []
    marked = list(labels_of(text, levels))
    labels = [label for label, _ in marked]
    headed = ("a", True) in marked
    for k, (label, heading) in enumerate(marked):
        first = ordinal(label, "alpha")
        if heading and first is not None:
            path: list[Step] | None = [(0, first, label)]
        else:
            path = place(stack, labels[k:], levels)
            if path is not None and len(path) == 1 and headed and path[0][0] == 0:
                continue  # a small letter far down, where headings mark the subsections
        if path is not None:
            stack = path
            found["".join(f"({step[2]})" for step in stack)] = None
    return list(found)


def main() -> int:
    index: dict[str, list[str]] = {}
    for file in sorted(f for folder in sys.argv[1:] for f in Path(folder).iterdir()):
        if (name := FILE.fullmatch(file.stem)) is None:
            continue
        title, code, section = name.groups()
        index[f"{title} {code} {section}"] = subsections(file.read_text("utf-8"), code)
    if not index:
        print(__doc__, file=sys.stderr)
        return 2
    rows = (f"{json.dumps(k)}: {json.dumps(v)}" for k, v in sorted(index.items()))
    print("{", ",\n".join(rows), "}", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
