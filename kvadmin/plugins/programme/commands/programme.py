"""``programme show``, ``set`` and ``party``: the programme, its sender with letterhead, and the parties behind it."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import Session, UnknownName, UsageError, screen_language, session, tr
from kvadmin.api.commands import postal_address
from kvadmin.api.records import Party, Programme, Sender
from kvadmin.api.reports import Column, Report, facts, json_of, table_of
from kvadmin.api.wording import near_names

from ..letterhead_logo import check_logo
from ..programme_fields import FIELD_WORDS, PARTY_FIELDS, PROGRAMME_FIELDS, SENDER

_PARTY_COLUMNS = (
    Column("name", "Name"),
    Column("short", "Short"),
    Column("email", "E-mail"),
    Column("address", "Postal address", show="; ".join),
)


def show(ctx: typer.Context) -> None:
    """Show the programme: its period and defaults, the sender with letterhead, the parties behind it.

    Example: kvadmin programme show
    """
    programme = session(ctx).data.get(Programme)
    sender = msgspec.structs.asdict(programme.sender or Sender())
    own = {
        name: getattr(programme, name)
        for name in ("name", "start", "end", "language", "screen_language", "case_number", "copy_recipients", "note")
    }
    pairs = {**own, **{f"{SENDER}{name}": value for name, value in sender.items()}}
    tables = [facts(programme.name, ((_named(name), _shown(value)) for name, value in pairs.items()))]
    if programme.parties:
        tables.append(table_of("Parties", _PARTY_COLUMNS, programme.parties))
    parties = json_of(_PARTY_COLUMNS, programme.parties)
    session(ctx).show(Report({"schema": 1, **own, "sender": sender, "parties": parties}, tuple(tables), personal=True))


def _named(field: str) -> str:
    """A field as it is typed, with what it is in the language of the screen: ``case_number (saksnummer)``."""
    said = FIELD_WORDS.get(field, field)
    return field if screen_language() == "en" else f"{field} ({tr(said)})"


def _shown(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value


def set_(
    ctx: typer.Context,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="For example sender.phone or case_number.")],
    values: Annotated[
        list[str], typer.Argument(metavar="VALUE...", help='The new value, of a list several; "" empties the field.')
    ],
) -> None:
    """Change one field of the programme, or of its sender: what stands at the top of every letter.

    The fields are name, start, end, language (of letters), screen_language (nb, nn or en), case_number, copy_recipients
    and note, and of the sender sender.name, sender.email, sender.address (its lines, the last one postcode and place),
    sender.phone, sender.signed_by, sender.title, sender.organisation_number and sender.logo (a png or svg file of the
    programme folder).

    Example: kvadmin programme set sender.address "Postboks 8112 Dep" "0032 Oslo"
    """
    run = session(ctx)
    programme = run.data.get(Programme)
    name, value = PROGRAMME_FIELDS.read(field, values)
    value = _checked(run, name, value)
    if name.startswith(SENDER):
        sender = msgspec.structs.replace(programme.sender or Sender(), **{name.removeprefix(SENDER): value})
        changed = msgspec.structs.replace(programme, sender=sender)
    else:
        changed = msgspec.structs.replace(programme, **{name: value})
    if changed.start and changed.end and changed.end < changed.start:
        raise UsageError(
            tr("it would end on {end}, before it begins on {start}", end=changed.end, start=changed.start),
            code="days-in-wrong-order",
        )
    _save(run, changed)


def party(
    ctx: typer.Context,
    who: Annotated[str, typer.Argument(metavar="NAME", help="The party's short name or name: KS.")],
    field: Annotated[str, typer.Argument(metavar="FIELD", help="name, short, email or address.")],
    values: Annotated[
        list[str], typer.Argument(metavar="VALUE...", help='The new value, of the address its lines; "" empties it.')
    ],
    new: Annotated[bool, typer.Option("--new", help="There is none of that name yet: add it.")] = False,
) -> None:
    """Change one field of a party behind the programme: where its copies go, by e-mail or on paper.

    A county governor is a party, too: the copy recipient Fylkesmannen becomes "Fylkesmannen i Telemark" for a
    municipality there.

    Example: kvadmin programme party KS email ks@ks.example
    """
    run = session(ctx)
    programme = run.data.get(Programme)
    name, value = PARTY_FIELDS.read(field, values)
    value = _checked(run, name, value)
    found = [each for each in programme.parties if who.casefold() in (each.short.casefold(), each.name.casefold())]
    if new and not found:
        found = [Party(name=who)]
        programme = msgspec.structs.replace(programme, parties=[*programme.parties, *found])
    if len(found) != 1:
        known = ", ".join(each.short or each.name for each in programme.parties) or tr("none")
        raise UnknownName(
            tr("there is no party {who!r}", who=who) if not found else tr("several parties are {who!r}", who=who),
            hint=tr("there are: {known}; --new adds one", known=known),
            near=near_names(who, {} if found else {each.short or each.name: each.name for each in programme.parties}),
            code="ambiguous-name" if found else "unknown-party",
        )
    changed = msgspec.structs.replace(found[0], **{name: value})
    _save(
        run,
        msgspec.structs.replace(
            programme, parties=[changed if each is found[0] else each for each in programme.parties]
        ),
    )


def _checked(run: Session, name: str, value: Any) -> Any:
    """The value, looked at as a whole."""
    try:
        if name.endswith("address"):
            return postal_address(value)
        if name == f"{SENDER}logo" and value:
            return check_logo(run.data, value)
    except ValueError as error:
        raise UsageError(str(error), where=name, code="bad-value") from None
    # The items of a list stand once each: a name typed again is no second copy.
    return list(dict.fromkeys(value)) if isinstance(value, list) else value


def _save(run: Session, programme: Programme) -> None:
    change = run.transaction()
    change.update(programme)
    run.commit(change)
