"""The figures that municipalities have agreed to show: read, hidden where they are of too few, drawn and in a table."""
