"""The inputs that failed outside, tried through the command line: right or wrong per case, as their README rules.

Run: python benchmarks/outside_cases.py [FOLDER] [CASE ...]

FOLDER holds ``intake/``, ``registrations/`` and ``figures/``; nothing of it is in this repository, and where it is
absent nothing is tried. A CASE is a part of a file's name. A fresh copy of the example programme for every case.
"""

from __future__ import annotations

import re
import sys
import tempfile
import traceback
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1] / "tests")  # in place of benchmarks/, whose store.py is another

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "cases" / "outside"
LATER = "2009-04-01"
CASES = {}


def of(file, today="2008-06-10"):
    """Register a function that complains about the import of a file: it yields what is wrong."""

    def register(judge):
        CASES[file] = (judge, today)
        return judge

    return register


class Case:
    """A fresh programme, and the files of the case in it."""

    def __init__(self, desk, files):
        self.desk = desk
        self.files = files
        self.run, self.json = desk.run, desk.json

    def applications(self, file, *more, cohort="P3"):
        return self._taken_in("applications", file, "--cohort", cohort, *more)

    def registrations(self, file, *more, gathering=None):
        return self._taken_in("registrations", file, *(["--gathering", gathering] if gathering else []), *more)

    def figures(self, file, *more, indicator="sykefravaer"):
        return self._taken_in("measurements", file, "--indicator", indicator, *more)

    def _taken_in(self, importer, file, *more):
        return self.desk.take_in(importer, self.files / file, *more)

    def own_cohort(self):
        assert self.run("cohort", "new", "V", "--name", "V", "--deadline", "2009-03-15").code == 0

    def application(self, number, cohort):
        return self.desk.shown("application", "show", number, "--cohort", cohort)


def brief(row):
    return {name: row.get(name) for name in ("row", "outcome", "municipality", "reason", "received", "name")}


def unlike(ran, rows, right):
    """Rows that are not as wanted: ``{row: {field: value}}``; a set is any of its values."""
    if not rows:
        yield f"exit {ran.code}, no rows: {ran.err.strip()[:300]}"
        return
    found = {}
    for row in rows:
        found.setdefault(row["row"], row)
    for at, wanted in right.items():
        row = found.get(at)
        if row is None:
            yield f"row {at} has no outcome"
            continue
        for name, value in wanted.items():
            good = row.get(name) in value if isinstance(value, set) else row.get(name) == value
            if not good:
                yield f"row {at}: {name} {row.get(name)!r}, not {value!r} ({row.get('reason')})"


def refusal(ran, *words):
    """What a refusal lacks: exit code 3 and the words of its question."""
    if ran.code != 3:
        yield f"exit {ran.code}, not 3: {ran.err.strip()[:200]}"
    for word in words:
        if word.casefold() not in ran.err.casefold():
            yield f"the refusal does not say {word!r}: {ran.err.strip()[:300]}"


# ---- applications


@of("intake/bilingual-headings.csv")
def _(case, file):
    ran, rows = case.applications(file)
    right = {
        2: {"outcome": "imported", "municipality": "0214", "complete": True},
        3: {"outcome": "manual", "municipality": None},
        4: {"outcome": "imported", "municipality": "1411", "complete": True},
        5: {"outcome": "imported", "municipality": "0713", "complete": True},
    }
    yield from unlike(ran, rows, right)


@of("intake/sykefravaer-heading.xlsx", LATER)
def _(case, file):
    case.own_cohort()
    ran, rows = case.applications(file, cohort="V")
    lacks = {2: ["sick_leave_measures"], 3: ["sick_leave_goal"], 4: ["sick_leave_measures", "sick_leave_goal"]}
    yield from unlike(ran, rows, {at: {"missing": items, "complete": False} for at, items in lacks.items()})


@of("intake/saksnr.xlsx", LATER)
def _(case, file):
    case.own_cohort()
    ran, rows = case.applications(file, cohort="V")
    if ran.code == 3:
        yield from refusal(ran, "Saksnr", "Politisk behandling", "political_treatment", "--ignore")
        ran, rows = case.applications(file, "--ignore", "Saksnr.", cohort="V")
    elif "Saksnr" not in ran.err:
        yield "nothing is said of the column Saksnr."
    lacks = {"missing": ["political_treatment"]}
    yield from unlike(ran, rows, {2: lacks, 3: {"outcome": "withdrawn", "missing": []}, 4: lacks, 5: lacks, 6: lacks})


