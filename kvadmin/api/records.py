"""The records that the programme folder holds, and their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.model.application import (
        ITEMS,
        Acceptance,
        Application,
        Intake,
        IntakeRow,
        OpenRow,
        PoliticalCase,
        RowLink,
        Source,
        StateChange,
    )
    from kvadmin.model.cohort import END_REASONS, KINDS, Cohort, Criterion, Membership, Quota
    from kvadmin.model.evaluation import (
        DIRECTIONS,
        EVALUATION_KINDS,
        EVENT_KINDS,
        PERIODS,
        PLAN_STATUSES,
        Indicator,
        Indicators,
        MissingCode,
        OwnEvaluation,
        PlanReport,
        ProjectPlan,
        SeriesEvent,
    )
    from kvadmin.model.gathering import (
        CONSENTS,
        GATHERING_KINDS,
        REGISTRATION_STATES,
        SENSITIVE_DAYS,
        AgendaItem,
        Gathering,
        Invitation,
        Need,
        OtherRegistrations,
        Registration,
        Registrations,
        SensitiveNeeds,
        badge_token,
        new_person_id,
    )
    from kvadmin.model.mixing import Mixing, mix, mixing_faults, mixing_turns
    from kvadmin.model.municipality import LANGUAGE_FORMS, ROLES, Contact, Municipality
    from kvadmin.model.network import Advisor, Network, Networks, SplitSettings
    from kvadmin.model.programme import Programme
    from kvadmin.model.record import Part, Record
    from kvadmin.model.states import State, allowed_from, check_transition, decision_steps, is_final, parse_state

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin.model.application": (
            "Acceptance Application ITEMS Intake IntakeRow OpenRow PoliticalCase RowLink Source StateChange"
        ),
        "kvadmin.model.cohort": "Cohort Criterion END_REASONS KINDS Membership Quota",
        "kvadmin.model.evaluation": (
            "DIRECTIONS EVALUATION_KINDS EVENT_KINDS Indicator Indicators MissingCode OwnEvaluation PERIODS "
            "PLAN_STATUSES PlanReport ProjectPlan SeriesEvent"
        ),
        "kvadmin.model.gathering": (
            "AgendaItem CONSENTS GATHERING_KINDS Gathering Invitation Need OtherRegistrations REGISTRATION_STATES "
            "Registration Registrations SENSITIVE_DAYS SensitiveNeeds badge_token new_person_id"
        ),
        "kvadmin.model.mixing": "Mixing mix mixing_faults mixing_turns",
        "kvadmin.model.municipality": "Contact LANGUAGE_FORMS Municipality ROLES",
        "kvadmin.model.network": "Advisor Network Networks SplitSettings",
        "kvadmin.model.programme": "Programme",
        "kvadmin.model.record": "Part Record",
        "kvadmin.model.states": "State allowed_from check_transition decision_steps is_final parse_state",
    },
)
