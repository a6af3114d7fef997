"""``application import`` of workbooks in which a cell is not what its column says, or that are not as Excel writes them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from books import repacked, xlsx

from ..conftest import HEADER, application_row


def _workbook(tmp_path, received, change=None, **contents):
    """One application of Oslo; ``received`` is the cell as it is."""
    row = application_row("0301", "Oslo", received, **contents)
    data = xlsx(("Ark1", [HEADER, row]))
    file = tmp_path / "liste.xlsx"
    file.write_bytes(repacked(data, change) if change else data)
    return file


def _row(intake, file):
    (row,) = intake.json("application", "import", file, "--cohort", "P3")["rows"]
    return row


def test_a_duration_is_no_date(intake, tmp_path):
    row = _row(intake, _workbook(tmp_path, timedelta(hours=26, minutes=30)))
    assert (row["outcome"], row["municipality"], row["reason"]) == ("manual", "0301", "unreadable-date")


def test_an_error_is_no_content(intake, tmp_path):
    def error(name, content):
        return name, re.sub(rb't="inlineStr"><is><t>REF</t></is>', b't="e"><v>#REF!</v>', content)

    row = _row(intake, _workbook(tmp_path, date(2008, 5, 14), error, timetable="REF"))
    assert (row["outcome"], row["missing"]) == ("imported", ["timetable"])


def test_styles_in_disorder_do_not_hide_the_list(intake, tmp_path):
    def disorder(name, content):
        return (
            (name, re.sub(rb"<fills.*</fills>", b"<fills><fill/></fills>", content))
            if "styles" in name
            else (name, content)
        )

    row = _row(intake, _workbook(tmp_path, date(2008, 5, 14), disorder))
    assert (row["outcome"], row["received"]) == ("imported", "2008-05-14")
