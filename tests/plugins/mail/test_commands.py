"""``mail plan``, ``preview``, ``approve`` and ``drafts`` from the records of a programme to messages that parse."""

from __future__ import annotations

import json

import pytest
from plugins.mail.kit import boxes, parsed
from support import folder_bytes

TO = ("--to", "applied:P3 role:project-leader")


def drafts_of(office, mailing):
    folder = office.folder / "outbox" / mailing / "drafts"
    return {path.stem.split(" ")[1]: parsed(path.read_bytes()) for path in sorted(folder.glob("*.eml"))}


def test_decision_letters_reach_each_in_its_own_form(office):
    office.admit()
    made = office.approved("admitted", "--to", "admitted:P3")
    assert [(x["key"], x["form"], x["channel"]) for x in made["letters"]] == [
        ("0821", "nn", "email"),
        ("0301", "nb", "email"),
    ]
    assert made["forms"] == {"nb": 1, "nn": 1}
    assert made["case"] == "08/2"
    office.run("mail", "drafts")
    found = drafts_of(office, made["mailing"])
    nn, nb = found["0821"], found["0301"]
    assert nn["X-Unsent"] == "1"
    assert [(b.name, b.address) for b in boxes(nn["To"])] == [("Knut, Bø", "knut@bo.example")]
    assert [b.address for b in boxes(nn["Cc"])] == ["ks@ks.example"]
    assert nn["Subject"] == "Vedtak om opptak i Pulje 3 (hausten) – Bø kommune"
    text = nn.get_body(("plain",)).get_content()
    assert "Teken opp på grunnlag av poengsummen (9,00)." in text
    assert "innan tysdag 1. juli 2008" in text
    other = nb.get_body(("plain",)).get_content()
    assert "Tatt opp på grunnlag av poengsummen (8,00)." in other
    assert "innen tirsdag 1. juli 2008" in other
    assert "Saksnummeret vårt er 08/2" in other


def test_the_waiting_list_and_the_rejected_get_their_reason(office):
    office.admit()
    waiting = office.plan("waiting-list", "--to", "waitlisted:P3")
    assert [x["key"] for x in waiting["letters"]] == ["1504"]
    shown = office.json("mail", "preview", waiting["mailing"], "--letter", "1504")["letters"][0]["text"]
    assert "nummer 1 på ventelisten" in shown
    rejected = office.plan("rejected", "--to", "rejected:P3")
    assert [(x["key"], x["channel"], x["to"]) for x in rejected["letters"]] == [
        ("1867", "post", "has no e-mail address")
    ]
    shown = office.json("mail", "preview", rejected["mailing"], "--letter", "1867")["letters"][0]["text"]
    assert "det mangler: overordnet tidsplan" in shown
    assert "tre uker fra dere mottok" in shown


def test_a_letter_goes_to_nobody_it_is_not_for(office):
    office.admit()
    before = folder_bytes(office.folder)
    ran = office.run("mail", "plan", "rejected", *TO, "--format", "json", code=1)
    problems = json.loads(ran.out)["problems"]
    assert [(p["recipient"], p["code"]) for p in problems] == [
        ("0821", "wrong-recipient"),
        ("0301", "wrong-recipient"),
        ("1504", "wrong-recipient"),
    ]
    assert "nothing is written" in ran.err
    assert folder_bytes(office.folder) == before


def test_missing_items_are_named_in_the_readers_form(office):
    made = office.plan("missing-items", "--to", "incomplete:P3")
    text = office.json("mail", "preview", made["mailing"], "--letter", "1")["letters"][0]["text"]
    assert "- overordnet tidsplan" in text
    assert "innen fredag 20. juni 2008" in text


