"""Pictures: well-formed, escaped, deterministic, told in words, and never by colour alone."""

from __future__ import annotations

import re
import struct
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from plugins.evaluation.series_s import QUARTERS, VALUES, series, without

from kvadmin.plugins.evaluation.charts.chart import Caption, ChartEvent, chart_svg, describe
from kvadmin.plugins.evaluation.charts.icons import IconColumn, IconRow, icons_svg
from kvadmin.plugins.evaluation.charts.multiples import SmallChart, multiples_svg
from kvadmin.plugins.evaluation.charts.png import png
from kvadmin.plugins.evaluation.charts.sparkline import signal_marks, sparkline
from kvadmin.plugins.evaluation.spc import Judgement, JudgingOptions, Series, judge

SVG = "{http://www.w3.org/2000/svg}"
PTD = JudgingOptions(direction="decrease", target=8.0)
HOSTILE = """<script>alert("1")</script> & 'æ' ]]> {{ 7 * 7 }}\x00\x1b"""


def judged(values: tuple[float | None, ...] = VALUES, **options: object) -> Judgement:
    return judge(series(values), JudgingOptions(**({"direction": "decrease", "target": 8.0} | options)))


def drawn(text: str) -> ET.Element:
    return ET.fromstring(text)


def texts(text: str) -> list[str]:
    return ["".join(e.itertext()) for e in drawn(text).iter(f"{SVG}text")]


def test_the_chart_of_s() -> None:
    svg = chart_svg(judged(), Caption("Sykefravær", "0301 Oslo", "Prosent"))
    root = drawn(svg)
    assert root.find(f"{SVG}title").text == "Sykefravær"
    assert root.get("role") == "img"
    assert root.get("lang") == "nb"
    words = texts(svg)
    assert {"Sykefravær", "0301 Oslo", "Prosent", "Forbedring", "Når målet av og til", "2007", "Mål 8,0"} <= set(words)
    assert {"Middelverdi 8,8", "Øvre grense 10,1", "Nedre grense 7,4"} <= set(words)
    assert len(root.findall(f".//{SVG}circle[@class='common']")) == 13 + 1  # and one in the legend
    assert len(root.findall(f".//{SVG}rect[@class='improvement']")) == 7 + 1 + 1  # legend and icon


def test_the_text_alternative_tells_the_whole_story() -> None:
    text = describe(judged(without(5, 6, 14)), Caption("Sjukefråvær", language="nn"))
    assert text.startswith("17 verdiar frå 1. kvartal 2007 til 4. kvartal 2011. Siste verdi 7,5.")
    assert "3. kvartal 2011: Under nedre grense" in text
    assert "Manglar: 1. kvartal 2008, 2. kvartal 2008, 2. kvartal 2010; ingen regel går over eit hol" in text
    assert chart_svg(judged(), Caption("x")).count("<desc") == 1
    assert describe(judged((None,) * 3), Caption("x", language="en")) == "No values."


def test_marks_differ_in_shape() -> None:
    better = chart_svg(judged(), Caption("x"))
    worse = chart_svg(judged(direction="increase"), Caption("x"))
    neither = chart_svg(judged(direction="neutral", target=None), Caption("x"))
    colourless = [
        re.sub(r'class="[^"]*"', "", re.sub(r"<style>.*?</style>", "", s, flags=re.DOTALL)) for s in (better, worse)
    ]
    assert colourless[0] != colourless[1]
    assert 'class="neutral"' in neither
    assert "Signal: endring" in texts(neither)


def test_gaps_break_the_line_and_are_shown() -> None:
    whole = drawn(chart_svg(judged(), Caption("x"))).find(f".//{SVG}path[@class='trace']").get("d")
    broken = drawn(chart_svg(judged(without(5, 6, 14)), Caption("x")))
    assert whole.count("M") == 1
    assert broken.find(f".//{SVG}path[@class='trace']").get("d").count("M") == 3
    assert len(broken.findall(f".//{SVG}rect[@class='gap']")) == 2  # points 5 and 6 are one gap


