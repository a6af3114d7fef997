"""The ten applicants of the worked example, as the rule takes them."""

from __future__ import annotations

from ..admission.conftest import call as call
from ..admission.conftest import ten as ten
