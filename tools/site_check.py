"""Go through every page of a built site as readers do: every link, on a phone, on a desk, in the dark.

Run: sphinx-build -W -n --keep-going -q docs out/site && python tools/site_check.py out/site   (needs Debian's chromium)
     ... --shots FOLDER PAGE [PAGE ...]   (pictures of pages at both widths, to be looked at)
     ... --schemes --widths 390,1280   (a site that follows the person's colour scheme, not a switch of its own)

What is asked: every link and anchor inside the site leads somewhere, every page can be reached from the front page,
nothing is fetched from anywhere else, no page is wider than its window, and axe-core finds nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

CHROMIUM = shutil.which("chromium")
#: Pixels: a small phone and a desk.
WIDTHS = (360, 1280)
#: Names of the checker's own pages, which no site has.
_HOST, _AXE, _FOUND = "__check__.html", "__axe__.js", "__found__"
#: Tags whose address the browser fetches by itself.
_FETCHED = {("link", "href"), ("object", "data"), *((tag, "src") for tag in ("script", "img", "iframe", "source"))}
#: What a ``link`` is that a browser does not fetch.
_POINTING = frozenset({"canonical", "alternate"})
#: The colour schemes that a person may prefer, as Chromium numbers them.
_SCHEMES = {"dark": 0, "light": 1}
#: An address outside the site that a style sheet fetches.
_REMOTE = re.compile(r"""url\(\s*['"]?((?:https?:)?//[^)]*)\)|@import\s+['"]((?:https?:)?//[^'"]*)""")


class PageReader(HTMLParser):
    """The anchors of a page, where its links lead, and what it fetches."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids and addresses."""
        points = tag == "link" and (dict(attrs).get("rel") or "").casefold() in _POINTING
        for name, value in attrs:
            if name == "id" or (tag == "a" and name == "name"):
                self.anchors.add(value or "")
            elif name in {"href", "src", "data"} and value:
                (self.fetched if (tag, name) in _FETCHED and not points else self.links).append(value)


def link_faults(site: Path, front: str = "index.html") -> tuple[list[str], int]:
    """Links that lead nowhere, pages that nothing leads to, what comes from elsewhere; and how many links there are."""
    texts = {file.relative_to(site).as_posix(): file.read_text(encoding="utf-8") for file in html_files(site)}
    pages = {name: PageReader(text) for name, text in texts.items()}
    faults, number, leads = [], 0, {}
    for name, page in pages.items():
        reached = leads.setdefault(name, set())
        faults += [f"{name}: fetches {address}" for address in page.fetched if urlsplit(address).netloc]
        for address in [*page.links, *page.fetched]:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            number += 1
            path, anchor = urldefrag(urljoin(f"/{name}", address))
            target = unquote(urlsplit(path).path).lstrip("/")
            target = f"{target}{front}" if not target or target.endswith("/") else target
            reached.add(target)
            if not (site / target).is_file():
                faults.append(f"{name}: {address} leads nowhere")
            elif anchor and target in pages and unquote(anchor) not in pages[target].anchors:
                faults.append(f"{name}: {address}: there is no such place in the page")
    for sheet in site.rglob("*.css"):
        remote = _REMOTE.findall(sheet.read_text(encoding="utf-8"))
        faults += [f"{sheet.relative_to(site).as_posix()}: fetches {one or other}" for one, other in remote]
    unreached = pages.keys() - _reached(front, leads)
    return faults + [f"{name}: no page leads here" for name in sorted(unreached)], number


def _reached(front: str, leads: dict[str, set[str]]) -> set[str]:
    seen, waiting = set(), [front]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += leads.get(name, ())
    return seen


def html_files(site: Path) -> list[Path]:
    """The pages of the site, the front page first, without parts that a theme keeps among its own files."""
    found = (file for file in site.rglob("*.html") if "_static" not in file.relative_to(site).parts)
    return sorted(found, key=lambda file: (file != site / "index.html", file))


class Asked(NamedTuple):
    """What a browser looks at.

    Args:
        pages: Names of the pages.
        widths: Pixels.
        scheme: The colour scheme that its person prefers; empty: the site has a switch of its own.
    """

    pages: Sequence[str]
    widths: Sequence[int] = WIDTHS
    scheme: str = ""


def leads_on(page: Path) -> bool:
    """Whether a page takes its reader to another one at once: nobody can look at it."""
    return 'http-equiv="refresh"' in page.read_text(encoding="utf-8")


@dataclass
class Browsed:
    """What the browser told of the pages."""

    told: list[dict[str, Any]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)


class Handler(SimpleHTTPRequestHandler):
    """The site, and beside it the page that goes through it."""

    def __init__(self, *arguments: Any, asked: Asked, browsed: Browsed, **more: Any) -> None:
        self.asked, self.browsed = asked, browsed
        super().__init__(*arguments, **more)

    def log_message(self, *_: object) -> None:
        """Nobody reads a log."""

    def do_GET(self) -> None:
        """A file of the site, or one of the checker's own."""
        name = self.path.lstrip("/").partition("?")[0]
        own = {
            _HOST: lambda: Path(__file__).with_suffix(".html").read_bytes(),
            _AXE: lambda: files("axe_core_python").joinpath("axe.min.js").read_bytes(),
            _FOUND: lambda: json.dumps(self.asked._asdict()).encode(),
        }
        if name not in own:
            super().do_GET()
            return
        content = own[name]()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(name))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self) -> None:
        """One page has been looked at, or all."""
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if told.get("ended"):
            self.browsed.ended.set()
        else:
            self.browsed.told.append(told)
        self.send_response(204)
        self.end_headers()


