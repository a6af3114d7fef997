"""The frame of a page: what it forbids, the language it says, and that no value is ever markup."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from web_pages import needs_chromium, seen

from kvadmin.documents.webpage.web_page import WebPage
from kvadmin.tables.table import Column, Table
from kvadmin.translation import CATALOGUE
from kvadmin.wording.sentence_values import shape_in

NASTY = "</title><script>alert(1)</script>\" ' &amp; \x1b[31m \u202e"


class _Tags(HTMLParser):
    """Every element with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def tags(page):
    parser = _Tags()
    parser.feed(page.decode())
    return parser.found


def page(title="Visits", body="<h2>Now</h2>", **more):
    return WebPage(title).html(body, **more)


def test_it_runs_nothing_and_fetches_nothing():
    made = page(style=".own { color: red }")
    policy = next(attrs["content"] for tag, attrs in tags(made) if attrs.get("http-equiv"))
    sheet = re.search(r"<style>(.*?)</style>", made.decode(), re.DOTALL)[1]
    assert sheet.endswith(".own { color: red }")
    allowed = b64encode(sha256(sheet.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    for word in (b"<script", b"http:", b"https:", b" src=", b"<link", b"url(", b"@import", b" style=", b" onclick"):
        assert word not in made, word


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_it_says_the_language_of_the_screen(language):
    with CATALOGUE.speaking(language):
        assert ("html", {"lang": language}) in tags(page())
        assert WebPage("").language == language


def test_days_and_figures_are_written_as_the_language_does():
    assert WebPage("").text(date(2008, 6, 7)) == "2008-06-07"
    with CATALOGUE.speaking("nb", shape_in("nb")):
        assert WebPage("").text(date(2008, 6, 7)) == "07.06.2008"
        assert WebPage("").prose(1380.5) == "1\u00a0380,5"


def test_whatever_a_text_is_it_stays_text():
    made = WebPage(NASTY)
    content = made.html(
        f'<p title="{made.text(NASTY)}">{made.prose(NASTY)} {made.command(NASTY)}</p>'
        + made.table(Table(NASTY, (Column("a", NASTY), Column("b", NASTY)), ((NASTY, NASTY),), (NASTY,)))
    )
    assert {tag for tag, _ in tags(content)} == {tag for tag, _ in tags(page(body="<h2></h2><p><code></code></p>"))} - {
        "h2"
    } | set("table caption thead tbody tr th td".split())
    assert next(attrs["title"] for _, attrs in tags(content) if "title" in attrs).startswith("</title><script>")
    assert b"\x1b" not in content
    assert "\u202e" not in content.decode()


def test_days_and_ids_are_not_broken_at_their_hyphens():
    made = WebPage("")
    whole = '<span class="whole">2008-08-27-oppstart</span>'
    assert made.prose("Besøk 2008-08-27-oppstart nå") == f"Besøk {whole} nå"
    assert made.prose("2008-08-27-oppstart") == whole
    assert made.command("kvadmin x waiting-list --as-of 2008") == (
        '<code class="command" translate="no">kvadmin x <span class="whole">waiting-list</span> <span class="whole">--as-of</span> 2008</code>'
    )
    for text in ("en by-grense", "1 - 2", "-", "2008-" + "9" * 40):
        assert made.prose(text) == text
    assert "<" not in made.text("2008-08-27-oppstart")


@needs_chromium
def test_the_frame_keeps_nobody_out(tmp_path):
    found = seen(page(), tmp_path)
    assert found.violations == []
    assert {"html-has-lang", "page-has-heading-one", "landmark-one-main", "skip-link", "region"} <= {*found.passes}


@needs_chromium
def test_the_look_for_what_keeps_people_out_finds_it(tmp_path):
    """So that an empty list is no accident."""
    body = (
        '<h4>Now</h4><p class="pale">pale</p><img alt src="x"><img src="x"><svg role="img" viewBox="0 0 9 9"></svg><a href="#nothing"></a>'
        '<table><tr><th scope="upwards">a</th><td>b</td></tr></table>'
    )
    made = page(body=body, style=".pale { color: #ccc; background: #fff }")
    found = {name for name, _ in seen(made, tmp_path).violations}
    assert found >= {"heading-order", "color-contrast", "image-alt", "svg-img-alt", "link-name", "scope-attr-valid"}


def _colours(sheet):
    return dict(re.findall(r"--(\w+): (#\w+)", sheet))


def _light(colour):
    """Relative luminance (WCAG 2.2, definition)."""
    digits = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_colour_of_letters_stands_out(scheme):
    """4.5 to 1 on both grounds, letters in a mark included (WCAG 2.2, 1.4.3); axe cannot tell in pictures."""
    schemes = re.findall(r":root \{\n(.*?)\}", page().decode(), re.DOTALL)
    colours = _colours(schemes[scheme])
    pairs = [(ink, ground) for ink in ("ink", "quiet", "accent", "urgent") for ground in ("paper", "soft")]
    for ink, ground in pairs:
        dark, light = sorted((_light(colours[ink]), _light(colours[ground])))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)
