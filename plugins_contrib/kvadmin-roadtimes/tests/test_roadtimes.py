"""Answers of OSRM and Valhalla in their published forms: taken in, kept, offered to the split, refused if not sure."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator
from kvadmin_roadtimes.records import RoadTimes

from kvadmin.api.records import Cohort, Membership
from kvadmin.testing import Kit, conformance

TOWNS = {
    "0301": ("Oslo", 59.91, 10.75),
    "0219": ("Bærum", 59.89, 10.52),
    "0602": ("Drammen", 59.74, 10.20),
    "1201": ("Bergen", 60.39, 5.32),
    "1103": ("Stavanger", 58.97, 5.73),
    "1601": ("Trondheim", 63.43, 10.40),
}
ORDER = sorted(TOWNS)


@pytest.fixture
def kit(tmp_path):
    kit = Kit(tmp_path / "programme")
    for number, (name, lat, lon) in TOWNS.items():
        kit.municipality(number, name, lat=lat, lon=lon)
    start = date(2008, 1, 1)
    kit.add(
        Cohort(id="P1", name="Pulje 1", memberships=[Membership(municipality=number, start=start) for number in ORDER])
    )
    return kit


def minutes(a, b):
    """Another figure for every way, the same there and back."""
    i, j = sorted((ORDER.index(a), ORDER.index(b)))
    return 0 if i == j else 600 * (i + 1) + 60 * j


def osrm(rows=ORDER, columns=ORDER, value=minutes, move=0.001, **more):
    """An answer of OSRM's table service: waypoints moved to a road some hundred metres away."""

    def points(numbers):
        return [
            {"hint": "AAAA", "location": [TOWNS[each][2], TOWNS[each][1] + move], "name": "Storgata"}
            for each in numbers
        ]

    table = [[value(a, b) for b in columns] for a in rows]
    return {"code": "Ok", "durations": table, "sources": points(rows), "destinations": points(columns), **more}


def valhalla(rows=ORDER, columns=ORDER, value=minutes, **more):
    """An answer of Valhalla's sources_to_targets."""
    table = [
        [
            {"distance": value(a, b) / 60, "time": value(a, b), "to_index": j, "from_index": i}
            for j, b in enumerate(columns)
        ]
        for i, a in enumerate(rows)
    ]
    ends = [[{"lon": TOWNS[each][2], "lat": TOWNS[each][1]} for each in part] for part in (rows, columns)]
    return {
        "sources_to_targets": table,
        "sources": ends[0],
        "targets": ends[1],
        "units": "kilometers",
        "algorithm": "costmatrix",
        **more,
    }


@pytest.fixture
def saved(tmp_path):
    def save(data, name="answer.json"):
        file = tmp_path / name
        file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return str(file)

    return save


def kept(kit):
    return kit.json("roadtimes", "show", "--pairs")["pairs"]


def refused(kit, *command):
    before = kit.files()
    ran = kit.run("roadtimes", "import", "P1", *command)
    assert ran.code != 0
    assert kit.files() == before
    return ran.err


@pytest.mark.parametrize("answer", [osrm(), valhalla()])
def test_minutes_are_kept_and_undone(kit, saved, answer):
    data = kit.json("roadtimes", "import", "P1", saved(answer))
    assert (data["unit"], data["places"], data["pairs"]) == ("min", 6, {"known": 15, "no_road": 0, "not_asked": 0})
    assert {(each["from"], each["to"]): each["minutes"] for each in kept(kit)} == {
        (a, b): minutes(a, b) / 60 for a in ORDER for b in ORDER if a < b
    }
    assert kit.run("undo").code == 0
    assert kit.run("roadtimes", "show").code == 4


def test_distances_alone_are_kilometres_and_minutes_are_not_made_of_them(kit, saved):
    answer = osrm()
    answer["distances"] = answer.pop("durations")
    file = saved(answer)
    assert "--measure km" in refused(kit, file)
    data = kit.json("roadtimes", "import", "P1", file, "--measure", "km")
    assert data["unit"] == "km"
    assert kept(kit)[0]["km"] == minutes(ORDER[0], ORDER[1]) / 1000
    assert "what is kept is in km" in refused(kit, saved(osrm()))


