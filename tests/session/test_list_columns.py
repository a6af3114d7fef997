"""Columns that strangers add to the lists of others: in every format, named where they are wrong, free where there are none."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from extension.stranger import STAR
from openpyxl import load_workbook

from kvadmin.testing import Kit

HEAD = "from datetime import date, datetime\nfrom decimal import Decimal\n" + STAR


def columns(body: str) -> str:
    return HEAD + f"@hookimpl\ndef kvadmin_list_columns(snapshot, command, keys, today):\n    {body}\n"


#: A day, a figure and a detail on every row of every list.
THREE = columns(
    "return [ListColumn('last', 'Last visit', {key: date(2008, 5, 1) for key in list(keys)[:1]}, 'date', rank=1),"
    " ListColumn('far', 'Km', dict.fromkeys(keys, Decimal('12.5')), 'decimal'),"
    " ListColumn('keys', 'Key', {key: key for key in keys}, detail=True)]"
)


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example programme with the records that it lacks: a contact, and applications."""
    kit = Kit(tmp_path_factory.mktemp("example") / "none")
    folder = kit.folder.parent / "example"
    kit = Kit(folder) if kit.run("init", str(folder), "--example").code == 0 else None
    assert kit.run("contact", "add", "0301", "Kari Nordmann", "--role", "mayor").code == 0
    (folder / "applications" / "P3").mkdir(parents=True)
    for number in ("0604", "0301"):
        (folder / "applications" / "P3" / f"{number}.yaml").write_text(
            f"cohort: P3\nmunicipality: '{number}'\nstate: received\n", encoding="utf-8"
        )
    return folder


@pytest.fixture
def desk_there(desk, example):
    desk.kit = Kit(example)
    return desk


#: List -> the name of its rows in JSON, and a key of one.
LISTS = {
    "municipality list": ("municipalities", "0301"),
    "contact list": ("contacts", "0301/mayor"),
    "cohort list": ("cohorts", "P3"),
    "application list --cohort P3": ("applications", "P3/0604"),
    "network list": ("networks", "P1/2"),
    "network advisor list": ("advisors", "Turid Rettleiar (eksempel)"),
    "gathering list": ("gatherings", "2008-08-27-oppstart"),
    "participants list 2008-08-27-oppstart": ("participants", None),
    "plan list": ("plans", "P1/0415"),
    "evaluation indicators list": ("indicators", "sykefravaer"),
    "mail letters": ("letters", "admitted"),
    "mail status": ("mailings", None),
}


@pytest.mark.parametrize("line", LISTS)
def test_every_list_has_them_in_json_and_in_a_table(desk_there, line):
    bare = json.loads(desk_there.run(*line.split(), "--format", "json").out)
    desk_there.install(THREE, name="visits")
    shown = json.loads(desk_there.run(*line.split(), "--format", "json").out)
    name, key = LISTS[line]
    assert [{**row, "plugins": None} for row in bare[name]] == [{**row, "plugins": None} for row in shown[name]]
    assert {**bare, name: None} == {**shown, name: None}
    added = [row["plugins"] for row in shown[name]]
    assert all([*each] == ["visits"] and [*each["visits"]] == ["last", "far", "keys"] for each in added)
    if added:
        assert [each["visits"]["last"] for each in added] == ["2008-05-01", *[None] * (len(added) - 1)]
        assert key in (None, *(each["visits"]["keys"] for each in added))
        table = desk_there.run(*line.split()).out
        hidden = "Ikke vist" if line.startswith("participants") else "Not shown"  # its list is a Norwegian document
        for each in ("Last visit", "2008-05-01", f"\n{hidden}: Key (--all-columns)\n"):
            assert each in table
        assert hidden not in desk_there.run(*line.split(), "--all-columns").out


