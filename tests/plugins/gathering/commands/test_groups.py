"""Table groups: who sits where in each round."""

from __future__ import annotations

from plugins.gathering.conftest import G, register


def test_groups_mix_networks_and_are_printed_without_hidden_names(forty_two):
    found = forty_two.json("gathering", "groups", G, "--size", "6..7", "--rounds", "2")
    for tables in found["rounds"]:
        assert sorted(one for table in tables for one in table) == sorted({one for table in tables for one in table})
        assert sum(map(len, tables)) == 42
        assert all(6 <= len(table) <= 7 for table in tables)
    text = forty_two.run("participants", "export", G, "--what", "groups", "--format", "md", "-o", "-").out
    assert "Runde 2" in text
    assert "1 påmeldt står ikke på listen" in text
    assert "Usynlig" not in text
    again = forty_two.json("gathering", "groups", G, "--size", "6..7", "--rounds", "2")
    assert again == found, "the same people give the same groups"


def test_who_cancels_leaves_the_table(forty_two):
    forty_two.json("gathering", "groups", G, "--size", "6..7")
    assert forty_two.run("gathering", "cancel", G, "Person00 Etternavn00").code == 0
    text = forty_two.run("participants", "export", G, "--what", "groups", "--format", "md", "-o", "-").out
    assert "Etternavn00" not in text
    assert text.count("står ikke på listen") <= 2


def test_groups_that_cannot_be(kit):
    assert kit.run("gathering", "groups", G, "--size", "5..6").code == 1
    register(kit, "Kari Ås", "-m", "0301")
    assert kit.run("gathering", "groups", G, "--size", "five").code == 2
    assert kit.run("gathering", "groups", G, "--size", "6..5").code == 2


def plan_of(kit):
    import yaml

    return yaml.safe_load((kit.folder / "gatherings" / f"{G}.yaml").read_text(encoding="utf-8"))["groups"]


def at_tables(plan):
    return [{one: number for number, table in enumerate(tables) for one in table} for tables in plan]


def test_a_plan_knows_who_came_and_went_after_it_was_made(forty_two, tmp_path):
    plan = forty_two.json("gathering", "groups", G, "--size", "6..7", "--rounds", "2")["rounds"]
    assert forty_two.json("gathering", "show", G)["seating_plan"] == {
        "rounds": 2, "tables": 6, "seated": 42, "without_table": [], "gone": [],
    }  # fmt: skip
    assert "seating plan" not in forty_two.run("status").out.lower()
    ran = forty_two.run("gathering", "cancel", G, "Person00 Etternavn00")
    assert "1 in it do not come any more" in ran.err
    ran = register(forty_two, "Nora Nykomen", "-m", "0520", "--consent", "list")
    assert "1 without a table" in ran.err
    register(forty_two, "Tom Taus", "-m", "0520")
    state = "6 tables, 2 round(s); 2 without a table; 1 in it do not come any more"
    shown = forty_two.json("gathering", "show", G)["seating_plan"]
    assert (len(shown["without_table"]), len(shown["gone"])) == (2, 1)
    for said in ("show", "pack"):
        ran = forty_two.run("gathering", said, G, *(("--out", str(tmp_path / "box")) if said == "pack" else ()))
        assert state in " ".join((ran.out + ran.err).split())
    assert "gathering-seating-plan" in forty_two.run("check").out
    assert "--keep" in forty_two.run("status").out
    text = forty_two.run("participants", "export", G, "--what", "groups", "--format", "md", "-o", "-").out
    assert "Etternavn00" not in text
    assert "Uten bord" in text
    assert "Nykomen" in text
    assert "Taus" not in text, "who is not listed is counted only"
    nn = forty_two.run(
        "participants", "export", G, "--what", "groups", "--format", "md", "--language", "nn", "-o", "-"
    ).out
    assert "Utan bord" in nn
    assert plan_of(forty_two) == plan, "nothing is moved by itself"


