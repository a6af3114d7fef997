"""Several people change one record at the same time, each by a process of her own: nothing acknowledged is lost.

``benchmarks/store_race.py`` is the same with more of everything, and with processes that are killed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading


def test_everything_that_was_acknowledged_is_there(programme, tmp_path):
    acknowledged, refused = [], []

    def writer(number):
        home = tmp_path / f"home{number}"
        home.mkdir()
        environment = os.environ | {"HOME": str(home), "XDG_STATE_HOME": str(home), "KVADMIN_DATA": str(programme)}
        for change in range(2):
            name = f"Person {number} {change}"
            command = [sys.executable, "-m", "kvadmin", "contact", "add", "0301", name]
            ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            (acknowledged if ran.returncode == 0 else refused).append(name if ran.returncode == 0 else ran.stderr)

    threads = [threading.Thread(target=writer, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == []
    text = next((programme / "municipalities").glob("0301*")).read_text(encoding="utf-8")
    assert [name for name in acknowledged if name not in text] == []
    assert len(acknowledged) == 8
