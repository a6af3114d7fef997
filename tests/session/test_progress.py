"""Progress on a real terminal: after half a second, with the time that is left, and gone at the end."""

from __future__ import annotations

import io
import re
import sys

import pytest
from terminals import on_terminal

from kvadmin.session import progress
from kvadmin.session.progress import Progress, progress_line

JOB = """
import sys, time
from kvadmin.session.progress import progress_line
with progress_line(int(sys.argv[1]), "Packing", float(sys.argv[4]) if sys.argv[4:] else None) as line:
    for step in range(int(sys.argv[2])):
        time.sleep(float(sys.argv[3]))
        line.update(step + 1, "a file with a very long name that no window of forty columns has room for.pdf")
print("done")
"""


def seen(*words, **variables):
    return on_terminal(list(words), program=[sys.executable, "-c", JOB], **variables)


def test_what_is_done_at_once_needs_no_words():
    assert seen(3, 3, 0.01).text == "done\n"


def test_a_long_job_says_how_far_it_is_and_how_long_it_takes():
    shown = seen(100, 9, 0.1, columns=60).text
    assert re.search(r"Packing \d/100 \(about \d+ s left\) a file ", shown)
    assert shown.endswith("\r\x1b[Kdone\n")


def test_the_line_stays_one_line():
    drawn = [each for each in seen(100, 9, 0.1, columns=40).text.split("\r\x1b[K") if each.startswith("Packing")]
    assert drawn
    assert max(map(len, drawn)) < 40


def test_a_job_that_ends_by_itself_says_when():
    assert "(at most 9 s left)" in seen(0, 8, 0.1, 10, columns=60).text


def test_a_single_long_step_says_what_is_done():
    assert "Packing" in seen(0, 1, 0.8).text.partition("done")[0]


def test_who_listens_hears_a_plain_line():
    heard = seen(100, 10, 0.1, KVADMIN_ACCESSIBLE="1").text.splitlines()
    assert heard[-1] == "done"
    assert len(heard) == 2
    assert heard[0] == "Packing" or heard[0].startswith("Packing: ")
    assert "\x1b" not in "".join(heard)


def test_a_pipe_gets_none(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with progress_line(3, "Packing") as line:
        line.update(1)
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("done", "total", "elapsed", "said"),
    [
        (1, 10, 1, "(about 9 s left)"),
        (1, 1000, 1, "(about 17 min left)"),
        (1, 10_000, 1, "(about 3 h left)"),
        (0, 9, 1, ""),
        (9, 9, 1, ""),
    ],
)
def test_time_left_in_words(done, total, elapsed, said):
    assert Progress(total, "x", visible=False)._left(done, elapsed) == said
