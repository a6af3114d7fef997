"""A programme, and the plugins that are installed, disabled and gone on a machine; all in this process."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import pytest

from extension.stranger import STAR, Site
from kvadmin.testing import Kit

REASON = ("--why", "the office of the plugin is closed, the deadline is today")
FORGET = ("contact", "forget", "ola@oslo.example", "--yes")
SPLIT = ("network", "split", "P1", "--size", "4..4")

ANSWERS = {
    "before_commit": "return None",
    "admission_rules": "return []",
    "personal_data": "return []",
    "network_rules": "return []",
    "distances": "return [[abs(int(a.id) - int(b.id)) * 1.0 for a in places] for b in places]",
}


def source(guard: str, body: str) -> str:
    arguments = "snapshot, places" if guard in ("network_rules", "distances") else "snapshot"
    return STAR + f"@hookimpl\ndef kvadmin_{guard}({arguments}):\n    {body}\n"


class Desk:
    """A programme and the plugins that are installed on the machine, in this process."""

    def __init__(self, kit: Kit, site: Site) -> None:
        self.kit, self.site = kit, site

    def install(self, text: str, version: str = "1.5", name: str = "roads") -> None:
        self.site.install(name, text, version=version)

    def forget_plugins(self) -> None:
        """What was imported of plugins is imported anew, as in a process of its own."""
        for name in [name for name in sys.modules if name.startswith("plugin_")]:
            del sys.modules[name]
        importlib.invalidate_caches()

    def run(self, *args: str, code: int = 0):
        self.forget_plugins()
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


def made(folder: Path, patch: pytest.MonkeyPatch) -> Desk:
    kit, site = Kit(folder / "programme"), Site(folder / "site")
    patch.syspath_prepend(str(site.folder))
    patch.setattr(sys, "dont_write_bytecode", True)
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
