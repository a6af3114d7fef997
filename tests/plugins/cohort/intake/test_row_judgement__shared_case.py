from __future__ import annotations

from collections import Counter
from pathlib import Path

from registers import register, shared_entries
from ruamel.yaml import YAML

from kvadmin.plugins.cohort.intake.columns import APPLICATIONS
from kvadmin.plugins.cohort.intake.row_judgement import HeldMembership, judge
from kvadmin.plugins.cohort.intake.row_records import summary as summary_of
from kvadmin.reading.opening import read_file
from kvadmin.reading.tables import find_tables

from .conftest import DEADLINE, kept

_ON_TIME = {True: "on-time", False: "late", "vurderes": "to-be-judged", "ukjent": "unknown"}
_ITEMS = {
    "innsats_kvalitet": "quality_focus",
    "resultatmal_kvalitet": "quality_goal",
    "tiltak_sykefravar": "sick_leave_measures",
    "mal_sykefravar": "sick_leave_goal",
    "trepartssamarbeid": "tripartite_cooperation",
    "tidsplan": "timetable",
    "politisk_behandling": "political_treatment",
    "samarbeid_om_soknaden": "joint_preparation",
}


def test_every_row_has_its_expected_fate(shared: Path) -> None:
    for name in ("navn_norsk", "navn"):
        every_row_has_its_expected_fate(shared, name)


def every_row_has_its_expected_fate(shared: Path, name: str) -> None:
    folder = shared / "cases" / "applications"
    expected = YAML(typ="safe", pure=True).load((folder / "soknader-pulje3.expected.yaml").read_text(encoding="utf-8"))
    context = expected["context"]
    members = {number: (HeldMembership(group),) for number, group in context["already_participants"].items()}
    members |= {
        number: (HeldMembership(group, "effort"),) for number, group in context["effort_municipalities"].items()
    }
    tables = find_tables(read_file(folder / "soknader-pulje3.xlsx"), APPLICATIONS)
    judgement = judge(
        tables, register=register(shared_entries(shared, name=name)), deadline=DEADLINE, cohort="P3", members=members
    )
    fates = {(row.ref.sheet, row.ref.row): row for row in judgement.rows}
    assert set(fates) == {(row["sheet"], row["row"]) for row in expected["rows"]}
    for row in expected["rows"]:
        fate = fates[row["sheet"], row["row"]]
        seen = {
            "outcome": fate.outcome,
            "kommunenummer": fate.municipality,
            "dato": fate.received.date().isoformat() if fate.received else None,
            "candidates": list(fate.candidates),
            "missing": sorted(fate.missing),
        }
        wanted = {
            "outcome": row["outcome"],
            "kommunenummer": row.get("kommunenummer"),
            "dato": row.get("dato"),
            "candidates": row.get("candidates", []),
            "missing": sorted(_ITEMS[item] for item in row.get("missing", [])) if "missing" in row else seen["missing"],
        }
        assert seen == wanted, row
        if "on_time" in row:
            assert fate.timeliness == _ON_TIME[row["on_time"]], row
        if "complete" in row:
            assert (not fate.missing) == row["complete"], row
        if "replaces_row" in row:
            assert [ref.row for ref in fate.replaces] == [row["replaces_row"]]
        if "duplicate_of" in row:
            assert fate.duplicate_of is not None
            assert {"sheet": fate.duplicate_of.sheet, "row": fate.duplicate_of.row} == row["duplicate_of"]
    summary = expected["summary"]
    assert Counter(fate.outcome for fate in judgement.rows) == summary["outcomes"]
    assert summary_of(kept(judgement)) == {
        "applications": summary["applications_after_import"],
        "complete_on_time": summary["of_which_complete_and_on_time"],
        "incomplete": summary["incomplete"],
        "late": summary["late"],
        "to_be_judged": summary["to_be_judged"],
    }
    assert judgement.unknown_columns == ()
