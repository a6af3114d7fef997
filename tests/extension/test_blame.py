"""Whatever goes wrong in a plugin's own functions carries its name, however late they are called."""

from __future__ import annotations

from contextlib import suppress

import pytest

from extension.stranger import STAR as HEAD
from extension.stranger import Site
from kvadmin.api import PluginFailure, Refused
from kvadmin.api.hooks import Delivery, Envelope, Reply
from kvadmin.extension.transports import _OwnedTransport
from kvadmin.testing import Kit


@pytest.fixture
def site(tmp_path) -> Site:
    return Site(tmp_path / "site")


@pytest.fixture
def kit(tmp_path) -> Kit:
    kit = Kit(tmp_path / "programme")
    (kit.folder / "municipalities").mkdir()
    (kit.folder / "municipalities" / "0301.yaml").write_text(
        "number: '0301'\nname: Oslo\ncontacts:\n  - {id: post, name: Post, email: post@oslo.example, role: mail-desk}\n",
        encoding="utf-8",
    )
    assert kit.run("gathering", "new", "g", "--name", "G", "--from", "2008-09-01").code == 0
    return kit


COMMAND = (
    "import typer\n" + HEAD + "app = typer.Typer()\n"
    "@app.command()\ndef say(words: str):\n    {body}\n"
    "@app.command()\ndef other():\n    pass\n"
    "@hookimpl\ndef kvadmin_commands():\n    return [Command('say', 'Say it.', 'plugin_odd:app')]\n"
)
FAILING = {
    "command": (COMMAND.format(body="raise KeyError(words)"), ("say", "say", "hei"), "command 'say'"),
    "writer": (
        HEAD + "@hookimpl\ndef kvadmin_writers():\n    return [Writer('html', '.html', lambda report: 1 / 0)]\n",
        ("cohort", "list", "--format", "html"),
        "Writer 'html', write",
    ),
    "writer of text": (
        HEAD + "@hookimpl\ndef kvadmin_writers():\n    return [Writer('html', '.html', lambda report: None)]\n",
        ("cohort", "list", "--format", "html"),
        "returned NoneType, not bytes",
    ),
    "predicate": (
        HEAD + "@hookimpl\ndef kvadmin_selection_words():\n    return [Predicate('x', 'X.', lambda s, a: s.nothing)]\n",
        ("gathering", "invite", "g", "--to", "x"),
        "Predicate 'x', test: AttributeError",
    ),
    "check of a predicate": (
        HEAD
        + "@hookimpl\ndef kvadmin_selection_words():\n    return [Predicate('x', 'X.', lambda s, a: True, lambda a: [][1])]\n",
        ("gathering", "invite", "g", "--to", "x:1"),
        "Predicate 'x', check: IndexError",
    ),
    "engine": (
        HEAD + "@hookimpl\ndef kvadmin_store_engines():\n    return [EngineFactory('sql', 'plugin_odd:start')]\n"
        "def start(folder, address):\n    raise ConnectionError('no server')\n",
        ("cohort", "list"),
        "engine 'sql': ConnectionError",
    ),
    "engine that is not there": (
        HEAD + "@hookimpl\ndef kvadmin_store_engines():\n    return [EngineFactory('sql', 'nowhere:start')]\n",
        ("cohort", "list"),
        "engine 'sql': ModuleNotFoundError",
    ),
    "record class": (
        "import typer\n" + HEAD + "def visits(ctx: typer.Context):\n"
        "    session(ctx).data.all(type('V', (), {'collection': 'visits', '__name__': 'V'}))\n"
        "@hookimpl\ndef kvadmin_commands():\n    return [Command('visits', 'V.', 'plugin_odd:visits')]\n"
        "@hookimpl\ndef kvadmin_collections():\n    return [Collection('visits', 'visits/{id}.yaml', 'nowhere:Visit')]\n",
        ("visits",),
        "collection 'visits', record nowhere:Visit: ModuleNotFoundError",
    ),
}


