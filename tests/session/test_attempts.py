"""A command line that is run again when somebody was quicker."""

from __future__ import annotations

import threading

import pytest
from support import folder_bytes

from kvadmin.errors import Overtaken
from kvadmin.model.programme import Programme
from kvadmin.session import asking
from kvadmin.session import attempts as module
from kvadmin.session.attempts import MOST, Attempts
from kvadmin.session.session import Session
from kvadmin.store.store import Store
from kvadmin.store.writing.expectations import Expected
from kvadmin.store.writing.locking import locked
from kvadmin.tables.table import Report

NAME = ["cohort", "set", "P1", "name", "Første pulje"]


@pytest.fixture
def cohort(cli, programme):
    cli("-C", programme, "cohort", "new", "P1", "--name", "Pulje 1", "--capacity", "30", check=True)
    return programme


@pytest.fixture
def rival(monkeypatch, cohort):
    """Somebody who changes the file of the cohort just before a commit looks at it, as often as is asked."""
    times = []

    def overtake(count):
        real = Expected.prove
        file = cohort / "cohorts" / "P1.yaml"

        def later(self, *arguments):
            if len(times) < count:
                times.append(1)
                file.write_text(
                    file.read_text(encoding="utf-8").replace("capacity: 3", "capacity: 33", 1), encoding="utf-8"
                )
            real(self, *arguments)

        monkeypatch.setattr(Expected, "prove", later)
        return times

    return overtake


@pytest.mark.parametrize("count", [1, MOST])
def test_a_command_looks_again_and_nothing_of_the_other_is_lost(cli, cohort, rival, count):
    times = rival(count)
    ran = cli("-C", cohort, *NAME, check=True)
    assert len(times) == count
    assert ran.err.count("looking again") == count
    text = (cohort / "cohorts" / "P1.yaml").read_text(encoding="utf-8")
    assert "Første pulje" in text
    assert f"capacity: 3{'3' * count}0" in text
    made = cli("-C", cohort, "log", "P1", "--format", "json").json["entries"]
    assert [each["command"] for each in made] == ["cohort new", "", "cohort set"]  # that of the hand edit is not known


def test_a_command_gives_up_when_somebody_is_always_quicker(cli, cohort, rival):
    times = rival(1000)
    ran = cli("-C", cohort, *NAME)
    assert ran.code == 5
    assert len(times) == MOST + 1
    assert "Første pulje" not in (cohort / "cohorts" / "P1.yaml").read_text(encoding="utf-8")


def test_the_last_time_the_lock_is_held_from_reading_to_commit(cli, cohort, rival, monkeypatch):
    held = []
    real = Session.transaction

    def asked(self):
        def other():
            try:
                with locked(cohort.resolve(), who="Ola", command="", patience=0):
                    held.append(False)
            except Overtaken:
                held.append(True)

        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        return real(self)

    monkeypatch.setattr(Session, "transaction", asked)
    rival(MOST)
    cli("-C", cohort, *NAME, check=True)
    assert held == [False] * MOST + [True]
    with locked(cohort.resolve(), who="Ola", command="", patience=0):
        pass


def test_what_a_third_party_command_does_is_not_known(cli, cohort, rival, monkeypatch):
    real = Attempts.again

    def strangers(self, error):
        self.allowed = False
        return real(self, error)

    monkeypatch.setattr(Attempts, "again", strangers)
    rival(1)
    before = folder_bytes(cohort)
    assert cli("-C", cohort, *NAME).code == 5
    assert folder_bytes(cohort).keys() == before.keys()


