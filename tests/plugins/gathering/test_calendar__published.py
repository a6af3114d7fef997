"""What has left is not taken back: SEQUENCE only rises, whatever is undone, copied, merged or interrupted."""

from __future__ import annotations

import json
import shutil

from icalendar import Calendar
from plugins.gathering.conftest import G, register

RECORD = "calendar/published.jsonl"


def entry(kit, *options):
    ran = kit.run("gathering", "calendar", G, "-o", "-", *options)
    assert ran.code == 0, ran.err
    book = Calendar.from_ical(ran.out)
    [one] = book.walk("VEVENT")
    return int(one["SEQUENCE"]), str(book["METHOD"]), str(one["STATUS"]), str(one["UID"])


def done(kit, *words):
    ran = kit.run(*words)
    assert ran.code == 0, ran.err


def test_cancelled_undone_changed_undone_again_redone(kit):
    told = [entry(kit)]
    for words in (
        ("gathering", "cancel", G, "--yes"),
        ("undo", "--yes"),
        ("gathering", "set", G, "place", "Bergen"),
        ("undo", "--yes"),
        ("redo", "--yes"),
        ("gathering", "cancel", G, "--yes"),
        ("undo", "--yes"),
    ):
        done(kit, *words)
        told += [entry(kit), entry(kit)]
        assert told[-1] == told[-2], "the same content again is the same number"
        assert told[-1][0] == told[-3][0] + 1
        assert told[-1][3] == told[0][3]
        gone = words[1] == "cancel"
        assert told[-1][1:3] == (("CANCEL", "CANCELLED") if gone else ("PUBLISH", "CONFIRMED"))


def test_what_is_undone_before_anybody_was_told_costs_no_number(kit):
    first = entry(kit)
    done(kit, "gathering", "set", G, "place", "Bergen")
    done(kit, "undo", "--yes")
    assert entry(kit) == first


def test_an_entry_that_leaves_is_no_change_that_undo_takes_back(kit):
    entry(kit)
    done(kit, "gathering", "cancel", G, "--yes")
    before = (kit.folder / RECORD).read_text(encoding="utf-8")
    entry(kit)
    done(kit, "undo", "--yes")
    assert kit.json("gathering", "show", G)["cancelled"] is False
    assert (kit.folder / RECORD).read_text(encoding="utf-8").startswith(before)
    assert kit.json("gathering", "show", G)["sequence"] == 2, "the number that it would leave under"


def test_a_person_who_cancelled_and_is_taken_back_by_undo(kit):
    register(kit, "Kari Ås", "-m", "0301")
    told = [entry(kit, "--person", "Kari Ås")]
    for words in (("gathering", "cancel", G, "Kari Ås"), ("undo", "--yes"), ("redo", "--yes")):
        done(kit, *words)
        told.append(entry(kit, "--person", "Kari Ås"))
    assert [each[2] for each in told] == ["CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED"]
    assert [each[0] for each in told] == [0, 1, 2, 3]


def test_two_copies_of_a_folder_that_gave_one_number_to_two_contents(kit, tmp_path):
    entry(kit)
    copy = tmp_path / "copy"
    shutil.copytree(kit.folder, copy)
    done(kit, "gathering", "set", G, "place", "Bergen")
    mine = entry(kit)
    done(kit, "-C", str(copy), "gathering", "set", G, "place", "Bodø")
    ran = kit.run("-C", str(copy), "gathering", "calendar", G, "-o", "-")
    assert f"SEQUENCE:{mine[0]}" in ran.out
    theirs = (copy / RECORD).read_text(encoding="utf-8").splitlines()
    with (kit.folder / RECORD).open("a", encoding="utf-8") as record:
        record.write(theirs[-1] + "\n")  # as git merges it: a union
    assert entry(kit)[0] == mine[0] + 1
    assert entry(kit)[0] == mine[0] + 1


def test_marks_of_a_merge_and_a_torn_line_hide_no_number(kit):
    entry(kit)
    done(kit, "gathering", "set", G, "place", "Bergen")
    number = entry(kit)[0]
    record = kit.folder / RECORD
    text = record.read_text(encoding="utf-8")
    record.write_text(text + '{"key": "oppstart/block", "uid": "x', encoding="utf-8")
    assert entry(kit)[0] == number
    done(kit, "gathering", "set", G, "place", "Bodø")
    assert entry(kit)[0] == number + 1
    assert entry(kit)[0] == number + 1
    assert len(record.read_text(encoding="utf-8").splitlines()) == 4


def test_nothing_leaves_when_the_record_cannot_be_written(kit, tmp_path):
    (kit.folder / "calendar").write_text("in the way", encoding="utf-8")
    ran = kit.run("gathering", "calendar", G, "-o", str(tmp_path / "x.ics"))
    assert ran.code == 1
    assert "published.jsonl" in ran.err
    assert not (tmp_path / "x.ics").exists()


def test_a_dry_run_gives_out_no_number(kit):
    ran = kit.run("--dry-run", "gathering", "calendar", G, "-o", str(kit.folder.parent / "x.ics"))
    assert ran.code == 0, ran.err
    assert not (kit.folder / RECORD).exists()


def test_what_a_letter_carries_has_left_too(kit):
    kit.run("programme", "set", "sender.email", "post@x.no")
    kit.run("programme", "set", "sender.name", "Sekretariatet")
    done(kit, "contact", "add", "0301", "Kari Ås", "--role", "project-leader", "--email", "kari@x.no")
    done(kit, "gathering", "set", G, "place", "Bergen")
    ran = kit.run("mail", "plan", "startup-gathering", "--to", "municipality:0301", "--about", G)
    assert ran.code == 0, ran.out + ran.err
    [line] = [json.loads(each) for each in (kit.folder / RECORD).read_text(encoding="utf-8").splitlines()]
    assert kit.json("gathering", "show", G)["sequence"] == line["sequence"]
    done(kit, "undo", "--yes")  # the plan
    done(kit, "gathering", "set", G, "place", "Oslo")
    assert entry(kit)[0] == line["sequence"] + 1


def test_a_plan_of_before_is_noted_when_it_is_sent(kit):
    done(kit, "programme", "set", "sender.email", "post@x.no")
    done(kit, "programme", "set", "sender.name", "Sekretariatet")
    done(kit, "contact", "add", "0301", "Kari Ås", "--role", "project-leader", "--email", "kari@x.no")
    done(kit, "mail", "plan", "startup-gathering", "--to", "municipality:0301", "--about", G, "--name", "inn")
    record = kit.folder / RECORD
    before = record.read_text(encoding="utf-8")
    record.unlink()  # as if the machine had stopped between the plan and the line
    plan = next(iter(each for each in kit.json("mail", "approve").values() if isinstance(each, list)))[0]["hash"]
    done(kit, "mail", "approve", plan)
    done(kit, "mail", "send", "inn", "--confirm", "1", "--transport", "mbox")
    assert record.read_text(encoding="utf-8") == before


def test_the_record_names_nobody(kit):
    register(kit, "Kari Ås", "-m", "0301", "--email", "kari@x.no", "--diet", "nøtteallergi")
    entry(kit, "--person", "Kari Ås")
    text = (kit.folder / RECORD).read_text(encoding="utf-8")
    assert "Kari" not in text
    assert "nøtte" not in text
    assert kit.run("check").code == 0
