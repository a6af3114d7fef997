"""What it costs that a run is noted through the store and its log compared: seconds beside those of the whole command.

Run: python benchmarks/mail_runs.py [letters] [transactions in the history]
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kvadmin.plugins.mail.commands import send_run
from kvadmin.plugins.mail.outbox import mailings
from kvadmin.testing import Kit

SENDER = "schema: 1\nname: Prøve\nlanguage: nb\ncase_number: 08/1\nsender:\n  name: S\n  email: s@program.example\n"
LETTER = "---\nsubject: Til {{ municipality.name }}\nformat: text\n---\nTil {{ municipality.name }} kommune\n"


@contextmanager
def timed(module, name, spent):
    """Count the seconds of a function, where a module uses it."""
    inner = getattr(module, name)

    def outer(*arguments, **more):
        begin = time.perf_counter()
        try:
            return inner(*arguments, **more)
        finally:
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - begin

    setattr(module, name, outer)
    try:
        yield
    finally:
        setattr(module, name, inner)


def measure(letters, transactions, folder):
    """Seconds by function, of ``mail drafts`` as a whole too."""
    kit = Kit(folder)
    (folder / "programme.yaml").write_text(SENDER, encoding="utf-8")
    (folder / "letters").mkdir()
    for form in ("nb", "nn"):
        (folder / "letters" / f"brev.{form}.md").write_text(LETTER, encoding="utf-8")
    contact = "contacts:\n  - id: post\n    name: Post\n    role: mail-desk\n    email: post@k{n}.example\n"
    (folder / "municipalities").mkdir()
    for n in range(1000, 1000 + letters):
        text = f"number: '{n:04}'\nname: K{n}\nlanguage_form: nynorsk\n" + contact.format(n=n)
        (folder / "municipalities" / f"{n:04}.yaml").write_text(text, encoding="utf-8")
    for n in range(transactions):
        kit.run("mail", "suppression", "add", f"a{n}@b.example")
    made = kit.json("mail", "plan", "brev", "--to", "role:mail-desk")
    assert kit.run("mail", "approve", made["hash"]).code == 0
    spent = {}
    with ExitStack() as counting:
        for name in ("check_log_evidence", "begin_run", "end_run"):
            counting.enter_context(timed(send_run, name, spent))
        counting.enter_context(timed(mailings, "examine_log", spent))
        begin = time.perf_counter()
        ran = kit.run("mail", "drafts")
        assert ran.code == 0, ran.err
        return {"whole command": time.perf_counter() - begin} | spent


def main():
    """Measure in a folder of its own and print."""
    letters, transactions = (int(word) for word in (*sys.argv[1:], 1000, 50)[:2])
    with tempfile.TemporaryDirectory() as folder:
        found = measure(letters, transactions, Path(folder) / "programme")
    whole = found["whole command"]
    for name, seconds in found.items():
        print(f"{letters} letters, {transactions} transactions before: {name}: {seconds:.3f} s, {seconds / whole:.1%}")


if __name__ == "__main__":
    main()
