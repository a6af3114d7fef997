from __future__ import annotations

from datetime import date

import pytest

from kvadmin.api import UsageError
from kvadmin.plugins.mail.planning.mailing_request import MailingRequest, request_from_payload, typed_values


def test_values_are_nested_and_typed():
    pairs = ["call.confirm_by=2008-07-01", "call.capacity=7", "call.open=yes", "note= Ta med 1.2 "]
    assert typed_values(pairs) == {
        "call": {"confirm_by": date(2008, 7, 1), "capacity": 7, "open": True},
        "note": "Ta med 1.2",
    }


@pytest.mark.parametrize("text", ["2008-07-01", "01.07.2008", "1.7.2008"])
def test_a_day_may_be_typed_as_people_write_it(text):
    assert typed_values([f"due={text}"]) == {"due": date(2008, 7, 1)}


@pytest.mark.parametrize("text", ["2008-02-30", "30.02.2008"])
def test_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(UsageError, match="is not a date"):
        typed_values([f"due={text}"])


def test_a_request_is_kept_and_read_again():
    request = MailingRequest("invitation", "cohort:P3", "call", "2008-06-10", values=("a=1",), attach=("x.pdf",))
    assert request_from_payload(request.payload()) == request
