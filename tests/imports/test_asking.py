"""A file whose reading is in doubt: every question at once with what answers it, or asked on a terminal."""

from __future__ import annotations

import os
import re
import select
import shlex
import sys
from pathlib import Path

import pytest
from support import folder_bytes

from kvadmin.imports.asking import refusal
from kvadmin.reading.columns.uses import Question, QuestionAnswer

#: Two columns that may be the date, and one that holds points under the heading of an item.
DOUBTFUL = (
    "Kommune | Dato | Dato | Tidsplan",
    "Oslo | 18.05.2008 | 19.05.2008 | 4",
    "Ålesund | 17.05.2008 | 20.05.2008 | 5",
)


def importing(file: Path, *more: str) -> list[str]:
    return ["application", "import", str(file), "--cohort", "P1", *more]


def answers_in(text: str) -> list[list[str]]:
    """The options that answer each question of a refusal, as they stand."""
    lines = [line for line in text.splitlines() if line.startswith("  - ")]
    return [line[line.index("(--") + 1 : line.rindex(")")].split(" | ") for line in lines]


@pytest.mark.parametrize("more", [[], ["--yes"], ["--no-input"], ["--dry-run"], ["--yes", "--dry-run"]])
def test_nobody_to_ask_is_exit_3_and_a_folder_as_it_was(cli, call, put, more):
    file = put(*DOUBTFUL)
    before = folder_bytes(call)
    ran = cli("-C", call, *importing(file, *more))
    assert (ran.code, ran.out) == (3, "")
    assert "not sure what 2 column(s) mean: nothing was taken in" in ran.err
    assert "B, C: which column is received: 'B', 'C'?" in ran.err
    assert "D: is 'Tidsplan' the field timetable?" in ran.err
    assert folder_bytes(call) == before


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("second", [0, 1])
@pytest.mark.parametrize("name", ["liste.csv", "liste.xlsx"])
def test_any_of_the_answers_typed_as_it_stands_takes_the_file_in(cli, call, put, first, second, name):
    file = put(*DOUBTFUL, name=name)
    questions = answers_in(cli("-C", call, *importing(file)).err)
    assert [len(answers) for answers in questions] == [2, 2]
    typed = shlex.split(questions[0][first]) + shlex.split(questions[1][second])
    ran = cli("-C", call, *importing(file, *typed), "--format", "json", check=True)
    days = [row["received"][:10] for row in ran.json["rows"]]
    assert days == [["2008-05-18", "2008-05-17"], ["2008-05-19", "2008-05-20"]][first]
    missing = [row["missing"] for row in ran.json["rows"]]
    assert all(("timetable" in each) == bool(second) for each in missing)


@pytest.mark.parametrize(
    ("rows", "answers"),
    [
        (("Kommune | Når | Ymse", "Oslo | 19.05.2008 | x"), 2),
        (("Hvem | Mottatt | Kanal", "Oslo | 19.05.2008 | post"), 2),
        (("Kommune |  | Merknad", "Oslo | 19.05.2008 | x"), 2),
        (("Kommune | Mottatt | Mottatt = inn's dag", "Oslo | 19.05.2008 | 19.05.2008"), None),
        (("Kommune | Mottatt = dag's | Mottatt = inn's", "Oslo | 19.05.2008 | 18.05.2008"), 2),
        (("Kommune | Mottatt | Tidsplan | Fremdrift", "Oslo | 19.05.2008 | august | september"), 3),
    ],
)
def test_the_first_answer_of_other_questions_takes_the_file_in(cli, call, put, rows, answers):
    file = put(*rows)
    ran = cli("-C", call, *importing(file))
    if answers is None:
        assert ran.code == 0, ran.err
        return
    assert ran.code == 3, ran.err
    ((first, *others),) = answers_in(ran.err)
    assert 1 + len(others) == answers
    ran = cli("-C", call, *importing(file, *shlex.split(first)), "--format", "json", check=True)
    assert [row["received"][:10] for row in ran.json["rows"]] == ["2008-05-19"]


def test_the_hint_is_an_answer_too(cli, call, put):
    file = put("Kommune | Når | Ymse", "Oslo | 19.05.2008 | x")
    ran = cli("-C", call, *importing(file))
    option = re.search(r"say it once, as in (.+); with the import", ran.err)
    assert option is not None
    cli("-C", call, *importing(file, *shlex.split(option[1])), check=True)


