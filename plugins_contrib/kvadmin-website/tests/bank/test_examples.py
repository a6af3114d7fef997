"""Examples: added, changed, shown, removed; each can be taken back, and what is not certain is said or refused."""

from __future__ import annotations

import pytest

ADD = ("website", "example", "add")


def test_an_example_is_taken_in_with_the_title_of_its_file(kit, example, of):
    found = of(example)
    assert found["title"] == {"nb": "Faste team"}
    assert found["text"] == {
        "nb": "Vi laget faste team i hjemmetjenesten.\n\n## Slik gjorde vi det\n\n* delte i soner\n"
    }
    assert (found["theme"], found["steps"], found["status"]) == ("care", [1, 3], "received")
    assert found["lacking"] == ["review", "consent"]
    assert (found["sender"], found["email"], found["sent"]) == ("Kari Nordmann", "kari.n@loten.example", "2008-05-01")


def test_a_title_that_is_typed_goes_before_that_of_the_file_and_it_is_said(kit, done, written, of):
    file = written("t.md", "# Om oss\n\nTekst.\n")
    ran = done(*ADD, "0415", "--theme", "care", "--file", file, "--title", "Faste team")
    assert "'Om oss' of the file gives way" in ran.err
    assert of("0415-1")["title"] == {"nb": "Faste team"}
    assert of("0415-1")["text"] == {"nb": "Tekst.\n"}


@pytest.mark.parametrize(
    ("number", "more", "form", "said"),
    [
        ("0415", (), "nb", ""),
        ("1244", (), "nn", ""),
        ("0301", (), "nb", "Oslo has decided on no form: the text is taken as nb"),
        ("0301", ("--form", "nynorsk"), "nn", ""),
        ("0415", ("--form", "nn"), "nn", ""),
    ],
)
def test_the_form_is_the_municipalitys_and_what_is_assumed_is_said(kit, done, written, of, number, more, form, said):
    ran = done(*ADD, number, "--theme", "care", "--file", written("t.md", "# T\n\nTekst.\n"), *more)
    assert list(of(f"{number}-1")["text"]) == [form]
    assert said in ran.err
    assert bool(said) == ("decided on no form" in ran.err)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("9999", "--theme", "care"), 4, "9999"),
        (("0415", "--theme", "omsrg"), 2, "did you mean care (omsorg)?"),
        (("0415", "--theme", "care", "--steps", "6"), 2, "one of 1, 2, 3, 4, 5"),
        (("0415", "--theme", "care", "--email", "ingen"), 2, "not an e-mail address"),
        (("0415", "--theme", "care", "--form", "se"), 2, "one of nb, nn"),
        (("0415", "--theme", "care", "--sent", "i går"), 2, "not a date"),
    ],
)
def test_what_cannot_be_is_refused(refused, written, words, code, said):
    assert said in refused(*ADD, *words, "--file", written("t.md", "# T\n\nTekst.\n"), code=code)


@pytest.mark.parametrize(
    ("name", "text", "code", "said"),
    [
        ("empty.md", b"", 3, "the file has no text"),
        ("title.md", b"# Bare tittel\n\n", 3, "the file has no text"),
        ("latin.md", "# Løten\n\nTekst".encode("latin-1"), 3, "no text in UTF-8"),
        ("control.md", b"# T\n\nEn \x07 klokke", 3, "control characters"),
        ("untitled.md", b"Bare tekst.", 2, "the example has no title"),
    ],
)
def test_files_that_are_no_texts_are_refused(refused, tmp_path, name, text, code, said):
    (tmp_path / name).write_bytes(text)
    assert said in refused(*ADD, "0415", "--theme", "care", "--file", str(tmp_path / name), code=code)


def test_a_file_that_is_not_there(refused, tmp_path):
    assert "there is no file" in refused(*ADD, "0415", "--theme", "care", "--file", str(tmp_path / "no.md"), code=2)


def test_a_text_keeps_its_words_whatever_its_line_ends(kit, done, tmp_path, of):
    (tmp_path / "win.md").write_bytes("\ufeff# Tittel\r\n\r\nEn linje.\r\n\r\nTo linjer.\r\n".encode())
    done(*ADD, "0415", "--theme", "care", "--file", str(tmp_path / "win.md"))
    assert of("0415-1")["text"] == {"nb": "En linje.\n\nTo linjer.\n"}


