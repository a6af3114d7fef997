"""Figures as people type them: exact, with decimal point or comma."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from kvadmin.errors import UsageError
from kvadmin.translation import CATALOGUE, tr

#: What Python takes beside figures as people write them: ``1_000``, digits of other scripts.
_NO_FIGURE = re.compile(r"_|(?![0-9])\d")

#: Blanks that part thousands in Norwegian: the hard one of the screen, narrow ones, and the one of the keyboard.
_BLANKS = "\u00a0\u202f\u2009 "
#: A point and three digits: Norwegian parts thousands so, programs decimals.
_THOUSANDS_OR_DECIMALS = re.compile(r"[-+\u2212]?[1-9]\d{0,2}\.\d{3}")
_PARTED = re.compile(rf"[-+\u2212]?\d{{1,3}}(?:[{_BLANKS}]\d{{3}})+(?:[.,]\d+)?")


def parse_figure(text: str, *, where: str | None = None) -> Decimal:
    """An exact figure: ``8``, ``7.50``, ``7,50`` or ``1 380,5``; ``−`` counts as a minus sign.

    Raises:
        UsageError: It is none, is not finite, or may be another: on a Norwegian screen ``1.380`` may be 1380 as well.

    Added in version 0.2.
    """
    if CATALOGUE.language != "en" and _THOUSANDS_OR_DECIMALS.fullmatch(text.strip()):
        raise UsageError(
            tr(
                "{text!r} may mean {one} or {other}", text=text, one=text.replace(".", ""), other=text.replace(".", ",")
            ),
            where=where,
            hint=tr("write the one that is meant"),
            code="bad-value",
        )
    try:
        plain = _together(text).replace(",", ".").replace("\u2212", "-")
        value = Decimal("NaN" if _NO_FIGURE.search(plain) else plain)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise UsageError(
            tr("{text!r} is not a figure", text=text),
            where=where,
            hint=tr("write an exact number such as 7.50"),
            code="bad-value",
        )
    return value


def parse_whole(text: str, *, least: int | None = None, where: str | None = None) -> int:
    """A whole number, from ``least``; blanks may part thousands.

    Raises:
        UsageError: It is none, or is smaller.

    Added in version 0.2.
    """
    wrong = UsageError(tr("{text!r} is not a whole number", text=text), where=where, code="bad-value")
    if _NO_FIGURE.search(text):
        raise wrong
    try:
        value = int(_together(text).replace("\u2212", "-"))
    except ValueError:
        raise wrong from None
    if least is not None and value < least:
        raise UsageError(
            tr("{text!r} is too small", text=text),
            where=where,
            hint=tr("at least {least}", least=least),
            code="bad-value",
        )
    return value


def _together(text: str) -> str:
    """The figure without the blanks that part its thousands."""
    plain = text.strip()
    return re.sub(f"[{_BLANKS}]", "", plain) if _PARTED.fullmatch(plain) else plain
