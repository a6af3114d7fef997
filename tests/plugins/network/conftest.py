"""A programme whose cohort is easy to split, and places from files."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from kvadmin.api.records import Cohort, Membership, Network, Networks
from kvadmin.testing import Kit

#: Three clusters of five around three towns, 100 km and more apart.
_CENTRES = {"Agder": (58.2, 7.5), "Hedmark": (61.0, 11.2), "Troms": (69.2, 18.5)}


def _members() -> list[dict[str, object]]:
    return [
        {
            "number": f"{cluster + 1}{place + 1:03d}",
            "name": f"{county}by {'ABCDE'[place]}",
            "county": county,
            "region": "Nord-Norge" if county == "Troms" else "Sør-Norge",
            "lat": lat + 0.07 * place,
            "lon": lon + 0.11 * (place % 2),
            "population": 3000 + 4000 * place,
            "language_form": "nynorsk" if county == "Agder" else "bokmal",
        }
        for cluster, (county, (lat, lon)) in enumerate(_CENTRES.items())
        for place in range(5)
    ]


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    """Fifteen municipalities in three clusters, all members of P1 from 2008-01-01."""
    kit = Kit(tmp_path / "programme")
    for each in _members():
        kit.municipality(each.pop("number"), each.pop("name"), **each)
    (kit.folder / "members.csv").write_text(
        "cohort,municipality,from,to\n"
        + "".join(f"P1,{c}00{p},2008-01-01,\n" for c in (1, 2, 3) for p in (1, 2, 3, 4, 5)),
        encoding="utf-8",
    )
    ran = kit.run("cohort", "import", str(kit.folder / "members.csv"))
    assert ran.code == 0, ran.err
    (kit.folder / "members.csv").unlink()
    return kit


@pytest.fixture
def split_kit(kit: Kit) -> Kit:
    """The same, split into its three clusters."""
    kit.json("network", "split", "P1", "--size", "4..6")
    return kit


@pytest.fixture
def two_cohorts(split_kit: Kit) -> Kit:
    """The same, and P2 with two networks of two from 2008-02-01, nynorsk in the first and bokmål in the second."""
    numbers = ("4001", "4002", "5001", "5002")
    for number, form in zip(numbers, ("nynorsk", "nynorsk", "bokmal", "bokmal"), strict=True):
        split_kit.municipality(number, f"By {number}", lat=60 + int(number) / 1e4, lon=7.0, language_form=form)
    members = [Membership(municipality=each, start=date(2008, 2, 1)) for each in numbers]
    networks = [Network(id="1", name="Sogn", members=["4001", "4002"]), Network(id="2", members=["5001", "5002"])]
    split_kit.add(Cohort(id="P2", name="Pulje 2", memberships=members), Networks(cohort="P2", networks=networks))
    return split_kit


@pytest.fixture
def places_file(tmp_path: Path) -> Path:
    """Fifteen places with ids that are no municipality numbers."""
    file = tmp_path / "places.csv"
    rows = [
        {
            "id": f"x-{each['number']}",
            **{k: each[k] for k in ("name", "county", "lat", "lon", "population")},
            "kind": "town",
        }
        for each in _members()
    ]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return file
