"""The hooks of results reports, used by strangers that are really installed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from plugins.evaluation.results_office import TODAY, name_of, numbers, results_office

from extension.stranger import STAR, Site

FIRST, SECOND = numbers(2)
SVG = '<svg xmlns=\\"http://www.w3.org/2000/svg\\" viewBox=\\"0 0 9 9\\"><path id=\\"a\\" d=\\"M0 0H9\\"/></svg>'
MEASURES = f"""{STAR}
@hookimpl
def kvadmin_result_sections(snapshot, cohort, municipality, today, language):
    if municipality == '{numbers(3)[2]}':
        return []
    return [
        ResultSection('Tiltak', (f'{{municipality}} i {{cohort}} {{today}} {{language}}',), ('Tiltak', 'Steg'),
                      ((f'Møter {{municipality}}', 'utføre'), ('Ring 22 33 44 55', 'planlegge')), rank=30),
        ResultSection('Drivere', picture=b"{SVG}", alternative='Drivere i ' + municipality, rank=35),
        ResultSection('Hva vi har lært', ('PDSA: start i det små.',), rank=50),
    ]
"""


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path / "site")


@pytest.fixture(scope="module")
def programme(tmp_path_factory):
    return results_office(tmp_path_factory.mktemp("results") / "programme", {"P1": 6}).folder


def report(site, programme, folder, subject, *more):
    ran = site.kvadmin("-C", str(programme), "--today", TODAY, "evaluation", "report", subject, "--as", "html",
                       "--language", "nb", "--out", str(folder), "--format", "json", *more)  # fmt: skip
    assert ran.code == 0, ran.err
    (made,) = json.loads(ran.out)["files"]
    page = (Path(folder) / made["file"]).read_text(encoding="utf-8")
    return page, " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL).split()), ran.err


def test_kvadmin_result_sections(site, programme, tmp_path):
    site.install("measures", MEASURES)
    page, text, err = report(site, programme, tmp_path, FIRST)
    heads = re.findall(r"<h2>(.*?)</h2>", page)
    assert heads == [
        "Mål og status", "Utvikling", "Tiltak", "Drivere", "Kommunens egne ord", "Hva vi har lært", "Det vi mangler"
    ]  # fmt: skip
    assert f"{FIRST} i P1 2009-06-10 nb" in text
    assert f"Tiltak Steg Møter {FIRST} utføre" in text
    assert f'aria-label="Drivere i {FIRST}"' in page
    assert "Små grupper lærer raskere. PDSA: start i det små." in text, "one heading for what was learned"
    assert "22 33 44 55" not in text
    assert "Tiltak of the plugin 'measures'; look: kvadmin plugins list" in " ".join(err.split())


def test_sections_of_many_memberships_become_one(site, programme, tmp_path):
    site.install("measures", MEASURES)
    page, text, _ = report(site, programme, tmp_path, "network:1")
    assert page.count("<h2>Tiltak</h2>") == 1
    assert f"Kommune Tiltak Steg {name_of(FIRST)} Møter {FIRST} utføre {name_of(SECOND)} Møter {SECOND}" in text
    assert page.count('aria-label="Drivere i') == 5, "the pictures of those that have one"
    page, text, _ = report(site, programme, tmp_path, "cohort:P1")
    assert f"{name_of(SECOND)} Møter {SECOND}" in text
    assert "Drivere" not in text, "no pictures for a whole cohort, and no heading without anything below"
    _, text, _ = report(site, programme, tmp_path, "programme")
    assert "Tiltak Dette står i rapporten til hver kommune." in text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("    raise RuntimeError('it rains')", "it rains"),
        ("    return 'measures'", "returned str"),
        ("    return [ResultSection('A', (), ('one',), (('a', 'b'),))]", "not as many cells"),
        ("    return [ResultSection('A', (), ('one', ''), (('a', 'b'),))]", "heading of its table is empty"),
        ("    return [ResultSection('A', picture=b'<svg/>')]", "no text alternative"),
        ("    return [ResultSection(' ', ('text',))]", "no title"),
    ],
)
def test_a_plugin_that_fails_costs_its_part_and_not_the_report(site, programme, tmp_path, body, said):
    site.install("bad", f"{STAR}\n@hookimpl\ndef kvadmin_result_sections():\n{body}\n")
    page, _, err = report(site, programme, tmp_path, FIRST)
    assert said in " ".join(err.split())
    assert re.findall(r"<h2>(.*?)</h2>", page)[:2] == ["Mål og status", "Utvikling"]
    assert "Det vi mangler" in page


@pytest.mark.parametrize(
    ("words", "alternative"),
    [("<text>v/ Kari Nordmann</text>", "Drivere"), ("<text><tspan>Rektor Kari</tspan> <tspan>Nordmann</tspan></text>", "Drivere"),
     ("<text>Trygghet</text>", "Ring 22 33 44 55")],
)  # fmt: skip
def test_a_picture_that_names_somebody_is_left_out_and_said(site, programme, tmp_path, words, alternative):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{words}</svg>'
    section = f"ResultSection('Drivere', ('Slik virker det.',), picture={svg.encode()!r}, alternative={alternative!r})"
    site.install("drawn", f"{STAR}\n@hookimpl\ndef kvadmin_result_sections():\n    return [{section}]\n")
    page, text, err = report(site, programme, tmp_path, FIRST)
    assert "Slik virker det." in text
    assert not re.search("Nordmann|22 33 44 55", page)
    assert "Drivere of the plugin 'drawn'" in " ".join(err.split())


def test_a_heading_that_names_somebody_takes_its_part_along(site, programme, tmp_path):
    section = "ResultSection('Tiltak ved rektor Kari Nordmann', ('Slik virker det.',))"
    site.install("named", f"{STAR}\n@hookimpl\ndef kvadmin_result_sections():\n    return [{section}]\n")
    page, text, _ = report(site, programme, tmp_path, FIRST)
    assert "Nordmann" not in page
    assert "Slik virker det." not in text


def test_kvadmin_annotations(site, programme, tmp_path):
    site.install(
        "happened",
        f"from datetime import date\n{STAR}\n@hookimpl\ndef kvadmin_annotations(indicator, municipality):\n"
        f"    if (indicator, municipality) != ('sykefravaer', '{FIRST}'):\n        return []\n"
        "    return [Annotation(date(2008, 3, 1), 'Ny vaktordning', 'Ny vaktordning'),\n"
        "            Annotation(date(2009, 7, 1), 'Ennå ikke', 'Enno ikkje')]\n",
    )
    _, text, _ = report(site, programme, tmp_path, FIRST)
    assert "[1] 1. kvartal 2008: Ny vaktordning" in text
    assert "Ennå ikke" not in text
    assert "Ny vaktordning" not in report(site, programme, tmp_path, SECOND)[1]
