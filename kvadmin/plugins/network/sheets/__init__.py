"""The sheet of networks: ``kvadmin sheet out networks --cohort P3``."""
