from __future__ import annotations

import io
import json
import os
import stat
import struct
import subprocess
import zipfile
from hashlib import sha256

import pytest
from store.moving.places import FILES, copy, make, part_of, place

from kvadmin.errors import InvalidData, KvadminError, Overtaken, Refused, UsageError
from kvadmin.store.moving import archive as archives


@pytest.fixture
def source(tmp_path):
    return make(tmp_path / "source")


@pytest.fixture
def archive(source, tmp_path):
    return export(source, tmp_path / "p.zip")


def export(source, path):
    here = place(source)
    here.export(path)
    here.close()
    return path


def test_restored_it_is_the_identical_programme(archive, tmp_path):
    done = copy(archive, tmp_path / "back")
    assert part_of(tmp_path / "back") == FILES
    assert (done.figures.contents, done.figures.logs) == (9, 3)
    copy(archive, "sqlite:" + os.fspath(tmp_path / "p.db"))
    assert export("sqlite:" + os.fspath(tmp_path / "p.db"), tmp_path / "q.zip").read_bytes() == archive.read_bytes()


def test_the_same_programme_gives_the_same_bytes(archive, source, tmp_path):
    other = make(tmp_path / "elsewhere", dict(reversed(FILES.items())), {})
    for path in other.rglob("*"):
        os.utime(path, (1, 1))
    assert export(other, tmp_path / "q.zip").read_bytes() == archive.read_bytes()
    (source / "letters/tom.txt").write_bytes(b"x")
    assert export(source, tmp_path / "r.zip").read_bytes() != archive.read_bytes()


def test_it_is_for_its_owner_alone_and_so_is_what_is_unpacked(archive, tmp_path):
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    with zipfile.ZipFile(archive) as packed:
        assert {each.external_attr >> 16 for each in packed.infolist()} == {0o100600}


def test_any_program_unpacks_it_and_checks_the_hashes(archive, tmp_path):
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tmp_path / "out")
    subprocess.run(["sha256sum", "-c", "--quiet", "../SHA256SUMS"], cwd=tmp_path / "out/programme", check=True)
    manifest = json.loads((tmp_path / "out/MANIFEST.json").read_bytes())
    assert manifest["sha256"] == sha256((tmp_path / "out/SHA256SUMS").read_bytes()).hexdigest()
    assert [each["name"] for each in manifest["files"]] == sorted(FILES)
    assert part_of(tmp_path / "out/programme") == FILES


def test_what_somebody_has_packed_again_is_read_as_well(archive, tmp_path):
    again = tmp_path / "again.zip"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for each in reversed(old.namelist()):
            new.writestr(each, old.read(each))
    copy(again, tmp_path / "back")
    assert part_of(tmp_path / "back") == FILES


def test_a_source_that_changes_meanwhile_leaves_no_archive(source, tmp_path):
    here = place(source)
    assert here.kept
    (source / "letters/tom.txt").write_bytes(b"x")
    with pytest.raises(Overtaken):
        here.export(tmp_path / "p.zip")
    assert [each.name for each in tmp_path.iterdir()] == ["source"]


def test_a_place_that_cannot_be_written_is_said(source, tmp_path):
    with pytest.raises(Refused, match="cannot be written to"):
        export(source, tmp_path / "nowhere" / "p.zip")


def packed(archive, tmp_path, change, *, extra=()):
    """The archive with its manifest and members changed; ``change`` gets both."""
    with zipfile.ZipFile(archive) as old:
        members = {each: old.read(each) for each in old.namelist()}
    manifest = json.loads(members["MANIFEST.json"])
    change(manifest, members)
    members["MANIFEST.json"] = json.dumps(manifest).encode()
    path = tmp_path / "changed.zip"
    with zipfile.ZipFile(path, "w") as new:
        for name, data in [*members.items(), *extra]:
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return path


