"""How letters are sent: ``[mail]`` of the settings files, the person's own first, the programme folder's on top.

::

    [mail]
    transport = "smtp"             # else drafts
    connections = 4
    per_minute = 30
    per_day = 1000
    back_off = [60, 300, 900]      # seconds before a letter is tried again
    give_up_after = 3              # time-outs in a row; 0 is never

    [mail.smtp]
    host = "smtp.kommune.example"
    user = "sekretariatet"
    password = "keyring:kvadmin"   # or env:NAME or command:COMMAND; never the password itself
    pipelining = false             # else used where the server offers it
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kvadmin.api import InvalidData, UsageError, tr
from kvadmin.api.commands import user_settings_file
from kvadmin.api.wording import near_names

from .pace import SendPace

#: What stands directly under ``[mail]``.
_COUNTS = ("connections", "per_minute", "per_day", "give_up_after")
_PACE = (*_COUNTS, "reconnect_wait")
_OWN = ("transport", "back_off", *_PACE)
_SECRETS = ("password", "token")
#: What the mail server may be told; in ``[mail.smtp]``, or directly under ``[mail]``.
SMTP_TEXTS = frozenset({"host", "security", "user", "ca_file", "hello"})
SMTP_FIGURES = frozenset({"port", "timeout", "final_timeout"})
SMTP_SWITCHES = frozenset({"pipelining"})
SMTP_KEYS = SMTP_TEXTS | SMTP_FIGURES | SMTP_SWITCHES | frozenset(_SECRETS)
_SOURCES = ("env:", "command:", "keyring:")


@dataclass
class MailSettings:
    """The settings of a run: the transport's name, what each transport is told, and the pace."""

    transport: str = "drafts"
    of: dict[str, dict[str, str]] = field(default_factory=dict)
    pace: SendPace = field(default_factory=SendPace)


def read_mail_settings(files: Iterable[Path], given: Iterable[str] = ()) -> MailSettings:
    """The settings of the `files` (a later one wins), and on top what was `given` as ``KEY=VALUE``.

    Only the person's own settings file may name a ``command:`` that gives a password: a programme folder is
    passed around, and whoever opens one must not run what it says.

    Raises:
        InvalidData: A file is no TOML, or a value has the wrong form, or a password itself stands there, or a
            programme folder names a command.
    """
    found = MailSettings()
    pace: dict[str, Any] = {}
    for file in files:
        if file.is_file():
            _take(found, pace, _section(file), str(file), commands=file == user_settings_file())
    own: dict[str, str] = {}
    for pair in given:
        key, sign, value = pair.partition("=")
        if not sign:
            raise UsageError(
                tr("{pair!r} is no setting", pair=pair),
                where="--setting",
                hint=tr("write KEY=VALUE: host=localhost"),
                code="bad-value",
            )
        own[key.strip()] = value.strip()
    _check_secrets(own, "--setting", commands=True)
    found.of["*"] = own
    try:
        found.pace = SendPace(**pace)
    except TypeError as error:
        raise InvalidData(
            tr("the settings of the pace: {error}", error=error), where="[mail]", code="bad-settings"
        ) from None
    return found


def transport_settings(settings: MailSettings, transport: str, folder: Path) -> dict[str, str]:
    """What the transport is told: its table, what was given, and a place in the mailing's folder if it needs one."""
    found = {**settings.of.get(transport, {}), **settings.of.get("*", {})}
    if transport == "drafts":
        found.setdefault("folder", str(folder / "drafts"))
    elif transport == "mbox":
        found.setdefault("file", str(folder / "letters.mbox"))
    return found


def _section(file: Path) -> Mapping[str, Any]:
    try:
        section = tomllib.loads(file.read_text(encoding="utf-8")).get("mail", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidData(
            tr("the settings file is not valid TOML: {error}", error=error), where=str(file), code="bad-settings"
        ) from None
    if not isinstance(section, dict):
        raise InvalidData(tr("[mail] must be a table"), where=str(file), code="bad-settings")
    return section


def _take(found: MailSettings, pace: dict[str, Any], section: Mapping[str, Any], where: str, *, commands: bool) -> None:
    found.transport = str(section.get("transport", found.transport))
    flat = {key: value for key, value in section.items() if key not in _OWN and not isinstance(value, dict)}
    tables = {key: value for key, value in section.items() if isinstance(value, dict)}
    if unknown := sorted(set(flat) - SMTP_KEYS):  # a misspelt `transport` would have written drafts without a word
        known = ", ".join(sorted({*_OWN, *SMTP_KEYS}))
        raise InvalidData(
            tr("unknown setting of [mail]: {unknown}", unknown=", ".join(unknown)),
            where=where,
            hint=tr("known: {known}", known=known),
            near=near_names(unknown[0], sorted({*_OWN, *SMTP_KEYS})),
            code="bad-settings",
        )
    if flat:  # written without a table of its own: it is the mail server that is meant
        tables["smtp"] = {**flat, **tables.get("smtp", {})}
    for name, table in tables.items():
        texts = {key: _text(key, value, where) for key, value in table.items()}
        _check_secrets(texts, where, commands=commands)
        found.of[name] = {**found.of.get(name, {}), **texts}
    for key in _PACE:
        if key in section:
            pace[key] = _figure(key, section[key], where)
    if "back_off" in section:
        waits = section["back_off"]
        if not isinstance(waits, list):
            raise InvalidData(
                tr("back_off must be a list of seconds"),
                where=where,
                hint=tr("back_off = [60, 300, 900]"),
                code="bad-settings",
            )
        pace["back_off"] = tuple(float(_figure("back_off", each, where)) for each in waits)


def _figure(key: str, value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise InvalidData(tr("[mail] {key} must be a number from 0", key=key), where=where, code="bad-settings")
    if key in _COUNTS and not isinstance(value, int):
        raise InvalidData(tr("[mail] {key} must be a whole number", key=key), where=where, code="bad-settings")
    return value


def switch(key: str, value: str) -> bool:
    """Whether a setting says yes or no; raises UsageError when it says neither."""
    if value.lower() not in {"true", "false", "yes", "no", "on", "off"}:
        raise UsageError(
            tr("the setting {key} is true or false, not {value!r}", key=key, value=value), code="bad-value"
        )
    return value.lower() in {"true", "yes", "on"}


def _text(key: str, value: Any, where: str) -> str:
    if isinstance(value, bool) and key in SMTP_SWITCHES:
        return str(value).lower()
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InvalidData(tr("[mail] {key} must be a text or a number", key=key), where=where, code="bad-settings")
    return str(value)


def _check_secrets(texts: Mapping[str, str], where: str, *, commands: bool) -> None:
    """A password in a file (or on the command line, where others see it) is refused; it is not repeated here."""
    for key in _SECRETS:
        if texts.get(key, "").startswith("command:") and not commands:
            raise InvalidData(
                tr("{key} names a command to run, and this file comes with the programme folder", key=key),
                where=where,
                hint=tr("put it into your own settings: {file}", file=user_settings_file()),
                code="bad-settings",
            )
        if texts.get(key) and not texts[key].startswith(_SOURCES):
            raise InvalidData(
                tr("{key} holds the secret itself", key=key),
                where=where,
                hint=tr("say where it is: {key} = env:NAME, command:COMMAND or keyring:SERVICE", key=key),
                code="bad-settings",
            )
