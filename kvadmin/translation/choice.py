"""Which language the screen speaks: as asked for, as the programme has it, as the system has it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence

#: What the screen can speak: bokmål, nynorsk, English.
LANGUAGES = ("nb", "nn", "en")

#: The languages of a system, and what is spoken to those who read them.
_ALIKE = {"no": "nb", "nb": "nb", "nn": "nn", "en": "en", "da": "nb"}


def known(name: str) -> str | None:
    """The language of a name as people and systems have it: ``nb``, ``NN``, ``nb_NO.UTF-8``, ``no``; else None."""
    return _ALIKE.get(name.strip().lower().replace("-", "_").partition(".")[0].partition("_")[0])


def asked_for(words: Sequence[str]) -> str | None:
    """What ``--lang`` says, wherever it stands in a command line."""
    return _option(words, "--lang")


def folder_named(words: Sequence[str]) -> str | None:
    """What ``-C`` or ``--data`` says."""
    return _option(words, "--data", "-C")


def for_program(words: Sequence[str]) -> bool:
    """Whether the result is read by a program, so that the run speaks English: JSON, and csv that is not for Excel."""
    asked = _option(words, "--format")
    if asked is None:
        asked = (_option(words, "--output", "-o") or "").lower().rpartition(".")[2]
    return asked == "json" or (asked == "csv" and "--excel" not in words)


def _option(words: Sequence[str], *names: str) -> str | None:
    """The last value of an option: ``--lang nb``, ``--lang=nb``, ``-Cdir``."""
    found = None
    for index, word in enumerate(words):
        if word == "--":
            break
        while word.startswith("-y") and len(word) > 2:  # letters may stand together: -yo FILE
            word = f"-{word[2:]}"  # noqa: PLW2901
        for name in names:
            if word == name:
                found = words[index + 1] if index + 1 < len(words) else ""
            elif word.startswith(f"{name}=" if name.startswith("--") else name):
                found = word[len(name) :].removeprefix("=")
    return found


def programme_language(file: str) -> str | None:
    """What a ``programme.yaml`` says of the screen; its one line is looked at, for every start asks."""
    try:
        with open(file, encoding="utf-8", errors="replace") as lines:  # noqa: PTH123 - at every start
            said = next((line for line in lines if line.startswith("screen_language:")), "")
    except OSError:
        return None
    return known(said.partition(":")[2].partition("#")[0].strip().strip("'\""))


def system_language(environment: Mapping[str, str]) -> str:
    """What the system speaks, as POSIX asks it; English where it speaks none of ours."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return known(environment[name]) or "en"
    return _windows_language() if sys.platform == "win32" else "en"


def _windows_language() -> str:
    """What a Windows speaks to its user."""
    import ctypes
    import locale

    code = getattr(ctypes, "windll").kernel32.GetUserDefaultUILanguage()  # noqa: B009 - there on Windows only
    return known(locale.windows_locale.get(code, "")) or "en"


def language_of(
    words: Sequence[str], programme: Callable[[], str | None], environment: Mapping[str, str] = os.environ
) -> str:
    """The language of a run: ``--lang``, ``KVADMIN_LANG``, the programme's default, the system's, in this order.

    Args:
        words: The command line.
        programme: Gives the ``programme.yaml`` of the run; asked only when nobody has said what he reads.
        environment: The variables.
    """
    if for_program(words):
        return "en"
    for asked in (asked_for(words), environment.get("KVADMIN_LANG")):
        if asked and (found := known(asked)):
            return found
    file = programme()
    return (file and programme_language(file)) or system_language(environment)
