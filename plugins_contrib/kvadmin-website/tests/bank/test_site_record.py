"""``website init``, ``set``, ``show``, ``agree``, ``themes``, ``named`` and ``staff``: the site as a whole."""

from __future__ import annotations

import re

from kvadmin_website.bank.starter_pages import STARTER_NAMES

INIT = ("website", "init")


def texts(kit):
    return {
        name.rpartition("/")[2]: text.decode()
        for name, text in kit.files().items()
        if name.startswith("website/pages/")
    }


def test_a_site_begins_with_every_page_in_both_forms(kit, done):
    done(*INIT, "--address", "https://kvalitet.example/")
    assert set(texts(kit)) == {f"{name}.{form}.md" for name in STARTER_NAMES for form in ("nb", "nn")}
    site = kit.json("website", "show")
    assert site["site"]["address"] == "https://kvalitet.example"
    assert site["site"]["partners"] == ["KS", "LO Kommune"]
    assert site["counts"]["pages"] == len(STARTER_NAMES)


def test_starter_pages_say_whose_programme_it_is(kit, done):
    done(*INIT)
    pages = texts(kit)
    assert "Kvalitetsprogrammet skal gi bedre tjenester" in pages["about.nb.md"]
    assert "Det varer fra 1. januar 2007 til 31. desember 2009." in pages["about.nb.md"]
    assert "Det varer frå 1. januar 2007 til 31. desember 2009." in pages["about.nn.md"]
    assert "Bak Kvalitetsprogrammet står staten" in pages["partners.nn.md"]
    assert not [name for name, text in pages.items() if re.search(r"[{}]|\n\n\n", text)]


def test_starter_pages_have_nothing_wrong(kit, done):
    done(*INIT, "--address", "https://kvalitet.example")
    assert kit.json("website", "check")["findings"] == []


def test_both_forms_have_the_same_headings_and_links(kit, done):
    done(*INIT)
    pages = texts(kit)
    for name in STARTER_NAMES:
        nb, nn = pages[f"{name}.nb.md"], pages[f"{name}.nn.md"]
        for form in (r"^#+ ", r"\]\(([^)]*)\)", r"^\* ", r"^\d\. "):
            assert re.findall(form, nb, re.MULTILINE) == re.findall(form, nn, re.MULTILINE), (name, form)


def test_no_file_is_written_over(kit, done, page):
    page("pages/about.nb.md", "# Vår egen\n\nTekst.\n")
    ran = done(*INIT)
    assert texts(kit)["about.nb.md"] == "# Vår egen\n\nTekst.\n"
    assert "stay as they are: 1" in ran.out
    page("pages/links.nn.md", "# Lenkjene våre\n\nTekst.\n")
    before = kit.files()
    again = kit.json(*INIT)
    assert not any(each["made"] for each in again["pages"])
    assert kit.files() == before


def test_a_programme_that_says_little_begins_all_the_same(tmp_path):
    from kvadmin.testing import Kit

    bare = Kit(tmp_path / "bare")
    assert bare.run(*INIT).code == 0
    pages = texts(bare)
    assert "Det varer" not in pages["about.nn.md"]
    assert not [name for name, text in pages.items() if re.search(r"[{}]|\n\n\n", text)]
    assert [each["code"] for each in bare.json("website", "check")["findings"]] == []


def test_signs_of_markdown_in_the_name_stay_signs(kit, done):
    path = kit.folder / "programme.yaml"
    named = path.read_text(encoding="utf-8").replace("name: Kvalitetsprogrammet", "name: Kvalitet *nå* [2008]")
    path.write_text(named, encoding="utf-8")
    done(*INIT)
    assert "Kvalitet \\*nå\\* \\[2008\\] skal gi" in texts(kit)["about.nb.md"]


def test_the_site_says_itself_what_no_starter_page_says(kit, done, tmp_path):
    done(*INIT)
    assert kit.run("website", "build", "--out", str(tmp_path / "site")).code == 0
    for page, said in (("partners", "LO Kommune"), ("secretariat", "0030 Oslo"), ("tools", "Evaluere")):
        built = next(iter((tmp_path / "site" / "nb").rglob(f"{page}*/index.html")), None)
        built = built or next((tmp_path / "site" / "nb").rglob(f"{page}.html"))
        assert built.read_text(encoding="utf-8").count(said) >= 1
        assert said not in texts(kit)[f"{page}.nb.md"]


