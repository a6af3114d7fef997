"""The ten applicants of the worked example, as the rule takes them."""

from __future__ import annotations

from ..admission.conftest import call, ten

__all__ = ["call", "ten"]
