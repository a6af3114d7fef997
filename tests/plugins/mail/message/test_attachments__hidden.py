"""What is hidden, or a program's own, goes with no letter: not by a pattern, and not by its full name."""

from __future__ import annotations

import pytest
from plugins.mail.kit import accepted, parsed, plan, recipient, write_pair
from plugins.mail.office import server, smtp

from kvadmin.plugins.mail.message.attachments import hidden_part

HIDDEN = [
    ".env",
    "~$Vilkår.docx",
    "Thumbs.db",
    "desktop.ini",
    ".DS_Store",
    ".git/config",
    "sub/.hemmelig/x.pdf",
    "sub/.x.pdf",
]


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    for name in (*HIDDEN, "Vilkår.docx", "sub/Kart.pdf"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    (folder / "lenke.pdf").symlink_to(folder / "sub" / ".x.pdf")
    return folder


def planned(tmp_path, files, pattern):
    return plan(write_pair(tmp_path / "letters", front=f"attachments: ['{pattern}']\n"), recipient(), files=files)


@pytest.mark.parametrize("pattern", ["*", "*.*", "?*", "*/*", "sub/*", "[.]*", "*env", "*.pdf", "*ini", "*.d?"])
def test_a_pattern_finds_none_of_them(tmp_path, files, pattern):
    made = planned(tmp_path, files, pattern)
    names = {attachment.name for letter in made.letters for attachment in letter.attachments}
    assert names <= {"Vilkår.docx", "Kart.pdf"}
    assert names or made.errors


@pytest.mark.parametrize("name", HIDDEN)
def test_the_full_name_is_refused_with_the_reason(tmp_path, files, name):
    made = planned(tmp_path, files, name)
    assert [(p.code, p.field) for p in made.errors] == [("attachment", "attachments")]
    assert repr(hidden_part(name)) in made.errors[0].text
    assert "hidden" in made.errors[0].text


def test_a_value_names_no_hidden_file_and_a_pattern_has_its_limits(tmp_path, files):
    letters = write_pair(tmp_path / "letters", front="attachments: ['sub/{{ kommune }}']\n")
    made = plan(letters, recipient(fields={"kommune": ".x.pdf", "frist": "x"}), files=files)
    assert made.errors
    assert planned(tmp_path, files, "a" * 301).errors
    for number in range(51):
        (files / f"{number}.txt").write_bytes(b"x")
    assert "51 files" in planned(tmp_path, files, "*.txt").errors[0].text
    (files / "a.bin").write_bytes(b"x" * 10_000_000)
    (files / "b.bin").write_bytes(b"x" * 10_000_000)
    assert "together" in planned(tmp_path, files, "*.bin").errors[0].text


def test_a_name_that_turns_its_ending_around_is_refused(tmp_path, files):
    (files / "faktura\u202efdp.exe").write_bytes(b"x")
    assert "U+202E" in planned(tmp_path, files, "faktura*").errors[0].text


def test_a_hidden_picture_is_not_shown(tmp_path):
    letters = write_pair(tmp_path / "letters", nb="x ![a](.logo.png)", nn="x ![a](.logo.png)")
    (letters / ".logo.png").write_bytes(b"x")
    assert "hidden" in plan(letters, recipient()).errors[0].text


def test_through_the_command_line_and_a_real_server(office, tmp_path):
    for name in (".env", "~$Vilkår.pdf", "Thumbs.db", "Vilkår.pdf"):
        office.write(f"attachments/{name}", "innhold")
    (tmp_path / ".hemmelig.pdf").write_bytes(b"x")
    to = ("--to", "municipality:0301 role:project-leader", "--about", "P3", "--name", "call")
    office.run("mail", "copy", "invitation")
    for path in (office.folder / "letters").glob("invitation.*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("---\n", "---\nattachments: ['*']\n", 1), encoding="utf-8")
    office.run("mail", "plan", "invitation", *to, "--attach", tmp_path / ".hemmelig.pdf", code=1)
    with server(tmp_path) as (port, captured):
        office.settings(smtp(port))
        office.approved("invitation", *to)
        office.run("mail", "send", "--confirm", "1")
        names = [
            [p.get_filename() for p in parsed(each["raw"].encode("latin-1")).iter_attachments()]
            for each in accepted(captured)
        ]
        assert names == [["Vilkår.pdf"]]
