from __future__ import annotations

from kvadmin.reading.columns.fields import Field
from kvadmin.reading.importer import Importer

PLAIN = Importer("scores", (Field("place", ("Kommune",)), Field("score", ("Tidsplan",))), (("place",), ("score",)))


def test_further_fields_come_first_and_what_is_needed_may_change() -> None:
    more = PLAIN.with_fields([Field("plan", ("Tidsplan",))], [["place"], ["score", "plan"]])
    assert [each.name for each in more.fields] == ["plan", "place", "score"]
    assert more.needs == (("place",), ("score", "plan"))
    hit = more.headings.hit("Tidsplan")
    assert hit is not None
    assert hit.field.name == "plan"
    assert PLAIN.with_fields([]).needs == PLAIN.needs
    assert PLAIN.with_fields([]).name == "scores"
