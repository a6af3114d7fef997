"""Older records and the files as people have them: where a finding lies, and what lies where records were once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from kvadmin.errors import KvadminError
from kvadmin.model.finding import Finding
from kvadmin.store.folder import Folder
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.store.migrating.forms import Forms


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


def left_behind(forms: Forms, folder: Folder) -> Iterator[Finding]:
    """Files that lie where a plugin kept records before they moved: by a merge, say; nobody reads them.

    Args:
        forms: What is known of versions.
        folder: The folder as it lies.
    """
    from kvadmin.store.migrating.lifting import Lifting

    for standing in forms.look(folder):
        paths = [path for place in forms.owners.folders(standing.plugin) for path in folder.files(place)]
        if not paths or standing.is_older or standing.fault:
            continue
        lifting = Lifting(folder, forms.owners)
        try:
            lifting.lift(standing._replace(steps=forms.steps.of[standing.plugin]))
        except KvadminError:  # whoever lifts them is told
            continue
        for path in paths:
            if path in lifting.contents and lifting.contents[path] != folder.read(path):
                text = tr("this file has an older form, and is not read")
                hint = f"kvadmin migrate --from {standing.name}=1"
                yield Finding(path, 0, 0, "older-form", text, hint, "warning")


def _line(line: int, lifted: bytes, lying: bytes) -> int:
    """The same line in the other text, from 1; 0 when it is not in it."""
    matcher = SequenceMatcher(None, lifted.splitlines(), lying.splitlines(), autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.a < line <= block.a + block.size:
            return block.b + line - block.a
    return 0
