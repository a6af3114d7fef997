"""Sending without a server: drafts, mbox, a stranger's transport, pace, copies, journal, archive."""

from __future__ import annotations

import email
import email.policy
import fcntl
import mailbox as boxfile
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import termios
import threading
from datetime import date, timedelta

import pytest
from plugins.mail.kit import NOON, SENDER, boxes, parsed, plan, recipient, write_pair

from kvadmin.api import Conflict, Refused, UnknownName, UsageError
from kvadmin.api.hooks import Delivery, Reply, SessionLost, Transport, TransportDeclaration
from kvadmin.plugins.mail.addresses import mailbox
from kvadmin.plugins.mail.after.journal import archive_sent_letters, journal_rows, next_reminder_round, sent_letter_keys
from kvadmin.plugins.mail.delivery.file_transports import DraftsTransport, MboxTransport
from kvadmin.plugins.mail.delivery.pace import SendPace, SystemClock
from kvadmin.plugins.mail.delivery.sending import send_mailing
from kvadmin.plugins.mail.hooks.transports import BUILT_IN_TRANSPORTS, open_transport
from kvadmin.plugins.mail.outbox.frozen_mailing import freeze_plan
from kvadmin.plugins.mail.outbox.send_log import read_send_log
from kvadmin.plugins.mail.outbox.send_report import open_letters, send_report
from kvadmin.plugins.mail.records import Attachment


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self):
        self.time, self.waits = NOON, []

    def now(self):
        self.time += timedelta(milliseconds=1)
        return self.time

    def wait(self, seconds, stop):
        self.waits.append(seconds)
        self.time += timedelta(seconds=seconds)


class Stranger:
    """A transport as a third party would write one: `script` decides what becomes of each letter."""

    name = "stranger"

    def __init__(self, script=lambda envelope, commit: None):
        self.script, self.got, self.opened = script, [], 0
        self.lock = threading.Lock()

    def open(self):
        self.opened += 1
        return self

    def send(self, envelope, content, commit):
        told = self.script(envelope, commit)
        if told:
            return told
        commit()
        with self.lock:
            self.got.append((envelope.key, envelope.primary + envelope.copies))
        return Delivery(Reply(250, "ok"))

    def close(self):
        pass


def frozen(folder, count=3, front="", **more):
    people = [recipient(n, "nn" if n % 2 else "nb", **more) for n in range(1, count + 1)]
    outbox = freeze_plan(plan(write_pair(folder / "letters", front=front), *people), folder / "outbox")
    outbox.approve(outbox.hash, "Kari", NOON)
    return outbox


def go(outbox, transport, confirm=3, **more):
    return send_mailing(outbox, transport, confirm=confirm, clock=more.pop("clock", Clock()), **more)


