"""Clients that go on asking while the server is replaced under them."""

import http.client
import json
import ssl
import threading
import time

QUESTION = {"burgerservicenummers": ["999993653"], "kenmerk": "2026-1", "doel": "dagvaarding"}


class Client(threading.Thread):
    """Asks one question after the other, on a connection that it keeps or each on a new one.

    A question that got no answer because its kept connection was closed goes
    out once more on a new one, as every HTTP client does. Anything else that
    is no answer is a failure.
    """

    def __init__(self, vish, port, ending, keeps):
        super().__init__()
        self._context = vish.tls("deurwaarder")
        self._port = port
        self._ending = ending
        self._headers = {"Content-Type": "application/json", **({} if keeps else {"Connection": "close"})}
        self._connection = None
        self.answered = 0
        self.asked_again = 0
        self.slowest = 0.0
        self.failure = None

    def run(self):
        try:
            while not self._ending.is_set():
                begun = time.monotonic()
                self._ask()
                self.slowest = max(self.slowest, time.monotonic() - begun)
        except Exception as failure:  # told by the test, which fails
            self.failure = repr(failure)

    def _ask(self):
        kept = self._connection is not None
        try:
            self._exchange()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError, ssl.SSLEOFError):
            self._connection = None
            if not kept:
                raise
            self.asked_again += 1
            self._exchange()

    def _exchange(self):
        if self._connection is None:
            self._connection = http.client.HTTPSConnection("127.0.0.1", self._port, timeout=60, context=self._context)
        self._connection.request("POST", "/v1/matches", json.dumps(QUESTION), self._headers)
        answer = self._connection.getresponse()
        body = answer.read()
        assert answer.status == 200, f"{answer.status} {body}"
        self.answered += 1
        if answer.will_close:
            self._connection.close()
            self._connection = None
