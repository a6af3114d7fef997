"""The ending of ``-o`` chooses the format, for every command and everybody's formats; a file never lies by its name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kvadmin.errors import UsageError
from kvadmin.extension.discovering.discovery import discover
from kvadmin.extension.manager import Plugins
from kvadmin.session.file_endings import chosen_format, ending_of
from kvadmin.tables.rendering import Writer

ROOT = Path(__file__).resolve().parents[2]
CARD = Writer("card", ".card.html", lambda _: b"")


def chosen(format_, file, own=(), only=False, writers=(CARD,)):
    return chosen_format(format_, file, own=own, documents_only=only, writers=lambda: writers)


@pytest.mark.parametrize(
    ("file", "ending"),
    [("a.DOCX", ".docx"), ("a.b.csv", ".csv"), ("a", ""), (".hidden", ""), ("report 2.0", ""), ("P1.2008", ""),
     ("folder.d/a", ""), ("x.7z", ""), ("x.md5", ".md5"),
     (".xlsx", ".xlsx"), ("folder/.DOCX", ".docx"), ("a.csv ", ".csv"), ("a ", ""), ("folder/", ""), (".gitignore", "")],
)  # fmt: skip
def test_what_an_ending_is(file, ending):
    assert ending_of(file) == ending


@pytest.mark.parametrize(
    ("format_", "file", "own", "only", "found"),
    [
        (None, "a", (), False, None),
        ("csv", "a", (), False, "csv"),
        (None, "a.csv", (), False, "csv"),
        (None, "a.TXT", (), False, "table"),
        (None, "a.docx", ("docx",), False, "docx"),
        (None, "a.card.html", (), False, "card"),
        ("csv", "a.csv", (), False, "csv"),
        ("docx", "a.docx", ("docx",), False, "docx"),
        # a text may stand under the ending of any text, and under one that says nothing
        ("json", "a.txt", (), False, "json"),
        ("csv", "a.part", (), False, "csv"),
        # what such a command says is one thing, what it writes another
        (None, "a.pdf", ("pdf",), True, "pdf"),
        ("json", "a.pdf", ("pdf",), True, "pdf"),
    ],
)
def test_what_is_chosen(format_, file, own, only, found):
    assert chosen(format_, file, own, only) == found


@pytest.mark.parametrize(
    ("format_", "file", "own", "only", "code"),
    [
        (None, "a.docx", (), False, "unknown-format"),
        (None, "a.html", (), False, "unknown-format"),
        (None, "a.tmp", (), False, "unknown-format"),
        ("json", "a.docx", (), False, "unknown-format"),
        ("json", "a.csv", (), False, "contradicting-options"),
        ("xlsx", "a.txt", (), False, "contradicting-options"),
        ("pdf", "a.docx", ("pdf", "docx"), False, "contradicting-options"),
        ("csv", "a.docx", ("docx",), False, "contradicting-options"),
        (None, "a.csv", ("pdf",), True, "unknown-format"),
        ("pdf", "a.part", ("pdf",), True, "unknown-format"),
    ],
)
def test_what_is_refused(format_, file, own, only, code):
    with pytest.raises(UsageError) as refused:
        chosen(format_, file, own, only)
    assert (refused.value.code, refused.value.where) == (code, "-o")


def test_the_refusal_says_what_there_is():
    with pytest.raises(UsageError) as refused:
        chosen(None, "a.odt", ("docx",))
    assert refused.value.hint == "it writes: .card.html, .csv, .docx, .json, .md, .txt, .xlsx"
    with pytest.raises(UsageError) as refused:
        chosen(None, "a.xslx")
    assert list(refused.value.near) == [".xlsx"]


STRANGER = """\
from __future__ import annotations
import typer
from kvadmin.api import Command, hookimpl, session
from kvadmin.api.hooks import Writer
from kvadmin.api.reports import Column, listing

app = typer.Typer()

@app.callback()
def group():
    "A group."

def letter(ctx: typer.Context):
    "A list, and a letter."
    run = session(ctx)
    if run.format in ("docx", "odt"):
        run.show_document(f"a letter as {run.format}".encode(), run.format)
    else:
        run.show(listing("things", (Column("thing", "Thing"),), [{"thing": "lamp"}]))

