"""The hooks of the network plugin, used by a stranger that is really installed, in a process of its own."""

from __future__ import annotations

import json

import pytest
from extension.stranger import STAR, Site

from kvadmin.testing import Kit

HEAD = "import numpy as np\n" + STAR


@pytest.fixture
def site(tmp_path) -> Site:
    return Site(tmp_path / "site")


def split(site: Site, places, *more: str, code: int = 0):
    ran = site.kvadmin("network", "split", "--places", str(places), "--size", "4..6", *more, "--format", "json")
    assert ran.code == code, ran.err
    return json.loads(ran.out) if code == 0 else ran


def test_kvadmin_distances(site, places_file):
    site.install(
        "roads",
        HEAD + "@hookimpl\ndef kvadmin_distances(snapshot, places):\n"
        "    assert snapshot is None\n"
        "    last = np.array([int(p.id[-1]) for p in places])\n"
        "    return np.where(last[:, None] == last[None, :], 1.0, 50.0), 'min'\n",
    )
    data = split(site, places_file, "--networks", "3")
    tails = [[m[-1] for m in each["members"]] for each in data["networks"]]
    assert data["objective"] < data["objective_km"]
    assert all(len(set(each)) < 5 for each in tails)


def test_an_unknown_pair_of_a_plugin_is_named(site, places_file):
    site.install(
        "holes",
        HEAD + "@hookimpl\ndef kvadmin_distances(places):\n"
        "    table = np.ones((len(places), len(places)))\n    table[0, 1] = np.nan\n    return table\n",
    )
    assert "x-1001 Agderby A - x-1002 Agderby B" in split(site, places_file, code=3).err


def test_kvadmin_network_rules(site, places_file):
    site.install(
        "office",
        HEAD + "class Rivals:\n    name = 'rivals meet elsewhere'\n"
        "    def __init__(self, places):\n        self.at = [i for i, p in enumerate(places) if p.id in ('x-1001', 'x-1002')]\n"
        "    def allowed(self, members):\n        return np.isin(members, self.at).sum(axis=1) < 2\n"
        "class Odd:\n    name = 'odd sizes'\n"
        "    def cost(self, members):\n        return np.full(len(members), 7.0 * (members.shape[1] % 2))\n"
        "@hookimpl\ndef kvadmin_network_rules(places):\n    return [Rivals(places), Odd()]\n",
    )
    data = split(site, places_file, "--networks", "3")
    home = {m: each["id"] for each in data["networks"] for m in each["members"]}
    assert home["x-1001"] != home["x-1002"]
    odd = sum(len(each["members"]) % 2 for each in data["networks"])
    assert data["terms"] == {"odd sizes": 7.0 * odd}
    refused = split(site, places_file, "--together", "x-1001,x-1002", code=1)
    assert "rivals meet elsewhere" in refused.err


def test_something_that_is_no_rule_is_refused_by_name(site, places_file):
    site.install("odd", HEAD + "@hookimpl\ndef kvadmin_network_rules():\n    return [object()]\n")
    assert "plugin 'odd'" in split(site, places_file, code=6).err


def test_kvadmin_pictures(site, split_kit: Kit, tmp_path):
    site.install(
        "office",
        "import typer\n" + HEAD + "def show(ctx: typer.Context):\n    run = session(ctx)\n"
        "    drawn = run.call('kvadmin_pictures', snapshot=run.data, name='network-map', key='P1', language='nn')\n"
        "    print([(plugin, bytes(svg[:4])) for plugin, svg in drawn if svg])\n"
        "@hookimpl\ndef kvadmin_commands():\n    return [Command('pictures', 'Show.', 'plugin_office:show')]\n"
        "@hookimpl\ndef kvadmin_pictures(name):\n    return b'<svg/>' if name == 'coat-of-arms' else None\n",
    )
    ran = site.kvadmin("-C", str(split_kit.folder), "pictures")
    assert ran.out == "[('network', b'<svg')]\n", ran.err
