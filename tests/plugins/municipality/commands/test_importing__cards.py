"""Contacts out of an address book: cards as Outlook, telephones, Google and Thunderbird write them, and Outlook's csv."""

from __future__ import annotations

import pytest
from support import folder_bytes

# Each program's own way, as its documentation and its users' files show it; the people are made up.
OUTLOOK_21 = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\n"
    "N;LANGUAGE=nb;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:=D8deg=E5rd;Bj=F8rn\r\n"
    "FN;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:Bj=F8rn =\r\n=D8deg=E5rd\r\n"
    "ORG;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:=C5lesund kommune;Plan\r\n"
    "TITLE:Prosjektleder\r\nTEL;WORK;VOICE:70 16 20 00\r\nTEL;CELL;VOICE:900 00 001\r\nTEL;WORK;FAX:70 16 20 01\r\n"
    "ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;;Gata 1=0D=0ABakg=E5rden;Aalesund;;6002;Norge\r\n"
    "X-MS-OL-DEFAULT-POSTAL-ADDRESS:2\r\nEMAIL;PREF;INTERNET:bjorn@alesund.kommune.no\r\n"
    "PHOTO;TYPE=JPEG;ENCODING=BASE64:\r\n /9j/4AAQSkZJRgABAQEAYABgAAD/\r\n 2wBDAAgGBg==\r\n\r\nREV:20081015T120000Z\r\nEND:VCARD\r\n"
).encode("ascii")
TELEPHONE_30 = (
    "BEGIN:VCARD\nVERSION:3.0\nPRODID:-//Apple Inc.//iOS 17//EN\nN:Nordmann;Kari;;;\nFN:Kari Nordmann\n"
    "ORG:Oslo kommune;\nTITLE:Ordfører\nitem1.EMAIL;type=INTERNET;type=pref:kari@oslo.kommune.no\n"
    "item1.X-ABLabel:_$!<Work>!$_\nEMAIL;type=INTERNET;type=HOME:kari@hjemme.example\n"
    "TEL;type=CELL;type=VOICE;type=pref:+47 900 00 002\nTEL;type=HOME;type=VOICE:22 00 00 09\n"
    "NOTE:Møtte henne\\, og likte det\\nRing først\nBDAY:1960-05-17\nEND:VCARD\n"
).encode()
GOOGLE_30 = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Liv Sara Eira\r\nN:Eira;Liv;Sara;;\r\nEMAIL;TYPE=INTERNET:liv@kautokeino.kommune.no\r\n"
    b"TEL;TYPE=WORK:78 48 71 00\r\nitem1.ORG:Guovdageainnu suohkan - Kautokeino kommune\r\nitem2.TITLE:HTV\r\n"
    b"CATEGORIES:myContacts\r\nEND:VCARD\r\n"
)
THUNDERBIRD_40 = (
    b'BEGIN:VCARD\r\nVERSION:4.0\r\nEMAIL;PREF=1:post@oslo.kommune.no\r\nFN:Postmottak\r\nN:;Postmottak;;;\r\n'
    b'ORG:Oslo kommune\r\nROLE:postmottak\r\nTEL;VALUE=uri;TYPE="voice,work":tel:+47-22-00-00-00\r\n'
    b"UID:70a1b7b8-2e66-4a13-a8b6-000000000000\r\nEND:VCARD\r\n"
)  # fmt: skip


@pytest.fixture
def take(cli, programme, tmp_path):
    """Import a file of this content; what kvadmin answered."""

    def run(content, *options, name="kort.vcf", code=0, stdin=""):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        ran = cli("-C", programme, "contact", "import", file, "--format", "json", *options, stdin=stdin)
        assert ran.code == code, ran.err
        return ran

    return run


@pytest.fixture
def held(cli, programme):
    def run():
        found = cli("-C", programme, "contact", "list", "--format", "json", check=True).json["contacts"]
        return {each["name"]: each for each in found}

    return run


def card(name, *more):
    return "\n".join(("BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", *more, "END:VCARD", ""))


