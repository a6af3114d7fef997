"""The one order of persons, who is seen by whom, and what stands in a row."""

from __future__ import annotations

from datetime import date

from kvadmin.api.records import Gathering, Registration
from kvadmin.plugins.gathering.cohort_networks import CohortNetworks
from kvadmin.plugins.gathering.registrations.registration_book import RegisteredPerson
from kvadmin.plugins.gathering.registrations.roster import RosterAudience, make_roster

MEETING = Gathering(id="g", name="Samling", start=date(2008, 8, 27))


def person(name, place="Oslo", number="0301", **fields):
    made = Registration(id=name, name=name, municipality_name=place, consent="list", **fields)
    return RegisteredPerson(number, made)


def order(*people, by="name"):
    return [each.person.registration.name for each in make_roster(MEETING, people, CohortNetworks(), by=by).entries]


def test_aa_and_aring_are_one_letter_until_all_else_is_equal():
    assert order(*map(person, ("Per Ås", "Ole Aas", "Kari Ås", "Anne Aas"))) == [
        "Anne Aas",
        "Kari Ås",
        "Ole Aas",
        "Per Ås",
    ]


def test_the_whole_alphabet_with_sami_letters_and_particles():
    wanted = [
        "Riikka Aalto", "Áilu Čáhppe", "Per Dahl", "Jens von der Lippe", "Magne Solberg", "Máhtte Šoŋgo", "Marit Sætre",
        "Odd Vik", "Siw Wang", "Rune Zachariassen", "Gøril Ærø", "Hanne Ødegård", "Torgeir Åkre", "Kari Ås", "Ole Aas",
        "Kari Aasen",
    ]  # fmt: skip
    people = [person(name, sort_as="Alto" if "Aalto" in name else "") for name in reversed(wanted)]
    assert order(*people) == wanted


def test_the_secretariat_sees_everybody():
    people = [RegisteredPerson("0301", Registration(id="1", name="Skjult Usynlig", consent="none"))]
    assert make_roster(MEETING, people, CohortNetworks(), audience=RosterAudience(staff=True)).hidden == 0


def test_an_employer_that_says_more_than_the_municipality_is_printed():
    shown = make_roster(
        MEETING,
        [
            person("A A", "Øyer", title="Lege", employer="Øyer kommune"),
            person("B B", "Øyer", title="Lege", employer="Øyer helsehus"),
        ],
        CohortNetworks(),
    )
    assert [each.title for each in shown.entries] == ["Lege", "Lege, Øyer helsehus"]
