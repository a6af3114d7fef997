"""A table on a page: who listens to it hears which row and column a cell is of."""

from __future__ import annotations

from datetime import date

from kvadmin.documents.webpage.web_page import WebPage
from kvadmin.tables.table import Column, Table
from kvadmin.translation import CATALOGUE

COLUMNS = (
    Column("id", "No."),
    Column("name", "Name"),
    Column("members", "Members", "int"),
    Column("on", "Day", "date"),
    Column("command", "Command", "command"),
)
ROWS = (("P1", "Pulje 1", 28, date(2008, 6, 7), "kvadmin cohort show P1"), ("P2", "", None, None, ""))


def test_headings_of_columns_and_rows_say_what_they_are():
    made = WebPage("").table(Table("Cohorts", COLUMNS, ROWS, ("a note",)))
    first = (
        '<tr role="row"><th role="rowheader" scope="row" data-label="No.">P1</th>'
        '<td role="cell" data-label="Name">Pulje 1</td><td role="cell" class="number" data-label="Members">28</td>'
        '<td role="cell" class="day" data-label="Day"><span class="whole">2008-06-07</span></td>'
        '<td role="cell" data-label="Command"><code class="command" translate="no">kvadmin cohort show P1</code></td></tr>'
    )
    second = (
        '<tr role="row"><th role="rowheader" scope="row" data-label="No.">P2</th><td role="cell"></td>'
        '<td role="cell" class="number"></td><td role="cell" class="day"></td><td role="cell"></td></tr>'
    )
    heads = (
        '<th role="columnheader" scope="col">No.</th><th role="columnheader" scope="col">Name</th>'
        '<th role="columnheader" scope="col" class="number">Members</th>'
        '<th role="columnheader" scope="col" class="day">Day</th><th role="columnheader" scope="col">Command</th>'
    )
    assert made.splitlines() == [
        '<table role="table">',
        "<caption>Cohorts</caption>",
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>',
        '<tbody role="rowgroup">',
        first,
        second,
        "</tbody>",
        "</table>",
        '<p class="quiet">a note</p>',
    ]


def test_a_title_that_a_heading_says_is_only_read_aloud():
    made = WebPage("").table(Table("Cohorts", COLUMNS, ROWS), titled=False)
    assert '<caption class="unseen">Cohorts</caption>' in made


def test_a_row_without_a_name_has_no_heading():
    made = WebPage("").table(Table("", COLUMNS[:2], (("", "x"),)))
    assert '<tr role="row"><td role="cell"></td><td role="cell" data-label="Name">x</td></tr>' in made
    assert "<caption" not in made


def test_nothing_is_a_sentence():
    assert WebPage("").table(Table("Cohorts", COLUMNS, ())) == "<p>Cohorts: none.</p>\n"
    assert WebPage("").table(Table("", COLUMNS, ())) == "<p>None.</p>\n"
    assert WebPage("").table(Table("Cohorts", COLUMNS, (), ("why",), "No cohort yet.")) == (
        '<p>No cohort yet.</p>\n<p class="quiet">why</p>\n'
    )


def test_headings_and_words_are_those_of_the_language():
    table = Table("", (Column("name", "Name"), Column("state", "State")), (("call", "open"),))
    with CATALOGUE.speaking("nn"):
        CATALOGUE.update({"open": "open i dag", "call": "utlysing"})  # the words of a plugin
        made = WebPage("").table(table)
    assert 'scope="col">Namn</th>' in made
    assert 'data-label="Namn">call</th>' in made
    assert ">open i dag</td>" in made


def test_many_columns_are_set_smaller():
    columns = tuple(Column(f"c{at}", f"C{at}") for at in range(9))
    assert '<table role="table" class="many">' in WebPage("").table(Table("", columns, (tuple("abcdefghi"),)))
