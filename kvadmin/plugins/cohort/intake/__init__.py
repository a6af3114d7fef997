"""Judging a list of applications: what each row says, and what becomes of it. Pure: no store, no clock.

``tables = find_tables(read_file(path), HEADINGS, NEEDS)`` (from ``columns``), then
``judge(tables, register=…, deadline=…, members=standings(cohorts, day), existing=…)`` (from ``judging``).
"""
