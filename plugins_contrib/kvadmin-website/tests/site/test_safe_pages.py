"""What a page may lead to and hold: no file from elsewhere by a link, no sign that nobody sees, no dead end unsaid."""

from __future__ import annotations

import json
import os
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from test_building import members

from kvadmin.api.records import Cohort, Contact, Gathering, Membership, Network, Networks


def codes(office):
    found = json.loads(office.run("website", "check", "--format", "json").out)["findings"]
    return {
        (":".join(map(str, filter(None, (each["path"], each["line"], each["column"])))), each["code"]) for each in found
    }


@pytest.fixture
def linked(office):
    """A site with links to a municipality's file, to its folder, and to it as if it were a page."""
    office.municipality("0415", "Løten", contacts=[Contact(id="leder", name="Per Hemmelig", role="project-leader")])
    town = next(path for path in (office.folder / "municipalities").iterdir() if path.name.startswith("0415"))
    office.write("pages/about.nb.md", f"# A\n\n[a](../files/a.yaml) [b](../files/alle/{town.name})\n")
    (office.folder / "website/files").mkdir()
    for name in ("files/a.yaml", "pages/faq.nb.md"):
        (office.folder / "website" / name).symlink_to(os.path.relpath(town, office.folder / "website" / "files"))
    (office.folder / "website/files/alle").symlink_to("../../municipalities", target_is_directory=True)
    return office


def test_what_a_symbolic_link_leads_to_is_not_given_away(linked, tmp_path):
    linked.build(tmp_path / "out")
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file() and b"Hemmelig" in path.read_bytes()]
    assert not (tmp_path / "out/files").exists()
    assert {where for where, code in codes(linked) if code == "web-symbolic-link"} == {
        "website/files/a.yaml", "website/files/alle", "website/pages/faq.nb.md",
    }  # fmt: skip


HIDDEN = "\x08\u202e\ufffe"


def test_signs_that_nobody_sees_are_left_out(office, tmp_path):
    office.write("news/2008-06-20-a.nb.md", f"# Ny{HIDDEN}tt\n\nLed{HIDDEN}en\n")
    office.build(tmp_path / "out")
    for path in (tmp_path / "out").rglob("*"):
        if path.suffix in (".html", ".xml", ".js"):
            assert not {*HIDDEN} & {*path.read_text(encoding="utf-8")}, path
    feed = ET.parse(tmp_path / "out/nb/feed.xml").getroot()
    assert "Nytt" in [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert ("website/news/2008-06-20-a.nb.md:1:5", "web-hidden-character") in codes(office)


def test_code_stands_as_it_was_written(office, tmp_path):
    office.write("pages/about.nb.md", "# A\n\n```\na  \n\n\n  b\n```\n")
    office.build(tmp_path / "out")
    assert "<code>a  \n\n\n  b\n</code>" in (tmp_path / "out/nb/about/index.html").read_text(encoding="utf-8")


def test_a_link_to_what_the_site_does_not_show_is_said(office, tmp_path):
    members(office, Membership(municipality="0301", start=date(2008, 1, 1)))
    for name, kind in (("mote", "startup"), ("besok", "visit")):
        office.add(Gathering(id=name, name=name, kind=kind, start=date(2008, 5, 1)))
    office.write("news/2009-01-01-frem.nb.md", "# Frem\n")
    office.write(
        "pages/about.nb.md",
        "# A\n\n[a](municipality:0301)\n\n[b](municipality:1201)\n\n[c](../news/2009-01-01-frem.md)\n\n"
        "[d](../gatherings/mote.md)\n\n[e](../gatherings/besok.md)\n",
    )
    told = office.build(tmp_path / "out")
    assert told["faults"] == 3
    found = {(where, code) for where, code in codes(office) if where.startswith("website/pages/about.nb.md:")}
    assert found == {
        ("website/pages/about.nb.md:5:1", "web-dead-link"),
        ("website/pages/about.nb.md:7:1", "web-news-to-come"),
        ("website/pages/about.nb.md:11:1", "web-dead-link"),
    }
    page = (tmp_path / "out/nb/about/index.html").read_text(encoding="utf-8")
    assert 'href="../gatherings/mote.html"' in page


def test_files_whose_names_differ_in_case_alone_are_said(office, tmp_path):
    office.write("files/Kart.png", b"a")
    office.write("files/kart.png", b"b")
    office.write("pages/about.nb.md", "# A\n\n![a](../files/Kart.png) ![b](../files/kart.png)\n")
    office.build(tmp_path / "out")
    assert [path.name for path in (tmp_path / "out/files").iterdir()] == ["Kart.png"]
    assert ("website/files/kart.png", "web-same-name") in codes(office)


@pytest.mark.parametrize("name", ["website/public", "cohorts", "public/site", "public/../website/ut"])
def test_a_site_does_not_lie_among_records(office, name):
    office.write("pages/about.nb.md", "# A\n")
    before = office.files()
    ran = office.run("website", "build", "--out", str(office.folder / name))
    assert ran.code == 1
    assert "where the programme keeps its records" in ran.err
    assert office.files() == before


def test_a_network_does_not_show_a_member_that_left_its_cohort(office, tmp_path):
    runs = Membership(municipality="0301", start=date(2008, 1, 1))
    left = Membership(municipality="1201", start=date(2007, 1, 1), to=date(2007, 9, 1), reason="withdrawn")
    office.add(
        Cohort(id="P1", name="Pulje 1", memberships=[left, Membership(municipality="0301", start=date(2007, 1, 1))]),
        Cohort(id="P2", name="Pulje 2", memberships=[Membership(municipality="1201", start=date(2008, 1, 1)), runs]),
        Networks(cohort="P1", networks=[Network(id="N1", name="Kysten", members=["0301", "1201"])]),
    )
    office.write("pages/about.nb.md", "# A\n")
    office.build(tmp_path / "out")
    assert "Bergen" not in (tmp_path / "out/nb/networks/P1.html").read_text(encoding="utf-8")
    assert "Bergen" not in (tmp_path / "out/static/map-P1.svg").read_text(encoding="utf-8")
    assert "Kysten" not in (tmp_path / "out/nb/municipalities/1201.html").read_text(encoding="utf-8")


def test_a_link_without_words_is_none_and_is_said(office, tmp_path):
    office.write("files/kart.png", b"png")
    text = "# A\n\n[](https://a.example) [ ](about.md)\n\n[![](../files/kart.png)](about.md)\n\n[`b`](about.md)\n"
    office.write("pages/about.nb.md", text)
    office.build(tmp_path / "out")
    page = (tmp_path / "out/nb/about/index.html").read_text(encoding="utf-8").partition('<div class="prose">')[2]
    assert page.partition("</div>")[0].count("<a ") == 1
    found = [where for where, code in codes(office) if code == "web-no-alternative"]
    assert sorted(found) == ["website/pages/about.nb.md:3:1", "website/pages/about.nb.md:5:1"]
