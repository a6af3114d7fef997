"""``participants list`` and ``participants set``."""

from __future__ import annotations

from operator import attrgetter
from typing import Annotated

import msgspec
import typer

from kvadmin.api import session
from kvadmin.api.commands import Settable, SettableFields
from kvadmin.api.reports import Column, Report, json_of

from ..handouts.participant_list import participant_tables
from ..handouts.wording import handout_language
from ..loaded_gathering import LoadedGathering, load_gathering
from ..registrations.dietary_needs import dietary_needs, save_dietary_needs
from ..registrations.registration_fields import REGISTRATION_FIELDS, TYPED_REGISTRATION_FIELDS, read_need
from ..registrations.roster import RosterAudience
from ..registrations.sensitive_needs import Need
from .arguments import GatheringArgument, GroupByOption, LanguageOption, NetworkOption, read_grouping
from .export import write_handout


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
    if run.format in ("docx", "pdf"):
        write_handout(run, gathering, "list", grouped, for_network, form)
        return
    found = load_gathering(run, gathering)
    audience = RosterAudience(network=found.networks.named(for_network).id if for_network else "")
    shown = found.roster(grouped, audience)
    chosen = handout_language(form, found.programme)
    seats = found.book.seats
    data = {
        "schema": 1,
        "gathering": gathering,
        "by": shown.by,
        "hidden": shown.hidden,
        "seats": {"capacity": seats.capacity, "taken": seats.taken, "free": seats.free, "waiting": seats.waiting},
        "participants": json_of(_JSON_COLUMNS, shown.entries),
    }
    report = Report(data, participant_tables(shown, chosen), personal=True, language=chosen)
    run.show(report, keys=[f"{gathering}/{each.person.id}" for each in shown.entries])


#: What JSON says of each person on the list: as registered, where the table has what is printed.
_JSON_COLUMNS = (
    Column("name", get=attrgetter("person.registration.name")),
    Column("title", get=attrgetter("person.registration.title")),
    Column("municipality", get=attrgetter("person.municipality")),
    Column("network", get=lambda each: each.network or None),
    Column("party"),
    Column("municipality_name", get=lambda each: each.person.registration.municipality_name or None),
    Column("employer", get=lambda each: each.person.registration.employer or None),
    Column("network_name", get=lambda each: each.network_name or None),
    Column("role", get=lambda each: each.person.registration.role or None),
    Column("filed_as"),
)


def set_field(
    ctx: typer.Context,
    gathering: GatheringArgument,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Id, badge code, e-mail address or name.")],
    field: Annotated[
        str, typer.Argument(metavar="FIELD", help=f"One of {', '.join(REGISTRATION_FIELDS)}, network, diet, access.")
    ],
    values: Annotated[list[str], typer.Argument(metavar="VALUE", help='The new value; "" empties the field.')],
) -> None:
    """Change one field of a registration, and no other: a new address leaves the consent as it is.

    Example: kvadmin participants set 2008-08-27-oppstart "Odd Vik" consent list
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    one = found.book.find(person)
    name, value = _fields(found).read(field, values)
    if name in ("diet", "access"):
        need = dietary_needs(run.data, gathering).get(one.id, Need(person=one.id))
        save_dietary_needs(run, gathering, {one.id: msgspec.structs.replace(need, **{name: value})})
        return
    changed = value if name == "network" else {name: value}
    found.book.change(one, **changed, changed=run.today)
    change = run.transaction()
    found.book.write(change)
    run.commit(change)


def _fields(found: LoadedGathering) -> SettableFields:
    """The fields of a registration, as ``set`` reads them.

    Args:
        found: For the networks that there are.
    """

    def network(text: str) -> dict[str, str]:
        one = found.networks.named(text.strip())
        return {"network": one.id, "network_name": one.name}

    return SettableFields(
        "a registration",
        (
            *TYPED_REGISTRATION_FIELDS,
            Settable("network", network, empty={"network": "", "network_name": ""}),
            Settable("diet", read_need),
            Settable("access", read_need),
        ),
        elsewhere={"status": "kvadmin gathering cancel, promote, or register --again"},
    )
