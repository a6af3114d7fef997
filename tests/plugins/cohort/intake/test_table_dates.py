from __future__ import annotations

from kvadmin.plugins.cohort.intake.columns import APPLICATIONS
from kvadmin.plugins.cohort.intake.table_dates import TableDates, dates_of
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import find_tables

_LIST = """\
Kommune;Mottatt dato;Vedtaksdato;Politisk behandlet;Innsatsområder kvalitet
Oslo;5/19/2008;24.4.2008;KS 5/19;x
Moss;5/6/2008;3.4.2008;KS 12/08;x
"""


def test_each_column_of_a_table_is_judged_over_all_of_its_rows() -> None:
    (table,) = find_tables(read_bytes(_LIST.encode(), "l.csv"), APPLICATIONS).tables
    dates = dates_of(table, 2008, ["postmarked 5/18/2008"])
    assert (dates.received.order, dates.decided.order, dates.remarks.order) == ("mdy", "dmy", "mdy")
    assert dates.political.evidence == ()
    assert dates_of(table, 2008, order="dmy").received.order == "dmy"
    assert TableDates().received.order == "dmy"
