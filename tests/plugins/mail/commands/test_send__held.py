"""What has changed since a letter was planned holds it back, by the real command line and a real server.

Every change is made at every moment between the plan and the letter's way out. The letter is held and the change
named in words; nothing goes while one is held, unless the person asks for the others; and what goes is right.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from plugins.mail.kit import accepted, delivered, parsed
from plugins.mail.office import Office, server, smtp

GATHERING = "2008-08-27-oppstart"
NAME = "utsending"
OSLO, BO = "ase@oslo.example", "knut@bo.example"
BOTH, FIRST = ("0301", "0821"), ("0301",)


@dataclass(frozen=True)
class Change:
    """One change: how a person makes it, whose letters it holds, and words of which one must be said."""

    make: Callable[[Office], None]
    held: tuple[str, ...]
    words: tuple[str, ...]
    letter: str = "admitted"


def later(day: str, *words: str) -> Callable[[Office], None]:
    def make(office: Office) -> None:
        if words:
            office.run(*words)
        office.today = day

    return make


def does(*words: str) -> Callable[[Office], None]:
    return lambda office: office.run(*words)


def undo_admission(office: Office) -> None:
    admitted = next(each["id"] for each in office.json("log")["entries"] if each["command"] == "cohort admit")
    office.run("undo", admitted, "--yes")


def other_contact(office: Office) -> None:
    office.run("contact", "remove", "0301", "project-leader", "--yes")
    office.run("contact", "add", "0301", "Odd Ny", "--role", "project-leader", "--email", "odd@oslo.example")


CHANGES = {
    "admission undone": Change(undo_admission, BOTH, ("undone",)),
    "municipality withdrawn": Change(does("cohort", "withdraw", "P3", "0301", "--reason", "withdrawn"), FIRST, ("withdr",)),
    "address suppressed": Change(does("mail", "suppression", "add", OSLO, "--reason", "vil ha brev"), FIRST, ("suppress", "vil ha brev")),
    "municipality ended": Change(later("2008-06-20", "municipality", "set", "0301", "valid_to", "2008-06-15"), FIRST, ("2008-06-15", "15.06.2008")),
    "new contact": Change(other_contact, FIRST, ("odd@oslo.example", "Odd Ny")),
    "another language form": Change(does("municipality", "set", "0301", "language_form", "nynorsk"), FIRST, ("nn", "nynorsk")),
    "deadline past": Change(later("2008-07-02"), BOTH, ("2008-07-01", "01.07.2008", "1. juli")),
    "deadline moved": Change(does("cohort", "set", "P3", "confirm_by", "2008-07-15"), BOTH, ("2008-07-15", "15.07.2008", "15. juli")),
    "gathering cancelled": Change(does("gathering", "cancel", GATHERING, "--yes"), BOTH, ("cancelled",), "startup-gathering"),
}  # fmt: skip
#: In print a suppressed address changes nothing.
IN_PRINT = [name for name in CHANGES if name != "address suppressed"]


@pytest.fixture
def ready(office):
    """The programme with its decisions made and a gathering."""
    office.admit()
    office.run(
        "gathering", "new", GATHERING, "--name", "Oppstart", "--from", "2008-08-27", "--cohort", "P3",
        "--place", "Gardermoen",
    )  # fmt: skip
    return office


def planned(office: Office, change: Change) -> dict:
    about = GATHERING if change.letter == "startup-gathering" else "P3"
    return office.plan(change.letter, "--to", "cohort:P3", "--about", about, "--name", NAME)


def refused(office: Office, change: Change, *words: object) -> None:
    """The command does nothing: exit 5, the letters and the reasons are named, in the table and in JSON."""
    told = json.loads(office.run(*words, "--format", "json", code=5).out)
    _named(told["held"], change)
    shown = office.run(*words, code=5)
    for key in change.held:
        assert key in shown.out + shown.err


def _named(held: list[dict], change: Change) -> None:
    assert sorted(row["recipient"][:4] for row in held) == sorted(change.held)
    for row in held:
        assert any(word.casefold() in " ".join(row["why"]).casefold() for word in change.words), row
        assert row["number"]


def held_back(told: dict, change: Change) -> None:
    """What a run that went on with the others says of those it held: how many, which, and why."""
    rows = [row for row in told["not_delivered"] if row["status"] == "held" and not row["copy"]]
    assert told["held"] == len(change.held)
    _named([{**row, "why": [row["words"]]} for row in rows], change)


def others(change: Change) -> set[str]:
    """The addresses that get their letter though others are held."""
    return {address for key, address in (("0301", OSLO), ("0821", BO)) if key not in change.held}


def reached(captured) -> set[str]:
    """Whom the server has a letter for, copies to the organisation left out."""
    return set(delivered(captured)) - {"ks@ks.example"}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_plan_is_not_approved(ready, name):
    change = CHANGES[name]
    made = planned(ready, change)
    change.make(ready)
    refused(ready, change, "mail", "approve", made["hash"])
    assert not (ready.folder / "outbox" / NAME / "approval.json").exists()


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_letter_is_not_sent(ready, tmp_path, name):
    change = CHANGES[name]
    with server(tmp_path) as (port, captured):
        ready.settings(smtp(port))
        made = planned(ready, change)
        ready.run("mail", "approve", made["hash"])
        change.make(ready)
        refused(ready, change, "mail", "send", NAME, "--confirm", "2")
        assert reached(captured) == set()
        rest = others(change)
        ran = ready.run("mail", "send", NAME, "--confirm", len(rest), "--skip-changed", "--format", "json", code=None)
        told = json.loads(ran.out)
        held_back(told, change)
        assert ran.code == 1, "letters that are held are not delivered"
        assert reached(captured) == rest
        assert told["delivered"] == len(rest)
        again = ready.json("mail", "status", NAME)
        assert again["delivered"] == len(rest)


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_letter_is_not_sent_by_a_resume(ready, tmp_path, name):
    change = CHANGES[name]
    with server(tmp_path, greylist=True) as (port, captured):
        ready.settings(smtp(port))
        made = planned(ready, change)
        ready.run("mail", "approve", made["hash"])
        ready.run("mail", "send", NAME, "--confirm", "2", code=1)
        assert reached(captured) == set()
        change.make(ready)
        refused(ready, change, "mail", "resume", NAME)
        assert reached(captured) == set()
        told = json.loads(ready.run("mail", "resume", NAME, "--skip-changed", "--format", "json", code=1).out)
        held_back(told, change)
        assert reached(captured) == others(change)


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_letter_becomes_no_draft(ready, name):
    change = CHANGES[name]
    made = planned(ready, change)
    ready.run("mail", "approve", made["hash"])
    change.make(ready)
    refused(ready, change, "mail", "drafts", NAME)
    folder = ready.folder / "outbox" / NAME / "drafts"
    assert not folder.exists() or not list(folder.iterdir())
    ready.run("mail", "drafts", NAME, "--skip-changed", code=1)
    written = {parsed(path.read_bytes())["To"].addresses[0].addr_spec for path in folder.glob("*.eml")}
    assert written == others(change)


@pytest.mark.parametrize("name", IN_PRINT)
def test_a_changed_letter_is_not_printed(ready, tmp_path, name):
    change = CHANGES[name]
    for number in ("0301", "0821"):  # by post, both of them
        ready.run("contact", "set", number, "project-leader", "email", "")
    made = planned(ready, change)
    assert made["post"] == 2
    ready.run("mail", "approve", made["hash"])
    change.make(ready)
    out = tmp_path / "post"
    refused(ready, change, "mail", "print", NAME, "--out", out, "--as", "md")
    assert not out.exists() or not list(out.iterdir())
    said = ready.run("mail", "print", NAME, "--out", out, "--as", "md", "--skip-changed", code=1).err
    assert all(f"held back: {key}" in said for key in change.held)
    printed = sorted(path.name for path in out.iterdir()) if out.exists() else []
    assert [key for key in BOTH if any(key in name for name in printed)] == [k for k in BOTH if k not in change.held]


def test_nothing_changed_holds_nothing(ready, tmp_path):
    """The proof's own proof: without a change every letter goes, also days later while all deadlines are ahead."""
    with server(tmp_path) as (port, captured):
        ready.settings(smtp(port))
        for change in (CHANGES["deadline moved"], CHANGES["gathering cancelled"]):
            made = ready.plan(
                change.letter, "--to", "cohort:P3", "--about", GATHERING if "gath" in change.letter else "P3"
            )
            ready.today = "2008-06-25"
            ready.run("mail", "approve", made["hash"])
            ready.run("mail", "send", made["mailing"], "--confirm", "2")
            ready.today = "2008-06-10"
        assert {address: delivered(captured)[address] for address in (OSLO, BO)} == {OSLO: 2, BO: 2}


