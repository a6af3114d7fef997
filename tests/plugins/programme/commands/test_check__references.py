"""Every reference between the programme's own records: one that leads nowhere is found, with its place."""

from __future__ import annotations

import pytest

MEMBER = "memberships:\n  - municipality: '0301'\n    from: 2008-01-01\n"
GATHERING = "id: g\nname: G\nfrom: 2008-08-27\n"
INDICATOR = (
    "indicators:\n  - id: sick\n    nb: S\n    nn: S\n    unit: '%'\n    events:\n"
    "      - kind: freeze\n        at: 2008-Q1\n        why: x\n"
)
NETWORKS = "cohort: P1\nnetworks:\n  - id: n1\n    members: ['0301']\n"


@pytest.fixture
def check(cli, programme):
    def run(path, text):
        files = {
            "cohorts/P1.yaml": f"id: P1\nname: P\n{MEMBER}",
            "gatherings/g.yaml": GATHERING,
            path: text,
        }
        for name, content in files.items():
            (programme / name).parent.mkdir(parents=True, exist_ok=True)
            (programme / name).write_text(content, encoding="utf-8")
        ran = cli("-C", programme, "check", "--format", "json")
        return ran.code, [(one["code"], one["path"], one["line"], one["text"]) for one in ran.json["findings"]]

    return run


@pytest.mark.parametrize(
    ("path", "text", "code", "line", "value", "exit_code"),
    [
        ("cohorts/P1.yaml", f"name: P\n{MEMBER}".replace("0301", "9999"), "member-unknown", 3, "9999", 3),
        ("cohorts/P1.yaml", f"name: P\n{MEMBER}quotas:\n  - field: county\n    value: Atlantis\n    min: 1\n",
         "quota-value", 7, "Atlantis", 3),
        ("cohorts/P1.yaml", f"name: P\n{MEMBER}quotas:\n  - field: colour\n    value: red\n", "quota-field", 6, "colour", 3),
        ("applications/P1/9999.yaml", "name: x\n", "applicant-unknown", 0, "9999", 3),
        ("applications/P9/0301.yaml", "cohort: P9\n", "application-cohort", 1, "P9", 3),
        ("networks/P1.yaml", NETWORKS.replace("0301", "9999"), "network-member", 4, "9999", 3),
        ("networks/P9.yaml", NETWORKS.replace("P1", "P9"), "network-cohort", 1, "P9", 3),
        ("networks/P1.yaml", f"{NETWORKS}    advisor: Kari\n", "network-advisor", 5, "Kari", 3),
        ("networks/P1.yaml", f"{NETWORKS}    hosted: ['9999']\n", "network-host", 5, "9999", 3),
        ("networks/P1.yaml", f"{NETWORKS}locked_members: ['9999']\n", "network-locked", 5, "9999", 3),
        ("networks/P1.yaml", f"{NETWORKS}advisors:\n  - name: K\n    municipality: '9999'\n", "network-advisor", 7, "9999", 3),
        ("gatherings/g.yaml", f"{GATHERING}cohort: P9\n", "gathering-cohort", 4, "P9", 3),
        ("gatherings/g.yaml", f"{GATHERING}invitations:\n  - to: all\n    on: 2008-01-01\n    contacts: [0301/kari]\n",
         "gathering-invited", 7, "0301/kari", 0),
        ("registrations/h/0301.yaml", "gathering: h\n", "registration-gathering", 1, "h", 3),
        ("registrations/g/9999.yaml", "municipality: '9999'\n", "registration-municipality", 1, "9999", 3),
        ("registrations/h/_others.yaml", "gathering: h\n", "registration-gathering", 1, "h", 3),
        ("sensitive/h.yaml", "gathering: h\n", "registration-gathering", 1, "h", 3),
        ("feedback/h.yaml", "gathering: h\n", "feedback-gathering", 1, "h", 3),
        ("plans/P1/0302.yaml", "municipality: '0302'\n", "plan-member", 1, "0302", 3),
        ("plans/P9/0301.yaml", "cohort: P9\n", "plan-cohort", 1, "P9", 3),
        ("indicators.yaml", f"{INDICATOR}        municipality: '9999'\n", "event-municipality", 10, "9999", 3),
        ("municipalities/0399.yaml", "number: '0399'\nname: O\nsuccessors: ['9999']\n", "municipality-successor", 3, "9999", 0),
        ("outbox/m/planned.json", '{"request":\n{"about": "P9"}}', "mailing-about", 2, "P9", 3),
    ],
)  # fmt: skip
def test_a_reference_that_leads_nowhere(check, path, text, code, line, value, exit_code):
    ended, found = check(path, text)
    mine = [one for one in found if one[0] == code and one[1] == path]
    assert mine, found
    assert value in mine[0][3]
    assert line in (0, mine[0][2])
    assert ended == exit_code


def test_those_that_lead_somewhere_are_no_findings(check):
    ended, found = check("networks/P1.yaml", NETWORKS)
    assert (ended, found) == (0, [])
