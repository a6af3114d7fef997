"""Lists of applications that come in: what each row says, what becomes of it, and which rows wait for a person.

Judging is pure (no store, no clock): ``judge(find_tables(read_file(path), HEADINGS, REQUIRED_COLUMNS), …)``, from
``columns`` and ``row_judgement``. ``records`` and ``row_records`` are what is kept of it.
"""
