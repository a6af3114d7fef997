from __future__ import annotations


def test_changes_of_records_are_none_of_the_mail_plugins_business(cli, programme):
    ran = cli("-C", programme, "--strict-plugins", "municipality", "set", "1504", "population", "42000")
    assert (ran.code, "failed" in ran.err) == (0, False)
