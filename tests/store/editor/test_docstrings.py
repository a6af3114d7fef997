"""What is said of a field is found in the docstring of its class."""

from __future__ import annotations

from kvadmin.model.cohort import DrawSource
from kvadmin.model.municipality import Municipality
from kvadmin.model.programme import Programme
from kvadmin.store.editor.docstrings import field_texts, summary_of


class Described:
    """One thing of each kind. ``both`` and ``first`` are said in one sentence, of 5..6 words e.g. such as these.

    A second paragraph says of ``second`` that it is :class:`kvadmin.model.cohort.Cohort`.
    Added in version 0.2: ``second``.

    Args:
        third: Over
            two lines.
        fourth: One line, with ``words``.

    Example::

        Described(third="not this: no")

    ``last`` is said after the sections.
    """


class Undescribed(Described):
    pass


def test_entries_and_sentences():
    names = ("first", "both", "second", "third", "fourth", "last", "none")
    assert field_texts(Described, names) == {
        "first": "both and first are said in one sentence, of 5..6 words e.g. such as these.",
        "both": "both and first are said in one sentence, of 5..6 words e.g. such as these.",
        "second": "A second paragraph says of second that it is Cohort.",
        "third": "Over two lines.",
        "fourth": "One line, with words.",
        "last": "last is said after the sections.",
    }


def test_the_class_itself():
    assert summary_of(Described).startswith("One thing of each kind. both and first")
    assert "Added in" not in summary_of(Described)
    assert "not this" not in summary_of(Described)
    assert field_texts(Undescribed, ["third"]) == {"third": "Over two lines."}
    assert summary_of(Undescribed) == ""  # what is said of its base is said of another class


def test_of_the_records():
    assert field_texts(Municipality, ["aliases"])["aliases"].endswith("aliases what people write.")
    assert field_texts(DrawSource, ["day", "order"]) == {
        "day": "The day on which it takes place.",
        "order": "ascending, or as-drawn: the order in which they were drawn.",
    }
    said = field_texts(Programme, ["screen_language", "plugins", "name"])
    assert said["screen_language"].startswith("screen_language is what the screen speaks")
    assert said["plugins"].startswith("plugins are those that the programme works with")
    assert "name" not in said
