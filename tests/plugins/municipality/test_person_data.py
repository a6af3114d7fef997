from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from kvadmin.api import UnknownName
from kvadmin.api.commands import repository_of
from kvadmin.api.hooks import PersonalData
from kvadmin.plugins.municipality.person_data import _one_person_only, _pointing


def entry(**fields):
    return "plugin", PersonalData("somewhere", fields)


@pytest.mark.parametrize(
    "held",
    [
        [],
        [entry(email="a@x.no"), entry(email="A@x.no")],
        [entry(emails="a@x.no, b@x.no")],
        [entry(email="a@x.no"), entry(email="b@x.no"), entry(emails="b@x.no; a@x.no")],
        [entry(email="a@x.no"), entry(name="Kari")],
    ],
)
def test_addresses_that_stand_together_are_one_persons(held):
    _one_person_only("Kari", held)


def test_addresses_that_never_stand_together_may_be_several_persons():
    with pytest.raises(UnknownName, match="several persons"):
        _one_person_only("Kari", [entry(email="a@x.no"), entry(email="b@x.no")])


def test_a_name_of_one_word_points_to_nobody():
    held = [entry(name="Postmottak", email="post@x.no", phone="22 00 00 00"), entry(name="Ås, Kari")]
    assert _pointing({"post@x.no", ""}, held) == ["22 00 00 00", "post@x.no", "Ås, Kari"]
    assert _pointing({"Postmottak"}, []) == ["Postmottak"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_what_git_has_committed_of_a_person_is_said_with_the_commands(cli, programme):
    cli(
        "-C", programme, "contact", "add", "0301", "Kari Ås", "--role", "project-leader", "--email", "kari@oslo.example"
    )
    who = ("-c", "user.name=Ola", "-c", "user.email=ola@x.no")
    for words in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "alt")):
        subprocess.run(["git", *words], cwd=programme, check=True)
    ran = cli("-C", programme, "contact", "forget", "kari@oslo.example", "--yes")
    assert "git keeps kari@oslo.example in what it has committed" in ran.err
    begin = next(line for line in ran.err.splitlines() if line.strip().startswith("cd "))
    script = ran.err[ran.err.index(begin) :].partition("\nForgotten")[0]
    named = {
        "GIT_AUTHOR_NAME": "Ola",
        "GIT_AUTHOR_EMAIL": "o@x.no",
        "GIT_COMMITTER_NAME": "O",
        "GIT_COMMITTER_EMAIL": "o",
    }
    subprocess.run(["git", "add", "-A"], cwd=programme, check=True)
    subprocess.run(["git", *who, "commit", "-q", "-m", "glemt"], cwd=programme, check=True)
    done = subprocess.run(["sh", "-ec", script], env={**os.environ, **named}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    repository = repository_of(programme)
    assert repository is not None
    assert not repository.holding(lambda content: b"kari@oslo" in content)
    assert "municipalities/0301-oslo.yaml" in repository.tracked()