def browse(site: Path, asked: Asked, seconds: float = 1200) -> list[dict[str, Any]]:
    """What a browser makes of each page at each width.

    Each is told with ``page``, ``width``, ``room`` and ``content`` (pixels), ``fetched`` (addresses elsewhere) and
    ``violations`` (theme, rule, where); or with ``failed``.
    """
    browsed = Browsed()
    handler = partial(Handler, directory=str(site), asked=asked, browsed=browsed)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        started = subprocess.Popen(
            [
                *browser(folder, asked.scheme), "--remote-debugging-port=0", "--window-size=1600,1000",
                f"http://127.0.0.1:{server.server_port}/{_HOST}",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            deadline = time.monotonic() + seconds
            while not browsed.ended.wait(1):
                if started.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"the browser stopped after {len(browsed.told)} pages")
        finally:
            started.terminate()
            started.wait()
            server.shutdown()
            server.server_close()
    return browsed.told


def browser(folder: str, scheme: str = "") -> list[str]:
    """Chromium without a window, without a network but this machine, with settings of its own."""
    assert CHROMIUM, "needs chromium, as .ci/debian-packages has it"
    return [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--hide-scrollbars", "--proxy-server=127.0.0.1:9", f"--user-data-dir={folder}",
        *([f"--blink-settings=preferredColorScheme={_SCHEMES[scheme]}"] if scheme else []),
    ]  # fmt: skip


def page_faults(told: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the pages that were looked at."""
    for each in told:
        where = f"{each['page']} at {each['width']} pixels"
        if "failed" in each:
            yield f"{where}: {each['failed']}"
            continue
        if each["content"] > each["room"]:
            yield f"{where}: the page is {each['content']} pixels wide"
        yield from (f"{where}: fetches {name}" for name in each["fetched"])
        for theme, rule, nodes in each["violations"]:
            yield f"{where}, {theme}: {rule} ({len(nodes)})\n    " + "\n    ".join(nodes[:4])


def shots(
    site: Path, target: Path, pages: Sequence[str], widths: Sequence[int] = WIDTHS, *, height: int = 1400
) -> None:
    """Pictures of pages at both widths, in light and dark: PAGE-WIDTH-THEME.png."""
    target.mkdir(parents=True, exist_ok=True)
    for page in pages:
        for width in widths:
            for theme in ("light", "dark"):
                text = (site / page).read_text(encoding="utf-8")
                text = text.replace('localStorage.getItem("theme")', f'"{theme}"')
                text = text.replace("<head>", f'<head><base href="{(site / page).resolve().as_uri()}">', 1)
                # Chromium's own window is never narrower than 500 pixels: the page is shown in a frame.
                with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                    inner, outer = Path(folder, "inner.html"), Path(folder, "outer.html")
                    inner.write_text(text, encoding="utf-8")
                    frame = f'<iframe src="inner.html" width="{width}" height="{height}" style="border:0"></iframe>'
                    outer.write_text(f'<!DOCTYPE html><body style="margin:0">{frame}', encoding="utf-8")
                    name = f"{page.removesuffix('.html').replace('/', '-')}-{width}-{theme}.png"
                    options = (f"--window-size={max(width, 500)},{height}", f"--screenshot={target / name}")
                    subprocess.run(
                        [
                            *browser(f"{folder}/profile", theme), "--allow-file-access-from-files", *options,
                            outer.as_uri(),
                        ],
                        check=True, capture_output=True, timeout=60,
                    )  # fmt: skip


def _widths(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


def main() -> int:
    """Check the site, and say how long it took; or take pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("pages", nargs="*", help="only these; else all")
    parser.add_argument("--shots", type=Path, metavar="FOLDER")
    parser.add_argument("--widths", type=_widths, default=WIDTHS, metavar="PIXELS,...", help="of the window")
    parser.add_argument(
        "--schemes", action="store_true", help="a browser for each colour scheme; no switch in the site"
    )
    asked = parser.parse_intermixed_args()
    site = asked.site.resolve()
    pages = asked.pages or [file.relative_to(site).as_posix() for file in html_files(site) if not leads_on(file)]
    if asked.shots:
        shots(site, asked.shots, pages, asked.widths)
        return 0
    started = time.monotonic()
    faults, links = link_faults(site)  # of all pages, whichever are looked at
    linked = time.monotonic()
    number = min(os.cpu_count() or 1, len(pages))
    jobs = [
        Asked(pages[at::number], asked.widths, scheme)
        for scheme in (_SCHEMES if asked.schemes else [""])
        for at in range(number)
    ]
    with ThreadPoolExecutor(number) as browsers:
        told = browsers.map(partial(browse, site), jobs)
        faults += page_faults([each for part in told for each in part])
    print("\n".join(faults) or "nothing found")
    widths = " and ".join(map(str, asked.widths))
    print(
        f"{len(pages)} pages, {links} links in {linked - started:.1f} s; at {widths} pixels, light and"
        f" dark, in {time.monotonic() - linked:.1f} s: {len(faults)} faults"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
