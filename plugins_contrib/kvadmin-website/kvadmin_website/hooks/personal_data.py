"""What the site holds on a person: who sent in an example, who is named, and texts that name somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from kvadmin.api import tr
from kvadmin.api.commands import is_person, readable_texts
from kvadmin.api.hooks import PersonalData
from kvadmin.api.wording import spoken_name
from kvadmin_website.reading.page_file import FILES, ROOT, page_of
from kvadmin_website.records import Example, Website

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

#: What stands where a name or an address stood.
_GONE = {"nb": "[navn fjernet]", "nn": "[namn fjerna]"}


def held_on(snapshot: Snapshot, email: str, name: str) -> list[PersonalData]:
    """Every example that the person sent in or that names the person, the person's place on the site, and pages.

    Args:
        snapshot: The data.
        email: The person's address, or empty.
        name: The person's name, or empty.
    """
    examples = snapshot.all(Example)
    if not name and email:  # an address among the senders says whose it is
        names = {each.sender for each in examples if each.email and is_person(email, "", held_email=each.email)}
        name = names.pop() if len(names) == 1 else ""
    said = _Said(email, name)
    found = [_held_by_example(each, email, name, said) for each in examples]
    return [*filter(None, found), *_held_by_site(snapshot, email, name), *_held_by_pages(snapshot, said)]


class _Said:
    """Finds a person in a text: by the address, or by the whole name of two words at least, in either order."""

    def __init__(self, email: str, name: str) -> None:
        words = [re.escape(each) for each in spoken_name(name).split()]
        forms = [re.escape(email)] if email else []
        if len(words) > 1:
            forms += [r"\s+".join(words), rf"{words[-1]},?\s+" + r"\s+".join(words[:-1])]
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(forms)})s?(?!\w)", re.IGNORECASE) if forms else None

    def is_in(self, text: str) -> bool:
        return bool(self._pattern and self._pattern.search(text))

    def without(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Form -> text with the person taken out."""
        if self._pattern is None:
            return dict(texts)
        return {form: self._pattern.sub(_GONE.get(form, _GONE["nb"]), text) for form, text in texts.items()}


def _held_by_example(example: Example, email: str, name: str, said: _Said) -> PersonalData | None:
    sent = is_person(email, name, held_email=example.email, held_name=example.sender)
    fields = {field: text for field in ("sender", "email") if sent and (text := getattr(example, field))}
    reviewer = bool(example.reviewer and is_person("", name, held_name=example.reviewer))
    if reviewer:
        fields["reviewer"] = example.reviewer
    for field, texts in (("title", example.title), ("text", example.text)):
        fields |= {f"{field}.{form}": text for form, text in sorted(texts.items()) if said.is_in(text)}
    if said.is_in(example.declined):
        fields["declined"] = example.declined
    if not fields:
        return None

    def erase(transaction: Any) -> None:
        """Sender and address go; in the texts, which are the municipality's, the person's name gives way."""
        blank: dict[str, Any] = {field: "" for field in fields if field in ("sender", "email", "reviewer")}
        blank |= {"title": said.without(example.title), "text": said.without(example.text)}
        blank["declined"] = "–" if "declined" in fields else example.declined
        transaction.update(msgspec.structs.replace(example, **blank))

    return PersonalData(tr("example {id}", id=example.id), fields, erase)


def _held_by_site(snapshot: Snapshot, email: str, name: str) -> Iterator[PersonalData]:
    """Who of the secretariat and others stands on the site."""
    site = snapshot.find(Website)
    if site is None:
        return
    staff = [each for each in site.staff if is_person(email, name, held_email=each.email, held_name=each.name)]
    whole = name or next((each.name for each in staff), "")
    named = [each for each in site.named if whole and is_person("", whole, held_name=each)]
    if not staff and not named:
        return
    fields = {"staff": ", ".join(filter(None, (part for one in staff for part in (one.name, one.email, one.phone))))}
    fields["named"] = ", ".join(f"{each} ({site.named[each]})" for each in named)

    def erase(transaction: Any) -> None:
        """The role stays, without the person."""
        kept = tuple(
            msgspec.structs.replace(each, name="", email="", phone="") if each in staff else each for each in site.staff
        )
        others = {each: day for each, day in site.named.items() if each not in named}
        transaction.update(msgspec.structs.replace(site, staff=kept, named=others))

    yield PersonalData(tr("the site"), {field: text for field, text in fields.items() if text}, erase)


def _held_by_pages(snapshot: Snapshot, said: _Said) -> Iterator[PersonalData]:
    """Pages that people write: shown with their lines, and left to those who wrote them."""
    for path in snapshot.files(ROOT):
        if path.startswith(f"{FILES}/") and any(map(said.is_in, readable_texts(snapshot.read_file(path) or b""))):
            kept = tr("it is a file that people made: put one without the name in its place")
            yield PersonalData(path, {tr("file"): path.rpartition("/")[2]}, None, kept)
        if page_of(path) is None:
            continue
        lines = (snapshot.read_file(path) or b"").decode("utf-8-sig", "replace").splitlines()
        found = {str(at): line.strip() for at, line in enumerate(lines, start=1) if said.is_in(line)}
        if found:
            kept = tr("it is a page that people write: take the name out of it there")
            yield PersonalData(path, {tr("line {number}", number=at): text for at, text in found.items()}, None, kept)
