from __future__ import annotations

from datetime import date

import pytest

from kvadmin.api import InvalidData
from kvadmin.plugins.mail.planning.suppression_list import (
    SUPPRESSION_FILE,
    SuppressionEntry,
    suppressed_addresses,
    suppression_csv,
    suppression_entries,
)

DAY = date(2008, 6, 10)


class Records:
    """A programme folder that holds a suppression list and nothing else."""

    def __init__(self, content):
        self.content = content

    def read_file(self, path):
        return self.content if path == SUPPRESSION_FILE else None

    def all(self, _record):
        return []


def test_addresses_are_compared_folded_and_an_empty_reason_says_where_it_stands():
    data = Records("address,reason\nPost@TROMSØ.example,asked not to\nx@y.example,\n".encode())
    assert suppressed_addresses(data, DAY) == {
        "post@xn--troms-zua.example": "asked not to",
        "x@y.example": "is on the suppression list",
    }


def test_a_row_without_an_address_is_refused():
    with pytest.raises(InvalidData, match="no address"):
        suppression_entries(Records(b"address,reason\n,x\n"))


def test_the_list_reads_back_as_it_was_written():
    entries = [
        SuppressionEntry("a@b.example", "wants letters, on paper", "2008-06-09"),
        SuppressionEntry("c@d.example", ""),
    ]
    data = Records(suppression_csv(entries))
    assert suppression_entries(data) == entries
    assert suppressed_addresses(data, DAY) == {"c@d.example": "is on the suppression list"}
