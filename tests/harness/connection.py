"""Requests one after the other on a connection that stays open, as a program of a party makes them."""

import http.client
import json

from harness.programs import DEADLINE


class Refused(RuntimeError):
    """The answer is another one than 200 or 201."""


class Connection:
    """With a certificate of the installation."""

    def __init__(self, vish, party, listener="data", timeout=DEADLINE):
        port, tls = vish.ports[listener], vish.tls(party)
        self._http = http.client.HTTPSConnection("127.0.0.1", port, context=tls, timeout=timeout)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def connect(self):
        """Before the first request, which does so otherwise."""
        self._http.connect()

    def close(self):
        self._http.close()

    def __call__(self, method, path, body=None, mediatype="application/json"):
        """The answer. `body` is bytes, or anything else for JSON."""
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body)
        self._http.request(method, path, body, {"Content-Type": mediatype} if body else {})
        answer = self._http.getresponse()
        text = answer.read()
        if answer.status not in (200, 201):
            raise Refused(f"{method} {path}: {answer.status} {text.decode()}")
        return json.loads(text)
