from __future__ import annotations

import email
import email.policy
import mailbox as boxfile
import shutil

import pytest
from mail_proofs.mail_programs import terminal
from plugins.mail.kit import SENDER, boxes, parsed
from plugins.mail.runs import frozen, go

from kvadmin.plugins.mail.addresses import mailbox
from kvadmin.plugins.mail.delivery.file_transports import DraftsTransport, MboxTransport
from kvadmin.plugins.mail.records import Attachment


def test_drafts_open_as_drafts(tmp_path):
    outbox = frozen(tmp_path, front="bcc: arkiv@program.example\n")
    report = go(outbox, DraftsTransport(tmp_path / "drafts"))
    assert (report.fine, report.sent, report.delivered, report.written) == (True, 3, 0, 3)
    files = sorted((tmp_path / "drafts").iterdir())
    assert [f.name for f in files] == [f"0000{n} 000{n}-mail-desk.eml" for n in (1, 2, 3)]
    message = parsed(files[0].read_bytes())
    assert message["X-Unsent"] == "1"
    assert boxes(message["From"]) == [SENDER]
    assert boxes(message["To"]) == [mailbox("post1@kommune1.example", "Kåre Nr. 1")]
    assert boxes(message["Bcc"]) == [mailbox("arkiv@program.example")], "a draft knows its blind copies, or nobody does"
    assert message["Subject"] == "Invitasjon til Åsgård 1"
    assert not list((tmp_path / "drafts").glob("*.part"))


def test_mbox_reads_back(tmp_path):
    outbox = frozen(tmp_path, fields={"kommune": "Bø", "frist": "x\nFrom her av\n.\n"}, front="same-address: each\n")
    assert go(outbox, MboxTransport(tmp_path / "ut.mbox")).fine
    box = boxfile.mbox(tmp_path / "ut.mbox", create=False)
    assert len(box) == 3
    told = [email.message_from_bytes(box.get_bytes(key), policy=email.policy.default) for key in box.keys()]  # noqa: SIM118 - a mailbox is no dict
    box.close()
    assert [boxes(m["To"])[0].name for m in told] == ["Kåre Nr. 1", "Kåre Nr. 2", "Kåre Nr. 3"]
    assert "\nFrom her av\n.\n" in told[0].get_body(("plain",)).get_content().replace("\r\n", "\n")


@pytest.mark.skipif(shutil.which("mutt") is None, reason="mutt (Debian's package) is not installed")
def test_another_mail_program_opens_the_drafts(tmp_path):
    """mutt shows each draft on a terminal: names, subject, body, and the name of the attachment, as planned."""
    outbox = frozen(tmp_path, attachments=(Attachment("Søknad – Kåfjord.pdf", b"%PDF"),))
    go(outbox, DraftsTransport(tmp_path / "drafts"))
    (tmp_path / "Mail").mkdir()  # mutt asks for it
    for n, draft in enumerate(sorted((tmp_path / "drafts").iterdir()), 1):
        folder = tmp_path / f"mh{n}"
        folder.mkdir()
        (folder / ".mh_sequences").touch()
        shutil.copy(draft, folder / "1")
        shown = terminal(
            [
                "mutt",
                "-n",
                "-F",
                "/dev/null",
                "-R",
                "-f",
                str(folder),
                "-e",
                "set charset=utf-8",
                "-e",
                'push "<display-message>"',
            ],
            tmp_path,
        )
        for words in (
            f"Kåre Nr. {n}",
            f"<post{n}@kommune{n}.example>",
            f"Invitasjon til Åsgård {n}",
            f"Til Åsgård {n} kommune",
            "Frist: 20. mai 2008.",
            "Søknad – Kåfjord.pdf",
        ):
            assert words in shown, shown
