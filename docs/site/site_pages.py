"""What the documentation site needs beside the Markdown of its pages: their order, and pages of the files they lead to.

A Sphinx extension; ``docs/conf.py`` says which pages there are.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from pygments.lexer import RegexLexer, bygroups
from pygments.lexers.special import TextLexer
from pygments.token import Generic
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

ROOT = Path(__file__).resolve().parents[2]
#: Endings of source files -> name of the highlighter.
LEXERS = {".py": "python", ".toml": "toml", ".md": "markdown", ".yaml": "yaml", ".sh": "bash", ".json": "json"}
#: What the theme leaves out, and axe-core finds: what scrolls sideways can be stopped at without a mouse (WCAG 2.1.1),
#: a heading has a level (4.1.2), each side of the page a name, and the page of the search a heading of its own.
_MENDED = (
    ("<pre>", '<pre tabindex="0">'),
    ('<div class="table-wrapper ', '<div tabindex="0" class="table-wrapper '),
    ('<p class="caption" role="heading">', '<p class="caption" role="heading" aria-level="2">'),
    ('<aside class="sidebar-drawer">', '<aside class="sidebar-drawer" aria-label="Pages">'),
    ('<aside class="toc-drawer', '<aside aria-label="On this page" class="toc-drawer'),
    ('<div id="search-results">', '<h1>Search</h1>\n<div id="search-results">'),
)
_DONE = "<!-- mended -->"


class Console(RegexLexer):
    """What is typed stands out from what is printed."""

    name = "console"
    tokens = {"root": [(r"(\$ )(.*\n)", bygroups(Generic.Prompt, Generic.Strong)), (r".*\n", Generic.Output)]}


def read_from_above(app: Sphinx, docname: str, source: list[str]) -> None:
    """Give a page that leads to a file at the top of the checkout that file's text, and the front page the contents."""
    if docname in app.config.site_from_above:
        source[0] = (ROOT / app.config.site_from_above[docname]).read_text(encoding="utf-8")
    elif docname == app.config.root_doc:
        source[0] += "".join(contents(app))


def contents(app: Sphinx) -> Iterator[str]:
    """The list of pages, as Sphinx takes it."""
    for caption, pages in app.config.site_contents.items():
        there = [page for page in pages if page in app.env.found_docs]
        yield "\n".join(["", "```{toctree}", ":hidden:", f":caption: {caption}", "", *there, "```", ""])


class SourceLinks(SphinxTransform):
    """Links as a code host resolves them: to pages, and to files of the checkout, which get pages of their own."""

    default_priority = 5  # before anybody collects what they lead to

    def apply(self, **_: Any) -> None:
        """Replace the targets that lie outside the pages."""
        for kind in (addnodes.download_reference, addnodes.pending_xref):
            for node in list(self.document.findall(kind)):
                if node.get("refdomain") != "doc" or node["reftarget"] not in self.env.found_docs:
                    self._lead(node)

    def _lead(self, node: nodes.Element) -> None:
        path, _, anchor = node["reftarget"].partition("#")
        if node.get("refdomain") == "doc":
            path, anchor = f"{path}.md", node.get("reftargetid") or ""
        file = self._file(path)
        page = self._page(file)
        if page:
            node.replace_self(
                addnodes.pending_xref(
                    "", *node.children, refdomain="doc", reftype="myst", reftarget=page, reftargetid=anchor or None,
                    refdoc=self.env.docname, refexplicit=True,
                )
            )  # fmt: skip
        elif file.exists() and ROOT in file.parents:
            shown = file.relative_to(ROOT).as_posix()
            inside = (each.relative_to(ROOT).as_posix() for each in files_in(file))
            self.env.site_sources.setdefault(self.env.docname, set()).update([shown, *inside])
            to = self.app.builder.get_relative_uri(self.env.docname, f"source/{shown}")
            node.replace_self(nodes.reference("", "", *node.children, refuri=to, internal=True))

    def _file(self, path: str) -> Path:
        """What the link leads to in the checkout."""
        above = self.env.docname in self.config.site_from_above
        folder = ROOT if above else Path(self.env.doc2path(self.env.docname)).parent
        file = Path(posixpath.normpath((folder / path).as_posix()))
        return file / "README.md" if (file / "README.md").is_file() else file

    def _page(self, file: Path) -> str:
        """The page of the site that shows the file, if one does."""
        for page, name in self.config.site_from_above.items():
            if file == ROOT / name:
                return page
        if file == ROOT / "README.md":
            return self.config.root_doc
        name = file.relative_to(self.env.srcdir).with_suffix("").as_posix() if self.env.srcdir in file.parents else ""
        return name if name in self.env.found_docs else ""


def files_in(folder: Path) -> list[Path]:
    """The files of a folder; not what Python has laid beside them where it was run (``__pycache__``)."""
    return [each for each in folder.iterdir() if each.is_file()] if folder.is_dir() else []


def begin(app: Sphinx) -> None:
    """Which page leads to which files; kept from one build to the next."""
    if not hasattr(app.env, "site_sources"):
        app.env.site_sources = {}


def forget(_: Sphinx, env: Any, docname: str) -> None:
    """The page is read anew, or gone."""
    env.site_sources.pop(docname, None)


def join(_: Sphinx, env: Any, docnames: set[str], other: Any) -> None:
    """What another process read."""
    env.site_sources |= {name: files for name, files in other.site_sources.items() if name in docnames}


def source_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """A page for each file that a page leads to, as it is in the checkout, in colour; of a folder, its files."""
    for shown in sorted({file for files in app.env.site_sources.values() for file in files}):
        if (ROOT / shown).is_dir():
            names = sorted(each.name for each in files_in(ROOT / shown))
            lines = (f'<li><a href="{Path(shown).name}/{name}.html">{name}</a></li>' for name in names)
            body = f"<ul>\n{chr(10).join(lines)}\n</ul>"
        else:
            text = (ROOT / shown).read_text(encoding="utf-8")
            body = app.builder.highlighter.highlight_block(text, LEXERS.get(Path(shown).suffix, "text"), linenos=False)
        yield f"source/{shown}", {"title": shown, "body": f"<h1>{shown}</h1>\n{body}", "parents": []}, "page.html"


def name_language(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: Any) -> None:
    """Say which language the page is in."""
    context["language"] = app.config.site_languages.get(pagename, "en")


def mend(app: Sphinx, exception: Exception | None) -> None:
    """Put into each page that was written what the theme leaves out."""
    if exception or app.builder.format != "html":
        return
    for file in Path(app.outdir).rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        if "_static" in file.parts or text.endswith(_DONE):
            continue
        for theirs, ours in _MENDED:
            text = text.replace(theirs, ours)
        file.write_text(text + _DONE, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx."""
    for name, empty in (("site_contents", {}), ("site_from_above", {}), ("site_languages", {})):
        app.add_config_value(name, empty, "env")
    app.connect("builder-inited", begin)
    app.connect("source-read", read_from_above)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", join)
    app.connect("html-collect-pages", source_pages)
    app.connect("html-page-context", name_language)
    app.connect("build-finished", mend)
    app.add_transform(SourceLinks)
    for plain in ("csv", "vcf"):
        app.add_lexer(plain, TextLexer)
    app.add_lexer("console", Console)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
