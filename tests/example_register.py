"""The 430 municipalities of 2008 as the example programme has them: the project's own register for tests."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from kvadmin.model.municipality import Municipality

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "example" / "municipalities"
#: How a public register writes its columns, and the field of the example that fills each.
COLUMNS = {
    "kommunenummer": "number",
    "navn": "full",
    "navn_norsk": "name",
    "fylkesnummer": "county_number",
    "fylke": "county",
    "landsdel": "region",
    "folketall_2008": "population",
    "folketall_kilde": "population_source",
    "maalform_etterfolger_2025": "form",
    "lat": "lat",
    "lon": "lon",
    "koord_kilde": "place_source",
}
_FORMS = {"bokmal": "bokmål", "nynorsk": "nynorsk", "neutral": "nøytral"}


@cache
def example_rows() -> list[dict[str, Any]]:
    """Every file of the register, read without kvadmin, in the order of the numbers."""
    yaml = YAML(typ="safe")
    found = [yaml.load(file.read_text(encoding="utf-8")) for file in FOLDER.glob("*.yaml")]
    for row in found:
        row["plain"] = row["name"].partition(" (")[0]  # the example tells namesakes apart by their county
        row["full"] = " - ".join([each for each in row.get("names", []) if each != row["plain"]] + [row["plain"]])
        row["form"] = _FORMS[row["language_form"]]
        row["population_source"] = "anslag" if "Folketallet er anslått" in row["note"] else "SSB"
        row["place_source"] = "omtrentlig" if "Koordinatene er omtrentlige" in row["note"] else "Kartverket"
    return sorted(found, key=lambda row: row["number"])


def example_entries(name: str = "plain") -> list[Municipality]:
    """All municipalities under their Norwegian name, or with ``name="full"`` under all their names."""
    return [Municipality(number=row["number"], name=row[name], county=row["county"]) for row in example_rows()]


def spread(count: int) -> list[dict[str, Any]]:
    """As many municipalities from all over the country: every n-th of those in order of number."""
    every = example_rows()
    return [every[at * len(every) // count] for at in range(count)]


def write_register(file: Path) -> Path:
    """The example's register as a csv file with the headings of a public one."""
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(COLUMNS)
        writer.writerows([row.get(field, "") for field in COLUMNS.values()] for row in example_rows())
    return file
