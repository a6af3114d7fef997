"""Three members of P1, one of them with goals."""

from __future__ import annotations

import pytest
from plugins.evaluation.office import members, office
from sheet_nouns import SheetDesk

from kvadmin.api.sheets import SheetScope

GOALS = (
    "--project-goal", "Alle barn får én plan", "--project-goal", "Færre brudd; bedre overganger",
    "--effect-goal", "Fra 9 til 7 prosent",
)  # fmt: skip


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme", today="2008-06-10")
    members(kit, "0301", "0101", "0821")
    assert kit.run("plan", "set", "P1", "0301", "--status", "in-progress", *GOALS).code == 0
    return kit


@pytest.fixture
def sheet(kit):
    """The sheet of a noun of P1: ``sheet("plans")``."""

    def made(noun: str) -> SheetDesk:
        return SheetDesk(kit.folder, noun, SheetScope(cohort="P1"), today=kit.today)

    return made