def test_no_selection_never_means_everyone(office):
    assert "never means everyone" in office.run("mail", "plan", "invitation", code=2).err
    assert "nobody is selected" in office.run("mail", "plan", "invitation", "--to", "rejected:P3", code=1).err
    office.run("mail", "plan", "invitation", "--to", "cohort:P9", code=4)
    office.run("mail", "plan", "no-such", *TO, code=4)
    assert not (office.folder / "outbox").exists()


def test_every_problem_is_listed_and_nothing_is_written(office):
    office.write(
        "letters/hei.nb.md",
        "---\nsubject: Hei {{ municipality.name }}\n---\n{{ call.start }} {{ missng }} {{ empty }}\n",
    )
    office.write(
        "letters/hei.nn.md",
        "---\nsubject: Hei {{ municipality.name }}\n---\n{{ call.start }} {{ missng }} {{ empty }}\n",
    )
    ran = office.run(
        "mail", "plan", "hei", "--to", "role:project-leader", "--set", "empty=", "--format", "json", code=1
    )
    found = {(p["recipient"], p["code"]) for p in json.loads(ran.out)["problems"]}
    assert {key.split("/")[0] for key, _ in found} == {"0301", "0821", "1504", "1867"}
    assert {code for _, code in found} == {"undefined-field"}
    assert not (office.folder / "outbox").exists()
    ran = office.run("mail", "plan", "hei", *TO, "--set", "empty=", "--set", "missng=x", "--format", "json", code=1)
    assert {p["code"] for p in json.loads(ran.out)["problems"]} == {"empty-field"}


def test_whom_a_letter_is_for_cannot_be_set(office):
    office.admit()
    for given in ("decision.outcome=admitted", "municipality.name=Bergen", "recipient.name=Ola"):
        ran = office.run("mail", "plan", "admitted", "--to", "waitlisted:P3", "--set", given, code=2)
        assert given.partition(".")[0] in ran.err
    assert not (office.folder / "outbox").exists()


def test_approval_names_the_hash_and_yes_does_not_stand_for_it(office):
    made = office.plan("invitation", *TO, "--about", "P3")
    assert "not approved" in office.run("mail", "send", made["mailing"], "--confirm", "3", "--yes", code=1).err
    assert "no mailing is approved" in office.run("mail", "send", "--yes", code=1).err
    office.run("mail", "approve", "--yes")
    office.run("mail", "approve", "abc", code=2)
    office.run("mail", "approve", "0" * 12, code=1)
    assert office.json("mail", "approve")["waiting"][0]["hash"] == made["hash"]
    done = office.json("mail", "approve", made["hash"][:10])
    assert (done["mailing"], done["count"]) == (made["mailing"], 3)
    again = office.plan("invitation", *TO, "--about", "P3", "--set", "call.capacity=7", "--name", made["mailing"])
    assert again["hash"] != made["hash"]
    assert "not approved" in office.run("mail", "send", made["mailing"], "--confirm", "3", code=1).err
    assert "of 4 letters" not in office.run("mail", "status").out


def test_the_count_must_be_said(office):
    made = office.approved("invitation", *TO, "--about", "P3")
    ran = office.run("mail", "send", "--yes", code=1)
    assert "--confirm 3" in ran.err
    assert "not 4; nothing is sent" in office.run("mail", "send", "--confirm", "4", code=1).err
    assert "not 4; nothing is sent" in office.run("mail", "send", "--confirm", "4", "--dry-run", code=1).err
    assert "Dry run" in office.run("mail", "send", "--confirm", "3", "--dry-run").err
    assert not (office.folder / "outbox" / made["mailing"] / "send.jsonl").exists()
    done = office.json("mail", "send", "--confirm", "3")
    assert (done["delivered"], done["post"], done["not_delivered"]) == (0, 1, [])
    assert "is left to send" in office.run("mail", "send", made["mailing"], "--confirm", "3", code=1).err


