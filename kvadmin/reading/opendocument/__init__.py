"""Reading OpenDocument spreadsheets (.ods, .fods; ODF 1.2 and 1.3, OASIS) with everything that carries meaning.

One pass of the standard library's expat over ``styles.xml`` and ``content.xml``. odfpy was tried: its tree of objects
alone takes four times as long for 10,000 rows of 20 columns (``benchmarks/formats.py`` prints both), and it knows
neither repeated cells nor number formats, so that most of what stands here would be needed anyway.
"""
