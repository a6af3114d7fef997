"""``participants list`` and ``set``: files for their owner alone, and every field of a registration."""

from __future__ import annotations

import pytest
from plugins.gathering.conftest import G, register


@pytest.fixture
def kari(kit):
    register(kit, "Kari Ås", "-m", "0301", "--consent", "list", "--days", "27.08.2008")
    return kit


def one(kit):
    return kit.json("participants", "list", G)["participants"][0]


def mode(path):
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize("ending", ["docx", "pdf", "xlsx", "csv", "json", "md"])
def test_a_new_file_is_for_its_owner_alone_and_an_old_one_keeps_its_mode(kari, tmp_path, ending):
    out = tmp_path / f"list.{ending}"
    listed = ("participants", "list", G, "--format", ending, "-o", str(out))
    assert kari.run(*listed).code == 0
    assert mode(out) == 0o600
    for kept in (0o640, 0o600):
        out.chmod(kept)
        assert kari.run(*listed).code == 0
        assert mode(out) == kept


def test_whatever_names_people_is_for_its_owner_alone(kari, tmp_path):
    register(kari, "Ole Vik", "-m", "0520")
    for name, *command in (
        ("badges.pdf", "participants", "badges", G),
        ("signin.docx", "participants", "export", G, "--what", "signin"),
        ("catering.csv", "participants", "catering", G, "--with-names"),
        ("checkin.csv", "gathering", "checkin", G),
        ("groups.csv", "gathering", "groups", G, "--size", "2..3"),
        ("kari.ics", "gathering", "calendar", G, "--person", "Kari Ås"),
    ):
        ran = kari.run(*command, "-o", str(tmp_path / name))
        assert ran.code == 0, ran.err
        assert mode(tmp_path / name) == 0o600, name
    assert kari.run("gathering", "pack", G, "--out", str(tmp_path / "box")).code == 0
    assert {mode(each) for each in (tmp_path / "box").rglob("*") if each.is_file()} == {0o600}


@pytest.mark.parametrize(
    ("field", "value", "key", "wanted"),
    [
        ("sort-as", "Aas", "filed_as", "Ås, Kari"),
        ("sort_as", "Aas", "filed_as", "Ås, Kari"),
        ("title", "Rådmann", "title", "Rådmann"),
        ("TITLE", "Rådmann", "title", "Rådmann"),
        ("consent", "ja", "name", "Kari Ås"),
        ("network", "2", "network_name", "Innlandet"),
        ("days", "27.08.2008; 2008-08-28", "name", "Kari Ås"),
        ("days", "", "name", "Kari Ås"),
        ("email", "kari@x.no", "name", "Kari Ås"),
    ],
)
def test_fields_are_set(kari, field, value, key, wanted):
    ran = kari.run("participants", "set", G, "Kari Ås", field, value)
    assert ran.code == 0, ran.err
    assert one(kari)[key] == wanted


def test_an_empty_consent_is_none_and_no_other_field_changes(kari):
    assert kari.run("participants", "set", G, "Kari Ås", "consent", "").code == 0
    assert kari.json("participants", "list", G)["hidden"] == 1
    file = kari.folder / "registrations" / G / "0301.yaml"
    assert "2008-08-27" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("field", "value", "code", "says"),
    [
        ("shoe-size", "44", 2, "a registration has no field 'shoe-size'"),
        ("name", "", 2, "a registration needs a name"),
        ("status", "cancelled", 2, "kvadmin gathering cancel"),
        ("consent", "perhaps", 2, "'perhaps' is no consent"),
        ("days", "27.08.08", 2, "20.05.2008"),
        ("network", "99", 4, "there is no network '99'"),
        ("diet", "hemmelig\x07", 2, "control characters"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(kari, field, value, code, says):
    before = kari.files()
    ran = kari.run("participants", "set", G, "Kari Ås", field, value)
    assert ran.code == code, ran.err
    assert says in ran.err
    assert "hemmelig" not in ran.err
    assert kari.files() == before


def test_the_days_of_a_registration_are_typed_as_everywhere(kit):
    ran = register(kit, "Ole Vik", "--days", "soon", code=2)
    assert "20.05.2008" in ran.err
    register(kit, "Ole Vik", "--days", "28.08.2008, 2008-08-27")
    text = (kit.folder / "registrations" / G / "_others.yaml").read_text(encoding="utf-8")
    assert text.index("2008-08-27") < text.index("2008-08-28")
