"""Names of variables that SPSS and Stata both take, and what to use instead of one that they refuse."""

from __future__ import annotations

import re
import unicodedata

from kvadmin.api import tr
from kvadmin.api.wording import fold_plain

#: Stata's limit in characters; SPSS takes 64 bytes.
LONGEST = 32
_SPSS = frozenset("all and by eq ge gt le lt ne not or to with".split())
_STATA = frozenset(
    "_all _b byte _coef _cons double float if in int long _n _pi _pred _rc _se _skip using with strl str".split()
)
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A", "đ": "d", "ŋ": "n", "ŧ": "t"})
_SHAPE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def variable_of(name: str) -> str:
    """The variable of an id: hyphens, blanks and dots become ``_``, letters lose their accents."""
    letters = unicodedata.normalize("NFKD", name.strip().translate(_LETTERS))
    return re.sub(r"[-. ]+", "_", "".join(char for char in letters if not unicodedata.combining(char)))


def problem_of(name: str) -> str:
    """Why SPSS or Stata refuses the variable; empty when both take it."""
    folded = name.casefold()
    rules = (
        (not name, tr("it is empty")),
        (name[:1] == "_", tr("SPSS refuses names that begin with _")),
        (name[:1].isdigit(), tr("SPSS and Stata refuse names that begin with a digit")),
        (folded in _SPSS, tr("{word} is a reserved word of SPSS", word=name.upper())),
        (folded in _STATA or re.fullmatch(r"str\d+", folded), tr("{word} is a reserved word of Stata", word=folded)),
        (
            len(name) > LONGEST,
            tr("it has {number} characters, and Stata takes {most}", number=len(name), most=LONGEST),
        ),
        (not _SHAPE.fullmatch(name), tr("only a-z, digits and _ are safe in every format")),
        (name.endswith("_"), tr("SPSS warns of names that end with _")),
    )
    return next((why for broken, why in rules if broken), "")


def suggestion(name: str, taken: frozenset[str] = frozenset()) -> str:
    """A name near ``name`` that both take and nobody in ``taken`` (lower case) has."""
    ascii_name = fold_plain(name).replace(" ", "_")
    base = re.sub(r"[^A-Za-z0-9]+", "_", ascii_name).strip("_") or "x"
    if not base[0].isalpha():
        base = f"v_{base}"
    base = base[:LONGEST].rstrip("_")
    if problem_of(base):
        base = f"{base[: LONGEST - 2].rstrip('_')}_1"
    found, count = base, 1
    while found.casefold() in taken:
        count += 1
        ending = f"_{count}"
        found = base[: LONGEST - len(ending)] + ending
    return found
