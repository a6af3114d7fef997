"""Programme folders of thousands of records, as kvadmin writes them and as people do, for the benchmarks of the store.

Numbers of municipalities have four digits: many records are applications, goals and registrations of several cohorts.
Every tenth file has gone through a person's hands: comments, other quotes, brackets, texts over several lines, line
ends of Windows. ``ascii`` texts hold no other sign; the rest is Norwegian as it is written.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from kvadmin.extension.collections import Collection
from kvadmin.model.application import Application, Source, StateChange
from kvadmin.model.gathering import Registration, Registrations
from kvadmin.model.goals import Goal, MemberGoals
from kvadmin.model.municipality import Contact, Municipality
from kvadmin.store.schema.collection_schema import plain_of
from kvadmin.store.yamltext.emit import document

COHORTS = ("P1", "P2", "P3", "P4", "P5")
WORDS = (
    "kommunen søker om plass i puljen fordi sykefraværet er høyt og nærværet må økes blant ansatte i pleie og "
    "omsorg heltid deltid kompetanse nettverk ledelse tillitsvalgte folkevalgte møteplass forankring måling "
    "brukerundersøkelse økonomi åpenhet kvalitet tjenester informasjon finansiering bedre færre årlig utvikling "
    "samarbeid vedtak"
).split()
_PLAIN_LETTERS = str.maketrans({"æ": "e", "ø": "o", "å": "a", "Ø": "O", "é": "e", "–": "-", "«": "'", "»": "'"})


class Writer:
    """Whoever fills the folder.

    Args:
        folder: The programme folder.
        only_ascii: Write no letter but those of ASCII.
    """

    def __init__(self, folder: Path, *, only_ascii: bool = False) -> None:
        self.folder = folder
        self.only_ascii = only_ascii
        self.rng = random.Random(20)
        folder.mkdir(exist_ok=True)
        (folder / "programme.yaml").write_text("schema: 1\nname: Benchmark\n", encoding="utf-8")

    def words(self, least: int, most: int) -> str:
        """A sentence."""
        said = " ".join(self.rng.choice(WORDS) for _ in range(self.rng.randrange(least, most)))
        return said[:1].upper() + said[1:]

    def text(self) -> str:
        """An answer to one item of an application: a sentence, or paragraphs."""
        paragraphs = self.rng.choice((1, 1, 1, 2, 3))
        said = [
            self.words(8, 60) + self.rng.choice((".", ".", ": se vedlegg.", " – «slik».")) for _ in range(paragraphs)
        ]
        return "\n\n".join(said)

    def put(self, path: str, record: Any) -> None:
        """One file, every tenth of them edited by hand."""
        text = document(plain_of(record))
        if self.only_ascii:
            text = text.translate(_PLAIN_LETTERS)
        if self.rng.random() < 0.1:
            text = self.by_hand(text)
        full = self.folder / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(text.encode())

    def by_hand(self, text: str) -> str:
        """The same values as a person might have left them."""
        lines = text.split("\n")
        kind = self.rng.randrange(4)
        if kind == 0:
            return text.replace("\n", "\r\n")
        if kind == 1:
            return "# Ring before mail\n" + text + "# end\n"
        if kind == 2:
            return "\n".join(f"{line}  # sagt" if line.startswith(("number:", "cohort:")) else line for line in lines)
        return text.replace("'", '"') if '"' not in text and "''" not in text else text

    def municipalities(self, count: int) -> None:
        """A register with contacts."""
        for number in range(1000, 1000 + count):
            contacts = [
                Contact(
                    id=one,
                    name=f"{one.title()} Nordmann Sørås",
                    role=role,
                    email=f"{one}{number}@example.no",
                    phone=f"{number}0{number}0"[:8],
                )
                for one, role in (("kari", "project-leader"), ("ola", "mayor"), ("post", "mail-desk"))[
                    : self.rng.randrange(1, 4)
                ]
            ]
            record = Municipality(
                number=f"{number}",
                name=f"Kommune {number} på Østlandet",
                county=f"Fylke {number % 19}",
                county_number=f"{number % 19:02}",
                region="Østlandet" if number % 3 else "Sør-Trøndelag",
                population=number * 37,
                language_form="neutral",
                lat=59.9,
                lon=10.75,
                valid_from=date(1994, 1, 1),
                contacts=contacts,
            )
            self.put(f"municipalities/{number}-kommune-{number}.yaml", record)

    def applications(self, count: int) -> None:
        """Applications with long texts, spread over the cohorts."""
        for index in range(count):
            cohort, number = COHORTS[index % len(COHORTS)], 1000 + index // len(COHORTS)
            items = self.rng.sample(Application.ITEMS, self.rng.randrange(3, 9))
            record = Application(
                cohort=cohort,
                municipality=f"{number}",
                state="eligible",
                received=datetime(2008, 5, 2, 12, index % 60, tzinfo=UTC),
                channel="e-mail",
                contents={item: self.text() for item in items},
                attachments=["søknad.pdf", "vedtak.pdf"],
                contact="Kari Nordmann, rådmann",
                emails=[f"post{number}@example.no"],
                phones=[f"{number}0000"],
                score=Decimal("7.5"),
                points={"need": Decimal(3), "plan": Decimal("4.5")},
                case_number=f"08/{number}",
                note=self.words(3, 12),
                source=Source(file="søkere.csv", sha256=f"{index:064x}", row=index + 2),
                changes=[
                    StateChange(state="received", date=date(2008, 5, 2), who="Kari", why="Fra listen"),
                    StateChange(state="eligible", date=date(2008, 5, 9), who="Kari", why=self.words(3, 9)),
                ],
            )
            self.put(f"applications/{cohort}/{number}.yaml", record)

    def goals(self, count: int) -> None:
        """Goals of memberships."""
        for index in range(count):
            cohort, number = COHORTS[index % len(COHORTS)], 1000 + index // len(COHORTS)
            goals = [
                Goal(
                    indicator="sick-leave",
                    start=Decimal("9.4"),
                    to=Decimal("7.5"),
                    direction="decrease",
                    by=date(2010, 12, 31),
                    source="sick_leave_goal",
                    text=self.words(6, 20) + ".",
                ),
                Goal(indicator="full-time", kind="keep", to=Decimal(60), direction="increase", note=self.words(2, 6)),
            ]
            self.put(f"goals/{cohort}/{number}.yaml", MemberGoals(cohort=cohort, municipality=f"{number}", goals=goals))

    def registrations(self, count: int) -> None:
        """Who municipalities send to gatherings."""
        for index in range(count):
            gathering, number = f"2008-0{1 + index % 5}-20-samling", 1000 + index // 5
            people = [
                Registration(
                    id=f"{index:04x}{one:04x}",
                    name=f"Synnøve Påfunnset {one}",
                    title=self.rng.choice(("Rådmann", "Varaordfører", "Tillitsvalgt")),
                    municipality_name=f"Kommune {number}",
                    party="Administrasjon",
                    consent="list",
                    registered=date(2008, 4, 30),
                    note=self.words(2, 8),
                )
                for one in range(self.rng.randrange(1, 6))
            ]
            record = Registrations(gathering=gathering, municipality=f"{number}", people=people)
            self.put(f"registrations/{gathering}/{number}.yaml", record)


def collections() -> list[Collection]:
    """The collections of these records, as their plugins declare them."""
    return [
        Collection(
            "municipalities", "municipalities/{number}.yaml", f"{Municipality.__module__}:Municipality", slug="name"
        ),
        Collection(
            "applications", "applications/{cohort}/{municipality}.yaml", f"{Application.__module__}:Application"
        ),
        Collection("goals", "goals/{cohort}/{municipality}.yaml", f"{MemberGoals.__module__}:MemberGoals"),
        Collection(
            "registrations",
            "registrations/{gathering}/{municipality}.yaml",
            f"{Registrations.__module__}:Registrations",
        ),
    ]
