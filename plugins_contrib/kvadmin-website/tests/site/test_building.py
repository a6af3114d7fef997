"""``website build``: whole or not at all, the same again, nobody else's file, nobody who has not agreed."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from conftest import files_of
from kvadmin_website.building import site_folder
from kvadmin_website.building.site_folder import MANIFEST
from kvadmin_website.records import Example, Website

from kvadmin.api.records import Advisor, AgendaItem, Cohort, Gathering, Membership, Network, Networks


class Links(HTMLParser):
    """Every address of a page, its ids, and the letters that are shown."""

    def __init__(self, text):
        super().__init__()
        self.addresses, self.ids, self.fetched = [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if given.get("id"):
            self.ids.add(given["id"])
        for name in ("href", "src", "action"):
            if given.get(name):
                self.addresses.append(given[name])
                if tag in ("script", "img", "image", "iframe", "source", "object") or (
                    tag == "link" and given.get("rel") in ("stylesheet", "icon")
                ):
                    self.fetched.append(given[name])


def test_every_link_leads_somewhere_and_nothing_is_fetched_from_elsewhere(site):
    pages = {
        path.relative_to(site).as_posix(): Links(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")
    }
    assert len(pages) > 200
    for name, page in pages.items():
        for address in page.addresses:
            parts = urlsplit(address)
            if parts.scheme in ("https", "mailto", "tel"):
                assert address not in page.fetched
                continue
            assert not parts.scheme, (name, address)
            assert not address.startswith("/"), (name, address)
            target, anchor = urldefrag(urljoin(f"http://site/{name}", address))
            file = unquote(urlsplit(target).path).lstrip("/")
            assert (site / file).is_file(), (name, address)
            assert not anchor or unquote(anchor) in pages[file].ids, (name, address)
    for sheet in site.rglob("*.css"):
        assert "url(" not in sheet.read_text(encoding="utf-8")
        assert "@import" not in sheet.read_text(encoding="utf-8")


def test_every_page_is_there_in_both_forms_and_says_which(site):
    forms = [
        {path.relative_to(site / form).as_posix() for path in (site / form).rglob("*.html")} for form in ("nb", "nn")
    ]
    assert forms[0] == forms[1]
    for form in ("nb", "nn"):
        for path in (site / form).rglob("*.html"):
            assert f'<html lang="{form}">' in path.read_text(encoding="utf-8")


def test_a_text_that_is_there_in_one_form_is_marked_and_said(site):
    page = (site / "nn/research.html").read_text(encoding="utf-8")
    assert '<p class="only">Denne teksten finst berre på bokmål.</p>' in page
    assert '<div class="prose" lang="nb">' in page
    other = (site / "nb/bank/forste-uka.html").read_text(encoding="utf-8")
    assert '<h1 lang="nn">' in other
    assert "Denne teksten finnes bare på nynorsk." in other
    assert 'class="only"' not in (site / "nb/research.html").read_text(encoding="utf-8")


def test_the_same_data_give_the_same_bytes_and_the_folder_is_left_alone(example, tmp_path):
    first, second = tmp_path / "one", tmp_path / "two"
    told = example.build(first)
    example.build(second)
    assert files_of(first) == files_of(second)
    assert told["added"] == told["files"] == len(files_of(first)) - 1
    times = {path: path.stat().st_mtime_ns for path in first.rglob("*")}
    again = example.build(first)
    assert (again["added"], again["changed"], again["unchanged"], again["removed"]) == (0, 0, told["files"], 0)
    assert times == {path: path.stat().st_mtime_ns for path in first.rglob("*")}


def test_the_manifest_lists_every_file(site):
    from hashlib import sha256

    listed = json.loads((site / MANIFEST).read_text(encoding="utf-8"))["files"]
    found = files_of(site)
    del found[MANIFEST]
    assert listed == {name: sha256(content).hexdigest() for name, content in found.items()}


@pytest.fixture
def built(office, tmp_path):
    """A small site, built once."""
    office.write("pages/about.nb.md", "# Om\n\nTekst.\n")
    office.write("pages/faq.nb.md", "# Svar\n")
    out = tmp_path / "out"
    office.build(out)
    return out


def test_what_is_no_longer_part_of_the_site_goes(office, built):
    assert (built / "nb/about/faq.html").is_file()
    (office.folder / "website/pages/faq.nb.md").unlink()
    assert office.build(built)["removed"] == 2
    assert not (built / "nb/about/faq.html").exists()


def refused(office, out, code=1):
    before = files_of(out) if out.is_dir() else None
    ran = office.run("website", "build", "--out", str(out))
    assert ran.code == code, ran.err
    assert before is None or files_of(out) == before
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".kvadmin-")] == []
    return ran.err


def test_a_folder_with_other_files_is_refused(office, built):
    office.write("pages/about.nb.md", "# Om\n\nAnnet.\n")
    (built / "CNAME").write_text("kvalitet.example")
    assert "CNAME" in refused(office, built)
    (built / "CNAME").unlink()
    (built / "nb" / "mine").mkdir()
    (built / "nb" / "mine" / "a.txt").write_text("a")
    assert "nb/mine/a.txt" in refused(office, built)


def test_a_folder_without_a_manifest_is_refused(office, tmp_path):
    out = tmp_path / "other"
    out.mkdir()
    assert office.build(out)["removed"] == 0
    (out / MANIFEST).unlink()
    assert "and " in refused(office, out)
    (out / MANIFEST).write_text("[]")
    assert "not of the site" in refused(office, out)


def test_a_file_of_the_site_that_was_edited_is_not_lost(office, built):
    page = built / "nb/about/index.html"
    page.write_text(page.read_text().replace("Tekst.", "Tekst for hånd."))
    assert "nb/about/index.html" in refused(office, built)


def test_a_missing_file_of_the_site_is_written_again(office, built):
    before = files_of(built)
    (built / "nb/about/index.html").unlink()
    assert office.build(built)["added"] == 1
    assert files_of(built) == before


def test_files_links_and_the_programme_itself_are_refused(office, built, tmp_path):
    file = tmp_path / "file"
    file.write_text("a")
    assert "is a file" in refused(office, file)
    link = tmp_path / "link"
    link.symlink_to(built)
    assert "is a link" in refused(office, link)
    assert "holds the programme itself" in refused(office, office.folder)
    assert "holds the programme itself" in refused(office, office.folder.parent)
    (office.folder / "website" / "files").mkdir(exist_ok=True)
    assert "not of the site" in refused(office, office.folder / "website")


def test_a_site_may_lie_in_the_programme_folder(office, built):
    office.build(office.folder / "public")
    assert files_of(office.folder / "public") == files_of(built)


@pytest.mark.parametrize("step", ["write_bytes", "rename"])
def test_a_disk_that_fails_changes_nothing(office, built, monkeypatch, step):
    office.write("pages/about.nb.md", "# Om\n\nAnnet.\n")
    calls = []

    def fail(self, *arguments):
        calls.append(self)
        if step == "write_bytes" and len(calls) < 5:
            return real(self, *arguments)
        if step == "rename" and len(calls) != 2:
            return real(self, *arguments)
        raise OSError(28, "No space left on device")

    real = getattr(Path, step)
    monkeypatch.setattr(site_folder.Path, step, fail)
    assert "No space left on device" in refused(office, built)


@pytest.mark.parametrize("at", ["scratch", "between"])
def test_a_build_that_was_killed_leaves_nothing_for_ever(office, built, at):
    """While it wrote, or when the old site stood aside and the new one was not in its place yet."""
    before = files_of(built)
    (built.parent / ".kvadmin-site-out-0123abcd/nb").mkdir(parents=True)
    others = built.parent / ".kvadmin-site-other-0123abcd"
    others.mkdir()
    if at == "between":
        built.rename(built.parent / ".kvadmin-site-out-89abcdef")
    office.build(built)
    assert files_of(built) == before
    assert [path.name for path in built.parent.iterdir() if path.name.startswith(".kvadmin-")] == [others.name]


def test_an_address_must_be_one(office, tmp_path):
    for text in ("kvalitet.example", "ftp://a.example", "https://", "https://a.example/?q=1"):
        ran = office.run("website", "build", "--out", str(tmp_path / "x"), "--base-url", text)
        assert (ran.code, "is no address on the web" in ran.err) == (2, True)
    assert not (tmp_path / "x").exists()
    office.build(tmp_path / "y", "--base-url", "https://a.example/prosjekt")
    page = (tmp_path / "y/nn/about/secretariat.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://a.example/prosjekt/nn/about/secretariat.html">' in page


def test_one_form_alone_has_no_switch(office, tmp_path):
    office.add(Website(languages=("nn",)))
    told = office.build(tmp_path / "out")
    assert list(told["pages"]) == ["nn"]
    assert not (tmp_path / "out/nb").exists()
    assert "hreflang" not in (tmp_path / "out/nn/index.html").read_text(encoding="utf-8")
    assert "url=nn/index.html" in (tmp_path / "out/index.html").read_text(encoding="utf-8")


def test_news_of_later_days_wait_and_that_is_said(office, tmp_path):
    office.write("news/2008-06-25-i-dag.nb.md", "# I dag\n")
    office.write("news/2008-06-26-i-morgen.nb.md", "# I morgen\n")
    ran = office.run("website", "build", "--out", str(tmp_path / "out"))
    assert "2008-06-26-i-morgen" in ran.err
    assert (tmp_path / "out/nb/news/2008-06-25-i-dag.html").exists()
    assert not (tmp_path / "out/nb/news/2008-06-26-i-morgen.html").exists()
    assert all("I morgen" not in content.decode("utf-8", "replace") for content in files_of(tmp_path / "out").values())


def test_only_files_that_pages_link_to_are_copied(office, tmp_path):
    office.write("files/brukt plan.pdf", b"a")
    office.write("files/hemmelig.pdf", b"b")
    office.write("pages/about.nb.md", "# Om\n\n[Planen](<../files/brukt plan.pdf>)\n")
    office.build(tmp_path / "out")
    assert (tmp_path / "out/files/brukt plan.pdf").read_bytes() == b"a"
    assert not (tmp_path / "out/files/hemmelig.pdf").exists()
    assert 'href="../../files/brukt%20plan.pdf"' in (tmp_path / "out/nb/about/index.html").read_text(encoding="utf-8")


def test_what_is_not_there_is_not_in_the_menu(office, tmp_path):
    office.build(tmp_path / "out")
    page = (tmp_path / "out/nb/index.html").read_text(encoding="utf-8")
    menu = re.findall(r'<li><a href="([^"]+)"', page.partition("</nav>")[0])
    assert menu == ["about/secretariat.html", "tools/index.html", "bank/index.html"]
    assert not (tmp_path / "out/nb/feed.xml").exists()


def members(office, *memberships):
    office.add(Cohort(id="P1", name="Pulje 1", memberships=list(memberships)))


def test_who_takes_part(office, tmp_path):
    """Those that have begun and go on, and those that have completed: nobody that left, nobody that begins later."""
    for number, name in (("0401", "Fullført"), ("0402", "Trukket"), ("0403", "Senere")):
        office.municipality(number, name)
    members(
        office,
        Membership(municipality="0301", start=date(2007, 3, 26)),
        Membership(municipality="0401", start=date(2007, 3, 26), to=date(2008, 5, 1), reason="completed"),
        Membership(municipality="0402", start=date(2007, 3, 26), to=date(2008, 5, 1), reason="withdrawn"),
        Membership(municipality="0403", start=date(2008, 8, 1)),
    )
    assert office.build(tmp_path / "out")["municipalities"] == 2
    found = {path.stem for path in (tmp_path / "out/nb/municipalities").iterdir()}
    assert found == {"index", "0301", "0401"}
    assert "fullført 1. mai 2008" in (tmp_path / "out/nb/municipalities/0401.html").read_text(encoding="utf-8")


#: People who have not agreed to anything, and one who has.
HIDDEN = ("Ola Skjult", "Kari Usagt", "ola@skjult.example", "Per Foredrag", "Siri Rettleiar", "Nils Sender")


def test_nobody_is_named_without_consent(office, tmp_path):
    members(office, Membership(municipality="0301", start=date(2007, 3, 26)))
    office.write(
        "site.yaml",
        "staff:\n  - nb: leder\n    name: Ola Skjult\n    email: ola@skjult.example\n    phone: 99 88 77 66\n"
        "  - nb: rådgiver\n    name: Ane Samtykke\n    email: ane@ja.example\n"
        "named:\n  Ane Samtykke: 2008-01-01\n  Kari Usagt: 2009-01-01\n",
    )
    office.add(
        Networks(
            cohort="P1",
            networks=[Network(id="1", name="Øst", members=["0301"], advisor="Siri Rettleiar")],
            advisors=[Advisor(name="Siri Rettleiar"), Advisor(name="Kari Usagt"), Advisor(name="Ane Samtykke")],
        ),
        Gathering(
            id="start",
            name="Oppstart",
            start=date(2008, 8, 1),
            agenda=[
                AgendaItem(start="09:00", end="10:00", title="Velkommen", speaker="Per Foredrag", organisation="KS"),
                AgendaItem(start="10:00", end="11:00", title="Mål", speaker="Ane Samtykke"),
            ],
        ),
        Gathering(id="besok", name="Besøk i Oslo", kind="visit", start=date(2008, 8, 1), municipality="0301"),
        Example(
            id="nei", municipality="0301", theme="care", title={"nb": "Ikke vist"}, text={"nb": "Nils Sender"},
            sender="Nils Sender", status="published",
        ),
        Example(
            id="vent", municipality="0301", theme="care", title={"nb": "Ikke vist"}, text={"nb": "Nils Sender"},
            sender="Nils Sender", status="reviewed", consent=date(2008, 1, 1),
        ),
        Example(
            id="ja", municipality="0301", theme="care", title={"nb": "Vist"}, text={"nb": "Slik."},
            sender="Ane Samtykke", email="ane@privat.example", status="published", consent=date(2008, 1, 1),
        ),
    )  # fmt: skip
    office.build(tmp_path / "out")
    shown = "\n".join(content.decode("utf-8", "replace") for content in files_of(tmp_path / "out").values())
    for text in (*HIDDEN, "99 88 77 66", "ane@privat.example", "Ikke vist", "Besøk i Oslo"):
        assert text not in shown, text
    page = (tmp_path / "out/nb/about/secretariat.html").read_text(encoding="utf-8")
    assert "Leder" in page
    assert "ane@ja.example" in page
    assert "Ane Samtykke" in (tmp_path / "out/nb/bank/ja.html").read_text(encoding="utf-8")
    meeting = (tmp_path / "out/nb/gatherings/start.html").read_text(encoding="utf-8")
    assert '<td class="who">KS</td>' in meeting
    assert "Ane Samtykke" in meeting


def test_signs_of_markup_are_text(office, tmp_path):
    office.municipality("0401", '<b>"Bø"</b>', county="<i>Fylke</i>")
    members(office, Membership(municipality="0401", start=date(2007, 3, 26)))
    office.write("news/2008-06-20-a.nb.md", "# <script>alert(1)</script>\n\n</script><b>\n")
    office.build(tmp_path / "out")
    for name, content in files_of(tmp_path / "out").items():
        if name.endswith((".html", ".xml")):
            text = content.decode()
            assert "<script>alert" not in text
            assert "<b>&quot;" not in text
            assert "<i>Fylke" not in text
        if name.startswith("static/index-"):
            assert "<" not in content.decode()


def test_two_pages_that_would_be_one_file_are_refused(office, tmp_path):
    office.add(Gathering(id="Index", name="Oppstart", start=date(2008, 8, 1)))
    assert "two pages would be the same file" in refused(office, tmp_path / "out", 3)
    assert not (tmp_path / "out").exists()


def test_the_schema_holds(office, built):
    from importlib.resources import files

    from jsonschema import Draft202012Validator

    schema = json.loads((files("kvadmin_website") / "schemas" / "website_build.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(office.build(built))
