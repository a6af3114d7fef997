"""Commands of letters that find nothing to do, or are asked what cannot be."""

from __future__ import annotations


def test_nothing_to_print_is_said_and_no_file_is_written(office):
    office.admit()
    office.approved("admitted", "--to", "admitted:P3", "--name", "ja")
    target = office.folder.parent / "post.pdf"
    ran = office.run("mail", "print", "ja", "--out", target)
    assert ran.out.rstrip("\n") == (
        "Nothing to print: no letter of ja goes by post. --all prints every letter, --letter KEY one."
    )
    assert not target.exists()
    assert office.json("mail", "print", "ja", "--out", target)["letters"] == []


def test_what_a_dry_run_would_print_is_not_called_printed(office):
    office.admit()
    office.approved("admitted", "--to", "admitted:P3", "--name", "ja")
    words = ("mail", "print", "ja", "--all", "--out", office.folder.parent / "brev.md")
    assert "Letters of ja" in office.run(*words, "--dry-run").out
    assert "Printed of ja" in office.run(*words).out


def test_a_journal_that_ends_before_it_begins_is_refused(office):
    ran = office.run("journal", "export", "--from", "2008-06-10", "--to", "2008-06-09", code=2)
    assert "the first day 2008-06-10 lies after the last day 2008-06-09" in ran.err
    office.run("journal", "export", "--from", "2008-06-10", "--to", "2008-06-10")


def test_drafts_are_told_without_a_table_of_nothing_and_without_a_count_of_nothing_sent(office):
    office.approved("invitation", "--to", "applied:P3 role:project-leader", "--about", "P3", "--name", "call")
    ran = office.run("mail", "drafts", "call")
    assert ran.out.strip() == "call: 3 drafts written; nobody has said yet that they left; 1 by post"
    shown = office.run("mail", "status", "call").out
    assert "(no rows)" not in shown
    assert "0 of 3" not in shown