def test_drafts_open_as_drafts(tmp_path):
    outbox = frozen(tmp_path, front="bcc: arkiv@program.example\n")
    report = go(outbox, DraftsTransport(tmp_path / "drafts"))
    assert (report.fine, report.sent, report.delivered) == (True, 3, 3)
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
        shown = _terminal(
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


def _terminal(command, home):
    """What a program shows on a terminal of 60 lines until it has nothing more to say for a second."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 160, 0, 0))
    environ = {"TERM": "xterm", "HOME": str(home), "LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"}
    shown = b""
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environ) as process:
        os.close(slave)
        while select.select([master], [], [], 5 if b"Frist" not in shown else 0.3)[0]:
            shown += os.read(master, 1 << 16)
        process.kill()
    os.close(master)
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[()][A-Z0-9]", "", shown.decode("utf-8", "replace"))


def test_a_stranger_can_bring_a_transport(tmp_path):
    assert isinstance(Stranger(), Transport)
    outbox, transport = frozen(tmp_path), Stranger()
    assert go(outbox, transport).fine
    assert len(transport.got) == 3


@pytest.mark.parametrize("error", [SessionLost("gone"), OSError("x"), RuntimeError("a stranger's fault")])
def test_whatever_a_transport_raises_before_commit_is_undelivered_and_after_it_unknown(tmp_path, error):
    def broken(envelope, commit, when):
        if envelope.number == 2:
            if when == "after":
                commit()
            raise error

    before = Stranger(lambda e, c: broken(e, c, "before"))
    report = go(frozen(tmp_path / "a"), before, pace=SendPace(connections=1))
    assert [(o.number, o.status) for o in report.outcomes] == [(2, "deferred")]
    assert len(before.got) == 2
    report = go(frozen(tmp_path / "b"), Stranger(lambda e, c: broken(e, c, "after")))
    assert [(o.number, o.status) for o in report.outcomes] == [(2, "unknown")]
    assert not report.fine


def test_a_wrong_set_up_stops_the_run_and_blames_no_letter(tmp_path):
    outbox = frozen(tmp_path)

    def refuse(envelope, commit):
        raise Refused("wrong password")

    report = go(outbox, Stranger(refuse))
    assert report.stopped.message == "wrong password"
    assert {o.status for o in report.outcomes} == {"pending"}
    assert go(outbox, Stranger()).fine


def test_a_server_that_allows_one_connection_gets_one(tmp_path):
    outbox, transport = frozen(tmp_path, count=20), Stranger()
    real, busy = transport.open, threading.Semaphore(1)

    def one_only():
        if not busy.acquire(blocking=False):
            raise SessionLost("421 too many connections")
        return real()

    transport.open, transport.close = one_only, busy.release
    report = go(outbox, transport, confirm=20, clock=SystemClock(), pace=SendPace(connections=4, reconnect_wait=0.001))
    assert report.fine
    assert sorted(transport.got) == [(f"{n:04d}/mail-desk", (f"post{n}@kommune{n}.example",)) for n in range(1, 21)]


def test_approval_count_lock_and_plan_are_asked_for(tmp_path):
    outbox = frozen(tmp_path)
    for count in (0, 2, 4):
        with pytest.raises(Refused, match="3 letters would be sent"):
            go(outbox, Stranger(), confirm=count)
    (outbox.folder / "approval.json").unlink()
    with pytest.raises(Refused, match="not approved"):
        go(outbox, Stranger())
    assert go(outbox, Stranger(), needs_approval=False).fine, "samples to oneself"
    with pytest.raises(Refused, match="0 letters would be sent"):
        go(outbox, Stranger(), needs_approval=False)
    other = frozen(tmp_path / "other")
    shutil.copy(outbox.folder / "send.jsonl", other.folder / "send.jsonl")
    log = (other.folder / "send.jsonl").read_text(encoding="utf-8").replace(outbox.hash, "0" * 64)
    (other.folder / "send.jsonl").write_text(log, encoding="utf-8")
    with pytest.raises(Conflict, match="not the one that was being sent"):
        go(other, Stranger())


def test_back_off_and_then_the_rest_is_put_off(tmp_path):
    clock, outbox = Clock(), frozen(tmp_path)
    later = Stranger(lambda e, _: Delivery(Reply(451, "not now")) if e.number == 2 else None)
    report = go(outbox, later, clock=clock, pace=SendPace(back_off=(60, 300)))
    assert clock.waits == [60, 300]
    assert [(o.number, o.status, o.code, o.words) for o in report.outcomes] == [(2, "deferred", 451, "not now")]
    assert [letter.number for letter, _ in open_letters(outbox, read_send_log(outbox.folder / "send.jsonl"))] == [2]


def test_the_limit_per_minute_is_kept(tmp_path):
    clock, times = Clock(), []
    transport = Stranger(lambda e, _: times.append(clock.time))
    assert go(
        frozen(tmp_path, count=10), transport, confirm=10, clock=clock, pace=SendPace(connections=1, per_minute=4)
    ).fine
    assert all(b - a >= timedelta(seconds=59) for a, b in zip(times, times[4:], strict=False))
    assert times[3] - times[0] < timedelta(seconds=1)


def test_the_limit_per_day_stops_and_is_remembered_by_the_next_run(tmp_path):
    clock, outbox = Clock(), frozen(tmp_path, count=5)
    pace = SendPace(connections=1, per_day=3)
    report = go(outbox, Stranger(), confirm=5, clock=clock, pace=pace)
    assert (report.sent, report.delivered) == (3, 3)
    assert "limit of 3 letters in 24 hours" in report.stopped.message
    assert go(outbox, Stranger(), confirm=2, clock=clock, pace=pace).sent == 0
    clock.time += timedelta(hours=24)
    assert go(outbox, Stranger(), confirm=2, clock=clock, pace=pace).fine


def test_letters_by_post_are_planned_but_not_sent(tmp_path):
    folder = write_pair(tmp_path / "letters")
    outbox = freeze_plan(plan(folder, recipient(1), recipient(2, email=None)), tmp_path / "outbox")
    outbox.approve(outbox.hash, "Kari", NOON)
    assert go(outbox, Stranger(), confirm=1).fine
    rows = journal_rows(
        outbox, read_send_log(outbox.folder / "send.jsonl"), case="2008/12", first_document=7, posted=date(2008, 6, 12)
    )
    assert [(r.case, r.document, r.sent, r.channel, r.party, r.subject) for r in rows] == [
        ("2008/12", 7, "2008-06-10", "e-mail", "0001", "Invitasjon til Åsgård 1"),
        ("2008/12", 8, "2008-06-12", "post", "0002", "Invitasjon til Åsgård 2"),
    ]
    assert rows[1].addressee == "0002/mail-desk"


def test_the_archive_holds_the_exact_bytes_and_the_words_of_the_server(tmp_path):
    outbox, kept = frozen(tmp_path), []
    transport = Stranger()
    real = transport.send
    transport.send = lambda envelope, content, commit: kept.append(content) or real(envelope, content, commit)
    transport.script = lambda e, _: Delivery(Reply(550, "no")) if e.number == 3 else None
    go(outbox, transport, pace=SendPace(connections=1))
    account = read_send_log(outbox.folder / "send.jsonl")
    files = archive_sent_letters(outbox, account, tmp_path / "archive")
    assert [str(f.relative_to(tmp_path / "archive")) for f in files if f.suffix == ".eml"] == [
        "0001/sak-1-00001.eml",
        "0002/sak-1-00002.eml",
    ]
    assert [f.read_bytes() for f in files if f.suffix == ".eml"] == kept[:2]
    assert '"reply": "250 ok"' in files[1].read_text(encoding="utf-8")
    before = {f: f.read_bytes() for f in files}
    assert {f: f.read_bytes() for f in archive_sent_letters(outbox, account, tmp_path / "archive")} == before


def test_a_rerun_of_a_reminder_sends_nothing_twice(tmp_path):
    folder = write_pair(tmp_path / "letters")
    people = [recipient(n, round=1) for n in (1, 2)]
    outbox = freeze_plan(plan(folder, *people), tmp_path / "one")
    go(
        outbox,
        Stranger(lambda e, _: Delivery(Reply(550, "no")) if e.number == 2 else None),
        confirm=2,
        needs_approval=False,
    )
    sent = sent_letter_keys([(outbox, read_send_log(outbox.folder / "send.jsonl"))])
    assert sent == {("brev", "0001/mail-desk", 1)}
    again = plan(folder, *people, mailing="sak-2", sent=sent)
    assert [letter.key for letter in again.letters] == ["0002/mail-desk"]
    with pytest.raises(Refused, match="everybody selected is left out"):
        freeze_plan(plan(folder, people[0], sent=sent), tmp_path / "two")
    assert next_reminder_round(sent, "brev", "0001/mail-desk") == 2
    assert next_reminder_round(sent, "brev", "0002/mail-desk") == 1


def test_the_report_reads_the_log_without_sending(tmp_path):
    outbox = frozen(tmp_path)
    report = send_report(outbox, read_send_log(outbox.folder / "send.jsonl"))
    assert (report.letters, report.delivered, len(report.outcomes), report.fine) == (3, 0, 3, False)
    assert not (outbox.folder / "send.jsonl").exists()


def test_transports_are_found_by_name(tmp_path):
    def kvadmin_mail_transports():
        return [TransportDeclaration("stranger", "A test.", f"{__name__}:Stranger")]

    declared = [*BUILT_IN_TRANSPORTS, *kvadmin_mail_transports()]
    assert open_transport(declared, "drafts", {"folder": str(tmp_path)}) == DraftsTransport(tmp_path)
    assert open_transport(declared, "smtp", {"host": "mx.example", "security": "tls"}).server.port == 465
    assert open_transport(declared, "smtp", {"host": "mx.example"}).server.security == "starttls"
    assert open_transport(declared, "mbox", {"file": str(tmp_path / "x")}).name == "mbox"
    with pytest.raises(UnknownName, match="no transport 'fax'"):
        open_transport(declared, "fax", {})
    for settings in ({}, {"host": ""}, {"host": "x", "prot": "1"}, {"host": "x", "port": "smtp"}):
        with pytest.raises(UsageError):
            open_transport(declared, "smtp", settings)
    with pytest.raises(Refused, match="cannot be loaded"):
        open_transport([TransportDeclaration("x", "", "finnes_ikke:x")], "x", {})
    with pytest.raises(Refused, match="never sent over an unencrypted"):
        open_transport(declared, "smtp", {"host": "mx.example", "security": "none", "user": "kari"}).open()
    with pytest.raises(UsageError, match="none of starttls"):
        open_transport(declared, "smtp", {"host": "mx.example", "security": "ssl"}).open()
