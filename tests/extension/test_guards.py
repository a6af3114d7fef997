"""A guard that fails stops the command: what it protects is as it was, and the way out is named, asked for and kept."""

from __future__ import annotations

import json

import pytest

from extension.stranger import STAR as HEAD
from extension.stranger import Site
from kvadmin.testing import Kit

REASON = ("--why", "the plugin is broken, the deadline is today")


@pytest.fixture
def site(tmp_path) -> Site:
    return Site(tmp_path / "site")


@pytest.fixture
def kit(tmp_path) -> Kit:
    """A cohort with a complete application, and two contacts."""
    kit = Kit(tmp_path / "programme")
    texts = {
        "municipalities/0301.yaml": "number: '0301'\nname: Oslo\ncontacts:\n"
        "  - {id: ola, name: Ola Nordmann, email: ola@oslo.example, role: project-leader}\n"
        "  - {id: kari, name: Kari Hansen, email: kari@oslo.example, role: mayor}\n",
        "municipalities/0219.yaml": "number: '0219'\nname: Bærum\n",
        "cohorts/P1.yaml": "id: P1\nname: One\ncapacity: 5\nlottery_seed: a seed\n",
        "applications/P1/0301.yaml": "cohort: P1\nmunicipality: '0301'\nstate: complete\nreceived: 2008-05-19T00:00:00\n",
    }
    for path, text in texts.items():
        (kit.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (kit.folder / path).write_text(text, encoding="utf-8")
    return kit


def run(site: Site, kit: Kit, *args: str, code: int = 0):
    ran = site.kvadmin("-C", str(kit.folder), "--today", "2008-06-10", "--who", "Kari", *args)
    assert ran.code == code, ran.err + ran.out
    return ran


def stopped(site: Site, kit: Kit, plugin: str, *args: str, code: int = 6):
    """The command ends with the plugin's name, and every byte of the folder is as before."""
    before = kit.files()
    ran = run(site, kit, *args, code=code)
    assert kit.files() == before
    assert ran.out == ""
    assert repr(plugin) in ran.err or f"plugin: {plugin}" in ran.err, ran.err
    return ran


def history(site: Site, kit: Kit):
    return json.loads(run(site, kit, "log", "--format", "json").out)["entries"]


NEW = ("cohort", "new", "P2", "--name", "Two")


@pytest.mark.parametrize(
    "body", ["raise RuntimeError('no line to the archive')", "raise SystemExit(0)", "return False", "return ['no']"]
)
def test_before_commit_that_fails_stops_every_change(site, kit, body):
    site.install("archive", HEAD + f"@hookimpl\ndef kvadmin_before_commit():\n    {body}\n")
    ran = stopped(site, kit, "archive", *NEW)
    assert "--without-guard archive --why TEXT" in ran.err
    stopped(site, kit, "archive", "--dry-run", *NEW)
    stopped(site, kit, "archive", "--strict-plugins", *NEW)
    assert run(site, kit, "cohort", "list").err == ""


def test_a_guard_is_passed_over_by_name_with_a_reason_that_the_history_keeps(site, kit):
    site.install("archive", HEAD + "@hookimpl\ndef kvadmin_before_commit():\n    1 / 0\n")
    ran = run(site, kit, *NEW, "--without-guard", "archive", code=2)
    assert ran.err.splitlines()[0] == "error: passing over a guard needs a reason, which the history keeps"
    assert "'nobody'" in stopped(site, kit, "nobody", *NEW, "--without-guard", "nobody", *REASON, code=4).err
    stopped(site, kit, "archive", *NEW, "--without-guard", "cohort", *REASON)
    ran = run(site, kit, "--without-guard", "archive", *REASON, *NEW)
    assert "passed over: plugin 'archive' failed: in kvadmin_before_commit: ZeroDivisionError" in ran.err
    entry = history(site, kit)[-1]
    assert (entry["without_guards"], entry["why"]) == (["archive"], REASON[1])
    stopped(site, kit, "archive", "undo")
    run(site, kit, "undo", "--without-guard", "archive", *REASON)
    assert [each["without_guards"] for each in history(site, kit)] == [["archive"], ["archive"]]
    assert "(without guard archive)" in run(site, kit, "log", "--format", "csv").out


def test_a_guard_that_answers_is_heard_even_when_it_might_be_passed_over(site, kit):
    site.install("office", HEAD + "@hookimpl\ndef kvadmin_before_commit():\n    return 'closed on Sundays'\n")
    assert "closed on Sundays" in stopped(site, kit, "office", *NEW, "--without-guard", "office", *REASON, code=1).err


@pytest.mark.parametrize(("error", "code"), [("Refused", 1), ("InvalidData", 3), ("UnknownName", 4), ("Conflict", 5)])
def test_a_refusal_of_a_third_party_guard_counts_as_one_of_ours(site, kit, error, code):
    site.install(
        "office",
        HEAD + f"@hookimpl\ndef kvadmin_before_commit():\n    raise {error}('not on a Sunday', hint='wait')\n"
        f"@hookimpl\ndef kvadmin_admission_rules():\n    raise {error}('not on a Sunday')\n",
    )
    ran = stopped(site, kit, "office", *NEW, code=code)
    assert ran.err.splitlines() == ["error: not on a Sunday", "  plugin: office", "  hint: wait"]
    stopped(site, kit, "office", "cohort", "admit", "P1", code=code)
    stopped(site, kit, "office", *NEW, "--without-guard", "office", *REASON, code=code)


def test_admission_rules_that_fail_let_nobody_in(site, kit):
    run(site, kit, "cohort", "new", "P9", "--name", "Nine", "--capacity", "1")
    site.install(
        "debts", HEAD + "@hookimpl\ndef kvadmin_admission_rules(applicants):\n    raise OSError('no ledger')\n"
    )
    for words in (("admit", "P1"), ("admit", "P1", "--dry-run"), ("promote", "P1"), ("verify", "P1")):
        if words[0] != "admit":
            run(site, kit, "cohort", "admit", "P1", "--without-guard", "debts", *REASON)
        stopped(site, kit, "debts", "cohort", *words)
    admitted = [each for each in history(site, kit) if each["command"] == "cohort admit"]
    assert admitted[0]["without_guards"] == ["debts"]


def test_one_wrong_item_among_rulings_stops_the_admission(site, kit):
    site.install(
        "debts", HEAD + "@hookimpl\ndef kvadmin_admission_rules():\n    return [Ineligible('0301', 'debt', 5), 'x']\n"
    )
    assert "Ineligible: text is int, not str" in stopped(site, kit, "debts", "cohort", "admit", "P1").err


def test_what_is_handed_to_several_plugins_is_nobodys_to_change(site, kit):
    site.install(
        "aaa", HEAD + "@hookimpl\ndef kvadmin_admission_rules(applicants):\n    applicants.clear()\n    return []\n"
    )
    stopped(site, kit, "aaa", "cohort", "admit", "P1")


@pytest.fixture
def places(tmp_path):
    rows = [f"x-{n},Agder {n},Agder,{58 + n / 10},{7 + n % 3},1000" for n in range(8)]
    file = tmp_path / "places.csv"
    file.write_text("id,name,county,lat,lon,population\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return file


SPLIT_GUARDS = {
    "distances raise": "@hookimpl\ndef kvadmin_distances():\n    raise TimeoutError('the road service is away')\n",
    "distances of two places": "@hookimpl\ndef kvadmin_distances():\n    return [[0, 1], [1, 0]]\n",
    "distances are words": "@hookimpl\ndef kvadmin_distances():\n    return 'far'\n",
    "rules raise": "@hookimpl\ndef kvadmin_network_rules():\n    raise TypeError('x')\n",
    "no rule": "@hookimpl\ndef kvadmin_network_rules():\n    return [object()]\n",
    "a rule raises": "class Rule:\n    name = 'mine'\n    def allowed(self, members):\n        raise ValueError('x')\n"
    "@hookimpl\ndef kvadmin_network_rules():\n    return [Rule()]\n",
    "a rule forgets to answer": "class Rule:\n    name = 'mine'\n    def allowed(self, members):\n        pass\n"
    "@hookimpl\ndef kvadmin_network_rules():\n    return [Rule()]\n",
    "a rule gives kilometres away": "class Rule:\n    name = 'mine'\n    def cost(self, members):\n"
    "        return [-1.0] * len(members)\n@hookimpl\ndef kvadmin_network_rules():\n    return [Rule()]\n",
}


@pytest.mark.parametrize("kind", SPLIT_GUARDS)
def test_rules_and_distances_that_fail_stop_the_split(site, kit, places, kind):
    site.install("roads", HEAD + SPLIT_GUARDS[kind])
    stopped(site, kit, "roads", "network", "split", "--places", str(places), "--size", "4..4")


def test_a_split_without_the_guard_that_was_passed_over(site, kit, places):
    site.install("roads", HEAD + SPLIT_GUARDS["distances raise"])
    split = ("network", "split", "--places", str(places), "--size", "4..4", "--format", "json")
    ran = run(site, kit, *split, "--without-guard", "roads", *REASON)
    assert len(json.loads(ran.out)["networks"]) == 2
    assert ran.err.count("passed over") == 1


def test_a_plugin_left_out_for_another_fault_is_missed_where_it_guards(site, kit):
    site.install(
        "office",
        HEAD + "@hookimpl\ndef kvadmin_before_commit():\n    return 'no'\n@hookimpl\ndef kvadmin_coffee():\n    pass\n",
    )
    assert "unknown hook 'kvadmin_coffee'" in stopped(site, kit, "office", *NEW).err
    run(site, kit, *NEW, "--without-guard", "office", *REASON)


GUESTS = (
    HEAD + "@hookimpl\ndef kvadmin_personal_data(snapshot, email):\n"
    "    def tear(transaction):\n        transaction.put_file('guests.txt', b'half')\n        raise OSError('the book is chained')\n"
    "    return [PersonalData('guest book', {'e-mail': email}, tear)]\n"
)
FORGET = ("contact", "forget", "ola@oslo.example", "--yes")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (HEAD + "@hookimpl\ndef kvadmin_personal_data():\n    raise OSError('no line')\n", "OSError: no line"),
        (HEAD + "@hookimpl\ndef kvadmin_personal_data():\n    return 'x'\n", "returned str, not a list"),
        (GUESTS, "guests: guest book: plugin 'guests' failed: PersonalData 'guest book', erase: OSError: the book is"),
    ],
)
def test_forget_erases_what_it_can_and_says_what_remains(site, kit, source, said):
    site.install("guests", source)
    ran = run(site, kit, *FORGET, code=6)
    assert said in ran.err
    assert "Forgotten" not in ran.err
    assert "contact forget ola@oslo.example" in ran.err  # the way to finish it
    assert not any(b"ola@oslo.example" in content for content in kit.files().values())
    assert "guests.txt" not in kit.files()
    assert b"kari@oslo.example" in kit.files()["municipalities/0301.yaml"]


