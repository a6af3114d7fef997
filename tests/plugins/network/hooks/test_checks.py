"""What kvadmin check finds in the networks."""

from __future__ import annotations

import json

from kvadmin.testing import Kit


def test_check_finds_what_contradicts(split_kit: Kit):
    file = split_kit.folder / "networks" / "P1.yaml"
    text = (
        file.read_text(encoding="utf-8")
        .replace("- '2001'", "- '1001'")
        .replace("    name: Troms", "    name: Troms\n    host: '1001'")
    )
    file.write_text(text, encoding="utf-8")
    found = split_kit.run("check", "--format", "json")
    codes = {each["code"] for each in json.loads(found.out)["findings"]}
    assert {"network-member", "network-host"} <= codes


ADVISED = """advisors:
  - name: Kari
    capacity: 2
    municipality: '2001'
    languages: [bokmaal, bokmal]
"""


def test_check_looks_at_who_advises_whom(split_kit: Kit):
    file = split_kit.folder / "networks" / "P1.yaml"
    text = file.read_text("utf-8")
    for name in ("Agder", "Hedmark", "Troms"):
        text = text.replace(f"    name: {name}\n", f"    name: {name}\n    advisor: Kari\n")
    file.write_text(text + ADVISED, "utf-8")
    ran = split_kit.run("check", "--format", "json")
    assert ran.code == 0  # all of it may be meant
    told = {each["code"]: each for each in json.loads(ran.out)["findings"]}
    found = {code: each for code, each in told.items() if code.startswith("advisor-")}
    assert {each["severity"] for each in found.values()} == {"warning"}
    hints = {code: each["hint"] for code, each in found.items()}
    assert hints == {
        "advisor-overloaded": "kvadmin network advisor set P1 Kari --capacity 3",
        "advisor-language": "kvadmin network advisor give P1 1 Kari --anyway",
        "advisor-unknown-language": "did you mean bokmal?",
    }
    lines = file.read_text("utf-8").splitlines()
    for code, where in (("advisor-overloaded", "name: Kari"), ("advisor-language", "advisor: Kari")):
        assert where in lines[found[code]["line"] - 1]


def test_an_advisor_who_is_on_no_list_is_an_error(split_kit: Kit):
    file = split_kit.folder / "networks" / "P1.yaml"
    file.write_text(
        file.read_text("utf-8").replace("    name: Agder\n", "    name: Agder\n    advisor: Kari\n"), "utf-8"
    )
    ran = split_kit.run("check")
    assert ran.code == 3
    assert "network-advisor" in ran.out
