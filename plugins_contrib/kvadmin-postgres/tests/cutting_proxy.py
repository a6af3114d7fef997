"""A TCP proxy before the server that cuts the connection when it sees what it waits for."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class CuttingProxy:
    """It speaks for the server's socket on a TCP port of its own.

    Args:
        target: The path of the socket.
    """

    def __init__(self, target: str) -> None:
        self._target = target
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._mark: tuple[bytes, str] | None = None
        self._open: list[socket.socket] = []
        self._refusing = False
        #: How often it has cut.
        self.cuts = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self, mark: bytes, how: str, *, refuse: bool = False) -> None:
        """Cut once, when what is sent to the server holds ``mark``.

        Args:
            mark: A part of a statement.
            how: ``before``: the server never sees it; ``after``: it answers, and nobody hears that.
            refuse: Let nobody connect afterwards, until :meth:`admit`.
        """
        self._mark = mark, f"{how}{' refuse' if refuse else ''}"

    def admit(self) -> None:
        """Let everybody connect again."""
        self._refusing = False

    def cut_all(self) -> None:
        """Cut every connection now."""
        self.cuts += 1
        while self._open:
            each = self._open.pop()
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def close(self) -> None:
        self._listening.close()
        self.cut_all()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            if self._refusing:
                client.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._target)
            self._open += [client, server]
            silent = threading.Event()
            threading.Thread(target=self._to_server, args=(client, server, silent), daemon=True).start()
            threading.Thread(target=self._to_client, args=(server, client, silent), daemon=True).start()

    def _to_server(self, client: socket.socket, server: socket.socket, silent: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(1 << 16):
                if self._mark and self._mark[0] in data:
                    how, self._mark = self._mark[1], None
                    self._refusing = "refuse" in how
                    if "after" in how:
                        silent.set()
                        server.sendall(data)
                        return  # the answer cuts
                    self.cut_all()
                    return
                server.sendall(data)
        self._end(client, server)

    def _to_client(self, server: socket.socket, client: socket.socket, silent: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(1 << 16):
                if silent.is_set():
                    self.cut_all()
                    return
                client.sendall(data)
        self._end(server, client)

    @staticmethod
    def _end(*both: socket.socket) -> None:
        for each in both:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


@contextmanager
def proxy_to(target: str) -> Iterator[CuttingProxy]:
    """A proxy until the end of the block."""
    one = CuttingProxy(target)
    try:
        yield one
    finally:
        one.close()
