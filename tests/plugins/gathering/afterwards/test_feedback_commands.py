"""Feedback: the form goes out, answers come back once, small numbers and persons do not show."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from plugins.gathering.conftest import G, register

from kvadmin.plugins.gathering.feedback.feedback_questions import USUAL_QUESTIONS

HEADS = {each.id: each.nb for each in USUAL_QUESTIONS}


def run(kit, *arguments, code=0):
    ran = kit.run("gathering", "feedback", *map(str, arguments))
    assert ran.code == code, ran.err
    return ran


def answers(folder, rows, heads=("useful", "recommend", "good"), name="svar.csv", before=()):
    """A list as a web form exports it."""
    lines = [";".join([*before, *(HEADS[each] for each in heads)]), *(";".join(map(str, row)) for row in rows)]
    file = folder / name
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


SIX = [(5, "Ja", "Nettverket"), (4, "Ja", ""), (3, "Nei", "Maten"), (5, "Vet ikke", ""), (2, "Ja", ""), (5, "Ja", "")]


def take(kit, file, *options, code=0):
    return run(kit, "import", file, "--gathering", G, *options, code=code)


def shown(kit, *options):
    return kit.json("gathering", "feedback", "show", G, *options)


@pytest.mark.parametrize("form", ["nb", "nn"])
def test_the_form_comes_back_as_it_went_out(kit, tmp_path, form):
    out = tmp_path / "form.xlsx"
    run(kit, "form", G, "-o", out, "--language", form)
    content = out.read_bytes()
    run(kit, "form", G, "-o", out, "--language", form)
    assert out.read_bytes() == content  # the same bytes
    files = []
    for number in range(5):
        book = load_workbook(io.BytesIO(content))
        sheet = book.active
        asked = {sheet.cell(row, 1).value: row for row in range(4, sheet.max_row + 1)}
        assert [each.text(form) for each in USUAL_QUESTIONS] == list(asked)
        lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
        assert lists["B4"] == '"1,2,3,4,5"'
        assert lists["B8"] == ('"Ja,Nei,Veit ikkje"' if form == "nn" else '"Ja,Nei,Vet ikke"')
        sheet["B4"], sheet["B8"] = str(number + 1), "Ja"
        sheet["B9"] = f"Nummer {number}"
        files.append(tmp_path / f"{form}{number}.xlsx")
        book.save(files[-1])
    ran = kit.json("gathering", "feedback", "import", *map(str, files), "--gathering", G)
    assert ran["counts"] == {"imported": 5}
    said = shown(kit)
    assert said["answers"] == 5
    useful = said["questions"][0]
    assert (useful["mean"], useful["top"], useful["counts"]) == ("3.00", "20.0", {str(n): 1 for n in range(1, 6)})
    assert said["questions"][4]["counts"] == {"no": 0, "unsure": 0, "yes": 5}


def test_the_form_asks_for_nobody_and_is_printed_too(kit, tmp_path):
    for format_ in ("docx", "pdf"):
        run(kit, "form", G, "-o", tmp_path / f"form.{format_}")
        assert (tmp_path / f"form.{format_}").stat().st_size > 1000
    assert "writes no .md file" in run(kit, "form", G, "-o", tmp_path / "form.md", code=2).err


def test_a_list_is_taken_in_once(kit, tmp_path):
    file = answers(tmp_path, SIX)
    ran = kit.json("gathering", "feedback", "import", str(file), "--gathering", G)
    assert ran["counts"] == {"imported": 6}
    before = record(kit)
    again = kit.json("gathering", "feedback", "import", str(file), "--gathering", G)
    assert again["counts"] == {"unchanged": 1}
    assert record(kit) == before


def record(kit):
    return (kit.folder / "feedback" / f"{G}.yaml").read_text(encoding="utf-8")


def test_a_later_export_of_the_same_list_is_not_added_to_it(kit, tmp_path):
    take(kit, answers(tmp_path, SIX))
    before = record(kit)
    later = answers(tmp_path, [*SIX, (1, "Nei", "")], name="senere.csv")
    err = take(kit, later, code=5).err
    assert "look like those that are there" in err
    assert "--replace" in err
    assert record(kit) == before
    take(kit, later, "--replace")
    assert shown(kit)["answers"] == 7
    assert len([line for line in record(kit).splitlines() if "sha256" in line]) == 1


def test_others_who_say_the_same_are_added_by_word(kit, tmp_path):
    take(kit, answers(tmp_path, SIX))
    take(kit, answers(tmp_path, list(reversed(SIX)), name="andre.csv"), "--add")
    assert shown(kit)["answers"] == 12


def test_a_long_comment_that_is_there_already_is_the_same_list(kit, tmp_path):
    long = "Gruppearbeidet i nettverkene var det beste"
    take(kit, answers(tmp_path, [(5, "Ja", long)]))
    again = answers(tmp_path, [(5, "Ja", long), (4, "Ja", "")], name="b.csv")
    assert "look like" in take(kit, again, code=5).err
    take(kit, answers(tmp_path, [(5, "Ja", "Bra")], name="c.csv"))  # a short one may be another's


def test_what_is_kept_tells_nothing_of_who_answered(kit, tmp_path):
    rows = [(f"2008-09-0{n + 1}", "Kari Nordmann", *row) for n, row in enumerate(SIX)]
    file = answers(tmp_path, rows, before=("Tidsmerke", "Navn"), name="Kari Nordmann.csv")
    err = take(kit, file).err
    assert "column 'Navn': left out" in err
    assert "column 'Tidsmerke': left out" in err
    kept = record(kit)
    assert "Kari" not in kept
    assert "2008-09" not in kept
    other = answers(tmp_path, list(reversed(rows)), before=("Tidsmerke", "Navn"), name="x.csv")
    take(kit, other, "--replace")
    assert kept.partition("answers:\n")[2] == record(kit).partition("answers:\n")[2]  # nor does the order


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("5", "5"), ("4 - svært nyttig", "4"), ("3.0", "3"), ("2 = lite", "2"), ("5 (best)", "5"), ("1 av 5", None),
     ("7", None), ("45", None), ("svært", None), ("4,5", None), ("0", None), ("-1", None)],
)  # fmt: skip
def test_scales_as_forms_write_them(kit, tmp_path, cell, kept):
    file = answers(tmp_path, [(cell, "Ja", "x")])
    if kept is None:
        err = take(kit, file, code=3).err
        assert "is none of the answers" in err
        assert not (kit.folder / "feedback").exists()
    else:
        take(kit, file)
        assert f"useful: '{kept}'" in record(kit)


def test_one_bad_cell_keeps_the_whole_of_all_files_out(kit, tmp_path):
    good, bad = answers(tmp_path, SIX), answers(tmp_path, [(9, "Ja", "")], name="b.csv")
    assert "nothing was written" in run(kit, "import", good, bad, "--gathering", G, code=3).err
    assert not (kit.folder / "feedback").exists()


def test_fewer_than_five_answers_are_not_shown_anywhere(kit, tmp_path):
    take(kit, answers(tmp_path, SIX[:4]))
    said = shown(kit)
    assert (said["answers"], said["suppressed_under"], said["comments"]) == (None, 5, [])
    assert all(each["answers"] is each["mean"] is each["counts"] is None for each in said["questions"])
    text = run(kit, "show", G).out
    assert "fewer than 5" in text
    assert "Maten" not in text
    compared = kit.json("gathering", "feedback", "compare")["gatherings"]
    assert [each["answers"] for each in compared] == [None]
    run(kit, "show", G, "-o", tmp_path / "s.docx")
    assert "Færre enn 5 har svart" in _docx(tmp_path / "s.docx")
    assert "Maten" not in _docx(tmp_path / "s.docx")


def _docx(file):
    from docx import Document

    document = Document(file)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_a_question_that_few_answered_is_not_shown(kit, tmp_path):
    take(kit, answers(tmp_path, [*(("", "Ja", "") for _ in range(4)), *SIX[:4]]))
    said = {each["id"]: each for each in shown(kit)["questions"]}
    assert (said["useful"]["answers"], said["useful"]["mean"]) == (None, None)
    assert said["recommend"]["answers"] == 8
    assert said["content"]["answers"] == 0  # nobody is not somebody


def test_comments_that_may_be_about_a_person_wait_for_a_person(kit, tmp_path):
    register(kit, "Siri Dømesen", "-m", "0301")
    told = [
        "Innledningen til Siri",
        "ring 99 88 77 66",
        "skriv til meg@oslo.example",
        "praten med Ola Hansen",
        "Nettverket i Oslo",
    ]
    take(kit, answers(tmp_path, [*((5, "Ja", text) for text in told), (4, "Ja", "")]))
    said = shown(kit)
    assert [each["text"] for each in said["comments"] if each["text"]] == ["Nettverket i Oslo"]
    assert said["withheld"] == 4
    assert sorted(each["reasons"][0] for each in said["comments"] if each["reasons"]) == [
        "email",
        "known-name",
        "name-like",
        "number",
    ]
    ran = run(kit, "show", G, "-o", tmp_path / "s.docx")
    document = _docx(tmp_path / "s.docx")
    assert "4 kommentarer er utelatt" in document
    assert "Nettverket i Oslo" in document
    assert "Siri" not in document
    assert "4 comments may be about a person" in ran.err
    assert len([each for each in shown(kit, "--all-comments")["comments"] if each["text"]]) == 5


def test_the_rate_is_of_those_who_came(kit, tmp_path):
    for number in range(8):
        register(kit, f"Person Nummer{'abcdefgh'[number]}", "-m", "0301")
    take(kit, answers(tmp_path, SIX))
    assert (shown(kit)["basis"], shown(kit)["response_rate"]) == ("registered", "75.0")
    for number in range(6):
        assert kit.run("gathering", "checkin", G, f"Person Nummer{'abcdefgh'[number]}").code == 0
    assert (shown(kit)["basis"], shown(kit)["attended"], shown(kit)["response_rate"]) == ("checked-in", 6, "100.0")
    assert "6 answers of 6 who were checked in: 100.0 %" in run(kit, "show", G).out


def test_own_questions_are_asked_and_read(kit, tmp_path):
    run(kit, "ask", G, "food", "--nb", "Hvordan var maten?", "--nn", "Korleis var maten?")
    run(kit, "ask", G, "exchange", "--remove")
    file = tmp_path / "own.csv"
    file.write_text("Korleis var maten?;Kva var bra?\n" + "4;\n" * 5, encoding="utf-8")
    take(kit, file)
    said = {each["id"]: each for each in shown(kit)["questions"]}
    assert said["food"]["mean"] == "4.00"
    assert "exchange" not in said
    assert "is answered already" in run(kit, "ask", G, "food", "--remove", code=1).err
    assert "is answered already" in run(kit, "ask", G, "food", "--kind", "text", code=1).err
    assert "is not asked" in run(kit, "ask", G, "fod", "--remove", code=2).err
    assert "in both forms" in run(kit, "ask", G, "rom", "--nb", "Rommet?", code=2).err


def test_gatherings_are_compared(kit, tmp_path):
    take(kit, answers(tmp_path, SIX))
    assert (
        kit.run("gathering", "new", "annen", "--name", "Annen", "--kind", "conference", "--from", "2008-10-01").code
        == 0
    )
    file = answers(tmp_path, SIX[:5], name="c.csv")
    run(kit, "import", file, "--gathering", "annen")
    both = kit.json("gathering", "feedback", "compare")["gatherings"]
    assert [(each["gathering"], each["answers"]) for each in both] == [("annen", 5), (G, 6)]
    assert both[1]["questions"]["useful"] == "4.00"
    only = kit.json("gathering", "feedback", "compare", "--kind", "startup")["gatherings"]
    assert [each["gathering"] for each in only] == [G]
    assert "there is no kind" in run(kit, "compare", "--kind", "fest", code=2).err


def test_a_person_named_in_a_comment_is_found_and_erased(kit, tmp_path):
    take(kit, answers(tmp_path, [(5, "Ja", "Bra innledning av Siri Dømesen, skriv siri@x.example"), *SIX]))
    said = kit.json("contact", "report", "Siri Dømesen")
    assert "feedback on oppstart" in str(said)
    assert kit.run("contact", "forget", "Siri Dømesen", "--yes").code in (0, 1)
    assert "Siri" not in record(kit)
    assert "Bra innledning av … …" in record(kit)


def test_options_that_say_two_things(kit, tmp_path):
    assert "say two things" in take(kit, answers(tmp_path, SIX), "--add", "--replace", code=2).err
    assert "twice" in str(
        kit.json(
            "gathering",
            "feedback",
            "import",
            str(answers(tmp_path, SIX)),
            str(answers(tmp_path, SIX)),
            "--gathering",
            G,
        )
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Siris innlegg var best", "known-name"),
        ("siri dømesen kom for sent", "known-name"),
        ("fin kveld med siri anne dømesens gruppe", "known-name"),
        ("Jeg er gravid og måtte sitte", "health"),
        ("Eg var sjuk heile dagen", "health"),
        ("Bra om sykefravær og nærvær", None),
        ("Bra at vi snakket om sykmeldingene", None),
        ("dømesen er et rart ord", None),
    ],
)
def test_names_in_other_letters_and_cases_and_somebodys_health_wait_too(kit, tmp_path, text, reason):
    register(kit, "Siri Dømesen", "-m", "0301")
    take(kit, answers(tmp_path, [(5, "Ja", text), *((4, "Ja", ""),) * 4]))
    [comment] = shown(kit)["comments"]
    assert comment["reasons"] == ([reason] if reason else [])
    assert (comment["text"] is None) == (reason is not None)


def test_a_later_export_of_a_short_list_or_beside_other_answers_is_seen(kit, tmp_path):
    take(kit, answers(tmp_path, SIX[:2]))
    take(kit, answers(tmp_path, SIX, name="b.csv"), code=5)
    take(kit, answers(tmp_path, SIX, name="b.csv"), "--replace")
    take(kit, answers(tmp_path, [(1, "Nei", "Alt for dyrt")], name="skjema.csv"))
    take(kit, answers(tmp_path, [*SIX, (4, "Nei", "")], name="c.csv"), code=5)


def test_few_more_answers_can_be_worked_out_and_that_is_said(kit, tmp_path):
    assert "tell what these" not in take(kit, answers(tmp_path, SIX)).err
    err = take(kit, answers(tmp_path, [(1, "Nei", "Alt for dyrt")], name="b.csv")).err
    assert "the figures from before beside the new ones tell what these 1 answered" in err
