"""The contract's rules as a Table Schema, for a tool that validates delimited text: types, ranges, lengths, choices.

What a Table Schema cannot say (a field that is required by the status, a check digit, a repeated VIN) is left out.
"""

import csv
from datetime import date
from pathlib import Path
from typing import Any, Final

from frictionless import Schema

from importer.contract import BY_NAME, Field, Kind, Need

_TYPES: Final = {
    Kind.INTEGER: "integer",
    Kind.DECIMAL: "number",
    Kind.MONEY: "number",
    Kind.BOOLEAN: "boolean",
    Kind.MONTH: "yearmonth",
}


def table_schema(path: str) -> Schema:
    """The schema of a file whose headings are the contract's names."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        headings = next(csv.reader(file))
    return Schema.from_descriptor({"fields": [_described(heading) for heading in headings]})


def _described(heading: str) -> dict[str, Any]:
    field = BY_NAME.get(heading)
    if field is None:
        is_image = heading.startswith("image")
        return {"name": heading, "type": "string", "format": "uri" if is_image else "default"}
    return {"name": heading, "type": _TYPES.get(field.kind, "string"), "constraints": _constraints(field)}


def _constraints(field: Field) -> dict[str, Any]:
    found = {
        "required": field.need is Need.ALWAYS,
        "unique": field.kind is Kind.REFERENCE,
        "minimum": field.minimum,
        "maximum": field.highest(date.today().year),  # noqa: DTZ011 — the year of the machine
        "maxLength": field.max_length,
        "enum": list(field.choices) or None,
    }
    return {name: value for name, value in found.items() if value is not None and value is not False}
