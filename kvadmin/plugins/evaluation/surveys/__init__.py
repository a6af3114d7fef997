"""Surveys: what users say, with its uncertainty, and without telling what any few of them said."""
