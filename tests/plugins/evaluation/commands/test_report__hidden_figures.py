"""Nothing that the public may read differs by a figure that is hidden: two truths, the same bytes."""

from __future__ import annotations

import pytest
from plugins.evaluation.results_office import QUARTERS, numbers, results_office

FEW, SOME, MANY = numbers(3)
AUDIENCES = ("meeting", "council", "inhabitants")
SUBJECTS = (FEW, SOME, "network:1", "cohort:P1", "programme")
#: Of FEW everything is hidden, of SOME two figures.
TRUTHS = (
    {FEW: "444433332222", SOME: "41"},
    {FEW: "111122223344", SOME: "14"},
    {FEW: "434343434343", SOME: "22"},
)


def programme(folder, truth):
    kit = results_office(folder, {"P1": 6})
    kit.run("evaluation", "indicators", "add", "fall", "--unit", "antall", "--period", "quarter",
            "--direction", "decrease", "--label-nb", "Fall", "--label-nn", "Fall")  # fmt: skip
    kit.run("evaluation", "indicators", "add", "klager", "--unit", "%", "--period", "quarter", "--numerator", "medhold",
            "--denominator", "klager", "--direction", "decrease", "--label-nb", "Klager", "--label-nn", "Klager")  # fmt: skip
    rows = []
    for at, who in enumerate(numbers(6)):
        for place, period in enumerate(QUARTERS):
            figure = 14 + (7 * place + 3 * at) % 9 - place // 3
            if who == FEW:
                figure = truth[FEW][place % 12]
            if who == SOME and place in (2, 9):
                figure = truth[SOME][place == 9]
            rows += [f"fall,{who},{period},{figure},", f"klager,{who},{period},{figure},{60 + place}"]
    file = folder.parent / "figures.csv"
    file.write_text("\n".join(["indicator,municipality,period,value,denominator", *rows]), encoding="utf-8")
    ran = kit.run("evaluation", "import", str(file))
    assert ran.code == 0, ran.err
    for who in numbers(6):
        for words in (
            ("fall", "--from", "4", "--to", "2", "--by", "2009"),
            ("klager", "--keep", "at-most", "--to", "5"),
        ):
            ran = kit.run("evaluation", "goals", "set", "P1", who, *words)
            assert ran.code == 0, ran.err
    return kit


def outputs(kit, folder):
    """Everything the public may have, by name."""
    found = {}
    for audience in AUDIENCES:
        out = folder / audience
        for subject in SUBJECTS:
            ran = kit.run("evaluation", "report", subject, "--for", audience, "--as", "html", "--out", str(out))
            assert ran.code == 0, ran.err
        found |= {f"{audience}/{each.name}": each.read_bytes() for each in out.iterdir()}
    for name in ("fall", "klager"):
        for period in ("2005", "2006", "2009-Q1", "2005..2009-Q1"):
            for command in ("ranks", *(["funnel"] if name == "klager" else [])):
                ran = kit.run(
                    "evaluation", command, name, "--period", period, "--profile", "public", "--format", "json"
                )
                found[f"{command} {name} {period}"] = ran.out
    key = folder / "key"
    key.write_text("0f" * 32)
    ran = kit.run("evaluation", "export", "--profile", "public", "--out", str(folder / "package"), "--key", str(key))
    assert ran.code == 0, ran.err
    found |= {f"package/{each.name}": each.read_bytes() for each in (folder / "package").rglob("*") if each.is_file()}
    return found


@pytest.mark.parametrize("truth", TRUTHS[1:])
def test_another_truth_behind_what_is_hidden_changes_nothing_that_is_shown(tmp_path, truth):
    one, other = (
        outputs(programme(tmp_path / name / "programme", each), tmp_path / name)
        for name, each in (("one", TRUTHS[0]), ("other", truth))
    )
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
