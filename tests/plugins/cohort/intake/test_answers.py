"""How a row was settled: what is written is what is read back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kvadmin.plugins import cohort
from kvadmin.plugins.cohort.intake.answers import (
    RowAnswer,
    answer_of,
    confirmed,
    identified,
    is_retired,
    rejected,
    retired,
    shown,
    shown_before,
)
from kvadmin.plugins.cohort.intake.records import IntakeRow
from kvadmin.plugins.cohort.intake.row_outcomes import RowRef
from kvadmin.translation import CATALOGUE
from kvadmin.wording.sentence_values import shape_in


def settled(words: str) -> IntakeRow:
    return IntakeRow(row=2, outcome="manual", resolved_as=words)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (identified("0236", date(2008, 5, 12)), RowAnswer("0236", date(2008, 5, 12))),
        (confirmed("0501"), RowAnswer("0501")),
        (rejected("merged"), RowAnswer(reject="merged")),
        (rejected("withdrawn"), RowAnswer(reject="withdrawn")),
        (retired("liste.csv", RowRef(row=3)), None),
        ("", None),
        ("somebody wrote this by hand", None),
    ],
)
def test_an_answer_is_read_as_it_was_written(words: str, answer: RowAnswer | None) -> None:
    assert answer_of(settled(words)) == answer


def test_a_retired_row_names_the_sheet_where_there_is_one() -> None:
    words = retired("liste.xlsx", RowRef(sheet="Ark 1", row=3))
    assert words == "retired by liste.xlsx, sheet 'Ark 1', row 3"
    assert is_retired(settled(words))


#: Of what is kept: what a screen in English, and one in bokmål, says.
SAID = {
    identified("0236", date(2008, 5, 12)): ("0236, received 2008-05-12", "0236, mottatt 12.05.2008"),
    confirmed("0501"): ("0501, confirmed", "0501, bekreftet"),
    rejected("merged"): ("rejected: merged", "avvist: kommunen er slått sammen med en annen"),
    rejected("made-up-by-hand"): ("rejected: made-up-by-hand", "avvist: made-up-by-hand"),
    rejected("withdrawn"): ("withdrawn", "trukket"),
    retired("liste.csv", RowRef(row=3)): ("retired by liste.csv, row 3", "gått ut, erstattet av liste.csv, rad 3"),
    retired("ny, liste.xlsx", RowRef(sheet="Ark 1", row=12)): (
        "retired by ny, liste.xlsx, sheet 'Ark 1', row 12",
        "gått ut, erstattet av ny, liste.xlsx, arket 'Ark 1', rad 12",
    ),
    "somebody wrote this by hand": ("somebody wrote this by hand",) * 2,
}


@pytest.mark.parametrize("words", SAID)
def test_an_answer_is_said_in_the_language_of_the_screen(words: str) -> None:
    english, norwegian = SAID[words]
    before = f"{words} (Kari, 2009-04-01; liste.csv)"
    assert shown(words) == english
    assert shown_before(before) == f"{english} (Kari, 2009-04-01; liste.csv)"
    with CATALOGUE.speaking("nb", shape_in("nb")):
        CATALOGUE.read([str(Path(cohort.__file__).parent / "locale")])
        assert shown(words) == norwegian
        assert shown_before(before) == f"{norwegian} (Kari, 01.04.2009; liste.csv)"
