"""What ``kvadmin status`` says of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import ActionItem, StatusSection

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def sections(snapshot: Snapshot) -> list[StatusSection]:
    """A programme without a register needs one; counted by files, so that status stays quick."""
    count = sum(name.endswith((".yaml", ".yml")) for name in snapshot.files("municipalities"))
    if count:
        return [StatusSection(tr("Register"), (tr("{count} municipalities", count=count),))]
    missing = ActionItem(tr("There is no register of municipalities yet."), "kvadmin municipality import FILE")
    return [StatusSection(tr("Register"), (tr("no municipalities"),), (missing,))]
