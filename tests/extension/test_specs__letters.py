"""The hooks of letters, used by strangers that are really installed."""

from __future__ import annotations

import json

import pytest

from extension.stranger import STAR, Site

HEAD = STAR


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path / "site")


@pytest.fixture
def programme(tmp_path):
    folder = tmp_path / "programme"
    (folder / "municipalities").mkdir(parents=True)
    (folder / "letters").mkdir()
    (folder / "programme.yaml").write_text(
        "schema: 1\nname: Test\nsender:\n  name: Office\n  email: office@test.example\n", encoding="utf-8"
    )
    (folder / "municipalities" / "0301.yaml").write_text(
        "number: '0301'\nname: Oslo\nlanguage_form: nynorsk\ncontacts:\n"
        "  - id: desk\n    name: Post\n    role: mail-desk\n    email: post@oslo.example\n",
        encoding="utf-8",
    )
    for form in ("nb", "nn"):
        (folder / "letters" / f"hei.{form}.md").write_text(
            f"---\nsubject: Hei ({form})\n---\n{{{{ hello }}}} {{{{ office.years }}}}\n", encoding="utf-8"
        )
    return folder


def run(site, programme, *args, code=0):
    ran = site.kvadmin("-C", str(programme), "--today", "2008-06-10", *args)
    assert ran.code == code, ran.err
    return ran


def test_kvadmin_letter_context(site, programme):
    site.install(
        "hello",
        HEAD + "@hookimpl\ndef kvadmin_letter_context(municipality, language, email):\n"
        "    return {'hello': f'{municipality} {language} {email}', 'office': {'years': 3},\n"
        "            'programme': 'mine', 'files': {'a.txt': b'hei'}}\n",
    )
    ran = run(site, programme, "mail", "plan", "hei", "--to", "role:mail-desk", "--name", "m")
    assert "offers 'programme' to letters, a name that is taken" in ran.err
    shown = json.loads(run(site, programme, "mail", "preview", "m", "--letter", "1", "--format", "json").out)
    assert shown["letters"][0]["text"] == "0301 nn post@oslo.example 3"
    assert shown["letters"][0]["attachments"] == "a.txt"


def test_kvadmin_mail_transports(site, programme, tmp_path):
    went = tmp_path / "went.txt"
    site.install(
        "pigeon",
        HEAD + "@hookimpl\ndef kvadmin_letter_context():\n    return {'hello': 'hei', 'office': {'years': 1}}\n"
        "@hookimpl\ndef kvadmin_mail_transports():\n"
        "    return [TransportDeclaration('pigeon', 'By air.', 'plugin_pigeon:loft')]\n"
        "def loft(settings):\n    return Loft(settings['bird'])\n"
        "class Loft:\n    name = 'pigeon'\n    def __init__(self, bird):\n        self.bird = bird\n"
        "    def open(self):\n        return Flight(self.bird)\n"
        "class Flight:\n    def __init__(self, bird):\n        self.bird = bird\n"
        "    def send(self, envelope, content, commit):\n        commit()\n"
        f"        open({str(went)!r}, 'a').write(f'{{self.bird}} {{envelope.primary[0]}}\\n')\n"
        "        return Delivery(Reply(250, 'landed'))\n"
        "    def close(self):\n        pass\n",
    )
    made = json.loads(
        run(site, programme, "mail", "plan", "hei", "--to", "role:mail-desk", "--name", "m", "--format", "json").out
    )
    run(site, programme, "mail", "approve", made["hash"])
    (programme / "kvadmin.toml").write_text(
        '[mail]\ntransport = "pigeon"\n[mail.pigeon]\nbird = "Grey"\n', encoding="utf-8"
    )
    run(site, programme, "mail", "send", "--confirm", "1")
    run(site, programme, "mail", "resume")
    assert went.read_text(encoding="utf-8") == "Grey post@oslo.example\n"


def test_kvadmin_sent_letters(site, programme):
    """A stranger who sends letters another way says so, and what asks finds it among those of kvadmin's own."""
    site.install(
        "pigeon",
        "from datetime import date\nfrom kvadmin.api.hooks import DispatchedLetter\n" + HEAD + "@hookimpl\n"
        "def kvadmin_sent_letters(about):\n"
        "    return [DispatchedLetter('list-closed', about, ('0301',), date(2008, 6, 9), fingerprint='ab', journal='2008/7')]\n"
        "@hookimpl\ndef kvadmin_commands():\n    return [Command('told', 'Who was told.', 'plugin_pigeon:told')]\n"
        "def told(ctx: __import__('typer').Context):\n    run = session(ctx)\n"
        "    for each in run.gather('kvadmin_sent_letters', snapshot=run.data, about='P3'):\n"
        "        print(each.about, *each.municipalities, each.sent, each.fingerprint, each.journal)\n",
    )
    assert run(site, programme, "told").out == "P3 0301 2008-06-09 ab 2008/7\n"