def test_joining_is_one_answer_and_then_both_texts_count(cli, call, put):
    file = put("Kommune | Mottatt | Tidsplan | Fremdrift", "Oslo | 19.05.2008 | til jul | fra august")
    ((_, _, joined),) = answers_in(cli("-C", call, *importing(file)).err)
    cli("-C", call, *importing(file, *shlex.split(joined)), check=True)
    (text,) = (call / "applications" / "P1").glob("*.yaml")
    assert "til jul; fra august" in text.read_text(encoding="utf-8")


def test_a_refusal_names_every_question_and_its_answers() -> None:
    yes = Question(
        "is 'Når' the field day?", "C", (QuestionAnswer("yes", {"Når": "day"}), QuestionAnswer("no", {}, ("Når",)))
    )
    error = refusal([yes, Question("what is it?", "D", ())], "a.csv")
    assert error.exit_code == 3
    assert error.where == "a.csv"
    assert error.details == (
        "C: is 'Når' the field day? (--map 'Når=day' | --ignore 'Når')",
        "D: what is it? ()",
    )
    assert "--map 'Når=day'" in error.hint


# -- on a terminal --------------------------------------------------------------------------------

pty = pytest.importorskip("pty")


def on_a_terminal(folder: Path, arguments: list[str], answers: list[bytes]) -> tuple[int, str]:
    """Run kvadmin on a pseudo terminal and type an answer whenever it asks; exit code and everything shown."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(
            KVADMIN_CONFIG=str(folder / "none.toml"), KVADMIN_WHO="Test", TERM="dumb", COLUMNS="100", NO_COLOR="1"
        )
        os.execv(sys.executable, [sys.executable, "-m", "kvadmin", "-C", str(folder), *arguments])
    shown, typed = b"", 0
    while True:
        if not select.select([terminal], [], [], 2.0)[0]:
            # On a busy machine the line editor may throw away what was typed before it was ready: type it again.
            if 0 < typed == shown.count(b"Which: "):
                os.write(terminal, answers[typed - 1])
            continue
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        shown += piece
        while typed < min(shown.count(b"Which: "), len(answers)):
            os.write(terminal, answers[typed])
            typed += 1
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode("utf-8")


def test_on_a_terminal_it_is_asked_and_the_answer_kept(cli, call, put):
    code, shown = on_a_terminal(call, importing(put(*DOUBTFUL)), [b"9\n", b"2\n", b"1\n"])
    assert code == 0, shown
    assert shown.count("which column is received") == 2, "a number that is no answer is asked again"
    assert "is 'Tidsplan' the field timetable?" in shown
    kept = (call / "readings" / "applications.yaml").read_text(encoding="utf-8")
    assert "C: received" in kept
    assert "Tidsplan: timetable" in kept
    received = (call / "applications" / "P1" / "0301.yaml").read_text(encoding="utf-8")
    assert "2008-05-19" in received
    again = put("Kommune | Dato | Dato | Tidsplan", "Kautokeino | 16.05.2008 | 15.05.2008 | 4", name="ny.csv")
    ran = cli("-C", call, *importing(again), "--format", "json", check=True)
    assert ran.json["rows"][0]["received"].startswith("2008-05-15")


def test_yes_answers_none_of_these_on_a_terminal(call, put):
    before = folder_bytes(call)
    code, shown = on_a_terminal(call, importing(put(*DOUBTFUL), "--yes"), [b"\x03"])
    assert "which column is received" in shown
    assert code == 130
    assert folder_bytes(call) == before


def test_an_end_of_input_at_the_question_writes_nothing(call, put):
    before = folder_bytes(call)
    code, shown = on_a_terminal(call, importing(put(*DOUBTFUL)), [b"\x04"])
    assert code not in (0, None)
    assert "Traceback" not in shown
    assert folder_bytes(call) == before


def test_no_input_asks_nothing_on_a_terminal(call, put):
    before = folder_bytes(call)
    code, shown = on_a_terminal(call, importing(put(*DOUBTFUL), "--no-input"), [])
    assert (code, "Which: " in shown) == (3, False)
    assert folder_bytes(call) == before
