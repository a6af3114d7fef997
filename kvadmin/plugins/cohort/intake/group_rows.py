"""Rows that name a county, for the rows below them: they are no applications, and tell two of one name apart."""

from __future__ import annotations

from dataclasses import dataclass, field

from kvadmin.api.imports import SheetTable, county_named


@dataclass
class GroupCounties:
    """Which rows name a group, and the county of each row below one."""

    groups: set[int] = field(default_factory=set)
    counties: dict[int, str] = field(default_factory=dict)

    def get(self, row: int, default: str) -> str:
        """The county that a row stands under."""
        return self.counties.get(row, default)


def group_counties(table: SheetTable) -> GroupCounties:
    """The counties that rows of a table stand under.

    A row with nothing but the name of a county in it is a group; one alone may be a body that applied, so that two
    different ones are needed, or a colon behind the name.
    """
    alone = {
        row.number: row.filled[0].text.strip()
        for row in table.rows
        if len(row.filled) == 1 and not table.columns.has("county") and county_named(row.filled[0].text.strip(" :"))
    }
    found = GroupCounties()
    if len(set(alone.values())) < 2 and not any(text.endswith(":") for text in alone.values()):
        return found
    county = ""
    for row in table.rows:
        if row.number in alone:
            county = alone[row.number].strip(" :")
            found.groups.add(row.number)
        elif county:
            found.counties[row.number] = county
    return found
