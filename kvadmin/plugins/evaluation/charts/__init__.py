"""Pictures of judged series: one chart design as SVG, small multiples, a table of icons, a line in the terminal.

Every picture is a text made from a template: the same data give the same bytes, whatever comes from data is escaped,
each has a ``<title>`` and says in words (``<desc>``) what it shows, and no meaning hangs on colour alone.
"""

from .chart import Caption, ChartEvent, chart_svg, describe
from .icons import IconColumn, IconRow, icons_svg
from .multiples import SmallChart, multiples_svg
from .png import png
from .sparkline import signal_marks, sparkline

__all__ = [
    "Caption",
    "ChartEvent",
    "IconColumn",
    "IconRow",
    "SmallChart",
    "chart_svg",
    "describe",
    "icons_svg",
    "multiples_svg",
    "png",
    "signal_marks",
    "sparkline",
]