def test_nobody_is_said_to_be_unknown_while_a_plugin_does_not_answer(site, kit):
    site.install("guests", HEAD + "@hookimpl\ndef kvadmin_personal_data():\n    raise OSError('no line')\n")
    stopped(site, kit, "guests", "contact", "forget", "per@oslo.example", "--yes")
    stopped(site, kit, "guests", "contact", "report", "per@oslo.example")
    assert "ola@oslo.example" in run(site, kit, "contact", "report", "ola@oslo.example", code=6).out
    ran = run(site, kit, *FORGET, "--without-guard", "guests", *REASON)
    assert "Forgotten" not in ran.err
    assert "Erased" in ran.err
    assert history(site, kit)[-1]["without_guards"] == ["guests"]


def test_a_change_that_is_written_is_said_to_be_saved_whatever_hears_of_it(site, kit):
    site.install("bell", HEAD + "@hookimpl\ndef kvadmin_after_commit(entry):\n    raise RuntimeError('cracked')\n")
    ran = run(site, kit, *NEW)
    assert "Saved. Undo with: kvadmin undo" in ran.err
    assert "plugin 'bell' failed: in kvadmin_after_commit: RuntimeError: cracked" in ran.err
    ran = run(site, kit, "--strict-plugins", "cohort", "new", "P3", "--name", "Three", code=6)
    assert "Saved. Undo with: kvadmin undo" in ran.err
    assert "cohorts/P3.yaml" in kit.files()
    ran = run(site, kit, "--strict-plugins", "undo", code=6)
    assert "Taken back" in ran.err