@pytest.mark.parametrize("kind", FAILING)
def test_a_failure_carries_the_plugins_name(site, kit, kind):
    source, words, said = FAILING[kind]
    site.install("odd", source)
    if "engine" in kind:
        (kit.folder / "programme.yaml").write_text("schema: 1\nname: T\nstore: sql\n", encoding="utf-8")
    if kind == "record class":
        (kit.folder / "visits").mkdir()
        (kit.folder / "visits" / "v1.yaml").write_text("id: v1\n", encoding="utf-8")
    before = kit.files()
    for strict in ((), ("--strict-plugins",)):
        ran = site.kvadmin("-C", str(kit.folder), *strict, *words)
        assert ran.code == 6, ran.err
        assert ran.err.startswith("error: plugin 'odd' failed: ")
        assert said in ran.err
        assert "kvadmin plugins disable odd" in ran.err
        assert kit.files() == before


def test_what_ends_a_command_in_the_ordinary_way_is_no_failure(site, kit):
    bodies = {
        "raise typer.Exit(3)": (3, ""),
        "raise typer.BadParameter('no such words')": (2, "no such words"),
        "raise Refused('not today')": (1, "error: not today\n  plugin: odd\n"),
        "raise SystemExit(9)": (9, ""),
    }
    for number, (body, (code, said)) in enumerate(bodies.items()):
        place = Site(site.folder / str(number))
        place.install("odd", COMMAND.format(body=body))
        ran = place.kvadmin("-C", str(kit.folder), "say", "say", "hei")
        assert (ran.code, said in ran.err) == (code, True), ran.err
    assert place.kvadmin("say", "say", "--nothing").code == 2


TRANSPORT = (
    HEAD + "@hookimpl\ndef kvadmin_mail_transports():\n"
    "    return [TransportDeclaration('pigeon', 'By air.', 'plugin_pigeon:Loft')]\n"
    "class Loft:\n    name = 'pigeon'\n    def __init__(self, settings):\n        {made}\n"
    "    def open(self):\n        {opened}\n        return self\n"
    "    def send(self, envelope, content, commit):\n        {sent}\n        return Delivery(Reply(250, 'landed'))\n"
    "    def close(self):\n        {closed}\n"
)
FINE = {"made": "pass", "opened": "pass", "sent": "commit()", "closed": "pass"}
TRANSPORTS = {
    "made": ({"made": "raise OSError('no loft')"}, "transport 'pigeon': OSError: no loft", "pending"),
    "opened": ({"opened": "raise OSError('no bird')"}, "transport 'pigeon', open: OSError: no bird", "pending"),
    "no session": ({"opened": "return 5"}, "open: returned int, not MailSession", "pending"),
    "sent": ({"sent": "raise ValueError('fog')"}, "transport 'pigeon', send: ValueError: fog", "unknown"),
    "no commit": ({"sent": "pass"}, "send: the letter has left (250 landed), but commit() was not called", "unknown"),
    "no commit and no delivery": ({"sent": "return None"}, "send: returned NoneType, not Delivery", "unknown"),
    "own failure": ({"sent": "raise PluginFailure('fog')"}, "fog", "unknown"),
    "no code": (
        {"sent": "commit(); return Delivery(Reply(99, 'huh'))"},
        "send: its reply '99 huh' has a code",
        "unknown",
    ),
    "code of text": (
        {"sent": "commit(); return Delivery(Reply('250', 'ok'))"},
        "Reply: code is str, not int",
        "unknown",
    ),
    "code to an address": (
        {"sent": "commit(); return Delivery(Reply(250, 'ok'), {envelope.primary[0]: Reply(300, 'hm')})"},
        "send: its reply '300 hm' has a code",
        "unknown",
    ),
    "reply to nobody": (
        {"sent": "commit(); return Delivery(Reply(250, 'ok'), {'POST@oslo.example': Reply(550, 'no')})"},
        "send: it has a reply for 'POST@oslo.example', which the letter does not go to",
        "unknown",
    ),
    "after": ({"sent": "commit(); 1 / 0"}, "transport 'pigeon', send: ZeroDivisionError", "unknown"),
    "no delivery": ({"sent": "commit(); return True"}, "send: returned bool, not Delivery", "unknown"),
}


