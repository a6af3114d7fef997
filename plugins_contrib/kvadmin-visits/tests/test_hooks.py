"""What the rest of kvadmin gets: status, checks, selections, letters, persons, the package, results reports, menu."""

from __future__ import annotations

import json
from datetime import date

import pytest
from kvadmin_visits.hooks.application_variables import variables
from kvadmin_visits.hooks.letter_context import context
from kvadmin_visits.hooks.personal_data import held_on
from kvadmin_visits.hooks.result_sections import sections
from kvadmin_visits.records import Visit

from kvadmin.api.records import Cohort, Membership

TODAY = date(2008, 6, 10)


def actions(kit):
    told = kit.json("status")
    return {each["key"]: each for each in told["needs_action"] if each["key"] in ("members-silent", "visits-overdue")}


def test_status_names_who_waits_with_the_command_that_lists_them(noted):
    said = actions(noted)["members-silent"]
    assert said["text"] == "P1: nobody has spoken with Austevoll, Oslo for 6 months"
    assert said["command"] == "kvadmin visit silent cohort:P1"
    out = noted.json(*said["command"].split()[1:])
    assert [each["name"] for each in out["silent"]] == ["Austevoll", "Oslo"]


def test_status_counts_those_it_does_not_name(noted):
    for number in range(1001, 1006):
        noted.municipality(str(number), f"By {number}")
    members = [Membership(municipality=str(number), start=date(2007, 2, 1)) for number in range(1001, 1006)]
    noted.add(Cohort(id="P3", name="Pulje 3", memberships=members))
    text = actions(noted)["members-silent"]["text"]
    assert text == "P3: nobody has spoken with By 1001, By 1002, By 1003 and 2 more members for 6 months"


def test_status_tells_of_planned_contacts_whose_day_is_past(noted):
    assert "visits-overdue" not in actions(noted)
    noted.today = "2008-09-02"
    one = actions(noted)["visits-overdue"]
    assert (one["text"], one["command"]) == (
        "Austevoll: planned for 2008-09-01 (visit), and not noted as held", "kvadmin visit set 3 held yes",
    )  # fmt: skip
    assert noted.run(*one["command"].split()[1:]).code == 0
    assert "visits-overdue" not in actions(noted)
    for key in ("10", "11"):  # their day is past, too
        noted.add(Visit(id=key, municipality="0301", day=date(2008, 8, 1)))
    both = actions(noted)["visits-overdue"]
    assert both["text"].endswith(": 2")
    assert len(noted.json(*both["command"].split()[1:])["visits"]) == 2


def test_status_has_the_figures_and_the_days_to_come(noted):
    told = noted.json("status")
    figures = {(each["key"], each["about"]): each["value"] for part in told["sections"] for each in part["figures"]}
    assert figures["contacts", "P1"] == 1
    assert figures["members-contacted", "P1"] == 1
    assert figures["members-silent", "P1"] == 2
    assert figures["members-silent", "P2"] == 0
    assert figures["visits-overdue", ""] == 0
    assert {"2008-09-01"} == {each["day"] for each in told["calendar"] if each["key"] == "visit-planned"}


def test_where_nothing_was_ever_noted_status_says_nothing(town):
    assert "Guidance" not in town.run("status").out
    assert actions(town) == {}


def test_check_finds_what_a_hand_wrote(noted):
    noted.add(
        Visit(id="9", municipality="0301", day=date(2008, 7, 1), held=True, how="fax", minutes=-5),
        Visit(id="10", municipality="9999", day=date(2008, 6, 1)),
    )
    told = json.loads(noted.run("check", "--format", "json").out)["findings"]
    found = {(each["code"], each["path"]) for each in told}
    assert {
        ("visit-held", "visits/9.yaml"),
        ("visit-how", "visits/9.yaml"),
        ("visit-minutes", "visits/9.yaml"),
    } <= found
    assert any(file == "visits/10.yaml" for _, file in found)


@pytest.mark.parametrize(
    ("selection", "chosen"),
    [
        ("silent:6", {"0301", "1244"}),
        ("silent", {"0301", "1244"}),
        ("silent:7", {"1244"}),
        ("cohort:P1 not:silent:6", {"0415"}),
        ("contacted-since:2007-12-10", {"0301", "0415", "1601"}),
        ("contacted-since:01.01.2008", {"0415", "1601"}),
        ("visited-since:2008-01-01", {"1601"}),
        ("visit-planned", {"1244"}),
    ],
)
def test_selections(noted, selection, chosen):
    found = noted.json("visit", "silent", selection, "--months", "0")["silent"]
    every = {"0301", "0415", "0402", "1244"}
    assert {each["municipality"] for each in found} == chosen & every
    listed = {each["municipality"] for each in noted.json("visit", "list", selection)["visits"]}
    assert listed == chosen & {"0301", "0415", "1244", "1601"}


