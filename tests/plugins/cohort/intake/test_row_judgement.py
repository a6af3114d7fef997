from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from kvadmin.plugins.cohort.intake.reasons import REASONS
from kvadmin.plugins.cohort.intake.row_reading import Resolution
from kvadmin.plugins.cohort.memberships.held_memberships import HeldMembership

from .conftest import List, row


@pytest.mark.parametrize(
    ("said", "outcome", "reason", "municipality", "candidates"),
    [
        ({"number": 301, "name": "Oslo"}, "imported", "complete", "0301", ()),
        ({"name": "Oslo", "plan": "kommer"}, "imported", "incomplete", "0301", ()),
        ({"name": "Oslo", "received": "21.05.2008"}, "imported", "late", "0301", ()),
        ({"name": "Lillehamer"}, "confirm", "misspelt-name", "0501", ()),
        ({"name": "Oslo", "county": "Hordaland"}, "confirm", "county-disagrees", "0301", ()),
        ({"name": "Nes"}, "manual", "ambiguous-name", None, ("0236", "0616")),
        ({"name": "Lom og Skjåk"}, "manual", "several-municipalities", None, ("0513", "0514")),
        ({"number": "0625", "name": "Øvre Eiker"}, "manual", "number-name-conflict", None, ("0624", "0625")),
        ({"number": "1556", "name": "Frei"}, "manual", "abolished", None, ("1505",)),
        ({"name": "Ukjentby"}, "manual", "unknown-name", None, ()),
        ({"number": "9876"}, "manual", "unknown-number", None, ()),
        ({}, "manual", "no-identity", None, ()),
        ({"email": "postmottak@oslo.kommune.no"}, "manual", "no-identity", None, ("0301",)),
        ({"name": "Oslo", "received": ""}, "manual", "no-date", "0301", ()),
        ({"name": "Oslo", "received": "mai 2008"}, "manual", "imprecise-date", "0301", ()),
        ({"name": "Oslo", "received": "31.04.2008"}, "manual", "impossible-date", "0301", ()),
        ({"name": "Oslo", "received": "19.5. og 20.5."}, "manual", "ambiguous-date", "0301", ()),
        ({"name": "Oslo", "received": "i går"}, "manual", "unreadable-date", "0301", ()),
        ({"name": "Oslo", "received": "19.05.2018"}, "manual", "implausible-date", "0301", ()),
        ({"name": "Lillehamer", "received": "mai"}, "manual", "imprecise-date", None, ("0501",)),
        ({"number": "1200", "name": "Hordaland fylkeskommune"}, "rejected", "not-a-municipality", None, ()),
        ({"name": "Jan Mayen"}, "rejected", "not-a-municipality", None, ()),
        ({"name": "Halden"}, "rejected", "already-member", "0101", ()),
        ({"name": "Moss"}, "imported", "complete", "0104", ()),
        ({"name": "Oslo", "note": "TRUKKET 2.6.08"}, "withdrawn", "withdrawn", "0301", ()),
        ({"name": "Oslo (trukket)"}, "withdrawn", "withdrawn", "0301", ()),
        ({"name": "Oslo", "received": "Trekt"}, "withdrawn", "withdrawn", "0301", ()),
        ({"name": "Oslo", "note": "Tillitsvalgte er trukket inn"}, "imported", "complete", "0301", ()),
        ({"name": "Oslo", "note": "Søknaden er ikke trukket"}, "imported", "complete", "0301", ()),
        ({"name": "Oslo", "note": "Kan bli trukket uten vedtak"}, "imported", "complete", "0301", ()),
        ({"name": "Oslo", "note": "Søknaden trekkes hvis Moss ikke er med"}, "imported", "complete", "0301", ()),
        ({"name": "Oslo", "note": "Kan ikke delta. Søknaden er trukket"}, "withdrawn", "withdrawn", "0301", ()),
        ({"name": "Oslo", "number": "0301/0101"}, "manual", "number-name-conflict", None, ("0101", "0301")),
    ],
)
def test_one_row(
    listed: List, said: dict[str, Any], outcome: str, reason: str, municipality: str | None, candidates: tuple[str, ...]
) -> None:
    members = {"0101": (HeldMembership("P1"),), "0104": (HeldMembership("I07", "effort"),)}
    fate = listed(row(**said), members=members)[0]
    assert (fate.outcome, fate.reason, fate.municipality, fate.candidates) == (
        outcome,
        reason,
        municipality,
        candidates,
    )
    assert fate.reason in REASONS
    assert all(REASONS[fate.reason])


@pytest.mark.parametrize(
    ("received", "note", "ruling", "postmark"),
    [
        ("20.05.2008 kl. 23:59", "", "on-time", None),
        (datetime(2008, 5, 20, 23, 59, 40), "", "on-time", None),  # noqa: DTZ001
        ("21.05.2008 00:01", "", "late", None),
        ("23.05.08", "Poststemplet 19.5.", "to-be-judged", date(2008, 5, 19)),
        ("23.05.08", "stempla 20/5", "to-be-judged", date(2008, 5, 20)),
        ("23.05.08", "Postmerket 20. mai", "to-be-judged", date(2008, 5, 20)),
        ("23.05.08", "19.5. (poststempel)", "to-be-judged", date(2008, 5, 19)),
        ("23.05.08", "postmarked 20 May", "to-be-judged", date(2008, 5, 20)),
        ("23.05.08", "Poststemplet 21.5.", "late", date(2008, 5, 21)),
        ("23.05.08", "poststempel uleselig", "late", None),
        ("23.05.2008 (poststemplet 20.5.)", "", "to-be-judged", date(2008, 5, 20)),
        ("poststemplet 19.05.08, mottatt 22.05.08", "", "to-be-judged", date(2008, 5, 19)),
        ("19.05.2008", "Poststemplet 15.5.", "on-time", date(2008, 5, 15)),
        ("22.05.2008", "sendt feil adresse 19.5., videresendt", "late", None),
    ],
)
def test_rulings_on_time(listed: List, received: Any, note: str, ruling: str, postmark: date | None) -> None:
    fate = listed(row(name="Oslo", received=received, note=note))[0]
    assert (fate.timeliness.value, fate.postmark) == (ruling, postmark)
    assert fate.outcome == "imported"


