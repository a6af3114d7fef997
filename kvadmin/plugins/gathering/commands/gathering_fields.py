"""``gathering new`` and ``gathering set``."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import Conflict, InvalidData, Session, UsageError, session, tr
from kvadmin.api.commands import one_line, parse_day
from kvadmin.api.records import Cohort, Gathering

from ..calendar import with_current_calendar
from ..loaded_gathering import check_sound, programme_of, save_gathering
from .arguments import GatheringArgument

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
) -> None:
    """Make a gathering.

    Example: kvadmin gathering new 2009-01-15-oppstart --name "Oppstart, pulje 4" --kind startup --from 2009-01-15
    """
    run = session(ctx)
    if run.data.find(Gathering, gathering) is not None:
        raise Conflict(
            tr("there is a gathering {gathering!r} already", gathering=gathering),
            hint=tr("kvadmin gathering show {gathering}", gathering=gathering),
        )
    given = {
        "name": name,
        "kind": kind,
        "from": first,
        "to": last,
        "place": place,
        "cohort": cohort,
        "name_nn": name_nn,
    }
    values = {_ATTRIBUTE.get(field, field): _read(run, field, text) for field, text in given.items()}
    made = Gathering(id=gathering, **values, capacity=capacity, badge_key=secrets.token_hex(16))
    check_sound(made)
    change = run.transaction()
    change.create(with_current_calendar(made, programme_of(run.data), run.today))
    run.commit(change)


def set_field(
    ctx: typer.Context,
    gathering: GatheringArgument,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="name, name_nn, kind, from, to, place, cohort, …")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help='The new value; "" empties the field.')],
) -> None:
    """Change one field of a gathering; calendars are told when it matters to them.

    Example: kvadmin gathering set 2008-08-27-oppstart place "Thon Hotel Opera, Oslo"
    """
    run = session(ctx)
    before = run.data.get(Gathering, gathering)
    if field not in _FIELDS:
        raise UsageError(
            tr("a gathering has no field {field!r}", field=field),
            hint=tr("the fields are: {fields}", fields=", ".join(_FIELDS)),
        )
    if field in ("name", "from", "kind") and not value.strip():
        raise UsageError(tr("a gathering needs {field!r}", field=field))
    after = msgspec.structs.replace(before, **{_ATTRIBUTE.get(field, field): _read(run, field, value)})
    save_gathering(run, before, after)


def _read(run: Session, field: str, text: str) -> Any:
    try:
        return _FIELDS[field](run, text)
    except ValueError as error:
        raise InvalidData(str(error), where=field) from None


def _line(_run: Session, text: str) -> str:
    return one_line(text)


def _kind(_run: Session, text: str) -> str:
    if text not in Gathering.KINDS:
        raise UsageError(
            tr("{text!r} is no kind of gathering", text=text),
            where="--kind",
            hint=tr("one of {gathering_kinds}", gathering_kinds=", ".join(Gathering.KINDS)),
        )
    return text


def _day(_run: Session, text: str) -> Any:
    return parse_day(text, where="--from/--to") if text.strip() else None


def _first(_run: Session, text: str) -> Any:
    if not text.strip():
        raise UsageError(tr("a gathering needs its first day"), where="--from", hint=tr("write it as 2009-01-15"))
    return parse_day(text, where="--from")


def _cohort(run: Session, text: str) -> str:
    return run.data.get(Cohort, text).id if text else ""


def _whole(_run: Session, text: str) -> int | None:
    if not text.strip():
        return None
    if not text.isdecimal() or int(text) < 1:
        raise UsageError(
            tr("{text!r} is no number of seats", text=text), where="capacity", hint=tr("a whole number from 1")
        )
    return int(text)


_FIELDS: dict[str, Callable[[Session, str], Any]] = {
    "name": _line,
    "name_nn": _line,
    "kind": _kind,
    "from": _first,
    "to": _day,
    "place": _line,
    "registration_deadline": _day,
    "cohort": _cohort,
    "capacity": _whole,
    "note": _line,
}
_ATTRIBUTE = {"from": "start"}
