from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from plugins.mail.kit import plan, recipient, write_pair

from kvadmin.api import InvalidData, UnknownName
from kvadmin.plugins.mail.content_folder import DiskFolder
from kvadmin.plugins.mail.letters.language_forms import form_of, form_shares, joint_form
from kvadmin.plugins.mail.letters.letter_files import letter_names, parse_letter, read_letter_pair
from kvadmin.plugins.mail.letters.pair_check import check_pair
from kvadmin.plugins.mail.letters.sandbox import Sandbox
from kvadmin.plugins.mail.records import Attachment

READY = Path(__file__).resolve().parents[3] / "config/letters"
NAMES = [
    "admitted",
    "gathering-cancelled",
    "invitation",
    "list-closed",
    "missing-items",
    "project-plan-reminder",
    "rejected",
    "reminder",
    "startup-gathering",
    "waiting-list",
]
#: Words that are one form only: none may stand in the other.
ONLY_NB = "ikke jeg hva hvor hvem hvordan fra mer kommuner søke søknadene deres dere avslått vennlig hilsen uker veileder ansatte tjenester noen".split()
ONLY_NN = "ikkje eg kva kvar kven korleis frå meir kommunar søkje dykk dykkar de avslegen vennleg helsing veker rettleiar tilsette tenester nokon ein eit dei".split()


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-zæøå]+", re.sub(r"\{[{%].*?[%}]\}", " ", text).lower()))


def test_the_ready_made_letters_are_all_there():
    assert letter_names(DiskFolder(READY)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_ready_made_pair_tells_both_forms_the_same_and_mixes_nothing(name):
    pair = read_letter_pair(DiskFolder(READY), name)
    assert check_pair(pair, Sandbox(DiskFolder(READY))) == []
    nb, nn = pair.forms["nb"], pair.forms["nn"]
    assert not words(nb.subject + nb.body) & (set(ONLY_NN) - {"de", "dei"})
    assert not words(nn.subject + nn.body) & set(ONLY_NB)
    assert words(nb.body) & set(ONLY_NB)
    assert words(nn.body) & set(ONLY_NN)
    assert nb.body.count("\n#") == nn.body.count("\n#")
    assert nb.body.count("\n- ") == nn.body.count("\n- ")


@pytest.mark.parametrize(
    ("name", "source"),
    [*((name, "public") for name in NAMES), *(("list-closed", source) for source in ("committed", "fixed", "none"))],
)
def test_a_ready_made_letter_can_be_planned(name, source, tmp_path):
    day = date(2008, 5, 20)
    facts = {
        "municipality": {"name": "Bø"},
        "programme": {"name": "Kvalitetskommuneprogrammet"},
        "cohort": {"name": "pulje 3"},
        "call": {"deadline": day, "supplement_deadline": day, "capacity": 36, "start": day, "confirm_by": day},
        "contact": {"name": "Kari Holm", "email": "kari@program.example"},
        "sender": {"name": "Sekretariatet"},
        "email": "post@bo.example",
        "case_number": "2008/123",
        "decision": {"reason": {"nb": "Søknaden mangler politisk behandling.", "nn": "Søknaden manglar politisk behandling."}, "waitlist_position": 3},
        "application": {"received": day, "state": "complete"},
        "freeze": {"on": day, "fingerprint": "ab" * 32, "again": True, "open": True},
        "draw": {"source": source, "name": "Lotto", "day": day, "day_in_name": False, "form": "sju tall", "ignored": "tilleggstall", "substitute": "Lotto 11.6.", "commitment": "cd" * 32, "seed": "x", "decided": True, "told": "Loddet ble trukket.", "verdict": "holdbar", "grounds": ["Navngitt i tide."], "fingerprint": "ab" * 32, "frozen": day},
        "missing": [{"nb": "resultatmål for sykefravær", "nn": "resultatmål for sjukefråvær"}],
        "gathering": {"name": {"nb": "oppstartssamlingen", "nn": "oppstartssamlinga"}, "from_date": day, "to_date": date(2008, 5, 21), "place": "Gardermoen", "registration_deadline": day},
        "reminder": {"about": {"nb": "svar på undersøkelsen", "nn": "svar på undersøkinga"}, "due": day, "overdue": True},
        "plan": {"due": day},
    }  # fmt: skip
    for form in ("nb", "nn"):
        for suffix in ("nb", "nn"):
            (tmp_path / f"brev.{suffix}.md").write_text(
                (READY / f"{name}.{suffix}.md").read_text(encoding="utf-8"), encoding="utf-8"
            )
        calendar = Attachment("innkalling.ics", b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n", "calendar")
        made = plan(tmp_path, recipient(form=form, fields=facts, attachments=(calendar,)))
        assert made.problems == ()
        assert "Bø" in made.letters[0].subject + made.letters[0].text


def test_the_rejection_tells_of_the_complaint():
    pair = read_letter_pair(DiskFolder(READY), "rejected")
    assert "tre uker** fra dere mottok" in pair.forms["nb"].body
    assert "tre veker** frå de fekk" in pair.forms["nn"].body


GOOD = "---\nsubject: Hei\n---\nTekst\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Tekst uten hode", "no front matter"),
        ("---\nto: a@b.no\n---\nTekst", "no subject"),
        ("---\nsubject: Hei\n---\n  \n", "no text"),
        ("---\nsubject: Hei\nsubjct: x\n---\nTekst", "unknown field in the front matter: subjct"),
        ("---\nsubject: {{ a }}\n---\nTekst", "one text|not YAML|no subject"),
        ("---\nsubject: a: b\n---\nTekst", "not YAML"),
        ("---\nsubject: [a]\n---\nTekst", "one text"),
        ("---\nsubject: a\nsubject: b\n---\nTekst", "not YAML"),
        ("---\nsubject: a\nto: {x: y}\n---\nTekst", "text or a list"),
        ("---\nsubject: a\nformat: html\n---\nTekst", "none of markdown, text"),
        ("---\n- a\n---\nTekst", "no mapping"),
    ],
)
def test_a_letter_that_cannot_be_read_says_where(text, message):
    with pytest.raises(InvalidData, match=message) as caught:
        parse_letter(text, "brev", "nb", "brev.nb.md")
    assert caught.value.where.startswith("brev.nb.md")


