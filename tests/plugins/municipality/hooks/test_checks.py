from __future__ import annotations

from datetime import date

import pytest

from kvadmin.api.records import Contact, Municipality
from kvadmin.plugins.municipality.hooks.checks import remarks_between, remarks_on

TODAY = date(2008, 6, 1)


def good(**changes):
    values = {"number": "0301", "name": "Oslo", "county": "Oslo", "language_form": "neutral", "lat": 59.9, "lon": 10.7}
    return Municipality(**(values | changes))


def codes(municipality):
    return [(code, severity) for _, code, _, _, severity in remarks_on(municipality, TODAY)]


def test_nothing_is_wrong_with_a_good_one():
    contact = Contact(id="mayor", name="Kari", role="mayor", email="kari@oslo.example")
    assert codes(good(contacts=[contact], organisation_number="958935420")) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"number": "301"}, ("municipality-number", "error")),
        ({"number": "03O1"}, ("municipality-number", "error")),
        ({"name": " "}, ("municipality-name", "error")),
        ({"organisation_number": "123"}, ("municipality-organisation-number", "error")),
        ({"language_form": "svensk"}, ("municipality-language-form", "error")),
        ({"language_form": ""}, ("municipality-language-form-missing", "warning")),
        ({"lat": None, "lon": None}, ("municipality-coordinates", "warning")),
        ({"lat": None}, ("municipality-coordinates", "error")),
        ({"lat": 95.0}, ("municipality-coordinates", "error")),
        ({"valid_from": date(2009, 1, 1), "valid_to": date(2008, 1, 1)}, ("municipality-validity", "error")),
        ({"population": -1}, ("municipality-population", "error")),
        ({"contacts": [Contact(id="a", name="K", email="kari")]}, ("contact-email", "error")),
        ({"contacts": [Contact(id="a", name="K")]}, ("contact-unreachable", "warning")),
        ({"contacts": [Contact(id="a", name="K", role="konge", phone="22 00 00 00")]}, ("contact-role", "error")),
        ({"contacts": [Contact(id="a", name=n, phone="22 00 00 00") for n in "KL"]}, ("contact-id", "error")),
    ],
)
def test_each_thing_that_can_be_wrong(changes, found):
    assert codes(good(**changes)) == [found]


def test_a_municipality_of_the_past_needs_no_language_form():
    assert codes(good(language_form="", valid_to=date(2007, 12, 31))) == []


def test_two_of_the_same_name_and_county_at_the_same_time():
    one, other = good(valid_to=date(2019, 12, 31)), good(number="3001", valid_from=date(2008, 1, 1))
    assert [code for _, (_, code, _, _, _) in remarks_between([one, other])] == ["municipality-overlap"]
    assert list(remarks_between([one, good(number="3001", valid_from=date(2020, 1, 1))])) == []
    assert list(remarks_between([one, good(number="3001", county="Akershus")])) == []


def test_a_successor_that_begins_too_early():
    heir = good(number="3001", name="Ny", valid_from=date(2019, 1, 1))
    found = list(remarks_between([good(valid_to=date(2019, 12, 31), successors=["3001"]), heir]))
    assert [(code, path) for _, (path, code, _, _, _) in found] == [("municipality-overlap", ("successors", 0))]


def test_check_names_file_and_line(cli, programme):
    file = programme / "municipalities" / "0301-oslo.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("neutral", "svensk"), encoding="utf-8")
    ran = cli("-C", programme, "check", "--format", "json")
    assert ran.code == 3
    (finding,) = [each for each in ran.json["findings"] if each["code"] != "hand-edit"]
    assert (finding["path"], finding["line"]) == ("municipalities/0301-oslo.yaml", 6)
    assert finding["code"] == "municipality-language-form"
