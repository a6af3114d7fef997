"""What hooks return and what they are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.extension.answers import Annotation as Annotation
    from kvadmin.extension.answers import ApplicationVariable as ApplicationVariable
    from kvadmin.extension.answers import DispatchedLetter as DispatchedLetter
    from kvadmin.extension.answers import Ineligible as Ineligible
    from kvadmin.extension.answers import ListColumn as ListColumn
    from kvadmin.extension.answers import NetworkRule as NetworkRule
    from kvadmin.extension.answers import PersonalData as PersonalData
    from kvadmin.extension.answers import ResultSection as ResultSection
    from kvadmin.extension.collections import Collection as Collection
    from kvadmin.extension.collections import Reference as Reference
    from kvadmin.extension.collections import ReferringFiles as ReferringFiles
    from kvadmin.extension.engine_factory import EngineFactory as EngineFactory
    from kvadmin.extension.extra_fields import ExtraField as ExtraField
    from kvadmin.extension.jobs.job import Job as Job
    from kvadmin.extension.jobs.job import JobQuestion as JobQuestion
    from kvadmin.extension.jobs.job import JobStep as JobStep
    from kvadmin.extension.migrations.step import Migration as Migration
    from kvadmin.extension.migrations.step import Older as Older
    from kvadmin.extension.migrations.step import Rename as Rename
    from kvadmin.extension.sheets.declaration import SheetDeclaration as SheetDeclaration
    from kvadmin.extension.status_answers import ActionItem as ActionItem
    from kvadmin.extension.status_answers import StatusDay as StatusDay
    from kvadmin.extension.status_answers import StatusFigure as StatusFigure
    from kvadmin.extension.status_answers import StatusSection as StatusSection
    from kvadmin.extension.transports import Delivery as Delivery
    from kvadmin.extension.transports import Envelope as Envelope
    from kvadmin.extension.transports import MailSession as MailSession
    from kvadmin.extension.transports import Reply as Reply
    from kvadmin.extension.transports import SessionLost as SessionLost
    from kvadmin.extension.transports import Transport as Transport
    from kvadmin.extension.transports import TransportDeclaration as TransportDeclaration
    from kvadmin.model.place import Place as Place
    from kvadmin.selection.language import Predicate as Predicate
    from kvadmin.selection.subject import Subject as Subject
    from kvadmin.tables.rendering import Writer as Writer

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin.extension.answers": (
            "Annotation ApplicationVariable DispatchedLetter Ineligible ListColumn NetworkRule PersonalData "
            "ResultSection"
        ),
        "kvadmin.extension.collections": "Collection Reference ReferringFiles",
        "kvadmin.extension.engine_factory": "EngineFactory",
        "kvadmin.extension.extra_fields": "ExtraField",
        "kvadmin.extension.jobs.job": "Job JobQuestion JobStep",
        "kvadmin.extension.migrations.step": "Migration Older Rename",
        "kvadmin.extension.sheets.declaration": "SheetDeclaration",
        "kvadmin.extension.status_answers": "ActionItem StatusDay StatusFigure StatusSection",
        "kvadmin.extension.transports": (
            "Delivery Envelope MailSession Reply SessionLost Transport TransportDeclaration"
        ),
        "kvadmin.model.place": "Place",
        "kvadmin.selection.language": "Predicate",
        "kvadmin.selection.subject": "Subject",
        "kvadmin.tables.rendering": "Writer",
    },
)
