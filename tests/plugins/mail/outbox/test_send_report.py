from __future__ import annotations

from plugins.mail.runs import frozen

from kvadmin.plugins.mail.outbox.send_log import read_send_log
from kvadmin.plugins.mail.outbox.send_report import send_report


def test_the_report_reads_the_log_without_sending(tmp_path):
    outbox = frozen(tmp_path)
    report = send_report(outbox, read_send_log(outbox.home))
    assert (report.letters, report.delivered, len(report.outcomes), report.fine) == (3, 0, 3, False)
    assert not (outbox.folder / "send.jsonl").exists()
