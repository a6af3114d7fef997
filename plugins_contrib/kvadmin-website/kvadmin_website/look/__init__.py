"""How the pages look: templates, style, the mark, the map of dots, and the chart of a municipality's figures."""
