"""Who moves up when a seat is free, and that every command counts the same seats."""

from __future__ import annotations

import pytest
from plugins.gathering.conftest import G, register, write


def take_in(kit, tmp_path, *lines, code=0):
    ran = kit.run("gathering", "import", str(write(tmp_path, "\n".join(lines))), "--gathering", G)
    assert ran.code == code, ran.err
    return ran


def counted(kit):
    """Taken, waiting and free, as each command says; they must agree."""
    shown = kit.json("gathering", "show", G)
    listed = next(each for each in kit.json("gathering", "list")["gatherings"] if each["id"] == G)
    seats = kit.json("participants", "list", G)["seats"]
    ways = {
        (shown["active"], len(shown["waiting"]), shown["free"]),
        (listed["active"], listed["waiting"], listed["free"]),
        (seats["taken"], seats["waiting"], seats["free"]),
    }
    assert len(ways) == 1
    return ways.pop()


def waiting(kit):
    return [each["name"] for each in kit.json("gathering", "show", G)["waiting"]]


def test_a_raised_capacity_says_who_moves_up_in_the_order_of_the_list(kit, tmp_path):
    kit.run("gathering", "set", G, "capacity", "2")
    ran = take_in(kit, tmp_path, "navn;kommune", *(f"Bo N{at};0301" for at in range(5)))
    assert "2 of 2 seats are taken, 3 waiting" in ran.err
    assert counted(kit) == (2, 3, 0)
    ran = kit.run("gathering", "set", G, "capacity", "4")
    assert "Next on the waiting list: Bo N2, Oslo. Give the place with: kvadmin gathering promote" in ran.err
    assert counted(kit) == (2, 3, 2)
    kit.run("gathering", "promote", G, "--count", "1")
    assert waiting(kit) == ["Bo N3", "Bo N4"]
    ran = take_in(kit, tmp_path, "navn;kommune", "Bo N4;0301", "Bo Ny;0301", "Bo N3;0301")
    assert waiting(kit) == ["Bo N3", "Bo N4", "Bo Ny"], "a list in another order changes no place in the line"
    assert "a seat is free, and others wait for it: number 3" in ran.out
    kit.run("gathering", "set", G, "capacity", "")
    kit.run("gathering", "promote", G)
    assert counted(kit) == (6, 0, None)
    assert "Nobody moved up: 6 come, seats without limit" in kit.run("gathering", "promote", G).err


def test_a_lowered_capacity_takes_nobodys_place_and_is_said(kit):
    for name in ("Bo En", "Bo To", "Bo Tre"):
        register(kit, name, "-m", "0301")
    ran = kit.run("gathering", "set", G, "capacity", "1")
    assert "3 of 1 seats are taken, 2 too many" in ran.err
    assert counted(kit) == (3, 0, 0)
    register(kit, "Bo Fire", "-m", "0301")
    assert waiting(kit) == ["Bo Fire"]
    ran = kit.run("gathering", "cancel", G, "Bo En", "--promote")
    assert "2 of 1 seats are taken, 1 too many, 1 waiting" in ran.err
    assert waiting(kit) == ["Bo Fire"]
    assert "gathering-overbooked" in kit.run("check").out
    assert "2 of 1 seats are taken" in kit.run("status").out
    kit.today = "2008-09-01"
    assert "gathering-overbooked" not in kit.run("check").out, "what is over needs no seats"


def test_who_waits_by_word_of_a_list_is_seated_when_the_list_takes_it_back(kit, tmp_path):
    kit.run("gathering", "set", G, "capacity", "2")
    head = "navn;kommune;status"
    take_in(kit, tmp_path, head, "Bo En;0301;", "Bo To;0520;venteliste")
    assert counted(kit) == (1, 1, 1)
    ran = take_in(kit, tmp_path, head, "Bo To;0520;påmeldt")
    assert "no longer on the waiting list, and a seat is free" in ran.out
    assert counted(kit) == (2, 0, 0)


