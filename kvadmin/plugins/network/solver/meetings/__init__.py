"""The way to a meeting place as a cost of the search: its price, its limit, and the candidates it is least for."""
