"""Letters on paper: whose address is missing, whose copies are printed, what is noted, and what the page shows."""

from __future__ import annotations

import re

import pypdf
import pytest
from documents.foreign_fonts import use_fonts
from documents.pdf_tags import tags
from documents.samples import SVG
from plugins.mail.kit import kept_in

from kvadmin.extension.discovering.discovery import discover
from kvadmin.extension.manager import Plugins
from kvadmin.plugins.mail.outbox.mailings import all_mailings
from kvadmin.plugins.mail.outbox.settled_events import SettledEvent, settled_file
from kvadmin.store.store import open_store

TO = ("--to", "applied:P3 role:project-leader", "--about", "P3", "--name", "call")


@pytest.fixture
def call(office):
    """An invitation that is approved: 1867 gets it by post; its governor gets a copy in print."""
    office.run("programme", "party", "Fylkesmannen i Nordland", "address", "Moloveien 10", "8002 Bodø", "--new")
    office.run("programme", "set", "sender.phone", "22 24 90 90")
    office.run("programme", "set", "sender.address", "Postboks 8112 Dep", "0032 Oslo")

    def made(*arguments):
        return office.approved("invitation", *TO, *arguments)

    return made


def pages(file):
    return [page.extract_text() for page in pypdf.PdfReader(file).pages]


def the_mailing(office):
    plugins = Plugins(discover(frozenset(), third_party=False))
    data = open_store(office.folder, plugins.gather("kvadmin_collections"), []).snapshot()
    (mailing,) = all_mailings(data, kept_in(office.folder))
    return mailing


def life(office, key="1867"):
    return next(life for letter, life in the_mailing(office).lives() if letter.key == key)


def test_each_letter_and_copy_has_its_own_pages_footer_and_address(office, call, tmp_path):
    call()
    told = office.json("mail", "print", "call", "--all", "--out", tmp_path / "post.pdf")
    pieces = [(each["key"], each["copy"]) for each in told["letters"]]
    assert pieces.count(("1867", "Fylkesmannen i Nordland")) == 1
    assert pieces.count(("1867", "KS")) == 1  # by e-mail for the others; here the letter itself goes by post
    assert len(pieces) == 4 + 2
    text = pages(tmp_path / "post.pdf")
    numbered = [re.search(r"Side (\d+) av (\d+)", page).groups() for page in text]
    firsts = [page for page, (number, _) in zip(text, numbered, strict=True) if number == "1"]
    assert len(firsts) == len(pieces)
    assert sum(int(of) for number, of in numbered if number == "1") == len(text)
    for (key, copy), page in zip(pieces, firsts, strict=True):
        assert "Telefon 22 24 90 90" in page
        assert page.count("08/2-") >= 2, "reference and footer"
        assert ("Brev til" in page) is bool(copy)
        assert key != "0821" or "Invitasjon til å søkje" in page
    governor = firsts[pieces.index(("1867", "Fylkesmannen i Nordland"))]
    assert "Fylkesmannen i Nordland\nMoloveien 10\n8002 Bodø" in governor
    assert governor.count("Kopi") == 2  # the mark and the list


def test_the_list_of_copies_is_the_same_in_the_e_mail_and_on_paper(office, call, tmp_path):
    call()
    office.run("mail", "print", "call", "--all", "--out", tmp_path / "brev", "--as", "md")
    paper = next(path for path in (tmp_path / "brev").iterdir() if path.name.endswith(" 1867.md")).read_text("utf-8")
    mail = office.run("mail", "preview", "call", "--letter", "1867").out
    names = ["KS", "Fylkesmannen i Nordland"]
    assert paper.partition("**Kopi**\n\n")[2].split("\n\n")[0].splitlines() == [f"- {name}" for name in names]
    assert paper.count("Kopi") == 1, "the list of the e-mail is not printed beside it"
    assert [line.strip() for line in mail.partition("Kopi:")[2].splitlines()[1:3]] == names


def test_a_letter_without_a_postal_address_is_refused_by_name(office, call, tmp_path):
    path = office.folder / "municipalities" / "1867.yaml"
    path.write_text(re.sub(r"address:\n(  - .*\n)+", "", path.read_text("utf-8")), encoding="utf-8")
    call()
    ran = office.run("mail", "print", "call", "--out", tmp_path / "post.pdf", code=1)
    assert "1867: Bø kommune" in ran.err
    assert "kvadmin municipality set 1867 address" in ran.err
    assert "--without-address" in ran.err
    assert not (tmp_path / "post.pdf").exists()
    assert life(office).status == "approved"
    office.run("mail", "print", "call", "--out", tmp_path / "post.pdf", "--without-address")
    assert "Bø kommune" in pages(tmp_path / "post.pdf")[0]
    assert life(office).status == "written"


def test_what_is_e_mailed_needs_no_postal_address(office, call, tmp_path):
    path = office.folder / "municipalities" / "0301.yaml"
    path.write_text(re.sub(r"address:\n(  - .*\n)+", "", path.read_text("utf-8")), encoding="utf-8")
    call()
    office.run("mail", "print", "call", "--all", "--out", tmp_path / "alle.pdf")
    ran = office.run("mail", "print", "call", "--letter", "0301", "--out", tmp_path / "en.pdf", code=1)
    assert "0301: Oslo kommune" in ran.err