def listed(name, data=b"x"):
    def change(manifest, members):
        members[f"programme/{name}"] = data
        manifest["files"].append({"name": name, "size": len(data), "sha256": sha256(data).hexdigest(), "log": False})

    return change


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/passwd",
        "a/../../evil",
        "a//b",
        "./a",
        "C:/evil",
        "a\\..\\b",
        ".git/config",
        "a/.b",
        "a.part",
        "",
    ],
)
def test_names_that_lead_elsewhere_are_refused_and_nothing_is_written(archive, tmp_path, name):
    path = packed(archive, tmp_path, listed(name))
    with pytest.raises(InvalidData):
        copy(path, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def _add(manifest, members):
    members["programme/more.txt"] = b"x"


def _miss(manifest, members):
    del members["programme/letters/tom.txt"]


def _other(manifest, members):
    members["programme/letters/innbyding.md"] = members["programme/letters/innbyding.md"][:-1] + b"?"


def _longer(manifest, members):
    members["programme/letters/tom.txt"] = b"x"


def _kind(manifest, members):
    manifest["kind"] = "else"


def _version(manifest, members):
    manifest["schema"] = 2


def _shape(manifest, members):
    manifest["files"] = [{"name": "x"}]


def _double(manifest, members):
    manifest["files"].append(manifest["files"][0])


@pytest.mark.parametrize(
    "change", [_add, _miss, _other, _longer, _kind, _version, _shape, _double], ids=lambda one: one.__name__
)
def test_what_is_not_what_its_manifest_says_is_refused(archive, tmp_path, change):
    with pytest.raises(InvalidData) as caught:
        copy(packed(archive, tmp_path, change), tmp_path / "back")
    assert "changed.zip" in caught.value.message
    assert not (tmp_path / "back" / "programme.yaml").exists()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(archive, tmp_path):
    path = packed(archive, tmp_path, lambda *_: None, extra=[("programme/letters/tom.txt", b"")])
    with pytest.raises(InvalidData, match=r"holds programme/letters/tom\.txt twice"):
        copy(path, tmp_path / "back")


def test_a_bomb_is_refused_before_it_is_unpacked(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "_MOST_BYTES", 1 << 20)
    big = bytes(60_000_000)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("MANIFEST.json", json.dumps({"schema": 1, "kind": "kvadmin-programme", "files": []}))
        new.writestr("programme/zeros", big)
    with pytest.raises(InvalidData, match="would unpack to"):
        place(path).view.names("")


def test_a_member_that_unpacks_to_more_than_its_head_says_is_refused(archive, tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("MANIFEST.json", b" " * 100_000)
    data = out.getvalue().replace(struct.pack("<I", 100_000), struct.pack("<I", 10))
    (tmp_path / "lying.zip").write_bytes(data)
    with pytest.raises(InvalidData):
        place(tmp_path / "lying.zip").view.names("")


def test_whatever_byte_is_another_nothing_wrong_is_restored(archive, tmp_path):
    whole = archive.read_bytes()
    step = max(len(whole) // 150, 1)
    for at in range(0, len(whole), step):
        (tmp_path / "torn.zip").write_bytes(whole[:at] + bytes([whole[at] ^ 0x20]) + whole[at + 1 :])
        target = tmp_path / f"back{at}"
        try:
            copy(tmp_path / "torn.zip", target)
        except KvadminError:
            assert not (target / "programme.yaml").exists()
        else:
            assert part_of(target) == FILES


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive_is_refused(tmp_path, data):
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(InvalidData, match="is no sound archive"):
        copy(tmp_path / "x.zip", tmp_path / "back")


def test_an_archive_is_only_read(archive, tmp_path, source):
    with pytest.raises(UsageError, match="no place to copy to") as caught:
        copy(source, tmp_path / "q.zip")
    assert "kvadmin store export -o" in caught.value.hint
    with pytest.raises(Refused, match="an archive is only read"):
        place(archive).engine.writing(who="Kari", command="x")
