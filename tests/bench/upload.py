"""Deliveries over mutual TLS from a client that costs little: bytes made beforehand, in large writes."""

import itertools
import json
import socket
import ssl
import threading
import time

TIMEOUT_SECONDS = 600
STACK_BYTES = 512 << 10


def make_request(source, peildatum, day_file):
    """All that goes over the wire for one delivery."""
    path = f"/v1/aansluitingen/{source}/aanleveringen/{peildatum.isoformat()}"
    head = f"PUT {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/csv\r\nContent-Length: {len(day_file)}\r\n\r\n"
    return head.encode() + day_file


class Upload:
    """One open connection of the municipality."""

    def __init__(self, vish):
        self._vish = vish
        self._connect()

    def close(self):
        self._tls.close()

    def deliver(self, request):
        """The report, the seconds from the first byte to the answer, and how often it was told to come back.

        Told to come back (503), it waits as long as the server says, on a new
        connection; that time counts.
        """
        begun = time.monotonic()
        refusals = 0
        while True:
            status, headers, body = self._exchange(request)
            if status in (200, 201):
                return json.loads(body), time.monotonic() - begun, refusals
            if status != 503 or time.monotonic() - begun > TIMEOUT_SECONDS:
                raise RuntimeError(f"a delivery was answered with {status}: {body.decode()}")
            refusals += 1
            self.close()
            time.sleep(float(headers["retry-after"]))
            self._connect()

    def _connect(self):
        plain = socket.create_connection(("127.0.0.1", self._vish.ports["data"]), timeout=TIMEOUT_SECONDS)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._tls = self._vish.tls("gemeente").wrap_socket(plain, server_hostname="127.0.0.1")

    def _exchange(self, request):
        self._tls.sendall(request)
        read = b""
        while b"\r\n\r\n" not in read:
            read += self._receive()
        head, _, body = read.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        while len(body) < int(headers["content-length"]):
            body += self._receive()
        return int(first.split(" ")[1]), headers, body

    def _receive(self):
        data = self._tls.recv(65536)
        if not data:
            raise RuntimeError("the server ended a connection without an answer")
        return data


def at_once(uploads, requests):
    """Sends each request over its own open connection, all at the same moment; what deliver() gives for each."""
    outcomes = [None] * len(requests)
    start = threading.Barrier(len(requests))

    def one(place):
        start.wait()
        try:
            outcomes[place] = uploads[place].deliver(requests[place])
        except (RuntimeError, OSError, ssl.SSLError) as error:
            outcomes[place] = error

    before = threading.stack_size(STACK_BYTES)
    workers = [threading.Thread(target=one, args=(place,)) for place in range(len(requests))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    threading.stack_size(before)
    failures = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    if failures:
        raise RuntimeError(f"{len(failures)} of {len(requests)} deliveries at once failed: {failures[0]}")
    return outcomes


class BackToBack:
    """Delivers without pause until the end of the `with`; `periods` are the begin and end of each."""

    def __init__(self, vish, requests):
        self._upload = Upload(vish)
        self._requests = requests
        self._stop = threading.Event()
        self._worker = threading.Thread(target=self._run)
        self._failure = None
        self.periods = []

    def __enter__(self):
        self._worker.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._worker.join()
        self._upload.close()

    def _run(self):
        try:
            for request in self._requests:
                begun = time.monotonic()
                self._upload.deliver(request)
                self.periods.append((begun, time.monotonic()))
                if self._stop.is_set():
                    return
        except Exception as failure:  # told by the thread that waits
            self._failure = failure

    def share_of(self, begin, end):
        """How much of that time a delivery was in flight."""
        if self._failure:
            raise RuntimeError("the deliveries beside the questions failed") from self._failure
        return sum(max(0, min(end, last) - max(begin, first)) for first, last in self.periods) / (end - begin)


def beside_deliveries(vish, source, day_files, ask):
    """What `ask` measures while `source` delivers one of the two files after the other without pause."""
    requests = [make_request(source, vish.today, day_file) for day_file in day_files]
    with BackToBack(vish, itertools.cycle(requests)) as deliveries:
        measured = ask()
    measured["deliveries"] = len(deliveries.periods)
    measured["shareWithDelivery"] = deliveries.share_of(measured["begun"], measured["begun"] + measured["seconds"])
    return measured
