"""Everything that goes wrong at the server, against a real one in a separate process."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import trustme
from plugins.mail.cases import sink
from plugins.mail.kit import HERE, accepted, delivered, job, kill, merge, parsed, rows, start_merge, write_pair


@pytest.fixture
def letters(tmp_path):
    return write_pair(tmp_path / "letters", front='to: "{{ name }} <{{ email }}>"\n')


def log_of(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "outbox/send.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("pipelining", [False, True])
@pytest.mark.parametrize("fault", ["drop", "acceptdrop"])
def test_a_connection_lost_after_the_dot_leaves_one_unknown_and_the_rest_goes_on(tmp_path, letters, fault, pipelining):
    with sink(tmp_path, **{fault: 2}, pipelining=pipelining) as (port, captured):
        path = job(tmp_path, letters, rows(4), port)
        status, output = merge(path)
        assert status == 1
        assert "unknown: 2/p2@k2.example: p2@k2.example" in output
        before = delivered(captured)
        again, output = merge(path)
        assert again == 1, "resume never resends it by itself, and says so again"
        assert "sending 0" in output
        assert "unknown: 2/p2@k2.example" in output
        assert delivered(captured) == before
    assert {a: before[a] for a in ("p1@k1.example", "p3@k3.example", "p4@k4.example")} == dict.fromkeys(
        ("p1@k1.example", "p3@k3.example", "p4@k4.example"), 1
    )
    assert before["p2@k2.example"] == (1 if fault == "acceptdrop" else 0)


def test_resend_unknown_uses_the_same_message_id(tmp_path, letters):
    with sink(tmp_path, acceptdrop=1) as (port, captured):
        assert merge(job(tmp_path, letters, rows(2), port))[0] == 1
        status, output = merge(job(tmp_path, letters, rows(2), port, unknown=True))
        assert status == 0, output
        ids = [
            parsed(m["raw"].encode("latin-1"))["Message-ID"] for m in accepted(captured) if m["to"] == ["p1@k1.example"]
        ]
        raws = {m["raw"] for m in accepted(captured) if m["to"] == ["p1@k1.example"]}
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert len(raws) == 1, "the very same bytes, its date too"


@pytest.mark.parametrize("pipelining", [False, True])
def test_a_connection_lost_before_the_letter_is_opened_again(tmp_path, letters, pipelining):
    with sink(tmp_path, dropdata=2, pipelining=pipelining) as (port, captured):
        status, output = merge(job(tmp_path, letters, rows(4), port))
        assert status == 0, output
        assert set(delivered(captured).values()) == {1}
        assert len(delivered(captured)) == 4


def test_a_server_that_hangs_up_at_first_is_tried_again(tmp_path, letters):
    with sink(tmp_path, ehlo_drop=2) as (port, captured):
        status, output = merge(job(tmp_path, letters, rows(1), port))
        assert status == 0, output
        assert delivered(captured) == {"p1@k1.example": 1}


def test_no_server_at_all_is_one_message_and_loses_nothing(tmp_path, letters):
    with sink(tmp_path) as (port, _):
        pass
    status, output = merge(job(tmp_path, letters, rows(3), port))
    assert status == 1
    assert "no connection" in output
    assert "Traceback" not in output
    with sink(tmp_path) as (port, captured):
        assert merge(job(tmp_path, letters, rows(3), port))[0] == 0
        assert len(delivered(captured)) == 3


@pytest.mark.parametrize("pipelining", [False, True])
@pytest.mark.parametrize("connections", [1, 3])
def test_5xx_is_final_and_4xx_is_tried_again_later(tmp_path, letters, pipelining, connections):
    people = rows(6)
    people[1]["email"], people[3]["email"] = "bad5@x.example", "tmp4@x.example"
    with sink(tmp_path, pipelining=pipelining) as (port, captured):
        path = job(tmp_path, letters, people, port, connections=connections)
        status, output = merge(path)
        assert status == 1
        assert "refused: 2/bad5@x.example: bad5@x.example: 550 5.1.1 no such mailbox" in output
        assert "deferred: 4/tmp4@x.example: tmp4@x.example: 451 4.7.1 not now" in output
        assert delivered(captured) == {f"p{n}@k{n}.example": 1 for n in (1, 3, 5, 6)}
        tries = [line for line in log_of(tmp_path) if line["what"] == "deferred"]
        assert len(tries) == 3, "once, and once more after each wait"
        status, output = merge(path)
        assert "sending 1" in output, "only the one that was put off; a 5xx is final"


def test_greylisting_is_waited_out(tmp_path, letters):
    with sink(tmp_path, greylist=True) as (port, captured):
        status, output = merge(job(tmp_path, letters, rows(3), port))
        assert status == 0, output
        assert delivered(captured) == {f"p{n}@k{n}.example": 1 for n in (1, 2, 3)}


@pytest.mark.parametrize("pipelining", [False, True])
def test_copies_are_served_and_accounted_for_one_by_one(tmp_path, pipelining):
    front = 'to: "{{ name }} <{{ email }}>"\ncc: [bad5@c.example, tmp4@c.example, fm@fylke.example]\nbcc: arkiv@program.example\n'
    letters = write_pair(tmp_path / "letters", front=front)
    with sink(tmp_path, pipelining=pipelining) as (port, captured):
        status, output = merge(job(tmp_path, letters, rows(1), port))
        assert status == 1
        assert "refused: 1/p1@k1.example: copy to bad5@c.example: 550" in output
        assert "deferred: 1/p1@k1.example: copy to tmp4@c.example: 451" in output
        assert "1 of 1 delivered" in output
        assert delivered(captured) == {"p1@k1.example": 1, "fm@fylke.example": 1, "arkiv@program.example": 1}


@pytest.mark.parametrize("pipelining", [False, True])
def test_a_letter_whose_addressee_is_refused_goes_to_no_copy(tmp_path, pipelining):
    letters = write_pair(tmp_path / "letters", front="to: '{{ email }}'\ncc: fm@fylke.example\n")
    people = rows(2)
    people[0]["email"] = "bad5@x.example"
    with sink(tmp_path, pipelining=pipelining) as (port, captured):
        status, _ = merge(job(tmp_path, letters, people, port))
        assert status == 1
        assert delivered(captured) == {"p2@k2.example": 1, "fm@fylke.example": 1}


@pytest.mark.parametrize(("final", "status"), [("554 5.7.1 spam", "refused"), ("452 4.3.1 full", "deferred")])
def test_a_refusal_of_the_letter_itself(tmp_path, letters, final, status):
    with sink(tmp_path, final=final) as (port, captured):
        code, output = merge(job(tmp_path, letters, rows(1), port))
        assert code == 1
        assert f"{status}: 1/p1@k1.example: p1@k1.example: {final}" in output
        assert not accepted(captured)


def test_an_answer_to_the_dot_that_says_neither_yes_nor_no_leaves_the_letter_unknown(tmp_path, letters):
    with sink(tmp_path, final="354 go on") as (port, _):
        code, output = merge(job(tmp_path, letters, rows(1), port))
    assert code == 1
    assert "unknown: 1/p1@k1.example: p1@k1.example" in output


def test_a_local_part_outside_ascii_goes_with_smtputf8_and_is_refused_by_name_without(tmp_path, letters):
    people = rows(2)
    people[0]["email"] = "kåre@tromsø.example"
    for able in (True, False):
        folder = tmp_path / str(able)
        folder.mkdir()
        with sink(folder, smtputf8=able) as (port, captured):
            status, output = merge(job(folder, letters, people, port))
            assert delivered(captured)["p2@k2.example"] == 1
            if able:
                assert status == 0, output
                assert delivered(captured)["kåre@xn--troms-zua.example"] == 1
                raw = next(m["raw"] for m in accepted(captured) if "kåre@xn--troms-zua.example" in m["to"])
                assert "<kåre@xn--troms-zua.example>" in raw.encode("latin-1").decode("utf-8")
            else:
                assert status == 1
                assert "refused: 1/kåre@tromsø.example: kåre@xn--troms-zua.example: 553 not sent" in output
                assert len(accepted(captured)) == 1


def test_a_letter_larger_than_the_server_takes(tmp_path, letters):
    with sink(tmp_path, size=300) as (port, captured):
        status, output = merge(job(tmp_path, letters, rows(1), port))
        assert status == 1
        assert "552 not sent" in output
        assert not accepted(captured)


def test_a_server_slower_than_the_patience_leaves_an_unknown(tmp_path, letters):
    with sink(tmp_path, slow=3) as (port, _):
        status, output = merge(job(tmp_path, letters, rows(1), port, final_timeout=0.5))
        assert status == 1
        assert "unknown: 1/p1@k1.example" in output


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    authority = trustme.CA()
    server = authority.issue_cert("localhost")
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    server.private_key_pem.write_to_path(str(folder / "key.pem"))
    server.cert_chain_pems[0].write_to_path(str(folder / "cert.pem"))
    return folder


def test_starttls_and_a_password_from_the_environment(tmp_path, letters, certificate):
    tls = [str(certificate / "cert.pem"), str(certificate / "key.pem")]
    with sink(tmp_path, tls=tls, tls_required=True, auth=["kari", "hemmelig-ord"]) as (port, captured):
        safe = {"security": "starttls", "ca": str(certificate / "ca.pem"), "user": "kari", "secret": "env:KV_TEST_WORD"}
        path = job(tmp_path, letters, rows(2), port, **safe)
        status, output = merge(path, KV_TEST_WORD="galt-ord")
        assert status == 1
        assert "refuses the log-in: 535" in output
        assert "galt-ord" not in output
        assert not accepted(captured)
        status, output = merge(path, KV_TEST_WORD="hemmelig-ord")
        assert status == 0, output
        assert len(accepted(captured)) == 2
        assert "hemmelig-ord" not in (tmp_path / "outbox/send.jsonl").read_text(encoding="utf-8")


def test_tls_from_the_first_byte_and_a_token_from_a_command(tmp_path, letters, certificate):
    tls = [str(certificate / "cert.pem"), str(certificate / "key.pem")]
    with sink(tmp_path, tls=tls, implicit=True, xoauth2="t0ken") as (port, captured):
        safe = {"security": "tls", "ca": str(certificate / "ca.pem"), "user": "kari"}
        wrong = job(tmp_path, letters, rows(1), port, **safe, token=f"command:{sys.executable} -c \"print('old')\"")
        status, output = merge(wrong)
        assert status == 1
        assert "refuses the log-in" in output
        status, output = merge(
            job(tmp_path, letters, rows(1), port, **safe, token=f"command:{sys.executable} -c \"print('t0ken')\"")
        )
        assert status == 0, output
        assert len(accepted(captured)) == 1


def test_an_untrusted_certificate_and_a_server_without_encryption_get_nothing(tmp_path, letters, certificate):
    tls = [str(certificate / "cert.pem"), str(certificate / "key.pem")]
    with sink(tmp_path, tls=tls) as (port, captured):
        status, output = merge(job(tmp_path, letters, rows(1), port, security="starttls"))
        assert status == 1
        assert "no trustworthy encryption" in output
        assert not accepted(captured)
    with sink(tmp_path) as (port, captured):
        status, output = merge(job(tmp_path, letters, rows(1), port, security="starttls"))
        assert status == 1
        assert "does not offer encryption (STARTTLS)" in output
        assert not accepted(captured)


def test_tls_required_by_the_server_stops_the_run_and_refuses_nobody(tmp_path, letters, certificate):
    tls = [str(certificate / "cert.pem"), str(certificate / "key.pem")]
    with sink(tmp_path, tls=tls, tls_required=True) as (port, captured):
        status, output = merge(job(tmp_path, letters, rows(3), port))
        assert status == 1
        assert "530" in output
        assert not accepted(captured)
        assert "refused: 1" not in output, "the addresses are not to blame"
        again = job(tmp_path, letters, rows(3), port, security="starttls", ca=str(certificate / "ca.pem"))
        assert merge(again)[0] == 0
        assert len(accepted(captured)) == 3


def test_a_full_disk_stops_before_the_dot_and_nothing_is_sent_twice(tmp_path, letters):
    """The log may grow to a limit only (RLIMIT_FSIZE): room is made before a letter is begun, so no end is unknown."""
    seen = set()
    with sink(tmp_path) as (port, captured):
        for limit in range(200, 5600, 450):
            folder = tmp_path / str(limit)
            folder.mkdir()
            people = [{**row, "email": f"{limit}.{row['email']}"} for row in rows(2)]
            path = job(folder, letters, people, port)
            code = [sys.executable, "-c", _LIMITED, str(limit), str(HERE), str(path)]
            done = subprocess.run(code, capture_output=True, text=True, check=False)
            assert not done.stderr
            assert (done.returncode == 1) == ("the send log cannot be written" in done.stdout)
            seen.add((done.returncode, sum(delivered(captured)[row["email"]] for row in people)))
            status, output = merge(path)
            assert status == 0, output
            assert [delivered(captured)[row["email"]] for row in people] == [1, 1]
    assert seen == {(1, 0), (1, 1), (0, 2)}, "it broke before the first letter, between the two, and not at all"


_LIMITED = """
import json, resource, runpy, signal, sys
limit, here, path = int(sys.argv[1]), sys.argv[2], sys.argv[3]
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
job = json.load(open(path))
sys.path.insert(0, here)
import merge
from pathlib import Path
if not (Path(job["outbox"]) / "plan.json").exists():
    made = merge.plan(job)
    from plugins_noon import NOON
    merge.approve(made, made.hash, "driver", NOON)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.argv = ["merge.py", path]
