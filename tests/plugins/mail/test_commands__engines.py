"""A mailing on an engine that is no disk: the same letters, each once, and nothing of them on this computer."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from plugins.mail.engine_office import HERE, EngineOffice
from plugins.mail.kit import accepted, delivered
from plugins.mail.office import Office, server, smtp

from kvadmin.extension.manager import Plugins
from kvadmin.plugins.mail.delivery import letter_link

TO = ("--to", "applied:P3 role:project-leader not:municipality:1867", "--about", "P3", "--name", "call")
ADDRESSES = {"0301": "ase@oslo.example", "0821": "knut@bo.example", "1504": "kari@alesund.example"}
PART = "Frist: {{ call.deadline | deadline }}."


@pytest.fixture
def afar(tmp_path, cli, monkeypatch):
    real = Plugins.gather

    def gather(self, hook, *arguments, **more):
        found = real(self, hook, *arguments, **more)
        return [*found, HERE] if hook == "kvadmin_store_engines" else found

    monkeypatch.setattr(Plugins, "gather", gather)
    return EngineOffice(tmp_path / "afar", cli)


def own_letter(office, name="invitation"):
    """A letter of the programme's own, with a file that it includes, a picture and an attachment."""
    for form in ("nb", "nn"):
        text = "---\nsubject: Invitasjon til {{ municipality.name }}\nattachments: ['sub/*.pdf']\n---\n"
        office.write(f"letters/{name}.{form}.md", f"{text}Hei\n\n{{% include 'deler/frist.md' %}}\n\n![x](logo.png)\n")
    office.write("letters/deler/frist.md", PART)
    office.write("letters/logo.png", "\x89PNG")
    office.write("attachments/sub/Vilkår.pdf", "%PDF-1.4 x")
    office.write("attachments/sub/~$Vilkår.pdf", "hidden")


def people(captured):
    """Address -> how many letters came to it, copies left out."""
    return {address: count for address, count in delivered(captured).items() if address in ADDRESSES.values()}


def test_a_mailing_from_its_letter_to_the_journal(afar, tmp_path):
    own_letter(afar)
    assert {each["letter"]: each["place"] for each in afar.json("mail", "letters")["letters"]}["invitation"] == "own"
    assert afar.run("mail", "check", "invitation").code == 0
    with server(tmp_path) as (port, captured):
        afar.settings(smtp(port))
        made = afar.plan("invitation", *TO)
        assert made["count"] == 3
        assert "20. mai" in afar.json("mail", "preview", "--letter", "0301")["letters"][0]["text"]
        afar.run("mail", "approve", made["hash"])
        ran = afar.run("mail", "send", "--confirm", "3", "--format", "json")
        assert json.loads(ran.out)["delivered"] == 3
        assert people(captured) == dict.fromkeys(ADDRESSES.values(), 1)
        assert afar.json("mail", "status", "call")["delivered"] == 3
        afar.run("mail", "resume")
        assert people(captured) == dict.fromkeys(ADDRESSES.values(), 1), "nothing was left to send"
    archive = {name: data for name, data in afar.engine.memory.data.items() if name.startswith("archive/")}
    assert len(archive) == 6
    sent = {each["raw"].encode("latin-1") for each in accepted(captured)}
    assert {data for name, data in archive.items() if name.endswith(".eml")} == sent
    rows = afar.json("journal", "export")["documents"]
    letters = [row for row in rows if row["direction"] == "out"]
    assert [row["status"] for row in letters] == ["sent"] * 3
    assert all(row["letter_file"]["size"] == len(archive[row["letter_file"]["name"]]) for row in letters)
    afar.run("mail", "settle", "call", "0821", "--came", "--why", "ringte")
    states = {each["recipient"]: each["status"] for each in afar.json("mail", "status", "call")["letters"]}
    assert states == {"0301": "sent", "0821": "came", "1504": "sent"}
    assert afar.run("check").code == 0
    assert afar.run("status").code == 0
    assert afar.files() == {"programme.yaml", "kvadmin.toml"}


def test_the_same_letters_as_on_files(afar, tmp_path, cli):
    near = Office(tmp_path / "near", cli)
    for office in (near, afar):
        own_letter(office)
    values = ["reminder.about.nb=svaret", "reminder.about.nn=svaret", "reminder.due=2008-06-01"]
    again = (*TO[:2], *(word for each in values for word in ("--set", each)), "--name", "again")
    for name, terms in (("invitation", TO), ("reminder", again)):
        made = [office.plan(name, *terms) for office in (near, afar)]
        assert made[0] == made[1]
        place = f"outbox/{made[0]['mailing']}"
        files = {path.name: path.read_bytes() for path in (near.folder / place).glob("*.*")}
        assert files == {name: afar.engine.memory.data[f"{place}/{name}"] for name in files}