def test_miles_of_valhalla_are_kilometres(kit, saved):
    kit.json("roadtimes", "import", "P1", saved(valhalla(units="miles")), "--measure", "km")
    assert kept(kit)[0]["km"] == pytest.approx(minutes(ORDER[0], ORDER[1]) / 60 * 1.609344, abs=1e-3)
    assert "neither kilometers nor miles" in refused(kit, saved(valhalla(units="leagues")), "--measure", "km")


def test_the_compact_answer_of_valhalla_needs_the_order(kit, saved):
    table = {"durations": [[minutes(a, b) for b in ORDER[::-1]] for a in ORDER[::-1]]}
    file = saved({"sources_to_targets": table, "units": "kilometers", "algorithm": "costmatrix"})
    assert "--order" in refused(kit, file)
    order = saved("\n".join(["Trondheim", *ORDER[-2::-1]]), "order.txt")
    kit.json("roadtimes", "import", "P1", file, "--order", order)
    assert kept(kit)[0] == {"from": ORDER[0], "to": ORDER[1], "minutes": minutes(ORDER[0], ORDER[1]) / 60}
    assert "names 5 places, and the table has 6" in refused(kit, file, "--order", saved("\n".join(ORDER[1:]), "o.txt"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"code":"NoTable","message":"No table found"}', "OSRM has refused the request: NoTable No table found"),
        ('{"code":"NoSegment","message":"Could not find a matching segment"}', "too far from any road"),
        ('{"code":"TooBig","message":"Too many table coordinates"}', "--limit N"),
        (
            (
                '{"error_code":154,"error":"Path distance exceeds the max distance limit",'
                '"status_code":400,"status":"Bad Request"}'
            ),
            "max_matrix_distance",
        ),
        ('{"error_code":171,"error":"No suitable edges near location"}', "Valhalla has refused the request: 171"),
        (json.dumps(osrm())[:-40], "is cut off"),
        ("<html>502 Bad Gateway</html>", "is no JSON"),
        ("[]", "no answer of OSRM"),
        ('{"code":"Ok","routes":[]}', "no answer of OSRM"),
        (
            json.dumps({**osrm(), "durations": osrm()["durations"][:-1]}),
            "the table is 5 x 6, and the answer names 6 x 6",
        ),
        (json.dumps({**osrm(), "durations": [*osrm()["durations"][:-1], [0]]}), "not as long as the first row"),
        (json.dumps(osrm(fallback_speed_cells=[1, 2])), "are not pairs of row and column"),
        (json.dumps(osrm(value=lambda a, b: 10**400)), "is no distance"),
        (json.dumps(osrm(value=lambda a, b: 1e12)), "is no distance"),
        (json.dumps(osrm(sources=[{"location": [10**400, 60]}])), "are not waypoints"),
        (json.dumps(valhalla(sources=[{"lat": 10**400, "lon": 10}])), "are not places"),
        (json.dumps({**osrm(), "sources": osrm()["sources"][1:]}), "names 5 x 6 places"),
        (json.dumps(osrm(value=lambda a, b: -1)), "-1 is no distance"),
        (json.dumps(osrm(value=lambda a, b: "1")), "'1' is no distance"),
        (json.dumps({**osrm(), "sources": [{"name": "x"}]}), "not waypoints"),
        (json.dumps({**valhalla(), "sources_to_targets": valhalla()["sources_to_targets"][::-1]}), "another pair"),
        (json.dumps(osrm(move=0.2)), "not certain"),
        (json.dumps(osrm(rows=["0301", "0301"], columns=["1201"])), "Oslo is there twice"),
    ],
)
def test_what_is_no_whole_answer_is_refused_and_nothing_is_written(kit, saved, text, said):
    assert said in refused(kit, saved(text))