@of("intake/v1/liste.csv", LATER)
def _(case, file):
    case.own_cohort()
    case.applications(file, cohort="V")
    ran, rows = case.applications(file.replace("v1", "v2"), cohort="V")
    yield from unlike(ran, rows, {2: {"outcome": "confirm", "received": "2009-03-10"}, 3: {"outcome": "manual"}})
    todo = [each for each in case.json("status")["needs_action"] if "needs a person" in each["text"]]
    if len(todo) != 2:
        yield f"{len(todo)} rows wait, not 2"
    case.run("application", "confirm", "V", "1870")
    shown = case.application("1870", "V")
    if (shown.get("received"), shown.get("missing")) != ("2009-03-10", []):
        yield f"confirm took the older row: received {shown.get('received')}, missing {shown.get('missing')}"
    short = [value for value in map(str, rows[-1].values()) if re.fullmatch(r"r\d+", value)] if rows else []
    if not short:
        yield "the waiting row has no short id"
        return
    ran = case.run("application", "resolve", "V", short[0], "--as", "1818")
    shown = case.application("1818", "V")
    if ran.code or "4/08" not in str(shown.get("contents", {}).get("political_treatment")).replace("/09", "/08"):
        yield f"resolve {short[0]}: exit {ran.code} {ran.err.strip()[:200]}; {shown.get('contents')}"


@of("intake/01-duration-date.xlsx")
def _(case, file):
    ran, rows = case.applications(file)
    yield from unlike(ran, rows, {2: {"outcome": "manual", "municipality": "0301", "received": None}})
    if ran.code:
        yield f"exit {ran.code}: {ran.err.strip()[:200]}"


_STRUCK = [("withdrawn", "0301"), ("withdrawn", "0105"), ("imported", "0402"), ("imported", "0403")]


@of("intake/02-struck.xlsx")
@of("intake/02-struck.ods")
def _(case, file):
    ran, rows = case.applications(file)
    if ran.code == 3:
        yield from refusal(ran, ".xlsx")
        return
    found = [(row["outcome"], row["municipality"]) for row in rows if row["sheet"] == "Ark1"]
    if found != _STRUCK:
        yield f"exit {ran.code}, {found}, not {_STRUCK}"


@of("intake/04-open-quote.csv")
def _(case, file):
    before = case.desk.files()
    ran, _rows = case.applications(file)
    yield from refusal(ran, "line 2")
    if case.desk.files() != before:
        yield "the folder was changed"


@of("intake/05-month-first.csv")
def _(case, file):
    ran, rows = case.applications(file)
    if {row["outcome"] for row in rows} != {"manual"}:
        right = {2: {"received": "2008-05-06", "on_time": "on-time"}, 3: {"received": "2008-05-19"}}
        yield from unlike(ran, rows, right)


@of("intake/06-cp850.csv")
def _(case, file):
    ran, rows = case.applications(file)
    if ran.code == 3:
        yield from refusal(ran, "line 2")
        return
    read = {"outcome": {"imported", "confirm", "rejected"}, "municipality": "1902"}
    row = rows[0] if rows else {}
    if row.get("outcome") == "manual" and "1902" in row["candidates"]:
        return
    yield from unlike(ran, rows, {2: read})


@of("intake/09-side-by-side.xlsx")
def _(case, file):
    ran, rows = case.applications(file)
    read = sorted(str(row["municipality"]) for row in rows)
    if read != ["0105", "0301", "0402", "0620"] and not re.search(r"side|second list|column D|D1", ran.err):
        yield f"exit {ran.code}, {read}; the second list is lost without a word"


@of("intake/11-empty-fill.xlsx")
@of("intake/11-style-index.xlsx")
def _(case, file):
    ran, rows = case.applications(file)
    right = {
        at: {"outcome": "imported", "municipality": number, "received": "2008-05-05"}
        for at, number in ((2, "0301"), (3, "0105"))
    }
    yield from unlike(ran, rows, right)


