"""A programme with a few municipalities, two networks and one gathering; and 42 people as a file."""

from __future__ import annotations

from datetime import date

import pytest

from kvadmin.api.records import Advisor, Cohort, Membership, Network, Networks
from kvadmin.testing import Kit

PLACES = {
    "0301": "Oslo",
    "0520": "Ringebu",
    "0521": "Øyer",
    "0821": "Bø",
    "1032": "Lyngdal",
    "1867": "Bø",
    "2021": "Karasjok",
}
G = "oppstart"


@pytest.fixture
def kit(tmp_path):
    kit = Kit(tmp_path / "programme", today="2008-08-20")
    for number, name in PLACES.items():
        county = {"0821": "Telemark", "1867": "Nordland"}.get(number, "Fylket")
        kit.municipality(number, name, county=county, population=5000, language_form="bokmal")
    members = [Membership(municipality=number, start=date(2008, 8, 25)) for number in PLACES]
    kit.add(Cohort(id="P3", name="Pulje 3", memberships=members))
    networks = [
        Network(id="1", name="Sør", members=["0301", "0821", "1032"], advisor="Aud Holm, KS"),
        Network(id="2", name="Innlandet", members=["0520", "0521"]),
        Network(id="10", name="Nord", members=["1867", "2021"]),
    ]
    kit.add(Networks(cohort="P3", networks=networks, advisors=[Advisor(name="Aud Holm, KS")]))
    made = kit.run(
        "gathering", "new", G, "--name", "Oppstartssamling, pulje 3", "--kind", "startup", "--from", "2008-08-27",
        "--to", "2008-08-28", "--place", "Oslo", "--cohort", "P3",
    )  # fmt: skip
    assert made.code == 0, made.err
    return kit


def register(kit, name, *options, code=0):
    ran = kit.run("gathering", "register", G, f"--name={name}", *options)
    assert ran.code == code, ran.err
    return ran


def names(kit, *options):
    return [each["name"] for each in kit.json("participants", "list", G, *options)["participants"]]


def write(tmp_path, text, name="people.csv"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def forty_two(kit, tmp_path):
    """42 active people: two of one name, two who will not be listed, one with an allergy."""
    places = list(PLACES)
    rows = [
        f"Person{at:02} Etternavn{at:02};Rådgiver;{places[at % 7]};Administrasjon;p{at}@x.no;ja;" for at in range(38)
    ]
    rows = [
        "navn;stilling;kommune;part;e-post;samtykke;allergi",
        *rows,
        "Kari Hansen;Rådmann;0521;Administrasjon;;ja;nøtteallergi",
        "Kari Hansen;Hovedtillitsvalgt;0520;Tillitsvalgt;;ja;",
        "Skjult Usynlig;Ordfører;0520;Folkevalgt;skjult@x.no;nei;",
        "Hemmelig Ukjentsen;Ordfører;0301;Folkevalgt;;;",
    ]
    ran = kit.run("gathering", "import", str(write(tmp_path, "\n".join(rows))), "--gathering", G)
    assert ran.code == 0, ran.err
    return kit
