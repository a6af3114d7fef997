"""Every hook, used by a stranger that is really installed, in a process of its own."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import pytest

from extension.stranger import STAR, Site
from kvadmin.extension import specs

HEAD = STAR
TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path / "site")


@pytest.fixture
def programme(tmp_path):
    folder = tmp_path / "programme"
    (folder / "municipalities").mkdir(parents=True)
    (folder / "programme.yaml").write_text("schema: 1\nname: Test\n", encoding="utf-8")
    (folder / "municipalities" / "0301.yaml").write_text("number: '0301'\nname: Oslo\n", encoding="utf-8")
    return folder


def run(site, programme, *args, code=0):
    ran = site.kvadmin("-C", str(programme), "--today", "2008-06-10", *args)
    assert ran.code == code, ran.err
    return ran


def of_json(site, programme, *args):
    return json.loads(run(site, programme, *args, "--format", "json").out)


def test_every_hook_is_named_in_some_test():
    """A hook without a test is a promise nobody keeps."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    for name, _ in inspect.getmembers(specs, inspect.isfunction):
        if name.startswith("kvadmin_"):
            assert texts.count(f"def {name}(") >= 1, f"no test implements {name}"


def test_every_hook_has_an_example():
    for name, function in inspect.getmembers(specs, inspect.isfunction):
        if name.startswith("kvadmin_"):
            assert "Example::" in (inspect.getdoc(function) or ""), name


def test_kvadmin_commands(site, programme):
    site.install(
        "say",
        "import typer\n" + HEAD + "app = typer.Typer()\n"
        "@app.command()\ndef say(ctx: typer.Context, words: str):\n    print(words, session(ctx).today)\n"
        "@hookimpl\ndef kvadmin_commands():\n"
        "    return [Command('say', 'Say it.', 'plugin_say:app', section='Mine'),\n"
        "            Command('pair', 'Two.', commands=(Command('one', 'First.', 'plugin_say:say'),))]\n",
    )
    assert "Mine:\n  say" in run(site, programme, "--help").out
    assert run(site, programme, "say", "hello").out == "hello 2008-06-10\n"
    assert run(site, programme, "pair", "one", "hi").out == "hi 2008-06-10\n"
    assert "Did you mean say?" in run(site, programme, "sya", code=2).err


def test_kvadmin_collections(site, programme):
    site.install(
        "visits",
        "from datetime import date\n" + HEAD + "class Visit(Record, kw_only=True):\n"
        "    collection = 'visits'\n    id: str\n    day: date\n"
        "@hookimpl\ndef kvadmin_collections():\n    return [Collection('visits', 'visits/{id}.yaml', 'plugin_visits:Visit')]\n"
        "@hookimpl\ndef kvadmin_status(snapshot):\n"
        "    return [StatusSection('Visits', tuple(f'{v.id} {v.day:%d.%m}' for v in snapshot.all(Visit)))]\n",
    )
    (programme / "visits").mkdir()
    (programme / "visits" / "v1.yaml").write_text("id: v1\nday: 2008-05-06\n", encoding="utf-8")
    assert "v1 06.05" in run(site, programme, "status").out
    (programme / "visits" / "v2.yaml").write_text("id: v2\nday: soon\n", encoding="utf-8")
    findings = json.loads(run(site, programme, "check", "--format", "json", code=3).out)["findings"]
    errors = [(each["path"], each["line"], each["column"]) for each in findings if each["severity"] == "error"]
    assert errors == [("visits/v2.yaml", 2, 6)]


def test_kvadmin_fields(site, programme):
    site.install(
        "greet",
        HEAD + "@hookimpl\ndef kvadmin_fields():\n    return [ExtraField('municipalities', 'greet_words')]\n"
        "@hookimpl\ndef kvadmin_status(snapshot):\n"
        "    return [StatusSection('Greet', (snapshot.stored(Municipality, '0301').extra['greet_words'],))]\n",
    )
    file = programme / "municipalities" / "0301.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "greet_words: 'hei, hei'\n", encoding="utf-8")
    assert "hei, hei" in run(site, programme, "status").out
    assert run(site, programme, "check").code == 0


