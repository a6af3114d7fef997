"""The page of a status: all that the plugins report, in order, small, and open to everybody."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from plugins.programme.status_page.samples import TODAY, sections
from web_pages import needs_chromium, printed, seen

from kvadmin.api.hooks import ActionItem
from kvadmin.plugins.programme.status_page.page import StatusHeading, status_page
from kvadmin.plugins.programme.work_list import in_order
from kvadmin.translation import CATALOGUE
from kvadmin.wording.sentence_values import shape_in

HEADING = StatusHeading("Prøveprogrammet", "nb")
#: The promise of the page (docs/how-to/status.md): 138 municipalities took part in the whole programme.
LARGEST, MUNICIPALITIES = 300_000, 138


def page(found=None, heading=HEADING):
    return status_page(in_order(TODAY, sections() if found is None else found), heading)


def words(markup):
    """What a person reads."""
    return " ".join(
        html.unescape(re.sub(r"<(style|title|desc)\b.*?</\1>|<[^>]+>", " ", markup, flags=re.DOTALL)).split()
    )


def test_each_action_stands_with_its_command_in_the_order_of_the_list():
    made = page().decode()
    entries = re.findall(r'<li><p class="what">(.*?)</p>.*?<code[^>]*>(.*?)</code>', made, re.DOTALL)
    shown = [
        (html.unescape(re.sub("<[^>]+>", "", text)), html.unescape(re.sub("<[^>]+>", "", command)))
        for text, command in entries
    ]
    wanted = [(each.item.text, each.item.command) for each in in_order(TODAY, sections()).actions]
    assert shown[:-1] == wanted[:-1]
    assert shown[-1] == ("<b>&amp; ␛[31m \\u202e", wanted[-1][1])
    assert re.findall("<h3>(.*?)</h3>", made)[:3] == ["Urgent", "With a deadline", "Other"]


def test_what_is_overdue_says_so_in_words():
    assert "Deadline 2008-06-01, which is past" in words(page().decode())
    assert "Deadline 2008-07-01 kvadmin" in words(page().decode())


def test_tables_lines_and_days_are_all_there():
    text = words(page().decode())
    for part in sections():
        for line in part.lines:
            assert line in text
    for each in in_order(TODAY, sections()).days:
        assert each.entry.text in text
    assert "Cohorts Cohort Name Kind Places Applications" in text
    assert "P3 Pulje 3 (høsten 2008) cohort 36 45 36 0 2 0 2008-09-01" in text
    assert "Wednesday 13 August 2008" in text
    assert "27–28 August 2008" in text


def test_the_figures_on_top_are_counted():
    text = words(page().decode())
    assert "Needs action 4 Urgent 2 Next in the calendar 2008-06-15 P3: the supplement deadline" in text


def test_a_status_of_nothing():
    made = words(page([]).decode())
    assert "Nothing needs action." in made
    assert "Calendar" not in made
    assert "What stands there" not in made


def test_links_of_the_contents_lead_somewhere():
    made = page().decode()
    ids = re.findall(r' id="([^"]+)"', made)
    assert len(ids) == len(set(ids))
    assert {*re.findall(r'href="#([^"]+)"', made)} <= {*ids}
    assert {*" ".join(re.findall(r'aria-labelledby="([^"]+)"', made)).split()} <= {*ids}


def test_a_name_in_another_language_says_which():
    assert '<p class="programme" lang="nb">Prøveprogrammet</p>' in page().decode()
    with CATALOGUE.speaking("nb", shape_in("nb")):
        assert '<p class="programme">Prøveprogrammet</p>' in page().decode()


def test_a_look_back_is_said():
    made = page(heading=replace(HEADING, known=date(2008, 5, 1))).decode()
    assert "As the programme folder was on" in made


def test_the_same_status_is_the_same_page():
    assert page() == page()


def test_everything_of_138_municipalities_stays_small():
    found = in_order(TODAY, sections(municipalities=MUNICIPALITIES))
    made = status_page(found, HEADING)
    assert len(found.actions) > MUNICIPALITIES
    assert len(made) < LARGEST


@needs_chromium
@pytest.mark.parametrize(
    ("language", "media", "width"),
    [
        ("nb", "light", 1280),
        ("nn", "light", 900),
        ("en", "light", 1280),
        ("nb", "light", 320),
        ("nb", "dark", 1280),
        ("nb", "print", 680),
    ],
)
def test_it_keeps_nobody_out_and_nothing_leads_out_of_the_window(language, media, width, tmp_path):
    with CATALOGUE.speaking(language, shape_in(language) if language != "en" else None):
        made = page()
    found = seen(made, tmp_path, media, width)
    assert found.violations == []
    assert {"color-contrast", "heading-order", "svg-img-alt", "td-headers-attr"} <= {*found.passes}
    assert found.width <= found.room == width
    (picture,) = found.pictures
    _, height, texts = picture
    assert len(texts) > 4
    for text, x, y, wide, high in texts:
        assert x >= 0, text
        assert x + wide <= picture[0], text
        assert y >= 0, text
        assert y + high <= height, text


@needs_chromium
def test_no_words_and_marks_of_the_time_line_cover_others(tmp_path):
    part = sections()[0]
    soon = [replace(entry, day=TODAY + timedelta(11 * at % 90), until=None) for at, entry in enumerate(part.days * 3)]
    ((_, _, shown),) = seen(page([replace(part, days=tuple(soon))]), tmp_path).pictures
    assert sum(text == "P3: the draw" for text, *_ in shown) == 3
    for at, (one, x, y, wide, high) in enumerate(shown):
        for other, left, top, width, height in shown[at + 1 :]:
            apart = x + wide <= left or left + width <= x or y + high <= top or top + height <= y
            assert apart or abs(y + high / 2 - top - height / 2) >= 10, (one, other)


@needs_chromium
@pytest.mark.parametrize("above", [9, 10, 11, 12])
def test_on_paper_no_heading_of_a_table_stands_alone_below(above, tmp_path):
    """However much stands above, the first row of a table is on the page of its headings."""
    action = ActionItem("P1: something", "kvadmin cohort show P1", key="x")
    cohorts = replace(sections()[0], actions=tuple(replace(action, about=str(at)) for at in range(above)))
    pages = printed(page([cohorts]), tmp_path)
    (headed, *_) = [each for each in pages if "Applications" in each]
    assert "I07" in headed