def test_the_cards_of_four_programs_in_one_file(take, held, cli, programme):
    content = OUTLOOK_21 + TELEPHONE_30 + GOOGLE_30 + THUNDERBIRD_40
    ran = take(content)
    assert ran.json["counts"] == {"imported": 4}
    found = held()
    assert {
        name: (each["municipality"], each["role"], each["email"], each["phone"]) for name, each in found.items()
    } == {
        "Bjørn Ødegård": ("1504", "project-leader", "bjorn@alesund.kommune.no", "70 16 20 00 / 900 00 001"),
        "Kari Nordmann": ("0301", "mayor", "kari@oslo.kommune.no", "+47 900 00 002"),
        "Liv Sara Eira": ("2011", "employee-representative", "liv@kautokeino.kommune.no", "78 48 71 00"),
        "Postmottak": ("0301", "mail-desk", "post@oslo.kommune.no", "+47-22-00-00-00"),
    }
    assert found["Kari Nordmann"]["note"] == "Møtte henne, og likte det Ring først"
    private = [each["reason"] for each in ran.json["rows"] if each["name"] == "Kari Nordmann"]
    assert private == ["what is private was left out"]
    assert "not read of the cards: BDAY (1), CATEGORIES (1), PHOTO (1)" in ran.err
    before = folder_bytes(programme)
    assert take(content).json["counts"] == {"unchanged": 4}
    assert folder_bytes(programme) == before


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_of_cards_in_another_encoding(take, held, encoding):
    take(card("Bjørn Ødegård", "ORG:Ålesund kommune").encode(encoding))
    assert held()["Bjørn Ødegård"]["municipality"] == "1504"


def test_the_row_of_a_card_is_the_line_where_it_begins(take):
    rows = take(card("Per Ås", "ORG:Oslo kommune") + card("Ola Ås", "ORG:Oslo kommune")).json["rows"]
    assert [each["row"] for each in rows] == [1, 6]


BY_DOMAIN = card("Per Ås", "EMAIL:per@alesund.kommune.no") + card("Ola Ås", "EMAIL:ola@alesund.kommune.no")


@pytest.mark.parametrize(
    ("content", "reason", "candidates"),
    [
        (card("Per Ås", "EMAIL:per@alesund.kommune.no"), "only '@alesund.kommune.no' says", ["1504"]),
        (card("Per Ås", "ADR;WORK:;;Gata;Oslo;;0150;"), "only 'Oslo' says which", ["0301"]),
        (card("Per Ås", "ORG:Bø kommune"), "several municipalities may be meant by 'Bø kommune'", ["0821", "1867"]),
        (card("Per Ås", "ORG:Oslo kommune", "EMAIL:p@alesund.kommune.no"), "do not agree", ["0301", "1504"]),
        (card("Per Ås", "EMAIL:per@gmail.com"), "no municipality is named", []),
        (card("Per Ås", "ORG:Rørlegger Hansen"), "there is no municipality 'Rørlegger Hansen'", []),
    ],
)
def test_what_is_not_sure_is_left_for_a_person(take, held, content, reason, candidates):
    ran = take(content)
    (row,) = ran.json["rows"]
    assert (row["outcome"], row["candidates"]) == ("manual", candidates)
    assert reason in row["reason"]
    assert "--municipality M" in ran.err
    assert held() == {}


def test_the_command_line_says_which_municipality_for_those_that_it_can_be(take, held):
    content = BY_DOMAIN + card("Bo Ås", "ORG:Bø kommune")
    ran = take(content, "--municipality", "Ålesund")
    assert ran.json["counts"] == {"imported": 2, "manual": 1}
    ran = take(content, "--municipality", "1867", "--where", "Name=Bo Ås")
    assert ran.json["counts"] == {"imported": 1}
    assert {name: each["municipality"] for name, each in held().items()} == {
        "Per Ås": "1504", "Ola Ås": "1504", "Bo Ås": "1867",
    }  # fmt: skip


def test_a_person_is_asked_once_for_all_cards_of_a_place(take, held, monkeypatch):
    from kvadmin.api import Session

    asked = []

    def choose(_, question, answers):
        asked.append((question, list(answers)))
        return 0

    monkeypatch.setattr(Session, "choose", choose)
    assert take(BY_DOMAIN).json["counts"] == {"imported": 2}
    assert asked == [
        ("Which municipality is '@alesund.kommune.no'?", ["1504 Ålesund", "none of these: leave them out"])
    ]
    assert {each["municipality"] for each in held().values()} == {"1504"}


def test_the_domain_of_contacts_that_are_known_decides_between_namesakes(take, held, cli, programme):
    cli("-C", programme, "contact", "add", "1867", "Siv Moe", "--email", "siv@boe.example", check=True)
    take(card("Per Ås", "ORG:Bø kommune", "EMAIL:per@boe.example"))
    assert held()["Per Ås"]["municipality"] == "1867"