def test_kvadmin_store_engines(site, programme):
    site.install(
        "memory",
        HEAD
        + "@hookimpl\ndef kvadmin_store_engines():\n    return [EngineFactory('memory', 'plugin_memory:open_engine')]\n"
        "def open_engine(folder, address):\n    raise Refused(f'memory engine for {folder.name}')\n",
    )
    (programme / "programme.yaml").write_text("schema: 1\nname: Test\nstore: memory\n", encoding="utf-8")
    assert "memory engine for programme" in run(site, programme, "municipality", "list", code=1).err


def test_kvadmin_checks_and_kvadmin_status(site, programme):
    site.install(
        "look",
        HEAD + "@hookimpl\ndef kvadmin_checks(snapshot, today):\n"
        "    return [Finding('programme.yaml', 1, 1, 'look-day', f'today is {today}', severity='warning')]\n"
        "@hookimpl\ndef kvadmin_status(today):\n"
        "    return [StatusSection('Look', ('one line',), (ActionItem('do it', 'kvadmin look', today, urgent=True),))]\n",
    )
    assert "today is 2008-06-10" in run(site, programme, "check").out
    status = of_json(site, programme, "status")
    assert {
        "section": "Look",
        "text": "do it",
        "command": "kvadmin look",
        "due": "2008-06-10",
        "urgent": True,
        "key": "",
        "about": "",
    } in status["needs_action"]


def test_kvadmin_admission_rules(site, programme):
    site.install(
        "debts",
        HEAD + "@hookimpl\ndef kvadmin_admission_rules(cohort, applicants):\n"
        "    return [Ineligible(n, 'owes-report', f'owes {cohort} a report') for n in applicants if n == '0301']\n",
    )
    (programme / "cohorts").mkdir()
    (programme / "cohorts" / "P1.yaml").write_text("id: P1\nname: One\ncapacity: 5\n", encoding="utf-8")
    (programme / "applications" / "P1").mkdir(parents=True)
    (programme / "applications" / "P1" / "0301.yaml").write_text(
        "cohort: P1\nmunicipality: '0301'\nstate: complete\nreceived: 2008-05-19T00:00:00\n", encoding="utf-8"
    )
    decision = of_json(site, programme, "cohort", "admit", "P1", "--dry-run")["decisions"][0]
    assert (decision["reason"], decision["detail"]) == ("owes-report", "owes P1 a report")


def test_kvadmin_application_variables(site, programme, tmp_path):
    site.install(
        "visits",
        HEAD + "from decimal import Decimal\n@hookimpl\ndef kvadmin_application_variables(snapshot):\n"
        "    found = {('P1', '0301'): Decimal('2.50')}\n"
        "    mine = ApplicationVariable('visits', 'Antall besøk', 'Talet på besøk', found)\n"
        "    others = [ApplicationVariable(name, 'X', 'X', found, public=True) for name in ('score', 'VISITS', 'by')]\n"
        "    return [mine, *others]\n",
    )
    (programme / "applications" / "P1").mkdir(parents=True)
    (programme / "applications" / "P1" / "0301.yaml").write_text(
        "cohort: P1\nmunicipality: '0301'\nstate: complete\n", encoding="utf-8"
    )
    wanted = ("evaluation", "export", "--formats", "csv", "--out", tmp_path / "package", "--profile")
    said = run(site, programme, *wanted, "private").err
    header, row = (tmp_path / "package" / "csv" / "applications.csv").read_text(encoding="utf-8").splitlines()
    assert (header.split(",")[-1], row.split(",")[-1]) == ("visits", "2.5")
    assert "Talet på besøk" in (tmp_path / "package" / "codebook.nn.md").read_text(encoding="utf-8")
    for name in ("score", "VISITS", "by"):
        assert f"'{name}' of the plugin 'visits' is left out: " in said
    # What its plugin does not call public stays out of the public package.
    run(site, programme, *wanted, "public")
    assert "visits" not in (tmp_path / "package" / "csv" / "applications.csv").read_text(encoding="utf-8")


