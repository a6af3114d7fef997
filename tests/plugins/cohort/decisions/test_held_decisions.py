"""Nobody gets a place past the rule without verify and check naming it; what comes by itself is no difference."""

from __future__ import annotations

from ..conftest import write_csv


def told(programme):
    findings = programme.json("check")["findings"]
    return [each["text"] for each in findings if each["code"] == "decision-differs"]


def test_a_member_that_no_protocol_has_admitted_is_named(ten, tmp_path):
    ten("cohort", "admit", "P3")
    waits = next(number for number, outcome in ten.outcomes("cohort", "admit", "P3").items() if outcome == "waitlisted")
    file = write_csv(tmp_path / "members.csv", [["cohort", "municipality", "from"], ["P3", waits, "2008-08-25"]])
    ten("cohort", "import", file)
    said = [f"{waits}: the protocol says waitlisted, and it is a member"]
    assert told(ten) == said
    assert ten.json("cohort", "verify", "P3", code=1)["differences"] == said


def test_a_state_that_no_protocol_has_given_is_named(ten):
    ten("cohort", "admit", "P3")
    waits = next(number for number, outcome in ten.outcomes("cohort", "admit", "P3").items() if outcome == "waitlisted")
    file = ten.folder / f"applications/P3/{waits}.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\nstate: waitlisted", "\nstate: admitted"), encoding="utf-8")
    said = [f"{waits}: the protocol says waitlisted, and its application is admitted"]
    assert told(ten) == said
    assert ten.json("cohort", "verify", "P3", code=1)["differences"] == said


def test_a_place_taken_away_by_hand_is_named(ten):
    ten("cohort", "admit", "P3")
    file = ten.folder / "cohorts/P3.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("memberships:")], encoding="utf-8")
    assert len(told(ten)) == 5
    assert "the protocol says admitted, and it is no member" in told(ten)[0]


def test_withdrawals_and_promotions_are_no_differences(ten):
    assert told(ten) == []
    ten("cohort", "admit", "P3")
    first = ten.admitted("cohort", "admit", "P3")[0]
    assert told(ten) == []
    ten("cohort", "withdraw", "P3", first, "--reason", "withdrawn", "--why", "no money")
    assert told(ten) == []
    ten.on("2008-06-20")("cohort", "promote", "P3")
    assert told(ten) == []
    assert ten.json("cohort", "verify", "P3")["differences"] == []
