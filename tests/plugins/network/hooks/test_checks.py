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
