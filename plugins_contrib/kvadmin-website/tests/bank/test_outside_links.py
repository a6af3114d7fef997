"""Links out of the site are asked about only by ``--online``, each once, and never for long."""

from __future__ import annotations

import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from kvadmin_website.checking.outside_links import ask_outside


class _Answers(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.server.asked.append((self.command, self.path))
        code = {"/her": 200, "/borte": 404, "/feil": 500, "/bare-get": 405 if self.command == "HEAD" else 200}
        if self.path == "/videre":
            self.send_response(302)
            self.send_header("Location", "/her")
        else:
            self.send_response(code.get(self.path, 404))
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - the name that http.server looks for

    def log_message(self, *_):
        """Nothing."""


@pytest.fixture
def server():
    made = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    made.asked = []
    threading.Thread(target=made.serve_forever, daemon=True).start()
    made.address = f"http://127.0.0.1:{made.server_address[1]}"
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def silent():
    """A server that takes the call and says nothing."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        made.listen(50)
        yield f"http://127.0.0.1:{made.getsockname()[1]}"


def test_verdicts(server):
    wanted = [f"{server.address}{path}" for path in ("/her", "/borte", "/feil", "/bare-get", "/videre", "/her#del")]
    answers = ask_outside(wanted)
    assert [answers[each].verdict for each in wanted] == ["there", "gone", "unsure", "there", "there", "there"]
    assert ("GET", "/bare-get") in server.asked
    assert server.asked.count(("HEAD", "/her")) + server.asked.count(("GET", "/her")) == 2  # itself, and sent on to


def test_addresses_that_no_server_can_have():
    answers = ask_outside(["http://finst-ikkje.invalid/", "http://[feil/", "https://a..example/", "http://x:99999/"])
    assert {each.verdict for each in answers.values()} == {"unsure"}


def test_a_silent_server_is_not_waited_for(silent):
    began = time.process_time()
    answers = ask_outside([f"{silent}/{number}" for number in range(20)], each=0.2, together=0.5)
    assert {each.verdict for each in answers.values()} <= {"unsure", "unasked"}
    assert len(answers) == 20
    assert time.process_time() - began < 5  # it waits, and does not turn in circles


def test_nothing_is_asked_unless_somebody_says_so(kit, page, server):
    for form in ("nb", "nn"):
        page(
            f"pages/about.{form}.md",
            f"# T\n\nEn linje.\n\nSe [her]({server.address}/her) og [der]({server.address}/borte).\n",
        )
    assert kit.run("website", "check").code == 0
    assert kit.run("check").code == 0
    assert server.asked == []
    ran = kit.run("website", "check", "--online", "--format", "json")
    assert ran.code == 3
    found = json.loads(ran.out)
    assert found["online"] is True
    assert [(each["path"], each["line"], each["code"]) for each in found["findings"]] == [
        (f"website/pages/about.{form}.md", 5, "web-dead-outside") for form in ("nb", "nn")
    ]
    assert sorted(server.asked) == [("HEAD", "/borte"), ("HEAD", "/her")]


def test_what_does_not_answer_is_a_warning(kit, page, silent):
    for form in ("nb", "nn"):
        page(f"pages/about.{form}.md", f"# T\n\nSe [her]({silent}/her).\n")
    ran = kit.run("website", "check", "--online", "--seconds", "1", "--format", "json")
    assert ran.code == 0
    assert [each["code"] for each in json.loads(ran.out)["findings"]] == ["web-unsure-outside"] * 2
