from __future__ import annotations

import pytest
from store.moving.places import KNOWN, make, place

from kvadmin.errors import UnknownName, UsageError


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://kari:hemmelig@host/db",
        "postgresql://kari:@host/db",
        "postgresql://host/db?user=kari&password=hemmelig",
        "postgresql:host=x password=hemmelig",
        "sqlite:x?PASSWORD=hemmelig",
    ],
)
def test_a_password_in_an_address_is_refused_and_not_said(address, tmp_path):
    with pytest.raises(UsageError, match="holds a password") as caught:
        place(address)
    assert "hemmelig" not in "".join(caught.value.lines())
    pointer = make(tmp_path / "p", {"programme.yaml": f"schema: 1\nstore: '{address}'\n".encode()}, {})
    with pytest.raises(UsageError, match="holds a password"):
        place(pointer)


@pytest.mark.parametrize("address", ["sqlite:a.db", "sqlite:/a/b:c@d.db"])
def test_an_address_without_one_is_not(address, tmp_path):
    assert place(address).kind == "engine"


def test_what_a_person_means(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = make(tmp_path / "p")
    (tmp_path / "sqlite").mkdir()
    assert (place("p").kind, place("p").base, place("p").lasting) == ("folder", folder, str(folder))
    assert place("new").kind == "folder"
    assert place("sqlite").kind == "folder"
    assert place("x.zip").kind == "archive"
    found = place("sqlite:x.db", tmp_path / "p")
    assert (found.kind, found.base, found.lasting) == ("engine", folder, "sqlite:x.db")


def test_an_engine_that_nobody_offers_is_named(tmp_path):
    with pytest.raises(UnknownName, match="there is no store engine 'postgresql'"):
        place("postgresql://host/db")
    pointer = make(tmp_path / "p", {"programme.yaml": b"schema: 1\nstore: sqlit:x\n"}, {})
    with pytest.raises(UnknownName, match="there is no store engine 'sqlit'") as caught:
        place(pointer)
    assert "sqlite" in caught.value.near
    assert KNOWN
