"""An SVG as a part of a page: its names kept apart from others', its style bound to it, nothing in it that acts."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import NamedTuple
from xml.etree import ElementTree as ET

_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
#: What draws and describes. Scripts, links, animations and foreign objects are none of it.
_ELEMENTS = frozenset(
    (
        "svg g defs symbol use title desc style path rect circle ellipse line polyline polygon text tspan textPath "
        "clipPath mask marker pattern linearGradient radialGradient stop"
    ).split()
)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^'\")]+)['\"]?\s*\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LABELS = ("role", "aria-label", "aria-labelledby", "aria-describedby")
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")


class InlineSvg(NamedTuple):
    """A picture as markup, and the style that the page's sheet needs for it."""

    markup: str
    style: str


def inline_svg(content: bytes, alt: str, name: str, width: float | None = None) -> InlineSvg | None:
    """The picture as an element of an HTML page.

    Args:
        content: The SVG.
        alt: What it shows, in words; takes the place of what it says of itself.
        name: Put in front of every id, so that two pictures of a page have none in common.
        width: In mm; the width of the text when not given.

    Returns:
        None when a page cannot take it in as it is: no SVG, or with what acts, with style at single elements (which
        the page forbids) or with rules for media. As an image of its own it is shown all the same.
    """
    root = _parsed(content)
    if root is None:
        return None
    sheet = ""
    for element in root.iter():
        if element.tag == "style":
            sheet += _COMMENT.sub("", element.text or "")
    scope = f"pic-{sha256(sheet.encode()).hexdigest()[:8]}"
    style = _scoped(sheet, scope)
    if style is None:
        return None
    _without(root, "style")
    for said in [each for each in root if each.tag in ("title", "desc")]:
        root.remove(said)  # the text alternative says it
    for element in root.iter():
        _rename(element, name)
    size = _box(root)
    if size is None:
        return None
    root.attrib |= {"viewBox": size, "role": "img", "aria-label": alt, "class": scope, "focusable": "false"}
    if width is not None:
        root.set("width", f"{width:g}mm")
    root.tail = None
    return InlineSvg(ET.tostring(root, encoding="unicode"), style)


def _parsed(content: bytes) -> ET.Element | None:
    """The picture with bare names, or None when there is something in it that a page does not take."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:  # entities could grow without end
        return None
    try:
        root = ET.fromstring(content)  # noqa: S314 - document types, and entities with them, are refused above
    except ET.ParseError:
        return None
    for element in root.iter():
        space, _, tag = str(element.tag).rpartition("}")
        if space not in ("", "{http://www.w3.org/2000/svg") or tag not in _ELEMENTS:
            return None
        element.tag = tag
        if not _harmless(element):
            return None
    return root if root.tag == "svg" else None


def _harmless(element: ET.Element) -> bool:
    for key, value in element.attrib.items():
        if key == "style" or key.lower().startswith("on"):
            return False
        if key in _HREFS and not value.startswith("#"):
            return False
        if "url(" in _REFERENCE.sub("", value):
            return False
    return True


def _scoped(sheet: str, scope: str) -> str | None:
    """The rules of a style sheet for the elements of one picture; None when they are more than plain rules."""
    if "@" in sheet or "\\" in sheet or "url(" in sheet or "<" in sheet or _RULE.sub("", sheet).strip():
        return None
    rules = []
    for selectors, body in _RULE.findall(sheet):
        each = ",".join(f".{scope} {one.strip()}" for one in selectors.split(","))
        rules.append(f"{each}{{{body.strip()}}}")
    return "\n".join(rules)


def _rename(element: ET.Element, name: str) -> None:
    """Its id and what refers to ids with the name in front; foreign attributes go."""
    for key, value in list(element.attrib.items()):
        if key == "id":
            element.set(key, f"{name}-{value}")
        elif key in _HREFS:
            del element.attrib[key]
            element.set("href", f"#{name}-{value[1:]}")
        elif key in _LABELS or key.startswith("{") or key == "lang":
            del element.attrib[key]
        else:
            element.set(key, _REFERENCE.sub(rf"url(#{name}-\1)", value))


def _without(root: ET.Element, tag: str) -> None:
    for parent in list(root.iter()):
        for child in [each for each in parent if each.tag == tag]:
            parent.remove(child)


def _box(root: ET.Element) -> str | None:
    """Its view box, from its size when it has none; the size itself is the page's to give."""
    wide, high = (_NUMBER.fullmatch(root.attrib.pop(key, "")) for key in ("width", "height"))
    given = root.get("viewBox")
    return given or (f"0 0 {wide[1]} {high[1]}" if wide and high else None)
