"""Floor 3: everything a person reads or hands in: tables, documents, workbooks, Norwegian order and wording."""
