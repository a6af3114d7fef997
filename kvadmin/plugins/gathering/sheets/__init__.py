"""The sheet of registrations: ``kvadmin sheet out registrations --gathering G``."""
