from __future__ import annotations

import pytest

from kvadmin.api import PluginFailure, Refused, UnknownName, UsageError
from kvadmin.api.hooks import TransportDeclaration
from kvadmin.plugins.mail.delivery.file_transports import DraftsTransport
from kvadmin.plugins.mail.hooks.transports import BUILT_IN_TRANSPORTS, open_transport


def test_transports_are_found_by_name(tmp_path):
    def kvadmin_mail_transports():
        return [TransportDeclaration("stranger", "A test.", f"{__name__}:Stranger")]

    declared = [*BUILT_IN_TRANSPORTS, *kvadmin_mail_transports()]
    assert open_transport(declared, "drafts", {"folder": str(tmp_path)}) == DraftsTransport(tmp_path)
    assert open_transport(declared, "smtp", {"host": "mx.example", "security": "tls"}).server.port == 465
    assert open_transport(declared, "smtp", {"host": "mx.example"}).server.security == "starttls"
    assert open_transport(declared, "mbox", {"file": str(tmp_path / "x")}).name == "mbox"
    with pytest.raises(UnknownName, match="no transport 'fax'"):
        open_transport(declared, "fax", {})
    for settings in ({}, {"host": ""}, {"host": "x", "prot": "1"}, {"host": "x", "port": "smtp"}):
        with pytest.raises(UsageError):
            open_transport(declared, "smtp", settings)
    with pytest.raises(PluginFailure, match="plugin 'fax' failed: transport 'x'"):
        open_transport([TransportDeclaration("x", "", "finnes_ikke:x", plugin="fax")], "x", {})
    with pytest.raises(Refused, match="never sent over an unencrypted"):
        open_transport(declared, "smtp", {"host": "mx.example", "security": "none", "user": "kari"}).open()
    with pytest.raises(UsageError, match="none of starttls"):
        open_transport(declared, "smtp", {"host": "mx.example", "security": "ssl"}).open()


class _Fax:
    name = "fax"

    def __init__(self, settings):
        if "becomes" in settings:
            self.letters_become = settings["becomes"]

    def open(self):
        raise NotImplementedError


def test_a_strangers_transport_says_what_its_letters_become():
    declared = TransportDeclaration("fax", "", f"{__name__}:_Fax", plugin="office")
    assert open_transport([declared], "fax", {"becomes": "written"}).letters_become == "written"
    assert not hasattr(open_transport([declared], "fax", {}), "letters_become")
    with pytest.raises(PluginFailure, match="letters_become is 'gone', none of sent, written, handed-over"):
        open_transport([declared], "fax", {"becomes": "gone"})