def test_a_plan_that_was_changed_by_hand_is_refused(office):
    made = office.approved("invitation", *TO, "--about", "P3")
    letters = office.folder / "outbox" / made["mailing"] / "letters.bin"
    letters.write_bytes(letters.read_bytes().replace(b"Vennlig hilsen", b"Uvennlig hilsen", 1))
    assert "changed" in office.run("mail", "send", "--confirm", "3", code=5).err


def test_nobody_gets_a_letter_twice(office):
    office.approved("invitation", *TO, "--about", "P3", "--name", "first")
    second = office.approved("invitation", "--to", "role:project-leader", "--about", "P3", "--name", "second")
    office.run("mail", "drafts", "first")
    assert "sent by another mailing" in office.run("mail", "send", "second", "--confirm", "3", code=5).err
    third = office.run("mail", "plan", "invitation", *TO, "--about", "P3", code=1)
    assert "has had invitation" in third.err
    assert second["count"] == 4
    done = office.plan("invitation", *TO, "--about", "P3", "--round", "next")
    assert [x["number"] for x in done["letters"]] == [1, 2, 3, 4]
    office.run("mail", "drafts", "first", code=0)  # nothing is left: the same drafts, none sent again
    assert [each["written"] for each in office.json("mail", "status")["mailings"] if each["mailing"] == "first"] == [3]


def test_samples_go_to_oneself_only(office):
    made = office.plan("invitation", *TO, "--about", "P3")
    office.run("mail", "send", "--to-self", "eva@program.example")
    found = drafts_of(office, f"{made['mailing']}-to-self")
    assert {box.address for m in found.values() for box in boxes(m["To"])} == {"eva@program.example"}
    assert all(m["Cc"] is None for m in found.values())
    assert len(found) == 2
    assert [each["state"] for each in office.json("mail", "status")["mailings"]] == ["planned"]


def test_a_joint_letter_takes_the_form_of_the_most(office):
    ran = office.run("mail", "plan", "invitation", *TO, "--about", "P3", "--each", "joint", "--format", "json", code=1)
    assert "1867" in json.loads(ran.out)["problems"][0]["text"]
    to = "applied:P3 not:municipality:1867"
    made = office.plan("invitation", "--to", to, "--about", "P3", "--each", "joint")
    assert [(x["key"], x["form"]) for x in made["letters"]] == [("joint", "nb")]
    assert made["letters"][0]["to"].count("@") == 3
    assert "Bø, Oslo og Ålesund kommune" in made["letters"][0]["subject"]


def test_undo_takes_an_approval_back(office):
    office.approved("invitation", *TO, "--about", "P3")
    office.run("undo", "--yes")
    assert "wait for it" in office.run("mail", "send", "--confirm", "3", code=1).err


def test_a_sent_mailing_without_its_plan_is_not_passed_over(office):
    made = office.approved("invitation", *TO, "--about", "P3")
    office.run("mail", "drafts")
    (office.folder / "outbox" / made["mailing"] / "plan.json").unlink()
    assert "its plan is gone" in office.run("mail", "plan", "invitation", *TO, "--about", "P3", code=5).err


@pytest.mark.parametrize("name", ["../ut", "a/b", "x-to-self", "_a", "a b"])
def test_a_mailing_is_named_like_a_folder(office, name):
    office.run("mail", "plan", "invitation", *TO, "--about", "P3", "--name", name, code=2)


def test_what_has_been_sent_cannot_be_undone(office):
    office.approved("invitation", *TO, "--about", "P3")
    office.run("mail", "drafts")
    before = folder_bytes(office.folder)
    for _ in range(2):
        assert "has been sent, wholly or in part" in office.run("undo", "--yes", code=1).err
    assert folder_bytes(office.folder) == before


def test_the_same_plan_made_again_stays_approved(office):
    made = office.approved("invitation", *TO, "--about", "P3", "--name", "call")
    assert office.plan("invitation", *TO, "--about", "P3", "--name", "call")["hash"] == made["hash"]
    office.run("mail", "send", "--confirm", "3")