def test_every_file_has_all_of_them(desk_there, tmp_path):
    desk_there.install(THREE, name="visits")
    desk_there.run("cohort", "list", "-o", str(tmp_path / "a.csv"))
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8"))))
    assert [rows[0][-3:], rows[1][-3:], rows[4][-3:]] == [
        ["Last visit", "Km", "Key"], ["2008-05-01", "12.5", "I07"], ["", "12.5", "P3"]
    ]  # fmt: skip
    assert "Last visit" in desk_there.run("cohort", "list", "--format", "md").out
    desk_there.run("cohort", "list", "-o", str(tmp_path / "a.xlsx"))
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    cells = [[cell.value for cell in row][-3:] for row in sheet.iter_rows()]
    assert ["Last visit", "Km", "Key"] in cells
    assert any(row[1] == 12.5 and row[2] == "P3" for row in cells)


def test_the_example_of_the_documentation(desk_there):
    page = (Path(__file__).resolve().parents[2] / "docs" / "plugins.md").read_text(encoding="utf-8")
    source = page.partition("## Columns in the lists of others")[2].partition("```python\n")[2].partition("```")[0]
    desk_there.install(source, name="kvadmin-visits", version="1")
    rows = json.loads(desk_there.run("municipality", "list", "--county", "Oslo", "--format", "json").out)
    assert rows["municipalities"][0]["plugins"] == {"kvadmin-visits": {"last": "2008-05-01", "days": 40}}
    assert "Not shown: Days since (--all-columns)" in desk_there.run("municipality", "list").out
    assert "Last visit" not in desk_there.run("cohort", "list").out


def test_two_plugins_and_a_heading_that_is_there_already(desk_there):
    for name in ("bbb", "aaa"):
        desk_there.install(columns("return [ListColumn('name', 'Name', dict.fromkeys(keys, 'x'))]"), name=name)
    row = json.loads(desk_there.run("cohort", "list", "--format", "json").out)["cohorts"][0]
    assert row["name"] == "Innsatskommuner sykefravær 2007"
    assert row["plugins"] == {"aaa": {"name": "x"}, "bbb": {"name": "x"}}
    assert "Name (aaa)  Name (bbb)" in desk_there.run("cohort", "list").out


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("1 / 0", "in kvadmin_list_columns: ZeroDivisionError: division by zero"),
        ("raise Refused('no')", "in kvadmin_list_columns: Refused: no"),
        ("raise SystemExit(0)", "in kvadmin_list_columns:"),
        ("return 5", "in kvadmin_list_columns: returned int, not a list"),
        ("return ['x']", "in kvadmin_list_columns: returned str, not ListColumn"),
        ("return [ListColumn('a b', 'A', {})]", "the column 'a b' has no name of small letters"),
        ("return [ListColumn('a', ' ', {})]", "the column 'a' has no title"),
        ("return [ListColumn('a', 'A\\x1b[31m', {})]", "the title of the column 'a' has control characters"),
        ("return [ListColumn('a', 'A\\nB', {})]", "the title of the column 'a' has control characters"),
        ("return [ListColumn('a', 'A', {}, 'money')]", "the column 'a' has the kind 'money', not one of text, int"),
        ("return [ListColumn('a', 'A', [1])]", "ListColumn: values is list, not"),
        ("return [ListColumn('a', 'A', {1: 'x'})]", "ListColumn: values is dict, not"),
    ],
)
def test_what_cannot_be_is_named_in_one_line_and_the_list_is_complete(desk_there, body, said):
    bare = desk_there.run("cohort", "list").out
    desk_there.install(columns(body), name="visits")
    ran = desk_there.run("cohort", "list")
    assert ran.out == bare
    lines = [line for line in ran.err.splitlines() if line]
    assert len(lines) == 1
    assert "'visits'" in lines[0]
    assert said in lines[0]
    assert desk_there.run("--strict-plugins", "cohort", "list", code=6).out == ""