def test_who_is_taken_off_the_lists_waiting_list_at_a_full_room_waits_for_a_seat(kit, tmp_path):
    kit.run("gathering", "set", G, "capacity", "1")
    head = "navn;kommune;status"
    take_in(kit, tmp_path, head, "Bo To;0520;venteliste", "Bo En;0301;")
    ran = take_in(kit, tmp_path, head, "Bo To;0520;påmeldt")
    assert "full: number 1 on the waiting list" in ran.out
    kit.run("gathering", "cancel", G, "Bo En")
    register(kit, "Bo Tre", "-m", "0301")
    assert waiting(kit) == ["Bo To", "Bo Tre"], "who waits for a seat is not overtaken"


def test_the_place_in_line_is_among_those_who_still_wait(kit, tmp_path):
    kit.run("gathering", "set", G, "capacity", "1")
    for name in ("Bo En", "Bo To", "Bo Tre"):
        register(kit, name, "-m", "0301")
    kit.run("gathering", "cancel", G, "Bo To")
    ran = take_in(kit, tmp_path, "navn;kommune", "Bo Fire;0301")
    assert "full: number 2 on the waiting list" in ran.out
    take_in(kit, tmp_path, "navn;kommune;status", "Bo Tre;0301;avmeldt")
    assert (
        "queue"
        not in (kit.folder / "registrations" / G / "0301.yaml")
        .read_text(encoding="utf-8")
        .split("Bo Tre")[1][:200]
        .split("Bo Fire")[0]
    )


def test_a_free_seat_that_others_wait_for_is_not_called_full(kit):
    kit.run("gathering", "set", G, "capacity", "1")
    register(kit, "Bo En", "-m", "0301")
    register(kit, "Bo To", "-m", "0301")
    kit.run("gathering", "cancel", G, "Bo En")
    ran = register(kit, "Bo Tre", "-m", "0301")
    assert "is full" not in ran.err
    assert "has a free seat that others wait for: Bo Tre waits, number 2" in ran.err
    assert "Next on the waiting list: Bo To" in ran.err


def test_who_gets_a_place_has_a_later_calendar_entry(kit):
    """A recipient's calendar takes the entry of a place over that of waiting by its number (RFC 5545)."""

    def number(name):
        import yaml

        people = yaml.safe_load((kit.folder / "registrations" / G / "0301.yaml").read_text(encoding="utf-8"))["people"]
        return next(int(each.get("sequence", 0)) for each in people if each["name"] == name)

    kit.run("gathering", "set", G, "capacity", "1")
    register(kit, "Bo En", "-m", "0301")
    register(kit, "Bo To", "-m", "0301")
    before = number("Bo To")
    kit.run("gathering", "cancel", G, "Bo En", "--promote")
    assert number("Bo To") > before


def test_a_cancelled_gathering_gives_no_places(kit):
    kit.run("gathering", "set", G, "capacity", "1")
    register(kit, "Bo En", "-m", "0301")
    register(kit, "Bo To", "-m", "0301")
    kit.run("gathering", "cancel", G, "Bo En")
    kit.run("gathering", "cancel", G, "--yes")
    assert kit.run("gathering", "promote", G).code == 1
    assert kit.run("gathering", "checkin", G, "Bo To").code == 1


@pytest.mark.parametrize("capacity", ["0", "-3"])
def test_a_room_without_seats_is_refused(kit, capacity):
    assert kit.run("gathering", "set", G, "capacity", capacity).code == 2


def test_a_room_without_seats_in_the_file_is_found_and_counted(kit):
    path = kit.folder / "gatherings" / f"{G}.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "capacity: 0\n", encoding="utf-8")
    register(kit, "Bo En", "-m", "0301")
    assert counted(kit) == (0, 1, 0)
    assert "0 of 0 seats" in kit.run("status").out
    assert kit.run("check").code == 3
