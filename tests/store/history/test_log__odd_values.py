"""Lines of the history in which somebody has written values of another kind: read as far as they are right."""

from __future__ import annotations

import json
from itertools import product

import pytest
from store.programme import make, opened
from store.records import Town

from kvadmin.errors import KvadminError

FIELDS = ("path", "content", "reverse", "before", "after")
ODD = (5, [], {}, True, "x", {"lines": 5}, {"lines": [[1, 2]]}, {"lines": [["a", 0, "x"]]}, {"deflated": "zz"})


@pytest.mark.parametrize(("field", "value"), [*product(FIELDS, ODD)])
def test_no_value_of_another_kind_stops_the_history(tmp_path, monkeypatch, field, value):
    monkeypatch.setenv("KVADMIN_INDEX", "off")
    folder = make(tmp_path / "office")
    for name in ("Ola", "Kari", "Per"):
        change = opened(folder).transaction("Åse")
        town = Town(number="0301", name=name)
        change.create(town) if name == "Ola" else change.update(town)
        change.commit()
    (month,) = (folder / "history").iterdir()
    lines = month.read_text().splitlines(keepends=True)
    data = json.loads(lines[1])
    data["files"][0][field] = value
    month.write_text("".join([lines[0], json.dumps(data) + "\n", lines[2]]))
    (path,) = (folder / "towns").iterdir()
    entries, total = opened(folder).chronicle().excerpt(None, 20)
    codes = {each.code for each in opened(folder).records.check()}
    assert total == len(entries) == 3 - ("history-line" in codes)
    assert [each.new for each in entries[-1].changes] == ["Per"]
    try:
        opened(folder).undo(who="Åse")
    except KvadminError:
        assert "Per" in path.read_text()
    opened(folder).records.forget(["Ola"], paths=[f"towns/{path.name}"])
    assert not [each for each in month.read_text().splitlines() if "Ola" in each and json.loads(each) != data]
