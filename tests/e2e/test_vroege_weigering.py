"""A refusal that is made early reaches a client that goes on sending and reads only after that, as most libraries do:
a connection that is closed under a sender is reset, and takes the answer with it."""

import contextlib
import email.utils
import json
import re
import ssl
import threading
import time

import pytest

from harness.authority import Authority
from harness.bsn import KNOWN_FREE
from harness.job import day
from harness.programs import DEADLINE, until
from harness.wire import Wire, question

SETTINGS = {"max_aanlevering_mb": 8, "max_bevraging_kb": 16, "inactief_seconden": 20}
MEGABYTE = 1 << 20
BUFFERED = 16 * MEGABYTE  # more than the kernel holds for both ends of a connection
LISTENERS = {"data": "deurwaarder", "beheer": "beheerder", "observatie": None}


def put(path, length, *lines):
    lines = [f"PUT {path} HTTP/1.1", "Host: localhost", "Content-Type: text/csv", f"Content-Length: {length}", *lines, "", ""]
    return "\r\n".join(lines).encode()


def only_answer(wire):
    """After all of it was sent: one answer, and a proper end."""
    ((status, headers, body),) = wire.answers()
    assert headers["connection"] == "close"
    return status, json.loads(body)["code"]


@pytest.fixture
def aanlevering(job):
    return f"/v1/aansluitingen/{job.aansluiting()}/aanleveringen/{day(-1)}"


@pytest.mark.parametrize("expect", [[], ["Expect: 100-continue"]])
def test_a_body_that_comes_anyway_takes_no_refusal_away(vish, job, aanlevering, expect):
    cases = [
        (None, "/v1/aansluitingen/GM0344-SHV/aanleveringen/2026-01-01", 401, "certificaatOntbreekt"),
        ("gemeente", f"/v1/aansluitingen/GM9999-NIET/aanleveringen/{day(-1)}", 404, "nietGevonden"),
        ("gemeente", "/v1/elders", 404, "nietGevonden"),
        ("gemeente", aanlevering + "?x=1", 400, "ongeldigeInvoer"),
        ("gemeente", aanlevering, 413, "verzoekTeGroot"),
    ]
    for party, path, status, code in cases:
        with Wire(vish, party) as wire:
            wire.send(put(path, BUFFERED, *expect) + BUFFERED * b"x")
            assert only_answer(wire) == (status, code), path


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("party, status", [(None, 401), ("gemeente", 404)])
def test_a_body_above_64_mb_takes_no_refusal_away(vish, job, party, status, chunked):
    size = 100 * MEGABYTE
    head = put("/v1/aansluitingen/GM9999-NIET/aanleveringen/2026-01-01", size)
    with Wire(vish, party) as wire:
        if chunked:
            wire.send(head.replace(b"Content-Length: %d" % size, b"Transfer-Encoding: chunked"))
            for _ in range(100):
                wire.send(b"100000\r\n" + MEGABYTE * b"x" + b"\r\n")
            wire.send(b"0\r\n\r\n")
        else:
            wire.send(head + size * b"x")
        assert only_answer(wire)[0] == status


@pytest.mark.parametrize("listener", LISTENERS)
@pytest.mark.parametrize("kilobytes", [17, 50, 200, 1024])
def test_headers_of_any_size_are_refused_with_an_answer(vish, listener, kilobytes):
    for headers in (f"X: {kilobytes * 1024 * 'x'}\r\n", (kilobytes * 8) * f"X-{120 * 'y'}: z\r\n"):
        with Wire(vish, LISTENERS[listener], listener=listener) as wire:
            wire.send(f"GET /health/live HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode())
            assert only_answer(wire) == (431, "koptekstTeGroot")


@pytest.mark.parametrize("listener", LISTENERS)
@pytest.mark.parametrize("count", [101, 3800])
def test_more_than_a_hundred_headers_are_refused_however_small_they_are(vish, listener, count):
    path = "/health/live" if listener == "observatie" else "/v1/openapi.json"
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    with Wire(vish, LISTENERS[listener], listener=listener) as wire:
        wire.send((head + 98 * "a:\r\n" + "\r\n").encode())
        assert wire.read_head()[0] == 200
    with Wire(vish, LISTENERS[listener], listener=listener) as wire:
        wire.send((head + (count - 2) * "a:\r\n" + "\r\n").encode() + MEGABYTE * b"x")
        assert only_answer(wire) == (431, "koptekstTeGroot")


@pytest.mark.parametrize("kilobytes", [15.99, 20, 900])
def test_headers_that_are_too_large_are_told_so_though_a_body_comes_behind_them(vish, job, aanlevering, kilobytes):
    for size in (BUFFERED, 100 * MEGABYTE):
        for party in (None, "gemeente"):
            with Wire(vish, party) as wire:
                wire.send(put(aanlevering, size, f"X: {int(kilobytes * 1024) * 'x'}") + size * b"x")
                assert only_answer(wire) == (431, "koptekstTeGroot")


def test_headers_that_come_one_by_one_are_counted_together(vish):
    with Wire(vish) as wire:
        wire.send(b"GET /v1/openapi.json HTTP/1.1\r\nHost: localhost\r\nX")
        for _ in range(40):
            wire.send(b": " + 1000 * b"y" + b"\r\nX")
        assert only_answer(wire) == (431, "koptekstTeGroot")


@pytest.mark.parametrize("listener", LISTENERS)
def test_a_head_that_is_refused_is_told_so_though_its_body_comes(vish, listener):
    for head in (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", b"nonsense\r\n", b"GET / HTTP/1.1\r\n\r\n"):
        with Wire(vish, LISTENERS[listener], listener=listener) as wire:
            wire.send(head + BUFFERED * b"x")
            assert only_answer(wire) == (400, "ongeldigeInvoer")


def test_a_chunk_that_breaks_in_the_midst_of_a_large_file_is_told(vish, job, aanlevering):
    head = put(aanlevering, 1).replace(b"Content-Length: 1", b"Transfer-Encoding: chunked")
    with Wire(vish, "gemeente") as wire:
        wire.send(head + b"5\r\nabcdefgh" + BUFFERED * b"x")
        assert only_answer(wire) == (400, "ongeldigeInvoer")


def test_a_file_that_turns_out_too_large_is_told_so_though_the_rest_comes(vish, job, aanlevering):
    head = put(aanlevering, 1).replace(b"Content-Length: 1", b"Transfer-Encoding: chunked")
    with Wire(vish, "gemeente") as wire:
        wire.send(head)
        for _ in range(40):
            wire.send(b"100000\r\n" + MEGABYTE * b"\n" + b"\r\n")
        wire.send(b"0\r\n\r\n")
        assert only_answer(wire)[0] in (400, 413)


def test_a_question_that_is_too_large_is_told_so(vish, job):
    with Wire(vish, "deurwaarder") as wire:
        head = question(KNOWN_FREE).partition(b"\r\n\r\n")[0]
        wire.send(re.sub(rb"Length: \d+", b"Length: %d" % BUFFERED, head) + b"\r\n\r\n" + BUFFERED * b" ")
        assert only_answer(wire) == (413, "verzoekTeGroot")


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_2])
@pytest.mark.parametrize("listener, party", [("data", "vreemd"), ("beheer", "vreemd"), ("beheer", None)])
def test_the_reason_for_which_a_certificate_is_refused_arrives(vish, listener, party, version):
    """In TLS 1.3 a client believes that it is connected, and may have sent its file before it hears of it."""
    with pytest.raises(ssl.SSLError, match="alert") as refused:
        with Wire(vish, party, listener=listener, version=version) as wire:
            wire.send(put("/v1/x", BUFFERED) + BUFFERED * b"x")
            wire.answers()
    wanted = "unknown.ca" if party else "certificate.required|handshake.failure"
    assert re.search(wanted, str(refused.value).replace("_", " "), re.I), refused.value


