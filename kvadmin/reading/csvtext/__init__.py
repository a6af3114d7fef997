"""Csv as offices write it: which encoding it is in, how cells are parted, and where quotation goes wrong."""
