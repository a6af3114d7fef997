"""The built-in plugins keep the promises that show without running anything; the rest is tried command by command."""

from __future__ import annotations

import pytest

from kvadmin.extension.discovering.discovery import BUILTIN
from kvadmin.testing import conformance


@pytest.mark.parametrize("plugin", BUILTIN)
@pytest.mark.parametrize("promise", ["imports", "names", "help"])
def test_built_in_plugins_promise_what_others_do(kvadmin_kit, plugin, promise):
    conformance.check(plugin, kvadmin_kit, only=[promise])
