"""A programme knows its plugins: what a missing one would have stopped is refused, and the folder stays readable."""

from __future__ import annotations

import pytest

from extension.desk import ANSWERS, FORGET, REASON, SPLIT, source
from kvadmin.extension.discovering.known_plugins import known_entries, version_problem

NETWORK = [
    SPLIT,
    ("network", "repair", "P1"),
    ("network", "move", "0101", "2", "--anyway"),
    ("network", "advisor", "assign", "P1"),
]

#: Guard -> the commands that it may stop.
GUARDED = {
    "before_commit": [("cohort", "new", "P2", "--name", "Two"), ("undo",), ("cohort", "set", "P1", "capacity", "7")],
    "admission_rules": [("cohort", "admit", "P3"), ("cohort", "odds", "P4"), ("cohort", "promote", "P4")],
    "personal_data": [FORGET],
    "network_rules": NETWORK,
    "distances": NETWORK,
}
READING = {"before_commit": ("cohort", "list"), "admission_rules": ("cohort", "show", "P3"), "personal_data": ("contact", "list")}  # fmt: skip
LIST = {"network_rules": ("network", "explain", "0101"), "distances": ("network", "explain", "0101")}


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