@pytest.mark.parametrize(
    ("kind", "value"),
    [("text", "5"), ("text", "['a']"), ("text", "{'a': 1}"), ("int", "True"), ("int", "1.5"), ("decimal", "float('nan')"),
     ("decimal", "Decimal('Infinity')"), ("date", "datetime(2008, 5, 1)"), ("bool", "1"), ("text", "object()")],
)  # fmt: skip
def test_a_value_that_is_none_is_left_out_and_named(desk_there, kind, value):
    desk_there.install(columns(f"return [ListColumn('a', 'A', {{'P1': {value}, 'P3': 'text'}}, {kind!r})]"), name="v")
    ran = desk_there.run("cohort", "list", "--format", "json")
    found = {row["id"]: row["plugins"]["v"]["a"] for row in json.loads(ran.out)["cohorts"]}
    assert found == {"I07": None, "P1": None, "P2": None, "P3": "text"}
    assert f"its column 'a' has what no {kind} is, of P1 (" in ran.err


def test_a_key_of_no_row_is_named(desk_there):
    body = "return [ListColumn('a', 'A', {'P1': 'x', **{f'no{n}': 'y' for n in range(7)}})]"
    desk_there.install(columns(body), name="visits")
    ran = desk_there.run("cohort", "list", "--format", "json")
    assert [row["plugins"]["visits"]["a"] for row in json.loads(ran.out)["cohorts"]] == [None, "x", None, None]
    assert "has values of what was not asked for: no0, no1, no2, no3, no4 and 2 more (disable it" in ran.err


def test_a_column_twice_is_there_once(desk_there):
    desk_there.install(columns("return [ListColumn('a', 'A', {}), ListColumn('a', 'B', {})]"), name="visits")
    ran = desk_there.run("cohort", "list", "--format", "csv")
    assert ran.out.splitlines()[0].endswith(",A")
    assert "its column 'a' is there twice" in ran.err


def test_the_snapshot_is_the_real_one_and_the_keys_are_those_of_its_records(desk_there):
    desk_there.install(
        columns(
            "kinds = {'municipality list': Municipality, 'application list': Application}; kind = kinds.get(command)\n"
            "    return [ListColumn('n', 'N', {k: snapshot.get(kind, k).state if kind is Application else"
            " snapshot.get(kind, k).name for k in keys})] if kind else []"
        ),
        name="visits",
    )
    rows = json.loads(desk_there.run("municipality", "list", "--format", "json").out)["municipalities"]
    assert [row["plugins"]["visits"]["n"] for row in rows] == [row["name"] for row in rows]
    rows = json.loads(desk_there.run("application", "list", "--cohort", "P3", "--format", "json").out)["applications"]
    assert {row["plugins"]["visits"]["n"] for row in rows} == {"received"}
    assert "plugins" not in json.loads(desk_there.run("cohort", "list", "--format", "json").out)["cohorts"][0]


def test_a_personal_column_makes_the_file_its_owners_alone(desk_there, tmp_path):
    for personal in (False, True):
        desk_there.install(columns(f"return [ListColumn('a', 'A', {{}}, personal={personal})]"), name="visits")
        desk_there.run("cohort", "list", "-o", str(tmp_path / f"{personal}.csv"))
    modes = [(tmp_path / f"{personal}.csv").stat().st_mode & 0o077 for personal in (False, True)]
    assert (modes[0] != 0, modes[1]) == (True, 0)


def test_a_heading_is_in_the_language_of_the_screen(desk_there):
    source = THREE.replace("@hookimpl", "", 1).replace(
        "def kvadmin_list_columns", "@hookimpl\ndef kvadmin_list_columns"
    )
    desk_there.install(source, name="visits")
    folder = desk_there.site.folder / "locale" / "nb" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Last visit"\nmsgstr "Siste besøk"\n',
        encoding="utf-8",
    )
    (desk_there.site.folder / "plugin_visits.py").rename(desk_there.site.folder / "plugin_visits_code.py")
    package = desk_there.site.folder / "plugin_visits"
    package.mkdir()
    (desk_there.site.folder / "plugin_visits_code.py").rename(package / "__init__.py")
    (desk_there.site.folder / "locale").rename(package / "locale")
    assert "Siste besøk" in desk_there.run("cohort", "list", "--lang", "nb").out
    assert "Last visit" in desk_there.run("cohort", "list").out
    # a list that is a document has the language of the document
    assert "Siste besøk" in desk_there.run("participants", "list", "2008-08-27-oppstart").out
    assert "Last visit" in desk_there.run("participants", "list", "2008-08-27-oppstart", "--language", "nn").out


