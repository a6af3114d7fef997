"""Records of a plugin outside kvadmin, and fields it adds to others: editors know them as they know kvadmin's own."""

from __future__ import annotations

import json

VISITS = '''
from datetime import date
from typing import ClassVar
from kvadmin.api import hookimpl
from kvadmin.api.hooks import Collection, ExtraField
from kvadmin.api.records import Record

class Visit(Record, kw_only=True):
    """A visit. ``kind`` says why."""
    collection: ClassVar[str] = "calls"
    KINDS: ClassVar[tuple[str, ...]] = ("first", "later")
    id: str
    day: date
    kind: str = "first"

@hookimpl
def kvadmin_collections():
    return [Collection("calls", "calls/{id}.yaml", f"{__name__}:Visit", help="Calls.")]

@hookimpl
def kvadmin_fields():
    return [ExtraField("municipalities", "calls_left", "int", help="How many calls are left.")]
'''


def findings(desk):
    found = json.loads(desk.run("check", "--format", "json").out)["findings"]
    return [each["text"] for each in found if each["code"] == "old-schemas"]


def test_they_are_written_and_named_when_the_plugin_comes(desk):
    desk.run("schema", "write")
    assert findings(desk) == []
    desk.install(VISITS, name="calls")
    assert [each.rpartition(": ")[2] for each in findings(desk)] == ["municipalities, calls"]
    desk.run("schema", "write")
    assert findings(desk) == []
    room = desk.kit.folder / ".schemas"
    calls = json.loads((room / "calls.json").read_text(encoding="utf-8"))
    assert calls["properties"]["kind"]["enum"] == ["first", "later"]
    assert calls["properties"]["kind"]["description"] == "kind says why."
    assert calls["required"] == ["day"]
    town = json.loads((room / "municipalities.json").read_text(encoding="utf-8"))["properties"]["calls_left"]
    assert town["description"] == "How many calls are left. A whole number."


def test_a_plugin_that_is_gone_leaves_its_schema_to_those_who_have_it(desk):
    desk.install(VISITS, name="calls")
    desk.run("schema", "write")
    desk.site.uninstall("calls")
    assert [each.rpartition(": ")[2] for each in findings(desk)] == ["municipalities"]
    desk.run("schema", "write")
    assert (desk.kit.folder / ".schemas/calls.json").exists()
