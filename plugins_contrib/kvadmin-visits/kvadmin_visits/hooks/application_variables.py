"""Counts of contacts per application, for the evaluator's package: no day, no name, no text."""

from __future__ import annotations

from decimal import Decimal

from kvadmin.api import Snapshot
from kvadmin.api.hooks import ApplicationVariable
from kvadmin.api.records import Cohort
from kvadmin_visits.records import Visit
from kvadmin_visits.work.memberships import held_as_member
from kvadmin_visits.work.overview import overview_of

_VARIABLES = (
    ("contacts_phone", "phone", "Antall veiledninger på telefon", "Talet på rettleiingar på telefon"),
    ("contacts_email", "email", "Antall veiledninger på e-post", "Talet på rettleiingar på e-post"),
    ("contacts_visit", "visit", "Antall besøk fra sekretariatet", "Talet på besøk frå sekretariatet"),
)


def variables(snapshot: Snapshot) -> list[ApplicationVariable]:
    """Counts of every membership, 0 where nothing was held in it; none while no contact is noted at all."""
    if not overview_of(snapshot).visits:
        return []
    of = {
        (cohort.id, number): held_as_member(snapshot, cohort, number)
        for cohort in snapshot.all(Cohort)
        for number in sorted({each.municipality for each in cohort.memberships})
    }

    def counted(how: str, visits: list[Visit]) -> Decimal:
        return Decimal(sum(each.how == how for each in visits))

    return [
        ApplicationVariable(name, nb, nn, {key: counted(how, visits) for key, visits in of.items()})
        for name, how, nb, nn in _VARIABLES
    ]
