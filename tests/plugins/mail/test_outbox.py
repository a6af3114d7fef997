from __future__ import annotations

import json

import pytest
from plugins.mail.kit import NOON, approve, mailing_at, parsed, plan, recipient, write_pair

from kvadmin.api import Conflict, InvalidData, Refused
from kvadmin.plugins.mail.delivery.clock import SystemClock
from kvadmin.plugins.mail.delivery.file_transports import DraftsTransport
from kvadmin.plugins.mail.delivery.sending import send_mailing
from kvadmin.plugins.mail.outbox.frozen_mailing import freeze_plan, read_frozen_mailing
from kvadmin.plugins.mail.outbox.send_log import SendLog, read_send_log
from kvadmin.plugins.mail.records import Attachment

PDF = Attachment("Vedtak.pdf", b"%PDF" * 1000)


def frozen(folder, count=3, **more):
    people = [recipient(n, "nn" if n % 2 else "nb", attachments=(PDF,), **more) for n in range(1, count + 1)]
    return freeze_plan(plan(write_pair(folder / "letters"), *people), mailing_at(folder / "outbox" / "sak-1"))


def test_a_frozen_plan_reads_back_and_its_letters_are_what_was_planned(tmp_path):
    outbox = frozen(tmp_path)
    again = read_frozen_mailing(outbox.home)
    assert (again.hash, again.letters) == (outbox.hash, outbox.letters)
    again.verify()
    message = parsed(again.content(again.letters[0], NOON))
    assert message["Subject"] == "Invitasjon til Åsgård 1"
    assert [a.get_content() for a in message.iter_attachments()] == [PDF.content]
    assert len(list((outbox.folder / "parts").iterdir())) == 1, "the attachment is kept once"


def test_the_same_plan_has_the_same_hash_and_another_another(tmp_path):
    one, two = frozen(tmp_path / "a"), frozen(tmp_path / "b")
    assert one.hash == two.hash
    files = [
        sorted((p.relative_to(o.folder), p.read_bytes()) for p in o.folder.rglob("*") if p.is_file())
        for o in (one, two)
    ]
    assert files[0] == files[1]
    assert frozen(tmp_path / "c", name="Kari").hash != one.hash


@pytest.mark.parametrize("name", ["plan.json", "letters.bin", "parts"])
@pytest.mark.parametrize("how", ["changed", "gone"])
def test_a_changed_plan_is_refused(tmp_path, name, how):
    outbox = frozen(tmp_path)
    approve(outbox, outbox.hash[:8], "Kari", NOON)
    path = outbox.folder / name
    path = next(path.iterdir()) if path.is_dir() else path
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes().replace(b"Invitasjon", b"Avslag").replace(b"JVBERiVQ", b"JVBERiVR") + b"\n")
    sink = DraftsTransport(tmp_path / "drafts")
    with pytest.raises((Conflict, InvalidData, Refused), match=r"changed since|is gone|not approved|no frozen plan"):
        send_mailing(read_frozen_mailing(outbox.home), sink, confirm=3, clock=SystemClock())
    assert not (tmp_path / "drafts").exists()


def test_approval_names_the_hash(tmp_path):
    outbox = frozen(tmp_path)
    assert outbox.approval() is None
    for wrong in ("", "0" * 64, outbox.hash[:7], outbox.hash[:-1] + "g"):
        with pytest.raises(Refused):
            approve(outbox, wrong, "Kari", NOON)
    approve(outbox, outbox.hash[:12].upper(), "Kari", NOON)
    assert outbox.approval()["who"] == "Kari"


def test_a_plan_with_errors_is_not_frozen_and_lists_them_all(tmp_path):
    folder = write_pair(tmp_path / "letters")
    with pytest.raises(Refused) as caught:
        freeze_plan(
            plan(folder, recipient(1, fields={"kommune": "x"}), recipient(2, email="a@")),
            mailing_at(tmp_path / "outbox"),
        )
    assert len(caught.value.details) == 2
    assert not (tmp_path / "outbox").exists()


def test_a_new_plan_replaces_one_that_was_not_sent_and_never_one_that_was(tmp_path):
    outbox = frozen(tmp_path)
    approve(outbox, outbox.hash, "Kari", NOON)
    second = frozen(tmp_path, count=2)
    assert second.approval() is None
    SendLog(outbox.sending).close()
    with pytest.raises(Conflict, match="has been sent"):
        frozen(tmp_path)


