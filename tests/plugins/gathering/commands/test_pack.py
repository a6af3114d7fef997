"""The whole box: what is in it, who is not, and that it is the same every time."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pytest
from documents.foreign_fonts import make_font, use_fonts
from openpyxl import load_workbook
from plugins.gathering.conftest import G, register
from pypdf import PdfReader

HIDDEN = ("Usynlig", "Ukjentsen", "Skjult")


def unpacked(content: bytes, name: str) -> str:
    """Everything a file holds as text: parts of packages, and the pages and properties of a PDF."""
    if name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "".join(packed.read(each).decode("utf-8", "replace") for each in packed.namelist())
    if name.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(content))
        pages = "".join(page.extract_text() for page in reader.pages)
        objects = (reader.get_object(number) for number in range(1, int(reader.trailer["/Size"])))
        return pages + str(reader.metadata) + "".join(map(repr, objects))
    return content.decode("utf-8", "replace")


def pack(kit, out, *options):
    ran = kit.run("gathering", "pack", G, "--out", str(out), *options)
    assert ran.code == 0, ran.err
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_the_box_has_everything_and_names_nobody_who_did_not_agree(forty_two, tmp_path):
    files = pack(forty_two, tmp_path / "box")
    assert {
        "nb/deltakerliste.pdf", "nb/deltakerliste.docx", "nb/deltakerliste.xlsx", "nn/deltakarliste.pdf",
        "nb/program.pdf", "nb/nettverksinndeling.docx", "nb/fremmoteliste.pdf", "nn/frammoteliste.docx",
        "navneskilt.pdf", "kalender.ics", "innhold.md", "SHA256SUMS",
    } <= set(files)  # fmt: skip
    texts = {name: unpacked(content, name) for name, content in files.items()}
    for name, text in texts.items():
        assert not [each for each in (*HIDDEN, "nøtteallergi") if each in text], name
        assert not [each for each in (*HIDDEN, "nøtteallergi") if each.encode() in files[name]], name
    assert "2 påmeldte står ikke på listen" in texts["nb/deltakerliste.pdf"].replace("\n", " ")
    assert "2 påmelde står ikkje på lista" in texts["nn/deltakarliste.docx"]
    assert texts["nb/deltakerliste.docx"].count("Rådgiver") == 38
    assert "Person37" in texts["nb/deltakerliste.xlsx"]
    assert "Etternavn37" in texts["nb/fremmoteliste.pdf"]


def test_the_command_speaks_one_language(forty_two, tmp_path):
    ran = forty_two.run("gathering", "pack", G, "--out", str(tmp_path / "box"))
    assert "2 registered did not agree to be listed; their badges have an empty line" in ran.err
    assert "påmeldte" not in ran.err


def test_checksums_are_those_of_the_files_and_a_second_run_has_the_same_bytes(forty_two, tmp_path):
    first = pack(forty_two, tmp_path / "box")
    sums = dict(reversed(line.split("  ")) for line in first["SHA256SUMS"].decode().splitlines())
    assert sums == {n: hashlib.sha256(c).hexdigest() for n, c in first.items() if n != "SHA256SUMS"}
    data = forty_two.files()
    forty_two.today = "2008-08-26"
    assert pack(forty_two, tmp_path / "box") == first
    assert pack(forty_two, tmp_path / "other") == first
    assert forty_two.files() == data


def test_the_secretariat_gets_everybody_and_takes_it_away_again(forty_two, tmp_path):
    out = tmp_path / "box"
    files = pack(forty_two, out, "--staff")
    assert "Usynlig" in unpacked(files["internt/innsjekking.pdf"], ".pdf")
    assert "Usynlig" in unpacked(files["internt/navneskilt-alle.pdf"], ".pdf")
    (out / "own-notes.txt").write_text("mine", encoding="utf-8")
    (out / "internt" / "innsjekking.xlsx").write_bytes(b"changed by hand")
    files = pack(forty_two, out)
    assert "internt/innsjekking.pdf" not in files
    assert "internt/navneskilt-alle.pdf" not in files
    assert "own-notes.txt" in files
    assert files["internt/innsjekking.xlsx"] == b"changed by hand", "what somebody changed is not ours to delete"


def test_what_is_typed_is_printed_literally(kit, tmp_path):
    literal = '#panic("x") *b* $x$ @ref'
    register(kit, literal, "-m", "0301", "--title", literal, "--consent", "list")
    files = pack(kit, tmp_path / "box", "--language", "nb")
    for name in ("nb/deltakerliste.pdf", "navneskilt.pdf"):
        text = unpacked(files[name], name).replace("\n", " ").replace("\u200b", "")
        assert '#panic("x")' in text
        assert "*b*" in text
        assert "$x$" in text


@pytest.mark.parametrize(("bad", "says"), [("Bad\\x07Name", "U+0007"), ("x" * 40_000, "40,000")])
def test_a_bad_name_in_the_data_is_refused_naming_person_and_field(kit, tmp_path, bad, says):
    register(kit, "Kari Ås", "-m", "0301", "--consent", "list")
    file = kit.folder / "registrations" / G / "0301.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("name: Kari Ås", f'name: "{bad}"'), encoding="utf-8")
    ran = kit.run("gathering", "pack", G, "--out", str(tmp_path / "box"))
    assert ran.code == 3
    assert says in ran.err
    assert ", name" in ran.err
    assert not (tmp_path / "box").exists()
    checked = kit.run("check")
    assert checked.code == (3 if "x07" in bad else checked.code)


def test_a_name_that_no_font_has_blocks_no_handout_and_is_named(kit, tmp_path, monkeypatch):
    use_fonts(monkeypatch)
    register(kit, "Åse Lie", "-m", "0301", "--consent", "list")
    register(kit, "王小明", "-m", "0520", "--consent", "list", "--title", "Rektor")
    out = tmp_path / "box"
    ran = kit.run("gathering", "pack", G, "--out", str(out), "--format", "json")
    assert ran.code == 0, "the box is whole"
    assert "王小明: □□□" in ran.err
    assert "Åse" not in ran.err
    files = {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    assert {each["file"] for each in json.loads(ran.out)["files"]} <= set(files)
    for name in ("nb/deltakerliste.docx", "nn/frammoteliste.docx"):
        assert "王小明" in unpacked(files[name], name)
    cells = load_workbook(io.BytesIO(files["nb/deltakerliste.xlsx"])).active.iter_rows(values_only=True)
    assert any("王小明" in row for row in cells)
    printed = unpacked(files["nb/deltakerliste.pdf"], ".pdf")
    assert "Lie" in printed
    assert "□□□" in printed
    assert "Rektor" in printed
    assert "□" not in unpacked(files["navneskilt.pdf"], ".pdf"), "such a badge has a line to write on"
    again = kit.run("gathering", "pack", G, "--out", str(out))
    assert again.code == 0
    assert files == {
        path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()
    }


def test_one_handout_names_what_its_pdf_cannot_print(kit, tmp_path, monkeypatch):
    use_fonts(monkeypatch)
    register(kit, "Åse Lie", "-m", "0301", "--consent", "list", "--title", "漢字")
    for arguments, named in (
        (("participants", "export", G, "-o", str(tmp_path / "a.pdf")), True),
        (("participants", "export", G, "-o", str(tmp_path / "a.docx")), False),
        (("participants", "badges", G, "-o", str(tmp_path / "b.pdf")), True),
    ):
        ran = kit.run(*arguments)
        assert (ran.code, "漢字: □□" in ran.err) == (0, named), ran.err
        assert (tmp_path / arguments[-1]).is_file()
    checked = kit.run("check")
    assert "U+" in checked.out + checked.err


def test_a_name_that_a_font_of_the_computer_has_is_printed(kit, tmp_path, monkeypatch):
    use_fonts(monkeypatch, make_font(tmp_path, "漢字"))
    register(kit, "漢字", "-m", "0301", "--consent", "list")
    files = pack(kit, tmp_path / "box")
    for name in ("nb/deltakerliste.pdf", "navneskilt.pdf"):
        text = unpacked(files[name], ".pdf")
        assert "漢字" in text
        assert "□" not in text
    assert "U+" not in kit.run("check").out


@pytest.mark.parametrize(
    "name", ["مریم\u200cگل", "\u200fمحمد علي", "👩\u200d💻 Kari", "สมชาย", "\ue000 Kari", "Kari\u0650"]
)
def test_no_name_blocks_the_box(kit, tmp_path, name):
    """With whatever fonts this computer has: printed, or named."""
    import yaml

    register(kit, "Kari Ås", "-m", "0301", "--consent", "list")
    path = kit.folder / "registrations" / G / "0301.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Kari Ås", yaml.dump(name, allow_unicode=True).split("\n")[0]),
        encoding="utf-8",
    )
    files = pack(kit, tmp_path / "box")
    assert "nb/deltakerliste.pdf" in files


def test_own_documents_lie_in_the_box_and_the_index_names_them(kit, tmp_path):
    own = {"Styringsdokument – Ærø (1).docx": b"a", "budsjett.xlsx": b"b", "a\u030a.pdf": b"c", "con.pdf": b"d"}
    for name, content in own.items():
        (tmp_path / name).write_bytes(content)
    given = [word for name in own for word in ("--with", str(tmp_path / name))]
    files = pack(kit, tmp_path / "box", *given)
    assert {name: content for name, content in files.items() if name.startswith("vedlegg/")} == {
        "vedlegg/Styringsdokument – Ærø (1).docx": b"a",
        "vedlegg/budsjett.xlsx": b"b",
        "vedlegg/å.pdf": b"c",
        "vedlegg/_con.pdf": b"d",
    }
    index = files["innhold.md"].decode()
    assert "## Egne dokumenter\n\n- vedlegg/Styringsdokument – Ærø (1).docx (1 B" in index
    assert "vedlegg/budsjett.xlsx" in files["SHA256SUMS"].decode()
    assert files == pack(kit, tmp_path / "box", *given)
    assert "## Eigne dokument\n" in pack(kit, tmp_path / "nn", *given, "--language", "nn")["innhold.md"].decode()
    ran = kit.run("gathering", "pack", G, "--out", str(tmp_path / "box"))
    assert "no longer in the box: vedlegg/budsjett.xlsx" in ran.err
    assert not (tmp_path / "box" / "vedlegg" / "budsjett.xlsx").exists()


@pytest.mark.parametrize(
    ("make", "code", "says"),
    [
        (lambda at: [at / "borte.pdf"], 4, "there is no file"),
        (lambda at: [at], 1, "is a folder"),
        (lambda at: [_link(at)], 1, "is a link"),
        (lambda at: [_file(at, "tom.pdf", b"")], 1, "is empty"),
        (lambda at: [_file(at, "~$plan.docx")], 1, "has the document open"),
        (lambda at: [_file(at, "Plan.pdf"), _file(at / "b", "PLAN.pdf")], 1, "would both be vedlegg/PLAN.pdf"),
        (lambda at: [_file(at, "Plan.pdf"), _file(at, "Plan.pdf")], 1, "would both be"),
        (lambda at: [_file(at, "a.pdf", b"x" * 11)], 1, "has 11 bytes; 10 is the most"),
        (lambda at: [_file(at / "programme" / "sensitive", "oppstart.yaml")], 1, "among the health data"),
        (lambda at: [at / "borte.pdf", at], 1, "2 documents cannot go into the box"),
    ],
)  # fmt: skip
def test_a_document_that_cannot_go_into_the_box_is_refused_by_name(kit, tmp_path, monkeypatch, make, code, says):
    monkeypatch.setattr("kvadmin.plugins.gathering.handouts.own_documents.LARGEST", 10)
    given = [word for path in make(tmp_path) for word in ("--with", str(path))]
    ran = kit.run("gathering", "pack", G, "--out", str(tmp_path / "box"), *given)
    assert ran.code == code, ran.err
    assert says in ran.err
    assert not (tmp_path / "box").exists()


def test_a_copy_of_a_raw_list_does_not_go_into_the_box(forty_two, tmp_path):
    raw = _file(tmp_path, "kopi.csv", "Navn;Kommune;Allergi\nÅs, Kari;Oslo;nøtter\n".encode())
    ran = forty_two.run("gathering", "pack", G, "--out", str(tmp_path / "box"), "--with", str(raw))
    assert ran.code == 1
    assert "vedlegg/kopi.csv has the column Allergi" in ran.err
    assert not (tmp_path / "box").exists()


def test_a_document_that_names_what_somebody_needs_is_packed_with_a_warning(kit, tmp_path):
    register(kit, "Kari Ås", "-m", "0301", "--diet", "nøtteallergi", "--consent", "list")
    for text, warned in (("Kari Ås: nøtteallergi", True), ("Menyen tar hensyn til nøtteallergi", False)):
        given = _file(tmp_path, "notat.txt", text.encode())
        ran = kit.run("gathering", "pack", G, "--out", str(tmp_path / "box"), "--with", str(given))
        assert ran.code == 0, ran.err
        assert ("vedlegg/notat.txt has what somebody needs" in ran.err) is warned


def _file(folder, name, content=b"x"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def _link(folder):
    (folder / "lenke.pdf").symlink_to(_file(folder, "ekte.pdf"))
    return folder / "lenke.pdf"


def test_nobody_and_one_person(kit, tmp_path):
    files = pack(kit, tmp_path / "empty")
    assert "Ingen påmeldte." in unpacked(files["nb/deltakerliste.pdf"], ".pdf")
    assert "Ingen påmelde." in unpacked(files["nn/deltakarliste.docx"], ".docx")
    assert PdfReader(io.BytesIO(files["nb/deltakerliste.pdf"])).trailer["/Root"]["/MarkInfo"]["/Marked"]
    register(kit, "Kari Ås", "-m", "0301", "--consent", "list")
    files = pack(kit, tmp_path / "one")
    assert "1 deltaker fra 1 kommune." in unpacked(files["nb/deltakerliste.pdf"], ".pdf")
    assert "1 deltakar frå 1 kommune." in unpacked(files["nn/deltakarliste.pdf"], ".pdf")


def test_a_dry_run_writes_no_file(forty_two, tmp_path):
    before = forty_two.files()
    ran = forty_two.run("gathering", "pack", G, "--out", str(tmp_path / "box"), "--dry-run")
    assert ran.code == 0
    assert not (tmp_path / "box").exists()
    assert forty_two.files() == before


def test_a_missing_extra_names_the_command_that_installs_it(forty_two, tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "segno", None)
    for module in ("handouts.badges", "handouts.pack", "commands.pack", "commands.badges"):
        monkeypatch.delitem(sys.modules, f"kvadmin.plugins.gathering.{module}", raising=False)
    for command in (("gathering", "pack", G, "--out", str(tmp_path / "box")), ("participants", "badges", G)):
        ran = forty_two.run(*command)
        assert ran.code == 2
        assert 'pip install "kvadmin[badges]"' in ran.err
    assert not (tmp_path / "box").exists()


def test_the_map_stands_in_the_division_when_there_is_one(kit, tmp_path):
    plain = pack(kit, tmp_path / "one")["nb/nettverksinndeling.docx"]
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#17365d"/></svg>'
    (kit.folder / "networks" / "P3.svg").write_text(svg, encoding="utf-8")
    drawn = pack(kit, tmp_path / "two")["nb/nettverksinndeling.docx"]
    assert "word/media/" not in str(zipfile.ZipFile(io.BytesIO(plain)).namelist())
    assert "word/media/" in str(zipfile.ZipFile(io.BytesIO(drawn)).namelist())


def test_the_list_opens_in_a_word_processor_with_as_many_pages(forty_two, tmp_path):
    import shutil
    import subprocess

    if shutil.which("soffice") is None:
        pytest.skip("no word processor here")
    files = pack(forty_two, tmp_path / "box", "--language", "nb")
    docx = tmp_path / "box" / "nb" / "deltakerliste.docx"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(docx)], check=True, capture_output=True, timeout=180)
    pages = len(PdfReader(str(tmp_path / "deltakerliste.pdf")).pages)
    assert pages == len(PdfReader(io.BytesIO(files["nb/deltakerliste.pdf"])).pages)


@pytest.mark.parametrize(
    ("language", "name", "locale"), [("nb", "deltakerliste", "nb-NO"), ("nn", "deltakarliste", "nn-NO")]
)
def test_documents_say_their_language_and_mark_their_headings(forty_two, tmp_path, language, name, locale):
    files = pack(forty_two, tmp_path / "box", "--language", language)
    docx = zipfile.ZipFile(io.BytesIO(files[f"{language}/{name}.docx"]))
    body, styles = docx.read("word/document.xml").decode(), docx.read("word/styles.xml").decode()
    assert f'w:lang w:val="{locale}"' in styles
    assert body.count("<w:tblHeader/>") == 4  # three networks and the index
    assert '<w:pStyle w:val="Heading1"/>' in body
    root = PdfReader(io.BytesIO(files[f"{language}/{name}.pdf"])).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith(language)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    tags = "".join(repr(each) for each in _structure(root["/StructTreeRoot"]))
    assert tags.count("/TH") >= 16


def _structure(node):
    """The tags of a document, depth first."""
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from _structure(each)
    elif isinstance(node, dict):
        yield node.get("/S")
        if "/K" in node:
            yield from _structure(node["/K"])


def test_who_has_come_is_ticked_in_the_box_of_the_staff(forty_two, tmp_path):
    one = forty_two.json("gathering", "checkin", G)["participants"][0]["id"]
    assert forty_two.run("gathering", "checkin", G, one).code == 0
    files = pack(forty_two, tmp_path / "box", "--staff")
    assert "\u2611" in unpacked(files["internt/innsjekking.pdf"], ".pdf")
