"""Letters as files: ``name.nb.md`` and ``name.nn.md`` (and, if wanted, ``name.en.md``) with front matter.

Front matter (YAML, every scalar read as text)::

    ---
    subject: Vedtak om opptak – {{ municipality.name }}
    from: Sekretariatet <sekretariatet@program.example>   # else the programme's sender
    reply-to: Kari Holm <kari@program.example>
    to: "{{ name }} <{{ email }}>"      # or rules: [role:project-leader, role:mail-desk]; else the recipient
    cc: [role:county-governor, Arkivet <arkiv@program.example>]
    bcc: arkiv@program.example
    attachments: ["Vedtak {{ municipality.number }}.pdf"]  # a pattern; * and ? are the template's, never a value's
    calendar: yes                      # the caller's calendar entry must be there
    format: markdown                   # or text: one body, exactly as written
    same-address: refuse               # or once: one letter per address; or each: let every letter go
    only: decision.outcome=admitted    # whom the letter may be sent to at all; or a field that must not be empty
    each: municipality                 # or contact: to each person; or joint: one to all; what --each is by default
    about: reminder.about              # a value that is a part of what the letter is about
    fingerprint: freeze.fingerprint    # a value that the letter hands out as evidence: the journal names it too
    access: UO                         # access code in the journal, with its legal basis; without them it is public
    legal-basis: offl. § 13
    ---
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from kvadmin.api import InvalidData, UnknownName, tr
from kvadmin.api.wording import near_names

from ..content_folder import ContentFolder, as_text
from ..records import FORMS

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)(.*)\Z", re.DOTALL | re.MULTILINE)
#: What stands between the braces of a template.
_CODE = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_FILE = re.compile(r"(?P<name>[^/\\]+)\.(?P<form>nb|nn|en)\.md\Z")
#: To whom a letter is written: one to each municipality, to each person, or one to all of them together.
EACH = ("municipality", "contact", "joint")
_CHOICES = {
    "format": ("markdown", "text"),
    "same-address": ("refuse", "once", "each"),
    "calendar": ("yes", "no"),
    "each": EACH,
}


@dataclass(frozen=True)
class Letter:
    """One written form of a letter; the texts are templates. Attributes as in the front matter."""

    name: str
    form: str
    subject: str
    body: str
    sender: str = ""
    reply_to: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    calendar: bool = False
    markdown: bool = True
    same_address: str = "refuse"
    only: str = ""
    each: str = "municipality"
    about: str = ""
    fingerprint: str = ""
    access: str = ""
    legal_basis: str = ""

    def templates(self) -> Iterator[tuple[str, str]]:
        """Every template of the letter, as (front-matter field, source)."""
        yield "subject", self.subject
        if self.sender:
            yield "from", self.sender
        for name in ("reply_to", "to", "cc", "bcc", "attachments"):
            for source in getattr(self, name):
                yield name.replace("_", "-"), source
        yield "body", self.body


@dataclass(frozen=True)
class LetterPair:
    """All written forms of one letter, by form."""

    name: str
    folder: ContentFolder
    forms: dict[str, Letter]

    @property
    def each(self) -> str:
        """To whom the letter is written unless a person says otherwise."""
        return next(iter(self.forms.values())).each

    def speaks_of(self, name: str) -> bool:
        """Whether a form of the letter asks for a value, such as ``decision`` or a part of it."""
        word = re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w])")
        return any(
            word.match(letter.only)
            or any(word.search(code) for _, source in letter.templates() for code in _CODE.findall(source))
            for letter in self.forms.values()
        )

    def file(self, form: str) -> str:
        """The name of the file that a form stands in, or should."""
        return f"{self.name}.{form}.md"


def parse_letter(text: str, name: str, form: str, where: str) -> Letter:
    """Read the text of a letter file; errors say which file and which field."""
    match = _FRONT.match(text.removeprefix("\ufeff"))
    if not match:
        raise InvalidData(tr("the letter has no front matter between two lines of ---"), where=where, code="bad-letter")
    front = _front_matter(match[1], where)
    if not front.get("subject"):
        raise InvalidData(
            tr("the letter has no subject"),
            where=where,
            hint=tr("add a line `subject: ...` to the front matter"),
            code="bad-letter",
        )
    if not match[2].strip():
        raise InvalidData(tr("the letter has no text below its front matter"), where=where, code="bad-letter")
    for key, choices in _CHOICES.items():
        if front.get(key, choices[0]) not in choices:
            raise InvalidData(
                tr("{key}: {value!r} is none of {choices}", key=key, value=front[key], choices=", ".join(choices)),
                where=where,
                near=near_names(str(front[key]), choices),
                code="bad-letter",
            )
    access, legal_basis = _access(front, where)
    return Letter(
        name=name,
        form=form,
        subject=_one(front, "subject", where),
        body=match[2].lstrip("\r\n"),
        sender=_one(front, "from", where),
        calendar=front.get("calendar") == "yes",
        markdown=front.get("format", "markdown") == "markdown",
        same_address=front.get("same-address", "refuse"),
        only=_one(front, "only", where),
        each=front.get("each", "municipality"),
        about=_one(front, "about", where),
        fingerprint=_one(front, "fingerprint", where),
        access=access,
        legal_basis=legal_basis,
        **{key.replace("-", "_"): _many(front, key, where) for key in ("reply-to", "to", "cc", "bcc", "attachments")},
    )


def _front_matter(text: str, where: str) -> dict[str, Any]:
    try:
        front = YAML(typ="base", pure=True).load(text) or {}
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 2}:{mark.column + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        hint = tr("put a text that begins with {{ or holds a colon in quotation marks")
        raise InvalidData(
            tr("the front matter is not YAML: {problem}", problem=problem),
            where=f"{where}{line}",
            hint=hint,
            code="bad-letter",
        ) from None
    known = {f.name.replace("_", "-") for f in fields(Letter)} | {"from", "format"}
    known -= {"name", "form", "body", "sender", "markdown"}
    if not isinstance(front, dict):
        raise InvalidData(tr("the front matter is no mapping of fields"), where=where, code="bad-letter")
    if unknown := sorted(set(front) - known):
        raise InvalidData(
            tr("unknown field in the front matter: {unknown}", unknown=", ".join(unknown)),
            where=where,
            hint=tr("known: {known}", known=", ".join(sorted(known))),
            near=near_names(unknown[0], sorted(known)),
            code="bad-letter",
        )
    return front


def _access(front: dict[str, Any], where: str) -> tuple[str, str]:
    """The access code and its legal basis: nothing may be kept from the public without one (offentleglova § 3)."""
    access, legal_basis = _one(front, "access", where), _one(front, "legal-basis", where)
    if bool(access) != bool(legal_basis):
        raise InvalidData(
            tr("an access code needs its legal basis, and the other way round"),
            where=where,
            hint=tr("access: UO and legal-basis: offl. § 13; neither: the letter is public"),
            code="bad-letter",
        )
    return access, legal_basis


def _one(front: dict[str, Any], key: str, where: str) -> str:
    value = front.get(key, "")
    if not isinstance(value, str):
        raise InvalidData(tr("{key} must be one text", key=key), where=where, code="bad-letter")
    return value.strip()


def _many(front: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = front.get(key) or []
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise InvalidData(tr("{key} must be a text or a list of texts", key=key), where=where, code="bad-letter")
    return tuple(v.strip() for v in values)


def read_letter_pair(folder: ContentFolder, name: str) -> LetterPair:
    """Read every form of the letter `name`; raises UnknownName when there is none at all."""
    if not re.fullmatch(r"[^/\\.][^/\\]*", name):
        raise UnknownName(tr("{name!r} is no name of a letter", name=name), code="bad-name")
    found = {}
    for form in FORMS:
        file = f"{name}.{form}.md"
        content = folder.read(file)
        if content is not None:
            found[form] = parse_letter(_text(content, file), name, form, file)
    if not found:
        names = ", ".join(letter_names(folder)) or tr("none")
        raise UnknownName(
            tr("there is no letter {name!r}", name=name),
            where=folder.name,
            hint=tr("letters: {names}", names=names),
            near=near_names(name, letter_names(folder)),
            code="unknown-letter",
        )
    return LetterPair(name, folder, found)


def _text(content: bytes, file: str) -> str:
    try:
        return as_text(content)
    except UnicodeDecodeError as error:
        raise InvalidData(
            tr("the letter is not UTF-8 (byte {start})", start=error.start + 1), where=file, code="bad-letter"
        ) from None


def letter_names(folder: ContentFolder) -> list[str]:
    """The names of the letters in a folder, sorted."""
    return sorted({match["name"] for name in folder.top() if (match := _FILE.match(name))})