@pytest.mark.parametrize("word", ["silent:six", "contacted-since", "contacted-since:soon", "visited-since:"])
def test_a_selection_that_cannot_be_is_refused(refused, word):
    refused("visit", "list", word)


def test_a_letter_gets_days_counts_and_the_advisor(noted):
    assert context(noted.data, "0415", TODAY, "nn") == {"visits": {
        "count": 1, "phone": 1, "email": 0, "visit": 0, "last": date(2008, 5, 20), "last_how": "telefon",
        "advisor": "Kari Nordmann", "next": "", "next_how": "",
    }}  # fmt: skip
    assert context(noted.data, "1244", TODAY, "nb")["visits"]["next"] == date(2008, 9, 1)
    assert context(noted.data, "0402", TODAY, "nb")["visits"]["count"] == 0
    assert context(noted.data, "", TODAY, "nb") == {}


def everything_that_leaves(kit):
    """All that hooks hand out to letters, the package and reports, as one text."""
    data = kit.data
    told = [context(data, number, TODAY, form) for number in ("0301", "0415", "1244") for form in ("nb", "nn", "en")]
    told += [sections(data, "P1", number, TODAY, form) for number in ("0301", "0415") for form in ("nb", "nn")]
    return repr([*told, variables(data)])


def test_no_text_and_nobody_of_the_municipality_leaves(noted):
    assert "Kari Nordmann" in everything_that_leaves(noted)  # who writes to them
    for secret in ("måltall", "Ny samtale", "Prøvestad", "Hansen"):
        assert secret not in everything_that_leaves(noted)


def test_the_package_counts_what_was_held_in_the_membership(noted):
    noted.add(
        Visit(id="8", municipality="1601", day=date(2008, 3, 1), held=True, how="phone"),  # it had left
        Visit(id="9", municipality="0402", day=date(2008, 4, 30), held=True, how="phone"),  # it had not begun
        Visit(id="10", municipality="0402", day=date(2008, 5, 1), held=True, how="phone"),
    )
    found = {each.name: dict(each.values) for each in variables(noted.data)}
    assert set(found) == {"contacts_phone", "contacts_email", "contacts_visit"}
    assert found["contacts_phone"] == {
        ("P1", "0301"): 0, ("P1", "0415"): 1, ("P1", "1244"): 0, ("P1", "1601"): 0, ("P2", "0402"): 1,
    }  # fmt: skip
    assert found["contacts_visit"]["P1", "1601"] == 1
    assert not any(each.public for each in variables(noted.data))


def test_the_package_has_the_counts_and_no_text(noted, tmp_path):
    out = tmp_path / "evaluator"
    ran = noted.run("evaluation", "export", "--profile", "private", "--out", str(out), "--formats", "csv")
    assert ran.code == 0, ran.err
    files = {each.name: each.read_bytes() for each in out.rglob("*") if each.is_file()}
    assert any(b"contacts_phone" in content for content in files.values())
    for name, content in files.items():
        for secret in ("måltall", "Ny samtale", "Hansen", "Nordmann"):
            assert secret.encode() not in content, (name, secret)


def test_a_letter_says_it_in_its_own_form(noted):
    (noted.folder / "letters").mkdir()
    with (noted.folder / "programme.yaml").open("a", encoding="utf-8") as file:
        file.write("sender: {name: Sekretariatet, email: post@programme.example}\n")
    body = "{{ visits.last | day }} {{ visits.last_how }} {{ visits.advisor }} {{ visits.count }}"
    for form in ("nb", "nn"):
        file = noted.folder / "letters" / f"kontakt.{form}.md"
        file.write_text(f"---\nsubject: Kontakt\n---\n{body}\n", encoding="utf-8")
    assert noted.run("mail", "plan", "kontakt", "--to", "municipality:Løten").code == 0
    assert "20. mai 2008 telefon Kari Nordmann 1" in noted.run("mail", "preview", "--letter", "0415").out
    assert noted.run("mail", "plan", "kontakt", "--to", "municipality:Kongsvinger").code != 0  # no contact, so no day


def test_the_package_has_none_of_it_where_nothing_is_noted(town):
    assert variables(town.data) == []


@pytest.mark.parametrize(
    ("language", "title", "heading"),
    [("nb", "Veiledning fra sekretariatet", "Antall"), ("nn", "Rettleiing frå sekretariatet", "Tal")],
)
def test_a_results_report_has_three_counts(noted, language, title, heading):
    (section,) = sections(noted.data, "P1", "0415", TODAY, language)
    assert (section.title, section.headings[1]) == (title, heading)
    assert section.rows == (("Telefon", "1"), ("E-post", "0"), ("Besøk", "0"))
    assert sections(noted.data, "P1", "1244", TODAY, language) == []
    assert sections(noted.data, "P9", "0415", TODAY, language) == []


