"""The steps of plugins taken together: one for each version, and nothing said of records whose steps are not whole."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import kvadmin.plugins
from kvadmin.extension.migrations.step import CORE, Migration, Steps, sequence_problem, steps_of
from kvadmin.model import layout


def steps(*versions):
    return [Migration(each, "A step.", "module:function") for each in versions]


@pytest.mark.parametrize("versions", [(), (2,), (2, 3), (4, 3, 2)])
def test_one_step_for_each_version(versions):
    assert sequence_problem(steps(*versions)) == ""


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        ((3,), "the step to version 2 is missing"),
        ((2, 4), "the step to version 3 is missing"),
        ((2, 2), "there are 2 steps to version 2"),
        ((3, 2, 3, 3), "there are 3 steps to version 3"),
        ((1,), "a step lifts to version 1"),
        ((0, 2), "a step lifts to version 0"),
        ((-1, 2), "a step lifts to version -1"),
    ],
)
def test_a_row_that_is_not_whole_is_named(versions, said):
    assert said in sequence_problem(steps(*versions))


class Asked:
    def __init__(self, *answers):
        self.answers = answers

    def judged(self, hook):
        assert hook == "kvadmin_migrations"
        return self.answers

    def is_builtin(self, name):
        return name in ("cohort", "mail")


def test_the_built_in_plugins_have_one_version_together(monkeypatch):
    monkeypatch.setattr(layout, "SCHEMA_VERSION", 3)
    found = steps_of(Asked(("cohort", steps(3), ""), ("mail", steps(2, 3), ""), ("visits", steps(2), "")))
    assert [each.version for each in found.of[CORE]] == [2, 3, 3]
    assert (found.version(CORE), found.version("visits"), found.version("other")) == (3, 2, 1)
    assert found.faults == {}
    assert list(found.plugins()) == ["visits"]


def test_a_built_in_step_that_lacks_closes_all(monkeypatch):
    monkeypatch.setattr(layout, "SCHEMA_VERSION", 3)
    assert steps_of(Asked(("mail", steps(3), ""))).faults == {CORE: "the step to version 2 is missing"}


def test_an_answer_that_cannot_be_had_is_a_fault():
    found = steps_of(Asked(("visits", None, "ZeroDivisionError"), ("book", [], ""), ("roads", steps(3), "")))
    assert found.faults == {"visits": "ZeroDivisionError", "roads": "the step to version 2 is missing"}
    assert found
    assert not Steps(1)


def test_whoever_raises_the_version_of_kvadmin_brings_the_step():
    """The built-in plugins have a step to every version up to that of today, and to none that is to come."""
    versions = set()
    for each in pkgutil.iter_modules(kvadmin.plugins.__path__):
        declare = getattr(importlib.import_module(f"kvadmin.plugins.{each.name}"), "kvadmin_migrations", list)
        versions |= {step.version for step in declare()}
    assert versions == set(range(2, layout.SCHEMA_VERSION + 1))
