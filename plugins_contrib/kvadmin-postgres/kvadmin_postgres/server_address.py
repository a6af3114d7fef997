"""``postgresql://user@host:port/database?schema=name``: where the programme is, without any secret."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from kvadmin.api import InvalidData, tr

SCHEME = "postgresql"
SCHEMA = "kvadmin"

#: Parameters of libpq that an address may have; what is a secret, or could switch off what is promised, is not here.
_ALLOWED = (
    "host", "hostaddr", "port", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "ssl_min_protocol_version",
    "channel_binding", "gssencmode", "krbsrvname", "passfile", "application_name", "connect_timeout",
    "target_session_attrs", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count",
    "tcp_user_timeout",
)  # fmt: skip
#: Weak to strong, as libpq has them.
_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_SCHEMA = r"[a-z_][a-z0-9_]{0,62}"


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a programme is.

    Args:
        parameters: What libpq is given.
        schema: The schema in the database.
        local: Whether all hosts are this computer.
    """

    parameters: dict[str, str]
    schema: str
    local: bool

    @property
    def shown(self) -> str:
        """For people: where, and as whom."""
        told, kept = self.parameters, {}
        user = f"{told['user']}@" if "user" in told else ""
        ports = told.get("port", "").split(",")
        hosts = told.get("host", "").split(",")
        if told.get("host", "").startswith("/"):
            hosts, kept = [""], {"host": told["host"]}
        shown = [f"[{host}]" if ":" in host else host for host in hosts]
        places = [f"{host}:{port}" if port else host for host, port in zip(shown, ports * len(hosts), strict=False)]
        if self.schema != SCHEMA:
            kept["schema"] = self.schema
        more = f"?{urlencode(kept, safe='/')}" if kept else ""
        return f"{SCHEME}://{user}{','.join(places)}/{told.get('dbname', '')}{more}"


def read_address(text: str, where: str = "programme.yaml") -> ServerAddress:
    """What an address says.

    Args:
        text: The address.
        where: Where it was written, for errors.

    Raises:
        InvalidData: It holds a password, asks for less protection than a remote server needs, or cannot be read.
    """
    parts = urlsplit(text)
    if parts.scheme != SCHEME or not text.startswith(f"{SCHEME}://"):
        raise _wrong(tr("the address of a server begins with {scheme}://", scheme=SCHEME), where)
    user, at, hosts = parts.netloc.rpartition("@")
    before = text.removeprefix(f"{SCHEME}://").partition("?")[0].rpartition("@")[0]
    asked = _asked(parts.query, where)
    if (
        ":" in unquote(before)
        or "password" in unquote(parts.path)
        or "password" in asked
        or "sslpassword" in asked
        or parts.fragment
    ):
        raise InvalidData(
            tr("the address holds a password: it would be read by everybody who reads the file"),
            where=where,
            hint=tr("take it out and give it by PGPASSWORD or in ~/.pgpass; change it if others have seen it"),
            code="bad-value",
        )
    schema = asked.pop("schema", SCHEMA)
    if not re.fullmatch(_SCHEMA, schema) or schema.startswith("pg_"):
        raise _wrong(tr("the schema {schema!r} is not of small letters, digits and _", schema=schema), where)
    for key in asked:
        if key not in _ALLOWED:
            raise _wrong(tr("{key!r} may not stand in the address of a server", key=key), where)
    given = {key: value for key, value in asked.items() if value}
    if at and user:
        given["user"] = unquote(user)
    if database := unquote(parts.path.removeprefix("/")):
        given["dbname"] = database
    named = _hosts(hosts, where)
    _refuse_twice([*named, *given], where)
    given |= named
    local = _is_local(given)
    if not local:
        given["sslmode"] = _protected(given, where)
    return ServerAddress(given, schema, local)


def _asked(query: str, where: str) -> dict[str, str]:
    """The parameters behind the question mark."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    except ValueError:
        raise _wrong(tr("what stands behind the ? of the address cannot be read"), where) from None
    _refuse_twice([key for key, _ in pairs], where)
    return dict(pairs)


def _refuse_twice(keys: list[str], where: str) -> None:
    """Refuse what is said twice: one of the two would be passed over in silence."""
    twice = next((key for key in sorted(keys) if keys.count(key) > 1), None)
    if twice is not None:
        raise _wrong(tr("{key!r} stands twice in the address", key=twice), where)


def _hosts(text: str, where: str) -> dict[str, str]:
    """``host:port,host:port`` as libpq takes it."""
    names, ports = [], []
    for each in text.split(",") if text else []:
        found = re.fullmatch(r"(\[[0-9A-Fa-f:.%]+\]|[^:\[\]]*)(?::(\d*))?", each)
        if not found:
            raise _wrong(tr("host and port of the address cannot be read"), where)  # they may hold half a password
        names.append(unquote(found[1].strip("[]")))
        ports.append(found[2] or "")
    kept = {"host": ",".join(names)} if any(names) else {}
    return kept | ({"port": ",".join(ports)} if any(ports) else {})


def _is_local(given: dict[str, str]) -> bool:
    """Whether nothing of it leaves this computer: a socket, or an address that no network has."""
    if "PGSERVICE" in os.environ and "host" not in given and "hostaddr" not in given:
        return False  # what it names, nobody knows here
    hosts = given.get("hostaddr") or os.environ.get("PGHOSTADDR") or given.get("host") or os.environ.get("PGHOST") or ""
    return all(_local_host(each) for each in hosts.split(","))


def _local_host(host: str) -> bool:
    if host == "" or host[0] in "/@" or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _protected(given: dict[str, str], where: str) -> str:
    """How a remote server is spoken to: encrypted at least, and with its name checked where that can be."""
    asked = given.get("sslmode")
    if asked is None:
        usual = os.environ.get("PGSSLMODE", "")
        named = given.get("sslrootcert") or os.environ.get("PGSSLROOTCERT")
        if usual in _MODES[4:]:
            return usual
        return "verify-full" if named else "require"
    if asked not in _MODES:
        raise _wrong(tr("sslmode={mode} is none of {modes}", mode=asked, modes=", ".join(_MODES)), where)
    if _MODES.index(asked) < _MODES.index("require"):
        raise InvalidData(
            tr("sslmode={mode} would let what is sent to the server be read on the way", mode=asked),
            where=where,
            hint=tr("write sslmode=require, or verify-full with sslrootcert=FILE"),
            code="bad-value",
        )
    return asked


def _wrong(message: str, where: str) -> InvalidData:
    return InvalidData(message, where=where, hint="postgresql://user@host/database?schema=name", code="bad-value")
