from __future__ import annotations

from pathlib import Path

import pytest

from kvadmin.api import Refused, UsageError
from kvadmin.plugins.mail.delivery.credentials import Secret


def test_secrets_are_asked_for_and_never_shown(monkeypatch, tmp_path):
    monkeypatch.setenv("KV_WORD", "hemmelig")
    assert Secret("env:KV_WORD").get("kari") == "hemmelig"
    assert Secret("command:echo hemmelig").get("kari") == "hemmelig"
    for source in ("env:KV_NO_SUCH", "command:false", "command:/finnes/ikke", "command:'", "command:true"):
        with pytest.raises(Refused) as caught:
            Secret(source).get("kari")
        assert "hemmelig" not in str(caught.value)
    for source in ("hemmelig", "file:x", "env:"):
        with pytest.raises(UsageError):
            Secret(source).get("kari")
    mark = tmp_path / "pwned"
    Secret(f"command:echo a; touch {mark}").get("kari")
    assert not Path(mark).exists(), "no shell runs it"


def test_a_password_from_the_keyring():
    keyring = pytest.importorskip("keyring")
    from keyring.backend import KeyringBackend

    class Box(KeyringBackend):
        priority = 1
        kept = {("mail", "kari"): "hemmelig"}

        def get_password(self, service, username):
            return self.kept.get((service, username))

        def set_password(self, service, username, password):
            self.kept[service, username] = password

    before = keyring.get_keyring()
    keyring.set_keyring(Box())
    try:
        assert Secret("keyring:mail").get("kari") == "hemmelig"
        with pytest.raises(Refused, match="no password in keyring:mail"):
            Secret("keyring:mail").get("ola")
    finally:
        keyring.set_keyring(before)
