"""A long result on a terminal, a page at a time.

The pager is ``KVADMIN_PAGER``, else ``PAGER``, else ``less`` where there is one; an empty ``KVADMIN_PAGER`` is none.
``less`` gets ``-FRX`` unless ``LESS`` says otherwise: it ends by itself what fits, shows colours, and leaves the text
on the screen. A pager that does not start, or fails, never takes the result with it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys

from kvadmin.translation import tr


def shown_by_pager(text: str) -> bool:
    """Show a text by the person's pager, if it is longer than the window.

    Args:
        text: A finished result.

    Returns:
        Whether it has been shown; if not, it is to be printed.
    """
    command = _pager()
    if not command or sys.stdin is None or not sys.stdin.isatty() or not _is_long(text):
        return False
    return _ran(command, text)


def _pager() -> list[str]:
    """The words of the pager; none where there is none, or where the terminal cannot turn pages."""
    asked = os.environ.get("KVADMIN_PAGER")
    if asked is None:
        asked = os.environ.get("PAGER") or (shutil.which("less") or "")
    if os.environ.get("TERM") == "dumb":
        return []
    try:
        return shlex.split(asked, posix=os.name != "nt")
    except ValueError:  # a quote that does not end
        return [asked]


def _is_long(text: str) -> bool:
    """Whether the text takes more lines than the window has, the prompt's own taken off."""
    columns, height = shutil.get_terminal_size()
    lines = re.sub(r"\x1b\[[\d;]*m", "", text).splitlines()  # colours take no room
    if len(lines) >= height:
        return True
    return sum(max(1, -(-len(line) // max(columns, 1))) for line in lines) >= height


def _ran(command: list[str], text: str) -> bool:
    import signal
    import subprocess

    sys.stdout.flush()
    encoding = sys.stdout.encoding
    variables = {"LESS": "FRX", "LV": "-c", **os.environ}
    if encoding.lower().replace("-", "") == "utf8":
        variables.setdefault("LESSCHARSET", "utf-8")
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=sys.stdout.fileno(), env=variables)
    except (OSError, ValueError) as error:
        _tell(command, getattr(error, "strerror", None) or str(error))
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's
    try:
        try:
            pager.communicate(text.encode(encoding, sys.stdout.errors or "replace"))
        except OSError:  # it was left before the end, or has failed: its exit code says which
            pager.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    if pager.returncode:
        _tell(command, tr("exit code {code}", code=pager.returncode))
    return pager.returncode == 0


def _tell(command: list[str], reason: str) -> None:
    from kvadmin.tables.stderr_lines import say

    text = tr("the pager {name} does not work ({reason}); here is the result", name=command[0], reason=reason)
    say(tr("warning: {text}", text=text))