def drawing(ctx: typer.Context):
    "A drawing."
    session(ctx).show_document(f"drawn as {session(ctx).format}".encode(), "svg")

app.command()(letter)

@hookimpl
def kvadmin_commands():
    here = __name__
    return [
        Command("lamp", "Lamps.", here + ":letter", formats=("docx", "odt")),
        Command("drawing", "Draw.", here + ":drawing", formats=("svg",), documents_only=True),
        Command("lamps", "Lamps.", here + ":app", formats=("docx",)),
    ]

@hookimpl
def kvadmin_writers():
    return [Writer("html", ".html", lambda report: b"<p>" + str(report.data["things"]).encode())]
"""


@pytest.fixture
def stranger(desk, tmp_path):
    desk.install(STRANGER, name="lamps")
    return lambda *words, code=0: desk.run(*map(str, words), code=code)


@pytest.mark.parametrize("words", [["lamp"], ["lamps", "letter"]])
def test_a_strangers_documents_go_by_the_ending(stranger, tmp_path, words):
    for name, start in (("a.docx", b"a letter as docx"), ("a.html", b"<p>[{"), ("a.csv", b"Thing"), ("a.json", b"{\n")):
        stranger(*words, "-o", tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(start), name
    stranger("-o", tmp_path / "b.docx", *words)
    assert (tmp_path / "b.docx").read_bytes() == b"a letter as docx"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["lamp", "-o", "x.pdf"], "unknown-format"),
        (["lamps", "letter", "-o", "x.odt"], "unknown-format"),
        (["lamp", "-o", "x.docx", "--format", "odt"], "contradicting-options"),
        (["lamp", "-o", "x.docx", "--format", "csv"], "contradicting-options"),
        (["drawing", "-o", "x.csv"], "unknown-format"),
        (["drawing", "--format", "csv"], "unknown-format"),
    ],
)
def test_what_a_stranger_does_not_write_is_refused_for_it(stranger, tmp_path, monkeypatch, words, code):
    monkeypatch.chdir(tmp_path)
    ran = stranger(*words, code=2)
    assert not list(tmp_path.glob("x.*"))
    assert stranger("commands", "lamp").out
    said = stranger(*words, *(["--format", "json"] if "--format" not in words else []), code=2).err
    assert code in said or "error: " in ran.err


def _declared():
    """Every built-in command with its declaration, in words."""
    plugins = Plugins(discover(frozenset()))

    def below(command, words):
        if not command.commands:
            yield words, command
        for each in command.commands:
            yield from below(each, f"{words} {each.name}")

    for name, command in plugins.commands().items():
        yield from below(command, name)


DOCUMENTS = {words: each for words, each in _declared() if each.formats}


def test_the_example_of_the_documentation(desk, tmp_path):
    page = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    source = page.partition("**A command that writes documents")[2].partition("```python\n")[2].partition("```")[0]
    desk.install(source, name="guests")
    for name, begins in (("g.docx", b"PK"), ("g.pdf", b"%PDF"), ("g.csv", b"Name\nKari\n"), ("g", b"Guests\n")):
        desk.run("guests", "-o", str(tmp_path / name))
        assert (tmp_path / name).read_bytes().startswith(begins)
    ran = desk.run("guests", "-o", str(tmp_path / "g.odt"), code=2)
    assert "hint: it writes: .csv, .docx, .json, .md, .pdf, .txt, .vcf, .xlsx" in ran.err
    assert not (tmp_path / "g.odt").exists()


#: What each of them needs to run on the example programme.
WORDS = {
    "cohort explain": None,  # tests/plugins/cohort/explaining: it takes an admission
    "completion": "completion fish",
    "gathering calendar": "gathering calendar 2008-08-27-oppstart",
    "gathering feedback form": "gathering feedback form 2008-08-27-oppstart",
    "gathering feedback show": "gathering feedback show 2008-08-27-oppstart",
    "journal export": "journal export",
    "network choices": "network choices P1 --size 5..6 --time-limit 1",
    "network export": "network export P1",
    "participants badges": "participants badges 2008-08-27-oppstart",
    "participants export": "participants export 2008-08-27-oppstart",
    "participants list": "participants list 2008-08-27-oppstart",
    "sheet out": "sheet out municipalities",
    "store export": None,  # tests/plugins/programme/moving: it says figures on stdout beside its archive
    "store get": None,  # likewise: it writes what is kept, whatever the ending
}
#: How the files of a format begin.
BEGINS = {
    "docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF", "svg": b"<", "png": b"\x89PNG", "html": b"<!DOCTYPE", "geojson": b"{",
    "ics": b"BEGIN:VCALENDAR", "xml": b"<?xml", "md": b"**", "csv": None, "json": b"{", "fish": b"#",
}  # fmt: skip


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    from kvadmin.testing import Kit

    kit = Kit(tmp_path_factory.mktemp("example") / "none")
    folder = kit.folder.parent / "example"
    assert kit.run("init", str(folder), "--example").code == 0
    return Kit(folder)


def test_every_command_with_documents_is_tried_here():
    assert {*DOCUMENTS} == {*WORDS}


@pytest.mark.parametrize("words", [words for words, line in WORDS.items() if line])
def test_a_built_in_command_writes_what_the_ending_says(example, tmp_path, words):
    declared = DOCUMENTS[words]
    formats = [each for each in declared.formats if words != "completion" or each == "fish"]
    for each in [*formats, *([] if declared.documents_only else ["json"])]:
        file = tmp_path / f"file.{each}"
        ran = example.run(*WORDS[words].split(), "-o", str(file))
        assert ran.code == 0, ran.err
        assert file.read_bytes().lstrip(b"\xef\xbb\xbf").startswith(BEGINS[each]), each
        assert ran.out == ""


@pytest.mark.parametrize("words", [words for words, line in WORDS.items() if line])
def test_a_built_in_command_refuses_what_it_does_not_write(example, tmp_path, words):
    before = example.files()
    for ending in ("odt", "csv" if DOCUMENTS[words].documents_only else "pptx"):
        file = tmp_path / f"file.{ending}"
        ran = example.run(*WORDS[words].split(), "-o", str(file))
        assert ran.code == 2, ran.out
        assert f"error: this command writes no .{ending} file" in ran.err
        assert not file.exists()
    file = tmp_path / f"file.{DOCUMENTS[words].formats[0]}"
    assert example.run(*WORDS[words].split(), "-o", str(file), "--format", "csv").code == 2
    assert not file.exists()
    assert example.files() == before


@pytest.mark.parametrize(
    "line", ["municipality list", "cohort show P1", "status", "evaluation indicators list", "check"]
)
def test_a_command_without_documents_says_what_it_writes(example, tmp_path, line):
    file = tmp_path / "a.docx"
    ran = example.run(*line.split(), "-o", str(file))
    assert (ran.code, file.exists()) == (2, False)
    assert "hint: it writes: .csv, .json, .md, .txt, .vcf, .xlsx" in ran.err


def test_a_change_is_not_made_where_its_result_would_lie(example, tmp_path):
    before = example.files()
    ran = example.run("cohort", "set", "P3", "capacity", "12", "-o", str(tmp_path / "a.docx"))
    assert ran.code == 2
    assert example.files() == before


def test_a_name_without_an_ending_is_as_it_was(example, tmp_path):
    example.run("cohort", "list", "-o", str(tmp_path / "list"))
    assert (tmp_path / "list").read_text(encoding="utf-8").startswith("Cohorts\n")
    example.run("cohort", "list", "--format", "json", "-o", str(tmp_path / "data"))
    assert json.loads((tmp_path / "data").read_text(encoding="utf-8"))["cohorts"]


def test_a_script_is_not_written_under_the_ending_of_another_shell(example, tmp_path):
    ran = example.run("completion", "bash", "-o", str(tmp_path / "kvadmin.fish"))
    assert (ran.code, list(tmp_path.iterdir())) == (2, [])
    assert "hint: -o FILE.bash" in ran.err
