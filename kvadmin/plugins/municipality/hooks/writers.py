"""A list of contacts as a file of contact cards."""

from __future__ import annotations

from kvadmin.api.hooks import Writer

from ..contact_cards import contact_cards


def writers() -> list[Writer]:
    """``--format vcf``, and ``-o FILE.vcf``."""
    return [Writer("vcf", ".vcf", contact_cards)]
