"""Registering by command: consent, snapshot, waiting list, cancellation, check-in."""

from __future__ import annotations

import pytest
from plugins.gathering.conftest import G, names, register

from kvadmin.api.records import Gathering as GatheringRecord
from kvadmin.api.records import Networks, Registrations


def people(kit, number="0301"):
    from kvadmin.extension.discovering.discovery import discover
    from kvadmin.extension.manager import Plugins
    from kvadmin.store.store import open_store

    plugins = Plugins(discover(frozenset()))
    store = open_store(kit.folder, plugins.gather("kvadmin_collections"), plugins.gather("kvadmin_fields"))
    found = store.snapshot().find(Registrations, f"{G}/{number}")
    return {each.name: each for each in found.people} if found else {}


def test_a_person_is_listed_only_with_consent(kit):
    register(kit, "Kari Ås", "-m", "0301", "--consent", "list")
    ran = register(kit, "Ole Vik", "-m", "0301")
    assert "will not be on the participant list" in ran.err
    listed = kit.json("participants", "list", G)
    assert [each["name"] for each in listed["participants"]] == ["Kari Ås"]
    assert listed["hidden"] == 1
    assert listed["participants"][0]["network"] == "1"


def test_network_consent_shows_the_name_to_the_own_network_only(kit):
    register(kit, "Kari Ås", "-m", "0301", "--consent", "network")
    register(kit, "Ole Vik", "-m", "1032", "--consent", "list")
    register(kit, "Per Lie", "-m", "0520", "--consent", "network")
    assert names(kit) == ["Ole Vik"]
    assert kit.json("participants", "list", G)["hidden"] == 2
    assert names(kit, "--for-network", "1") == ["Ole Vik", "Kari Ås"]
    assert kit.json("participants", "list", G, "--for-network", "1")["hidden"] == 0


def test_the_snapshot_stays_when_the_world_moves_on(kit):
    register(
        kit, "Kari Ås", "-m", "0520", "--consent", "list", "--title", "Rådmann", "--employer", "Ringebu helsesenter"
    )
    before = kit.json("participants", "list", G)
    file = kit.folder / "municipalities" / "0520.yaml"
    path = file if file.exists() else next((kit.folder / "municipalities").glob("0520*"))
    path.write_text(path.read_text(encoding="utf-8").replace("Ringebu", "Nyringebu"), encoding="utf-8")
    networks = kit.folder / "networks" / "P3.yaml"
    networks.write_text(networks.read_text(encoding="utf-8").replace("Innlandet", "Et annet navn"), encoding="utf-8")
    second = ("gathering", "new", "senere", "--name", "Senere", "--from", "2009-02-01", "--cohort", "P3")
    assert kit.run(*second).code == 0
    assert kit.run("gathering", "register", "senere", "Kari Ås", "-m", "0521", "--title", "Direktør").code == 0
    assert kit.json("participants", "list", G) == before
    assert before["participants"][0]["municipality_name"] == "Ringebu"
    assert before["participants"][0]["network_name"] == "Innlandet"


def test_networks_made_after_the_registration_are_used(tmp_path):
    from kvadmin.api.records import Network
    from kvadmin.testing import Kit

    kit = Kit(tmp_path / "p", today="2008-08-20")
    kit.municipality("0301", "Oslo")
    assert kit.run("gathering", "new", G, "--name", "N", "--from", "2008-08-27").code == 0
    register(kit, "Kari Ås", "-m", "0301", "--consent", "list")
    assert kit.json("participants", "list", G)["participants"][0]["network"] is None
    kit.add(Networks(cohort="P3", networks=[Network(id="4", name="Øst", members=["0301"])]))
    assert kit.json("participants", "list", G)["participants"][0]["network"] == "4"


