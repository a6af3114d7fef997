"""Checking an admission without kvadmin: a program, and a page with the protocol in it, for whoever got a decision.

``check_admission.py`` and ``check_admission.html`` are written from the admission rule (DOMAIN.md) and share no code
with kvadmin or with each other; kvadmin hands them out as they are and never runs them.
"""
