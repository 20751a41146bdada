"""The attacks of bench_abuse, each as strong as this machine can make it."""

import contextlib
import gzip
import itertools
import json
import socket
import subprocess
import threading
import time

import persons
from asking import ask
from parties import REFUSED, REPORTING, SOURCE
from upload import make_request

# Attackers are other hosts than the good bailiff, who comes from 127.0.0.1.
HOSTILE = "127.0.0.66"
CHUNKED = (b"POST /v1/matches HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
           b"Transfer-Encoding: chunked\r\n\r\n")
PIECE = 64 << 10
REPORTS = 100
ROWS = 1_000
AT_ONCE = 500
# Bytes that the attacker's system holds of what was not read; with small segments that of the server holds little too.
LITTLE_ROOM = 4096


class Attack:
    """Under way for a `with`; `outcome` then tells what came of it."""

    threads = 1

    def __init__(self, vish, seconds, folder, share=1.0):
        """`share`: how much of what it takes to be strong."""
        self.vish = vish
        self.folder = folder
        self.seconds = seconds
        self.share = share
        self.counts = {}
        self._lock = threading.Lock()

    def prepare(self):
        """What must be there before; takes no part in what is measured."""

    def __enter__(self):
        self.end = time.monotonic() + self.seconds
        self._threads = [threading.Thread(target=self._run) for _ in range(self.threads)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        for thread in self._threads:
            thread.join()

    def many(self, number):
        return max(1, round(number * self.share))

    def count(self, what, number=1):
        with self._lock:
            self.counts[what] = self.counts.get(what, 0) + number

    def _run(self):
        while time.monotonic() < self.end:
            try:
                self.attack()
            except OSError:
                self.count("ended")

    def attack(self):
        """Once; called again until the time is over."""
        raise NotImplementedError

    @contextlib.contextmanager
    def connection(self, party=None, room=None):
        context = self.vish.tls(party)
        plain = socket.socket()
        if room:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
        plain.settimeout(10)
        plain.bind((HOSTILE, 0))
        plain.connect(("127.0.0.1", self.vish.ports["data"]))
        with context.wrap_socket(plain, server_hostname="localhost") as wire:
            self.count("opened")
            yield wire


class Nothing(Attack):
    def attack(self):
        time.sleep(0.1)


class Program(Attack):
    """With vish_abuse, in several processes."""

    kind = ""
    processes = 1
    connections = 1

    def options(self):
        return ["--connections", str(self.many(self.connections))]

    def attack(self):
        command = [self.vish.programs / "vish_abuse", self.kind, "--port", str(self.vish.ports["data"]),
                   "--from", HOSTILE, "--seconds", str(self.seconds), *self.options()]
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(self.processes)]
        for each in running:
            outcome = json.loads(each.communicate()[0].splitlines()[-1])
            for what in ("opened", "refused", "ended", "bytes"):
                self.count(what, outcome[what])
        self.end = 0


class Idle(Program):
    kind, connections = "idle", 2000


class Silent(Program):
    kind, connections = "silent", 4000


class Handshakes(Program):
    kind, processes = "handshakes", 2


class RefusedCertificates(Handshakes):
    def prepare(self):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
                        "-subj", "/CN=vreemd", "-keyout", self.folder / "vreemd.key", "-out", self.folder / "vreemd.pem"],
                       check=True, capture_output=True)

    def options(self):
        return ["--cert", self.folder / "vreemd.pem", "--key", self.folder / "vreemd.key"]


class KeyUpdates(Program):
    kind, processes = "key-updates-to-answer", 2


class KeyUpdatesAndBytes(Program):
    kind, processes = "key-updates-and-bytes", 2


class ClientHellos(Program):
    kind, processes = "client-hellos", 2


class EmptyRecords(Program):
    kind, processes = "empty", 2


class Endless(Attack):
    """What never ends, without a certificate."""

    threads = 4
    begin, piece = b"", b"x"

    def attack(self):
        with self.connection() as wire:
            wire.sendall(CHUNKED + self.begin)
            while time.monotonic() < self.end:
                wire.sendall(self.piece * PIECE)
                self.count("bytes", PIECE)


class ChunkExtension(Endless):
    begin = b"1;"


class Trailer(Endless):
    begin = b"0\r\nX-A: "


class ChunkSize(Endless):
    piece = b"0"


class RefusedQuestions(Attack):
    party, number, connections = "gemeente", "999993653", 32

    def attack(self):
        questions = self.folder / "geweigerd.txt"
        questions.write_text(f'"status"\t{persons.question(self.number)}\n')
        measured = ask(self.vish.programs, self.vish.folder / "pki", self.vish.ports["data"], questions, [self.vish.pid],
                       connections=self.many(self.connections), seconds=self.seconds, warm_up=0, party=self.party, may_fail=True)
        self.count("refused", measured["errors"])
        self.end = 0


class RefusedQuestionsOnManyConnections(RefusedQuestions):
    connections = 1000


class WrongQuestions(RefusedQuestions):
    party, number = "deurwaarder2", "999993650"


