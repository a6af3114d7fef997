"""Settings of sending: whose file may say what."""

from __future__ import annotations

import pytest

from kvadmin.errors import InvalidData
from kvadmin.plugins.mail.delivery.mail_settings import read_mail_settings

COMMAND = '[mail.smtp]\nhost = "localhost"\npassword = "command:echo hemmelig"\n'


def test_ones_own_settings_may_name_a_command(person):
    person.write_text(COMMAND, encoding="utf-8")
    assert read_mail_settings([person]).of["smtp"]["password"] == "command:echo hemmelig"


def test_a_programme_folder_runs_nothing(person, tmp_path):
    folder = tmp_path / "kvadmin.toml"
    folder.write_text(COMMAND, encoding="utf-8")
    with pytest.raises(InvalidData, match="comes with the programme folder") as refused:
        read_mail_settings([person, folder])
    assert str(person) in (refused.value.hint or "")


def test_a_password_itself_is_refused_and_not_repeated(person):
    person.write_text('[mail.smtp]\npassword = "hemmelig"\n', encoding="utf-8")
    with pytest.raises(InvalidData) as refused:
        read_mail_settings([person])
    assert "hemmelig" not in "".join(refused.value.lines())


def test_a_misspelt_setting_is_named_and_not_passed_over(person):
    person.write_text('[mail]\ntranport = "smtp"\n', encoding="utf-8")
    with pytest.raises(InvalidData, match="tranport"):
        read_mail_settings([person])
    person.write_text('[mail]\ntransport = "smtp"\nhost = "localhost"\nport = 25\n', encoding="utf-8")
    assert read_mail_settings([person]).of["smtp"] == {"host": "localhost", "port": "25"}
