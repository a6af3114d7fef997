"""Memberships of cohorts: imported, counted on a date, ended."""
