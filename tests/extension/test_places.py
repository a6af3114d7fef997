"""A plugin that says which built-in one it replaces has its place where that is switched off; nobody else gets anything."""

from __future__ import annotations

import importlib
import json
import sys
from datetime import date

import pytest

from extension.stranger import STAR, Site
from kvadmin.testing import Kit

#: A plugin of every kind of declaration that ``gathering`` has, with its guard and its part of the status.
BETTER = (
    STAR
    + """
import datetime, typer
class Meeting(Gathering, kw_only=True):
    collection = "gatherings"
    room: str = ""
SHEET = None
def new(ctx: typer.Context, id: str):
    \"\"\"Make one.\"\"\"
    change = session(ctx).transaction()
    change.create(Meeting(id=id, name="Better", start=datetime.date(2008, 9, 1), room="1"))
    session(ctx).commit(change)
def show(ctx: typer.Context):
    \"\"\"Show all.\"\"\"
    print(*(each.id for each in session(ctx).data.all(Meeting)))
@hookimpl
def kvadmin_commands():
    parts = (Command("new", "Make one.", "plugin_better:new", writes=True), Command("show", "All.", "plugin_better:show"))
    return [Command("gathering", "Better gatherings.", commands=parts), Command("Participants", "Who.", "plugin_better:show")]
@hookimpl
def kvadmin_collections():
    return [Collection("gatherings", "gatherings/{id}.yaml", "plugin_better:Meeting")]
@hookimpl
def kvadmin_sheets():
    return [SheetDeclaration("gatherings", "a better one", "plugin_better:SHEET")]
@hookimpl
def kvadmin_selection_words(snapshot):
    return [Predicate("registered", "better ones", lambda subject, value: True)]
@hookimpl
def kvadmin_jobs():
    return [Job("gathering", "Better", (JobStep("See them", "gathering show"),), ())]
@hookimpl
def kvadmin_status(snapshot, today):
    return [StatusSection("Better gatherings", ("None today.",))]
"""
)
GUARD = "@hookimpl\ndef kvadmin_personal_data(email):\n    return [PersonalData('A guest', {'name': 'Ola'})]\n"
FORGET = ("contact", "report", "ola@oslo.example")


