"""network advisor: one person in all cohorts, capacity, language, and names that are not there."""

from __future__ import annotations

import json

import pytest

from kvadmin.testing import Kit

ADVISE = ("network", "advisor")


def unchanged(kit: Kit, *command: str, code: int, words: str) -> None:
    before = kit.files()
    ran = kit.run("network", *command)
    assert ran.code == code, ran.err
    assert words in ran.err
    assert ran.out == ""
    assert kit.files() == before


def done(kit: Kit, *command: str) -> str:
    ran = kit.run(*ADVISE, *command)
    assert ran.code == 0, ran.err
    return ran.err


def person(kit: Kit, cohort: str, name: str) -> dict:
    return next(each for each in kit.json(*ADVISE, "list", cohort)["advisors"] if each["name"] == name)


def networks_file(kit: Kit, cohort: str = "P1") -> bytes:
    return kit.files()[f"networks/{cohort}.yaml"]


def test_advisors_are_assigned_with_capacity_and_language(split_kit: Kit):
    assert split_kit.run(*ADVISE, "assign", "P1").code == 4
    done(split_kit, "set", "P1", "Anne", "--home", "2001", "--capacity", "2", "--language", "bokmal")
    before = split_kit.files()
    refused = split_kit.run(*ADVISE, "assign", "P1")
    assert refused.code == 1
    assert "capacity for 2" in refused.err
    assert "left over: network 1 Agder, which asks for nynorsk" in refused.err
    assert "enough would be: capacity for 1 more network(s) in nynorsk (now: nobody)" in refused.err
    assert "kvadmin network advisor set P1 NAME --home NUMBER --capacity 1 --language nynorsk" in refused.err
    assert split_kit.files() == before
    done(split_kit, "set", "P1", "Liv", "--home", "69.6,18.9", "--capacity", "3", "--language", "nynorsk")
    done(split_kit, "assign", "P1")  # Agder is nynorsk, the others bokmål
    data = split_kit.json(*ADVISE, "list", "P1")
    assert {each["name"]: each["load"] for each in data["advisors"]} == {"Anne": 2, "Liv": 1}
    assert [each["advisor"] for each in data["networks"]] == ["Liv", "Anne", "Anne"]
    assert split_kit.json("network", "show", "P1")["networks"][0]["advisor"] == "Liv"
    report = split_kit.json("contact", "report", "Anne")
    assert "advisor of networks in P1" in json.dumps(report)
    done(split_kit, "remove", "P1", "Anne")
    assert [each["advisor"] for each in split_kit.json(*ADVISE, "list", "P1")["networks"]] == ["Liv", None, None]


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (["set", "P1", "Anne", "--home", "Nowhere"], 4, "Nowhere"),
        (["set", "P1", "Anne", "--home", "95,10"], 2, "no place on the globe"),
        (["set", "P1", "Anne", "--home", "59.x,10"], 2, "is no place"),
        (["set", "P1", "Anne", "--home", "2001", "--capacity", "-1"], 2, "capacity from 0"),
        (["set", "P1", " ", "--home", "2001"], 2, "has a name"),
        (["set", "P1", "Anne"], 2, "Anne is a new advisor"),
        (["set", "P1", "Anne", "--capacity", "3"], 2, "--home NUMBER|LAT,LON"),
        (["set", "P1", "Kari"], 2, "nothing is said to change about Kari"),
        (["set", "P1", "Kari", "--language", "nynrosk"], 2, "did you mean nynorsk?"),
        (["set", "P1", "Kari", "--language", "any", "--language", "nn"], 2, "only one of the two"),
        (["set", "P1", "Kari", "--language", "nn", "--no-language"], 2, "only one of the two"),
        (["set", "P9", "Kari", "--capacity", "2"], 4, "P9"),
        (["remove", "P1", "Nobody"], 4, "no advisor 'Nobody'"),
        (["give", "P1", "1", "Nobody"], 4, "no advisor 'Nobody'"),
        (["give", "P1", "9", "Kari"], 4, "no network"),
        (["assign", "P1", "--max-load", "0"], 2, "--max-load"),
    ],
)
def test_bad_advisors(split_kit: Kit, command, code, words):
    done(split_kit, "set", "P1", "Kari", "--home", "2001", "--capacity", "2")
    unchanged(split_kit, "advisor", *command, code=code, words=words)


