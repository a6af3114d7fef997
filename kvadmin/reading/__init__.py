"""Reading of workbooks and csv as offices keep them by hand: what is in the file, and where.

``book = read_file(path)``, ``tables = find_tables(book, Headings(fields), needs)``, then per row
``read_date(table.cell(row, "received"), …)``. Nothing is judged here; every refusal names file, sheet and cell.
"""
