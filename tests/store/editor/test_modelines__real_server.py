"""The language server that VS Code has for YAML: it finds the schemas by the line, completes, explains, underlines."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from store.editor.language_server import COMMAND, served
from store.editor.test_record_schema__any_value import CONTAINERS, EDGES
from store.handwriting import TEXTS

from kvadmin.store.editor.scalars import core_value

if not COMMAND:
    pytest.skip(
        "no yaml-language-server on PATH (npm install yaml-language-server@1.25.0), nor in KVADMIN_YAML_LANGUAGE_SERVER",
        allow_module_level=True,
    )

OSLO = "municipalities/0301-oslo.yaml"
HEAD = "# yaml-language-server: $schema=../.schemas/municipalities.json\nnumber: 0301\nname: Oslo\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The example programme with schemas, in a place as people have them."""
    from kvadmin.cli.app import invoke

    made = tmp_path_factory.mktemp("editor") / "Mine filer (ø)" / "Pulje 3 & 4 #1"
    made.parent.mkdir()
    assert invoke(["init", str(made), "--example"]) == 0
    assert invoke(["-C", str(made), "schema", "write"]) == 0
    return made


@pytest.fixture(scope="module")
def server(folder):
    with served(folder) as running:
        yield running


def test_no_file_of_the_example_has_a_squiggle(server, folder):
    files = sorted(folder.rglob("*.yaml"))
    uris = {server.opened(str(file), file.read_text(encoding="utf-8")): file for file in files}
    assert len(uris) > 400
    found = {file.name: server.diagnostics(uri) for uri, file in uris.items()}
    assert {name: each for name, each in found.items() if each} == {}


def test_names_of_fields_are_completed(server):
    offered = server.offered(OSLO, f"{HEAD}la|\n")
    assert {"language_form", "lat", "lon", "contacts", "population"} <= set(offered)
    assert offered["language_form"] == "language_form: "
    assert offered["population"] == "population: "
    assert offered["contacts"].startswith("contacts:\n  - id: $1\n    name: $2")
    assert "number" not in offered  # it stands there


def test_words_are_completed(server):
    assert [*server.offered(OSLO, f"{HEAD}language_form: |\n")][:3] == ["bokmal", "nynorsk", "neutral"]
    assert "mayor" in server.offered(OSLO, f"{HEAD}contacts:\n  - id: a\n    name: b\n    role: |\n")
    head = "# yaml-language-server: $schema=../.schemas/cohorts.json\nid: P3\nname: x\nmemberships:\n  - municipality: 0301\n"
    assert "withdrawn" in server.offered("cohorts/P3.yaml", f"{head}    from: 2008-01-01\n    reason: |\n")
    assert server.offered(OSLO, f"{HEAD}note: |\n") == {}  # not true and false


def test_a_field_explains_itself(server):
    assert "aliases what people write" in server.hover(OSLO, f"{HEAD}alia|ses: [Christiania]\n")
    told = server.hover(OSLO, f"{HEAD}language_fo|rm: neutral\n")
    assert told.startswith("#### Language form")
    assert "`nynorsk`" in told


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("population: tolv", "This is not a whole number."),
        ("population: 12.5", "This is not a whole number."),
        ("lat: .nan", "not allowed"),
        ("valid_from: 2008-02-30", "This is not a date such as 2008-05-20."),
        ("valid_from: 20080520", "This is not a date such as 2008-05-20."),
        ("language_form: bokmaal", '"bokmal", "nynorsk", "neutral"'),
        ("county:", "Write a text here, or take the line away."),
        ("contacts: Kari", "Incorrect type."),
        ("contacts: [{id: kari}]", 'Missing property "name".'),
        ("populaton: 12", "Property populaton is not allowed."),
    ],
)
def test_what_does_not_fit_is_underlined_where_it_stands(server, line, said):
    (found,) = server.diagnostics(server.opened(OSLO, f"{HEAD}{line}\nnote: x\n"))
    assert said in found["message"]
    assert found["range"]["start"]["line"] == HEAD.count("\n")


def test_the_line_is_found_wherever_a_person_has_it_above_the_first_value(server):
    line, _, rest = HEAD.partition("\n")
    for text in (f"# Oslo\n\n{line}\n{rest}", f"{line}\n---\n{rest}", HEAD.replace("\n", "\r\n")):
        assert len(server.diagnostics(server.opened(OSLO, f"{text}population: tolv\n"))) == 1
    assert server.diagnostics(server.opened(OSLO, f"{rest}population: tolv\n{line}\n")) == []


def is_plain(text):
    """Whether a text can stand without quotes."""
    try:
        (pair,) = YAML(pure=True).compose(f"a: {text}").value
    except YAMLError:
        return False
    return isinstance(pair[1], ScalarNode) and pair[1].style is None and pair[1].value == text and not pair[1].anchor


def test_plain_texts_are_read_as_the_tests_read_them():
    """The parser of the server itself says what a plain text is; by that the schemas are judged in the other tests."""
    room = next((each for each in Path(COMMAND).resolve().parents if each.name == "node_modules"), None)
    node = shutil.which("node")
    if node is None or room is None:
        pytest.skip("no node, or the server lies elsewhere than in node_modules")
    written = sorted({*EDGES, *CONTAINERS, *TEXTS})
    plain = [each for each in written if is_plain(each)]
    code = (
        f"const Y=require({json.dumps(str(room / 'yaml'))});"
        "const one=t=>{const v=Y.parseDocument('a: '+t,{schema:'core'}).toJS().a;"
        "return typeof v==='number'&&!Number.isFinite(v)?String(v):v};"
        "process.stdout.write(JSON.stringify(JSON.parse(process.argv[1]).map(one)))"
    )
    ran = subprocess.run([node, "-e", code, json.dumps(plain)], capture_output=True, text=True, check=True)
    read = json.loads(ran.stdout)
    assert len(plain) > 60
    for text, value in zip(plain, read, strict=True):
        mine = core_value(text)
        if isinstance(mine, float) and not math.isfinite(mine):
            mine = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}[str(mine)]
        assert (mine, isinstance(mine, bool)) == (value, isinstance(value, bool)), text
