"""Municipalities side by side: funnel plots, ranks with intervals, and who is like whom.

Figures are plain numbers in and out; :mod:`.funnel` gives those of the R package FunnelPlotR where that is right, and
says in a note where it is not and what stands instead.
"""
