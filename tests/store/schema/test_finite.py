"""Which attributes may hold numbers that are none, and whether they do."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec
import pytest
from store.programme import make
from store.records import COLLECTIONS, Group, Town

from kvadmin.errors import InvalidData
from kvadmin.extension.extra_fields import ExtraField
from kvadmin.store.schema.finite import has_odd_number, numbers_in
from kvadmin.store.store import open_store


class Leaf(msgspec.Struct, kw_only=True):
    words: list[str] = []
    share: Annotated[float | None, msgspec.Meta(ge=0)] = None


class Branch(msgspec.Struct, kw_only=True):
    name: str = ""
    kind: Literal["a", "b"] = "a"
    counts: dict[str, int] = {}
    leaves: dict[str, list[Leaf]] = {}
    either: Decimal | str = ""
    anything: Any = None
    pair: tuple[int, ...] = ()
    below: list[Branch] = []


def test_attributes_that_may_hold_a_number_with_a_decimal_point():
    assert numbers_in(Branch) == ("leaves", "either", "anything")
    assert numbers_in(Group) == ("weight", "lat")
    assert numbers_in(Town) == ("height", "share")


@pytest.mark.parametrize(
    ("record", "odd"),
    [
        (Branch(leaves={"x": [Leaf(share=float("nan"))]}), True),
        (Branch(leaves={"x": [Leaf(share=0.5), Leaf(share=float("inf"))]}), True),
        (Branch(either=Decimal("-Infinity")), True),
        (Branch(either=Decimal("sNaN")), True),
        (Branch(anything=[{"x": float("nan")}]), True),
        (Branch(either="nan", name="inf", leaves={"x": [Leaf(share=0.0)]}), False),
        (Branch(), False),
    ],
)
def test_numbers_that_are_none_at_any_depth(record, odd):
    assert has_odd_number(record, numbers_in(Branch)) is odd


#: As a file may spell them: decimals take underscores, and YAML knows escapes.
SPELLED = [
    "nan",
    "NaN",
    "sNaN",
    "Infinity",
    "-inf",
    "na_n",
    "_N_aN1",
    '"n\\u0061n"',
    '"\\x69nf"',
    '"na\\\n  n"',
    "'nan '",
]


@pytest.mark.parametrize("number", SPELLED)
def test_a_file_with_one_is_refused(tmp_path, number):
    make(tmp_path, groups__P3=f"id: P3\nname: informasjon\nweight: {number}\n")
    with pytest.raises(InvalidData, match="not a finite number"):
        open_store(tmp_path, COLLECTIONS).snapshot().get(Group, "P3")


@pytest.mark.parametrize("number", SPELLED)
def test_a_file_with_one_in_a_field_of_a_plugin_is_refused(tmp_path, number):
    make(tmp_path, towns__0301=f"number: '0301'\nbudget: {number}\n")
    fields = [ExtraField("towns", "budget", "decimal", "Budget")]
    with pytest.raises(InvalidData, match=r"budget: .* is not a finite number") as refused:
        open_store(tmp_path, COLLECTIONS, fields).snapshot().all(Town)
    assert refused.value.where == "towns/0301.yaml:2:9"
