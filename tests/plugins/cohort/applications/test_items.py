from __future__ import annotations

from datetime import date

import pytest

from kvadmin.api.records import Application
from kvadmin.plugins.cohort.applications.items import ITEM_LABELS, PART_LABELS, assess
from kvadmin.plugins.cohort.applications.placeholders import is_content, refers_to_attachment

WHOLE = dict.fromkeys(Application.ITEMS, "noe") | {"political_treatment": "KS 34/08", "decision_date": "24.04.2008"}


@pytest.mark.parametrize(
    "text",
    [
        *("-", "?", "", "   ", "…", "--", "xxx", "0", "#N/A"),
        *("kommer", "Kommer i juni", "Kommer etter sommeren", "kjem seinare", "Kjem i eiga sak", "Følger i eget brev"),
        *("ettersendes", "Ettersendes innen 1.6.", "Vert ettersend", "to follow", "TBD", "n/a", "N/A", "i/a"),
        *("under arbeid", "Under utarbeiding", "Tidsplan under utarbeidelse", "avklares", "Må avklares"),
        *("ikke", "ikkje", "nei", "Ingen", "ingen resultatmål", "ikke oppgitt", "Ikkje oppgjeve", "ikke klart ennå"),
        *(
            "vurderes",
            "uklart",
            "mangler",
            "Mangler resultatmål",
            "Tidsplan mangler",
            "ikke mottatt",
            "ukjent",
            "FALSE",
        ),
    ],
)
def test_placeholders_are_no_content(text: str) -> None:
    assert not is_content(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Ingen økning i sykefraværet", "Ikke over 7 %", "Kommer til å redusere fraværet fra 9 til 8 %", "7", "8,5 %"),
        *("Opprettholde 6,9 %", "Uendret", "se vedlegg", "x", "ja", "OK", "✓", "Redusere"),
        "Kommunen har under arbeid en plan for oppfølging av sykmeldte, med mål om reduksjon fra 9 til 7 prosent",
    ],
)
def test_content_is_content(text: str) -> None:
    assert is_content(text)


def test_attachments_are_worth_a_look() -> None:
    assert refers_to_attachment("Se vedlegg 2")
    assert refers_to_attachment("jf. vedlagt søknad")
    assert not refers_to_attachment("Seks skoler")
    assert assess(WHOLE | {"timetable": "se vedlegg"}, 2008).flags == ("see-attachment",)


def test_the_eight_items_and_their_words() -> None:
    assert assess({}, 2008).missing == Application.ITEMS
    assert assess(WHOLE, 2008).missing == ()
    assert tuple(ITEM_LABELS) == Application.ITEMS
    assert all(all(words) for words in (*ITEM_LABELS.values(), *PART_LABELS.values()))
    for item in Application.ITEMS:
        assert assess({name: text for name, text in WHOLE.items() if name != item}, 2008).missing == (item,)


def test_keeping_the_level_is_a_goal() -> None:
    kept = assess(WHOLE | {"sick_leave_goal": "Halde ved lag 6,5 %"}, 2008)
    assert (kept.missing, kept.flags) == ((), ("keeps-level",))
    beside = assess(WHOLE | {"sick_leave_goal": "-", "sick_leave_measures": "Opprettholde dagens nivå"}, 2008)
    assert beside.missing == ()
    assert assess(WHOLE | {"sick_leave_goal": "-"}, 2008).missing == ("sick_leave_goal",)


@pytest.mark.parametrize(
    ("text", "decided", "lacks"),
    [
        ("KS 34/08", "24.04.2008", ()),
        ("KS 34/08", "-", ("decision_date",)),
        ("KS 34/08", "juni", ("decision_date",)),
        ("KS 34/08", "Behandles 18.6.", ("decision_date",)),
        ("KST 08/1234-5", "24.4.08", ()),
        ("KS 40/08", None, ()),
        ("Kommunestyret 23.04.2008 sak 31/08", "", ()),
        ("Formannskapet 24.4. (27/08)", "", ()),
        ("Bystyret 24/4-08 sak 34/08", "", ()),
        ("K-sak 08/31", "24.4.", ()),
        ("Heradsstyret sak 8/08", "24.4.", ()),
        ("Municipal council, case 34/08", "2008-04-24", ()),
        ("PS-44/2008", "39562", ()),
        ("34/08", "24.04.2008", ("body",)),
        ("Rådmannen 12/08", "24.04.2008", ("body",)),
        ("Kommunestyret", "24.04.2008", ("case_number",)),
        ("Ja", "24.04.2008", ("body", "case_number")),
        ("Vedtatt i FSK 27/08 24.4.08, behandles i KS 18.6.", "", ()),
    ],
)
def test_political_treatment_needs_body_number_and_date(text: str, decided: str | None, lacks: tuple[str, ...]) -> None:
    contents = WHOLE | {"political_treatment": text}
    del contents["decision_date"]
    found = assess(contents | ({} if decided is None else {"decision_date": decided}), 2008)
    assert found.missing == (("political_treatment",) if lacks else ())
    assert found.parts == lacks
    assert found.case is not None


@pytest.mark.parametrize(
    "text",
    [
        "Behandles i KS 18.6.",
        "Skal opp i kommunestyret 18.06.2008 sak 40/08",
        "Vert handsama i juni",
        "Utsatt",
        "-",
        "",
    ],
)
def test_a_treatment_to_come_does_not_count(text: str) -> None:
    found = assess(WHOLE | {"political_treatment": text}, 2008)
    assert found.missing == ("political_treatment",)
    assert (found.case, found.parts) == (None, ())


def test_the_case_is_taken_apart() -> None:
    case = assess(WHOLE | {"political_treatment": "34/08", "case_body": "Bystyret"}, 2008).case
    assert case is not None
    assert (case.body, case.number, case.date) == ("Bystyret", "34/08", date(2008, 4, 24))
