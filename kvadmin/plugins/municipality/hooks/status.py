"""What ``kvadmin status`` says of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import ActionItem, StatusFigure, StatusSection

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def sections(snapshot: Snapshot) -> list[StatusSection]:
    """A programme without a register needs one; counted by files, so that status stays quick."""
    count = sum(name.endswith((".yaml", ".yml")) for name in snapshot.files("municipalities"))
    figures = (StatusFigure("municipalities", count),)
    if count:
        return [StatusSection(tr("Register"), (tr("{count} municipalities", count=count),), (), figures)]
    text, command = tr("There is no register of municipalities yet."), "kvadmin municipality import FILE"
    missing = ActionItem(text, command, key="register-missing")
    return [StatusSection(tr("Register"), (tr("no municipalities"),), (missing,), figures)]