def test_drafts_lie_on_this_computer_and_samples_nowhere(afar):
    made = afar.plan("invitation", *TO)
    for _ in range(2):
        afar.run("mail", "drafts", "--to-self", "eva@program.example")
    assert not [name for name in afar.engine.memory.data if "-to-self" in name]
    afar.run("mail", "approve", made["hash"])
    afar.run("mail", "drafts")
    drafts = afar.folder / "outbox" / "call" / "drafts"
    assert len(list(drafts.glob("*.eml"))) == 3
    assert {name.partition("/")[2] for name in afar.engine.memory.data if name.startswith("outbox/call/")} >= {
        "call/plan.json", "call/runs.json", "call/send.jsonl",
    }  # fmt: skip
    assert {each["status"] for each in afar.json("mail", "status", "call")["letters"]} == {"written"}
    for draft in drafts.glob("*.eml"):
        draft.unlink()
    afar.run("mail", "drafts", "call", "--again")
    assert len(list(drafts.glob("*.eml"))) == 3


@pytest.mark.parametrize("where", ["cut_before", "cut_after"])
def test_the_engine_is_lost_at_any_line_and_nothing_goes_twice_or_is_lost(afar, tmp_path, where):
    """Every line of the log in turn; what nobody can know is settled by the server's book."""
    ends = Counter()
    with server(tmp_path) as (port, captured):
        afar.settings(smtp(port))
        afar.approved("invitation", *TO)
        before = dict(afar.engine.memory.data), afar.engine.memory.number
        for line in range(1, 14):
            afar.engine.memory.data, afar.engine.memory.number = dict(before[0]), before[1]
            captured.write_text("")
            afar.engine.lines = 0
            setattr(afar.engine, where, line)
            ran = afar.run("mail", "send", "--confirm", "3", code=None)
            assert "Traceback" not in ran.err
            assert (ran.code == 0) == (not afar.engine.lost), ran.err
            lost = afar.engine.lost
            afar.engine.mend()
            begun = b"plan" in afar.engine.memory.data.get("outbox/call/send.jsonl", b"")
            verb = ("resume", "call") if begun else ("send", "call", "--confirm", "3")
            if lost:
                afar.run("mail", *verb, code=None)
            letters = afar.json("mail", "status", "call")["letters"]
            unknown = [each["recipient"] for each in letters if each["status"] == "unknown"]
            assert len(unknown) <= 1
            for key in unknown:
                came = ADDRESSES[key[:4]] in people(captured)
                afar.run("mail", "settle", "call", key, "--came" if came else "--not-came", "--why", "boka")
                ends["unknown, came" if came else "unknown, had not come"] += 1
                afar.run("mail", "resume", "call")
            assert people(captured) == dict.fromkeys(ADDRESSES.values(), 1), f"{where} {line}: {people(captured)}"
            assert {each["status"] for each in afar.json("mail", "status", "call")["letters"]} <= {"sent", "came"}
            kept = [name for name in afar.engine.memory.data if name.startswith("archive/") and name.endswith(".eml")]
            assert len(kept) == 3
            ends["lost" if lost else "went through"] += 1
    assert ends["lost"] > 8
    assert ends["unknown, had not come" if where == "cut_after" else "unknown, came"]


def test_what_nobody_knows_goes_again_on_purpose_with_the_same_id(afar, tmp_path):
    with server(tmp_path) as (port, captured):
        afar.settings(smtp(port))
        afar.approved("invitation", *TO)
        afar.engine.cut_after = 4  # run, open, start and the commit before the first dot
        afar.run("mail", "send", "--confirm", "3", code=1)
        assert not accepted(captured)
        afar.engine.mend()
        afar.run("mail", "resume", "call", code=1)
        assert sorted(people(captured).values()) == [1, 1]
        afar.run("--yes", "mail", "resend", "call", "--unknown", "--confirm", "1")
        assert people(captured) == dict.fromkeys(ADDRESSES.values(), 1)
        ids = [each["raw"].partition("Message-ID: ")[2].split()[0] for each in accepted(captured)]
        plan = json.loads(afar.engine.memory.data["outbox/call/plan.json"])
        assert sorted(ids) == sorted(each["message_id"] for each in plan["letters"])


