from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plugins.mail.kit import NOON, SENDER, boxes, codes, mailing_at, parsed, plan, recipient, write_pair
from plugins.mail.runs import Stranger, go, had_letters

from kvadmin.api import Refused
from kvadmin.plugins.mail.addresses import mailbox
from kvadmin.plugins.mail.content_folder import DiskFolder
from kvadmin.plugins.mail.letters.letter_files import read_letter_pair
from kvadmin.plugins.mail.message.assembly import assemble_message
from kvadmin.plugins.mail.outbox.frozen_mailing import freeze_plan
from kvadmin.plugins.mail.outbox.send_report import letter_addresses
from kvadmin.plugins.mail.planning.letter_plan import MailingTerms, plan_letters
from kvadmin.plugins.mail.planning.samples import sample_plan
from kvadmin.plugins.mail.records import Attachment, LetterFolders, Recipient

SLOW = os.environ.get("KVADMIN_SLOW") == "1"


def test_nobody_selected_is_nobody_not_everybody(tmp_path):
    with pytest.raises(Refused, match="nobody is selected"):
        plan(write_pair(tmp_path))


def test_each_gets_the_letter_in_their_form_and_nothing_is_wrong(tmp_path):
    made = plan(write_pair(tmp_path), recipient(1, "nb"), recipient(2, "nn"))
    assert made.problems == ()
    assert ["søkje" in letter.text for letter in made.letters] == [False, True]
    assert [letter.to for letter in made.letters] == [
        (mailbox(f"post{n}@kommune{n}.example", f"Kåre Nr. {n}"),) for n in (1, 2)
    ]


def test_every_fault_of_every_letter_is_listed(tmp_path):
    people = [
        recipient(1, fields={"kommune": "", "frist": None}),
        recipient(2),
        recipient(3, email="a@b@c", fields={"kommune": "X"}),
        recipient(4, "en"),
        recipient(5, name="Ola\r\nBcc: evil@evil.example"),
    ]
    assert codes(plan(write_pair(tmp_path), *people)) == [
        ("0001/mail-desk", "empty-field", "kommune"),
        ("0001/mail-desk", "empty-field", "kommune"),
        ("0001/mail-desk", "empty-field", "frist"),
        ("0003/mail-desk", "address", "email"),
        ("0003/mail-desk", "undefined-field", "frist"),
        ("0004/mail-desk", "language-form", ""),
        ("0005/mail-desk", "address", "email"),
    ]


def test_two_letters_to_one_address(tmp_path):
    folder = write_pair(tmp_path)
    same = {"email": "Post@x.example", "name": ""}
    other = {"email": "post@X.example", "name": ""}
    made = plan(folder, recipient(1, **same), recipient(1, key="again", **other))
    assert [letter.key for letter in made.letters] == ["0001/mail-desk"], "the very same letter is sent once"
    assert made.left_out == (("again", "post@x.example gets the letter to 0001/mail-desk"),)
    assert not made.errors
    two = {"key": "again", "fields": {"kommune": "Bø", "frist": "1. mai"}}
    made = plan(folder, recipient(1, **same), recipient(1, **other, **two))
    assert codes(made) == [("again", "duplicate", "post@x.example")], "two different ones need a decision"
    assert made.errors
    made = plan(folder, recipient(1, **same), recipient(2, **other))
    assert codes(made) == [("0002/mail-desk", "shared-address", "post@x.example")], "two municipalities get both"
    assert (len(made.letters), made.errors) == (2, ())
    for rule, keys in (("once", ["0001/mail-desk"]), ("each", ["0001/mail-desk", "0002/mail-desk"])):
        made = plan(
            write_pair(tmp_path / rule, front=f"same-address: {rule}\n"), recipient(1, **same), recipient(2, **other)
        )
        assert not made.errors
        assert [letter.key for letter in made.letters] == keys
    assert "selected twice" in plan(folder, recipient(1), recipient(1)).problems[0].text


def test_roles_copies_and_templates_of_addresses(tmp_path):
    front = [
        'to: [role:project-leader, "{{ name }} <{{ email }}>"]',
        "cc: role:county-governor",
        "bcc: Arkivet <arkiv@program.example>",
        "from: '\"Holm, Kari\" <kari@program.example>'",
    ]
    folder = write_pair(tmp_path, front="\n".join(front) + "\n")
    chosen = {"role:project-leader": [mailbox("pl@x.example")], "role:county-governor": []}
    fields = {"kommune": "Bø", "frist": "1. juni", "name": "Næss, Kåre", "email": "pl@x.example"}
    made = plan(folder, recipient(1, selections=chosen, fields=fields))
    assert made.problems == ()
    letter = made.letters[0]
    assert letter.sender == mailbox("kari@program.example", "Holm, Kari")
    assert letter_addresses(letter) == ("pl@x.example", "arkiv@program.example"), (
        "once, though two rules name the address"
    )
    assert letter.cc == ()


