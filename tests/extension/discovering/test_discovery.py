"""Where the person's settings lie: the answer given without platformdirs is platformdirs' own."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from kvadmin.extension.discovering.discovery import user_settings_file


@pytest.mark.parametrize(
    ("home", "xdg"),
    [
        ("/home/kari", None),
        ("/home/kari", ""),
        ("/home/kari", "/srv/settings"),
        ("/home/kari", "relative"),
        ("/", None),
    ],
)
def test_the_settings_file_is_where_platformdirs_says(monkeypatch, home, xdg):
    monkeypatch.delenv("KVADMIN_CONFIG", raising=False)
    monkeypatch.setenv("HOME", home)
    if xdg is None:
        monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_CONFIG_HOME", xdg)
    assert user_settings_file() == Path(platformdirs.user_config_dir("kvadmin", appauthor=False)) / "config.toml"


def test_the_environment_may_name_another_file(monkeypatch):
    monkeypatch.setenv("KVADMIN_CONFIG", "/tmp/mine.toml")
    assert user_settings_file() == Path("/tmp/mine.toml")
