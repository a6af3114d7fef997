from __future__ import annotations

import mailbox
import tempfile
import tracemalloc
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.api import InvalidData
from kvadmin.plugins.mail.after import mailboxes
from kvadmin.plugins.mail.after.mailboxes import read_messages

ONE = b"From: kari@x.example\nSubject: En\n\nHei.\n\nFrom her\nog >From der\n\n>From citat\n"
TWO = b"Subject: To\nMessage-ID: <2@x.example>\n\nHei igjen.\n"
EMPTY = b"Subject: Uten tekst\n\n"


def mbox(*messages: bytes, postmark: bytes = b"From kari@x.example Wed Jun 11 08:00:00 2008\n") -> bytes:
    """As RFC 4155 programs write it, quoted as mboxrd."""
    lines = [line for message in messages for line in [postmark, *_quoted(message), b"\n"]]
    return b"".join(lines)


def _quoted(message: bytes) -> list[bytes]:
    return [b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in message.splitlines(True)]


@pytest.mark.parametrize(
    "postmark", [b"From a@b Wed Jun 11 08:00:00 2008\n", b"From - Wed Jun 11 08:00:00 2008\n", b"From \n", b"From -\n"]
)
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_an_mbox_gives_its_messages_back_byte_for_byte(tmp_path, postmark, ending):
    path = tmp_path / "Sent"
    path.write_bytes(mbox(ONE, TWO, EMPTY, ONE, postmark=postmark).replace(b"\n", ending))
    assert list(read_messages(path)) == [each.replace(b"\n", ending) for each in (ONE, TWO, EMPTY, ONE)]


def test_a_line_that_begins_with_from_ends_a_message_only_where_another_begins(tmp_path):
    unquoted = b"From a@b Wed Jun 11 08:00:00 2008\n" + ONE.replace(b">From", b"From 2008") + b"\n" + mbox(TWO)
    path = tmp_path / "gammel.mbox"
    path.write_bytes(unquoted)
    assert list(read_messages(path)) == [ONE.replace(b">From", b"From 2008"), TWO]


@given(st.lists(st.binary(max_size=60).map(lambda raw: raw.replace(b"\r", b"")), min_size=1, max_size=5))
def test_whatever_the_bodies_say_the_messages_come_back(bodies):
    messages = [b"Subject: x\n\n" + body + b"\n" for body in bodies]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.mbox"
        path.write_bytes(mbox(*messages))
        assert list(read_messages(path)) == messages


def test_an_mbox_of_pythons_own_and_a_maildir_hold_the_same(tmp_path):
    made = [_message(f"Brev {n}", f"Hei {n}\nFrom her\n") for n in range(3)]
    box, maildir = mailbox.mbox(tmp_path / "inn.mbox"), mailbox.Maildir(tmp_path / "Maildir")
    for each in made:
        box.add(each)
    box.close()
    maildir.add(made[0])
    sent = maildir.add_folder("Sent")
    sent.add(made[1])
    flagged = mailbox.MaildirMessage(made[2])
    flagged.set_subdir("cur")
    flagged.set_flags("S")
    sent.add(flagged)
    draft = mailbox.MaildirMessage(_message("Utkast", "ikke sendt"))
    draft.set_subdir("cur")
    draft.set_flags("DS")
    sent.add(draft)
    (tmp_path / "Maildir" / "tmp" / "halv").write_bytes(b"Subject: halv\n\n")
    wanted = sorted(each.as_bytes() for each in made)
    assert sorted(read_messages(tmp_path / "inn.mbox")) == wanted
    assert sorted(read_messages(tmp_path / "Maildir")) == wanted
    assert len(list(read_messages(tmp_path / "Maildir" / ".Sent"))) == 2


def _message(subject: str, text: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"] = "kari@x.example", subject
    made.set_content(text)
    return made


def test_a_folder_of_messages_and_of_mboxes_below_it(tmp_path):
    (tmp_path / "b.eml").write_bytes(TWO)
    (tmp_path / "a.EML").write_bytes(b"\xef\xbb\xbf" + ONE)
    (tmp_path / "Inbox.sbd").mkdir()
    (tmp_path / "Inbox.sbd" / "Retur").write_bytes(mbox(EMPTY))
    (tmp_path / "Inbox.msf").write_bytes(b"// <!-- index -->")
    (tmp_path / "les meg.txt").write_bytes(b"From tid til annen\nskjer dette\n")
    assert list(read_messages(tmp_path)) == [ONE, TWO, EMPTY]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "neither"),
        (b"From tid til annen\nskjer dette\n", "neither"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9), "Outlook"),
    ],
)
def test_what_is_no_mailbox_is_refused(tmp_path, content, words):
    path = tmp_path / "x.msg"
    path.write_bytes(content)
    for place in (path, tmp_path):
        with pytest.raises(InvalidData, match=words):
            list(read_messages(place))


def test_an_empty_maildir_is_a_mailbox_an_empty_folder_is_none(tmp_path):
    with pytest.raises(InvalidData, match="no message"):
        list(read_messages(tmp_path))
    mailbox.Maildir(tmp_path / "Maildir")
    assert list(read_messages(tmp_path / "Maildir")) == []
    with pytest.raises(InvalidData, match="cannot be read"):
        list(read_messages(tmp_path / "borte"))


def test_one_message_at_a_time_is_held_and_of_an_endless_one_the_beginning(tmp_path, monkeypatch):
    monkeypatch.setattr(mailboxes, "MESSAGE_LIMIT", 1 << 18)
    path = tmp_path / "stor.mbox"
    long = b"Subject: lang\n\n" + b"x" * (8 << 20) + b"\n"
    wide = b"Subject: mange linjer\n\n" + b"x" * 70 + b"\n" + b"linje\n" * (1 << 20)
    path.write_bytes(mbox(long, TWO, wide, TWO))
    tracemalloc.start()
    sizes = [len(each) for each in read_messages(path)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sizes[1] == sizes[3] == len(TWO)
    assert max(sizes) < (1 << 18) + (1 << 17)
    assert peak < 2 << 20
