"""Certificates: who gets one, what stands in it and what does not, and where it goes."""

from __future__ import annotations

import io

import pypdf
import pytest
from plugins.gathering.conftest import G, register
from support import folder_bytes

DAY = "2008-09-01"


def run(kit, *arguments, code=0, today=DAY):
    ran = kit.run("--today", today, "gathering", *map(str, arguments))
    assert ran.code == code, ran.err
    return ran


def text_of(content):
    reader = pypdf.PdfReader(io.BytesIO(content))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.fixture
def held(kit):
    """Three are registered; Kari came on the first day, Åse on the second, Per nobody saw."""
    kit.run("municipality", "set", "0520", "language_form", "nynorsk")
    for span, title, *more in (("10:00-12:00", "Åpning"), ("12:00-13:00", "Lunsj", "--meal", "lunsj")):
        run(kit, "agenda", "add", G, span, title, *more)
    run(kit, "agenda", "add", G, "13:00-14:30", "A", "--track", "A")
    run(kit, "agenda", "add", G, "13:00-15:00", "B", "--track", "B")
    run(kit, "agenda", "add", G, "09:00-10:15", "Siste", "--day", "2008-08-28")
    register(kit, "Kari Nordmann", "-m", "0301")
    register(kit, "Åse Vik", "-m", "0520")
    register(kit, "Per Fraværende", "-m", "0521", "--consent", "list")
    run(kit, "checkin", G, "Kari Nordmann", today="2008-08-27")
    run(kit, "checkin", G, "Åse Vik", today="2008-08-28")
    return kit


def test_each_who_was_checked_in_gets_a_page_of_the_own_form_with_no_other_name(held, tmp_path):
    before = folder_bytes(held.folder)
    ran = run(held, "certificates", G, "--out", tmp_path / "bevis.pdf")
    kari, aase = text_of((tmp_path / "bevis.pdf").read_bytes())
    assert "Deltakerbevis Kari Nordmann Oslo har deltatt på Oppstartssamling, pulje 3" in kari
    assert "27.–28. august 2008" in kari
    assert "5 timer og 15 minutter fagprogram" in kari  # parallel items once, the meal not
    assert "Deltakarbevis Åse Vik Ringebu har delteke på" in aase
    assert "28. august 2008" in aase
    assert "1 time og 15 minutt fagprogram" in aase  # she came on the second day
    for name, page in (("Kari", aase), ("Åse", kari), ("Per", kari + aase)):
        assert name not in page
    assert "1 registered were not checked in" in ran.err
    assert folder_bytes(held.folder) == before


def test_a_folder_has_a_file_for_each_and_the_same_bytes_again(held, tmp_path):
    run(held, "certificates", G, "--out", tmp_path / "a")
    run(held, "certificates", G, "--out", tmp_path / "b")
    files = {file.name: file.read_bytes() for file in (tmp_path / "a").iterdir()}
    assert sorted(files) == ["Kari Nordmann Oslo.pdf", "Åse Vik Ringebu.pdf"]
    assert files == {file.name: file.read_bytes() for file in (tmp_path / "b").iterdir()}
    assert "Åse" not in text_of(files["Kari Nordmann Oslo.pdf"])[0]
    assert b"Vik" not in files["Kari Nordmann Oslo.pdf"]
    assert (tmp_path / "a" / "Kari Nordmann Oslo.pdf").stat().st_mode & 0o077 == 0


def test_namesakes_get_files_of_their_own(kit, tmp_path):
    register(kit, "Kari Nordmann", "-m", "0301", "--email", "en@oslo.example")
    register(kit, "Kari Nordmann", "-m", "0301", "--email", "annen@oslo.example")
    run(kit, "certificates", G, "--registered", "--out", tmp_path / "a")
    names = sorted(file.name for file in (tmp_path / "a").iterdir())
    assert len(names) == 2
    assert all(name.startswith("Kari Nordmann Oslo ") for name in names)


