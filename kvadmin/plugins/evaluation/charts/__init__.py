"""Pictures of judged series: one chart design as SVG, small multiples, a table of icons, a line in the terminal.

Every picture is a text made from a template: the same data give the same bytes, whatever comes from data is escaped,
each has a ``<title>`` and says in words (``<desc>``) what it shows, and no meaning hangs on colour alone.
"""
