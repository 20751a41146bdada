"""A stop is soon over: deliveries are sent again, questions finish, and health answers until the end, as no
longer ready."""

import contextlib
import json
import signal
import socket
import ssl
import threading
import time

from harness.bsn import KNOWN_FREE
from harness.job import Job, dagbestand, day
from harness.programs import DEADLINE, until
from harness.wire import Wire, question, upload

CONTINUE = "Expect: 100-continue"


def test_a_stop_cuts_the_upload_that_stalls_and_its_sender_repeats_it(own):
    own.start()
    job = Job(own)
    job.connect_parties()
    code, people = job.aansluiting(), own.bsns.take(2)
    own.used_bsns.update(people)
    file = dagbestand(people)
    asked = json.dumps({"burgerservicenummers": [KNOWN_FREE], "kenmerk": "1", "doel": "beslag"}).encode()
    seen = []

    def watch():
        while own.process.poll() is None:
            seen.append((time.monotonic(), own.observe("/health/live")[0]))
            time.sleep(0.02)

    with Wire(own, "gemeente") as stalled, Wire(own, "gemeente") as waiting, Wire(own, "deurwaarder") as asker:
        for wire in (stalled, waiting):
            wire.send(upload(code if wire is stalled else job.aansluiting(), day(-1), len(file), CONTINUE))
            assert wire.read_head()[0] == 100
        stalled.send(file[:20])
        head = f"POST /v1/matches HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(asked)}\r\n{CONTINUE}\r\n\r\n"
        asker.send(head.encode())
        assert asker.read_head()[0] == 100
        watcher = threading.Thread(target=watch)
        watcher.start()
        own.process.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        until(lambda: own.observe("/health/ready")[0] == 503, "whoever chooses between servers hears of the stop")
        assert "wordt gestopt" in json.loads(own.observe("/health/ready")[1])["reden"]
        status, headers = stalled.read_head()
        assert (status, headers["connection"].lower()) == (503, "close") and int(headers["retry-after"]) > 0
        assert waiting.read_head()[0] == 503
        assert time.monotonic() - begun < 2.5
        asker.send(asked)
        assert asker.read_head()[0] == 200
        answered = time.monotonic()
        assert own.process.wait(DEADLINE) == 0
        ended = time.monotonic()
        watcher.join()
    assert ended - begun < 8
    while_it_stopped = [status for moment, status in seen if moment < answered]
    assert while_it_stopped and set(while_it_stopped) == {200}
    own.process = None
    assert "aanlevering afgebroken" in own.log.read_text(encoding="utf-8")
    own.start()
    assert job.found(people) == set()
    job.expect(job.deliver(code, people), 201)
    own.finish()


def half_handshake(own):
    plain = socket.create_connection(("127.0.0.1", own.ports["data"]), timeout=DEADLINE)
    plain.sendall(bytes.fromhex("16030102000100"))
    return plain


def half_sent(own, party, sent, listener="data"):
    wire = Wire(own, party, listener=listener)
    wire.send(sent)
    return wire.socket


def unread(own):
    """Asks for more than the kernel holds, and takes nothing in."""
    wire = Wire(own, "deurwaarder")
    wire.socket.setblocking(False)
    with contextlib.suppress(ssl.SSLWantWriteError):
        for _ in range(20_000):
            wire.socket.send(b"GET /v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return wire.socket


def test_health_answers_until_the_end_whoever_stalls_there(own):
    """Stalled connections are cut when nobody is heard there any more, and not much later."""
    own.start()
    Job(own).connect_parties()
    process, heard = own.process, []
    whole = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"

    def watch():
        while process.poll() is None:
            if own.observe("/health/live", timeout=1)[0]:
                heard.append(time.monotonic())
            time.sleep(0.01)

    with contextlib.ExitStack() as stack:
        stack.callback(half_sent(own, "deurwaarder", question(KNOWN_FREE)[:-20]).close)
        stalled = [half_sent(own, None, sent, "observatie") for sent in (b"GET /hea", whole[:-2], b"", whole + b"G")]
        for one in stalled:
            stack.callback(one.close)
        watcher = threading.Thread(target=watch)
        watcher.start()
        process.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        for one in stalled:
            while one.recv(65536):
                pass
        cut = time.monotonic()
        own.stop()
        watcher.join()
    assert heard[-1] - begun > 4, "the question that comes in holds the stop up"
    assert cut - heard[-1] < 0.7


def test_nobody_holds_up_a_stop_by_half_a_request_or_an_answer_that_he_does_not_take_in(own):
    own.start()
    Job(own).connect_parties()
    half = b"GET /v1/openapi.json HT"
    with contextlib.ExitStack() as stack:
        for one in (
            half_handshake(own),
            half_sent(own, None, half),
            half_sent(own, None, half, "observatie"),
            half_sent(own, "beheerder", half, "beheer"),
            half_sent(own, "deurwaarder", question(KNOWN_FREE)[:-20]),
            unread(own),
        ):
            stack.callback(one.close)
        begun = time.monotonic()
        own.stop()
        assert time.monotonic() - begun < 9
