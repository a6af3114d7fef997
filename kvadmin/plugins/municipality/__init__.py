"""The register of municipalities, and the people one writes to there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api import Command, hookimpl
from kvadmin.api.hooks import Collection, Reference

if TYPE_CHECKING:
    from datetime import date

    from kvadmin.api import Finding, Snapshot
    from kvadmin.api.hooks import PersonalData, SheetDeclaration, StatusSection, Writer

_SECTION = "Municipalities and people"


@hookimpl
def kvadmin_commands() -> list[Command]:
    """``municipality`` and ``contact``."""
    here = "kvadmin.plugins.municipality.commands"
    return [
        Command(
            "municipality",
            "The register: list, show, set, import, addresses.",
            section=_SECTION,
            commands=(
                Command(
                    "list", "List the municipalities in Norwegian alphabetical order.", f"{here}.municipality:list_"
                ),
                Command("show", "Show what is held on a municipality.", f"{here}.municipality:show"),
                Command("set", "Change one field.", f"{here}.municipality:set_", writes=True),
                Command(
                    "import",
                    "Import a register, each row with its fate.",
                    f"{here}.municipality:import_",
                    writes=True,
                    imports="kvadmin.api.imports:REGISTER",
                ),
                Command(
                    "addresses",
                    "Take in a list of postal addresses.",
                    f"{here}.addresses:import_addresses",
                    writes=True,
                    imports="kvadmin.plugins.municipality.address_lists:ADDRESSES",
                ),
            ),
        ),
        Command(
            "contact",
            "People: add, import, change, report, forget.",
            section=_SECTION,
            commands=(
                Command("list", "List the contacts, by municipality, role and name.", f"{here}.contact:list_"),
                Command("add", "Add a contact to a municipality.", f"{here}.contact:add", writes=True),
                Command(
                    "import",
                    "Take the office's address list in.",
                    f"{here}.importing:import_contacts",
                    writes=True,
                    imports="kvadmin.plugins.municipality.contact_lists.contact_columns:CONTACTS",
                ),
                Command("set", "Change one field of a contact.", f"{here}.contact:set_", writes=True),
                Command("remove", "Take a contact out of its municipality.", f"{here}.contact:remove", writes=True),
                Command("report", "Show everything that is held on a person.", f"{here}.contact:report"),
                Command(
                    "forget", "Erase a person everywhere, for good.", f"{here}.contact:forget", writes=True, undo=False
                ),
            ),
        ),
    ]


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """One file per municipality, its contacts in it."""
    return [
        Collection(
            "municipalities",
            "municipalities/{number}.yaml",
            "kvadmin.model.municipality:Municipality",
            help="The register of municipalities, with contacts.",
            slug="name",
            references=(Reference("successors", "municipalities", (), "municipality-successor", severity="warning"),),
        )
    ]


@hookimpl
def kvadmin_sheets() -> list[SheetDeclaration]:
    """``municipalities`` and ``contacts``."""
    from kvadmin.api.hooks import SheetDeclaration

    here = "kvadmin.plugins.municipality.sheets"
    return [
        SheetDeclaration(
            "municipalities",
            "a municipality of the register",
            f"{here}.municipality_sheet:MUNICIPALITY_SHEET",
            scope=("selection",),
            optional=True,
        ),
        SheetDeclaration(
            "contacts", "a contact of a municipality", f"{here}.contact_sheet:CONTACT_SHEET", scope=("selection",),
            optional=True,
        ),
    ]  # fmt: skip


@hookimpl
def kvadmin_checks(snapshot: Snapshot, today: date) -> list[Finding]:
    """What is wrong in the register."""
    from .hooks.checks import findings

    return findings(snapshot, today)


@hookimpl
def kvadmin_status(snapshot: Snapshot) -> list[StatusSection]:
    """How many municipalities there are, or that a register is needed."""
    from .hooks.status import sections

    return sections(snapshot)


@hookimpl
def kvadmin_personal_data(snapshot: Snapshot, email: str, name: str) -> list[PersonalData]:
    """The person's entries as a contact."""
    from .hooks.personal_data import held_on

    return held_on(snapshot, email, name)


@hookimpl
def kvadmin_writers() -> list[Writer]:
    """Contact cards: ``contact list -o FILE.vcf``."""
    from .hooks.writers import writers

    return writers()
