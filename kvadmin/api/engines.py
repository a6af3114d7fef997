"""What a store engine of one's own is made of; docs/engines.md writes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.errors import OutcomeUnknown as OutcomeUnknown
    from kvadmin.extension.engines import Change as Change
    from kvadmin.extension.engines import Engine as Engine
    from kvadmin.extension.engines import Entry as Entry
    from kvadmin.extension.engines import Log as Log
    from kvadmin.extension.engines import QueriedRecord as QueriedRecord
    from kvadmin.extension.engines import RecordQuery as RecordQuery
    from kvadmin.extension.engines import View as View
    from kvadmin.extension.engines import Writing as Writing
    from kvadmin.store.engines.reading import plain_values as plain_values
    from kvadmin.store.engines.reading import query_by_reading as query_by_reading

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin.errors": "OutcomeUnknown",
        "kvadmin.extension.engines": "Change Engine Entry Log QueriedRecord RecordQuery View Writing",
        "kvadmin.store.engines.reading": "plain_values query_by_reading",
    },
)
