"""Whatever stands in a field: the store and the editor's schema say the same, but for the reasons that are listed."""

from __future__ import annotations

import itertools
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from store.editor import judging
from store.editor.judging import REASONS, disagreement, schema_for
from store.handwriting import TEXTS

from kvadmin.extension.collections import Collection
from kvadmin.model.record import Part, Record
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.store.yamltext.emit import quoted


class Piece(Part, kw_only=True):
    name: str
    on: date | None = None


class EveryType(Record, kw_only=True):
    collection: ClassVar[str] = "every_type"
    id: str
    text: str = ""
    text_or_none: str | None = None
    whole: int = 0
    whole_or_none: int | None = None
    number: float = 0.0
    number_or_none: float | None = None
    decimal: Decimal = Decimal(0)
    decimal_or_none: Decimal | None = None
    truth: bool = False
    truth_or_none: bool | None = None
    day: date = date(2000, 1, 1)
    day_or_none: date | None = None
    moment: datetime | None = None
    word: Literal["", "a", "1", "no", "true"] = ""
    word_or_none: Literal["a", "0"] | None = None
    digit: Literal[1, 2] = 1
    texts: list[str] = []
    wholes_or_none: list[int] | None = None
    sizes: dict[str, int] = {}
    sizes_or_none: dict[str, Decimal | None] | None = None
    piece: Piece = msgspec.field(default_factory=lambda: Piece(name=""))
    piece_or_none: Piece | None = None
    pieces: list[Piece] = []
    version: str | Piece | None = None


SCHEMA = CollectionSchema(Collection("every_type", "every/{id}.yaml", f"{__name__}:EveryType"))
SCHEMA.record = EveryType  # this module has another name when pytest imports it
FIELDS = EveryType.__struct_encode_fields__[1:]
#: What has been an edge somewhere: of YAML 1.1 or 1.2, of Python's numbers, of dates.
EDGES = """
0 1 -1 +1 01 00 -0 012 1.0 1.5 1. .5 -.5 +.5 1e3 1E3 1e+3 1e-3 1.5e1 15e-1 0x10 0o7 0b1 1_000 _1 1e400 -1e400
.inf -.inf .nan nan inf -inf Infinity NaN sNaN true True TRUE tRUE false yes no on off y null Null NULL nUll ~
2008-05-20 2008-5-20 2008-02-30 2008-02-29 2007-02-29 1900-02-29 2000-02-29 0000-01-01 0001-01-01 9999-12-31
2008-13-01 2008-00-10 2008-04-31 20080520 2008-06-10T12:00:00Z 2008-06-10T12:00:00 2008-06-10t12:00:00z
2008-06-10T12:00:00+02:00 2008-06-10T12:00:00+0200 2008-06-10T12:00:00-00:00 2008-06-10T12:00:00+24:00
2008-06-10T24:00:00 2008-06-10T23:59:60 2008-06-10T12:00:00.5 2008-06-10T12:00:00. 2008-06-10T12:00 99999999999999
253402300799 253402300800 -62135596800 -62135596801 12:30 12:30:45 1٣
""".split()
CONTAINERS = ("[]", "{}", "[a]", "[1]", "[null]", "[[1]]", "{a: 1}", "{a: x}", "{a: null}", "{name: x}", "{name: }",
              "{name: x, on: 2008-05-20}", "{name: x, on: no}", "{on: 2008-05-20}", "[{name: x}]", "[{name: x}, {}]")  # fmt: skip


def said(field, written):
    return disagreement(SCHEMA, "every/1.yaml", f"{field}: {written}\n".encode())


@pytest.mark.parametrize("field", FIELDS)
def test_every_edge_in_every_field(field):
    texts = ["2008-06-10 12:00:00", " 1", "1 ", "", *EDGES, *TEXTS]
    written = {*EDGES, *CONTAINERS, "", *(f"'{text}'" for text in EDGES), *map(quoted, texts)}
    assert [found for each in sorted(written) if (found := said(field, each))] == []


plain = st.text("0123456789+-.eE_:TZ nulixo", min_size=1, max_size=12)


@given(st.sampled_from(FIELDS), plain | st.sampled_from(EDGES), st.booleans())
def test_any_text_in_any_field(field, text, quotes):
    assert said(field, f"'{text}'" if quotes else text) == ""


values = st.sampled_from(EDGES) | st.sampled_from(CONTAINERS) | st.sampled_from(["", "x", "2", "2009-01-31"])


@given(st.dictionaries(st.sampled_from(FIELDS), values, max_size=8))
def test_any_record(written):
    text = "".join(f"{name}: {value}\n" for name, value in written.items()) or "{}\n"
    assert disagreement(SCHEMA, "every/1.yaml", text.encode()) == ""


def test_each_reason_is_needed():
    """A reason that no example needs any more is taken off the list."""
    needed = {
        "name of the file": "id: 2",
        "spelling of a number": "whole: 012",
        "arithmetic in quotes": "whole: '15e-1'",
        "list of words": "word: True",
        "Null": "text: Null",
        "beyond a double": "decimal: 1e400",
        "other digits": "decimal: 1٣",
        "null in quotes": "word_or_none: 'null'",
    }
    assert list(needed) == list(REASONS)
    for reason, line in needed.items():
        with pytest.MonkeyPatch.context() as patch:
            for name in ("_only_the_store", "_only_the_editor"):
                real = getattr(judging, name)
                patch.setattr(judging, name, lambda *about, real=real, reason=reason: real(*about) not in ("", reason))
            assert disagreement(SCHEMA, "every/1.yaml", f"{line}\n".encode()), reason


def test_what_is_no_single_value_has_its_type():
    types = {name: each.get("type", "anyOf") for name, each in schema_for(SCHEMA)["properties"].items()}
    assert types["texts"] == "array"
    assert types["sizes"] == types["piece"] == "object"
    assert set(itertools.chain(types["piece_or_none"], types["sizes_or_none"])) == {"object", "null", "string"}
