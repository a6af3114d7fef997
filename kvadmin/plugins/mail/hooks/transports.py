"""From settings to a transport, by name: the built-in ones and whatever plugins declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from kvadmin.api import UnknownName, UsageError, tr
from kvadmin.api.hooks import Transport, TransportDeclaration
from kvadmin.api.wording import near_names

from ..delivery.credentials import Secret
from ..delivery.file_transports import DraftsTransport, MboxTransport
from ..delivery.mail_settings import SMTP_KEYS, SMTP_TEXTS, switch
from ..delivery.smtp import SmtpServer, SmtpTransport

_HERE = "kvadmin.plugins.mail.hooks.transports"
#: What the mail plugin itself declares by the hook ``kvadmin_mail_transports``.
BUILT_IN_TRANSPORTS = (
    TransportDeclaration("drafts", "An .eml file per letter, to be opened as a draft.", f"{_HERE}:drafts"),
    TransportDeclaration("mbox", "One mailbox file with all letters.", f"{_HERE}:mbox"),
    TransportDeclaration("smtp", "A mail server.", f"{_HERE}:smtp"),
)


def open_transport(declared: Iterable[TransportDeclaration], name: str, settings: Mapping[str, str]) -> Transport:
    """The transport called `name`.

    Raises:
        UnknownName: Nobody declares it.
        UsageError: A setting is missing, unknown or of the wrong form.
        PluginFailure: What the declaration of a third-party plugin points to cannot be loaded, or is no transport.
    """
    known = {declaration.name: declaration for declaration in declared}
    if name not in known:
        raise UnknownName(
            tr("there is no transport {name!r}", name=name),
            hint=tr("transports: {known}", known=", ".join(sorted(known))),
            near=near_names(name, list(known)),
            code="unknown-transport",
        )
    return known[name].open(settings)


def drafts(settings: Mapping[str, str]) -> DraftsTransport:
    """Settings: ``folder``."""
    _only(settings, {"folder"}, needed={"folder"})
    return DraftsTransport(Path(settings["folder"]))


def mbox(settings: Mapping[str, str]) -> MboxTransport:
    """Settings: ``file``."""
    _only(settings, {"file"}, needed={"file"})
    return MboxTransport(Path(settings["file"]))


def smtp(settings: Mapping[str, str]) -> SmtpTransport:
    """Settings: ``host``, and as in :class:`.SmtpServer`; ``password`` and ``token`` name where the secret is."""
    _only(settings, SMTP_KEYS, needed={"host"})
    port = "465" if settings.get("security") == "tls" else "587"
    chosen: dict[str, object] = {key: settings[key] for key in sorted(SMTP_TEXTS & set(settings))}
    try:
        chosen["port"] = int(settings.get("port", port))
        chosen |= {key: float(settings[key]) for key in ("timeout", "final_timeout") if key in settings}
    except ValueError as error:
        raise UsageError(tr("the settings of smtp: {error}", error=error), code="unknown-setting") from None
    chosen["pipelining"] = switch("pipelining", settings.get("pipelining", "true"))
    chosen |= {key: Secret(settings[key]) for key in ("password", "token") if settings.get(key)}
    return SmtpTransport(SmtpServer(**chosen))  # type: ignore[arg-type]  # the keys and their types are those just checked


def _only(settings: Mapping[str, str], known: AbstractSet[str], needed: AbstractSet[str]) -> None:
    if missing := sorted(needed - {key for key, value in settings.items() if value}):
        raise UsageError(
            tr("the transport needs the setting {missing}", missing=", ".join(missing)), code="missing-value"
        )
    if unknown := sorted(set(settings) - known):
        raise UsageError(
            tr("unknown setting {unknown}", unknown=", ".join(unknown)),
            hint=tr("known: {known}", known=", ".join(sorted(known))),
            near=near_names(unknown[0], known),
            code="unknown-setting",
        )
