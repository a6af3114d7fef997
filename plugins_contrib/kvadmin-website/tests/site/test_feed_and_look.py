"""The feed by RFC 4287, the words of both forms, colours by WCAG 2.2, and the search by what it folds."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from string import Formatter
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from kvadmin_website.pages.page_words import words_of

ATOM = "{http://www.w3.org/2005/Atom}"
STYLE = (files("kvadmin_website.look") / "static" / "site.css").read_text(encoding="utf-8")


def once(parent, name):
    found = parent.findall(ATOM + name)
    assert len(found) == 1, name
    return found[0]


def feed_faults(content):
    """What RFC 4287 asks of a feed and of an entry with one alternate link and a summary."""
    root = ET.fromstring(content)
    assert root.tag == ATOM + "feed"
    assert once(once(root, "author"), "name").text
    ids = []
    entries = root.findall(ATOM + "entry")
    for part in (root, *entries):
        assert once(part, "title").text.strip()
        ids.append(once(part, "id").text)
        assert urlsplit(ids[-1]).scheme
        for name in ("updated", "published") if part is not root else ("updated",):
            assert datetime.fromisoformat(once(part, name).text).tzinfo
        links = [each.attrib for each in part.findall(ATOM + "link")]
        alternate = [each for each in links if each.get("rel", "alternate") == "alternate"]
        assert len({(each.get("type"), each.get("hreflang")) for each in alternate}) == len(alternate) == 1
        assert all(each["href"] for each in links)
    assert len(set(ids)) == len(ids)
    newest = [once(each, "updated").text for each in entries]
    assert newest == sorted(newest, reverse=True)
    assert once(root, "updated").text == newest[0]
    return root, entries


@pytest.mark.parametrize(("form", "number"), [("nb", 4), ("nn", 4)])
def test_the_feed_is_valid(site, form, number):
    root, entries = feed_faults((site / form / "feed.xml").read_bytes())
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == form
    assert len(entries) == number
    own = [each for each in root.findall(ATOM + "link") if each.get("rel") == "self"]
    assert [each.get("href") for each in own] == [f"https://kvalitetskommuner.example/{form}/feed.xml"]
    for entry in entries:
        href = once(entry, "link").get("href").removeprefix("https://kvalitetskommuner.example/")
        assert (site / href).is_file()


def test_without_an_address_the_links_of_the_feed_are_relative(office, tmp_path):
    office.write("news/2008-06-20-a.nb.md", "# A & <b>\n\nTekst.\n")
    office.build(tmp_path / "out")
    root, entries = feed_faults((tmp_path / "out/nb/feed.xml").read_bytes())
    assert once(entries[0], "title").text == "A & <b>"
    assert (tmp_path / "out/nb" / once(entries[0], "link").get("href")).is_file()
    assert not [each for each in root.findall(ATOM + "link") if each.get("rel") == "self"]


def test_both_forms_have_every_word_with_the_same_blanks():
    nb, nn = (words_of(form).every for form in ("nb", "nn"))
    assert nb.keys() == nn.keys()
    for key in nb:
        blanks = [{name for _, name, _, _ in Formatter().parse(each[key]) if name} for each in (nb, nn)]
        assert blanks[0] == blanks[1], key
    lists = [words_of(form).lists for form in ("nb", "nn")]
    assert {key: len(each) for key, each in lists[0].items()} == {key: len(each) for key, each in lists[1].items()}


def test_every_word_is_used():
    look = files("kvadmin_website.look") / "templates"
    texts = [each.read_text(encoding="utf-8") for each in look.iterdir() if each.name.endswith(".html")]
    root = Path(str(files("kvadmin_website")))
    texts += [each.read_text(encoding="utf-8") for each in root.rglob("*.py") if each.name != "page_words.py"]
    every = "\n".join(texts)
    built = re.compile(r"step_\d|.*_lead$|^n_")
    unused = [key for key in words_of("nb").every if not re.search(rf'["\'.]{re.escape(key)}\b', every)]
    assert [key for key in unused if not built.match(key)] == []


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def palettes():
    light, dark = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[:2]
    colours = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", each)) for each in (light, dark)]
    return {"light": colours[0], "dark": colours[0] | colours[1]}


#: Letters on what they stand on: 4.5:1 (WCAG 2.2, 1.4.3); lines that mean something: 3:1 (1.4.11).
LETTERS = [
    *((ink, under) for ink in ("ink", "quiet", "link", "warm") for under in ("paper", "ground")),
    ("ink", "tint"), ("link", "tint"), ("quiet", "tint"), ("warm", "warm-tint"), ("on-deep", "deep"),
    ("on-deep", "deeper"), ("soft-on-deep", "deep"), ("soft-on-deep", "deeper"), ("on-act", "act"), ("paper", "link"),
]  # fmt: skip
LINES = [("edge", "paper"), ("link", "paper"), ("warm", "paper"), ("act", "deep"), ("link", "ground")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_told_apart(scheme):
    colours = palettes()[scheme]
    for pairs, least in ((LETTERS, 4.5), (LINES, 3)):
        faint = {pair: round(contrast(*(colours[each] for each in pair)), 2) for pair in pairs}
        assert {pair: found for pair, found in faint.items() if found < least} == {}


def test_the_search_folds_as_its_index_does(site, tmp_path):
    """The script is run by node, where there is one, on a page of its own making."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here")
    script = (files("kvadmin_website.look") / "static" / "site.js").read_text(encoding="utf-8")
    index = (site / "static/index-nn.js").read_text(encoding="utf-8")
    page = tmp_path / "page.js"
    page.write_text(
        """
        const make = () => ({ children: [], dataset: { found: "{number}", none: "0" }, textContent: "",
          append(...more) { this.children.push(...more); }, replaceChildren() { this.children = []; },
          addEventListener() {}, focus() {} });
        const parts = { found: make(), query: make(), count: make() };
        parts.query.form = make();
        globalThis.window = globalThis;
        globalThis.document = { querySelectorAll: () => [], getElementById: (id) => parts[id], createElement: make };
        globalThis.location = { search: "" };
        """
        + index
        + "const told = [];for (const words of "
        + json.dumps(QUERIES)
        + ") { globalThis.location = { search: `?q=${encodeURIComponent(words)}` }; parts.found.children = [];"
        + script
        + """
          const links = (item) => item.children.flatMap((each) => each.children);
          told.push([words, parts.found.children.map((item) => links(item)[0].href)]);
        }
        console.log(JSON.stringify(told));
        """,
        encoding="utf-8",
    )
    said = subprocess.run([node, page], capture_output=True, text=True, check=True, timeout=60).stdout
    found = dict(json.loads(said))
    assert found["Løten"][0] == found["loten"][0] == found["LOETEN"][0] == "municipalities/0415.html"
    assert "bank/forste-uka.html" in found["voss barnehagen"]
    assert found["xyzzy"] == []
    assert "themes/sick-leave.html" in found["sjukefråvær"]


QUERIES = ["Løten", "loten", "LOETEN", "voss barnehagen", "xyzzy", "sjukefråvær"]


@pytest.mark.skipif(shutil.which("html-validate") is None, reason="html-validate is not installed")
def test_the_pages_are_valid_html(site):
    config = Path(__file__).with_name("html-validate.json")
    done = subprocess.run(
        [shutil.which("html-validate"), "--config", config, f"{site}/**/*.html"],
        capture_output=True, text=True, check=False, timeout=300, cwd=site,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
