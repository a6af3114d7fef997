"""How plugins describe what they keep: collections.

A declaration is light: the record class is named, not imported, so that
``kvadmin --help`` needs neither msgspec nor YAML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, NamedTuple


class Reference(NamedTuple):
    r"""A field that names a record: ``kvadmin check`` finds where it leads nowhere.

    ``Reference("members", "municipalities")`` of a collection of visits says that each text in the list ``members``
    is a key of ``municipalities``; ``Reference("host", "municipalities/contacts.id")`` that ``0301/kari`` is the
    contact ``kari`` of 0301.

    Args:
        field: The field as the file has it; names inside one another are joined by dots, lists are walked through
            (``networks.members``). ``points.*`` means the names of the entries of a mapping, not their values.
        to: The collection that is named, and behind a slash the field of its records that is, if it is a part of one.
            A value without such a part, ``0301``, names the record itself. Several that may be meant are parted by
            bars: ``cohorts|gatherings``.
        within: Fields of the record that come before the value: with ``("cohort",)`` in an application to P3 the
            value ``0301`` names ``P3/0301``.
        code: The code of the finding.
        hint: What to do; what is nearest is offered when there is something near.
        severity: ``error`` or ``warning``.
        form: A regular expression, where only some of the text names something: each match of it (its group, when it
            has one) is looked up, so ``\b\d{4}\b`` finds both municipalities of ``0301,0302``.
        any_case: ``ks`` names ``KS``.

    Added in version 0.2.
    """

    field: str
    to: str
    within: tuple[str, ...] = ()
    code: str = "reference"
    hint: str = ""
    severity: str = "error"
    form: str = ""
    any_case: bool = False


class ReferringFiles(NamedTuple):
    """Files that are no records and name some: JSON, or csv with one record a row.

    ``ReferringFiles("routes/*.json", (Reference("stops.municipality", "municipalities"),))`` beside a collection lets
    ``kvadmin check`` look into them as it looks into the records.

    Args:
        path: Where they lie, relative to the programme folder; a star stands for what is between two slashes.
        references: The fields that name records; of a csv file the columns. Each value is told once a file.

    Added in version 0.2.
    """

    path: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """A kind of file in the programme folder.

    Args:
        name: The name used in code and in history, for example ``cohorts``.
        path: Where its files lie, relative to the programme folder. Names in
            braces are fields of the record that make up its key
            (``applications/{cohort}/{municipality}.yaml`` has keys such as
            ``P3/0301``). A path without braces is a single file with key ``""``.
        record: ``module:Class`` of the record, a :class:`kvadmin.model.record.Record`.
        help: One line for people.
        slug: A field whose text decorates the file name behind the key
            (``name`` gives ``0301-oslo.yaml``); it never matters for finding the file.
        sensitive: The file's values never enter history, logs or diffs.
        plugin: Whose it is; kvadmin fills it in for third-party plugins.
        references: The fields that name other records. Added in version 0.2.
        files: Files that are no records and name some. Added in version 0.2.
        beside: Folders below the collection's own whose files are no records and are the plugin's all the same, such as
            pictures or Markdown pages: ``kvadmin check`` leaves what lies in them to the plugin's checks. Who is to be
            forgotten is looked for there by ``kvadmin_personal_data``. Added in version 0.2.
    """

    name: str
    path: str
    record: str
    help: str = ""
    slug: str | None = None
    sensitive: bool = False
    plugin: str = field(default="", compare=False)
    references: tuple[Reference, ...] = ()
    files: tuple[ReferringFiles, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def key_fields(self) -> tuple[str, ...]:
        """The fields that make up the key, in the order of the path."""
        return tuple(re.findall(r"\{(\w+)\}", self.path))

    def record_class(self) -> type[Any]:
        """Import and return the record class."""
        from kvadmin.extension.blame import blamed

        module, _, name = self.record.partition(":")
        with blamed(self.plugin, f"collection {self.name!r}, record {self.record}"):
            loaded: type[Any] = getattr(import_module(module), name)
            return loaded