runpy.run_path(here + "/merge.py", run_name="__main__")
""".replace(
    "from plugins_noon import NOON", "from datetime import UTC, datetime; NOON = datetime(2008, 6, 10, tzinfo=UTC)"
)


def test_two_senders_are_refused(tmp_path, letters):
    with sink(tmp_path, slow=0.3) as (port, captured):
        path = job(tmp_path, letters, rows(6), port)
        first = start_merge(path)
        until = time.monotonic() + 30
        while not (tmp_path / "outbox/send.jsonl").exists() and time.monotonic() < until:
            time.sleep(0.01)
        first.send_signal(signal.SIGSTOP)  # it holds the lock now, however long the second takes to start
        status, output = merge(path)
        assert status == 5
        assert "somebody is sending this mailing now" in output
        kill(first)
        assert merge(path)[0] in {0, 1}, "the lock of a dead sender holds nobody up"
        assert max(delivered(captured).values()) == 1


def test_four_connections_send_each_letter_once(tmp_path, letters):
    with sink(tmp_path, slow=0.01, pipelining=True) as (port, captured):
        status, output = merge(job(tmp_path, letters, rows(60), port, connections=4))
        assert status == 0, output
        assert delivered(captured) == {f"p{n}@k{n}.example": 1 for n in range(1, 61)}
        log = log_of(tmp_path)
    for n in range(1, 61):
        assert [line["what"] for line in log if line.get("letter") == n] == ["start", "commit", "ok"]


SMTP_SINK = shutil.which("smtp-sink", path="/usr/sbin:/usr/bin:/bin")


@pytest.mark.skipif(SMTP_SINK is None, reason="smtp-sink (Debian's postfix) is not installed")
def test_another_server_takes_the_same_letters(tmp_path, letters):
    """Postfix's smtp-sink, which pipelines: -q hangs up at DATA, -r refuses every recipient with a 4xx."""
    for faults in ((), ("-q", "data"), ("-r", "rcpt")):
        folder = tmp_path / "-".join(["sink", *faults])
        folder.mkdir()
        another_server_takes_the_same_letters(folder, letters, faults)


def another_server_takes_the_same_letters(tmp_path, letters, faults):
    dumps = tmp_path / "dumps"
    dumps.mkdir()
    dumps.chmod(0o777)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    with subprocess.Popen([SMTP_SINK, *user, "-R", dumps, *faults, "-d", "m%M", f"127.0.0.1:{port}", "100"]) as process:
        try:
            _wait_for(port)
            status, output = merge(
                job(tmp_path, letters, rows(20), port, connections=3, back_off=[0.01], give_up_after=0)
            )
        finally:
            process.kill()
    taken = "".join(p.read_text(encoding="utf-8") for p in dumps.iterdir())
    if faults:
        assert status == 1
        assert output.count("deferred: ") == 20, "surely not delivered, and said so"
        assert "unknown" not in output
    else:
        assert status == 0, output
        assert all(taken.count(f"X-Rcpt-Args: <p{n}@k{n}.example>") == 1 for n in range(1, 21))


def _wait_for(port):
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
