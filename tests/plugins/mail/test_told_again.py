"""What is kept of letters in English is said again in the language of the screen, and nothing else is touched."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import kvadmin.plugins.mail
from kvadmin.api import english
from kvadmin.plugins.mail.told_again import KEPT, told_again
from kvadmin.translation import CATALOGUE
from kvadmin.wording.sentence_values import shape_in

MAIL = Path(kvadmin.plugins.mail.__file__).parent
ROOT = MAIL.parents[2]
TOLD = {
    "has no e-mail address": "har ingen e-postadresse",
    "nothing is e-mailed to a@b.example: is on the suppression list, c@d.example: vil ha brev": (
        "ingenting sendes med e-post til a@b.example: er på sperrelisten, c@d.example: vil ha brev"
    ),
    "membership ended: Moss left P3 on 2008-06-07": "deltakelsen er avsluttet: Moss gikk ut av P3 07.06.2008",
    "the decision is now waitlisted, not admitted or rejected": (
        "avgjørelsen er nå på venteliste, ikke tatt opp eller avslått"
    ),
    "subject: Hei is now Hallo; attachment kart.pdf: is changed": "emne: Hei er nå Hallo; vedlegg kart.pdf: er endret",
    "no answer within 30 seconds": "ikke noe svar på 30 sekunder",
    "250 written": "250 skrevet",
    "452 the mbox file cannot take it: No space left": "452 mbox-filen kan ikke ta imot det: No space left",
    "not sent: the connection was lost": "ikke sendt: forbindelsen ble brutt",
}


@pytest.fixture
def bokmal():
    with CATALOGUE.speaking("nb", shape_in("nb")):
        CATALOGUE.read([str(MAIL / "locale"), str(MAIL.parent / "cohort" / "locale")])
        yield


@pytest.mark.parametrize("kept", TOLD)
def test_a_kept_sentence_is_told_in_the_language_of_the_screen(bokmal, kept):
    told = told_again(kept)
    assert told == TOLD[kept]
    assert english(told) == kept


@pytest.mark.parametrize("kept", ["550 5.1.1 no such user", "vil ha brev; ring først", "", "2008-06-07"])
def test_what_somebody_else_said_stays_as_it_is(bokmal, kept):
    assert told_again(kept) == kept


@pytest.mark.parametrize("kept", TOLD)
def test_english_stays_english(kept):
    assert told_again(kept) == kept


def test_every_kept_sentence_is_one_that_the_code_still_says():
    sys.path.insert(0, str(ROOT / "tools"))
    from sentences import in_module

    files = [each for each in MAIL.rglob("*.py") if each.name != "told_again.py"]
    said = {one for each in files for _, one in in_module(ast.parse(each.read_text(encoding="utf-8")))}
    assert [each for each in KEPT if each not in said] == []
