"""``participants list`` and ``participants set``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kvadmin.api import Conflict, InvalidData, UsageError, session, tr
from kvadmin.api.commands import one_line
from kvadmin.api.reports import Report

from ..handouts.participant_list import participant_tables
from ..handouts.wording import handout_language
from ..loaded_gathering import load_gathering
from ..registrations.dietary_needs import dietary_needs, save_dietary_needs
from ..registrations.registration_fields import REGISTRATION_FIELDS, read_fields
from ..registrations.roster import Roster, RosterAudience
from ..registrations.sensitive_needs import Need
from .arguments import GatheringArgument, GroupByOption, LanguageOption, NetworkOption, read_grouping
from .export import asked_format, write_handout


def list_participants(
    ctx: typer.Context,
    gathering: GatheringArgument,
    by: GroupByOption = "network",
    for_network: NetworkOption = "",
    form: LanguageOption = "",
) -> None:
    """List those who agreed to be listed, in print order: exactly who is on the printed list.

    Example: kvadmin participants list 2008-08-27-oppstart
    """
    run = session(ctx)
    grouped = read_grouping(by)
    if asked_format(run) in ("docx", "pdf"):
        write_handout(run, gathering, "list", grouped, for_network, form)
        return
    found = load_gathering(run, gathering)
    audience = RosterAudience(network=found.networks.named(for_network).id if for_network else "")
    shown = found.roster(grouped, audience)
    run.show(Report(_data(shown), participant_tables(shown, handout_language(form, found.programme))))


def _data(shown: Roster) -> dict[str, Any]:
    return {
        "schema": 1,
        "gathering": shown.gathering.id,
        "by": shown.by,
        "hidden": shown.hidden,
        "participants": [
            {
                "name": each.person.registration.name,
                "title": each.person.registration.title,
                "municipality": each.person.municipality,
                "network": each.network or None,
                "party": each.party,
                "municipality_name": each.person.registration.municipality_name or None,
                "employer": each.person.registration.employer or None,
                "network_name": each.network_name or None,
                "role": each.person.registration.role or None,
                "filed_as": each.filed_as,
            }
            for each in shown.entries
        ],
    }


def set_field(
    ctx: typer.Context,
    gathering: GatheringArgument,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Id, badge code, e-mail address or name.")],
    field: Annotated[
        str, typer.Argument(metavar="FIELD", help=f"One of {', '.join(REGISTRATION_FIELDS)}, network, diet, access.")
    ],
    value: Annotated[str, typer.Argument(metavar="VALUE", help='The new value; "" empties the field.')],
) -> None:
    """Change one field of a registration, and no other: a new address leaves the consent as it is.

    Example: kvadmin participants set 2008-08-27-oppstart "Odd Vik" consent list
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    one = found.book.find(person)
    if field in ("diet", "access"):
        old = dietary_needs(run.data, gathering).get(one.id, Need(person=one.id))
        fields = {"diet": old.diet, "access": old.access, field: _line(value, f"{one.registration.name}, {field}")}
        save_dietary_needs(run, gathering, {one.id: Need(person=one.id, **fields)})
        return
    values = _network(found, value) if field == "network" else _values(field, value, one.registration.name)
    found.book.change(one, **values, changed=run.today)
    change = run.transaction()
    found.book.write(change)
    run.commit(change)


def _network(found: Any, value: str) -> dict[str, str]:
    network = found.networks.named(value) if value else None
    return {"network": network.id, "network_name": network.name} if network else {"network": "", "network_name": ""}


def _values(field: str, value: str, who: str) -> dict[str, Any]:
    if field == "status":
        raise Conflict(
            tr("the status is not set by hand"), hint=tr("kvadmin gathering cancel, promote, or register --again")
        )
    if field not in REGISTRATION_FIELDS:
        raise UsageError(
            tr("a registration has no field {field!r}", field=field),
            hint=tr("the fields are: {fields}, network, diet, access", fields=", ".join(REGISTRATION_FIELDS)),
        )
    if not value.strip():
        if field == "name":
            raise UsageError(tr("a registration needs a name"), hint=tr("kvadmin gathering cancel takes a person out"))
        return {field: {"consent": "none", "days": []}.get(field, "")}
    try:
        return read_fields({field: value}, who)
    except ValueError as error:
        raise InvalidData(str(error), where="participants set") from None


def _line(value: str, where: str) -> str:
    try:
        return one_line(value)
    except ValueError:
        raise InvalidData(tr("{where}: the text is too long or has control characters", where=where)) from None
