"""What a person trusts, in the text of her settings: read strictly, written without touching anything else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.errors import InvalidData
from kvadmin.extension.discovering.plugin_files import PluginSource
from kvadmin.extension.discovering.trust import Trust, is_changed, trusted_in, why_off, with_trust

PATH = Path("/home/kari/kvalitet/plugins/visits.py")
TRUST = Trust("ab" * 32, "2026-11-30")
TEXTS = (
    "",
    "# mine\n[other]\na = 1\n",
    '[plugins]\n# a note\ndisabled = ["x"]  # why\n\n[other]\na = 1\n',
    '[plugins]\ndisabled = [\n  "x",\n  "y",\n]',
    '[plugins.trusted]\n# a note\n"/a/plugins/b.py" = { sha256 = "cd", on = "2026-01-01" }\n[plugins]\ndisabled = []\n',
    f'[plugins.trusted]\n"{PATH}" = {{ sha256 = "old", on = "2026-01-01" }}\n\n[[other]]\na = 1\n',
)


@pytest.mark.parametrize("text", TEXTS)
def test_what_else_stands_in_the_settings_stays(text):
    new = with_trust(text, PATH, TRUST)
    wanted = tomllib.loads(text)
    wanted.setdefault("plugins", {}).setdefault("trusted", {})[str(PATH)] = {"sha256": TRUST.sha256, "on": TRUST.on}
    assert tomllib.loads(new) == wanted
    assert all(line in new for line in text.splitlines() if line.startswith("#"))
    assert with_trust(new, PATH, TRUST) == new
    del wanted["plugins"]["trusted"][str(PATH)]
    assert tomllib.loads(with_trust(new, PATH, None)) == wanted


@given(
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0/"), min_size=1).filter(
        lambda name: name not in (".", "..")
    )
)
def test_any_folder_can_be_named(name):
    path = Path("/") / name / "plugins" / "visits.py"
    text = with_trust('[plugins]\ndisabled = ["a"]\n', path, TRUST)
    assert tomllib.loads(text)["plugins"]["trusted"] == {str(path): {"sha256": TRUST.sha256, "on": TRUST.on}}
    assert "trusted" not in str(tomllib.loads(with_trust(text, path, None))["plugins"].get("trusted") or "")


@pytest.mark.parametrize(
    "text",
    [
        "[plugins]\ntrusted = 3\n",
        "plugins = 1\n",
        "[plugins",
        f'[plugins]\ntrusted = {{ "{PATH}" = {{ sha256 = "old", on = "" }} }}\n',
        f"[plugins.trusted]\n'{PATH}' = {{ sha256 = 'old', on = '' }}\n",
        f'[plugins.trusted."{PATH}"]\nsha256 = "old"\n',
        'note = """\n[plugins.trusted]\n"""\n',
    ],
)
def test_a_layout_in_which_no_line_can_be_changed_safely_is_refused(text):
    with pytest.raises(InvalidData) as error:
        with_trust(text, PATH, TRUST)
    assert str(PATH) in error.value.hint


def test_what_is_not_of_the_form_trusts_nothing(tmp_path):
    settings = tmp_path / "config.toml"
    folder = tmp_path / "programme"
    entries = 'a = 1\nb = "sha"\nc = { on = "2026-01-01" }\nd = { sha256 = 7 }\ne = { sha256 = "AB" }\n'
    settings.write_text(f"[plugins.trusted]\n{entries}", encoding="utf-8")
    assert trusted_in(settings, folder) == {"e": Trust("ab", "")}
    for text in ("[plugins", "plugins = 1\n", "[plugins]\ntrusted = []\n"):
        settings.write_text(text, encoding="utf-8")
        assert trusted_in(settings, folder) == {}
    settings.write_bytes(b"\xff")
    assert trusted_in(settings, folder) == {}
    assert trusted_in(tmp_path / "none", folder) == {}


def test_settings_in_the_folder_itself_trust_nothing(tmp_path):
    folder = tmp_path / "programme"
    folder.mkdir()
    (tmp_path / "link").symlink_to(folder)
    (folder / "config.toml").write_text(with_trust("", PATH, TRUST), encoding="utf-8")
    assert trusted_in(folder / "config.toml", folder) == {}
    assert trusted_in(tmp_path / "link" / "config.toml", folder) == {}


def test_bytes_and_place_both_count():
    source = PluginSource(PATH, b"x = 1")
    trusted = {str(PATH): Trust(source.digest, "2026-11-30")}
    assert why_off(source, trusted) == ""
    assert not is_changed(source, trusted)
    assert why_off(source._replace(path=Path("/copy/plugins/visits.py")), trusted) == "it is not trusted here"
    changed = source._replace(content=b"x = 2")
    assert is_changed(changed, trusted)
    assert "has changed since it was trusted on 2026-11-30" in why_off(changed, trusted)
    assert source.digest[:8] in why_off(changed, trusted)
    assert changed.digest[:8] in why_off(changed, trusted)