def test_a_letter_has_one_sender(tmp_path):
    folder = write_pair(tmp_path, front='from: "a@b.example, c@d.example"\n')
    assert codes(plan(folder, recipient(1))) == [("0001/mail-desk", "address", "from")]


def test_those_without_an_address_and_those_suppressed_go_by_post(tmp_path):
    made = plan(
        write_pair(tmp_path),
        recipient(1, email=None),
        recipient(2),
        recipient(3),
        suppressed={"post2@kommune2.example": "bounced 2008-06-01"},
    )
    assert not made.problems
    assert [(letter.channel, letter.note) for letter in made.letters] == [
        ("post", "has no e-mail address"),
        ("post", "nothing is e-mailed to post2@kommune2.example: bounced 2008-06-01"),
        ("email", ""),
    ]


def test_a_reminder_that_has_been_sent_is_left_out(tmp_path):
    outbox = freeze_plan(plan(write_pair(tmp_path), recipient(1, round=1)), mailing_at(tmp_path / "sent"))
    go(outbox, Stranger(), confirm=1, needs_approval=False)
    had = had_letters(outbox)
    made = plan(tmp_path, recipient(1, round=1), recipient(2, round=1), had=had)
    assert [letter.key for letter in made.letters] == ["0002/mail-desk"]
    ((key, why),) = made.left_out
    assert key == "0001/mail-desk"
    assert why.startswith("has had brev, round 1: sent 2008-06-10, sak-1; if it has not come: ")
    again = plan(tmp_path, recipient(1, round=2), had=had)
    assert again.letters[0].message_id != plan(tmp_path, recipient(1, round=1)).letters[0].message_id


def test_attachments_by_pattern(tmp_path):
    folder = write_pair(tmp_path / "letters", front='attachments: ["Vedtak {{ kommune }}*.pdf", felles/avtale.pdf]\n')
    files = tmp_path / "files"
    (files / "felles").mkdir(parents=True)
    for name in ("Vedtak Bø.pdf", "Vedtak Bø 2.pdf", "Vedtak Os.pdf", "felles/avtale.pdf", "Vedtak [x]*.pdf"):
        (files / name).write_bytes(b"%PDF " + name.encode())
    fields = {"kommune": "Bø", "frist": "x"}
    made = plan(folder, recipient(1, fields=fields), files=files)
    assert made.problems == ()
    assert [a.name for a in made.letters[0].attachments] == ["Vedtak Bø 2.pdf", "Vedtak Bø.pdf", "avtale.pdf"]
    made = plan(folder, recipient(1, fields={**fields, "kommune": "*"}), files=files)
    assert codes(made) == [("0001/mail-desk", "attachment", "attachments")], "a value with a star is no pattern"
    for bad in ("../files/Vedtak Bø", "/etc/passwd", "..", ".skjult", "a\\b"):
        made = plan(folder, recipient(1, fields={**fields, "kommune": bad}), files=files)
        assert ("0001/mail-desk", "attachment", "attachments") in codes(made)