def test_a_print_is_noted_as_written_and_the_posting_as_sent(office, call, tmp_path):
    call()
    assert life(office).status == "approved"
    office.run("--dry-run", "mail", "print", "call", "--out", tmp_path / "post.pdf")
    assert life(office).status == "approved"
    office.run("mail", "print", "call", "--out", tmp_path / "post.pdf")
    assert (life(office).status, life(office).channel) == ("written", "post")
    assert life(office, "0301").status == "approved"
    office.today = "2008-06-12"
    assert "is not yet" in office.run("mail", "print", "call", "--posted", "2008-06-13", code=2).err
    office.run("mail", "print", "call", "--posted", "2008-06-11")
    assert (life(office).status, life(office).on) == ("sent", "2008-06-11")
    assert life(office, "0301").status == "approved"
    office.run("mail", "print", "call", "--out", tmp_path / "igjen.pdf")  # another print of what has left is no news
    assert life(office).status == "sent"
    office.run("undo", "--yes")
    assert life(office).status == "written"


def test_a_plan_that_is_not_approved_is_printed_for_reading_and_nothing_noted(office, call, tmp_path):
    office.plan("invitation", *TO)
    office.run("mail", "print", "call", "--out", tmp_path / "post.pdf")
    assert life(office).status == "planned"


def test_one_letter_can_be_printed_alone(office, call, tmp_path):
    call()
    told = office.json("mail", "print", "call", "--letter", "0301", "--out", tmp_path / "en.pdf")
    assert [(each["key"], each["copy"]) for each in told["letters"]] == [("0301", None)]
    assert (
        "has no letter" in office.run("mail", "print", "call", "--letter", "9", "--out", tmp_path / "x.pdf", code=4).err
    )


def test_the_logo_of_the_folder_stands_at_the_top(office, call, tmp_path):
    (office.folder / "letters").mkdir(exist_ok=True)
    (office.folder / "letters" / "logo.svg").write_bytes(SVG)
    office.run("programme", "set", "sender.logo", "letters/logo.svg")
    call()
    office.run("mail", "print", "call", "--out", tmp_path / "post.docx")
    assert b"word/media/" in (tmp_path / "post.docx").read_bytes()
    office.run("mail", "print", "call", "--out", tmp_path / "post.pdf")
    pictures = tags(pypdf.PdfReader(tmp_path / "post.pdf"))["/Figure"]
    assert pictures == len(office.json("mail", "print", "call", "--out", tmp_path / "post.pdf")["letters"])
    (office.folder / "letters" / "logo.svg").unlink()
    ran = office.run("mail", "print", "call", "--out", tmp_path / "post.pdf", code=3)
    assert "the logo letters/logo.svg is not there" in ran.err


def test_printed_twice_gives_the_same_bytes(office, call, tmp_path):
    call()
    for name in ("a", "b"):
        office.run("mail", "print", "call", "--all", "--out", tmp_path / f"{name}.docx")
        office.run("mail", "print", "call", "--all", "--out", tmp_path / f"{name}.pdf")
    for ending in ("docx", "pdf"):
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_a_letter_that_is_not_true_any_more_is_held_and_named(office, call, tmp_path):
    call()
    office.run("municipality", "set", "1867", "address", "Postboks 1", "8475 Straumsjøen")
    ran = office.run("mail", "print", "call", "--all", "--out", tmp_path / "post.pdf", code=5)
    assert "address block" in ran.out
    assert "mail replan call" in ran.err
    assert not (tmp_path / "post.pdf").exists()
    told = office.json("mail", "print", "call", "--all", "--skip-changed", "--out", tmp_path / "post.pdf", code=1)
    assert {each["key"] for each in told["letters"]} == {"0301", "0821", "1504"}
    assert life(office).status == "approved"


def test_a_copy_recipient_suppressed_after_the_plan_holds_the_letter(office, call):
    call()
    office.run("mail", "suppression", "add", "ks@ks.example", "--reason", "finnes ikke")
    ran = office.run("mail", "print", "call", "--all", "--out", office.folder / "post.pdf", code=5)
    assert "address suppressed: ks@ks.example: finnes ikke" in " ".join(ran.out.split())


def test_one_that_came_back_goes_on_paper(office, call, tmp_path):
    office.settings(f'transport = "mbox"\n[mail.mbox]\nfile = "{tmp_path / "ut.mbox"}"\n')
    call()
    office.run("mail", "send", "call", "--confirm", "3")
    letter = next(each for each in the_mailing(office).outbox.letters if each.key == "1504")
    lines = the_mailing(office).ledger.of(letter.number).lines
    back = SettledEvent(letter.number, "1504", "bounced", "2008-06-10", after=lines, to=("kari@alesund.example",))
    (office.folder / "outbox" / "call" / "settled.json").write_bytes(settled_file([back]))
    assert life(office, "1504").status == "bounced"
    office.run("mail", "print", "call", "--letter", "1504", "--out", tmp_path / "en.pdf")
    assert life(office, "1504").events[-1].what == "printed"
    office.today = "2008-06-13"
    office.run("mail", "print", "call", "--letter", "1504", "--posted", "2008-06-13")
    assert (life(office, "1504").status, life(office, "1504").on) == ("sent", "2008-06-13")


def test_a_name_that_no_font_has_is_named_and_holds_no_letter_back(office, call, tmp_path, monkeypatch):
    use_fonts(monkeypatch)
    office.run("programme", "set", "sender.address", "Postboks 王 8112 Dep", "0032 Oslo")
    call()
    ran = office.run("mail", "print", "call", "--out", tmp_path / "alle.pdf")
    assert "Postboks 王 8112 Dep: Postboks □ 8112 Dep" in ran.err
    assert "Postboks □ 8112 Dep" in pages(tmp_path / "alle.pdf")[0]
