"""JSON in and out: strict, every fault at once, each with its whole path.

The reading is a small layer of our own over the kinds of `immconseq.kinds`. A cattrs converter
stops at the first fault of a field, knows the values of a nested object only once that object is
whole, and so could not say, beside a date that is no date, that two other counts share a ref.
Here what is faulty is noted and stood in for by *not known*, and the checks that span objects go
over the rest.

Nothing is coerced, and no value at all makes the reading fail in another way than by `CaseError`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from immconseq.case import Case
from immconseq.errors import CaseError, Fault
from immconseq.kinds import (
    INCONCLUSIVE,
    Amount,
    Choice,
    Day,
    Flag,
    FlagOrItems,
    Items,
    Kind,
    Note,
    Object,
    OneOf,
    Record,
    Table,
    Text,
    TextOr,
    Whole,
    blank,
    specs,
    unknown_keys,
)

__all__ = [
    "canonical_json",
    "case_schema",
    "from_dict",
    "from_json",
    "json_schema",
    "to_dict",
    "to_json",
]

R = TypeVar("R", bound=Record)


def from_dict(record: type[R], data: object) -> R:
    """Read what `json.loads` gives.

    Args:
        record: What to read.
        data: An object of JSON; numbers may be `int`, `float` or `Decimal`.

    Raises:
        CaseError: With every fault of *data*, whatever it is.
    """
    note = Note()
    kind = Object(record)
    read: R = _read_object(kind, data, "$", note)
    faults = (*note.faults, *read._spanning_faults())
    if faults:
        raise CaseError(faults)
    return read


def _read_object(kind: Object, data: object, path: str, note: Note) -> Any:
    if not isinstance(data, dict):
        note(path, data, kind.expected, "type")
        return blank(kind)
    fields = specs(kind.of)
    keys = [spec.key for spec in fields]
    # A document that stands in another may say what it is, as it does by itself.
    if (schema := kind.of.schema_id) is not None:
        keys.append("schema")
        if data.get("schema") not in (None, schema):
            note(f"{path}.schema", data["schema"], f'"{schema}", or nothing', "schema")
    unknown_keys(data, keys, path, note)
    for key in data.repeated if isinstance(data, _Repeating) else ():
        if key in keys:
            note.say(f"{path}.{key}", "a key given twice", "each key once", "duplicate")
    # The kinds check every field here, so the record's own check of itself need not run again.
    record = kind.of.__new__(kind.of)
    for spec in fields:
        value = data.get(spec.key)
        if value is None:
            read = spec.absent(path, note)
        else:
            read = _read(spec.kind, value, f"{path}.{spec.key}", note)
            if read is None and not spec.required:
                read = spec.default
        object.__setattr__(record, spec.name, read)
    record._settle()
    return record


def _read(kind: Kind, value: object, path: str, note: Note) -> Any:
    match kind:
        case Object():
            return _read_object(kind, value, path, note)
        case TextOr() if isinstance(value, dict):
            return _read_object(kind.record, value, path, note)
        case Items() if isinstance(value, list) and len(value) >= kind.least:
            return tuple(_read(kind.of, v, f"{path}[{i}]", note) for i, v in enumerate(value))
        case Table() if isinstance(value, dict):
            for key in value.repeated if isinstance(value, _Repeating) else ():
                if key in kind.names:
                    note.say(f"{path}.{key}", "a key given twice", "each key once", "duplicate")
            return kind.gather(value, path, note, lambda v, at, n: _read(kind.of, v, at, n))
        case FlagOrItems() if isinstance(value, list):
            return _read(kind.items, value, path, note)
        case Day():
            return kind.read(value, path, note)
        case Items() | FlagOrItems() if isinstance(value, tuple):
            # A tuple is no value of JSON, though a record would take one.
            return note(path, value, kind.expected, "type")
        case _:
            return kind.take(value, path, note)


class _Repeating(dict[str, Any]):
    """An object of JSON in which a key came twice; which of the values was meant nobody knows."""

    repeated: tuple[str, ...]


def _object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) == len(pairs):
        return read
    times = Counter(key for key, _ in pairs)
    repeating = _Repeating(read)
    repeating.repeated = tuple(key for key, n in times.items() if n > 1)
    return repeating


def _number(text: str) -> Decimal | float:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond all bounds
        return float("inf")


def _whole(text: str) -> Decimal | float | int:
    # Python refuses to read very long whole numbers; no field holds one, and each says so itself.
    return int(text) if len(text) <= 40 else _number(text)


def from_json(record: type[R], text: str | bytes) -> R:
    """Read a JSON document; a key given twice in one object is a fault.

    Raises:
        CaseError: With every fault of *text*, whatever it is.
    """
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        data = json.loads(text, object_pairs_hook=_object_of, parse_float=_number, parse_int=_whole)
    except UnicodeDecodeError:
        raise CaseError([_no_document("bytes that are not UTF-8")]) from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise CaseError([_no_document(f"no JSON at {where}: {error.msg}")]) from None
    except RecursionError:
        raise CaseError([_no_document("JSON nested too deep")]) from None
    return from_dict(record, data)


def _no_document(found: str) -> Fault:
    return Fault(path="$", found=found, expected="a JSON document", code="json")


def to_dict(record: Record) -> dict[str, Any]:
    """Write what `json.dumps` takes; what is not known or empty is left out."""
    schema = record.schema_id
    return {**({} if schema is None else {"schema": schema}), **_fields(record)}


def _fields(record: Record) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for spec in specs(type(record)):
        value = getattr(record, spec.name)
        if spec.required or value != spec.default:
            written[spec.key] = _write(value)
    return written


def _write(value: Any) -> Any:
    match value:
        case Record():
            return _fields(value)
        case StrEnum():
            return value.value
        case tuple():
            return [_write(item) for item in value]
        case Mapping():
            return {key: _write(item) for key, item in value.items()}
        case dt.date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == int(value) else float(value)
        case _:
            return value


def to_json(record: Record, *, indent: int | None = None) -> str:
    """Write a JSON document."""
    return json.dumps(to_dict(record), ensure_ascii=False, allow_nan=False, indent=indent)


def canonical_json(value: object) -> bytes:
    """JSON over which a hash can be taken: keys sorted, no spaces, UTF-8.

    Args:
        value: What `to_dict` gives.
    """
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode()


def case_schema() -> dict[str, Any]:
    """The JSON Schema of a case, as ``schemas/case.json`` holds it."""
    return json_schema(Case, title="A case: a person, and what became of each count")


def json_schema(record: type[Record], *, title: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record: everything but what spans fields.

    Two things it cannot say: JSON Schema calls 365.0 a whole number, the reading does not; and
    it knows no calendar, so that 2026-02-30 passes it.
    """
    definitions: dict[str, Any] = {}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **_object_schema(record, definitions),
        "$defs": dict(sorted(definitions.items())),
    }