@of("intake/12-ctrl-z.csv")
def _(case, file):
    ran, rows = case.applications(file)
    imported = {"outcome": "imported"}
    yield from unlike(ran, rows, {2: imported | {"municipality": "0301"}, 3: imported | {"municipality": "0105"}})
    if not re.search(r"control|Ctrl|invisible|1A|end-of-file|character", ran.err, re.IGNORECASE):
        yield "no remark about the dropped character"


@of("intake/21-two-header-rows.csv")
def _(case, file):
    ran, rows = case.applications(file)
    yield from unlike(ran, rows, {3: {"outcome": "imported", "municipality": "0301", "received": "2008-05-05"}})
    shown = case.application("0301", "P3")
    items = ("quality_focus", "quality_goal", "sick_leave_measures", "sick_leave_goal")
    contents = [shown.get("contents", {}).get(item) for item in items]
    if contents != ["a", "b", "c", "d"]:
        yield f"{dict(zip(items, contents, strict=True))}"


# ---- registrations


@of("registrations/08-forms.csv")
def _(case, file):
    ran, rows = case.registrations(file)
    right = {at: {"outcome": "imported", "municipality": "0620"} for at in (2, 3)}
    right[2] |= {"name": "Kari Prøvestad"}
    right[3] |= {"name": "Ola Prøvestad"}
    yield from unlike(ran, rows, right)
    if any("anonymous" in str(person) for person in case.desk.people()):
        yield "anonymous is registered"


@of("registrations/07-names-cp850.csv")
def _(case, file):
    ran, rows = case.registrations(file)
    names = [row.get("name") for row in rows]
    asked = rows and all(row["outcome"] in ("manual", "rejected", "refused") for row in rows)
    if ran.code != 3 and not asked and names != ["Kåre Bråtensen", "Pål Føynveien", "Knut Hjelmæland"]:
        yield f"exit {ran.code}, {names} in silence"


@of("registrations/15-same-person-a.csv")
def _(case, file):
    case.registrations(file)
    ran, rows = case.registrations(file.replace("-a.", "-b."))
    same = [person["name"] for person in case.desk.people() if person["name"] in ("Kari Prøvestad", "Prøvestad, Kari")]
    if len(same) != 1:
        yield f"exit {ran.code}, registered: {same}"
    if len(rows) != 2:
        yield f"{len(rows)} of 2 rows have an outcome"


@of("registrations/16-address.csv")
def _(case, file):
    ran, rows = case.registrations(file)
    yield from unlike(ran, rows, {at: {"outcome": "imported", "municipality": "0301"} for at in (2, 3)})
    for person in case.desk.people():
        if person["name"] in ("J Ti", "E Fem") and person.get("email"):
            yield f"the address of {person['name']} was kept: {person['email']}"
    if rows and not all(row["reason"] or row.get("remarks") or row.get("flags") for row in rows):
        yield "no remark about the address"


@of("registrations/17-consent.csv")
def _(case, file):
    ran, rows = case.registrations(file)
    yield from unlike(ran, rows, {at: {"outcome": "imported", "municipality": "0301"} for at in range(2, 11)})
    given = {person["name"]: person.get("consent", "none") for person in case.desk.people()}
    may = {"A En": "list none", "B To": "list", "C Tre": "none", "D Fire": "list", "E Fem": "list none"}
    may |= {"F Seks": "list", "G Sju": "list none", "H Atte": "none", "I Ni": "network none"}
    for name, allowed in may.items():
        if given.get(name) not in allowed.split():
            yield f"consent of {name}: {given.get(name)}, not {allowed}"


@of("registrations/19-cjk.csv")
def _(case, file):
    _ran, rows = case.registrations(file)
    out = case.desk.folder.parent / "pack"
    packed = case.run("gathering", "pack", "2008-08-27-oppstart", "--out", str(out))
    made = {made.suffix for made in out.rglob("*.*")} if out.is_dir() else set()
    if not rows or rows[0]["outcome"] != "imported" or not {".docx", ".xlsx"} <= made:
        yield f"pack: exit {packed.code}, made {sorted(made)}: {packed.err.strip()[:200]}"
    elif ".pdf" not in made and "李小龍" not in packed.err:
        yield "no PDF, and the name is not said"


