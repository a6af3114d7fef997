"""Colours and outline patterns of networks."""

from __future__ import annotations

import pytest

from kvadmin.plugins.network.map.colours import LAND, SEA, STYLES, colouring, contrast, spread, tinted


def test_every_colour_can_be_read_and_has_a_pattern_of_its_own():
    for look in STYLES:
        for ground in (LAND, SEA, tinted(look.colour, LAND), tinted(look.colour, SEA)):
            assert contrast(look.colour, ground) >= 4.5, look
    assert len({look.dashes for look in STYLES}) == len(STYLES)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the textbook's example of too little


def test_names_can_be_read_on_every_bubble_and_two_bubbles_are_told_apart_without_colour():
    for look in STYLES:
        for ground in (LAND, SEA):
            assert contrast("#20262b", tinted(look.colour, ground)) >= 7, look
    # No look is told by its hue alone: whoever sees no colour, or prints in grey, has the pattern of the outline.
    assert all(a.dashes != b.dashes for at, a in enumerate(STYLES) for b in STYLES[:at])


def test_colouring_is_proper_on_a_hard_graph():
    pairs = {(a, b) for a in range(7) for b in range(a + 1, 7)} | {(6, 7), (7, 8)}
    colours = spread(colouring(9, pairs), pairs)
    assert all(colours[a] != colours[b] for a, b in pairs)
