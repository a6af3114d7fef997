from __future__ import annotations

import io
import zipfile

import pytest

from kvadmin.reading.xlsx.package import Package, Relation, is_true, taken

_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _package(**parts: str) -> Package:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return Package(out.getvalue(), "a.xlsx")


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("sheets/one.xml", "xl/sheets/one.xml"),
        ("/xl/sheets/one.xml", "xl/sheets/one.xml"),
        ("../other.xml", "other.xml"),
        ("../../../other.xml", "other.xml"),
        ("sheets\\one.xml", "xl/sheets/one.xml"),
        ("./sheets//one.xml", "xl/sheets/one.xml"),
    ],
)
def test_targets_are_taken_from_the_part_that_names_them(target: str, part: str) -> None:
    relation = f'<Relationship Id="a" Type="http://x/y/worksheet" Target="{target}"/>'
    external = '<Relationship Id="b" Type="http://x/y/hyperlink" Target="http://example.org" TargetMode="External"/>'
    relations = f'<Relationships xmlns="{_SPACE}">{relation}{external}</Relationships>'
    package = _package(**{"xl/_rels/book.xml.rels": relations})
    assert package.relations("xl/book.xml") == [Relation("a", "worksheet", part)]
    assert package.relations("xl/sheet.xml") == []


def test_names_that_differ_in_case_slash_or_escape_are_one() -> None:
    package = _package(**{"XL\\Sheets/Ark%201.xml": "<a/>"})
    for name in ("xl/sheets/ark 1.xml", "/xl/sheets/Ark%201.xml"):
        assert name in package
        assert package.root(name).tag == "a"
    assert "xl/sheets/ark2.xml" not in package


def test_a_part_grows_while_it_is_read() -> None:
    package = _package(a=f"<list>{''.join(f'<each>{number}</each>' for number in range(40_000))}</list>")
    found, most = [], 0
    for root in package.growing("a"):
        most = max(most, len(root))
        found += [each.text for each in taken(root, growing=True)]
    found += [each.text for each in taken(root)]
    assert found == [str(number) for number in range(40_000)]
    assert most < 10_000


@pytest.mark.parametrize(
    ("value", "true"), [(None, False), ("0", False), ("false", False), ("1", True), ("TRUE", True)]
)
def test_truths(value: str | None, true: bool) -> None:
    assert is_true(value) is true
