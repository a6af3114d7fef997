"""A plugin whose collection was left out does not write into the one of the owner."""

from __future__ import annotations

import pytest
from extension.stranger import STAR as HEAD
from extension.stranger import Site

from kvadmin.testing import Kit

PLUGIN = (
    "import typer\nfrom typing import ClassVar\n" + HEAD + "class T(Record, kw_only=True):\n"
    "    collection: ClassVar[str] = {collection!r}\n    id: str = ''\n    number: str = ''\n    {field}: str = ''\n"
    "def make(ctx: typer.Context):\n    run = session(ctx)\n    change = run.transaction()\n"
    "    change.create(T(id='{name}1', number='0399', {field}='blue'))\n    run.commit(change)\n"
    "def read(ctx: typer.Context):\n    print([each.{field} for each in session(ctx).data.all(T)])\n"
    "@hookimpl\ndef kvadmin_collections():\n    return [Collection({collection!r}, '{folder}/{{id}}.yaml', 'plugin_{name}:T')]\n"
    "@hookimpl\ndef kvadmin_commands():\n"
    "    return [Command('make-{name}', 'M.', 'plugin_{name}:make', writes=True), Command('read-{name}', 'R.', 'plugin_{name}:read')]\n"
)


@pytest.mark.parametrize("collection", ["things", "municipalities"])
def test_who_has_lost_a_collection_does_not_write_into_that_of_the_owner(tmp_path, collection):
    site, kit = Site(tmp_path / "site"), Kit(tmp_path / "programme")
    owner = "it belongs to kvadmin itself"
    if collection == "things":
        site.install("aaa", PLUGIN.format(name="aaa", collection=collection, folder="things", field="size"))
        assert site.kvadmin("-C", str(kit.folder), "make-aaa").code == 0
        owner = "it belongs to the plugin 'aaa': its records are plugin_aaa:T, not plugin_bbb:T"
    site.install("bbb", PLUGIN.format(name="bbb", collection=collection, folder="thingsb", field="colour"))
    before = kit.files()
    for command in ("make-bbb", "read-bbb")[: 2 if collection == "things" else 1]:  # kvadmin's may be read in part
        ran = site.kvadmin("-C", str(kit.folder), command)
        assert ran.code == 6, ran.err
        assert f"plugin 'bbb' failed: collection '{collection}': {owner}" in ran.err
    assert kit.files() == before
    if collection == "things":
        assert site.kvadmin("-C", str(kit.folder), "read-aaa").out == "['blue']\n"
