"""A noun whose records go out as a workbook and come back, declared by name and loaded when it is used."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SheetDeclaration:
    """A noun of ``kvadmin sheet out NAME``.

    Attributes:
        name: In the plural, as a person types it.
        help: What one row is, in a few words of English.
        target: ``module:NAME`` of a :class:`kvadmin.api.sheets.SheetNoun`.
        scope: Which options say what it is about: ``cohort``, ``gathering``, ``selection``; the first must be given.
        optional: The first of :attr:`scope` may be left out: the sheet is about everything then.
        plugin: Whose it is; kvadmin fills it in for third-party plugins.

    Added in version 0.2.
    """

    name: str
    help: str
    target: str
    scope: tuple[str, ...] = ()
    optional: bool = False
    plugin: str = field(default="", compare=False)
