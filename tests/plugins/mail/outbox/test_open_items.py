"""What is open is listed with a command, and that command, run as it stands, closes it."""

from __future__ import annotations

import shlex

import pytest
from plugins.mail.office import server, smtp

TO = ("--to", "applied:P3 role:project-leader", "--about", "P3", "--name", "call")
SAID = ("--why", "sagt i telefonen")


def items(office):
    return [(each["text"], each["command"]) for each in office.json("mail", "status")["open"]]


def do(office, word, **replaced):
    """Run the command of the item whose text has `word`; it is gone then."""
    command = next(command for text, command in items(office) if word in text)
    assert word in office.run("status").out.replace("\n", " ")
    for name, value in replaced.items():
        command = command.replace(name, str(value))
    office.run(*shlex.split(command)[1:])
    assert not [text for text, _ in items(office) if word in text]


def test_a_mailing_from_plan_to_post(office, tmp_path):
    office.plan("invitation", *TO)
    do(office, "wait for approval")
    do(office, "are approved and not sent")
    do(office, "are drafts", **{"--sent-folder PATH": '--having written --came --why "de sier det"'})
    office.run("mail", "print", "call", "--out", tmp_path / "post.pdf")
    office.run("mail", "print", "call", "--posted", "2008-06-10")
    assert items(office) == []
    row = office.json("mail", "status")["mailings"][0]
    assert (row["state"], row["came"], row["posted"], row["written"], row["delivered"]) == ("sent", 3, 1, 0, 3)


@pytest.mark.parametrize(
    ("options", "word"), [({"acceptdrop": 2}, "nobody knows whether"), ({"greylist": True}, "are not sent yet")]
)
def test_what_a_server_left_open(office, tmp_path, options, word):
    with server(tmp_path, **options) as (port, _):
        office.settings(smtp(port))
        office.approved("invitation", *TO)
        office.run("mail", "send", "call", "--confirm", "3", code=1)
        do(office, word)


def test_what_came_back_goes_by_post(office):
    office.approved("invitation", *TO)
    office.run(
        "mail", "send", "call", "--confirm", "3", "--transport", "mbox", "--setting", f"file={office.folder}/box"
    )
    assert office.json("mail", "status")["mailings"][0]["handed_over"] == 3
    do(office, "another program has 3 letters")
    office.run("mail", "settle", "call", "0301", "1504", "--bounced", *SAID)
    assert office.json("mail", "status")["mailings"][0]["bounced"] == 2
    do(office, "came back", **{"post.pdf": office.folder / "post.pdf"})


def test_a_lost_log_is_open_until_it_is_mended(office):
    office.approved("invitation", *TO)
    office.run("mail", "drafts", "call")
    (office.folder / "outbox" / "call" / "send.jsonl").unlink()
    do(office, "is not the one that was written")
