"""An example is shown from the day on which it may be until its sender takes the consent back, whoever noted that."""

from __future__ import annotations

from datetime import date

import pytest
from kvadmin_website.records import Example

AGREED = date(2008, 5, 1)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, True),
        ({"withdrawn": date(2008, 4, 1)}, True),  # agreed again afterwards
        ({"withdrawn": AGREED}, False),
        ({"withdrawn": date(2008, 6, 1)}, False),
        ({"consent": date(2008, 6, 25)}, True),
        ({"consent": date(2008, 6, 26)}, False),
        ({"published": date(2008, 6, 26)}, False),
        ({"consent": None}, False),
    ],
)
def test_what_the_days_say_counts(office, tmp_path, fields, shown):
    known = {"consent": AGREED, "published": AGREED, **fields}
    office.add(
        Example(
            id="e", municipality="0301", theme="care", title={"nb": "Tittel"}, text={"nb": "Slik."}, status="published",
            reviewer="Ane", sender="Kari Usagt", **known,
        )
    )  # fmt: skip
    office.write("pages/about.nb.md", "# A\n\n[e](example:e)\n")
    office.build(tmp_path / "out")
    assert (tmp_path / "out/nb/bank/e.html").exists() is shown
    text = "".join(
        path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*") if path.suffix in (".html", ".js")
    )
    assert ("Kari Usagt" in text) is shown
    assert ("web-no-consent" in office.run("website", "check", "--format", "csv").out) is not shown