def test_a_coordinate_between_two_towns_is_nobody(kit, saved):
    kit.municipality("9901", "Ved siden av", lat=59.935, lon=10.75)
    cohort = Cohort(
        id="P2",
        name="Pulje 2",
        memberships=[Membership(municipality=each, start=date(2008, 1, 1)) for each in ("0301", "9901")],
    )
    kit.add(cohort)
    answer = osrm(["0301"], ["0301"])
    answer["sources"][0]["location"] = [10.75, 59.922]
    ran = kit.run("roadtimes", "import", "P2", saved(answer))
    assert ran.code == 3
    assert "nearest Oslo 1.3 km, Ved siden av 1.4 km" in ran.err
    answer["sources"][0]["distance"] = 1334.0
    assert kit.run("roadtimes", "import", "P2", saved(answer)).code == 0, "the server says how far it has moved it"


def test_ways_that_differ_are_asked_about_and_never_averaged_unsaid(kit, saved):
    file = saved(osrm(value=lambda a, b: minutes(a, b) + (60 if a > b else 0)))
    said = refused(kit, file)
    assert "differ for 15 pair(s)" in said
    assert "--both-ways mean, longest or shortest" in said
    for how, more in (("mean", 0.5), ("longest", 1), ("shortest", 0)):
        kit.json("roadtimes", "import", "P1", file, "--both-ways", how)
        split = kit.json("network", "split", "P1", "--size", "6", "--dry-run")
        assert split["card"]["travel"] == sum(minutes(a, b) / 60 + more for a in ORDER for b in ORDER if a < b)


def test_a_pair_without_a_road_is_said_and_stops_the_split_by_name(kit, saved):
    def value(a, b):
        return None if {a, b} == {"0301", "1601"} else minutes(a, b)

    ran = kit.run("roadtimes", "import", "P1", saved(osrm(value=value)))
    assert "there is no road for 2 ways" in ran.err
    assert kit.json("roadtimes", "show")["pairs"] == {"known": 14, "no_road": 1, "not_asked": 0}
    ran = kit.run("network", "split", "P1", "--size", "3")
    assert ran.code == 3
    assert "0301 Oslo - 1601 Trondheim" in ran.err


def test_estimates_from_the_air_line_are_no_road_times(kit, saved):
    ran = kit.run("roadtimes", "import", "P1", saved(osrm(fallback_speed_cells=[[0, 1], [1, 0]])))
    assert "2 figures are estimates" in ran.err
    assert kit.json("roadtimes", "show")["pairs"]["no_road"] == 1


def test_the_split_says_minutes_and_what_kilometres_would_cost(kit, saved):
    kit.json("roadtimes", "import", "P1", saved(valhalla()))
    ran = kit.run("network", "split", "P1", "--size", "3")
    assert ran.code == 0, ran.err
    assert "Distances of the plugin 'roadtimes'." in ran.err
    assert "Minimised (min)" in ran.out
    assert "great-circle kilometres would cost" in ran.err
    assert kit.json("network", "show", "P1")["unit"] == "min"


def test_requests_together_ask_for_every_pair_and_their_answers_for_the_table(kit, saved, tmp_path):
    asked = kit.json("roadtimes", "request", "P1", "--for", "osrm", "--limit", "4")["requests"]
    assert len(asked) == 9
    assert asked[0]["url"] == (
        "http://localhost:5000/table/v1/driving/10.52000,59.89000;10.75000,59.91000?annotations=duration"
    )
    assert asked[1]["url"].endswith("&sources=0;1&destinations=2;3")
    parts = [ORDER[:2], ORDER[2:4], ORDER[4:]]
    answers = [
        saved(osrm(rows, columns), f"{i}{j}.json") for i, rows in enumerate(parts) for j, columns in enumerate(parts)
    ]
    first = kit.json("roadtimes", "import", "P1", *answers[:4])
    assert first["pairs"]["not_asked"] > 0
    data = kit.json("roadtimes", "import", "P1", *answers)
    assert data["pairs"] == {"known": 15, "no_road": 0, "not_asked": 0}
    assert len(kept(kit)) == 15
    posted = kit.json("roadtimes", "request", "P1", "--for", "valhalla", "--limit", "5")["requests"]
    assert [(each["sources"], each["targets"]) for each in posted] == [(5, 5), (5, 1), (1, 5), (1, 1)]
    assert json.loads(posted[1]["body"])["targets"] == [{"lat": 63.43, "lon": 10.4}]
    assert len(kit.json("roadtimes", "request", "P1")["requests"]) == 1