def test_files_that_are_empty_missing_double_or_lead_out(tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    (tmp_path / "hemmelig.pdf").write_bytes(b"x")
    (files / "lenke.pdf").symlink_to(tmp_path / "hemmelig.pdf")
    (files / "tom.pdf").touch()
    (files / "a.pdf").write_bytes(b"a")
    for pattern, text in (
        ("tom.pdf", "is empty"),
        ("finnes-ikke.pdf", "there is no file"),
        ("lenke.pdf", "there is no file"),
        ("../hemmelig.pdf", "there is no file"),
    ):
        made = plan(write_pair(tmp_path / "letters", front=f"attachments: {pattern}\n"), recipient(1), files=files)
        assert text in made.errors[0].text
    folder = write_pair(tmp_path / "letters", front="attachments: a.pdf\ncalendar: yes\n")
    made = plan(folder, recipient(1, attachments=(Attachment("A.PDF", b"b"),)), files=files)
    assert [p.text for p in made.errors] == ["the calendar entry is missing", "a.pdf is attached twice"]


def test_pictures_come_from_the_letters_folder_only(tmp_path):
    folder = write_pair(
        tmp_path / "letters",
        nb="![x](logo.png) {{ kommune }} {{ frist }}\n",
        nn="![x](../hemmelig.png) {{ kommune }} {{ frist }}\n",
    )
    (folder / "logo.png").write_bytes(b"\x89PNG")
    (tmp_path / "hemmelig.png").write_bytes(b"\x89PNG")
    assert plan(folder, recipient(1)).problems == ()
    assert codes(plan(folder, recipient(1, "nn"))) == [("0001/mail-desk", "attachment", "body")]


def test_samples_to_oneself_take_one_letter_of_each_form(tmp_path):
    made = plan(
        write_pair(tmp_path, front="cc: fm@fylke.example\n"),
        *[recipient(n, "nn" if n > 2 else "nb") for n in range(1, 5)],
    )
    mine = sample_plan(made, mailbox("meg@program.example"))
    assert [letter_addresses(letter) for letter in mine.letters] == [("meg@program.example",)] * 2
    assert [letter.text for letter in mine.letters] == [made.letters[0].text, made.letters[2].text]
    assert not {letter.message_id for letter in mine.letters} & {letter.message_id for letter in made.letters}


WORDS = st.text(st.sampled_from("aåæøÆ <>&*_#`\"',.;:@-()[]|{}%=?\\1\n"), max_size=14)
CELL = st.one_of(
    WORDS,
    WORDS,
    st.sampled_from([None, "", "  ", "None", "nan", "Bø", "20. mai 2008"]),
    st.integers(0, 99999),
    st.dates(date(2007, 1, 1), date(2009, 12, 31)),
)
EMAIL = st.one_of(
    st.sampled_from([f"p{n}@k{n}.example" for n in range(6)] + ["P1@K1.example", "å@tromsø.example"]),
    st.sampled_from(
        ["", None, "a", "a@b@c.example", "x@y.example, z@y.example", "x@y.example\r\nBcc: z@y.example", "x @y.example"]
    ),
)
ROW = st.fixed_dictionaries(
    {"form": st.sampled_from(["nb", "nn"]), "name": WORDS, "email": EMAIL}, optional={"a": CELL, "b": CELL}
)
TAG = {"nb": "Dette brevet er på bokmål og ikke noe annet", "nn": "Dette brevet er på nynorsk og ikkje noko anna"}


def wrong(row: dict) -> bool:
    """Whether the row, judged by itself and without the engine, must stop the mailing."""
    cells = [row.get(name) for name in ("a", "b")]
    empty = any(
        cell is None or (isinstance(cell, str) and (not cell.strip() or cell.strip().lower() in {"none", "nan"}))
        for cell in cells
    )
    header = isinstance(row.get("a"), str) and "\n" in row["a"].strip("\n ") if row.get("a") is not None else True
    return (
        empty
        or header
        or row["email"] is None
        or row["email"].count("@") != 1
        or " " in row["email"]
        or "\n" in row["name"]
    )


@settings(max_examples=10_000 if SLOW else 300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ROW, min_size=1, max_size=4))
def test_whatever_the_rows_are_what_passes_is_right(rows):
    """Either the plan is stopped, and then with reason; or every letter has every field, its form and its recipient alone."""
    fill = {form: f"{tag}: {{{{ a }}}} / **{{{{ b }}}}**\n" for form, tag in TAG.items()}
    with tempfile.TemporaryDirectory() as name:
        folder = write_pair(Path(name), **fill)
        for form in TAG:
            path = folder / f"brev.{form}.md"
            path.write_text(path.read_text(encoding="utf-8").replace("{{ kommune }}", "{{ a }}"), encoding="utf-8")
        people = [
            Recipient(
                f"k{n}",
                row["form"],
                row["name"],
                row["email"],
                party="0301",
                fields={k: v for k, v in row.items() if k in "ab"},
            )
            for n, row in enumerate(rows)
        ]
        made = plan_letters(
            read_letter_pair(DiskFolder(folder), "brev"),
            people,
            LetterFolders(DiskFolder(folder)),
            MailingTerms("m", SENDER),
        )
    addresses = [row["email"].lower() for row in rows if row["email"]]
    if made.errors:
        assert any(map(wrong, rows)) or len(set(addresses)) < len(addresses), made.errors
        return
    by_key = {person.key: row for person, row in zip(people, rows, strict=True)}
    parts: dict[str, bytes] = {}
    seen = []
    for letter in made.letters:
        row = by_key[letter.key]
        assert {"a", "b"} <= set(row), "an undefined field passed"
        if letter.channel == "post":
            assert not row["email"]
            continue
        assert not wrong(row)
        message = parsed(assemble_message(letter, parts).whole(parts, NOON))
        body = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
        assert TAG[row["form"]] in body
        assert TAG["nn" if row["form"] == "nb" else "nb"] not in body
        for cell in (row["a"], row["b"]):
            if isinstance(cell, str):
                assert cell.strip()
                assert cell.strip("\n") in body
        assert "None" not in body.replace("Nonen", "")
        (told,) = boxes(message["To"])
        assert told.name == " ".join(row["name"].split())
        assert told.address.split("@")[0] == row["email"].split("@")[0]
        seen += [box.address.lower() for box in boxes(message["To"])]
    assert len(seen) == len(set(seen))
