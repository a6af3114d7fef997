"""What was drawn, brought into the one form that the call has fixed: everybody must get the same text of it."""

from __future__ import annotations

import re

from kvadmin.api import UsageError, tr
from kvadmin.api.records import DrawSource

from .declaration import form_in_words

#: What may stand between numbers as people copy them: blanks, line breaks and these signs.
_BETWEEN = r"[\s,;./+–—-]*"


def canonical_value(draw: DrawSource, text: str) -> str:
    """The drawn numbers in the call's form: ``3, 8 og 12`` is refused, ``12 8 3`` becomes ``03-08-12``.

    Args:
        draw: A public source, checked.
        text: What was drawn, in any spelling that has the numbers and nothing else.

    Raises:
        UsageError: Other signs than numbers, too many or too few, one too long, or one twice where they are ascending.
    """
    rest = text.replace(draw.separator, " ") if draw.separator.strip() else text
    digits, numbers = draw.digits, draw.numbers or 1
    if strange := re.sub(r"[0-9]|" + _BETWEEN, "", rest):
        raise _refused(draw, tr("{strange!r} is no number", strange=strange.strip()[:20]))
    found = re.findall(r"[0-9]+", rest)
    if len(found) == 1 < numbers and len(found[0]) == numbers * digits:
        found = re.findall(rf"[0-9]{{{digits}}}", found[0])
    if len(found) != numbers:
        raise _refused(
            draw, tr("{given} numbers are given, and the draw has {numbers}", given=len(found), numbers=numbers)
        )
    values = [int(each) for each in found]
    if too_long := [value for value in values if len(str(value)) > digits]:
        raise _refused(draw, tr("{number} has more than {digits} digits", number=too_long[0], digits=digits))
    if draw.order == "ascending":
        if twice := sorted({value for value in values if values.count(value) > 1}):
            raise _refused(draw, tr("{number} is given twice", number=twice[0]))
        values = sorted(values)
    return draw.separator.join(f"{value:0{digits}d}" for value in values)


def _refused(draw: DrawSource, what: str) -> UsageError:
    hint = tr("the call asks for: {form}", form=form_in_words(draw))
    if draw.ignored:
        hint = tr("{hint}; {ignored} does not count", hint=hint, ignored=draw.ignored)
    return UsageError(
        tr("this is not what {name} gives: {what}", name=draw.name, what=what),
        where="--value",
        hint=hint,
        code="bad-value",
    )