def test_a_new_name_that_is_near_a_known_one_is_asked_about(split_kit: Kit):
    done(split_kit, "set", "P1", "Kari Rettleiar", "--home", "2001")
    unchanged(split_kit, "advisor", "set", "P1", "Kari Retleiar", code=2, words="did you mean Kari Rettleiar?")


def test_large_and_small_letters_make_nobody_somebody_else(two_cohorts: Kit):
    kit = two_cohorts
    done(kit, "set", "P1", "Åse O'Neill", "--home", "2001", "--capacity", "2")
    done(kit, "set", "P2", " åse  o'neill ")
    done(kit, "set", "P2", "A\u030ase O'Neill", "--capacity", "3")  # as a file system of Apple's writes it
    assert [each["name"] for each in kit.json(*ADVISE, "list")["advisors"]] == ["Åse O'Neill"]
    assert [person(kit, each, "Åse O'Neill")["capacity"] for each in ("P1", "P2")] == [3, 3]
    done(kit, "give", "P1", "1", "ÅSE O'NEILL")
    assert person(kit, "P2", "Åse O'Neill")["loads"] == {"P1": 1}
    done(kit, "remove", "P2", "åse o'neill")
    assert "Åse O'Neill advises in P1, not in P2 yet" in kit.run(*ADVISE, "give", "P2", "1", "åse o'neill").err


@pytest.mark.parametrize(
    ("named", "changed"),
    [
        (["--capacity", "4"], {"capacity": 4}),
        (["--home", "3001"], {"home": "3001"}),
        (["--home", "60.5,10.25"], {"home": "60.5,10.25"}),
        (["--language", "bokmål"], {"languages": ["bokmal"]}),
        (["--no-language"], {"languages": []}),
        (["--language", "any"], {"languages": []}),
    ],
)
def test_only_what_is_named_changes_and_it_can_be_undone(split_kit: Kit, named, changed):
    done(split_kit, "set", "P1", "Kari", "--home", "2001", "--capacity", "2", "--language", "nn", "--language", "nb")
    before, file = person(split_kit, "P1", "Kari"), networks_file(split_kit)
    dry = split_kit.run(*ADVISE, "set", "P1", "Kari", *named, "--dry-run")
    assert dry.code == 0
    assert "Dry run" in dry.err
    assert networks_file(split_kit) == file
    done(split_kit, "set", "P1", "Kari", *named)
    assert person(split_kit, "P1", "Kari") == before | changed
    assert split_kit.run("undo").code == 0
    assert networks_file(split_kit) == file


def test_one_person_in_two_cohorts_is_changed_in_both_at_once(two_cohorts: Kit):
    kit = two_cohorts
    done(kit, "set", "P1", "Kari", "--home", "2001", "--capacity", "2", "--language", "nynorsk")
    said = done(kit, "set", "P2", "Kari")  # as P1 has her
    assert "Kari is one person in all cohorts: noted in P1, too." in said
    assert person(kit, "P2", "Kari") == person(kit, "P1", "Kari")
    files = {cohort: networks_file(kit, cohort) for cohort in ("P1", "P2")}
    dry = kit.run(*ADVISE, "set", "P2", "Kari", "--capacity", "5", "--dry-run")
    assert "+++ networks/P1.yaml" in dry.out + dry.err
    assert "noted in P1, too" in dry.err
    done(kit, "set", "P2", "Kari", "--capacity", "5")
    assert [person(kit, each, "Kari")["capacity"] for each in ("P1", "P2")] == [5, 5]
    assert kit.run("undo").code == 0
    assert {cohort: networks_file(kit, cohort) for cohort in ("P1", "P2")} == files


def old_records(kit: Kit) -> None:
    """Each cohort has a word of its own about Kari, as older versions wrote it."""
    for cohort, capacity, language in (("P1", 3, "nynorsk"), ("P2", 2, "")):
        file = kit.folder / "networks" / f"{cohort}.yaml"
        text = f"advisors:\n  - name: Kari\n    capacity: {capacity}\n    municipality: '2001'\n"
        text += f"    languages:\n      - {language}\n" if language else ""
        file.write_text(file.read_text("utf-8") + text, "utf-8")


