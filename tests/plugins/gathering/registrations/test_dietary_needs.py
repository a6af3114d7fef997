"""Diet and access needs: in one file only, counted without names, gone when they should be."""

from __future__ import annotations

from plugins.gathering.conftest import G, names, register

WORD = "nøtteallergi"


def holding(kit, word=WORD):
    """The files whose bytes hold the word, plain or as JSON or YAML would escape it."""
    forms = (word.encode(), word.encode("utf-16-le"), b"n\\u00f8tteallergi", b"n\\xF8tteallergi")
    return [name for name, content in kit.files().items() if any(form in content for form in forms)]


def test_the_word_is_in_no_byte_of_anything_else(forty_two, tmp_path):
    assert forty_two.run("participants", "set", G, "Kari Hansen", "diet", "x").code == 4, "two of that name"
    one = forty_two.json("gathering", "checkin", G)["participants"][0]["id"]
    assert forty_two.run("participants", "set", G, one, "diet", "ingen nøtter").code == 0
    assert forty_two.run("participants", "set", G, one, "diet", "").code == 0
    assert forty_two.run("gathering", "pack", G, "--out", str(tmp_path / "box"), "--staff").code == 0
    assert holding(forty_two) == [f"sensitive/{G}.yaml"]
    assert holding(forty_two, "ingen nøtter") == []
    for command in (("log",), ("gathering", "show", G), ("participants", "list", G), ("gathering", "checkin", G)):
        ran = forty_two.run(*command)
        assert WORD not in ran.out + ran.err
    for path in (tmp_path / "box").rglob("*"):
        assert not path.is_file() or WORD.encode() not in path.read_bytes()
    out = forty_two.run("participants", "catering", G)
    assert WORD in out.out
    assert "Kari" not in out.out


def test_the_registrations_of_an_import_with_diets_can_be_undone(kit, tmp_path):
    from plugins.gathering.conftest import write

    file = write(tmp_path, f"navn;kommune;samtykke;allergi\nKari Ås;0301;ja;{WORD}\n")
    assert kit.run("gathering", "import", str(file), "--gathering", G).code == 0
    entries = kit.json("log")
    first = next(each for each in _entries(entries) if any("registrations" in path for path in each["files"]))
    key = first.get("id") or first.get("transaction_id") or first.get("transaction")
    undone = kit.run("undo", key, "--yes")
    assert undone.code == 0
    assert "not taken back: diets and access needs" in undone.err
    assert names(kit) == []
    checked = kit.run("check")
    assert checked.code == 0, "what an undo leaves is no fault in the data"
    assert "sensitive-orphan" in checked.out


def _entries(data):
    return next(value for value in data.values() if isinstance(value, list))


def test_meals_are_counted_with_days_and_without_the_cancelled(kit):
    assert kit.run("gathering", "agenda", "add", G, "12:00-13:00", "Lunsj", "--meal", "lunsj").code == 0
    assert (
        kit.run("gathering", "agenda", "add", G, "12:00-13:00", "Lunsj", "--meal", "lunsj", "--day", "2008-08-28").code
        == 0
    )
    register(kit, "Kari Ås", "-m", "0301", "--diet", WORD)
    register(kit, "Ole Vik", "-m", "0301", "--diet", "Nøtteallergi", "--days", "2008-08-27", "--access", "rullestol")
    register(kit, "Per Lie", "-m", "0301", "--diet", "gluten")
    assert kit.run("gathering", "cancel", G, "Per Lie").code == 0
    found = kit.json("participants", "catering", G)
    assert [(each["day"], each["count"], each["diets"]) for each in found["meals"]] == [
        ("2008-08-27", 2, [{"diet": "Nøtteallergi", "count": 2}]),
        ("2008-08-28", 1, [{"diet": WORD, "count": 1}]),
    ]
    assert found["access"] == [{"need": "rullestol", "count": 1}]
    assert "people" not in found
    ran = kit.run("participants", "catering", G, "--with-names", "--format", "json")
    assert "health data" in ran.err
    assert "Ole Vik" in ran.out
    assert "Per Lie" not in ran.out


def test_forgetting_needs_yes_cannot_be_undone_and_is_reminded_of(kit):
    register(kit, "Kari Ås", "-m", "0301", "--diet", WORD)
    kit.today = "2008-08-30"
    assert "still kept" in kit.run("status").out
    assert "overdue" not in kit.run("status").out
    kit.today = "2008-09-20"
    assert "overdue" in kit.run("status").out
    assert kit.run("participants", "forget-sensitive", G).code == 2
    assert holding(kit)
    ran = kit.run("participants", "forget-sensitive", G, "--yes")
    assert ran.code == 0
    assert "can't be undone" in ran.err
    assert holding(kit) == []
    assert "overdue" not in kit.run("status").out
    assert kit.run("participants", "forget-sensitive", G, "--yes").code == 0
    assert kit.run("undo", "--yes").code != 0 or holding(kit) == []


def test_the_dry_run_shows_no_values(kit):
    ran = register(kit, "Kari Ås", "-m", "0301", "--diet", WORD, "--dry-run")
    assert WORD not in ran.err + ran.out
    assert holding(kit) == []
