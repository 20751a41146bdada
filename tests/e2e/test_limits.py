"""What is too large, too slow or too much is refused, and the server goes on."""

import gzip
import socket
import time

import pytest

from harness.job import KOP, day, dagbestand, row
from harness.programs import until
from harness.wire import Wire, upload

SETTINGS = {
    "max_aanlevering_mb": 1,
    "max_rijen": 500,
    "max_bevraging_kb": 1,
    "handdruk_seconden": 1,
    "verzoek_seconden": 1,
    "aanlevering_seconden": 2,
    "inactief_seconden": 1,
}
MEGABYTE = 1 << 20
SLACK = 20
TOO_SLOW = (408, 0)
QUESTION = b"POST /v1/matches HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


def spacious(size):
    """A day file of at least so many bytes."""
    wide = row("onleesbaar", kenmerk=64 * "x")
    return (KOP + "\n" + (size // len(wide) + 1) * (wide + "\n")).encode()


def in_time(begin):
    return time.monotonic() - begin < max(SETTINGS["verzoek_seconden"], SETTINGS["aanlevering_seconden"]) + SLACK


def test_a_file_that_announces_too_many_bytes_is_refused_before_it_is_sent(job):
    answer = job.deliver(job.aansluiting(), spacious(3 * MEGABYTE), headers={"Expect": "100-continue"})
    assert answer.status == 413 and answer.interim == []


def test_a_chunked_file_that_becomes_too_large_is_refused(job):
    answer = job.deliver(job.aansluiting(), spacious(MEGABYTE + MEGABYTE // 2), headers={"Transfer-Encoding": "chunked"})
    assert answer.status == 413 and answer.json["code"] == "verzoekTeGroot"
    assert answer.json["aanlevering"]["status"] == "geweigerd"


@pytest.mark.parametrize("size", [MEGABYTE, 1 << 33])
def test_a_packed_file_that_is_too_large_is_refused_by_the_bytes_that_come(vish, job, size):
    """Each answer comes when the size of the chunk is read: its bytes are never sent."""
    code, headers = job.aansluiting(), b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked"
    head = upload(code, day(-1), 0).replace(b"Content-Length: 0", headers)
    with Wire(vish, "gemeente") as wire:
        wire.send(head + b"1\r\n\x1f\r\n%x\r\n" % size)
        assert wire.read_head()[0] == 413


def test_a_packed_file_within_the_limit_is_taken(job, bsns):
    packed = gzip.compress(dagbestand(bsns(1)))
    headers = {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}
    job.expect(job.deliver(job.aansluiting(), packed + (MEGABYTE - len(packed)) * b"\0", headers=headers), 201)


def test_a_gzip_bomb_is_refused_and_changes_nothing(vish, job, bsns):
    code, people = job.aansluiting(), bsns(1)
    job.expect(job.deliver(code, people, day(-2)), 201)
    bomb = gzip.compress(dagbestand([]) + 200 * MEGABYTE * b"\n")
    assert len(bomb) < MEGABYTE
    answer = job.deliver(code, bomb, headers={"Content-Encoding": "gzip"})
    assert answer.status in (400, 413)
    assert answer.json["aanlevering"]["status"] == "geweigerd"
    assert job.found(people) == set(people)


def test_a_file_with_too_many_rows_is_refused(job):
    answer = job.deliver(job.aansluiting(), 501 * [row("999990019")])
    assert answer.status == 413 and answer.json["aanlevering"]["status"] == "geweigerd"


@pytest.mark.parametrize("headers", [{}, {"Transfer-Encoding": "chunked"}])
def test_a_question_that_is_too_large_is_refused(vish, job, headers):
    body = b'{"kenmerk":"' + 2000 * b"x" + b'"}'
    answer = vish.data("POST", "/v1/matches", "deurwaarder", body, {"Content-Type": "application/json", **headers})
    assert answer.status == 413


def test_headers_that_are_too_large_are_refused(vish, job):
    assert vish.data("GET", "/v1/openapi.json", headers={"X-Vol": 20_000 * "x"}).status == 431


def test_a_request_that_is_no_http_is_refused(vish):
    for line in (b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x00\x01\x02\r\n\r\n"):
        with Wire(vish) as wire:
            wire.send(line)
            assert wire.read_head()[0] == 400


def test_two_lengths_or_both_framings_are_refused(vish):
    for framing in (
        b"Content-Length: 2\r\nContent-Length: 3\r\n",
        b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: -1\r\n",
        b"Transfer-Encoding: gzip\r\n",
    ):
        with Wire(vish, "deurwaarder") as wire:
            wire.send(QUESTION + framing + b"\r\n{}")
            assert wire.read_head()[0] in (0, 400, 411, 501)


def test_a_client_that_trickles_its_headers_is_cut_off_in_time(vish):
    begin = time.monotonic()
    with Wire(vish) as wire:
        wire.send(b"GET /v1/openapi.json HTTP/1.1\r\nHost: loc")
        assert wire.read_head()[0] in TOO_SLOW
        assert wire.closed() and in_time(begin)


def test_a_client_that_trickles_its_question_is_cut_off_in_time(vish, job):
    begin = time.monotonic()
    with Wire(vish, "deurwaarder") as wire:
        wire.send(QUESTION + b"Content-Length: 99\r\n\r\n{")
        assert wire.read_head()[0] in TOO_SLOW
        assert wire.closed() and in_time(begin)


def test_a_client_that_stops_within_its_file_is_cut_off_and_changes_nothing(vish, job, bsns):
    code, people = job.aansluiting(), bsns(2)
    vish.used_bsns.update(people)
    begin = time.monotonic()
    with Wire(vish, "gemeente") as wire:
        path = f"/v1/aansluitingen/{code}/aanleveringen/{day(-1)}"
        head = f"PUT {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: 9999\r\n\r\n"
        wire.send(head.encode() + dagbestand(people))
        assert wire.read_head()[0] in TOO_SLOW
        assert wire.closed() and in_time(begin)
    assert job.found(people) == set()


def test_a_file_that_breaks_off_changes_nothing(vish, job, bsns):
    code, people = job.aansluiting(), bsns(2)
    vish.used_bsns.update(people)
    with Wire(vish, "gemeente") as wire:
        path = f"/v1/aansluitingen/{code}/aanleveringen/{day(-1)}"
        head = f"PUT {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: 9999\r\n\r\n"
        wire.send(head.encode() + dagbestand(people))
    until(lambda: job.expect(job.deliver(code, people[:1]), 201, 409, 503).status != 409, "the server saw the end")
    assert job.found(people) <= set(people[:1])


def test_an_idle_connection_is_closed_in_time(vish):
    begin = time.monotonic()
    with Wire(vish) as wire:
        assert wire.closed() and in_time(begin)


def test_a_client_that_never_shakes_hands_is_cut_off_in_time(vish):
    begin = time.monotonic()
    with socket.create_connection(("127.0.0.1", vish.ports["data"]), timeout=60) as plain:
        assert plain.recv(1) == b""
        assert in_time(begin)


def test_a_question_is_answered_while_slow_clients_hang_on(vish, job, bsns):
    hanging = [Wire(vish) for _ in range(20)]
    for wire in hanging:
        wire.send(b"GET /v1/open")
    assert job.ask(bsns(1)).status == 200
    for wire in hanging:
        wire.socket.close()
