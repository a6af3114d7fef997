"""Certificates of attendance: who was there, for how long, and the page that says so."""
