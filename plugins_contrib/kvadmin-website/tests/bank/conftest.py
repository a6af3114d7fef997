"""A programme of three municipalities, with a sender, an indicator and gatherings, for the tests of the content."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from kvadmin.api.records import Contact, Gathering
from kvadmin.testing import Kit

TOWNS = {"0301": ("Oslo", "neutral"), "0415": ("Løten", "bokmal"), "1244": ("Austevoll", "nynorsk")}
PROGRAMME = """schema: 1
name: Kvalitetsprogrammet
start: 2007-01-01
end: 2009-12-31
parties:
  - name: KS
  - name: LO Kommune
sender:
  name: Sekretariatet
  email: post@kvalitet.example
  phone: 22 24 90 90
  address:
    - 0030 Oslo
"""
TEXT = "# Faste team\n\nVi laget faste team i hjemmetjenesten.\n\n## Slik gjorde vi det\n\n* delte i soner\n"


class JudgedKit(Kit):
    """A kit whose every answer of the plugin in JSON keeps to the schema of its command."""

    def run(self, *arguments):
        ran = super().run(*arguments)
        words = [each for each in arguments if not each.startswith("-")]
        if "json" in words and words[0] == "website" and ran.out:
            judge(arguments, json.loads(ran.out))
        return ran


def judge(arguments, data):
    """Validate by the schema of the longest name of a command that the arguments begin with."""
    folder = files("kvadmin_website") / "schemas"
    for count in (3, 2):
        schema = folder / ("_".join(arguments[:count]) + ".json")
        if len(arguments) >= count and schema.is_file():
            Draft202012Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(data)
            return
    raise AssertionError(f"{arguments} has no schema")


@pytest.fixture
def kit(tmp_path):
    kit = JudgedKit(tmp_path / "programme")
    (kit.folder / "programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    for number, (name, form) in TOWNS.items():
        contacts = [Contact(id="kari", name="Kari Prøvestad", email="kari@loten.example")] if number == "0415" else []
        kit.municipality(number, name, language_form=form, contacts=contacts)
    kit.add(Gathering(id="oppstart", name="Oppstart", start=date(2008, 8, 25)))
    kit.add(Gathering(id="besok", name="Besøk", kind="visit", start=date(2008, 9, 1)))
    added = kit.run(
        "evaluation", "indicators", "add", "sykefravaer", "--direction", "decrease", "--period", "quarter",
        "--label-nb", "Sykefravær", "--label-nn", "Sjukefråvær",
    )  # fmt: skip
    assert added.code == 0, added.err
    return kit


@pytest.fixture
def written(tmp_path):
    """Writes a file that a person has, and says where it lies."""

    def write(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def page(kit):
    """Puts a file into the folder of the site, as an editor does."""

    def put(path, text):
        place = kit.folder / "website" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())
        return place

    return put


def content(kit):
    """What the site keeps, without history and locks."""
    return {name: text for name, text in kit.files().items() if name.startswith("website/")}


@pytest.fixture
def done(kit):
    """Runs a command that must end well and write; it is taken back, which must leave nothing, and is done again."""

    def run(*words):
        before = content(kit)
        ran = kit.run(*words)
        assert ran.code == 0, f"{words}: {ran.err}"
        after = content(kit)
        assert after != before, f"{words} wrote nothing"
        undone = kit.run("undo")
        assert undone.code == 0, undone.err
        assert content(kit) == before, f"{words}: undo"
        dry = kit.run(*words, "--dry-run")
        assert dry.code == 0, dry.err
        assert content(kit) == before, f"{words}: --dry-run"
        again = kit.run(*words)
        assert again.code == 0, again.err
        return again

    return run


@pytest.fixture
def refused(kit):
    """Runs a command that must be refused and leave every byte as it was; what it said."""

    def run(*words, code=None):
        before = kit.files()
        ran = kit.run(*words)
        assert ran.code != 0, f"{words} was taken"
        assert code in (None, ran.code), f"{words}: exit {ran.code}: {ran.err}"
        assert kit.files() == before
        assert "Traceback" not in ran.err
        assert "failed" not in ran.err
        return ran.err

    return run


@pytest.fixture
def example(kit, done, written):
    """An example of 0415 as it came, by a sender."""
    done(
        "website", "example", "add", "0415", "--theme", "omsorg", "--file", written("text.md", TEXT),
        "--sender", "Kari Nordmann", "--email", "kari.n@loten.example", "--steps", "3,1", "--sent", "2008-05-01",
    )  # fmt: skip
    return "0415-1"


@pytest.fixture
def published(kit, done, example):
    """The same example, read, agreed to and published."""
    done("website", "example", "review", example, "--by", "Marit Strand")
    done("website", "example", "consent", example, "--on", "2008-05-20")
    done("website", "example", "publish", example)
    return example


@pytest.fixture
def of(kit):
    """What JSON says of an example."""
    return lambda key: kit.json("website", "example", "show", key)["example"]
