"""The journal against the letters themselves: 1,000 random mailings, 0 differences.

    python benchmarks/mail_journal.py [--small]

Each mailing is planned, approved and sent (a real SMTP server in a process of its own, which now and then refuses a
letter or cuts the connection), written as drafts or printed; some of it is settled by word. Forms, channels, cases,
copies, attachments, joint letters and letters to each contact are mixed. What the journal must say (case, document
number, subject, recipients, copies, form, channel, attachments by checksum, day, and that a letter is unknown or
refused) is read out of the bytes that the server stored and out of the printed letters. The commands run in one
process, through the code that users run; a handful run as processes of their own.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1] / "tests")  # in place of benchmarks/, whose store.py is another
sys.path.insert(1, str(Path(__file__).resolve().parents[1]))

#: Folders, and mailings in each; the last folder's commands are processes.
FOLDERS, MAILINGS, BY_PROCESS = 40, 25, 5


def main() -> None:
    from mail_proofs.journal_trials import journal_trial

    folders = 2 if "--small" in sys.argv else FOLDERS
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    letters: Counter[str] = Counter()
    mailings, wrong, copies, started = 0, 0, 0, time.monotonic()
    for number in range(folders + 1):
        by_process = number == folders
        with tempfile.TemporaryDirectory(dir=memory) as folder:
            os.environ["XDG_STATE_HOME"] = folder
            count = BY_PROCESS if by_process else MAILINGS
            trial = journal_trial(Path(folder), 1000 + number, count, by_process=by_process)
        mailings, wrong = mailings + trial.mailings, wrong + len(trial.wrong)
        letters, copies = letters + trial.letters, copies + trial.copies
        for line in trial.wrong[:10]:
            print(f"    {line}")
    print(f"{mailings} mailings, {letters.total()} letters in {time.monotonic() - started:.0f} s: ", end="")
    print(", ".join(f"{count} {what}" for what, count in letters.most_common()) + f"; {copies} copies in print")
    print(f"{wrong} differences between the journal and the letters")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
