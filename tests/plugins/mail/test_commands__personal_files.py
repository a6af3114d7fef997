"""What the commands of letters write for people is for its owner alone, and a file that is there keeps its mode."""

from __future__ import annotations

import pytest

TO = ("--to", "applied:P3 role:project-leader", "--about", "P3", "--name", "call")


def mode(path):
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize(
    ("command", "option", "file"),
    [
        (("mail", "preview"), "-o", "preview.csv"),
        (("mail", "preview"), "--html", "preview.html"),
        (("mail", "print", "call"), "--out", "post.docx"),
        (("mail", "status", "call"), "--failed", "failed.csv"),
        (("mail", "suppression", "list"), "-o", "list.xlsx"),
        (("journal", "export"), "-o", "journal.csv"),
    ],
)
def test_a_new_file_is_for_its_owner_and_an_old_one_keeps_its_mode(office, tmp_path, command, option, file):
    office.plan("invitation", *TO)
    path = tmp_path / file
    office.run(*command, option, path)
    assert mode(path) == 0o600
    path.chmod(0o640)
    office.run(*command, option, path)
    assert mode(path) == 0o640


def test_letters_in_a_folder_are_for_their_owner(office, tmp_path):
    office.approved("invitation", *TO)
    office.run("mail", "print", "call", "--all", "--out", tmp_path / "brev", "--as", "md")
    office.run("mail", "drafts", "--out", tmp_path / "drafts")
    written = [path for folder in ("brev", "drafts") for path in (tmp_path / folder).iterdir()]
    assert len(written) == 4 + 1 + 3  # the letters, the copy of the one by post, the drafts
    assert {mode(path) for path in written} == {0o600}
    draft = min((tmp_path / "drafts").iterdir())
    draft.chmod(0o640)
    office.run("mail", "drafts", "call", "--again", "--out", tmp_path / "drafts")
    assert mode(draft) == 0o640


def test_an_mbox_is_for_its_owner(office, tmp_path):
    office.approved("invitation", *TO)
    box = tmp_path / "ut.mbox"
    office.run("mail", "send", "--confirm", "3", "--transport", "mbox", "--setting", f"file={box}")
    assert mode(box) == 0o600


def test_what_holds_no_personal_data_is_written_as_everything_else(office, tmp_path):
    office.run("mail", "letters", "-o", tmp_path / "letters.csv")
    (tmp_path / "plain").touch()
    assert mode(tmp_path / "letters.csv") == mode(tmp_path / "plain")
