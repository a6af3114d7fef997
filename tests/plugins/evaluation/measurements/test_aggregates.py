"""No municipality that there is or was may be taken for a sum of others."""

from __future__ import annotations

import csv

from kvadmin.plugins.evaluation.measurements.aggregates import aggregate
from kvadmin.resources import config_folder


def test_no_municipality_of_any_time_is_an_aggregate():
    lines = (config_folder() / "municipality-successors.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    names = {(row["number"], row["name"]) for row in rows} | {(row["successor"], row["successor_name"]) for row in rows}
    names |= {(path.name[:4], path.stem[5:]) for path in _example()}
    assert len(names) > 500
    for number, name in names:
        for text in (number, name, f"{number} {name}", f"{name} kommune", f"{number} {name} (-2019)", f"K-{number}"):
            assert aggregate(text) == "", text


def _example():
    from kvadmin.resources import example_folder

    return (example_folder() / "municipalities").glob("*.yaml")
