"""The rule by which old folders stay readable: what was right is right, or a migration step makes it so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
from record_fields import CORE, Declared, breaks, declared, problems, read, text_of

EVERYTHING = declared()


@pytest.mark.parametrize("said", EVERYTHING, ids=lambda said: said.name)
def test_what_is_kept_breaks_no_folder_of_its_version(said):
    """A sentence here says what to do: a field that may be missing, or a new version with a migration step."""
    assert problems(said) == []


def test_every_plugin_that_keeps_records_has_a_list():
    assert [said.name for said in EVERYTHING] == [
        CORE, "kvadmin-improvement", "kvadmin-roadtimes", "kvadmin-visits", "kvadmin-website",
    ]  # fmt: skip


@pytest.mark.parametrize("said", EVERYTHING, ids=lambda said: said.name)
def test_a_list_says_what_was_declared(said):
    assert read(text_of(said)) == said.collections


def made(fields: dict[str, tuple[str, str]], *, name: str = "visits", path: str = "visits/{id}.yaml"):
    return {name: (path, fields)}


OLD = made({
    "id": ("required", "text"), "day": ("optional", "date or none"), "people": ("optional", "list of part"),
    "people[].name": ("required", "text"), "kind": ("optional", "one of a, b"), "count": ("optional", "int"),
})  # fmt: skip


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"who": ("required", "text")}, "a new field that must be there"),
        ({"people[].phone": ("required", "text")}, "a new field that must be there"),
        ({"day": ("required", "date or none")}, "may be missing in a folder"),
        ({"day": ("optional", "date")}, "it takes date now, and held date or none"),
        ({"kind": ("optional", "one of a")}, "it takes one of a now"),
        ({"count": ("optional", "date")}, "it takes date now"),
        ({"people": ("optional", "list of text")}, "it takes list of text now"),
        ({"count": None}, "the field is gone"),
    ],
)
def test_what_breaks_a_folder_is_named(change, sentence):
    fields = {**OLD["visits"][1], **change}
    new = made({name: each for name, each in fields.items() if each})
    assert [sentence in each for each in breaks(OLD, new)] == [True]


@pytest.mark.parametrize(
    "change",
    [
        {"note": ("optional", "text")},
        {"id": ("optional", "text")},
        {"count": ("optional", "decimal")},
        {"kind": ("optional", "one of a, b, c")},
        {"kind": ("optional", "text")},
        {"host": ("optional", "none or part"), "host.name": ("required", "text")},
        {"count": ("optional", "int or none")},
    ],
)
def test_what_breaks_nothing_needs_no_version(change):
    assert breaks(OLD, made({**OLD["visits"][1], **change})) == []


def test_records_that_are_gone_or_lie_elsewhere_break_a_folder():
    assert "the records are gone" in breaks(OLD, {})[0]
    assert "would be looked for at besok/{id}.yaml" in breaks(OLD, made(OLD["visits"][1], path="besok/{id}.yaml"))[0]


def test_a_version_without_its_step_is_no_way_out():
    """Raising the version alone lifts no folder."""
    core = next(said for said in EVERYTHING if said.name == CORE)
    raised = Declared(CORE, core.version + 1, core.collections)
    told = problems(raised)
    assert any(f"no migration step lifts to schema {core.version + 1}" in each for each in told)
    assert any("has no list; run python tools/record_fields.py" in each for each in told)
