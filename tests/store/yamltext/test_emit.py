"""What is written is read back the same by every reader, and quoted only when it must be."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from ruamel.yaml import YAML
from store.handwriting import documents, scalars

from kvadmin.errors import InvalidData
from kvadmin.store.yamltext import emit
from kvadmin.store.yamltext.events import compose


def other_reader(text, version):
    yaml = YAML(typ="safe", pure=True)
    yaml.version = version
    return yaml.load(io.StringIO(text))


@settings(max_examples=300, deadline=None)
@given(documents())
def test_a_document_is_read_back(value):
    assert compose(emit.document(value)).plain() == value


@settings(max_examples=300, deadline=None)
@given(scalars)
def test_a_text_is_text_for_readers_of_both_versions(text):
    for written in (f"- {emit.quoted(text)}\n", f"[{emit.quoted(text, flow=True)}]\n"):
        for version in ((1, 1), (1, 2)):
            assert other_reader(written, version) == [text]


@pytest.mark.parametrize(
    "text",
    "0301 08 no No NO yes on off y N null Null ~ 12:30 1:30:00 +4741470525 -1 2008-05-20 2008-5-2 1e3 1.5 .5 0x1F 0o7 0b1 "
    "1_000 .inf .NaN << = true False 2008-05-20T12:30:00 07.11.19".split(),
)
def test_names_and_numbers_are_quoted(text):
    assert emit.quoted(text) == f"'{text}'"


@pytest.mark.parametrize(
    "text",
    [
        "Oslo", "Bø i Telemark", "Late, but accepted", "a-b", "-x", "http://x.no/a?b=c#d", "12 mai", "2008-2009", "K1", "it's",
        "a:b", "nope", "20. mai 2008", "1 000", "ola@x.no", "P3/0301", "e3", "100%",
    ],
)  # fmt: skip
def test_what_no_reader_misreads_stays_plain(text):
    assert emit.quoted(text) == text
    assert other_reader(f"- {text}\n", (1, 1)) == [text]


def test_the_whole_layout():
    value = {
        "id": "P3",
        "capacity": 36,
        "weight": Decimal("8.00"),
        "lat": 59.91,
        "open": True,
        "day": dt.date(2008, 5, 20),
        "none": None,
        "empty": [],
        "nothing": {},
        "texts": ["0301", "Oslo"],
        "note": "two\nlines\n",
        "members": [{"municipality": "0301", "from": dt.date(2008, 8, 25), "tags": ["x"]}, [["a"], {}]],
        "map": {"no": {"x": 1}},
    }
    assert emit.document(value) == (
        "id: P3\ncapacity: 36\nweight: 8.00\nlat: 59.91\nopen: true\nday: 2008-05-20\nnone: null\nempty: []\nnothing: {}\n"
        "texts:\n  - '0301'\n  - Oslo\nnote: |\n  two\n  lines\n"
        "members:\n  - municipality: '0301'\n    from: 2008-08-25\n    tags:\n      - x\n  - - - a\n    - {}\n"
        "map:\n  'no':\n    x: 1\n"
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), "half \ud800"])
def test_what_no_file_should_hold_is_refused(value):
    with pytest.raises(InvalidData):
        emit.scalar(value)


def test_a_large_decimal_is_written_out():
    assert emit.scalar(Decimal("1E+3")) == "1000"
