"""What the rest of kvadmin gets of the site: status, personal data, sheets, letters, selections, the menu."""

from __future__ import annotations

from datetime import date

import pytest
from kvadmin_website.bank.built_sites import sites_still_showing
from kvadmin_website.hooks.jobs import WEBSITE_JOBS
from kvadmin_website.hooks.letter_context import context
from kvadmin_website.hooks.personal_data import held_on
from kvadmin_website.hooks.selection_words import predicates
from kvadmin_website.hooks.status import OLD_DAYS, sections
from kvadmin_website.records import Example, Website

from kvadmin.api import UsageError

TODAY = date(2008, 6, 10)


def items(kit, today=TODAY):
    """Key -> command of what needs action."""
    return {each.key: each.command for section in sections(kit.data, today) for each in section.actions}


def test_there_is_nothing_to_say_where_there_is_no_site(kit):
    assert sections(kit.data, TODAY) == []


def test_examples_wait_for_one_thing_at_a_time(kit, example):
    assert items(kit) == {"examples-unread": "kvadmin website example list --status received"}
    kit.run("website", "example", "review", example)
    assert items(kit) == {"examples-without-consent": "kvadmin website example consent 0415-1"}
    kit.run("website", "example", "consent", example)
    assert items(kit) == {"examples-ready": "kvadmin website example publish 0415-1"}
    kit.run("website", "example", "publish", example)
    assert items(kit) == {}
    figures = {each.key: each.value for section in sections(kit.data, TODAY) for each in section.figures}
    assert figures == {"site-pages": 0, "examples": 1, "examples-on-site": 1}


def test_consent_that_was_taken_back_is_urgent_until_a_site_is_built_without(kit, published):
    kit.run("website", "example", "consent", published, "--withdrawn")
    said = [each for section in sections(kit.data, TODAY) for each in section.actions]
    assert [(each.key, each.about, each.urgent) for each in said] == [("example-still-shown", "0415-1", True)]
    assert "2008-06-10" in said[0].text
    # The secretariat does not ask who has said no.
    assert "examples-without-consent" not in items(kit)


@pytest.mark.parametrize(
    ("live", "expected"),
    [
        ({}, [""]),
        ({"https://a.example": ("0415-1",), "https://b.example": ()}, ["https://a.example"]),
        ({"https://a.example": ("0415-2",)}, []),
    ],
)
def test_the_site_that_shows_it_still_is_named(live, expected):
    gone = Example(
        id="0415-1", municipality="0415", theme="care", title={"nb": "T"}, text={"nb": "T"}, status="reviewed",
        published=TODAY, withdrawn=TODAY,
    )  # fmt: skip
    assert sites_still_showing(Website(live=live), gone) == expected
    assert sites_still_showing(Website(live=live), Example(
        id="0415-1", municipality="0415", theme="care", title={}, text={}, status="published", published=TODAY,
        consent=TODAY,
    )) == []  # fmt: skip


def test_pages_in_one_form_and_old_news(kit, page):
    page("pages/about.nb.md", "# T\n\nT.\n")
    page("news/2008-03-10-a.nb.md", "# T\n\nT.\n")
    page("news/2008-12-01-b.nb.md", "# T\n\nT.\n")
    assert items(kit) == {"pages-one-form": "kvadmin website check"}
    late = date.fromordinal(date(2008, 3, 10).toordinal() + OLD_DAYS + 1)
    assert items(kit, late) == {"pages-one-form": "kvadmin website check", "news-old": "kvadmin website news new TITLE"}


def test_status_prints_it(kit, example):
    ran = kit.run("status")
    assert "Examples that nobody has read: 1" in ran.out


def test_what_is_held_on_a_sender(kit, example):
    (held,) = held_on(kit.data, "KARI.N@loten.example", "")
    assert held.where == "example 0415-1"
    assert held.fields == {"sender": "Kari Nordmann", "email": "kari.n@loten.example"}
    assert held_on(kit.data, "", "nordmann, kari")[0].fields == held.fields
    assert held_on(kit.data, "annen@loten.example", "Kari Nordmann") == []  # a namesake
    assert held_on(kit.data, "", "Per Dal") == []


def test_a_sender_is_forgotten_and_the_example_stays(kit, published, of, written):
    text = "Vi er Kari Nordmann og\nmange andre. Spør kari.n@loten.example.\n"
    kit.run("website", "example", "text", published, written("t.md", text), "--anyway")
    ran = kit.run("contact", "forget", "kari.n@loten.example", "--yes")
    assert ran.code == 0, ran.err
    found = of(published)
    assert (found["sender"], found["email"], found["shown"]) == ("", "", True)
    assert found["text"] == {"nb": "Vi er [navn fjernet] og\nmange andre. Spør [navn fjernet].\n"}
    everything = b"".join(kit.files().values())
    assert b"Nordmann" not in everything
    assert b"kari.n@" not in everything


