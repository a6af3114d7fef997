"""A sample of the crash proof, and that its judge would notice; ``benchmarks/mail_crash.py`` sends 1,060 letters."""

from __future__ import annotations

from collections import Counter

import pytest
from mail_proofs import crash_run


def test_killed_and_resumed_by_the_command_line(tmp_path):
    trial = crash_run.crash_trial(tmp_path, 30, 8, 40, connections=4, pipelining=True)
    assert trial.wrong == {}
    assert trial.kills >= 3  # a fast machine has sent everything before more of them come
    assert trial.found["sent"] >= 28


class _Told:
    """What `mail status` would say, and the letters of a plan."""

    def __init__(self, folder, rows):
        self.folder, self.rows = folder, rows

    def json(self, *_words):
        return {"not_delivered": self.rows}


@pytest.mark.parametrize(
    ("status", "stored", "wrong"),
    [
        ("", 2, "duplicates"),
        ("", 0, "false ok"),
        ("refused", 1, "lost"),
        ("refused", 0, "not said"),
        ("pending", 0, "never ended"),
    ],
)
def test_what_is_wrong_is_noticed(tmp_path, monkeypatch, status, stored, wrong):
    letter = {"message_id": "<1@x>", "to": [["post@k1.example", ""]]}
    monkeypatch.setattr(crash_run, "planned_rows", lambda _office: {"<1@x>": letter})
    row = {"message_id": "<1@x>", "status": status, "copy": False}
    book = crash_run.ServerBook.__new__(crash_run.ServerBook)
    book.stored, book.refused = Counter({"<1@x>": stored}), set()
    book.copies = Counter({("<1@x>", "post@k1.example"): stored})
    trial = crash_run.CrashTrial(1)
    crash_run.judge(_Told(tmp_path, [row] if status else []), book, trial)
    assert wrong in trial.wrong
