"""The ``datapackage.json`` that describes the files of values (Data Package, https://specs.frictionlessdata.io)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from kvadmin.api.records import Indicator

from ..indicators.definition import indicator_label, missing_codes, period_kind


def measurements_package(
    indicators: Sequence[Indicator], columns: Mapping[str, Sequence[str]], programme: str
) -> bytes:
    """The description of all files of values (Data Package, https://specs.frictionlessdata.io).

    Args:
        indicators: Those that have a file.
        columns: ``id -> columns`` of its file.
        programme: Name of the programme.
    """
    resources = [_resource(each, columns[each.id]) for each in sorted(indicators, key=lambda each: each.id)]
    package = {"profile": "tabular-data-package", "name": "measurements", "title": programme, "resources": resources}
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(indicator: Indicator, columns: Sequence[str]) -> dict[str, Any]:
    kind = period_kind(indicator)
    pattern = {"month": r"\d{4}-\d{2}", "quarter": r"\d{4}-Q[1-4]", "year": r"\d{4}"}[kind]
    described: dict[str, dict[str, Any]] = {
        "municipality": {"type": "string", "title": "Kommunenummer", "constraints": {"pattern": r"\d{4}"}},
        "period": {"type": "string", "title": "Periode", "constraints": {"pattern": pattern}},
        "value": {"type": "number", "title": indicator_label(indicator, "nb"), "unit": indicator.unit},
        "denominator": {"type": "number", "title": indicator.denominator or "Nevner"},
        "sample": {"type": "string", "title": "Observasjon"},
        "invited": {"type": "integer", "title": "Inviterte"},
        "mean": {"type": "number", "title": "Gjennomsnitt"},
        "sd": {"type": "number", "title": "Standardavvik"},
        "counts": {"type": "string", "title": "Antall av hvert svar"},
    }
    key = [name for name in ("municipality", "period", "sample") if name in columns]
    return {
        "name": indicator.id,
        "path": f"{indicator.id}.csv",
        "profile": "tabular-data-resource",
        "title": indicator_label(indicator, "nb"),
        "title_nn": indicator_label(indicator, "nn"),
        "direction": indicator.direction,
        "target": None if indicator.target is None else str(indicator.target),
        "encoding": "utf-8",
        "schema": {
            "fields": [{"name": name, **described[name]} for name in columns],
            "missingValues": ["", *(mark for each in missing_codes(indicator) for mark in each.marks)],
            "primaryKey": key,
        },
    }
