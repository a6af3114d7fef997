"""The records that the programme folder holds, and their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.model.application import Acceptance as Acceptance
    from kvadmin.model.application import Application as Application
    from kvadmin.model.application import PoliticalCase as PoliticalCase
    from kvadmin.model.application import Source as Source
    from kvadmin.model.application import StateChange as StateChange
    from kvadmin.model.cohort import Cohort as Cohort
    from kvadmin.model.cohort import Criterion as Criterion
    from kvadmin.model.cohort import Draw as Draw
    from kvadmin.model.cohort import DrawSource as DrawSource
    from kvadmin.model.cohort import Freeze as Freeze
    from kvadmin.model.cohort import Membership as Membership
    from kvadmin.model.cohort import Quota as Quota
    from kvadmin.model.cohort import TriedAdmission as TriedAdmission
    from kvadmin.model.evaluation import Indicator as Indicator
    from kvadmin.model.evaluation import MissingCode as MissingCode
    from kvadmin.model.evaluation import OwnEvaluation as OwnEvaluation
    from kvadmin.model.evaluation import PlanReport as PlanReport
    from kvadmin.model.evaluation import ProjectPlan as ProjectPlan
    from kvadmin.model.evaluation import SeriesEvent as SeriesEvent
    from kvadmin.model.gathering import AgendaItem as AgendaItem
    from kvadmin.model.gathering import Gathering as Gathering
    from kvadmin.model.gathering import Invitation as Invitation
    from kvadmin.model.gathering import OtherRegistrations as OtherRegistrations
    from kvadmin.model.gathering import Registration as Registration
    from kvadmin.model.gathering import Registrations as Registrations
    from kvadmin.model.goals import Goal as Goal
    from kvadmin.model.goals import MemberGoals as MemberGoals
    from kvadmin.model.goals import OpenGoalText as OpenGoalText
    from kvadmin.model.municipality import Contact as Contact
    from kvadmin.model.municipality import Municipality as Municipality
    from kvadmin.model.municipality import MunicipalityOutline as MunicipalityOutline
    from kvadmin.model.network import Advisor as Advisor
    from kvadmin.model.network import Hosting as Hosting
    from kvadmin.model.network import Network as Network
    from kvadmin.model.network import Networks as Networks
    from kvadmin.model.network import SplitDistances as SplitDistances
    from kvadmin.model.network import SplitSettings as SplitSettings
    from kvadmin.model.programme import KnownPlugin as KnownPlugin
    from kvadmin.model.programme import Party as Party
    from kvadmin.model.programme import Programme as Programme
    from kvadmin.model.programme import Sender as Sender
    from kvadmin.model.reading import KeptReading as KeptReading
    from kvadmin.model.reading import Readings as Readings
    from kvadmin.model.record import Part as Part
    from kvadmin.model.record import Record as Record
    from kvadmin.model.states import State as State

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
