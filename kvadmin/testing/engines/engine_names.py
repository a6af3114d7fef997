"""Names are told apart by every sign of them, whatever a question makes of such signs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kvadmin.extension.engines import Engine, RecordQuery
from kvadmin.testing.engines.engine_trial import EngineTrial

#: Pairs of names that are two, and look alike to a database, to a pattern or to a file system.
ALIKE = {
    "upper and lower case": ("notes/Plan.yaml", "notes/plan.yaml"),
    "upper and lower case of a folder": ("Notes/plan.yaml", "notes/plan.yaml"),
    "a letter and its two parts": ("notes/b\u00e5t.yaml", "notes/ba\u030at.yaml"),
    "a blank": ("notes/plan a.yaml", "notes/plan  a.yaml"),
    "one sign for any": ("a_b/plan.yaml", "axb/plan.yaml"),
    "any signs": ("a%b/plan.yaml", "axyb/plan.yaml"),
    "one of several": ("a[xy]b/plan.yaml", "axb/plan.yaml"),
    "a sign before the slash": ("a/plan.yaml", "a!/plan.yaml"),
    "a folder that begins like another": ("a/plan.yaml", "ab/plan.yaml"),
    "a sign outside the first plane": ("a/\U0001f4a1.yaml", "a/\uf4a1.yaml"),
}


class NameTrial(EngineTrial):
    """Names."""

    @pytest.mark.parametrize("how", ["commit", "put"])
    @pytest.mark.parametrize("pair", ALIKE)
    def test_names_that_look_alike_are_two(
        self, engine: Engine, another: Callable[[], Engine], pair: str, how: str
    ) -> None:
        one, two = ALIKE[pair]
        self._keep(engine, how, {one: b"a: 1\n"})
        view = another().view()
        assert view.read([one, two]) == {one: b"a: 1\n"}
        assert [entry.name for entry in view.entries()] == [one]
        self._keep(engine, how, {two: b"a: 2\n"})
        view = another().view()
        assert view.read([one, two]) == {one: b"a: 1\n", two: b"a: 2\n"}
        assert [entry.name for entry in view.entries()] == sorted((one, two))
        folders = sorted({name.rpartition("/")[0] for name in (one, two)})
        assert view.names("") == (folders, [])
        for folder in folders:
            names = sorted(name for name in (one, two) if name.startswith(f"{folder}/"))
            assert view.names(folder) == ([], [name.rpartition("/")[2] for name in names])
            assert [entry.name for entry in view.entries(folder)] == names
            assert [row.name for row in view.query(RecordQuery(folder, ("a",)))] == names
        self.commit(engine, {one: None})
        assert self.everything(engine) == {two: b"a: 2\n"}

    def _keep(self, engine: Engine, how: str, contents: dict[str, bytes]) -> None:
        if how == "put":
            engine.put(contents)
        else:
            self.commit(engine, contents)
