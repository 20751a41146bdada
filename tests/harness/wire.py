"""A connection that does what no decent client does: dawdle, stop half-way, send what it likes."""

import json
import socket
import ssl

from harness.programs import DEADLINE


def question(*bsns):
    """The bytes of a whole question."""
    body = json.dumps({"burgerservicenummers": bsns, "kenmerk": "1", "doel": "beslag"})
    head = f"Host: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"POST /v1/matches HTTP/1.1\r\n{head}\r\n{body}".encode()


def upload(code, peildatum, length, *headers):
    """The head of a delivery of so many bytes."""
    lines = ["Host: localhost", "Content-Type: text/csv", f"Content-Length: {length}", *headers]
    path = f"/v1/aansluitingen/{code}/aanleveringen/{peildatum}"
    return "\r\n".join([f"PUT {path} HTTP/1.1", *lines, "", ""]).encode()


class Wire:
    def __init__(self, vish, party=None, resume=None, version=None, listener="data"):
        """`resume` is an earlier connection, whose TLS session this one tries to go on with. The observation
        listener has no TLS."""
        self._read = b""
        plain = socket.create_connection(("127.0.0.1", vish.ports[listener]), timeout=DEADLINE)
        if listener == "observatie":
            self.socket = plain
            return
        self._context = resume._context if resume else vish.tls(party)
        if version:
            self._context.minimum_version = self._context.maximum_version = version
        session = resume.session if resume else None
        self.socket = self._context.wrap_socket(plain, server_hostname="localhost", session=session)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.session = getattr(self.socket, "session", None)
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def _more(self):
        data = self.socket.recv(65536)
        self._read += data
        return bool(data)

    def read_head(self):
        """Status and headers (names in lower case) of the next answer; (0, {}) when there is none."""
        while b"\r\n\r\n" not in self._read:
            if not self._more():
                return 0, {}
        head, _, self._read = self._read.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        assert first.startswith("HTTP/1.1 "), first
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        return int(first.split(" ")[1]), headers

    def read_body(self, headers):
        length = int(headers["content-length"])
        while len(self._read) < length:
            assert self._more(), "the connection ended within an answer"
        body, self._read = self._read[:length], self._read[length:]
        return body

    def unread(self):
        """What came and was not asked for."""
        return self._read

    def answers(self):
        """(status, headers, body) of each answer until the server ends the connection, over TLS with a close_notify."""
        if isinstance(self.socket, ssl.SSLSocket):
            self.socket.suppress_ragged_eofs = False
        found = []
        while True:
            status, headers = self.read_head()
            if status == 0:
                assert self._read == b"", "the connection ended within an answer"
                return found
            found.append((status, headers, self.read_body(headers)))

    def closed(self):
        """Waits until the server ends the connection; whatever it sent before is dropped."""
        try:
            while self._more():
                pass
        except (ConnectionError, ssl.SSLError):
            pass
        return True
