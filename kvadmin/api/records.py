"""The records that the programme folder holds, and their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.model.application import Acceptance, Application, PoliticalCase, Source, StateChange
    from kvadmin.model.cohort import Cohort, Criterion, Draw, DrawSource, Freeze, Membership, Quota, TriedAdmission
    from kvadmin.model.evaluation import Indicator, MissingCode, OwnEvaluation, PlanReport, ProjectPlan, SeriesEvent
    from kvadmin.model.gathering import (
        AgendaItem,
        Gathering,
        Invitation,
        OtherRegistrations,
        Registration,
        Registrations,
    )
    from kvadmin.model.goals import Goal, MemberGoals, OpenGoalText
    from kvadmin.model.municipality import Contact, Municipality, MunicipalityOutline
    from kvadmin.model.network import Advisor, Hosting, Network, Networks, SplitDistances, SplitSettings
    from kvadmin.model.programme import KnownPlugin, Party, Programme, Sender
    from kvadmin.model.reading import KeptReading, Readings
    from kvadmin.model.record import Part, Record
    from kvadmin.model.states import State

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin.model.application": "Acceptance Application PoliticalCase Source StateChange",
        "kvadmin.model.cohort": "Cohort Criterion Draw DrawSource Freeze Membership Quota TriedAdmission",
        "kvadmin.model.evaluation": "Indicator MissingCode OwnEvaluation PlanReport ProjectPlan SeriesEvent",
        "kvadmin.model.gathering": "AgendaItem Gathering Invitation OtherRegistrations Registration Registrations",
        "kvadmin.model.goals": "Goal MemberGoals OpenGoalText",
        "kvadmin.model.municipality": "Contact Municipality MunicipalityOutline",
        "kvadmin.model.network": "Advisor Hosting Network Networks SplitDistances SplitSettings",
        "kvadmin.model.programme": "KnownPlugin Party Programme Sender",
        "kvadmin.model.reading": "KeptReading Readings",
        "kvadmin.model.record": "Part Record",
        "kvadmin.model.states": "State",
    },
)