# Persons.


def fields(kit, email="", name=""):
    return {each.where: each.fields for each in held_on(kit.data, email, name)}


def test_a_person_is_found_by_name_and_by_address(noted):
    told = {
        "visit 2": {"spoken_with": "Kari Prøvestad, Per Hansen", "note": "Kari ville vite mer om måltall"},
    }
    assert fields(noted, name="Kari Prøvestad") == told
    assert fields(noted, name="Prøvestad, Kari") == told
    assert fields(noted, email="kari@loten.example") == told
    assert fields(noted, name="Kari Nordmann") == {
        "visit 2": {"who": "Kari Nordmann"},
        "visit 3": {"who": "Kari Nordmann"},
    }
    assert fields(noted, email="nobody@loten.example") == {}
    assert fields(noted, name="Kari") == {}


def test_texts_that_name_somebody_are_found(noted):
    noted.run(
        "visit", "set", "1", "note", "Snakket med Prøvestad Kari på Løten", "agreed", "Skriv til ola@oslo.example"
    )
    assert fields(noted, name="Kari Prøvestad")["visit 1"] == {"note": "Snakket med Prøvestad Kari på Løten"}
    assert fields(noted, email="OLA@oslo.example") == {"visit 1": {"agreed": "Skriv til ola@oslo.example"}}


@pytest.mark.parametrize(
    ("field", "text", "left"),
    [
        ("who", "Kari Prøvestad og Ola Berg", "Ola Berg"),
        ("who", "Prøvestad, Kari", ""),
        ("who", "kari@loten.example", ""),
        ("spoken_with", "Per Hansen; Kari Prøvestad / Eli Vik", "Per Hansen, Eli Vik"),
        ("spoken_with", "Per Hansen, Kari Prøvestad (tlf. 99887766)", ""),
        ("spoken_with", "Per Hansen, kari@loten.example", "Per Hansen"),
    ],
)
def test_of_several_names_the_others_stay(noted, field, text, left):
    noted.add(Visit(id="20", municipality="0415", day=date(2008, 6, 1), **{field: text}))
    assert fields(noted, email="kari@loten.example")["visit 20"] == {field: text}
    assert noted.run("contact", "forget", "kari@loten.example", "--yes").code == 0
    assert noted.json("visit", "show", "20")["visit"][field] == left
    assert "visit 20" not in fields(noted, name="Kari Prøvestad")


def test_a_namesake_elsewhere_is_somebody_else(noted):
    noted.run("visit", "set", "1", "spoken_with", "Kari Prøvestad")
    assert set(fields(noted, email="kari@loten.example")) == {"visit 2"}
    assert set(fields(noted, name="Kari Prøvestad")) == {"visit 1", "visit 2"}


def test_who_is_forgotten_is_gone_and_the_others_stay(noted):
    noted.run("visit", "set", "2", "agreed", "Kari Prøvestad sender tall")
    ran = noted.run("contact", "forget", "kari@loten.example", "--yes", "--why", "Ba om det")
    assert ran.code == 0, ran.err
    said = noted.json("visit", "show", "2")["visit"]
    assert (said["spoken_with"], said["note"], said["agreed"], said["who"]) == ("Per Hansen", "", "", "Kari Nordmann")
    for name, content in noted.files().items():
        assert "Prøvestad".encode() not in content, name


def test_the_menu_offers_its_commands():
    from kvadmin_visits.hooks.jobs import JOBS

    assert {step.command.split()[1] for step in JOBS[0].steps} == {"silent", "add", "import", "list", "load", "report"}
    asked = {name for step in JOBS[0].steps for name in step.asks()}
    assert asked == {each.name for each in JOBS[0].questions}


@pytest.mark.parametrize("text", ["Per Hansens tiltak", "Planen er Hansen, Pers", "Hos (Per Hansens)"])
def test_a_genitive_is_the_person_too(noted, text):
    noted.run("visit", "add", "0301", "--by", "Ola Berg", "--how", "phone", text)
    assert text.removeprefix("Hos ") in noted.run("contact", "report", "Per Hansen").out
    assert noted.run("contact", "forget", "Per Hansen", "--yes").code == 0
    assert not [name for name, content in noted.files().items() if name.startswith("visits/") and b"Hansen" in content]


def test_part_of_a_longer_word_is_nobody(noted):
    noted.run("visit", "add", "0301", "--by", "Ola Berg", "--how", "phone", "Jesper Hansensveien")
    assert "Hansensveien" not in noted.run("contact", "report", "Per Hansen").out
