"""From schema 1 to 2: a frozen folder is read as if it were lifted, lifted in one change, and put back byte by byte."""

from __future__ import annotations

import kvadmin_improvement
import pytest
from kvadmin_improvement.lifting.remembered_numbers import remembered_numbers

from kvadmin.api.changes import Create, Set


def measures(kit, *more):
    return sorted(each["id"] for each in kit.json("measure", "list", *more)["measures"])


def ids_of_log(kit):
    return [each["id"] for each in kit.json("log", "--all")["entries"]]


def test_it_is_read_as_if_it_were_lifted(old):
    before = old.files()
    assert measures(old) == ["0301-1", "0415-1", "0415-2", "0415-4", "1244-1"]
    assert [each["number"] for each in old.json("cycle", "list")["cycles"]] == [1, 2]
    assert (
        old.json("drivers", "show", "P1-0415")["diagram"]["aim"] == "Sykefraværet er under 7 % innen utgangen av 2009"
    )
    assert old.json("check")["errors"] == 0
    shown = old.run("measure", "show", "0415-1")
    assert "Kari Prøvestad" in shown.out
    assert "`kvadmin migrate` lifts them" in shown.err
    assert old.files() == before


def test_an_old_day_is_read_likewise(old):
    assert measures(old, "--known-on", "2008-04-15") == ["0301-1", "0415-1", "0415-2", "0415-3", "0415-4", "1244-1"]
    assert old.run("migrate", "--yes").code == 0
    assert measures(old, "--known-on", "2008-04-15") == ["0301-1", "0415-1", "0415-2", "0415-3", "0415-4", "1244-1"]


def test_nothing_is_written_into_it_before_that(old):
    before = old.files()
    for words in (
        ("measure", "add", "P1", "0415", "Ny"),
        ("cycle", "add", "0415-1", "Ny"),
        ("measure", "remove", "0415-1"),
    ):
        ran = old.run(*words, "--yes")
        assert ran.code != 0
        assert "kvadmin migrate" in ran.err
    assert old.files() == before


def test_a_dry_run_shows_each_line_and_writes_none(old):
    before = old.files()
    ran = old.run("--dry-run", "migrate")
    assert ran.code == 0
    said = ran.out + ran.err
    assert "+last_cycle: 2" in said
    assert said.count("+last_cycle: 0") == 4
    assert "+  improvement: 2" in said
    assert [line for line in said.splitlines() if line.startswith("-") and not line.startswith("---")] == []
    assert old.files() == before


def test_it_is_lifted_in_one_change_and_every_line_stays(old, data_of):
    before, entries = data_of(old.folder), ids_of_log(old)
    assert old.run("migrate", "--yes").code == 0
    after = data_of(old.folder)
    assert len(ids_of_log(old)) == len(entries) + 1
    assert after.keys() == before.keys()
    for name, content in before.items():
        left = iter(after[name].splitlines())
        assert all(line in left for line in content.splitlines()), f"{name}: a line is lost or has moved"
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"programme.yaml", *(f"measures/{each}.yaml" for each in measures(old))}
    told = old.run("check")
    assert (told.code, old.json("check")["errors"]) == (0, 0)
    assert "migrate" not in told.err
    assert old.run("migrate", "--yes").code == 0
    assert data_of(old.folder) == after


def test_undo_puts_every_byte_back_and_redo_lifts_again(old, data_of):
    before = data_of(old.folder)
    assert old.run("migrate", "--yes").code == 0
    lifted = data_of(old.folder)
    assert old.run("undo", "--yes").code == 0
    assert data_of(old.folder) == before
    assert measures(old)
    assert old.run("redo", "--yes").code == 0
    assert data_of(old.folder) == lifted


def test_what_was_given_before_is_not_given_again_after_it(old):
    assert old.run("migrate", "--yes").code == 0
    assert old.run("cycle", "remove", "0415-1", "2", "--yes").code == 0
    assert old.json("cycle", "add", "0415-1", "Ny")["cycles"][-1]["number"] == 3
    assert old.run("measure", "remove", "0415-4", "--yes").code == 0
    assert old.json("measure", "add", "P1", "0415", "Ny")["measure"]["id"] == "0415-5"


def test_the_plugin_of_schema_1_refuses_a_lifted_folder(old, monkeypatch):
    assert old.run("migrate", "--yes").code == 0
    before = old.files()
    monkeypatch.delattr(kvadmin_improvement, "kvadmin_migrations")
    for words in (("measure", "list"), ("measure", "add", "P1", "0415", "Ny")):
        ran = old.run(*words)
        assert ran.code != 0
        assert "improvement" in ran.err
        assert "version 2" in ran.err
    assert old.run("cohort", "list").code == 0
    assert old.files() == before


def test_a_folder_that_is_new_has_the_version_with_the_first_measure(kit):
    programme = kit.folder / "programme.yaml"
    assert "schemas" not in programme.read_text(encoding="utf-8")
    assert kit.run("measure", "add", "P1", "0415", "Ny vaktordning").code == 0
    assert "schemas:\n  improvement: 2\n" in programme.read_text(encoding="utf-8")
    assert kit.run("undo").code == 0
    assert "schemas" not in programme.read_text(encoding="utf-8")
    assert kit.run("measure", "list").err == ""


class Lying:
    """Records as they lie in a folder, as the step gets them."""

    def __init__(self, **collections):
        self.collections = collections

    def records(self, collection):
        return self.collections.get(collection, {})


def test_a_measure_in_the_new_form_is_left_alone():
    """One that came by a merge, or was written by hand."""
    new = {"id": "0415-1", "last_cycle": "7"}
    assert remembered_numbers(Lying(measures={"0415-1": new, "0415-2": {"id": "0415-2"}})) == [
        Set("measures", "0415-2", ("last_cycle",), 0)
    ]


@pytest.mark.parametrize(
    ("cycles", "last"),
    [([], 0), ([{"number": "2"}, {"number": "11"}], 11), ([{"number": "x"}, {}, "tekst"], 0), ("tekst", 0), (None, 0),
     ([{"number": "-3"}, {"number": "4"}], 4)],
)  # fmt: skip
def test_the_highest_number_of_its_cycles_is_worked_out(cycles, last):
    """What is no cycle is no matter of the step: it is found where the result is checked."""
    assert remembered_numbers(Lying(measures={"0415-1": {"cycles": cycles}})) == [
        Set("measures", "0415-1", ("last_cycle",), last)
    ]


def test_a_removed_measure_that_a_diagram_still_names_is_remembered():
    boxes = [{"id": "c1", "measure": "0415-3"}, {"id": "c2", "measure": "0415-2"}, {"id": "p1"}, "tekst"]
    lying = Lying(
        measures={"0415-1": {"last_cycle": "0"}, "0301-2": {"last_cycle": "0"}},
        drivers={
            "P1": {"drivers": [*boxes, {"measure": "0301-1"}, {"measure": "et tiltak"}]},
            "P2": {"drivers": "tekst"},
        },
    )
    made = Create("measure_numbers", "0415", {"municipality": "0415", "last_number": 3})
    assert remembered_numbers(lying) == [made]
    lying.collections["measure_numbers"] = {"0415": {"last_number": "5"}}
    assert remembered_numbers(lying) == []
