"""Python, the console, the language, the clock: what every run needs, programme folder or none."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator
from datetime import date

from kvadmin.api import KvadminError, tr
from kvadmin.api.commands import config_folder, parse_day

from .ailment import Ailment, WhereItRuns

_OLDEST = (3, 11)
#: No clock that is right says an earlier day: this version was made after it.
_MADE = date(2024, 1, 1)
_FONTS = ("SourceSans3-Regular.ttf", "SourceSans3-It.ttf", "SourceSans3-Semibold.ttf")


def machine_ailments(around: WhereItRuns) -> Iterator[Ailment]:
    """What is wrong with the machine."""
    if around.python < _OLDEST:
        yield Ailment(
            "error",
            "old-python",
            "python",
            tr("Python {version} is too old; kvadmin needs 3.11 or newer.", version=".".join(map(str, around.python))),
            tr("Install a newer Python, and kvadmin with it."),
        )
    yield from _console(around)
    yield from _fonts()
    if around.today < _MADE:
        yield Ailment(
            "error",
            "wrong-clock",
            "clock",
            tr("The clock says {day}: days in letters and in the history would be wrong.", day=around.today),
            tr("Set the clock of the machine."),
        )
    if day := around.environment.get("KVADMIN_TODAY"):
        yield Ailment(
            "info",
            "day-is-set",
            "clock",
            tr("Commands take {day} for today, whatever the clock says: KVADMIN_TODAY is set.", day=_day_of(day)),
            _unset("KVADMIN_TODAY"),
        )


def _day_of(text: str) -> date | str:
    """The day, said as the screen says days; what is none as it stands."""
    try:
        return parse_day(text)
    except KvadminError:
        return text


def _unset(name: str) -> str:
    return f"set {name}=" if os.name == "nt" else f"unset {name}"


def _console(around: WhereItRuns) -> Iterator[Ailment]:
    for stream, encoding in around.encodings.items():
        try:
            known = codecs.lookup(encoding).name
        except LookupError:
            known = encoding
        if known == "utf-8":
            continue
        said_so = "PYTHONIOENCODING" in around.environment  # which counts for more than PYTHONUTF8
        yield Ailment(
            "warning",
            "console-letters",
            "console",
            tr("{stream} is written in {encoding}, which lacks letters of names.", stream=stream, encoding=encoding),
            _unset("PYTHONIOENCODING") if said_so else "chcp 65001" if os.name == "nt" else "export PYTHONUTF8=1",
        )
        break
    said = next(
        (around.environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if around.environment.get(name)), ""
    )
    if os.name != "nt" and said.partition(".")[0] in ("", "C", "POSIX") and "KVADMIN_LANG" not in around.environment:
        yield Ailment(
            "info",
            "no-language",
            "console",
            tr("The system says no language (LANG): the screen speaks English unless the programme says otherwise."),
            "export KVADMIN_LANG=nb",
        )


def _fonts() -> Iterator[Ailment]:
    """The fonts of documents lie in the package; where one is missing the installation is not whole."""
    from importlib.resources import files

    folder = files("kvadmin") / "documents" / "fonts"
    lost = [name for name in _FONTS if not (folder / name).is_file()]
    if lost:
        yield Ailment(
            "error",
            "font-missing",
            "fonts",
            tr("Fonts that PDFs are set in are missing: {names}.", names=", ".join(lost)),
            tr("Install kvadmin again."),
        )
    if not config_folder().is_dir():
        yield Ailment(
            "error",
            "files-missing",
            "python",
            tr("Files that belong to kvadmin are missing: {folder}.", folder=config_folder()),
            tr("Install kvadmin again."),
        )
