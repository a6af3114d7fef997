"""``website check``: what it finds, where, and what it leaves alone."""

from __future__ import annotations

from datetime import date

import pytest

from kvadmin.api.records import Cohort, Membership

GOOD = "# Tittel\n\nTekst.\n"


@pytest.fixture
def site(kit, page):
    """A site of one page in both forms with nothing wrong."""
    page("pages/about.nb.md", GOOD)
    page("pages/about.nn.md", GOOD)
    return page


@pytest.fixture
def findings(kit):
    """Place, code and severity of each finding."""

    def run(*words):
        ran = kit.run("website", "check", *words, "--format", "json")
        import json

        data = json.loads(ran.out)
        errors = sum(each["severity"] == "error" for each in data["findings"])
        assert ran.code == (3 if errors else 0)
        assert (data["errors"], data["warnings"]) == (
            errors, sum(each["severity"] == "warning" for each in data["findings"]),
        )  # fmt: skip
        return [(f"{each['path'].removeprefix('website/')}:{each['line']}", each["code"]) for each in data["findings"]]

    return run


def test_nothing_is_wrong(findings, site, kit):
    assert findings() == []
    assert "Everything is in order." in kit.run("website", "check").out


def test_there_is_no_site(findings):
    assert findings() == []


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("Se [der](abuot.md).", 3, "web-dead-link"),
        ("Se\n[der](../files/plan.pdf).", 3, "web-dead-link"),
        ("Se [der](#s-nede).", 3, "web-dead-link"),
        ("Se [der](municipality:9999).", 3, "web-dead-link"),
        ("Se [der](../../programme.yaml).", 3, "web-refused-link"),
        ("Se [der](javascript:alert(1)).", 3, "web-refused-link"),
        ("![](../files/bilde.png)", 3, "web-no-alternative"),
        ("Skriv til ola@annet.example.", 3, "web-personal"),
        ("Ring\n22 24 90 91.", 4, "web-personal"),
        ("Bruker 01010750160.", 3, "web-identity-number"),
        ("#### For dypt", 3, "web-heading-order"),
        ("## En\n\n# To", 5, "web-heading-order"),
        ("Se [der](tools.md#nede).", 3, "web-dead-anchor"),
    ],
)
def test_what_is_wrong_in_a_text_has_its_line(findings, site, text, line, code):
    site("pages/about.nn.md", f"# Tittel\n\n{text}\n")
    for form in ("nb", "nn"):
        site(f"pages/tools.{form}.md", "# Verktøy\n\n[b](../files/bilde.png)\n\n## Oppe\n\nTekst.\n")
    site("files/bilde.png", b"png")
    assert findings() == [(f"pages/about.nn.md:{line}", code)]


