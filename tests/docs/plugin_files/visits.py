"""How many municipalities an office has to visit."""

from kvadmin.api import hookimpl
from kvadmin.api.hooks import StatusSection
from kvadmin.api.records import MunicipalityOutline


@hookimpl
def kvadmin_status(snapshot):
    number = len(snapshot.outlines(MunicipalityOutline))
    return [StatusSection("Visits", (f"{number} municipalities can be visited",))]
