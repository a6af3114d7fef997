"""The tour of README.md is what kvadmin prints, and the map beside it shows the split that the tour makes."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import pictures  # noqa: E402 - found through the path above
import tour  # noqa: E402


def test_the_tour_is_what_kvadmin_prints() -> None:
    text = tour.README.read_text(encoding="utf-8")
    assert tour.with_tour(text) == text, "run: python tools/tour.py"


def test_the_map_shows_the_split_of_the_tour() -> None:
    printed = tour.networks(tour.README.read_text(encoding="utf-8"))
    assert len(printed) > 3
    assert pictures.description(pictures.PICTURES / "network-map.png").splitlines() == printed, (
        "python tools/pictures.py"
    )
