from __future__ import annotations

from datetime import date

import pytest

from kvadmin.errors import UsageError
from kvadmin.typed.days import parse_day


@pytest.mark.parametrize("text", ["2008-05-20", "20.05.2008", "20.5.2008", " 2008-05-20 "])
def test_both_forms_are_read(text):
    assert parse_day(text) == date(2008, 5, 20)


@pytest.mark.parametrize(
    "text", ["20.05.08", "05/20/2008", "31.02.2008", "2008-13-01", "20-05-2008", "", "today", "20. mai 2008"]
)
def test_what_could_be_misread_is_refused_with_the_forms(text):
    with pytest.raises(UsageError) as refused:
        parse_day(text, where="--deadline")
    assert refused.value.where == "--deadline"
    assert "2008-05-20 or 20.05.2008" in refused.value.hint