@pytest.mark.parametrize(
    ("name", "address", "words"),
    [
        ("new contact", "odd@oslo.example", "Vedtak om opptak"),
        ("another language form", OSLO, "teken opp"),
        ("deadline moved", OSLO, "15. juli"),
    ],
)
def test_what_was_held_is_planned_again_as_it_is_now(ready, tmp_path, name, address, words):
    change = CHANGES[name]
    with server(tmp_path) as (port, captured):
        ready.settings(smtp(port))
        made = planned(ready, change)
        ready.run("mail", "approve", made["hash"])
        change.make(ready)
        rest = others(change)
        ready.run("mail", "send", NAME, "--confirm", len(rest), "--skip-changed", code=1)
        again = ready.json("mail", "replan", NAME)
        assert sorted(row["key"][:4] for row in again["letters"]) == sorted(change.held)
        ready.run("mail", "approve", again["hash"])
        ready.run("mail", "send", again["mailing"], "--confirm", len(change.held))
        assert set(delivered(captured).values()) - {delivered(captured)["ks@ks.example"]} == {1}
        raw = next(each["raw"] for each in accepted(captured) if address in each["to"])
        message = parsed(raw.encode("latin-1"))
        assert words.casefold() in (message["Subject"] + message.get_body(("plain",)).get_content()).casefold()