def test_old_records_that_differ_are_read_and_the_difference_is_said(two_cohorts: Kit):
    kit = two_cohorts
    old_records(kit)
    assert person(kit, "P1", "Kari")["capacity"] == 3
    checked = {each["code"]: each for each in json.loads(kit.run("check", "--format", "json").out)["findings"]}
    assert checked["advisor-differs"]["severity"] == "warning"
    assert "capacity (P1 3, P2 2), languages (P1 nynorsk, P2 any)" in checked["advisor-differs"]["text"]
    said = done(kit, "set", "P1", "Kari", "--capacity", "4")
    assert "the cohorts differ about the advisor Kari: languages (P1 nynorsk, P2 any)" in said
    assert person(kit, "P2", "Kari")["languages"] == []  # only what is named
    assert "differ" not in done(kit, "set", "P1", "Kari", "--language", "nn")
    assert "advisor-differs" not in kit.run("check").out


def test_who_is_new_in_a_cohort_is_not_guessed_where_the_others_differ(two_cohorts: Kit):
    kit = two_cohorts
    old_records(kit)
    text = (kit.folder / "networks" / "P2.yaml").read_text("utf-8").replace("cohort: P2", "cohort: P3")
    (kit.folder / "cohorts" / "P3.yaml").write_text("id: P3\nname: Pulje 3\n", "utf-8")
    (kit.folder / "networks" / "P3.yaml").write_text(text.partition("advisors:")[0], "utf-8")
    unchanged(kit, "advisor", "set", "P3", "Kari", "--capacity", "1", code=2, words="say which holds: --language")
    done(kit, "set", "P3", "Kari", "--capacity", "1", "--no-language")
    assert [person(kit, each, "Kari")["languages"] for each in ("P1", "P2", "P3")] == [[], [], []]


def test_capacity_and_load_are_those_of_all_cohorts(two_cohorts: Kit):
    kit = two_cohorts
    done(kit, "set", "P1", "Kari", "--home", "2001", "--capacity", "3")
    done(kit, "set", "P2", "Kari")
    done(kit, "set", "P2", "Ola", "--home", "5001", "--capacity", "2", "--language", "bokmal")
    done(kit, "assign", "P1")
    everybody = kit.json(*ADVISE, "list")
    assert everybody["cohort"] is None
    assert [(each["name"], each["load"], each["loads"]) for each in everybody["advisors"]] == [
        ("Kari", 3, {"P1": 3}), ("Ola", 0, {}),
    ]  # fmt: skip
    assert {each["cohort"] for each in everybody["networks"]} == {"P1", "P2"}
    refused = kit.run(*ADVISE, "assign", "P2")
    assert refused.code == 1
    assert "left over: network 1 Sogn, which asks for nynorsk" in refused.err
    assert "Kari: of a capacity of 3 other cohorts take P1 3" in refused.err
    assert "kvadmin network advisor set P2 Kari --capacity 4" in refused.err
    done(kit, "set", "P2", "Kari", "--capacity", "4")  # the command of the hint
    done(kit, "assign", "P2")
    assert [each["advisor"] for each in kit.json(*ADVISE, "list", "P2")["networks"]] == ["Kari", "Ola"]
    assert person(kit, "P2", "Kari") | {"languages": []} == {
        "name": "Kari", "capacity": 4, "load": 1, "load_all": 4, "loads": {"P1": 3, "P2": 1}, "home": "2001",
        "languages": [],
    }  # fmt: skip
    assert "P1 3, P2 1" in kit.run(*ADVISE, "list", "P2").out


def test_networks_of_a_cohort_that_is_over_are_no_load(two_cohorts: Kit):
    kit = two_cohorts
    done(kit, "set", "P1", "Kari", "--home", "2001", "--capacity", "3")
    done(kit, "assign", "P1")
    done(kit, "set", "P2", "Kari")
    for number in [each for network in kit.json("network", "list", "P1")["networks"] for each in network["members"]]:
        assert (
            kit.run("cohort", "withdraw", "P1", number, "--reason", "completed", "--on", "2008-06-01", "--yes").code
            == 0
        )
    assert person(kit, "P2", "Kari")["load_all"] == 0
    done(kit, "assign", "P2")


