"""``cohort explain``: what decided on the worked example of ten, in words and figures, and that the figures are true."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from kvadmin.plugins.cohort.explaining import nearest_changes

from ..conftest import HEADER, ROWS, SEED, VALUE, application_row, applied, write_csv

QUOTAS = ("region:Nord=1..", "language_form:nynorsk=1..", "region:Øst=..2")


@pytest.fixture
def decided(ten):
    """Five places by score and lot."""
    ten("cohort", "admit", "P3")
    return ten


@pytest.fixture
def by_quotas(ten):
    """The same with quotas."""
    ten("cohort", "set", "P3", "quotas", *QUOTAS)
    ten("cohort", "admit", "P3")
    return ten


def explained(programme, number, *more, code=0):
    before = programme.bytes()
    shown = programme.json("cohort", "explain", "P3", number, *more, code=code)
    assert programme.bytes() == before
    return shown


def words(shown, language="en"):
    return " ".join(shown["sentences"][language])


def test_nothing_is_explained_before_the_admission(ten):
    said = ten.refused("cohort", "explain", "P3", "0602", code=4)
    assert "P3 has no protocol yet" in said
    assert "kvadmin cohort odds P3" in said
    assert "1504" not in said


def test_no_place_left(decided):
    shown = explained(decided, "Drammen")  # 7 points as 1504, which was drawn before it and got the last place
    assert (shown["outcome"], shown["rank"], shown["eligible"], shown["waitlist_position"]) == ("waitlisted", 6, 10, 1)
    assert shown["tied"] == {"applicants": 2, "place": 2, "admitted": 1, "decided": True}
    assert shown["changes"] == {
        "order": {"ahead_of": "1504", "rank": 5, "displaced": ["1504"]},
        "score": {"from": "7.00", "to": "7.01", "by": "0.01", "displaced": ["1504"]},
        "quotas": [],
        "quotas_tried": None,
        "places": {"from": 5, "to": 6, "by": 1, "displaced": []},
        "places_tried": None,
    }
    assert [(each["municipality"], each["ranked"], each["its_place"]) for each in shown["instead"]] == [
        ("1504", "before", True)
    ]
    assert shown["chance"] == {
        "chance": 0.5, "fraction": "1/2", "exact": True, "low": 0.5, "high": 0.5, "draws": None,
        "protocol": "protocols/P3-1.json",
    }  # fmt: skip
    assert words(shown) == (
        "On the waiting list as number 1: all places have gone to applicants ranked before. "
        "It stands at place 6 of 10 in the order, with a score of 7.00. "
        "2 applicants have that score. It was drawn as number 2 of them; 1 of them got a place. "
        "When its turn came, all 5 places had gone to applicants ahead of it, the last to Ålesund (1504), place 5 with "
        "a score of 7.00. "
        "Before the draw its chance of a place was 50.00%. "
        f"The lot was worked out from a seed that stood in the call: {SEED}. The draw is judged to be weak. "
        + " ".join(shown["draw"]["grounds"])
        + " "
        "With a score of 7.01 instead of 7.00 (0.01 more) it would have been admitted, and Ålesund (1504) not. "
        "With 6 places instead of 5 it would have been admitted."
    )


def test_the_words_in_both_forms_of_norwegian(decided):
    shown = explained(decided, "0602")
    assert shown["sentences"]["nb"][-2:] == [
        "Med poengsummen 7,01 i stedet for 7,00 (0,01 mer) ville kommunen ha blitt tatt opp, og Ålesund (1504) ikke.",
        "Med 6 plasser i stedet for 5 ville kommunen ha blitt tatt opp.",
    ]
    assert shown["sentences"]["nn"][-2:] == [
        "Med poengsummen 7,01 i staden for 7,00 (0,01 meir) ville kommunen ha vorte teken opp, og Ålesund (1504) ikkje.",
        "Med 6 plassar i staden for 5 ville kommunen ha vorte teken opp.",
    ]
    assert len({len(each) for each in shown["sentences"].values()}) == 1


def test_the_draw_made_no_difference(decided):
    low, high = explained(decided, "1421"), explained(decided, "0101")
    assert (low["chance"]["chance"], high["chance"]["chance"]) == (0.0, 1.0)
    assert "The draw made no difference: whatever was drawn, it would have had no place." in words(low)
    assert "The draw made no difference: whatever was drawn, it would have had a place." in words(high)


def test_a_quota_stood_in_the_way(by_quotas):
    shown = explained(by_quotas, "0602")
    assert shown["reason"] == "waitlisted-quota"
    assert [(each["quota"], each["counts"], each["admitted"]) for each in shown["binding"]] == [
        ("language_form:nynorsk=1..", False, 1), ("region:Nord=1..", False, 1),
    ]  # fmt: skip
    assert shown["given"] == 3
    assert {each["municipality"]: each["ranked"] for each in shown["instead"]} == {
        "0402": "before", "1818": "after", "1526": "after",
    }  # fmt: skip
    said = words(shown)
    assert "3 of 5 places were given" in said
    assert (
        "Further down the order, Herøy (1818) got a place all the same. Admitted by quota: at least 1 with region Nord"
        in said
    )
    assert "The place went to Kongsvinger (0402), place 3 with a score of 8.00 instead." in said


@pytest.mark.parametrize("number", ["0501", "1504", "0602", "2011", "1421"])
def test_what_is_named_admits_when_it_is_done(by_quotas, number):
    """Each change made by the commands that a person has, in the folder, and a dry run of the admission."""
    changes = explained(by_quotas, number)["changes"]
    by_quotas("undo", "--yes")  # the admission
    admitted = lambda: number in by_quotas.admitted("cohort", "admit", "P3", "--dry-run")  # noqa: E731
    assert not admitted()
    tried = 0
    if changes["score"] is not None:
        by_quotas("application", "set", "P3", number, "score", changes["score"]["to"])
        assert admitted()
        by_quotas("undo", "--yes")
        tried += 1
    for each in changes["quotas"]:
        by_quotas("cohort", "set", "P3", "quotas", *(each["to"] if q == each["from"] else q for q in QUOTAS))
        assert admitted(), each
        by_quotas("undo", "--yes")
        tried += 1
    if changes["places"] is not None:
        by_quotas("cohort", "set", "P3", "capacity", changes["places"]["to"])
        assert admitted()
        by_quotas("cohort", "set", "P3", "capacity", changes["places"]["to"] - 1)
        assert not admitted()
        tried += 1
    assert tried


def test_what_was_too_much_to_try_is_said(by_quotas, monkeypatch):
    monkeypatch.setattr(nearest_changes, "_EFFORT", 500)
    shown = explained(by_quotas, "1421")
    assert (shown["changes"]["quotas_tried"], shown["changes"]["places_tried"]) == (0, 7)
    assert "Up to 7 places would not have given it one; more were not tried." in words(shown)
    assert "Changes of the quotas were not tried: there are too many." in words(shown)
    monkeypatch.setattr(nearest_changes, "_EFFORT", 1500)
    assert "by up to 1 would" in words(explained(by_quotas, "0501"))


def test_nothing_would_have_helped(ten):
    ten("cohort", "set", "P3", "quotas", "region:Øst=..0", "language_form:neutral=..0")
    ten("cohort", "admit", "P3")
    shown = explained(ten, "0301")
    assert (shown["changes"]["order"], shown["changes"]["score"], shown["changes"]["places"]) == (None, None, None)
    assert shown["changes"]["quotas"] == []
    said = words(shown)
    assert "Not even first in the order would it have had a place with these quotas." in said
    assert "No change of one bound of one quota would have given it a place." in said
    assert "No number of places would have given it one with these quotas." in said
    table = ten("cohort", "explain", "P3", "0301").out
    assert "No change of the score, of one quota or of the places would have admitted it." in table


def test_admitted_by_quota_names_whom_it_passed(by_quotas):
    shown = explained(by_quotas, "1818")
    assert [each["municipality"] for each in shown["passed"]] == ["0501", "1504", "0602"]
    assert shown["changes"] is None
    said = words(shown)
    assert "Ahead of it in the order, but without a place: Lillehammer (0501). " in said
    assert said.startswith("Admitted by quota: at least 1 with region Nord.")


def test_admitted_by_score(decided):
    shown = explained(decided, "0101")
    assert shown["first_without"]["municipality"] == "0602"
    assert "The first in the order without a place is Drammen (0602), place 6 with a score of 7.00." in words(shown)


@pytest.fixture
def out_of_it(new, tmp_path):
    """Ten applicants, of whom one lacks an item and came late, one came late, one is to be judged, one unscored."""
    rows = [row for row in ROWS if row[0] != "1421"]
    programme = applied(new([(n, name, region, form) for n, name, _, region, form in ROWS]), tmp_path, rows)
    programme("application", "set", "P3", "0101", "timetable", "")
    programme("application", "set", "P3", "0101", "received", "2008-05-23")
    programme("application", "set", "P3", "0501", "received", "2008-05-23")
    programme("application", "set", "P3", "0402", "received", "2008-05-22")
    programme("application", "set", "P3", "0402", "postmark", "2008-05-19")
    lines = [HEADER, application_row("1421", "Aurland")]
    programme("application", "import", write_csv(tmp_path / "later.csv", lines), "--cohort", "P3")
    programme("cohort", "admit", "P3")
    return programme


def test_a_rejected_one_is_told_all_it_lacks_and_what_would_have_come_of_it(out_of_it):
    shown = explained(out_of_it, "0101")
    assert [each["code"] for each in shown["lacks"]] == ["incomplete", "late"]
    assert shown["otherwise"]["outcome"] == "admitted"
    assert shown["chance"] is None
    said = words(shown)
    assert (
        "missing: an overall timetable. Besides, the application was received after the deadline. Had that been" in said
    )
    assert "the decision would have been: Admitted on the score (9.00)." in said
    assert explained(out_of_it, "0501")["lacks"] == [{"code": "late", "detail": None}]


def test_of_an_undecided_one_nobody_learns_what_a_ruling_would_give(out_of_it):
    judged = explained(out_of_it, "0402")
    assert judged["commands"] == ["kvadmin application accept-late P3 0402 --why TEXT"]
    assert (judged["otherwise"], judged["rank"], judged["changes"], judged["chance"]) == (None,) * 4
    assert "What the decision would have been is not said before that is settled" in words(judged)
    unscored = explained(out_of_it, "1421")
    assert unscored["commands"] == ["kvadmin application score FILE --cohort P3"]


def test_a_withdrawal_and_the_promotion_after_it(by_quotas):
    by_quotas("cohort", "withdraw", "P3", "0101", "--reason", "withdrawn", "--on", "2008-06-12")
    assert explained(by_quotas, "0101")["now"] == "withdrawn"
    assert words(explained(by_quotas, "0101")).endswith(
        "The draw made no difference: whatever was drawn, it would have had a place."
    )
    by_quotas("cohort", "promote", "P3")
    gone = explained(by_quotas, "0101")
    assert (gone["protocol"], gone["outcome"]) == ("protocols/P3-2.json", "withdrawn")
    assert words(gone).startswith("Earlier (protocols/P3-1.json): Admitted on the score (9.00).")
    moved = explained(by_quotas, "1504")
    assert (moved["protocol"], moved["decided_by"], moved["vacant"]) == ("protocols/P3-2.json", "promotion", 1)
    assert moved["chance"]["protocol"] == "protocols/P3-1.json"  # that was drawn for
    assert [(each["protocol"], each["outcome"]) for each in moved["decided"]] == [
        ("protocols/P3-1.json", "waitlisted"), ("protocols/P3-2.json", "admitted"),
    ]  # fmt: skip
    kept = explained(by_quotas, "0301")
    assert kept["protocol"] == "protocols/P3-1.json"  # the promotion only says it again
    waits = explained(by_quotas, "1421")
    assert "Later (protocols/P3-2.json): On the waiting list as number 4" in words(waits)


def test_nobody_was_scored(new, tmp_path):
    rows = [(n, name, region, form) for n, name, _, region, form in ROWS]
    programme = new(rows)
    programme("cohort", "new", "P3", "--name", "P", "--capacity", 4, "--lottery-seed", "s", "--deadline", "2008-05-20")
    lines = [HEADER, *(application_row(number, name) for number, name, *_ in rows)]
    programme("application", "import", write_csv(tmp_path / "a.csv", lines), "--cohort", "P3")
    ranked = [each["municipality"] for each in programme.json("cohort", "admit", "P3")["decisions"]]
    shown = explained(programme, ranked[6])
    assert (shown["scored"], shown["changes"]["score"]) == (False, None)
    assert shown["changes"]["order"]["ahead_of"] == ranked[3]
    assert shown["changes"]["places"]["to"] == 7
    assert shown["chance"]["fraction"] == "2/5"
    assert "Nobody was scored, so that the draw alone made the order. It was drawn as number 7 of 10." in words(shown)
    assert "Drawn ahead of" in words(shown)


def test_the_table(by_quotas):
    said = by_quotas("cohort", "explain", "P3", "2011").out
    assert said.startswith("2011 Kautokeino, P3: waitlisted\n")
    assert "The smallest changes that would have admitted it" in said
    lines = {line.split("  ")[0]: line for line in said.splitlines()}
    assert lines["score"].split()[1:4] == ["4.00", "5.00", "+1.00"]  # its ticket is lower than that of 1818
    assert "region:Nord=2.." in said


def test_a_protocol_that_is_not_what_the_rule_gives_explains_nothing(decided):
    file = decided.folder / "protocols" / "P3-1.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    row = next(each for each in document["decisions"] if each["municipality"] == "0602")
    row["rank"] = 9
    file.write_text(json.dumps(document), encoding="utf-8")
    said = decided.refused("cohort", "explain", "P3", "0602", code=1)
    assert "nothing can be explained by it" in said
    assert "kvadmin cohort verify P3" in said
    document["inputs"]["applicants"][0].pop("state")
    file.write_text(json.dumps(document), encoding="utf-8")
    assert "cannot be read" in decided.refused("cohort", "explain", "P3", "0602", code=3)


def test_an_older_protocol_is_explained(decided):
    file = decided.folder / "protocols" / "P3-1.json"
    now = explained(decided, "0602")
    document = json.loads(file.read_text(encoding="utf-8"))
    for key in ("points", "unfilled", "draw", "sha256"):
        document.pop(key, None)
    file.write_text(json.dumps(document), encoding="utf-8")
    older = explained(decided, "0602")
    assert older["draw"] is None
    assert {**older, "draw": 0, "sentences": 0} == {**now, "draw": 0, "sentences": 0}


def test_what_it_was_drawn_by_and_what_that_is_worth(frozen):
    frozen("cohort", "draw", "P3", "--value", VALUE)
    assert "no protocol yet" in frozen.refused(
        "cohort", "explain", "P3", "0602", code=4
    )  # nothing before the admission
    frozen("cohort", "admit", "P3")
    lost = next(number for number in ("0602", "1504") if explained(frozen, number)["outcome"] == "waitlisted")
    shown = explained(frozen, lost)
    assert {key: shown["draw"][key] for key in ("source", "value", "verdict")} == {
        "source": "public", "value": VALUE, "verdict": "sound",
    }  # fmt: skip
    assert "Lotto, lørdag 7. juni 2008, which gave 03-08-12-17-21-26-31. The draw is judged to be sound." in words(
        shown
    )
    assert "Loddtrekningen er vurdert som holdbar." in words(shown, "nb")
    assert "Loddtrekkinga er vurdert som haldbar." in words(shown, "nn")
    assert "Lotto" not in words(explained(frozen, "0101"))  # which the draw had nothing to do with


def test_a_protocol_from_elsewhere(decided, tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_bytes((decided.folder / "protocols" / "P3-1.json").read_bytes())
    assert explained(decided, "0602", "--protocol", kept)["protocol"] == str(kept)
    decided("cohort", "new", "P4", "--name", "Pulje 4")
    assert "one of P3, not of P4" in decided.refused("cohort", "explain", "P4", "0602", "--protocol", kept, code=2)


def test_who_has_not_applied(decided):
    assert "1924" in decided.refused("cohort", "explain", "P3", "1924", code=4)


def docx_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("nb", ("Begrunnelse for avgjørelsen", "Før loddtrekningen var sjansen for plass 50,00\u00a0%.")),
        ("nn", ("Grunngiving for avgjerda", "Før loddtrekkinga var sjansen for plass 50,00\u00a0%.")),
    ],
)
def test_the_document_for_the_municipality(decided, tmp_path, language, sentences):
    file = tmp_path / "forklaring.docx"
    decided("cohort", "explain", "P3", "0602", "--language", language, "-o", file)
    said = docx_text(file.read_bytes())
    for sentence in (*sentences, *explained(decided, "0602")["sentences"][language]):
        assert sentence in said
    assert "|P3|0602»" in said


def test_the_document_as_pdf_and_a_language_that_there_is_not(decided, tmp_path):
    pytest.importorskip("typst")
    file = tmp_path / "forklaring.pdf"
    decided("cohort", "explain", "P3", "0602", "-o", file)
    assert file.read_bytes().startswith(b"%PDF")
    assert "no language 'se'" in decided.refused("cohort", "explain", "P3", "0602", "--language", "se", code=2)


@pytest.mark.parametrize(
    ("language", "sentence", "title"),
    [
        ("nb", "Med 6 plasser i stedet for 5 ville kommunen ha blitt tatt opp.", "Sjanse før trekningen"),
        ("nn", "Med 6 plassar i staden for 5 ville kommunen ha vorte teken opp.", "Sjanse før trekkinga"),
    ],
)
def test_the_screen_speaks_its_own_language_and_programs_read_english(decided, monkeypatch, language, sentence, title):
    there = explained(decided, "0602")["sentences"]
    assert (there["en"][-1], there[language][-1]) == (
        "With 6 places instead of 5 it would have been admitted.", sentence
    )  # fmt: skip
    monkeypatch.setenv("KVADMIN_LANG", language)
    said = decided("cohort", "explain", "P3", "0602").out
    assert all(each in said for each in there[language])
    assert title in said
    assert "50,00\xa0%" in said
    assert not any(each in said for each in there["en"])
    assert explained(decided, "0602")["sentences"] == there
