"""Where a finding about a record that is read as if it were lifted lies in the file as people have it."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher

from kvadmin.model.finding import Finding
from kvadmin.store.folder import Folder
from kvadmin.translation import tr


def as_they_lie(finding: Finding, folder: Folder) -> Finding:
    """The finding with its line in the file that lies there; without one where no such line does.

    Args:
        finding: What was found in the folder as it is read.
        folder: That folder.
    """
    lifted, lying = folder.read_listed(finding.path), folder.as_it_lies().read_listed(finding.path)
    if lifted == lying:
        return finding
    hint = tr("the file as `kvadmin migrate --dry-run` shows it")
    hint = f"{finding.hint}; {hint}" if finding.hint else hint
    line = _line(finding.line, lifted or b"", lying or b"")
    if line:
        return replace(finding, line=line)
    return replace(finding, line=0, column=0, hint=hint)


def _line(line: int, lifted: bytes, lying: bytes) -> int:
    """The same line in the other text, from 1; 0 when it is not in it."""
    matcher = SequenceMatcher(None, lifted.splitlines(), lying.splitlines(), autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.a < line <= block.a + block.size:
            return block.b + line - block.a
    return 0
