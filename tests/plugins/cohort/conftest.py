"""Programme folders for the commands of the cohort plugin: the worked example of ten, and a whole workbook."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from applications import COMPLETE
from example_register import FOLDER, example_rows
from support import Ran, folder_bytes

SEED = "2008-06-10:07-11-19-23-28-30-33"
TODAY = "2008-06-10"
#: number, name, score, region, language form
TEN = """
0101 Halden 9 Sør bokmal
0301 Oslo 8 Øst neutral
0402 Kongsvinger 8 Øst neutral
0501 Lillehammer 8 Øst neutral
0602 Drammen 7 Sør neutral
1504 Ålesund 7 Vest neutral
1818 Herøy 5 Nord bokmal
2011 Kautokeino 4 Nord neutral
1526 Stordal 3 Vest nynorsk
1421 Aurland 2 Vest nynorsk
"""
ROWS = [line.split() for line in TEN.strip().splitlines()]
HEADER = [
    "Kommunenummer", "Kommune", "Mottatt", "Innsatsområder kvalitet", "Resultatmål kvalitet", "Tiltak sykefravær",
    "Resultatmål sykefravær", "Trepartssamarbeid", "Tidsplan", "Politisk behandling", "Samarbeid om søknaden",
]  # fmt: skip


def application_row(number: str, name: str, received: str = "2008-05-14", **changed: str) -> list[str]:
    """A complete application; ``timetable=""`` leaves an item out."""
    return [number, name, received, *{**COMPLETE, **changed}.values()]


def write_csv(file: Path, rows: Sequence[Sequence[Any]], delimiter: str = ";") -> Path:
    with file.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, delimiter=delimiter).writerows(rows)
    return file


@dataclass
class Programme:
    """A programme folder and the way to run commands on it."""

    folder: Path
    run: Callable[..., Ran]
    today: str = TODAY

    def on(self, day: str) -> Programme:
        """From now on it is that day."""
        self.today = day
        return self

    def __call__(self, *arguments: object, code: int = 0) -> Ran:
        ran = self.run("-C", self.folder, "--today", self.today, *arguments)
        assert ran.code == code, f"exit {ran.code}: {ran.err}"
        assert "Traceback" not in ran.err
        return ran

    def json(self, *arguments: object, code: int = 0) -> Any:
        return self(*arguments, "--format", "json", code=code).json

    def refused(self, *arguments: object, code: int) -> str:
        """A run that must leave the folder as it is, byte for byte, and say what, and what to do; its message."""
        before = self.bytes()
        ran = self(*arguments, code=code)
        assert self.bytes() == before
        assert ran.err.count("error: ") == 1
        return ran.err

    def bytes(self) -> dict[str, bytes]:
        return folder_bytes(self.folder)

    def outcomes(self, *arguments: object) -> dict[str, str]:
        return {each["municipality"]: each["outcome"] for each in self.json(*arguments)["decisions"]}

    def admitted(self, *arguments: object) -> list[str]:
        return [number for number, outcome in self.outcomes(*arguments).items() if outcome == "admitted"]


@pytest.fixture
def new(tmp_path, cli) -> Callable[..., Programme]:
    """Make a programme with a register of these rows: (number, name, region, form)."""

    def make(rows: Sequence[Sequence[str]], name: str = "programme") -> Programme:
        register = write_csv(
            tmp_path / f"{name}-register.csv",
            [["number", "name", "county", "region", "population", "language_form"]]
            + [[number, title, "Fylke", region, 5000, form] for number, title, region, form in rows],
            delimiter=",",
        )
        programme = Programme(tmp_path / name, cli)
        cli("init", programme.folder, "--name", "Prøve", "--register", register, check=True)
        return programme

    return make


@pytest.fixture
def ten(new, tmp_path) -> Programme:
    """Ten complete, scored applications to P3, capacity 5."""
    return applied(new([(n, name, region, form) for n, name, _, region, form in ROWS]), tmp_path, ROWS)


#: The days of a draw: named before the deadline, frozen after it, drawn after that.
NAMED, BEFORE, FROZEN_ON, AFTER = "2008-05-01", "2008-05-30", "2008-06-02", "2008-06-10"
#: What the call says of its draw.
LOTTO = {
    "source": "public",
    "name": "Lotto, lørdag 7. juni 2008",
    "day": "2008-06-07",
    "numbers": "7",
    "order": "ascending",
    "digits": "2",
    "separator": "-",
    "ignored": "tilleggstall",
    "substitute": "Lotto, onsdag 11. juni 2008",
}
VALUE = "03-08-12-17-21-26-31"


def draw_words(**changed: str) -> list[str]:
    """The draw of the call as ``KEY=VALUE`` words; an empty value leaves its key out."""
    return [f"{key}={value}" for key, value in {**LOTTO, **changed}.items() if value]


@pytest.fixture
def drawn(ten) -> Programme:
    """The ten, in a call that named its draw before the deadline; it is the day before the freeze."""
    ten.on(NAMED)("cohort", "set", "P3", "draw", *draw_words())
    return ten.on(FROZEN_ON)


@pytest.fixture
def frozen(drawn) -> Programme:
    """The same after ``cohort freeze``; it is the day after the draw."""
    drawn("cohort", "freeze", "P3")
    return drawn.on(AFTER)


def applied(programme: Programme, folder: Path, rows: Sequence[Sequence[str]]) -> Programme:
    """The cohort P3 with an application and a score per row, in the order of the rows."""
    programme(
        "cohort", "new", "P3", "--name", "Pulje 3", "--capacity", 5, "--lottery-seed", SEED,
        "--deadline", "2008-05-20", "--start", "2008-08-25",
    )  # fmt: skip
    stem = programme.folder.name
    lines = [HEADER, *(application_row(number, name) for number, name, *_ in rows)]
    programme("application", "import", write_csv(folder / f"{stem}-applications.csv", lines), "--cohort", "P3")
    scores = [["municipality", "score"], *([number, score] for number, _, score, *_ in rows)]
    programme("application", "score", write_csv(folder / f"{stem}-scores.csv", scores), "--cohort", "P3")
    return programme


GROUPS = {"I07": 12, "P1": 28, "P2": 46, "P3": 36, "P4": 20}
STARTS = {"I07": "2007-01-15", "P1": "2007-03-26", "P2": "2007-10-15", "P3": "2008-08-25", "P4": "2009-01-05"}
TWICE = {"P1": slice(2), "P2": slice(2, 4)}  # who of the effort group takes part in a cohort, too


@pytest.fixture
def members(tmp_path) -> Path:
    """Who is in what on 31 January 2009, in order of number: invented, but for how many each group has."""
    free = iter(each["number"] for each in example_rows())
    groups: dict[str, list[str]] = {}
    for name, count in GROUPS.items():
        also = groups["I07"][TWICE[name]] if name in TWICE else []
        groups[name] = [*also, *(next(free) for _ in range(count - len(also)))]
    rows = [[name, number, STARTS[name]] for name, inside in groups.items() for number in inside]
    return write_csv(tmp_path / "members.csv", [["cohort", "municipality", "from"], *rows], ",")


@pytest.fixture
def memberships(all_2008, members) -> Programme:
    """The memberships of the table of 31 January 2009: 142 rows, 138 municipalities."""
    all_2008("cohort", "import", members, "--create")
    return all_2008


@pytest.fixture
def added_fields(monkeypatch) -> Callable[..., None]:
    """Let a plugin add fields to records: (collection, name, type)."""
    from kvadmin.api.hooks import ExtraField
    from kvadmin.extension.manager import Plugins

    def add(*fields: tuple[str, str, Any]) -> None:
        gather = Plugins.gather

        def with_fields(self: Plugins, hook: str, /, **arguments: Any) -> list[Any]:
            own = [ExtraField(*field) for field in fields] if hook == "kvadmin_fields" else []
            return [*gather(self, hook, **arguments), *own]

        monkeypatch.setattr(Plugins, "gather", with_fields)

    return add


@pytest.fixture
def all_2008(tmp_path, cli) -> Programme:
    """A programme with all municipalities of 2008: those of the example."""
    folder = tmp_path / "programme"
    cli("init", folder, "--name", "Prøve", check=True)
    shutil.copytree(FOLDER, folder / "municipalities", dirs_exist_ok=True)
    return Programme(folder, cli)


@pytest.fixture
def intake(all_2008, tmp_path) -> Programme:
    """The surroundings of the workbook of applications: two cohorts and an effort group with members, and the call of P3."""
    all_2008("cohort", "new", "P1", "--name", "Pulje 1")
    all_2008("cohort", "new", "P2", "--name", "Pulje 2")
    all_2008("cohort", "new", "I07", "--name", "Innsatskommuner", "--kind", "effort")
    rows = [
        ["cohort", "municipality", "from", "to", "reason"],
        ["P1", "0105", "2007-01-01", "", ""],
        ["P2", "1103", "2007-08-01", "", ""],
        ["I07", "0806", "2007-01-01", "", ""],
        ["I07", "1804", "2007-01-01", "", ""],
    ]
    all_2008("cohort", "import", write_csv(tmp_path / "members.csv", rows, ","))
    all_2008(
        "cohort", "new", "P3", "--name", "Pulje 3", "--deadline", "2008-05-20", "--start", "2008-08-25",
        "--capacity", 36, "--lottery-seed", SEED,
    )  # fmt: skip
    return all_2008
