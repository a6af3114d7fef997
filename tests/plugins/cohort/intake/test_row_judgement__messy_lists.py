"""Whole lists unlike the shared one: other languages, other layouts, csv, several sheets."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from books import xlsx

from kvadmin.errors import InvalidData
from kvadmin.plugins.cohort.intake.row_records import summary

from .conftest import HEADER, judged, kept, row

_NYNORSK = """\
Søknader til Kvalitetskommuneprogrammet;;;;;;;;;;;;
;;;;;;;;;;;;
Motteken;Kommunenr.;Kommune;Handsama politisk (utval, sak);Vedteken dato;Innsatsområde (kvalitet);Resultatmål kvalitet;\
Tiltak sjukefråvær;Mål sjukefråvær;Trepartssamarbeid;Framdriftsplan;Samarbeid om søknaden;Merknad
19.5.2008;1411;Gulen;KS 34/08;24.04.2008;Oppvekst;Mål 1;Tiltak;Halde ved lag 6,5 %;Ja, styringsgruppe;Haust 2008;Felles møte;
20. mai;1412;Solund;Heradsstyret 12/08;24.4.;Skule;Betre;Tiltak;"Frå 8 til
7 %";Styringsgruppe;Kjem seinare;Felles;
21.05.08;;Vik;KS 3/08;1.4.08;Omsorg;Mål;Tiltak;7 %;Ikkje oppgitt;Plan;Felles;Stempla 20.05.
;1238;Kvam herad;;;;;;;;;;Trekt 1.6.
19.05.2008;;Sogn regionråd;KS 1/08;1.4.08;a;b;c;d;e;f;g;
Sum;;9 søknader;;;;;;;;;;
"""

_ENGLISH = """\
Municipality,Municipality no.,Received,Council case,Decision date,Quality focus areas,Quality goal,Sick leave measures,\
Sick leave goal,Tripartite cooperation,Timetable,Joint preparation,Remarks
Oslo,301,2008-05-19T10:00,KS 34/08,2008-04-24,a,b,c,d,e,f,g,
Halden,101,2008-05-20 23:58,KS 34/08,2008-04-24,a,b,c,d,e,f,n/a,
Moss,104,2008-05-21 00:05,KS 34/08,2008-04-24,a,b,c,d,e,f,g,
,105,20 May 2008,KS 34/08,,a,b,c,Maintain 6 %,e,f,g,
Fredrikstad,,"May 19, 2008",KS 34/08,2008-04-24,a,b,c,d,e,f,g,Withdrawn 2 June
Hvaler,111,2008-05-19,to be decided 18 June,,a,b,c,d,e,f,g,
"""


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_nynorsk_csv(encoding: str) -> None:
    judgement = judged(_NYNORSK.encode(encoding), "søknader.csv")
    assert [
        (fate.ref.sheet, fate.ref.row, fate.outcome, fate.municipality, fate.reason) for fate in judgement.rows
    ] == [
        (None, 4, "imported", "1411", "complete"),
        (None, 5, "imported", "1412", "incomplete"),
        (None, 7, "imported", "1417", "late-postmarked"),
        (None, 8, "withdrawn", "1238", "withdrawn"),
        (None, 9, "rejected", None, "not-a-municipality"),
        (None, 10, "skipped", None, "total-row"),
    ]
    assert judgement.rows[1].missing == ("timetable",)
    assert judgement.rows[2].missing == ("tripartite_cooperation",)


def test_english_csv_with_commas() -> None:
    judgement = judged(_ENGLISH.encode(), "list.csv")
    assert [(fate.municipality, fate.reason, fate.missing) for fate in judgement.rows] == [
        ("0301", "complete", ()),
        ("0101", "incomplete", ("joint_preparation",)),
        ("0104", "late", ()),
        ("0105", "incomplete", ("political_treatment",)),
        ("0106", "withdrawn", ()),
        ("0111", "incomplete", ("political_treatment",)),
    ]
    assert Counter(fate.outcome for fate in judgement.rows) == {"imported": 5, "withdrawn": 1}
    assert summary(kept(judgement))["complete_on_time"] == 1


def test_two_row_header_with_groups_and_other_sheets() -> None:
    groups = [
        "Kommune",
        None,
        None,
        "Sykefravær",
        None,
        "Kvalitet",
        None,
        "Politisk vedtak",
        None,
        None,
        "Mottatt",
        None,
        None,
        None,
    ]
    heads = ["Navn", "Nr", "Fylke", "Tiltak", "Mål", "Innsatsområder", "Resultatmål", "Organ", "Saksnr", "Dato", "Dato"]
    heads += ["Trepart", "Tidsplan", "Medvirkning"]

    def line(name: str, number: Any, county: str, **other: Any) -> list[Any]:
        cells = [name, number, county, "c", "7 %", "a", "b", "KS", "34/08", "24.04.2008", "19.05.2008", "e", "f", "g"]
        for at, value in other.items():
            cells[int(at[1:])] = value
        return cells

    def then(book: Any) -> None:
        for area in ("A3:C3", "D3:E3", "F3:G3", "H3:J3", "A7:A8"):
            book.worksheets[0].merge_cells(area)
        book.worksheets[0]["B5"].number_format = "0000"

    rows = [
        ["Oversikt", None, None, "frist 20.5."],
        [],
        groups,
        heads,
        line("Halden", 101, "01 Østfold"),
        line("Våler", None, "Hedm.", _8="-"),
        line("Nes på Romerike", None, ""),
        line("", None, "", _10="20.05.2008"),
        line("Aalesund", None, "M&R", _9=""),
    ]
    late = [["Kommune", "Saksnr", "Merknad"], ["Moss", "KS 40/08", "kom med posten"]]
    data = xlsx(("Liste", rows), ("Etternølere", late), ("Veiledning", [["Fyll ut alt"]]), then=then)
    judgement = judged(data)
    assert [(fate.municipality, fate.outcome, fate.reason, fate.missing_parts) for fate in judgement.rows[:3]] == [
        ("0101", "imported", "complete", ()),
        ("0426", "imported", "incomplete", ("case_number",)),
        ("0236", "superseded", "older-version", ()),
    ]
    assert [fate.reason for fate in judgement.rows[4:]] == ["incomplete", "no-date"]
    assert judgement.rows[4].missing_parts == ("decision_date",)
    assert judgement.other_sheets == ("Veiledning",)


def test_number_only_and_name_only() -> None:
    numbers = xlsx(("A", [["Kommunenr", "Mottatt"], [301, "19.5."], ["0101", "19.5."], [9999, "19.5."]]))
    assert [fate.municipality for fate in judged(numbers).rows] == ["0301", "0101", None]
    names = xlsx(("A", [["Mottatt", "Kommune"], ["19.5.", "OSLO KOMMUNE"], ["19.5.", "0101 Halden"], ["19.5.", "Bø"]]))
    assert [fate.municipality for fate in judged(names).rows] == ["0301", "0101", None]
    both = xlsx(("A", [["Kommune", "Kommunenavn", "Mottatt"], ["0301", "Oslo", "19.5."], [101, "Moss", "19.5."]]))
    assert [(fate.municipality, fate.candidates) for fate in judged(both).rows] == [
        ("0301", ()),
        (None, ("0101", "0104")),
    ]


def test_a_list_without_dates_is_refused() -> None:
    with pytest.raises(InvalidData, match="missing columns: received") as raised:
        judged(xlsx(("A", [["Kommune", "Saksnr", "Tidsplan"], ["Oslo", "KS 1/08", "x"]])))
    assert raised.value.details == ("found: Kommune, Saksnr, Tidsplan",)


def test_unknown_columns_are_reported_and_read_as_remarks() -> None:
    judgement = judged(xlsx(("A", [["Kommune", "Mottatt", "Ymse"], ["Oslo", "23.5.08", "poststemplet 20.5."]])))
    assert judgement.unknown_columns == (("A", "Ymse"),)
    assert judgement.rows[0].timeliness == "to-be-judged"


def test_shuffled_rows_have_the_same_fates() -> None:
    names = [
        ("Oslo", "19.5.08"),
        ("Oslo", "20.5.08"),
        ("Nes", "19.5.08"),
        ("Moss", "22.5.08"),
        ("Lillehamer", "1.5.08"),
    ]
    rows = [row(name=name, received=received) for name, received in names]

    def fates(order: list[list[Any]]) -> list[tuple[Any, ...]]:
        judgement = judged(xlsx(("A", [list(HEADER.values()), *order])))
        return sorted(
            (str(fate.municipality), fate.outcome, str(fate.received), fate.candidates) for fate in judgement.rows
        )

    assert fates(rows) == fates(rows[::-1]) == fates(rows[2:] + rows[:2])
