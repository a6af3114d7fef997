"""The check of the documentation site finds what it is there for: on small pages with one fault each."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from web_pages import needs_chromium

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import site_check  # noqa: E402 - found through the path above

HEAD = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{style}</head>'
BODY = '<body><main><h1>{title}</h1><p style="{look}">Text.</p>{more}</main></body></html>'


def page(site: Path, name: str, more: str = "", style: str = "", look: str = "") -> None:
    file = site / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text((HEAD + BODY).format(title=name, style=style, look=look, more=more), encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A front page and two pages that are as they should be."""
    page(tmp_path, "index.html", '<a href="a/b.html#here">b</a> <a href="c.html">c</a>')
    page(
        tmp_path,
        "a/b.html",
        '<h2 id="here">Here</h2><a href="../index.html">back</a> <a href="https://x.example/">out</a>',
    )
    page(tmp_path, "c.html", "<style>p { color: #767676 }</style>")
    return tmp_path


def test_a_good_site_has_no_faults(site: Path) -> None:
    assert site_check.link_faults(site) == ([], 3)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('<a href="d.html">d</a>', "c.html: d.html leads nowhere"),
        ('<a href="a/">a</a>', "c.html: a/ leads nowhere"),
        ('<a href="a/b.html#there">b</a>', "c.html: a/b.html#there: there is no such place in the page"),
        ('<a href="#there">b</a>', "c.html: #there: there is no such place in the page"),
        ('<img src="picture.png" alt="">', "c.html: picture.png leads nowhere"),
        ('<script src="https://x.example/y.js"></script>', "c.html: fetches https://x.example/y.js"),
        ('<img src="//x.example/y.png" alt="">', "c.html: fetches //x.example/y.png"),
    ],
)
def test_a_link_that_leads_nowhere_and_what_is_fetched_are_found(site: Path, more: str, said: str) -> None:
    page(site, "c.html", more)
    assert site_check.link_faults(site)[0] == [said]


def test_a_page_that_nothing_leads_to_and_a_style_that_fetches_are_found(site: Path) -> None:
    page(site, "lost.html")
    (site / "s.css").write_text(
        '@import "//x.example/a.css"; p { background: url(https://x.example/b.png) url(c.png) }'
    )
    assert site_check.link_faults(site)[0] == [
        "s.css: fetches //x.example/a.css",
        "s.css: fetches https://x.example/b.png",
        "lost.html: no page leads here",
    ]


@needs_chromium
def test_what_a_browser_sees_is_told(site: Path) -> None:
    page(site, "c.html", '<div style="width: 500px">wide</div>')
    page(site, "dim.html", style="<style>body[data-theme=dark] { background: #000; color: #333 }</style>")
    page(site, "picture.html", '<img src="picture.png">')
    told = site_check.browse(site, site_check.Asked(["index.html", "c.html", "dim.html", "picture.html"]))
    assert [(each["page"], each["width"]) for each in told[:3]] == [
        ("index.html", 360),
        ("index.html", 1280),
        ("c.html", 360),
    ]
    faults = [each.partition("\n")[0] for each in site_check.page_faults(told)]
    assert faults == [
        "c.html at 360 pixels: the page is 508 pixels wide",
        "dim.html at 1280 pixels, dark: color-contrast (2)",
        "picture.html at 360 pixels, light: image-alt (1)",
        "picture.html at 1280 pixels, light: image-alt (1)",
    ]


@needs_chromium
def test_a_site_without_a_switch_is_looked_at_in_the_scheme_that_is_asked_for(site: Path) -> None:
    dark = "@media (prefers-color-scheme: dark) { body { background: #000; color: #333 } }"
    page(site, "dim.html", style=f"<style>{dark}</style>")
    found = [
        list(site_check.page_faults(site_check.browse(site, site_check.Asked(["dim.html"], (390,), scheme))))
        for scheme in ("light", "dark")
    ]
    assert found[0] == []
    assert [each.partition("\n")[0] for each in found[1]] == ["dim.html at 390 pixels, dark: color-contrast (2)"]


def test_what_a_page_only_points_to_is_not_fetched(site: Path) -> None:
    page(site, "c.html", style='<link rel="canonical" href="https://x.example/c.html">')
    assert site_check.link_faults(site)[0] == []


def test_a_page_that_leads_on_is_left_out(site: Path) -> None:
    page(site, "c.html", style='<meta http-equiv="refresh" content="0; url=index.html">')
    assert [site_check.leads_on(site / name) for name in ("index.html", "c.html")] == [False, True]