def test_a_rebase_breaks_the_lines_and_its_reason_is_given() -> None:
    caption = Caption(
        "x", language="nn", events=[ChartEvent(12, "rebase", "nytt system"), ChartEvent(11, "freeze", "")]
    )
    svg = chart_svg(judged(rebase=[12]), caption)
    assert drawn(svg).find(f".//{SVG}path[@class='centre']").get("d").count("M") == 2
    assert "A  Nytt grunnlag frå 1. kvartal 2010: nytt system" in texts(svg)
    assert "B  Grunnlag til og med 4. kvartal 2009" in texts(svg)


@pytest.mark.parametrize(
    "events",
    [
        [ChartEvent(11, "freeze"), ChartEvent(12, "rebase")],  # one place: after the 12th point, before the 13th
        [ChartEvent(11, "freeze"), ChartEvent(11, "freeze"), ChartEvent(12, "rebase"), ChartEvent(12, "freeze")],
        [ChartEvent(19, "freeze"), ChartEvent(19, "freeze")],  # at the right edge
    ],
)
def test_events_at_one_place_are_all_marked_and_can_be_read(events) -> None:
    root = drawn(chart_svg(judged(rebase=[12]), Caption("x", events=events)))
    flags = sorted(float(e.get("cx")) for e in root.iter(f"{SVG}circle") if e.get("class") == "flag")
    letters = sorted(e.text for e in root.iter(f"{SVG}text") if e.get("class") == "flag-text")
    assert letters == [chr(ord("A") + k) for k in range(len(events))]
    assert all(b - a > 14 for a, b in pairwise(flags))  # wider than a flag
    lines = [e.get("d") for e in root.iter(f"{SVG}path") if e.get("class") == "event"]
    assert len(set(lines)) == len(events)
    style = next(root.iter(f"{SVG}style")).text
    assert re.search(r"\.event\{[^}]*fill:none", style)  # a line that bends would else be filled


def test_more_events_than_letters_are_told_apart() -> None:
    svg = chart_svg(judged(), Caption("x", events=[ChartEvent(3, "freeze", str(k)) for k in range(30)]))
    noted = [text for text in texts(svg) if "Grunnlag til og med" in text]
    assert noted[26].startswith("AA  ")
    assert len({text.split("  ")[0] for text in noted}) == 30


def test_limits_have_the_decimals_of_the_values() -> None:
    whole = judged(tuple(float(round(v)) for v in VALUES))
    assert any(re.fullmatch(r"Middelverdi \d+", text) for text in texts(chart_svg(whole, Caption("x"))))
    given = texts(chart_svg(whole, Caption("x", decimals=1)))  # what the indicator's other values have
    assert all(re.search(r" \d+,\d$", text) for text in given if text.startswith(("Middel", "Øvre", "Nedre", "Mål ")))


def test_long_texts_stay_inside() -> None:
    reason = "nytt fagsystem for lønn og fravær i alle tenester, " * 6
    caption = Caption("Sykefravær " * 20, "Kommune " * 30, "prosent " * 30, events=[ChartEvent(3, "freeze", reason)])
    svg = chart_svg(judged(), caption)
    assert max(map(len, texts(svg))) <= 125
    assert "".join(reason.split()) in "".join("".join(texts(svg)).split())
    assert drawn(svg).find(f"{SVG}title").text == caption.title


def test_unusual_runs_change_the_centre_line() -> None:
    calm = chart_svg(judged(preset="qicharts2", chart="run"), Caption("x"))
    odd = chart_svg(judged(preset="qicharts2", chart="i"), Caption("x"))
    assert 'class="centre unusual"' not in calm
    assert 'class="centre unusual"' in odd
    assert any(text.startswith("Uvanlige serier") for text in texts(odd))
    assert "Ikke vurdert mot målet" in texts(calm)


def test_limits_that_follow_the_denominator_are_steps() -> None:
    given = Series(QUARTERS[:6], (50.0, 41.0, 60.0, 48.0, 55.0, 49.0), (100.0, 80.0, 120.0, 90.0, 110.0, 100.0))
    svg = chart_svg(judge(given, JudgingOptions(preset="qicharts2", chart="p")), Caption("x"))
    assert drawn(svg).find(f".//{SVG}path[@class='limit']").get("d").count("V") == 10


