"""The fields of a record that ``set`` knows: one table per record, the same spellings for every noun.

A field may be typed as ``case_number`` or ``case-number``, in any case of letters; a field that another plugin has
added (``kvadmin_fields``) is set like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kvadmin.errors import UsageError
from kvadmin.extension.extra_fields import ExtraField
from kvadmin.translation import tr
from kvadmin.typed.days import parse_day
from kvadmin.typed.figures import parse_figure, parse_whole
from kvadmin.wording.near_names import near_names

#: A field without a value to fall back on: it can be changed, not emptied. Added in version 0.2.
REQUIRED: Final = object()


@dataclass(frozen=True, slots=True)
class Settable:
    """One field that ``set`` knows.

    Args:
        name: The attribute of the record.
        read: From what was typed to the value; :class:`ValueError` or :class:`UsageError` says what is wrong.
        empty: What an empty text makes of it; :data:`REQUIRED` refuses one.
        many: It holds a list: any number of values may be typed, also parted by :attr:`parted`.
        spelled: Further names it may be typed by.
        parted: What parts the items of a list inside one text, as a regular expression; None when each text is one
            item, as sentences are.
        words: The words it takes, where they are a closed list that :attr:`read` does not name by itself; one that is
            misspelt is answered by them.

    Added in version 0.2.
    """

    name: str
    read: Callable[[str], Any] = str
    empty: Any = ""
    many: bool = False
    spelled: tuple[str, ...] = ()
    parted: str | None = ";"
    words: tuple[str, ...] = ()

    def items(self, text: str) -> list[str]:
        """The items of a list as they stand in one text, parted."""
        parts = [text] if self.parted is None else re.split(self.parted, text)
        return [item for each in parts if (item := each.strip())]


@dataclass(frozen=True)
class SettableFields:
    """The table of one record.

    Args:
        noun: What the record is called in messages: ``an application``.
        fields: In the order of the help.
        elsewhere: Field that is changed in another way -> the command for it.

    Example::

        FIELDS = SettableFields("a visit", (Settable("note"), Settable("on", parse_day, empty=REQUIRED)))
        name, value = FIELDS.read("on", ["20.05.2008"])

    Added in version 0.2.
    """

    noun: str
    fields: tuple[Settable, ...]
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, for help and hints."""
        return tuple(each.name for each in self.fields)

    def with_extra(self, extra: Iterable[ExtraField]) -> SettableFields:
        """The table with the fields that plugins have added; those are set by ``Transaction.set_extra``."""
        added = tuple(
            Settable(each.name, _EXTRA_READERS[each.type], empty=None, many=each.type == "texts") for each in extra
        )
        return SettableFields(self.noun, self.fields + added, self.elsewhere)

    def find(self, typed: str) -> Settable:
        """The field of that name, in any spelling.

        Raises:
            UsageError: There is none, or it is changed in another way.
        """
        wanted = _spelling(typed)
        for each in self.fields:
            if wanted in map(_spelling, (each.name, *each.spelled)):
                return each
        for name, command in self.elsewhere.items():
            if _spelling(name) == wanted:
                raise UsageError(
                    tr("{name!r} cannot be set this way", name=name),
                    where=typed,
                    hint=tr("use: {command}", command=tr(command)),
                    code="unknown-field",
                )
        raise UsageError(
            tr("{noun} has no field {typed!r} to set", noun=tr(self.noun), typed=typed),
            where=typed,
            hint=tr("the fields are: {names}", names=", ".join(self.names)),
            near=near_names(typed, {each.name: each.spelled for each in self.fields}),
            code="unknown-field",
        )

    def pairs(self, typed: Sequence[str]) -> dict[str, Any]:
        """Names and values of ``FIELD VALUE FIELD VALUE``, as ``set`` of several fields takes them.

        Args:
            typed: Field and value by turns.

        Raises:
            UsageError: A value is missing, a field is named twice, or one cannot be.
        """
        if len(typed) % 2:
            self.find(typed[-1])
            raise UsageError(
                tr("{field} has no value", field=typed[-1]),
                where=typed[-1],
                hint=tr("FIELD VALUE; an empty text in quotation marks empties a field"),
                code="missing-value",
            )
        found: dict[str, Any] = {}
        for at in range(0, len(typed), 2):
            name, value = self.read(typed[at], [typed[at + 1]])
            if name in found:
                raise UsageError(tr("{field} is named twice", field=name), where=name, code="contradicting-options")
            found[name] = value
        return found

    def read(self, typed: str, values: Sequence[str], *, where: str | None = None) -> tuple[str, Any]:
        """Name and value of what was typed.

        Args:
            typed: The field, in any spelling.
            values: What was typed as its value: one text, or one per item of a list.
            where: What an error names as its place (``--email``); the field when not given.

        Raises:
            UsageError: There is no such field, or the value does not fit it.
        """
        found = self.find(typed)
        if found.many:
            return found.name, [self._one(found, item, where) for value in values for item in found.items(value)]
        if len(values) != 1:
            raise UsageError(
                tr("{field} takes one value", field=found.name),
                where=where or typed,
                hint=tr("put quotation marks around words that belong together"),
                code="bad-value",
            )
        if values[0].strip():
            return found.name, self._one(found, values[0], where)
        if found.empty is REQUIRED:
            raise UsageError(
                tr("{noun} needs a {field}", noun=tr(self.noun), field=found.name),
                where=where or typed,
                code="missing-value",
            )
        return found.name, found.empty

    @staticmethod
    def _one(found: Settable, text: str, where: str | None) -> Any:
        try:
            return found.read(text)
        except UsageError as error:
            error.where = error.where or where or found.name
            raise
        except ValueError as error:
            near = near_names(text, found.words)
            code = "unknown-word" if found.words else "bad-value"
            raise UsageError(str(error), where=where or found.name, near=near, code=code) from None


def choice(*words: str) -> Callable[[str], str]:
    """Reads one of these words.

    Raises:
        UsageError: By the reader: it is none of them.

    Added in version 0.2.
    """

    def read(text: str) -> str:
        if text.strip() not in words:
            raise UsageError(
                tr("{text!r} is none of the words that may stand here", text=text),
                hint=tr("one of {words}", words=", ".join(words)),
                near=near_names(text, words),
                code="unknown-word",
            )
        return text.strip()

    return read


def yes_or_no(text: str) -> bool:
    """Reads a truth value.

    Raises:
        UsageError: It is neither yes nor no.

    Added in version 0.2.
    """
    known = {"yes": True, "true": True, "ja": True, "no": False, "false": False, "nei": False}
    try:
        return known[text.strip().casefold()]
    except KeyError:
        raise UsageError(
            tr("{text!r} is neither yes nor no", text=text), hint=tr("yes or no"), code="bad-value"
        ) from None


def _spelling(name: str) -> str:
    return name.strip().replace("-", "_").casefold()


_EXTRA_READERS: dict[str, Callable[[str], Any]] = {
    "text": str,
    "texts": str,
    "int": parse_whole,
    "decimal": parse_figure,
    "date": parse_day,
    "bool": yes_or_no,
}
