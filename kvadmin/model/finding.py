"""What a check found: one line with its place, for people and for scripts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong (``error``), worth a look (``warning``) or good to know (``info``).

    Args:
        path: File relative to the programme folder, with forward slashes.
        line: Line from 1; 0 when the finding is about the whole file or folder.
        column: Column from 1; 0 likewise.
        code: Short stable code such as ``yaml-duplicate-key``.
        text: One sentence.
        hint: What to do about it.
        severity: ``error``, ``warning`` or ``info``.
    """

    path: str
    line: int
    column: int
    code: str
    text: str
    hint: str | None = None
    severity: str = "error"

    def where(self) -> str:
        """``file:line:column``, as editors and terminals make it clickable."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path
