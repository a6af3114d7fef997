"""What is withdrawn does not go by post with the rest."""

from __future__ import annotations


def test_a_withdrawn_letter_is_not_printed_with_those_that_go_by_post(office, tmp_path):
    office.admit()
    for number in ("0301", "0821"):
        office.run("contact", "set", number, "project-leader", "email", "")
    office.approved("admitted", "--to", "cohort:P3", "--name", "vedtak")
    office.run("mail", "settle", "vedtak", "0301", "--withdrawn", "--why", "trukket")
    printed = office.json("mail", "print", "vedtak", "--out", tmp_path / "post.pdf")["letters"]
    assert {row["key"] for row in printed} == {"0821"}
    life = {row["recipient"]: row["status"] for row in office.json("mail", "status", "vedtak")["letters"]}
    assert life == {"0301": "withdrawn", "0821": "written"}
