"""The sheets of applications, scores and confirmations: ``kvadmin sheet out applications --cohort P3``."""
