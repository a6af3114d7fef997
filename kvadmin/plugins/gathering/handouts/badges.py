"""The badges as a PDF: data for ``badges.typ``, and the square codes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno

from kvadmin.api import InvalidData, KvadminError, UsageError, tr
from kvadmin.api.documents import boxed, check_printable, compile_typst
from kvadmin.api.records import Gathering, Programme
from kvadmin.api.wording import Language, day_range

from ..registrations.person_ids import badge_token
from ..registrations.roster import RosterEntry
from .label_sheets import LabelSheet
from .wording import word

_TEMPLATE = Path(__file__).parent / "badges.typ"
#: Modules of white around a square code, as its standard asks.
_QUIET = 4
_DOES_NOT_FIT = "badge does not fit: "


@dataclass(frozen=True, slots=True)
class Badge:
    """What one badge says; an empty name leaves a line to write it on."""

    name: str
    lines: tuple[str, ...]
    token: str


def make_badges(
    gathering: Gathering, entries: Sequence[RosterEntry], *, blank: frozenset[str] = frozenset()
) -> list[Badge]:
    """One badge per person, in the order of the list.

    Args:
        gathering: For the tokens.
        entries: Who gets one.
        blank: Ids of people whose name is not printed.
    """
    found = []
    for each in entries:
        token = badge_token(gathering, each.person.id)
        lines = tuple(line for line in (each.title, each.place) if line)
        found.append(Badge("", (), token) if each.person.id in blank else Badge(_shown(each), lines, token))
    return found


def _shown(entry: RosterEntry) -> str:
    """``Jens von der Lippe``: given name first, as one is addressed."""
    return f"{entry.given} {entry.family}".strip()


def draw_badges(
    gathering: Gathering,
    badges: Sequence[Badge],
    sheet: LabelSheet,
    programme: Programme,
    language: Language,
    *,
    boxed_texts: dict[str, None] | None = None,
    offset: tuple[float, float] = (0.0, 0.0),
) -> bytes:
    """The sheets as a tagged PDF.

    Args:
        gathering: For the line at the foot.
        badges: In print order.
        sheet: The sheet of labels.
        programme: For its name.
        language: nb or nn.
        boxed_texts: Takes the texts with letters that the font does not have; such a name is left for the hand to
            write, since boxes are no name.
        offset: How far everything is moved right and down, in mm, for printers that are off.

    Raises:
        UsageError: The extra ``pdf`` is not installed.
        InvalidData: A text that cannot be printed, or does not fit at 10 pt; the person is named.
    """
    for each in badges:
        for field, text in (("name", each.name), *(("line", line) for line in each.lines)):
            check_printable(text, f"{each.name[:60]}, {field}", boxes=True)
            if boxed_texts is not None and boxed(text) != text:
                boxed_texts[text] = None
    data: dict[str, Any] = {
        "title": f"{word('badges', language)}, {gathering.title(language)}",
        "language": language,
        "author": programme.name,
        "foot": " · ".join(
            part for part in (gathering.title(language), day_range(gathering.start, gathering.to, language)) if part
        ),
        "sheet": {name: getattr(sheet, name) for name in sheet.__slots__} | {"dx": offset[0], "dy": offset[1]},
        "empty": word("none", language),
        "code": word("code", language),
        "badges": [
            {
                "name": each.name if boxed(each.name) == each.name else "",
                "lines": [boxed(line) for line in each.lines],
                "code": _code(each.token),
                "token": each.token,
            }
            for each in badges
        ],
    }
    check_printable(data["foot"], f"{gathering.id}, name", boxes=True)
    data |= {name: boxed(data[name]) for name in ("title", "author", "foot")}
    try:
        return compile_typst(_TEMPLATE, data)
    except UsageError:
        raise
    except KvadminError as error:
        if _DOES_NOT_FIT in error.message:
            who = error.message.partition(_DOES_NOT_FIT)[2].rstrip('")')
            raise InvalidData(
                tr("the badge of {who} does not fit on {name}", who=who, name=sheet.name),
                hint=tr("choose a larger sheet, or shorten the title"),
                code="does-not-fit",
            ) from error
        raise


def _code(token: str) -> str:
    """The square code as SVG of one path, with its white border."""
    made = segno.make(token, error="m", micro=False, boost_error=False)
    out = io.BytesIO()
    made.save(out, kind="svg", border=_QUIET, xmldecl=False, svgns=True, omitsize=True, light="#fff")
    return out.getvalue().decode()
