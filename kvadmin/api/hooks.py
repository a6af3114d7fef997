"""What hooks return and what they are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.extension.answers import (
        ActionItem,
        Annotation,
        ApplicationVariable,
        DispatchedLetter,
        Ineligible,
        ListColumn,
        NetworkRule,
        PersonalData,
        ResultSection,
        StatusDay,
        StatusFigure,
        StatusSection,
    )
    from kvadmin.extension.collections import Collection, Reference, ReferringFiles
    from kvadmin.extension.engines import EngineFactory
    from kvadmin.extension.extra_fields import ExtraField
    from kvadmin.extension.jobs.job import Job, JobQuestion, JobStep
    from kvadmin.extension.migrations.step import Migration, Older, Rename
    from kvadmin.extension.sheets.declaration import SheetDeclaration
    from kvadmin.extension.transports import (
        Delivery,
        Envelope,
        MailSession,
        Reply,
        SessionLost,
        Transport,
        TransportDeclaration,
    )
    from kvadmin.model.place import Place
    from kvadmin.selection.language import Predicate, Subject
    from kvadmin.tables.rendering import Writer

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin.extension.answers": (
            "ActionItem Annotation ApplicationVariable DispatchedLetter Ineligible ListColumn NetworkRule "
            "PersonalData ResultSection StatusDay StatusFigure StatusSection"
        ),
        "kvadmin.extension.collections": "Collection Reference ReferringFiles",
        "kvadmin.extension.engines": "EngineFactory",
        "kvadmin.extension.extra_fields": "ExtraField",
        "kvadmin.extension.jobs.job": "Job JobQuestion JobStep",
        "kvadmin.extension.migrations.step": "Migration Older Rename",
        "kvadmin.extension.sheets.declaration": "SheetDeclaration",
        "kvadmin.extension.transports": (
            "Delivery Envelope MailSession Reply SessionLost Transport TransportDeclaration"
        ),
        "kvadmin.model.place": "Place",
        "kvadmin.selection.language": "Predicate Subject",
        "kvadmin.tables.rendering": "Writer",
    },
)
