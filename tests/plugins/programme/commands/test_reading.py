"""``reading list`` and ``reading forget``; ``reading explain`` is tested where the explanation is made."""

from __future__ import annotations

import shlex

import pytest
from support import folder_bytes

_KEPT = """\
importer: {importer}
lists:
  - headings: [brev, kommune]
    mapped: {{Brev's dag: received, a = b: note}}
    ignored: [x y]
    file: mai.csv
    kept: 2008-05-01
  - headings: [dag, sted]
    sheet: Ark 2
    header_row: 3
    date_order: mdy
    kept: 2008-06-01
"""


@pytest.fixture
def kept(programme):
    """A programme in which readings of two kinds of lists are kept."""
    (programme / "readings").mkdir()
    for importer in ("applications", "scores"):
        (programme / "readings" / f"{importer}.yaml").write_text(_KEPT.format(importer=importer), encoding="utf-8")
    return programme


def test_what_is_kept_is_listed_as_it_would_be_typed(cli, kept):
    listed = cli("-C", kept, "reading", "list", "--format", "json", check=True).json["readings"]
    assert [(each["importer"], each["number"]) for each in listed] == [
        ("applications", 1),
        ("applications", 2),
        ("scores", 1),
        ("scores", 2),
    ]
    first, second = listed[0], listed[1]
    assert shlex.split(" ".join(first["said"])) == [
        "--map", "Brev's dag=received", "--map", "a = b=note", "--ignore", "x y",
    ]  # fmt: skip
    assert shlex.split(" ".join(second["said"])) == ["--sheet", "Ark 2", "--header-row", "3", "--date-order", "mdy"]
    assert (first["headings"], first["file"], first["kept"]) == (["brev", "kommune"], "mai.csv", "2008-05-01")
    shown = cli("-C", kept, "reading", "list", check=True).out
    assert "4 readings" in shown
    assert "--header-row 3" in shown


def test_nothing_kept_is_an_empty_list(cli, programme):
    assert cli("-C", programme, "reading", "list", "--format", "json", check=True).json["readings"] == []


def test_one_is_forgotten_or_all_of_a_kind_and_undo_brings_them_back(cli, kept):
    cli("-C", kept, "reading", "forget", "applications", "1", check=True)
    listed = cli("-C", kept, "reading", "list", "--format", "json", check=True).json["readings"]
    assert [(each["importer"], each["headings"]) for each in listed] == [
        ("applications", ["dag", "sted"]),
        ("scores", ["brev", "kommune"]),
        ("scores", ["dag", "sted"]),
    ]
    cli("-C", kept, "reading", "forget", "scores", check=True)
    assert not (kept / "readings" / "scores.yaml").exists()
    cli("-C", kept, "reading", "forget", "applications", "1", check=True)
    assert not (kept / "readings" / "applications.yaml").exists()
    cli("-C", kept, "undo", "--yes", check=True)
    assert (kept / "readings" / "applications.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["applications", "3"], 4),
        (["applications", "0"], 4),
        (["applications", "-1"], 4),
        (["contacts"], 4),
        (["applications", "one"], 2),
        ([], 2),
    ],
)
def test_what_is_not_kept_cannot_be_forgotten(cli, kept, arguments, code):
    before = folder_bytes(kept)
    ran = cli("-C", kept, "reading", "forget", *arguments)
    assert ran.code == code
    assert folder_bytes(kept) == before
    if code == 4:
        assert "kvadmin reading list" in ran.err


def test_forgetting_may_be_tried(cli, kept):
    before = folder_bytes(kept)
    assert "scores.yaml" in cli("-C", kept, "reading", "forget", "scores", "--dry-run", check=True).err
    assert folder_bytes(kept) == before


def test_listing_takes_a_day_in_the_past_and_forgetting_does_not(cli, kept):
    assert cli("-C", kept, "reading", "forget", "scores", "--known-on", "2008-01-01").code == 2
