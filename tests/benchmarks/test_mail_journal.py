"""A sample of the journal's proof, and that its judge would notice; ``benchmarks/mail_journal.py`` has 1,000 mailings."""

from __future__ import annotations

import pytest
from mail_proofs import journal_trials
from mail_proofs.journal_trials import JournalTrial, Wanted


@pytest.mark.parametrize("seed", [1, 2])
def test_the_journal_says_what_stands_in_the_letters(tmp_path, seed):
    trial = journal_trials.journal_trial(tmp_path, seed, 15)
    assert trial.wrong == []
    assert trial.mailings == 15
    assert trial.letters["sent"] > 10
    assert trial.copies > 3


def test_the_same_by_processes(tmp_path):
    trial = journal_trials.journal_trial(tmp_path, 3, 2, by_process=True)
    assert trial.wrong == []
    assert trial.mailings == 2


RIGHT = {
    "direction": "out", "message_id": "<1@x>", "case": "08/2", "document": 3, "status": "sent", "date": "2008-06-10",
    "addressee": "Åse Øye <ase@oslo.example>", "copies": [{"name": "KS"}], "form": "nb", "channel": "e-mail",
}  # fmt: skip
SAYS = {"case": "08/2", "document": 3, "addressee": [("Åse Øye", "ase@oslo.example")], "copies": ["KS"], "form": "nb"}


def compared(row, what="sent"):
    trial = JournalTrial()
    journal_trials._compare([row] if row else [], {"<1@x>": Wanted("m", what, "2008-06-10", SAYS)}, trial)
    return trial.wrong


def test_a_right_row_is_right():
    assert compared(RIGHT) == []


@pytest.mark.parametrize(
    "change",
    [{"case": "08/1"}, {"document": 4}, {"addressee": "Kari"}, {"copies": []}, {"form": "nn"}, {"date": "2008-06-11"},
     {"status": "unknown"}, {"message_id": "<2@x>"}],
)  # fmt: skip
def test_a_wrong_row_is_noticed(change):
    assert compared(RIGHT | change)


def test_a_missing_row_is_noticed():
    assert compared(None)


@pytest.mark.parametrize("what", ["unknown", "refused", "open"])
def test_a_letter_that_has_not_come_is_not_said_to_be_sent(what):
    assert compared(RIGHT, what)