def test_who_is_named_on_the_site_is_forgotten(kit):
    kit.run("website", "staff", "add", "prosjektleder", "--name", "Marit Strand", "--email", "marit@kvalitet.example")
    kit.run("website", "named", "Marit Strand")
    (held,) = held_on(kit.data, "marit@kvalitet.example", "")
    assert held.fields == {"staff": "Marit Strand, marit@kvalitet.example", "named": "Marit Strand (2008-06-10)"}
    assert kit.run("contact", "forget", "marit@kvalitet.example", "--yes").code == 0
    site = kit.data.get(Website)
    assert (site.named, [(each.nb, each.name, each.email) for each in site.staff]) == ({}, [("prosjektleder", "", "")])
    assert b"Strand" not in b"".join(kit.files().values())


def test_pages_and_files_that_name_somebody_are_shown_with_their_lines(kit, page):
    page("pages/about.nb.md", "# T\n\nKontakt Marit Strand,\nstrand, marit eller m@a.example\n")
    page("files/plan.txt", "Laget av Marit Strand")
    held = held_on(kit.data, "m@a.example", "Marit Strand")
    assert [(each.where, each.fields) for each in held] == [
        ("website/files/plan.txt", {"file": "plan.txt"}),
        ("website/pages/about.nb.md", {"line 3": "Kontakt Marit Strand,", "line 4": "strand, marit eller m@a.example"}),
    ]
    assert all(each.erase is None and each.kept_because for each in held)


def test_letters(kit, published):
    kit.run("website", "set", "address", "https://kvalitet.example")
    assert context(kit.data, "0415") == {
        "website": {"address": "https://kvalitet.example", "examples": 1, "published": 1, "titles": ["Faste team"]}
    }
    assert context(kit.data, "0301")["website"]["titles"] == []
    assert context(kit.data, "") == {"website": {"address": "https://kvalitet.example"}}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("yes", {"0415", "1244"}),
        ("no", {"0301"}),
        ("published", {"0415"}),
        ("care", {"0415"}),
        ("upbringing", {"1244"}),
    ],
)
def test_selections(kit, published, written, tmp_path, word, expected):
    kit.run("website", "example", "add", "1244", "--theme", "upbringing", "--file", written("t.md", "# A\n\nB\n"))
    ran = kit.run("sheet", "out", "municipalities", f"sent-example:{word}", "-o", str(tmp_path / "towns.xlsx"))
    assert ran.code == 0, ran.err
    from openpyxl import load_workbook

    cells = {
        str(cell.value) for row in load_workbook(tmp_path / "towns.xlsx").worksheets[0].iter_rows() for cell in row
    }
    assert cells & {"0301", "0415", "1244"} == expected


def test_words_that_no_selection_has(kit):
    (predicate,) = predicates(kit.data)
    for word, said in (("", "which examples?"), ("ja", "none of the words")):
        with pytest.raises(UsageError, match=said.replace("?", r"\?")):
            predicate.check(word)


def test_a_job_of_the_menu_is_made_of_commands(kit):
    for step in WEBSITE_JOBS[0].steps:
        words = [each for each in step.command.split() if not each.startswith(("{", "-"))]
        assert kit.run(*words, "-h").code == 0, step.command


@pytest.fixture
def sheet(kit, tmp_path):
    """Writes the sheet, lets it be edited as ``{(row, heading): value}``, and takes it back."""
    from openpyxl import load_workbook

    def edit(cells, *words):
        path = tmp_path / "examples.xlsx"
        path.unlink(missing_ok=True)
        assert kit.run("sheet", "out", "examples", "-o", str(path)).code == 0
        book = load_workbook(path)
        page = book.worksheets[0]
        head = next(row for row in page.iter_rows() if any(cell.value == "Example" for cell in row))
        columns = {cell.value: cell.column for cell in head}
        for (row, heading), value in cells.items():
            assert heading in columns, sorted(map(str, columns))
            page.cell(head[0].row + row, columns[heading]).value = value
        book.save(path)
        return kit.run("sheet", "in", str(path), "--yes", *words)

    return edit


def test_a_sheet_there_and_back(kit, sheet, example, of):
    ran = sheet({(1, "Theme"): "sick-leave", (1, "Steps"): "2; 4", (1, "Title nn"): "Faste lag"})
    assert ran.code == 0, ran.err
    found = of(example)
    assert (found["theme"], found["steps"], found["title"]) == (
        "sick-leave",
        [2, 4],
        {"nb": "Faste team", "nn": "Faste lag"},
    )
    assert kit.run("undo").code == 0
    assert of(example)["theme"] == "care"


def test_a_sheet_puts_nothing_on_the_site_that_is_not_asked_about(kit, sheet, published):
    before = kit.files()
    ran = sheet({(1, "Title nb"): "Ring 22 33 44 55"})
    assert ran.code != 0
    assert "22 33 44 55" in ran.err
    ran = sheet({(1, "Theme"): ""})
    assert ran.code != 0
    assert "it has no theme" in ran.err
    assert kit.files() == before
