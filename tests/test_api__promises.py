"""What was public once is still there, or says where it went; everything public says since when."""

from __future__ import annotations

import importlib
import re
import sys
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import public_names  # noqa: E402 - found through the path above
import reference  # noqa: E402 - found through the path above
import since  # noqa: E402 - found through the path above

from kvadmin.api import API_VERSION, KvadminDeprecationWarning  # noqa: E402 - after the path is set

#: Gone before there was a policy, while 0.1 was unreleased; nothing else may ever stand here.
GONE = {"kvadmin.api.Headings", "kvadmin.api.read_register"}
FROZEN = [(version, *line) for version, lines in since.frozen().items() for line in lines]
VERSION = re.compile(r"\d+\.\d+")


@pytest.mark.parametrize("line", [each for each in FROZEN if each[1] == "hook"], ids=lambda line: line[2])
def test_a_hook_that_was_public_is_there_and_is_given_what_it_was_given(line):
    _, _, hook, *arguments = line
    assert set(arguments) <= set(public_names.hooks()[hook])


@pytest.mark.parametrize("line", [each for each in FROZEN if each[1] == "name"], ids=lambda line: line[2])
def test_a_name_that_was_public_is_there_or_says_where_it_went(line):
    module, _, name = line[2].rpartition(".")
    if line[2] in GONE:
        assert not hasattr(importlib.import_module(module), name)
        return
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        getattr(importlib.import_module(module), name)
    for each in seen:
        assert each.category is KvadminDeprecationWarning
        text = str(each.message)
        assert re.search(r"is now kvadmin\.[\w.]+\.\w+ ", text)
        assert "deprecated since 0.2" in text
        assert "goes with 1.0" in text


@pytest.mark.parametrize(("module", "name"), public_names.names(), ids=lambda each: each)
def test_every_public_name_says_since_when(module, name):
    version = since.since(f"name {name}", reference.described(module, name)[1])
    if module == "kvadmin.testing" and not version:
        pytest.skip("told with its module")
    assert VERSION.fullmatch(version), f"{module}.{name}: write 'Added in version {API_VERSION}.' in its docstring"
    assert _numbers(version) <= _numbers(API_VERSION)


@pytest.mark.parametrize("hook", public_names.hooks())
def test_every_hook_says_since_when(hook):
    from kvadmin.extension import specs

    version = since.since(f"hook {hook}", getattr(specs, hook).__doc__)
    assert VERSION.fullmatch(version), f"{hook}: write 'Added in version {API_VERSION}.' in its docstring"
    assert _numbers(version) <= _numbers(API_VERSION)


def test_the_reference_shows_the_version_of_each():
    page = reference.hooks_page()
    assert "## kvadmin_status(snapshot, today)\n\nSince version 0.1. " in page
    assert page.count("\nSince version ") == len(public_names.hooks())
    assert "### Command\n\nSince version 0.1.\n" in (api := reference.api_page())
    assert "### API_VERSION\n\nSince version 0.2.\n" in api


def test_the_version_of_the_api_is_that_of_the_release():
    from kvadmin import __version__

    assert _numbers(API_VERSION) <= _numbers(__version__)[:2]


def test_what_is_frozen_is_written_as_it_is_read():
    words = [line.split() for line in public_names.lines()]
    assert ["hook", "kvadmin_status", "snapshot", "today"] in words
    assert ["name", "kvadmin.api.Command"] in words


def test_the_policy_names_the_warning_and_how_long():
    page = (ROOT / "docs" / "api-policy.md").read_text(encoding="utf-8")
    for words in ("KvadminDeprecationWarning", "API_VERSION", "KVADMIN_API", "12 months", "plugins check"):
        assert words in page


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
