"""The importers whose headings are tried here."""

from __future__ import annotations

from kvadmin.plugins.cohort.intake.columns import APPLICATIONS
from kvadmin.plugins.cohort.memberships.membership_file import MEMBERSHIPS
from kvadmin.plugins.gathering.registrations.registration_file import REGISTRATIONS

IMPORTERS = {each.name: each for each in (APPLICATIONS, MEMBERSHIPS, REGISTRATIONS)}
