"""What editors know of record files: JSON Schemas of the record types, and the line in each file that names one."""
