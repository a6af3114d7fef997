from __future__ import annotations

import pytest
from plugins.mail.office import Office


@pytest.fixture
def office(tmp_path, cli):
    return Office(tmp_path / "programme", cli)
