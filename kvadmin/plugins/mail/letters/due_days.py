"""The days that a letter counts on: a deadline it names, the day of the gathering it invites to."""

from __future__ import annotations

import re

from .letter_files import Letter

#: Values that are days by which something must happen, wherever they stand: ``call.confirm_by``, ``plan.due``; and
#: the day of a draw, before which its letter is to be out.
_NAMED = re.compile(r"(?<![\w.])((?:[a-z_]\w*\.)+(?:\w*deadline|confirm_by|due|from_date)|draw\.day)(?!\w)")
#: Any value that the letter words as a deadline.
_WORDED = re.compile(r"(?<![\w.])((?:[a-z_]\w*\.)*[a-z_]\w*)\s*\|\s*deadline(?!\w)")


def days_counted_on(letter: Letter) -> tuple[str, ...]:
    """The names of those values that the letter asks for, in the order of the letter: ``call.deadline``.

    A letter that is sent after such a day would ask for what nobody can do any more.
    """
    sources = [source for _, source in letter.templates()]
    found = [name for source in sources for pattern in (_NAMED, _WORDED) for name in pattern.findall(source)]
    return tuple(dict.fromkeys(found))