def test_keep_seats_the_new_and_leaves_the_others(forty_two):
    before = at_tables(forty_two.json("gathering", "groups", G, "--size", "6..8", "--rounds", "3")["rounds"])
    for at in range(3):
        assert forty_two.run("gathering", "cancel", G, f"Person0{at} Etternavn0{at}").code == 0
    for name in ("Ny En", "Ny To", "Ny Tre", "Ny Fire"):
        register(forty_two, name, "-m", "2021")
    ran = forty_two.run("gathering", "groups", G, "--keep")
    assert ran.code == 0, ran.err
    assert "New: Ny To, Karasjok: table" in ran.err
    assert "3 in the plan do not come any more" in ran.err
    plan = plan_of(forty_two)
    after = at_tables(plan)
    active = {each["id"] for each in forty_two.json("gathering", "checkin", G)["participants"]}
    for was, now, tables in zip(before, after, plan, strict=True):
        assert set(now) == active
        assert {one: now[one] for one in was if one in active} == {one: was[one] for one in was if one in active}
        assert all(len(table) <= 8 for table in tables)
        new = [now[one] for one in now if one not in was]
        assert len(set(new)) >= 3, "four of one network do not sit together"
    files = forty_two.files()
    assert "has a table already" in forty_two.run("gathering", "groups", G, "--keep").err
    assert {name: text for name, text in forty_two.files().items() if "history" not in name} == {
        name: text for name, text in files.items() if "history" not in name
    }


def test_keep_respects_the_sizes(kit):
    for at in range(12):
        register(kit, f"Gjest Nr{at:02}", "-m", ("0301", "0520", "1867")[at % 3])
    kit.json("gathering", "groups", G, "--size", "4", "--rounds", "2")
    register(kit, "Ny En", "-m", "0521")
    before = kit.files()
    ran = kit.run("gathering", "groups", G, "--keep")
    assert ran.code == 1
    assert "round 1: 1 people need a chair, and 0 are free at tables of 4..4" in ran.err
    assert kit.files() == before
    assert kit.run("gathering", "groups", G, "--keep", "--size", "4..5").code == 0
    for name in ("To", "Tre", "Fire", "Fem", "Seks", "Sju", "Åtte"):
        register(kit, f"Ny {name}", "-m", "0521")
    assert kit.run("gathering", "groups", G, "--keep").code == 0
    sizes = [sorted(map(len, tables)) for tables in plan_of(kit)]
    assert sizes == [[5, 5, 5, 5]] * 2, "seven newcomers: two chairs are free, and a table of their own has five"


def test_a_table_that_became_too_small_is_said_and_nobody_is_moved(kit):
    for at in range(8):
        register(kit, f"Gjest Nr{at:02}", "-m", ("0301", "0520")[at % 2])
    plan = kit.json("gathering", "groups", G, "--size", "4")["rounds"]
    kit.run("gathering", "cancel", G, plan[0][0][0])
    ran = kit.run("gathering", "groups", G, "--keep")
    assert "round 1, table 1: 3 people, not 4..4; nobody was moved there" in ran.err


def test_a_plan_made_anew_says_how_many_sit_elsewhere(kit):
    for at in range(8):
        register(kit, f"Gjest Nr{at:02}", "-m", ("0301", "0520")[at % 2])
    plan = kit.json("gathering", "groups", G, "--size", "4")["rounds"]
    assert "There was a seating plan" not in kit.run("gathering", "groups", G, "--size", "4").err
    kit.run("gathering", "cancel", G, plan[0][0][0])
    kit.run("gathering", "cancel", G, plan[0][0][1])
    ran = kit.run("gathering", "groups", G, "--size", "3")
    assert "of those in it sit at another table now (--keep moves nobody)" in ran.err


def test_keep_needs_a_plan_and_its_rounds(kit):
    register(kit, "Kari Ås", "-m", "0301")
    register(kit, "Ola Ås", "-m", "0301")
    assert kit.run("gathering", "groups", G, "--keep").code == 1
    assert kit.run("gathering", "groups", G).code == 2
    kit.json("gathering", "groups", G, "--size", "2")
    assert kit.run("gathering", "groups", G, "--keep", "--rounds", "3").code == 2
