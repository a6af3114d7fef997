"""The public site of the programme: what the plugin declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kvadmin.api import Command, hookimpl
from kvadmin.api.hooks import Collection, Reference

if TYPE_CHECKING:
    from datetime import date

    from kvadmin.api import Finding, Snapshot
    from kvadmin.api.hooks import Job, PersonalData, Predicate, SheetDeclaration, StatusSection

_SECTION = "The website"
_HERE = "kvadmin_website.commands"


@hookimpl
def kvadmin_commands() -> list[Command]:
    """``website``; each command is imported when it runs."""
    return [
        Command(
            "website",
            "The public site: build, check, news, the knowledge bank.",
            section=_SECTION,
            commands=(
                _writing("init", "Begin the site with starter pages.", f"{_HERE}.site_record:init"),
                Command("build", "Write the site into a folder.", f"{_HERE}.build:build"),
                _writing("published", "Note that a site was put on the web.", f"{_HERE}.live_site:published"),
                Command("check", "Name dead links and what is lacking.", f"{_HERE}.page_check:check", sends=True),
                Command("show", "Show the site as a whole.", f"{_HERE}.site_record:show"),
                _writing("set", "Change address, forms or partners.", f"{_HERE}.site_record:set_field"),
                _writing("agree", "Note which results may be shown.", f"{_HERE}.agreements:agree"),
                _writing("themes", "Note what a municipality works with.", f"{_HERE}.town_themes:themes"),
                _writing("named", "Note who may be named.", f"{_HERE}.shown_persons:named"),
                Command("staff", "The secretariat, as the site has it.", commands=_staff()),
                Command("news", "News: a Markdown file each.", commands=_news()),
                Command("example", "The knowledge bank: examples sent in.", commands=_examples()),
            ),
        )
    ]


def _writing(name: str, text: str, target: str) -> Command:
    """A command that writes, and may run again from its beginning where somebody was quicker."""
    return Command(name, text, target, writes=True, rerun=True)


def _staff() -> tuple[Command, ...]:
    persons = f"{_HERE}.shown_persons"
    return (
        _writing("add", "Add a role, or say who has it.", f"{persons}:staff_add"),
        Command("list", "List the secretariat.", f"{persons}:staff_list"),
        _writing("remove", "Remove a role.", f"{persons}:staff_remove"),
    )


def _news() -> tuple[Command, ...]:
    return (
        _writing("new", "Begin a piece of news.", f"{_HERE}.news:new"),
        Command("list", "List the news.", f"{_HERE}.news:list_news"),
    )


def _examples() -> tuple[Command, ...]:
    examples, steps = f"{_HERE}.examples", f"{_HERE}.example_steps"
    taking_in = Command(
        "import", "Take in the answers of a web form.", f"{_HERE}.example_import:import_examples",
        writes=True, rerun=True, imports="kvadmin_website.bank.example_file:EXAMPLES",
    )  # fmt: skip
    return (
        _writing("add", "Take an example in.", f"{examples}:add"),
        taking_in,
        Command("list", "List the examples.", f"{examples}:list_examples"),
        Command("show", "Show one example.", f"{examples}:show"),
        _writing("set", "Change fields of an example.", f"{examples}:set_field"),
        _writing("text", "Give an example its text anew.", f"{examples}:put_text"),
        _writing("review", "Note that an example was read.", f"{steps}:review"),
        _writing("consent", "Note that the sender agrees, or no longer.", f"{steps}:consent"),
        _writing("publish", "Let an example onto the site.", f"{steps}:publish"),
        _writing("decline", "Decline an example.", f"{steps}:decline"),
        _writing("remove", "Remove an example.", f"{examples}:remove"),
    )


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """The site itself, and the examples of the knowledge bank."""
    return [
        Collection(
            "website",
            "website/site.yaml",
            "kvadmin_website.records:Website",
            help="The public site.",
            beside=tuple(f"website/{folder}" for folder in ("pages", "news", "gatherings", "files")),
        ),
        Collection(
            "examples",
            "website/examples/{id}.yaml",
            "kvadmin_website.records:Example",
            help="The knowledge bank.",
            references=(Reference("municipality", "municipalities"),),
        ),
    ]


@hookimpl
def kvadmin_sheets() -> list[SheetDeclaration]:
    """``kvadmin sheet out examples``."""
    from kvadmin.api.hooks import SheetDeclaration

    target = "kvadmin_website.bank.example_sheet:EXAMPLE_SHEET"
    return [SheetDeclaration("examples", "an example", target, scope=("selection",), optional=True)]


@hookimpl
def kvadmin_checks(snapshot: Snapshot, today: date) -> Sequence[Finding]:
    """What is wrong with pages and examples, as far as nothing outside need be asked."""
    from kvadmin_website.checking.site_findings import findings

    return findings(snapshot, today)


@hookimpl
def kvadmin_status(snapshot: Snapshot, today: date) -> Sequence[StatusSection]:
    """Examples that wait, consent taken back, pages in one form, news that are old."""
    if not snapshot.files("website"):  # every status asks, most folders have none: nothing is imported for them
        return []
    from kvadmin_website.hooks.status import sections

    return sections(snapshot, today)


@hookimpl
def kvadmin_letter_context(snapshot: Snapshot, municipality: str) -> dict[str, Any]:
    """``website`` of a letter: the address, and the examples of the municipality."""
    from kvadmin_website.hooks.letter_context import context

    return context(snapshot, municipality)


@hookimpl
def kvadmin_selection_words(snapshot: Snapshot) -> Sequence[Predicate]:
    """``sent-example:yes`` in selections."""
    from kvadmin_website.hooks.selection_words import predicates

    return predicates(snapshot)


@hookimpl
def kvadmin_personal_data(snapshot: Snapshot, email: str, name: str) -> Sequence[PersonalData]:
    """Who sent examples in, who is named on the site, and texts and pages that name somebody."""
    from kvadmin_website.hooks.personal_data import held_on

    return held_on(snapshot, email, name)


@hookimpl
def kvadmin_jobs() -> tuple[Job, ...]:
    """What ``kvadmin menu`` offers."""
    from kvadmin_website.hooks.jobs import WEBSITE_JOBS

    return WEBSITE_JOBS
