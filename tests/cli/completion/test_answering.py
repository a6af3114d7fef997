"""What can stand at the end of a command line: words, options and names; quick, silent, without a trace."""

from __future__ import annotations

import shutil

import pytest

from kvadmin.cli.app import command
from kvadmin.cli.completion.answering import answer
from kvadmin.cli.completion.fitting import fitting


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example programme."""
    from kvadmin.cli.app import invoke

    folder = tmp_path_factory.mktemp("completed") / "programme"
    assert invoke(["init", str(folder), "--example"]) == 0
    return folder


@pytest.fixture
def offered(example, capsys):
    def ask(*words, shell="zsh", folder=example):
        capsys.readouterr()
        code = answer([shell, *(("-C", str(folder)) if shell != "bash" else ()), *words], command)
        told = capsys.readouterr()
        assert told.err == ""
        return code, [line.partition("\t")[0] for line in told.out.splitlines()]

    return ask


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("coh",), ["cohort"]),
        (("pulje", "vi"), []),  # Norwegian words are understood, and English ones are offered
        (("pulje", "vis", "P"), ["P1", "P2", "P3"]),
        (("cohort", "show", "p"), ["P1", "P2", "P3"]),
        (("cohort", "list", "--format", "j"), ["json"]),
        (("cohort", "list", "--format=j"), ["--format=json"]),
        (("cohort", "list", "--known"), ["--known-on"]),
        (("--lang", "n"), ["nb", "nn"]),
        (("application", "list", "--cohort", "I"), ["I07"]),
        (("application", "list", "--state", "wait"), ["waitlisted"]),
        (("gathering", "list", "--kind", "con"), ["conference"]),
        (("contact", "list", "--role", "project"), ["project-leader"]),
        (("municipality", "show", "030"), ["0301"]),
        (("municipality", "show", "Osl"), ["Oslo"]),
        (("municipality", "show", "bø"), ["Bø (Nordland)", "Bø (Telemark)"]),
        (("municipality", "show", "aalesu"), ["Ålesund"]),
        (("municipality", "list", "--region", "nord"), ["Nord-Norge"]),
        (("cohort", "set", "P3"), ["P3"]),
        (("cohort", "set", "--cohort", "P3", "cap"), []),
        (("application", "show", "Olso", "--cohort", "P"), ["P1", "P2", "P3"]),
        (("network", "split", "P"), ["P1", "P2", "P3"]),
        (("plugins", "disable", "netw"), ["network"]),
        (("mail", "plan", "adm"), ["admitted"]),
        (("mail", "plan", "admitted", "--to", "coh"), ["cohort:"]),
        (("mail", "plan", "admitted", "--to", "admi"), ["admitted:"]),
        (("mail", "plan", "admitted", "--to", "admitted:P"), ["admitted:P1", "admitted:P2", "admitted:P3"]),
        (("mail", "plan", "admitted", "--to", "wait"), ["waitlisted:"]),
        (("sheet", "out", "re"), ["registrations"]),
        (("mail", "plan", "admitted", "--to", "role:project-leader cohort:P"),
         ["role:project-leader cohort:P1", "role:project-leader cohort:P2", "role:project-leader cohort:P3"]),
        (("mail", "plan", "admitted", "--to", "county:Møre"), ['county:"Møre og Romsdal"']),
        (("evaluation", "signals", "syk"), ["sykefravaer"]),
        (("evaluation", "signals", "sykefravaer", "--preset", "q"), ["qicharts2", "qcc"]),
        (("programme", "party", "K"), ["KRD", "KD", "KS"]),
        (("reading", "explain", "x.csv", "--as", "contac"), ["contacts"]),
        (("completion", "b"), ["bash"]),
        (("commands", "evalu"), ["evaluation"]),
        (("gathering", "new", "x", "--name", ""), []),
        (("no-such-command", ""), []),
    ],
)  # fmt: skip
def test_what_is_offered(offered, words, first):
    code, found = offered(*words)
    assert (code, found[: len(first) or None]) == (0, first)


@pytest.mark.parametrize(
    "words",
    [("application", "import", ""), ("init", ""), ("cohort", "list", "-o", ""), ("contact", "import", "x")],
)
def test_files_are_left_to_the_shell(offered, words):
    assert offered(*words) == (3, [])


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("kvadmin municipality list --county Mø", [r"Møre\ og\ Romsdal"]),
        ("kvadmin municipality list --county 'Mø", ["Møre og Romsdal"]),
        ("kvadmin municipality list --county=Mø", [r"Møre\ og\ Romsdal"]),
        (r"kvadmin municipality list --county Møre\ o", [r"Møre\ og\ Romsdal"]),
        ("kvadmin mail plan admitted --to cohort:P", ["P1", "P2", "P3"]),
        ("kvadmin mail plan admitted --to 'cohort:P", ["cohort:P1", "cohort:P2", "cohort:P3"]),
    ],
)
def test_bash_gets_what_it_can_put_there(offered, example, monkeypatch, line, found):
    monkeypatch.setenv("KVADMIN_DATA", str(example))
    assert offered(line, shell="bash") == (0, found)


def test_a_value_that_begins_as_typed_goes_before_others():
    assert fitting({"Oslo": "", "oslo": ""}, "o") == {"oslo": ""}
    assert fitting({"Bø": "", "Bodø": ""}, "Bø") == {"Bø": ""}, "ø is no o"


@pytest.mark.parametrize("spoilt", ["programme.yaml", "cohorts/P1.yaml"])
def test_a_broken_folder_is_silence(offered, example, tmp_path, spoilt):
    folder = tmp_path / "programme"
    shutil.copytree(example, folder)
    (folder / spoilt).write_text("id: [\n", encoding="utf-8")
    assert offered("cohort", "show", "", folder=folder) == (0, [])
    assert offered("coh", folder=folder)[1] == ["cohort"], "commands are there all the same"


def test_no_folder_at_all_is_silence(offered, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert offered("cohort", "show", "", folder=tmp_path) == (0, [])


def test_a_change_that_is_not_finished_stays_so_and_a_lock_is_not_waited_for(offered, example, tmp_path):
    """A look finishes nothing: the frame of an interrupted commit is for the next command."""
    from kvadmin.store.writing.locking import locked

    folder = tmp_path / "programme"
    shutil.copytree(example, folder)
    with locked(folder.resolve(), who="somebody", command="x"):
        before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
        assert offered("cohort", "show", "P", folder=folder)[1] == ["P1", "P2", "P3"]
        assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


@pytest.mark.parametrize("shell", ["zsh", "fish", "bash"])
def test_a_name_can_do_nothing_to_the_screen(example, tmp_path, shell, capsys):
    folder = tmp_path / "programme"
    shutil.copytree(example, folder)
    for file, was, name in (
        ("cohorts/P1.yaml", "Pulje 1 (våren 2007)", '"A\\e]0;title\\aB\\u202eC"'),
        ("networks/P1.yaml", "Oppland og Buskerud", '"Oppland\\nog"'),
    ):
        text = (folder / file).read_text("utf-8")
        assert was in text
        (folder / file).write_text(text.replace(was, name), "utf-8")
    for words in (["cohort", "show", "P"], ["network", "show", "P1", "--network", "O"]):
        asked = ["-C", str(folder), *words]
        answer([shell, " ".join(["kvadmin", *asked])] if shell == "bash" else [shell, *asked], command)
        told = capsys.readouterr().out
        assert not set(told) & set("\x1b\x07\u202e")
        assert "Oppland" not in told


def test_there_is_no_second_completion_that_does_not_work(cli):
    help_of = {noun: cli(noun, "--help").out for noun in ("status", "demo", "evaluation", "plugins", "municipality")}
    assert not [noun for noun, help_ in help_of.items() if "-completion" in help_]
    assert cli("status", "--install-completion").code == 2