def test_editing_the_address_leaves_the_consent_alone(kit):
    register(kit, "Kari Ås", "-m", "0301", "--consent", "list", "--email", "old@x.no")
    assert kit.run("participants", "set", G, "Kari Ås", "email", "new@x.no").code == 0
    assert people(kit)["Kari Ås"].email == "new@x.no"
    assert people(kit)["Kari Ås"].consent == "list"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--name", "Bad\x07Name"), "name: "),
        (("--name", "x" * 40_000), "name: the text is too long (40,000"),
        (("--name", "Kari Ås", "--title", "y" * 40_000), "Kari Ås, title: "),
        (("--name", "Kari Ås", "--consent", "perhaps"), "Kari Ås, consent: 'perhaps'"),
        (("--name", "Kari Ås", "--email", "no address"), "Kari Ås, email: "),
    ],
)
def test_bad_values_are_refused_naming_person_and_field(kit, options, says):
    before = kit.files()
    ran = kit.run("gathering", "register", G, "-m", "0301", *options)
    assert ran.code == 3
    assert says in ran.err
    assert "\x07" not in ran.err
    assert kit.files() == before


def test_an_unknown_network_is_named(kit):
    ran = kit.run("gathering", "register", G, "Kari Ås", "--network", "99")
    assert ran.code == 4
    assert "there is no network '99'" in ran.err
    assert "10 Nord" in ran.err


def test_the_same_person_twice_is_refused_and_a_namesake_is_not(kit):
    register(kit, "Kari Hansen", "-m", "0521", "--email", "a@x.no", "--consent", "list")
    assert "registered already" in register(kit, "Kari Hansen", "-m", "0521", code=5).err
    register(kit, "Kari Hansen", "-m", "0521", "--email", "b@x.no", "--consent", "list")
    register(kit, "Kari Hansen", "-m", "0520", "--consent", "list")
    assert names(kit) == ["Kari Hansen"] * 3


def test_a_full_room_makes_a_waiting_list_and_a_cancellation_says_who_is_next(kit):
    assert kit.run("gathering", "set", G, "capacity", "1").code == 0
    register(kit, "Først Inn", "-m", "0301", "--consent", "list")
    ran = register(kit, "Andre Person", "-m", "0301", "--consent", "list")
    assert "is full (1 seats): Andre Person waits, number 1" in ran.err
    register(kit, "Tredje Person", "-m", "0520", "--consent", "list")
    assert names(kit) == ["Først Inn"]
    ran = kit.run("gathering", "cancel", G, "Først Inn")
    assert "Next on the waiting list: Andre Person" in ran.err
    assert "a place is free and 2 wait" in kit.run("status").out
    ran = register(kit, "Sist Inne", "-m", "0301", "--consent", "list")
    assert "waits" in ran.err, "nobody overtakes those who wait"
    assert "Promoted from the waiting list: Andre Person" in kit.run("gathering", "promote", G).err
    assert names(kit) == ["Andre Person"]
    ran = kit.run("gathering", "cancel", G, "Andre Person", "--promote")
    assert "Promoted from the waiting list: Tredje Person" in ran.err
    assert names(kit) == ["Tredje Person"]


def test_registering_a_cancelled_person_says_how(kit):
    register(kit, "Kari Ås", "-m", "0301", "--consent", "list")
    assert kit.run("gathering", "cancel", G, "Kari Ås").code == 0
    before = kit.files()
    ran = register(kit, "Kari Ås", "-m", "0301", code=1)
    assert "has cancelled" in ran.err
    assert "--again" in ran.err
    assert kit.files() == before
    register(kit, "Kari Ås", "--again")
    assert people(kit)["Kari Ås"].status == "active"
    assert people(kit)["Kari Ås"].consent == "list"


def test_walk_ins_are_checked_in_and_badges_check_in(kit):
    register(kit, "Kari Ås", "-m", "0301", "--walk-in")
    register(kit, "Ole Vik", "-m", "0301")
    listed = kit.json("gathering", "checkin", G)
    assert {each["name"]: each["arrived"] for each in listed["participants"]} == {
        "Ås, Kari": "2008-08-20",
        "Vik, Ole": None,
    }
    token = next(each["token"] for each in listed["participants"] if each["name"] == "Vik, Ole")
    assert kit.run("gathering", "checkin", G, token.lower()).code == 0
    assert kit.json("gathering", "checkin", G)["arrived"] == 2
    assert kit.run("gathering", "checkin", G, token).code == 5
    assert kit.run("gathering", "checkin", G, token, "--undo").code == 0
    assert kit.json("gathering", "checkin", G)["arrived"] == 1


