"""Letters through the real command line, killed with kill -9 at random moments: 0 twice, 0 lost, 0 false "ok".

    python benchmarks/mail_crash.py [--small]

`kvadmin mail plan`, `approve`, `send`, `resume` and `settle` run as processes of their own against a real SMTP server
in another, which writes down every letter it stores and now and then cuts the connection after DATA, answers 451 or
550, or says nothing. At least 1,000 letters and 100 kills; at the end what nobody could know is settled by the
server's book, both ways, and the journal must say the same. Printed: what was killed while doing what, the faults,
and what was found; every line of the last block must be 0.
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

#: (letters, kills, connections, pipelining)
RUNS = ((400, 40, 1, False), (330, 34, 4, True), (330, 34, 4, False))
SMALL = ((40, 6, 4, True),)


def main() -> None:
    from mail_proofs.crash_run import WRONG, crash_trial

    letters = kills = 0
    while_: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    found: Counter[str] = Counter()
    started = time.monotonic()
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    for number, (count, times, connections, pipelining) in enumerate(SMALL if "--small" in sys.argv else RUNS):
        with tempfile.TemporaryDirectory(dir=memory) as folder:
            os.environ["XDG_STATE_HOME"] = folder
            trial = crash_trial(Path(folder), count, times, 40 + number, connections=connections, pipelining=pipelining)
        print(f"{count} letters, {trial.kills} kills, {connections} connection(s), pipelining {pipelining}:", end=" ")
        print(trial.wrong or "nothing wrong", flush=True)
        letters, kills = letters + count, kills + trial.kills
        while_ += trial.while_
        faults += trial.faults
        found += trial.found
    print(f"{letters} letters, {kills} kills in {time.monotonic() - started:.0f} s")
    for title, counts in (("killed", while_), ("the server", faults)):
        print(f"{title}: {', '.join(f'{count} {name}' for name, count in counts.most_common())}")
    rest = {name: count for name, count in found.items() if name not in WRONG}
    print("found: " + ", ".join(f"{count} {name}" for name, count in rest.items()))
    print("wrong: " + ", ".join(f"{found[name]} {name}" for name in WRONG))
    sys.exit(any(found[name] for name in WRONG))


if __name__ == "__main__":
    main()
