"""Completeness of ``check``: whatever names something in the example programme is replaced, and has to be found."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kvadmin.cli.main import run as run_kvadmin

G = "2008-08-27-oppstart"
#: A programme in which everything that can name something does: as the tour fills it, and what the tour leaves out.
COMMANDS = [
    ("application", "import", "{folder}/incoming/soknader-pulje-3.xlsx", "--cohort", "P3"),
    ("application", "resolve", "P3", "r2", "--as", "0236", "--why", "they called"),
    ("cohort", "admit", "P3", "--yes"),
    ("cohort", "set", "P2", "criteria", "kvalitet=1"),
    ("network", "advisor", "set", "P1", "Aud Holm", "--capacity", "9", "--home", "0301"),
    ("network", "advisor", "assign", "P1"),
    ("network", "host", "P1", "--next"),
    ("gathering", "invite", G, "--to", "cohort:P1"),
    ("gathering", "register", G, "--name", "Per Vik", "--municipality", "0236", "--diet", "glutenfri", "--consent", "list"),
    ("plan", "set", "P1", "0415", "--due", "2008-09-01"),
    ("evaluation", "event", "add", "sykefravaer", "--kind", "freeze", "--at", "2006-Q1", "--why", "x", "--municipality", "0415"),
    ("mail", "plan", "admitted", "--to", "cohort:P3"),
    ("mail", "plan", "startup-gathering", "--to", "cohort:P3", "--about", G),
]  # fmt: skip
#: Fields that hold such a text and name nothing, with the reason.
NAMES_NOTHING = {
    "name": "what a thing is called",
    "name_nn": "what a thing is called",
    "note": "a person's words",
    "network": "how things were when the person was registered; re-splits leave it",
    "network_name": "how things were when the person was registered",
    "municipality_name": "how things were when the person was registered",
    "employer": "how things were when the person was registered",
    "short": "the name itself, not a use of it",
    "organisation": "a speaker's words",
    "region": "the value itself, not a use of it",
    "subject": "the text of a letter",
    "text": "the text of a letter",
    "mailing": "the mailing's own id",
    "message_id": "made of the mailing's id",
    "uid": "the calendar's own id",
    "criteria": "the names themselves",
    "population": "a number of people",
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled") / "programme"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KVADMIN_WHO", "Kari Nordmann")
        patch.setenv("KVADMIN_CONFIG", str(folder.parent / "none.toml"))
        assert run_kvadmin(["init", str(folder), "--example"]) == 0
        for words in COMMANDS:
            said = [word.format(folder=folder) for word in words]
            code = run_kvadmin(["-C", str(folder), "--today", "2008-06-10", *said])
            assert code == 0, (code, said)
    text = "\n".join(
        file.read_text(encoding="utf-8")
        for file in folder.rglob("*")
        if file.suffix in (".yaml", ".json", ".csv") and file.parent.name != "municipalities"
    )
    for file in (folder / "municipalities").glob("*.yaml"):
        if file.name[:4] not in text:
            file.unlink()  # nobody names it; without it the many checks take a tenth of the time
    return folder


def _names(folder: Path) -> list[tuple[re.Pattern[str], str]]:
    """What a text may name, and what it is replaced by."""
    numbers = "|".join(file.name[:4] for file in (folder / "municipalities").glob("*.yaml"))
    shapes = [
        (rf"(?<![\w-])(?:{numbers})(?![\w-])", "9876"),
        (r"(?<![\w-])(?:P1|P2|P3|I07)(?![\w-])", "P9"),
        (re.escape(G), "2008-08-27-slutt"),
        (r"(?<![\w-])sykefravaer(?![\w-])", "sykenaervaer"),
        (r"Aud Holm", "Aud Berg"),
        (r"(?<=')?(?:Nord-Norge|Vestlandet)", "Atlantis"),
        (r"\bKS\b|\bUnio\b", "Ukjent"),
    ]
    return [(re.compile(shape), other) for shape, other in shapes]


def _values(path: Path) -> Iterator[tuple[int, str, str]]:
    """Number, field and value of each line that has a value; of csv the first row."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".csv":
        yield 2, "municipality", lines[1].split(",")[0]
        return
    above: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        found = re.match(r'(\s*(?:- )*)(?:"?([\w.]+)"?:(?: |$))?(.*)', line)
        assert found
        indent, key, value = len(found[1]), found[2], found[3].strip().strip("\",'")
        while above and above[-1][0] >= indent + (not key):
            above.pop()
        if key and value in ("", "{", "[", ">-", "|-"):
            above.append((indent, key))
        elif value:
            yield number, key or (above[-1][1] if above else ""), value


def _cases(folder: Path) -> dict[tuple[str, str, str], tuple[Path, int, re.Pattern[str], str]]:
    """One place for each kind of file, field and kind of name."""
    names, found = _names(folder), {}
    roots = (
        "cohorts applications intake networks gatherings registrations sensitive plans protocols outbox measurements"
    )
    files = [folder / "programme.yaml", folder / "indicators.yaml", *(folder / "municipalities").glob("1[57]*.yaml")]
    files += [file for root in roots.split() for file in sorted((folder / root).rglob("*"))]
    for file in files:
        if file.suffix not in (".yaml", ".json", ".csv") or file.name in ("datapackage.json", "approval.json"):
            continue
        kind = file.relative_to(folder).parts[0] + ("/" + file.name if file.parent.parent.name == "outbox" else "")
        for line, field, value in _values(file):
            if field in NAMES_NOTHING or (kind, field) == (
                "indicators.yaml",
                "id",
            ):  # its figures have no indicator then
                continue
            for shape, other in names:
                # a year within a text is no municipality: the whole value, or one of a list
                match = shape.match(value) if other == "9876" else shape.search(value)
                if match and re.match(r"$|[,/;]", value[match.end() :]):
                    found.setdefault((kind, field, other), (file, line, shape, other))
    return found


def test_each_value_that_names_something_is_followed(filled, cli, tmp_path):
    assert cli("-C", filled, "check").code == 0
    cases = _cases(filled)
    assert len(cases) >= 30, sorted(cases)
    fields = {(kind, field) for kind, field, _ in cases}
    assert {("networks", "members"), ("cohorts", "municipality"), ("protocols", "cohort")} <= fields
    folder, missed = tmp_path / "copy", []
    shutil.copytree(filled, folder)
    for key, (file, line, shape, other) in sorted(cases.items()):
        copy = folder / file.relative_to(filled)
        whole = copy.read_bytes()
        lines = whole.decode("utf-8").splitlines(keepends=True)
        lines[line - 1] = shape.sub(other, lines[line - 1])
        copy.write_text("".join(lines), encoding="utf-8")
        ran = cli("-C", folder, "check", "--format", "json")
        copy.write_bytes(whole)
        path = copy.relative_to(folder).as_posix()
        here = [one for one in ran.json["findings"] if (one["path"], one["line"]) == (path, line)]
        if not here or (ran.code != 3 and here[0]["severity"] == "error"):
            missed.append((*key, path, line, lines[line - 1].strip(), ran.code, ran.json["findings"][:3]))
    assert not missed, "\n".join(map(str, missed))
