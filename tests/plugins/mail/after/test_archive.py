from __future__ import annotations

from plugins.mail.kit import kept_in
from plugins.mail.runs import Stranger, frozen, go

from kvadmin.api.hooks import Delivery, Reply
from kvadmin.plugins.mail.after.archive import archive_sent_letters
from kvadmin.plugins.mail.delivery.pace import SendPace
from kvadmin.plugins.mail.outbox.send_log import read_send_log


def test_the_archive_holds_the_exact_bytes_and_the_words_of_the_server(tmp_path):
    outbox, kept = frozen(tmp_path), []
    transport = Stranger()
    real = transport.send
    transport.send = lambda envelope, content, commit: kept.append(content) or real(envelope, content, commit)
    transport.script = lambda e, _: Delivery(Reply(550, "no")) if e.number == 3 else None
    go(outbox, transport, pace=SendPace(connections=1))
    ledger = read_send_log(outbox.home)
    files = [tmp_path / each for each in archive_sent_letters(outbox, ledger, kept_in(tmp_path))]
    assert [str(f.relative_to(tmp_path / "archive")) for f in files if f.suffix == ".eml"] == [
        "0001/sak-1-00001.eml",
        "0002/sak-1-00002.eml",
    ]
    assert [f.read_bytes() for f in files if f.suffix == ".eml"] == kept[:2]
    assert '"reply": "250 ok"' in files[1].read_text(encoding="utf-8")
    before = {f: f.read_bytes() for f in files}
    assert {
        f: f.read_bytes() for f in [tmp_path / each for each in archive_sent_letters(outbox, ledger, kept_in(tmp_path))]
    } == before