def test_a_title_stands_once_in_a_municipality(kit, done, refused, example, written):
    file = written("other.md", "# faste  TEAM\n\nNoe annet.\n")
    assert "has an example of that title already: 0415-1" in refused(
        *ADD, "0415", "--theme", "care", "--file", file, code=5
    )
    done(*ADD, "1244", "--theme", "care", "--file", file)


def test_ids_are_not_given_twice(kit, done, example, written, of):
    done("website", "example", "remove", example)
    done(*ADD, "0415", "--theme", "care", "--file", written("new.md", "# Ny\n\nTekst.\n"))
    assert [each["id"] for each in kit.json("website", "example", "list")["examples"]] == ["0415-2"]


def test_the_other_form(kit, done, refused, example, written, of):
    nn = written("nn.md", "# Faste lag\n\nVi laga faste lag.\n")
    done("website", "example", "text", example, nn, "--form", "nn")
    assert of(example)["title"] == {"nb": "Faste team", "nn": "Faste lag"}
    assert of(example)["forms"] == ["nb", "nn"]
    assert "has texts in both forms" in refused("website", "example", "text", example, nn, code=2)


def test_a_text_anew_keeps_the_title_where_the_file_has_none(kit, done, example, written, of):
    done("website", "example", "text", example, written("again.md", "Bare ny tekst.\n"))
    assert of(example)["title"] == {"nb": "Faste team"}
    assert of(example)["text"] == {"nb": "Bare ny tekst.\n"}


def test_fields_are_changed_several_at_once(kit, done, example, of):
    done("website", "example", "set", example, "theme", "trepartssamarbeid", "steps", "5, 2", "title-nn", "Faste lag")
    found = of(example)
    assert (found["theme"], found["steps"]) == ("tripartite", [2, 5])
    assert found["title"] == {"nb": "Faste team", "nn": "Faste lag"}
    done("website", "example", "set", example, "title_nb", "")
    assert of(example)["title"] == {"nn": "Faste lag"}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("tema", "care"), 2, "no field 'tema'"),
        (("title_nb", ""), 2, "has no title"),
        (("status", "published"), 2, "kvadmin website example review EXAMPLE"),
        (("text", "x"), 2, "kvadmin website example text EXAMPLE FILE"),
        (("theme", "care", "theme", "upbringing"), 2, "named twice"),
        (("theme",), 2, "has no value"),
    ],
)
def test_fields_that_cannot_be_set_so(refused, example, words, code, said):
    assert said in refused("website", "example", "set", example, *words, code=code)


def test_an_example_is_found_by_its_title_and_a_misspelt_one_is_not_guessed(kit, done, refused, example, written):
    assert kit.json("website", "example", "show", "faste team")["example"]["id"] == example
    assert "there is no example 'Faste taem'" in refused("website", "example", "show", "Faste taem", code=4)
    done(*ADD, "1244", "--theme", "care", "--file", written("t.md", "# Faste team\n\nOg vi.\n"))
    assert "several examples are called" in refused("website", "example", "show", "Faste team", code=4)


def test_lists_are_narrowed(kit, done, published, written):
    done(*ADD, "1244", "--theme", "upbringing", "--file", written("t.md", "# Lesing\n\nVi les.\n"))

    def ids(*words):
        return [each["id"] for each in kit.json("website", "example", "list", *words)["examples"]]

    assert ids() == ["0415-1", "1244-1"]
    assert ids("--status", "received") == ["1244-1"]
    assert ids("--theme", "omsorg") == ["0415-1"]
    assert ids("--municipality", "Austevoll") == ["1244-1"]
    assert ids("--theme", "sick-leave") == []
    assert "No example is such." in kit.run("website", "example", "list", "--theme", "sick-leave").out


def test_a_list_names_no_sender(kit, example):
    for form in ("json", "csv", "table"):
        out = kit.run("website", "example", "list", "--format", form).out
        assert "Nordmann" not in out
        assert "@" not in out


def test_removing_one_that_stood_on_the_site_says_so(kit, done, published):
    assert (
        "a site that was built since 2008-06-10 shows it still" in done("website", "example", "remove", published).err
    )
