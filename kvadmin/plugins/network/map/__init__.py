"""The map of a division: geometry in numpy, one SVG, no network and no browser.

:func:`.picture.draw` is the way in. All positions are in units of the picture (1/96 inch), y downwards.
"""
