"""Where the links of a Markdown page lead, and which of them may not stand on a public page."""

from __future__ import annotations

import re
from posixpath import dirname, normpath
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from kvadmin.api.wording import fold_plain
from kvadmin_website.reading.page_file import FILES, FORMS, KINDS, ROOT

#: Schemes that lead out of the site.
_OUTSIDE = {"http": "external", "https": "external", "mailto": "mail", "tel": "mail"}
#: Schemes of the site's own: ``municipality:0604``, ``example:E12``.
_OWN = ("municipality", "example")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


class PageLink(NamedTuple):
    """One link or picture of a page.

    Args:
        address: As it was written.
        line: Line of the paragraph that it stands in, from 1.
        kind: ``external``, ``mail``, ``file`` (``target`` is its path in the programme folder), ``page``, ``news``,
            ``gathering`` (its name), ``municipality``, ``example`` (number or id), ``anchor`` (in the same page), or
            ``refused`` (``target`` is why: ``scheme``, ``outside-folder``, ``unknown-place``).
        target: See ``kind``.
        fragment: Id of the heading in the target (see :func:`heading_id`).
        picture: Whether it is shown and not followed.
        text: Words of the link, or the text alternative of the picture.
    """

    address: str
    line: int
    kind: str
    target: str = ""
    fragment: str = ""
    picture: bool = False
    text: str = ""


def read_link(address: str, path: str, line: int = 1, *, picture: bool = False, text: str = "") -> PageLink:
    """What an address means in the page that lies at ``path`` (``website/pages/about.nb.md``).

    Files and pages are named as from the page itself (``../files/plan.pdf``, ``partners.md``) or from the folder
    ``website`` (``/files/plan.pdf``). A page is named with or without its form: the reader stays in his own.
    """
    kind, target, fragment = _meaning(address, path)
    if picture and kind not in ("file", "refused"):
        kind, target = "refused", "unknown-place"
    return PageLink(address, line, kind, target, heading_id(fragment) if fragment else "", picture, text)


def heading_id(words: str) -> str:
    """The id of a heading: its words in small letters, ``s-`` in front, which no id of the frame has."""
    return f"s-{_NOT_SLUG.sub('-', fold_plain(words)).strip('-') or 'del'}"


def _meaning(address: str, path: str) -> tuple[str, str, str]:
    """Kind, target and fragment."""
    plain = address.strip()
    if any(ord(char) < ord(" ") or char == "\\" for char in unquote(plain)):
        return "refused", "scheme", ""
    try:
        parts = urlsplit(plain)
    except ValueError:
        return "refused", "unknown-place", ""
    scheme, fragment = parts.scheme.casefold(), unquote(parts.fragment)
    if scheme in _OUTSIDE:
        usable = parts.netloc if _OUTSIDE[scheme] == "external" else parts.path
        kind, target = (_OUTSIDE[scheme], plain) if usable else ("refused", "unknown-place")
        fragment = ""  # it belongs to the address
    elif scheme in _OWN:
        kind, target = scheme, unquote(parts.path).strip()
    elif scheme or parts.netloc:
        kind, target = "refused", "scheme"
    elif parts.path:
        kind, target = _place(unquote(parts.path), path)
    else:
        kind, target = ("anchor", "") if fragment else ("refused", "unknown-place")
    return kind, target, fragment


def _place(written: str, path: str) -> tuple[str, str]:
    """Kind and target of a path below the folder of the site."""
    base = ROOT if written.startswith("/") else dirname(path)
    target = normalize("NFC", normpath(f"{base}/{written.lstrip('/')}"))
    if not target.startswith(f"{ROOT}/"):
        return "refused", "outside-folder"
    if target.startswith(f"{FILES}/"):
        return "file", target
    folder, _, name = target.removeprefix(f"{ROOT}/").rpartition("/")
    if folder not in KINDS or not name.endswith(".md"):
        return "refused", "unknown-place"
    name = name.removesuffix(".md")
    for form in FORMS:
        name = name.removesuffix(f".{form}")
    return KINDS[folder], name
