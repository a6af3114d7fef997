"""News: a Markdown file each, in two forms, listed by their day."""

from __future__ import annotations

import pytest

LONG = "Kvalitet i omsorg og oppvekst gjennom samarbeid mellom"
CUT = "kvalitet-i-omsorg-og-oppvekst-gjennom-samarbeid-mellom"
NEW = ("website", "news", "new")


def test_a_piece_of_news_is_a_file_with_its_title(kit, done):
    ran = done(*NEW, "Pulje 4 er tatt opp – 21 nye!", "--on", "15.01.2009")
    path = "website/news/2009-01-15-pulje-4-er-tatt-opp-21-nye.nb.md"
    assert kit.files()[path].decode() == "# Pulje 4 er tatt opp – 21 nye!\n\n"
    assert str(kit.folder / path) in ran.out.replace("\n", "")


def test_the_other_form_has_the_same_day_and_name(kit, done, refused):
    done(*NEW, "Ny samling")
    done(*NEW, "Ny samling på Løten", "--of", "2008-06-10-ny-samling")
    assert "website/news/2008-06-10-ny-samling.nn.md" in kit.files()
    for words, code, said in (
        ((*NEW, "Ny samling"), 5, "kvadmin website news new TITLE --of 2008-06-10-ny-samling"),
        ((*NEW, "X", "--of", "2008-06-10-ny-samling", "--form", "nn"), 5, "is written in nn already"),
        ((*NEW, "X", "--of", "2008-06-10-ny-samlig"), 4, "2008-06-10-ny-samling"),
        ((*NEW, "X", "--of", "2008-06-10-ny-samling", "--on", "2008-06-11"), 2, "has the same day"),
        ((*NEW, " "), 2, "has no title"),
        ((*NEW, "X", "--on", "31.06.2008"), 2, "not a date"),
        ((*NEW, "X", "--form", "sv"), 2, "one of nb, nn"),
    ):
        assert said in refused(*words, code=code)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ål, Ås og Øyer", "al-as-og-oyer"),
        ("???", "del"),
        (f"{LONG} mange", f"{CUT}-mange"),
        (f"{LONG} mangeogflere", CUT),
        ("b" * 90, "b" * 60),
    ],
)
def test_names_of_files(kit, done, title, name):
    done(*NEW, title)
    assert [each["name"] for each in kit.json("website", "news", "list")["news"]] == [f"2008-06-10-{name}"]


def test_the_list_has_the_newest_first_and_what_is_lacking(kit, done, page):
    done(*NEW, "Eldst", "--on", "2008-01-01")
    done(*NEW, "Nyast", "--on", "2008-06-09", "--form", "nn")
    page("news/2008-03-03-imellom.nb.md", "\n# Imellom #\r\n\r\nTekst.\r\n")
    page("news/udatert.nb.md", "# Udatert\n")
    found = kit.json("website", "news", "list")["news"]
    assert [(each["day"], each["title"], each["forms"], each["lacking"]) for each in found] == [
        ("2008-06-09", {"nn": "Nyast"}, ["nn"], ["nb"]),
        ("2008-03-03", {"nb": "Imellom"}, ["nb"], ["nn"]),
        ("2008-01-01", {"nb": "Eldst"}, ["nb"], ["nn"]),
    ]
    done("website", "set", "languages", "nb")
    assert [each["lacking"] for each in kit.json("website", "news", "list")["news"]] == [["nb"], [], []]


def test_there_is_no_news_yet(kit):
    assert "There is no news yet." in kit.run("website", "news", "list").out