def prepare(vish):
    Authority("elders").issue(vish.pki, "vreemd", ["00000099000000040000"])


def test_a_client_that_neither_sends_nor_goes_is_let_go(vish, job):
    before = connections(vish)
    with Wire(vish) as wire:
        wire.send(put("/v1/x", 9999, "Expect: 100-continue"))
        assert only_answer(wire)[0] == 404
        until(lambda: connections(vish) <= before, "its place is given back")


def connections(vish):
    return int(re.search(r"^vish_connections (\d+)$", vish.observe("/metrics")[1], re.M)[1])


def test_a_stop_does_not_wait_for_those_that_go_on_sending(own):
    own.start()
    answered = []

    def send_on():
        with Wire(own) as wire, contextlib.suppress(OSError):
            wire.send(put("/v1/x", 1 << 40))
            answered.append(wire.read_head()[0])
            while True:
                wire.send(65536 * b"x")

    senders = [threading.Thread(target=send_on, daemon=True) for _ in range(3)]
    for sender in senders:
        sender.start()
    until(lambda: answered == 3 * [404], "they were answered")
    begin = time.monotonic()
    own.stop()
    assert time.monotonic() - begin < 10
    for sender in senders:
        sender.join(DEADLINE)


def test_every_answer_has_a_date_and_says_how_long_its_connection_stays(vish, job):
    request = b"GET /v1/niets HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
    with Wire(vish, "deurwaarder") as wire:
        for sent, status in ((request % b"", 404), (question(KNOWN_FREE), 200), (request % b"Connection: close\r\n", 404)):
            wire.send(sent)
            got, headers = wire.read_head()
            wire.read_body(headers)
            assert got == status
            moment = email.utils.parsedate_to_datetime(headers["date"])
            assert headers["date"].endswith(" GMT") and abs(moment.timestamp() - time.time()) < 10
            if b"close" in sent:
                assert headers["connection"] == "close" and "keep-alive" not in headers
            else:
                assert headers["connection"] == "keep-alive"
                assert 0 < int(headers["keep-alive"].removeprefix("timeout=")) < SETTINGS["inactief_seconden"]
    for status, headers, _ in (*early(vish, b"nonsense\r\n\r\n"), *early(vish, b"GET / HTTP/1.1\r\nX: " + 20_000 * b"x")):
        assert status in (400, 431) and "date" in headers


def early(vish, sent):
    with Wire(vish) as wire:
        wire.send(sent)
        return wire.answers()


def test_who_shows_no_certificate_hears_what_is_missing(vish):
    answer = vish.data("GET", "/v1/aansluitingen/GM0344-SHV")
    assert answer.status == 401 and "www-authenticate" not in answer.headers
    for word in ("clientAuth", "tussencertificaten", "verlopen", "sleutel"):
        assert word in answer.json["detail"]


def test_http_1_0_gets_no_100_continue(vish, job):
    sent = question(KNOWN_FREE).replace(b"HTTP/1.1", b"HTTP/1.0").replace(b"\r\n\r\n", b"\r\nExpect: 100-continue\r\n\r\n")
    with Wire(vish, "deurwaarder") as wire:
        wire.send(sent)
        assert wire.read_head()[0] == 200
