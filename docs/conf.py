"""The documentation site: ``sphinx-build -W -n --keep-going docs out/site`` (CONTRIBUTING.md).

The pages are those that a code host shows. What a site needs beside them, the order of the pages and pages of the
source files that they lead to, is added while it is built, so that they stay plain Markdown.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "site"), str(HERE.parent), str(HERE.parent / "tools")]

import hook_pages  # noqa: E402 - found through the path above
import how_to  # noqa: E402

import kvadmin  # noqa: E402 - that of this checkout

project = "kvadmin"
author = "The kvadmin authors"
copyright = author  # noqa: A001 - Sphinx's name for it
release = version = kvadmin.__version__
extensions = ["myst_parser", "site_pages"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["site"]
nitpicky = True

#: Links to headings as a code host makes them.
myst_heading_anchors = 4
#: Outputs stand as they were printed: no curly quotes, no long dashes.
smartquotes = False
highlight_language = "text"
#: Addresses below .example are nobody's (RFC 2606): ``sphinx-build -b linkcheck docs out/links`` is run by hand.
linkcheck_ignore = [r"https?://[\w.-]+\.example(/|$)", r"https?://localhost"]

html_theme = "furo"
html_title = "kvadmin"
html_static_path = ["site/static"]
html_css_files = ["site.css"]
html_use_index = False
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_theme_options = {"top_of_page_buttons": []}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

#: What stands in the list of pages, in order: a heading and its pages. One that is missing here is a warning of Sphinx.
site_contents = {
    "For the secretariat": ["tour.nb", "tour.en", "story", "install", "menu"],
    "How to": [f"how-to/{name.removesuffix('.md')}" for name in how_to.STORY],
    "Look it up": [
        "commands", "errors", "headings", "status", "screen", "completion", "store", "engines", "engines-scale", "spc",
        "glossary",
    ],
    "Plugins and programs": [
        "tutorial", "plugins", *(f"how-to-hooks/{name.removesuffix('.md')}" for name in hook_pages.ORDER),
        "hooks", "api", "api-policy",
    ],
    "How it is built": ["domain", "architecture", "translating", "contributing", "changelog"],
}  # fmt: skip
#: Pages that stand at the top of the checkout, where people look for them: page of the site -> file.
site_from_above = {"contributing": "CONTRIBUTING.md", "changelog": "CHANGELOG.md"}
#: The language of a page that is not in English.
site_languages = {"tour.nb": "nb"}