def test_in_a_narrow_window_they_go_as_the_others_do(desk_there, monkeypatch):
    desk_there.install(THREE, name="visits")
    from kvadmin.session import screen
    from kvadmin.tables.look import Look

    monkeypatch.setattr(screen, "look_of", lambda *_, all_columns=False, **__: Look(width=44, all_columns=all_columns))
    out = desk_there.run("municipality", "list", "--county", "Oslo").out
    assert max(map(len, out.splitlines())) <= 44
    gone = out.split("Not shown for want of room: ")[1]
    assert "Last visit" in gone or "Km" in gone
    out = desk_there.run("municipality", "list", "--county", "Oslo", "--all-columns").out
    assert "Not shown" not in out
    assert {"Last visit", "Km", "Key"} <= {line.partition(":")[0].strip() for line in out.splitlines()}


def test_strangers_lists_take_them_too(desk_there):
    desk_there.install(
        "from __future__ import annotations\nimport typer\n" + HEAD + "def lamps(ctx: typer.Context):\n    'Lamps.'\n"
        "    run = session(ctx)\n    rows = [{'id': 'a'}, {'id': 'b'}]\n"
        "    run.show(listing('lamps', (Column('id', 'Id'),), rows), keys=[each['id'] for each in rows])\n"
        "@hookimpl\ndef kvadmin_commands():\n    return [Command('lamps', 'Lamps.', __name__ + ':lamps')]\n",
        name="lamps",
    )
    assert desk_there.run("lamps", "--format", "csv").out == "Id\na\nb\n"
    desk_there.install(columns("return [ListColumn('c', 'Command', {k: command for k in keys})]"), name="visits")
    assert desk_there.run("lamps", "--format", "csv").out == "Id,Command\na,lamps\nb,lamps\n"


def test_keys_that_are_not_those_of_the_rows_blame_the_list(desk_there):
    desk_there.install(
        "from __future__ import annotations\nimport typer\n" + HEAD + "def lamps(ctx: typer.Context):\n    'Lamps.'\n"
        "    session(ctx).show(listing('lamps', (Column('id', 'Id'),), [{'id': 'a'}]), keys=['a', 'b'])\n"
        "@hookimpl\ndef kvadmin_commands():\n    return [Command('lamps', 'Lamps.', __name__ + ':lamps')]\n",
        name="lamps",
    )
    desk_there.install(columns("return [ListColumn('c', 'C', {})]"), name="visits")
    ran = desk_there.run("lamps", code=6)
    assert "plugin 'lamps' failed" in ran.err
    assert "the report has no list of 2 rows, as there are keys" in ran.err


def test_nobody_pays_for_it_where_nobody_has_any(example):
    """No module of it is imported, and the register is listed from the index, without its records."""
    code = (
        "import sys; from kvadmin.cli.main import run; "
        f"run(['-C', {str(example)!r}, 'municipality', 'list']); "
        "print([name for name in sys.modules if name == 'kvadmin.session.list_columns'], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert ran.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (r"'\x1b[31mred'", "text"),
        (r"'\ud800'", "text"),
        (r"'\x07'", "command"),
        ("'x' * 40_000", "text"),
        ("10**400", "int"),
        ("-(10**5000)", "decimal"),
    ],
)
def test_what_a_workbook_has_no_cell_for_is_none_in_any_format(desk_there, tmp_path, value, kind):
    desk_there.install(columns(f"return [ListColumn('a', 'A', dict.fromkeys(keys, {value}), '{kind}')]"))
    for ending in ("xlsx", "csv", "md", "json", "txt"):
        done = desk_there.run("cohort", "list", "-o", str(tmp_path / f"list.{ending}"))
        assert (done.code, (tmp_path / f"list.{ending}").is_file()) == (0, True)
        assert f"its column 'a' has what no {kind} is, of I07" in done.err
    sheet = load_workbook(tmp_path / "list.xlsx").worksheets[0]
    assert {cell.value for row in sheet.iter_rows(min_row=2) for cell in row[-1:]} <= {"A", None}