def test_fields_of_the_site(kit, done, refused):
    done("website", "set", "address", "http://www.kvalitet.example/kommunene/", "languages", "nn, nb")
    assert kit.json("website", "show")["site"] == {
        "address": "http://www.kvalitet.example/kommunene", "languages": ["nn", "nb"], "partners": [], "agreed": {},
    }  # fmt: skip
    done("website", "set", "languages", "bokmål")
    assert kit.json("website", "show")["site"]["languages"] == ["nb"]
    for words, said in (
        (("address", "kvalitet.example"), "no address of a site"),
        (("address", "https://a.example/?x=1"), "no address of a site"),
        (("address", "javascript:alert(1)"), "no address of a site"),
        (("languages", "se"), "one of nb, nn"),
        (("languages", ""), "needs a language"),
        (("adress", "https://a.example"), "did you mean address?"),
        (("agreed", "0415"), "kvadmin website agree"),
    ):
        assert said in refused("website", "set", *words, code=2)


def agreed(kit):
    return {each["municipality"]: each["results"] for each in kit.json("website", "agree", "list")["agreed"]}


def test_results_are_agreed_to_one_by_one_or_all_that_there_are(kit, done, refused):
    kit.run("evaluation", "indicators", "add", "lesing", "--direction", "increase", "--period", "year")
    assert "No municipality has agreed" in kit.run("website", "agree").out
    done("website", "agree", "0415", "--results", "Sjukefråvær")
    done("website", "agree", "Oslo", "--results", "all")
    assert agreed(kit) == {"0415": ["sykefravaer"], "0301": ["lesing", "sykefravaer"]}
    kit.run("evaluation", "indicators", "add", "nye", "--direction", "increase", "--period", "year")
    assert agreed(kit)["0301"] == ["lesing", "sykefravaer"]
    done("website", "agree", "0301", "--results", "none")
    assert agreed(kit) == {"0415": ["sykefravaer"]}
    for words, code, said in (
        (("0415", "--results", "sjukefravær"), 4, "did you mean"),
        (("0415", "--results", "all", "--results", "lesing"), 2, "all stands alone"),
        (("0415",), 2, "which results?"),
        (("9999", "--results", "all"), 4, "9999"),
    ):
        assert said in refused("website", "agree", *words, code=code)


def test_themes_of_a_municipality(kit, done, refused):
    done("website", "themes", "0415", "sykefravær", "omsorg")
    done("website", "themes", "Austevoll", "tripartite")
    rows = kit.json("website", "themes", "list")["themes"]
    assert [(each["municipality"], each["themes"]) for each in rows] == [
        ("1244", ["tripartite"]), ("0415", ["care", "sick-leave"]),
    ]  # fmt: skip
    done("website", "themes", "0415", "none")
    assert "which themes?" in refused("website", "themes", "0415", code=2)
    assert "none of the words" in refused("website", "themes", "0415", "helse", code=2)


def test_who_may_be_named(kit, done, refused):
    done("website", "named", "Marit Strand", "--on", "2008-05-01")
    done("website", "named", "Ola Ås")
    assert kit.json("website", "named")["named"] == [
        {"name": "Marit Strand", "agreed": "2008-05-01"}, {"name": "Ola Ås", "agreed": "2008-06-10"},
    ]  # fmt: skip
    told = done("website", "named", "marit strand", "--withdrawn").err
    assert "names marit strand still" in told
    assert [each["name"] for each in kit.json("website", "named")["named"]] == ["Ola Ås"]
    assert "has not agreed" in refused("website", "named", "Marit Strand", "--withdrawn", code=1)
    assert "still to come" in refused("website", "named", "Per Dal", "--on", "2009-01-01", code=2)


def test_the_secretariat(kit, done, refused):
    ran = done(
        "website", "staff", "add", "prosjektleder", "--nn", "prosjektleiar", "--name", "Marit Strand", "--email",
        "marit@kvalitet.example", "--phone", "22 24 90 91",
    )  # fmt: skip
    assert 'kvadmin website named "Marit Strand"' in ran.err
    done("website", "named", "Marit Strand")
    done("website", "staff", "add", "rådgiver", "--nn", "rådgivar")
    rows = kit.json("website", "staff", "list")["staff"]
    assert [(each["nb"], each["name"], each["named"]) for each in rows] == [
        ("prosjektleder", "Marit Strand", True), ("rådgiver", "", False),
    ]  # fmt: skip
    done("website", "staff", "add", "rådgiver", "--name", "Per Dal")
    assert [each["name"] for each in kit.json("website", "staff", "list")["staff"]] == ["Marit Strand", "Per Dal"]
    done("website", "staff", "add", "rådgiver", "--name", "Eli Moe")
    assert "several of the secretariat" in refused("website", "staff", "remove", "rådgiver", code=4)
    done("website", "staff", "remove", "Per Dal")
    assert "has nobody called" in refused("website", "staff", "remove", "Per Dal", code=4)
    assert "not an e-mail address" in refused("website", "staff", "add", "x", "--email", "x", code=2)
