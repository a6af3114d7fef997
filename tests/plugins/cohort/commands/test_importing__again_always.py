"""Any list and any newer version of it: nothing waits twice, the newest list counts, undo takes all of it back."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ..conftest import HEADER, Programme, application_row, write_csv

ITEMS = (
    "quality_focus",
    "quality_goal",
    "sick_leave_measures",
    "sick_leave_goal",
    "tripartite_cooperation",
    "timetable",
    "joint_preparation",
)
#: Certain, misspelt and ambiguous ones; each stands once in a list.
PLACES = ("Halden", "Drammen", "Aurland", "Kautokeino", "Osslo", "Lillehammmer", "Bø", "Nes")
REGISTER = [
    ("0101", "Halden"), ("0602", "Drammen"), ("1421", "Aurland"), ("2011", "Kautokeino"), ("0301", "Oslo"),
    ("0501", "Lillehammer"), ("0821", "Bø"), ("1867", "Bø"), ("0236", "Nes"), ("0616", "Nes"),
]  # fmt: skip

_days = st.integers(1, 12)
_row = st.fixed_dictionaries({"day": _days, **{item: st.sampled_from(["a", "b", ""]) for item in ITEMS}})
_list = st.dictionaries(st.sampled_from(PLACES), _row, min_size=1)


@st.composite
def versions(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A list and a newer version: rows corrected in up to three cells, dropped, added and moved."""
    first = draw(_list)
    kept = draw(st.lists(st.sampled_from(sorted(first)), min_size=1, unique=True))
    second = {place: dict(first[place]) for place in kept}
    for row in second.values():
        for item in draw(st.lists(st.sampled_from(ITEMS), max_size=3, unique=True)):
            row[item] = draw(st.sampled_from(["a", "b", "c", ""]))
        row["day"] += draw(st.sampled_from([0, 0, 3]))  # a day that moved back is asked about: another test
    added = [place for place in PLACES if place not in first]
    if added:
        second |= {place: draw(_row) for place in draw(st.lists(st.sampled_from(added), unique=True))}
    order = draw(st.permutations(sorted(second)))
    return first, {place: second[place] for place in order}


def written(file: Path, rows: dict[str, Any]) -> Path:
    lines = [
        application_row("", place, f"2008-05-{row['day']:02}", **{item: row[item] for item in ITEMS})
        for place, row in rows.items()
    ]
    return write_csv(file, [HEADER, *lines])


def applications(programme: Programme) -> dict[str, Any]:
    """What each application says, by number."""
    yaml = YAML(typ="safe", pure=True)
    read = {file.stem: yaml.load(file.read_bytes()) for file in (programme.folder / "applications").rglob("*.yaml")}
    fields = ("contents", "received", "question", "state")
    return {number: {field: each.get(field) for field in fields} for number, each in read.items()}


def waiting_places(programme: Programme) -> list[str]:
    """The municipality, as written, of every row that waits."""
    yaml = YAML(typ="safe", pure=True)
    rows = [
        row for file in (programme.folder / "intake").rglob("*.yaml") for row in yaml.load(file.read_bytes())["rows"]
    ]
    waiting = [row for row in rows if row["outcome"] in ("manual", "confirm") and "resolved_as" not in row]
    return [row["says"]["name_written"] for row in waiting]


def data_of(programme: Programme) -> dict[str, bytes]:
    """The folder's bytes but for its history, which tells of the undo."""
    return {name: content for name, content in programme.bytes().items() if not name.startswith("history")}


@pytest.fixture
def programmes(new) -> Callable[[], AbstractContextManager[Programme]]:
    """Fresh programmes, each a copy of one."""
    made = new([(number, name, "Sør", "neutral") for number, name in REGISTER])
    made("cohort", "new", "P3", "--name", "Pulje 3", "--deadline", "2008-05-20")

    @contextmanager
    def fresh() -> Iterator[Programme]:
        with tempfile.TemporaryDirectory() as folder:
            yield Programme(Path(shutil.copytree(made.folder, Path(folder) / "programme")), made.run)

    return fresh


def take_in(programme: Programme, name: str, rows: dict[str, Any]) -> list[dict[str, Any]]:
    file = written(programme.folder.parent / name, rows)
    rows_said: list[dict[str, Any]] = programme.json("application", "import", file, "--cohort", "P3")["rows"]
    return rows_said


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(versions())
def test_a_list_and_its_newer_version(programmes, pair):
    first, second = pair
    with programmes() as programme, programmes() as direct:
        take_in(programme, "v1.csv", first)
        before = data_of(programme)
        if first == second and list(first) == list(second):
            return
        rows = take_in(programme, "v2.csv", second)

        waiting = waiting_places(programme)
        assert len(waiting) == len(set(waiting))

        take_in(direct, "v2.csv", second)
        expected, found = applications(direct), applications(programme)
        assert {number: found[number] for number in expected} == expected
        assert {row["id"] for row in rows if row["outcome"] in ("manual", "confirm")} == {
            row["id"] for row in rows if "id" in row
        }

        programme("undo")
        assert data_of(programme) == before