def test_a_suppressed_address_gets_its_letter_by_post_after_a_new_plan(ready):
    change = CHANGES["address suppressed"]
    made = planned(ready, change)
    ready.run("mail", "approve", made["hash"])
    change.make(ready)
    again = ready.json("mail", "replan", NAME)
    assert {row["key"][:4]: row["channel"] for row in again["letters"]} == {"0301": "post", "0821": "email"}


@pytest.mark.parametrize("name", ["admission undone", "gathering cancelled"])
def test_a_new_plan_writes_to_nobody_whom_the_letter_is_not_for_any_more(ready, name):
    change = CHANGES[name]
    made = planned(ready, change)
    ready.run("mail", "approve", made["hash"])
    change.make(ready)
    ran = ready.run("mail", "replan", NAME, code=1)
    assert ran.err
    refused(ready, change, "mail", "send", NAME, "--confirm", "2")


def test_a_letter_that_was_held_stands_as_held_until_it_is_planned_again(office):
    office.approved("invitation", "--to", "(municipality:0301 or municipality:0821)", "--about", "P3", "--name", "h")
    office.run("mail", "suppression", "add", "ase@oslo.example", "--reason", "sluttet")
    office.run("mail", "drafts", "h", "--skip-changed", code=1)
    commands = [each["command"] for each in office.json("mail", "status")["open"]]
    assert "kvadmin mail replan h" in commands
    assert [each["key"] for each in office.json("mail", "replan", "h")["letters"]] == ["0301"]
    commands = [each["command"] for each in office.json("mail", "status")["open"]]
    assert "kvadmin mail replan h" not in commands
    assert not [each for each in commands if each.startswith("kvadmin mail resume")]
