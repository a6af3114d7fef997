"""A programme knows its plugins: what a missing one would have stopped is refused, and the folder stays readable."""

from __future__ import annotations

import importlib
import json
import sys

import pytest

from extension.stranger import STAR, Site
from kvadmin.extension.known_plugins import known_entries, version_problem
from kvadmin.testing import Kit

REASON = ("--why", "the office of the plugin is closed, the deadline is today")
FORGET = ("contact", "forget", "ola@oslo.example", "--yes")
SPLIT = ("network", "split", "P1", "--size", "4..4")
NETWORK = [
    SPLIT,
    ("network", "repair", "P1"),
    ("network", "move", "0101", "2", "--anyway"),
    ("network", "advisor", "assign", "P1"),
]

#: Guard -> the commands that it may stop.
GUARDED = {
    "before_commit": [("cohort", "new", "P2", "--name", "Two"), ("undo",), ("cohort", "set", "P1", "capacity", "7")],
    "admission_rules": [("cohort", "admit", "P3"), ("cohort", "verify", "P4"), ("cohort", "promote", "P4")],
    "personal_data": [FORGET],
    "network_rules": NETWORK,
    "distances": NETWORK,
}
ANSWERS = {
    "before_commit": "return None",
    "admission_rules": "return []",
    "personal_data": "return []",
    "network_rules": "return []",
    "distances": "return [[abs(int(a.id) - int(b.id)) * 1.0 for a in places] for b in places]",
}
READING = {"before_commit": ("cohort", "list"), "admission_rules": ("cohort", "show", "P3"), "personal_data": ("contact", "list")}  # fmt: skip
LIST = {"network_rules": ("network", "explain", "0101"), "distances": ("network", "explain", "0101")}


def source(guard: str, body: str) -> str:
    arguments = "snapshot, places" if guard in ("network_rules", "distances") else "snapshot"
    return STAR + f"@hookimpl\ndef kvadmin_{guard}({arguments}):\n    {body}\n"


