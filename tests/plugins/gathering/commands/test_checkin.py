"""Check-in at the door: by names as the lists print them, of those who wait, and of those nobody expected."""

from __future__ import annotations

import pytest
from plugins.gathering.conftest import G, register


def checkin(kit, *options, code=0):
    ran = kit.run("gathering", "checkin", G, *options)
    assert ran.code == code, ran.err
    return ran


def seats(kit):
    shown = kit.json("gathering", "show", G)
    return shown["active"], len(shown["waiting"]), shown["free"]


def arrived(kit):
    return {each["name"] for each in kit.json("gathering", "checkin", G)["participants"] if each["arrived"]}


@pytest.fixture
def full(kit):
    """Two seats, both taken, one of the two has come; one waits."""
    assert kit.run("gathering", "set", G, "capacity", "2").code == 0
    register(kit, "Kari Nordmann", "-m", "0301")
    register(kit, "Ola Dalen", "-m", "0520")
    register(kit, "Per Venter", "-m", "0521")
    checkin(kit, "Kari Nordmann")
    return kit


@pytest.mark.parametrize(
    "typed",
    [
        "Ødegård, Åse", "Ødegård Åse", "ødegård åse", "ÅSE ØDEGÅRD", "Oedegaard, Aase", "Odegard Ase", "ødeg", "Ødegård, Å",
        "Berg Lie, Siv", "Lie, Siv Berg", "siv b",
        "Alto, Riikka", "Aalto, Riikka", "Lippe, Jens von der", "von der Lippe, Jens",
    ],
)  # fmt: skip
def test_a_name_is_found_as_the_lists_print_it(kit, typed):
    register(kit, "Åse Ødegård", "-m", "0301")
    register(kit, "Siv Berg Lie", "-m", "0301", "--sort-as", "Berg Lie")
    register(kit, "Riikka Aalto", "-m", "0520", "--sort-as", "Alto")
    register(kit, "Jens von der Lippe", "-m", "0521")
    checkin(kit, typed)
    assert len(arrived(kit)) == 1


def test_the_name_as_written_is_surer_than_its_folding_and_a_beginning(kit):
    register(kit, "Kari Ås", "-m", "0301")
    register(kit, "Kari Aas", "-m", "0520")
    register(kit, "Kari Åsen", "-m", "0521")
    checkin(kit, "Aas, Kari")
    assert arrived(kit) == {"Aas, Kari"}
    checkin(kit, "Ås, Kari")
    assert arrived(kit) == {"Aas, Kari", "Ås, Kari"}


def test_several_are_listed_and_nobody_is_guessed(kit):
    register(kit, "Kari Hansen", "-m", "0301")
    register(kit, "Kari Haugen", "-m", "0520")
    before = kit.files()
    ran = checkin(kit, "Ha, Kari", code=4)
    assert "Kari Hansen, Oslo" in ran.err
    assert "Kari Haugen, Ringebu" in ran.err
    ran = checkin(kit, "Kari Hensen", code=4)
    assert "Kari Hansen, Oslo" in ran.err, "a name much like it is offered"
    assert "--walk-in" in ran.err, "and what to do with somebody nobody expected"
    checkin(kit, "(", code=4)
    assert kit.files() == before


def test_the_beginning_of_a_name_cancels_nobody(kit):
    register(kit, "Kari Hansen", "-m", "0301")
    assert kit.run("gathering", "cancel", G, "Kari").code == 4
    assert kit.run("gathering", "cancel", G, "Hansen, Kari").code == 0


def test_who_waits_is_told_who_has_not_come_and_which_command_seats(full):
    before = full.files()
    ran = checkin(full, "Per Venter", code=1)
    assert "2 of 2 seats are taken, 1 waiting (1 have come, 1 have not)" in ran.err
    assert "not here yet: Ola Dalen, Ringebu" in ran.err
    assert "--seat" in ran.err
    assert full.files() == before
    ran = checkin(full, "Per Venter", "--seat")
    assert "3 of 2 seats are taken, 1 too many" in ran.err
    assert seats(full) == (3, 0, 0)
    assert arrived(full) == {"Nordmann, Kari", "Venter, Per"}


def test_who_waits_first_takes_the_seat_of_somebody_who_does_not_come(full):
    register(full, "Siv Sist", "-m", "1032")
    assert full.run("gathering", "cancel", G, "Ola Dalen").code == 0
    ran = checkin(full, "Siv Sist", code=1)
    assert "1 wait longer" in ran.err
    ran = checkin(full, "Per Venter")
    assert "waited and has a place now: 2 of 2 seats are taken, 1 waiting" in ran.err
    assert seats(full) == (2, 1, 0)


def test_a_walk_in_at_a_full_room_waits_and_the_commands_are_said(full):
    ran = register(full, "Nils Uventa", "-m", "0821", "--walk-in")
    assert "No seat for Nils Uventa at the door, who waits now and is not checked in" in ran.err
    assert "not here yet: Ola Dalen" in ran.err
    assert seats(full) == (2, 2, 0)
    command = next(line for line in ran.err.splitlines() if "--seat" in line).partition("kvadmin ")[2]
    assert full.run(*command.partition(";")[0].split()).code == 0
    assert seats(full) == (3, 1, 0)
    assert "Uventa, Nils" in arrived(full)


def test_a_walk_in_is_seated_where_somebody_says_so_or_a_seat_is_free(full):
    ran = register(full, "Nils Uventa", "-m", "0821", "--walk-in", "--seat")
    assert "3 of 2 seats are taken, 1 too many, 1 waiting" in ran.err
    assert "Uventa, Nils" in arrived(full)
    assert full.run("gathering", "set", G, "capacity", "5").code == 0
    assert full.run("gathering", "promote", G).code == 0
    register(full, "Eva Uventa", "-m", "0821", "--walk-in")
    assert seats(full) == (5, 0, 0)


def test_somebody_who_cancelled_and_comes_all_the_same(kit):
    register(kit, "Kari Ås", "-m", "0301")
    assert kit.run("gathering", "cancel", G, "Kari Ås").code == 0
    ran = checkin(kit, "Kari Ås", code=1)
    assert "--again --walk-in" in ran.err
    register(kit, "Kari Ås", "--again", "--walk-in")
    assert arrived(kit) == {"Ås, Kari"}


def test_a_walk_in_who_is_registered_or_waits_is_told_the_command(full):
    assert f"kvadmin gathering checkin {G}" in register(full, "Ola Dalen", "-m", "0520", "--walk-in", code=5).err
    ran = register(full, "Per Venter", "-m", "0521", "--walk-in", code=5)
    assert "number 1 on the waiting list" in ran.err
    assert "--seat" in ran.err
