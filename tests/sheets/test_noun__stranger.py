"""A stranger's records have a sheet like those of kvadmin: the example of docs/plugins.md, by its own tests."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest
from extension.stranger import STAR

EXAMPLE = Path(__file__).resolve().parents[2] / "plugins_contrib" / "kvadmin-visits"
PAGE = EXAMPLE.parents[1] / "docs" / "plugins.md"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """The tests of the example, which is installed meanwhile."""
    site = tmp_path_factory.mktemp("site")
    shutil.copytree(EXAMPLE / "kvadmin_visits", site / "kvadmin_visits")
    info = site / "kvadmin_visits-1.0.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kvadmin-visits\nVersion: 1.0.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[kvadmin]\nvisits = kvadmin_visits\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(site))
        importlib.invalidate_caches()
        spec = importlib.util.spec_from_file_location("visits_tests", EXAMPLE / "tests" / "test_visits.py")
        tests = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(tests)
        yield tests
        for name in [name for name in sys.modules if name.partition(".")[0] == "kvadmin_visits"]:
            del sys.modules[name]


@pytest.mark.parametrize(
    "name",
    [
        "test_untouched_it_changes_nothing",
        "test_cells_rows_and_deleted_rows_come_back_and_undo_takes_them_away",
        "test_what_cannot_be_has_an_address_and_nothing_is_written",
        "test_a_new_visit_is_to_somebody",
    ],
)
def test_the_example_does_what_it_says(own, name, tmp_path):
    kit = plain(own.kit)(tmp_path)
    getattr(own, name)(kit, plain(own.file)(kit, tmp_path))


def test_a_selection_chooses(own, tmp_path):
    own.test_a_selection_chooses(plain(own.kit)(tmp_path), tmp_path)


def plain(fixture):
    """The function below the fixture: which attribute has it depends on pytest's version."""
    return fixture._get_wrapped_function() if hasattr(fixture, "_get_wrapped_function") else fixture.__wrapped__


def test_the_page_shows_the_code_of_the_example():
    code = (EXAMPLE / "kvadmin_visits" / "sheet.py").read_text(encoding="utf-8")
    assert code[code.index("class Visits:") :].strip() in PAGE.read_text(encoding="utf-8")


RUDE = (
    STAR
    + """
from kvadmin.api.sheets import SheetColumn, SheetRow
class Rude:
    adds, removes, personal = (), "", False
    def columns(self, run, scope): return [SheetColumn("who", "Who")]
    def rows(self, run, scope): raise ZeroDivisionError("rude")
    def apply(self, run, scope, edits, change): return []
RUDE = Rude()
@hookimpl
def kvadmin_sheets():
    mine = SheetDeclaration("contacts", "theirs", "plugin_rude:RUDE")
    return [mine, SheetDeclaration("rudes", "a rude one", "plugin_rude:RUDE")]
"""
)


def test_a_noun_has_one_owner_and_one_that_fails_is_its_plugins(desk, tmp_path):
    desk.install(RUDE, name="rude")
    desk.run("sheet", "out", "contacts", "-o", str(tmp_path / "contacts.xlsx"))
    ran = desk.run("sheet", "out", "rudes", "-o", str(tmp_path / "rudes.xlsx"), code=6)
    assert "rude" in ran.err
    assert "sheet 'contacts'" in ran.err
    assert not (tmp_path / "rudes.xlsx").exists()


def test_a_noun_that_lacks_something_is_found_before_it_is_used(desk):
    desk.install(RUDE.replace('adds, removes, personal = (), "", False', 'adds, removes = (), ""'), name="rude")
    ran = desk.run("plugins", "check", code=1)
    assert "plugin_rude:RUDE has no personal" in ran.out + ran.err
