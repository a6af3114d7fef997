"""Letters that may go later are refused until then."""

from __future__ import annotations

from datetime import datetime

import pytest
from plugins.mail.kit import delivered
from plugins.mail.office import server, smtp
from plugins.mail.runs import Clock

from kvadmin.api import Refused, UsageError
from kvadmin.plugins.mail.delivery.not_before import check_not_before

TO = ("--to", "applied:P3 role:project-leader not:municipality:1867", "--about", "P3", "--name", "call")


def at(text: str) -> Clock:
    clock = Clock()
    clock.time = datetime.fromisoformat(text).astimezone()
    return clock


@pytest.mark.parametrize(
    ("text", "now", "when"),
    [
        ("2008-06-12", "2008-06-11 23:59", "2008-06-12 00:00"),
        ("2008-06-12 08:00", "2008-06-12 07:59", "2008-06-12 08:00"),
        ("2008-06-12T08:00", "2008-06-12 07:59", "2008-06-12 08:00"),
        ("12.06.2008", "2008-06-11 23:59", "2008-06-12 00:00"),
        ("12.6.2008 kl. 08.00", "2008-06-12 07:59", "2008-06-12 08:00"),
    ],
)
def test_it_is_refused_until_then_with_the_time_it_may_go(text, now, when):
    with pytest.raises(Refused, match=f"from {when} on; nothing is sent"):
        check_not_before(text, at(now))
    check_not_before(text, at(when))
    check_not_before("", at(now))


@pytest.mark.parametrize(
    "text", ["tomorrow", "2008-13-01", "2008-06-12 25:00", "2008-06-12 8", "20080612", "31.06.2008", "12.06.08"]
)
def test_what_is_no_time_is_a_wrong_call(text):
    with pytest.raises(UsageError):
        check_not_before(text, at("2008-06-12 08:00"))


def test_by_the_command_line(office, tmp_path):
    with server(tmp_path) as (port, captured):
        office.settings(smtp(port))
        office.approved("invitation", *TO)
        ran = office.run("mail", "send", "--confirm", "3", "--not-before", "2008-06-11", code=1)
        assert "2008-06-11 00:00" in ran.err
        assert not delivered(captured)
        office.run("mail", "send", "--confirm", "3", "--not-before", "soon", code=2)
        office.today = "2008-06-11"
        office.run("mail", "send", "--confirm", "3", "--not-before", "2008-06-11")
        assert delivered(captured)["ase@oslo.example"] == 1