def test_give_refuses_who_is_full_or_of_another_language(two_cohorts: Kit):
    kit = two_cohorts
    done(kit, "set", "P1", "Anne", "--home", "2001", "--capacity", "1", "--language", "bokmal")
    unchanged(kit, "advisor", "give", "P2", "2", "Anne", code=4, words="hint: kvadmin network advisor set P2 Anne")
    done(kit, "set", "P2", "Anne")
    done(kit, "give", "P2", "2", "Anne")
    unchanged(
        kit, "advisor", "give", "P1", "2", "Anne", code=1, words="Anne has 2 networks (P1 1, P2 1), the capacity is 1"
    )
    unchanged(kit, "advisor", "give", "P2", "1", "Anne", code=1, words="have decided on nynorsk; Anne works in bokmal")
    said = done(kit, "give", "P1", "1", "Anne", "--anyway")
    assert "have decided on nynorsk; Anne works in bokmal" in said
    assert "the capacity is 1" in said
    done(kit, "set", "P1", "Anne", "--capacity", "2")
    assert "advisor-" not in kit.run("check").out  # what was said to be wanted is not found again
    done(kit, "give", "P1", "1", "")
    done(kit, "give", "P1", "2", "Anne")
    done(kit, "give", "P1", "2", "Anne")  # a second time changes nothing
    assert "advisor_anyway" not in networks_file(kit).decode()


def test_keep_with_too_many_or_another_language_says_what_is_in_the_way(split_kit: Kit):
    kit = split_kit
    done(kit, "set", "P1", "Anne", "--home", "2001", "--capacity", "2", "--language", "bokmal")
    done(kit, "set", "P1", "Liv", "--home", "1001", "--capacity", "1", "--language", "nynorsk", "--language", "bokmal")
    done(kit, "give", "P1", "2", "Liv")
    refused = kit.run(*ADVISE, "assign", "P1", "--keep")
    assert refused.code == 1
    assert "left over: network 1 Agder, which asks for nynorsk" in refused.err
    assert "without --keep it can be done: kvadmin network advisor assign P1" in refused.err
    done(kit, "assign", "P1")
    done(kit, "give", "P1", "1", "Anne", "--anyway")
    done(kit, "set", "P1", "Anne", "--capacity", "1")
    refused = kit.run(*ADVISE, "assign", "P1", "--keep")
    assert "Anne keeps 2 network(s) more than there is room for" in refused.err
    assert "left over: network 2" in refused.err


def test_a_kept_advisor_of_another_language_is_kept_and_said(split_kit: Kit):
    kit = split_kit
    done(kit, "set", "P1", "Anne", "--home", "2001", "--capacity", "3")
    done(kit, "give", "P1", "1", "Anne")
    done(kit, "set", "P1", "Anne", "--language", "bokmal")
    said = done(kit, "assign", "P1", "--keep")
    assert "P1: network 1 Agder asks for nynorsk, which its advisor Anne does not work in" in said


def test_max_load_in_the_way_is_said(split_kit: Kit):
    kit = split_kit
    done(kit, "set", "P1", "Anne", "--home", "2001", "--capacity", "3")
    refused = kit.run(*ADVISE, "assign", "P1", "--max-load", "2")
    assert "without --max-load it can be done: kvadmin network advisor assign P1" in refused.err


def test_languages_are_said_as_a_norwegian_writes_them(split_kit: Kit, monkeypatch):
    done(split_kit, "set", "P1", "Liv", "--home", "2001", "--capacity", "1", "--language", "bokmal")
    monkeypatch.setenv("KVADMIN_LANG", "nb")
    shown = split_kit.run("network", "advisor", "list", "P1").out
    assert "bokmål" in shown
    assert "bokmal" not in shown
    assert split_kit.json("network", "advisor", "list", "P1")["advisors"][0]["languages"] == ["bokmal"]


def test_the_advisor_is_named_where_the_network_is(split_kit: Kit):
    kit = split_kit
    done(kit, "set", "P1", "Anne Berg", "--home", "2001", "--capacity", "3")
    done(kit, "assign", "P1")
    assert kit.json("network", "explain", "1001")["network"]["advisor"] == "Anne Berg"
    assert "Advisor of the network: Anne Berg." in kit.run("network", "explain", "1001").out
    for command in (
        ("list", "P1"),
        ("show", "P1"),
        ("export", "P1", "--format", "csv"),
        ("export", "P1", "--format", "md"),
    ):
        assert "Anne Berg" in kit.run("network", *command).out, command
