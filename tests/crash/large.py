"""Large day files of persons who overlap, and deliveries of them that can be cut off anywhere."""

import json
import socket
import struct
import time

from bench.persons import different_numbers
from crash.load import BEFORE
from harness.job import dagbestand, row
from harness.programs import DEADLINE

PIECE = 65536
# Small, so that the last byte leaves hardly before the server reads it.
SEND_BUFFER = 65536
LINGER_NONE = struct.pack("ii", 1, 0)


class Set:
    """A whole set of persons, its day file, and where its lines end."""

    def __init__(self, name, rows):
        self.name = name
        self.rows = rows  # BSN -> kenmerk
        self.file = dagbestand(row(bsn, BEFORE, kenmerk=kenmerk) for bsn, kenmerk in rows.items())


def make_sets(generator, size):
    """Two sets of that size, and the persons by how they differ: 30 % only in one, 35 % changed."""
    only, changed = size * 30 // 100, size * 35 // 100
    people = different_numbers(generator, size + only)
    kinds = {
        "only in A": people[:only],
        "only in B": people[only : 2 * only],
        "changed": people[2 * only : 2 * only + changed],
        "unchanged": people[2 * only + changed :],
    }
    sets = []
    for name in ("A", "B"):
        own = kinds[f"only in {name}"] + kinds["changed"] + kinds["unchanged"]
        generator.shuffle(own)
        unchanged = set(kinds["unchanged"])
        sets.append(Set(name, {bsn: "same" if bsn in unchanged else f"of {name}" for bsn in own}))
    return sets, kinds


class Upload:
    """A delivery over a connection of its own. `sent` is the moment its last byte was handed over."""

    def __init__(self, vish, path, file, chunked=False):
        plain = socket.socket()
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        plain.settimeout(DEADLINE)
        plain.connect(("127.0.0.1", vish.ports["data"]))
        self._tls = vish.connect("gemeente", plain)
        self._file = memoryview(file)
        self._chunked = chunked
        self._read = b""
        framing = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(file)}"
        head = f"PUT {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n{framing}\r\n\r\n"
        self._tls.sendall(head.encode())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._tls.close()

    def send(self, size):
        """The first bytes of the file; in chunked form whole chunks, so that only the end is lacking."""
        for start in range(0, size, PIECE):
            piece = self._file[start : min(start + PIECE, size)]
            self._tls.sendall(b"%x\r\n%b\r\n" % (len(piece), piece) if self._chunked else piece)

    def send_all(self):
        self.send(len(self._file))
        if self._chunked:
            self._tls.sendall(b"0\r\n\r\n")
        self.sent = time.monotonic()

    def answer(self, within=DEADLINE):
        """The report, or None when it did not come in time."""
        end = time.monotonic() + within
        try:
            while not self._complete():
                self._tls.settimeout(max(end - time.monotonic(), 1e-6))
                data = self._tls.recv(PIECE)
                assert data, "the connection ended without an answer"
                self._read += data
        except TimeoutError:
            return None
        head, _, body = self._read.partition(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        assert status in (200, 201), f"{status} {body.decode()}"
        return json.loads(body)

    def _complete(self):
        head, end, body = self._read.partition(b"\r\n\r\n")
        lines = [line.partition(b":") for line in head.lower().split(b"\r\n")]
        return bool(end) and len(body) >= next(int(value) for name, _, value in lines if name == b"content-length")

    # The ways to break off.

    def close(self):
        """TLS and TCP end as if all had been said."""
        self._tls.setblocking(False)
        try:
            self._tls.unwrap()
        except OSError:
            pass  # the server's part of the goodbye is not waited for

    def reset(self):
        self._tls.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NONE)

    def half_close_tls(self):
        """close_notify, and then the connection stays open until the server ends it."""
        try:
            self._tls.unwrap().close()
        except OSError:
            pass

    def half_close_tcp(self):
        """A FIN within TLS; the server's answer, if any, is read to its end."""
        socket.socket.shutdown(self._tls, socket.SHUT_WR)
        try:
            while data := self._tls.recv(PIECE):
                assert not data.startswith(b"HTTP/1.1 2"), "a delivery without its end was accepted"
        except OSError:
            pass
