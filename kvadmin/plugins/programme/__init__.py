"""The programme folder itself: make one, look at it, check it, its history, its plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api import Command, hookimpl
from kvadmin.api.hooks import Collection, Reference

if TYPE_CHECKING:
    from kvadmin.api import Snapshot
    from kvadmin.api.hooks import Job, PersonalData

_SECTION = "The programme"


@hookimpl
def kvadmin_commands() -> list[Command]:
    """Commands about the folder as a whole."""
    here, moving = "kvadmin.plugins.programme.commands", "kvadmin.plugins.programme.moving"
    return [
        Command("init", "Make a new programme folder.", f"{here}.init:app", _SECTION, writes=True, undo=False),
        Command(
            "demo",
            "Make the example programme and run the main job on it.",
            f"{here}.demo:app",
            _SECTION,
            writes=True,
            undo=False,
        ),
        Command(
            "programme",
            "The programme, its sender and letterhead, its parties: show, set.",
            section=_SECTION,
            commands=(
                Command("show", "Show the programme, the sender and the parties.", f"{here}.programme:show"),
                Command(
                    "set", "Change a field: name, case_number, sender.phone …", f"{here}.programme:set_", writes=True
                ),
                Command(
                    "party", "Change a party: its e-mail, its postal address.", f"{here}.programme:party", writes=True
                ),
                Command(
                    "git", "Keep what must be erasable out of git, or take it out.", f"{here}.git:git", writes=True
                ),
            ),
        ),
        Command(
            "menu",
            "Question and answer through the common jobs; each step shows its command.",
            f"{here}.menu:menu",
            _SECTION,
            writes=True,
            undo=False,
            sends=True,
        ),
        Command("status", "What stands where, and what needs action.", f"{here}.status:app", _SECTION),
        Command("check", "Check every file; each finding with its place.", f"{here}.check:app", _SECTION),
        Command("doctor", "Whether machine, installation and folder are fit.", f"{here}.doctor:app", _SECTION),
        Command("log", "What was changed, when, by whom and why.", f"{here}.history:log_app", _SECTION),
        Command("undo", "Take a change back.", f"{here}.history:undo_app", _SECTION, writes=True),
        Command("redo", "Make an undone change again.", f"{here}.history:redo_app", _SECTION, writes=True),
        Command("migrate", "Lift older records to the form of today.", f"{here}.migrate:app", _SECTION, writes=True),
        Command(
            "store",
            "What keeps the programme: copy and export all of it, list, get, put, edit its contents.",
            section=_SECTION,
            commands=(
                Command(
                    "copy",
                    "Copy everything to another folder or engine; compare two.",
                    f"{moving}.store_copy:copy",
                    writes=True,
                    undo=False,
                    sends=True,  # where an engine is on another computer
                ),
                Command(
                    "export",
                    "Write one archive with everything: a backup.",
                    f"{moving}.store_export:export",
                    writes=True,
                    undo=False,
                    formats=("zip",),
                    documents_only=True,
                ),
                Command("list", "List the contents that are kept.", f"{moving}.store_contents:list_"),
                Command(
                    "get",
                    "Show one content, or write it to a file, byte for byte.",
                    f"{moving}.store_contents:get",
                    formats=("*",),
                ),
                Command("put", "Put a file in the place of one content.", f"{moving}.store_contents:put", writes=True),
                Command("edit", "Edit one content in your editor.", f"{moving}.store_edit:edit", writes=True),
            ),
        ),
        Command(
            "reading",
            "How office files are read: explain one, list and forget what was said.",
            section=_SECTION,
            commands=(
                Command(
                    "explain",
                    "Show how a file is read, column by column.",
                    f"{here}.reading:explain",
                    imports="kvadmin.api.imports:Importer",
                ),
                Command("list", "List what has been said of how lists are read.", f"{here}.reading:list_"),
                Command("forget", "Forget what was said of a kind of list.", f"{here}.reading:forget", writes=True),
            ),
        ),
        Command(
            "schema",
            "JSON Schemas of the records, by which editors complete and check: list, show, write, remove.",
            section=_SECTION,
            commands=(
                Command("list", "List the kinds of records and their schemas.", f"{here}.schema:list_"),
                Command("show", "Show the fields of a kind of record, or its JSON Schema.", f"{here}.schema:show"),
                Command(
                    "write",
                    "Write the schemas, and into each record the line that names one.",
                    f"{here}.schema:write",
                    writes=True,
                    undo=False,  # all of it but what it writes into sensitive/
                ),
                Command(
                    "remove", "Take schemas and lines away again.", f"{here}.schema:remove", writes=True, undo=False
                ),
            ),
        ),
        Command(
            "plugins",
            "List, check, trace, trust, enable and disable plugins.",
            section=_SECTION,
            commands=(
                Command(
                    "list",
                    "List every plugin with its status and the hooks it implements.",
                    f"{here}.plugins:list_plugins",
                ),
                Command("check", "Try every hook on the example programme.", f"{here}.plugins:check"),
                Command(
                    "trace",
                    "Run a command and show what plugins were asked, how long it took, what they answered.",
                    f"{here}.plugin_trace:trace",
                    writes=True,
                    undo=False,
                    sends=True,  # whatever the traced command may
                ),
                Command(
                    "trust",
                    "Let a plugin file of this programme run.",
                    f"{here}.plugin_trust:trust",
                    writes=True,
                    undo=False,
                ),
                Command(
                    "untrust",
                    "Let a plugin file of this programme run no more.",
                    f"{here}.plugin_trust:untrust",
                    writes=True,
                    undo=False,
                ),
                Command(
                    "disable",
                    "Switch a plugin off: it is not imported any more.",
                    f"{here}.plugins:disable",
                    writes=True,
                    undo=False,
                ),
                Command("enable", "Switch a plugin on again.", f"{here}.plugins:enable", writes=True, undo=False),
                Command(
                    "new",
                    "Begin a plugin: a package that works at once.",
                    f"{here}.plugins_new:new",
                    writes=True,
                    undo=False,
                ),
            ),
        ),
        Command(
            "commands",
            "Every command with its options, and what it does.",
            f"{here}.commands:app",
            _SECTION,
        ),
        Command(
            "completion",
            "What a shell runs to complete command lines.",
            f"{here}.completion:completion",
            _SECTION,
            formats=("bash", "zsh", "fish", "ps1"),
            documents_only=True,
        ),
    ]


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """``programme.yaml``, and how lists are read."""
    return [
        Collection(
            "programme",
            "programme.yaml",
            "kvadmin.model.programme:Programme",
            help="The programme and its defaults.",
            references=(
                Reference(
                    "copy_recipients",
                    "programme/parties.short|programme/parties.name",
                    (),
                    "copy-recipient",
                    "kvadmin programme party",
                    "warning",
                    # neither an address nor the county governors, whom every county has
                    r"(?i)^(?!fylkesm[ae]nnene?$|county governors?$)[^@]+$",
                    any_case=True,
                ),
            ),
        ),
        Collection(
            "readings",
            "readings/{importer}.yaml",
            "kvadmin.model.reading:Readings",
            "How lists of an office are read, as a person has said once.",
        ),
    ]


@hookimpl
def kvadmin_personal_data(snapshot: Snapshot, email: str, name: str) -> list[PersonalData]:
    """Who signs, and addresses of the parties."""
    from .hooks.personal_data import held_on

    return held_on(snapshot, email, name)


@hookimpl
def kvadmin_jobs() -> tuple[Job, ...]:
    """What ``kvadmin menu`` offers."""
    from .hooks.jobs import JOBS

    return JOBS
