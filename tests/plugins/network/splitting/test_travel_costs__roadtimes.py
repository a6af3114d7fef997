"""The plugin beside the checkout offers its distances to the split: its own tests, as if it were installed."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

PLUGIN = Path(__file__).resolve().parents[4] / "plugins_contrib" / "kvadmin-roadtimes"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """The tests of the plugin, which is installed meanwhile."""
    site = tmp_path_factory.mktemp("site")
    shutil.copytree(PLUGIN / "kvadmin_roadtimes", site / "kvadmin_roadtimes")
    info = site / "kvadmin_roadtimes-1.0.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kvadmin-roadtimes\nVersion: 1.0.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[kvadmin]\nroadtimes = kvadmin_roadtimes\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(site))
        importlib.invalidate_caches()
        spec = importlib.util.spec_from_file_location("roadtimes_tests", PLUGIN / "tests" / "test_roadtimes.py")
        tests = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(tests)
        yield tests
        for name in [name for name in sys.modules if name.partition(".")[0] == "kvadmin_roadtimes"]:
            del sys.modules[name]


@pytest.mark.parametrize(
    "name",
    [
        "test_ways_that_differ_are_asked_about_and_never_averaged_unsaid",
        "test_a_pair_without_a_road_is_said_and_stops_the_split_by_name",
        "test_the_split_says_minutes_and_what_kilometres_would_cost",
        "test_what_is_out_of_date_is_named",
        "test_without_the_members_it_has_no_opinion",
        "test_remove_and_undo",
    ],
)
def test_the_plugin_does_what_it_says(own, name, tmp_path):
    getattr(own, name)(plain(own.kit)(tmp_path), plain(own.saved)(tmp_path))


def plain(fixture):
    """The function below the fixture: which attribute has it depends on pytest's version."""
    return fixture._get_wrapped_function() if hasattr(fixture, "_get_wrapped_function") else fixture.__wrapped__
