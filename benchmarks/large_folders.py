"""Programme folders as large as the benchmarks of the store need them: the same bytes every time.

Names, people and texts are made up, as long as those of the example programme, and full of Norwegian letters. Every
municipality has a number of four digits, so there are at most 9,899 of them.
"""

from __future__ import annotations

import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

_FIRST = ("Kåre", "Åse", "Bjørg", "Øyvind", "Synnøve", "Håkon", "Märta", "Ellen", "Torbjørn", "Gunnvør")
_LAST = ("Prøvås", "Eksempelvik", "Åpendal", "Søråsen", "Nesbø", "Hæreid", "Bjørgås", "Tøråen", "Ljosåk", "Vågå")
_ROLES = ("project-leader", "mayor", "chief-executive", "mail-desk")
_REGIONS = ("Nord-Norge", "Vestlandet", "Sør-Østlandet", "Trøndelag", "Østlandet")
_FORMS = ("bokmal", "nynorsk", "neutral")
_STATES = ("received", "complete", "incomplete", "assessed", "admitted")
_FOCUS = (
    "'Sykehjem: måltider, aktivitet og pårørendesamarbeid'",
    "'Skule og SFO: tilpassa opplæring og foreldresamarbeid'",
    "'Barnehage og pleie og omsorg: felles brukerundersøkelse og forbedringsmøter'",
)
_CONTENTS = """\
  quality_goal: Ni av ti brukarar skal vere nøgde i 2009
  sick_leave_measures: Lederopplæring i den gode samtalen; bedriftshelsetjeneste i alle avdelinger
  sick_leave_goal: Frå 8,9 % til 8,0 %
  tripartite_cooperation: Partane møtest kvar månad; felles prosjektgruppe
  timetable: Oppstart september 2008, underveisvurdering april 2009, slutt desember 2009
  political_treatment: Kommunestyret 12.04.2008, sak 15/08
  joint_preparation: Utarbeidet i to felles møter; alle tre parter har skrevet under
  decision_date: '2008-04-12'
"""


def _municipality(number: int, draw: random.Random) -> str:
    lines = [
        f"number: '{number:04}'",
        f"name: Øvre Sørbygd {number}",
        f"county: Fylke {number // 500}",
        f"county_number: '{number // 500:02}'",
        f"region: {draw.choice(_REGIONS)}",
        f"population: {draw.randrange(300, 60000)}",
        f"language_form: {draw.choice(_FORMS)}",
        f"lat: {58 + draw.randrange(120000) / 10000:.4f}",
        f"lon: {5 + draw.randrange(200000) / 10000:.4f}",
        "valid_from: 1994-01-01",
        "contacts:",
    ]
    for role in _ROLES[: draw.randrange(1, 4)]:
        lines += [
            f"  - id: {role}",
            f"    name: {draw.choice(_FIRST)} {draw.choice(_LAST)}",
            f"    role: {role}",
            f"    email: {role}@kommune-{number}.example",
            f"    phone: 22 {draw.randrange(10, 99)} {draw.randrange(10, 99)} {draw.randrange(10, 99)}",
        ]
    return "\n".join(lines) + "\n"


def _application(cohort: str, number: int, draw: random.Random) -> str:
    state = draw.choice(_STATES)
    row = draw.randrange(2, 2000)
    lines = [
        f"cohort: {cohort}",
        f"municipality: '{number:04}'",
        f"state: {state}",
        f"received: 2008-05-{draw.randrange(1, 20):02}T00:00:00",
        "contents:",
        f"  quality_focus: {draw.choice(_FOCUS)}",
        f"{_CONTENTS}contact: {draw.choice(_FIRST)} {draw.choice(_LAST)}",
        "emails:",
        f"  - postmottak@kommune-{number}.example",
        "source:",
        "  file: soknader-pulje.xlsx",
        "  sha256: db443d3d2807dbc0eac64d986c49c7d3dd3af4dd4a4961bed40ad3295d4af246",
        f"  row: {row}",
        "  sheet: Innkomne søknader",
        "changes:",
    ]
    for step in ("received", "complete", "assessed", "admitted"):
        lines += [f"  - state: {step}", "    date: 2008-06-10", "    who: Åse Prøvås"]
        if step == state:
            break
    return "\n".join(lines) + "\n"


def _cohort(name: str, members: list[int]) -> str:
    head = f"id: {name}\nname: Pulje {name} (høsten 2008)\ndeadline: 2008-05-20\nstart: 2008-08-25\ncapacity: 400\n"
    each = "".join(f"  - municipality: '{number:04}'\n    from: 2008-08-25\n" for number in members)
    return f"{head}memberships:\n{each}" if each else head


def programme(folder: Path, municipalities: int, applications: int = 0, cohorts: int = 5) -> Path:
    """A programme with so many municipalities, and their applications spread over the cohorts; returns the folder."""
    shutil.rmtree(folder, ignore_errors=True)
    draw = random.Random(20)
    (folder / "municipalities").mkdir(parents=True)
    head = "schema: 1\nname: Et stort program\nlanguage: nb\nsender:\n  name: Sekretariatet\n  email: s@e.example\n"
    (folder / "programme.yaml").write_text(head, encoding="utf-8")
    numbers = list(range(101, 101 + municipalities))
    for number in numbers:
        text = _municipality(number, draw)
        (folder / f"municipalities/{number:04}-ovre-sorbygd-{number}.yaml").write_text(text, encoding="utf-8")
    names = [f"P{index + 1}" for index in range(cohorts)]
    each = applications // cohorts
    for index, name in enumerate(names if applications else []):
        (folder / "cohorts").mkdir(exist_ok=True)
        (folder / "applications" / name).mkdir(parents=True)
        applying = sorted(draw.sample(numbers, each))
        members = applying[index :: cohorts * 4]
        (folder / f"cohorts/{name}.yaml").write_text(_cohort(name, members), encoding="utf-8")
        for number in applying:
            text = _application(name, number, draw)
            (folder / f"applications/{name}/{number:04}.yaml").write_text(text, encoding="utf-8")
    return folder


def with_history(folder: Path, changes: int) -> Path:
    """A history in which the population of the municipalities was set so many times, in turn; returns the folder."""
    from kvadmin.store.history.log import Line, file_line, month_file

    files = sorted((folder / "municipalities").iterdir())
    now = [file.read_bytes() for file in files]
    months: dict[str, list[bytes]] = {}
    on, when = "", datetime(2023, 1, 1, 8, tzinfo=UTC)
    for change in range(changes):
        at = change % len(files)
        head, _, tail = now[at].partition(b"population: ")
        new = head + b"population: %d\n" % (300 + change) + tail.partition(b"\n")[2]
        made = file_line(f"municipalities/{files[at].name}", now[at], new, sensitive=False, record=True)
        name = "".join("klmnopqrstuvwxyz"[int(digit, 16)] for digit in f"{change:016x}")
        line = Line(name, when, "Åse Prøvås", "", "municipality set", (made,), host="vm/1", on=on)
        months.setdefault(month_file(when), []).append(line.encode())
        now[at], on, when = new, name, when + timedelta(hours=3)
    (folder / "history").mkdir(exist_ok=True)
    for path, lines in months.items():
        (folder / path).write_bytes(b"".join(lines))
    for file, content in zip(files, now, strict=True):
        file.write_bytes(content)
    return folder
