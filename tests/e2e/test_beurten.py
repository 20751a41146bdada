"""Who asks much at once, or reads nothing of what it asked for, waits for itself: others have their turn."""

import contextlib
import socket
import threading
import time

from harness.bsn import KNOWN_FREE
from harness.programs import DEADLINE, until
from harness.wire import Wire, question

SETTINGS = {"max_geweigerd_per_uur": 0}
NOTHING_THERE = b"GET /v1/niets HTTP/1.1\r\nHost: localhost\r\n\r\n"
SHARE = 16  # answers that are made for one party at once


def median_seconds(vish, count=30):
    """Of a question on an open connection."""
    durations = []
    with Wire(vish, "deurwaarder") as wire:
        for _ in range(count):
            begun = time.monotonic()
            wire.send(question(KNOWN_FREE))
            status, headers = wire.read_head()
            wire.read_body(headers)
            durations.append(time.monotonic() - begun)
            assert status == 200
    return sorted(durations)[count // 2]


def test_hundreds_of_requests_at_once_on_a_connection_delay_a_question_by_one(vish, job):
    wires = [Wire(vish, "gemeente") for _ in range(8)]
    over = threading.Event()

    def flood(wire):
        with contextlib.suppress(OSError):
            while not over.is_set():
                wire.send(2000 * NOTHING_THERE)

    def read(wire):
        with contextlib.suppress(OSError):
            while not over.is_set():
                wire.socket.recv(1 << 16)

    threads = [threading.Thread(target=act, args=(wire,), daemon=True) for wire in wires for act in (flood, read)]
    for thread in threads:
        thread.start()
    try:
        assert median_seconds(vish) < 0.15
    finally:
        over.set()
        for wire in wires:
            wire.socket.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(DEADLINE)


def with_little_room(vish, party):
    """A connection of which neither system holds much that was not read: segments as small as on a poor line."""
    plain = socket.socket()
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
    plain.settimeout(DEADLINE)
    plain.connect(("127.0.0.1", vish.ports["data"]))
    return vish.connect(party, plain)


def test_who_does_not_read_has_only_so_many_answers_made_and_no_other_waits(vish, job):
    code = job.aansluiting()
    for number in range(3):
        faulty = "bsn;startdatum;fase\n" + 1000 * f"{number};geen datum;geen fase\n"
        job.expect(job.deliver(code, faulty.encode()), 400)
    path = f"/v1/aansluitingen/{code}/aanleveringen?limiet=100"
    wires = [with_little_room(vish, "gemeente") for _ in range(SHARE)]
    try:
        for wire in wires:
            wire.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        for wire in wires:
            assert wire.recv(1), "it was made, and most of it waits"
        assert vish.data("GET", path, "gemeente").status == 503
        assert vish.data("GET", path, "leverancier").status == 200
    finally:
        for wire in wires:
            wire.close()
    until(lambda: vish.data("GET", path, "gemeente").status == 200, "there is room again")