class RefusedDeliveries(Attack):
    threads = len(REFUSED)
    sources = itertools.cycle(REFUSED)
    day_file = gzip.compress(persons.HEADER.encode() + ROWS * b"niets;niets;niets;;\r\n")

    def attack(self):
        request = make_request(next(self.sources), self.vish.today, self.day_file)
        request = request.replace(b"\r\nHost:", b"\r\nContent-Encoding: gzip\r\nHost:")
        with self.connection("gemeente") as wire:
            while time.monotonic() < self.end:
                wire.sendall(request)
                self.count(f"status{read_answer(wire)}")


class StalledUploads(Attack):
    threads = 40

    def attack(self):
        request = make_request(SOURCE, self.vish.today, b"").replace(b"Length: 0", b"Length: 100000000")
        with self.connection("gemeente") as wire:
            wire.sendall(request)
            wire.settimeout(1)
            while time.monotonic() < self.end:
                try:
                    if not wire.recv(4096):
                        return
                except TimeoutError:
                    wire.sendall(b" ")


class LargeReports(Attack):
    threads = 8

    def prepare(self):
        numbers = list(zip(persons.every_number(), range(ROWS)))
        for report in range(self.many(REPORTS)):
            rows = [f"{number[:4]} {number[4:]};2026-01-05;nazorg;R{report};\r\n" for number, _ in numbers]
            self.vish.deliver(REPORTING, self.vish.today, (persons.HEADER + "".join(rows)).encode())

    request = f"GET /v1/aansluitingen/{REPORTING}/aanleveringen?limiet=100 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()

    def attack(self):
        with self.connection("gemeente") as wire:
            while time.monotonic() < self.end:
                wire.sendall(self.request)
                self.count(f"status{read_answer(wire)}")


class UnreadReports(LargeReports):
    """Of the reports that are there by then."""

    threads = 1

    def prepare(self):
        pass

    def attack(self):
        with contextlib.ExitStack() as opened:
            while time.monotonic() < self.end:
                if self.counts.get("opened", 0) == self.many(1000):
                    time.sleep(0.1)
                    continue
                opened.enter_context(self.connection("gemeente", LITTLE_ROOM)).sendall(self.request)


class ManyAtOnce(Attack):
    threads = 8
    request, answer = b"GET /v1/niets HTTP/1.1\r\nHost: localhost\r\n\r\n", b"HTTP/1.1 404 "

    def attack(self):
        with self.connection("gemeente") as wire:
            while time.monotonic() < self.end:
                wire.sendall(AT_ONCE * self.request)
                answers, read = 0, b""
                while answers < AT_ONCE:
                    read = read[1 - len(self.answer):] + more(wire)
                    answers += read.count(self.answer)
                self.count("status404", answers)


class BrokenUploads(Attack):
    threads = 4

    def attack(self):
        request = make_request(SOURCE, self.vish.today, b"").replace(b"Length: 0", b"Length: 1000")
        with self.connection("gemeente") as wire:
            wire.sendall(request + b"bsn;")


def read_answer(wire):
    """The status of an answer of which the whole body was read."""
    read = b""
    while b"\r\n\r\n" not in read:
        read += more(wire)
    head, _, body = read.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    left = length - len(body)
    while left > 0:
        left -= len(more(wire))
    if b"connection: close" in head.lower():
        raise ConnectionAbortedError
    return head.split(b" ")[1].decode()


def more(wire):
    data = wire.recv(1 << 18)
    if not data:
        raise ConnectionAbortedError
    return data


ATTACKS = {
    "nothing": ("niets, ter vergelijking", Nothing),
    "idle": ("2.000 open TLS-verbindingen zonder certificaat", Idle),
    "silent": ("4.000 stille sockets", Silent),
    "handshakes": ("handdrukken zonder ophouden", Handshakes),
    "refused-certificates": ("handdrukken met een certificaat dat wordt geweigerd", RefusedCertificates),
    "key-updates": ("TLS 1.3: nieuwe sleutels zonder ophouden", KeyUpdates),
    "key-updates-and-bytes": ("hetzelfde, met telkens een byte van een verzoek", KeyUpdatesAndBytes),
    "client-hellos": ("TLS 1.2: heronderhandelen zonder ophouden", ClientHellos),
    "empty-records": ("lege TLS-records", EmptyRecords),
    "chunk-extension": ("een chunkextensie zonder einde", ChunkExtension),
    "trailer": ("een trailer zonder einde", Trailer),
    "chunk-size": ("nullen in een chunkgrootte", ChunkSize),
    "refused-questions": ("vragen die 403 krijgen", RefusedQuestions),
    "refused-questions-1000": ("hetzelfde over 1.000 verbindingen", RefusedQuestionsOnManyConnections),
    "many-at-once": ("verzoeken met 500 tegelijk op een verbinding", ManyAtOnce),
    "wrong-questions": ("vragen die 400 krijgen", WrongQuestions),
    "refused-deliveries": ("bestanden die worden geweigerd", RefusedDeliveries),
    "broken-uploads": ("aanleveringen die afbreken", BrokenUploads),
    "stalled-uploads": ("40 aanleveringen die stilvallen", StalledUploads),
    "large-reports": ("lijsten van 100 grote verslagen", LargeReports),
    "unread-reports": ("1.000 zulke lijsten die niemand leest", UnreadReports),
}
