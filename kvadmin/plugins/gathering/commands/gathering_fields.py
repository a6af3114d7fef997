"""``gathering new`` and ``gathering set``."""

from __future__ import annotations

import secrets
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Conflict, Session, session, tr
from kvadmin.api.commands import (
    REQUIRED,
    Settable,
    SettableFields,
    choice,
    find_municipality,
    one_line,
    parse_day,
    parse_whole,
)
from kvadmin.api.records import Cohort, Gathering

from ..calendar_entries import with_current_calendar
from ..loaded_gathering import check_sound, programme_of, save_gathering
from ..registrations.registration_book import RegistrationBook
from .arguments import GatheringArgument
from .cancel import say_who_moves_up

KindOption = Annotated[str, typer.Option("--kind", metavar="KIND", help=f"One of {', '.join(Gathering.KINDS)}.")]


def new(
    ctx: typer.Context,
    gathering: Annotated[str, typer.Argument(metavar="ID", help="Such as 2009-01-15-oppstart; it names the files.")],
    name: Annotated[str, typer.Option("--name", metavar="N", help="What stands on the handouts.")],
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="First day.")],
    kind: KindOption = "startup",
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="Last day, when it is another.")] = "",
    place: Annotated[str, typer.Option("--place", metavar="P")] = "",
    cohort: Annotated[str, typer.Option("--cohort", metavar="C", help="Whose gathering, and whose networks.")] = "",
    capacity: Annotated[int | None, typer.Option("--capacity", metavar="N", min=1, help="Seats in the room.")] = None,
    name_nn: Annotated[str, typer.Option("--name-nn", metavar="N", help="The name in nynorsk.")] = "",
    municipality: Annotated[
        str,
        typer.Option(
            "--municipality", "-m", metavar="M", help="Whose visit it is, or who hosts the network: number or name."
        ),
    ] = "",
) -> None:
    """Make a gathering.

    Example: kvadmin gathering new 2009-01-15-oppstart --name "Oppstart, pulje 4" --kind startup --from 2009-01-15
    """
    run = session(ctx)
    if run.data.find(Gathering, gathering) is not None:
        raise Conflict(
            tr("there is a gathering {gathering!r} already", gathering=gathering),
            hint=tr("kvadmin gathering show {gathering}", gathering=gathering),
            code="already-there",
        )
    fields = _fields(run)
    given = {
        "name": name,
        "kind": kind,
        "from": first,
        "to": last,
        "place": place,
        "cohort": cohort,
        "name_nn": name_nn,
        "municipality": municipality,
    }
    values = {_ATTRIBUTE.get(field, field): fields.read(field, [text])[1] for field, text in given.items()}
    made = Gathering(id=gathering, **values, capacity=capacity, badge_key=secrets.token_hex(16))
    check_sound(made)
    change = run.transaction()
    change.create(with_current_calendar(made, programme_of(run.data), run.today))
    run.commit(change)
    if made.kind == "visit" and not made.municipality:
        run.warn(
            tr(
                "a visit belongs to a municipality: kvadmin gathering set {gathering} municipality NUMBER",
                gathering=gathering,
            )
        )


def set_field(
    ctx: typer.Context,
    gathering: GatheringArgument,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="name, name_nn, kind, from, to, place, cohort, …")],
    values: Annotated[list[str], typer.Argument(metavar="VALUE", help='The new value; "" empties the field.')],
) -> None:
    """Change one field of a gathering; calendars are told when it matters to them.

    Example: kvadmin gathering set 2008-08-27-oppstart place "Thon Hotel Opera, Oslo"
    """
    run = session(ctx)
    before = run.data.get(Gathering, gathering)
    extra = [each for each in run.gather("kvadmin_fields") if each.collection == Gathering.collection]
    name, value = _fields(run).with_extra(extra).read(field, values)
    if any(each.name == name for each in extra):
        change = run.transaction()
        change.set_extra(Gathering, before.id, name, None if value == [] else value)
        run.commit(change)
    else:
        after = save_gathering(run, before, msgspec.structs.replace(before, **{_ATTRIBUTE.get(name, name): value}))
        if name == "capacity":
            say_who_moves_up(run, RegistrationBook(run.data, after))


def _fields(run: Session) -> SettableFields:
    """The fields of a gathering, as ``set`` and ``new`` read them.

    Args:
        run: For the cohorts that there are.
    """
    return SettableFields(
        "a gathering",
        (
            Settable("name", one_line, empty=REQUIRED),
            Settable("name_nn", one_line),
            Settable("kind", choice(*Gathering.KINDS), empty=REQUIRED),
            Settable("from", parse_day, empty=REQUIRED),
            Settable("to", parse_day, empty=None),
            Settable("place", one_line),
            Settable("registration_deadline", parse_day, empty=None),
            Settable("cohort", lambda text: run.data.get(Cohort, text.strip()).id),
            Settable("municipality", lambda text: find_municipality(run.data, text, run.today).number),
            Settable("capacity", lambda text: parse_whole(text, least=1), empty=None),
            Settable("note", one_line),
        ),
        elsewhere={
            "agenda": "kvadmin gathering agenda add",
            "cancelled": "kvadmin gathering cancel",
            "groups": "kvadmin gathering groups",
            "invitations": "kvadmin gathering invite",
        },
    )


#: Fields whose name in the file is no name in Python.
_ATTRIBUTE = {"from": "start"}
