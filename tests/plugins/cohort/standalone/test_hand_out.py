"""The files that are handed out: bytes as they lie in the package, and the page with its protocol."""

from __future__ import annotations

from pathlib import Path

from admission_proofs.programmes import programme

from kvadmin.plugins.cohort import standalone
from kvadmin.plugins.cohort.standalone.hand_out import page_text, program_text

FOLDER = Path(standalone.__file__).parent


def test_the_program_is_handed_out_as_it_is():
    assert program_text() == (FOLDER / "check_admission.py").read_text(encoding="utf-8")


def test_the_page_without_a_protocol_is_the_page_as_it_is():
    assert page_text() == (FOLDER / "check_admission.html").read_text(encoding="utf-8")


def test_only_the_protocol_is_added():
    document = next(programme(1)).document
    page = page_text(document)
    before, _, after = page_text().partition("null</script>")
    assert page.startswith(before)
    assert page.endswith(after)
