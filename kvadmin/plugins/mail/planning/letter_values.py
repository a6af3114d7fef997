"""The values that templates may use: the programme, the municipality, the person, and what plugins offer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from kvadmin.api import Session, UsageError, tr
from kvadmin.api.records import Contact, Municipality, Programme

from ..records import Attachment
from .mailing_request import merged_values

#: What the context itself gives; a plugin that offers one of these is told so.
_OWN = ("programme", "sender", "contact", "municipality", "recipient", "name", "email", "today", "document_number")

#: What is each recipient's own: one value typed for all of them would be wrong for all but one.
_PERSONAL = ("municipality", "recipient", "name", "email")


def check_typed_values(given: Mapping[str, Any], decisive: Iterable[str]) -> None:
    """Refuse typed values that would make a letter say another's name, or let it go to whom it is not for.

    Args:
        given: The values of ``--set``, nested.
        decisive: The fields that the letter's ``only`` asks for: ``decision.outcome``.

    Raises:
        UsageError: One of them cannot be set.
    """
    for name in _PERSONAL:
        if name in given:
            raise UsageError(
                tr("{name} is each recipient's own and cannot be set for all", name=name),
                where="--set",
                hint=tr("put it right in the register, or use another name in the letter"),
                code="unknown-field",
            )
    for path in decisive:
        if value_at(given, path) is not None:
            raise UsageError(
                tr("{path} says whom the letter is for and cannot be set", path=path),
                where="--set",
                hint=tr("choose those it is for with --to"),
                code="unknown-field",
            )


class LetterValues:
    """Collects the values of each letter; what is the same for all is read once."""

    def __init__(self, run: Session, about: str, day: date, given: Mapping[str, Any]) -> None:
        self._run, self._about, self._day, self._given = run, about, day, given
        self._data = run.data
        self.programme = self._data.get(Programme)
        self._warned: set[tuple[str, str]] = set()

    def of(self, places: Sequence[Municipality], contact: Contact | None, form: str) -> dict[str, Any]:
        """The values for one letter to the municipality (or municipalities) and the person, with ``files``."""
        one = places[0] if len(places) == 1 else None
        values = self._common() | self._place(places)
        person = {"name": contact.name, "title": contact.title, "email": contact.email} if contact else {}
        values |= {"recipient": person, "name": person.get("name", ""), "email": person.get("email", "")}
        values = self._offered(values, one.number if one else "", contact, form)
        if self.programme.case_number:
            values.setdefault("case_number", self.programme.case_number)
        values = merged_values(values, self._given)
        return _reminder(values, self._day)

    def _common(self) -> dict[str, Any]:
        programme, sender = self.programme, self.programme.sender
        office = {"name": sender.name, "email": sender.email, "phone": sender.phone} if sender else {}
        signs = {"signed_by": sender.signed_by, "title": sender.title} if sender else {}
        return {
            "programme": {"name": programme.name, "start": programme.start, "end": programme.end},
            "sender": office | signs,
            "contact": office | ({"name": sender.signed_by or sender.name} if sender else {}),
            "today": self._day,
        }

    def _place(self, places: Sequence[Municipality]) -> dict[str, Any]:
        if len(places) == 1:
            values = {name: getattr(places[0], name) for name in ("number", "county", "region", "population")}
            return {"municipality": values | {"name": municipality_name_in_letter(places[0])}}
        return {
            "municipality": {
                "number": [p.number for p in places],
                "name": [municipality_name_in_letter(p) for p in places],
            }
        }

    def _offered(self, values: dict[str, Any], number: str, contact: Contact | None, form: str) -> dict[str, Any]:
        files: dict[str, bytes] = {}
        answers = self._run.call(
            "kvadmin_letter_context",
            snapshot=self._data,
            municipality=number,
            today=self._day,
            language=form,
            about=self._about,
            recipient=contact.name if contact else "",
            email=contact.email if contact else "",
        )
        for plugin, answer in answers:
            for key, value in (answer or {}).items():
                if key == "files":
                    files |= value
                elif key in values and (key in _OWN or values[key] != value):
                    self._clash(plugin, key)
                else:
                    values[key] = value
        return values | {"files": files}

    def _clash(self, plugin: str, key: str) -> None:
        if (plugin, key) not in self._warned:
            self._warned.add((plugin, key))
            self._run.warn(
                tr(
                    "plugin {plugin!r} offers {key!r} to letters, a name that is taken: it is left out",
                    plugin=plugin,
                    key=key,
                )
            )


def municipality_name_in_letter(place: Municipality) -> str:
    """The name as the municipality itself writes it: the register's ``Os (Hordaland)`` is ``Os`` in a letter."""
    return re.sub(r"\s*\([^()]*\)\Z", "", place.name) or place.name


def _reminder(values: dict[str, Any], day: date) -> dict[str, Any]:
    """A reminder of something due says by itself whether the day is past."""
    reminder = values.get("reminder")
    if isinstance(reminder, dict) and isinstance(reminder.get("due"), date):
        return values | {"reminder": {"overdue": reminder["due"] < day, **reminder}}
    return values


def offered_attachments(fields: dict[str, Any], *, calendar: bool) -> tuple[Attachment, ...]:
    """What plugins offer to go with a letter; calendar entries only when the letter asks for them."""
    files: Mapping[str, bytes] = fields.pop("files", {})
    return tuple(
        Attachment(name, files[name], "calendar" if name.lower().endswith(".ics") else "file")
        for name in sorted(files)
        if calendar or not name.lower().endswith(".ics")
    )


def value_at(fields: Mapping[str, Any], path: str) -> Any:
    """The value at ``decision.outcome``, or None."""
    value: Any = fields
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
