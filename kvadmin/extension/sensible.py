"""What a hook's answer of the right types must say besides: words that are known, and something at all.

A word that nobody knows is never taken for the mildest one, and an empty text never for "nothing to say".
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kvadmin.extension.discovering.discovery import one_line
from kvadmin.model.finding import Finding
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.extension.answers import DispatchedLetter
    from kvadmin.extension.status_answers import StatusSection

#: How bad a finding may be.
SEVERITIES = ("error", "warning", "info")
_CODE = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
#: What a finding without a code of its own is called.
_NO_CODE = "plugin-failure"
_SHOWN = 80


def severity_problem(severity: str, code: str, known: tuple[str, ...] = SEVERITIES) -> str | None:
    """Why a finding cannot have this severity and code; None when it can."""
    if severity not in known:
        words = {"severity": _short(severity), "code": _short(code), "known": ", ".join(known)}
        return tr("the severity {severity!r} of its finding {code!r} is none of {known}", **words)
    if not re.fullmatch(_CODE, code):
        return tr("the code {code!r} of its finding is not of small letters, digits and hyphens", code=_short(code))
    return None


def finding_problem(item: Finding) -> str | None:
    """What is wrong with a finding."""
    if problem := severity_problem(item.severity, item.code):
        return problem
    return None if item.text.strip() else tr("its finding {code!r} says nothing", code=item.code)


def as_error(item: object) -> Finding | None:
    """A finding of which not all can be understood, as an error: nobody knows that it is less. None if it is none."""
    if not (isinstance(item, Finding) and all(isinstance(each, str) for each in (item.severity, item.code, item.text))):
        return None
    code = item.code if re.fullmatch(_CODE, item.code) else _NO_CODE
    return replace(item, severity="error", code=code, text=item.text if item.text.strip() else code)


def section_problem(item: StatusSection) -> str | None:
    """What is wrong with a section of ``kvadmin status``."""
    if not item.title.strip():
        return tr("a section has no title")
    if any(not each.text.strip() for each in item.actions):
        return tr("an action of its section {title!r} says nothing", title=_short(item.title))
    for each in item.figures:
        if not math.isfinite(each.value):
            return tr("its figure {key!r} is {value}, no number", key=_short(each.key), value=each.value)
    return None


def letter_problem(item: DispatchedLetter) -> str | None:
    """What is wrong with a letter that is said to have left."""
    if not item.municipalities:
        return tr("its letter {letter!r} went to nobody", letter=_short(item.letter))
    strange = [each for each in item.municipalities if not re.fullmatch(r"[0-9]{4}", each)]
    return municipality_problem(strange[0]) if strange else None


def municipality_problem(number: str) -> str:
    """That a text is no number of a municipality; with ``301`` for ``0301`` it would be about nobody."""
    return tr("{number!r} is no number of a municipality: it has four digits, such as 0301", number=_short(number))


def veto_problem(reason: str) -> str | None:
    """What is wrong with a reason to refuse a change: an empty one is no consent."""
    return None if reason.strip() else tr("it refuses the change without a reason (None lets it pass)")


def text_problem(text: str) -> str | None:
    """What is wrong with a sentence for the reader."""
    return None if text.strip() else tr("returned an empty text")


def _short(text: str) -> str:
    return one_line(text)[:_SHOWN]
