"""A plan of an older kvadmin, which wrote decisions to persons, can be planned again."""

from __future__ import annotations

import json


def test_a_decision_that_was_planned_to_persons_goes_to_the_municipality(office):
    office.admit()
    office.plan("admitted", "--to", "cohort:P3", "--name", "vedtak")
    file = office.folder / "outbox" / "vedtak" / "planned.json"
    planned = json.loads(file.read_text(encoding="utf-8"))
    planned["request"]["each"] = "contact"
    file.write_text(json.dumps(planned), encoding="utf-8")
    again = office.json("mail", "replan", "vedtak")
    assert {row["key"] for row in again["letters"]} == {"0301", "0821"}
