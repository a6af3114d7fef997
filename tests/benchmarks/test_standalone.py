"""A sample of the random programmes, and that the comparison would notice; ``benchmarks/standalone.py`` has a thousand."""

from __future__ import annotations

import pytest
from admission_proofs import agreement
from admission_proofs.page_runs import CHROMIUM

PROGRAMMES = range(2000, 2012)


def test_kvadmin_and_the_program_agree_and_every_change_is_found(tmp_path):
    found = agreement.agree(PROGRAMMES, tmp_path, with_page=False)
    assert (found.refused, found.missed) == ([], [])
    assert found.protocols["promotion"] > 2
    assert len(found.decisions) > 8
    assert len(found.tried) > 50


@pytest.mark.skipif(not CHROMIUM, reason="needs chromium, as .ci/debian-packages has it")
def test_the_page_finds_what_the_program_finds(tmp_path):
    found = agreement.agree(PROGRAMMES[:4], tmp_path, with_page=True)
    assert (found.refused, found.disagreements, found.missed) == ([], [], [])


@pytest.mark.parametrize(
    ("part", "instead", "noticed"),
    [
        ("possible", lambda *asked: False, "refused"),
        ("score_of", lambda criteria, row: "1.00", "refused"),
        ("sha256", lambda content: "0" * 64, "refused"),
        ("check", lambda document, brought, beyond: None, "missed"),
    ],
)
def test_a_program_that_checks_less_is_noticed(part, instead, noticed, tmp_path, monkeypatch):
    monkeypatch.setattr(agreement.check_admission, part, instead)
    found = agreement.agree(PROGRAMMES, tmp_path, with_page=False)
    assert getattr(found, noticed)