def test_the_index_shows_every_letter_and_runs_nothing(tmp_path):
    outbox = frozen(tmp_path, name="<script>alert(1)</script>")
    page = (outbox.folder / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert outbox.hash in page
    assert all(f"Invitasjon til Åsgård {n}" in page for n in (1, 2, 3))
    assert 'sandbox=""' in page


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"schema": 99}', b'{"schema": 1, "letters": [{}]}'])
def test_a_folder_that_is_no_plan(tmp_path, content):
    (tmp_path / "plan.json").write_bytes(content)
    with pytest.raises(InvalidData):
        read_frozen_mailing(mailing_at(tmp_path))


def lines(path, *told):
    log = SendLog(mailing_at(path.parent))
    for what, more in told:
        log.line(what, NOON, fields={"letter": 1, **more})
    log.close()
    return read_send_log(mailing_at(path.parent)).of(1)


TO = {"to": ["a", "b"]}
OK = ("ok", {"reply": [250, "x"], "delivered": ["a"], "refused": {"b": [550, "no"]}, "deferred": {}})
LATER = (
    "deferred",
    {"reply": [451, "x"], "delivered": [], "refused": {}, "deferred": {"a": [451, "x"], "b": [451, "x"]}},
)
NEVER = (
    "refused",
    {"reply": [554, "x"], "delivered": [], "refused": {"a": [554, "x"], "b": [554, "x"]}, "deferred": {}},
)


@pytest.mark.parametrize(
    ("told", "a", "b"),
    [
        ([], "pending", "pending"),
        ([("start", {})], "pending", "pending"),
        ([("start", {}), ("commit", TO)], "unknown", "unknown"),
        ([("start", {}), ("commit", TO), OK], "delivered", "refused"),
        ([("start", {}), NEVER], "refused", "refused"),
        ([("start", {}), ("commit", TO), LATER], "pending", "pending"),
        ([("start", {}), ("commit", TO), LATER, ("start", {}), ("commit", TO), OK], "delivered", "refused"),
        # sent again on purpose: as long as nobody has said ok, the first attempt stays unknown
        ([("commit", TO), ("start", {})], "unknown", "unknown"),
        ([("commit", TO), ("start", {}), LATER], "unknown", "unknown"),
        ([("commit", TO), ("start", {}), ("commit", TO), NEVER], "unknown", "unknown"),
        ([("commit", TO), ("start", {}), ("commit", TO), OK], "delivered", "unknown"),
        ([("commit", TO), ("settle", {"to": ["a"], "status": "delivered"})], "delivered", "unknown"),
    ],
)
def test_what_the_log_says_of_a_letter(tmp_path, told, a, b):
    state = lines(tmp_path / "send.jsonl", *told)
    assert (state.of("a"), state.of("b")) == (a, b)


def test_a_log_cut_at_any_byte_never_says_more_than_it_knew(tmp_path):
    """However much of the log survives, an address is not "pending" once its commit was on the disk."""
    path = tmp_path / "send.jsonl"
    lines(path, ("start", {}), ("commit", TO), OK)
    whole = path.read_bytes()
    commit_end = whole.index(b"\n", whole.index(b'"commit"')) + 1
    for size in range(len(whole) + 1):
        path.write_bytes(whole[:size] + b"\n" * 40)
        state = read_send_log(mailing_at(path.parent)).of(1)
        assert state.of("a") == (
            "pending" if size < commit_end - 1 else "delivered" if size >= len(whole) - 1 else "unknown"
        )
        again = lines(path, ("commit", {"to": ["c"]}))
        assert again.of("c") == "unknown", "a torn line does not swallow the next"
        assert again.of("a") == state.of("a")


def test_room_is_made_ahead_and_cut_off_again(tmp_path):
    path = tmp_path / "send.jsonl"
    log = SendLog(mailing_at(path.parent))
    log.reserve(5000)
    assert path.stat().st_size > 5000
    log.line("start", NOON, fields={"letter": 1, "key": "Å"}, durable=True)
    log.close()
    assert [json.loads(line)["key"] for line in path.read_text(encoding="utf-8").splitlines()] == ["Å"]
