"""Examples from a web form's answers: each row is said, what came before is known, what is not sure waits."""

from __future__ import annotations

import pytest

IMPORT = ("website", "example", "import")
HEAD = "Tidsmerke;Kommune;Navn på tiltaket;Beskriv tiltaket;Tema;Trinn;Navnet ditt;E-post;Kan eksempelet vises?\n"
ROWS = (
    "20.05.2008;Løten;Leseglede;Barna leser hver dag.;Oppvekst;3. gjennomføre, Trinn 5;Ola Hansen;ola@a.example;Ja\n",
    "21.05.2008;Austevoll;Nærvær;Vi ringjer tidleg.;Sjukefråvær;;;;\n",
)


@pytest.fixture
def answers(written):
    return lambda *rows: written("svar.csv", HEAD + "".join(rows))


def outcomes(kit, file):
    ran = kit.json(*IMPORT, file)
    return [(each["outcome"], each["example"]) for each in ran["rows"]], ran


def test_answers_become_examples(kit, done, answers, of):
    done(*IMPORT, answers(*ROWS))
    found = of("0415-1")
    assert found["title"] == {"nb": "Leseglede"}
    assert found["text"] == {"nb": "Barna leser hver dag.\n"}
    assert (found["theme"], found["steps"], found["sent"]) == ("upbringing", [3, 5], "2008-05-20")
    assert (found["sender"], found["email"], found["consent"]) == ("Ola Hansen", "ola@a.example", "2008-05-20")
    assert found["status"] == "received"
    assert of("1244-1")["title"] == {"nn": "Nærvær"}
    assert of("1244-1")["consent"] is None


def test_the_same_file_with_more_answers_comes_again(kit, answers):
    assert outcomes(kit, answers(ROWS[0]))[0] == [("imported", "0415-1")]
    before = kit.files()
    assert outcomes(kit, answers(ROWS[0]))[0] == [("unchanged", "0415-1")]
    assert {name: text for name, text in kit.files().items() if name.startswith("website/")} == {
        name: text for name, text in before.items() if name.startswith("website/")
    }
    assert outcomes(kit, answers(*ROWS, ROWS[1]))[0] == [
        ("unchanged", "0415-1"), ("imported", "1244-1"), ("duplicate", "1244-1"),
    ]  # fmt: skip


def test_an_answer_is_known_again_after_its_text_was_edited(kit, done, answers, written):
    done(*IMPORT, answers(ROWS[0]))
    done("website", "example", "text", "0415-1", written("t.md", "# Glede ved lesing\n\nBarna leser.\n"))
    assert outcomes(kit, answers(ROWS[0]))[0] == [("unchanged", "0415-1")]


def test_an_answer_that_was_removed_does_not_come_back(kit, done, answers):
    done(*IMPORT, answers(ROWS[0]))
    done("website", "example", "remove", "0415-1")
    found, ran = outcomes(kit, answers(*ROWS))
    assert found == [("unchanged", ""), ("imported", "1244-1")]
    assert ran["rows"][0]["reason"] == "it was removed"
    done("website", "example", "remove", "1244-1")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("20.05.2008;Lotten;A;Tekst.;;;;;\n", "Lotten"),
        ("20.05.2008;Løten;;Tekst.;;;;;\n", "it has no title"),
        ("20.05.2008;Løten;A;;;;;;\n", "it has no text"),
    ],
)
def test_a_row_that_cannot_be_taken_waits_and_stops_no_other(kit, answers, row, reason):
    found, ran = outcomes(kit, answers(row, ROWS[1]))
    assert found == [("manual", ""), ("imported", "1244-1")]
    assert reason in ran["rows"][0]["reason"]


def test_another_text_under_a_known_title_waits_for_a_person(kit, done, answers):
    done(*IMPORT, answers(ROWS[0]))
    found, ran = outcomes(kit, answers(ROWS[0].replace("hver dag", "hver uke"), ROWS[1]))
    assert found == [("manual", "0415-1"), ("imported", "1244-1")]
    assert "`kvadmin website example text 0415-1 FILE`" in ran["rows"][0]["reason"]


def test_what_a_cell_says_that_cannot_be_read_is_left_open_and_said(kit, answers, of):
    row = "en gang i mai;Oslo;A;Tekst.;Ufo;9;Ola;ola;vet ikke\n"
    reason = outcomes(kit, answers(row, ROWS[0]))[1]["rows"][0]["reason"]
    for name, cell in (("theme", "Ufo"), ("steps", "9"), ("e-mail", "ola")):
        assert f"{name}: '{cell}' is left out" in reason
    for said in ("'vet ikke' is neither", "taken as nb", "the day 'en gang i mai' is not sure"):
        assert said in reason
    found = of("0301-1")
    assert (found["theme"], found["steps"], found["email"], found["consent"], found["sent"]) == (
        "", [], "", None, "2008-06-10",
    )  # fmt: skip


def test_a_file_of_which_nothing_can_be_taken_ends_in_one(kit, answers):
    ran = kit.run(*IMPORT, answers("20.05.2008;Lotten;A;Tekst.;;;;;\n"))
    assert ran.code == 1
    assert "Lotten" in ran.out
    assert not any(name.startswith("website/") for name in kit.files())


def test_a_workbook_of_a_form_is_read_too(kit, tmp_path, of):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Completion time", "Kommune", "Tittel", "Beskrivelse", "Tema", "Samtykke"])
    book.active.append(
        ["2008-05-20", "0415 Løten", "Faste team", "Første linje.\n\nAndre linje.", "Kvalitet i omsorg", "x"]
    )
    book.save(tmp_path / "svar.xlsx")
    assert outcomes(kit, str(tmp_path / "svar.xlsx"))[0] == [("imported", "0415-1")]
    assert of("0415-1")["text"] == {"nb": "Første linje.\n\nAndre linje.\n"}
    assert of("0415-1")["consent"] == "2008-05-20"


def test_an_import_is_taken_back_whole(kit, answers):
    before = {name: text for name, text in kit.files().items() if name.startswith("website/")}
    kit.run(*IMPORT, answers(*ROWS))
    kit.run("undo")
    assert {name: text for name, text in kit.files().items() if name.startswith("website/")} == before
