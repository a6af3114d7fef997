"""What the text of a plugin file says is read without running it."""

from __future__ import annotations

import pytest

from extension.discovering.plugin_file_texts import VISITS
from kvadmin.errors import InvalidData
from kvadmin.extension.discovering.static_reading import read_source


def test_hooks_imports_and_docstring_of_a_file():
    found = read_source(VISITS.encode(), "visits.py")
    assert found.about == "Visits to municipalities."
    assert found.hooks == ("kvadmin_before_commit", "kvadmin_collections", "kvadmin_commands")
    assert found.imports == ("typer",)
    assert found.needs == ""


@pytest.mark.parametrize(
    ("text", "hooks"),
    [
        ("import kvadmin.api as k\n@k.hookimpl\ndef kvadmin_checks(): ...", ("kvadmin_checks",)),
        ("from kvadmin.api import hookimpl as h\n@h\ndef kvadmin_checks(): ...", ("kvadmin_checks",)),
        ("from kvadmin.api import hookimpl\n@hookimpl(tryfirst=True)\ndef kvadmin_checks(): ...", ("kvadmin_checks",)),
        (
            "from kvadmin.api import hookimpl\n@hookimpl(specname='kvadmin_before_commit')\ndef quiet(): ...",
            ("kvadmin_before_commit",),
        ),
        (
            "from kvadmin.api import hookimpl\nif True:\n    @hookimpl\n    def kvadmin_status(): ...\n",
            ("kvadmin_status",),
        ),
        ("def kvadmin_status(): ...", ("kvadmin_status",)),
        ("def other(): ...", ()),
    ],
)
def test_a_hook_is_seen_however_it_is_marked(text, hooks):
    assert read_source(text.encode(), "x.py").hooks == hooks


def test_imports_are_seen_wherever_they_stand():
    text = "import os.path\ndef f():\n    from urllib import request\n    from . import x\n    from ..y import z\n"
    assert read_source(text.encode(), "x.py").imports == (".", "..y", "os", "urllib")


@pytest.mark.parametrize(
    ("text", "needs"),
    [("KVADMIN_API = '0.2'", "0.2"), ("KVADMIN_API: str = '9.1'", "9.1"), ("KVADMIN_API = f()", ""), ("X = 1", "")],
)
def test_what_it_needs(text, needs):
    assert read_source(text.encode(), "x.py").needs == needs


@pytest.mark.parametrize("content", [b"def f(:\n", b"\xff\xfe", b"x = 1\n\0", b"(" * 5000])
def test_what_is_no_python_is_refused_with_its_place(content):
    with pytest.raises(InvalidData) as error:
        read_source(content, "plugins/x.py")
    assert error.value.where.startswith("plugins/x.py")
