"""A person hears of a change that was interrupted, and of one whose hand-edited version is kept."""

from __future__ import annotations

import os

from store.disks import CountingDisk, using

from kvadmin.store import frame
from kvadmin.store.frame import state_of


class Ending(CountingDisk):
    """Ctrl-C just after the commit point."""

    def __init__(self, folder):
        super().__init__()
        self.folder = folder

    def do(self, number, function, *arguments):
        if state_of(self.folder).live:
            raise KeyboardInterrupt
        return function(*arguments)


class Editing(CountingDisk):
    """Somebody saves a file just before it is replaced."""

    def __init__(self, path):
        super().__init__()
        self.path = path

    def do(self, number, function, *arguments):
        if function.__name__ in {"swap", "replace"} and arguments[-1] == str(self.path.resolve()):
            self.path.write_text("name: mine\n")
        return function(*arguments)


def new_cohort(cli, programme):
    return cli("-C", programme, "cohort", "new", "P1", "--name", "x")


def test_the_next_command_says_what_it_has_finished(cli, programme):
    with using(Ending(programme)):
        assert new_cohort(cli, programme).code == 130
    ran = cli("-C", programme, "log")
    assert ran.code == 0
    assert "warning: the change" in ran.err
    assert "was interrupted and has been finished" in ran.err
    assert "cohort new" in ran.out
    assert cli("-C", programme, "log").err == ""
    assert cli("-C", programme, "undo").code == 0


def test_a_commit_file_that_may_not_be_read_is_no_reason_to_write_over_it(cli, programme, monkeypatch):
    with using(Ending(programme)):
        assert new_cohort(cli, programme).code == 130

    def denied(path, *arguments):
        if str(path).endswith("commit"):
            raise PermissionError(13, "Permission denied", path)
        return open(path, *arguments)  # noqa: PTH123

    with monkeypatch.context() as another:
        another.setattr(frame, "open", denied, raising=False)
        assert "may not be read by you" in cli("-C", programme, "cohort", "list").err
        checked = cli("-C", programme, "check")
        assert checked.code == 3
        assert "may not be read by you" in checked.out
        refused = cli("-C", programme, "cohort", "new", "P2", "--name", "y")
        assert refused.code == 5
        assert "nothing was written" in refused.err
    assert "P1" in cli("-C", programme, "cohort", "list", check=True).out


def test_who_may_read_the_data_may_read_the_commit_file(cli, programme, monkeypatch):
    for file in (programme / "programme.yaml", *(programme / "history").iterdir()):
        file.chmod(0o664)
    old = os.umask(0o077)
    try:
        with using(Ending(programme)):
            assert new_cohort(cli, programme).code == 130
        assert (programme / ".kvadmin/commit").stat().st_mode & 0o777 == 0o664
        cli("-C", programme, "log", check=True)
    finally:
        os.umask(old)
    assert not state_of(programme).live
    assert (programme / ".kvadmin/commit").stat().st_mode & 0o777 == 0o664


def test_a_hand_edit_of_the_same_moment_is_exit_5_and_named(cli, programme):
    assert new_cohort(cli, programme).code == 0
    with using(Editing(programme / "cohorts/P1.yaml")):
        ran = cli("-C", programme, "cohort", "set", "P1", "name", "y")
    assert ran.code == 5
    assert "the change is saved" in ran.err
    assert "cohorts/P1.yaml.hand-edit-" in ran.err
    checked = cli("-C", programme, "check")
    assert checked.code == 3
    assert "hand-edit" in checked.out


def test_check_says_when_the_history_is_ahead_of_the_clock(cli, programme):
    assert "history-ahead" not in cli("-C", programme, "check", check=True).out
    file = max((programme / "history").iterdir())
    ahead = file.read_text(encoding="utf-8").replace(f'"when": "{file.name[:4]}', '"when": "9000')
    file.write_text(ahead, encoding="utf-8")
    checked = cli("-C", programme, "check", check=True)
    assert "history-ahead" in checked.out
