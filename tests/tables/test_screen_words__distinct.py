"""Two columns of one list never have the same heading, in any language of the screen."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

import kvadmin.plugins
from kvadmin.tables.table import Column
from kvadmin.translation import CATALOGUE, tr


def lists():
    """Where each tuple of columns stands, and their headings in English."""
    for module in pkgutil.walk_packages(kvadmin.plugins.__path__, "kvadmin.plugins."):
        for name, found in vars(importlib.import_module(module.name)).items():
            if isinstance(found, tuple) and found and all(isinstance(each, Column) for each in found):
                yield f"{module.name}.{name}", [each.title for each in found if each.title]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_no_heading_stands_twice_over_a_list(language):
    found = list(lists())
    assert len(found) > 40
    folders = [str(each) for each in sorted(Path(kvadmin.plugins.__path__[0]).glob("*/locale"))]
    with CATALOGUE.speaking(language):
        CATALOGUE.read(folders)
        assert tr("Letters") == "Brev"
        told = {where: sorted(map(tr, titles)) for where, titles in found if len(set(titles)) == len(titles)}
    assert {where: titles for where, titles in told.items() if len(set(titles)) < len(titles)} == {}
