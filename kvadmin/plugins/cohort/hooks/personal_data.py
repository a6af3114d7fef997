"""What applications hold on a person: the contact named in them."""

from __future__ import annotations

from typing import Any

import msgspec

from kvadmin.api import Snapshot, tr
from kvadmin.api.hooks import PersonalData
from kvadmin.api.records import Application


def held_on(snapshot: Snapshot, email: str, name: str) -> list[PersonalData]:
    """Every application that names the person as its contact.

    Args:
        snapshot: The data.
        email: The person's address, or empty.
        name: The person's name, or empty.
    """
    return [_held(each) for each in snapshot.all(Application) if _names(each, email, name)]


def _names(application: Application, email: str, name: str) -> bool:
    by_mail = bool(email) and email.casefold() in {each.casefold() for each in application.emails}
    return by_mail or (bool(name) and application.contact.casefold() == name.casefold())


def _held(application: Application) -> PersonalData:
    def erase(transaction: Any) -> None:
        transaction.update(msgspec.structs.replace(application, contact="", emails=[], phones=[]))

    return PersonalData(
        where=tr(
            "contact in the application of {municipality} to {cohort}",
            municipality=application.municipality,
            cohort=application.cohort,
        ),
        fields={
            "name": application.contact,
            "e-mail": ", ".join(application.emails),
            "telephone": ", ".join(application.phones),
        },
        erase=erase,
    )