@pytest.mark.parametrize("does", ["show", "save", "write_files", "run"])
def test_a_command_that_has_done_something_is_not_run_again(person, does, tmp_path):
    run = Session(attempts=Attempts(), runner=lambda *_: 0)
    run.attempts.allowed = True
    run.gather = lambda *_, **__: []
    {
        "show": lambda: run.show(Report({"schema": 1}, ())),
        "save": lambda: run.save(Report({"schema": 1}, ()), tmp_path / "a.json"),
        "write_files": lambda: run.write_files(tmp_path, []),
        "run": lambda: run.run([]),
    }[does]()
    assert not run.attempts.again(Overtaken("somebody was quicker"))


def test_what_was_answered_in_a_trial_is_not_asked_again():
    trial = Attempts()
    trial.shown("column A may be two things")
    assert trial.answer("Which?", lambda: 2) == 2
    again = trial.afresh()
    again.shown("column A may be two things")
    assert again.answer("Which?", lambda: 99) == 2
    assert again.answer("Which?", lambda: 2) == 2
    changed = trial.afresh()
    changed.shown("column B may be two things")
    assert changed.answer("Which?", lambda: 99) == 99
    assert (again.failed, again.acted, again.brief) == (0, False, False)


def test_an_answer_counts_as_long_as_it_is_to_the_same(monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _: None)
    attempts = Attempts()
    attempts.allowed = True
    answers = iter([True, False, True])
    asked = []

    def ask():
        asked.append(1)
        return next(answers)

    attempts.shown("36 municipalities")
    assert attempts.answer("Admit them?", ask)
    assert attempts.again(Overtaken("x"))
    attempts.shown("36 municipalities")
    assert attempts.answer("Admit them?", ask)
    assert len(asked) == 1
    assert attempts.again(Overtaken("x"))
    attempts.shown("35 municipalities")
    assert not attempts.answer("Admit them?", ask)
    assert len(asked) == 2


def test_a_question_is_asked_again_when_what_is_agreed_to_has_changed(cli, cohort, rival, monkeypatch):
    asked = []
    monkeypatch.setattr(Session, "_interactive", lambda self: True)  # a terminal
    monkeypatch.setattr(asking, "ask_yes_or_no", lambda question: asked.append(question) or True)
    real = Session.commit
    monkeypatch.setattr(Session, "commit", lambda self, change, **_: real(self, change, confirm="Sure?"))
    rival(2)  # each changes a line within the difference that is agreed to
    cli("-C", cohort, *NAME, check=True)
    assert len(asked) == 3


def test_an_attempt_waits_by_chance(monkeypatch):
    slept = []
    monkeypatch.setattr("time.sleep", slept.append)
    attempts = Attempts()
    attempts.allowed = True
    while attempts.again(Overtaken("x")):
        pass
    assert len(slept) == module.MOST
    assert len(set(slept)) == module.MOST


@pytest.mark.parametrize(("command", "says"), [("undo", "Pulje 1"), ("redo", "Pulje 2")])
def test_an_undo_takes_back_what_was_the_latest_change_when_it_was_asked_for(cli, cohort, monkeypatch, command, says):
    cli("-C", cohort, "cohort", "set", "P1", "name", "Pulje 2", check=True)
    if command == "redo":
        cli("-C", cohort, "undo", check=True)
    real, others = Store.undo, []

    def later(self, *arguments, **named):
        """A colleague commits while the person is being asked, and holds the lock for long."""
        if not others:
            others.append(1)
            change = self.transaction("Ola")
            programme = change.snapshot.get(Programme)
            programme.name = "Ola's"
            change.update(programme)
            change.commit()
            raise Overtaken("another kvadmin is writing to this folder")
        return real(self, *arguments, **named)

    monkeypatch.setattr(Store, "undo", later)
    cli("-C", cohort, command, check=True)
    assert others
    assert f"name: {says}" in (cohort / "cohorts" / "P1.yaml").read_text(encoding="utf-8")
    assert "name: Ola's" in (cohort / "programme.yaml").read_text(encoding="utf-8")


def test_an_empty_id_is_no_request_to_take_back_the_latest(cli, cohort):
    assert cli("-C", cohort, "undo", "").code == 4