class Desk:
    """A programme and the plugins that are installed on the machine, in this process."""

    def __init__(self, kit: Kit, site: Site) -> None:
        self.kit, self.site = kit, site

    def install(self, text: str, version: str = "1.5", name: str = "roads") -> None:
        self.site.install(name, text, version=version)

    def run(self, *args: str, code: int = 0):
        for name in [name for name in sys.modules if name.startswith("plugin_")]:
            del sys.modules[name]
        importlib.invalidate_caches()
        ran = self.kit.run(*args)
        assert ran.code == code, ran.err + ran.out
        return ran

    def stopped(self, *args: str, code: int = 6):
        before = self.kit.files()
        ran = self.run(*args, code=code)
        assert self.kit.files() == before
        assert ran.out == ""
        return ran

    def history(self):
        return json.loads(self.run("log", "--format", "json").out)["entries"]

    def listed(self) -> str:
        return (self.kit.folder / "programme.yaml").read_text(encoding="utf-8").partition("plugins:\n")[2]

    def write_listed(self, text: str) -> None:
        (self.kit.folder / "programme.yaml").write_text(f"schema: 1\nname: Test\n{text}", encoding="utf-8")


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Desk:
    kit, site = Kit(tmp_path / "programme"), Site(tmp_path / "site")
    monkeypatch.syspath_prepend(str(site.folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    members = [f"01{n:02}" for n in range(1, 9)]
    texts = {
        f"municipalities/{number}.yaml": f"number: '{number}'\nname: Town {number}\nlat: {59 + n / 10}\nlon: {10 + n % 3}\n"
        for n, number in enumerate(members)
    }
    texts["municipalities/0301.yaml"] = (
        "number: '0301'\nname: Oslo\ncontacts:\n  - {id: ola, name: Ola Nordmann, email: ola@oslo.example, role: mayor}\n"
    )
    rows = "".join(f"  - {{municipality: '{each}', from: 2008-01-01}}\n" for each in members)
    texts["cohorts/P1.yaml"] = f"id: P1\nname: One\ncapacity: 9\nstart: 2008-01-01\nmemberships:\n{rows}"
    for cohort in ("P3", "P4"):
        texts[f"cohorts/{cohort}.yaml"] = f"id: {cohort}\nname: {cohort}\ncapacity: 5\nlottery_seed: a seed\n"
        texts[f"applications/{cohort}/0301.yaml"] = (
            f"cohort: {cohort}\nmunicipality: '0301'\nstate: complete\nreceived: 2008-05-19T00:00:00\n"
        )
    for path, text in texts.items():
        (kit.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (kit.folder / path).write_text(text, encoding="utf-8")
    return Desk(kit, site)


@pytest.mark.parametrize("state", ["raising", "disabled", "uninstalled", "older", "pre-release"])
@pytest.mark.parametrize("guard", GUARDED)
def test_nothing_passes_that_a_guard_would_have_stopped(desk, guard, state):
    desk.install(source(guard, ANSWERS[guard]))
    desk.run("plugins", "enable", "roads", "--here")
    desk.run("cohort", "admit", "P4")
    if guard in LIST:
        desk.run(*SPLIT)
    if state == "raising":
        desk.install(source(guard, "raise OSError('no line')"))
    elif state == "disabled":
        desk.run("plugins", "disable", "roads")
    elif state == "uninstalled":
        desk.site.uninstall("roads")
    else:
        desk.install(source(guard, ANSWERS[guard]), version="0.9" if state == "older" else "1.6rc1")
    for command in GUARDED[guard]:
        if (guard, state) == ("personal_data", "raising"):  # what can be erased is
            ran = desk.run(*command, code=6)
        else:
            ran = desk.stopped(*command)
            assert "--without-guard roads --why TEXT" in ran.err or "count great circles" in ran.err
        assert "'roads'" in ran.err
        assert "Forgotten" not in ran.err
    if state != "raising":
        ran = desk.run(*{**READING, **LIST}[guard])
        assert ran.err.count("plugin 'roads' is missing") == 1, "said once, and the folder can be read"
    passing = ("network", "split", "P1", "--size", "3..5") if guard in LIST else GUARDED[guard][0]
    if (guard, state) == ("personal_data", "raising"):
        return  # who has been erased is not there to be erased again
    desk.run(*passing, "--without-guard", "roads", *REASON)
    entry = desk.history()[-1]
    assert (entry["without_guards"], entry["why"]) == (["roads"], REASON[1])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('plugins: {kvadmin-visits: ">=1.2"}', "it is not installed"),
        ("plugins:\n  kvadmin-visits:\n", "it is not installed"),
        ("plugins:\n  kvadmin-visits: {version: '>=1.2', guards: [before_commit]}\n", "it is not installed"),
        ("plugins: [kvadmin-visits]", "are not names with versions"),
        ("plugins: {kvadmin-visits: {guards: [before_comit]}}", "'kvadmin_before_comit', which guards nothing"),
        ("plugins: {kvadmin-visits: {guards: before_commit}}", "cannot be read"),
        ("plugins: {plugin-roads: 'the newest'}", "'the newest' in programme.yaml is no version such as >=1.2"),
        ("plugins: {roads: '>=2'}", "version 1.5 is installed, >=2 is wanted"),
        ("plugins: {roads: {package: kvadmin-roads}}", "'roads' is of plugin-roads, not of kvadmin-roads"),
        ("plugins: {roads: {guards: [before_commit, distances]}}", "version 1.5 has no kvadmin_distances any more"),
    ],
)
def test_what_people_write_by_hand_is_never_less_than_what_it_may_mean(desk, text, why):
    desk.install(source("before_commit", "return None"))
    desk.write_listed(text)
    command = SPLIT if "distances" in why else GUARDED["before_commit"][0]
    unreadable = "are not names" in why or "cannot be read" in why
    assert why in desk.stopped(*command, code=3 if unreadable else 6).err
    assert why in desk.run("plugins", "list").out + desk.run("cohort", "list").err


def test_either_name_will_do(desk):
    desk.install(source("before_commit", "return None"))
    for name in ("plugin-roads", "roads", "Plugin_Roads"):
        desk.write_listed(f"plugins: {{{name}: '>=1.2'}}\n")
        ran = desk.run("cohort", "set", "P1", "capacity", str(10 + len(name)), "--dry-run")
        assert "is missing" not in ran.err
    desk.site.uninstall("roads")
    desk.write_listed("plugins: {plugin-roads: {plugin: roads, guards: [before_commit]}}\n")
    for number, name in enumerate(("plugin-roads", "roads")):
        desk.run("cohort", "new", f"P{6 + number}", "--name", "x", "--without-guard", name, *REASON)
        assert desk.history()[-1]["without_guards"] == ["roads"]


VISITS = (
    STAR
    + '''
import typer
class Visit(Record, kw_only=True):
    collection = "visits"
    id: str
    who: str = ""
def add(ctx: typer.Context):
    """Add a visit."""
    run = session(ctx)
    change = run.transaction()
    change.create(Visit(id="v1", who="ola@oslo.example"))
    change.set_extra(Municipality, "0301", "visits_note", "Ola likes coffee")
    change.put_file("visits-book/guests.txt", b"Ola Nordmann")
    run.commit(change)
@hookimpl
def kvadmin_commands():
    return [Command("visits", "Visits.", commands=(Command("add", "Add one.", "plugin_visits:add"),))]
@hookimpl
def kvadmin_collections():
    return [Collection("visits", "visits/{id}.yaml", "plugin_visits:Visit")]
@hookimpl
def kvadmin_fields():
    return [ExtraField("municipalities", "visits_note")]
'''
)
PERSONAL = "@hookimpl\ndef kvadmin_personal_data():\n    return []\n"


def test_a_plugin_is_listed_with_its_first_change(desk):
    desk.install(VISITS + PERSONAL, name="visits")
    desk.run("cohort", "set", "P1", "capacity", "10")
    assert desk.listed() == "", "a change that it has no part in"
    desk.run("visits", "add")
    assert desk.listed() == (
        "  plugin-visits:\n    version: '>=1.5'\n    plugin: visits\n    guards:\n      - personal_data\n"
    )
    entry = desk.history()[-1]
    assert (entry["command"], "programme.yaml" in entry["files"]) == ("visits add", True)
    desk.run("undo")
    assert desk.listed() == ""


def test_a_field_of_a_plugin_that_somebody_sets_lists_it(desk):
    desk.install(VISITS, name="visits")
    desk.run("municipality", "set", "0301", "visits_note", "coffee")
    assert "plugin-visits:\n    version: '>=1.5'\n    plugin: visits\n    guards: []\n" in desk.listed()
    desk.site.uninstall("visits")
    assert "Saved" in desk.run("cohort", "new", "P2", "--name", "Two").err, "it guards nothing"


def test_two_plugins_of_one_distribution_have_an_entry_each(desk):
    desk.install(source("before_commit", "return None"), name="plugin-office")
    points = "[kvadmin]\nplugin-office = plugin_plugin_office\nrules = plugin_rules\n"
    (desk.site.folder / "plugin_rules.py").write_text(source("before_commit", "return None"), encoding="utf-8")
    next(desk.site.folder.glob("*.dist-info")).joinpath("entry_points.txt").write_text(points, encoding="utf-8")
    desk.run("cohort", "new", "P2", "--name", "Two")
    plugins = yaml_of(desk)["plugins"]
    assert {key: each["plugin"] for key, each in plugins.items()} == {
        "plugin-plugin-office": "plugin-office",
        "rules": "rules",
    }
    assert plugins["rules"]["package"] == "plugin-plugin-office"
    assert "is missing" not in desk.run("cohort", "new", "P5", "--name", "Five").err
    desk.run("plugins", "disable", "rules")
    assert "plugin 'rules' is missing" in desk.stopped("cohort", "new", "P6", "--name", "Six").err


def yaml_of(desk):
    from kvadmin.store.store import programme_head

    return programme_head(desk.kit.folder)


def test_guards_that_came_with_a_newer_version_are_added_and_the_version_stays(desk):
    desk.write_listed("plugins:\n  # ours\n  plugin-visits: '>=1.2'\n")
    desk.install(VISITS + PERSONAL, name="visits")
    desk.run("visits", "add")
    assert "version: '>=1.2'" in desk.listed()
    assert "- personal_data" in desk.listed()


def test_files_and_fields_that_nobody_owns_are_named(desk):
    desk.install(VISITS + PERSONAL, name="visits")
    desk.run("visits", "add")
    own = ("visits/v1.yaml", "visits-book/guests.txt", "municipalities/0301.yaml:")
    (desk.kit.folder / "README.md").write_text("ours", encoding="utf-8")
    quiet = desk.run("check").out
    assert not any(each in quiet for each in own[:2])
    desk.site.uninstall("visits")
    found = json.loads(desk.run("check", "--format", "json").out)["findings"]
    codes = {
        each["path"]: each["code"]
        for each in found
        if each["code"] in ("unread-file", "field-unknown", "plugin-missing")
    }
    assert codes == {
        "visits/v1.yaml": "unread-file",
        "visits-book/guests.txt": "unread-file",
        "municipalities/0301.yaml": "field-unknown",
        "programme.yaml": "plugin-missing",
    }
    assert "pip install" in desk.run("status").out
    ran = desk.stopped(*FORGET)
    assert "plugin 'visits' is missing" in ran.err
    ran = desk.run(*FORGET, "--without-guard", "visits", *REASON, code=6)
    assert "these are not read by any plugin, so nobody looked for the person in them:" in ran.err
    assert all(each in ran.err for each in own)
    assert "Forgotten" not in ran.err
    assert b"ola@oslo.example" not in desk.kit.files()["municipalities/0301.yaml"]


@pytest.mark.skipif(sys.platform == "win32", reason="links are for administrators there")
def test_a_folder_that_cannot_be_looked_into_does_not_keep_check_from_its_work(desk, tmp_path):
    (tmp_path / "elsewhere.txt").write_text("x", encoding="utf-8")
    (desk.kit.folder / "papers").mkdir()
    (desk.kit.folder / "papers" / "link").symlink_to(tmp_path / "elsewhere.txt")
    found = json.loads(desk.run("check", "--format", "json").out)["findings"]
    assert [each["path"] for each in found if each["code"] == "unread-file"] == ["papers/link"]


def test_the_programme_does_without_a_plugin_for_a_reason(desk):
    desk.install(source("before_commit", "return None"))
    desk.run("plugins", "enable", "roads", "--here")
    unlist = ("plugins", "disable", "roads", "--unlist")
    assert "switch it off first" in desk.stopped(*unlist, *REASON, code=1).err
    ran = desk.run("plugins", "disable", "roads", "--here")
    assert "plugins disable roads --unlist --why TEXT" in ran.err
    assert "needs a reason" in desk.stopped(*unlist, code=2).err
    desk.run(*unlist, *REASON)
    assert desk.listed() == ""
    entry = desk.history()[-1]
    assert (entry["command"], entry["without_guards"], entry["why"]) == ("plugins disable", ["roads"], REASON[1])
    desk.run("cohort", "new", "P2", "--name", "Two")
    assert "lists no plugin 'roads'" in desk.stopped(*unlist, *REASON, code=4).err


def test_doing_without_one_plugin_asks_the_guards_of_the_others(desk):
    desk.install(source("distances", "return None"))
    desk.run("plugins", "enable", "roads", "--here")
    desk.site.uninstall("roads")
    desk.install(source("before_commit", "return 'closed on Sundays'"), name="office")
    ran = desk.stopped("plugins", "disable", "roads", "--unlist", *REASON, code=1)
    assert "closed on Sundays" in ran.err
    desk.stopped("plugins", "enable", "office", "--here", code=1)


def test_a_guard_of_every_change_is_asked_about_what_the_person_changes(desk):
    body = "return 'only cohorts' if {each.collection for each in edits} != {'cohorts'} else None"
    desk.install(STAR + f"@hookimpl\ndef kvadmin_before_commit(edits):\n    {body}\n")
    desk.run("cohort", "new", "P2", "--name", "Two")
    assert "- before_commit" in desk.listed()


def test_a_plugin_that_has_lost_all_its_hooks_or_is_left_out_is_missed(desk):
    desk.install(source("before_commit", "return None"))
    desk.run("plugins", "enable", "roads", "--here")
    desk.install("nothing = 1\n")
    assert "has no kvadmin_before_commit any more" in desk.stopped("cohort", "new", "P2", "--name", "Two").err
    desk.install(source("before_commit", "return None") + "@hookimpl\ndef kvadmin_coffee():\n    pass\n")
    assert "unknown hook 'kvadmin_coffee'" in desk.stopped("cohort", "new", "P2", "--name", "Two").err


def test_a_plugin_that_cannot_be_imported_is_missed_and_never_listed(desk):
    desk.install(source("before_commit", "return None"))
    desk.run("plugins", "enable", "roads", "--here")
    desk.install("1 / 0")
    assert "ZeroDivisionError" in desk.stopped("cohort", "new", "P2", "--name", "Two").err
    desk.install("1 / 0", name="other")
    assert "cannot be listed" in desk.stopped("plugins", "enable", "other", "--here").err


def test_without_other_plugins_their_guards_are_missed(desk):
    desk.install(source("before_commit", "return None"))
    desk.run("plugins", "enable", "roads", "--here")
    assert "--no-plugins leaves it out" in desk.stopped("--no-plugins", "cohort", "new", "P2", "--name", "Two").err


def test_a_built_in_plugin_that_is_off_is_missed_where_the_folder_has_data_of_it(desk):
    desk.run("plugins", "disable", "gathering")
    assert "is missing" not in desk.run("cohort", "list").err
    (desk.kit.folder / "gatherings").mkdir()
    (desk.kit.folder / "gatherings" / "g.yaml").write_text("id: g\nname: G\n", encoding="utf-8")
    assert "plugin 'gathering' is missing: it is disabled, and the folder has data of it" in desk.stopped(*FORGET).err
    ran = desk.run("plugins", "list", "--format", "json")
    assert {each["name"]: each["error"] for each in json.loads(ran.out)["plugins"]}["gathering"]
    ran = desk.run(*FORGET, "--without-guard", "gathering", *REASON)
    assert "Forgotten" not in ran.err


def test_the_distances_of_a_split_are_kept_with_it(desk):
    desk.run(*SPLIT)
    record = desk.kit.folder / "networks" / "P1.yaml"
    assert "measured:\n    by: great-circle\n" in record.read_text(encoding="utf-8")
    desk.install(source("distances", ANSWERS["distances"]))
    ran = desk.run("network", "explain", "0101", "--format", "json")
    assert "counts great circles" in ran.err
    far = json.loads(ran.out)["distances"]
    desk.run(*SPLIT)
    assert "by: plugin\n    plugin: roads\n    version: '1.5'\n" in record.read_text(encoding="utf-8")
    assert json.loads(desk.run("network", "explain", "0101", "--format", "json").out)["distances"] != far
    desk.site.uninstall("roads")
    said = "the distances that the split was made with are not to be had: those of 'roads' 1.5"
    assert said in desk.run("network", "explain", "0101").err
    desk.write_listed("")  # whatever the programme lists, the split knows
    for command in GUARDED["distances"][1:]:
        assert said in desk.stopped(*command).err
    desk.run(*GUARDED["distances"][2], "--without-guard", "roads", *REASON)
    assert desk.history()[-1]["without_guards"] == ["roads"]
    text = record.read_text(encoding="utf-8")
    assert "by: great-circle" in text
    assert "bound:" not in text, "it was one of other distances"


@pytest.mark.parametrize(
    ("installed", "wanted", "fits"),
    [
        ("1.5", "", True),
        ("1.5", ">=1.2", True),
        ("1.5", ">=1.2,<2", True),
        ("1.10", ">=1.9", True),
        ("1.2.post1", ">=1.2", True),
        ("1.2+local", ">=1.2", True),
        ("2.0rc1", ">=1.2", False),
        ("2.0rc1", ">=2.0rc1", True),
        ("1.2.dev3", ">=1.2", False),
        ("1.1", ">=1.2", False),
        ("2", "<2", False),
        ("?", ">=1.2", False),
        ("1.5", "1.2", False),
        ("1.5", "newest", False),
    ],
)
def test_versions_are_compared_as_pip_does(installed, wanted, fits):
    assert (version_problem(installed, wanted) == "") is fits


@pytest.mark.parametrize("plain", ["x", 3, ["a"], {"a": ["b"]}, {"a": {"b": "c"}}, {"a": {"guards": "x"}}, {"": None}])
def test_what_cannot_be_read_is_taken_for_every_guard(plain):
    assert all(len(each.guards) == 5 for each in known_entries(plain))
