"""Workbooks that go out, are edited in Excel, and come back: what each noun shows, and what has changed since."""