UNHEARD = {
    "not marked": "def kvadmin_before_commit():\n    return 'no'\n",
    "in a cache": "import functools\n@functools.lru_cache\n@hookimpl\ndef kvadmin_before_commit():\n    return 'no'\n",
    "an object": "class Veto:\n    def __call__(self):\n        return 'no'\nkvadmin_before_commit = hookimpl(Veto())\n",
}


@pytest.mark.parametrize("kind", UNHEARD)
def test_a_guard_that_would_never_be_asked_is_no_guard_passed_in_silence(site, kit, kind):
    site.install("vets", HEAD + UNHEARD[kind])
    ran = stopped(site, kit, "vets", "cohort", "set", "P1", "capacity", "9")
    assert "kvadmin_before_commit is no function marked with @hookimpl" in ran.err


def test_a_guard_of_another_name_is_missed_where_another_hook_spoils_the_plugin(site, kit):
    guard = "@hookimpl(specname='kvadmin_before_commit')\ndef zeal():\n    return 'no'\n"
    site.install("vets", f"{HEAD}{guard}@hookimpl\ndef kvadmin_checks(nonsense):\n    return []\n")
    ran = stopped(site, kit, "vets", "cohort", "set", "P1", "capacity", "9")
    assert "in kvadmin_before_commit: the plugin is left out" in ran.err


def test_a_guard_that_changes_what_it_is_asked_about_changes_nothing(site, kit):
    body = "    for edit in edits:\n        object.__setattr__(edit, 'value', 1)\n    return None\n"
    site.install("meddles", f"{HEAD}@hookimpl\ndef kvadmin_before_commit(edits):\n{body}")
    run(site, kit, "cohort", "set", "P1", "capacity", "9")
    assert "capacity: 9\n" in (kit.folder / "cohorts/P1.yaml").read_text(encoding="utf-8")