def test_who_was_not_seen_gets_a_page_that_says_registered(held, tmp_path):
    ran = run(held, "certificates", G, "--registered", "--for", "Per Fraværende", "--out", tmp_path / "per.pdf")
    [page] = text_of((tmp_path / "per.pdf").read_bytes())
    assert "Bekreftelse på påmelding Per Fraværende Øyer var påmeldt til" in page
    assert "Fremmøtet ble ikke registrert" in page
    assert "har deltatt" not in page
    assert "their pages say registered, not attended" in ran.err


@pytest.mark.parametrize(
    ("who", "names"),
    [("Kari Nordmann", {"Kari Nordmann"}), ("0520", {"Åse Vik"}), ("municipality:0301", {"Kari Nordmann"}),
     ("network:P3/2", {"Åse Vik"}), ("cohort:P3", {"Kari Nordmann", "Åse Vik"})],
)  # fmt: skip
def test_some_are_chosen_by_name_or_selection(held, tmp_path, who, names):
    shown = held.json("--today", DAY, "gathering", "certificates", G, "--for", who, "--out", str(tmp_path / "x.pdf"))
    assert {each["name"] for each in shown["certificates"]} == names


def test_a_docx_says_the_same(held, tmp_path):
    from docx import Document

    run(held, "certificates", G, "--for", "Kari Nordmann", "--out", tmp_path / "kari.docx")
    told = "\n".join(each.text for each in Document(tmp_path / "kari.docx").paragraphs)
    assert "Kari Nordmann" in told
    assert "Oppstartssamling, pulje 3" in told
    assert "Åse" not in told
    run(held, "certificates", G, "--as", "docx", "--out", tmp_path / "d")
    assert {file.suffix for file in (tmp_path / "d").iterdir()} == {".docx"}


def test_a_dry_run_writes_nothing(held, tmp_path):
    run(held, "certificates", G, "--out", tmp_path / "a", "--dry-run")
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--for", "Per Fraværende"), 2, "Per Fraværende: not checked in"),
        (("--for", "1032"), 2, "nobody of them was there"),
        (("--for", "Ingen Slik"), 4, "nobody at oppstart answers to"),
        (("--as", "txt"), 2, "not written as txt"),
        (("--language", "en"), 2, "not a form"),
    ],
)
def test_what_is_not_there_is_refused(held, tmp_path, options, code, said):
    assert said in run(held, "certificates", G, "--out", tmp_path / "a", *options, code=code).err
    assert not (tmp_path / "a").exists()


def test_two_words_on_the_format_are_refused(held, tmp_path):
    assert "say two things" in run(held, "certificates", G, "--out", tmp_path / "a.pdf", "--as", "docx", code=2).err


def test_nobody_checked_in_a_gathering_to_come_and_a_cancelled_one_are_refused(kit, tmp_path):
    register(kit, "Kari Nordmann", "-m", "0301")
    ran = run(kit, "certificates", G, "--out", tmp_path / "a", code=1)
    assert "who was there is not known" in ran.err
    assert "--registered" in ran.err
    assert (
        "is not over before 2008-08-28"
        in run(kit, "certificates", G, "--out", tmp_path / "a", code=1, today="2008-08-27").err
    )
    assert kit.run("gathering", "cancel", G, "--yes").code == 0
    assert "is cancelled" in run(kit, "certificates", G, "--registered", "--out", tmp_path / "a", code=1).err


def test_a_name_that_no_template_means_harm_by(kit, tmp_path):
    register(kit, '#panic("x") $a$ <b> \\\\ Ås', "-m", "0301")
    run(kit, "certificates", G, "--registered", "--out", tmp_path / "a.pdf")
    assert '#panic("x") $a$ <b>' in text_of((tmp_path / "a.pdf").read_bytes())[0]
    run(kit, "certificates", G, "--registered", "--out", tmp_path / "f")
    assert len(list((tmp_path / "f").iterdir())) == 1


@pytest.mark.parametrize("name", ["bevis.txt", "bevis.doc", "bevis.odt"])
def test_an_ending_that_is_not_written_makes_no_folder_of_that_name(held, tmp_path, name):
    assert "certificates are not written as" in run(held, "certificates", G, "--out", tmp_path / name, code=2).err
    assert not (tmp_path / name).exists()
