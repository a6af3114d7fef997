"""Values as people type them on the command line: days, figures, and the fields that ``set`` knows."""
