"""A hostile client: tests/bench/abuse."""

import json
import subprocess

from harness.programs import BIN


class Attack:
    """Runs vish_abuse for a `with`; holds its connections open until then."""

    def __init__(self, vish, kind, *options, party=None, listener="data", address="127.0.0.1"):
        certificate = ["--cert", vish.pki / f"{party}.pem", "--key", vish.pki / f"{party}.key"] if party else []
        command = [BIN / "vish_abuse", kind, "--port", vish.ports[listener], "--from", address, *certificate, *options]
        self._command = [str(part) for part in command]

    def __enter__(self):
        self._process = subprocess.Popen(
            [*self._command, "--until-input-ends"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def opened(self):
        """Waits until all are open that are held open."""
        return json.loads(self._process.stdout.readline())

    def runs(self):
        return self._process.poll() is None

    def end(self):
        """What came of it."""
        self._process.stdin.close()
        outcome = json.loads(self._process.stdout.read().splitlines()[-1])
        assert self._process.wait(60) == 0
        return outcome

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait(60)
        for pipe in (self._process.stdin, self._process.stdout):
            pipe.close()

    def run(self):
        """To its own end."""
        done = subprocess.run(self._command, stdout=subprocess.PIPE, text=True, check=True, timeout=300)
        return json.loads(done.stdout.splitlines()[-1])
