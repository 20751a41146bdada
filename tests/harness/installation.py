"""A demonstration installation and the server that runs on it."""

import json
import re
import signal
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request

from harness import pki
from harness.bsn import Pool
from harness.contract import Contract
from harness.curl import Curl
from harness.leaks import ALL_FORMS, leaks_in, leaks_under
from harness.programs import BIN, DEADLINE, run, until

SERVER = "00000099000000010000"
GEMEENTE = "00000099000000020000"
LEVERANCIER = "00000099000000030000"
DEURWAARDER = "00000099000000040000"
DEURWAARDER2 = "00000099000000050000"


class Installation:
    """What `vishctl demo init` makes, in a folder of its own. `startup_seconds`: from the start of the program until it
    was ready."""

    launcher = ()  # words before the command of the server

    def __init__(self, folder, settings=None, free_ports=True):
        self._use(folder / "vish")
        self._make(settings or {}, free_ports)

    def _use(self, folder, programs=BIN):
        self.folder = folder
        self.programs = programs
        self.pki = self.folder / "pki"
        self.config = self.folder / "vishd.toml"
        self.log = self.folder / "vishd.log"
        self.used_bsns = set()
        self.leak_forms = ALL_FORMS  # searched for in the database
        self.bsns = Pool()
        self.process = None

    def _make(self, settings, free_ports=True):
        ports = ["--vrije-poorten"] if free_ports else []
        run("vishctl", "demo", "init", self.folder, *ports, programs=self.programs)
        self.set(**settings)

    def set(self, **settings):
        """Gives settings of vishd.toml another value before the start."""
        text = self.config.read_text(encoding="utf-8")
        for name, value in settings.items():
            text, count = re.subn(rf"^(# )?{name} = .*$", f"{name} = {json.dumps(value)}", text, flags=re.MULTILINE)
            assert count == 1, f"{name} stands {count} times in vishd.toml"
        self.config.write_text(text, encoding="utf-8")

    def add_operator(self, name, rol, oin=SERVER):
        pki.make_certificate(self.pki, name, oin)
        print_ = pki.fingerprint(self.pki / f"{name}.pem")
        with self.config.open("a", encoding="utf-8") as out:
            out.write(f'\n[[operator]]\nnaam = "{name}"\nrol = "{rol}"\nvingerafdruk = "{print_}"\n')

    def start(self, ready=200, sockets=None, environment=None):
        """Until the health route answers so. `sockets` are taken over, of harness.systemd."""
        ports_file = self.folder / "poorten.json"
        ports_file.unlink(missing_ok=True)
        command = [*self.launcher, self.programs / "vishd", "--config", self.config]
        begun = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                sockets.wrap(command) if sockets else command,
                pass_fds=sockets.passed() if sockets else (),
                stdout=log,
                stderr=log,
                env=environment,
            )
        try:
            self._await_start(ports_file, ready)
        except BaseException:
            if self.process.poll() is None:
                self.kill()
            raise
        self.startup_seconds = time.monotonic() - begun

    def _await_start(self, ports_file, ready):
        self.ports = until(lambda: self._alive() and _ports(ports_file), "vishd opens its ports")
        until(lambda: self._alive() and self.observe("/health/ready")[0] == ready, "vishd is ready")
        contracts = self.programs.parent / "proto"
        self.data = Curl(self.ports["data"], self.pki, Contract(contracts / "openapi.json"), self.used_bsns)
        self.beheer = Curl(self.ports["beheer"], self.pki, Contract(contracts / "beheer-openapi.json"), self.used_bsns)

    def _alive(self):
        assert self.process.poll() is None, f"vishd ended with {self.process.returncode}: {self.tail()}"
        return True

    def tail(self):
        return self.log.read_text(encoding="utf-8", errors="replace")[-4000:]

    def tls(self, party=None):
        """What a client needs that trusts the server, and has the certificate of the party."""
        context = ssl.create_default_context(cafile=self.pki / "ca.pem")
        if party:
            context.load_cert_chain(self.pki / f"{party}.pem", self.pki / f"{party}.key")
        return context

    def connect(self, party=None, plain=None):
        """A connection to the data listener, over `plain` if that is one already."""
        plain = plain or socket.create_connection(("127.0.0.1", self.ports["data"]), timeout=DEADLINE)
        return self.tls(party).wrap_socket(plain, server_hostname="127.0.0.1")

    def observe(self, path, timeout=DEADLINE):
        """Status and text of a route of the observation listener; (0, '') without an answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.ports['observatie']}{path}", timeout=timeout) as got:
                return got.status, got.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def kill(self):
        """Ends the server at once, if it runs."""
        if self.process:
            self.process.kill()
            self.process.wait(DEADLINE)
            self.process = None

    def stop(self):
        """Ends the server in good order; fails when it does not end well."""
        process, self.process = self.process, None
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise AssertionError(f"vishd did not end: {self.tail()}") from None
        assert code == 0, f"vishd ended with {code}: {self.tail()}"

    def finish(self):
        """Stops the server and searches all that it left for the BSNs that were used."""
        metrics = ""
        if self.process:
            metrics = self.observe("/metrics")[1]
            self.stop()
        leaks = [("metrics", *leak) for leak in leaks_in(metrics.encode(), self.used_bsns)]
        leaks += [("log", *leak) for leak in leaks_in(self.log.read_bytes(), self.used_bsns)]
        leaks += leaks_under(self.folder / "data", self.used_bsns, self.leak_forms)
        leaks += leaks_under(self.folder / "sleutels", self.used_bsns)
        # The numbers are test numbers, so they may stand in this message.
        assert not leaks, f"BSNs where none may be: {leaks}"

    def vishctl(self, *arguments, check=True, party="beheerder"):
        own = ["--cert", self.pki / f"{party}.pem", "--key", self.pki / f"{party}.key"] if party != "beheerder" else []
        profile = self.folder / "vishctl.toml"
        return run("vishctl", "--profiel", profile, *own, *arguments, check=check, programs=self.programs)


def _ports(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
