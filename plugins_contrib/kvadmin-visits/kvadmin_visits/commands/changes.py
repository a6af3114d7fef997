"""``visit add``, ``set`` and ``remove``."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import Conflict, Session, UsageError, session, tr
from kvadmin.api.commands import find_municipality
from kvadmin_visits.commands.arguments import (
    MunicipalityArgument,
    PairsArgument,
    VisitArgument,
    advisors_there,
    hows_there,
)
from kvadmin_visits.commands.visit_lists import visit_report
from kvadmin_visits.records import Visit
from kvadmin_visits.visit_fields import VISIT_FIELDS
from kvadmin_visits.work.advisors import Advisors
from kvadmin_visits.work.lookups import find_visit, names_of
from kvadmin_visits.work.numbers import ids_there, latest, next_id
from kvadmin_visits.work.visit_rules import changed


def add(
    ctx: typer.Context,
    municipality: MunicipalityArgument,
    how: Annotated[
        str,
        typer.Option(
            "--how", metavar="phone|email|visit", help="How; Norwegian words will do.", autocompletion=hows_there
        ),
    ],
    text: Annotated[list[str] | None, typer.Argument(metavar="TEXT", help="What it was about.")] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="NAME",
            help="Who of the secretariat (else who runs the command).",
            autocompletion=advisors_there,
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day (else today); one to come is planned.")
    ] = None,
    spoken_with: Annotated[str | None, typer.Option("--with", metavar="WHOM", help="Whom there it was with.")] = None,
    minutes: Annotated[str | None, typer.Option("--minutes", metavar="N", help="How long it took.")] = None,
    agreed: Annotated[str | None, typer.Option("--agreed", metavar="TEXT", help="What was agreed.")] = None,
    planned: Annotated[bool, typer.Option("--planned", help="It has not been held, whatever day it is.")] = False,
) -> None:
    """Note a contact with a municipality in one line; what lies before is held, what is to come is planned.

    Example: kvadmin visit add 0415 --by "Kari Nordmann" --how phone "Ville vite mer om måltall"
    Example: kvadmin visit add Løten --how visit --on 2008-09-01 "Besøk på sykehjemmet"
    """
    run = session(ctx)
    town = find_municipality(run.data, municipality, run.today)
    ids = ids_there(run.data)
    recent = latest(run.data, ids)
    values: dict[str, Any] = {
        "day": run.today,
        "who": _advisor(run, (by or "").strip() or run.who, recent),
        "note": " ".join(text or ()).strip(),
    }
    options = {"how": how, "day": on, "spoken_with": spoken_with, "minutes": minutes, "agreed": agreed}
    spelled = {"day": "--on", "spoken_with": "--with"}
    for name, typed in options.items():
        if typed is not None:
            values |= dict([VISIT_FIELDS.read(name, [typed], where=spelled.get(name, f"--{name}"))])
    values["held"] = not planned and values["day"] <= run.today
    new = changed(Visit(id=next_id(ids), municipality=town.number, day=run.today), values, run.today)
    refuse_same(new, recent)
    change = run.transaction()
    change.create(new)
    run.commit(change)
    if not new.held:
        run.info(tr("It is planned; afterwards: kvadmin visit set {id} held yes", id=new.id))
    run.show(visit_report(new, names_of(run.data)))


def _advisor(run: Session, name: str, recent: list[Visit]) -> str:
    """The name as it is known already; one that is nearly somebody else's is taken, and said."""
    read: str = VISIT_FIELDS.read("who", [name], where="--by")[1]
    advisors = Advisors(recent, run.data)
    if not advisors.known(read) and (near := advisors.near(read)):
        run.warn(tr("{name} is a new name; known is: {near}", name=read, near=", ".join(near)))
    return advisors.spelling(read)


def refuse_same(new: Visit, recent: list[Visit]) -> None:
    """What was noted a moment ago is not noted a second time; two contacts of a day differ in their text at least.

    Raises:
        Conflict: It is there already.
    """
    for each in recent:
        if new.note and msgspec.structs.replace(new, id=each.id) == each:
            raise Conflict(
                tr("the same is noted already: visit {id}", id=each.id),
                hint=tr("`kvadmin visit show {id}`; of a second one say in the text what differs", id=each.id),
                code="already-there",
            )


def set_field(ctx: typer.Context, visit: VisitArgument, pairs: PairsArgument) -> None:
    """Change fields of a contact: day, how, who, spoken_with, minutes, held, note, agreed.

    Example: kvadmin visit set 1 held yes agreed "Nytt møte i september"
    """
    run = session(ctx)
    old = find_visit(run, visit)
    if not pairs:
        raise UsageError(
            tr("which field?"), hint=tr("the fields are: {names}", names=", ".join(VISIT_FIELDS.names)),
            code="missing-value",
        )  # fmt: skip
    values = VISIT_FIELDS.pairs(pairs)
    if values.get("who"):
        others = [each for each in latest(run.data, ids_there(run.data)) if each.id != old.id]
        values["who"] = _advisor(run, str(values["who"]), others)
    new = changed(old, values, run.today)
    change = run.transaction()
    change.update(new)
    run.commit(change)
    run.show(visit_report(new, names_of(run.data)))


def remove(ctx: typer.Context, visit: VisitArgument) -> None:
    """Remove a contact that was noted by mistake, or a planned one that will not be.

    Example: kvadmin visit remove 1
    """
    run = session(ctx)
    found = find_visit(run, visit)
    change = run.transaction()
    change.delete(Visit, found.id)
    name = names_of(run.data).get(found.municipality, found.municipality)
    run.commit(change, confirm=tr("Remove the visit {id} ({day}, {name})?", id=found.id, day=found.day, name=name))
    run.show_saved()
