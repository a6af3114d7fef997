"""The page that kvadmin hands out, run in headless Chromium: many protocols in one load."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium")
_RUN = """<script>
const results = [];
for (const { document: base, cases } of JSON.parse(document.getElementById("cases").textContent)) {
  for (const { patch, brought } of cases) {
    const changed = structuredClone(base);
    for (const [path, value] of patch) {
      let at = changed;
      for (const step of path.slice(0, -1)) at = at[step < 0 ? at.length + step : step];
      const last = path[path.length - 1];
      at[last < 0 ? at.length + last : last] = value;
    }
    const difference = check(changed, brought);
    results.push(difference && [difference[1], difference[2]]);
  }
}
const pre = document.body.appendChild(document.createElement("pre"));
pre.id = "results";
pre.textContent = JSON.stringify(results);
</script></body>"""


def page_differences(page: str, cases: Sequence[dict[str, Any]], folder: Path) -> list[tuple[str, str] | None]:
    """What the page finds first in each case: what and whose, or None; a case is ``document`` and ``cases`` (patch, brought)."""
    data = json.dumps(cases, ensure_ascii=False).replace("<", "\\u003c")
    extra = f'<script type="application/json" id="cases">{data}</script>{_RUN}'
    file = folder / "page.html"
    file.write_text(page.replace("</body>", extra), encoding="utf-8")
    dom = dumped(file, folder)
    found = re.search(r'<pre id="results">(.*?)</pre>', dom, re.DOTALL)
    assert found, "the page did not finish"
    return [None if each is None else tuple(each) for each in json.loads(html.unescape(found[1]))]


def dumped(file: Path, folder: Path, *options: str) -> str:
    """The page as Chromium has it after its scripts have run; it is kept from the network."""
    assert CHROMIUM
    arguments = (
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--proxy-server=127.0.0.1:9",
        f"--user-data-dir={folder / 'chromium'}", "--virtual-time-budget=600000", *options, "--dump-dom", file.as_uri(),
    )  # fmt: skip
    ran = subprocess.run([CHROMIUM, *arguments], capture_output=True, text=True, timeout=600, check=True)
    return ran.stdout
