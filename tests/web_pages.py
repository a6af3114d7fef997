"""Pages as a browser and people who cannot see them have them: axe-core in headless Chromium."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pypdf
import pytest
from admission_proofs.page_runs import CHROMIUM, dumped

needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="needs chromium, as .ci/debian-packages has it")

#: What of the page's style is true on paper, and in a dark room: the browser of the test is neither.
_MEDIA = {
    "light": (),
    "dark": (("@media screen and (prefers-color-scheme: dark)", "@media all"),),
    "print": (("@media screen", "@media not all"), ("@media print", "@media all")),
}
_RUN = """<script>
axe.run(document, { resultTypes: ["violations"] }).then(found => {
  const boxes = [...document.querySelectorAll("svg[viewBox]")].filter(svg => svg.checkVisibility()).map(svg => {
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    const texts = [...svg.querySelectorAll("text:not(.numeral), .mark")].map(text => {
      const { x, y, width, height } = text.getBBox();
      return [text.textContent, x, y, width, height];
    });
    return [width, height, texts];
  });
  const result = document.createElement("pre");
  result.id = "seen";
  result.textContent = JSON.stringify({
    violations: found.violations.map(each => [each.id, each.nodes.map(node => node.html.slice(0, 120))]),
    passes: found.passes.map(each => each.id),
    width: document.documentElement.scrollWidth, room: document.documentElement.clientWidth, boxes,
  });
  parent.document.body.append(result);
});
</script></body>"""


@dataclass(frozen=True)
class Seen:
    """What a browser made of a page.

    ``violations`` and ``passes`` are those of axe, best practices among them; ``width`` is that of the content and
    ``room`` that of the window; ``pictures`` are the SVGs that are shown: width, height, and their texts and marks, each
    with its words, x, y, width and height.
    """

    violations: list[tuple[str, list[str]]]
    passes: list[str]
    width: int
    room: int
    pictures: list[tuple[float, float, list[tuple[str, float, float, float, float]]]]


def seen(page: bytes, folder: Path, media: str = "light", width: int = 1280) -> Seen:
    """The page as it is on a screen or on paper (``light``, ``dark``, ``print``), in a window of this width."""
    text = page.decode()
    for one, other in _MEDIA[media]:
        assert one in text, one
        text = text.replace(one, other)
    text, number = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    assert number == 1
    axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8").replace("</script", "<\\/script")
    file = folder / "page.html"
    page_and_axe = html.escape(text.replace("</body>", f"<script>{axe}</script>{_RUN}"))
    # Chromium's own window is never narrower than 500 pixels.
    frame = f'<!DOCTYPE html><body><iframe width="{width}" height="900" srcdoc="{page_and_axe}"></iframe></body>'
    file.write_text(f'<meta charset="utf-8">{frame}', encoding="utf-8")
    dom = dumped(file, folder, "--hide-scrollbars", "--window-size=1600,1000")
    found = re.search(r'<pre id="seen">(.*?)</pre>', dom, re.DOTALL)
    assert found, "axe did not finish"
    told = json.loads(html.unescape(found[1]))
    return Seen(told["violations"], told["passes"], told["width"], told["room"], told["boxes"])


def printed(page: bytes, folder: Path) -> list[str]:
    """The text of each sheet of paper that the page takes."""
    file, pdf = folder / "printed.html", folder / "printed.pdf"
    file.write_bytes(page)
    dumped(file, folder, f"--print-to-pdf={pdf}")
    return [each.extract_text() for each in pypdf.PdfReader(pdf).pages]
