"""What goes out as a workbook and comes back: the register, and the people one writes to."""
