"""The way of an example to its page: read, agreed to, published, and off again."""

from __future__ import annotations

from itertools import product

import pytest
from kvadmin_website.bank.personal_traits import traits_in
from kvadmin_website.bank.publishing_rules import NEXT_STATES
from kvadmin_website.commands.example_steps import ask_of_traits
from kvadmin_website.records import Example

from kvadmin.api import Refused

STEPS = ("website", "example")


def test_nothing_is_published_that_is_not_read_and_agreed_to(kit, done, refused, example, of):
    told = refused(*STEPS, "publish", example, code=1)
    assert "cannot be published: nobody has read it" in told
    assert "the sender has not agreed" in told
    assert "`kvadmin website example review 0415-1`" in told
    done(*STEPS, "review", example, "--by", "Marit Strand")
    assert of(example)["reviewer"] == "Marit Strand"
    assert "`kvadmin website example consent 0415-1`" in refused(*STEPS, "publish", example, code=1)
    done(*STEPS, "consent", example)
    assert of(example)["lacking"] == []
    assert not of(example)["shown"]
    ran = done(*STEPS, "publish", example)
    assert "The next site that is built shows it." in ran.err
    found = of(example)
    assert (found["status"], found["published"], found["shown"]) == ("published", "2008-06-10", True)


def test_consent_before_reading_will_do(kit, done, example, of):
    done(*STEPS, "consent", example, "--on", "2008-05-02")
    done(*STEPS, "review", example)
    assert of(example)["reviewer"] == "Test"
    done(*STEPS, "publish", example)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("theme", "", "it has no theme"), ("municipality", "9999", "the register has no such municipality")],
)
def test_what_else_is_lacking(kit, refused, example, field, value, said):
    kit.run(*STEPS, "review", example)
    kit.run(*STEPS, "consent", example)
    path = kit.folder / "website/examples/0415-1.yaml"
    old = {"theme": "theme: care", "municipality": "municipality: '0415'"}[field]
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, f"{field}: '{value}'"), encoding="utf-8")
    assert said in refused(*STEPS, "publish", example, code=1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ring 950 79 502.", "a telephone number: 950 79 502"),
        ("Skriv til ola@loten.example.", "an e-mail address: ola@loten.example"),
        ("Kari Prøvestad ledet arbeidet.", "a person's name: Kari Prøvestad"),
    ],
)
def test_what_points_to_a_person_is_asked_about(kit, done, refused, example, written, text, said):
    done(*STEPS, "text", example, written("p.md", f"Faste team.\n\n{text}\n"))
    kit.run(*STEPS, "review", example)
    kit.run(*STEPS, "consent", example)
    told = refused(*STEPS, "publish", example, code=1)
    assert said in told
    assert "text.nb:3:" in told
    assert "--anyway" in told
    refused(*STEPS, "publish", example, "--yes", code=1)  # an ordinary yes does not say it
    done(*STEPS, "publish", example, "--anyway")


class _AtTheDesk:
    """A session with somebody who can be asked, and what she is told."""

    interactive, yes = True, False

    def __init__(self, agrees):
        self.agrees, self.told = agrees, []

    def info(self, text):
        self.told.append(text)

    def confirm(self, question):
        self.told.append(question)
        return self.agrees


@pytest.mark.parametrize("agrees", [True, False])
def test_who_can_be_asked_is_shown_what_stands_there_first(agrees):
    example = Example(id="0415-1", municipality="0415", theme="care", title={}, text={})
    desk = _AtTheDesk(agrees)
    found = [("text.nb", each) for each in traits_in("Ring 22 24 90 90.")]
    if agrees:
        ask_of_traits(desk, example, found, anyway=False)
    else:
        with pytest.raises(Refused, match="stopped"):
            ask_of_traits(desk, example, found, anyway=False)
    assert desk.told == ["text.nb:1:6: a telephone number: 22 24 90 90", "May this stand on a public page?"]


