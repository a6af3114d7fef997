"""Importing a list of registrations: the fate of every row, and that a second import changes nothing."""

from __future__ import annotations

import json

from plugins.gathering.conftest import G, names, register, write


def run(kit, file, code=0):
    ran = kit.run("gathering", "import", str(file), "--gathering", G, "--format", "json")
    assert ran.code == code, ran.err
    return json.loads(ran.out)["rows"] if code == 0 else ran


def outcomes(rows):
    return [(each["row"], each["outcome"]) for each in rows]


def test_every_row_has_its_fate(kit, tmp_path):
    file = write(
        tmp_path,
        "Påmelding til samlingen\n\nNavn;Stilling;Kommune;Samtykke;E-post;Status\n"
        "Kari Ås;Rådmann;0301;ja;kari@x.no;\n"
        "Ole Vik;;Bø;ja;;\n"
        "Per Lie;;Karasjok;kanskje;;\n"
        "Kari Ås;Rådmann;0301;ja;kari@x.no;\n"
        "Liv Mo;;301;nei;;avmeldt\n"
        ";;;;;\n"
        "Sum 5;;;;;\n"
        "Aud Holm;KS;;ja;;\n",
    )
    rows = run(kit, file)
    assert outcomes(rows) == [
        (4, "imported"), (5, "manual"), (6, "imported"), (7, "duplicate"), (8, "cancelled"), (10, "skipped"), (11, "imported"),
    ]  # fmt: skip
    assert rows[1]["candidates"] == ["0821", "1867"]
    assert "no consent: 'kanskje'" in rows[2]["reason"]
    assert names(kit) == ["Kari Ås", "Aud Holm"]


def test_nynorsk_and_english_columns_and_any_order(kit, tmp_path):
    nynorsk = write(tmp_path, "samtykke;kommunenr;fornamn;etternamn;stilling\nja;520;Kari;Ås;Rådmann\n", "nn.csv")
    english = write(tmp_path, "consent,name,municipality,sort_as\nlist,Riikka Aalto,Lyngdal,Alto\n", "en.csv")
    assert outcomes(run(kit, nynorsk)) == [(2, "imported")]
    assert outcomes(run(kit, english)) == [(2, "imported")]
    assert names(kit) == ["Riikka Aalto", "Kari Ås"]


def test_importing_again_changes_nothing_byte_for_byte(forty_two, tmp_path):
    before = forty_two.files()
    rows = run(forty_two, tmp_path / "people.csv")
    assert {each["outcome"] for each in rows} == {"unchanged"}
    assert forty_two.files() == before


def test_a_new_address_and_an_empty_consent_leave_the_consent(kit, tmp_path):
    run(kit, write(tmp_path, "navn;kommune;e-post;samtykke\nKari Ås;0301;a@x.no;ja\n"))
    rows = run(kit, write(tmp_path, "navn;kommune;e-post;samtykke\nKari Ås;0301;b@x.no;\n"))
    assert [(each["outcome"], each["reason"]) for each in rows] == [("updated", "email")]
    assert names(kit) == ["Kari Ås"]


def test_namesakes_of_one_municipality_need_addresses(kit, tmp_path):
    rows = run(
        kit,
        write(
            tmp_path,
            "navn;stilling;kommune;e-post;samtykke\n"
            "Kari Hansen;Rådmann;0520;a@x.no;ja\nKari Hansen;Lærer;0520;b@x.no;ja\nKari Hansen;Vaktmester;0520;;ja\n",
        ),
    )
    assert [each["outcome"] for each in rows] == ["imported", "imported", "manual"]
    assert names(kit) == ["Kari Hansen"] * 2


def test_a_shared_mailbox_does_not_rename_anybody(kit, tmp_path):
    run(kit, write(tmp_path, "navn;kommune;e-post;samtykke\nKari Ås;0301;post@x.no;ja\n"))
    rows = run(kit, write(tmp_path, "navn;kommune;e-post;samtykke\nOle Vik;0301;post@x.no;ja\n"))
    assert [each["outcome"] for each in rows] == ["imported"]
    assert names(kit) == ["Ole Vik", "Kari Ås"]


def test_a_married_name_is_the_same_person(kit, tmp_path):
    run(kit, write(tmp_path, "navn;kommune;e-post;samtykke\nKari Ås;0301;kari@x.no;ja\n"))
    rows = run(kit, write(tmp_path, "navn;kommune;e-post;samtykke\nKari Vik;0301;kari@x.no;\n"))
    assert [each["outcome"] for each in rows] == ["updated"]
    assert names(kit) == ["Kari Vik"]


def test_an_old_file_does_not_bring_back_who_cancelled(kit, tmp_path):
    file = write(tmp_path, "navn;kommune;samtykke;status\nKari Ås;0301;ja;active\n")
    run(kit, file)
    assert kit.run("gathering", "cancel", G, "Kari Ås").code == 0
    before = kit.files()
    rows = run(kit, file)
    assert outcomes(rows) == [(2, "kept-cancelled")]
    assert "--again" in rows[0]["reason"]
    assert kit.files() == before


