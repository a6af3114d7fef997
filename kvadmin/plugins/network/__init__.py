"""Networks: the split of a cohort, its explanation, its repair, advisors, map and handouts."""

from __future__ import annotations

from kvadmin.api import Collection, hookimpl


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """The networks of each cohort."""
    return [
        Collection(
            "networks", "networks/{cohort}.yaml", "kvadmin.model.network:Networks", "The split of a cohort into networks."
        )
    ]