def test_bodies_that_are_no_municipality_are_passed_over(take):
    (row,) = take(card("Per Ås", "ORG:Telemark fylkeskommune"), code=1).json["rows"]
    assert row["outcome"] == "skipped"


def test_a_file_that_is_cut_off_is_refused_and_nothing_written(take, programme):
    before = folder_bytes(programme)
    ran = take(card("Per Ås", "ORG:Oslo kommune") + "BEGIN:VCARD\nFN:Ola", code=3)
    assert "begins in line 6 has no end" in ran.err
    assert folder_bytes(programme) == before


ENGLISH = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business City,Business Fax,Business Phone,"
    "Home Phone,Mobile Phone,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,Notes,Priority,Sensitivity"
)
NORWEGIAN = (
    "Tittel;Fornavn;Mellomnavn;Etternavn;Suffiks;Firma;Avdeling;Stilling;Poststed, arbeid;Telefaks, arbeid;"
    "Telefon, arbeid;Telefon, privat;Mobiltelefon;E-postadresse;E-posttype;Vist e-postnavn;E-post 2-adresse;Notater;"
    "Prioritet;Følsomhet"
)
VALUES = (
    "Ms", "Bjørg", "Marie", "Ås", "", "Ålesund kommune", "Plan", "Ordfører", "Ålesund", "70 00 00 01", "70 00 00 00",
    "70 00 00 09", "900 00 003", "b@alesund.example", "SMTP", "Bjørg Ås (b@alesund.example)", "x@y.example", "Ring, først",
    "Normal", "Normal",
)  # fmt: skip


@pytest.mark.parametrize(
    ("headings", "separator", "encoding"),
    [
        (ENGLISH, ",", "cp1252"),
        (ENGLISH, ",", "utf-8-sig"),
        (ENGLISH.replace(",", "\t"), "\t", "utf-16"),
        (NORWEGIAN, ";", "cp1252"),
        (NORWEGIAN, ";", "utf-8"),
    ],
)
def test_outlooks_own_csv(take, held, headings, separator, encoding):
    row = separator.join(f'"{each}"' for each in VALUES)
    take(f"{headings}\r\n{row}\r\n".encode(encoding), name="kontakter.csv")
    (found,) = held().values()
    wanted = {
        "municipality": "1504", "name": "Bjørg Marie Ås", "role": "mayor", "title": "Ordfører",
        "email": "b@alesund.example", "phone": "70 00 00 00 / 900 00 003", "note": "Ring, først",
    }  # fmt: skip
    assert {name: found[name] for name in wanted} == wanted


def test_outlooks_settings_and_empty_columns_are_not_talked_about(take, held):
    headings = (
        "First Name,Middle Name,Last Name,Company,Title,Job Title,E-mail Address,E-mail Type,Birthday,Priority,Private"
    )
    ran = take(
        f"{headings}\nBjørg,,Ås,Oslo kommune,Ms,,b@oslo.example,SMTP,0/0/00,Normal,False\n", name="kontakter.csv"
    )
    (row,) = ran.json["rows"]
    assert (row["outcome"], row["reason"]) == ("imported", "")
    assert [line for line in ran.err.splitlines() if "column" in line] == [
        "warning: column 'Form of address: Title': left out: nobody knows the heading",
        "warning: column 'Birthday': left out: nobody knows the heading",
    ]
    assert held()["Bjørg Ås"]["title"] == ""


GOOGLE_CSV = (
    "First Name,Middle Name,Last Name,Organization Name,Organization Title,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "Phone 1 - Label,Phone 1 - Value\nBjørg,,Ås,Oslo kommune,Ordfører,,* myContacts,* Work,b@oslo.example,Mobile,900 00 003\n"
)
THUNDERBIRD_CSV = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Work Phone,Home Phone,Mobile Number,"
    "Job Title,Department,Organization\nBjørg,Ås,Bjørg Ås,,b@oslo.example,,,,900 00 003,Ordfører,,Oslo kommune\n"
)


@pytest.mark.parametrize("content", [GOOGLE_CSV, THUNDERBIRD_CSV], ids=["google", "thunderbird"])
def test_the_csv_of_google_and_thunderbird(take, held, content):
    take(content, name="contacts.csv")
    (found,) = held().values()
    assert (found["municipality"], found["name"], found["role"], found["email"], found["phone"]) == (
        "0301", "Bjørg Ås", "mayor", "b@oslo.example", "900 00 003",
    )  # fmt: skip