def test_a_forwarded_application_keeps_the_day_it_was_first_sent(listed: List) -> None:
    fate = listed(row(name="Oslo", received="22.05.2008", note="sendt feil adresse 19.5., videresendt"))[0]
    assert fate.forwarded == date(2008, 5, 19)
    assert "forwarded" in fate.flags


def test_strike_through_hidden_rows_and_notes_on_cells(listed: List) -> None:
    def then(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet["B2"].font = Font(strike=True)
        sheet["D3"].font = Font(strike=True)
        sheet.row_dimensions[4].hidden = True
        sheet["D5"].comment = Comment("Poststemplet 19.5.", "NN")

    rows = [row(name="Oslo"), row(name="Moss"), row(name="Ski"), row(name="Bergen", received="22.05.2008")]
    struck, partly, hidden, noted = listed(*rows, then=then)
    assert (struck.outcome, struck.flags[-1]) == ("withdrawn", "struck")
    assert partly.outcome == "imported"
    assert "partly-struck" in partly.flags
    assert "hidden-row" in hidden.flags
    assert noted.timeliness == "to-be-judged"


def test_rows_that_are_no_applications(listed: List) -> None:
    blank = dict.fromkeys(
        ("received", "case", "decided", "focus", "goal", "measures", "level", "parties", "plan", "joint")
    )
    rows = [
        row(name="Østfold", **blank),
        row(name="Oslo"),
        row(number="Sum", name="Totalt 66 søknader", **blank),
        row(number="Grønt = svar sendt", **blank),
        row(number="Gult", name="mangler noe", **blank),
        row(name="I alt", **{**blank, "plan": "12"}),
        [None] * 14 + ["=COUNTA(B2:B9)"],
        row(name="Sist oppdatert 3.6.2008 av KN", **blank),
        [
            "Komm.nr",
            "Kommune",
            "Fylke",
            "Mottatt dato",
            "Politisk behandlet (utvalg, saksnr.)",
            "Vedtaksdato",
            None,
            "   ",
        ],
    ]
    fates = listed(*rows)
    assert [(fate.ref.row, fate.outcome, fate.reason) for fate in fates] == [
        (2, "skipped", "note-row"),
        (3, "imported", "complete"),
        (4, "skipped", "total-row"),
        (5, "skipped", "note-row"),
        (6, "skipped", "note-row"),
        (7, "skipped", "total-row"),
        (8, "skipped", "total-row"),
        (9, "skipped", "note-row"),
    ]


def test_a_name_alone_is_an_application_without_a_date(listed: List) -> None:
    fates = listed([None, "Oslo"], [None, "Nes"], row(name="Moss"))
    assert [(fate.outcome, fate.reason) for fate in fates[:2]] == [("manual", "no-date"), ("manual", "ambiguous-name")]


def test_a_second_line_of_a_merged_row_is_no_second_application(listed: List) -> None:
    def then(book: Any) -> None:
        for column in "ABD":
            book.worksheets[0].merge_cells(f"{column}2:{column}3")

    first, second = listed(row(number="0301", name="Oslo"), [None] * 13 + ["b@x.no"], then=then)
    assert (first.outcome, second.outcome, second.reason) == ("imported", "skipped", "continuation-row")


def test_what_persons_have_settled(listed: List) -> None:
    rows = [row(name="Nes"), row(name="Moss", received="mai"), row(name="Ukjentby"), row(name="Lillehamer")]
    resolutions = {
        ("Ark1", 2): Resolution(municipality="0236"),
        ("Ark1", 3): Resolution(received=date(2008, 5, 22)),
        ("Ark1", 4): Resolution(reject="not-a-municipality"),
        ("Ark1", 5): Resolution(municipality="0501"),
    }
    fates = listed(*rows, resolutions=resolutions)
    assert [(fate.outcome, fate.municipality, fate.reason) for fate in fates] == [
        ("imported", "0236", "complete"),
        ("imported", "0104", "late"),
        ("rejected", None, "not-a-municipality"),
        ("imported", "0501", "complete"),
    ]


def test_contents_are_kept_word_for_word(listed: List) -> None:
    fate = listed(
        row(
            name="Oslo",
            plan=" kommer\ni juni ",
            decided=None,
            email="mailto:a@x.no; b@x.no",
            case=datetime(2008, 8, 12),  # noqa: DTZ001
        )
    )[0]
    assert fate.contents["timetable"] == "kommer i juni"
    assert fate.contents["decision_date"] == "-"
    assert fate.contents["political_treatment"] == "12/08"
    assert fate.facts["emails"] == ("a@x.no", "b@x.no")
    assert fate.missing == ("timetable", "political_treatment")
    assert fate.missing_parts == ("body", "decision_date")
