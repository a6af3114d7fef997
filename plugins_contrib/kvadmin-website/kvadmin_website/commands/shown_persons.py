"""``website named`` and ``website staff``: who has agreed to be named, and who the secretariat is."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from kvadmin.api import Refused, Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import email_address, one_line, parse_day, phone_number
from kvadmin.api.reports import Column, Report, listing
from kvadmin.api.wording import fold, near_names, person_key
from kvadmin_website.bank.example_lookups import keep_site, site_of
from kvadmin_website.records import Staff, Website

_NAMED = (Column("name", "Name"), Column("agreed", "Agreed", "date"))
_STAFF = (
    Column("nb", "Role (nb)"),
    Column("nn", "Role (nn)", rank=1),
    Column("name", "Name"),
    Column("email", "E-mail", rank=2),
    Column("phone", "Telephone", rank=3),
    Column("named", "Is named", "bool"),
)
RoleArgument = Annotated[str, typer.Argument(metavar="ROLE", help="The role in bokmål.")]


def named_there(ctx: typer.Context) -> list[str]:
    """Those who have agreed to be named."""
    return list(site_of(session(ctx).data).named)


def roles_there(ctx: typer.Context) -> list[tuple[str, str]]:
    """The roles of the secretariat, with the persons."""
    return [(each.nb, each.name) for each in site_of(session(ctx).data).staff]


def named(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="The person; without, all are listed.",
                                   autocompletion=named_there)
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day the person agreed (else today).")
    ] = None,
    withdrawn: Annotated[
        bool, typer.Option("--withdrawn", help="The person has taken it back: the next site is without the name.")
    ] = False,
) -> None:  # fmt: skip
    """Note that a person of the secretariat, an advisor or a speaker agrees to be named on the site, or no longer.

    Example: kvadmin website named "Marit Strand" --on 2008-05-20
    """
    run = session(ctx)
    site = site_of(run.data)
    if name is None:
        run.show(_named_report(site))
        return
    said = one_line(name)
    kept = {each: day for each, day in site.named.items() if fold(each) != fold(said)}
    if withdrawn:
        if len(kept) == len(site.named):
            raise Refused(
                tr("{name} has not agreed to be named", name=said), where="NAME",
                hint=tr("`kvadmin website named`"), code="nothing-to-do",
            )  # fmt: skip
    else:
        kept[said] = run.today if on is None else parse_day(on, where="--on")
        if kept[said] > run.today:
            raise UsageError(tr("{day} is still to come", day=kept[said]), where="--on", code="bad-value")
    new = msgspec.structs.replace(site, named={each: kept[each] for each in sorted(kept, key=person_key)})
    _keep(run, new)
    if withdrawn:
        run.warn(tr("a site that was built before names {name} still: build it again and publish it", name=said))
    run.show(_named_report(new))


def _named_report(site: Website) -> Report:
    rows = [
        {"name": each, "agreed": day} for each, day in sorted(site.named.items(), key=lambda one: person_key(one[0]))
    ]
    nothing = tr("Nobody has agreed to be named.")
    return listing("named", _NAMED, rows, title=tr("Who may be named"), empty=nothing, personal=True)


def _keep(run: Session, site: Website) -> None:
    change = run.transaction()
    keep_site(change, run.data, site)
    run.commit(change)


def staff_list(ctx: typer.Context) -> None:
    """List the secretariat as the site has it; who has not agreed to be named is shown there by role alone.

    Example: kvadmin website staff list
    """
    run = session(ctx)
    run.show(_staff_report(site_of(run.data)))


def staff_add(
    ctx: typer.Context,
    role: RoleArgument,
    nn: Annotated[str, typer.Option("--nn", metavar="ROLE", help="The role in nynorsk.")] = "",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="The person.")] = "",
    email: Annotated[str, typer.Option("--email", metavar="ADDRESS", help="The address at work.")] = "",
    phone: Annotated[str, typer.Option("--phone", metavar="NUMBER", help="The telephone at work.")] = "",
) -> None:
    """Add a role of the secretariat, or say anew who has it.

    Example: kvadmin website staff add "prosjektleder" --nn "prosjektleiar" --name "Marit Strand" --phone "22 24 90 90"
    """
    run = session(ctx)
    site = site_of(run.data)
    try:
        new = Staff(
            nb=one_line(role), nn=one_line(nn), name=one_line(name),
            email=email_address(email) if email else "", phone=phone_number(phone) if phone else "",
        )  # fmt: skip
    except ValueError as error:
        raise UsageError(str(error), code="bad-value") from None
    if not new.nb:
        raise UsageError(tr("which role?"), where="ROLE", code="missing-value")
    same = [fold(each.nb) == fold(new.nb) and (not name or fold(each.name) in ("", fold(name))) for each in site.staff]
    if any(same):
        at = same.index(True)
        staff = (*site.staff[:at], new, *site.staff[at + 1 :])
    else:
        staff = (*site.staff, new)
    changed = msgspec.structs.replace(site, staff=staff)
    _keep(run, changed)
    if new.name and not _is_named(changed, new.name):
        run.info(tr("The site shows the role alone: `kvadmin website named {name}`", name=f'"{new.name}"'))
    run.show(_staff_report(changed))


def staff_remove(
    ctx: typer.Context,
    role: Annotated[
        str, typer.Argument(metavar="ROLE", help="The role in bokmål, or the person.", autocompletion=roles_there)
    ],
) -> None:
    """Remove a role of the secretariat from the site.

    Example: kvadmin website staff remove "prosjektleder"
    """
    run = session(ctx)
    site = site_of(run.data)
    meant = [each for each in site.staff if fold(role) in map(fold, filter(None, (each.nb, each.nn, each.name)))]
    if len(meant) != 1:
        known = {each.nb: (each.nn, each.name) for each in site.staff}
        raise UnknownName(
            tr("several of the secretariat are called {text!r}", text=role)
            if meant
            else tr("the secretariat has nobody called {text!r}", text=role),
            where="ROLE",
            details=[f"{each.nb} {each.name}".strip() for each in meant],
            hint=tr("`kvadmin website staff list`"),
            near={} if meant else near_names(role, known),
            code="ambiguous-name" if meant else "unknown-person",
        )
    changed = msgspec.structs.replace(site, staff=tuple(each for each in site.staff if each is not meant[0]))
    _keep(run, changed)
    run.show(_staff_report(changed))


def _is_named(site: Website, name: str) -> bool:
    return fold(name) in map(fold, site.named)


def _staff_report(site: Website) -> Report:
    rows = [{**msgspec.structs.asdict(each), "named": _is_named(site, each.name)} for each in site.staff]
    nothing = tr("The site says nothing of who the secretariat is.")
    return listing("staff", _STAFF, rows, title=tr("The secretariat"), empty=nothing, personal=bool(rows))
