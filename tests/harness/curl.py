"""Requests by the curl program, each held against the contract."""

import json
import pathlib
import subprocess
import tempfile

from harness.bsn import bsns_in
from harness.programs import DEADLINE


class CurlFailed(Exception):
    """curl got no answer; `code` is its exit code."""

    def __init__(self, code, text):
        super().__init__(f"curl {code}: {text}")
        self.code = code


class Answer:
    def __init__(self, status, headers, body, interim):
        self.status = status
        self.headers = headers  # names in lower case
        self.body = body
        self.interim = interim  # statuses before the final one, such as 100

    @property
    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.status} {self.body.decode(errors='replace')}"


def _parse(head):
    """The final status, its headers and the statuses before it."""
    blocks = [block for block in head.replace("\r\n", "\n").split("\n\n") if block.startswith("HTTP/")]
    statuses = [int(block.split(" ", 2)[1]) for block in blocks]
    if not statuses or statuses[-1] < 200:
        raise CurlFailed(0, "no final answer")
    lines = [line.partition(":") for line in blocks[-1].split("\n")[1:]]
    headers = {name.strip().lower(): value.strip() for name, _, value in lines if name}
    return statuses[-1], headers, statuses[:-1]


class Curl:
    """One listener of a running server."""

    def __init__(self, port, pki, contract, used_bsns):
        self.base = f"https://127.0.0.1:{port}"
        self._pki = pki
        self._contract = contract
        self._used_bsns = used_bsns

    def __call__(self, method, path, party=None, body=None, headers=None, options=()):
        """One exchange. `party` names a certificate of the installation; `body`
        is bytes, or anything else for JSON; `options` go to curl as they are.
        """
        sent = dict(headers or {})
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        self._used_bsns |= bsns_in(body or b"")
        with tempfile.TemporaryDirectory() as folder:
            head, content = pathlib.Path(folder, "head"), pathlib.Path(folder, "body")
            done = subprocess.run(
                [*self.command(party, head, content, body is not None), *_headers(sent), *options]
                + ["--request", method, self.base + path],
                input=body or b"",
                capture_output=True,
                check=False,
            )
            if done.returncode != 0:
                raise CurlFailed(done.returncode, done.stderr.decode())
            status, received, interim = _parse(head.read_text(encoding="latin-1"))
            answer = Answer(status, received, content.read_bytes() if content.exists() else b"", interim)
        self._contract.check(method, path, status, {**received, ":status": status}, answer.body)
        return answer

    def command(self, party, head, content, has_body):
        command = ["curl", "--silent", "--show-error", "--noproxy", "*", "--path-as-is", "--max-time", str(DEADLINE)]
        command += ["--cacert", self._pki / "ca.pem", "--dump-header", head, "--output", content]
        if party:
            command += ["--cert", self._pki / f"{party}.pem", "--key", self._pki / f"{party}.key"]
        return command + (["--data-binary", "@-"] if has_body else [])


def _headers(headers):
    # A header without a value is one that curl must leave out.
    lines = [f"{name}: {value}" if value else f"{name}:" for name, value in headers.items()]
    return [word for line in lines for word in ("--header", line)]