def test_front_matter_is_text_and_windows_lines_are_lines():
    letter = parse_letter(
        "\ufeff---\r\nsubject: 0301\r\ncalendar: yes\r\nto: a@b.no\r\n---\r\nTekst\r\n", "brev", "nb", "x"
    )
    assert (letter.subject, letter.calendar, letter.to, letter.body) == ("0301", True, ("a@b.no",), "Tekst\r\n")
    assert parse_letter(GOOD, "brev", "nb", "x").markdown


def test_unknown_letters_and_paths_are_refused(tmp_path):
    write_pair(tmp_path)
    for name in ("finnes-ikke", "../brev", "a/b", ".skjult", ""):
        with pytest.raises(UnknownName):
            read_letter_pair(DiskFolder(tmp_path), name)
    (tmp_path / "galt.nb.md").write_bytes(b"---\nsubject: \xe6\n---\nx")
    with pytest.raises(InvalidData, match="UTF-8"):
        read_letter_pair(DiskFolder(tmp_path), "galt")


def test_check_names_every_difference_between_the_forms(tmp_path):
    write_pair(tmp_path, nb="{{ kommune }} {{ frist }}\n", nn="{{ kommune }} {{ dato }}\n")
    pair = read_letter_pair(DiskFolder(tmp_path), "brev")
    told = [(p.severity, p.field) for p in check_pair(pair, Sandbox(DiskFolder(tmp_path)))]
    assert told == [("error", "frist"), ("error", "dato")]
    assert {p.severity for p in check_pair(pair, Sandbox(DiskFolder(tmp_path)), used={"nb"})} == {"warning"}
    (tmp_path / "brev.nn.md").unlink()
    assert [
        p.code for p in check_pair(read_letter_pair(DiskFolder(tmp_path), "brev"), Sandbox(DiskFolder(tmp_path)))
    ] == ["language-form"]
    write_pair(tmp_path, nn="{% if %}\n")
    assert "template" in [
        p.code for p in check_pair(read_letter_pair(DiskFolder(tmp_path), "brev"), Sandbox(DiskFolder(tmp_path)))
    ]


def test_the_form_of_a_letter():
    assert [form_of(f, "nb") for f in ("bokmal", "nynorsk", "neutral", None, "")] == ["nb", "nn", "nb", "nb", "nb"]
    assert form_of("neutral", "nynorsk") == "nn"
    with pytest.raises(InvalidData):
        form_of("klingon", "nb")
    assert joint_form(["nynorsk", "nynorsk", "bokmal", "neutral"], "bokmal") == "nn"
    assert joint_form(["nynorsk", "bokmal"], "bokmal") == "nb"
    assert joint_form(["neutral"], "nynorsk") == "nn"
    assert joint_form([], "bokmal") == "nb"
    assert form_shares(["nn", "nn"]) == {"nb": 0, "nn": 2}