def test_what_comes_from_data_is_escaped() -> None:
    caption = Caption(HOSTILE, HOSTILE, HOSTILE, events=[ChartEvent(3, "freeze", HOSTILE)])
    one = chart_svg(judge(Series((HOSTILE, "b", "c", "d"), (1.0, 2.0, 9.0, None)), PTD), caption)
    many = multiples_svg([SmallChart(HOSTILE, judged())], caption)[0]
    table = icons_svg([IconRow(HOSTILE, {"a": judged()})], [IconColumn("a", HOSTILE)], title=HOSTILE, subtitle=HOSTILE)[
        0
    ]
    for svg in (one, many, table):
        root = drawn(svg)
        assert not root.findall(f".//{SVG}script")
        assert "{{ 7 * 7 }}" in svg
        assert root.find(f"{SVG}title").text == HOSTILE.replace("\x00", "").replace("\x1b", "")


@pytest.mark.parametrize(
    "values", [(), (None,), (5.0,), (5.5,) * 14, (0.0,) * 4, (1e-9, 2e-9), (-5.0, 5.0), (1e12, 2e12, None, 3e12)]
)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_series_can_be_drawn(values: tuple[float | None, ...], language: str) -> None:
    svg = chart_svg(judged(values), Caption("x", language=language))
    drawn(svg)
    assert "nan" not in svg.lower().replace("finans", "")
    assert "None" not in svg


def test_the_same_data_give_the_same_bytes() -> None:
    caption = Caption("Sykefravær", "0301 Oslo")
    assert chart_svg(judged(), caption) == chart_svg(judged(), caption)
    assert png(chart_svg(judged(), caption)) == png(chart_svg(judged(), caption))


def test_png_has_the_size_asked_for() -> None:
    picture = png(chart_svg(judged(), Caption("Sykefravær")), ppi=96)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    assert abs(width - 760) <= 1
    assert abs(height - 400) <= 1
    with pytest.raises(ValueError, match="width"):
        png("<svg/>")


def test_small_multiples_make_pages() -> None:
    members = [SmallChart(f"{k:04} Kommune", judged()) for k in range(30)]
    pages = multiples_svg(members, Caption("Sykefravær", "Pulje 3", "prosent"))
    assert len(pages) == 2
    assert [sum(t.endswith("Kommune") for t in texts(page)) for page in pages] == [24, 6]
    assert "Side 2 av 2" in texts(pages[1])
    group = drawn(pages[0]).find(f"{SVG}g")
    assert group.get("aria-label").startswith("0000 Kommune: 20 verdier")
    assert len(multiples_svg([], Caption("x"))) == 1


def test_the_icon_table_says_each_cell_in_words() -> None:
    rows = [IconRow("0301 Oslo", {"s": judged()}), IconRow("1103 Stavanger", {})]
    (page,) = icons_svg(rows, [IconColumn("s", "Sykefravær", 1)], title="Utvikling")
    labels = [g.get("aria-label") for g in drawn(page).iter(f"{SVG}g") if g.get("aria-label")]
    assert labels == ["Sykefravær: 7,5, Forbedring, Når målet av og til", "Sykefravær: Ingen verdier"]
    assert {"Tegnforklaring", "Forverring", "Når ikke målet"} <= set(texts(page))
    assert len(icons_svg(rows * 20, [IconColumn("s", "x")], title="x")) == 2


def test_lines_in_the_terminal() -> None:
    found = judged(without(5, 6, 14))
    assert sparkline(found) == "█▆▅▇··▅▇█▆▅▇▇·▃▄▃▂▁▂"
    assert signal_marks(found) == " " * 17 + "vvv"
    assert len(sparkline(found, ascii_only=True)) == 20
    assert sparkline(found, ascii_only=True).isascii()
    assert sparkline(judged((5.5,) * 3)) == "▄▄▄"
    assert sparkline(judged((None, None))) == "··"
    assert signal_marks(judged(rebase=[12]))[12] == "^"