def test_two_answers_that_contradict_each_other_are_refused(kit, saved):
    other = saved(osrm(value=lambda a, b: minutes(a, b) * 2), "other.json")
    assert "two of the files say otherwise of" in refused(kit, saved(osrm()), other)


def test_what_is_out_of_date_is_named(kit, saved):
    kit.json("roadtimes", "import", "P1", saved(osrm(ORDER[:5], ORDER[:5])), "--day", "2007-01-01")
    data = kit.json("roadtimes", "show")
    assert data["missing"] == {"P1": ["1601"]}
    assert data["old"] is True
    assert kit.json("roadtimes", "show", "--older-than", "9999")["old"] is False
    ran = kit.run("network", "split", "P1", "--size", "3")
    assert ran.code == 3
    assert "1601 Trondheim" in ran.err
    assert "P1: 1 members have no road distances: 1601" in kit.run("check").out
    kit.json("roadtimes", "import", "P1", saved(osrm()))
    assert kit.json("roadtimes", "show")["missing"] == {}
    assert kit.run("municipality", "set", "0301", "lat", "60.5").code == 0
    assert kit.json("roadtimes", "show")["moved"] == ["0301"]
    assert "unknown for 5 pair(s)" in kit.run("network", "split", "P1", "--size", "3").err


def test_without_the_members_it_has_no_opinion(kit, saved):
    kit.json("roadtimes", "import", "P1", saved(osrm(["0301"], ["0301"])))
    assert kit.json("network", "split", "P1", "--size", "3", "--dry-run")["unit"] == "km"


def test_remove_and_undo(kit, saved):
    kit.json("roadtimes", "import", "P1", saved(osrm()))
    assert kit.run("roadtimes", "remove", "--yes").code == 0
    assert kit.json("network", "split", "P1", "--size", "3", "--dry-run")["unit"] == "km"
    assert kit.run("undo").code == 0
    assert len(kept(kit)) == 15


def test_the_pairs_are_a_file_for_distances(kit, saved, tmp_path):
    uneven = saved(osrm(value=lambda a, b: minutes(a, b) + (60 if a > b else 0)))
    kit.json("roadtimes", "import", "P1", uneven, "--both-ways", "longest")
    file = tmp_path / "pairs.csv"
    assert kit.run("roadtimes", "show", "--pairs", "-o", str(file)).code == 0
    own = kit.json("network", "split", "P1", "--size", "3", "--dry-run")
    again = kit.json("network", "split", "P1", "--size", "3", "--dry-run", "--distances", str(file))
    assert (own["objective"], own["unit"]) == (again["objective"], again["unit"])


def test_a_record_that_does_not_fit_is_found(kit):
    kit.add(RoadTimes(unit="min", places=[], rows=["0 1"]))
    assert "do not fit the places" in kit.run("check").out


@pytest.mark.parametrize("command", ["request P1", "show", "show --pairs", "import"])
def test_the_schemas_hold(kit, saved, command):
    file = saved(osrm())
    kit.json("roadtimes", "import", "P1", file)
    words = ["import", "P1", file] if command == "import" else command.split()
    schema = files("kvadmin_roadtimes") / "schemas" / f"roadtimes_{words[0]}.json"
    Draft202012Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(kit.json("roadtimes", *words))


def test_it_keeps_the_promises_of_every_plugin(kit, saved):
    answer = saved(osrm())
    lines = ["roadtimes request P1", ["roadtimes", "import", "P1", answer], "roadtimes show", "roadtimes remove"]
    again = [["roadtimes", "import", "P1", answer]]
    refused = ["roadtimes import P1 nowhere.json", "roadtimes request P9"]
    conformance.check("roadtimes", kit, [*lines, *again], refused=refused)
