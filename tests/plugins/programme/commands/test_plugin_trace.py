"""``kvadmin plugins trace -- COMMAND`` and ``plugins list --timing``: what runs, how long, and nothing personal."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from extension.stranger import STAR, Site

CHECKS = STAR + "@hookimpl\ndef kvadmin_checks(snapshot):\n    {body}\n"


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path / "site")


@pytest.fixture
def trace(site, programme):
    """Trace a command in a process of its own, as it is typed."""

    def traced(*words, before=(), code=0):
        ran = site.kvadmin("-C", str(programme), *before, "plugins", "trace", "--format", "json", "--", *words)
        assert ran.code == code, ran.err
        return (json.loads(ran.out) if ran.out else None), ran.err

    return traced


def test_every_call_is_shown_in_order_and_summed(trace, site):
    site.install("roads", CHECKS.format(body="return [Finding('x', 0, 0, 'odd', 'odd', '', 'warning')] * 3"))
    found, err = trace("check")
    assert found["exit_code"] == 0
    assert [each["n"] for each in found["calls"]] == list(range(1, len(found["calls"]) + 1))
    assert found["calls"][0]["hook"] == "kvadmin_commands"
    [call] = [each for each in found["calls"] if (each["hook"], each["plugin"]) == ("kvadmin_checks", "roads")]
    assert (call["answer"], call["count"], call["times"], call["error"]) == ("Finding", 3, 1, "")
    [roads] = [each for each in found["plugins"] if each["plugin"] == "roads"]
    assert roads["import_ms"] > 0
    own = [each for each in found["calls"] if each["plugin"] == "roads"]
    assert roads["calls"] == sum(each["times"] for each in own)
    assert roads["ms"] == pytest.approx(sum(each["own_ms"] for each in own), abs=0.01)
    hooks = {each["hook"]: each["calls"] for each in found["hooks"]}
    assert sum(hooks.values()) == sum(each["calls"] for each in found["plugins"])
    assert found["total_ms"] > sum(each["ms"] for each in found["plugins"])
    assert "odd" in err  # what the command printed, the result of `check` among it


def test_stdout_is_the_trace_alone_and_the_output_of_the_command_is_on_stderr(site, programme):
    ran = site.kvadmin("-C", str(programme), "plugins", "trace", "--", "municipality", "list", "--format", "csv")
    assert "Oslo" not in ran.out
    assert "0301,Oslo" in ran.err
    assert "The command ended with exit code 0 after" in ran.out


def test_the_command_speaks_as_the_trace_does_unless_its_words_say_otherwise(site, programme):
    words = ("-C", str(programme), "--lang", "nn", "plugins", "trace", "--", "municipality", "show", "9999")
    assert "ingen kommune har nummeret" in site.kvadmin(*words).err
    assert "no municipality has the number" in site.kvadmin(*words, "--lang", "en").err


def test_what_fails_is_told_by_class_and_place_never_by_its_words(trace, site):
    site.install("roads", CHECKS.format(body="raise ValueError('Kari Nordmann')"))
    found, err = trace("check")
    assert "Kari Nordmann" in err
    assert "Kari" not in json.dumps(found)
    [call] = [each for each in found["calls"] if each["error"]]
    assert call["error"].startswith("ValueError (plugin_roads.py:")
    assert [each["failed"] for each in found["plugins"] if each["plugin"] == "roads"] == [1]


def test_one_that_cannot_be_imported_is_there_with_its_time(trace, site):
    site.install("roads", "raise RuntimeError")
    found, _ = trace("municipality", "list")
    [roads] = [each for each in found["plugins"] if each["plugin"] == "roads"]
    assert (roads["calls"], roads["failed"]) == (0, 1)


@pytest.mark.parametrize(
    ("words", "code"),
    [(("municipality", "show", "9999"), 4), (("nonsense",), 2), (("check", "--format", "nonsense"), 2)],
)
def test_the_exit_code_of_the_command_is_told_and_the_trace_is_well(trace, words, code):
    found, err = trace(*words)
    assert found["exit_code"] == code
    assert err


def test_a_command_that_writes_does_write_and_can_be_undone(trace, site, programme):
    file = next((programme / "municipalities").glob("0301*"))
    before = file.read_bytes()
    found, err = trace("municipality", "set", "0301", "population", "7")
    assert "kvadmin_before_commit" in {each["hook"] for each in found["calls"]}
    assert "population: 7" in file.read_text(encoding="utf-8")
    assert "Saved." in err
    assert site.kvadmin("-C", str(programme), "undo", "--yes").code == 0
    assert file.read_bytes() == before


@pytest.mark.parametrize("before", [True, False])
def test_a_dry_run_stays_one(trace, programme, before):
    file = next((programme / "municipalities").glob("0301*"))
    text = file.read_bytes()
    words = ("municipality", "set", "0301", "population", "7")
    _, err = trace(*words, before=("--dry-run",)) if before else trace(*words, "--dry-run")
    assert "Dry run: nothing was written." in err
    assert file.read_bytes() == text


def test_who_and_why_and_no_plugins_are_handed_on(trace, site, programme):
    site.install("roads", CHECKS.format(body="return []"))
    options = ("--who", "Kari", "--why", "a try", "--no-plugins")
    found, _ = trace("municipality", "set", "0301", "population", "7", before=options)
    assert "roads" not in {each["plugin"] for each in found["plugins"]}
    entry = json.loads(site.kvadmin("-C", str(programme), "log", "--format", "json").out)["entries"][-1]
    assert (entry["who"], entry["why"]) == ("Kari", "a try")


@pytest.mark.parametrize(
    "words", [("plugins", "trace", "--", "status"), ("--no-input", "plugins", "trace", "--", "status")]
)
def test_a_trace_is_not_traced(site, programme, words):
    ran = site.kvadmin("-C", str(programme), "plugins", "trace", "--format", "json", "--", *words)
    if words[0] == "plugins":
        assert ran.code == 2
        assert ran.out == ""
    else:
        assert json.loads(ran.out)["exit_code"] == 2
    assert "trace" in ran.err


def test_without_a_command_it_says_what_is_missing(site, programme):
    ran = site.kvadmin("-C", str(programme), "plugins", "trace")
    assert ran.code == 2
    assert "COMMAND" in ran.err


def test_a_plugin_that_ends_the_process_leaves_what_was_heard(trace, site):
    site.install("roads", CHECKS.format(body="import os, signal; os.kill(os.getpid(), signal.SIGKILL)"))
    found, _ = trace("check")
    assert found["exit_code"] == 128 + 9
    assert found["total_ms"] > 0
    assert "kvadmin_commands" in {each["hook"] for each in found["calls"]}


def test_calls_that_are_alike_are_one_line(trace):
    found, _ = trace("municipality", "list")
    pairs = [
        (each["hook"], each["plugin"], each["answer"], each["count"], each["error"], each["depth"])
        for each in found["calls"]
    ]
    assert all(one != after for one, after in pairwise(pairs))


def test_timing_adds_two_columns_of_fresh_processes(site, programme):
    site.install("roads", "import time\ntime.sleep(0.2)\n" + CHECKS.format(body="return []"))
    site.install("off", STAR)
    site.kvadmin("plugins", "disable", "off")
    ran = site.kvadmin("-C", str(programme), "plugins", "list", "--timing", "--format", "json")
    assert ran.code == 0, ran.err
    found = {each["name"]: each for each in json.loads(ran.out)["plugins"]}
    assert found["roads"]["import_ms"] >= 200
    assert found["roads"]["declarations_ms"] < 200
    assert found["off"]["import_ms"] is None
    assert all(each["import_ms"] >= 0 for each in found.values() if each["builtin"])
    assert "import_ms" not in site.kvadmin("-C", str(programme), "plugins", "list", "--format", "json").out
    assert "fresh processes" in site.kvadmin("-C", str(programme), "plugins", "list", "--timing").out


def test_a_name_that_is_deprecated_is_told_the_author_by_check_only(site, programme):
    site.install("roads", "from kvadmin.api import Municipality, hookimpl\n")
    ran = site.kvadmin("-C", str(programme), "plugins", "check", "roads", "--format", "json")
    assert ran.code == 0, ran.err
    [status] = json.loads(ran.out)["plugins"]
    [warning] = status["warnings"]
    assert warning.startswith("kvadmin.api.Municipality is now kvadmin.api.records.Municipality")
    assert "(plugin_roads.py:1)" in warning
