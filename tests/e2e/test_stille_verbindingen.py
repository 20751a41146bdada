"""Many connections that are open and silent: VISH_FULL=1 opens MANY, otherwise FEW."""

import os
import pathlib
import re
import socket

import pytest

from harness.bsn import KNOWN_FREE
from harness.programs import DEADLINE, until

SETTINGS = {"inactief_seconden": 3600, "max_handdrukken": 20}
MANY, FEW = 10_000, 300
# The sanitizers keep what is freed for a while; see docs/performance.md for what it is without them.
KEPT_KB, MAX_KB_EACH = 300 << 10, 200
LIVELY = 2  # seconds, after which the server keeps no memory for it
REQUEST = b"GET /v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"


def resident_kb(vish):
    status = pathlib.Path(f"/proc/{vish.process.pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0])


@pytest.fixture(scope="module")
def context(vish):
    return vish.tls("deurwaarder")


def connect(vish, context):
    plain = socket.create_connection(("127.0.0.1", vish.ports["data"]), timeout=DEADLINE)
    return context.wrap_socket(plain, server_hostname="localhost")


def test_silent_connections_stay_open_within_a_bounded_memory_and_questions_go_on(vish, job, context):
    count = MANY if os.environ.get("VISH_FULL") == "1" else FEW
    opened = [connect(vish, context) for _ in range(20)]
    before = resident_kb(vish)
    opened += [connect(vish, context) for _ in range(count)]
    assert resident_kb(vish) - before < KEPT_KB + count * MAX_KB_EACH
    assert job.ask([KNOWN_FREE]).status == 200
    for wire in (opened[0], opened[count // 2], opened[-1]):
        wire.sendall(REQUEST)
        assert wire.recv(65536).startswith(b"HTTP/1.1 200 ")
    for wire in opened:
        wire.close()


def test_an_empty_line_leaves_a_connection_as_silent_as_it_was(vish, context):
    with connect(vish, context) as wire:
        for _ in range(2):
            wire.sendall(b"\r\n")
            wire.settimeout(2 * LIVELY)
            with pytest.raises(socket.timeout):
                wire.recv(1)
        wire.settimeout(DEADLINE)
        wire.sendall(b"\r\n" + REQUEST)
        assert wire.recv(65536).startswith(b"HTTP/1.1 200 ")


def test_handshakes_that_dawdle_take_no_place_of_connections_that_are_open(vish, context):
    with connect(vish, context) as wire:
        dawdling = [socket.create_connection(("127.0.0.1", vish.ports["data"])) for _ in range(40)]
        refused = re.compile(r'^vish_connections_refused_total{listener="data",reason="handdrukken"} [1-9]', re.M)
        until(lambda: refused.search(vish.observe("/metrics")[1]), "those beyond the limit are refused")
        wire.sendall(REQUEST)
        assert wire.recv(65536).startswith(b"HTTP/1.1 200 ")
        for plain in dawdling:
            plain.close()
    until(lambda: connected(vish, context), "there is room again")


def connected(vish, context):
    try:
        connect(vish, context).close()
        return True
    except OSError:
        return False