@pytest.mark.parametrize(
    "text",
    [
        "Se [der](tools.md#oppe), [her](#under) og [fila](/files/plan.pdf).\n\n## Under",
        "Se [kommunen](municipality:0415) og [nettet](https://ks.no).",
        "![Et bilde av en plan](../files/plan.pdf)",
        "Skriv til post@kvalitet.example eller kollega@kvalitet.example, ring 22249090 eller +47 22 24 90 90.",
        "## En\n\n### To\n\n## Tre",
    ],
)
def test_what_is_right(findings, site, text, kit):
    kit.add(Cohort(id="P9", name="Pulje 9", memberships=[Membership(municipality="0415", start=date(2008, 1, 1))]))
    site("pages/about.nn.md", f"# Tittel\n\n{text}\n")
    for form in ("nb", "nn"):
        site(f"pages/tools.{form}.md", "# Verktøy\n\n[plan](../files/plan.pdf)\n\n## Oppe\n\nTekst.\n")
    site("files/plan.pdf", b"pdf")
    assert findings() == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("pages/links.nb.md", GOOD, ("pages/links.nb.md:0", "web-one-form")),
        ("news/2008-06-01-a.nn.md", GOOD, ("news/2008-06-01-a.nn.md:0", "web-one-form")),
        ("news/2008-06-31-a.nb.md", GOOD, ("news/2008-06-31-a.nb.md:0", "web-news-date")),
        ("news/uten-dag.nb.md", GOOD, ("news/uten-dag.nb.md:0", "web-page-name")),
        ("pages/Links.nb.md", GOOD, ("pages/Links.nb.md:0", "web-page-name")),
        ("pages/links.se.md", GOOD, ("pages/links.se.md:0", "web-page-name")),
        ("pages/links.md", GOOD, ("pages/links.md:0", "web-page-name")),
        ("gatherings/opstart.nb.md", GOOD, ("gatherings/opstart.nb.md:0", "web-page-name")),
        ("files/a b/plan.pdf", b"x", ("files/a b/plan.pdf:0", "web-unlinked-file")),
        ("pages/links.nb.md", "# Løten\n".encode("latin-1"), ("pages/links.nb.md:0", "web-not-utf8")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_files(findings, site, path, text, expected):
    site(path, text)
    assert findings() == [expected]


def test_a_page_without_title_or_text(findings, site):
    site("pages/about.nb.md", "Tekst.\n")
    site("pages/about.nn.md", "# Tittel\n")
    assert findings() == [("pages/about.nb.md:1", "web-no-title"), ("pages/about.nn.md:0", "web-no-text")]


def test_a_name_that_is_nearly_one_of_the_menu(findings, site, kit):
    for form in ("nb", "nn"):
        site(f"pages/secretariate.{form}.md", GOOD)
        site(f"pages/helt-annet.{form}.md", GOOD)
    assert findings() == [(f"pages/secretariate.{form}.md:0", "web-page-name") for form in ("nb", "nn")]
    out = kit.run("website", "check", "--format", "json").out
    assert "is it secretariat?" in out
    assert '"severity": "error"' not in out


def test_a_theme_that_there_is_not(findings, site, kit):
    for form in ("nb", "nn"):
        site(f"pages/theme-sickleave.{form}.md", GOOD)
    assert findings() == [(f"pages/theme-sickleave.{form}.md:0", "web-page-name") for form in ("nb", "nn")]
    out = kit.run("website", "check", "--format", "json").out
    assert "is it theme-sick-leave?" in out
    assert '"severity": "error"' in out


def test_the_nearest_page_is_offered_for_a_dead_link(findings, site, kit):
    site("pages/about.nb.md", "# T\n\n[om](abuot.md)\n")
    assert "is it about.md?" in kit.run("website", "check", "--format", "json").out


def test_a_visit_has_no_page_and_a_gathering_has(findings, site):
    for form in ("nb", "nn"):
        site(f"gatherings/oppstart.{form}.md", GOOD)
        site(f"gatherings/besok.{form}.md", GOOD)
    assert findings() == [(f"gatherings/besok.{form}.md:0", "web-hidden-gathering") for form in ("nb", "nn")]


def test_news_of_a_day_to_come_is_said(findings, site):
    for form in ("nb", "nn"):
        site(f"news/2008-06-11-i-morgen.{form}.md", GOOD)
    assert [code for _, code in findings()] == ["web-news-to-come"] * 2


def test_one_form_is_enough_for_a_site_of_one(findings, site, kit):
    site("pages/links.nb.md", GOOD)
    kit.run("website", "set", "languages", "nb")
    assert findings() == []


def test_examples(findings, site, kit, published):
    place = site("examples/0415-1.yaml", (kit.folder / "website/examples/0415-1.yaml").read_text(encoding="utf-8"))
    assert findings() == [("examples/0415-1.yaml:0", "web-one-form")]
    good = place.read_text(encoding="utf-8")
    place.write_text(good.replace("consent: 2008-05-20\n", ""), encoding="utf-8")
    assert findings() == [("examples/0415-1.yaml:0", "web-no-consent")]
    place.write_text(good.replace("theme: care", "theme: omsorg"), encoding="utf-8")
    assert ("examples/0415-1.yaml:0", "web-theme") in findings()
    line = good.splitlines().index("    * delte i soner") + 1
    place.write_text(good.replace("* delte i soner", "* bruker 01010750160"), encoding="utf-8")
    assert (f"examples/0415-1.yaml:{line}", "web-identity-number") in findings()
    place.write_text(good.replace("* delte i soner", "* [soner](/pages/sonar.md)"), encoding="utf-8")
    assert (f"examples/0415-1.yaml:{line}", "web-dead-link") in findings()


def test_a_link_to_an_example_that_is_not_on_the_site_is_dead(findings, site, published, kit):
    site("pages/about.nb.md", "# T\n\n[et eksempel](example:0415-1)\n")
    assert [code for _, code in findings()] == ["web-one-form"]
    kit.run("website", "example", "consent", published, "--withdrawn")
    assert findings() == [("pages/about.nb.md:3", "web-dead-link")]


def test_an_agreement_of_a_municipality_that_there_is_not(findings, site):
    site("site.yaml", "agreed:\n  '9999':\n    - sykefravaer\n")
    assert findings() == [("site.yaml:0", "web-unknown-municipality")]


def test_the_check_of_the_whole_folder_has_the_same_findings(kit, site):
    site("pages/about.nb.md", "# T\n\n[a](nede.md)\n")
    site("files/tegning.png", b"x")
    ran = kit.run("check", "--format", "json")
    assert ran.code == 3
    assert "web-dead-link" in ran.out
    assert "web-unlinked-file" in ran.out
    assert "stray-file" not in ran.out


def test_check_writes_nothing_and_is_the_same_twice(kit, site):
    site("pages/about.nb.md", "# T\n\n[a](nede.md)\n")
    before = kit.files()
    first = kit.run("website", "check", "--format", "json").out
    assert kit.run("website", "check", "--format", "json").out == first
    assert kit.files() == before
