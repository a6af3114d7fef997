from __future__ import annotations

import pytest

from kvadmin.plugins.mail.content_folder import DiskFolder
from kvadmin.plugins.mail.letters.sandbox import Sandbox
from kvadmin.plugins.mail.message.bodies import BodyWriter


@pytest.fixture
def write(tmp_path):
    sandbox = Sandbox(DiskFolder(tmp_path))
    pages = BodyWriter(sandbox.nonce, lambda name: f"id-{name}")

    def run(source, **fields):
        text, recorder = sandbox.render(source, fields, "nb")
        page = pages.page(text)
        html = pages.html(page, recorder, lang="nb", title="T")
        return recorder.resolve(page.text), html[html.index("<body") :], page, recorder.problems

    return run


def test_both_bodies_say_the_same(write):
    text, html, _, problems = write(
        "# Vedtak\n\n{{ n }} er **tatt opp**.\n\n- en\n- to\n  - under\n\n1. a\n2. b\n\n> sitat\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        n="Bø",
    )
    assert not problems
    assert text == "Vedtak\n\nBø er tatt opp.\n\n- en\n- to\n  - under\n\n1. a\n2. b\n\n> sitat\n\na | b\n1 | 2\n"
    assert "<h1>Vedtak</h1>" in html
    assert "Bø er <strong>tatt opp</strong>." in html
    assert "<td>2</td>" in html


@pytest.mark.parametrize(
    "value",
    [
        '<b>god</b> & "tydelig"',
        "*a* _b_ `c`",
        "# a",
        "- a",
        "1. a",
        "[a](https://evil.example)",
        "![a](x.png)",
        "a | b",
        "<script>x</script>",
        "&amp;",
        "a\\*",
    ],
)
def test_a_value_is_neither_html_nor_markdown(write, value):
    text, html, page, _ = write("{{ v }}\n\n- {{ v }}\n\n**{{ v }}**\n", v=value)
    assert text == f"{value}\n\n- {value}\n\n{value}\n"
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert f"<p>{escaped}</p>" in html
    assert f"<li>{escaped}</li>" in html
    assert f"<strong>{escaped}</strong>" in html
    assert not page.pictures


def test_lines_of_a_value_stay_lines(write):
    text, html, _, _ = write("{{ v }}\n", v="a\nb")
    assert text == "a\nb\n"
    assert "a<br>\nb" in html


def test_links(write):
    text, html, page, problems = write(
        "[siden]({{ u }}) og <https://x.example> og [p](mailto:{{ e }})\n",
        u='https://a.example/?q=å"b',
        e="k@x.example",
    )
    assert not problems
    assert not page.bad_links
    assert 'href="https://a.example/?q=%C3%A5%22b"' in html
    assert 'href="mailto:k@x.example"' in html
    assert text == 'siden <https://a.example/?q=å"b> og https://x.example og p <k@x.example>\n'


@pytest.mark.parametrize(
    "bad", ["javascript:alert(1)", "data:text/html,x", " JavaScript:x", "//evil.example", "file.html"]
)
def test_a_value_cannot_make_a_link_that_is_none(write, bad):
    assert [code for code, _, _ in write("[x]({{ u }})\n", u=bad)[3]] == ["link"]


def test_a_link_of_the_template_to_nowhere_is_named(write):
    assert write("[x](side.html)\n")[2].bad_links == ("side.html",)


def test_pictures_stand_in_the_letter(write):
    _, html, page, _ = write("![Våpenet](logo.png)\n")
    assert page.pictures == ("logo.png",)
    assert '<img src="cid:id-logo.png" alt="Våpenet" />' in html


def test_one_parse_serves_all_recipients(write):
    assert write("Hei {{ v }}\n", v="a")[2] is write("Hei {{ v }}\n", v="b")[2]
