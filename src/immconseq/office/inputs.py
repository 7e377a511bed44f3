"""What the office's calls are given: an input class, or the JSON of one."""

from __future__ import annotations

from typing import Any, TypeVar

from immconseq import wire
from immconseq.kinds import Record, specs

__all__ = ["given", "whole"]

R = TypeVar("R", bound=Record)


def given(record: type[R], value: object) -> R:
    """A record as it is, or read from what `json.loads` gives.

    Raises:
        CaseError: With every fault of a value that is neither.
    """
    return value if isinstance(value, record) else wire.from_dict(record, value)


def whole(record: Record) -> dict[str, Any]:
    """A record as JSON with every key, ``None`` and empty lists included."""
    written = wire.to_dict(record)
    for spec in specs(type(record)):
        value = getattr(record, spec.name)
        if isinstance(value, tuple) and value and isinstance(value[0], Record):
            written[spec.key] = [whole(item) for item in value]
        elif isinstance(value, Record):
            written[spec.key] = whole(value)
        else:
            # What was left out is not known, false, or a list that is empty.
            written.setdefault(spec.key, [] if isinstance(value, tuple) else value)
    return {spec.key: written[spec.key] for spec in specs(type(record))}
