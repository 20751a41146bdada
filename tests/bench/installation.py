"""A demonstration installation, by default one of its own for each run, with the parties connected."""

import contextlib
import datetime
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import ssl
import subprocess
import tempfile
import time
import zoneinfo

import process

GEMEENTE = "00000099000000020000"
DEURWAARDER = "00000099000000040000"
DEURWAARDER2 = "00000099000000050000"
# One bevrager asks as much as all of them together.
LIFTED = {"vragen_per_seconde": 0, "personen_per_dag": 0, "alarm_vanaf_personen": 0}
START_SECONDS = 60
STOP_SECONDS = 60


class Installation(process.Begun):
    """Serves until the end of the `with`.

    Without a folder it makes the installation in a temporary one. With one it
    serves what is there, which it makes first if there is nothing, and leaves
    it there. `startup_seconds`: from the start of the program until it is ready.
    """

    def __init__(self, programs, folder=None, preload=None, settings=None):
        self.programs = pathlib.Path(programs).resolve()
        self.is_temporary = folder is None
        self.folder = folder
        self.preload = preload  # a library before vishd
        self.settings = settings or {}
        self.server = None
        self._contexts = {}
        self.today = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Amsterdam")).date()

    def begin(self):
        if self.is_temporary:
            self.folder = pathlib.Path(tempfile.mkdtemp(prefix="vish-bench."))
        if not (self.folder / "vishd.toml").exists():
            self._run("demo", "init", self.folder, "--vrije-poorten")
            self._set(LIFTED | self.settings)
        self._start()

    def end(self):
        try:
            self._stop()
        finally:
            if self.is_temporary and self.folder is not None:
                shutil.rmtree(self.folder)

    def _set(self, settings):
        config = self.folder / "vishd.toml"
        text = config.read_text(encoding="utf-8")
        for name, value in settings.items():
            text, count = re.subn(rf"^# {name} = .*$", f"{name} = {value}", text, flags=re.MULTILINE)
            if count != 1:
                raise RuntimeError(f"{name} stands {count} times in {config}")
        config.write_text(text, encoding="utf-8")

    @property
    def pid(self):
        return self.server.pid

    def port(self, listener):
        return json.loads((self.folder / "poorten.json").read_text())[listener]

    def operate(self, *arguments):
        """Runs a command of vishctl with the certificate of the operator."""
        self._run("--profiel", self.folder / "vishctl.toml", *arguments)

    def connect_parties(self, sources):
        """Takes the aansluitingen named and one bevrager through test to productie."""
        today = self.today.isoformat()
        self.operate("organisatie", "add", GEMEENTE, "--naam", "Gemeente Voorbeeld", "--soort", "gemeente")
        self.operate("organisatie", "add", DEURWAARDER, "--naam", "Voorbeeld", "--soort", "gerechtsdeurwaarder")
        self.operate("bevrager", "add", DEURWAARDER, "--overeenkomst", today)
        self.operate("bevrager", "fase", DEURWAARDER, "test", "--reden", "meting")
        for source in sources:
            self.operate("aansluiting", "add", source, "--organisatie", GEMEENTE, "--telefoon", "14 030",
                         "--email", "shv@voorbeeld.nl", "--overeenkomst", today,
                         "--eerste-hoogstens", "10000000")
            self.operate("aansluiting", "fase", source, "test", "--reden", "meting")
            self.deliver(source, self.today, (self.folder / "voorbeeld.csv").read_bytes())
            self.operate("aansluiting", "fase", source, "productie", "--reden", "meting")
        self.ask({"burgerservicenummers": ["999993653"], "kenmerk": "meting", "doel": "anders"})
        self.operate("bevrager", "fase", DEURWAARDER, "productie", "--reden", "meting")

    def deliver(self, source, peildatum, day_file):
        """Delivers over an open connection; the report and the seconds from the first byte to the answer."""
        path = f"/v1/aansluitingen/{source}/aanleveringen/{peildatum.isoformat()}"
        return self._call("gemeente", "PUT", path, day_file, "text/csv")

    def ask(self, question):
        return self._call("deurwaarder", "POST", "/v1/matches", json.dumps(question), "application/json")

    def tls_context(self, party):
        """With the certificate of a party of the demonstration; made once."""
        if party not in self._contexts:
            context = ssl.create_default_context(cafile=self.folder / "pki/ca.pem")
            context.load_cert_chain(self.folder / f"pki/{party}.pem", self.folder / f"pki/{party}.key")
            self._contexts[party] = context
        return self._contexts[party]

    def _call(self, party, method, path, body, content_type):
        context = self.tls_context(party)
        connection = http.client.HTTPSConnection("127.0.0.1", self.port("data"), timeout=600, context=context)
        connection.connect()
        begun = time.monotonic()
        connection.request(method, path, body, {"Content-Type": content_type})
        answer = connection.getresponse()
        text = answer.read()
        seconds = time.monotonic() - begun
        connection.close()
        if answer.status not in (200, 201):
            raise RuntimeError(f"{method} answered with {answer.status}: {text.decode()}")
        return json.loads(text), seconds

    def _run(self, *arguments):
        command = [self.programs / "vishctl", *arguments]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise RuntimeError(f"vishctl {arguments[0]} failed: {result.stderr}{result.stdout}")

    def _start(self):
        # Whatever ends this program, the server does not outlive it.
        command = ["setpriv", "--pdeathsig=TERM", self.programs / "vishd", "--config", self.folder / "vishd.toml"]
        environment = os.environ | ({"LD_PRELOAD": str(self.programs / self.preload)} if self.preload else {})
        with open(self.folder / "vishd.log", "wb") as log:
            self.server = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        begun = time.monotonic()
        while not self.is_ready():
            if self.server.poll() is not None or time.monotonic() > begun + START_SECONDS:
                raise RuntimeError("vishd did not start: " + (self.folder / "vishd.log").read_text())
            time.sleep(0.01)
        self.startup_seconds = time.monotonic() - begun

    def is_ready(self):
        try:
            wire = http.client.HTTPConnection("127.0.0.1", self.port("observatie"), timeout=5)
            with contextlib.closing(wire):
                wire.request("GET", "/health/ready")
                return wire.getresponse().status == 200
        except (OSError, ValueError):
            return False

    def _stop(self):
        if self.server is None or self.server.poll() is not None:
            return
        self.server.send_signal(signal.SIGTERM)
        try:
            self.server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()
            raise