def test_the_second_sender_is_refused_and_the_first_goes_on(afar, tmp_path):
    with server(tmp_path) as (port, captured):
        afar.settings(smtp(port))
        afar.approved("invitation", *TO)
        with afar.engine.hold("outbox/call/send"):
            ran = afar.run("mail", "send", "--confirm", "3", "--format", "json", code=5)
            assert json.loads(ran.err.splitlines()[-1])["error"]["code"] == "being-sent"
            ran = afar.run("mail", "settle", "call", "0301", "--withdrawn", "--why", "x", code=5)
            assert "somebody is sending this mailing now" in ran.err
        assert not accepted(captured)
        afar.run("mail", "send", "--confirm", "3")
        assert people(captured) == dict.fromkeys(ADDRESSES.values(), 1)


def test_a_sender_that_comes_in_between_is_refused_and_sends_nothing(afar, tmp_path, monkeypatch):
    real, second = letter_link.LetterLink.letter, []

    def letter(self, one, addresses):
        if not second:
            second.append(afar.run("mail", "send", "call", "--confirm", "3", code=5))
        return real(self, one, addresses)

    monkeypatch.setattr(letter_link.LetterLink, "letter", letter)
    with server(tmp_path) as (port, captured):
        afar.settings(smtp(port))
        afar.approved("invitation", *TO)
        afar.run("mail", "send", "--confirm", "3")
        assert people(captured) == dict.fromkeys(ADDRESSES.values(), 1)
    assert "somebody is sending this mailing now" in second[0].err


def test_several_connections_share_the_engine(afar, tmp_path):
    with server(tmp_path, slow=0.01) as (port, captured):
        afar.write("kvadmin.toml", f"[mail]\nback_off = []\nconnections = 4\n{smtp(port)}")
        afar.approved("invitation", *TO)
        afar.run("mail", "send", "--confirm", "3")
        assert people(captured) == dict.fromkeys(ADDRESSES.values(), 1)
    assert afar.json("mail", "status", "call")["delivered"] == 3


def test_limits_hold_over_mailings_and_samples(afar, tmp_path):
    with server(tmp_path) as (port, captured):
        afar.settings("per_day = 4\n" + smtp(port))
        afar.approved("invitation", *TO)
        afar.run("mail", "send", "--to-self", "eva@program.example")
        ran = afar.run("mail", "send", "--confirm", "3", code=1)
        assert "limit of 4 letters in 24 hours" in ran.err
        assert len(accepted(captured)) == 4
        assert len(afar.engine.memory.data["outbox/sent-times.txt"].splitlines()) == 4


@pytest.mark.parametrize(
    "kept", [b"", b'{"what": "run", "at": "2008-06-10T10:00:00", "plan": "x", "letters": "1-3"}\n']
)
def test_a_log_that_is_lost_is_made_again_of_runs_and_archive(afar, tmp_path, kept):
    with server(tmp_path) as (port, captured):
        afar.settings(smtp(port))
        afar.approved("invitation", *TO)
        afar.run("mail", "send", "--confirm", "3")
        del afar.engine.memory.data["outbox/call/send.jsonl"]
        if kept:
            afar.engine.memory.data["outbox/call/send.jsonl"] = kept
        ran = afar.run("mail", "send", "call", "--confirm", "3", code=1)
        assert "send log of call is" in ran.err
        assert afar.json("mail", "status", "call")["delivered"] == 3
        assert people(captured) == dict.fromkeys(ADDRESSES.values(), 1)


def test_what_was_sent_is_not_undone_and_has_no_past(afar, tmp_path):
    with server(tmp_path) as (port, _captured):
        afar.settings(smtp(port))
        afar.approved("invitation", *TO)
        afar.run("mail", "send", "--confirm", "3")
    assert "call" in afar.run("undo", "--yes", code=None).err
    assert afar.json("mail", "status", "call")["delivered"] == 3
    ran = afar.run("mail", "status", "--known-on", "2008-06-09", code=None)
    assert "letters and mailings are shown as they are now" in ran.err


def test_who_is_struck_off_while_letters_wait_gets_none(afar, tmp_path, monkeypatch):
    real = letter_link.LetterLink.letter

    def letter(self, one, addresses):
        went = real(self, one, addresses)
        if one.number == 1:  # somebody else, at this moment
            text = "address,reason\nkari@alesund.example,vil ikke\n"
            afar.engine.put({"outbox/suppression.csv": text.encode()})
            afar.engine.memory.number += 1
        return went

    monkeypatch.setattr(letter_link.LetterLink, "letter", letter)
    with server(tmp_path) as (port, captured):
        afar.settings(smtp(port))
        afar.approved("invitation", *TO)
        afar.run("mail", "send", "--confirm", "3", code=1)
        assert "kari@alesund.example" not in people(captured)
    assert "outbox/call/failed.csv" in afar.files(), "what a person looks at lies on this computer"
