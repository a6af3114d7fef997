"""``datapackage.json``: the whole dictionary for programs, read back when a package is verified.

Data Package (https://specs.frictionlessdata.io): tables, variables, marks of missing values, primary and foreign keys.
"""

from __future__ import annotations

import json
from typing import Any

from kvadmin.api import InvalidData, tr

from ..dictionary import Code, DataTable, Variable
from ..format_limits import CheckedTables
from ..missing_values import Missing, letter_at
from ..table_keys import TableKeys

_TYPES = {"text": "string", "int": "integer", "decimal": "number", "date": "date", "code": "string"}
_GUARD = (
    "In csv an apostrophe stands before texts that begin with = + - @, tab, line break or an apostrophe, "
    "so that no spreadsheet takes them for formulas; drop the first apostrophe of variables of the kind text."
)


def package_description(checked: CheckedTables, rows: dict[str, int], programme: str, profile: str) -> bytes:
    """The description for programs (Data Package), which holds the whole dictionary."""
    resources = [
        {
            "name": table.name,
            "path": f"csv/{table.name}.csv",
            "profile": "tabular-data-resource",
            "title": table.nb,
            "title_nn": table.nn,
            "encoding": "utf-8",
            "rows": rows[table.name],
            "schema": _schema(table, checked.keys[table.name]),
        }
        for table in checked.tables
    ]
    package = {
        "profile": "tabular-data-package",
        "name": f"kvadmin-{profile}",
        "title": programme,
        "description": _GUARD,
        "resources": resources,
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _schema(table: DataTable, keys: TableKeys) -> dict[str, Any]:
    """Marks stand with the variables that have them: a text that is ``-`` is a text."""
    schema: dict[str, Any] = {"fields": [_field(each) for each in table.variables], "missingValues": [""]}
    if keys.primary:
        schema["primaryKey"] = list(keys.primary)
    if keys.foreign:
        schema["foreignKeys"] = [
            {"fields": list(key.columns), "reference": {"resource": key.table, "fields": list(key.references)}}
            for key in keys.foreign
        ]
    return schema


def _field(each: Variable) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": each.name,
        "type": _TYPES[each.kind],
        "kind": each.kind,
        "title": each.nb,
        "title_nn": each.nn,
    }
    if each.codes:
        field["codes"] = [{"number": c.number, "text": c.text, "nb": c.nb, "nn": c.nn} for c in each.codes]
    if each.missing:
        field["missingValues"] = ["", *(missing.mark for missing in each.missing)]
        field["missing"] = [
            {"code": m.code, "marks": [m.mark], "nb": m.nb, "nn": m.nn, "letter": m.letter, "own": m.own}
            for m in each.missing
        ]
    return field


def read_dictionary(content: bytes, where: str) -> dict[str, tuple[Variable, ...]]:
    """The variables of every table, from the ``datapackage.json`` of a package.

    Raises:
        InvalidData: It is no such description.
    """
    try:
        package = json.loads(content)
        return {
            resource["name"]: tuple(_variable(field) for field in resource["schema"]["fields"])
            for resource in package["resources"]
        }
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidData(
            tr("the description of the data cannot be read: {error}", error=error), where=where
        ) from error


def _variable(field: dict[str, Any]) -> Variable:
    codes = tuple(Code(c["number"], c["text"], c["nb"], c["nn"]) for c in field.get("codes", ()))
    several = sorted(field.get("missing", ()), key=lambda m: -int(m["code"]))
    missing = tuple(_missing(each, letter_at(at)) for at, each in enumerate(several))
    return Variable(field["name"], field["title"], field["title_nn"], field["kind"], codes, missing)


def _missing(each: dict[str, Any], letter: str) -> Missing:
    """A package of version 0.1 has neither letter nor own number, and marks that may be several or none."""
    mark = next(iter(each["marks"]), str(each["code"]))
    return Missing(
        mark, each["code"], each.get("letter", letter), each["nb"], each["nn"], each.get("own", each["code"])
    )
