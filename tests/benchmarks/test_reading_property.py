"""Lists laid out in any way give the same rows and records; ``benchmarks/reading_property.py`` tries 500."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from reading_proofs.arrangements import HEADINGS, LANGUAGES, Trials, arrangements, headings, plain
from reading_proofs.declared import IMPORTERS


@pytest.fixture(scope="module")
def trials(tmp_path_factory):
    return Trials(tmp_path_factory.mktemp("trials"))


def test_the_lists_as_declared_are_right_and_no_text_of_them_is_lost(trials):
    assert trials.faults == {importer: [] for importer in HEADINGS}


@settings(max_examples=25, deadline=None, suppress_health_check=[*HealthCheck])
@given(layout=arrangements())
def test_any_arrangement_gives_the_same_rows_and_records(trials, layout):
    if layout.form == "xls":
        pytest.importorskip("xlwt")
    assert trials.complaints(layout) == []


@pytest.mark.parametrize("importer", HEADINGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headings_are_declared(importer, language):
    known = IMPORTERS[importer].headings
    assert {heading for heading in headings(importer, language).values() if known.hit(heading) is None} == set()


def test_an_arrangement_that_loses_a_column_is_noticed(trials, monkeypatch):
    from reading_proofs import arrangements as module

    layout = plain("applications")
    made = module.arranged(layout)
    monkeypatch.setattr(module, "arranged", lambda _layout: replace(made, content=made.content, left_out=("Skuff",)))
    assert trials.complaints(layout) == ["column 'Skuff' is not mentioned"]


def test_other_records_are_noticed(trials, monkeypatch):
    from reading_proofs import arrangements as module

    monkeypatch.setattr(module, "entries", lambda importer, real=module.entries: real(importer)[1:])
    assert any("0104" in said for said in trials.complaints(plain("memberships")))