@of("registrations/venteliste.csv", "2008-09-01")
def _(case, file):
    assert case.run("gathering", "new", "S", "--name", "S", "--from", "2008-10-01", "--capacity", "12").code == 0
    ran, rows = case.registrations(file, gathering="S")
    seat = {"outcome": "imported"}
    yield from unlike(ran, rows, {2: seat, 3: {"outcome": "waiting"}, 4: seat})


# ---- figures


@of("figures/03-percent.xlsx")
@of("figures/03-percent.ods")
def _(case, file):
    ran, rows = case.figures(file)
    right = {2: {"value": "7.8"}, 3: {"value": "8.12"}, 4: {"value": {"9.1", "9.10"}}}
    yield from unlike(ran, rows, right)


@of("figures/13-klass.csv")
def _(case, file):
    folder = case.desk.folder.parent / "Q"
    ran = case.run("init", str(folder), "--name", "T", "--register", str(case.files / file))
    files = [each.name for each in (folder / "municipalities").glob("*.yaml")]
    if ran.code or files != ["0301-oslo.yaml"]:
        yield f"exit {ran.code}, municipalities {files}: {ran.err.strip()[:200]}"
    if "9999" not in ran.err + ran.out:
        yield "nothing is said of 9999"


@of("figures/kostra_totals.csv")
def _(case, file):
    ran, rows = case.figures(file)
    right = {2: {"outcome": "imported", "municipality": "0301", "value": "7.1"}}
    right |= {at: {"outcome": "skipped"} for at in range(3, 15)}
    yield from unlike(ran, rows, right)
    if ran.code:
        yield f"exit {ran.code}: {ran.err.strip()[:200]}"


@of("figures/pxweb_two_heads.csv")
def _(case, file):
    ran, rows = case.figures(file)
    if ran.code == 3:
        yield from refusal(ran, "Årsverk", "Sykefravær (prosent)", "--")
        ran, rows = case.figures(file, "--where", "content=Sykefravær (prosent)")
    found = [(row["period"], row["value"]) for row in rows if row["outcome"] == "imported"]
    if found != [("2007-Q1", "7.1"), ("2007-Q2", "6.9")]:
        yield f"exit {ran.code}, {found}: {ran.err.strip()[:300]}"


@of("figures/kjonn.csv")
def _(case, file):
    ran, rows = case.figures(file)
    if ran.code == 0:
        yield f"imported: {[brief(row) for row in rows]}"
    for word in ("kjønn", "--where"):
        if word not in ran.err:
            yield f"the refusal does not say {word!r}: {ran.err.strip()[:200]}"
    ran, rows = case.figures(file, "--where", "kjønn=Menn")
    found = [row["value"] for row in rows if row["outcome"] == "imported"]
    if found != ["6.1"]:
        yield f"--where kjønn=Menn: exit {ran.code}, {found}: {ran.err.strip()[:200]}"


@of("figures/thousand_mix.csv")
def _(case, file):
    words = ("evaluation", "indicators", "add", "arsverk", "--period", "year", "--direction", "neutral")
    assert case.run(*words).code == 0
    before = case.desk.files()
    ran, _rows = case.figures(file, indicator="arsverk")
    yield from refusal(ran, "verdi")
    if case.desk.files() != before:
        yield "the folder was changed"


def judged(file, files, desks):
    """What is wrong with a case; a runner's own fall is one too."""
    judge, today = CASES[file]
    try:
        with desks.fresh(today) as desk:
            return list(judge(Case(desk, files), file))
    except Exception as error:
        return [f"{type(error).__name__}: {error} ({traceback.extract_tb(error.__traceback__)[-1].lineno})"]


def main():
    from reading_proofs.import_runs import Desks

    files = Path(sys.argv[1]) if len(sys.argv) > 1 else BESIDE
    wanted = [name for name in CASES if not sys.argv[2:] or any(part in name for part in sys.argv[2:])]
    if not (files / "intake").is_dir():
        print(f"no cases in {files}: nothing tried")
        return
    with tempfile.TemporaryDirectory() as scratch:
        desks, right = Desks(scratch), 0
        for name in wanted:
            wrong = judged(name, files, desks)
            right += not wrong
            print(f"{'WRONG' if wrong else 'right'}  {name}")
            for each in wrong:
                print(f"         {each}")
        print(f"{right} of {len(wanted)} cases right")


if __name__ == "__main__":
    main()
