"""References between records: what a collection declares is looked up, whoever's it is."""

from __future__ import annotations

from typing import ClassVar

import pytest
from store.records import COLLECTIONS, FIELDS

from kvadmin.extension.collections import Collection, Reference, ReferringFiles
from kvadmin.model.record import Part, Record
from kvadmin.store import references
from kvadmin.store.store import open_store


class Stop(Part, kw_only=True):
    town: str
    hosts: list[str] = []


class Visit(Record, kw_only=True):
    collection: ClassVar[str] = "visits"
    group: str
    id: str
    stops: list[Stop] = []
    member: str = ""
    also: str = ""
    hours: dict[str, str] = {}


VISITS = Collection(
    "visits",
    "visits/{group}/{id}.yaml",
    f"{__name__}:Visit",
    references=(
        Reference("group", "groups", hint="look at groups/"),
        Reference("stops.town", "towns", code="visit-town"),
        Reference("stops.hosts", "groups/members.municipality", severity="warning"),
        Reference("member", "groups/members.municipality", within=("group",)),
        Reference("id", "nobody's"),
        Reference("also", "groups|towns", any_case=True, form=r"\w+"),
        Reference("hours.*", "towns"),
    ),
    files=(
        ReferringFiles("routes/*.json", (Reference("stops.town", "towns", code="route-town"),)),
        ReferringFiles("figures/*/*.csv", (Reference("town", "towns", code="figure-town"),)),
    ),
)


@pytest.fixture
def found(tmp_path):
    """Write the visit and a register; what ``check`` says of references."""

    def check(visit, place="visits/P3/v1.yaml", **others):
        files = {
            "programme": "schema: 1\n",
            "groups/P3": "id: P3\nmembers:\n  - {municipality: '0301', from: 2008-01-01}\n",
            "towns/0301-oslo": "number: '0301'\n",
            "towns/Nord": "number: Nordby\n",
        } | others
        for name, text in {**{f"{name}.yaml": text for name, text in files.items()}, place: visit}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        store = open_store(tmp_path, [*COLLECTIONS, VISITS], FIELDS)
        return [(one.where(), one.code, one.text, one.hint, one.severity) for one in store.check()]

    return check


SOUND = "group: P3\nid: v1\nmember: '0301'\nstops:\n  - town: '0301'\n    hosts: [P3/0301, P3]\n"


def test_what_is_there_is_no_finding(found):
    assert found(SOUND, **{"towns/Nord": "number: Nord\n"}) == []


@pytest.mark.parametrize(
    ("old", "new", "where", "code", "text", "hint", "severity"),
    [
        ("town: '0301'", "town: '9999'", "visits/P3/v1.yaml:5:11", "visit-town",
         "town: there is no '9999' in towns", None, "error"),
        ("P3/0301,", "P3/9999,", "visits/P3/v1.yaml:6:13", "reference",
         "hosts: there is no 'P3/9999' in groups: members.municipality", None, "warning"),
        ("member: '0301'", "member: '9999'", "visits/P3/v1.yaml:3:9", "reference",
         "member: there is no '9999' in groups: members.municipality", None, "error"),
        ("town: '0301'", "town: Nordd", "visits/P3/v1.yaml:5:11", "visit-town",
         "town: there is no 'Nordd' in towns", "did you mean Nord?", "error"),
    ],
)  # fmt: skip
def test_record_field_and_value_are_named(found, old, new, where, code, text, hint, severity):
    shown = found(SOUND.replace(old, new), **{"towns/Nord": "number: Nord\n"})
    assert shown == [(where, code, text, hint, severity)]


def test_a_key_may_be_the_reference(found):
    shown = found(SOUND.replace("group: P3", "group: P9"), "visits/P9/v1.yaml", **{"towns/Nord": "number: Nord\n"})
    assert [(one[0], one[3]) for one in shown if one[1] == "reference"] == [
        ("visits/P9/v1.yaml:1:8", "look at groups/"),
        ("visits/P9/v1.yaml:3:9", None),
    ]


def test_what_cannot_be_read_is_not_judged(found):
    shown = found(SOUND.replace("town: '0301'", "town: '9999'"), **{"towns/0301-oslo": "number: [\n"})
    assert "visit-town" not in [one[1] for one in shown]
    assert "yaml-syntax" in [one[1] for one in shown]


def test_a_collection_that_no_plugin_keeps_is_passed_over(tmp_path):
    (tmp_path / "programme.yaml").write_text("schema: 1\n")
    (tmp_path / "visits/P3").mkdir(parents=True)
    (tmp_path / "visits/P3/v1.yaml").write_text(SOUND)
    kept = [one for one in COLLECTIONS if one.name not in ("groups", "towns")]
    assert open_store(tmp_path, [*kept, VISITS], ()).check() == []


def test_some_words_of_a_text_may_name_something_in_any_case_and_of_several_collections(found):
    sound = f"{SOUND}also: p3, 0301; NORD\n"
    assert found(sound, **{"towns/Nord": "number: Nord\n"}) == []
    shown = found(sound.replace("NORD", "Vest"), **{"towns/Nord": "number: Nord\n"})
    assert [one[:3] for one in shown] == [
        ("visits/P3/v1.yaml:7:7", "reference", "also: there is no 'Vest' in groups or towns")
    ]


def test_the_names_of_a_mapping_s_entries(found):
    shown = found(f"{SOUND}hours:\n  '0301': 2\n  '9999': 3\n", **{"towns/Nord": "number: Nord\n"})
    assert [one[:3] for one in shown] == [("visits/P3/v1.yaml:9:11", "reference", "hours: there is no '9999' in towns")]


def test_files_that_are_no_records_are_followed_too(found, tmp_path):
    (tmp_path / "routes").mkdir()
    (tmp_path / "figures/2008").mkdir(parents=True)
    (tmp_path / "routes/r.json").write_text('{"stops": [\n {"town": "0301"},\n {"town": "9999"},\n {"town": "9999"}]}')
    (tmp_path / "routes/broken.json").write_text("{")
    (tmp_path / "figures/2008/a.csv").write_text("town,value\n0301,1\n9998,2\n")
    (tmp_path / "figures/b.csv").write_text("town,value\n9997,2\n")  # not where they lie
    shown = found(SOUND, **{"towns/Nord": "number: Nord\n"})
    assert [one[:2] for one in shown] == [
        ("figures/2008/a.csv:3:1", "figure-town"),
        ("routes/r.json:3:1", "route-town"),
    ]


def test_a_name_that_nobody_has_is_guessed_at_once_however_often_it_stands(found, monkeypatch):
    guessed = []
    near = references.near_names
    monkeypatch.setattr(references, "near_names", lambda typed, known: (guessed.append(typed), near(typed, known))[1])
    stops = "stops:\n" + "  - town: Nordd\n" * 3 + "  - town: '9999'\n" * 2
    hints = [
        hint for *_, hint, _ in found(f"group: P3\nid: v1\nmember: Nordd\n{stops}", **{"towns/Nord": "number: Nord\n"})
    ]
    assert hints == [None, *["did you mean Nord?"] * 3, None, None]  # no member of the group is called so
    assert sorted(guessed) == ["9999", "Nordd", "Nordd"]
