"""Names of pages, links, Markdown: what is read, what is refused, and what markup becomes of it."""

from __future__ import annotations

import pytest
from kvadmin_website.reading.markdown_page import read_markdown
from kvadmin_website.reading.page_file import PageName, page_of
from kvadmin_website.reading.page_links import read_link
from kvadmin_website.reading.site_pages import read_site

PAGE = "website/pages/about.nb.md"


@pytest.mark.parametrize(
    ("path", "page"),
    [
        (PAGE, (PageName("page", "about"), "nb")),
        ("website/news/2008-06-20-opptak.nn.md", (PageName("news", "2008-06-20-opptak"), "nn")),
        ("website/gatherings/2008 Oppstart.nb.md", (PageName("gathering", "2008 Oppstart"), "nb")),
        ("website/pages/about.md", None),
        ("website/pages/about.en.md", None),
        ("website/pages/About us.nb.md", None),
        ("website/pages/below/about.nb.md", None),
        ("website/news/2008-13-01-opptak.nb.md", None),
        ("website/news/opptak.nb.md", None),
        ("website/other/about.nb.md", None),
    ],
)
def test_a_name_says_which_page_it_is(path, page):
    assert page_of(path) == page
    if page:
        assert page[0].path(page[1]) == path


@pytest.mark.parametrize(
    ("address", "kind", "target"),
    [
        ("https://www.ks.no/?a=1#b", "external", "https://www.ks.no/?a=1#b"),
        ("mailto:post@kommune.example", "mail", "mailto:post@kommune.example"),
        ("tel:22000000", "mail", "tel:22000000"),
        ("../files/plan%20A.pdf", "file", "website/files/plan A.pdf"),
        ("/files/plan.pdf", "file", "website/files/plan.pdf"),
        ("partners.md", "page", "partners"),
        ("partners.nn.md", "page", "partners"),
        ("../news/2008-06-20-opptak.md", "news", "2008-06-20-opptak"),
        ("municipality:0604", "municipality", "0604"),
        ("example:vikarer", "example", "vikarer"),
        ("#Hva vi gjør", "anchor", ""),
        ("javascript:alert(1)", "refused", "scheme"),
        ("JaVaScRiPt:alert(1)", "refused", "scheme"),
        ("java\nscript:alert(1)", "refused", "scheme"),
        ("data:text/html,x", "refused", "scheme"),
        ("file:letters/list.txt", "refused", "scheme"),
        ("//other.example/x", "refused", "scheme"),
        ("..\\..\\x", "refused", "scheme"),
        ("../../programme.yaml", "refused", "outside-folder"),
        ("../files/../../programme.yaml", "refused", "outside-folder"),
        ("%2e%2e/%2e%2e/programme.yaml", "refused", "outside-folder"),
        ("../site.yaml", "refused", "unknown-place"),
        ("../examples/vikarer.yaml", "refused", "unknown-place"),
        ("plan.pdf", "refused", "unknown-place"),
        ("https://", "refused", "unknown-place"),
        ("http://[", "refused", "unknown-place"),
        ("", "refused", "unknown-place"),
    ],
)
def test_what_a_link_means(address, kind, target):
    link = read_link(address, PAGE)
    assert (link.kind, link.target) == (kind, target)


@pytest.mark.parametrize("address", ["https://other.example/x.png", "partners.md", "municipality:0604"])
def test_a_picture_lies_in_the_folder(address):
    assert read_link(address, PAGE, picture=True).kind == "refused"


def html(text, **more):
    page = read_markdown(text, PAGE, "nb", titled=True)
    return page.html(lambda link: None if link.kind == "refused" else f"TO {link.target}", **more)


def test_title_lead_and_words():
    page = read_markdown("# Om *oss*\n\nFørste `linje`\nandre.\n\n- et\n- to\n", PAGE, "nb", titled=True)
    assert (page.title, page.lead) == ("Om oss", "Første linje andre.")
    assert page.words == "Første linje andre. et to"


def test_html_is_text():
    markup = html('# A\n\n<script>alert(1)</script>\n\nen <b onclick="x">b</b> &lt;\n\n<!-- c -->\n')
    assert "<script" not in markup
    assert "<b " not in markup
    assert "<!--" not in markup
    assert "&lt;script&gt;" in markup


def test_a_refused_link_is_its_words():
    markup = html("# A\n\n[trykk **her**](javascript:alert(1)) og ![kart](https://x.example/y.png)\n")
    assert markup == "<p>trykk <strong>her</strong> og kart</p>\n"


def test_quotes_in_addresses_do_not_end_them():
    assert '<a href="TO https://x.example/%22onx=1' in html('# A\n\n[a](<https://x.example/"onx=1>)\n')


@pytest.mark.parametrize(
    ("written", "levels"),
    [("## a\n\n### b\n\n## c", "232"), ("#### a\n\n## b", "22"), ("# a\n\n#### b\n\n## c\n\n###### d", "2334")],
)
def test_no_level_of_headings_is_left_out(written, levels):
    markup = html(f"# Title\n\n{written}\n")
    assert "".join(part[0] for part in markup.split("<h")[1:]) == levels


def test_headings_have_ids_that_differ():
    page = read_markdown("# A\n\n## Mål\n\n## Mål\n\n## ...\n", PAGE, "nb", titled=True)
    assert page.anchors == {"s-mal", "s-mal-2", "s-del"}
    assert read_link("#Mål", PAGE).fragment == "s-mal"


def test_tables_say_what_their_headings_are_for_without_style():
    markup = html("# A\n\n| a | b |\n|--:|:-:|\n| 1 | 2 |\n")
    assert '<th scope="col" class="right">a</th>' in markup
    assert '<td class="centre">2</td>' in markup
    assert "style=" not in markup


def test_what_is_wrong_with_pages_is_said_with_its_line(office):
    office.write(
        "pages/about.nb.md", "Uten tittel\n\n[a](partners.md)\n\n[b](../files/none.pdf) [c](municipality:9999)\n"
    )
    office.write("pages/Om oss.nb.md", "# A\n")
    office.write("pages/links.nb.md", b"# \xff\n")
    office.write(
        "pages/research.nb.md", "# F\n\n![](../files/kart.png)\n\n[x](javascript:x) [y](#nei) [z](mailto:a@b.no)\n"
    )
    office.write("files/kart.png", b"png")
    office.write("gatherings/none.nb.md", "# A\n")
    office.write("pages/theme-other.nb.md", "# A\n")
    office.write("pages/.about.nb.md.swp", "x")
    found = {(each.where, each.kind) for each in read_site(office.data).faults()}
    assert found == {
        ("website/pages/about.nb.md:1", "no-title"),
        ("website/pages/about.nb.md:3", "dead-link"),
        ("website/pages/about.nb.md:5", "dead-link"),
        ("website/pages/Om oss.nb.md", "bad-name"),
        ("website/pages/links.nb.md", "bad-encoding"),
        ("website/pages/research.nb.md:3", "no-alternative"),
        ("website/pages/research.nb.md:5", "refused-link"),
        ("website/pages/research.nb.md:5", "dead-link"),
        ("website/gatherings/none.nb.md", "bad-name"),
        ("website/pages/theme-other.nb.md", "bad-name"),
    }


def test_pages_without_the_other_form_are_named(office):
    office.write("pages/about.nb.md", "# A\n")
    office.write("pages/tools.nb.md", "# A\n")
    office.write("pages/tools.nn.md", "# A\n")
    assert list(read_site(office.data).lacking(("nb", "nn"))) == [(PageName("page", "about"), "nn")]
