"""The sheets of project plans and of their goals: ``kvadmin sheet out plans --cohort P1``."""
