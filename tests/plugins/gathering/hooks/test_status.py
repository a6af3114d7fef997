"""The gatherings' part of ``kvadmin status``."""

from __future__ import annotations


def test_status_says_how_many_come(forty_two):
    assert "oppstart (2008-08-27): 42 registered" in forty_two.run("status").out