@pytest.fixture
def planned(kit: Kit) -> Kit:
    """An approved mailing of one letter, to go by pigeon."""
    for form in ("nb", "nn"):
        (kit.folder / "letters").mkdir(exist_ok=True)
        (kit.folder / "letters" / f"hei.{form}.md").write_text("---\nsubject: Hei\n---\nHei.\n", encoding="utf-8")
    (kit.folder / "programme.yaml").write_text(
        "schema: 1\nname: Test\nsender: {name: The office, email: post@office.example}\n", encoding="utf-8"
    )
    (kit.folder / "kvadmin.toml").write_text('[mail]\ntransport = "pigeon"\n', encoding="utf-8")
    made = kit.json("mail", "plan", "hei", "--to", "role:mail-desk", "--name", "m")
    assert kit.run("mail", "approve", made["hash"]).code == 0
    return kit


@pytest.mark.parametrize("kind", TRANSPORTS)
def test_a_transport_that_raises_stops_the_run_at_once(site, planned, kind):
    wrong, said, state = TRANSPORTS[kind]
    site.install("pigeon", TRANSPORT.format(**FINE | wrong))
    ran = site.kvadmin("-C", str(planned.folder), "--today", "2008-06-10", "mail", "send", "--confirm", "1")
    assert ran.code == 6, ran.err
    assert "plugin 'pigeon' failed: " in ran.err or "plugin: pigeon" in ran.err
    assert said in ran.err
    status = planned.json("mail", "status", "m")
    assert [each["status"] for each in status["not_delivered"]] == [state]


def send(site: Site, planned: Kit, *words: str):
    return site.kvadmin("-C", str(planned.folder), "--today", "2008-06-10", "mail", *words)


def test_a_letter_written_before_a_raise_is_not_written_again(site, planned, tmp_path):
    drop = tmp_path / "drop"
    writes = f"open({str(drop)!r}, 'ab').write(content); 1 / 0"
    site.install("pigeon", TRANSPORT.format(**FINE | {"sent": writes}))
    assert send(site, planned, "send", "--confirm", "1").code == 6
    assert drop.read_bytes().count(b"Message-ID:") == 1
    assert send(site, planned, "send", "--confirm", "1").code == 4
    assert send(site, planned, "resume").code == 1
    assert drop.read_bytes().count(b"Message-ID:") == 1


@pytest.mark.parametrize("sent", ["return Delivery(Reply(550, 'no loft'))", "raise Refused('no loft')"])
def test_a_refusal_before_commit_is_believed(site, planned, sent):
    site.install("pigeon", TRANSPORT.format(**FINE | {"sent": sent}))
    ran = send(site, planned, "send", "--confirm", "1")
    assert ran.code == 1, ran.err
    assert "no loft" in ran.err + ran.out
    status = planned.json("mail", "status", "m")
    assert [each["status"] for each in status["not_delivered"]] == ["refused" if "550" in sent else "pending"]


def test_a_transport_that_goes_on_past_a_log_that_cannot_be_written_says_that_the_letter_may_have_left():
    def refuses():
        raise Refused("no space left")

    class Deaf:
        name = "deaf"

        def open(self):
            return self

        def send(self, envelope, content, commit):
            with suppress(Refused):
                commit()
            return Delivery(Reply(250, "landed"))

        def close(self):
            """Nothing."""

    session = _OwnedTransport(Deaf(), "odd", "transport 'deaf'").open()
    with pytest.raises(PluginFailure, match="commit") as stopped:
        session.send(Envelope("k", 1, "a@b.example", ("c@d.example",)), b"", refuses)
    assert stopped.value.details == ("no space left", "the letter may have left, and the log does not know it")


def test_a_transport_that_cannot_say_goodbye_has_sent_all_the_same(site, planned):
    site.install("pigeon", TRANSPORT.format(**FINE | {"closed": "raise OSError('lost')"}))
    ran = site.kvadmin("-C", str(planned.folder), "--today", "2008-06-10", "mail", "send", "--confirm", "1")
    assert ran.code == 0, ran.err
    assert "plugin 'pigeon' failed: transport 'pigeon', close" in ran.err
