"""What never ends and is no contents (an extension of a chunk, a trailer, zeros in a size) fills no memory, whoever sends it
and wherever."""

import pathlib
import re

import pytest

from harness.job import day
from harness.wire import Wire

SETTINGS = {"max_aanlevering_mb": 8}
MEGABYTE = 1 << 20
ENOUGH = 64  # MB; far more than both ends of a connection keep

CHUNKS = {
    "an extension": (b"1;", 65536 * b"x"),
    "a quoted extension": (b'1;a="', 65536 * b"x"),
    "blanks behind a size": (b"1", 65536 * b" "),
    "zeros in a size": (b"0", 65536 * b"0"),
    "an extension of the last chunk": (b"0;", 65536 * b"x"),
    "a trailer": (b"0\r\nX: ", 65536 * b"y"),
    "many trailers": (b"0\r\n", 2000 * b"X-Na: waarde\r\n"),
    "many extensions": (b"", b"1;" + 4000 * b"x" + b"\r\n \r\n"),
    "many sizes with zeros": (b"", 4000 * b"0" + b"1\r\n \r\n"),
}
TARGETS = {
    "a question": ("deurwaarder", "data", "POST /v1/matches", "application/json", 400),
    "a file": ("gemeente", "data", "PUT {aanlevering}", "text/csv", 400),
    "a 401": (None, "data", "POST /v1/matches", "application/json", 401),
    "an operator's act": ("beheerder", "beheer", "POST /v1/organisaties", "application/json", 400),
    "a look at the health": (None, "observatie", "GET /health/live", "text/plain", 200),
    "an unknown path": (None, "observatie", "POST /", "text/plain", 404),
}


def resident_kb(vish):
    status = pathlib.Path(f"/proc/{vish.process.pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0])


def send_until_refused(wire, piece):
    """How many bytes the server took before it ended the connection."""
    sent = 0
    try:
        while sent < ENOUGH * MEGABYTE:
            wire.send(piece)
            sent += len(piece)
    except OSError:
        pass
    return sent


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("chunks", CHUNKS)
def test_what_is_no_contents_and_never_ends_ends_the_connection(vish, job, chunks, target):
    party, listener, line, mediatype, _ = TARGETS[target]
    line = line.format(aanlevering=f"/v1/aansluitingen/{job.aansluiting()}/aanleveringen/{day(-1)}")
    head = f"{line} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {mediatype}\r\nTransfer-Encoding: chunked\r\n\r\n"
    begin, piece = CHUNKS[chunks]
    before = resident_kb(vish)
    with Wire(vish, party, listener=listener) as wire:
        wire.send(head.encode() + begin)
        assert send_until_refused(wire, piece) < ENOUGH * MEGABYTE
    assert resident_kb(vish) - before < 8 << 10


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("chunks", CHUNKS)
def test_one_megabyte_of_it_is_answered_and_ends_the_connection(vish, job, chunks, target):
    party, listener, line, mediatype, status = TARGETS[target]
    line = line.format(aanlevering=f"/v1/aansluitingen/{job.aansluiting()}/aanleveringen/{day(-1)}")
    head = f"{line} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {mediatype}\r\nTransfer-Encoding: chunked\r\n\r\n"
    begin, piece = CHUNKS[chunks]
    with Wire(vish, party, listener=listener) as wire:
        wire.send(head.encode() + begin + (MEGABYTE // len(piece)) * piece)
        assert [answer[0] for answer in wire.answers()] == [status]


def test_headers_without_end_end_the_connection(vish):
    for piece in (65536 * b"x", b": " + 1000 * b"y" + b"\r\nX"):
        before = resident_kb(vish)
        with Wire(vish) as wire:
            wire.send(b"GET /v1/openapi.json HTTP/1.1\r\nHost: localhost\r\nX")
            assert send_until_refused(wire, piece) < ENOUGH * MEGABYTE
        assert resident_kb(vish) - before < 8 << 10


def test_a_body_without_end_is_thrown_away_without_memory(vish):
    before = resident_kb(vish)
    with Wire(vish) as wire:
        wire.send(b"POST /v1/matches HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000000\r\n\r\n")
        wire.send(ENOUGH * MEGABYTE * b"x")
        assert wire.read_head()[0] == 401
    assert resident_kb(vish) - before < 8 << 10
    assert re.search(r"^process_resident_memory_bytes ", vish.observe("/metrics")[1], re.M)
