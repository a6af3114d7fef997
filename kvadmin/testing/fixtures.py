"""What pytest offers to the tests of plugins; found by the entry point in the group ``pytest11``.

An installed kvadmin is enough: no line in a ``conftest.py`` that an author must know of. Nothing of kvadmin is imported
before a test asks for a fixture.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kvadmin.testing.kit import Kit


@pytest.fixture
def kvadmin_kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kit:
    """An empty programme in a folder of the test's own, on 2008-06-10; the screen speaks English on every machine."""
    from kvadmin.testing.kit import Kit

    monkeypatch.setenv("KVADMIN_LANG", "en")
    return Kit(tmp_path / "programme")
