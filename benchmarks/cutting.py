"""Connections to a server that are cut: by a proxy before it, after a byte of chance, and by the server's own hand."""

from __future__ import annotations

import select
import socket
import struct
import threading
from contextlib import suppress
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

#: A socket that is closed so sends RST, as a network does that forgets a connection.
_AT_ONCE = struct.pack("ii", 1, 0)
_PIECE = 1 << 14


class ByteProxy:
    """A port before a server that hands on bytes until it is to cut.

    Args:
        upstream: ``(host, port)``, or the path of a unix socket.
    """

    def __init__(self, upstream) -> None:
        self.upstream = upstream
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._lock = threading.Lock()
        #: Bytes that may still pass, to the server and back; None: all.
        self._left: list[int | None] = [None, None]
        #: Bytes that have passed since :meth:`arm`, to the server and back.
        self.passed = [0, 0]
        #: Whether the cut has been made.
        self.cut = False
        self._at_commit: int | None = None
        self._lasting = self._closed = False
        threading.Thread(target=self._accept, daemon=True).start()

    def arm(self, to_server=None, back=None, *, at_commit=None, lasting=False):
        """Cut once so many bytes have passed; None: never.

        Args:
            to_server: Bytes to the server.
            back: Bytes from it.
            at_commit: Cut where a COMMIT passes: before it (-1), or so many bytes of its answer later.
            lasting: Let nobody through afterwards.
        """
        with self._lock:
            self._left, self.passed, self.cut = [to_server, back], [0, 0], False
            self._at_commit, self._lasting = at_commit, lasting

    def close(self):
        """Take no more connections."""
        self._closed = True
        self._listening.close()

    def _accept(self):
        while not self._closed:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client):
        if self.cut and self._lasting:
            _reset(client)
            return
        server = _connected(self.upstream)
        ways, mine = {client: (server, 0), server: (client, 1)}, False
        try:
            while True:
                for one in select.select([*ways], [], [])[0]:
                    data = one.recv(_PIECE)
                    if not data:
                        return
                    other, way = ways[one]
                    passing, cut = self._passing(way, data)
                    other.sendall(passing)
                    if cut:
                        mine = True
                        return
        except OSError:
            return
        finally:
            for each in (client, server):
                _reset(each) if mine else each.close()

    def _passing(self, way, data):
        """What of this may pass, and whether that is the end."""
        with self._lock:
            if self._at_commit is not None and way == 0 and b"COMMIT\0" in data:
                self._left = [0, None] if self._at_commit < 0 else [None, self._at_commit]
                self._at_commit = None
            left = self._left[way]
            if left is None or len(data) <= left:
                self._left[way] = None if left is None else left - len(data)
                self.passed[way] += len(data)
                return data, False
            self.passed[way] += left
            self.cut, self._left = True, [None, None]
            return data[:left], True


def _connected(upstream):
    if isinstance(upstream, str):
        found = socket.socket(socket.AF_UNIX)
        found.connect(upstream)
        return found
    return socket.create_connection(upstream)


def _reset(one):
    with suppress(OSError):
        if one.family != socket.AF_UNIX:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
    one.close()


def upstream_of(address):
    """Where the server of an address listens, as :class:`ByteProxy` connects to it."""
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query))
    host, port = asked.get("host") or parts.hostname or "localhost", int(asked.get("port") or parts.port or 5432)
    return f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host, port)


def through(address, port):
    """The same address by way of a proxy on this computer, without TLS, so that bytes are what they say."""
    parts = urlsplit(address)
    asked = {name: value for name, value in parse_qsl(parts.query) if name not in ("host", "port")}
    user = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    place = f"{user}127.0.0.1:{port}"
    return urlunsplit(parts._replace(netloc=place, query=urlencode(asked)))