def test_nothing_is_posted_before_it_is_approved(office):
    made = office.plan("invitation", *TO, "--about", "P3")
    assert "not approved" in office.run("mail", "print", made["mailing"], "--posted", "2008-06-11", code=1).err


def test_drafts_that_were_lost_are_written_again_byte_for_byte(office, tmp_path):
    made = office.approved("invitation", *TO, "--about", "P3")
    said = office.run("mail", "drafts", "--out", tmp_path / "ut").err
    assert f"send them there: {tmp_path / 'ut'}" in said
    first = {path.name: path.read_bytes() for path in (tmp_path / "ut").iterdir()}
    log = (office.folder / "outbox" / made["mailing"] / "send.jsonl").read_bytes()
    office.run("mail", "drafts", made["mailing"], "--again", "--out", tmp_path / "igjen")
    assert {path.name: path.read_bytes() for path in (tmp_path / "igjen").iterdir()} == first
    assert (office.folder / "outbox" / made["mailing"] / "send.jsonl").read_bytes() == log


def test_letters_to_an_mbox(office, tmp_path):
    office.approved("invitation", *TO, "--about", "P3")
    told = ["--transport", "mbox", "--setting", f"file={tmp_path / 'ut.mbox'}"]
    office.run("mail", "send", "--confirm", "3", *told)
    assert (tmp_path / "ut.mbox").read_bytes().count(b"\nMessage-ID: ") == 3


def test_a_mailing_that_goes_by_post_alone(office):
    made = office.plan("missing-items", "--to", "incomplete:P3", "--name", "mangler")
    assert (made["email"], made["post"]) == (0, 1)
    assert office.json("mail", "status")["mailings"][0]["state"] == "planned"
    office.run("mail", "approve", made["hash"])
    assert office.json("mail", "status")["mailings"][0]["state"] == "approved"
    office.today = "2008-06-11"
    office.run("mail", "print", "mangler", "--posted", "2008-06-11")
    assert office.json("mail", "status")["mailings"][0]["state"] == "sent"
    ran = office.run("mail", "plan", "missing-items", "--to", "incomplete:P3", "--name", "igjen", code=1)
    assert "has had missing-items" in ran.err


def test_a_programme_whose_default_is_nynorsk_writes_so_to_neutral_municipalities(office):
    text = (office.folder / "programme.yaml").read_text(encoding="utf-8")
    office.write("programme.yaml", text.replace("language: nb", "language: nn"))
    made = office.plan("invitation", *TO, "--about", "P3")
    assert {x["key"][:4]: x["form"] for x in made["letters"]} == {
        "0301": "nn",
        "0821": "nn",
        "1504": "nb",
        "1867": "nb",
    }


def test_a_programme_without_a_sender_sends_nothing(office):
    office.write("programme.yaml", "schema: 1\nname: X\n")
    assert "no sender" in office.run("mail", "plan", "invitation", *TO, "--about", "P3", code=3).err


def test_names_and_addresses_with_line_breaks_stop_the_plan(office):
    path = office.folder / "municipalities" / "0301.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("name: Åse Øye", 'name: "Åse\\r\\nBcc: x@y.example"'), encoding="utf-8"
    )
    ran = office.run("mail", "plan", "invitation", *TO, "--about", "P3", "--format", "json", code=1)
    assert "line break" in json.dumps(json.loads(ran.out)["problems"])
    assert not (office.folder / "outbox").exists()


def test_a_copy_nobody_can_get_is_pointed_out(office):
    office.run("mail", "copy", "invitation")
    for form in ("nb", "nn"):
        path = office.folder / "letters" / f"invitation.{form}.md"
        path.write_text(path.read_text(encoding="utf-8").replace("role:copy-recipient", "role:mayor"), encoding="utf-8")
    made = office.plan("invitation", *TO, "--about", "P3")
    assert {w["code"] for w in made["warnings"]} == {"copy"}
    assert len(made["warnings"]) == 4
