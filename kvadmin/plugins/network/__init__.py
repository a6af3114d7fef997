"""Networks: the split of a cohort, its explanation, its repair, advisors, map and handouts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kvadmin.api import Command, hookimpl
from kvadmin.api.hooks import Collection, Reference

if TYPE_CHECKING:
    from kvadmin.api import Finding, Snapshot
    from kvadmin.api.hooks import Job, PersonalData, SheetDeclaration, StatusSection

_HERE = "kvadmin.plugins.network.commands"
_SHEETS = "kvadmin.plugins.network.sheets"
_REGISTER = "kvadmin municipality list"
#: A number anywhere in a text.
_NUMBER = r"(?<!\w)\d{4}(?!\w)"


@hookimpl
def kvadmin_commands() -> list[Command]:
    """``network``."""
    return [
        Command(
            "network",
            "Split a cohort into local networks, explain the split and keep it up to date.",
            section="Networks",
            commands=(
                Command("split", "Split a cohort, or places from a file.", f"{_HERE}.split:split", writes=True),
                Command(
                    "choices",
                    "Splits to choose between.",
                    f"{_HERE}.choices:choices",
                    formats=("svg", "png", "pdf"),
                ),
                Command("list", "List the networks.", f"{_HERE}.networks:list_networks"),
                Command("show", "Show networks with their score card.", f"{_HERE}.networks:show"),
                Command("explain", "Explain why a municipality is where it is.", f"{_HERE}.explain:explain"),
                Command("wish", "Say what a wish would cost.", f"{_HERE}.explain:wish"),
                Command("compare", "Compare two divisions.", f"{_HERE}.compare:compare_splits"),
                Command("move", "Move a municipality by hand.", f"{_HERE}.manual_changes:move", writes=True),
                Command("lock", "Lock networks or members.", f"{_HERE}.manual_changes:lock", writes=True),
                Command("unlock", "Take locks off.", f"{_HERE}.manual_changes:unlock", writes=True),
                Command("rename", "Give a network another name.", f"{_HERE}.manual_changes:rename", writes=True),
                Command(
                    "repair", "Fit the networks to those who are members now.", f"{_HERE}.repair:repair", writes=True
                ),
                Command("host", "Whose turn it is to host.", f"{_HERE}.host:host", writes=True),
                Command("rotation", "Who hosts the next meetings.", f"{_HERE}.rotation:rotation"),
                Command("advisor", "Advisors and their networks.", commands=_ADVISOR),
                Command("certify", "Write the proof of a split for outsiders.", f"{_HERE}.certify:certify"),
                Command("map", "Draw the networks on a map.", f"{_HERE}.map_file:draw_map"),
                Command(
                    "export",
                    "Export the network division.",
                    f"{_HERE}.export:export",
                    formats=("docx", "pdf", "html", "geojson", "svg"),
                ),
            ),
        )
    ]


_ADVISOR = (
    Command("list", "List advisors with their load.", f"{_HERE}.advisor:list_advisors"),
    Command("set", "Add an advisor, or change one.", f"{_HERE}.advisor:set_advisor", writes=True),
    Command("remove", "Remove an advisor.", f"{_HERE}.advisor:remove_advisor", writes=True),
    Command("assign", "Give every network an advisor.", f"{_HERE}.advisor:assign", writes=True),
    Command("give", "Give one network an advisor by hand.", f"{_HERE}.advisor:give", writes=True),
)


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """The networks of each cohort."""
    return [
        Collection(
            "networks",
            "networks/{cohort}.yaml",
            "kvadmin.model.network:Networks",
            "The split of a cohort into networks.",
            references=(
                Reference("cohort", "cohorts", (), "network-cohort", "kvadmin cohort list"),
                Reference("networks.members", "municipalities", (), "network-member", _REGISTER),
                Reference("networks.host", "municipalities", (), "network-host", _REGISTER),
                Reference("networks.hosted", "municipalities", (), "network-host", _REGISTER),
                Reference("hostings.municipality", "municipalities", (), "network-host", _REGISTER),
                Reference("locked_members", "municipalities", (), "network-locked", _REGISTER),
                Reference("settings.together", "municipalities", (), "network-rule", _REGISTER, form=_NUMBER),
                Reference("settings.apart", "municipalities", (), "network-rule", _REGISTER, form=_NUMBER),
                Reference("advisors.municipality", "municipalities", (), "network-advisor", _REGISTER),
                Reference(
                    "networks.advisor",
                    "networks/advisors.name",
                    ("cohort",),
                    "network-advisor",
                    "kvadmin network advisor set",
                ),
            ),
        )
    ]


@hookimpl
def kvadmin_sheets() -> list[SheetDeclaration]:
    """``networks`` of a cohort."""
    from kvadmin.api.hooks import SheetDeclaration

    return [
        SheetDeclaration(
            "networks",
            "a municipality, and the network it is in",
            f"{_SHEETS}.network_sheet:NETWORK_SHEET",
            scope=("cohort", "selection"),
        ),
    ]


@hookimpl
def kvadmin_checks(snapshot: Snapshot, today: date) -> Sequence[Finding]:
    """Networks that contradict themselves or the cohort, and advisors with too much or another language."""
    from .hooks.checks import findings

    return findings(snapshot, today)


@hookimpl
def kvadmin_status(snapshot: Snapshot, today: date) -> Sequence[StatusSection]:
    """How many networks there are, and whether they still fit the members."""
    from .hooks.status import sections

    return sections(snapshot, today)


@hookimpl
def kvadmin_personal_data(snapshot: Snapshot, name: str) -> Sequence[PersonalData]:
    """Advisors."""
    from .hooks.personal_data import held_on

    return held_on(snapshot, name)


@hookimpl
def kvadmin_letter_context(snapshot: Snapshot, municipality: str, about: str) -> dict[str, Any]:
    """The network of the municipality, with its advisor and host."""
    from .hooks.letter_context import context

    return context(snapshot, municipality, about)


@hookimpl
def kvadmin_pictures(snapshot: Snapshot, name: str, key: str, language: str) -> bytes | None:
    """The map of a cohort's networks (``network-map``), for documents of other plugins."""
    if name != "network-map":
        return None
    from .hooks.pictures import picture

    return picture(snapshot, name, key, language)


@hookimpl
def kvadmin_jobs() -> tuple[Job, ...]:
    """What ``kvadmin menu`` offers."""
    from .hooks.jobs import JOBS

    return JOBS
