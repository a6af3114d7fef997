"""Small cells: hiding them, hiding what would give them away, and proving that nothing does.

>>> from kvadmin.plugins.evaluation.suppression import suppress
>>> table = [[20, 15, 3, 40], [12, 18, 22, 30], [25, 2, 16, 28], [31, 17, 19, 45]]
>>> [table[c.row][c.column] for c in suppress(table).published.hidden]
[15, 3, 2, 16]
"""

from __future__ import annotations

from collections.abc import Sequence

from .cell_network import CellNetwork
from .count_tables import CountCell, Margins, PublishedCounts, SuppressedCounts, edges, with_totals
from .disclosure_audit import Interval, audit, derivable
from .secondary import choose

__all__ = ["CountCell", "Interval", "Margins", "PublishedCounts", "SuppressedCounts", "audit", "derivable", "suppress"]


def suppress(
    counts: Sequence[Sequence[int]],
    *,
    least: int = 5,
    zeros_sensitive: bool = False,
    zeros_known: bool = True,
    margins: Margins = "both",
) -> SuppressedCounts:
    """Hide every count below ``least`` and the fewest others that keep it hidden.

    Args:
        counts: R x C counts without totals.
        least: The smallest count that may be shown; a total below it is hidden as well.
        zeros_sensitive: Whether "nobody" must be hidden too; otherwise zeros are always shown.
        zeros_known: Whether the reader is taken to know that zeros are always shown, so that a hidden cell is at least
            1: two hidden cells that share 2 are then both 1. GaussSuppression does not reckon with that reader; with
            ``False`` neither do we, and sometimes one cell fewer is hidden.
        margins: ``both`` for a table whose row and column totals are published, ``rows`` for lists with a total.

    Returns:
        The hidden cells, and the table with totals as it may be published. Totals are hidden only when they are
        small themselves or nothing else can protect a cell. Ties are settled by the smaller hidden sum.

    Raises:
        InvalidData: Not a table of counts.
    """
    table = with_totals(counts, margins)
    network = edges(table, margins)
    primary = [k for k, edge in enumerate(network) if edge.value < least and (edge.value or zeros_sensitive)]
    lowest = int(zeros_known and not zeros_sensitive)
    chosen = choose(CellNetwork(network, lowest), primary)
    hidden = {network[k].cell for k in (*primary, *chosen)}
    cells = tuple(
        tuple(None if CountCell(i, j) in hidden else value for j, value in enumerate(row))
        for i, row in enumerate(table)
    )
    return SuppressedCounts(
        tuple(network[k].cell for k in primary),
        tuple(network[k].cell for k in chosen),
        PublishedCounts(cells, margins, lowest),
    )
