"""One folder of letters, as files and as contents that somebody else keeps: the same names, the same bytes, no way out."""

from __future__ import annotations

import random

import pytest
from plugins.mail.letters.test_sandbox__runaway import SLOW

from kvadmin.api import Refused
from kvadmin.plugins.mail.content_folder import DiskFolder, KeptFolder
from kvadmin.plugins.mail.letters.sandbox import Sandbox

PARTS = ["a", "a-b", "b.md", "brev.nb.md", "Vilka\u030ar.pdf", "~$x.docx", "Thumbs.db", "æ", "z"]


def kept(files, name="letters"):
    """The files of a programme, of which one folder is looked at."""
    return KeptFolder(
        name,
        f"/programme/{name}",
        lambda folder: sorted(each for each in files if each.startswith(f"{folder}/")),
        files.get,
    )


@pytest.mark.parametrize("seed", range(20))
def test_both_tell_the_same(tmp_path, seed):
    chance = random.Random(seed)
    names = {"/".join(chance.choices(PARTS, k=chance.choice((1, 1, 2, 3)))) for _ in range(12)}
    names = {each for each in names if not any(other.startswith(f"{each}/") for other in names)}
    files = {f"letters/{each}": each.encode() for each in names}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    near, far = DiskFolder(tmp_path / "letters"), kept(files)
    assert near.every() == far.every()
    assert list(near.visible.items()) == list(far.visible.items())
    assert set(far.top()) == {each for each in near.top() if near.read(each) is not None}
    for name in (*names, *PARTS, "a/../a", "./b.md", "../letters/b.md", "a//z", "", ".", "..", "/etc/passwd"):
        assert near.find(name) == far.find(name), name
        assert near.read(name) == far.read(name) or ".." in name or name[:1] in ("", ".", "/") or "//" in name
    assert far.name == near.name == "letters"


@pytest.mark.parametrize(
    "name", ["../outside.md", "/programme/outside.md", "sub/../../outside.md", "outside.md", "..", "\0"]
)
def test_a_template_includes_nothing_outside(name):
    files = {"letters/part.md": b"{{ name }}!", "letters/sub/x.md": b"x", "outside.md": b"secret"}
    sandbox = Sandbox(kept(files))
    text, recorder = sandbox.render("{% include part %}", {"part": "./sub/../part.md", "name": "Bø"}, "nb")
    assert (recorder.resolve(text), recorder.problems) == ("Bø!", [])
    text, recorder = sandbox.render("{% include part %}", {"part": name}, "nb")
    assert "secret" not in text
    assert recorder.problems


def test_a_fault_is_told_by_the_same_file_and_line(tmp_path):
    loop = "\n" + SLOW
    files = {"letters/brev.nb.md": b"---\nsubject: x\n---\n\nx", "letters/loop.md": loop.encode()}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    told = []
    for folder in (DiskFolder(tmp_path / "letters"), kept(files)):
        with pytest.raises(Refused) as refused:
            Sandbox(folder).render("{% include 'loop.md' %}", {}, "nb")
        told.append((str(refused.value), refused.value.where))
    assert told[0] == told[1]
    assert told[0][1] == "loop.md:2"