def test_an_identity_number_stands_on_no_page(kit, done, refused, example, written):
    done(*STEPS, "text", example, written("p.md", "Bruker 01010750160 fikk hjelp.\n"))
    kit.run(*STEPS, "review", example)
    kit.run(*STEPS, "consent", example)
    told = refused(*STEPS, "publish", example, "--anyway", code=1)
    assert "a national identity number stands on no page" in told
    assert "01010750160" not in told


def test_the_senders_own_name_is_agreed_to(kit, done, example, written):
    done(*STEPS, "text", example, written("p.md", "Kari Nordmann forteller om faste team.\n"))
    kit.run(*STEPS, "review", example)
    kit.run(*STEPS, "consent", example)
    done(*STEPS, "publish", example)


def test_consent_that_is_taken_back_takes_it_off_the_site(kit, done, refused, published, of):
    told = done(*STEPS, "consent", published, "--withdrawn").err
    assert "a site that was built since 2008-06-10 shows 0415-1 still" in told
    found = of(published)
    assert (found["consent"], found["withdrawn"], found["shown"]) == (None, "2008-06-10", False)
    assert found["status"] == "reviewed"
    assert "no consent that could be taken back" in refused(*STEPS, "consent", published, "--withdrawn", code=1)
    refused(*STEPS, "publish", published, code=1)
    done(*STEPS, "consent", published)
    assert of(published)["withdrawn"] is None
    done(*STEPS, "publish", published)
    assert of(published)["published"] == "2008-06-10"


def test_consent_of_a_day_to_come(refused, example):
    assert "still to come" in refused(*STEPS, "consent", example, "--on", "2008-07-01", code=2)


def test_declining_needs_a_reason_and_can_be_taken_up_again(kit, done, refused, example, of):
    assert "--why" in refused(*STEPS, "decline", example, code=2)
    done(*STEPS, "decline", example, "--why", "Sier det samme som 0415-2")
    assert (of(example)["status"], of(example)["declined"]) == ("declined", "Sier det samme som 0415-2")
    assert "cannot be published: nobody has read it" in refused(*STEPS, "publish", example, code=1)
    done(*STEPS, "review", example)
    assert (of(example)["status"], of(example)["declined"]) == ("reviewed", "")


def test_one_on_the_site_that_is_declined_is_taken_off(kit, done, published, of):
    assert "still: build it again" in done(*STEPS, "decline", published, "--why", "Feil tall").err
    assert not of(published)["shown"]


def test_one_on_the_site_is_changed_only_to_what_may_stand_there(kit, done, refused, published, written, of):
    assert "stands on the site: it has no theme" in refused(*STEPS, "set", published, "theme", "", code=1)
    told = refused(*STEPS, "text", published, written("p.md", "Ring 22 33 44 55.\n"), code=1)
    assert "22 33 44 55" in told
    ran = done(*STEPS, "text", published, written("q.md", "Ny tekst.\n"))
    assert "agreed to what stood there before" in ran.err
    assert of(published)["shown"]


def test_the_table_of_states(kit, done, refused, example):
    """Each pair of states: either the table has it and it is done, or it is refused."""
    ways = {
        "reviewed": ("review",),
        "published": ("publish", "--anyway"),
        "declined": ("decline", "--why", "derfor"),
    }
    path = kit.folder / "website/examples/0415-1.yaml"
    kit.run(*STEPS, "review", example)
    kit.run(*STEPS, "consent", example)
    ready = path.read_text(encoding="utf-8")
    for old, new in product(Example.STATUSES, ways):
        words = (*STEPS, ways[new][0], example, *ways[new][1:])
        path.write_text(ready.replace("status: reviewed", f"status: {old}"), encoding="utf-8")
        ran = kit.run(*words)
        allowed = new in NEXT_STATES[old] or (old, new) == ("published", "reviewed")
        assert (ran.code == 0) == allowed, (old, new, ran.err)
