"""The cohort as the first word or by ``--cohort``, for every command of the plugin."""

from __future__ import annotations


def test_every_command_takes_the_cohort_as_an_option(ten):
    assert ten.json("cohort", "show", "--cohort", "P3") == ten.json("cohort", "show", "P3")
    assert ten.json("cohort", "admit", "--cohort", "P3") == ten.json("cohort", "admit", "P3")
    assert ten.json("cohort", "verify", "--cohort", "P3")["identical"] is True
    ten("cohort", "withdraw", "0101", "--cohort", "P3", "--reason", "withdrawn")
    assert ten.json("cohort", "promote", "--cohort", "P3")["promoted"] == ["0602"]
    ten("application", "confirm", "0301", "--cohort", "P3")
    assert ten.json("application", "show", "0301", "--cohort", "P3")["state"] == "confirmed"
    assert "--as NUMBER" in ten.refused("application", "resolve", "5", "--cohort", "P3", code=2)
