"""Queries: they say what reading says, whatever the records are."""

from __future__ import annotations

import random

import pytest

from kvadmin.extension.engines import Engine, RecordQuery
from kvadmin.store.engines.reading import query_by_reading
from kvadmin.testing.engines.engine_trial import BO, HISTORY, OSLO, SENT, EngineTrial, hashed

FIELDS = ("name", "county", "note", "x-y", "a b")
TEXTS = (
    "",
    "Oslo",
    "oslo",
    "Bø i Telemark",
    "Ås",
    "08",
    "8",
    "true",
    "null",
    "~",
    "it's",
    '"',
    "%",
    "_",
    "a: b",
    "💡",
    "-",
)
_ODD = ("a: [", "", "- x", "a: 1\na: 2", "\ttab: x", "name: &x Oslo\ncounty: *x")


def a_record(chance: random.Random) -> bytes:
    """A record as somebody may have written it, or something else that lies there."""
    if chance.random() < 0.1:
        return chance.choice(_ODD).encode()
    lines = []
    for name in chance.sample(FIELDS, chance.randint(1, len(FIELDS))):
        text = chance.choice(TEXTS).replace("'", "''")
        kind = chance.random()
        value = (
            f"'{text}'" if kind < 0.7 else f"['{text}']" if kind < 0.8 else f"{{name: '{text}'}}" if kind < 0.9 else ""
        )
        lines.append(f"{name}: {value}\n")
    return "".join(lines).encode()


class QueryTrial(EngineTrial):
    """What records say."""

    def test_a_query_gives_the_columns_that_a_record_has(self, engine: Engine) -> None:
        oslo = b"name: Oslo\nregion: east\nparts: [a, b]\nlead: {name: Kari}\n"
        self.commit(engine, {OSLO: oslo, BO: "name: Bø\n".encode()})
        self.commit(engine, {"municipalities/more/x.yaml": b"name: x\n", "municipalities/x.txt": b"name: x\n"})
        rows = engine.view().query(RecordQuery("municipalities", ("name", "parts", "lead", "phone")))
        assert [(row.name, row.mark) for row in rows] == [(OSLO, hashed(oslo)), (BO, hashed("name: Bø\n".encode()))]
        assert rows[0].values == {"name": "Oslo", "parts": ["a", "b"], "lead": {"name": "Kari"}}
        assert rows[1].values == {"name": "Bø"}

    def test_a_query_leaves_out_what_is_not_meant(self, engine: Engine) -> None:
        kept = {
            "t/1.yaml": "name: Bø\ncounty: '08'\n",
            "t/2.yaml": "name: bø\ncounty: 08\n",
            "t/3.yaml": "name: Å\ncounty:\n",
            "t/4.yaml": "name: Ås\n",
            "t/5.yaml": "name: [Bø]\ncounty: {a: '08'}\n",
        }
        self.commit(engine, {name: text.encode() for name, text in kept.items()})

        def found(**where: tuple[str, ...]) -> list[str]:
            return [row.name for row in engine.view().query(RecordQuery("t", (), where))]

        assert found(county=("08",)) == ["t/1.yaml", "t/2.yaml"]
        assert found(county=("08",), name=("Bø", "Å")) == ["t/1.yaml"]
        assert found(name=("Å", "Ås", "none")) == ["t/3.yaml", "t/4.yaml"]
        assert found(name=()) == found(phone=("1",)) == []

    def test_records_that_cannot_be_read_are_always_found(self, engine: Engine) -> None:
        broken = {
            "t/1.yaml": b"a: [",
            "t/2.yaml": b"",
            "t/3.yaml": b"- x\n",
            "t/4.yaml": b"\xff",
            "t/5.yaml": b"a: b\n",
        }
        self.commit(engine, broken)
        rows = engine.view().query(RecordQuery("t", ("a",), {"a": ("c",)}))
        assert [(row.name, row.values) for row in rows] == [(f"t/{number}.yaml", None) for number in range(1, 5)]

    def test_a_query_sorts(self, engine: Engine) -> None:
        names = ["Bø", "Oslo", "Ås", "Østre", "Ærø", "oslo", "10", "9", ""]
        kept = {f"t/{at}.yaml": f"name: {name!r}\nkind: k{at % 2}\n".encode() for at, name in enumerate(names)}
        self.commit(engine, {**kept, "t/odd.yaml": b"kind: k1\nname: [x]\n"})

        def found(*order: str) -> list[str]:
            return [row.name[2:-5] for row in engine.view().query(RecordQuery("t", (), order=order))]

        by_name = [str(names.index(name)) for name in sorted(names)]
        assert found() == [*map(str, range(len(names))), "odd"]
        assert found("name") == ["odd", *by_name]
        assert found("-name") == [*reversed(by_name), "odd"]
        assert found("kind") == ["0", "2", "4", "6", "8", "1", "3", "5", "7", "odd"]
        assert found("-kind", "name") == ["odd", *(each for each in by_name if int(each) % 2), *(
            each for each in by_name if not int(each) % 2
        )]  # fmt: skip

    @pytest.mark.parametrize("seed", range(8))
    def test_a_query_says_what_reading_says(self, engine: Engine, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - no secret
        self.commit(engine, {f"r/{number}.yaml": a_record(chance) for number in range(60)})
        view = engine.view()
        for _ in range(25):
            fields = chance.sample(FIELDS, chance.randint(0, 3))
            where = {each: tuple(chance.sample(TEXTS, chance.randint(0, 4))) for each in fields[:2]}
            order = tuple(chance.choice(("", "-")) + each for each in chance.sample(FIELDS, chance.randint(0, 2)))
            asked = RecordQuery("r", tuple(fields), where, order)
            assert view.query(asked) == query_by_reading(view, asked)

    def test_there_is_no_fault_in_what_came_by_the_engine(self, engine: Engine) -> None:
        chance = random.Random(0)  # noqa: S311 - no secret
        self.commit(engine, {f"r/{number}.yaml": a_record(chance) for number in range(60)}, added={HISTORY: b"a\nb"})
        engine.put({"r/odd.yaml": b'name: "\\0"\n', "r/none.yaml": b"\xff"})
        self.commit(engine, {"r/1.yaml": b"name: Oslo\n", "r/2.yaml": None}, added={HISTORY: b"c\nd\n"})
        log = engine.log(SENT)
        log.add(b"1\n")
        log.close()
        assert list(engine.view().faults()) == []