def test_speakers_belong_to_no_municipality_and_stand_last(kit):
    register(kit, "Abel Aaberg", "--employer", "NIBR", "--role", "speaker", "--consent", "list")
    register(kit, "Zoe Zahl", "-m", "2021", "--consent", "list")
    listed = kit.json("participants", "list", G)["participants"]
    assert [(each["name"], each["municipality"]) for each in listed] == [("Zoe Zahl", "2021"), ("Abel Aaberg", None)]
    assert (kit.folder / "registrations" / G / "_others.yaml").exists()


def test_a_person_can_be_shown_and_forgotten_with_the_needs(kit):
    register(kit, "Kari Ås", "-m", "0301", "--email", "kari@x.no", "--diet", "nøtteallergi")
    register(kit, "Ole Vik", "-m", "0301", "--email", "ole@x.no", "--diet", "gluten")
    held = kit.json("contact", "report", "kari@x.no")["held"]
    assert held[0]["where"].startswith("registration")
    assert "nøtteallergi" not in str(held)
    assert kit.run("contact", "forget", "kari@x.no", "--yes").code == 0
    assert list(people(kit)) == ["Ole Vik"]
    texts = b"".join(kit.files().values()).decode("utf-8", "replace")
    assert "Kari" not in texts
    assert "nøtteallergi" not in texts
    assert "gluten" in texts


def test_a_cancelled_gathering_takes_nobody(kit):
    assert kit.run("gathering", "cancel", G, "--yes").code == 0
    assert "is cancelled" in register(kit, "Kari Ås", code=1).err
    assert kit.run("gathering", "cancel", G, "--yes").code == 5


def test_gathering_records_hold_no_names(kit):
    register(kit, "Kari Ås", "-m", "0301")
    assert kit.run("gathering", "invite", G, "--to", "municipality:0301").code == 0
    text = (kit.folder / "gatherings" / f"{G}.yaml").read_text(encoding="utf-8")
    assert "Kari" not in text
    assert GatheringRecord.collection == "gatherings"


def test_a_new_split_is_taken_over_when_asked_and_the_pack_says_so(kit, tmp_path):
    register(kit, "Kari Ås", "-m", "0520", "--consent", "list")
    register(kit, "Abel Gjest", "--network", "1", "--consent", "list")
    file = kit.folder / "networks" / "P3.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Innlandet", "Oppland"), encoding="utf-8")
    assert kit.json("participants", "list", G)["participants"][1]["network_name"] == "Innlandet"
    ran = kit.run("gathering", "pack", G, "--out", str(tmp_path / "box"), "--language", "nb")
    assert "1 people stand with a network that is not today's" in ran.err
    assert kit.run("gathering", "renew-networks", G).code == 0
    shown = kit.json("participants", "list", G)["participants"]
    assert [(each["name"], each["network_name"]) for each in shown] == [("Abel Gjest", "Sør"), ("Kari Ås", "Oppland")]
    assert "not today's" not in kit.run("gathering", "pack", G, "--out", str(tmp_path / "box"), "--language", "nb").err


def test_a_network_renamed_while_people_register_is_one_block(kit):
    register(kit, "Kari Ås", "-m", "0520", "--consent", "list")
    register(kit, "Ole Vik", "-m", "0521", "--consent", "list")
    file = kit.folder / "networks" / "P3.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Innlandet", "Oppland"), encoding="utf-8")
    register(kit, "Per Lie", "-m", "0521", "--consent", "list")
    text = kit.run("participants", "export", G, "--format", "md", "-o", "-").out
    assert [line for line in text.splitlines() if "Nettverk 2" in line] == ["## Nettverk 2 – Innlandet"]
