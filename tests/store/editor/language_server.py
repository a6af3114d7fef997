"""yaml-language-server, the real one, driven over stdio as VS Code drives it.

It is not a Python package: ``npm install --prefix DIR yaml-language-server@1.25.0``, then ``DIR/node_modules/.bin`` on
PATH, or its command in ``KVADMIN_YAML_LANGUAGE_SERVER``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

COMMAND = os.environ.get("KVADMIN_YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
#: What VS Code would send of its settings; no catalogue of schemas is fetched from the web.
_SETTINGS = {"schemaStore": {"enable": False}, "validate": True, "hover": True, "completion": True}
_ABLE = {
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True}},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {},
    },
    "workspace": {"configuration": True, "workspaceFolders": True},
}


class LanguageServer:
    """A running server that looks at a folder; files are given to it by :meth:`opened`, on the disk or not."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self.process = process
        self.folder = folder
        self.number = self.version = 0
        self.found: dict[str, list[dict[str, Any]]] = {}
        root = {"uri": folder.as_uri(), "name": folder.name}
        self.ask("initialize", processId=os.getpid(), rootUri=root["uri"], workspaceFolders=[root], capabilities=_ABLE)
        self.tell("initialized")

    def opened(self, path: str, text: str) -> str:
        """Open a file with this text, as an editor that has it on the screen; its uri."""
        uri = (self.folder / path).as_uri()
        self.version += 1
        self.found.pop(uri, None)
        document = {"uri": uri, "languageId": "yaml", "version": self.version, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        return uri

    def diagnostics(self, uri: str) -> list[dict[str, Any]]:
        """What is underlined in an open file."""
        while uri not in self.found:
            self._hear(self._read())
        return self.found[uri]

    def at(self, what: str, path: str, text: str) -> Any:
        """What the server answers at the place that ``|`` marks in a text."""
        before, _, after = text.partition("|")
        uri = self.opened(path, before + after)
        place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        return self.ask(f"textDocument/{what}", textDocument={"uri": uri}, position=place)

    def offered(self, path: str, text: str) -> dict[str, str]:
        """What is offered at ``|``: label and what is put in."""
        answer = self.at("completion", path, text)
        return {each["label"]: each.get("insertText", each["label"]) for each in answer["items"]}

    def hover(self, path: str, text: str) -> str:
        """What is told of the word at ``|``."""
        answer = self.at("hover", path, text)
        return "" if answer is None else answer["contents"]["value"]

    def ask(self, method: str, **params: Any) -> Any:
        """A request, and its result."""
        self.number += 1
        number = self.number
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
            self._hear(message)

    def tell(self, method: str, **params: Any) -> None:
        """A message that nobody answers."""
        self._send({"method": method, "params": params})

    def _hear(self, message: Mapping[str, Any]) -> None:
        if message.get("method") == "textDocument/publishDiagnostics":
            self.found[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            asked = message["params"]["items"]
            answer = [_SETTINGS if each.get("section") == "yaml" else None for each in asked]
            self._send({"id": message["id"], "result": answer})
        elif "id" in message and "method" in message:
            self._send({"id": message["id"], "result": None})

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return message


@contextmanager
def served(folder: Path) -> Iterator[LanguageServer]:
    """A server for a folder."""
    assert COMMAND
    with subprocess.Popen([COMMAND, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield LanguageServer(process, folder)
        finally:
            process.kill()