class Desk:
    """A programme and the plugins on a machine, in this process."""

    def __init__(self, site: Site, kit: Kit) -> None:
        self.site, self.kit = site, kit

    def run(self, *args: str, code: int = 0):
        for name in [name for name in sys.modules if name.startswith("plugin_")]:
            del sys.modules[name]
        importlib.invalidate_caches()
        ran = self.kit.run("--today", "2008-06-10", "--who", "Kari", *args)
        assert ran.code == code, ran.err + ran.out
        return ran

    def json(self, *args: str):
        return json.loads(self.run(*args, "--format", "json").out)

    def plugin(self, name: str):
        return next(each for each in self.json("plugins", "list")["plugins"] if each["name"] == name)


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Desk:
    kit = Kit(tmp_path / "programme")
    texts = {
        "programme.yaml": "schema: 1\nname: Test\n",
        "municipalities/0301.yaml": "number: '0301'\nname: Oslo\ncontacts:\n"
        "  - {id: ola, name: Ola Nordmann, email: ola@oslo.example, role: mayor}\n",
        "gatherings/g1.yaml": "id: g1\nname: One\nfrom: 2008-08-27\n",
    }
    for path, text in texts.items():
        (kit.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (kit.folder / path).write_text(text, encoding="utf-8")
    site = Site(tmp_path / "site")
    monkeypatch.syspath_prepend(str(site.folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return Desk(site, kit)


def test_whoever_replaces_a_plugin_that_is_off_has_all_its_names_and_its_turn(desk):
    desk.site.install("better", BETTER + GUARD, replaces="gathering")
    desk.run("plugins", "disable", "gathering")
    shown = desk.run("gathering", "show")
    assert (shown.out, shown.err) == ("g1\n", "")
    assert desk.run("Participants").out == "g1\n"
    plugins = desk.plugin("better")
    assert (plugins["error"], plugins["replaces"]) == (None, ["gathering"])
    nouns = desk.run("sheet", "out", "nonesuch", "-o", "x.xlsx", code=4)
    assert "gatherings" in nouns.err
    desk.run("sheet", "out", "municipalities", "registered", "-o", str(desk.site.folder / "all.xlsx"))
    assert "Better gatherings" in desk.run("status").out


def test_while_the_built_in_one_is_on_it_waits_and_says_for_what(desk):
    desk.site.install("better", BETTER + GUARD, replaces="gathering")
    ran = desk.run("gathering", "list")
    lines = ran.err.splitlines()
    assert len(lines) == 1, ran.err
    assert "kvadmin plugins disable gathering" in lines[0]
    assert "'better'" in lines[0]
    assert "One" in ran.out
    assert "Better gatherings" not in desk.run("status").out
    assert "A guest" not in desk.run(*FORGET).out
    assert "waits" in desk.plugin("better")["error"]
    assert desk.run("--strict-plugins", "status", code=6).out == ""


def test_what_the_built_in_one_has_not_works_while_it_waits(desk):
    more = "def kvadmin_checks():\n    return [Finding('x', 0, 0, 'odd', 'very odd')]\n"
    source = (
        STAR
        + "import typer\n"
        + "@hookimpl\ndef kvadmin_commands():\n    return [Command('better', 'B.', 'plugin_better:go')]\n"
    )
    desk.site.install("better", source + "def go():\n    print('went')\n@hookimpl\n" + more, replaces="sheet")
    assert desk.run("better").out == "went\n"
    assert "very odd" in desk.run("check", code=3).out


def test_without_saying_so_nobody_gets_anything(desk):
    desk.site.install("better", BETTER + GUARD)
    desk.run("plugins", "disable", "gathering")
    ran = desk.run("gathering", "show", code=2)
    assert "belongs to the built-in plugin 'gathering'" in ran.err
    assert "which is disabled" in ran.err
    assert (
        "it is disabled, and the folder has data of it"
        in desk.run("contact", "forget", "ola@oslo.example", "--yes", code=6).err
    )


def test_others_get_nothing_of_what_is_replaced(desk):
    desk.site.install("better", BETTER, replaces="gathering")
    odd = "@hookimpl\ndef kvadmin_commands():\n    return [Command('participants', 'Odd.', 'plugin_odd:go')]\n"
    odd += "class Mine(Record, kw_only=True):\n    collection = 'mine'\n    id: str\n"
    odd += "@hookimpl\ndef kvadmin_collections():\n    return [Collection('mine', 'gatherings/mine-{id}.yaml', 'plugin_odd:Mine')]\n"
    desk.site.install("odd", STAR + odd)
    desk.run("plugins", "disable", "gathering")
    error = desk.plugin("odd")["error"]
    assert "'participants' belongs to" in error
    assert "gatherings" in error


def test_what_it_does_not_declare_stays_the_built_in_ones(desk):
    (desk.kit.folder / "registrations" / "g1").mkdir(parents=True)
    desk.site.install("better", BETTER + GUARD, replaces="gathering")
    desk.run("plugins", "disable", "gathering")
    assert "unread" not in desk.run("check").out
    kinds = {each["collection"] for each in desk.json("schema", "list")["schemas"]}
    assert {"gatherings", "registrations"} <= kinds


def test_its_guards_count_for_those_of_the_built_in_one(desk):
    desk.site.install("better", BETTER + GUARD, replaces="gathering")
    desk.run("plugins", "disable", "gathering")
    ran = desk.run(*FORGET)
    assert "A guest" in ran.out
    assert "missing" not in ran.err


def test_a_guard_that_it_has_not_is_missed_and_named(desk):
    desk.site.install("better", BETTER, replaces="gathering")
    desk.run("plugins", "disable", "gathering")
    ran = desk.run("contact", "forget", "ola@oslo.example", "--yes", code=6)
    assert "'better' in its place has no kvadmin_personal_data" in ran.err


def test_of_two_the_first_has_the_place(desk):
    desk.site.install("better", BETTER + GUARD, replaces="gathering")
    desk.site.install(
        "worse", BETTER.replace("plugin_better", "plugin_worse").replace("Better", "Worse"), replaces="gathering"
    )
    desk.run("plugins", "disable", "gathering")
    ran = desk.run("status")
    assert "Better gatherings" in ran.out
    assert "Worse gatherings" not in ran.out
    assert "'worse': it waits: 'better' replaces" in ran.err
    assert ran.err.count("worse") == 2
    desk.run("plugins", "disable", "better")
    ran = desk.run("status")
    assert "Worse gatherings" in ran.out
    assert ran.err.count("waits") == 0


def test_the_programme_lists_it_and_misses_it(desk):
    desk.site.install("better", BETTER + GUARD, replaces="gathering")
    desk.run("plugins", "disable", "gathering")
    desk.run("gathering", "new", "g2")
    text = (desk.kit.folder / "programme.yaml").read_text(encoding="utf-8")
    assert "plugin: better" in text
    assert "personal_data" in text
    desk.site.uninstall("better")
    ran = desk.run("contact", "forget", "ola@oslo.example", "--yes", code=6)
    assert "'better' is missing: it is not installed" in ran.err
    assert "'gathering' is missing" in ran.err
    ran = desk.run("gathering", "show", code=2)
    assert "kvadmin plugins enable gathering" in ran.err


def test_a_guard_that_the_programme_counts_on_is_missed_while_its_plugin_waits(desk):
    desk.site.install("better", BETTER + GUARD, replaces="gathering")
    desk.run("plugins", "disable", "gathering")
    desk.run("gathering", "new", "g2")
    desk.run("plugins", "enable", "gathering")
    ran = desk.run("contact", "forget", "ola@oslo.example", "--yes", code=6)
    assert "'better' is missing: it waits, as gathering has the place" in ran.err
    assert "kvadmin plugins disable gathering" in ran.err


def test_without_plugins_there_is_neither_and_it_is_said(desk):
    desk.site.install("better", BETTER + GUARD, replaces="gathering")
    desk.run("plugins", "disable", "gathering")
    ran = desk.run("--no-plugins", "gathering", "show", code=2)
    assert "kvadmin plugins enable gathering" in ran.err
    assert "without --no-plugins" in ran.err
    ran = desk.run("--no-plugins", "contact", "forget", "ola@oslo.example", "--yes", code=6)
    assert "'gathering' is missing" in ran.err


def test_switching_says_who_does_the_work(desk):
    desk.site.install("better", BETTER + GUARD, replaces="gathering")
    assert "'better' replaces the built-in 'gathering' from now on" in desk.run("plugins", "disable", "gathering").err
    neither = desk.run("plugins", "disable", "better").err
    assert "kvadmin plugins enable gathering | better" in neither
    assert "kvadmin plugins enable better" in desk.run("gathering", "show", code=2).err
    assert "replaces" in desk.run("plugins", "enable", "better").err
    assert "waits to replace" in desk.run("plugins", "enable", "gathering").err
    assert "from now on" not in desk.run("plugins", "disable", "gathering", "--dry-run").err


def test_it_is_checked_in_the_place_that_it_takes(desk):
    source = BETTER.replace("Gathering", "Record").replace('room: str = ""', "id: str") + GUARD
    desk.site.install(
        "better",
        source.replace("SHEET = None", "class SHEET: adds = removes = personal = columns = rows = apply = None"),
        replaces="gathering",
    )
    ran = desk.run("plugins", "check", "better", "--time-limit", "60", "--format", "json", code=1)
    wrong = json.loads(ran.out)["plugins"][0]["error"]
    assert "it waits:" not in wrong
    assert "others read its records as Gathering" in wrong


def test_records_that_others_read_are_of_their_kind(desk):
    desk.site.install(
        "better", BETTER.replace("Gathering", "Record").replace('room: str = ""', "id: str"), replaces="gathering"
    )
    desk.run("plugins", "disable", "gathering")
    assert desk.run("gathering", "show").out == "g1\n"
    assert "'better' failed: collection 'gatherings': others" in desk.run("municipality", "show", "0301", code=6).err


def test_one_that_fails_is_in_no_place(desk):
    desk.site.install("better", "raise OSError('no server')\n", replaces="gathering")
    desk.run("plugins", "disable", "gathering")
    ran = desk.run("gathering", "show", code=2)
    assert "no server" in ran.err
    assert "kvadmin plugins check better" in ran.err
    assert (
        "it is disabled, and the folder has data of it"
        in desk.run("contact", "forget", "ola@oslo.example", "--yes", code=6).err
    )


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("gatering", "'gatering', which is no built-in plugin; did you mean 'gathering'?"),
        ("visits", "which is no built-in plugin"),
    ],
)
def test_it_replaces_built_in_plugins_only(desk, said, message):
    desk.site.install("better", STAR, replaces=said)
    assert message in desk.run("status").err
    assert desk.plugin("better")["replaces"] == []


def test_what_names_none_of_its_modules_is_said(desk):
    desk.site.install("better", STAR, replaces="gathering")
    points = next(desk.site.folder.glob("plugin_better-*.dist-info")) / "entry_points.txt"
    points.write_text(
        "[kvadmin]\nbetter = plugin_better\n[kvadmin.replaces]\ngathering = plugin_bettr\n", encoding="utf-8"
    )
    assert "'gathering = plugin_bettr', which is no built-in plugin" in desk.run("status").err


def test_the_plugin_with_the_way_out_goes_only_when_another_is_there_and_the_way_out_stays(desk):
    assert "until a plugin is there to replace it" in desk.run("plugins", "disable", "programme", code=1).err
    own = (
        STAR
        + "def go():\n    print('better')\n@hookimpl\ndef kvadmin_commands():\n    return [Command('status', 'S.', 'plugin_own:go')]\n"
    )
    desk.site.install("own", own, replaces="programme")
    desk.run("plugins", "disable", "programme")
    assert desk.run("status").out == "better\n"
    assert desk.run("log", code=2).out == ""
    desk.site.uninstall("own")
    assert "kvadmin plugins enable programme" in desk.run("status", code=2).err
    desk.run("plugins", "enable", "programme")
    desk.run("status")


def test_a_zip_file_says_it_as_well(tmp_path):
    import zipfile

    from kvadmin.extension.discovering.installed import _from_metadata

    with zipfile.ZipFile(tmp_path / "x.zip", "w") as file:
        file.writestr("x-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: x\nVersion: 1.0\n")
        file.writestr("x-1.0.dist-info/entry_points.txt", "[kvadmin]\nx = x\n[kvadmin.replaces]\nmail = x\n")
    assert [each.replaces for each in _from_metadata(str(tmp_path / "x.zip"), "kvadmin")] == [("mail",)]


def test_the_kit_of_tests_knows_what_is_switched_off(desk):
    desk.site.install("better", BETTER + GUARD, replaces="gathering")
    desk.run("plugins", "disable", "gathering")
    desk.run("gathering", "show")
    meeting = sys.modules["plugin_better"].Meeting
    desk.kit.add(meeting(id="g2", name="Two", start=date(2008, 9, 1), room="7"))
    assert [each.room for each in desk.kit.data.all(meeting)] == ["", "7"]


def test_the_doctor_says_what_lets_it_take_over(desk):
    desk.site.install("better", BETTER + GUARD, replaces="gathering")
    ran = desk.kit.run("doctor", "--format", "json")
    fixes = [each["fix"] for each in json.loads(ran.out)["findings"] if each["code"] == "plugin-fails"]
    assert fixes == ["kvadmin plugins disable gathering"]


SAVES = (
    STAR
    + """
import typer
def quiet(ctx: typer.Context):
    \"\"\"Save.\"\"\"
    change = session(ctx).transaction()
    change.put_file("notes/a.txt", b"a")
    session(ctx).commit(change)
def loud(ctx: typer.Context):
    \"\"\"Save and say so.\"\"\"
    print('{"mine": 1}')
    quiet(ctx)
def shown(ctx: typer.Context):
    \"\"\"Save and show.\"\"\"
    quiet(ctx)
    session(ctx).show(listing("notes", (Column("name", "Name"),), []))
@hookimpl
def kvadmin_commands():
    names = "quiet", "loud", "shown"
    return [Command(name, "Save.", f"plugin_saves:{name}", writes=True) for name in names]
"""
)


def test_whoever_reads_json_reads_it_from_every_command_of_a_stranger(desk):
    desk.site.install("saves", SAVES)
    assert desk.json("quiet")["saved"]
    assert desk.json("loud") == {"mine": 1}
    assert desk.json("shown") == {"schema": 1, "notes": []}
    assert desk.run("quiet").out == ""
