"""Names of new plugins: nobody's yet, here or in Python."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("Road-Times", 2, "kvadmin plugins new roadtimes"),
        ("kvadmin-visits", 2, "kvadmin plugins new visits"),
        ("2nd", 2, "kvadmin plugins new nd"),
        ("x", 2, "2 to 24 small letters"),
        ("a" * 25, 2, "2 to 24 small letters"),
        ("", 2, "2 to 24 small letters"),
        ("../up", 2, "kvadmin plugins new up"),
        ("å", 2, "2 to 24 small letters"),
        ("import", 2, "a word of Python itself"),
        ("match", 2, "a word of Python itself"),
        ("calendar", 2, "a word of Python itself"),
        ("cohort", 5, "there is one of that name already"),
        ("config", 5, "the name 'config' belongs to kvadmin itself"),
        ("municipalities", 5, "the name 'municipalities' belongs to the built-in plugin 'municipality'"),
        ("letters", 5, "the folder belongs to kvadmin itself"),
        ("readings", 5, "belongs to the built-in plugin 'programme'"),
    ],
)
def test_a_name_that_cannot_be_is_refused(cli, tmp_path, name, code, says):
    ran = cli("plugins", "new", name, "--out", tmp_path)
    assert ran.code == code, ran.err
    assert says in ran.err
    assert list(tmp_path.iterdir()) == []


def test_the_name_of_an_installed_plugin_is_taken_even_when_it_is_switched_off(desk):
    desk.install("from kvadmin.api import hookimpl\n", name="roads")
    assert "already" in desk.run("plugins", "new", "roads", "--out", str(desk.site.folder), code=5).err
    desk.run("plugins", "disable", "roads")
    assert "already" in desk.run("plugins", "new", "roads", "--out", str(desk.site.folder), code=5).err