def test_a_full_room_is_said_row_by_row(kit, tmp_path):
    assert kit.run("gathering", "set", G, "capacity", "2").code == 0
    file = write(tmp_path, "navn;kommune;samtykke\n" + "".join(f"P{n} E{n};0301;ja\n" for n in range(4)))
    rows = run(kit, file)
    assert [each["outcome"] for each in rows] == ["imported", "imported", "waiting", "waiting"]
    assert rows[3]["reason"] == "full: number 2 on the waiting list"
    before = kit.files()
    assert {each["outcome"] for each in run(kit, file)} == {"unchanged"}
    assert kit.files() == before


def test_text_like_a_formula_stays_text(kit, tmp_path):
    import io
    import zipfile

    from openpyxl import load_workbook

    texts = ['=HYPERLINK("http://x.no")', "=1+1", "+4741470525", "-Ole", "@SUM(A1)", '#panic("x") *b* $x$ @ref']
    lines = "".join(
        '"' + text.replace('"', '""') + f'";"{text.replace(chr(34), chr(34) * 2)}";0301;ja\n' for text in texts
    )
    rows = run(kit, write(tmp_path, "navn;stilling;kommune;samtykke\n" + lines))
    assert {each["outcome"] for each in rows} == {"imported"}
    assert sorted(names(kit)) == sorted(texts)
    out = tmp_path / "list.xlsx"
    assert kit.run("participants", "export", G, "-o", str(out)).code == 0
    book = load_workbook(out)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert {"=1+1", "@SUM(A1)"} <= {cell.value for cell in cells}
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as packed:
        assert not [name for name in packed.namelist() if b"<f>" in packed.read(name)]
    csv = kit.run("participants", "list", G, "--format", "csv").out
    assert not [
        line for line in csv.splitlines() if any(part.startswith(("=", "+", "-", "@")) for part in line.split(","))
    ]


def test_a_control_character_in_a_file_is_refused_and_nothing_is_written(kit, tmp_path):
    before = kit.files()
    ran = run(kit, write(tmp_path, "navn;kommune\nKari\x07 Ås;0301\n"), code=3)
    assert "U+0007" in ran.err
    assert kit.files() == before


def test_registered_by_command_and_then_by_file_is_one_person(kit, tmp_path):
    register(kit, "Kari Ås", "-m", "0301")
    rows = run(kit, write(tmp_path, "navn;kommune;samtykke\nKari Ås;Oslo;ja\n"))
    assert [(each["outcome"], each["reason"]) for each in rows] == [("updated", "consent")]


def test_without_a_column_for_consent_nobody_is_listed_and_that_is_said(kit, tmp_path):
    ran = kit.run("gathering", "import", str(write(tmp_path, "navn;kommune\nKari Ås;0301\n")), "--gathering", G)
    assert "no column for consent" in ran.err
    assert names(kit) == []


def test_a_dry_run_writes_nothing(kit, tmp_path):
    before = kit.files()
    file = write(tmp_path, "navn;kommune;allergi\nKari Ås;0301;nøtteallergi\n")
    ran = kit.run("gathering", "import", str(file), "--gathering", G, "--dry-run")
    assert ran.code == 0
    assert kit.files() == before
    assert "nøtteallergi" not in ran.err + ran.out


def test_nobody_is_lost_for_an_odd_address(kit, tmp_path):
    rows = run(
        kit,
        write(
            tmp_path,
            'navn,kommune,e-post,samtykke\nKari Ås,0301,"kari@x.no; kari@hjemme.no",ja\nOle Vik,0301,ole(at)x.no,ja\n'
            "Per Lie,0301,mailto:per@x.no,ja\n",
        ),
    )
    assert [each["outcome"] for each in rows] == ["imported"] * 3
    assert "kari@x.no was taken" in rows[0]["reason"]
    assert "nothing was taken" in rows[1]["reason"]
    assert rows[2]["reason"] == ""


def test_a_workbook_with_numbers_and_a_title_above(kit, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in (
        ["Påmeldte til oppstartssamlingen"], [], ["Navn", "Komm.nr", "Stilling", "Samtykke", "Allergi", "Hobby"],
        ["Kari Ås", 301, "Rådmann", True, "Nei", "ski"], ["Ole Vik", "0520", "=1+1", "JA", None, None],
    ):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "people.xlsx")
    ran = kit.run("gathering", "import", str(tmp_path / "people.xlsx"), "--gathering", G)
    assert ran.code == 0, ran.err
    assert "column 'Hobby'" in ran.err
    assert names(kit) == ["Kari Ås", "Ole Vik"]
    assert not (kit.folder / "sensitive").exists()


def test_nynorsk_headings(kit, tmp_path):
    file = write(
        tmp_path, "Namn;Stilling;Arbeidsgjevar;Parti;Samtykke;Kosthald\nLiv Mo;Rektor;Skulen;Administrasjon;ja;\n"
    )
    ran = kit.run("gathering", "import", str(file), "--gathering", G, "--format", "json")
    assert "not known" not in ran.err
    person = json.loads(kit.run("participants", "list", G, "--format", "json").out)["participants"][0]
    assert (person["employer"], person["party"]) == ("Skulen", "Administrasjon")
