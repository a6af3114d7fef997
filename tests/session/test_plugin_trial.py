"""``kvadmin plugins check`` finds what no other command happens to call, whatever a plugin does meanwhile."""

from __future__ import annotations

import json

import pytest
from extension.stranger import Site

HEAD = "from kvadmin.api import Command, hookimpl\nfrom kvadmin.api.hooks import *\nfrom kvadmin.api.records import Record\n"
RECORD = "class Odd(Record, kw_only=True):\n    collection = 'odds'\n    id: str\n"


def hook(name: str, body: str, arguments: str = "") -> str:
    return f"{HEAD}{RECORD}@hookimpl\ndef kvadmin_{name}({arguments}):\n    {body}\n"


#: Kind -> the plugin, and what its line must say.
ODD = {
    "collections raise": (hook("collections", "raise RuntimeError('boom')"), "in kvadmin_collections: RuntimeError: boom"),
    "fields raise": (hook("fields", "raise RuntimeError('boom')"), "in kvadmin_fields: RuntimeError: boom"),
    "record class": (hook("collections", "return [Collection('odds', 'odds/{id}.yaml', 'plugin_odd:Nobody')]"), "no attribute 'Nobody'"),
    "no record": (hook("collections", "return [Collection('odds', 'odds/{id}.yaml', 'plugin_odd:Collection')]"), "is no Record"),
    "other collection": (hook("collections", "return [Collection('evens', 'odds/{id}.yaml', 'plugin_odd:Odd')]"), "collection = 'odds'"),
    "key": (hook("collections", "return [Collection('odds', 'odds/{key}.yaml', 'plugin_odd:Odd')]"), "no field key"),
    "reference": (hook("collections", "return [Collection('odds', 'odds/{id}.yaml', 'plugin_odd:Odd', references=(Reference('town', 'municipalities'),))]"), "no field town, which a reference names"),
    "no list": (hook("commands", "return Command('odd', 'Odd.', 'plugin_odd:Odd')"), "not a list"),
    "command": (hook("commands", "return [Command('odd', 'Odd.', 'a_module_nobody_has:app')]"), "a_module_nobody_has"),
    "no command": (hook("commands", "return [Command('odd', 'Odd.', 'plugin_odd:__name__')]"), "is no command"),
    "status": (hook("status", "raise LookupError(today)", "today"), "in kvadmin_status: LookupError: 2008-06-10"),
    "prints": (hook("checks", "print('noise'); return []"), "prints on stdout, which carries results only: 'noise'"),
    "word": (hook("selection_words", "return [Predicate('odd', 'Odd.', lambda *_: 1 / 0)]"), "ZeroDivisionError"),
    "writer": (hook("writers", "return [Writer('odd', '.odd', lambda report: 'text')]"), "bytes"),
    "rule": (hook("network_rules", "Odd = type('R', (), {'name': 'odd', 'cost': lambda self, m: [1]}); return [Odd()]"), "shape"),
    "erase": (hook("personal_data", "return [PersonalData('odd', {}, erase=lambda _: 1 / 0)]"), "ZeroDivisionError"),
    "column": (hook("list_columns", "return [ListColumn('odd', 'Odd', {'Oslo': 1}, 'int')]"), "was not asked for: Oslo"),
    "job": (hook("jobs", "return [Job('odd', 'Odd', (JobStep('x', 'contact lisst'),))]"), "there is no command 'contact lisst'"),
    "code": (hook("admission_rules", "return [Ineligible('0301', 'rejected-late', '')]"), "is one of kvadmin's own"),
    "transport": (hook("mail_transports", "return [TransportDeclaration('odd', 'Odd.', 'plugin_odd:nobody')]"), "no attribute 'nobody'"),
    "clash": (hook("fields", "return [ExtraField('municipalities', 'name')]"), "is left out"),
    "ends": (hook("status", "import ctypes; ctypes.CDLL(None)._exit(7)"), "in kvadmin_status: the process ended with exit code 7"),
    "slow": ("import time\ntime.sleep(2.5)\nfrom kvadmin.api import hookimpl\n", "every command waits for it"),
    "hangs": (f"import time\ntime.sleep(600)\n{HEAD}", "import: takes more than 4 seconds"),
    "hook hangs": (hook("after_commit", "import time; time.sleep(600)"), "in kvadmin_after_commit: takes more than 4 seconds"),
}  # fmt: skip


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path / "site")


@pytest.mark.parametrize("kind", ODD)
def test_what_is_wrong_is_found_and_named(site, kind):
    text, problem = ODD[kind]
    site.install("odd", text)
    ran = site.kvadmin("plugins", "check", "odd", "--time-limit", "4", "--format", "json")
    assert ran.code == 1, ran.err
    (found,) = json.loads(ran.out)["plugins"]
    assert problem in found["error"]
    assert found["status"] == ("active" if kind in ("clash", "prints") else "failed")
    assert "kvadmin plugins disable odd" in ran.err


def test_a_sound_plugin_and_the_built_in_ones_pass(site):
    site.install("odd", hook("collections", "return [Collection('odds', 'odds/{id}.yaml', 'plugin_odd:Odd')]"))
    site.install("hangs", "import time\ntime.sleep(600)\n")
    ran = site.kvadmin("plugins", "check", "odd", "programme", "municipality", "cohort", "network", "gathering",
                       "evaluation", "mail", "--format", "json")  # fmt: skip
    assert ran.code == 0, ran.out
    found = {each["name"]: each for each in json.loads(ran.out)["plugins"]}
    assert found["odd"]["hooks"] == ["kvadmin_collections"]
    assert {each["status"] for each in found.values()} == {"active"}


def test_the_steps_of_a_job_may_be_commands_of_strangers(site):
    text = (
        f"{HEAD}def visits():\n    pass\n@hookimpl\ndef kvadmin_commands():\n"
        "    return [Command('visits', 'Visits.', 'plugin_odd:visits', under='municipality')]\n"
        "@hookimpl\ndef kvadmin_jobs():\n    steps = JobStep('x', 'municipality visits'), JobStep('y', 'status')\n"
        "    return [Job('odd', 'Odd', (*steps, JobStep('z', 'evaluation goals --cohort P1')))]\n"
    )
    site.install("odd", text)
    ran = site.kvadmin("plugins", "check", "odd")
    assert ran.code == 0, ran.out


def test_every_hook_is_tried():
    import inspect

    from kvadmin.extension import specs
    from kvadmin.session import plugin_trial

    source = inspect.getsource(plugin_trial.arguments)
    for name, function in inspect.getmembers(specs, inspect.isfunction):
        if name.startswith("kvadmin_"):
            assert all(f'"{each}"' in source for each in inspect.signature(function).parameters), name
