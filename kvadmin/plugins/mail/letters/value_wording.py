"""Values on their way into a letter: each is worded in the letter's form, or it is a named problem.

A value never becomes part of the template's own text. It is left behind as a
*mark*, a word of letters and digits, and put in at the very end, escaped for the
place where it stands. So a value can neither be Markdown, nor HTML, nor a second address.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, cast

from jinja2 import Undefined

from kvadmin.api import tr
from kvadmin.api.wording import Language, clock, count, day, day_range, join_words, number, percent

from ..addresses import MISSING_VALUE_WORDS, has_control
from ..records import FORMS

#: Python's own word for nothing, within a longer text.
_NONE_WITHIN = re.compile(r"(?<!\w)None(?!\w)")
_FIVE_DIGITS = 10_000
_BY = {"nb": "innen", "nn": "innan", "en": "by"}


class OptionalText(str):  # noqa: SLOT000 - a mark on a text, nothing more
    """A text that may be empty: what the filter ``optional`` gives."""


@functools.cache
def _marks(nonce: str) -> re.Pattern[str]:
    return re.compile(rf"{nonce}x(\d+)z")


@dataclass
class ValueRecorder:
    """Collects the values and the problems of one rendering.

    Attributes:
        form: The letter's form, in which dates and numbers are worded.
        header: Whether the text goes into a header, where no value may hold a line break.
        nonce: What makes a mark a mark; chosen so that it is in no template.
    """

    form: str
    nonce: str
    header: bool = False
    values: list[str] = field(default_factory=list)
    problems: list[tuple[str, str, str]] = field(default_factory=list)

    def mark(self, value: Any, name: str) -> str:
        """Word `value`, keep it, and give the mark that stands for it."""
        text = self.word(value, name)
        self.values.append(text)
        return f"{self.nonce}x{len(self.values) - 1}z"

    def word(self, value: Any, name: str) -> str:
        """Give the text of `value`; record a problem when it says nothing or is nothing to print."""
        if isinstance(value, Undefined):
            self.problems.append(("undefined-field", name, tr("{name} is not defined", name=name)))
            return ""
        try:
            text = worded_value(value, self.form)
        except KeyError:
            self.problems.append(("language-form", name, tr("{name} has no text in {form}", name=name, form=self.form)))
            return ""
        except (TypeError, ValueError) as error:
            self.problems.append(("value", name, f"{name}: {error}"))
            return ""
        if self.header:
            text = text.strip()  # a line break at the end of a cell is no second line
        plain = self.resolve(text)
        if isinstance(value, OptionalText) and not plain.strip():
            return ""
        self._judge(plain, name)
        return text

    def _judge(self, text: str, name: str) -> None:
        if not text.strip():
            self.problems.append(("empty-field", name, tr("{name} is empty", name=name)))
        elif text.strip().lower() in MISSING_VALUE_WORDS or _NONE_WITHIN.search(text):
            self.problems.append(("empty-field", name, tr("{name} says {text!r}", name=name, text=text.strip()[:40])))
        elif self.header and has_control(text):
            said = tr("{name} holds a line break or control character: {text!r}", name=name, text=text[:60])
            self.problems.append(("line-break", name, said))
        elif not self.header and has_control(re.sub(r"\r\n|[\n\t]", "", text)):
            said = tr("{name} holds a control character: {text!r}", name=name, text=text[:60])
            self.problems.append(("control-character", name, said))

    def resolve(self, text: str, escape: Callable[[str], str] = str) -> str:
        """Put the values back in place of their marks, each through `escape`; marks within values too."""
        if self.nonce not in text:
            return text

        def put(match: re.Match[str]) -> str:
            index = int(match[1])
            return escape(self.resolve(self.values[index])) if index < len(self.values) else match[0]

        return _marks(self.nonce).sub(put, text)


def worded_value(value: Any, form: str) -> str:
    """The text of a value in a language form.

    Raises:
        TypeError, ValueError: It is nothing a reader should see.
        KeyError: A text in several forms has none in this one.
    """
    language = cast("Language", form)
    if isinstance(value, Mapping) and value and set(value) <= set(FORMS):
        value = value[form]
    match value:
        case None:
            return ""
        case str():
            return str(value)
        case date() | time():
            return _moment(value, language)
        case int() | Decimal() | float():
            return _figure(value, language)
        case list() | tuple():
            return join_words([worded_value(part, form) for part in value], language)
    raise TypeError(tr("a {kind} cannot be written in a letter", kind=type(value).__name__))


def _figure(value: float | Decimal, language: Language) -> str:
    if isinstance(value, bool):
        raise TypeError(tr("{value} is yes or no, not a text; ask for it with if", value=value))
    if isinstance(value, int) and abs(value) < _FIVE_DIGITS:
        return str(value)  # a year or a house number; the filter `number` groups the digits where that is meant
    return number(value, language)


def _moment(value: date | time, language: Language) -> str:
    if isinstance(value, time):
        return clock(value, language=language)
    if isinstance(value, datetime):
        return f"{day(value.date(), language)} {_AT[language]} {clock(value.time(), language=language)}"
    return day(value, language)


_AT = {"nb": "klokka", "nn": "klokka", "en": "at"}


def _date(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise TypeError(tr("{value!r} is no date", value=value)) from None


def word_filters(form_of: Callable[[], str]) -> dict[str, Callable[..., str]]:
    """The filters of letters: day, weekday, deadline, days, clock, number, percent, listing, count, optional."""

    def form() -> Language:
        return cast("Language", form_of())

    return {
        "day": lambda value: day(_date(value), form()),
        "weekday": lambda value: day(_date(value), form(), weekday=True),
        "deadline": lambda value: f"{_BY[form()]} {day(_date(value), form(), weekday=True)}",
        "days": lambda start, end=None: day_range(_date(start), _date(end) if end else None, form()),
        "clock": lambda value, end=None: clock(value, end, form()),
        "number": lambda value, decimals=None: number(value, form(), decimals),
        "percent": lambda value, decimals=None: percent(value, form(), decimals),
        "listing": lambda values, either=False: join_words(
            [worded_value(v, form()) for v in values], form(), either=either
        ),
        "count": lambda amount, noun: count(amount, noun, form()),
        "optional": lambda value: (
            OptionalText(worded_value(value, form())) if not isinstance(value, Undefined) else OptionalText("")
        ),
    }