def test_kvadmin_writers(site, programme):
    site.install(
        "html",
        HEAD + "def write(report):\n    return f'<p>{len(report.tables)}</p>'.encode()\n"
        "@hookimpl\ndef kvadmin_writers():\n    return [Writer('html', '.html', write)]\n",
    )
    assert run(site, programme, "municipality", "list", "--format", "html").out == "<p>1</p>"
    run(site, programme, "municipality", "list", "-o", str(programme.parent / "out.html"))
    assert (programme.parent / "out.html").read_text(encoding="utf-8") == "<p>1</p>"


def test_kvadmin_before_commit_and_kvadmin_after_commit(site, programme, tmp_path):
    heard = tmp_path / "heard.txt"
    site.install(
        "office",
        HEAD + "@hookimpl\ndef kvadmin_before_commit(who, why):\n    return None if why else f'{who}, say why'\n"
        "@hookimpl\ndef kvadmin_after_commit(entry):\n"
        f"    open({str(heard)!r}, 'a').write(entry.transaction_id + ' ' + entry.command)\n",
    )
    before = {path: path.read_bytes() for path in programme.rglob("*") if path.is_file()}
    ran = run(site, programme, "--who", "Kari", "cohort", "new", "P1", "--name", "Pulje 1", code=1)
    assert "Kari, say why" in ran.err
    assert {path: path.read_bytes() for path in programme.rglob("*") if path.is_file()} == before
    run(site, programme, "cohort", "new", "P1", "--name", "Pulje 1", "--why", "autumn")
    entry = of_json(site, programme, "log")["entries"][-1]
    assert heard.read_text(encoding="utf-8") == f"{entry['id']} cohort new"
    assert entry["why"] == "autumn"
    assert "say why" in run(site, programme, "undo", code=1).err
    run(site, programme, "undo", "--why", "spring after all")
    assert heard.read_text(encoding="utf-8").endswith(" undo")


def test_kvadmin_not_undone(site, programme):
    site.install(
        "office",
        HEAD + "@hookimpl\ndef kvadmin_not_undone(snapshot, undone):\n"
        "    return [f'{undone.command} was told to the ministry'] if undone.command == 'cohort new' else []\n",
    )
    run(site, programme, "cohort", "new", "P1", "--name", "Pulje 1")
    run(site, programme, "cohort", "set", "P1", "name", "En")
    assert "ministry" not in run(site, programme, "undo").err
    assert "not taken back: cohort new was told to the ministry" in run(site, programme, "undo", "--dry-run").err
    assert "not taken back: cohort new was told to the ministry" in run(site, programme, "undo").err
    assert "ministry" not in run(site, programme, "redo").err


def test_kvadmin_personal_data(site, programme):
    site.install(
        "guests",
        HEAD + "@hookimpl\ndef kvadmin_personal_data(snapshot, email, name):\n"
        "    return [PersonalData('guest book', {'e-mail': email}, kept_because='the book is printed')]\n",
    )
    report = of_json(site, programme, "contact", "report", "ola@oslo.kommune.example")
    assert "guest book" in json.dumps(report)


def test_kvadmin_selection_words(site, programme):
    site.install(
        "greeted",
        HEAD + "@hookimpl\ndef kvadmin_selection_words():\n"
        "    return [Predicate('capital', 'The capital.', lambda subject, _: subject.municipality.number == '0301')]\n",
    )
    run(site, programme, "gathering", "new", "g", "--name", "G", "--from", "2008-09-01")
    found = of_json(site, programme, "gathering", "invite", "g", "--to", "capital not:registered")
    assert [each["municipality"] for each in found["invited"]] == ["0301"]


def test_a_selection_word_may_look_at_what_stands_behind_it(site, programme):
    """A check returns nothing, and nothing is what was wanted of it."""
    site.install(
        "greeted",
        HEAD + "@hookimpl\ndef kvadmin_selection_words():\n"
        "    def check(text):\n        if text != 'east':\n            raise UsageError('east or nothing')\n"
        "    return [Predicate('side', 'East.', lambda subject, _: subject.municipality.number == '0301', check)]\n",
    )
    run(site, programme, "gathering", "new", "g", "--name", "G", "--from", "2008-09-01")
    found = of_json(site, programme, "gathering", "invite", "g", "--to", "side:east")
    assert [each["municipality"] for each in found["invited"]] == ["0301"]
