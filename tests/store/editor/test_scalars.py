"""What an editor reads a plain text as."""

from __future__ import annotations

import json
import math
import re

import pytest
from jsonschema import Draft7Validator
from store.editor.editor_reading import refused

from kvadmin.store.editor.scalars import choice, core_value, scalar


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0301", 301), ("12", 12), ("+5", 5), ("0x10", 16), ("0o7", 7), ("1.", 1.0), (".5", 0.5), ("1e3", 1000.0),
        ("", None), ("~", None), ("Null", None), ("nUll", "nUll"), ("True", True), ("no", "no"), ("yes", "yes"),
        ("2008-05-20", "2008-05-20"), ("12:30", "12:30"), ("1_000", "1_000"), ("0b1", "0b1"), ("nan", "nan"),
        ("-.inf", -math.inf), ("Oslo", "Oslo"),
    ],
)  # fmt: skip
def test_by_the_core_schema_of_yaml_1_2(text, value):
    read = core_value(text)
    assert (read, type(read)) == (value, type(value))


def test_numbers_that_are_none_are_refused():
    from decimal import Decimal

    for wanted in (float, Decimal):
        schema = scalar(wanted, missing=False)
        assert refused(schema, core_value(".nan"))
        assert refused(schema, core_value(".inf"))
        assert refused(schema, core_value("-.inf"))
        assert not refused(schema, 1.7e308)
        assert not refused(schema, -3)


def test_every_day_of_four_centuries_and_no_other():
    """The pattern of dates knows the lengths of the months, and leap years."""
    from datetime import date, timedelta

    pattern = re.compile(scalar(date, missing=False)["pattern"])
    days = {(date(1800, 1, 1) + timedelta(days=number)).isoformat() for number in range(146_097)}
    for year in range(1800, 2200):
        for month in range(14):
            for day in range(27, 33):
                written = f"{year}-{month:02}-{day:02}"
                assert (pattern.fullmatch(written) is not None) is (written in days), written


def test_a_closed_list_takes_each_word_as_it_is_read():
    assert choice(["a", "1", "true"], missing=True) == {"enum": ["a", "1", 1, "true", True, None]}
    assert choice(["a", ""], missing=False) == {"enum": ["a", ""], "type": "string"}


def test_the_schemas_are_json_schema():
    from datetime import date, datetime
    from decimal import Decimal

    for wanted in (str, bool, int, float, Decimal, date, datetime):
        for missing in (True, False):
            schema = scalar(wanted, missing=missing)
            Draft7Validator.check_schema(json.loads(json.dumps(schema)))
            assert bool(refused(schema, None)) is not missing
            assert refused(schema, [])
            assert refused(schema, {})