def _object_schema(record: type[Record], definitions: dict[str, Any]) -> dict[str, Any]:
    fields = specs(record)
    properties: dict[str, Any] = {}
    if record.schema_id is not None:
        properties["schema"] = {"enum": [record.schema_id, None]}
    for spec in fields:
        schema = _kind_schema(spec.kind, definitions)
        if not spec.required:
            schema = _or_null(schema)
        properties[spec.key] = {"description": spec.text, **schema}
    return {
        "description": " ".join((record.__doc__ or "").split("\n\n")[0].split()),
        "type": "object",
        "properties": properties,
        "required": [spec.key for spec in fields if spec.required],
        "additionalProperties": False,
    }


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    if "anyOf" in schema:
        return {"anyOf": [*schema["anyOf"], {"type": "null"}]}
    return {"anyOf": [schema, {"type": "null"}]}


def _kind_schema(kind: Kind, definitions: dict[str, Any]) -> dict[str, Any]:
    match kind:
        case Text():
            return {"type": "string", "pattern": f"^(?:{kind.pattern})$" if kind.pattern else r"\S"}
        case Flag():
            return {"type": "boolean"}
        case Whole():
            return {"type": "integer", "minimum": kind.least, "maximum": kind.most}
        case Amount():
            number: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": kind.most}
            # No multipleOf: in binary fractions 0.07 is no multiple of 0.01.
            if not kind.inconclusive:
                return number
            return {"anyOf": [number, {"const": INCONCLUSIVE}]}
        case Day():
            pattern = r"^(?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$"
            return {"type": "string", "format": "date", "pattern": pattern}
        case Choice():
            return {"enum": [member.value for member in kind.of]}
        case OneOf():
            return {"enum": list(kind.values)}
        case Object():
            name = kind.of.__name__
            if name not in definitions:
                definitions[name] = {}  # holds the place, should a record hold its own kind
                definitions[name] = _object_schema(kind.of, definitions)
            return {"$ref": f"#/$defs/{name}"}
        case TextOr():
            text = _kind_schema(Text(), definitions)
            return {"anyOf": [text, _kind_schema(kind.record, definitions)]}
        case Items():
            items: dict[str, Any] = {"type": "array", "items": _kind_schema(kind.of, definitions)}
            return {**items, "minItems": kind.least} if kind.least else items
        case FlagOrItems():
            return {"anyOf": [{"type": "boolean"}, _kind_schema(kind.items, definitions)]}
        case Table():
            of = _or_null(_kind_schema(kind.of, definitions))
            return {
                "type": "object",
                "properties": dict.fromkeys(kind.names, of),
                "additionalProperties": False,
            }
        case _:
            raise TypeError(f"no schema for a field of kind {type(kind).__name__}")
