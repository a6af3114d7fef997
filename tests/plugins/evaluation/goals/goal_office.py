"""Three members of P1 with applications and a plan whose goals are texts."""

from __future__ import annotations

from pathlib import Path

import msgspec
from plugins.evaluation.office import members, office

from kvadmin.api.records import Application, MemberGoals, ProjectPlan
from kvadmin.extension.discovering.discovery import discover
from kvadmin.extension.manager import Plugins
from kvadmin.store.store import Store, open_store
from kvadmin.testing import Kit

#: What the members wrote: two certain texts, one that is left, one without a figure.
SICK_LEAVE = {
    "0301": "Fra 9,6 % til 8,4 % innen 2009",
    "0101": "Holde nivået på 6,2 %",
    "0821": "Redusere med 10 prosent",
}
EFFECT = "Minst 90 % av brukerne er fornøyde"


def goal_office(folder: Path, *, today: str = "2008-06-10") -> Kit:
    """Members 0301, 0101 and 0821 of P1, with an indicator of sick leave and one of satisfied users."""
    kit = office(folder, today=today)
    members(kit, *SICK_LEAVE)
    for number, text in SICK_LEAVE.items():
        contents = {"sick_leave_goal": text}
        if number == "0821":
            contents["quality_goal"] = "Bedre kvalitet"
        kit.add(Application(cohort="P1", municipality=number, contents=contents))
    kit.add(ProjectPlan(cohort="P1", municipality="0301", effect_goals=[EFFECT]))
    names = {"sykefravaer": ("Sykefravær", "Sjukefråvær", "decrease")}
    names["fornoyde"] = ("Andel fornøyde brukere", "Del nøgde brukarar", "increase")
    for name, (nb, nn, direction) in names.items():
        labels = ("--label-nb", nb, "--label-nn", nn, "--unit", "%")
        ran = kit.run("evaluation", "indicators", "add", name, "--direction", direction, "--period", "quarter", *labels)
        assert ran.code == 0, ran.err
    return kit


def store_of(kit: Kit) -> Store:
    """The folder's records."""
    plugins = Plugins(discover(frozenset()))
    return open_store(kit.folder, plugins.gather("kvadmin_collections"), plugins.gather("kvadmin_fields"))


def stored_goals(kit: Kit, number: str = "0301") -> MemberGoals | None:
    """The goals of a member as they are stored."""
    return store_of(kit).snapshot().find(MemberGoals, f"P1/{number}")


def rewrite(kit: Kit, number: str, text: str) -> None:
    """Give an application another goal for sick leave."""
    store = store_of(kit)
    old = store.snapshot().get(Application, f"P1/{number}")
    change = store.transaction(who="Test", why="", command="kit")
    change.update(msgspec.structs.replace(old, contents={**old.contents, "sick_leave_goal": text}))
    change.commit()
